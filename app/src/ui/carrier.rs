//! The carrier's name and mark, read from `style/carrier.css`: the one file a carrier changes.

use domain::locale::Locale;

const TOKENS: &str = include_str!("../../../style/carrier.css");

/// What the carrier is called in a language.
#[must_use]
pub fn name(locale: Locale) -> &'static str {
    match locale {
        Locale::En => token("--carrier-name"),
        Locale::ZhCn => token("--carrier-name-zh"),
    }
}

/// The two letters on its sign.
#[must_use]
pub fn mark() -> &'static str {
    token("--carrier-mark")
}

/// The quoted value of a token; empty where the file has none.
fn token(name: &str) -> &'static str {
    TOKENS
        .lines()
        .filter_map(|line| line.trim().strip_prefix(name)?.strip_prefix(':'))
        .find_map(|rest| rest.split('"').nth(1))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_file_names_the_carrier_in_every_language() {
        assert!(Locale::ALL.into_iter().all(|locale| !name(locale).is_empty()));
        assert_eq!(mark().chars().count(), 2);
    }

    #[test]
    fn the_manifest_of_the_installed_page_agrees_with_the_token_file() {
        let manifest = include_str!("../../../public/manifest.webmanifest");
        assert!(manifest.contains(&format!("\"name\": \"{}\"", name(Locale::En))));
    }
}
