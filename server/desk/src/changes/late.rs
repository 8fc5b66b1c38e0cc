//! Refunds that are later than the law allows (domain.md): taken up by themselves, once.

use super::split::paid_under;
use crate::outbox::Letter;
use crate::{PgPool, Result, audit, cases};
use domain::money::{Currency, Money};
use domain::rights::Viewer;
use jiff::{Timestamp, tz::Offset};
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// Refunds looked at in a round.
const AT_ONCE: i64 = 50;

/// Finds refunds whose last day by law is over and which have not arrived: their case goes to the department that pays back, raised and
/// with an hour, and the passenger is told. Each once, whoever else looks. Answers with how many.
///
/// # Errors
/// Those of the database, where not even the list can be had; a single refund's fault is told to the log and tried again.
pub async fn refunds_late(db: &PgPool, now: Timestamp) -> Result<u64> {
    // a day is over by law once it is over where the passenger counts it: everywhere
    let today = now.to_zoned(Offset::constant(-12).to_time_zone()).date();
    let late = sqlx::query_scalar!(
        "select c.id from trip_change c
          where c.state = 'done' and c.due_by < $1 and c.late_at is null and c.refund > 0 and c.case_id is not null
            and exists (select from payment p where p.direction = 'refund' and p.detached_at is null and p.state <> 'settled'
                         and (p.key = 'change:' || c.id || ':refund' or starts_with(p.key, 'change:' || c.id || ':refund#')))
          order by c.due_by limit $2",
        today.to_sqlx() as _,
        AT_ONCE,
    );
    let mut taken_up = 0;
    for id in late.fetch_all(db).await? {
        match take_up(db, now, id).await {
            Ok(done) => taken_up += u64::from(done),
            Err(error) => tracing::warn!(%error, change = %id, "a late refund could not be taken up, tried again"),
        }
    }
    Ok(taken_up)
}

async fn take_up(db: &PgPool, now: Timestamp, id: Uuid) -> Result<bool> {
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        "select locator, case_id, due_by, currency from trip_change where id = $1 and late_at is null for update skip locked",
        id
    );
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(false) };
    let (Some(case), Some(due_by), Some(currency)) = (row.case_id, row.due_by, Currency::parse(&row.currency)) else { return Ok(false) };
    let due_by = due_by.to_jiff();
    let paid = paid_under(&mut tx, &row.locator).await?;
    let open = sqlx::query_scalar!(
        r#"select coalesce(sum(amount), 0) as "sum!" from payment
            where direction = 'refund' and locator = $1 and state <> 'settled'
              and (key = 'change:' || $2::text || ':refund' or starts_with(key, 'change:' || $2::text || ':refund#'))"#,
        paid,
        id.to_string(),
    );
    let open: Decimal = open.fetch_one(&mut *tx).await?;
    let amount = Money::new(open, currency);
    let note = format!("Refund late by law / 退款已超过法定期限：{amount}, {due_by} → /desk/payments?locator={paid}");
    let letter = |reference, reply_by| Letter::RefundLate { reference, locator: row.locator.clone(), amount, due_by, reply_by };
    let reply_by = cases::refund_late(&mut tx, now, case, &note, letter).await?;
    sqlx::query!("update trip_change set late_at = $2 where id = $1", id, now.to_sqlx() as _).execute(&mut *tx).await?;
    let detail = json!({ "change": id, "amount": amount.to_string(), "due": due_by.to_string(), "reply_by": reply_by.to_string() });
    audit::record(&mut tx, &Viewer::system(), now, "refund_late", "trip", &row.locator, detail).await?;
    tx.commit().await?;
    Ok(true)
}
