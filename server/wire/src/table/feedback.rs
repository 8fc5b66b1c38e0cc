//! `text,sentiment,reason[,id]`: what passengers wrote and what somebody says it is about, one message a line.

use super::{
    read::{Column, Read, optional, required, rows},
    row::Row,
};
use domain::feedback::{Mood, Theme};

const COLUMNS: [Column; 4] = [required("text"), optional("sentiment"), optional("reason"), optional("id")];

/// A message somebody has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// What was written.
    pub text: String,
    /// How its writer feels.
    pub mood: Option<Mood>,
    /// What it is about; a label of the public collection of airline messages is read as the theme that means the same.
    pub theme: Option<Theme>,
}

/// Reads a table of messages.
#[must_use]
pub fn feedback(bytes: &[u8]) -> Read<Feedback> {
    rows(bytes, &COLUMNS, message)
}

fn message(row: &mut Row<'_>) -> Option<Feedback> {
    let text = row.maybe("text", |text| Ok(text.to_owned()));
    let mood = row.maybe("sentiment", |word| Mood::parse(word).ok_or("negative, neutral or positive"));
    let theme =
        row.maybe("reason", |word| Theme::parse(word).ok_or("a theme such as delay or bag-missing, or its label (docs/feedback.md)"));
    Some(Feedback { text: text?.unwrap_or_default(), mood: mood?, theme: theme? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_both_kinds_are_read_and_unknown_ones_told() {
        let file = "id,sentiment,reason,text\n1,negative,Late Flight,\"two hours, again\"\n2,Neutral,,where?\n3,negative,delay,\n";
        let read = feedback(file.as_bytes());
        let told: Vec<_> = read.rows.iter().map(|line| (line.row.text.as_str(), line.row.mood, line.row.theme)).collect();
        assert_eq!(
            told,
            [
                ("two hours, again", Some(Mood::Negative), Some(Theme::Delay)),
                ("where?", Some(Mood::Neutral), None),
                ("", Some(Mood::Negative), Some(Theme::Delay)),
            ]
        );
        let bad = feedback(b"text,reason,sentiment\nhm,Weather,angry\n").bad;
        let bad: Vec<_> = bad.iter().map(ToString::to_string).collect();
        assert_eq!(bad.len(), 2, "{bad:?}");
        assert!(bad.iter().any(|line| line.starts_with("line 2, reason: \"Weather\" is not a theme")), "{bad:?}");
    }
}
