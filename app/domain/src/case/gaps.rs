//! Placeholders of prepared texts: `{name}`, `{reply-by}`. What is none is refused with its place; what a case has no
//! value for stays in the text, and a text that still has a gap is not sent.

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Who opened the case.
    Name,
    /// `LS-7K3M-9Q2F`.
    Reference,
    /// The passenger's own subject line.
    Subject,
    /// `LD 402`.
    Flight,
    /// The booking reference.
    Booking,
    /// The bag's tag.
    Bag,
    /// By when the passenger hears from us.
    ReplyBy,
    /// Whoever writes.
    Agent,
    /// The department that has the case.
    Department,
}

impl Gap {
    /// Every placeholder, in the order they are explained.
    pub const ALL: [Self; 9] =
        [Self::Name, Self::Reference, Self::Subject, Self::Flight, Self::Booking, Self::Bag, Self::ReplyBy, Self::Agent, Self::Department];

    /// As written between braces.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Reference => "reference",
            Self::Subject => "subject",
            Self::Flight => "flight",
            Self::Booking => "booking",
            Self::Bag => "bag",
            Self::ReplyBy => "reply-by",
            Self::Agent => "agent",
            Self::Department => "department",
        }
    }

    /// Key of what it stands for.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "phrase-gap-name",
            Self::Reference => "phrase-gap-reference",
            Self::Subject => "phrase-gap-subject",
            Self::Flight => "phrase-gap-flight",
            Self::Booking => "phrase-gap-booking",
            Self::Bag => "phrase-gap-bag",
            Self::ReplyBy => "phrase-gap-reply-by",
            Self::Agent => "phrase-gap-agent",
            Self::Department => "phrase-gap-department",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gap| gap.as_str() == text)
    }
}

/// Something between braces that is no placeholder, or a brace without its other half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// As written, braces included.
    pub text: String,
    /// Line, from 1.
    pub line: usize,
}

/// A piece of a prepared text.
enum Piece<'a> {
    Words(&'a str),
    Gap(Gap),
    Unknown(&'a str),
}

/// The pieces in order; together they are the whole text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(start) = rest.find(['{', '}']) {
        let (words, from) = rest.split_at(start);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        let end = from.char_indices().skip(1).find(|(_, c)| matches!(c, '{' | '}' | '\n'));
        let length = match end {
            Some((at, '}')) if from.starts_with('{') => at + 1,
            Some((at, _)) if from.starts_with('{') => at,
            None if from.starts_with('{') => from.len(),
            _ => 1,
        };
        let (braced, after) = from.split_at(length);
        let gap = braced.strip_prefix('{').and_then(|inside| inside.strip_suffix('}')).and_then(Gap::parse);
        pieces.push(gap.map_or(Piece::Unknown(braced), Piece::Gap));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// What in a prepared text is no placeholder, the first of it.
#[must_use]
pub fn unknown_gap(text: &str) -> Option<Unknown> {
    let mut line = 1;
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => line += words.matches('\n').count(),
            Piece::Gap(_) => {}
            Piece::Unknown(text) => return Some(Unknown { text: text.to_owned(), line }),
        }
    }
    None
}

/// The text with its gaps filled; what has no value stays as it is.
#[must_use]
pub fn fill_gaps(text: &str, value: impl Fn(Gap) -> Option<String>) -> String {
    let fill = |piece: Piece<'_>| match piece {
        Piece::Words(words) | Piece::Unknown(words) => words.to_owned(),
        Piece::Gap(gap) => value(gap).filter(|value| !value.is_empty()).unwrap_or_else(|| format!("{{{}}}", gap.as_str())),
    };
    pieces(text).into_iter().map(fill).collect()
}

/// Whether a gap is still open. Other braces are the writer's own.
#[must_use]
pub fn has_gap(text: &str) -> bool {
    pieces(text).iter().any(|piece| matches!(piece, Piece::Gap(_)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gaps_are_filled_and_what_has_no_value_stays_to_be_seen() {
        let value = |gap| match gap {
            Gap::Name => Some("王伟".to_owned()),
            Gap::ReplyBy => Some("today 16:00".to_owned()),
            Gap::Bag => Some(String::new()),
            _ => None,
        };
        let filled = fill_gaps("{name}，您好！By {reply-by}: {flight}, {bag}.", value);
        assert_eq!(filled, "王伟，您好！By today 16:00: {flight}, {bag}.");
        assert!(has_gap(&filled));
        assert!(!has_gap("nothing {here} or {there"));
    }

    #[test]
    fn what_is_no_placeholder_is_told_with_its_place() {
        for (text, unknown) in [
            ("Dear {name},\nyour {fligth} is late", Some(("{fligth}", 2))),
            ("{Name}", Some(("{Name}", 1))),
            ("{}", Some(("{}", 1))),
            ("a\nb\n{name", Some(("{name", 3))),
            ("{name\n}", Some(("{name", 1))),
            ("} {name}", Some(("}", 1))),
            ("{{name}}", Some(("{", 1))),
            ("Dear {name}, {reply-by}", None),
            ("", None),
        ] {
            let told = unknown_gap(text).map(|unknown| (unknown.text, unknown.line));
            assert_eq!(told, unknown.map(|(text, line)| (text.to_owned(), line)), "{text:?}");
        }
    }

    #[test]
    fn every_placeholder_is_its_own() {
        for gap in Gap::ALL {
            let text = format!("{{{}}}", gap.as_str());
            assert_eq!((unknown_gap(&text), has_gap(&text)), (None, true));
            assert_eq!(fill_gaps(&text, |asked| (asked == gap).then(|| "x".to_owned())), "x");
        }
    }

    proptest! {
        #[test]
        fn filling_nothing_changes_nothing(text in "[a-z{}\n王-]{0,60}") {
            prop_assert_eq!(fill_gaps(&text, |_| None), text);
        }

        #[test]
        fn a_text_without_unknowns_is_full_once_filled(text in "([a-z ]|\\{name\\}|\\{bag\\}){0,20}") {
            prop_assert_eq!(unknown_gap(&text), None);
            prop_assert!(!has_gap(&fill_gaps(&text, |_| Some("x".into()))));
        }
    }
}
