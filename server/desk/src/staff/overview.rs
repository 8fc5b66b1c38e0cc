//! What waits for a member of staff: the figures of the desk's first page.

use crate::{Error, PgPool, Result};
use domain::rights::Viewer;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// Open cases, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overview {
    /// Mine.
    pub own: i64,
    /// In my departments and nobody's.
    pub unowned: i64,
    /// In my departments, past the instant promised.
    pub overdue: i64,
    /// In my departments, promised within the hour.
    pub due_soon: i64,
    /// Follow-ups of mine whose day has come.
    pub follow_ups: i64,
    /// Waivers of colleagues that wait for a supervisor.
    pub approvals: i64,
}

/// The figures for whoever asks.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn overview(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Result<Overview> {
    let Some(member) = viewer.staff() else { return Err(Error::SignInFirst) };
    let id = Uuid::parse_str(&member.id).map_err(|error| Error::Internal(error.to_string()))?;
    let row = sqlx::query!(
        r#"select (select count(*) from case_file where owner = $1 and status <> 'closed') as "own!",
                  (select count(*) from follow_up where owner = $1 and due_at <= $3) as "follow_ups!",
                  (select count(*) from trip_change where waiver_state = 'asked' and state = 'quoted' and expires_at > $3)
                      + (select count(*) from claim where stage = 'approval') as "approvals!",
                  count(*) filter (where owner is null) as "unowned!",
                  count(*) filter (where reply_by <= $3) as "overdue!",
                  count(*) filter (where reply_by > $3 and reply_by <= $3 + interval '1 hour') as "due_soon!"
             from case_file where status <> 'closed' and department = any($2)"#,
        id,
        &member.departments,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await?;
    Ok(Overview {
        own: row.own,
        unowned: row.unowned,
        overdue: row.overdue,
        due_soon: row.due_soon,
        follow_ups: row.follow_ups,
        approvals: row.approvals,
    })
}

/// Everybody on the staff, by name, those who have left included: id and name. For filters.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn everybody(db: &PgPool, viewer: &Viewer) -> Result<Vec<(String, String)>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let rows = sqlx::query!("select id, name from staff order by name, id").fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id.to_string(), row.name)).collect())
}
