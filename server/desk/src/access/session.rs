//! Browser sessions: one row a browser, found on every request by one query.

use super::Token;
use crate::{Error, PgPool, Result};
use domain::policy::{SEEN_EVERY, STAFF_IDLE, STAFF_LONGEST, VISIT_IDLE};
use domain::rights::{Grants, Role, StaffMember, Viewer, Who};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgExecutor;
use uuid::Uuid;

/// Opens a session for a visitor who needs one (a proof or a draft to keep). Reading alone opens none.
///
/// # Errors
/// Those of the database.
pub async fn open(db: &PgPool, now: Timestamp, user_agent: &str) -> Result<(Token, Viewer)> {
    let (token, session, name) = open_for(db, now, user_agent, None).await?;
    let who = Who::Public(Grants::default());
    Ok((token, Viewer { session: Some(session), session_name: Some(name.to_string()), who }))
}

/// Opens a session, for a member of staff where `staff` is given: token, key, public name.
pub(crate) async fn open_for(
    db: impl PgExecutor<'_>,
    now: Timestamp,
    user_agent: &str,
    staff: Option<Uuid>,
) -> Result<(Token, Vec<u8>, Uuid)> {
    let (token, name) = (Token::random(), Uuid::new_v4());
    let session = token.hash();
    // enough to tell "Firefox on Android" by, not a fingerprint
    let user_agent: String = user_agent.chars().filter(|c| !c.is_control()).take(160).collect();
    let expires_at = now + if staff.is_some() { STAFF_LONGEST } else { VISIT_IDLE };
    sqlx::query!(
        "insert into session (id, public_id, staff_id, user_agent, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)",
        session,
        name,
        staff,
        user_agent,
        now.to_sqlx() as _,
        expires_at.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok((token, session, name))
}

/// Who holds this cookie: staff, or whatever the browser has proved; `None` where the session is unknown,
/// has run out, or belongs to somebody who no longer works here.
///
/// One query; once a minute a second one notes that the session was seen, and that keeps it open.
///
/// # Errors
/// Those of the database.
pub async fn find(db: &PgPool, now: Timestamp, token: &str) -> Result<Option<Viewer>> {
    let Some(session) = Token::parse(token).map(|token| token.hash()) else { return Ok(None) };
    // A trip counts as verified while its contact on file is one this browser has proved, or while it
    // holds a passenger this browser was identified as: change the contact, and the old proof is worth nothing.
    let Some(row) = sqlx::query!(
        r#"select s.public_id, s.last_seen_at, staff.id as "staff_id?", staff.name as "name?", staff.role as "role?",
                  staff.departments as "departments?",
                  array(select g.kind || ' ' || g.subject from session_grant g
                         where g.session_id = s.id and g.expires_at > $2) as "proofs!",
                  array(select c.locator from session_grant g
                          join contact c on c.address = g.subject and c.kind = 'email' and not c.agency
                         where g.session_id = s.id and g.kind = 'contact' and g.expires_at > $2
                        union
                        select p.locator from session_grant g
                          join passenger p on p.id = case when g.kind = 'passenger' then g.subject::uuid end
                         where g.session_id = s.id and g.kind = 'passenger' and g.expires_at > $2) as "verified!"
             from session s left join staff on staff.id = s.staff_id
            where s.id = $1 and s.expires_at > $2
              and (s.staff_id is null or (staff.active and s.last_seen_at > $3))"#,
        session,
        now.to_sqlx() as _,
        (now - STAFF_IDLE).to_sqlx() as _,
    )
    .fetch_optional(db)
    .await?
    else {
        return Ok(None);
    };
    if row.last_seen_at.to_jiff() + SEEN_EVERY <= now {
        seen(db, now, &session).await?;
    }
    let who = match (row.staff_id, row.name, row.role, row.departments) {
        (Some(id), Some(name), Some(role), Some(departments)) => {
            let role = Role::parse(&role).ok_or_else(|| Error::Internal(format!("unknown role {role}")))?;
            Who::Staff(StaffMember { id: id.to_string(), name, role, departments })
        }
        _ => Who::Public(grants(row.proofs, row.verified)),
    };
    Ok(Some(Viewer { session: Some(session), session_name: Some(row.public_id.to_string()), who }))
}

/// Notes that the session is in use. A visitor's lasts a day from here; a staff session never beyond its end.
async fn seen(db: &PgPool, now: Timestamp, session: &[u8]) -> Result<()> {
    sqlx::query!(
        "update session set last_seen_at = $2, expires_at = case when staff_id is null then $3 else expires_at end
          where id = $1 and last_seen_at < $2",
        session,
        now.to_sqlx() as _,
        (now + VISIT_IDLE).to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

fn grants(proofs: Vec<String>, verified_trips: Vec<String>) -> Grants {
    let mut grants = Grants { verified_trips, ..Grants::default() };
    for proof in proofs {
        match proof.split_once(' ') {
            Some(("trip", locator)) => grants.trips.push(locator.to_owned()),
            Some(("contact", address)) => grants.contacts.push(address.to_owned()),
            Some(("passenger", id)) => grants.passengers.push(id.to_owned()),
            Some(("case", id)) => grants.cases.extend(id.parse::<i64>()),
            _ => {}
        }
    }
    grants
}

/// Ends the session of this viewer: sign-out, "forget this device". Proofs and drafts go with it.
///
/// # Errors
/// Those of the database.
pub async fn end(db: &PgPool, viewer: &Viewer) -> Result<()> {
    if let Some(session) = &viewer.session {
        sqlx::query!("delete from session where id = $1", session).execute(db).await?;
    }
    Ok(())
}

/// The viewer's session key, for use-cases that keep something in it.
pub(crate) fn session_of(viewer: &Viewer) -> Result<&[u8]> {
    viewer.session.as_deref().ok_or(Error::NotFound)
}
