//! What somebody asked, as terms to look for.

use super::terms::Piece;
use super::{pinyin, terms};
use crate::case::search::folded;
use std::sync::OnceLock;

/// Words that mean the same to a passenger, one group a line.
const SYNONYMS: &str = include_str!("synonyms.txt");
/// Parts beyond these add time, not sense.
const MOST_PARTS: usize = 40;

/// One thing asked for: any of its terms answers it, the heaviest counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Terms and how well each stands for what was typed, 1 being exactly.
    pub terms: Vec<(String, f32)>,
    /// The word as typed where it may be misspelt or not finished: letters only.
    pub typed: Option<String>,
    /// The stems of the code it is a piece of (`100ml`, `DEMO3B`): a piece counts only where all of them are known.
    pub code: Vec<String>,
}

impl Part {
    fn of(terms: Vec<(String, f32)>) -> Self {
        Self { terms, typed: None, code: Vec::new() }
    }
}

/// A question as its parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Question {
    /// In the order typed.
    pub parts: Vec<Part>,
}

impl Question {
    /// Reads what was typed.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let pieces = terms::pieces(text);
        let codes = terms::codes(text);
        let mut parts = Vec::new();
        let mut syllables: Vec<&str> = Vec::new();
        for piece in &pieces {
            match piece {
                Piece::Word(word, stem) => {
                    let code = codes.iter().find(|code| code.contains(stem)).cloned().unwrap_or_default();
                    let typed = code.is_empty().then(|| stem.clone());
                    parts.push(Part { terms: vec![(stem.clone(), 1.0)], typed, code });
                    match pinyin::syllables(word) {
                        Some(more) => syllables.extend(more),
                        None => flush(&mut parts, &mut syllables),
                    }
                }
                Piece::Han(run) => {
                    flush(&mut parts, &mut syllables);
                    add_run(&mut parts, run);
                }
            }
        }
        flush(&mut parts, &mut syllables);
        parts.extend(synonyms(text, &pieces));
        parts.truncate(MOST_PARTS);
        Self { parts }
    }
}

/// Syllables typed in letters, by pairs.
fn flush(parts: &mut Vec<Part>, syllables: &mut Vec<&str>) {
    for pair in syllables.windows(2) {
        parts.push(Part::of(vec![(format!("~{}", pair.concat()), 0.9)]));
    }
    syllables.clear();
}

fn add_run(parts: &mut Vec<Part>, run: &[char]) {
    for pair in run.windows(2) {
        if let [a, b] = pair
            && let Some(term) = terms::pair(*a, *b)
        {
            let sound = terms::sound(*a, *b).map(|sound| (sound, 0.6));
            parts.push(Part::of(std::iter::once((term, 1.0)).chain(sound).collect()));
        }
    }
    // 退钱 and 退款 share a character
    let alone = if run.len() == 1 { 0.8 } else { 0.3 };
    for c in run.iter().filter(|c| terms::tells(**c)) {
        parts.push(Part::of(vec![(c.to_string(), alone)]));
    }
}

/// One meaning: the words for it as stems, the words in Chinese as they are, and the terms of each.
struct Group {
    words: Vec<String>,
    terms: Vec<Vec<String>>,
}

fn groups() -> &'static [Group] {
    static GROUPS: OnceLock<Vec<Group>> = OnceLock::new();
    GROUPS.get_or_init(|| SYNONYMS.lines().filter(|line| !line.starts_with('#')).map(group).collect())
}

fn group(line: &str) -> Group {
    let mut group = Group { words: Vec::new(), terms: Vec::new() };
    for word in line.split_whitespace() {
        let terms = terms::pieces(word).into_iter().flat_map(|piece| match piece {
            Piece::Word(_, stem) => vec![stem],
            Piece::Han(run) => run.windows(2).filter_map(|pair| if let [a, b] = pair { terms::pair(*a, *b) } else { None }).collect(),
        });
        group.terms.push(terms.collect());
        group.words.push(if word.is_ascii() { terms::stem(word) } else { word.to_owned() });
    }
    group
}

impl Group {
    /// The terms of the other words, where one of the words was said.
    fn others(&self, said: impl Fn(&str) -> bool) -> Option<Part> {
        let spoken: Vec<bool> = self.words.iter().map(|word| said(word)).collect();
        let others = self.terms.iter().zip(&spoken).filter(|(_, spoken)| !**spoken).flat_map(|(terms, _)| terms);
        let terms: Vec<(String, f32)> = others.map(|term| (term.clone(), 0.6)).collect();
        (spoken.contains(&true) && !terms.is_empty()).then(|| Part::of(terms))
    }
}

/// Further parts for words that have others of the same meaning.
fn synonyms(text: &str, pieces: &[Piece]) -> Vec<Part> {
    let text = folded(text);
    let said = |word: &str| {
        if word.is_ascii() { pieces.iter().any(|piece| matches!(piece, Piece::Word(_, stem) if stem == word)) } else { text.contains(word) }
    };
    groups().iter().filter_map(|group| group.others(said)).collect()
}

/// The same for a stem that was meant rather than typed.
#[must_use]
pub fn synonyms_of(stem: &str) -> Vec<Part> {
    groups().iter().filter_map(|group| group.others(|word| word == stem)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms_of(text: &str) -> Vec<String> {
        Question::read(text).parts.into_iter().flat_map(|part| part.terms).map(|(term, _)| term).collect()
    }

    #[test]
    fn what_is_typed_finds_its_terms() {
        assert!(terms_of("lost luggage").contains(&"bag".to_owned()));
        assert!(terms_of("xingli diu le").contains(&"~xingli".to_owned()));
        assert!(terms_of("行李丢了").contains(&"行李".to_owned()));
        assert!(terms_of("行李遲到").contains(&"~chidao".to_owned()));
        assert!(terms_of("how do i get the").is_empty());
    }

    proptest! {
        #[test]
        fn no_question_is_too_strange(text in ".{0,200}") {
            let question = Question::read(&text);
            prop_assert!(question.parts.len() <= MOST_PARTS);
            prop_assert!(question.parts.iter().all(|part| part.terms.iter().all(|(term, weight)| !term.is_empty() && *weight > 0.0 && *weight <= 1.0)));
        }
    }
}
