//! I7: every look by staff at a passenger's data, and every change of who may look.

mod list;

pub use list::{Filter, Look, Page, list};

/// Where `detail` keeps the name of the token somebody's program came with.
pub const MACHINE: &str = "machine";

/// What is written of an attempt to sign in that failed: nobody did it whose name is known.
pub const SIGN_IN_FAILED: &str = "sign_in_failed";

use crate::{Error, Result};
use domain::rights::Viewer;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Writes that staff looked, in the transaction of the look: `action` "case", `subject_kind` "case",
/// `subject` "LS-7K3M-9Q2F". A list or search is one row with its query and count in `detail`.
/// Passengers looking at what is theirs leave nothing; programs leave their token's name.
///
/// # Errors
/// Those of the database; the look then fails with it.
pub async fn look(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    action: &str,
    subject_kind: &str,
    subject: &str,
    detail: Value,
) -> Result<()> {
    if viewer.staff().is_none() && viewer.machine().is_none() {
        return Ok(());
    }
    record(tx, viewer, now, action, subject_kind, subject, detail).await
}

/// Writes an act that must leave a trace whoever does it: a changed contact, an ended session.
///
/// # Errors
/// Those of the database; the act then fails with it.
pub async fn record(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    action: &str,
    subject_kind: &str,
    subject: &str,
    mut detail: Value,
) -> Result<()> {
    if let (Some(machine), Value::Object(detail)) = (viewer.machine(), &mut detail) {
        detail.insert(MACHINE.to_owned(), Value::String(machine.name.clone()));
    }
    let id = |text: &str| Uuid::parse_str(text).map_err(|error| Error::Internal(error.to_string()));
    let staff = viewer.staff().map(|member| id(&member.id)).transpose()?;
    let session = viewer.session_name.as_deref().map(id).transpose()?;
    sqlx::query!(
        "insert into audit (at, staff_id, session_public_id, action, subject_kind, subject, detail) values ($1, $2, $3, $4, $5, $6, $7)",
        now.to_sqlx() as _,
        staff,
        session,
        action,
        subject_kind,
        subject,
        detail,
    )
    .execute(tx)
    .await?;
    Ok(())
}
