//! Boxes of cases: what a rule holds for is a set of words or a stretch of numbers on each of its dimensions.

/// More boxes than this are not gone through: the rules cut each other up too finely.
pub(super) const MOST: usize = 20_000;

/// What a box covers on one dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Side {
    /// Some of the words, by their place.
    Words(Vec<u64>),
    /// From one number to another, both included.
    Range(i64, i64),
}

impl Side {
    /// The words for which something holds.
    pub(super) fn words(count: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut bits = vec![0_u64; count.div_ceil(64)];
        for place in (0..count).filter(|place| holds(*place)) {
            if let Some(bit) = bits.get_mut(place / 64) {
                *bit |= 1 << (place % 64);
            }
        }
        Self::Words(bits)
    }

    /// Whether a word is in it.
    pub(super) fn has(&self, place: usize) -> bool {
        matches!(self, Self::Words(bits) if bits.get(place / 64).is_some_and(|bit| bit & (1 << (place % 64)) != 0))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Words(bits) => bits.iter().all(|bit| *bit == 0),
            Self::Range(low, high) => low > high,
        }
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Words(a), Self::Words(b)) => Self::Words(a.iter().zip(b).map(|(a, b)| a & b).collect()),
            (Self::Range(a, b), Self::Range(c, d)) => Self::Range(*a.max(c), *b.min(d)),
            _ => self.clone(),
        }
    }

    /// What is left without the other: nothing, one piece or two.
    fn without(&self, other: &Self) -> Vec<Self> {
        let pieces = match (self, other) {
            (Self::Words(a), Self::Words(b)) => vec![Self::Words(a.iter().zip(b).map(|(a, b)| a & !b).collect())],
            (Self::Range(a, b), Self::Range(c, d)) => {
                let below = (*c > i64::MIN).then(|| Self::Range(*a, *b.min(&(c - 1))));
                let above = (*d < i64::MAX).then(|| Self::Range(*a.max(&(d + 1)), *b));
                below.into_iter().chain(above).collect()
            }
            _ => Vec::new(),
        };
        pieces.into_iter().filter(|piece| !piece.is_empty()).collect()
    }
}

/// A box: a side on each dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell(pub Vec<Side>);

impl Cell {
    /// What two boxes have in common.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        let sides: Vec<_> = self.0.iter().zip(&other.0).map(|(a, b)| a.and(b)).collect();
        (!sides.iter().any(Side::is_empty)).then_some(Self(sides))
    }

    /// What is left of a box without another, in pieces that do not overlap.
    fn without(&self, other: &Self, left: &mut Vec<Self>) {
        if self.and(other).is_none() {
            left.push(self.clone());
            return;
        }
        let mut rest = self.clone();
        for place in 0..rest.0.len() {
            let (Some(own), Some(theirs)) = (rest.0.get(place).cloned(), other.0.get(place)) else { continue };
            for piece in own.without(theirs) {
                let mut outside = rest.clone();
                if let Some(side) = outside.0.get_mut(place) {
                    *side = piece;
                }
                left.push(outside);
            }
            if let Some(side) = rest.0.get_mut(place) {
                *side = own.and(theirs);
            }
        }
    }
}

/// Boxes that are too many to go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany;

/// What is left of some boxes without others.
pub(super) fn without<'c>(from: Vec<Cell>, others: impl IntoIterator<Item = &'c Cell>) -> Result<Vec<Cell>, TooMany> {
    let mut left = from;
    for other in others {
        if left.is_empty() {
            break;
        }
        let mut next = Vec::with_capacity(left.len());
        left.iter().for_each(|cell| cell.without(other, &mut next));
        if next.len() > MOST {
            return Err(TooMany);
        }
        left = next;
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn cell(words: u64, low: i64, high: i64) -> Cell {
        Cell(vec![Side::Words(vec![words]), Side::Range(low, high)])
    }

    fn holds(cells: &[Cell], word: usize, number: i64) -> bool {
        cells.iter().any(|cell| cell.0[0].has(word) && matches!(cell.0[1], Side::Range(low, high) if (low..=high).contains(&number)))
    }

    proptest! {
        #[test]
        fn what_is_taken_away_is_gone_and_nothing_else(
            whole in (0u64..16, -5i64..5, -5i64..5), others in proptest::collection::vec((0u64..16, -5i64..5, -5i64..5), 0..6)
        ) {
            let from: Vec<_> = Some(cell(whole.0, whole.1, whole.2)).into_iter().filter(|cell| !cell.0.iter().any(Side::is_empty)).collect();
            let others: Vec<_> = others.into_iter().map(|(words, low, high)| cell(words, low, high)).collect();
            let left = without(from.clone(), &others).unwrap();
            for word in 0..4 {
                for number in -6..6 {
                    let expected = holds(&from, word, number) && !holds(&others, word, number);
                    prop_assert_eq!(holds(&left, word, number), expected);
                }
            }
        }
    }
}
