//! Browser sessions: one row a browser, found on every request by one query.

use super::Token;
use crate::{Error, PgPool, Result};
use domain::policy::{FORMER_TOKEN, SEEN_EVERY, STAFF_IDLE, STAFF_LONGEST, VISIT_IDLE};
use domain::rights::{Grants, Role, StaffMember, Viewer, Who};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, PgExecutor};
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

/// Moves a visitor's session to a new token, in the caller's transaction, because it is about to be worth more: a
/// token that somebody planted in this browser before does not gain what is proved now. Answers with the new token
/// and key; grant to that key. The former token lives on for a minute with nothing in it, so that whatever this
/// browser has under way with it opens no session of its own.
///
/// # Errors
/// `NotFound` where the session has ended meanwhile; those of the database.
pub(super) async fn rotate(tx: &mut PgConnection, now: Timestamp, former: &[u8]) -> Result<(Token, Vec<u8>)> {
    let token = Token::random();
    let session = token.hash();
    let moved = sqlx::query!(
        "with renewed as (
             insert into session (id, public_id, staff_id, user_agent, created_at, last_seen_at, expires_at)
             select $2, $3, staff_id, user_agent, created_at, $4, expires_at from session where id = $1),
         grants as (update session_grant set session_id = $2 where session_id = $1),
         codes as (update one_time_code set session_id = $2 where session_id = $1),
         drafts as (update draft set session_id = $2 where session_id = $1),
         files as (update attachment set session_id = $2 where session_id = $1),
         submissions as (update submission set session_id = $2 where session_id = $1),
         companions as (update case_link set redeemed_by = $2 where redeemed_by = $1)
         update session set last_seen_at = $4, expires_at = $5 where id = $1",
        former,
        session,
        Uuid::new_v4(),
        now.to_sqlx() as _,
        (now + FORMER_TOKEN).to_sqlx() as _,
    );
    if moved.execute(tx).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    Ok((token, session))
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
                          join contact c on c.address = g.subject and not c.agency
                               and (c.kind = 'email' or not exists (select from contact e where e.locator = c.locator and e.kind = 'email' and not e.agency and e.address like '%@%'))
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
    if row.last_seen_at.to_jiff() + SEEN_EVERY <= now
        && let Err(error) = seen(db, now, &session).await
    {
        // a database that cannot be written (its disk is full) can still be read
        tracing::warn!(%error, "a session in use could not be noted");
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
            Some(("bag", bag)) => grants.bags.push(bag.to_owned()),
            Some(("case", id)) => grants.cases.extend(id.parse::<i64>()),
            _ => {}
        }
    }
    grants
}

/// Ends the session of this viewer: sign-out, "forget this device". Proofs go with it, and what a passenger has not sent.
///
/// # Errors
/// Those of the database.
pub async fn end(db: &PgPool, viewer: &Viewer) -> Result<()> {
    if let Some(session) = &viewer.session {
        sqlx::query!("delete from session where id = $1", session).execute(db).await?;
    }
    Ok(())
}

/// Under which name the files are staged that a viewer has not sent: their own, where they are staff, on any device and
/// after they have signed in again; everybody else's go with their browser's session.
pub(crate) fn keeper(viewer: &Viewer) -> Option<Vec<u8>> {
    match viewer.staff() {
        Some(member) => member.id.parse::<Uuid>().ok().map(|id| id.as_bytes().to_vec()),
        None => viewer.session.clone(),
    }
}

/// The viewer's session key, for use-cases that keep something in it.
pub(crate) fn session_of(viewer: &Viewer) -> Result<&[u8]> {
    viewer.session.as_deref().ok_or(Error::NotFound)
}
