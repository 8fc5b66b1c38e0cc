//! What an article is found by.

use super::terms::Piece;
use super::{Words, markdown, terms};
use std::collections::{BTreeMap, BTreeSet};

/// The terms of an article, each with its weight from 0 to 1: a word in the title says more than one in the text,
/// and the tenth mention adds little to the ninth (the saturation of BM25, Robertson and Zaragoza 2009 §3.4).
#[must_use]
pub fn index(words: &Words) -> BTreeMap<String, f32> {
    let mut counted: BTreeMap<String, f32> = BTreeMap::new();
    let body = markdown::plain(&words.body);
    for (text, weight) in [(&words.title, 4.0), (&words.synonyms, 3.0), (&words.summary, 2.0), (&body, 1.0)] {
        add(&mut counted, text, weight);
    }
    for count in counted.values_mut() {
        *count /= *count + 3.0;
    }
    counted
}

fn add(counted: &mut BTreeMap<String, f32>, text: &str, weight: f32) {
    let mut count = |term: String| *counted.entry(term).or_default() += weight;
    for piece in terms::pieces(text) {
        match piece {
            Piece::Word(_, stem) => count(stem),
            Piece::Han(run) => {
                for c in run.iter().filter(|c| terms::tells(**c)) {
                    count(c.to_string());
                }
                for pair in run.windows(2) {
                    if let [a, b] = pair {
                        terms::pair(*a, *b).into_iter().chain(terms::sound(*a, *b)).for_each(&mut count);
                    }
                }
            }
        }
    }
}

/// What a short text is told apart by: stems of its words, Chinese pairs, and how these sound.
#[must_use]
pub fn tokens(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for piece in terms::pieces(text) {
        match piece {
            Piece::Word(_, stem) => drop(all.insert(stem)),
            Piece::Han(run) => {
                let pairs = run.windows(2).filter_map(|pair| if let [a, b] = pair { Some((*a, *b)) } else { None });
                all.extend(pairs.flat_map(|(a, b)| terms::pair(a, b).into_iter().chain(terms::sound(a, b))));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_weighs_more_than_the_text_and_no_term_more_than_one() {
        let words = Words { title: "My bag is late".into(), summary: String::new(), synonyms: "行李".into(), body: "belt ".repeat(500) };
        let found = index(&words);
        let weight = |term: &str| found.get(term).copied().unwrap_or_default();
        assert!(weight("bag") > 0.5 && weight("belt") < 1.0 && weight("行李") > 0.0 && weight("~xingli") > 0.0, "{found:?}");
    }
}
