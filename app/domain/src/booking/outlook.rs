//! What a trip looks like from here: which flight is next, which connections hold, what is at stake.

use super::{BookingState, SegmentStatus};
use crate::flight::{Phase, State};
use jiff::{SignedDuration, Timestamp};

/// Flights further apart than this are two journeys, not a connection.
const LONGEST_CONNECTION: SignedDuration = SignedDuration::from_hours(24);
/// With less time than this between gates a connection needs haste.
const COMFORTABLE: SignedDuration = SignedDuration::from_mins(45);
/// With less than this nobody makes it: doors close fifteen minutes before departure.
const HOPELESS: SignedDuration = SignedDuration::from_mins(20);
/// A flight that ended stays on top this long: people look for the belt.
const LINGERS: SignedDuration = SignedDuration::from_hours(2);
/// A flight nobody has reported on is taken to be over this long after its planned arrival.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(6);

/// A flight of a trip, as far as its outlook depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Leg<'a> {
    /// Where the booking has it.
    pub status: SegmentStatus,
    /// How the flight stands; `None` where it is not known here.
    pub state: Option<&'a State>,
    /// Airport of departure.
    pub origin: &'a str,
    /// Airport of arrival as booked.
    pub destination: &'a str,
}

/// Whether a change of aircraft will work out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transfer {
    /// Time enough.
    Holds,
    /// It can be made without delay on the way.
    Tight,
    /// The onward flight leaves before they can be at its gate.
    Missed,
    /// One of its flights does not go where it should.
    Broken,
}

/// A change of aircraft between two flights of a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// Place of the first flight in the trip, from 0; the next one is the other.
    pub after: usize,
    /// Time between the two as booked.
    pub planned: SignedDuration,
    /// Time between the two as expected now; negative where the onward flight leaves first.
    pub now: SignedDuration,
    /// Whether it works out.
    pub transfer: Transfer,
}

/// What the trip as a whole comes to, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Situation {
    /// Cancelled or refunded by the passenger: nothing to fly.
    Void,
    /// A flight of it is cancelled; its place.
    Cancelled(usize),
    /// A flight of it goes elsewhere; its place.
    Diverted(usize),
    /// A connection will be missed; place of the flight before it.
    Misses(usize),
    /// Flights are late, everything still works out; place of the one.
    Late(usize),
    /// A connection is short; place of the flight before it.
    Tight(usize),
    /// Everything as planned; place of the next flight.
    Good(usize),
    /// Every flight is over.
    Over,
}

/// The outlook of a trip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// Place of the flight to show first, from 0.
    pub next: usize,
    /// Changes of aircraft, in order.
    pub connections: Vec<Connection>,
    /// What it comes to.
    pub situation: Situation,
}

