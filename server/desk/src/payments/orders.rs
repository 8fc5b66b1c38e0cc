//! What is to be asked of the provider: marked in the caller's transaction, done by workers, any number of them.

use super::{
    hear::{Changed, Heard, News, Source, ask, hear, locked, stand},
    read::{Payment, Row},
};
use crate::{Error, PgPool, Result};
use domain::money::Money;
use domain::payment::{Direction, Order, Reason, State};
use domain::policy::LAST_WORD;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// A worker has this long for what it took; then another may take it.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Money nobody took is let go after this long.
const UNUSED: SignedDuration = SignedDuration::from_mins(30);

/// Takes what is held, in the transaction of whatever it pays for. Again changes nothing.
///
/// # Errors
/// `Conflict` where nothing is held; `NotFound`; those of the database.
pub async fn capture(tx: &mut PgConnection, now: Timestamp, id: Uuid) -> Result<()> {
    let payment = charge(tx, id).await?;
    match (payment.state, payment.order) {
        (State::Captured, _) | (State::Authorised, Some(Order::Capture)) => Ok(()),
        (State::Authorised, None | Some(Order::Open)) => ask(tx, now, id, Order::Capture).await,
        _ => Err(Error::Conflict("payment-not-authorised")),
    }
}

/// Gives a charge up: its page is closed, what is held is let go. Again changes nothing.
///
/// # Errors
/// `Conflict` once it is captured or about to be; `NotFound`; those of the database.
pub async fn void(tx: &mut PgConnection, now: Timestamp, id: Uuid) -> Result<()> {
    let payment = charge(tx, id).await?;
    match (payment.state, payment.order) {
        (State::Captured, _) | (_, Some(Order::Capture)) => Err(Error::Conflict("payment-taken")),
        (State::Voided | State::Failed, _) | (_, Some(Order::Void)) => Ok(()),
        _ => ask(tx, now, id, Order::Void).await,
    }
}

async fn charge(tx: &mut PgConnection, id: Uuid) -> Result<Payment> {
    let payment = locked(tx, &id.to_string()).await?.ok_or(Error::NotFound)?;
    if payment.direction == Direction::Charge { Ok(payment) } else { Err(Error::NotFound) }
}

/// Something to be asked, in a worker's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What it is about.
    pub payment: Payment,
    /// What is to be asked.
    pub order: Order,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// Where a refund goes back to.
    pub original: Option<Original>,
}

/// The charge a refund goes back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The provider's name for it.
    pub provider_ref: Option<String>,
    /// How much it was.
    pub amount: Money,
}

/// Takes up to `n` payments with something due: none that another worker holds. A refund waits until its charge is captured.
///
/// # Errors
/// Those of the database.
pub async fn due(db: &PgPool, now: Timestamp, n: i64) -> Result<Vec<Due>> {
    let rows = sqlx::query!(
        r#"update payment p set leased_until = $2, attempts = p.attempts + 1
          where p.id in (
              select d.id from payment d
               where d.todo is not null and d.next_attempt_at <= $1 and (d.leased_until is null or d.leased_until <= $1)
                 and (d.todo <> 'refund' or d.of is null or exists (select from payment c where c.id = d.of and c.state = 'captured'))
               order by d.next_attempt_at limit $3 for update skip locked)
          returning p.id, p.key, p.locator, p.case_ref, p.direction, p.of, p.amount, p.currency, p.state, p.todo as "todo!", p.reason, p.means,
                    p.provider_ref, p.hosted_url, p.return_to, p.locale, p.before, p.created_at, p.updated_at, p.expires_at, p.due_by, p.attempts,
                    (select c.provider_ref from payment c where c.id = p.of) as charge_ref,
                    (select c.amount from payment c where c.id = p.of) as charge_amount"#,
        now.to_sqlx() as _,
        (now + LEASE).to_sqlx() as _,
        n,
    );
    let read = |attempt: i32, row: Row, charge_ref: Option<String>, charge_amount: Option<Decimal>| {
        let payment = Payment::try_from(row)?;
        let order = payment.order.ok_or_else(|| Error::Internal(format!("payment {} has nothing due", payment.id)))?;
        let original = charge_amount.map(|amount| Original { provider_ref: charge_ref, amount: payment.amount.with(amount).tidy() });
        Ok(Due { payment, order, attempt, original })
    };
    let rows = rows.fetch_all(db).await?;
    rows.into_iter()
        .map(|r| {
            let row = Row {
                id: r.id,
                key: r.key,
                locator: r.locator,
                case_ref: r.case_ref,
                direction: r.direction,
                of: r.of,
                amount: r.amount,
                currency: r.currency,
                state: r.state,
                todo: Some(r.todo),
                reason: r.reason,
                means: r.means,
                provider_ref: r.provider_ref,
                hosted_url: r.hosted_url,
                return_to: r.return_to,
                locale: r.locale,
                before: r.before,
                created_at: r.created_at,
                updated_at: r.updated_at,
                expires_at: r.expires_at,
                due_by: r.due_by,
            };
            read(r.attempts, row, r.charge_ref, r.charge_amount)
        })
        .collect()
}

