//! Inviting: whoever has flown, had a case closed, or changed a trip, as far as the rules allow (`domain::survey::Invite`). Each
//! reason is looked at once, whichever process gets to it, and what became of it is kept: how many are asked of how many.

use super::answer::{Current, current, link};
use super::asked::Channel;
use super::form;
use super::quarter::Quarter;
use super::subject::{Fellow, changed, closed, flown, invite};
use crate::outbox::{Letter, List, Promise, opted_out, promise};
use crate::{Error, PgPool, Result};
use domain::contact::fold;
use domain::delivery::Trouble;
use domain::locale::Locale;
use domain::policy::HUB_ZONE;
use domain::survey::{Ask, Facts, Invite, ONCE_IN, Occasion, awake, drawn, ready, response, share, while_fresh};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Reasons looked at in a round.
const AT_ONCE: i64 = 200;
/// How far back landings are looked through: a process may have been away.
const LANDINGS: SignedDuration = SignedDuration::from_hours(12);
/// Of which letters is looked at how many were answered: those of so many days, up to so many days ago, when most have had their answer.
const LETTERS: (i64, i64) = (56, 7);
/// Any number that nothing else locks: one person's invitations follow each other.
const PERSON: i32 = 5801;

/// A reason to ask somebody.
pub(super) enum Reason {
    Flight(String),
    Case(i64),
    Change(Uuid),
    /// A person of a booking that was flown.
    Quarter(Quarter, String, Fellow),
}

/// Looks at the reasons whose time has come, and writes the letters that may leave now. Any number of processes share the work.
///
/// # Errors
/// Those of the database.
pub async fn invite_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    // who comes while another looks leaves it to them: the same reasons are not looked up twice
    let mut round = db.begin().await?;
    let first =
        sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "first!""#, i64::from(PERSON)).fetch_one(&mut *round).await?;
    if !first {
        return Ok(0);
    }
    for occasion in [Occasion::Flight, Occasion::Case, Occasion::Change] {
        let Some((current, since)) = asking(db, occasion).await? else { continue };
        let share = if occasion == Occasion::Flight { share_of(db, now, &current).await? } else { 1_000 };
        for (cause, reason) in reasons(db, now, occasion, since).await? {
            consider(db, now, &current, &cause, reason, share).await?;
        }
    }
    let written = write_due(db, now).await;
    round.rollback().await?;
    written
}

/// The survey of an occasion, and since when it is asked: about nothing that was before.
pub(super) async fn asking(db: &PgPool, occasion: Occasion) -> Result<Option<(Current, Timestamp)>> {
    let mut db = db.acquire().await?;
    let Some(current) = current(&mut db, occasion).await? else { return Ok(None) };
    let since = sqlx::query_scalar!(
        r#"select min(published_at) as "since!" from survey_version where survey = $1 and state = 'published'"#,
        current.survey
    );
    let since = since.fetch_one(&mut *db).await?.to_jiff();
    Ok(Some((current, since)))
}

/// The share of landings to ask about, from how many there have been in the last thirty days.
async fn share_of(db: &PgPool, now: Timestamp, current: &Current) -> Result<u32> {
    let seen = sqlx::query!(
        r#"select count(*) as "count!", min(decided_at) as first from survey_cause
            where occasion = 'flight' and decided_at > $1 and outcome <> 'no-address'"#,
        (now - ONCE_IN).to_sqlx() as _,
    );
    let seen = seen.fetch_one(db).await?;
    let Some(first) = seen.first else { return Ok(1_000) };
    let hours = now.duration_since(first.to_jiff()).as_hours().clamp(1, 24 * 30);
    let a_month = u64::try_from(seen.count * 24 * 30 / hours).unwrap_or_default();
    Ok(share(u32::from(current.error.unsigned_abs()), a_month, answered(db, now, current, 1).await?))
}

/// How many of a hundred letters of a survey were answered: those of the last weeks, or of so many times as long ago.
pub(super) async fn answered(db: &PgPool, now: Timestamp, current: &Current, times: i64) -> Result<u64> {
    let (from, until) = LETTERS;
    let seen = sqlx::query!(
        r#"select count(*) as "written!", count(*) filter (where done_at is not null and channel = 'mail') as "answered!" from survey_invitation
            where survey = $1 and created_at > $2 and created_at <= $3 and written_at is not null"#,
        current.survey,
        (now - SignedDuration::from_hours(24 * from * times)).to_sqlx() as _,
        (now - SignedDuration::from_hours(24 * until)).to_sqlx() as _,
    );
    let seen = seen.fetch_one(db).await?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(response(count(seen.written), count(seen.answered)))
}

