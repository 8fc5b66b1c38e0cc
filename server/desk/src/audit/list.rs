//! Who looked at what: for administrators.

use super::look;
use crate::{Error, PgPool, Result};
use domain::rights::{self, Viewer};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

/// Rows on a page.
const PAGE: i64 = 50;

/// Which rows: empty fields do not filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// A member of staff, by row id.
    pub staff: Option<Uuid>,
    /// "trip", "case", "outbox" …
    pub subject_kind: String,
    /// A reference or locator, whole.
    pub subject: String,
    /// Rows older than this one: the last of the page before.
    pub before: Option<i64>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Row id, in the order of writing.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who, by name; `None` for a passenger's own change, and for a program ([`super::MACHINE`]).
    pub staff: Option<String>,
    /// What was done: "case", "search", "contact_changed" …
    pub action: String,
    /// What kind of thing was looked at.
    pub subject_kind: String,
    /// Which one.
    pub subject: String,
    /// Query and count of a list; before and after of a change.
    pub detail: Value,
}

/// A page of rows, newest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// At most fifty.
    pub looks: Vec<Look>,
    /// `before` of the next page, if there is one.
    pub next: Option<i64>,
}

/// Rows by filter. Reading the audit is itself a look.
///
/// # Errors
/// `SignInFirst`, `Forbidden` for all but administrators; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<Page> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    if !rights::may_read_audit(viewer) {
        return Err(Error::Forbidden);
    }
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"select a.id, a.at, s.name as "name?", a.action, a.subject_kind, a.subject, a.detail
             from audit a left join staff s on s.id = a.staff_id
            where ($1::uuid is null or a.staff_id = $1) and ($2 = '' or a.subject_kind = $2)
              and ($3 = '' or a.subject = $3) and ($4::bigint is null or a.id < $4)
            order by a.id desc limit $5"#,
        filter.staff,
        filter.subject_kind,
        filter.subject,
        filter.before,
        PAGE + 1,
    )
    .fetch_all(&mut *tx)
    .await?;
    let asked =
        json!({ "staff": filter.staff, "subject_kind": filter.subject_kind, "subject": filter.subject, "count": rows.len().min(50) });
    look(&mut tx, viewer, now, "list", "audit", "", asked).await?;
    tx.commit().await?;
    let more = rows.len() > 50;
    let looks: Vec<Look> = rows
        .into_iter()
        .take(50)
        .map(|row| Look {
            id: row.id,
            at: row.at.to_jiff(),
            staff: row.name,
            action: row.action,
            subject_kind: row.subject_kind,
            subject: row.subject,
            detail: row.detail,
        })
        .collect();
    let next = looks.last().map(|look| look.id).filter(|_| more);
    Ok(Page { looks, next })
}
