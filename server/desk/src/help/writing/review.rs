//! Review: somebody else approves, for now or for an hour to come, or sends it back; what is read can be taken away.

use super::super::publish::{Published, alone, publish, take_away};
use super::{MOVED_ON, Stored, id, locked, member, noted, standing};
use crate::{Error, PgPool, Result};
use domain::help::{Book, State, Step, Text, Words};
use domain::locale::Locale;
use domain::rights::{ArticleRole, Viewer, may_approve};
use jiff::{Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// Longest reason for sending a text back, in characters.
const LONGEST_REASON: usize = 2_000;

/// The version somebody has read, as it was when they did.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// In which language.
    pub locale: Locale,
    /// Which version.
    pub number: i32,
    /// How often it had been saved.
    pub edits: i32,
}

/// Takes the version for a step, if it still is what was seen.
async fn taken(tx: &mut PgConnection, text: Text<'_>, seen: Seen, step: Step) -> Result<Stored> {
    let stored = standing(tx, text, seen.locale, seen.number).await?;
    stored.after(step)?;
    if stored.edits == seen.edits { Ok(stored) } else { Err(MOVED_ON) }
}

/// Approves what somebody else wrote: read from now on, or from an hour to come. With `checked` the article counts as read against
/// the facts today.
///
/// # Errors
/// `SignInFirst`, `NotFound`; `Forbidden` for who does not answer for the department or wrote in it; `Invalid` (`day`) for an hour
/// that is past, (`checked`) for a first version nobody has checked; `Conflict` where it is not what was read; those of the database.
pub async fn approve(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    text: Text<'_>,
    seen: Seen,
    later: Option<Timestamp>,
    checked: bool,
) -> Result<()> {
    let reviewer = id(member(viewer)?)?;
    let mut tx = db.begin().await?;
    let article = locked(&mut tx, viewer, text, ArticleRole::Reviewer).await?;
    alone(&mut tx).await?;
    let step = if later.is_some() { Step::Schedule } else { Step::Publish };
    let stored = taken(&mut tx, text, seen, step).await?;
    if !may_approve(viewer, &article.owner, &stored.writers) {
        return Err(Error::Forbidden);
    }
    if later.is_some_and(|at| at <= now) {
        return Err(Error::invalid("day", "knowledge-hour-past"));
    }
    if !checked && !approved_before(&mut tx, text).await? {
        return Err(Error::invalid("checked", "knowledge-checked-first"));
    }
    let words = sqlx::query_as!(
        Words,
        "update text_version set state = $4, reviewer = $5, reviewed_at = $6, publish_at = $7
         where book = $8 and slug = $1 and locale = $2 and number = $3 returning title, summary, synonyms, body",
        text.slug,
        seen.locale.tag(),
        seen.number,
        State::Approved.as_str(),
        reviewer,
        now.to_sqlx() as _,
        later.map(ToSqlx::to_sqlx) as _,
        text.book.as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    if checked {
        checked_today(&mut tx, now, text).await?;
    }
    let act = if later.is_some() { "text_scheduled" } else { "text_published" };
    noted(&mut tx, viewer, now, act, text, seen.locale, seen.number).await?;
    if later.is_none() {
        publish(&mut tx, Published { text, locale: seen.locale, number: seen.number, words: &words, at: now }).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// It is read against the facts today.
async fn checked_today(tx: &mut PgConnection, now: Timestamp, text: Text<'_>) -> Result<()> {
    let today = now.to_zoned(TimeZone::UTC).date().to_sqlx();
    let query = match text.book {
        Book::Help => {
            sqlx::query!("update article set reviewed_on = $2, edits = edits + 1 where slug = $1", text.slug, today as _).execute(tx)
        }
        Book::Procedures => {
            sqlx::query!("update procedure set reviewed_on = $2, edits = edits + 1 where slug = $1", text.slug, today as _).execute(tx)
        }
    };
    query.await?;
    Ok(())
}

/// Whether somebody has ever approved it, in any language: its date of review is theirs, and not that of its first draft.
async fn approved_before(tx: &mut PgConnection, text: Text<'_>) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from text_version where book = $2 and slug = $1 and state in ('approved', 'published', 'replaced', 'withdrawn')) as "found!""#,
        text.slug,
        text.book.as_str(),
    );
    Ok(found.fetch_one(tx).await?)
}

/// Back to writing, with a reason; an author who takes back what they wrote needs none. Stops one that is scheduled.
///
/// # Errors
/// `SignInFirst`, `NotFound`, `Forbidden`; `Invalid` (`reason`); `Conflict` where it is not what was read; those of the database.
pub async fn give_back(db: &PgPool, viewer: &Viewer, now: Timestamp, text: Text<'_>, seen: Seen, reason: &str) -> Result<()> {
    let by = id(member(viewer)?)?;
    let reason = reason.trim();
    let mut tx = db.begin().await?;
    locked(&mut tx, viewer, text, ArticleRole::Author).await?;
    let stored = taken(&mut tx, text, seen, Step::Return).await?;
    if reason.is_empty() && !stored.writers.contains(&by.to_string()) {
        return Err(Error::invalid("reason", "knowledge-reason-missing"));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::invalid("reason", "knowledge-reason-long"));
    }
    sqlx::query!(
        "update text_version set state = $4, note = $5, note_by = $6, reviewer = null, reviewed_at = null, publish_at = null
         where book = $7 and slug = $1 and locale = $2 and number = $3",
        text.slug,
        seen.locale.tag(),
        seen.number,
        State::Draft.as_str(),
        reason,
        (!reason.is_empty()).then_some(by),
        text.book.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    noted(&mut tx, viewer, now, "text_returned", text, seen.locale, seen.number).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a version away: a draft is given up by who may write; what is read, or approved to be, by who answers for it. Searches forget
/// it in the same commit.
///
/// # Errors
/// `SignInFirst`, `NotFound`, `Forbidden`; `Conflict` where it is not what was seen; those of the database.
pub async fn withdraw(db: &PgPool, viewer: &Viewer, now: Timestamp, text: Text<'_>, seen: Seen) -> Result<()> {
    let mut tx = db.begin().await?;
    let article = locked(&mut tx, viewer, text, ArticleRole::Author).await?;
    alone(&mut tx).await?;
    let stored = taken(&mut tx, text, seen, Step::Withdraw).await?;
    match stored.state {
        State::Approved | State::Published if article.role < ArticleRole::Reviewer => return Err(Error::Forbidden),
        State::Published => take_away(&mut tx, text, seen.locale).await?,
        _ => {
            sqlx::query!(
                "update text_version set state = $4, publish_at = null where book = $5 and slug = $1 and locale = $2 and number = $3",
                text.slug,
                seen.locale.tag(),
                seen.number,
                State::Withdrawn.as_str(),
                text.book.as_str(),
            )
            .execute(&mut *tx)
            .await?;
        }
    }
    noted(&mut tx, viewer, now, "text_withdrawn", text, seen.locale, seen.number).await?;
    tx.commit().await?;
    Ok(())
}
