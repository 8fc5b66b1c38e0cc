//! Bags missed and found brought together: how many of the pairs shown are right, how many of the right ones are shown.

use crate::report::{Outcome, line, milliseconds, percentile};
use domain::bag::matching::{
    Among, Traits,
    trial::{score, trial},
};
use std::time::Instant;

/// Least share of pairs shown that are one bag.
const PRECISION: f64 = 0.95;
/// Least share of bags missed and found that are shown.
const RECALL: f64 = 0.80;
/// Other sets than those the weights were chosen by.
const SEEDS: [u64; 3] = [2026, 1127, 90_001];

/// Makes up sets of bags with what happens to them, and counts.
pub(crate) fn measure(missed: usize) -> Outcome {
    for seed in SEEDS {
        let made = trial(missed, seed);
        let scored = score(&made);
        let what = format!("{missed} missed among {} found: precision", made.found.len());
        line(&what, &format!("{:.3}", scored.precision), &format!("≥ {PRECISION:.2}"), scored.precision >= PRECISION);
        line("recall", &format!("{:.3}", scored.recall), &format!("≥ {RECALL:.2}"), scored.recall >= RECALL);
    }
    let made = trial(missed, 1);
    let found: Vec<Traits> = made.found.iter().map(Traits::of).collect();
    let mut times: Vec<_> = made
        .missed
        .iter()
        .take(200)
        .map(|one| {
            let begun = Instant::now();
            std::hint::black_box(Among::new(&found).candidates(&Traits::of(one)));
            begun.elapsed()
        })
        .collect();
    let what = format!("one compared with {} found, p95", found.len());
    line(&what, &format!("{:.1} ms", milliseconds(percentile(&mut times, 0.95))), "", true);
    Ok(())
}
