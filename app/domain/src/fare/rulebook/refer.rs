//! Words in conditions must be known: a misspelt family would make a rule that never holds.

use super::super::condition::Places;
use super::super::value::Words;
use super::{Known, Log};
use std::collections::BTreeSet;

/// What words refer to.
#[derive(Clone, Copy)]
pub(super) enum To<'a> {
    /// Names a file declares.
    Set(&'a BTreeSet<String>),
    /// A closed list.
    Words(&'a [&'a str]),
    /// A booking class: one or two capitals.
    Class,
    /// An airline: two capitals or digits.
    Carrier,
    /// An airline and a number.
    Flight,
    /// Whatever the reservation system calls it.
    Anything,
}

/// Says which words are not known.
pub(super) fn all(words: &Words, to: To<'_>, log: &mut Log<'_>) {
    for (place, word) in words.list.iter().enumerate() {
        if let Some(reason) = unknown(word, to) {
            if words.list.len() == 1 { log.say(reason) } else { log.index(place, |log| log.say(reason)) }
        }
    }
}

fn unknown(word: &str, to: To<'_>) -> Option<String> {
    let capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let known = match to {
        To::Set(set) => set.contains(word),
        To::Words(list) => list.contains(&word),
        To::Class => (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase()),
        To::Carrier => word.len() == 2 && capitals(word),
        To::Flight => (3..=7).contains(&word.len()) && capitals(word),
        To::Anything => !word.is_empty(),
    };
    (!known).then(|| match to {
        To::Set(set) => format!("\"{word}\" is not known here; declared are {}", listed(set.iter().map(String::as_str))),
        To::Words(list) => format!("\"{word}\" is not one of {}", listed(list.iter().copied())),
        To::Class => format!("\"{word}\" is no booking class such as Y"),
        To::Carrier => format!("\"{word}\" is no airline code of two capitals or digits"),
        To::Flight => format!("\"{word}\" is no flight such as LD408"),
        To::Anything => "an empty word".to_owned(),
    })
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

/// Airports, countries and regions as codes of airports and countries.
pub(super) fn places(words: &Words, known: &Known, log: &mut Log<'_>) -> Places {
    let mut codes = BTreeSet::new();
    for (place, word) in words.list.iter().enumerate() {
        if let Some(region) = known.regions.get(word) {
            codes.extend(region.iter().cloned());
        } else if country(word) || known.airports.contains_key(word) {
            codes.insert(word.clone());
        } else {
            let reason = if airport(word) {
                format!("say which country {word} is in: [airports] {word} = \"…\"")
            } else {
                let regions = listed(known.regions.keys().map(String::as_str));
                format!("\"{word}\" is no country (two capitals), airport (three) or region; declared are {regions}")
            };
            if words.list.len() == 1 { log.say(reason) } else { log.index(place, |log| log.say(reason)) }
        }
    }
    Places { codes, but: words.but }
}

/// Two capitals.
pub(super) fn country(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Three capitals or digits.
pub(super) fn airport(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
