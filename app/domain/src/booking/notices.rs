//! What is written to travellers before and during a trip, and when: from the trip and what they asked for, nothing else.
//!
//! Nothing planned is stored. Whoever sends asks anew with how the flights stand now and what has been sent, so that a flight
//! that moves takes its letters along and a cancelled one keeps them from leaving.

mod news;

pub use news::{Correction, News, Told, correction};

use jiff::{SignedDuration, Timestamp, civil::Date, civil::time, tz::TimeZone};

/// How it is done: a promise to passengers, so it is dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Holds from this day on, as UTC counts days.
    pub from: Date,
    /// A reminder is due this long before departure: check-in opens then.
    pub before: SignedDuration,
    /// Nobody is written to from the first of these hours to the second, where they are at home or about to leave …
    pub quiet: (i8, i8),
    /// … unless by the end of it less than this would be left until departure.
    pub least: SignedDuration,
    /// A word said later than this after arrival helps nobody.
    pub stale: SignedDuration,
    /// A flight that leaves so much later than they were told is told again.
    pub later: SignedDuration,
    /// So much earlier is told again: it is easier to miss.
    pub earlier: SignedDuration,
    /// A delay that grows is not told more often than this.
    pub calm: SignedDuration,
}

const RULES: [Rule; 1] = [Rule {
    from: Date::constant(2026, 11, 1),
    before: SignedDuration::from_hours(24),
    quiet: (21, 8),
    least: SignedDuration::from_hours(4),
    stale: SignedDuration::from_hours(3),
    later: SignedDuration::from_mins(15),
    earlier: SignedDuration::from_mins(5),
    calm: SignedDuration::from_mins(30),
}];

/// Flights further apart than this are two journeys, not a connection.
const APART: SignedDuration = SignedDuration::from_hours(24);
/// A flight is of no more concern this long after it should have arrived.
const OVER: SignedDuration = SignedDuration::from_hours(6);

impl Rule {
    /// The rule that holds at an instant; before the first of them, the first.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        let [first, ..] = RULES;
        let today = now.to_zoned(TimeZone::UTC).date();
        RULES.into_iter().rev().find(|rule| rule.from <= today).unwrap_or(first)
    }

    /// The same instant, or the end of the quiet hours there, where enough time is left by then until `departs`.
    pub(self) fn awake(&self, at: Timestamp, zone: &TimeZone, departs: Timestamp) -> Timestamp {
        let (evening, morning) = self.quiet;
        let local = at.to_zoned(zone.clone());
        if (morning..evening).contains(&local.hour()) {
            return at;
        }
        let day = if local.hour() >= evening { local.date().tomorrow() } else { Ok(local.date()) };
        let morning = day.and_then(|day| day.to_datetime(time(morning, 0, 0, 0)).to_zoned(zone.clone()));
        let morning = morning.map_or(at, |morning| morning.timestamp());
        if departs.duration_since(morning) < self.least { at } else { morning }
    }
}

/// What they asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wishes {
    /// A reminder before each journey, and what changes after it.
    pub reminders: bool,
    /// A word on the way: at a change of aircraft and on arrival.
    pub word: bool,
}

impl Wishes {
    /// Whether they asked for anything.
    #[must_use]
    pub const fn any(self) -> bool {
        self.reminders || self.word
    }
}

/// What is written by itself, once for each flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// Tomorrow it begins.
    Reminder,
    /// They have arrived and fly on from there.
    Connection,
    /// They are where they wanted to go.
    Arrival,
}

impl What {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Connection => "connection",
            Self::Arrival => "arrival",
        }
    }

    /// Key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reminder => "messages-reminder",
            Self::Connection => "messages-connection",
            Self::Arrival => "messages-arrival",
        }
    }
}

/// A flight of a trip as far as it matters here.
#[derive(Debug, Clone)]
pub struct Leg {
    /// Place in the booking, from 1.
    pub position: i16,
    /// Which flight it is: `LD474/2026-11-22`.
    pub flight: String,
    /// Airport of departure.
    pub origin: String,
    /// Airport of arrival.
    pub destination: String,
    /// When it leaves, as expected now.
    pub departs: Timestamp,
    /// The clock there.
    pub from: TimeZone,
    /// When it arrives, as expected now.
    pub arrives: Timestamp,
    /// It has left the gate.
    pub left: bool,
    /// It has landed.
    pub arrived: bool,
    /// It is cancelled.
    pub off: bool,
    /// It goes to another airport.
    pub diverted: bool,
}

impl Leg {
    fn is_over(&self, now: Timestamp) -> bool {
        now > self.arrives + OVER
    }
}

/// Something to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub what: What,
    /// About which flight, by its place in the booking.
    pub position: i16,
    /// When it leaves; due once that is not after now.
    pub at: Timestamp,
    /// Worth nothing after this.
    pub until: Timestamp,
}

