//! Words of a message and what is counted of them.

use std::collections::HashMap;

/// Features fall into so many drawers; two that share one are rare.
const DRAWERS: u32 = 1 << 18;
/// What comes after so many words says nothing new.
const WORDS: usize = 400;
/// Nor does what a word has beyond so many letters.
const LETTERS: usize = 64;
/// Nobody writes more in so many words; what is longer is not looked at.
const LOOKED_AT: usize = WORDS * LETTERS;

/// A word and the drawers its features fall into: itself, itself with those after it, and the letters within.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub word: String,
    pub drawers: Vec<u32>,
}

/// Each drawer once, with its weight: the more often, the more, and all together of length one.
pub(super) type Weights = Vec<(u32, f32)>;

/// The pieces of a message.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let words = words(text);
    let piece = |(place, word): (usize, &String)| {
        let mut drawers = vec![drawer(1, word)];
        let after: Vec<&String> = words.iter().skip(place + 1).take(2).collect();
        if let [next, ..] = after.as_slice() {
            drawers.push(drawer(2, &format!("{word} {next}")));
        }
        if let [next, then] = after.as_slice() {
            drawers.push(drawer(4, &format!("{word} {next} {then}")));
        }
        let letters: Vec<char> = std::iter::once('<').chain(word.chars()).chain(std::iter::once('>')).collect();
        if letters.len() > 4 {
            let parts = (3..=5).flat_map(|length| letters.windows(length));
            drawers.extend(parts.map(|part| drawer(3, &part.iter().collect::<String>())));
        }
        Piece { word: word.clone(), drawers }
    };
    words.iter().enumerate().map(piece).collect()
}

/// What a message weighs in each drawer.
pub(super) fn weights(pieces: &[Piece]) -> Weights {
    let mut counts: HashMap<u32, f32> = HashMap::new();
    for drawer in pieces.iter().flat_map(|piece| &piece.drawers) {
        *counts.entry(*drawer).or_default() += 1.0;
    }
    let mut weights: Weights = counts.into_iter().map(|(drawer, count)| (drawer, 1.0 + count.ln())).collect();
    // in one order, so that sums are the same each time
    weights.sort_unstable_by_key(|(drawer, _)| *drawer);
    let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    weights.iter_mut().for_each(|(_, weight)| *weight /= length.max(f32::MIN_POSITIVE));
    weights
}

/// How many drawers there are.
pub(super) const fn drawers() -> usize {
    DRAWERS as usize
}

/// Lower case; every Chinese character and every sign that is no mere punctuation is a word; digits count by how many there are.
fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let (mut word, mut letters) = (String::new(), 0);
    for letter in text.chars().take(LOOKED_AT).flat_map(char::to_lowercase) {
        let letter = if letter == '’' { '\'' } else { letter };
        let han = is_han(letter);
        let joins =
            !han && (letter.is_alphanumeric() || (letter == '\'' && !word.is_empty()) || (matches!(letter, '@' | '#') && word.is_empty()));
        if joins {
            if letters < LETTERS {
                word.push(letter);
            }
            letters += 1;
            continue;
        }
        letters = 0;
        all.push(std::mem::take(&mut word));
        let says_nothing = letter.is_whitespace() || letter.is_control() || ",.-/\"()_，。、（）“”".contains(letter);
        if !says_nothing {
            all.push(letter.to_string());
        }
    }
    all.push(word);
    let tidy = |word: String| {
        let word = word.trim_matches('\'');
        if word.chars().all(|digit| digit.is_ascii_digit()) { "0".repeat(word.len().min(4)) } else { word.to_owned() }
    };
    // names of accounts are gone or made unknown: they say nothing
    all.into_iter().map(tidy).filter(|word| !word.is_empty() && !word.starts_with('@')).take(WORDS).collect()
}

/// A text in parts, in order: those that are one of these words, and what stands between.
#[must_use]
pub fn marked(text: &str, deciding: &[String]) -> Vec<(String, bool)> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut add = |part: &str, marks: bool| match parts.last_mut() {
        Some((last, same)) if *same == marks => last.push_str(part),
        _ if part.is_empty() => {}
        _ => parts.push((part.to_owned(), marks)),
    };
    let decides = |word: &str| words(word).iter().any(|word| deciding.contains(word));
    let mut word = String::new();
    for letter in text.chars() {
        let han = is_han(letter);
        if !han && (letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '@' | '#')) {
            word.push(letter);
            continue;
        }
        add(&word, decides(&word));
        word.clear();
        let letter = letter.to_string();
        add(&letter, han && decides(&letter));
    }
    add(&word, decides(&word));
    parts
}

pub(super) const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}')
}

/// FNV-1a, stirred.
fn drawer(kind: u8, text: &str) -> u32 {
    let stir = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = std::iter::once(kind).chain(text.bytes()).fold(0x811c_9dc5, stir);
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    (hash ^ (hash >> 12)) % DRAWERS
}

#[cfg(test)]
mod tests {
    use super::{marked, pieces, words};

    #[test]
    fn the_words_that_decided_are_marked_and_nothing_is_lost() {
        let decided = ["broken".to_owned(), "don't".to_owned(), "坏".to_owned(), "000".to_owned()];
        let text = "The belt is Broken, I don’t know. 转盘坏了 123!";
        let parts = marked(text, &decided);
        let marks: Vec<_> = parts.iter().filter(|(_, marks)| *marks).map(|(part, _)| part.as_str()).collect();
        assert_eq!(marks, ["Broken", "don’t", "坏", "123"]);
        assert_eq!(parts.iter().map(|(part, _)| part.as_str()).collect::<String>(), text);
        assert_eq!(marked("", &decided), []);
    }

    #[test]
    fn however_long_it_is_there_is_little_to_look_at() {
        let ten_megabytes = |part: &str| part.repeat(10_000_000 / part.len());
        for (text, most_words) in [("a", 1), ("ab ", 400), ("行", 400), ("!", 400), ("abcdefgh'", 1), ("İ", 400), (" ", 0), ("@a ", 0)] {
            let pieces = pieces(&ten_megabytes(text));
            let longest = pieces.iter().map(|piece| piece.word.chars().count()).max().unwrap_or_default();
            let drawers: usize = pieces.iter().map(|piece| piece.drawers.len()).sum();
            assert!(pieces.len() <= most_words && longest <= 64 && drawers <= 400 * 200, "{text}: {} {longest} {drawers}", pieces.len());
        }
    }

    #[test]
    fn words_of_both_languages() {
        assert_eq!(words("I don’t know :( flight 1234, @someone!"), ["i", "don't", "know", ":", "flight", "0000", "!"]);
        assert_eq!(words("行李3天没到！"), ["行", "李", "0", "天", "没", "到", "！"]);
        assert_eq!(words("  "), Vec::<String>::new());
    }
}
