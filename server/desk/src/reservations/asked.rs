//! What is asked of a reservation system and what it answers: docs/reservations.md, word for word.

use domain::booking::Cabin;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A flight on its day, from its airport.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Flight {
    /// Airline.
    pub carrier: String,
    /// Number.
    pub number: i32,
    /// Local day of departure.
    pub date: Date,
    /// Airport it leaves from.
    pub origin: String,
}

/// A cabin of a flight that people take or leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Which flight.
    #[serde(flatten)]
    pub flight: Flight,
    /// Airport it goes to.
    pub destination: String,
    /// Which cabin.
    pub cabin: Cabin,
    /// What is known of it here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
}

/// Seats of a cabin as the portal knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// In all.
    pub seats: i32,
    /// Sold, by whomever.
    pub sold: i32,
}

/// Seats to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// For which booking.
    pub locator: String,
    /// How many seats on each flight.
    pub people: i32,
    /// For how long at most: a span and no hour, since two clocks need not agree.
    pub seconds: i64,
    /// The flights.
    pub flights: Vec<Leg>,
}

/// A coupon as it stands here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coupon {
    /// Thirteen digits.
    pub ticket: String,
    /// Place on the ticket.
    pub number: i16,
    /// The passenger's place in the booking.
    pub passenger: i16,
    /// Its flight.
    pub flight: Flight,
}

/// What becomes of the coupons that are given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Closing {
    /// New tickets take their place.
    Exchanged,
    /// They are given back.
    Refunded,
}

/// Flights given up, and others taken in their place, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changing {
    /// Of which booking.
    pub locator: String,
    /// Not everybody of it: those get a booking of their own.
    pub divide: bool,
    /// Seats left and taken on each flight.
    pub people: i32,
    /// Cabins left.
    pub from: Vec<Leg>,
    /// Cabins taken; none of a cancellation.
    pub to: Vec<Leg>,
    /// Open coupons that are given up.
    pub coupons: Vec<Coupon>,
    /// What becomes of them.
    pub closing: Closing,
    /// Open coupons of the same people that stay good; they go along onto new tickets.
    pub kept: Vec<Coupon>,
}

/// A new ticket: its coupons are the flights taken and then those kept, in the order asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The passenger's place in the booking.
    pub passenger: i16,
    /// Thirteen digits.
    pub ticket: String,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The booking of those who were taken out of theirs.
    #[serde(default)]
    pub locator: Option<String>,
    /// Tickets issued.
    #[serde(default)]
    pub tickets: Vec<Ticket>,
}

/// Why something is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Not so many seats are left.
    NoSeats,
    /// No such flight or cabin.
    UnknownFlight,
    /// A coupon is used, changed or given back.
    CouponUsed,
    /// The booking is another than it was told to be.
    BookingChanged,
    /// A flight has left.
    Left,
    /// Anything else.
    #[serde(other)]
    Other,
}

impl Reason {
    /// As stored, and as it is said.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoSeats => "no_seats",
            Self::UnknownFlight => "unknown_flight",
            Self::CouponUsed => "coupon_used",
            Self::BookingChanged => "booking_changed",
            Self::Left => "left",
            Self::Other => "other",
        }
    }

    /// From its word; what nobody knows is something else.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        let known = [Self::NoSeats, Self::UnknownFlight, Self::CouponUsed, Self::BookingChanged, Self::Left];
        known.into_iter().find(|reason| reason.as_str() == word).unwrap_or(Self::Other)
    }
}

/// What it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Answer {
    /// The seats are kept.
    Held,
    /// Nothing is kept under this key, or ever will be.
    Released,
    /// It is done.
    Done(Done),
    /// It is not done, and will not be under this key.
    Refused {
        /// Why.
        reason: Reason,
    },
}
