//! Planning in the caller's transaction: the money is promised when the change is, or neither.

use super::{
    notify,
    read::{Payment, all, by_key, find, payments},
};
use crate::{Error, Result};
use domain::locale::Locale;
use domain::money::Money;
use domain::payment::{Direction, Paid, spread};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// A charge to be planned.
#[derive(Debug, Clone, Copy)]
pub struct NewCharge<'a> {
    /// Idempotency key: from the form, the quote. Holds no `#`.
    pub key: &'a str,
    /// The booking.
    pub locator: &'a str,
    /// The case it belongs to.
    pub case_ref: Option<&'a str>,
    /// How much.
    pub amount: Money,
    /// Path of ours to come back to.
    pub return_to: &'a str,
    /// Language of the page where it is paid.
    pub locale: Locale,
    /// When it can no longer be paid.
    pub expires_at: Timestamp,
}

/// A refund to be planned.
#[derive(Debug, Clone, Copy)]
pub struct NewRefund<'a> {
    /// Idempotency key. Holds no `#`.
    pub key: &'a str,
    /// The reference the charges stand under.
    pub locator: &'a str,
    /// Whose money it is: where a booking was divided, what was paid for the others' changes is not theirs.
    pub whose: &'a str,
    /// The case it belongs to.
    pub case_ref: Option<&'a str>,
    /// How much in all.
    pub amount: Money,
    /// The day it is due by law.
    pub due_by: Option<Date>,
}

/// Money owed to somebody, wherever they want it.
#[derive(Debug, Clone, Copy)]
pub struct NewPayout<'a> {
    /// Idempotency key. Holds no `#`.
    pub key: &'a str,
    /// The case it is decided in: what stands on the payee's statement, and where they come back to.
    pub reference: &'a str,
    /// How much.
    pub amount: Money,
    /// Language of the page where they say where it is to go.
    pub locale: Locale,
}

/// Plans paying somebody what they are owed: a refund without a charge. The provider asks them on its own page where it is to go; no account
/// number comes here. The same key again is the same payout.
///
/// # Errors
/// `Conflict` where the key was used for something else; `Internal` for no amount; those of the database.
pub async fn plan_payout(tx: &mut PgConnection, now: Timestamp, new: &NewPayout<'_>) -> Result<Payment> {
    check(new.key, new.amount)?;
    let id = Uuid::now_v7();
    let written = sqlx::query!(
        "insert into payment (id, key, locator, case_ref, direction, amount, currency, state, return_to, locale, created_at, updated_at, todo, next_attempt_at)
         values ($1, $2, $3, $3, 'refund', $4, $5, 'planned', $6, $7, $8, $8, 'refund', $8) on conflict (key) do nothing",
        id,
        new.key,
        new.reference,
        new.amount.amount,
        new.amount.currency.code(),
        format!("/cases/{}/claim", new.reference),
        new.locale.tag(),
        now.to_sqlx() as _,
    );
    if written.execute(&mut *tx).await?.rows_affected() > 0 {
        notify(tx, id).await?;
        return find(&mut *tx, id).await;
    }
    match by_key(&mut *tx, new.key).await? {
        Some(known) if known.direction == Direction::Refund && known.of.is_none() && known.amount == new.amount.tidy() => Ok(known),
        _ => Err(Error::Conflict("payment-key-used")),
    }
}

/// Plans a charge; a worker opens the page where it is paid. The same key again is the same charge.
///
/// # Errors
/// `Conflict` where the key was used for something else; `Internal` for no amount; those of the database.
pub async fn plan_charge(tx: &mut PgConnection, now: Timestamp, new: &NewCharge<'_>) -> Result<Payment> {
    check(new.key, new.amount)?;
    let id = Uuid::now_v7();
    let written = sqlx::query!(
        "insert into payment (id, key, locator, case_ref, direction, amount, currency, state, return_to, locale, created_at, updated_at, expires_at,
                              todo, next_attempt_at)
         values ($1, $2, $3, $4, 'charge', $5, $6, 'planned', $7, $8, $9, $9, $10, 'open', $9) on conflict (key) do nothing",
        id,
        new.key,
        new.locator,
        new.case_ref,
        new.amount.amount,
        new.amount.currency.code(),
        new.return_to,
        new.locale.tag(),
        now.to_sqlx() as _,
        new.expires_at.to_sqlx() as _,
    );
    if written.execute(&mut *tx).await?.rows_affected() > 0 {
        notify(tx, id).await?;
        return find(&mut *tx, id).await;
    }
    match by_key(&mut *tx, new.key).await? {
        Some(known) if known.direction == Direction::Charge && known.locator == new.locator && known.amount == new.amount.tidy() => {
            Ok(known)
        }
        _ => Err(Error::Conflict("payment-key-used")),
    }
}

