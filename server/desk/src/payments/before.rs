//! Bookings that come with their money paid: by whom it was taken nobody here knows, only that it can go back there.

use crate::Result;
use crate::bookings::NewBooking;
use domain::booking::BookingState;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// Writes the charge each booking was paid by, as `LG-` and its locator. One that was laid before counts on.
///
/// # Errors
/// Those of the database.
pub(crate) async fn paid_before(db: &mut PgConnection, bookings: &[NewBooking]) -> Result<()> {
    let paid = |b: &&NewBooking| {
        matches!(b.state, BookingState::Ticketed | BookingState::Changed | BookingState::Refunded) && b.total > Decimal::ZERO
    };
    let paid: Vec<&NewBooking> = bookings.iter().filter(paid).collect();
    let back: Vec<String> = paid.iter().filter(|b| b.state == BookingState::Refunded).map(|b| b.locator.clone()).collect();
    sqlx::query!(
        "insert into payment (id, key, locator, direction, amount, currency, state, provider_ref, before, created_at, updated_at)
         select gen_random_uuid(), n.name, n.locator, 'charge', n.total, n.currency, 'captured', n.name, true, n.at, n.at
           from (select t.*, 'LG-' || t.locator || case when earlier.n = 0 then '' else '-' || earlier.n + 1 end as name
                   from unnest($1::text[], $2::numeric[], $3::text[], $4::timestamptz[]) t (locator, total, currency, at)
                  cross join lateral (select count(*) as n from payment p where p.locator = t.locator and p.before and p.direction = 'charge') earlier) n",
        &paid.iter().map(|b| b.locator.clone()).collect::<Vec<_>>(),
        &paid.iter().map(|b| b.total).collect::<Vec<_>>(),
        &paid.iter().map(|b| b.currency.clone()).collect::<Vec<_>>(),
        &paid.iter().map(|b| b.created_at.to_sqlx()).collect::<Vec<_>>() as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into payment (id, key, locator, direction, of, amount, currency, state, before, created_at, updated_at)
         select gen_random_uuid(), p.key || '-back', p.locator, 'refund', p.id, p.amount, p.currency, 'settled', true, p.created_at, p.created_at
           from payment p where p.locator = any($1) and p.before and p.direction = 'charge' and p.detached_at is null",
        &back,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// These bookings are about to be laid anew: what was paid for them belongs to none any more. What the provider was never
/// asked about goes with them.
///
/// # Errors
/// Those of the database.
pub(crate) async fn detach(db: &mut PgConnection, now: Timestamp, locators: &[String]) -> Result<()> {
    sqlx::query!(
        "delete from payment p where p.locator = any($1) and p.before and p.direction = 'charge' and not exists (select from payment r where r.of = p.id)",
        locators
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("update payment set detached_at = $2 where locator = any($1) and detached_at is null", locators, now.to_sqlx() as _)
        .execute(db)
        .await?;
    Ok(())
}