/// Looks at a trip at an instant. Pure: the states must be of the same instant.
#[must_use]
pub fn outlook(booking: BookingState, legs: &[Leg<'_>], now: Timestamp) -> Outlook {
    let next = legs.iter().position(|leg| !is_over(leg, now)).unwrap_or_else(|| legs.len().saturating_sub(1));
    let connections = connections(legs);
    let situation = situation(booking, legs, &connections, now);
    Outlook { next, connections, situation }
}

/// Whether a delay lets a passenger who no longer wants to fly have the money back: three hours within a
/// country, six between countries, at either end (14 CFR 260.6). A cancelled flight always does.
#[must_use]
pub fn refundable(state: &State, domestic: bool) -> bool {
    let significant = if domestic { 180 } else { 360 };
    let later = state.departure.delay_minutes().max(state.arrival.delay_minutes());
    state.phase == Phase::Cancelled || (!state.phase.has_left() && later >= significant)
}

fn is_over(leg: &Leg<'_>, now: Timestamp) -> bool {
    if matches!(leg.status, SegmentStatus::Cancelled | SegmentStatus::Flown) {
        return true;
    }
    let Some(state) = leg.state else { return false };
    match state.phase {
        // what was cancelled or diverted matters until well after it should have ended
        Phase::Cancelled | Phase::Diverted | Phase::Scheduled | Phase::Delayed | Phase::NoNews => now > state.arrival.expected + FORGOTTEN,
        Phase::Arrived => now > state.arrival.best() + LINGERS,
        Phase::Boarding | Phase::Taxiing | Phase::InTheAir | Phase::Landed => false,
    }
}

fn connections(legs: &[Leg<'_>]) -> Vec<Connection> {
    let pairs = legs.iter().zip(legs.iter().skip(1)).enumerate();
    pairs.filter_map(|(after, (first, onward))| connection(after, first, onward)).collect()
}

fn connection(after: usize, first: &Leg<'_>, onward: &Leg<'_>) -> Option<Connection> {
    if first.destination != onward.origin || [first, onward].iter().any(|leg| leg.status == SegmentStatus::Cancelled) {
        return None;
    }
    let (arriving, leaving) = (first.state?, onward.state?);
    let planned = leaving.departure.planned.duration_since(arriving.arrival.planned);
    if planned > LONGEST_CONNECTION || planned.is_negative() {
        return None;
    }
    let now = leaving.departure.best().duration_since(arriving.arrival.best());
    let off = |state: &State| matches!(state.phase, Phase::Cancelled | Phase::Diverted);
    let transfer = if off(arriving) || off(leaving) {
        Transfer::Broken
    } else if now < HOPELESS {
        Transfer::Missed
    } else if now < COMFORTABLE && now < planned {
        Transfer::Tight
    } else {
        Transfer::Holds
    };
    Some(Connection { after, planned, now, transfer })
}

fn situation(booking: BookingState, legs: &[Leg<'_>], connections: &[Connection], now: Timestamp) -> Situation {
    if !booking.is_live() || legs.iter().all(|leg| leg.status == SegmentStatus::Cancelled) {
        return Situation::Void;
    }
    let ahead = || legs.iter().enumerate().filter(|(_, leg)| !is_over(leg, now));
    let first = |wanted: fn(&State) -> bool| ahead().find(|(_, leg)| leg.state.is_some_and(wanted)).map(|(place, _)| place);
    let transfer = |wanted: Transfer| {
        let open = connections.iter().find(|c| c.transfer == wanted && legs.get(c.after + 1).is_some_and(|onward| !is_over(onward, now)));
        open.map(|c| c.after)
    };
    if let Some(place) = first(|state| state.phase == Phase::Cancelled) {
        Situation::Cancelled(place)
    } else if let Some(place) = first(|state| state.phase == Phase::Diverted) {
        Situation::Diverted(place)
    } else if let Some(place) = transfer(Transfer::Missed) {
        Situation::Misses(place)
    } else if let Some(place) = first(State::is_late) {
        Situation::Late(place)
    } else if let Some(place) = transfer(Transfer::Tight) {
        Situation::Tight(place)
    } else {
        ahead().next().map_or(Situation::Over, |(place, _)| Situation::Good(place))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::flight::{News, Report, Schedule, fold};
    use proptest::prelude::*;

    fn at(clock: &str) -> Timestamp {
        format!("2026-11-21T{clock}:00Z").parse().unwrap()
    }

    fn flight(departs: &str, arrives: &str, news: Vec<News>, now: Timestamp) -> State {
        let reports: Vec<Report> = news.into_iter().map(|news| Report { told_at: None, known_at: at("06:00"), news }).collect();
        fold(&Schedule { departs: at(departs), arrives: at(arrives) }, &reports, now)
    }

    fn late(clock: &str) -> Vec<News> {
        vec![News::Estimate { departs: at(clock), arrives: None, reason: None }]
    }

    /// EWR → ORD → DEN, seen at `now`, with what is known of the two flights.
    fn journey(first: Vec<News>, second: Vec<News>, now: &str) -> Outlook {
        let now = at(now);
        let states = [flight("14:00", "16:00", first, now), flight("17:30", "20:00", second, now)];
        let stops = [("EWR", "ORD"), ("ORD", "DEN")];
        let legs: Vec<Leg<'_>> = states
            .iter()
            .zip(stops)
            .map(|(state, (origin, destination))| Leg { status: SegmentStatus::Confirmed, state: Some(state), origin, destination })
            .collect();
        outlook(BookingState::Ticketed, &legs, now)
    }

    #[test]
    fn each_course_of_things_has_its_word() {
        let cancelled = || vec![News::Cancelled { reason: None }];
        let table = [
            (vec![], vec![], "09:00", Situation::Good(0), Transfer::Holds),
            (late("14:30"), vec![], "09:00", Situation::Late(0), Transfer::Holds),
            (late("15:00"), vec![], "09:00", Situation::Late(0), Transfer::Tight),
            (late("17:20"), vec![], "09:00", Situation::Misses(0), Transfer::Missed),
            // both late: the connection holds after all
            (late("17:20"), late("21:00"), "09:00", Situation::Late(0), Transfer::Holds),
            (vec![], late("19:00"), "09:00", Situation::Late(1), Transfer::Holds),
            (cancelled(), vec![], "09:00", Situation::Cancelled(0), Transfer::Broken),
            (vec![], cancelled(), "09:00", Situation::Cancelled(1), Transfer::Broken),
            (
                vec![News::Diverted { to: "MKE".into(), arrives: None, reason: None }],
                vec![],
                "15:00",
                Situation::Diverted(0),
                Transfer::Broken,
            ),
        ];
        for (first, second, now, situation, transfer) in table {
            let told = format!("{first:?} {second:?}");
            let outlook = journey(first, second, now);
            assert_eq!(outlook.situation, situation, "{told}");
            assert_eq!(outlook.connections.first().map(|c| c.transfer), Some(transfer), "{told}");
        }
    }

    #[test]
    fn the_next_flight_moves_on_as_the_day_does() {
        let flown = || vec![News::OffBlock { at: at("14:00") }, News::OnBlock { at: at("16:00") }];
        assert_eq!(journey(flown(), vec![], "16:30").next, 0);
        assert_eq!(journey(flown(), vec![], "18:01").next, 1);
        let done = journey(flown(), vec![News::OffBlock { at: at("17:30") }, News::OnBlock { at: at("20:00") }], "23:00");
        assert_eq!((done.next, done.situation), (1, Situation::Over));
    }

    #[test]
    fn there_and_back_is_no_connection_and_nothing_is_no_panic() {
        let now = at("09:00");
        let state = flight("14:00", "16:00", vec![], now);
        let leg = |origin, destination| Leg { status: SegmentStatus::Confirmed, state: Some(&state), origin, destination };
        assert!(outlook(BookingState::Ticketed, &[leg("EWR", "ORD"), leg("DEN", "EWR")], now).connections.is_empty());
        assert_eq!(outlook(BookingState::Ticketed, &[], now).situation, Situation::Void);
        assert_eq!(outlook(BookingState::Refunded, &[leg("EWR", "ORD")], now).situation, Situation::Void);
        let unknown = Leg { status: SegmentStatus::Confirmed, state: None, origin: "EWR", destination: "ORD" };
        assert_eq!(outlook(BookingState::Ticketed, &[unknown], now).situation, Situation::Good(0));
    }

    #[test]
    fn three_hours_at_home_or_six_abroad_are_too_late() {
        let now = at("09:00");
        for (departs, domestic, expected) in
            [("16:59", true, false), ("17:00", true, true), ("19:59", false, false), ("20:00", false, true)]
        {
            assert_eq!(refundable(&flight("14:00", "16:00", late(departs), now), domestic), expected, "{departs} {domestic}");
        }
        let left = vec![News::Estimate { departs: at("18:00"), arrives: None, reason: None }, News::OffBlock { at: at("18:00") }];
        assert!(!refundable(&flight("14:00", "16:00", left, at("18:30")), true));
        assert!(refundable(&flight("14:00", "16:00", vec![News::Cancelled { reason: None }], now), false));
    }

    proptest! {
        #[test]
        fn places_are_places(delays in proptest::collection::vec(-30i64..900, 2), hours in 0i64..48) {
            let news = |delay: i64, clock: &str| vec![News::Estimate { departs: at(clock) + SignedDuration::from_mins(delay), arrives: None, reason: None }];
            let now = at("00:00") + SignedDuration::from_hours(hours);
            let states: Vec<State> = delays.iter().map(|delay| flight("14:00", "16:00", news(*delay, "14:00"), now)).collect();
            let legs: Vec<Leg<'_>> = states.iter().map(|state| Leg { status: SegmentStatus::Confirmed, state: Some(state), origin: "EWR", destination: "EWR" }).collect();
            let seen = outlook(BookingState::Ticketed, &legs, now);
            prop_assert!(seen.next < legs.len());
            prop_assert!(seen.connections.iter().all(|c| c.after + 1 < legs.len()));
        }
    }
}
