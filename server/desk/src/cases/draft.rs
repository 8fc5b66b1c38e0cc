//! I8: what somebody typed and has not sent, kept with their session.

use crate::access::session_of;
use crate::{PgPool, Result};
use domain::rights::Viewer;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// Answers by field name.
pub type Draft = BTreeMap<String, String>;

/// The draft kept under a key, empty where there is none.
///
/// # Errors
/// Those of the database.
pub async fn draft(db: &PgPool, viewer: &Viewer, key: &str) -> Result<Draft> {
    let Some(session) = viewer.session.as_deref() else { return Ok(Draft::new()) };
    let answers = sqlx::query_scalar!("select answers from draft where session_id = $1 and key = $2", session, key);
    Ok(answers.fetch_optional(db).await?.and_then(|answers| serde_json::from_value(answers).ok()).unwrap_or_default())
}

/// Keeps answers under a key; new ones replace those of the same name.
///
/// # Errors
/// `NotFound` without a session; those of the database.
pub async fn keep_draft(db: &PgPool, viewer: &Viewer, now: Timestamp, key: &str, answers: &Draft) -> Result<()> {
    let session = session_of(viewer)?;
    let answers = serde_json::to_value(answers).map_err(|error| crate::Error::Internal(error.to_string()))?;
    sqlx::query!(
        "insert into draft (session_id, key, answers, updated_at) values ($1, $2, $3, $4)
         on conflict (session_id, key) do update set answers = draft.answers || excluded.answers, updated_at = excluded.updated_at",
        session,
        key,
        answers,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts words below those of the reply this session is writing, in the caller's transaction.
pub(super) async fn add_to_draft(tx: &mut PgConnection, session: &[u8], now: Timestamp, reference: &str, words: &str) -> Result<()> {
    sqlx::query!(
        "insert into draft (session_id, key, answers, updated_at) values ($1, $2, jsonb_build_object('words', $3::text), $4)
         on conflict (session_id, key) do update set updated_at = excluded.updated_at, answers = draft.answers || jsonb_build_object(
             'words', concat_ws(E'\\n\\n', nullif(draft.answers ->> 'words', ''), $3::text))",
        session,
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
    let Some(session) = viewer.session.as_deref() else { return Ok(()) };
    sqlx::query!("delete from draft where session_id = $1 and key = $2", session, key).execute(db).await?;
    Ok(())
}
