//! A booking as a trip: what it says, how its flights stand, and no more of it than the viewer may see.

mod read;

pub(crate) use read::{places, reports};

use crate::{Error, PgPool, Result, audit};
use domain::booking::outlook::{Leg, Outlook, outlook};
use domain::booking::{BagTag, BookingState, Cabin, ContactKind, Locator, PassengerKind, SegmentStatus, name};
use domain::flight::{Designator, State};
use domain::locale::Locale;
use domain::rights::{TripAccess, Viewer, trip_access};
use jiff::{Timestamp, civil::Date};
use sqlx::PgConnection;

/// A booking with everything in it that the viewer may see.
#[derive(Debug, Clone)]
pub struct Trip {
    /// Booking reference.
    pub locator: Locator,
    /// How much of it is open.
    pub access: TripAccess,
    /// Where it stands with the reservation system.
    pub state: BookingState,
    /// The agency that sold it.
    pub agency: Option<String>,
    /// What was bought.
    pub fare: Fare,
    /// Who travels, in the order of the booking.
    pub passengers: Vec<Passenger>,
    /// Flights in order.
    pub segments: Vec<Segment>,
    /// Checked bags.
    pub bags: Vec<Bag>,
    /// How they can be reached; masked unless verified.
    pub contacts: Vec<Contact>,
    /// What it comes to.
    pub outlook: Outlook,
    /// Minutes within which somebody answers about a disrupted flight, and about anything else, as promised today.
    pub answered_within: (i32, i32),
}

/// The fare family, in the reader's language.
#[derive(Debug, Clone, Default)]
pub struct Fare {
    /// "Flex".
    pub name: String,
    /// Conditions as sentences.
    pub conditions: Vec<String>,
}

/// A passenger.
#[derive(Debug, Clone)]
pub struct Passenger {
    /// Place in the booking, from 1.
    pub position: i16,
    /// As on the ticket.
    pub family_name: String,
    /// As on the ticket.
    pub given_name: String,
    /// Adult, child, infant.
    pub kind: PassengerKind,
    /// Loyalty tier.
    pub tier: Option<String>,
    /// Thirteen digits; only for those who have proved who they are.
    pub ticket_number: Option<String>,
    /// Staff only.
    pub birth_date: Option<Date>,
}

/// An airport as the reader calls it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// IATA code.
    pub iata: String,
    /// "Chicago"; the code where the airport is not known.
    pub city: String,
    /// "O'Hare".
    pub name: String,
    /// ISO 3166 alpha-2; empty where the airport is not known.
    pub country: String,
    /// IANA name of its time zone; UTC where the airport is not known.
    pub zone: String,
}

/// A flight of the trip.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Place in the booking, from 1.
    pub position: i16,
    /// Airline and number.
    pub designator: Designator,
    /// Local date of planned departure.
    pub flight_date: Date,
    /// From where.
    pub origin: Place,
    /// To where.
    pub destination: Place,
    /// How the flight stands; `None` where it is not known here.
    pub state: Option<State>,
    /// Where it goes instead, while it is diverted and that is known.
    pub instead: Option<Place>,
    /// Terminal of departure.
    pub terminal_out: Option<String>,
    /// Gate of departure, the new one where it moved.
    pub gate_out: Option<String>,
    /// Terminal of arrival.
    pub terminal_in: Option<String>,
    /// Belt the bags come on.
    pub belt: Option<String>,
    /// Type of aircraft.
    pub aircraft: Option<String>,
    /// Cabin.
    pub cabin: Cabin,
    /// Checked bags a passenger may take without paying.
    pub bags_included: i16,
    /// Where the booking has it.
    pub status: SegmentStatus,
    /// Seat and check-in by passenger position.
    pub seats: Vec<Seat>,
}

/// One passenger on one flight.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Place of the passenger in the booking, from 1.
    pub passenger: i16,
    /// `14A`; `None` until one is given.
    pub seat: Option<String>,
    /// Whether they have checked in.
    pub checked_in: bool,
}

/// A checked bag.
#[derive(Debug, Clone)]
pub struct Bag {
    /// Its tag.
    pub tag: BagTag,
    /// Whose it is, by place in the booking.
    pub passenger: i16,
    /// Where it is tagged to.
    pub destination: Place,
    /// Kilograms.
    pub weight_kg: Option<i16>,
}

/// A way to reach them.
#[derive(Debug, Clone)]
pub struct Contact {
    /// How.
    pub kind: ContactKind,
    /// Masked, unless the viewer has proved it is theirs.
    pub address: String,
    /// It reaches the agency.
    pub agency: bool,
}

impl Passenger {
    /// The whole name, as people say it.
    #[must_use]
    pub fn full_name(&self) -> String {
        name::whole(&self.given_name, &self.family_name)
    }
}

/// The trip as this viewer may see it at this instant, with names of places and fares in their language.
/// A look by staff leaves an audit row in the same transaction.
///
/// # Errors
/// `NotFound` where the booking is not open to the viewer or does not exist: the two look alike; those of the database.
pub async fn trip(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, locator: &Locator) -> Result<Trip> {
    let access = trip_access(viewer, locator.as_str()).ok_or(Error::NotFound)?;
    let mut tx = db.begin().await?;
    let trip = whole(&mut tx, access, now, locale, locator).await?;
    audit::look(&mut tx, viewer, now, "trip", "trip", locator.as_str(), serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(trip)
}

/// The trip as far as `access` opens it, in the caller's transaction.
pub(crate) async fn whole(tx: &mut PgConnection, access: TripAccess, now: Timestamp, locale: Locale, locator: &Locator) -> Result<Trip> {
    let head = read::head(tx, locale, locator).await?;
    let passengers = read::passengers(tx, locator, access).await?;
    let segments = read::segments(tx, locale, locator, now).await?;
    let bags = read::bags(tx, locale, locator).await?;
    let contacts = read::contacts(tx, locator, access).await?;
    let answered_within = read::answered_within(tx, now).await?;
    let legs: Vec<Leg<'_>> = segments.iter().map(Segment::leg).collect();
    let outlook = outlook(head.state, &legs, now);
    let (state, agency, fare) = (head.state, head.agency, head.fare);
    Ok(Trip { locator: locator.clone(), access, state, agency, fare, passengers, segments, bags, contacts, outlook, answered_within })
}

impl Segment {
    fn leg(&self) -> Leg<'_> {
        Leg { status: self.status, state: self.state.as_ref(), origin: &self.origin.iata, destination: &self.destination.iata }
    }
}
