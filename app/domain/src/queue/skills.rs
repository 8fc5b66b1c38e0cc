//! What somebody on the staff can answer: in which languages, and which kinds of cases (OFF-2).

use crate::case::Kind;
use crate::locale::Locale;

/// What a member of staff answers. Where they say nothing of kinds, every kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Skills {
    /// Languages they write to passengers in.
    pub languages: Vec<Locale>,
    /// Kinds of cases they know how to answer.
    pub kinds: Vec<Kind>,
}

impl Skills {
    /// Whether they can answer a case of this kind from somebody who writes in this language.
    #[must_use]
    pub fn answer(&self, kind: Kind, language: Locale) -> bool {
        self.languages.contains(&language) && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_the_language_and_the_kind_have_to_be_theirs() {
        let skills = |languages: &[Locale], kinds: &[Kind]| Skills { languages: languages.to_vec(), kinds: kinds.to_vec() };
        for (skills, kind, language, can) in [
            (skills(&[Locale::En], &[]), Kind::Baggage, Locale::En, true),
            (skills(&[Locale::En], &[]), Kind::Baggage, Locale::ZhCn, false),
            (skills(&[Locale::En, Locale::ZhCn], &[Kind::Complaint]), Kind::Complaint, Locale::ZhCn, true),
            (skills(&[Locale::En, Locale::ZhCn], &[Kind::Complaint]), Kind::Baggage, Locale::ZhCn, false),
            (skills(&[], &[]), Kind::Baggage, Locale::En, false),
        ] {
            assert_eq!(skills.answer(kind, language), can, "{skills:?} {kind:?} {language:?}");
        }
    }
}
