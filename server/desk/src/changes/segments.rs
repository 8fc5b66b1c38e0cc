//! Flights of a booking replaced or dropped, with the seats on them.

use crate::bookings::Trip;
use crate::{Error, Result};
use domain::booking::Cabin;
use domain::booking::options::Flight;
use domain::booking::party::seat_like;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};

/// A flight of the booking on its way back into it.
struct Leg {
    carrier: String,
    number: i32,
    date: Date,
    origin: String,
    destination: String,
    cabin: Cabin,
    class: String,
    bags: i16,
    status: String,
    /// Passenger, seat, checked in, place in the order of check-in.
    seats: Vec<(i16, Option<String>, bool, Option<i16>)>,
}

/// Puts flights in the place of others. Who travels on them is not checked in any more; whoever had a window or an aisle gets one where
/// it is free (CHG-11).
pub(super) async fn replace(tx: &mut PgConnection, trip: &Trip, gone: &[i16], flights: &[Flight]) -> Result<()> {
    let locator = trip.locator.as_str();
    let rows = sqlx::query!("select * from segment where locator = $1 order by position", locator).fetch_all(&mut *tx).await?;
    let order = order(tx, locator).await?;
    let mut legs: Vec<Leg> = Vec::new();
    let mut placed = false;
    for row in rows {
        let seats =
            trip.segments.iter().find(|segment| segment.position == row.position).map(|segment| segment.seats.clone()).unwrap_or_default();
        let cabin = Cabin::parse(&row.cabin).ok_or_else(|| Error::Internal(format!("unknown cabin {}", row.cabin)))?;
        let here = gone.contains(&row.position);
        if here && !placed {
            placed = true;
            let wishes: Vec<(i16, Option<String>)> = seats.iter().map(|seat| (seat.passenger, seat.seat.clone())).collect();
            for flight in flights {
                let mut leg = Leg {
                    carrier: flight.key.designator.carrier.to_string(),
                    number: flight.key.designator.number(),
                    date: flight.key.date,
                    origin: flight.origin.clone(),
                    destination: flight.destination.clone(),
                    cabin,
                    class: row.booking_class.clone(),
                    bags: row.bags_included,
                    status: "confirmed".to_owned(),
                    seats: Vec::new(),
                };
                let mut taken = taken(tx, &leg).await?;
                for (passenger, wish) in &wishes {
                    let seat = wish.as_deref().and_then(|wish| seat_like(wish, cabin, &taken));
                    taken.extend(seat.clone());
                    leg.seats.push((*passenger, seat, false, None));
                }
                legs.push(leg);
            }
        }
        if !here {
            legs.push(Leg {
                carrier: row.carrier,
                number: row.number,
                date: row.flight_date.to_jiff(),
                origin: row.origin,
                destination: row.destination,
                cabin,
                class: row.booking_class,
                bags: row.bags_included,
                status: row.status,
                seats: seats
                    .into_iter()
                    .map(|seat| (seat.passenger, seat.seat, seat.checked_in, order.get(&(row.position, seat.passenger)).copied()))
                    .collect(),
            });
        }
    }
    sqlx::query!("delete from segment where locator = $1", locator).execute(&mut *tx).await?;
    for (position, leg) in (1_i16..).zip(&legs) {
        write(tx, locator, position, leg).await?;
    }
    Ok(())
}

/// The order of check-in, as passes have it: a flight that stays keeps it.
async fn order(tx: &mut PgConnection, locator: &str) -> Result<HashMap<(i16, i16), i16>> {
    let rows = sqlx::query!(
        r#"select segment_position, passenger_position, sequence as "sequence!" from seat where locator = $1 and sequence is not null"#,
        locator
    );
    Ok(rows.fetch_all(tx).await?.into_iter().map(|row| ((row.segment_position, row.passenger_position), row.sequence)).collect())
}

async fn write(tx: &mut PgConnection, locator: &str, position: i16, leg: &Leg) -> Result<()> {
    sqlx::query!(
        "insert into segment (locator, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included, status)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        locator,
        position,
        leg.carrier,
        leg.number,
        leg.date.to_sqlx() as _,
        leg.origin,
        leg.destination,
        leg.cabin.as_str(),
        leg.class,
        leg.bags,
        leg.status,
    )
    .execute(&mut *tx)
    .await?;
    for (passenger, seat, checked_in, sequence) in &leg.seats {
        sqlx::query!(
            "insert into seat (locator, segment_position, passenger_position, seat, checked_in, sequence) values ($1, $2, $3, $4, $5, $6)",
            locator,
            position,
            passenger,
            seat.as_deref(),
            *checked_in,
            *sequence,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Seats somebody has on a flight.
async fn taken(tx: &mut PgConnection, leg: &Leg) -> Result<HashSet<String>> {
    let seats = sqlx::query_scalar!(
        r#"select t.seat as "seat!" from segment s join seat t on t.locator = s.locator and t.segment_position = s.position
            where (s.carrier, s.number, s.flight_date, s.origin) = ($1, $2, $3, $4) and s.status = 'confirmed' and t.seat is not null"#,
        leg.carrier,
        leg.number,
        leg.date.to_sqlx() as _,
        leg.origin,
    );
    Ok(seats.fetch_all(tx).await?.into_iter().collect())
}

/// Flights nobody of the booking takes any more. They stay in it, so that it can be read what it was.
pub(super) async fn cancel(tx: &mut PgConnection, locator: &str, gone: &[i16]) -> Result<()> {
    sqlx::query!("delete from seat where locator = $1 and segment_position = any($2)", locator, gone).execute(&mut *tx).await?;
    sqlx::query!("update segment set status = 'cancelled' where locator = $1 and position = any($2)", locator, gone).execute(tx).await?;
    Ok(())
}
