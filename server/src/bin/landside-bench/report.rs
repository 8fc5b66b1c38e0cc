//! Times to figures, figures to lines.

use std::time::Duration;

/// Any error, for the terminal.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The value below which a share of them lies; zero where there are none.
pub(crate) fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let at = (times.len() as f64 * share).ceil() as usize;
    times.get(at.saturating_sub(1)).copied().unwrap_or_default()
}

/// Milliseconds with two places.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// One figure, its budget, and whether it holds.
pub(crate) fn line(what: &str, figure: &str, budget: &str, holds: bool) {
    println!("{what:<44} {figure:<34} {budget:<18} {}", if holds { "holds" } else { "BROKEN" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let mut times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile(&mut times, 0.95), Duration::from_millis(95));
        assert_eq!(percentile(&mut times, 0.5), Duration::from_millis(50));
        assert_eq!(percentile(&mut [], 0.95), Duration::ZERO);
    }
}
