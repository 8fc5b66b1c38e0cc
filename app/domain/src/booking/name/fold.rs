//! Upper case, no accents, no spaces: one name, one form.

use unicode_normalization::UnicodeNormalization;

/// Upper case letters and digits of any script, accents dropped: `O’Brien` is `OBRIEN`, `Müller` is `MULLER`.
pub(super) fn without_accents(name: &str) -> String {
    letters(name, |_, _| None)
}

/// As [`without_accents`], with the digraphs machine-readable passports use: `Müller` is `MUELLER`, `Åse` is `AASE`.
pub(super) fn with_digraphs(name: &str) -> String {
    letters(name, |letter, mark| match (letter, mark) {
        ('A' | 'a', Some(DIAERESIS)) => Some("AE"),
        ('O' | 'o', Some(DIAERESIS)) | ('Ø' | 'ø', _) => Some("OE"),
        ('U' | 'u', Some(DIAERESIS)) => Some("UE"),
        ('A' | 'a', Some(RING)) => Some("AA"),
        _ => None,
    })
}

const DIAERESIS: char = '\u{308}';
const RING: char = '\u{30a}';

/// Drops the E of `AE`, `OE`, `UE`: so `MUELLER` on a ticket and `Muller` typed meet.
pub(super) fn without_umlaut_e(plain: &str) -> String {
    let mut folded = String::with_capacity(plain.len());
    let mut before = ' ';
    for c in plain.chars() {
        if !(c == 'E' && matches!(before, 'A' | 'O' | 'U')) {
            folded.push(c);
        }
        before = c;
    }
    folded
}

/// Takes letters apart from their marks, lets `special` answer for a letter and the mark after it, drops what is
/// neither letter nor digit.
fn letters(name: &str, special: impl Fn(char, Option<char>) -> Option<&'static str>) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut parts = name.nfkd().peekable();
    while let Some(c) = parts.next() {
        if let Some(text) = special(c, parts.peek().copied()).or_else(|| indivisible(c)) {
            folded.push_str(text);
        } else if c.is_alphanumeric() && !is_accent(c) && !is_modifier(c) {
            folded.extend(c.to_uppercase().flat_map(|upper| std::iter::once(upper).nfkd()).filter(|upper| !is_accent(*upper)));
        }
    }
    // what stood between two marks is gone: they take their canonical order anew
    folded.nfkd().collect()
}

/// Letters Unicode does not take apart, and Arabic letters that are written either way.
fn indivisible(c: char) -> Option<&'static str> {
    Some(match c {
        'Æ' | 'æ' => "AE",
        'Œ' | 'œ' => "OE",
        'Ð' | 'ð' | 'Đ' | 'đ' => "D",
        'Þ' | 'þ' => "TH",
        'Ø' | 'ø' => "O",
        'Ł' | 'ł' => "L",
        'Ħ' | 'ħ' => "H",
        'Ŋ' | 'ŋ' => "N",
        'Ŧ' | 'ŧ' => "T",
        'ı' => "I",
        'ẞ' | 'ß' => "SS",
        // teh marbuta, alef maqsura, alef wasla, Persian yeh and kaf
        '\u{629}' => "\u{647}",
        '\u{649}' | '\u{6cc}' => "\u{64a}",
        '\u{671}' => "\u{627}",
        '\u{6a9}' => "\u{643}",
        _ => return None,
    })
}

/// Marks that lie over or under a letter and are left out in capitals: accents, Hebrew points, Arabic vowels.
/// Vowel signs of Indian scripts are no such marks: without them a name is another name.
const fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{640}')
}

/// Apostrophe-like letters: ʼ, ʻ, ʹ and their kin stand where others type an apostrophe.
const fn is_modifier(c: char) -> bool {
    matches!(c, '\u{2b0}'..='\u{2ff}')
}
