//! Where staff are signed in, and ending that.

use crate::{Error, PgPool, Result, audit};
use domain::policy::STAFF_IDLE;
use domain::rights::{self, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use uuid::Uuid;

/// A living session of a member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSession {
    /// Public name; what [`end_session`] takes.
    pub name: Uuid,
    /// Whose, by row id.
    pub staff_id: String,
    /// Whose, by name.
    pub staff_name: String,
    /// The browser, as it names itself.
    pub user_agent: String,
    /// Signed in at.
    pub created_at: Timestamp,
    /// Last request, to the minute.
    pub last_seen_at: Timestamp,
    /// Ends at the latest.
    pub expires_at: Timestamp,
    /// The one that asks.
    pub current: bool,
}

/// The viewer's own sessions first, then those of others where the viewer may manage them; newest first.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn sessions(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Result<Vec<StaffSession>> {
    let Some(member) = viewer.staff() else { return Err(Error::SignInFirst) };
    let rows = sqlx::query!(
        r#"select s.public_id, s.staff_id as "staff_id!", staff.name, s.user_agent, s.created_at, s.last_seen_at, s.expires_at
             from session s join staff on staff.id = s.staff_id
            where s.expires_at > $1 and s.last_seen_at > $2
            order by staff.name, s.created_at desc limit 1000"#,
        now.to_sqlx() as _,
        (now - STAFF_IDLE).to_sqlx() as _,
    )
    .fetch_all(db)
    .await?;
    let mut sessions: Vec<StaffSession> = rows
        .into_iter()
        .map(|row| StaffSession {
            current: viewer.session_name.as_deref() == Some(&row.public_id.to_string()),
            name: row.public_id,
            staff_id: row.staff_id.to_string(),
            staff_name: row.name,
            user_agent: row.user_agent,
            created_at: row.created_at.to_jiff(),
            last_seen_at: row.last_seen_at.to_jiff(),
            expires_at: row.expires_at.to_jiff(),
        })
        .filter(|session| rights::may_manage_sessions_of(viewer, &session.staff_id))
        .collect();
    sessions.sort_by_key(|session| session.staff_id != member.id);
    Ok(sessions)
}

/// Ends a session: one's own, or another's by right. Its next request is a stranger's. Ending one that has
/// ended already is no error.
///
/// # Errors
/// `SignInFirst`; `Forbidden` for a session of somebody the viewer may not manage; those of the database.
pub async fn end_session(db: &PgPool, viewer: &Viewer, now: Timestamp, name: Uuid) -> Result<()> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let mut tx = db.begin().await?;
    let owner = sqlx::query_scalar!(r#"select staff_id as "staff_id!" from session where public_id = $1 and staff_id is not null"#, name);
    let Some(owner) = owner.fetch_optional(&mut *tx).await? else { return Ok(()) };
    if !rights::may_manage_sessions_of(viewer, &owner.to_string()) {
        return Err(Error::Forbidden);
    }
    sqlx::query!("delete from session where public_id = $1", name).execute(&mut *tx).await?;
    audit::record(&mut tx, viewer, now, "session_ended", "session", &name.to_string(), json!({ "staff": owner })).await?;
    tx.commit().await?;
    Ok(())
}
