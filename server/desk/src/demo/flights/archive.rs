//! The archive as it lies in the program: unpacked, with United's flights as the demo airline's.

use super::HOUSE;
use crate::{Error, Result};
use domain::flight::Code;
use domain::flight::archive::{Leg, Source, YEAR};
use flate2::read::GzDecoder;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashMap;
use std::io::Read;

const ARCHIVE: &[u8] = include_bytes!("../../../../demo/archive.columns.gz");
const PLANES: &[u8] = include_bytes!("../../../../demo/planes.csv.gz");

/// Type and seats by registration.
pub(super) type Planes = HashMap<Code, (String, i32)>;

fn unpack(bytes: &[u8]) -> Result<String> {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).map_err(|error| broken(&error))?;
    Ok(text)
}

fn broken(error: &dyn std::fmt::Display) -> Error {
    Error::Internal(format!("demo archive: {error}"))
}

/// Every flown leg, in the file's order; the row id is the place in it, from 1.
pub(super) fn flown() -> Result<Vec<Leg>> {
    let text = unpack(ARCHIVE)?;
    let columns: HashMap<&str, &str> = text.lines().filter_map(|line| line.split_once(',')).collect();
    let column = |name: &str| columns.get(name).map(|values| values.split(',')).ok_or_else(|| broken(&format!("no column {name}")));
    let (mut carrier, mut number, mut origin) = (column("carrier")?, column("number")?, column("origin")?);
    let (mut destination, mut day, mut departs) = (column("destination")?, column("day")?, column("departs")?);
    let (mut duration, mut tail, mut air_time) = (column("duration")?, column("tail")?, column("air_time")?);
    let (mut departure_delay, mut arrival_delay) = (column("departure_delay")?, column("arrival_delay")?);
    let mut distance = column("distance")?;
    let first = Date::constant(YEAR, 1, 1);
    let days: Vec<Date> = (0..365).filter_map(|day| first.checked_add(i32::from(day as i16).days()).ok()).collect();
    let mut legs = Vec::with_capacity(340_000);
    let mut read = |id: i32| -> Option<Option<Leg>> {
        let Some(code) = carrier.next() else { return Some(None) };
        Some(Some(Leg {
            id,
            day: *days.get(day.next()?.parse::<usize>().ok()?)?,
            carrier: Code::parse(if code == "UA" { HOUSE } else { code })?,
            number: number.next()?.parse().ok()?,
            tail: Code::parse(tail.next()?),
            origin: Code::parse(origin.next()?)?,
            destination: Code::parse(destination.next()?)?,
            departs: departs.next()?.parse().ok()?,
            duration: duration.next()?.parse().ok()?,
            departure_delay: departure_delay.next()?.parse().ok(),
            arrival_delay: arrival_delay.next()?.parse().ok(),
            air_time: air_time.next()?.parse().ok(),
            distance: distance.next()?.parse().ok()?,
            source: Source::Flown,
        }))
    };
    for id in 1.. {
        match read(id) {
            Some(Some(leg)) => legs.push(leg),
            Some(None) => break,
            None => return Err(broken(&format!("departure {id} cannot be read"))),
        }
    }
    Ok(legs)
}

/// The aircraft of the archive.
pub(super) fn planes() -> Result<Planes> {
    let text = unpack(PLANES)?;
    let plane = |line: &str| {
        let mut cells = line.split(',');
        Some((Code::parse(cells.next()?)?, (cells.next()?.to_owned(), cells.next()?.parse().ok()?)))
    };
    text.lines().skip(1).map(|line| plane(line).ok_or_else(|| broken(&format!("plane {line}")))).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use domain::flight::archive::local;
    use domain::flight::overlay::{Circumstances, reports, schedule};
    use domain::flight::{Phase, fold};
    use jiff::SignedDuration;
    use jiff::tz::TimeZone;

    #[test]
    fn the_archive_is_all_there() {
        let legs = flown().unwrap();
        assert_eq!(legs.len(), 336_776);
        assert_eq!(legs.iter().filter(|leg| leg.is_cancelled()).count(), 8_255);
        assert_eq!(legs.iter().filter(|leg| leg.is_diverted()).count(), 1_175);
        assert_eq!(legs.iter().filter(|leg| leg.arrival_delay.is_some_and(|late| late >= 180)).count(), 3_897);
        assert!(legs.iter().all(|leg| leg.carrier.as_str() != "UA"));
        let planes = planes().unwrap();
        assert!(legs.iter().filter_map(|leg| leg.tail).all(|tail| planes.contains_key(&tail)));
    }

    #[test]
    fn every_row_of_the_archive_makes_a_flight() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let around = Circumstances { inbound_late: false, alternate: Code::parse("PIT").unwrap(), other_gate: "C1".into() };
        for leg in flown().unwrap() {
            let schedule = schedule(&leg, leg.day, &zone);
            assert!(schedule.arrives > schedule.departs, "{leg:?}");
            assert_eq!(schedule.departs, local(leg.day, leg.departs, &zone));
            if leg.id % 50 != 0 {
                continue;
            }
            let told = reports(&leg, &schedule, &around);
            let end = fold(&schedule, &told, schedule.arrives + SignedDuration::from_hours(30));
            let expected = match (leg.is_cancelled(), leg.is_diverted()) {
                (true, _) => Phase::Cancelled,
                (_, true) => Phase::Diverted,
                _ => Phase::Arrived,
            };
            assert_eq!(end.phase, expected, "{leg:?}");
        }
    }
}