/// The provider has answered what was asked. Where the answer leaves something to ask, it is asked again later.
///
/// # Errors
/// Those of the database: the lease lapses and it is asked again, under the same key.
pub async fn answered(db: &PgPool, now: Timestamp, due: &Due, answer: &News) -> Result<Heard> {
    let mut tx = db.begin().await?;
    let heard = hear(&mut tx, now, Source::Answer, answer).await?;
    let done = due.order.done(answer.state) || heard == Heard::Differs;
    sqlx::query!(
        "update payment set leased_until = null,
                todo = case when $3 and todo = $2 then null else todo end,
                attempts = case when $3 then 0 else attempts end,
                last_error = case when $3 then null else last_error end,
                next_attempt_at = case when $3 then next_attempt_at else $4::timestamptz + interval '10 seconds' end
          where id = $1",
        due.payment.id,
        due.order.as_str(),
        done,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(heard)
}

/// Whether another attempt is worth it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It may be answered later.
    ForNow,
    /// It never will be done.
    ForGood,
}

/// There was no good answer. For now: again after 2 seconds, 4, 8 … at most an hour, for as long as it takes. For good: what
/// never was is failed; what is held, or was to be let go, is asked again all the same, since giving up would cost money.
///
/// # Errors
/// Those of the database.
pub async fn tried(db: &PgPool, now: Timestamp, due: &Due, failure: Failure, said: &str) -> Result<Option<Changed>> {
    let said: String = said.chars().filter(|c| !c.is_control()).take(300).collect();
    let mut tx = db.begin().await?;
    let mut changed = None;
    if failure == Failure::ForGood
        && matches!(due.order, Order::Open | Order::Refund)
        && let Some(payment) = locked(&mut tx, &due.payment.id.to_string()).await?
        && payment.state == State::Planned
        && payment.order == Some(due.order)
    {
        changed = Some(stand(&mut tx, now, &payment, State::Failed, Some(Reason::Refused)).await?);
    }
    sqlx::query!(
        "update payment set leased_until = null, last_error = $2,
                next_attempt_at = $3::timestamptz + least(interval '1 hour', interval '2 seconds' * power(2, least(greatest(attempts, 1), 12) - 1))
          where id = $1",
        due.payment.id,
        said,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(changed)
}

/// Closes pages that ran out and lets go of money nobody took: how many.
///
/// # Errors
/// Those of the database.
pub async fn give_up(db: &PgPool, now: Timestamp) -> Result<u64> {
    let over = sqlx::query!(
        "update payment set todo = 'void', next_attempt_at = $1, attempts = 0, last_error = null
          where id in (
              select id from payment
               where direction = 'charge' and state in ('planned', 'opened') and expires_at <= $2 and todo is distinct from 'void'
               union all
              select id from payment p where state = 'authorised' and todo is null and authorised_at <= $3
                 -- what a reservation system is just asked to do is not unpaid before it answers
                 and not exists (select from trip_change c where c.payment_id = p.id and c.state = 'confirming'))
            -- looked at again when the row is ours: it may have been taken for capture meanwhile
            and ((state in ('planned', 'opened') and todo is distinct from 'void') or (state = 'authorised' and todo is null))",
        now.to_sqlx() as _,
        (now - LAST_WORD).to_sqlx() as _,
        (now - UNUSED).to_sqlx() as _,
    );
    Ok(over.execute(db).await?.rows_affected())
}
