//! What is told without anybody asking: what became of the money, that an offer still stands, that the days to claim come to their end.

use super::begun::begun;
use super::read::{Claim, by_id};
use super::{ClaimBook, Says, Told};
use crate::cases::{self, CaseFile};
use crate::outbox::Letter;
use crate::{PgPool, Result};
use domain::case::{BagReport, BagStep, Notice};
use domain::claim::{News, Stage, last_day};
use domain::payment::State;
use domain::policy::{CLAIM_DAYS_BEFORE, CLAIM_OFFER_REMINDED};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// How a word about the days to claim is called in the case of a report.
pub const CLAIM_BY: &str = "claim-by";
/// Looked at in one go.
const AT_ONCE: i64 = 50;

/// What became of the money of claims that were accepted: each news once, however many processes look. Answers with how many were told.
///
/// # Errors
/// Those of the database.
pub async fn go_on(db: &PgPool, now: Timestamp, says: Says<'_>) -> Result<u64> {
    let due = sqlx::query_scalar!(
        r#"select c.id as "id!" from claim c join payment p on p.key = 'claim:' || c.id || ':' || c.payouts
            where c.stage = 'accepted' and c.told is distinct from 'paid'
              and (p.state = 'settled' or p.state = 'failed' and c.told is distinct from 'failed'
                   or p.state = 'sent' and p.hosted_url is not null and p.means is null and c.told is null)
           union
           -- money may come back days after it was paid, from an account that was closed
           select c.id from payment p join claim c on c.id = split_part(p.key, ':', 2)::uuid
            where p.state = 'failed' and p.key like 'claim:%' and c.told = 'paid' and p.key = 'claim:' || c.id || ':' || c.payouts
           order by 1 limit $1"#,
        AT_ONCE
    );
    let mut told = 0;
    for id in due.fetch_all(db).await? {
        let mut tx = db.begin().await?;
        told += u64::from(paid(&mut tx, now, id, says).await?);
        tx.commit().await?;
    }
    Ok(told)
}

/// The case before the claim, as everybody else takes them.
async fn held(tx: &mut PgConnection, id: Uuid) -> Result<(CaseFile, Claim)> {
    let case = sqlx::query_scalar!("select case_id from claim where id = $1", id).fetch_one(&mut *tx).await?;
    let case = cases::locked(tx, case).await?;
    Ok((case, by_id(tx, id).await?))
}

async fn paid(tx: &mut PgConnection, now: Timestamp, id: Uuid, says: Says<'_>) -> Result<bool> {
    let (case, claim) = held(tx, id).await?;
    let (Some(payment), Some(amount), Some((by, name))) = (claim.payment.clone(), claim.offered, claim.by.clone()) else {
        return Ok(false);
    };
    let (told, news, words, asks) = match payment.state {
        State::Settled => ("paid", News::Paid, Told::Paid(amount, payment.means.as_deref()), false),
        State::Failed => ("failed", News::Failed, Told::Failed(amount), true),
        State::Sent if payment.page.is_some() => ("account", News::Account, Told::Account(amount), true),
        _ => return Ok(false),
    };
    let first = sqlx::query!(
        "update claim set told = $2 where id = $1 and told is distinct from $2 and (told is distinct from 'paid' or $2 = 'failed')",
        id,
        told
    );
    if first.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let by = domain::case::Person { id: by, name };
    let words = says(case.language, &words);
    cases::claim_goes_on(tx, now, case.id, by, (words, asks), (news, amount)).await?;
    Ok(true)
}

