//! A flight of the trip as the two ends of a boarding pass.

use crate::{
    ui::flight_head::End,
    words::{Lang, t, when::zone},
};
use desk::bookings::{Place, Segment};
use domain::flight::{Phase, Times};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// Departure and arrival, and how long it takes; times local to each airport.
pub(super) fn ends(l: Lang, segment: &Segment) -> (End, End, Option<String>) {
    let (Some(state), from, to) = (&segment.state, zone(&segment.origin.zone), zone(&segment.destination.zone)) else {
        return (place_only(&segment.origin), place_only(&segment.destination), None);
    };
    let off = state.phase == Phase::Cancelled;
    let leaves = state.departure.best();
    let mut departure = end(l, &segment.origin, &state.departure, &from, off);
    departure.note = Some(where_to_go(l, segment));
    let mut arrival = end(l, &segment.destination, &state.arrival, &to, off || state.phase == Phase::Diverted);
    arrival.day = days_later(leaves, &from, state.arrival.best(), &to);
    arrival.note = arrival_note(l, segment, leaves, &from, state.arrival.best(), &to);
    let takes = (!off).then(|| l.duration(state.arrival.best().duration_since(leaves)));
    (departure, arrival, takes)
}

fn place_only(place: &Place) -> End {
    End { place: place.city.clone(), code: place.iata.clone(), time: "–".to_owned(), ..End::default() }
}

fn end(l: Lang, place: &Place, times: &Times, zone: &TimeZone, off: bool) -> End {
    let (now, planned) = (l.time(times.best(), zone), l.time(times.planned, zone));
    End {
        place: place.city.clone(),
        code: place.iata.clone(),
        datetime: Some(times.best().to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string()),
        planned: (planned != now && !off).then_some(planned),
        time: now,
        off,
        ..End::default()
    }
}

/// `Terminal C · gate C92`
fn where_to_go(l: Lang, segment: &Segment) -> String {
    let terminal = segment.terminal_out.as_ref().map(|terminal| t!(l, "trip-terminal", terminal = terminal.clone()));
    let gate = segment.gate_out.as_ref().map(|gate| t!(l, "trip-gate", gate = gate.clone()));
    let known: Vec<String> = terminal.into_iter().chain(gate).collect();
    if known.is_empty() { t!(l, "trip-gate-later") } else { known.join(" · ") }
}

/// `local time, 1 h behind`; else the terminal, where it is known.
fn arrival_note(l: Lang, segment: &Segment, leaves: Timestamp, from: &TimeZone, arrives: Timestamp, to: &TimeZone) -> Option<String> {
    let seconds = to.to_offset(arrives).seconds() - from.to_offset(leaves).seconds();
    let span = l.duration(SignedDuration::from_secs(i64::from(seconds)));
    match seconds {
        0 => segment.terminal_in.as_ref().map(|terminal| t!(l, "trip-terminal", terminal = terminal.clone())),
        1.. => Some(t!(l, "trip-zone-ahead", span = span)),
        _ => Some(t!(l, "trip-zone-behind", span = span)),
    }
}

/// `+1` where people arrive on another day than they left.
pub(super) fn days_later(leaves: Timestamp, from: &TimeZone, arrives: Timestamp, to: &TimeZone) -> Option<String> {
    let (first, last) = (leaves.to_zoned(from.clone()).date(), arrives.to_zoned(to.clone()).date());
    let days = first.until(last).ok()?.get_days();
    (days != 0).then(|| format!("{days:+}").replace('-', "−"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn days_are_counted_at_each_end() {
        let day = |leaves: &str, from: &str, arrives: &str, to: &str| {
            days_later(leaves.parse().unwrap(), &zone(from), arrives.parse().unwrap(), &zone(to))
        };
        let newark = "America/New_York";
        assert_eq!(day("2026-11-21T19:20:00Z", newark, "2026-11-21T21:55:00Z", "America/Chicago"), None);
        assert_eq!(day("2026-11-22T02:00:00Z", newark, "2026-11-22T09:05:00Z", "Europe/London"), Some("+1".to_owned()));
        // over the date line one arrives before one left
        assert_eq!(day("2026-11-21T15:30:00Z", "Asia/Tokyo", "2026-11-22T01:10:00Z", "America/Los_Angeles"), Some("−1".to_owned()));
        assert_eq!(day("2026-11-21T04:30:00Z", newark, "2026-11-21T19:30:00Z", "Asia/Shanghai"), Some("+2".to_owned()));
    }
}