/// What has happened that nobody has looked at yet, with the name it is kept under.
async fn reasons(db: &PgPool, now: Timestamp, occasion: Occasion, since: Timestamp) -> Result<Vec<(String, Reason)>> {
    let until = now - ready(occasion);
    let back = if occasion == Occasion::Flight { LANDINGS } else { while_fresh(occasion) };
    let (from, until) = ((until - back).max(since).to_sqlx(), until.to_sqlx());
    Ok(match occasion {
        Occasion::Flight => {
            // where they go on from there within a day it is asked about at the end
            let rows = sqlx::query!(
                r#"select distinct 'flight:' || s.carrier || s.number || ':' || s.flight_date || ':' || s.locator as "cause!", s.locator
                     from flight_report r join flight f on f.id = r.flight_id
                     join segment s on s.carrier = f.carrier and s.number = f.number and s.flight_date = f.flight_date and s.origin = f.origin
                     join booking b on b.locator = s.locator and b.source = 'imported' and b.state in ('ticketed', 'changed')
                    where r.kind in ('landed', 'on_block') and r.known_at > $1 and r.known_at <= $2 and s.status in ('confirmed', 'flown')
                      and not exists (select from segment n where n.locator = s.locator and n.position > s.position
                                         and n.flight_date <= s.flight_date + 1 and n.status in ('confirmed', 'flown'))
                      and not exists (select from survey_cause k
                                       where k.cause = 'flight:' || s.carrier || s.number || ':' || s.flight_date || ':' || s.locator)
                    limit $3"#,
                from as _,
                until as _,
                AT_ONCE,
            );
            rows.fetch_all(db).await?.into_iter().map(|row| (row.cause, Reason::Flight(row.locator))).collect()
        }
        Occasion::Case => {
            let rows = sqlx::query!(
                r#"select f.id, 'case:' || f.reference as "cause!" from case_file f
                    where f.last_at > $1 and f.status = 'closed' and f.closed_at > $1 and f.closed_at <= $2
                      and not exists (select from case_merge m where m.case_id = f.id)
                      and not exists (select from survey_cause k where k.cause = 'case:' || f.reference)
                    limit $3"#,
                from as _,
                until as _,
                AT_ONCE,
            );
            rows.fetch_all(db).await?.into_iter().map(|row| (row.cause, Reason::Case(row.id))).collect()
        }
        Occasion::Change => {
            let rows = sqlx::query!(
                r#"select t.id, 'change:' || t.id as "cause!" from trip_change t
                    where t.state = 'done' and t.done_at > $1 and t.done_at <= $2
                      and not exists (select from survey_cause k where k.cause = 'change:' || t.id)
                    limit $3"#,
                from as _,
                until as _,
                AT_ONCE,
            );
            rows.fetch_all(db).await?.into_iter().map(|row| (row.cause, Reason::Change(row.id))).collect()
        }
        Occasion::Quarter => Vec::new(),
    })
}

/// Decides about one reason, in a transaction of its own.
pub(super) async fn consider(db: &PgPool, now: Timestamp, current: &Current, cause: &str, reason: Reason, share: u32) -> Result<()> {
    let mut tx = db.begin().await?;
    let occasion = match reason {
        Reason::Flight(_) => Occasion::Flight,
        Reason::Case(_) => Occasion::Case,
        Reason::Change(_) => Occasion::Change,
        Reason::Quarter(..) => Occasion::Quarter,
    };
    let subject = match reason {
        Reason::Flight(locator) => flown(&mut tx, now, now - ready(occasion) - LANDINGS, &locator).await?,
        Reason::Case(case) => closed(&mut tx, case).await?,
        Reason::Change(change) => changed(&mut tx, change).await?,
        Reason::Quarter(quarter, locator, fellow) => {
            let subject = flown(&mut tx, quarter.end().min(now), quarter.begin(), &locator).await?;
            subject.map(|subject| subject.of_quarter(cause.to_owned()).told_by(fellow))
        }
    };
    let subject = subject.filter(|subject| subject.cause == cause);
    let address = subject.as_ref().and_then(|subject| subject.person.clone()).map(|address| fold(&address));
    if let Some(address) = &address {
        one_at_a_time(&mut tx, address).await?;
    }
    let ask = known(&mut tx, address.as_deref(), drawn(cause, share)).await?;
    let outcome = Invite::decide(&ask, now);
    let new = sqlx::query!(
        "insert into survey_cause (cause, occasion, outcome, decided_at) values ($1, $2, $3, $4) on conflict do nothing",
        cause,
        occasion.as_str(),
        outcome.as_str(),
        now.to_sqlx() as _,
    );
    let mine = new.execute(&mut *tx).await?.rows_affected() > 0;
    if let (true, Invite::Yes, Some(subject)) = (mine, outcome, &subject) {
        // begun on a page already: then there is no letter
        invite(&mut tx, now, subject, current, Some(awake(now, &subject.zone()))).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whoever decides about a person, or lets them begin, waits for who does it already: one invitation in a month is one.
pub(super) async fn one_at_a_time(tx: &mut PgConnection, address: &str) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock($1, hashtext($2))", PERSON, address).fetch_one(tx).await?;
    Ok(())
}

/// What is known of somebody before they are asked.
async fn known(tx: &mut PgConnection, address: Option<&str>, drawn: bool) -> Result<Ask> {
    let Some(address) = address else { return Ok(Ask { drawn, ..Ask::default() }) };
    // an outage of ours, or a server that asks for patience, says nothing of an address
    let came_back = sqlx::query!(
        r#"select bounced_at is not null as "bounced!", last_error from outbox
            where recipient = $1 and (bounced_at is not null or state = 'failed') order by id desc limit 20"#,
        address,
    );
    let bounces = came_back.fetch_all(&mut *tx).await?.into_iter().any(|row| {
        let trouble = Trouble::of(row.last_error.as_deref().unwrap_or_default());
        row.bounced || matches!(trouble, Trouble::NoSuchAddress | Trouble::NoSuchDomain | Trouble::MailboxFull)
    });
    let last = sqlx::query_scalar!("select max(created_at) from survey_invitation where person = $1", address).fetch_one(&mut *tx).await?;
    let left = opted_out(&mut *tx, address, List::Surveys).await?;
    Ok(Ask { address: true, left, bounces, last: last.map(jiff_sqlx::Timestamp::to_jiff), drawn })
}

/// Writes to those who may be written to now.
pub(super) async fn write_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let due = sqlx::query_scalar!(
        "select id from survey_invitation where send_at <= $1 and written_at is null and done_at is null and person is not null
          order by send_at limit $2",
        now.to_sqlx() as _,
        AT_ONCE,
    );
    let mut written = 0;
    for id in due.fetch_all(db).await? {
        written += u64::from(write(db, now, id).await?);
    }
    Ok(written)
}

