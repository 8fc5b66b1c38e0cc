//! Coupons: one passenger on one flight, what it cost, and where it stands.

use super::Fares;
use crate::bookings::{Passenger, Segment, Trip};
use crate::{Error, Result};
use domain::booking::SegmentStatus;
use domain::booking::coupon::{Value, shared};
use domain::money::{Currency, Money};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// A coupon that can still be flown, changed or given back.
#[derive(Debug, Clone)]
pub(crate) struct Coupon {
    pub ticket: String,
    pub number: i16,
    pub passenger: i16,
    /// Carrier, number, day and airport of its flight.
    pub flight: (String, i32, Date, String),
    pub family: String,
    pub value: Value,
    /// The airline that flies it in our place.
    pub endorsed: Option<String>,
}

/// When a booking's tickets were issued, and what it cost.
#[derive(Debug, Clone, Copy)]
pub(in crate::changes) struct Issued {
    pub at: Timestamp,
    pub total: Money,
}

/// Whether coupons a booking does not have yet are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::changes) enum Keep {
    /// They are: this transaction holds the booking.
    Written,
    /// They are only looked at.
    Forgotten,
}

/// The open coupons of a booking, whose row this transaction holds. Where it came with a total only they are written now: the total
/// shared by passengers and flights, of each share as much in taxes as is filed for the route.
pub(in crate::changes) async fn coupons(
    tx: &mut PgConnection,
    trip: &Trip,
    family: &str,
    issued: Issued,
    fares: &Fares,
    keep: Keep,
) -> Result<Vec<Coupon>> {
    let any = sqlx::query_scalar!(r#"select exists (select from coupon where locator = $1) as "any!""#, trip.locator.as_str());
    if !any.fetch_one(&mut *tx).await? {
        let first = first_coupons(trip, family, issued.total, fares);
        if keep == Keep::Forgotten {
            return Ok(first.into_iter().map(Coupon::from).collect());
        }
        issue(tx, trip.locator.as_str(), issued.at, &first).await?;
    }
    let rows = sqlx::query!(
        "select ticket, number, passenger_position, carrier, flight_number, flight_date, origin, family, fare, taxes, currency, endorsed_to
           from coupon where locator = $1 and state = 'open' order by passenger_position, ticket, number",
        trip.locator.as_str()
    );
    let rows = rows.fetch_all(tx).await?;
    rows.into_iter()
        .map(|row| {
            let currency = Currency::parse(&row.currency).ok_or_else(|| Error::Internal(format!("unknown currency {}", row.currency)))?;
            Ok(Coupon {
                ticket: row.ticket,
                number: row.number,
                passenger: row.passenger_position,
                flight: (row.carrier, row.flight_number, row.flight_date.to_jiff(), row.origin),
                family: row.family,
                endorsed: row.endorsed_to,
                value: Value {
                    fare: Money::new(row.fare, currency),
                    taxes: serde_json::from_value(row.taxes).map_err(|error| Error::Internal(error.to_string()))?,
                },
            })
        })
        .collect()
}

/// A coupon to be issued.
#[derive(Debug, Clone)]
pub(in crate::changes) struct NewCoupon {
    pub ticket: String,
    pub number: i16,
    pub passenger: i16,
    pub flight: (String, i32, Date, String),
    pub destination: String,
    pub family: String,
    pub value: Value,
    /// The airline it is endorsed to.
    pub endorsed: Option<String>,
}

impl From<NewCoupon> for Coupon {
    fn from(new: NewCoupon) -> Self {
        let NewCoupon { ticket, number, passenger, flight, family, value, endorsed, .. } = new;
        Self { ticket, number, passenger, flight, family, value, endorsed }
    }
}

/// Every passenger's coupons out of the total of the booking.
fn first_coupons(trip: &Trip, family: &str, total: Money, fares: &Fares) -> Vec<NewCoupon> {
    let segments: Vec<_> = trip.segments.iter().filter(|segment| segment.status != SegmentStatus::Cancelled).collect();
    let holders: Vec<_> = trip.passengers.iter().filter_map(|person| Some((person, person.ticket_number.clone()?))).collect();
    let kinds: Vec<_> = holders.iter().map(|(person, _)| person.kind).collect();
    let filed = |segment: &&Segment| fares.first(&segment.origin.iata, &segment.destination.iata).map(|filed| filed.taxes.clone());
    let filed: Vec<_> = segments.iter().map(|segment| filed(segment).unwrap_or_default()).collect();
    let one = |(person, ticket): &(&Passenger, String), number: i16, segment: &Segment, value: Value| NewCoupon {
        ticket: ticket.clone(),
        number,
        passenger: person.position,
        flight: (segment.designator.carrier.to_string(), segment.designator.number(), segment.flight_date, segment.origin.iata.clone()),
        destination: segment.destination.iata.clone(),
        family: family.to_owned(),
        value,
        endorsed: None,
    };
    let each = holders.iter().zip(shared(total, &kinds, &filed));
    each.flat_map(|(holder, values)| {
        (1..).zip(&segments).zip(values).map(move |((number, segment), value)| one(holder, number, segment, value))
    })
    .collect()
}

/// Writes coupons.
pub(in crate::changes) async fn issue(tx: &mut PgConnection, locator: &str, at: Timestamp, coupons: &[NewCoupon]) -> Result<()> {
    for coupon in coupons {
        let (carrier, number, date, origin) = &coupon.flight;
        sqlx::query!(
            "insert into coupon (ticket, number, locator, passenger_position, carrier, flight_number, flight_date, origin, destination, family,
                                 fare, taxes, currency, issued_at, endorsed_to)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            coupon.ticket,
            coupon.number,
            locator,
            coupon.passenger,
            carrier,
            number,
            date.to_sqlx() as _,
            origin,
            coupon.destination,
            coupon.family,
            coupon.value.fare.amount,
            serde_json::to_value(&coupon.value.taxes).map_err(|error| Error::Internal(error.to_string()))?,
            coupon.value.fare.currency.to_string(),
            at.to_sqlx() as _,
            coupon.endorsed.as_deref(),
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Coupons are good for nothing any more: `exchanged` or `refunded`. One that is not open stops the whole.
///
/// # Errors
/// `Conflict` where one was used, changed or given back meanwhile.
pub(in crate::changes) async fn close(tx: &mut PgConnection, coupons: &[&Coupon], state: &str) -> Result<()> {
    for coupon in coupons {
        let closed = sqlx::query!(
            "update coupon set state = $3 where ticket = $1 and number = $2 and state = 'open'",
            coupon.ticket,
            coupon.number,
            state
        );
        if closed.execute(&mut *tx).await?.rows_affected() == 0 {
            return Err(Error::Conflict("change-coupon-used"));
        }
    }
    Ok(())
}

/// A ticket number nobody has: the airline's three digits and ten of a sequence.
pub(in crate::changes) async fn next_ticket(tx: &mut PgConnection, like: &str) -> Result<String> {
    let issuer = like.get(..3).ok_or_else(|| Error::Internal(format!("no ticket number: {like}")))?;
    for _ in 0..64 {
        let number = sqlx::query_scalar!(r#"select nextval('ticket_number') as "number!""#).fetch_one(&mut *tx).await?;
        let ticket = format!("{issuer}{number:010}");
        // an import may have brought one of these numbers along
        let taken = sqlx::query_scalar!(
            r#"select exists (select from coupon where ticket = $1) or exists (select from passenger where ticket_number = $1) as "taken!""#,
            ticket
        );
        if !taken.fetch_one(&mut *tx).await? {
            return Ok(ticket);
        }
    }
    Err(Error::Internal("no free ticket number".to_owned()))
}
