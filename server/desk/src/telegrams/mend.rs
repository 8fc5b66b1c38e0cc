//! What could not be used: staff see why, at its place, put it right and send it through again.

use super::work::work;
use crate::{Error, PgPool, Result, audit};
use domain::rights::{Viewer, may_mend_messages};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use std::time::Duration;
pub use wire::fault::Fault;

/// Messages on a page.
const ON_A_PAGE: i64 = 50;
/// Whoever sends some through again waits for so many batches, or so many times this long for another process that is at it.
const BATCHES: u32 = 3;
const PATIENCE: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);
/// Longest message staff send through again.
const LONGEST: usize = 128 * 1024;

/// Of a longer one so many lines before and after the place are shown, and so many columns of each.
const AROUND: usize = 10;
const COLUMNS: usize = 400;

/// How a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not looked at yet.
    New,
    /// Waits for a tag or flight to become known, or for somebody.
    Parked,
    /// Could not be read.
    Rejected,
}

impl State {
    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Parked => "parked",
            Self::Rejected => "rejected",
        }
    }

    /// Reads what [`State::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::New, Self::Parked, Self::Rejected].into_iter().find(|state| state.as_str() == text)
    }
}

/// A message nobody could use yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: i64,
    /// `BSM`; none where not even that could be read.
    pub kind: Option<String>,
    /// How it stands.
    pub state: State,
    /// When it came.
    pub received_at: Timestamp,
    /// Why it stands so, with the place.
    pub fault: Fault,
}

/// One of them, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// As in the list.
    pub message: Listed,
    /// Its text, as it came or as it was put right; of what is too long to be put right, the lines around the place.
    pub text: String,
    /// The line it begins with, from 1.
    pub first: usize,
    /// It is all of it.
    pub whole: bool,
    /// Who put it right, if anybody has.
    pub mended_by: Option<String>,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Parked or rejected ones only.
    pub state: Option<State>,
    /// Those before this number.
    pub before: Option<i64>,
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Newest first.
    pub messages: Vec<Listed>,
    /// How many are rejected.
    pub rejected: i64,
    /// How many are parked.
    pub parked: i64,
    /// How many have not been looked at.
    pub new: i64,
    /// Where the next page begins.
    pub next: Option<i64>,
}

fn allowed(viewer: &Viewer) -> Result<()> {
    match (viewer.staff(), may_mend_messages(viewer)) {
        (None, _) => Err(Error::SignInFirst),
        (Some(_), false) => Err(Error::Forbidden),
        (Some(_), true) => Ok(()),
    }
}

/// Messages nobody could use, newest first. One look is one row of the audit (I7): tags and names stand in them.
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer, now: Timestamp, wanted: Wanted) -> Result<Page> {
    allowed(viewer)?;
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"select w.id, w.kind, w.state, t.received_at, w.line, w.element, w.reason
             from telegram_work w join telegram t on t.id = w.id
            where w.state <> 'new' and ($1::text is null or w.state = $1) and ($2::bigint is null or w.id < $2)
            order by w.id desc limit $3"#,
        wanted.state.map(State::as_str),
        wanted.before,
        ON_A_PAGE + 1,
    );
    let mut messages: Vec<Listed> = rows
        .fetch_all(&mut *tx)
        .await?
        .into_iter()
        .map(|row| listed(row.id, row.kind, &row.state, row.received_at, (row.line, row.element, row.reason)))
        .collect();
    let counts = sqlx::query!(
        r#"select count(*) filter (where state = 'rejected') as "rejected!", count(*) filter (where state = 'parked') as "parked!",
                  count(*) filter (where state = 'new') + (select count(*) from schedule_file) as "new!" from telegram_work"#
    );
    let counts = counts.fetch_one(&mut *tx).await?;
    let more = i64::try_from(messages.len()).is_ok_and(|found| found > ON_A_PAGE);
    if more {
        messages.pop();
    }
    let next = messages.last().filter(|_| more).map(|last| last.id);
    let detail = json!({ "query": { "state": wanted.state.map(State::as_str) }, "count": messages.len() });
    audit::look(&mut tx, viewer, now, "search", "telegram", "", detail).await?;
    tx.commit().await?;
    Ok(Page { messages, rejected: counts.rejected, parked: counts.parked, new: counts.new, next })
}

fn listed(
    id: i64,
    kind: Option<String>,
    state: &str,
    received_at: jiff_sqlx::Timestamp,
    (line, element, reason): (Option<i32>, Option<String>, Option<String>),
) -> Listed {
    let line = line.and_then(|line| usize::try_from(line).ok()).unwrap_or(1);
    let fault = Fault::new(line, element.unwrap_or_default(), reason.unwrap_or_default());
    Listed { id, kind, state: State::parse(state).unwrap_or(State::New), received_at: received_at.to_jiff(), fault }
}

/// One of them.
///
/// # Errors
/// As [`list`]; `NotFound` for one that is done, or never was.
pub async fn open(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64) -> Result<Opened> {
    allowed(viewer)?;
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        r#"select w.id, w.kind, w.state, t.received_at, w.line, w.element, w.reason, coalesce(t.mended, t.text) as "text!", t.mended_by
             from telegram_work w join telegram t on t.id = w.id where w.id = $1"#,
        id
    );
    let row = row.fetch_one(&mut *tx).await?;
    audit::look(&mut tx, viewer, now, "telegram", "telegram", &id.to_string(), json!({})).await?;
    tx.commit().await?;
    let message = listed(row.id, row.kind, &row.state, row.received_at, (row.line, row.element, row.reason));
    let (text, first, whole) = excerpt(row.text, message.fault.line);
    Ok(Opened { message, text, first, whole, mended_by: row.mended_by })
}

