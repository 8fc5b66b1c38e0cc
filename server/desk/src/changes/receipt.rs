//! What was paid for a trip, line by line: tickets, taxes, payments, changes (CHG-6).

use super::airlines::airlines;
use super::question::subject;
use super::quote::Facts;
use super::shown::Action;
use super::split::paid_under;
use crate::bookings::{Trip, whole};
use crate::papers::proved;
use crate::payments::{self, Payment};
use crate::{Error, PgPool, Result, audit};
use domain::booking::coupon::Tax;
use domain::booking::{BookingState, Locator};
use domain::flight::Designator;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::rights::{TripAccess, Viewer};
use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// A receipt.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The trip.
    pub trip: Trip,
    /// When it was booked.
    pub booked_at: Timestamp,
    /// When its tickets were issued as they are now.
    pub issued_at: Timestamp,
    /// What everything comes to.
    pub total: Money,
    /// What was bought, ticket by ticket; empty where only the total is known.
    pub tickets: Vec<Ticket>,
    /// What was bought beside the flights.
    pub extras: Vec<Beside>,
    /// What was paid and given back, the oldest first.
    pub payments: Vec<Payment>,
    /// The reference it was paid under, where that is another one.
    pub paid_under: Option<String>,
    /// What was changed, the oldest first.
    pub changes: Vec<Past>,
}

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Whose, by place in the booking.
    pub passenger: i16,
    /// Thirteen digits.
    pub number: String,
    /// Its flights.
    pub coupons: Vec<Sold>,
}

/// A flight on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sold {
    /// Airline and number.
    pub designator: Designator,
    /// Local day of planned departure.
    pub date: Date,
    /// Airports, IATA.
    pub route: (String, String),
    /// It was cancelled; what came back for it stands among the changes.
    pub cancelled: bool,
    /// The airline that flies it in our place, by name.
    pub endorsed: Option<String>,
    /// Without taxes.
    pub fare: Money,
    /// What states and airports take: code and amount.
    pub taxes: Vec<(String, Money)>,
}

impl Sold {
    /// Fare and taxes.
    #[must_use]
    pub fn sum(&self) -> Money {
        self.fare.with(self.taxes.iter().fold(self.fare.amount, |sum, (_, tax)| sum.saturating_add(tax.amount)))
    }
}

/// Something bought beside a flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Whose, by place in the booking.
    pub passenger: i16,
    /// As the fare rules call it: `BAG`.
    pub code: String,
    /// Its flight; none where it is for the whole trip.
    pub flight: Option<(Designator, Date)>,
    /// What it cost.
    pub amount: Money,
    /// The money came back.
    pub refunded: bool,
}

/// A change of long ago.
#[derive(Debug, Clone)]
pub struct Past {
    /// What was done.
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// Flights before: name, day, airports.
    pub before: Vec<String>,
    /// Flights after.
    pub after: Vec<String>,
    /// What was paid for it.
    pub paid: Money,
    /// What came back, as money or as a voucher.
    pub back: Money,
}

/// The receipt of a trip as it stands.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound`, also while it has not been paid for; those of the database.
pub async fn receipt(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, locator: &Locator) -> Result<Receipt> {
    let access = proved(viewer, locator)?;
    let mut tx = db.begin().await?;
    let subject = subject(&mut tx, now, locale, TripAccess::Staff, locator).await?;
    let trip = whole(&mut tx, access, now, locale, locator).await?;
    if !sold(&mut tx, &subject.trip).await? {
        return Err(Error::NotFound);
    }
    let tickets = tickets(&mut tx, locale, locator).await?;
    let extras = beside(&mut tx, locator, subject.currency).await?;
    let (changes, keys) = past(&mut tx, locator).await?;
    let under = paid_under(&mut tx, locator.as_str()).await?;
    let mut payments = payments::of_booking(&mut *tx, &under).await?;
    // what was paid for everybody before they were parted stands on the others' receipt
    let ours = |payment: &Payment| match payment.key.strip_prefix("change:") {
        Some(change) => keys.iter().any(|key| change.starts_with(key)),
        None => under == locator.as_str(),
    };
    payments.retain(ours);
    payments.reverse();
    audit::look(&mut tx, viewer, now, "trip", "trip", locator.as_str(), serde_json::json!({ "page": "receipt" })).await?;
    tx.commit().await?;
    Ok(Receipt {
        trip,
        booked_at: subject.created_at,
        issued_at: subject.issued.at,
        total: subject.issued.total,
        tickets,
        extras,
        payments,
        paid_under: (under != locator.as_str()).then_some(under),
        changes,
    })
}

