//! The plan of some days, put on other days.

use super::{Change, Leg, Model, Stop};
use domain::flight::Stamp;
use jiff::civil::Date;
use jiff::{Timestamp, Unit, tz::TimeZone};
use wire::calendar::Clock;
use wire::schedule::{Ends, Mode, Series};

impl Model<'_> {
    /// A number is flown on other days than before, as it was flown on the nearest of those.
    pub(super) fn days(&mut self, change: &Change, stamp: &Stamp, series: &Series) -> Result<(), Stop> {
        let known = self.by_day(change.flight, &change.days);
        if known.is_empty() {
            return Err(self.missing(change));
        }
        let mut flown: Vec<(Date, Vec<(usize, Leg)>)> = Vec::new();
        for day in self.horizon.days(series) {
            let nearest = known.keys().min_by_key(|known| apart(day, **known)).copied().unwrap_or(day);
            let places = known.get(&nearest).map(Vec::as_slice).unwrap_or_default();
            let legs = places.iter().filter_map(|place| Some((*place, self.leg(*place, change.line)?))).collect();
            flown.push((day, legs));
        }
        for (day, legs) in flown {
            let already = known.get(&day);
            if let Some(places) = already {
                places.iter().for_each(|place| self.run(*place, stamp, false, change.line));
                continue;
            }
            for (place, leg) in &legs {
                let flown = self.flown(day, leg)?;
                self.begin((change, day, Some(*place)), stamp, (leg, &flown), None);
            }
        }
        for (_, places) in known.iter().filter(|(day, _)| !series.has(**day)) {
            places.iter().for_each(|place| self.run(*place, stamp, true, change.line));
        }
        Ok(())
    }

    /// A row as a message would tell it.
    fn leg(&self, place: usize, line: usize) -> Option<Leg> {
        let row = self.rows.get(place)?;
        let (from, to) = (self.clock_at(row.now.from.as_str()), self.clock_at(row.now.to.as_str()));
        let end = |at: Timestamp, zone: TimeZone| {
            let local = at.to_zoned(zone);
            let later = local.date().since((Unit::Day, row.day)).ok()?.get_days();
            Some((Clock { day: None, hour: local.hour(), minute: local.minute() }, i8::try_from(later).ok()?))
        };
        let ((departs, departs_day), (arrives, arrives_day)) = (end(row.now.departs, from)?, end(row.now.arrives, to)?);
        let ends = Ends { departs, departs_day, arrives, arrives_day, offsets: (None, None) };
        Some(Leg { line, from: row.now.from, to: row.now.to, ends, first: false, terminals: row.now.terminals.clone() })
    }

    fn clock_at(&self, airport: &str) -> TimeZone {
        let zone = self.zones.get(airport).filter(|_| self.mode == Mode::Local);
        zone.cloned().unwrap_or(TimeZone::UTC)
    }
}

fn apart(one: Date, other: Date) -> (i32, Date) {
    (one.since((Unit::Day, other)).map_or(i32::MAX, |span| span.get_days().abs()), other)
}
