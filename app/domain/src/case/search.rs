//! Words a case is found by, in any script: the same function for what is stored and what is asked.

use super::Reference;
use crate::booking::name::keys;
use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longer words are cut here; nobody types more.
const LONGEST: usize = 40;

/// Fewer letters begin too many words.
const SHORTEST_BEGINNING: usize = 3;

/// The words of a text: lower case, accents folded; Chinese, Japanese and Korean as single
/// characters and pairs; a case reference as one word; `LD 408` and `LD408` alike.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    if let Ok(reference) = Reference::parse(text) {
        return vec![folded(&reference.as_str().replace('-', ""))];
    }
    let mut found = BTreeSet::new();
    let mut before: Option<String> = None;
    for chunk in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '。' | '、' | '；' | '：')) {
        if let Ok(reference) = Reference::parse(chunk) {
            found.insert(folded(&reference.as_str().replace('-', "")));
            before = None;
            continue;
        }
        for word in folded(chunk).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            add_word(&mut found, word);
            if let Some(designator) = before.filter(|before| is_designator(before) && is_number(word)) {
                found.insert(format!("{designator}{word}"));
            }
            before = Some(word.to_owned());
        }
    }
    found.into_iter().collect()
}

/// The words a person is found by: those of the name, and of a Chinese one also how it sounds, so that `Wang` finds 王伟.
#[must_use]
pub fn name_tokens(name: &str) -> Vec<String> {
    let mut found: BTreeSet<String> = tokens(name).into_iter().collect();
    let han: Vec<char> = name.chars().filter(|c| is_cjk(*c)).collect();
    let parts = [han.get(..1), han.get(..2), han.get(1..), han.get(2..), Some(han.as_slice())];
    for part in parts.into_iter().flatten() {
        let readings = keys(&part.iter().collect::<String>(), None);
        found.extend(readings.into_iter().filter(|reading| reading.is_ascii()).map(|reading| reading.to_lowercase()));
    }
    found.into_iter().collect()
}

/// The text as a `tsquery` that asks for all of its words, or for the references that begin like `LS-7K3M`; none where
/// there is nothing to ask.
#[must_use]
pub fn query(text: &str) -> Option<String> {
    if let Some(beginning) = beginning_of_reference(text) {
        return Some(format!("'{beginning}':*"));
    }
    let words: Vec<String> = tokens(text).into_iter().map(|word| format!("'{word}'")).collect();
    if words.is_empty() { None } else { Some(words.join(" & ")) }
}

/// The same, with a last word that need only begin as typed (`suitc`), or begin a reference (`7K3M`): asked where the
/// words as they stand find nothing. None where the last word says too little,
/// is a whole reference, or is of a script without spaces.
#[must_use]
pub fn beginning(text: &str) -> Option<String> {
    if Reference::parse(text).is_ok() || text.split_whitespace().last().is_some_and(|chunk| Reference::parse(chunk).is_ok()) {
        return None;
    }
    let last = folded(text.trim()).rsplit(|c: char| !c.is_alphanumeric()).next().map(str::to_owned)?;
    if last.chars().count() < SHORTEST_BEGINNING || last.chars().any(is_cjk) {
        return None;
    }
    // a piece of a reference may look like a flight, which is kept as its two pieces too
    let own = tokens(&last);
    let others = tokens(text).into_iter().filter(|word| !own.contains(word)).map(|word| format!("'{word}'"));
    let beginning = format!("('{last}':* | 'ls{last}':*)");
    let words = others.chain([beginning]).collect::<Vec<_>>().join(" & ");
    // the middle of a reference, over its hyphen: `7k3m-9q`
    let joined = folded(text.trim()).replace('-', "");
    let middle = joined != last && (SHORTEST_BEGINNING..8).contains(&joined.len()) && joined.chars().all(|c| c.is_ascii_alphanumeric());
    Some(if middle { format!("({words}) | 'ls{joined}':*") } else { words })
}

/// `ls7k3m` of `LS-7K3M`; none of a whole reference, nor of anything else.
fn beginning_of_reference(text: &str) -> Option<String> {
    let rest = text.trim().to_ascii_lowercase();
    let rest = rest.strip_prefix("ls-")?.replace('-', "");
    let beginning = (3..8).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_alphanumeric());
    beginning.then(|| format!("ls{rest}"))
}

/// Lower case, accents and width folded.
pub(crate) fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

