//! Some of a booking's passengers get a booking of their own (IATA: "divide a PNR").

use super::question::Subject;
use crate::{Error, Result};
use domain::booking::Locator;
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// As reservation systems draw them: no 0/O, no 1/I.
const LETTERS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Takes passengers out of a booking, with their seats, coupons and bags, into one of their own on the same flights: under the reference
/// another system has given it, or one drawn here. They keep their places: numbers on documents stay what they are.
pub(super) async fn split(tx: &mut PgConnection, subject: &Subject, passengers: &[i16], given: Option<&str>) -> Result<Locator> {
    let old = subject.trip.locator.as_str();
    let new = match given {
        Some(given) => given.to_owned(),
        None => free(tx).await?,
    };
    let extras = subject.extras.iter().filter(|extra| passengers.contains(&extra.passenger)).map(|extra| extra.amount);
    let tickets: Decimal =
        subject.coupons.iter().filter(|coupon| passengers.contains(&coupon.passenger)).map(|coupon| coupon.value.sum()).sum();
    let worth = tickets + extras.sum::<Decimal>();
    sqlx::query!(
        "insert into booking (locator, created_at, state, point_of_sale, agency, fare_family, total, currency, language, source, version, issued_at, split_from)
         select $2, created_at, state, point_of_sale, agency, fare_family, least(total, $3), currency, language, source, version, issued_at, coalesce(split_from, locator)
           from booking where locator = $1",
        old,
        new,
        worth,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("update booking set total = greatest(0, total - $2) where locator = $1", old, worth).execute(&mut *tx).await?;
    copy(tx, old, &new, passengers).await?;
    sqlx::query!("update passenger set locator = $2 where locator = $1 and position = any($3)", old, new, passengers)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("update seat set locator = $2 where locator = $1 and passenger_position = any($3)", old, new, passengers)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("update coupon set locator = $2 where locator = $1 and passenger_position = any($3)", old, new, passengers)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("update extra set locator = $2 where locator = $1 and passenger_position = any($3)", old, new, passengers)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("update bag set locator = $2 where locator = $1 and passenger_position = any($3)", old, new, passengers)
        .execute(tx)
        .await?;
    Locator::parse(&new).map_err(|_| Error::Internal(format!("no locator: {new}")))
}

/// Flights and shared contacts stand in both; contacts of their own go along, and so do letters to them.
async fn copy(tx: &mut PgConnection, old: &str, new: &str, passengers: &[i16]) -> Result<()> {
    sqlx::query!(
        "insert into segment (locator, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included, status)
         select $2, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included, status from segment where locator = $1",
        old,
        new,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into contact (id, locator, passenger_position, kind, address, agency)
         select gen_random_uuid(), $2, passenger_position, kind, address, agency from contact where locator = $1 and passenger_position is null",
        old,
        new,
    )
    .execute(&mut *tx)
    .await?;
    // what is theirs alone opens the others' booking no more
    sqlx::query!("update contact set locator = $2 where locator = $1 and passenger_position = any($3)", old, new, passengers)
        .execute(&mut *tx)
        .await?;
    // letters go on to whoever asked for them
    sqlx::query!(
        "insert into trip_subscription (locator, address, locale, reminders, word, wording, own, since, told, look_at, changed_at)
         select $2, address, locale, reminders, word, wording, own, since, told, look_at, changed_at from trip_subscription s
          where locator = $1 and off_at is null and exists (select from contact c where c.locator = $2 and c.address = s.address)",
        old,
        new,
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// A locator no booking has.
async fn free(tx: &mut PgConnection) -> Result<String> {
    for _ in 0..16 {
        // 256 is a whole number of these letters: each is as likely as the next
        let random: [u8; 6] = rand::random();
        let drawn: String =
            random.iter().filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len())).map(|letter| char::from(*letter)).collect();
        let taken = sqlx::query_scalar!(r#"select exists (select from booking where locator = $1) as "taken!""#, drawn);
        if !drawn.starts_with("DEMO") && !taken.fetch_one(&mut *tx).await? {
            return Ok(drawn);
        }
    }
    Err(Error::Internal("no free locator".to_owned()))
}

/// The reference a booking's charge stands under: that of the booking it was taken out of, if it was.
pub(super) async fn paid_under(tx: &mut PgConnection, locator: &str) -> Result<String> {
    let row = sqlx::query_scalar!(r#"select coalesce(split_from, locator) as "paid!" from booking where locator = $1"#, locator);
    Ok(row.fetch_optional(tx).await?.unwrap_or_else(|| locator.to_owned()))
}

/// Parts of a divided booking share one limit: of two waived at once the second counts the first. Taken before any row, and to the end of
/// the transaction.
pub(super) async fn one_at_a_time(tx: &mut PgConnection, locator: &Locator) -> Result<()> {
    let root = paid_under(tx, locator.as_str()).await?;
    sqlx::query!(r#"select pg_advisory_xact_lock(hashtextextended($1, 0)) as "locked: String""#, format!("waivers:{root}"))
        .fetch_one(tx)
        .await?;
    Ok(())
}
