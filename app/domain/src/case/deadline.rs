//! When a passenger hears from us: promises become instants here.

use super::{State, Status};
use jiff::{SignedDuration, Timestamp};

/// The reply-by of something that reached us at `from` under a promise of so many minutes.
#[must_use]
pub fn reply_by(from: Timestamp, promise_minutes: i32) -> Timestamp {
    from.checked_add(SignedDuration::from_mins(i64::from(promise_minutes))).unwrap_or(Timestamp::MAX)
}

/// The reply-by after the passenger wrote: an open promise stands as it is, so that writing again
/// never moves it back; where it was our answer or our question that stood last, a new one begins.
#[must_use]
pub fn after_passenger_wrote(state: &State, now: Timestamp, promise_minutes: i32) -> Option<Timestamp> {
    match state.status {
        Status::Answered | Status::Waiting | Status::Closed => Some(reply_by(now, promise_minutes)),
        Status::New | Status::Triaged | Status::Working | Status::Escalated | Status::Reopened => {
            state.reply_by.or_else(|| Some(reply_by(now, promise_minutes)))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_promise_counts_real_minutes_across_a_clock_change() {
        // New York turns its clocks back on 1 November 2026 at 06:00 UTC; 24 hours stay 24 hours
        let from: Timestamp = "2026-11-01T03:00:00Z".parse().unwrap();
        assert_eq!(reply_by(from, 1440), "2026-11-02T03:00:00Z".parse().unwrap());
    }

    #[test]
    fn the_end_of_time_is_no_trap() {
        assert_eq!(reply_by(Timestamp::MAX, 60), Timestamp::MAX);
    }
}
