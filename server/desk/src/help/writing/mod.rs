//! Writing help and procedures: drafts, review by somebody else, publishing now or at an hour, taking away.
//!
//! Both books go the same way. Every change holds the row of the text, so that two of them come one after the other and the second
//! sees the first; every step leaves a row in the audit.

mod draft;
mod facts;
mod links;
mod list;
mod place;
mod procedures;
mod read;
mod review;

pub use draft::{Draft, save, send, start};
pub use facts::{Facts, NewArticle, create, set_facts};
pub use links::{Fault, faults};
pub use list::{Filter, Kept, Listed, Miss, Page, Standing, Tongue, list};
pub use place::{NewProcedure, PlaceFacts, TypedPlace, create_procedure, set_place};
pub use procedures::{ListedProcedure, procedures};
pub(super) use read::stored_place;
pub use read::{Helped, Manuscript, Note, Opinion, Version, manuscript};
pub use review::{Seen, approve, give_back, withdraw};

use crate::{Error, Result, audit};
use domain::help::{Book, State, Step, Text};
use domain::locale::Locale;
use domain::rights::{ArticleRole, StaffMember, Viewer, article_role};
use jiff::Timestamp;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody else was faster, or it is not in that state any more.
const MOVED_ON: Error = Error::Conflict("knowledge-moved-on");

fn member(viewer: &Viewer) -> Result<&StaffMember> {
    viewer.staff().ok_or(Error::SignInFirst)
}

fn id(member: &StaffMember) -> Result<Uuid> {
    Uuid::parse_str(&member.id).map_err(|error| Error::Internal(error.to_string()))
}

/// A text nobody else changes meanwhile.
struct Locked {
    owner: String,
    role: ArticleRole,
}

/// Takes the row of the text for who may do at least this with it.
async fn locked(tx: &mut PgConnection, viewer: &Viewer, text: Text<'_>, least: ArticleRole) -> Result<Locked> {
    member(viewer)?;
    let owner = match text.book {
        Book::Help => sqlx::query_scalar!("select owner from article where slug = $1 for update", text.slug).fetch_optional(tx).await?,
        Book::Procedures => {
            sqlx::query_scalar!("select owner from procedure where slug = $1 for update", text.slug).fetch_optional(tx).await?
        }
    };
    let owner = owner.ok_or(Error::NotFound)?;
    let role = article_role(viewer, &owner).ok_or(Error::SignInFirst)?;
    if role >= least { Ok(Locked { owner, role }) } else { Err(Error::Forbidden) }
}

/// A version as it is stored, before something is done to it.
struct Stored {
    state: State,
    edits: i32,
    /// Everybody who wrote in it, by id.
    writers: Vec<String>,
}

impl Stored {
    fn after(&self, step: Step) -> Result<State> {
        self.state.after(step).ok_or(MOVED_ON)
    }
}

/// Takes a version's row: publishing what is due asks for it too, and for no article.
async fn standing(tx: &mut PgConnection, text: Text<'_>, locale: Locale, number: i32) -> Result<Stored> {
    let row = sqlx::query!(
        r#"select state, edits, case when author = any(writers) or author is null then writers else writers || author end as "writers!" from text_version where book = $4 and slug = $1 and locale = $2 and number = $3 for update"#,
        text.slug,
        locale.tag(),
        number,
        text.book.as_str(),
    )
    .fetch_optional(tx)
    .await?
    .ok_or(Error::NotFound)?;
    let state = State::parse(&row.state).ok_or_else(|| Error::Internal(format!("state {}", row.state)))?;
    Ok(Stored { state, edits: row.edits, writers: row.writers.iter().map(Uuid::to_string).collect() })
}

/// Writes down that a version took a step.
async fn noted(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    act: &str,
    text: Text<'_>,
    locale: Locale,
    number: i32,
) -> Result<()> {
    audit::record(tx, viewer, now, act, text.book.as_str(), text.slug, json!({ "language": locale.tag(), "version": number })).await
}

/// Writes down that it was begun, or that what stands beside its words changed.
async fn noted_facts(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, act: &str, text: Text<'_>, owner: &str) -> Result<()> {
    audit::record(tx, viewer, now, act, text.book.as_str(), text.slug, json!({ "department": owner })).await
}
