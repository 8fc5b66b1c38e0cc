//! When a passenger hears from us: promises become instants here.

use super::{State, Status};
use crate::hours::Hours;
use jiff::Timestamp;

/// What was promised: so many minutes of the time in which whoever answers is at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Minutes of open time.
    pub minutes: i32,
    /// When time counts.
    pub hours: Hours,
}

impl Promise {
    /// So many minutes, day and night.
    #[must_use]
    pub fn around_the_clock(minutes: i32) -> Self {
        Self { minutes, hours: Hours::always() }
    }

    /// The reply-by of something that reached us at `from`.
    #[must_use]
    pub fn reply_by(&self, from: Timestamp) -> Timestamp {
        self.hours.due(from, self.minutes)
    }

    /// The reply-by after the passenger wrote: an open promise stands as it is, so that writing again
    /// never moves it back; where it was our answer or our question that stood last, a new one begins.
    #[must_use]
    pub fn after_passenger_wrote(&self, state: &State, now: Timestamp) -> Option<Timestamp> {
        match state.status {
            Status::Answered | Status::Waiting | Status::Closed => Some(self.reply_by(now)),
            Status::New | Status::Triaged | Status::Working | Status::Escalated | Status::Reopened => {
                state.reply_by.or_else(|| Some(self.reply_by(now)))
            }
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
        assert_eq!(Promise::around_the_clock(1440).reply_by(from), "2026-11-02T03:00:00Z".parse().unwrap());
    }

    #[test]
    fn the_end_of_time_is_no_trap() {
        assert_eq!(Promise::around_the_clock(60).reply_by(Timestamp::MAX), Timestamp::MAX);
    }
}
