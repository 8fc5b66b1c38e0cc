//! Bookings into the database, thousands at a time: one statement a table.

use super::new::NewBooking;
use crate::changes::recount;
use crate::{Result, payments};
use domain::booking::{Locator, contact, name};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, PgExecutor};
use std::collections::HashMap;
use uuid::Uuid;

/// Writes bookings with everything in them and the money they were paid by, in the caller's transaction.
///
/// # Errors
/// `Internal` where a locator, a tag or a position is there already or a fare family is not; those of the database.
pub async fn insert(db: &mut PgConnection, bookings: &[NewBooking]) -> Result<()> {
    insert_bookings(db, bookings).await?;
    insert_passengers(db, bookings).await?;
    insert_contacts(db, bookings).await?;
    insert_segments(db, bookings).await?;
    insert_seats(db, bookings).await?;
    insert_bags(db, bookings).await?;
    payments::paid_before(db, bookings).await?;
    let flights: Vec<_> = bookings.iter().flat_map(|booking| &booking.segments).map(flight).collect();
    recount(db, &flights).await
}

fn flight(segment: &super::new::NewSegment) -> (String, i32, Date, String) {
    (segment.carrier.clone(), segment.number, segment.flight_date, segment.origin.clone())
}

/// Every key a passenger of the booking answers to; none where there is no such booking.
pub(super) async fn family_keys(db: impl PgExecutor<'_>, locator: &Locator) -> Result<Vec<String>> {
    let row = sqlx::query_scalar!(
        r#"select array(select unnest(family_keys) from passenger where locator = $1) as "keys!: Vec<String>""#,
        locator.as_str()
    );
    Ok(row.fetch_one(db).await?)
}

/// One part of every booking, with the booking's locator and its place in it from 1.
fn parts<'a, T: 'a>(bookings: &'a [NewBooking], part: impl Fn(&'a NewBooking) -> &'a [T]) -> impl Iterator<Item = (String, i16, &'a T)> {
    bookings.iter().flat_map(move |booking| {
        let places = (1..=i16::MAX).zip(part(booking));
        places.map(|(place, item)| (booking.locator.clone(), place, item))
    })
}

