//! What was promised and what became of it: for staff.

use super::{Letter, Signer, opt_out::leave_token};
use crate::{Error, PgPool, Result, audit};
use domain::contact::{Way, mask};
use domain::locale::Locale;
use domain::queue::{Reach, reach};
use domain::rights::{self, Viewer};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// Rows on a page.
const PAGE: i64 = 50;

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waiting, for the first or another attempt.
    Queued,
    /// Taken by the receiving server.
    Sent,
    /// Given up.
    Failed,
}

impl State {
    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "sent" => Self::Sent,
            "failed" => Self::Failed,
            _ => Self::Queued,
        }
    }
}

/// A letter as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Row id.
    pub id: Uuid,
    /// The address or number, masked.
    pub to: String,
    /// How it travels.
    pub way: Way,
    /// The reader's language.
    pub locale: Locale,
    /// What it says; `None` where this version cannot read it.
    pub letter: Option<Letter>,
    /// The code or link's token, only where it was asked for and is still kept.
    pub secret: Option<String>,
    /// The token by which its reader leaves what it is of, where secrets are shown.
    pub leave: Option<String>,
    /// What became of it.
    pub state: State,
    /// Attempts so far.
    pub attempts: i32,
    /// What the last attempt ran into.
    pub last_error: Option<String>,
    /// Why it came back, where it did.
    pub bounce: Option<String>,
    /// When it was promised.
    pub created_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When the other side said that it had arrived.
    pub delivered_at: Option<Timestamp>,
}

/// A page of letters, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// At most fifty.
    pub letters: Vec<Kept>,
    /// `before` of the next page, if there is one.
    pub next: Option<Uuid>,
}

/// Letters, newest first, older than `before`: of the cases the viewer sees, and of no case for those who answer for
/// everyone. `with_secrets` is for demo mode without a mail server, where this page is the only way a code can be read
/// and so shows what went to bookings to all staff; everywhere else a secret is for its reader alone.
///
/// # Errors
/// `SignInFirst` for all but staff; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer, now: Timestamp, before: Option<Uuid>, with_secrets: bool) -> Result<Page> {
    if !rights::may_see_outbox(viewer) {
        return Err(Error::SignInFirst);
    }
    let Some(reach) = reach(viewer) else { return Err(Error::SignInFirst) };
    let (all, departments, own) = match reach {
        Reach::Everything => (true, Vec::new(), None),
        Reach::Departments { departments, own } => (false, departments, own.parse::<Uuid>().ok()),
    };
    let mut tx = db.begin().await?;
    // ids are UUID version 7: in the order of writing
    let rows = sqlx::query!(
        "select o.id, recipient, locale, letter, secret, state, attempts, last_error, created_at, sent_at, delivered_at, bounce from outbox o
          where ($1::uuid is null or o.id < $1)
            and case when case_id is null then $6 or $7 and letter ->> 'locator' is not null
                     else $3 or exists (select from case_file f where f.id = o.case_id and (f.department = any($4) or f.owner = $5)) end
          order by o.id desc limit $2",
        before,
        PAGE + 1,
        all,
        &departments,
        own,
        rights::may_see_other_letters(viewer),
        with_secrets,
    )
    .fetch_all(&mut *tx)
    .await?;
    let more = rows.len() > 50;
    let signer = if with_secrets { Some(Signer::load(&mut *tx).await?) } else { None };
    let letters: Vec<Kept> = rows
        .into_iter()
        .take(50)
        .map(|row| (serde_json::from_value::<Letter>(row.letter.clone()).ok(), row))
        .map(|(letter, row)| Kept {
            leave: signer
                .as_ref()
                .filter(|_| letter.as_ref().is_some_and(|letter| letter.list().is_some()))
                .map(|signer| leave_token(signer, row.id)),
            id: row.id,
            to: mask(&row.recipient),
            way: Way::to(&row.recipient),
            locale: Locale::from_tag(&row.locale).unwrap_or_default(),
            letter,
            secret: row.secret.filter(|_| with_secrets),
            state: State::parse(&row.state),
            attempts: row.attempts,
            last_error: row.last_error,
            bounce: row.bounce,
            created_at: row.created_at.to_jiff(),
            sent_at: row.sent_at.map(|at| at.to_jiff()),
            delivered_at: row.delivered_at.map(|at| at.to_jiff()),
        })
        .collect();
    audit::look(&mut tx, viewer, now, "list", "outbox", "", json!({ "count": letters.len() })).await?;
    tx.commit().await?;
    let next = letters.last().map(|letter| letter.id).filter(|_| more);
    Ok(Page { letters, next })
}