/// Offers nobody has answered for long, and reports whose days to claim come to their end: each once. Answers with how many were told.
///
/// # Errors
/// Those of the database.
pub async fn tell_due(db: &PgPool, now: Timestamp, book: &ClaimBook, says: Says<'_>) -> Result<u64> {
    let waiting = sqlx::query_scalar!(
        "select id from claim where stage = 'offered' and reminded_at is null and offered_at <= $1 order by offered_at limit $2",
        (now - CLAIM_OFFER_REMINDED).to_sqlx() as _,
        AT_ONCE
    );
    let mut told = 0;
    for id in waiting.fetch_all(db).await? {
        let mut tx = db.begin().await?;
        told += u64::from(still_stands(&mut tx, now, id, says).await?);
        tx.commit().await?;
    }
    let ending = sqlx::query_scalar!(
        "select case_id from baggage_report where claim_look_at <= $1 order by claim_look_at limit $2",
        now.to_sqlx() as _,
        AT_ONCE
    );
    for case in ending.fetch_all(db).await? {
        let mut tx = db.begin().await?;
        told += u64::from(days_end(&mut tx, now, book, case).await?);
        tx.commit().await?;
    }
    Ok(told)
}

async fn still_stands(tx: &mut PgConnection, now: Timestamp, id: Uuid, says: Says<'_>) -> Result<bool> {
    let (case, claim) = held(tx, id).await?;
    let (Some(amount), Some((by, name)), Stage::Offered) = (claim.offered, claim.by.clone(), claim.stage) else { return Ok(false) };
    let first = sqlx::query!("update claim set reminded_at = $2 where id = $1 and reminded_at is null", id, now.to_sqlx() as _);
    if first.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let by = domain::case::Person { id: by, name };
    let words = says(case.language, &Told::Waits(amount));
    cases::claim_goes_on(tx, now, case.id, by, (words, true), (News::Waits, amount)).await?;
    Ok(true)
}

/// Tells once that the days to claim end soon, and plans when to look otherwise. Nothing is told where the rules know no such day, or it is over.
async fn days_end(tx: &mut PgConnection, now: Timestamp, book: &ClaimBook, case: i64) -> Result<bool> {
    let mut file = CaseFile::lock_by_id(tx, case).await?;
    let due = sqlx::query!("select pir, tag, station, claim_look_at from baggage_report where case_id = $1 for update", case);
    let report = due.fetch_one(&mut *tx).await?;
    if report.claim_look_at.is_none_or(|at| at.to_jiff() > now) {
        return Ok(false);
    }
    let claimed =
        sqlx::query_scalar!(r#"select exists (select from claim where case_id = $1) as "there!""#, case).fetch_one(&mut *tx).await?;
    let last = match begun(tx, now, &book.rules, &file, &[]).await {
        Ok(begun) if !claimed => last_day(&book.rules, &begun.facts).ok().flatten().map(|day| (day, begun.facts.asked)),
        Ok(_) | Err(crate::Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    // the bag may come meanwhile, and other days count from then: looked at once a week
    let (tells, again) = match last {
        Some((day, today)) if today > day => (None, None),
        Some((day, today)) => match day.checked_sub(CLAIM_DAYS_BEFORE.days()).unwrap_or(day) {
            from if today >= from => (Some(day), None),
            from => {
                let then = from.to_zoned(TimeZone::UTC).map(|then| then.timestamp()).unwrap_or(now);
                (None, Some(then.min(now + SignedDuration::from_hours(24 * 7)).max(now + SignedDuration::from_hours(1))))
            }
        },
        None => (None, None),
    };
    sqlx::query!("update baggage_report set claim_look_at = $2 where case_id = $1", case, again.map(ToSqlx::to_sqlx) as _)
        .execute(&mut *tx)
        .await?;
    let Some(day) = tells else { return Ok(false) };
    let (stage, words) = (CLAIM_BY.to_owned(), day.to_string());
    let of = BagReport { pir: report.pir.clone(), stage: stage.clone(), day: None, words: words.clone() };
    let tag = report.tag.unwrap_or_default();
    let notice = Notice::Bag { tag, airport: report.station.clone(), step: BagStep::Traced, report: Some(of) };
    let (reference, airport) = (file.reference.clone(), report.station);
    let letter = Letter::BagProgress { reference, pir: report.pir, stage, airport, day: None, words };
    cases::tell(tx, &mut file, now, notice, letter, None).await?;
    Ok(true)
}
