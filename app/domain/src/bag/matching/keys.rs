//! By what bags are looked up that may be one: everything that two of them can have in common or nearly in common, as short words.

use super::Traits;
use std::collections::BTreeSet;

/// A word with this in front is one of what is told in words; how usual it is counts ([`super::Usual`]).
pub(super) const TOLD: &str = "w:";
/// From this code on sorts are rare enough to look for: sports gear, instruments, crates.
const SPECIAL: u8 = 50;
/// Names and brands as short as that have no near ones.
const SHORT: usize = 4;

impl Traits {
    /// The keys of a bag. Two bags that are told to be one by anything but what very many have share one at least: tags within
    /// a slip, names and brands within a slip, words, a sort that is rare.
    #[must_use]
    pub fn keys(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for tag in &self.tags {
            all.extend(slips_of_tag(tag.bag()).map(|slip| format!("t:{slip}")));
        }
        for name in &self.names {
            all.extend(slips(name).into_iter().map(|slip| format!("n:{slip}")));
        }
        all.extend(slips(&self.brand).into_iter().filter(|brand| !brand.is_empty()).map(|slip| format!("b:{slip}")));
        all.extend(self.words.iter().map(|word| format!("{TOLD}{word}")));
        all.extend(self.looks.iter().filter(|looks| looks.kind.code() >= SPECIAL).map(|looks| format!("k:{}", looks.kind)));
        all
    }
}

/// Each digit left open, and each two neighbours in order: what differs by one digit, or by two that changed places, shares one.
fn slips_of_tag(digits: &str) -> impl Iterator<Item = String> {
    let digits: Vec<char> = digits.chars().collect();
    let open = (0..digits.len()).map({
        let digits = digits.clone();
        move |place| digits.iter().enumerate().map(|(at, digit)| if at == place { '_' } else { *digit }).collect()
    });
    let swapped = (1..digits.len()).map(move |place| {
        let mut sorted = digits.clone();
        if let Some(pair) = sorted.get_mut(place - 1..=place) {
            pair.sort_unstable();
        }
        let (before, after) = sorted.split_at(place - 1);
        before.iter().chain(&['<']).chain(after).collect()
    });
    open.chain(swapped)
}

/// The word, and the word with each letter left out: what is one slip apart shares one.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut all = vec![word.to_owned()];
    if letters.len() >= SHORT {
        all.extend(
            (0..letters.len()).map(|place| letters.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, letter)| letter).collect()),
        );
    }
    all
}
