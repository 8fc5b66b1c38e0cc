//! Reconciliation: the provider's book beside ours. The rule for each pair is `domain::payment::mend`.

use super::hear::{Changed, News, Source, ask, keep, locked, take};
use super::read::{Payment, all, payments};
use crate::{PgPool, Result};
use domain::payment::{Mend, Order, Reason, State, Theirs, mend};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// News of a payment nobody knows is looked at for so long.
const PARKED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What was found where one payment is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was done.
    pub mend: Mend,
    /// Whether it is a payment of ours.
    pub ours: bool,
    /// The payment, where its state changed.
    pub changed: Option<Changed>,
}

/// Takes the next turn at the provider's book, if it is time: how far it was compared. One process at a time; a turn that
/// is never ended is over after `every`.
///
/// # Errors
/// Those of the database.
pub async fn begin(db: &PgPool, now: Timestamp, every: SignedDuration) -> Result<Option<String>> {
    let turn = sqlx::query_scalar!(
        "update payment_mark set next_at = $2 where next_at <= $1 returning cursor",
        now.to_sqlx() as _,
        (now + every).to_sqlx() as _,
    );
    Ok(turn.fetch_optional(db).await?)
}

/// Everything up to here has been compared.
///
/// # Errors
/// Those of the database.
pub async fn end(db: &PgPool, cursor: &str) -> Result<()> {
    sqlx::query!("update payment_mark set cursor = $1", cursor).execute(db).await?;
    Ok(())
}

/// Whether a payment of theirs leaves nothing to do. Looks only.
///
/// # Errors
/// Those of the database.
pub async fn agrees(db: &PgPool, theirs: &News) -> Result<bool> {
    let row = match theirs.key.parse::<Uuid>() {
        Ok(id) => payments!("where p.id = $1", id).fetch_optional(db).await?,
        Err(_) => None,
    };
    let ours = row.map(Payment::try_from).transpose()?;
    Ok(pair(ours.as_ref(), theirs) == Mend::Nothing)
}

fn pair(ours: Option<&Payment>, theirs: &News) -> Mend {
    let right = Theirs { direction: theirs.direction, state: theirs.state, amount: theirs.amount.tidy() };
    mend(ours.map(Payment::ours), Some(right))
}

/// Compares a payment of theirs with ours and mends what differs. Each difference is written down once. What nobody here
/// knows can only be let go of by the caller: it has no row of ours.
///
/// # Errors
/// Those of the database.
pub async fn compare(db: &PgPool, now: Timestamp, theirs: &News) -> Result<Found> {
    let theirs = theirs.clone().named(Source::Ledger);
    let mut tx = db.begin().await?;
    let ours = locked(&mut tx, &theirs.key).await?;
    let what = pair(ours.as_ref(), &theirs);
    if what != Mend::Nothing {
        keep(&mut tx, now, Source::Ledger, &theirs, ours.as_ref().map(|ours| ours.id), Some(what)).await?;
    }
    let changed = match (&ours, what) {
        (Some(ours), Mend::Take(_)) => take(&mut tx, now, ours, &theirs).await?,
        (Some(ours), Mend::Ask(order)) => {
            ask(&mut tx, now, ours.id, order).await?;
            None
        }
        _ => None,
    };
    tx.commit().await?;
    Ok(Found { mend: what, ours: ours.is_some(), changed })
}

/// They know nothing of a payment of ours.
///
/// # Errors
/// Those of the database.
pub async fn missing(db: &PgPool, now: Timestamp, payment: &Payment) -> Result<Mend> {
    let mut tx = db.begin().await?;
    let Some(ours) = locked(&mut tx, &payment.id.to_string()).await? else { return Ok(Mend::Nothing) };
    let what = mend(Some(ours.ours()), None);
    if what != Mend::Nothing {
        let news = News {
            id: format!("ledger:{}:none", ours.id),
            key: ours.id.to_string(),
            direction: ours.direction,
            state: ours.state,
            amount: ours.amount,
            reason: None,
            means: None,
            provider_ref: None,
            hosted_url: None,
            at: now,
        };
        keep(&mut tx, now, Source::Ledger, &news, Some(ours.id), Some(what)).await?;
    }
    if let Mend::Ask(order @ (Order::Open | Order::Refund)) = what {
        ask(&mut tx, now, ours.id, order).await?;
    }
    tx.commit().await?;
    Ok(what)
}

/// Payments under way that have not been heard of for so long are to be asked about one by one, the quietest first; those
/// that stay quiet more and more rarely.
///
/// # Errors
/// Those of the database.
pub async fn quiet(db: &PgPool, now: Timestamp, patience: SignedDuration) -> Result<Vec<Payment>> {
    let mut tx = db.begin().await?;
    let rows = payments!(
        "where p.state in ('opened', 'sent', 'authorised') and p.todo is null
           and coalesce(p.asked_at + least(p.asked_at - p.updated_at, interval '6 hours'), p.updated_at) <= $1
         order by coalesce(p.asked_at, p.updated_at) limit 100 for update skip locked",
        (now - patience).to_sqlx() as _
    );
    let quiet = all(rows.fetch_all(&mut *tx).await?)?;
    let ids: Vec<Uuid> = quiet.iter().map(|payment| payment.id).collect();
    sqlx::query!("update payment set asked_at = $2 where id = any($1)", &ids, now.to_sqlx() as _).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(quiet)
}

/// News that came before their payment: taken now that it is here. Answers with what changed.
///
/// # Errors
/// Those of the database.
pub async fn parked(db: &PgPool, now: Timestamp) -> Result<Vec<Changed>> {
    let rows = sqlx::query!(
        "select id, payment_key, state, amount, currency, reason, at from payment_event
          where payment is null and mended is null and received_at >= $1 order by received_at limit 500",
        (now - PARKED).to_sqlx() as _,
    );
    let mut changed = Vec::new();
    for row in rows.fetch_all(db).await? {
        let mut tx = db.begin().await?;
        let ours = locked(&mut tx, &row.payment_key).await?;
        if let Some(ours) = ours.filter(|ours| ours.amount.amount == row.amount && ours.amount.currency.code() == row.currency)
            && let Some(state) = State::parse(ours.direction, &row.state)
        {
            let news = News {
                id: row.id,
                key: row.payment_key,
                direction: ours.direction,
                state,
                amount: ours.amount,
                reason: row.reason.as_deref().map(Reason::parse),
                means: None,
                provider_ref: None,
                hosted_url: None,
                at: row.at.to_jiff(),
            };
            changed.extend(take(&mut tx, now, &ours, &news).await?);
        }
        tx.commit().await?;
    }
    Ok(changed)
}
