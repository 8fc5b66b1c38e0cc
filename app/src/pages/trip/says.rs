//! How the trip stands: the word, what it means, what is at stake, in sentences.

use crate::{
    ui::status::Mark,
    words::{Lang, t, when::zone},
};
use desk::bookings::{Segment, Trip};
use domain::booking::outlook::{Connection, Situation, Transfer, refundable};
use domain::flight::{Phase, Reason, State, Tone};
use jiff::{SignedDuration, Timestamp};

/// Doors close this long before departure.
const DOORS: SignedDuration = SignedDuration::from_mins(15);
/// Before that, a gate is a plan.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// What is said under the status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Says {
    /// What it means and what to do; the sentences that decide something are strong.
    pub lead: Vec<(bool, String)>,
    /// Why, and what else to mind.
    pub more: Vec<String>,
}

impl Says {
    fn plain(mut self, words: String) -> Self {
        self.lead.push((false, words));
        self
    }

    fn strong(mut self, words: String) -> Self {
        self.lead.push((true, words));
        self
    }

    fn more(mut self, words: impl IntoIterator<Item = String>) -> Self {
        self.more.extend(words);
        self
    }
}

/// Where the aircraft of a late flight is still to come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inbound {
    /// City it comes from.
    pub city: String,
    /// It has left there.
    pub flying: bool,
}

/// The word and shape for one flight.
pub(super) fn status(l: Lang, segment: &Segment) -> (Mark, String) {
    let Some(state) = &segment.state else { return (Mark::Rest, t!(l, "trip-status-unknown")) };
    let mark = match state.tone() {
        Tone::Good => Mark::Good,
        Tone::Changed => Mark::Changed,
        Tone::Lost => Mark::Bad,
        Tone::Rest => Mark::Rest,
    };
    let late = state.is_late() && !matches!(state.phase, Phase::Cancelled | Phase::Diverted | Phase::NoNews);
    let word = if late {
        t!(l, "trip-late", by = l.duration(SignedDuration::from_mins(state.delay_minutes())))
    } else {
        l.text(state.phase.key(), None)
    };
    (mark, word)
}

/// What the trip comes to, most important first. `open`: another flight can be chosen on this site; else a person is asked.
pub(super) fn says(l: Lang, trip: &Trip, inbound: Option<&Inbound>, open: bool, now: Timestamp) -> Says {
    let says = Says::default();
    let flight = |place: usize| trip.segments.get(place).and_then(|segment| Some((segment, segment.state.as_ref()?)));
    match trip.outlook.situation {
        Situation::Void => says.strong(t!(l, "trip-void")),
        Situation::Over => says.plain(t!(l, "trip-over")),
        Situation::Cancelled(place) => flight(place).map_or(says, |(segment, state)| cancelled(l, trip, place, (segment, state), open)),
        Situation::Diverted(place) => flight(place).map_or(says, |(segment, state)| diverted(l, segment, state)),
        Situation::Misses(place) => {
            flight(place).map_or(says, |(segment, state)| misses(l, trip, place, late(l, segment, state, inbound), open))
        }
        Situation::Late(place) => flight(place).map_or(says, |(segment, state)| {
            let says = holds(l, trip, place, late(l, segment, state, inbound));
            let domestic = segment.origin.country == segment.destination.country;
            if refundable(state, domestic) { says.strong(t!(l, "trip-late-refund")) } else { says }
        }),
        Situation::Tight(place) => {
            flight(place).map_or(says, |(segment, state)| good(l, tight(l, trip, place, Says::default()), segment, state, now))
        }
        Situation::Good(place) => flight(place).map_or(says, |(segment, state)| good(l, Says::default(), segment, state, now)),
    }
}

fn reason(l: Lang, state: &State, inbound: Option<&Inbound>) -> Option<String> {
    match (state.reason?, inbound) {
        (Reason::Inbound, Some(Inbound { city, flying: true })) => Some(t!(l, "trip-inbound-flying", city = city.clone())),
        (Reason::Inbound, Some(Inbound { city, flying: false })) => Some(t!(l, "trip-inbound-waiting", city = city.clone())),
        (reason, _) => Some(l.text(reason.key(), None)),
    }
}

fn within(l: Lang, minutes: i32) -> String {
    l.duration(SignedDuration::from_mins(i64::from(minutes)))
}

fn cancelled(l: Lang, trip: &Trip, place: usize, (segment, state): (&Segment, &State), open: bool) -> Says {
    let (flight, from, to) = (segment.designator.spaced(), segment.origin.city.clone(), segment.destination.city.clone());
    let onward = onward(trip, place).map(|onward| {
        let (flight, to) = (onward.designator.spaced(), onward.destination.city.clone());
        t!(l, "trip-cancelled-onward", flight = flight, to = to)
    });
    Says::default()
        .plain(t!(l, "trip-cancelled-says", flight = flight, from = from, to = to))
        .strong(t!(l, "trip-cancelled-stake"))
        .plain(if open { t!(l, "trip-choose-below") } else { t!(l, "trip-tell-us", within = within(l, trip.answered_within.0)) })
        .more(reason(l, state, None))
        .more(onward)
}