/// Everything still to be written by itself about a trip, in the order of leaving, to somebody who asked for it at `since`.
/// What has been sent is the caller's to leave out.
#[must_use]
pub fn notices(rule: &Rule, legs: &[Leg], wishes: Wishes, since: Timestamp, now: Timestamp) -> Vec<Notice> {
    let mut all = Vec::new();
    for journey in journeys(legs) {
        if wishes.reminders {
            all.extend(journey.first().and_then(|leg| reminder(rule, leg, since, now)));
        }
        if wishes.word {
            let onward = journey.iter().skip(1).map(Some).chain([None]);
            all.extend(journey.iter().zip(onward).filter_map(|(leg, next)| word(rule, leg, next.copied(), since, now)));
        }
    }
    all.sort_by_key(|notice| notice.at);
    all
}

/// When a trip has to be looked at again: near a flight every minute, long before it every hour, behind it never. `awaited`
/// are the days of flights nothing is known of yet: their times may come, or the booking stand again.
#[must_use]
pub fn look_again(legs: &[Leg], awaited: &[Date], notices: &[Notice], now: Timestamp) -> Option<Timestamp> {
    let open = legs.iter().filter(|leg| !leg.is_over(now));
    let Some(nearest) = open.map(|leg| leg.departs.duration_since(now)).min() else { return look_for(awaited, now) };
    let pause = match nearest.as_hours() {
        ..=23 => SignedDuration::from_mins(1),
        24..=71 => SignedDuration::from_mins(10),
        _ => SignedDuration::from_hours(1),
    };
    let next = notices.iter().map(|notice| notice.at).filter(|at| *at > now).min();
    Some(next.map_or(now + pause, |next| next.min(now + pause)))
}

/// When to see whether a flight is known by now: once a day, every hour in its last days, until its day is over everywhere.
fn look_for(awaited: &[Date], now: Timestamp) -> Option<Timestamp> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let day = |days: i64| today.saturating_add(SignedDuration::from_hours(24 * days));
    let nearest = awaited.iter().filter(|date| **date >= day(-1)).min()?;
    let pause = if *nearest <= day(3) { SignedDuration::from_hours(1) } else { SignedDuration::from_hours(24) };
    Some(now + pause)
}

/// Not to somebody who asked later than that: what they were sent then says the same.
fn reminder(rule: &Rule, leg: &Leg, since: Timestamp, now: Timestamp) -> Option<Notice> {
    let target = leg.departs - rule.before;
    if leg.off || leg.left || since > target {
        return None;
    }
    let at = rule.awake(target.max(now), &leg.from, leg.departs);
    (at < leg.departs).then_some(Notice { what: What::Reminder, position: leg.position, at, until: leg.departs })
}

/// Whoever has just landed is awake. That they have is not guessed from the timetable: until somebody reports it, it waits.
fn word(rule: &Rule, leg: &Leg, next: Option<&Leg>, since: Timestamp, now: Timestamp) -> Option<Notice> {
    // a cancelled or diverted flight is told as such, and so is one they would have gone on with
    if leg.off || leg.diverted || leg.arrives <= since || next.is_some_and(|next| next.off) {
        return None;
    }
    let (what, until) = match next {
        Some(next) => (What::Connection, next.departs.max(leg.arrives + SignedDuration::from_hours(1))),
        None => (What::Arrival, leg.arrives + rule.stale),
    };
    let at = if leg.arrived { leg.arrives.min(now) } else { leg.arrives.max(now + SignedDuration::from_mins(1)) };
    (now < until).then_some(Notice { what, position: leg.position, at, until: until.max(at) })
}

/// The places of the flights that belong to the same journey as this one, itself among them.
#[must_use]
pub fn journey_of(legs: &[Leg], position: i16) -> Vec<i16> {
    let journey = journeys(legs).into_iter().find(|journey| journey.iter().any(|leg| leg.position == position));
    journey.into_iter().flatten().map(|leg| leg.position).collect()
}

/// The flights of a trip, in journeys: there is one, back another.
fn journeys(legs: &[Leg]) -> Vec<Vec<&Leg>> {
    let mut all: Vec<Vec<&Leg>> = Vec::new();
    for leg in legs {
        match all.last_mut().filter(|journey| goes_on(journey, leg)) {
            Some(journey) => journey.push(leg),
            None => all.push(vec![leg]),
        }
    }
    all
}

fn goes_on(journey: &[&Leg], leg: &Leg) -> bool {
    let back = journey.iter().any(|before| before.origin == leg.destination);
    !back && journey.last().is_some_and(|last| last.destination == leg.origin && leg.departs.duration_since(last.arrives) <= APART)
}

#[cfg(test)]
mod tests;
