//! The first bag within fifteen minutes of arrival, the last within forty (BAG-8).

use jiff::{SignedDuration, Timestamp};

/// The first bag is on the belt so soon after the aircraft stands.
pub const FIRST_BAG: SignedDuration = SignedDuration::from_mins(15);
/// The last bag.
pub const LAST_BAG: SignedDuration = SignedDuration::from_mins(40);

/// How the bags of one arrival came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// From the stand to the first bag; none is out yet without it.
    pub first: Option<SignedDuration>,
    /// From the stand to the last bag, once every one that was aboard is out.
    pub last: Option<SignedDuration>,
    /// Bags that are still to come.
    pub waiting: i64,
    /// Whether the first came in time; none yet while there is time left.
    pub first_kept: Option<bool>,
    /// Whether the last came in time.
    pub last_kept: Option<bool>,
}

/// How the bags of an arrival came out: first and newest scan at the belt, and how many that were aboard have none.
#[must_use]
pub fn delivery(on_block: Timestamp, belt: Option<(Timestamp, Timestamp)>, waiting: i64, now: Timestamp) -> Delivery {
    let since = |at: Timestamp| at.duration_since(on_block).max(SignedDuration::ZERO);
    let first = belt.map(|(first, _)| since(first));
    let last = belt.filter(|_| waiting == 0).map(|(_, last)| since(last));
    let kept = |took: Option<SignedDuration>, promised: SignedDuration| match took {
        Some(took) => Some(took <= promised),
        None => (since(now) > promised).then_some(false),
    };
    Delivery { first, last, waiting, first_kept: kept(first, FIRST_BAG), last_kept: kept(last, LAST_BAG) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_promise_is_kept_broken_or_open() {
        let stands: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let at = |minutes| stands + SignedDuration::from_mins(minutes);
        for (belt, waiting, now, first, last) in [
            (None, 4, at(10), None, None),
            (None, 4, at(20), Some(false), None),
            (Some((at(14), at(20))), 2, at(25), Some(true), None),
            (Some((at(14), at(20))), 2, at(45), Some(true), Some(false)),
            (Some((at(14), at(40))), 0, at(50), Some(true), Some(true)),
            (Some((at(16), at(41))), 0, at(50), Some(false), Some(false)),
            // a clock at the belt that runs behind
            (Some((at(-1), at(5))), 0, at(9), Some(true), Some(true)),
        ] {
            let told = delivery(stands, belt, waiting, now);
            assert_eq!((told.first_kept, told.last_kept), (first, last), "{belt:?} at {now}");
        }
    }
}
