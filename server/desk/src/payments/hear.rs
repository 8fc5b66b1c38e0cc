//! What the provider says: by a signed message, as an answer, or in its book. Each piece once, in any order.

use super::{
    notify,
    read::{Payment, Row, payments},
};
use crate::{PgPool, Result};
use domain::money::Money;
use domain::payment::{Direction, Mend, Mismatch, Order, Reason, State};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// By which way news came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A signed message.
    Message,
    /// An answer to what we asked.
    Answer,
    /// Found in the provider's book.
    Ledger,
}

impl Source {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Answer => "answer",
            Self::Ledger => "ledger",
        }
    }
}

/// A piece of news about one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Its name: the provider's for a message; [`News::answered`] makes one for answers.
    pub id: String,
    /// The key the payment was asked under.
    pub key: String,
    /// Which way.
    pub direction: Direction,
    /// Where it stands over there.
    pub state: State,
    /// How much.
    pub amount: Money,
    /// Why it did not move.
    pub reason: Option<Reason>,
    /// "•••• 4242"
    pub means: Option<String>,
    /// Their name for the payment.
    pub provider_ref: Option<String>,
    /// Where it is paid.
    pub hosted_url: Option<String>,
    /// When it happened, by their clock.
    pub at: Timestamp,
}

impl News {
    /// Named after what it says: the same answer twice is one piece of news.
    #[must_use]
    pub fn named(mut self, source: Source) -> Self {
        self.id = format!("{}:{}:{}", source.as_str(), self.key, self.state.as_str());
        self
    }
}

/// A payment whose state has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The payment.
    pub id: Uuid,
    /// Its caller's key.
    pub key: String,
    /// The booking.
    pub locator: String,
    /// Which way money goes.
    pub direction: Direction,
    /// Where it stood.
    pub from: State,
    /// Where it stands.
    pub to: State,
}

/// What became of a piece of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// It changed a payment.
    Changed(Changed),
    /// It told nothing new.
    Nothing,
    /// It was here before.
    Again,
    /// Nobody knows such a payment: kept until somebody does.
    Unknown,
    /// It tells of another amount than we know: kept for a person.
    Differs,
}

impl Heard {
    /// What changed.
    #[must_use]
    pub fn changed(self) -> Option<Changed> {
        match self {
            Self::Changed(changed) => Some(changed),
            Self::Nothing | Self::Again | Self::Unknown | Self::Differs => None,
        }
    }
}

/// Takes a piece of news. Kept when this answers, whatever it answers.
///
/// # Errors
/// Those of the database: bring it again.
pub async fn event(db: &PgPool, now: Timestamp, source: Source, news: &News) -> Result<Heard> {
    let mut tx = db.begin().await?;
    let heard = hear(&mut tx, now, source, news).await?;
    tx.commit().await?;
    Ok(heard)
}

/// The same in a transaction.
pub(super) async fn hear(tx: &mut PgConnection, now: Timestamp, source: Source, news: &News) -> Result<Heard> {
    let ours = locked(tx, &news.key).await?;
    let differs = ours.as_ref().is_some_and(|ours| ours.direction != news.direction || ours.amount != news.amount.tidy());
    let mended = differs.then_some(Mend::Tell(Mismatch::Amount));
    if !keep(tx, now, source, news, ours.as_ref().map(|ours| ours.id), mended).await? {
        return Ok(Heard::Again);
    }
    match ours {
        None => Ok(Heard::Unknown),
        Some(_) if differs => Ok(Heard::Differs),
        Some(ours) => Ok(take(tx, now, &ours, news).await?.map_or(Heard::Nothing, Heard::Changed)),
    }
}

/// The payment asked under this key, nobody else's until the transaction ends.
pub(super) async fn locked(tx: &mut PgConnection, key: &str) -> Result<Option<Payment>> {
    let Ok(id) = key.parse::<Uuid>() else { return Ok(None) };
    let row: Option<Row> = payments!("where p.id = $1 for update", id).fetch_optional(tx).await?;
    row.map(Payment::try_from).transpose()
}

/// Writes a piece of news down; false where it is there already.
pub(super) async fn keep(
    tx: &mut PgConnection,
    now: Timestamp,
    source: Source,
    news: &News,
    ours: Option<Uuid>,
    mended: Option<Mend>,
) -> Result<bool> {
    let written = sqlx::query!(
        "insert into payment_event (id, payment_key, source, direction, state, amount, currency, reason, at, received_at, payment, mended)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do nothing",
        news.id,
        news.key,
        source.as_str(),
        news.direction.as_str(),
        news.state.as_str(),
        news.amount.amount,
        news.amount.currency.code(),
        news.reason.map(Reason::as_str),
        news.at.to_sqlx() as _,
        now.to_sqlx() as _,
        ours,
        mended.and_then(Mend::word),
    );
    Ok(written.execute(tx).await?.rows_affected() > 0)
}

/// Lets a payment know what was heard of it.
pub(super) async fn take(tx: &mut PgConnection, now: Timestamp, ours: &Payment, news: &News) -> Result<Option<Changed>> {
    let to = ours.state.after(ours.direction, news.state);
    // what comes late fills gaps and replaces nothing: the card that was declined first did not pay
    sqlx::query!(
        "update payment set means = case when $5 then coalesce($2, means) else coalesce(means, $2) end,
                provider_ref = coalesce(provider_ref, $3), hosted_url = coalesce($4, hosted_url) where id = $1",
        ours.id,
        news.means,
        news.provider_ref,
        news.hosted_url,
        to == news.state,
    )
    .execute(&mut *tx)
    .await?;
    if to == ours.state {
        return Ok(None);
    }
    stand(tx, now, ours, to, news.reason).await.map(Some)
}

/// Puts a payment into a state. What it still had to ask is over where the state says so; refunds that waited for a charge
/// which never came are over with it.
pub(super) async fn stand(tx: &mut PgConnection, now: Timestamp, ours: &Payment, to: State, reason: Option<Reason>) -> Result<Changed> {
    let over = ours.order.is_some_and(|order| order.done(to));
    let refused = matches!(to, State::Declined | State::Expired | State::Failed | State::Voided);
    sqlx::query!(
        "update payment set state = $2, reason = $3, updated_at = $4,
                authorised_at = case when $2 = 'authorised' then $4 else authorised_at end,
                todo = case when $5 then null else todo end, last_error = case when $5 then null else last_error end,
                attempts = case when $5 then 0 else attempts end
          where id = $1",
        ours.id,
        to.as_str(),
        reason.filter(|_| refused).map(Reason::as_str),
        now.to_sqlx() as _,
        over,
    )
    .execute(&mut *tx)
    .await?;
    if ours.direction == Direction::Charge && matches!(to, State::Failed | State::Voided) {
        sqlx::query!(
            "update payment set state = 'failed', reason = $2, todo = null, updated_at = $3 where of = $1 and state = 'planned'",
            ours.id,
            Reason::TooMuch.as_str(),
            now.to_sqlx() as _,
        )
        .execute(&mut *tx)
        .await?;
    }
    notify(tx, ours.id).await?;
    Ok(Changed { id: ours.id, key: ours.key.clone(), locator: ours.locator.clone(), direction: ours.direction, from: ours.state, to })
}

/// Writes down what is to be asked, now.
pub(super) async fn ask(tx: &mut PgConnection, now: Timestamp, id: Uuid, order: Order) -> Result<()> {
    sqlx::query!(
        "update payment set todo = $2, next_attempt_at = $3, attempts = 0, last_error = null where id = $1",
        id,
        order.as_str(),
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    notify(tx, id).await
}
