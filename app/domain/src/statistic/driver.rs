//! Which part of a journey goes together with the whole: the correlation of two ratings by the same people. Not a proof of cause.

use super::{Estimate, FEW, Z};

/// So many people gave a part this rating and the whole that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Of the part.
    pub part: i64,
    /// Of the whole.
    pub whole: i64,
    /// People.
    pub count: u64,
}

/// How strongly a part goes together with the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Driver {
    /// Pearson's correlation, from -1 to 1, with Fisher's interval.
    Strength(Estimate),
    /// All rated one of the two the same: nothing can be told.
    NoSpread(u64),
    /// From so few people nothing is said.
    TooFew(u64),
}

/// Correlates a part with the whole. The least number of people is three times that of other figures: a correlation of few is chance.
#[must_use]
pub fn driver(pairs: &[Pair]) -> Driver {
    let n: u64 = pairs.iter().map(|pair| pair.count).sum();
    if n < 3 * FEW {
        return Driver::TooFew(n);
    }
    let over = |of: fn(&Pair) -> f64| pairs.iter().map(|pair| of(pair) * pair.count as f64).sum::<f64>() / n as f64;
    let (part, whole) = (over(|pair| pair.part as f64), over(|pair| pair.whole as f64));
    let together = over(|pair| (pair.part * pair.whole) as f64) - part * whole;
    let spread =
        (over(|pair| (pair.part * pair.part) as f64) - part * part) * (over(|pair| (pair.whole * pair.whole) as f64) - whole * whole);
    if spread <= 1e-9 {
        return Driver::NoSpread(n);
    }
    let value = (together / spread.sqrt()).clamp(-1.0, 1.0);
    // Fisher's transform has no value at the ends
    let (turned, half) = (value.clamp(-0.999_999, 0.999_999).atanh(), Z / (n as f64 - 3.0).sqrt());
    Driver::Strength(Estimate::within(value, (turned - half).tanh(), (turned + half).tanh(), n, (-1.0, 1.0)))
}
