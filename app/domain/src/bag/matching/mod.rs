//! Whether a bag that was found is one that is missed.
//!
//! What is known of both is compared trait by trait. Each adds a weight, in tenths of a ban (ten times the decimal logarithm of how much
//! likelier it is for one bag than for two), as in the linkage of records after Fellegi and Sunter; what is not known of either says nothing. The
//! sum ranks, the reasons are shown, and a person decides.

mod keys;
mod likely;
mod traits;
pub mod trial;
mod weigh;

pub use likely::Likely;
pub use traits::{Known, Traits};
pub use weigh::{Evidence, Reason, Usual, compare};

/// How much more than by chance a pair has to have for itself, in tenths of a ban: ten to one.
const CLEAR: i32 = 10;

/// From this sum on a pair is shown: the more bags there are, the likelier is it that one of them is like it by chance.
#[must_use]
pub fn threshold(among: usize) -> i32 {
    let chance = f64::from(u32::try_from(among.max(10)).unwrap_or(u32::MAX)).log10() * 10.0;
    // between 10 and 97: a u32 has no more digits
    CLEAR + chance.ceil() as i32
}

/// A pair, and what speaks for and against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The sum.
    pub score: i32,
    /// The most telling first.
    pub reasons: Vec<Reason>,
}

/// The bags one is looked for among.
#[derive(Debug)]
pub struct Among<'a> {
    bags: &'a [Traits],
    usual: Usual,
}

impl<'a> Among<'a> {
    /// Counts what is usual among them.
    #[must_use]
    pub fn new(bags: &'a [Traits]) -> Self {
        Self { bags, usual: Usual::among(bags) }
    }

    /// The likely pairs with one, the best first: places and why.
    #[must_use]
    pub fn candidates(&self, one: &Traits) -> Vec<(usize, Match)> {
        let least = threshold(self.bags.len());
        let all = self.bags.iter().enumerate().map(|(place, other)| (place, compare(one, other, &self.usual)));
        let mut found: Vec<_> = all.filter(|(_, found)| found.score >= least).collect();
        found.sort_by_key(|(place, found)| (std::cmp::Reverse(found.score), *place));
        found
    }
}

#[cfg(test)]
mod tests;
