//! Payments as they stand.

use crate::{Error, PgPool, Result};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::payment::{Direction, Order, Ours, Reason, State};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A charge or a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Row id, and the key the provider knows it by.
    pub id: Uuid,
    /// Its caller's key.
    pub key: String,
    /// The booking.
    pub locator: String,
    /// The case it was planned in.
    pub case_ref: Option<String>,
    /// Which way.
    pub direction: Direction,
    /// The charge a refund goes back to.
    pub of: Option<Uuid>,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: State,
    /// What the provider is still to be asked.
    pub order: Option<Order>,
    /// Why it did not move.
    pub reason: Option<Reason>,
    /// "•••• 4242"
    pub means: Option<String>,
    /// The provider's name for it.
    pub provider_ref: Option<String>,
    /// Where it is paid.
    pub hosted_url: Option<String>,
    /// Path of ours the passenger comes back to.
    pub return_to: Option<String>,
    /// Language of the page where it is paid.
    pub locale: Locale,
    /// Paid before the provider's book began.
    pub before: bool,
    /// When it was planned.
    pub created_at: Timestamp,
    /// When its state last changed.
    pub updated_at: Timestamp,
    /// When it can no longer be paid.
    pub expires_at: Option<Timestamp>,
    /// A refund's day by law.
    pub due_by: Option<Date>,
}

impl Payment {
    /// As reconciliation looks at it.
    #[must_use]
    pub const fn ours(&self) -> Ours {
        Ours { direction: self.direction, state: self.state, amount: self.amount, before: self.before }
    }
}

/// A row, column by column.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) key: String,
    pub(super) locator: String,
    pub(super) case_ref: Option<String>,
    pub(super) direction: String,
    pub(super) of: Option<Uuid>,
    pub(super) amount: Decimal,
    pub(super) currency: String,
    pub(super) state: String,
    pub(super) todo: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) means: Option<String>,
    pub(super) provider_ref: Option<String>,
    pub(super) hosted_url: Option<String>,
    pub(super) return_to: Option<String>,
    pub(super) locale: String,
    pub(super) before: bool,
    pub(super) created_at: jiff_sqlx::Timestamp,
    pub(super) updated_at: jiff_sqlx::Timestamp,
    pub(super) expires_at: Option<jiff_sqlx::Timestamp>,
    pub(super) due_by: Option<jiff_sqlx::Date>,
}

impl TryFrom<Row> for Payment {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unread = || Error::Internal(format!("payment {} cannot be read", row.id));
        let direction = Direction::parse(&row.direction).ok_or_else(unread)?;
        Ok(Self {
            direction,
            state: State::parse(direction, &row.state).ok_or_else(unread)?,
            amount: Money::new(row.amount, Currency::parse(&row.currency).ok_or_else(unread)?).tidy(),
            order: row.todo.as_deref().and_then(Order::parse),
            reason: row.reason.as_deref().map(Reason::parse),
            locale: Locale::from_tag(&row.locale).unwrap_or_default(),
            created_at: row.created_at.to_jiff(),
            updated_at: row.updated_at.to_jiff(),
            expires_at: row.expires_at.map(|at| at.to_jiff()),
            due_by: row.due_by.map(|day| day.to_jiff()),
            id: row.id,
            key: row.key,
            locator: row.locator,
            case_ref: row.case_ref,
            of: row.of,
            means: row.means,
            provider_ref: row.provider_ref,
            hosted_url: row.hosted_url,
            return_to: row.return_to,
            before: row.before,
        })
    }
}

/// Rows of payments, checked: what follows `select … from payment p`.
macro_rules! payments {
    ($rest:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::payments::read::Row,
            "select p.id, p.key, p.locator, p.case_ref, p.direction, p.of, p.amount, p.currency, p.state, p.todo, p.reason, p.means, p.provider_ref,
                    p.hosted_url, p.return_to, p.locale, p.before, p.created_at, p.updated_at, p.expires_at, p.due_by from payment p " + $rest
            $(, $argument)*
        )
    };
}
pub(super) use payments;

pub(super) fn all(rows: Vec<Row>) -> Result<Vec<Payment>> {
    rows.into_iter().map(Payment::try_from).collect()
}

/// One payment.
///
/// # Errors
/// `NotFound`; those of the database.
pub async fn find(db: impl PgExecutor<'_>, id: Uuid) -> Result<Payment> {
    payments!("where p.id = $1", id).fetch_one(db).await?.try_into()
}

/// The payment planned under this key.
///
/// # Errors
/// Those of the database.
pub async fn by_key(db: impl PgExecutor<'_>, key: &str) -> Result<Option<Payment>> {
    payments!("where p.key = $1", key).fetch_optional(db).await?.map(Payment::try_from).transpose()
}

/// Everything paid for a booking and given back, newest first. Rights are its caller's to check.
///
/// # Errors
/// Those of the database.
pub async fn of_booking(db: impl PgExecutor<'_>, locator: &str) -> Result<Vec<Payment>> {
    all(payments!("where p.locator = $1 and p.detached_at is null order by p.created_at desc, p.id desc", locator).fetch_all(db).await?)
}

/// What of a booking's money may still go back: captured, or about to be, less every refund that has not failed.
///
/// # Errors
/// Those of the database.
pub async fn refundable(tx: &mut PgConnection, locator: &str, currency: Currency) -> Result<Money> {
    let left = sqlx::query_scalar!(
        r#"select coalesce(sum(greatest(p.amount - coalesce(
                  (select sum(r.amount) from payment r where r.of = p.id and r.state <> 'failed'), 0), 0)), 0) as "left!"
             from payment p
            where p.locator = $1 and p.currency = $2 and p.direction = 'charge' and p.detached_at is null
              and (p.state = 'captured' or p.state = 'authorised' and p.todo = 'capture')"#,
        locator,
        currency.code(),
    );
    Ok(Money::new(left.fetch_one(tx).await?, currency).tidy())
}

/// Charges that hold money since `until` or longer, which nobody has captured or let go: whoever planned them may have died
/// before going on, or the passenger never came back.
///
/// # Errors
/// Those of the database.
pub async fn authorised_unused(db: &PgPool, until: Timestamp) -> Result<Vec<Payment>> {
    let rows = payments!(
        "where p.state = 'authorised' and p.todo is null and p.authorised_at <= $1 order by p.authorised_at limit 200",
        until.to_sqlx() as _
    );
    all(rows.fetch_all(db).await?)
}

/// How many payments have something due, and the seconds the oldest has been waiting: what operations watch.
///
/// # Errors
/// Those of the database.
pub async fn waiting(db: &PgPool, now: Timestamp) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", coalesce(extract(epoch from $1::timestamptz - min(updated_at)), 0)::bigint as "age!"
             from payment where todo is not null"#,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await?;
    Ok((row.count, row.age))
}