/// Plans giving money back to where it came from, newest charge first, each as far as it goes: what was paid for their own changes, then
/// for the booking, and only then what those paid who left it. The same key again is the
/// same refund.
///
/// # Errors
/// `Conflict` above what was captured and has not gone back, or where the key was used for something else; `Internal` for no
/// amount; those of the database.
pub async fn plan_refund(tx: &mut PgConnection, now: Timestamp, new: &NewRefund<'_>) -> Result<Vec<Payment>> {
    check(new.key, new.amount)?;
    // every refund of a booking waits here for the one before it
    let charges = sqlx::query!(
        "select id, amount from payment
          where locator = $1 and currency = $2 and direction = 'charge' and detached_at is null
            and (state = 'captured' or state = 'authorised' and todo = 'capture')
          order by coalesce((select case when coalesce(c.became, c.locator) = $3 then 0 else 2 end from trip_change c
                              where c.id = case when payment.key like 'change:%' then split_part(payment.key, ':', 2)::uuid end), 1),
                   created_at desc, id desc for update",
        new.locator,
        new.amount.currency.code(),
        new.whose,
    );
    let charges: Vec<(Uuid, Decimal)> = charges.fetch_all(&mut *tx).await?.into_iter().map(|row| (row.id, row.amount)).collect();
    let planned = parts(tx, new.key).await?;
    if !planned.is_empty() {
        let same = |part: &Payment| part.direction == Direction::Refund && part.locator == new.locator;
        let sum: Decimal = planned.iter().map(|part| part.amount.amount).sum();
        let fits = planned.iter().all(same) && sum == new.amount.amount;
        return if fits { Ok(planned) } else { Err(Error::Conflict("payment-key-used")) };
    }
    let ids: Vec<Uuid> = charges.iter().map(|(id, _)| *id).collect();
    let back = sqlx::query!(
        r#"select of as "of!", sum(amount) as "sum!" from payment where of = any($1) and state <> 'failed' group by of"#,
        &ids
    );
    let back = back.fetch_all(&mut *tx).await?;
    let refunded = |id: Uuid| back.iter().find(|row| row.of == id).map_or(Decimal::ZERO, |row| row.sum);
    let paid: Vec<Paid> = charges.iter().map(|(id, amount)| Paid { amount: *amount, refunded: refunded(*id) }).collect();
    let shares = spread(new.amount.amount, &paid).ok_or(Error::Conflict("payment-too-much"))?;
    for (part, (place, amount)) in (1..).zip(shares) {
        let Some((of, _)) = charges.get(place) else { continue };
        let key = if part == 1 { new.key.to_owned() } else { format!("{}#{part}", new.key) };
        write_refund(tx, now, new, &key, *of, amount).await?;
    }
    parts(tx, new.key).await
}

async fn write_refund(tx: &mut PgConnection, now: Timestamp, new: &NewRefund<'_>, key: &str, of: Uuid, amount: Decimal) -> Result<()> {
    let id = Uuid::now_v7();
    let written = sqlx::query!(
        "insert into payment (id, key, locator, case_ref, direction, of, amount, currency, state, means, created_at, updated_at, due_by, todo, next_attempt_at)
         select $1, $2, $3, $4, 'refund', $5, $6, $7, 'planned', c.means, $8, $8, $9, 'refund', $8 from payment c where c.id = $5
         on conflict (key) do nothing",
        id,
        key,
        new.locator,
        new.case_ref,
        of,
        amount,
        new.amount.currency.code(),
        now.to_sqlx() as _,
        new.due_by.map(ToSqlx::to_sqlx) as _,
    );
    if written.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(Error::Conflict("payment-key-used"));
    }
    notify(tx, id).await
}

/// The parts a refund was planned in.
async fn parts(tx: &mut PgConnection, key: &str) -> Result<Vec<Payment>> {
    let parts = payments!(
        "where p.key = $1 or p.of is not null and starts_with(p.key, $1 || '#') and p.locator = (select k.locator from payment k where k.key = $1)
         order by length(p.key), p.key",
        key
    );
    all(parts.fetch_all(tx).await?)
}

fn check(key: &str, amount: Money) -> Result<()> {
    let whole = amount.amount.normalize().scale() <= amount.currency.digits();
    if key.is_empty() || key.contains('#') || amount.amount <= Decimal::ZERO || !whole {
        return Err(Error::Internal(format!("no payment of {amount} under {key:?}")));
    }
    Ok(())
}