async fn write(db: &PgPool, now: Timestamp, id: Uuid) -> Result<bool> {
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        r#"select i.person as "person!", i.locale, i.facts, i.expires_at, v.form, i.zone,
                  s.withdrawn_at is not null
                      or i.occasion = 'case' and not exists (select from case_file c where c.id = i.case_id and c.status = 'closed') as "over!"
             from survey_invitation i join survey_version v on v.survey = i.survey and v.number = i.version join survey s on s.id = i.survey
            where i.id = $1 and i.written_at is null and i.done_at is null for update of i skip locked"#,
        id,
    );
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(false) };
    let zone = TimeZone::get(row.zone.as_deref().unwrap_or(HUB_ZONE)).unwrap_or(TimeZone::UTC);
    let later = awake(now, &zone);
    if row.over || later > now {
        // withdrawn, or the case goes on: no letter; night where they are: in the morning
        let again = (!row.over).then(|| later.to_sqlx());
        if !(row.over && unasked(&mut tx, id).await?) {
            sqlx::query!("update survey_invitation set send_at = $2 where id = $1", id, again as _).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        return Ok(false);
    }
    let (form, locale) = (form(row.form)?, Locale::from_tag(&row.locale).unwrap_or_default());
    let facts: Facts = serde_json::from_value(row.facts).map_err(|error| Error::Internal(error.to_string()))?;
    let until = row.expires_at.to_jiff();
    let letter = Letter::Survey { title: form.title.said(locale, &facts), lead: form.lead.said(locale, &facts), until };
    let token = link(&mut tx, now, id, Channel::Mail, None).await?;
    let key = format!("survey:{id}");
    let secret = Some(token.to_text());
    promise(&mut tx, now, &Promise { key, to: &row.person, locale, letter, secret, useless_after: Some(until), case: None }).await?;
    sqlx::query!("update survey_invitation set written_at = $2 where id = $1", id, now.to_sqlx() as _).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes an invitation back that nobody has heard of: they may be asked about something else, and about this when it is over after all.
async fn unasked(tx: &mut PgConnection, id: Uuid) -> Result<bool> {
    let back = sqlx::query_scalar!(
        "delete from survey_invitation where id = $1 and not exists (select from survey_link where invitation = $1) returning cause",
        id,
    );
    let Some(cause) = back.fetch_optional(&mut *tx).await? else { return Ok(false) };
    sqlx::query!("delete from survey_cause where cause = $1", cause).execute(tx).await?;
    Ok(true)
}

/// Forgets whose answers they were after a while, and what became of reasons of long ago. What was said stays, without a name.
///
/// # Errors
/// Those of the database.
pub async fn forget(db: &PgPool, now: Timestamp) -> Result<u64> {
    let long_ago = (now - domain::policy::SURVEYS_NAMED).to_sqlx();
    let gone = sqlx::query!(
        "update survey_invitation set person = null, locator = null, case_id = null, change_id = null, cause = id::text, tell = false,
                facts = facts - 'name' - 'reference'
          where created_at <= $1 and cause <> id::text",
        long_ago as _
    );
    let gone = gone.execute(db).await?.rows_affected();
    sqlx::query!("delete from survey_cause where decided_at <= $1", (now - domain::policy::LETTERS_KEPT).to_sqlx() as _)
        .execute(db)
        .await?;
    Ok(gone)
}
