//! Text messages: how many a text becomes on its way, and what people mean who answer with one word.

/// Segments a text of ours may have: longer ones arrive in pieces, and each is paid for.
pub const LONGEST: usize = 3;

/// How a text is written on the air.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits a letter (3GPP TS 23.038): Latin and some Greek.
    Gsm7,
    /// Sixteen bits a letter: everything else.
    Ucs2,
}

impl Encoding {
    /// As providers name it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gsm7 => "gsm7",
            Self::Ucs2 => "ucs2",
        }
    }

    /// Units one message holds, and units each part of a longer one holds beside the header that joins them.
    const fn room(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }
}

/// What a text becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// How it is written.
    pub encoding: Encoding,
    /// Septets or 16-bit units.
    pub units: usize,
    /// Messages it is sent as.
    pub segments: usize,
}

/// The letters of one septet.
const BASIC: &str =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The letters of two: an escape comes before each.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

fn septets(c: char) -> Option<usize> {
    if BASIC.contains(c) { Some(1) } else { EXTENSION.contains(c).then_some(2) }
}

/// Counts the messages a text becomes. An escaped letter and a pair of surrogates are never cut in two, so a part may end
/// one unit early.
#[must_use]
pub fn measure(text: &str) -> Measure {
    let encoding = if text.chars().all(|c| septets(c).is_some()) { Encoding::Gsm7 } else { Encoding::Ucs2 };
    let width = |c: char| match encoding {
        Encoding::Gsm7 => septets(c).unwrap_or(1),
        Encoding::Ucs2 => c.len_utf16(),
    };
    let units = text.chars().map(width).sum();
    let (alone, part) = encoding.room();
    if units <= alone {
        return Measure { encoding, units, segments: 1 };
    }
    let (mut segments, mut used) = (1, 0);
    for wide in text.chars().map(width) {
        if used + wide > part {
            (segments, used) = (segments + 1, 0);
        }
        used += wide;
    }
    Measure { encoding, units, segments }
}

/// What somebody wants who answers with a word that providers everywhere understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// No more texts.
    Stop,
    /// Texts again.
    Start,
}

const STOP: [&str; 17] = [
    "STOP",
    "STOPALL",
    "STOPP",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "OPTOUT",
    "REVOKE",
    "ARRET",
    "T",
    "TD",
    "退订",
    "退訂",
    "取消订阅",
    "停止",
    "停止接收",
];
const START: [&str; 7] = ["START", "UNSTOP", "SUBSCRIBE", "恢复", "恢復", "订阅", "重新订阅"];

/// Reads an answer of one word. Words inside a sentence mean what the sentence means.
#[must_use]
pub fn wish(text: &str) -> Option<Wish> {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let word: String = text.chars().map(narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).take(20).collect();
    if STOP.contains(&word.as_str()) { Some(Wish::Stop) } else { START.contains(&word.as_str()).then_some(Wish::Start) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn segments_are_counted_as_networks_do() {
        let g = |n: usize| "a".repeat(n);
        let z = |n: usize| "行".repeat(n);
        use Encoding::{Gsm7, Ucs2};
        for (text, encoding, units, segments) in [
            (String::new(), Gsm7, 0, 1),
            (g(160), Gsm7, 160, 1),
            (g(161), Gsm7, 161, 2),
            (g(306), Gsm7, 306, 2),
            (g(307), Gsm7, 307, 3),
            (g(459), Gsm7, 459, 3),
            (g(460), Gsm7, 460, 4),
            // the extension table: two septets each, never cut in two
            ("€".repeat(80), Gsm7, 160, 1),
            ("€".repeat(81), Gsm7, 162, 2),
            (format!("{}€{}", g(152), g(10)), Gsm7, 164, 2),
            (format!("{}€{}", g(152), g(152)), Gsm7, 306, 3),
            ("[~^{|}\\]".to_owned(), Gsm7, 16, 1),
            ("Ça été: ñ Ü ß Ω @ £ ¿".to_owned(), Gsm7, 21, 1),
            // the table has a capital Ç and no small one
            ("ça".to_owned(), Ucs2, 2, 1),
            (z(70), Ucs2, 70, 1),
            (z(71), Ucs2, 71, 2),
            (z(134), Ucs2, 134, 2),
            (z(135), Ucs2, 135, 3),
            (z(201), Ucs2, 201, 3),
            (z(202), Ucs2, 202, 4),
            // one letter outside of the table makes all of them wide
            (format!("{}’", g(70)), Ucs2, 71, 2),
            // an emoji is a pair of surrogates, never cut in two
            ("😀".repeat(35), Ucs2, 70, 1),
            ("😀".repeat(36), Ucs2, 72, 2),
            (format!("{}😀{}", z(66), z(66)), Ucs2, 134, 3),
            ("👨‍👩‍👧".to_owned(), Ucs2, 8, 1),
        ] {
            assert_eq!(measure(&text), Measure { encoding, units, segments }, "{text}");
        }
    }

    #[test]
    fn one_word_is_a_wish_and_a_sentence_is_none() {
        for text in ["STOP", " stop. ", "Stop!", "ＳＴＯＰ", "退订", "退订！", "TD", "t", "Unsubscribe"] {
            assert_eq!(wish(text), Some(Wish::Stop), "{text}");
        }
        for text in ["START", "start!", "恢复"] {
            assert_eq!(wish(text), Some(Wish::Start), "{text}");
        }
        for text in ["", "Please stop my bag in Newark", "stop it now", "我要退票", "END of the line", "no"] {
            assert_eq!(wish(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn segments_grow_with_the_text(text in "\\PC{0,400}", more in "\\PC{0,50}") {
            let (short, long) = (measure(&text), measure(&format!("{text}{more}")));
            prop_assert!(short.segments <= long.segments);
            let _ = wish(&text);
        }
    }
}
