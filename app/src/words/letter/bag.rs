//! How a report about a bag goes on, in a letter and in its case.

use crate::words::{Lang, t};
use desk::bags::CHOSEN;
use desk::claims::CLAIM_BY;
use domain::bag::Stage;

/// A stage in a word. One of a newer version is told as being looked after.
#[must_use]
pub fn word(l: Lang, stage: &str) -> String {
    if stage == CHOSEN {
        return t!(l, "bag-window-chosen");
    }
    if stage == CLAIM_BY {
        return t!(l, "bag-claim-by");
    }
    let [word, _] = Stage::parse(stage).unwrap_or(Stage::Open).keys();
    l.text(word, None)
}

/// What is told: what it means, on which day of waiting, and what staff say with it.
#[must_use]
pub fn told(l: Lang, stage: &str, day: Option<i64>, airport: &str, words: &str) -> String {
    if stage == CHOSEN {
        return t!(l, "bag-window-told", window = words.to_owned());
    }
    if stage == CLAIM_BY {
        let day = words.parse().map_or_else(|_| words.to_owned(), |day| l.date_with_year(day));
        return t!(l, "bag-claim-by-told", day = day);
    }
    let [_, means] = Stage::parse(stage).unwrap_or(Stage::Open).keys();
    let means = l.text(means, None);
    let first = match day {
        Some(day) => t!(l, "bag-told-day", day = day, means = means),
        None => t!(l, "bag-told-step", means = means, airport = airport.to_owned()),
    };
    if words.is_empty() { first } else { t!(l, "bag-told-words", told = first, words = words.to_owned()) }
}
