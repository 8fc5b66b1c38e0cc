//! Which other flights would do: direct or with one change of aircraft, in the order passengers want them.

#[cfg(test)]
mod tests;

use crate::flight::FlightKey;
use jiff::{SignedDuration, Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Time to change aircraft within one country where the airport has filed nothing else.
const CHANGE_AT_HOME: SignedDuration = SignedDuration::from_mins(45);
/// The same where one of the two flights crosses a border: passports, customs, bags.
const CHANGE_ABROAD: SignedDuration = SignedDuration::from_mins(90);
/// Nobody is asked to wait longer than this between two flights.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(8);
/// Who leaves this soon is not helped by another flight that leaves sooner still: counters close.
const COUNTER_CLOSES: SignedDuration = SignedDuration::from_mins(45);

/// A flight with seats for sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flight {
    /// Number and day.
    pub key: FlightKey,
    /// Airport, IATA.
    pub origin: String,
    /// Airport, IATA.
    pub destination: String,
    /// Departure as expected now.
    pub departs: Timestamp,
    /// Arrival as expected now.
    pub arrives: Timestamp,
    /// It crosses a border.
    pub abroad: bool,
    /// Seats left in the cabin asked for.
    pub left: u16,
}

/// One way from here to there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journey {
    /// Its flights, one or two.
    pub flights: Vec<Flight>,
}

/// In which order ways are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The same day, then the arrival nearest to the one booked, then the fewest changes, then the price.
    #[default]
    Nearest,
    /// The earliest departure.
    Earliest,
    /// The lowest price.
    Cheapest,
}

impl Order {
    /// Every order, the usual one first.
    pub const ALL: [Self; 3] = [Self::Nearest, Self::Earliest, Self::Cheapest];

    /// As in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Earliest => "earliest",
            Self::Cheapest => "cheapest",
        }
    }

    /// Reads what `as_str` wrote; the usual one for anything else.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.as_str() == word).unwrap_or_default()
    }
}

/// What was booked, to be near to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    /// Local day of departure.
    pub date: Date,
    /// When they wanted to be there.
    pub arrives: Timestamp,
}

impl Journey {
    /// Local day of departure.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.flights.first().map(|flight| flight.key.date)
    }

    /// When it leaves.
    #[must_use]
    pub fn departs(&self) -> Option<Timestamp> {
        self.flights.first().map(|flight| flight.departs)
    }

    /// When it is there.
    #[must_use]
    pub fn arrives(&self) -> Option<Timestamp> {
        self.flights.last().map(|flight| flight.arrives)
    }

    /// Seats left on its fullest flight.
    #[must_use]
    pub fn left(&self) -> u16 {
        self.flights.iter().map(|flight| flight.left).min().unwrap_or(0)
    }

    /// Where it ranks among others in an order: the lowest first. `price` is what is to be paid; below zero what comes back.
    #[must_use]
    pub fn rank(&self, order: Order, booked: Booked, price: Decimal) -> (i64, i64, usize, Decimal) {
        let seconds = |at: Option<Timestamp>| at.map_or(i64::MAX, Timestamp::as_second);
        let away = self.arrives().map_or(i64::MAX, |arrives| (arrives.as_second() - booked.arrives.as_second()).abs());
        match order {
            Order::Nearest => (i64::from(self.date() != Some(booked.date)), away, self.flights.len(), price),
            Order::Earliest => (seconds(self.departs()), seconds(self.arrives()), self.flights.len(), price),
            // whole hundredths are enough to compare by; ties go to the nearer arrival
            Order::Cheapest => (hundredths(price), away, self.flights.len(), price),
        }
    }
}

fn hundredths(price: Decimal) -> i64 {
    i64::try_from((price * Decimal::ONE_HUNDRED).round()).unwrap_or(i64::MAX)
}

/// What a way is called in forms and addresses: `LD474.2026-11-24.EWR~LD12.2026-11-24.ORD`.
impl fmt::Display for Journey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, flight) in self.flights.iter().enumerate() {
            let joint = if place == 0 { "" } else { "~" };
            write!(f, "{joint}{}.{}.{}", flight.key.designator, flight.key.date, flight.origin)?;
        }
        Ok(())
    }
}

/// Time one must have between two flights.
#[must_use]
pub fn minimum_connection(first: &Flight, onward: &Flight) -> SignedDuration {
    connection_time(first.abroad || onward.abroad)
}

/// Time one must have between two flights, where one of them leaves the country and where none does.
#[must_use]
pub const fn connection_time(abroad: bool) -> SignedDuration {
    if abroad { CHANGE_ABROAD } else { CHANGE_AT_HOME }
}

/// Every way from one of `from` to one of `to` for so many people together, leaving late enough after `now` to be caught.
/// Compared are instants: a clock that goes back on the way changes nothing.
#[must_use]
pub fn journeys(flights: &[Flight], from: &[&str], to: &[&str], people: u16, now: Timestamp) -> Vec<Journey> {
    let open = |flight: &&Flight| flight.left >= people && flight.departs >= now + COUNTER_CLOSES && flight.arrives > flight.departs;
    let starts = flights.iter().filter(open).filter(|flight| from.contains(&flight.origin.as_str()));
    let mut found = Vec::new();
    for first in starts {
        if to.contains(&first.destination.as_str()) {
            found.push(Journey { flights: vec![first.clone()] });
            continue;
        }
        // not by way of the neighbour of where they are
        if from.contains(&first.destination.as_str()) {
            continue;
        }
        let onward = flights.iter().filter(open).filter(|onward| connects(first, onward) && to.contains(&onward.destination.as_str()));
        found.extend(onward.map(|onward| Journey { flights: vec![first.clone(), onward.clone()] }));
    }
    sensible(found)
}

/// Whether one can change from the one to the other.
#[must_use]
pub fn connects(first: &Flight, onward: &Flight) -> bool {
    let wait = onward.departs.duration_since(first.arrives);
    first.destination == onward.origin && wait >= minimum_connection(first, onward) && wait <= LONGEST_WAIT
}

/// Nobody changes aircraft to leave earlier and arrive later than another way does.
fn sensible(mut all: Vec<Journey>) -> Vec<Journey> {
    let times: Vec<_> = all.iter().map(|journey| (journey.departs(), journey.arrives(), journey.flights.len())).collect();
    all.retain(|journey| {
        let own = (journey.departs(), journey.arrives(), journey.flights.len());
        let beaten = |other: &(_, _, usize)| other.2 <= own.2 && other.0 >= own.0 && other.1 <= own.1 && *other != own;
        own.2 == 1 || !times.iter().any(beaten)
    });
    all
}
