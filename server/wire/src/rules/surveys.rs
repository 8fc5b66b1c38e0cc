//! A questionnaire as a file: TOML in, a form out, or what is wrong with its line and column.

use super::{Bad, Written, table};
use domain::survey::Form;
use toml::de::Deserializer;

/// Reads a questionnaire. Whether it may be published `domain::survey::findings` says.
///
/// # Errors
/// What cannot be read, with its place.
pub fn survey(written: &Written) -> Result<Form, Vec<Bad>> {
    let (table, place) = table(written)?;
    serde::Deserialize::deserialize(Deserializer::from(table)).map_err(|error| vec![place.error(&error)])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_questionnaire_is_read_and_a_slip_has_its_place() {
        let read = |text: &str| survey(&Written { name: "survey.toml".to_owned(), text: text.to_owned() });
        let text = include_str!("../../../surveys/after-case.toml");
        assert_eq!(read(text).unwrap().questions.len(), 4);
        let bad = read(&text.replacen("kind = \"effort\"", "kind = \"efort\"", 1)).unwrap_err();
        assert!(bad.first().is_some_and(|bad| bad.line > 1 && bad.reason.contains("efort")), "{bad:?}");
    }
}
