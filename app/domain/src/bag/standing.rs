//! What a bag's trace means, with its flight beside it.

use super::{Trace, What};
use jiff::{SignedDuration, Timestamp};

/// A bag that is not in the hold so long before its flight leaves may not make it.
const CUT_OFF: SignedDuration = SignedDuration::from_mins(30);
/// Bags that change between flights need so long.
const SHORTEST_CHANGE: SignedDuration = SignedDuration::from_mins(45);
/// Word of the hold comes so long after the flight has left, at the latest.
const LAST_WORD: SignedDuration = SignedDuration::from_mins(10);
/// No flight takes longer: it is over, whether its landing was told or not.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// The flight a bag is on, or is to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlightNow {
    /// Leaves, or left.
    pub departs: Timestamp,
    /// It has left.
    pub left: bool,
    /// It has landed.
    pub landed: bool,
    /// Its station tells which bags are in the hold: silence about one then means something.
    pub tells_holds: bool,
    /// The bag goes no further than where this flight lands.
    pub last: bool,
}

/// Where a bag stands, in the words its owner gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nobody has seen it yet.
    Unseen,
    /// Handed over.
    Accepted,
    /// On its way through the sorting hall.
    Sorted,
    /// Between two flights.
    Changing,
    /// In the hold of a flight that has not left.
    Loaded,
    /// On its way in the air.
    Flying,
    /// Landed, not yet on the belt.
    Landed,
    /// Landed where it goes on.
    Onward,
    /// At the last airport.
    Arrived,
    /// Not found when its flight was loaded, or taken off again; the flight has not left.
    NotLoaded,
    /// Its flight left without it.
    LeftBehind,
    /// Its flight is over, and nobody has told of the bag.
    Unheard,
    /// The airline took back that it travels.
    Withdrawn,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 13] = [
        Self::Unseen,
        Self::Accepted,
        Self::Sorted,
        Self::Changing,
        Self::Loaded,
        Self::Flying,
        Self::Landed,
        Self::Onward,
        Self::Arrived,
        Self::NotLoaded,
        Self::LeftBehind,
        Self::Unheard,
        Self::Withdrawn,
    ];

    /// Keys of its word, of the sentence that says what it means, and of what comes next.
    #[must_use]
    pub const fn keys(self) -> [&'static str; 3] {
        match self {
            Self::Unseen => ["bag-unseen", "bag-unseen-means", "bag-unseen-next"],
            Self::Accepted => ["bag-accepted", "bag-accepted-means", "bag-accepted-next"],
            Self::Sorted => ["bag-sorted", "bag-sorted-means", "bag-sorted-next"],
            Self::Changing => ["bag-changing", "bag-changing-means", "bag-changing-next"],
            Self::Loaded => ["bag-loaded", "bag-loaded-means", "bag-loaded-next"],
            Self::Flying => ["bag-flying", "bag-flying-means", "bag-flying-next"],
            Self::Landed => ["bag-landed", "bag-landed-means", "bag-landed-next"],
            Self::Onward => ["bag-onward", "bag-onward-means", "bag-onward-next"],
            Self::Arrived => ["bag-arrived", "bag-arrived-means", "bag-arrived-next"],
            Self::NotLoaded => ["bag-not-loaded", "bag-not-loaded-means", "bag-not-loaded-next"],
            Self::LeftBehind => ["bag-left-behind", "bag-left-behind-means", "bag-left-behind-next"],
            Self::Unheard => ["bag-unheard", "bag-unheard-means", "bag-unheard-next"],
            Self::Withdrawn => ["bag-withdrawn", "bag-withdrawn-means", "bag-withdrawn-next"],
        }
    }
}

/// Where a bag stands. `flight` is the one of the trace, where it is known.
#[must_use]
pub fn standing(trace: &Trace, flight: Option<FlightNow>, now: Timestamp) -> Standing {
    let Some(state) = trace.state else { return Standing::Unseen };
    let left = flight.is_some_and(|flight| flight.left);
    // silence means something only where the others were told of, and some minutes after the doors have closed
    let silence = flight.is_some_and(|flight| flight.left && flight.tells_holds && now >= flight.departs + LAST_WORD);
    let over = flight.is_some_and(|flight| flight.landed || (flight.left && now >= flight.departs + LONGEST));
    let last = flight.is_none_or(|flight| flight.last);
    match state {
        What::Announced | What::OffloadTakenBack | What::NotSeenTakenBack => Standing::Unseen,
        What::Withdrawn => Standing::Withdrawn,
        What::Accepted | What::Sorted | What::Transferred if silence => Standing::LeftBehind,
        What::Accepted | What::Sorted | What::Transferred if over => Standing::Unheard,
        What::Accepted => Standing::Accepted,
        What::Sorted => Standing::Sorted,
        What::Transferred => Standing::Changing,
        What::Offloaded | What::NotSeen if left => Standing::LeftBehind,
        What::Offloaded | What::NotSeen => Standing::NotLoaded,
        What::Loaded if flight.is_some_and(|flight| flight.landed) => {
            if last {
                Standing::Landed
            } else {
                Standing::Onward
            }
        }
        What::Loaded if left => Standing::Flying,
        What::Loaded => Standing::Loaded,
        What::Arrived if last => Standing::Arrived,
        What::Arrived => Standing::Onward,
    }
}

