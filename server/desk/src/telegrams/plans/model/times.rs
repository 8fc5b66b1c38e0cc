//! Other times of legs that are there, days that are waited for, and what comes too late.

use super::super::{Awaited, Change, Leg, unclear};
use super::{Model, Stop, Told};
use domain::flight::Stamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::HashSet;
use wire::fault::Fault;
use wire::schedule::Flown;

impl Model<'_> {
    pub(super) fn times(&mut self, change: &Change, stamp: &Stamp, legs: &[Leg]) -> Result<(), Stop> {
        let days = self.by_day(change.flight, &change.days);
        if days.is_empty() {
            return Err(self.missing(change));
        }
        let mut moved = Vec::new();
        for leg in legs {
            let before = moved.len();
            for (day, places) in &days {
                let same = |place: &&usize| self.rows.get(**place).is_some_and(|row| (row.now.from, row.now.to) == (leg.from, leg.to));
                if let Some(place) = places.iter().find(same) {
                    moved.push((*place, leg, self.flown(*day, leg)?));
                }
            }
            if moved.len() == before {
                return Err(self.not_flown(change, leg.line, leg.from, leg.to));
            }
        }
        for (place, leg, flown) in &moved {
            let late = self.rows.get(*place).is_some_and(|row| row.open && row.silent);
            if self.single && late && flown.departs <= self.now {
                let reason =
                    format!("{} should have left, and would leave at {}: tell when it left, or a time ahead", change.flight, flown.departs);
                return Err(Stop::Unclear(unclear(leg.line, "leg", reason)));
            }
        }
        for (place, leg, flown) in moved {
            self.time(place, stamp, leg, &flown);
        }
        self.wait_for_others(change, stamp);
        Ok(())
    }

    /// What was done for the days that are known is waited for on the others, unless a newer message has said that nothing is flown on them.
    pub(super) fn wait_for_others(&mut self, change: &Change, stamp: &Stamp) {
        let known: HashSet<Date> = self.by_day(change.flight, &change.days).into_keys().collect();
        let today = self.now.to_zoned(TimeZone::UTC).date();
        let nothing = |day: Date| {
            let same = |told: &&Told| (told.flight, told.mode) == (change.flight, self.mode) && told.days.has(day);
            self.told.iter().filter(same).any(|told| stamp.is_before(&told.stamp))
        };
        let open = self.horizon.days(&change.days).any(|day| day > today && !known.contains(&day) && !nothing(day));
        if open && !known.is_empty() && !self.single {
            let rest = Awaited::new(change.flight, change.days, self.mode, self.horizon).beyond(known.len());
            self.waits.push((change.line, rest));
        }
    }

    /// Whether a leg that is there stays as it was, because its time is over, though it was told otherwise.
    pub(super) fn is_too_late(&self, place: usize, stamp: &Stamp, leg: &Leg, flown: &Flown) -> bool {
        let Some(row) = self.rows.get(place).filter(|row| flown.departs <= self.now && (!row.open || row.silent)) else { return false };
        let other = (row.now.departs, row.now.arrives, row.now.to, row.now.off) != (flown.departs, flown.arrives, leg.to, false);
        other && !row.now.stamps.times.as_ref().is_some_and(|told| stamp.is_before(told))
    }
}

pub(super) fn too_late(change: &Change, leg: &Leg, departs: impl std::fmt::Display) -> Fault {
    let reason =
        format!("too late: {} {}–{} should have left at {departs}, and nothing of it was changed", change.flight, leg.from, leg.to);
    unclear(leg.line, "leg", reason)
}
