//! Where a bag is: a pure fold of its scans, by (time, kind, id).

use super::{Scan, What};
use crate::flight::{Code, FlightKey};
use jiff::{SignedDuration, Timestamp};

/// Numbers of tags come round again: after so long without a scan it is another bag.
const ANOTHER_BAG: SignedDuration = SignedDuration::from_hours(24 * 15);

/// A bag as its scans tell it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trace {
    /// The last thing that counts; `None` while it is only announced.
    pub state: Option<What>,
    /// When that was.
    pub at: Option<Timestamp>,
    /// Where it was last seen.
    pub airport: Option<Code>,
    /// The flight it is on, or is to go on next.
    pub flight: Option<FlightKey>,
    /// Where that flight goes.
    pub towards: Option<Code>,
    /// The flight it came on before, while it changes.
    pub came_on: Option<FlightKey>,
    /// Where it goes in the end, as last told.
    pub ends: Option<Code>,
    /// It goes without its passenger.
    pub rush: bool,
    /// Forms the family name on the tag answers to.
    pub keys: Vec<String>,
    /// The booking on the tag.
    pub locator: Option<String>,
    /// Every scan of this journey, first to last, each once.
    pub scans: Vec<Scan>,
}

impl Trace {
    /// The first time something happened to it.
    #[must_use]
    pub fn first(&self, what: What) -> Option<&Scan> {
        self.scans.iter().find(|scan| scan.what == what)
    }

    /// Whether it was ever seen in the hold of this flight and not taken off it again.
    #[must_use]
    pub fn aboard(&self, flight: FlightKey) -> bool {
        let of_it = self.scans.iter().enumerate().rev().filter(|(_, scan)| scan.flight == Some(flight));
        let mut stands = of_it.filter(|(place, scan)| stands(scan, self.scans.iter().skip(place + 1)));
        stands.find(|(_, scan)| matches!(scan.what, What::Loaded | What::Offloaded)).is_some_and(|(_, scan)| scan.what == What::Loaded)
    }

    /// The flights it was to go on, in the order in which they were first told of.
    #[must_use]
    pub fn flights(&self) -> Vec<FlightKey> {
        let mut flights = Vec::new();
        for flight in self.scans.iter().filter_map(|scan| scan.flight) {
            if !flights.contains(&flight) {
                flights.push(flight);
            }
        }
        flights
    }

    fn learn(&mut self, scan: &Scan, stands: bool) {
        if !scan.keys.is_empty() {
            self.keys.clone_from(&scan.keys);
        }
        self.ends = scan.ends.or(self.ends);
        self.locator = scan.locator.clone().or_else(|| self.locator.take());
        if stands && self.counts(scan) {
            self.moves(scan);
        }
    }

    /// Whether a scan says more than is known: reports come late and again.
    fn counts(&self, scan: &Scan) -> bool {
        let (Some(state), same) = (self.state, scan.flight.is_none() || scan.flight == self.flight) else {
            return !matches!(scan.what, What::Announced | What::OffloadTakenBack | What::NotSeenTakenBack);
        };
        match scan.what {
            What::Announced | What::OffloadTakenBack | What::NotSeenTakenBack => false,
            // checked in again for another flight: a change, or a rush tag
            What::Accepted => !same || matches!(state, What::Withdrawn),
            What::Sorted => !(same && state == What::Loaded),
            // loaded on the next flight already: word of the one before
            What::Offloaded | What::NotSeen => same || state != What::Loaded,
            What::Withdrawn => matches!(state, What::Accepted | What::Sorted) && same,
            What::Transferred | What::Loaded | What::Arrived => true,
        }
    }

    fn moves(&mut self, scan: &Scan) {
        self.state = Some(scan.what);
        self.at = Some(scan.at);
        self.airport = scan.airport.or(self.airport);
        self.rush = scan.rush || (self.rush && scan.what != What::Arrived);
        if let Some(flight) = scan.flight {
            if self.flight != Some(flight) {
                self.came_on = self.flight.filter(|_| scan.what == What::Transferred);
            }
            self.flight = Some(flight);
        }
        // of an arrival it is where the flight came from
        if scan.what != What::Arrived {
            self.towards = scan.towards.or(self.towards);
        }
    }
}

/// The bag as its scans tell it: the same for any order of them and any repeats.
#[must_use]
pub fn fold(scans: &[Scan]) -> Trace {
    let mut ordered: Vec<&Scan> = scans.iter().collect();
    ordered.sort_by_key(|scan| (scan.at, scan.what, scan.id));
    ordered.dedup_by_key(|scan| scan.id);
    let from = ordered.windows(2).rposition(|pair| matches!(pair, [one, next] if next.at.duration_since(one.at) > ANOTHER_BAG));
    let mut trace = Trace::default();
    let journey = ordered.get(from.map_or(0, |place| place + 1)..).unwrap_or_default();
    for (place, scan) in journey.iter().enumerate() {
        trace.learn(scan, stands(scan, journey.iter().skip(place + 1).copied()));
        trace.scans.push((*scan).clone());
    }
    trace
}

/// Whether nothing that comes after takes a scan back: of the same flight, or of one that was not told.
fn stands<'a>(scan: &Scan, mut after: impl Iterator<Item = &'a Scan>) -> bool {
    let Some(back) = scan.what.taken_back() else { return true };
    !after.any(|one| one.what == back && (one.flight.is_none() || scan.flight.is_none() || one.flight == scan.flight))
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