/// Why a station should look after a bag now, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// Its flight left without it.
    LeftBehind,
    /// Looked for at loading and not there, or taken off.
    NotLoaded,
    /// Comes on a flight that leaves it too little time.
    ShortChange,
    /// Not in the hold, and the flight leaves soon.
    Late,
}

impl Risk {
    /// Every risk.
    pub const ALL: [Self; 4] = [Self::LeftBehind, Self::NotLoaded, Self::ShortChange, Self::Late];

    /// Key of the word for it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::LeftBehind => "bags-risk-left",
            Self::NotLoaded => "bags-risk-not-loaded",
            Self::ShortChange => "bags-risk-short",
            Self::Late => "bags-risk-late",
        }
    }
}

/// What a station should know of a bag that leaves from it. `comes_in` is when the flight it comes on arrives, if it changes.
#[must_use]
pub fn risk(standing: Standing, departs: Timestamp, comes_in: Option<Timestamp>, now: Timestamp) -> Option<Risk> {
    match standing {
        Standing::LeftBehind => Some(Risk::LeftBehind),
        Standing::NotLoaded => Some(Risk::NotLoaded),
        Standing::Unseen | Standing::Accepted | Standing::Sorted | Standing::Changing | Standing::Onward => {
            let short = comes_in.is_some_and(|comes_in| departs.duration_since(comes_in) < SHORTEST_CHANGE);
            let late = departs > now && departs.duration_since(now) < CUT_OFF;
            if short { Some(Risk::ShortChange) } else { late.then_some(Risk::Late) }
        }
        Standing::Loaded | Standing::Flying | Standing::Landed | Standing::Arrived | Standing::Unheard | Standing::Withdrawn => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::{Trace, What};
    use super::*;

    const NOW: &str = "2026-11-21T12:00:00Z";

    #[test]
    fn a_state_and_a_flight_make_a_sentence() {
        let now: Timestamp = NOW.parse().unwrap();
        let mins = SignedDuration::from_mins;
        let waiting = FlightNow { departs: now + mins(60), left: false, landed: false, tells_holds: true, last: true };
        let gone = FlightNow { departs: now - mins(60), left: true, ..waiting };
        let there = FlightNow { landed: true, ..gone };
        for (state, flight, told) in [
            (None, Some(waiting), Standing::Unseen),
            (Some(What::Accepted), None, Standing::Accepted),
            (Some(What::Accepted), Some(waiting), Standing::Accepted),
            (Some(What::Accepted), Some(gone), Standing::LeftBehind),
            (Some(What::Sorted), Some(FlightNow { tells_holds: false, ..gone }), Standing::Sorted),
            (Some(What::Sorted), Some(FlightNow { departs: now - mins(5), ..gone }), Standing::Sorted),
            (Some(What::Sorted), Some(FlightNow { tells_holds: false, ..there }), Standing::Unheard),
            (Some(What::Accepted), Some(FlightNow { tells_holds: false, departs: now - mins(60 * 24), ..gone }), Standing::Unheard),
            (Some(What::Transferred), Some(waiting), Standing::Changing),
            (Some(What::NotSeen), Some(waiting), Standing::NotLoaded),
            (Some(What::Offloaded), Some(gone), Standing::LeftBehind),
            (Some(What::Loaded), Some(waiting), Standing::Loaded),
            (Some(What::Loaded), Some(gone), Standing::Flying),
            (Some(What::Loaded), Some(there), Standing::Landed),
            (Some(What::Loaded), Some(FlightNow { last: false, ..there }), Standing::Onward),
            (Some(What::Arrived), Some(there), Standing::Arrived),
            (Some(What::Arrived), Some(FlightNow { last: false, ..there }), Standing::Onward),
            (Some(What::Withdrawn), Some(waiting), Standing::Withdrawn),
        ] {
            let trace = Trace { state, ..Trace::default() };
            assert_eq!(standing(&trace, flight, now), told, "{state:?} {flight:?}");
        }
    }

    #[test]
    fn a_station_looks_after_what_may_be_left() {
        let now: Timestamp = NOW.parse().unwrap();
        let at = |minutes| now + SignedDuration::from_mins(minutes);
        for (state, departs, comes_in, told) in [
            (Standing::Accepted, at(60), None, None),
            (Standing::Sorted, at(20), None, Some(Risk::Late)),
            (Standing::Onward, at(70), Some(at(40)), Some(Risk::ShortChange)),
            (Standing::Changing, at(120), Some(at(-10)), None),
            (Standing::Loaded, at(5), Some(at(-1)), None),
            (Standing::NotLoaded, at(90), None, Some(Risk::NotLoaded)),
            (Standing::LeftBehind, at(-90), None, Some(Risk::LeftBehind)),
        ] {
            assert_eq!(risk(state, departs, comes_in, now), told, "{state:?}");
        }
    }
}
