//! I8: what somebody typed and has not sent. A passenger's is kept with their browser's session; what staff write is kept
//! under their name, so that it stands there again when they sign in again, on any device.

use crate::access::session_of;
use crate::{Error, PgPool, Result};
use domain::rights::{StaffMember, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Answers by field name.
pub type Draft = BTreeMap<String, String>;

fn id(member: &StaffMember) -> Result<Uuid> {
    member.id.parse().map_err(|_| Error::Forbidden)
}

/// The draft kept under a key, empty where there is none.
///
/// # Errors
/// Those of the database.
pub async fn draft(db: &PgPool, viewer: &Viewer, key: &str) -> Result<Draft> {
    let answers = if let Some(member) = viewer.staff() {
        let answers = sqlx::query_scalar!("select answers from staff_draft where staff_id = $1 and key = $2", id(member)?, key);
        answers.fetch_optional(db).await?
    } else {
        let Some(session) = viewer.session.as_deref() else { return Ok(Draft::new()) };
        let answers = sqlx::query_scalar!("select answers from draft where session_id = $1 and key = $2", session, key);
        answers.fetch_optional(db).await?
    };
    Ok(answers.and_then(|answers| serde_json::from_value(answers).ok()).unwrap_or_default())
}

/// Keeps answers under a key; new ones replace those of the same name.
///
/// # Errors
/// `NotFound` without a session; those of the database.
pub async fn keep_draft(db: &PgPool, viewer: &Viewer, now: Timestamp, key: &str, answers: &Draft) -> Result<()> {
    let answers = serde_json::to_value(answers).map_err(|error| Error::Internal(error.to_string()))?;
    if let Some(member) = viewer.staff() {
        sqlx::query!(
            "insert into staff_draft (staff_id, key, answers, updated_at) values ($1, $2, $3, $4)
             on conflict (staff_id, key) do update set answers = staff_draft.answers || excluded.answers, updated_at = excluded.updated_at",
            id(member)?,
            key,
            answers,
            now.to_sqlx() as _,
        )
        .execute(db)
        .await?;
        return Ok(());
    }
    sqlx::query!(
        "insert into draft (session_id, key, answers, updated_at) values ($1, $2, $3, $4)
         on conflict (session_id, key) do update set answers = draft.answers || excluded.answers, updated_at = excluded.updated_at",
        session_of(viewer)?,
        key,
        answers,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts words below those of the reply this member of staff is writing, in the caller's transaction.
pub(super) async fn add_to_draft(tx: &mut PgConnection, member: &StaffMember, now: Timestamp, reference: &str, words: &str) -> Result<()> {
    sqlx::query!(
        "insert into staff_draft (staff_id, key, answers, updated_at) values ($1, $2, jsonb_build_object('words', $3::text), $4)
         on conflict (staff_id, key) do update set updated_at = excluded.updated_at, answers = staff_draft.answers || jsonb_build_object(
             'words', concat_ws(E'\\n\\n', nullif(staff_draft.answers ->> 'words', ''), $3::text))",
        id(member)?,
        format!("reply:{reference}"),
        words,
        now.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Forgets a draft: it was sent, or begun anew.
///
/// # Errors
/// Those of the database.
pub async fn forget_draft(db: &PgPool, viewer: &Viewer, key: &str) -> Result<()> {
    if let Some(member) = viewer.staff() {
        sqlx::query!("delete from staff_draft where staff_id = $1 and key = $2", id(member)?, key).execute(db).await?;
    } else if let Some(session) = viewer.session.as_deref() {
        sqlx::query!("delete from draft where session_id = $1 and key = $2", session, key).execute(db).await?;
    }
    Ok(())
}
