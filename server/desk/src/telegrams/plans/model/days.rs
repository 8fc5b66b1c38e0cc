//! Days of operation of legs, and what was told of days on which nothing is flown.

use super::super::{Change, Leg, What};
use super::{Facts, Model, Row, Told};
use crate::telegrams::read::Zones;
use domain::flight::{Code, Days, Designator, Stamp};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use wire::schedule::{Flown, Mode, day_of};

impl Model<'_> {
    /// The day of operation of a new leg: as told, and as the other clock counts it, where that can be known.
    pub(super) fn days_of(&self, day: Date, leg: &Leg, flown: &Flown) -> Days {
        let utc = TimeZone::UTC;
        let zone = self.zones.get(leg.from.as_str()).unwrap_or(&utc);
        // of a leg that leaves on the day of its number; of those behind the first one knows
        let first = leg.first && leg.ends.departs_day == 0 && leg.ends.departs.hour < 24;
        let other = |mode| first.then(|| day_of(mode, flown.departs, zone));
        match self.mode {
            Mode::Utc => Days { utc: Some(day), local: other(Mode::Local) },
            Mode::Local => Days { utc: other(Mode::Utc), local: Some(day) },
        }
    }

    /// Whether a newer message has said that no such leg is flown.
    pub(super) fn is_overtaken(&self, flight: Designator, days: Days, flown: &Flown, stamp: &Stamp) -> bool {
        let in_utc = flown.departs.to_zoned(TimeZone::UTC).date();
        self.told.iter().any(|told| {
            let day = if told.mode == Mode::Utc { days.utc.unwrap_or(in_utc) } else { days.local.unwrap_or(flown.date) };
            // of single days the season's schedule knows nothing
            let stands = stamp.is_before(&told.stamp) || self.season && told.stamp.single;
            told.flight == flight && stands && told.days.has(day)
        })
    }

    /// Keeps what a change says of days of which nothing else may be here that could carry its stamp.
    pub(super) fn remember(&mut self, change: &Change, stamp: &Stamp) {
        let says = match &change.what {
            What::Fly { alone, named, .. } => *alone && named.is_empty(),
            What::Off(named) | What::Number(_, named) => named.is_empty(),
            What::Days(_) => true,
            _ => false,
        };
        let same = |told: &Told| (told.flight, told.days, told.mode) == (change.flight, change.days, self.mode);
        if says && !self.told.iter().any(|told| same(told) && stamp.is_before(&told.stamp)) {
            self.told.push(Told { flight: change.flight, days: change.days, mode: self.mode, stamp: stamp.clone() });
        }
    }
}

/// Gives each leg the day of operation of its number: as it was told, else the day its first leg leaves.
pub(in crate::telegrams::plans) fn set_days(rows: &mut [Row], mode: Mode, zones: &Zones) {
    rows.sort_by_key(|row| (row.now.flight, row.now.departs));
    // of the flight that goes on: number, where and when it arrived, its days, where it has been
    let mut open: Option<(Designator, Code, Timestamp, Days, Vec<Code>)> = None;
    for row in rows {
        let (facts, told) = (&row.now, row.now.stamps.day);
        let utc = TimeZone::UTC;
        let zone = zones.get(facts.from.as_str()).unwrap_or(&utc);
        let own = Days { utc: Some(day_of(Mode::Utc, facts.departs, zone)), local: Some(facts.date) };
        let before =
            open.take().filter(|(flight, at, since, _, been)| goes_on((*flight, *at, *since), facts) && !been.contains(&facts.from));
        let (else_days, mut been) = before.map_or((own, Vec::new()), |(.., days, been)| (days, been));
        let days = Days { utc: told.utc.or(else_days.utc), local: told.local.or(else_days.local) };
        been.push(facts.from);
        open = Some((facts.flight, facts.to, facts.arrives, days, been));
        row.day = if mode == Mode::Local { days.local } else { days.utc }.unwrap_or(facts.date);
        row.days = days;
    }
}

fn goes_on((flight, at, since): (Designator, Code, Timestamp), next: &Facts) -> bool {
    let pause = next.departs.duration_since(since);
    flight == next.flight && at == next.from && !pause.is_negative() && pause < SignedDuration::from_hours(24)
}
