//! What in a text is about one person: looked for before words go where everybody reads them. It warns, and is wrong rather
//! once too often than once too seldom; who writes decides.

use crate::booking::BagTag;
use crate::contact::EmailAddress;
use crate::flight::Designator;
use jiff::civil::Date;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Personal {
    /// A booking reference.
    Locator,
    /// A ticket number.
    Ticket,
    /// A bag tag.
    Tag,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
}

impl Personal {
    /// Key of what it is called.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Locator => "personal-locator",
            Self::Ticket => "personal-ticket",
            Self::Tag => "personal-tag",
            Self::Email => "personal-email",
            Self::Phone => "personal-phone",
        }
    }
}

/// Words after which a code is a booking's, whatever it looks like.
const CUES: [&str; 9] = ["booking", "reference", "pnr", "locator", "confirmation", "订单", "订单号", "预订编号", "编号"];
/// Ticket numbers: three digits of the airline, ten more.
const TICKET_DIGITS: usize = 13;
/// The fewest digits taken for a telephone number, and the fewest after a plus.
const PHONE_DIGITS: (usize, usize) = (9, 7);

/// A stretch of text without a break in it.
struct Part {
    text: String,
    /// Nothing but a space stands between it and the next.
    goes_on: bool,
}

/// What in `words` is about one person, as it is written, in the order of writing; each once.
#[must_use]
pub fn personal(words: &str) -> Vec<(Personal, String)> {
    let parts = parts(words);
    let mut found: Vec<(Personal, String)> = Vec::new();
    let (mut rest, mut cue) = (parts.as_slice(), false);
    while let Some((part, after)) = rest.split_first() {
        let figures = figures(rest);
        let used = figures.as_ref().map_or(1, |(_, _, used)| *used);
        let what = figures.map(|(what, text, _)| (what, text)).or_else(|| code(&part.text, cue).map(|what| (what, part.text.clone())));
        found.extend(what.filter(|what| !found.contains(what)));
        cue = is_cue(&part.text) || cue && matches!(part.text.to_lowercase().as_str(), "is" | "number" | "no" | "code");
        rest = after.get(used - 1..).unwrap_or_default();
    }
    found
}

/// Cut at spaces, at signs that end something, and where Chinese meets anything else: it is written without spaces.
fn parts(words: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut text, mut han) = (String::new(), false);
    let close = |text: &mut String, goes_on: bool, parts: &mut Vec<Part>| {
        let bare = text.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '(')));
        // an opening bracket belongs to a number only
        let bare = bare.strip_prefix('(').filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(bare);
        if bare.is_empty() {
            // a sign by itself parts what stands around it
            parts.last_mut().into_iter().for_each(|last| last.goes_on &= text.is_empty() && goes_on);
        } else {
            // and so does the one that closes it
            let closed = format!("{bare})");
            let bare = if bare.starts_with('(') && text.contains(&closed) { closed } else { bare.to_owned() };
            let goes_on = goes_on && text.ends_with(&bare);
            parts.push(Part { text: bare, goes_on });
        }
        text.clear();
    };
    for c in words.chars().map(narrow) {
        if c.is_whitespace() || matches!(c, ',' | ';' | '"' | '<' | '>' | '|' | '“' | '”' | '。' | '、') {
            close(&mut text, c.is_whitespace(), &mut parts);
            continue;
        }
        let now = ('\u{4e00}'..='\u{9fff}').contains(&c);
        if now != han {
            close(&mut text, false, &mut parts);
            han = now;
        }
        text.push(c);
    }
    close(&mut text, false, &mut parts);
    parts
}

/// Full-width letters, digits and signs as the plain ones.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    }
}

fn is_cue(part: &str) -> bool {
    let part = part.to_lowercase();
    CUES.iter().any(|cue| part == *cue || !cue.is_ascii() && part.ends_with(cue))
}

/// A number of many digits, in groups or not: what it is, as written, and how many parts it takes. The longest that is something.
fn figures(parts: &[Part]) -> Option<(Personal, String, usize)> {
    let is_figure = |part: &&Part| {
        let digit = part.text.bytes().any(|byte| byte.is_ascii_digit());
        digit && part.text.bytes().all(|byte| byte.is_ascii_digit() || b"+-().".contains(&byte)) && part.text.parse::<Date>().is_err()
    };
    let together = parts.iter().take_while(is_figure).count();
    let whole = parts.iter().take(together).position(|part| !part.goes_on).map_or(together, |last| last + 1);
    (1..=whole).rev().find_map(|used| {
        let text = parts.iter().take(used).map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ");
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let fewest = if text.starts_with('+') { PHONE_DIGITS.1 } else { PHONE_DIGITS.0 };
        let what = match digits.len() {
            TICKET_DIGITS if !text.starts_with('+') => Personal::Ticket,
            10 if digits.starts_with('0') && BagTag::parse(&digits).is_ok() => Personal::Tag,
            count if (fewest..=15).contains(&count) => Personal::Phone,
            _ => return None,
        };
        Some((what, text, used))
    })
}

