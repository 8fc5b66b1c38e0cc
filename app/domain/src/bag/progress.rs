//! How a report about a bag goes on, step by step, and when its owner hears.

use jiff::{SignedDuration, Timestamp};

/// A bag that has not come so many days after it should have counts as lost (Montreal Convention, art. 17).
pub const LOST_AFTER: i64 = 21;
/// Whoever misses a bag hears at least so often.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Being looked for, or looked at.
    Open,
    /// A bag was found that is it.
    Found,
    /// On its way to the airport of the delivery.
    OnItsWay,
    /// With the courier.
    OutForDelivery,
    /// Its owner has it, and said the code.
    Delivered,
    /// Not found in time; compensation instead.
    Lost,
    /// Nothing is looked for any more: withdrawn, or settled otherwise.
    Closed,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 7] = [Self::Open, Self::Found, Self::OnItsWay, Self::OutForDelivery, Self::Delivered, Self::Lost, Self::Closed];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Found => "found",
            Self::OnItsWay => "on-its-way",
            Self::OutForDelivery => "out-for-delivery",
            Self::Delivered => "delivered",
            Self::Lost => "lost",
            Self::Closed => "closed",
        }
    }

    /// Reads what [`Stage::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }

    /// Keys of its word, and of the sentence its owner reads.
    #[must_use]
    pub const fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Open => ["bag-stage-open", "bag-stage-open-means"],
            Self::Found => ["bag-stage-found", "bag-stage-found-means"],
            Self::OnItsWay => ["bag-stage-on-its-way", "bag-stage-on-its-way-means"],
            Self::OutForDelivery => ["bag-stage-out", "bag-stage-out-means"],
            Self::Delivered => ["bag-stage-delivered", "bag-stage-delivered-means"],
            Self::Lost => ["bag-stage-lost", "bag-stage-lost-means"],
            Self::Closed => ["bag-stage-closed", "bag-stage-closed-means"],
        }
    }

    /// Whether its owner still waits for it.
    #[must_use]
    pub const fn waiting(self) -> bool {
        matches!(self, Self::Open | Self::Found | Self::OnItsWay | Self::OutForDelivery)
    }

    /// Where it may go from here. Even a lost bag may be found; a courier may bring one back.
    #[must_use]
    pub const fn onward(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Found, Self::OnItsWay, Self::Closed, Self::Lost],
            Self::Found => &[Self::OnItsWay, Self::OutForDelivery, Self::Open, Self::Closed],
            Self::OnItsWay => &[Self::OutForDelivery, Self::Found, Self::Open, Self::Closed],
            Self::OutForDelivery => &[Self::Delivered, Self::OnItsWay, Self::Found],
            Self::Lost => &[Self::Found, Self::Closed],
            Self::Delivered | Self::Closed => &[],
        }
    }

    /// Whether it may go there next.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        self.onward().contains(&next)
    }
}

/// The day of waiting (the first after 24 hours) a word about it is due on; none where its owner has heard in the course of that day. Told
/// once a day under this number, it is told once however many look.
#[must_use]
pub fn daily(stage: Stage, since: Timestamp, told: Timestamp, now: Timestamp) -> Option<i64> {
    let days = |instant: Timestamp| instant.duration_since(since).as_secs().div_euclid(DAY.as_secs());
    let day = days(now);
    (stage.waiting() && day > 0 && days(told) < day).then_some(day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("{text}:00Z").parse().unwrap()
    }

    #[test]
    fn steps_follow_one_another() {
        for (from, to, may) in [
            (Stage::Open, Stage::Found, true),
            (Stage::Open, Stage::Delivered, false),
            (Stage::Found, Stage::OnItsWay, true),
            (Stage::Found, Stage::Open, true),
            (Stage::OnItsWay, Stage::OutForDelivery, true),
            (Stage::OutForDelivery, Stage::Delivered, true),
            (Stage::OutForDelivery, Stage::Open, false),
            (Stage::Lost, Stage::Found, true),
            (Stage::Delivered, Stage::Open, false),
            (Stage::Closed, Stage::Found, false),
        ] {
            assert_eq!(from.may_become(to), may, "{from:?} to {to:?}");
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.as_str()), Some(stage));
            assert!(!stage.may_become(stage), "{stage:?} twice");
        }
    }

    #[test]
    fn whoever_waits_hears_once_a_day() {
        let since = at("2026-11-20T10:00");
        for (stage, told, now, due) in [
            (Stage::Open, "2026-11-20T10:00", "2026-11-21T09:59", None),
            (Stage::Open, "2026-11-20T10:00", "2026-11-21T10:00", Some(1)),
            (Stage::Open, "2026-11-21T10:00", "2026-11-21T23:00", None),
            (Stage::Found, "2026-11-21T15:00", "2026-11-22T10:00", Some(2)),
            // told on the second day already, by a step
            (Stage::OnItsWay, "2026-11-22T11:00", "2026-11-22T12:00", None),
            // nobody looked for days: one word, not three
            (Stage::OutForDelivery, "2026-11-20T10:00", "2026-11-23T12:00", Some(3)),
            (Stage::Delivered, "2026-11-20T10:00", "2026-11-23T12:00", None),
            (Stage::Lost, "2026-11-20T10:00", "2026-11-23T12:00", None),
            // a clock ahead
            (Stage::Open, "2026-11-20T10:00", "2026-11-19T12:00", None),
        ] {
            assert_eq!(daily(stage, since, at(told), at(now)), due, "{stage:?} {told} {now}");
        }
    }
}