async fn insert_bookings(db: &mut PgConnection, bookings: &[NewBooking]) -> Result<()> {
    let column = |of: fn(&NewBooking) -> String| bookings.iter().map(of).collect::<Vec<_>>();
    sqlx::query!(
        "insert into booking (locator, created_at, state, point_of_sale, agency, fare_family, total, currency, language, source, pay_by)
         select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::text[], $9::text[], $10::text[],
                              $11::timestamptz[])",
        &column(|b| b.locator.clone()),
        &bookings.iter().map(|b| b.created_at.to_sqlx()).collect::<Vec<_>>() as _,
        &column(|b| b.state.as_str().to_owned()),
        &column(|b| b.point_of_sale.clone()),
        &bookings.iter().map(|b| b.agency.clone()).collect::<Vec<_>>() as _,
        &column(|b| b.fare_family.clone()),
        &bookings.iter().map(|b| b.total).collect::<Vec<_>>(),
        &column(|b| b.currency.clone()),
        &column(|b| b.language.tag().to_owned()),
        &column(|b| b.source.as_str().to_owned()),
        &bookings.iter().map(|b| b.pay_by.map(ToSqlx::to_sqlx)).collect::<Vec<_>>() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_passengers(db: &mut PgConnection, bookings: &[NewBooking]) -> Result<()> {
    let rows: Vec<_> = parts(bookings, |b| &b.passengers).collect();
    // folding a name takes its time, and names come again; keys have no space in them
    let mut folded: HashMap<(&str, &str), String> = HashMap::new();
    let keys: Vec<String> = rows
        .iter()
        .map(|(_, _, p)| {
            let fold = || name::keys(&p.family_name, Some(&p.given_name)).join(" ");
            folded.entry((&p.family_name, &p.given_name)).or_insert_with(fold).clone()
        })
        .collect();
    sqlx::query!(
        "insert into passenger (id, locator, position, family_name, given_name, family_keys, kind, birth_date, ticket_number, tier)
         select id, locator, position, family, given, string_to_array(keys, ' '), kind, birth, ticket, tier
           from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::text[], $10::text[])
             as t (id, locator, position, family, given, keys, kind, birth, ticket, tier)",
        &rows.iter().map(|(_, _, p)| p.id).collect::<Vec<_>>(),
        &rows.iter().map(|(locator, _, _)| locator.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, position, _)| *position).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, p)| p.family_name.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, p)| p.given_name.clone()).collect::<Vec<_>>(),
        &keys,
        &rows.iter().map(|(_, _, p)| p.kind.as_str().to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, p)| p.birth_date.map(ToSqlx::to_sqlx)).collect::<Vec<_>>() as _,
        &rows.iter().map(|(_, _, p)| p.ticket_number.clone()).collect::<Vec<_>>() as _,
        &rows.iter().map(|(_, _, p)| p.tier.clone()).collect::<Vec<_>>() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_contacts(db: &mut PgConnection, bookings: &[NewBooking]) -> Result<()> {
    let rows: Vec<_> = parts(bookings, |b| &b.contacts).collect();
    sqlx::query!(
        "insert into contact (id, locator, passenger_position, kind, address, agency)
         select * from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::boolean[])",
        &rows.iter().map(|_| Uuid::new_v4()).collect::<Vec<_>>(),
        &rows.iter().map(|(locator, _, _)| locator.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, c)| c.passenger).collect::<Vec<_>>() as _,
        &rows.iter().map(|(_, _, c)| c.kind.as_str().to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, c)| contact::fold(c.kind, &c.address)).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, c)| c.agency).collect::<Vec<_>>(),
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_segments(db: &mut PgConnection, bookings: &[NewBooking]) -> Result<()> {
    let rows: Vec<_> = parts(bookings, |b| &b.segments).collect();
    sqlx::query!(
        "insert into segment (locator, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included, status)
         select * from unnest($1::text[], $2::smallint[], $3::text[], $4::integer[], $5::date[], $6::text[], $7::text[], $8::text[], $9::text[],
                              $10::smallint[], $11::text[])",
        &rows.iter().map(|(locator, _, _)| locator.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, position, _)| *position).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.carrier.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.number).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.flight_date.to_sqlx()).collect::<Vec<_>>() as _,
        &rows.iter().map(|(_, _, s)| s.origin.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.destination.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.cabin.as_str().to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.booking_class.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.bags_included).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.status.as_str().to_owned()).collect::<Vec<_>>(),
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_seats(db: &mut PgConnection, bookings: &[NewBooking]) -> Result<()> {
    let rows: Vec<_> = parts(bookings, |b| &b.seats).collect();
    sqlx::query!(
        "insert into seat (locator, segment_position, passenger_position, seat, checked_in)
         select * from unnest($1::text[], $2::smallint[], $3::smallint[], $4::text[], $5::boolean[])",
        &rows.iter().map(|(locator, _, _)| locator.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.segment).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.passenger).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, s)| s.seat.clone()).collect::<Vec<_>>() as _,
        &rows.iter().map(|(_, _, s)| s.checked_in).collect::<Vec<_>>(),
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn insert_bags(db: &mut PgConnection, bookings: &[NewBooking]) -> Result<()> {
    let rows: Vec<_> = parts(bookings, |b| &b.bags).collect();
    sqlx::query!(
        "insert into bag (tag, locator, passenger_position, destination, weight_kg, accepted_at)
         select * from unnest($1::text[], $2::text[], $3::smallint[], $4::text[], $5::smallint[], $6::timestamptz[])",
        &rows.iter().map(|(_, _, b)| b.tag.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(locator, _, _)| locator.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, b)| b.passenger).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, b)| b.destination.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|(_, _, b)| b.weight_kg).collect::<Vec<_>>() as _,
        &rows.iter().map(|(_, _, b)| b.accepted_at.map(ToSqlx::to_sqlx)).collect::<Vec<_>>() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
