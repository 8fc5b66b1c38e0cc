//! Figures from samples, each with how far it may be off: nineteen times of twenty the truth lies in the interval.
//!
//! Counts go in, so that no figure can be not-a-number: where there is nothing to divide by there is no figure.

mod driver;

pub use driver::{Driver, Pair, driver};

/// Standard deviations that nineteen of twenty lie within.
const Z: f64 = 1.959_964;
/// With fewer answers no figure is shown of a part: it would tell of single people and of chance.
pub const FEW: u64 = 10;

/// A figure and the interval it is known within.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// What the sample says.
    pub value: f64,
    /// The least it may be; never more than `value`.
    pub low: f64,
    /// The most it may be; never less than `value`.
    pub high: f64,
    /// From how many answers; of a difference, of the smaller side.
    pub n: u64,
}

impl Estimate {
    /// Kept within what is possible, and around what the sample says.
    fn within(value: f64, low: f64, high: f64, n: u64, (least, most): (f64, f64)) -> Self {
        Self { value, low: low.max(least).min(value), high: high.min(most).max(value), n }
    }

    /// The same in other units: thousandths, points of a hundred. `by` is not negative.
    #[must_use]
    pub fn times(self, by: f64) -> Self {
        Self { value: self.value * by, low: self.low * by, high: self.high * by, n: self.n }
    }

    /// Whether a difference is one: nought is outside of what it may be.
    #[must_use]
    pub fn clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Whether there are too few answers to show it.
    #[must_use]
    pub const fn few(&self) -> bool {
        self.n < FEW
    }
}

/// A share from 0 to 1 with Wilson's interval, which holds for few answers and near the ends, too. None without answers; more hits than
/// answers are all of them.
#[must_use]
pub fn share(hits: u64, n: u64) -> Option<Estimate> {
    if n == 0 {
        return None;
    }
    let (all, value) = (n as f64, hits.min(n) as f64 / n as f64);
    let spread = Z * Z / all;
    let middle = (value + spread / 2.0) / (1.0 + spread);
    let half = Z / (1.0 + spread) * (value * (1.0 - value) / all + spread / (4.0 * all)).sqrt();
    Some(Estimate::within(value, middle - half, middle + half, n, (0.0, 1.0)))
}

/// The recommendation score from -100 to 100: points of a hundred who recommend (9 and 10) less those who do not (0 to 6). The interval is
/// the adjusted Wald one: three answers more, spread over the three groups by one, two and one quarter, keep it honest for few.
#[must_use]
pub fn recommendation(promoters: u64, passives: u64, detractors: u64) -> Option<Estimate> {
    let n = promoters.checked_add(passives)?.checked_add(detractors)?;
    if n == 0 {
        return None;
    }
    let score = |promoters: f64, detractors: f64, all: f64| (promoters - detractors) / all;
    let value = score(promoters as f64, detractors as f64, n as f64);
    let (more, less, all) = (promoters as f64 + 0.75, detractors as f64 + 0.75, n as f64 + 3.0);
    let middle = score(more, less, all);
    let half = Z * (((more + less) / all - middle * middle).max(0.0) / all).sqrt();
    Some(Estimate::within(value, middle - half, middle + half, n, (-1.0, 1.0)).times(100.0))
}

/// What a mean is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moments {
    /// Answers.
    pub n: u64,
    /// Their sum.
    pub sum: i64,
    /// The sum of their squares.
    pub squares: i64,
}

impl Moments {
    /// So many answers of one number more.
    pub fn add(&mut self, number: i64, count: u64) {
        let times = i64::try_from(count).unwrap_or(i64::MAX);
        self.n = self.n.saturating_add(count);
        self.sum = self.sum.saturating_add(number.saturating_mul(times));
        self.squares = self.squares.saturating_add(number.saturating_mul(number).saturating_mul(times));
    }
}

/// The mean on a scale with its interval. One answer more at each end of the scale keeps the interval honest where all said the same.
#[must_use]
pub fn mean(of: Moments, (least, most): (i64, i64)) -> Option<Estimate> {
    if of.n == 0 {
        return None;
    }
    let (least, most) = (least as f64, most as f64);
    let all = of.n as f64 + 2.0;
    let middle = (of.sum as f64 + least + most) / all;
    let spread = ((of.squares as f64 + least * least + most * most) / all - middle * middle).max(0.0);
    let half = Z * (spread / all).sqrt();
    Some(Estimate::within((of.sum as f64 / of.n as f64).clamp(least, most), middle - half, middle + half, of.n, (least, most)))
}

/// What changed from one figure to another, of whatever sort: after less before. The interval is put together from theirs (Newcombe's, of
/// shares), so that it holds where those do; the two must be of different answers.
#[must_use]
pub fn difference(before: Estimate, after: Estimate) -> Estimate {
    let value = after.value - before.value;
    let down = (after.value - after.low).hypot(before.high - before.value);
    let up = (after.high - after.value).hypot(before.value - before.low);
    Estimate { value, low: value - down, high: value + up, n: before.n.min(after.n) }
}

#[cfg(test)]
mod tests;
