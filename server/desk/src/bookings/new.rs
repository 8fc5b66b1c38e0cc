//! A booking on its way into the database, whoever brings it: the demo, an import, a reservation system.

use domain::booking::{BookingState, Cabin, ContactKind, PassengerKind, SegmentStatus};
use domain::locale::Locale;
use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Who brought a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Invented for the demo.
    Demo,
    /// One of the demo's fixed people, laid anew every day.
    Scenario,
    /// From an airline's own file.
    Imported,
}

impl Source {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Scenario => "scenario",
            Self::Imported => "imported",
        }
    }
}

/// A booking with everything in it.
#[derive(Debug, Clone)]
pub struct NewBooking {
    /// Five to eight letters and digits, upper case.
    pub locator: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Where it stands.
    pub state: BookingState,
    /// By when it is paid, of a booking on hold.
    pub pay_by: Option<Timestamp>,
    /// Country or office it was sold in: `US`, `web`.
    pub point_of_sale: String,
    /// The agency that sold it.
    pub agency: Option<String>,
    /// Id of the fare family.
    pub fare_family: String,
    /// Paid in all.
    pub total: Decimal,
    /// Of the total, ISO 4217.
    pub currency: String,
    /// Language it was made in.
    pub language: Locale,
    /// Who brought it.
    pub source: Source,
    /// Passengers; their position is their place in this list, from 1.
    pub passengers: Vec<NewPassenger>,
    /// Ways to reach them.
    pub contacts: Vec<NewContact>,
    /// Flights; their position is their place in this list, from 1.
    pub segments: Vec<NewSegment>,
    /// Seats and check-in.
    pub seats: Vec<NewSeat>,
    /// Checked bags.
    pub bags: Vec<NewBag>,
}

/// A passenger.
#[derive(Debug, Clone)]
pub struct NewPassenger {
    /// Row id; keep it when a booking is laid anew, and proofs keep holding.
    pub id: Uuid,
    /// As on the ticket, any script.
    pub family_name: String,
    /// As on the ticket; empty where the passport has one name only.
    pub given_name: String,
    /// What they count as for the fare.
    pub kind: PassengerKind,
    /// Where known.
    pub birth_date: Option<Date>,
    /// Thirteen digits.
    pub ticket_number: Option<String>,
    /// Loyalty tier: `gold`.
    pub tier: Option<String>,
}

/// A way to reach somebody; the address is folded when stored.
#[derive(Debug, Clone)]
pub struct NewContact {
    /// Whom it reaches; `None`: everyone in the booking.
    pub passenger: Option<i16>,
    /// How.
    pub kind: ContactKind,
    /// Where, as given by whoever sold the ticket.
    pub address: String,
    /// It reaches the agency, not the passenger.
    pub agency: bool,
}

/// A flight of the booking.
#[derive(Debug, Clone)]
pub struct NewSegment {
    /// Marketing carrier, two letters or digits.
    pub carrier: String,
    /// Flight number without carrier.
    pub number: i32,
    /// Local date of scheduled departure at the origin.
    pub flight_date: Date,
    /// Airport, IATA.
    pub origin: String,
    /// Airport, IATA.
    pub destination: String,
    /// Cabin.
    pub cabin: Cabin,
    /// Booking class, one letter.
    pub booking_class: String,
    /// Checked bags a passenger may take without paying.
    pub bags_included: i16,
    /// Where it stands.
    pub status: SegmentStatus,
}

/// One passenger on one flight.
#[derive(Debug, Clone)]
pub struct NewSeat {
    /// Position of the flight, from 1.
    pub segment: i16,
    /// Position of the passenger, from 1.
    pub passenger: i16,
    /// `14A`; `None` until one is given.
    pub seat: Option<String>,
    /// Whether they have checked in.
    pub checked_in: bool,
}

/// A checked bag.
#[derive(Debug, Clone)]
pub struct NewBag {
    /// Ten digits.
    pub tag: String,
    /// Position of the passenger, from 1.
    pub passenger: i16,
    /// Airport it is tagged to.
    pub destination: String,
    /// Kilograms.
    pub weight_kg: Option<i16>,
    /// When it was handed over.
    pub accepted_at: Option<Timestamp>,
}