/// A code of letters and digits, or an address. After a `cue` it is a booking's wherever it can be.
fn code(part: &str, cue: bool) -> Option<Personal> {
    if part.contains('@') {
        return EmailAddress::parse(part).map(|_| Personal::Email);
    }
    if !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let letters = part.len() - digits;
    if part.len() == 8 && letters == 2 && part.bytes().take(2).all(|byte| byte.is_ascii_alphabetic()) {
        return Some(Personal::Tag);
    }
    let capitals = part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let named = cue && (5..=8).contains(&part.len()) && (digits > 0 || capitals);
    // three digits in front are an aircraft or an hour, two letters and digits a flight
    let model = part.bytes().take(3).all(|byte| byte.is_ascii_digit());
    let alone = part.len() == 6 && digits > 0 && letters > 0 && !model && part.parse::<Designator>().is_err();
    (named || alone).then_some(Personal::Locator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Personal as P;
    use proptest::prelude::*;

    #[test]
    fn what_is_about_one_person_is_found_as_people_write_it() {
        let table: [(&str, &[(P, &str)]); 17] = [
            ("Your booking DEMO2A is fine.", &[(P::Locator, "DEMO2A")]),
            ("demo2a, please", &[(P::Locator, "demo2a")]),
            ("the reference is ABCDEF.", &[(P::Locator, "ABCDEF")]),
            ("PNR number: LD1234", &[(P::Locator, "LD1234")]),
            ("您的订单ABC234已经改签", &[(P::Locator, "ABC234")]),
            ("ticket 992 2400000017", &[(P::Ticket, "992 2400000017")]),
            ("ticket 992-2400000017.", &[(P::Ticket, "992-2400000017")]),
            ("tag 0992 123456", &[(P::Tag, "0992 123456")]),
            ("tag LD123456!", &[(P::Tag, "LD123456")]),
            ("标签０９９２１２３４５６在这里", &[(P::Tag, "0992123456")]),
            ("write to ana.lima@example.com.", &[(P::Email, "ana.lima@example.com")]),
            ("(ana@example.com)", &[(P::Email, "ana@example.com")]),
            ("call +1 201 555 0142", &[(P::Phone, "+1 201 555 0142")]),
            ("call (201) 555-0142, now", &[(P::Phone, "(201) 555-0142")]),
            ("请拨打13800138000", &[(P::Phone, "13800138000")]),
            ("+86 138 0013 8000 和 DEMO5D", &[(P::Phone, "+86 138 0013 8000"), (P::Locator, "DEMO5D")]),
            ("DEMO2A and DEMO2A again", &[(P::Locator, "DEMO2A")]),
        ];
        for (words, expected) in table {
            let expected: Vec<(P, String)> = expected.iter().map(|(what, text)| (*what, (*text).to_owned())).collect();
            assert_eq!(personal(words), expected, "{words}");
        }
    }

    #[test]
    fn what_everybody_may_read_is_left_alone() {
        for words in [
            "",
            "We are sorry, @ana. Please write to us here.",
            "LD 408 and LD1234 leave at 17:40 on 2026-11-21 from gate B12.",
            "Your case is LS-7K3M-9Q2F.",
            "Bags of 23 kg, up to 158 cm: 10, 20, 30, 40, 50 dollars.",
            "The 737MAX and the A320 leave within 24 hours of the year 2026.",
            "Claim up to 1 288 SDR; 4 694 for delay.",
            "很抱歉，LD408航班延误3小时20分，预计17:40起飞。",
            "DELAYS happen; SORRY for that.",
        ] {
            assert_eq!(personal(words), [], "{words}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(words in "\\PC{0,200}") {
            let _ = personal(&words);
        }

        #[test]
        fn an_address_is_found_wherever_it_stands(before in "[a-z ]{0,20}", local in "[a-z]{1,10}", after in "[a-z ,.!]{0,20}") {
            let address = format!("{local}@example.com");
            let words = format!("{before} {address} {after}");
            prop_assert!(personal(&words).contains(&(P::Email, address)), "{}", words);
        }
    }
}
