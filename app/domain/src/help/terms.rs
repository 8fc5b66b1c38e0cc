//! Text as terms: English words by their stem, Chinese by character and pair, each pair also by its sound.
//! Sounds (`~xingli`) meet what is typed in pinyin, in traditional characters, or with a homophone by mistake.

use super::pinyin;
use crate::case::search::{folded, is_cjk};
use rust_stemmers::{Algorithm, Stemmer};

/// Longer words are cut here.
const LONGEST: usize = 40;

/// Words that say nothing about the subject, as they stand before stemming.
const EMPTY: &[&str] = &[
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "d", "did", "do", "does", "for",
    "from", "get", "got", "had", "has", "have", "help", "hi", "how", "i", "if", "in", "is", "it", "its", "just", "ll", "m", "may", "me",
    "my", "need", "of", "on", "or", "our", "please", "re", "s", "should", "so", "some", "t", "than", "that", "the", "their", "them",
    "then", "there", "they", "this", "to", "us", "ve", "want", "was", "we", "were", "what", "when", "where", "which", "who", "why", "will",
    "with", "would", "you", "your",
];
/// Characters that seldom carry the subject.
const EMPTY_HAN: &str = "的了吗呢吧啊呀我你您他她们是在有和与或也都就还这那哪个么什怎样能会要想请问以可为给把被从到对";

/// A piece of text as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word in letters or digits: as folded, and its stem.
    Word(String, String),
    /// Neighbouring Chinese characters.
    Han(Vec<char>),
}

/// The pieces of a text, in order; words that say nothing are left out.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut found = Vec::new();
    for chunk in folded(text).split(|c: char| !c.is_alphanumeric()) {
        let mut word = String::new();
        let mut run = Vec::new();
        for c in chunk.chars() {
            // 100ml is 100 ml
            if word.chars().last().is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit()) {
                add_word(&mut found, &stemmer, &mut word);
            }
            if is_cjk(c) {
                add_word(&mut found, &stemmer, &mut word);
                run.push(c);
            } else {
                add_run(&mut found, &mut run);
                word.push(c);
            }
        }
        add_word(&mut found, &stemmer, &mut word);
        add_run(&mut found, &mut run);
    }
    found
}

/// The stems of each code in a text: letters and digits without a gap, like `DEMO3B` or `100ml`.
pub(super) fn codes(text: &str) -> Vec<Vec<String>> {
    let folded = folded(text);
    let runs = folded.split(|c: char| !c.is_ascii_alphanumeric());
    runs.filter(|run| run.bytes().any(|b| b.is_ascii_digit()) && run.bytes().any(|b| b.is_ascii_alphabetic()))
        .map(|run| {
            let stems = pieces(run).into_iter().filter_map(|piece| if let Piece::Word(_, stem) = piece { Some(stem) } else { None });
            stems.collect()
        })
        .collect()
}

fn add_word(found: &mut Vec<Piece>, stemmer: &Stemmer, word: &mut String) {
    if !word.is_empty() && !EMPTY.contains(&word.as_str()) {
        let cut: String = word.chars().take(LONGEST).collect();
        let stem = stemmer.stem(&cut).into_owned();
        found.push(Piece::Word(cut, stem));
    }
    word.clear();
}

fn add_run(found: &mut Vec<Piece>, run: &mut Vec<char>) {
    if !run.is_empty() {
        found.push(Piece::Han(std::mem::take(run)));
    }
}

/// The stem of a word.
pub(super) fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// Whether a character alone tells anything.
pub(super) fn tells(c: char) -> bool {
    !EMPTY_HAN.contains(c)
}

/// The term of two neighbouring characters; none where neither tells anything.
pub(super) fn pair(a: char, b: char) -> Option<String> {
    (tells(a) || tells(b)).then(|| [a, b].iter().collect())
}

/// The term of how two neighbouring characters sound.
pub(super) fn sound(a: char, b: char) -> Option<String> {
    (tells(a) || tells(b)).then(|| Some(format!("~{}{}", pinyin::of(a)?, pinyin::of(b)?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stemmed_and_runs_kept_together() {
        let word = |word: &str, stem: &str| Piece::Word(word.to_owned(), stem.to_owned());
        assert_eq!(pieces("My bags were delayed!"), [word("bags", "bag"), word("delayed", "delay")]);
        assert_eq!(pieces("我的iPad丢了"), [Piece::Han(vec!['我', '的']), word("ipad", "ipad"), Piece::Han(vec!['丢', '了'])]);
        assert_eq!(pieces("100ml"), [word("100", "100"), word("ml", "ml")]);
        assert_eq!(codes("DEMO3B, 100ml 行李23kg refund 2026"), [vec!["demo", "3", "b"], vec!["100", "ml"], vec!["23", "kg"]]);
        assert_eq!(sound('行', '李').as_deref(), Some("~xingli"));
        assert_eq!(pair('我', '的'), None);
    }
}
