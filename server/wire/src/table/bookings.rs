//! One passenger on one flight a line; lines with the same locator are one booking, in the order they come.
//!
//! Required: `locator,fare_family,total,currency,family_name,carrier,number,date,origin,destination`. Optional:
//! `created_at,pay_by,language,agency,given_name,kind,birth_date,ticket_number,tier,email,phone,cabin,booking_class,bags_included,seat,checked_in,tags,extras`.
//! What belongs to the whole booking (fare, total, agency …) stands the same on each of its lines.

mod group;
mod line;

use super::read::Read;
use domain::booking::{BagTag, Cabin, PassengerKind};
use domain::locale::Locale;
use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;

/// A booking put together from its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Booking reference.
    pub locator: String,
    /// When it was made, where known.
    pub created_at: Option<Timestamp>,
    /// By when it is to be paid; it is paid where nothing is said.
    pub pay_by: Option<Timestamp>,
    /// Id of its fare family.
    pub fare_family: String,
    /// Paid in all.
    pub total: Decimal,
    /// ISO 4217.
    pub currency: String,
    /// Language it was made in.
    pub language: Locale,
    /// The agency that sold it: its contacts then reach the agency.
    pub agency: Option<String>,
    /// In the order of the file.
    pub passengers: Vec<Passenger>,
    /// In the order of the file.
    pub segments: Vec<Segment>,
}

/// A passenger of an imported booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passenger {
    /// As on the ticket.
    pub family_name: String,
    /// As on the ticket; empty where there is none.
    pub given_name: String,
    /// Adult, child, infant.
    pub kind: PassengerKind,
    /// Where known.
    pub birth_date: Option<Date>,
    /// Thirteen digits.
    pub ticket_number: Option<String>,
    /// Loyalty tier.
    pub tier: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Checked bags.
    pub tags: Vec<BagTag>,
    /// What was bought beside the flights.
    pub extras: Vec<Extra>,
    /// For each flight they are on: its place in the booking from 0, the seat, whether they have checked in.
    pub seats: Vec<(usize, Option<String>, bool)>,
}

/// Something bought beside a flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// As the fare rules call it: `BAG`, `SEAT`, `COVER`.
    pub code: String,
    /// What it cost, of the booking's total.
    pub amount: Decimal,
    /// Its flight's place in the booking from 0; none where it is for the whole trip.
    pub segment: Option<usize>,
}

/// A flight of an imported booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Airline code.
    pub carrier: String,
    /// Number without airline code.
    pub number: i32,
    /// Local date of departure.
    pub date: Date,
    /// Airport, IATA.
    pub origin: String,
    /// Airport, IATA.
    pub destination: String,
    /// Cabin.
    pub cabin: Cabin,
    /// One letter.
    pub booking_class: String,
    /// Checked bags that cost nothing more.
    pub bags_included: i16,
}

/// Reads a table of bookings; each carries the line it began on.
#[must_use]
pub fn bookings(bytes: &[u8]) -> Read<Booking> {
    group::together(line::lines(bytes))
}
