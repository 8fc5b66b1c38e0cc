//! Payments of all bookings, and what was mended: for those who answer for everyone.

use super::read::{Payment, all, payments};
use crate::{Error, PgPool, Result, audit};
use domain::money::{Currency, Money};
use domain::rights::{self, Viewer};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// Rows on a page.
const PAGE: usize = 50;

/// Which rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Of one booking; empty: of all.
    pub locator: String,
    /// Older than this one: the last of the page before.
    pub before: Option<Uuid>,
}

/// A difference between the provider's book and ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// When it was found.
    pub found_at: Timestamp,
    /// The booking, where we know the payment.
    pub locator: Option<String>,
    /// How much, where it is a currency we know.
    pub amount: Option<Money>,
    /// Where it stood over there.
    pub theirs: String,
    /// What was done: `domain::payment::Mend::word`.
    pub mended: String,
}

/// A page of payments, newest first, and the latest differences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// At most fifty.
    pub payments: Vec<Payment>,
    /// The latest differences.
    pub differences: Vec<Listed>,
    /// `before` of the next page, if there is one.
    pub next: Option<Uuid>,
}

/// Payments by filter. What bookings came with is listed where one booking is asked for.
///
/// # Errors
/// `SignInFirst` for all but staff, `Forbidden` below supervisors; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<Page> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    if !rights::may_see_payments(viewer) {
        return Err(Error::Forbidden);
    }
    let mut tx = db.begin().await?;
    let locator = filter.locator.trim().to_uppercase();
    let rows = payments!(
        "where ($1 = '' and not p.before or p.locator = $1)
           and ($2::uuid is null or (p.created_at, p.id) < (select b.created_at, b.id from payment b where b.id = $2))
         order by p.created_at desc, p.id desc limit 51",
        locator,
        filter.before,
    );
    let mut payments = all(rows.fetch_all(&mut *tx).await?)?;
    let more = payments.len() > PAGE;
    payments.truncate(PAGE);
    let rows = sqlx::query!(
        r#"select e.received_at, p.locator as "locator?", e.amount, e.currency, e.state, e.mended as "mended!"
             from payment_event e left join payment p on p.id = e.payment
            where e.mended is not null and ($1 = '' or p.locator = $1) order by e.received_at desc limit 20"#,
        locator,
    );
    let differences: Vec<Listed> = rows
        .fetch_all(&mut *tx)
        .await?
        .into_iter()
        .map(|row| Listed {
            found_at: row.received_at.to_jiff(),
            locator: row.locator,
            amount: Currency::parse(&row.currency).map(|currency| Money::new(row.amount, currency).tidy()),
            theirs: row.state,
            mended: row.mended,
        })
        .collect();
    audit::look(&mut tx, viewer, now, "list", "payments", &locator, json!({ "count": payments.len() })).await?;
    tx.commit().await?;
    let next = payments.last().map(|payment| payment.id).filter(|_| more);
    Ok(Page { payments, differences, next })
}