/// A text short enough to be put right as it is; of a longer one the lines around a place.
fn excerpt(text: String, line: usize) -> (String, usize, bool) {
    if text.len() <= LONGEST {
        return (text, 1, true);
    }
    let first = line.saturating_sub(AROUND).max(1);
    let cut = |line: &str| line.chars().take(COLUMNS).collect::<String>();
    let lines: Vec<String> = text.lines().skip(first - 1).take(2 * AROUND + 1).map(cut).collect();
    (lines.join("\n"), first, false)
}

/// What is done with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// Sent through again with this text.
    Again(&'a str),
    /// Sent through again as it is.
    AsItIs,
    /// Left as it is: nobody needs it.
    Aside,
}

/// Puts a message right and sends it through again at once; what came is kept beside. Says how it stands then; `None`: it is done,
/// [`State::New`]: others are before it, or another process works.
///
/// # Errors
/// As [`list`]; `Invalid` (`text`) for nothing or too much; `Conflict` where it is done already.
pub async fn mend(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64, text: &str) -> Result<Option<State>> {
    allowed(viewer)?;
    let text = text.trim_end();
    if text.trim().is_empty() {
        return Err(Error::invalid("text", "telegrams-text-missing"));
    }
    if text.len() > LONGEST {
        return Err(Error::invalid("text", "telegrams-text-long"));
    }
    change(db, viewer, now, id, Change::Again(text)).await?;
    outcome(db, now, id).await
}

/// Sends a message through again as it is, after something was put right elsewhere. Says how it stands then, as [`mend`] does.
///
/// # Errors
/// As [`mend`].
pub async fn again(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64) -> Result<Option<State>> {
    allowed(viewer)?;
    change(db, viewer, now, id, Change::AsItIs).await?;
    outcome(db, now, id).await
}

async fn outcome(db: &PgPool, now: Timestamp, id: i64) -> Result<Option<State>> {
    through(db, now, Some(id)).await?;
    // a schedule file goes on being applied
    let state = sqlx::query_scalar!(
        r#"select state as "state!" from telegram_work where id = $1 union all select 'new' from schedule_file where id = $1"#,
        id
    );
    let state = state.fetch_optional(db).await?;
    Ok(state.and_then(|state| State::parse(&state)))
}

/// Leaves a message as it is: it is kept as long as others, and nobody is asked about it any more.
///
/// # Errors
/// As [`mend`].
pub async fn set_aside(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64) -> Result<()> {
    allowed(viewer)?;
    change(db, viewer, now, id, Change::Aside).await
}

async fn change(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64, change: Change<'_>) -> Result<()> {
    let mut tx = db.begin().await?;
    let state = sqlx::query_scalar!("select state from telegram_work where id = $1 for update", id).fetch_optional(&mut *tx).await?;
    if state.is_none_or(|state| state == State::New.as_str()) {
        return Err(Error::Conflict("telegrams-done"));
    }
    let action = match change {
        Change::Again(text) => {
            let by = viewer.staff().map(|member| member.name.clone());
            sqlx::query!(
                "update telegram set mended = $2, mended_by = $3, mended_at = $4 where id = $1 and coalesce(mended, text) <> $2",
                id,
                text,
                by,
                now.to_sqlx() as _
            )
            .execute(&mut *tx)
            .await?;
            sqlx::query!("update telegram_work set state = 'new', waits_for = null where id = $1", id).execute(&mut *tx).await?;
            "telegram_again"
        }
        Change::AsItIs => {
            sqlx::query!("update telegram_work set state = 'new', waits_for = null where id = $1", id).execute(&mut *tx).await?;
            "telegram_again"
        }
        Change::Aside => {
            sqlx::query!("delete from telegram_work where id = $1", id).execute(&mut *tx).await?;
            "telegram_aside"
        }
    };
    audit::record(&mut tx, viewer, now, action, "telegram", &id.to_string(), json!({})).await?;
    Ok(tx.commit().await?)
}

/// Sends everything of a state (of both, where none is given) through again: after something was put right elsewhere.
///
/// # Errors
/// As [`list`].
pub async fn replay_all(db: &PgPool, viewer: &Viewer, now: Timestamp, state: Option<State>) -> Result<u64> {
    allowed(viewer)?;
    let mut tx = db.begin().await?;
    let state = state.map(State::as_str);
    let again = sqlx::query!(
        "update telegram_work set state = 'new', waits_for = null where state <> 'new' and ($1::text is null or state = $1)",
        state
    );
    let count = again.execute(&mut *tx).await?.rows_affected();
    audit::record(&mut tx, viewer, now, "telegram_again", "telegram", "", json!({ "state": state, "count": count })).await?;
    tx.commit().await?;
    through(db, now, None).await?;
    Ok(count)
}

/// Whoever sent it through sees what became of it, unless so much is waiting, or another process takes so long, that it is not its turn yet.
async fn through(db: &PgPool, now: Timestamp, of: Option<i64>) -> Result<()> {
    let mut batches = 0;
    for _ in 0..PATIENCE {
        if work(db, now).await? > 0 {
            batches += 1;
        } else {
            tokio::time::sleep(PAUSE).await;
        }
        let waits = sqlx::query_scalar!(
            r#"select exists (select from telegram_work where state = 'new' and ($1::bigint is null or id = $1)) as "waits!""#,
            of
        );
        if batches == BATCHES || !waits.fetch_one(db).await? {
            break;
        }
    }
    Ok(())
}
