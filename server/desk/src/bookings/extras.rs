//! What was bought beside a flight: seats, bags, covers.

use crate::Result;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// An extra on its way into the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExtra {
    /// The booking.
    pub locator: String,
    /// Whose, by place in it.
    pub passenger: i16,
    /// Carrier, number, day and airport of its flight; none where it is for the whole trip.
    pub flight: Option<(String, i32, Date, String)>,
    /// As the fare rules call it: `BAG`, `SEAT`, `COVER`.
    pub code: String,
    /// What it cost: part of the booking's total.
    pub amount: Decimal,
}

/// Writes extras of bookings that are there, in the caller's transaction.
///
/// # Errors
/// `Internal` where a booking is not there; those of the database.
pub async fn insert_extras(db: &mut PgConnection, extras: &[NewExtra]) -> Result<()> {
    let flight = |extra: &NewExtra| extra.flight.clone();
    sqlx::query!(
        "insert into extra (id, locator, passenger_position, carrier, flight_number, flight_date, origin, code, amount)
         select * from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::integer[], $6::date[], $7::text[], $8::text[], $9::numeric[])",
        &extras.iter().map(|_| Uuid::now_v7()).collect::<Vec<_>>(),
        &extras.iter().map(|extra| extra.locator.clone()).collect::<Vec<_>>(),
        &extras.iter().map(|extra| extra.passenger).collect::<Vec<_>>(),
        &extras.iter().map(|extra| flight(extra).map(|flight| flight.0)).collect::<Vec<_>>() as _,
        &extras.iter().map(|extra| flight(extra).map(|flight| flight.1)).collect::<Vec<_>>() as _,
        &extras.iter().map(|extra| flight(extra).map(|flight| flight.2.to_sqlx())).collect::<Vec<_>>() as _,
        &extras.iter().map(|extra| flight(extra).map(|flight| flight.3)).collect::<Vec<_>>() as _,
        &extras.iter().map(|extra| extra.code.clone()).collect::<Vec<_>>(),
        &extras.iter().map(|extra| extra.amount).collect::<Vec<_>>(),
    )
    .execute(db)
    .await?;
    Ok(())
}