fn diverted(l: Lang, segment: &Segment, state: &State) -> Says {
    let (flight, to) = (segment.designator.spaced(), segment.destination.city.clone());
    let says = match &segment.instead {
        Some(place) => {
            t!(l, "trip-diverted-says", flight = flight, instead = place.city.clone(), code = place.iata.clone(), to = to.clone())
        }
        None => t!(l, "trip-diverted-somewhere", flight = flight, to = to.clone()),
    };
    Says::default().plain(says).strong(t!(l, "trip-diverted-stake", to = to)).more(reason(l, state, None))
}

fn late(l: Lang, segment: &Segment, state: &State, inbound: Option<&Inbound>) -> Says {
    let flight = segment.designator.spaced();
    let by = l.duration(SignedDuration::from_mins(state.delay_minutes()));
    let (times, place) = if state.phase.has_left() { (&state.arrival, &segment.destination) } else { (&state.departure, &segment.origin) };
    let (time, city) = (l.time(times.best(), &zone(&place.zone)), place.city.clone());
    if state.phase.has_left() {
        return Says::default().plain(t!(l, "trip-late-arrives", flight = flight, by = by, time = time, city = city));
    }
    let doors = l.time(state.departure.best() - DOORS, &zone(&place.zone));
    Says::default()
        .plain(t!(l, "trip-late-leaves", flight = flight, by = by, time = time, city = city))
        .more(reason(l, state, inbound))
        .more([t!(l, "trip-late-doors", doors = doors)])
}

fn misses(l: Lang, trip: &Trip, place: usize, says: Says, open: bool) -> Says {
    let Some((onward, state)) = onward(trip, place).and_then(|onward| Some((onward, onward.state.as_ref()?))) else { return says };
    let (flight, to, city) = (onward.designator.spaced(), onward.destination.city.clone(), onward.origin.city.clone());
    let time = l.time(state.departure.best(), &zone(&onward.origin.zone));
    let says = says.strong(t!(l, "trip-misses", flight = flight, to = to.clone(), time = time, city = city));
    says.plain(match open {
        true => t!(l, "trip-misses-choose", to = to),
        false => t!(l, "trip-misses-then", to = to, within = within(l, trip.answered_within.0)),
    })
}

/// Says so where a late flight leaves time enough to change.
fn holds(l: Lang, trip: &Trip, place: usize, says: Says) -> Says {
    let (Some(connection), Some(onward)) = (connection(trip, place), onward(trip, place)) else { return says };
    let (flight, to, span) = (onward.designator.spaced(), onward.destination.city.clone(), l.duration(connection.now));
    match connection.transfer {
        Transfer::Holds => says.plain(t!(l, "trip-late-holds", flight = flight, to = to, span = span)),
        Transfer::Tight => tight(l, trip, place, says),
        Transfer::Missed | Transfer::Broken => says,
    }
}

fn tight(l: Lang, trip: &Trip, place: usize, says: Says) -> Says {
    let (Some(connection), Some(onward)) = (connection(trip, place), onward(trip, place)) else { return says };
    let (span, city, flight) = (l.duration(connection.now), onward.origin.city.clone(), onward.designator.spaced());
    says.strong(t!(l, "trip-tight", span = span, city = city, flight = flight))
}

fn good(l: Lang, says: Says, segment: &Segment, state: &State, now: Timestamp) -> Says {
    let here = zone(&segment.origin.zone);
    let doors = l.time(state.departure.best() - DOORS, &here);
    let (lands, city) = (l.time(state.arrival.best(), &zone(&segment.destination.zone)), segment.destination.city.clone());
    says.plain(match state.phase {
        Phase::Boarding => t!(l, "trip-boarding", doors = doors),
        Phase::Taxiing => t!(l, "trip-taxiing"),
        Phase::InTheAir => t!(l, "trip-in-the-air", time = lands, city = city),
        Phase::Landed => t!(l, "trip-landed"),
        Phase::Arrived => match segment.belt.clone() {
            Some(belt) => t!(l, "trip-arrived-belt", time = lands, city = city, belt = belt),
            None => t!(l, "trip-arrived", time = lands, city = city),
        },
        Phase::NoNews => t!(l, "trip-no-news"),
        _ if state.departure.best() > now + SOON => t!(l, "trip-good-far"),
        _ => t!(l, "trip-good", doors = doors),
    })
}

fn onward(trip: &Trip, place: usize) -> Option<&Segment> {
    connection(trip, place).and_then(|connection| trip.segments.get(connection.after + 1))
}

/// The change of aircraft after a flight, if there is one.
pub(super) fn connection(trip: &Trip, place: usize) -> Option<&Connection> {
    trip.outlook.connections.iter().find(|connection| connection.after == place)
}
