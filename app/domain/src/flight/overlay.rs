//! The archive laid over the present: a pure function of the archive and the day of operation.
//!
//! What happened to a leg is told bit by bit, at the instants at which an airline would have known it.

use super::archive::{Leg, local, seed};
use super::{Code, News, Reason, Report, Schedule};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// What the leg itself does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances {
    /// Its aircraft came late from the flight before.
    pub inbound_late: bool,
    /// Where it goes if it cannot land.
    pub alternate: Code,
    /// Where it boards if its gate is changed.
    pub other_gate: String,
}

/// The times of an archive leg on a day of operation. The planned flying time is kept, so that the arrival is
/// right over midnight and where a clock changes on the way.
#[must_use]
pub fn schedule(leg: &Leg, operating: Date, origin: &TimeZone) -> Schedule {
    let departs = local(operating, leg.departs, origin);
    Schedule { departs, arrives: departs + mins(leg.duration.max(1)) }
}

/// Everything that becomes known about the leg on that day, in the order it becomes known.
#[must_use]
pub fn reports(leg: &Leg, schedule: &Schedule, around: &Circumstances) -> Vec<Report> {
    let mut told = Vec::with_capacity(6);
    let lot = seed(leg.id);
    let Some(delay) = leg.departure_delay else {
        told.push(cancellation(leg, schedule));
        return told;
    };
    let delay = delay.max(-20);
    if i64::from(delay) >= super::LATE_MINUTES {
        estimates(&mut told, leg, schedule, delay, around.inbound_late);
    }
    if lot.is_multiple_of(23) {
        let known_at = schedule.departs - mins(75);
        told.push(Report { told_at: None, known_at, news: News::Gate { gate: around.other_gate.clone() } });
    }
    movements(&mut told, leg, schedule, delay, around);
    told.sort_by_key(|report| report.known_at);
    told
}

/// Two to nine hours ahead.
fn cancellation(leg: &Leg, schedule: &Schedule) -> Report {
    let ahead = 120 + (seed(leg.id) % 420) as i16;
    let reason =
        pick(leg, &[(Reason::Weather, 50), (Reason::Technical, 20), (Reason::Crew, 15), (Reason::AirTraffic, 10), (Reason::Operations, 5)]);
    Report { told_at: None, known_at: schedule.departs - mins(ahead), news: News::Cancelled { reason: Some(reason) } }
}

/// A long delay is admitted in steps, each before boarding would have begun.
fn estimates(told: &mut Vec<Report>, leg: &Leg, schedule: &Schedule, delay: i16, inbound_late: bool) {
    let reason = if inbound_late {
        Reason::Inbound
    } else {
        pick(
            leg,
            &[
                (Reason::AirTraffic, 35),
                (Reason::Weather, 25),
                (Reason::Technical, 20),
                (Reason::Crew, 10),
                (Reason::Operations, 8),
                (Reason::Security, 2),
            ],
        )
    };
    let shares: &[i16] = match delay {
        ..45 => &[10],
        45..120 => &[5, 10],
        _ => &[5, 8, 10],
    };
    let mut expected = schedule.departs;
    let mut lead = mins(60 + (seed(leg.id) % 90) as i16);
    for share in shares {
        let late = mins((i32::from(delay) * i32::from(*share) / 10) as i16);
        let news = News::Estimate { departs: schedule.departs + late, arrives: Some(schedule.arrives + late), reason: Some(reason) };
        told.push(Report { told_at: None, known_at: expected - lead, news });
        expected = schedule.departs + late;
        lead = mins(50);
    }
}

/// Off-block, take-off, touch-down, on-block, each known when it happens.
fn movements(told: &mut Vec<Report>, leg: &Leg, schedule: &Schedule, delay: i16, around: &Circumstances) {
    let out = schedule.departs + mins(delay);
    told.push(Report { told_at: None, known_at: out, news: News::OffBlock { at: out } });
    let Some(arrival_delay) = leg.arrival_delay else {
        return diversion(told, leg, out, around);
    };
    let least = leg.air_time.map_or(20, |air| air.max(10) + 4);
    let block = (i32::from(leg.duration) + i32::from(arrival_delay) - i32::from(delay)).max(i32::from(least)) as i16;
    let ground = leg.air_time.map_or(block / 5, |air| block - air.max(10)).max(4);
    let taxi_in = (ground / 4).clamp(2, 12);
    let stands = out + mins(block);
    let (off, on) = (out + mins(ground - taxi_in), stands - mins(taxi_in));
    told.push(Report { told_at: None, known_at: off, news: News::Airborne { at: off, arrives: Some(stands) } });
    told.push(Report { told_at: None, known_at: on, news: News::Landed { at: on } });
    told.push(Report { told_at: None, known_at: stands, news: News::OnBlock { at: stands } });
}

/// It takes off, learns on the way that it cannot land, and goes elsewhere.
fn diversion(told: &mut Vec<Report>, leg: &Leg, out: Timestamp, around: &Circumstances) {
    let off = out + mins(15);
    let air = (leg.duration - 25).max(20);
    let known_at = off + mins(air * 3 / 4);
    let on = off + mins(air + 20);
    let stands = on + mins(8);
    let reason = pick(leg, &[(Reason::Weather, 75), (Reason::Technical, 15), (Reason::Operations, 10)]);
    let elsewhere = News::Diverted { to: around.alternate.to_string(), arrives: Some(stands), reason: Some(reason) };
    told.push(Report { told_at: None, known_at: off, news: News::Airborne { at: off, arrives: Some(off + mins(air + 10)) } });
    told.push(Report { told_at: None, known_at, news: elsewhere });
    told.push(Report { told_at: None, known_at: on, news: News::Landed { at: on } });
    told.push(Report { told_at: None, known_at: stands, news: News::OnBlock { at: stands } });
}

/// One of the reasons by weight (they add up to 100), always the same for the same leg.
fn pick(leg: &Leg, weighted: &[(Reason, u64)]) -> Reason {
    let mut lot = seed(leg.id.wrapping_add(1)) % 100;
    for (reason, weight) in weighted {
        if lot < *weight {
            return *reason;
        }
        lot -= weight;
    }
    Reason::Operations
}

const fn mins(count: i16) -> SignedDuration {
    SignedDuration::from_mins(count as i64)
}

#[cfg(test)]
#[path = "overlay_tests.rs"]
mod tests;