fn add_word(found: &mut BTreeSet<String>, word: &str) {
    let mut plain = String::new();
    let mut last: Option<char> = None;
    for c in word.chars() {
        if is_cjk(c) {
            add_plain(found, &plain);
            plain.clear();
            found.insert(c.to_string());
            if let Some(last) = last {
                found.insert(format!("{last}{c}"));
            }
            last = Some(c);
        } else {
            plain.push(c);
            last = None;
        }
    }
    add_plain(found, &plain);
}

fn add_plain(found: &mut BTreeSet<String>, word: &str) {
    if word.is_empty() {
        return;
    }
    found.insert(word.chars().take(LONGEST).collect());
    // a flight typed in one piece is also its two pieces, because others write it so
    if let (Some(airline), Some(number)) = (word.get(..2), word.get(2..))
        && is_designator(airline)
        && is_number(number)
    {
        found.insert(airline.to_owned());
        found.insert(number.to_owned());
    }
}

fn is_designator(word: &str) -> bool {
    word.len() == 2 && word.chars().all(|c| c.is_ascii_alphanumeric()) && word.chars().any(|c| c.is_ascii_alphabetic())
}

fn is_number(word: &str) -> bool {
    (1..=4).contains(&word.len()) && word.chars().all(|c| c.is_ascii_digit())
}

/// Chinese, Japanese, Korean: scripts written without spaces.
pub(crate) const fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_both_languages_are_found() {
        assert_eq!(tokens("Señor López"), ["lopez", "senor"]);
        assert_eq!(tokens("行李没到"), ["到", "李", "李没", "没", "没到", "行", "行李"]);
        assert_eq!(tokens("ＬＤ４０８"), ["408", "ld", "ld408"]);
        assert_eq!(tokens("LD 408"), tokens("ld408"));
        assert_eq!(tokens("ls 7k3m-9q2f")[0], tokens("LS-7K3M-9Q2F")[0]);
        assert_eq!(tokens("DEMO2A"), ["demo2a"]);
    }

    #[test]
    fn chinese_names_are_found_by_their_sound() {
        for (name, typed) in
            [("王伟", "Wang Wei"), ("王伟", "wangwei"), ("陈静", "CHEN"), ("欧阳娜", "ouyang"), ("陳靜", "chen"), ("李 娜", "li na")]
        {
            let found = name_tokens(name);
            assert!(tokens(typed).iter().all(|word| found.contains(word)), "{name} {typed} {found:?}");
        }
        assert_eq!(name_tokens("Ana López"), tokens("Ana López"));
    }

    #[test]
    fn a_question_asks_for_every_word() {
        assert_eq!(query("bag  Chicago").unwrap(), "'bag' & 'chicago'");
        assert_eq!(query("行李").unwrap(), "'李' & '行' & '行李'");
        assert_eq!(query(" -- ' & | ! "), None);
        assert_eq!(query(" LS-7k3m ").unwrap(), "'ls7k3m':*");
        assert_eq!(query("ls-7k3m-9").unwrap(), "'ls7k3m9':*");
        assert_eq!(query("LS 123").unwrap(), "'123' & 'ls' & 'ls123'");
    }

    #[test]
    fn a_word_half_typed_is_one_that_begins_so() {
        assert_eq!(beginning("lost Suitc").unwrap(), "'lost' & ('suitc':* | 'lssuitc':*)");
        assert_eq!(beginning("7k3m").unwrap(), "('7k3m':* | 'ls7k3m':*)");
        assert_eq!(beginning("YH79").unwrap(), "('yh79':* | 'lsyh79':*)");
        assert_eq!(beginning("López ").unwrap(), "('lopez':* | 'lslopez':*)");
        assert_eq!(beginning("7k3m-9qx").unwrap(), "('7k3m' & ('9qx':* | 'ls9qx':*)) | 'ls7k3m9qx':*");
        for little in ["", "ab", "行李箱", "bag -- '", "bag 行李箱", "LS-7K3M-9Q2F", "ls 7k3m 9q2f", "bag LS-7K3M-9Q2F"] {
            assert_eq!(beginning(little), None, "{little}");
        }
    }

    proptest! {
        #[test]
        fn a_token_is_only_letters_and_digits(text in ".{0,80}") {
            for token in tokens(&text) {
                prop_assert!(!token.is_empty() && token.chars().all(char::is_alphanumeric), "{token:?}");
            }
        }
    }
}
