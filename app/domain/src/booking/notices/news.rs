//! What has become wrong in what somebody was told, and when they hear of it.

use super::{Leg, Rule};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What somebody was told last about a flight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Place in the booking, from 1.
    pub position: i16,
    /// Which flight it was.
    pub flight: String,
    /// When it would leave.
    pub departs: Timestamp,
    /// That it was cancelled.
    pub off: bool,
    /// That it went elsewhere.
    pub diverted: bool,
    /// When they were told.
    pub at: Timestamp,
}

impl Told {
    /// What is told of a flight as it stands now.
    #[must_use]
    pub fn now(leg: &Leg, now: Timestamp) -> Self {
        let Leg { position, flight, departs, off, diverted, .. } = leg.clone();
        Self { position, flight, departs, off, diverted, at: now }
    }
}

/// What has changed since somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It leaves later.
    Later,
    /// It leaves earlier.
    Earlier,
    /// It does not fly.
    Cancelled,
    /// It flies after all.
    Restored,
    /// It goes to another airport.
    Diverted,
    /// They are on another flight.
    Another,
}

/// A letter that corrects an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// What changed.
    pub news: News,
    /// When it leaves; due once that is not after now.
    pub at: Timestamp,
}

/// Whether what they were told about a flight has changed by enough to matter, and when they hear of it: at once, or after
/// the quiet hours where nothing is lost by waiting.
#[must_use]
pub fn correction(rule: &Rule, told: &Told, leg: &Leg, now: Timestamp) -> Option<Correction> {
    let news = news(rule, told, leg, now)?;
    let first = told.departs.min(leg.departs);
    // whoever is on the way hears of it wherever they are
    let at = if news == News::Diverted || first <= now { now } else { rule.awake(now, &leg.from, first) };
    Some(Correction { news, at })
}

fn news(rule: &Rule, told: &Told, leg: &Leg, now: Timestamp) -> Option<News> {
    if leg.is_over(now) {
        return None;
    }
    if told.flight != leg.flight {
        return (!leg.left).then_some(News::Another);
    }
    if leg.off || leg.diverted {
        let known = if leg.off { told.off } else { told.diverted };
        return (!known).then_some(if leg.off { News::Cancelled } else { News::Diverted });
    }
    if leg.left {
        return None;
    }
    if told.off {
        return Some(News::Restored);
    }
    let later = leg.departs.duration_since(told.departs);
    if later >= rule.later {
        (now >= told.at + rule.calm).then_some(News::Later)
    } else {
        (-later >= rule.earlier).then_some(News::Earlier)
    }
}