/// Whether it was ever paid for: a booking that lapsed was not.
pub(crate) async fn sold(tx: &mut PgConnection, trip: &Trip) -> Result<bool> {
    match trip.state {
        BookingState::Held => Ok(false),
        BookingState::Cancelled => {
            let sold = sqlx::query_scalar!(
                r#"select exists (select from coupon where locator = $1)
                       or exists (select from payment where locator = $1 and direction = 'charge' and state = 'captured') as "sold!""#,
                trip.locator.as_str()
            );
            Ok(sold.fetch_one(tx).await?)
        }
        _ => Ok(true),
    }
}

/// The coupons that count: those of the tickets they have, and those that were given back.
async fn tickets(tx: &mut PgConnection, locale: Locale, locator: &Locator) -> Result<Vec<Ticket>> {
    let rows = sqlx::query!(
        "select ticket, passenger_position, carrier, flight_number, flight_date, origin, destination, state, fare, taxes, currency, endorsed_to
           from coupon where locator = $1 and state <> 'exchanged' order by passenger_position, ticket, number",
        locator.as_str()
    );
    let rows = rows.fetch_all(&mut *tx).await?;
    let airlines = airlines(tx, locale, &rows.iter().filter_map(|row| row.endorsed_to.clone()).collect::<Vec<_>>()).await?;
    let mut all: Vec<Ticket> = Vec::new();
    for row in rows {
        let currency = Currency::parse(&row.currency).ok_or_else(|| Error::Internal(format!("unknown currency {}", row.currency)))?;
        let taxes: Vec<Tax> = serde_json::from_value(row.taxes).map_err(|error| Error::Internal(error.to_string()))?;
        let sold = Sold {
            designator: Designator::new(&row.carrier, row.flight_number)
                .ok_or_else(|| Error::Internal(format!("unknown carrier {}", row.carrier)))?,
            date: row.flight_date.to_jiff(),
            route: (row.origin, row.destination),
            cancelled: row.state == "refunded",
            endorsed: row.endorsed_to.as_ref().and_then(|code| airlines.get(code)).cloned(),
            fare: Money::new(row.fare, currency),
            taxes: taxes.into_iter().map(|tax| (tax.code, Money::new(tax.amount, currency))).collect(),
        };
        match all.last_mut().filter(|ticket| ticket.number == row.ticket) {
            Some(ticket) => ticket.coupons.push(sold),
            None => all.push(Ticket { passenger: row.passenger_position, number: row.ticket, coupons: vec![sold] }),
        }
    }
    Ok(all)
}

async fn beside(tx: &mut PgConnection, locator: &Locator, currency: Currency) -> Result<Vec<Beside>> {
    let rows = sqlx::query!(
        "select passenger_position, carrier, flight_number, flight_date, code, amount, state from extra where locator = $1 order by passenger_position, id",
        locator.as_str()
    );
    let rows = rows.fetch_all(tx).await?.into_iter().map(|row| {
        let designator = row.carrier.zip(row.flight_number).and_then(|(carrier, number)| Designator::new(&carrier, number));
        Beside {
            passenger: row.passenger_position,
            flight: designator.zip(row.flight_date.map(jiff_sqlx::Date::to_jiff)),
            code: row.code,
            amount: Money::new(row.amount, currency),
            refunded: row.state == "refunded",
        }
    });
    Ok(rows.collect())
}

/// Changes that were done, and what their payments' keys have in them.
async fn past(tx: &mut PgConnection, locator: &Locator) -> Result<(Vec<Past>, Vec<String>)> {
    let rows = sqlx::query!(
        r#"select id, action, facts, done_at as "done_at!", currency, to_pay, refund, voucher from trip_change
            where state = 'done' and done_at is not null and (became = $1 or locator = $1 and became is null) order by done_at"#,
        locator.as_str()
    );
    let (mut all, mut keys) = (Vec::new(), Vec::new());
    for row in rows.fetch_all(tx).await? {
        let facts: Facts = serde_json::from_value(row.facts).map_err(|error| Error::Internal(error.to_string()))?;
        let currency = Currency::parse(&row.currency).ok_or_else(|| Error::Internal(format!("unknown currency {}", row.currency)))?;
        let told = |flights: &[super::quote::FlightFact]| {
            let one = |flight: &super::quote::FlightFact| {
                format!("{} {} {}–{}", flight.key.designator.spaced(), flight.key.date, flight.origin, flight.destination)
            };
            flights.iter().map(one).collect()
        };
        all.push(Past {
            action: Action::parse(&row.action)?,
            at: row.done_at.to_jiff(),
            before: told(&facts.before),
            after: told(&facts.after),
            paid: Money::new(row.to_pay, currency),
            back: Money::new(Decimal::saturating_add(row.refund, row.voucher), currency),
        });
        keys.push(row.id.to_string());
    }
    Ok((all, keys))
}
