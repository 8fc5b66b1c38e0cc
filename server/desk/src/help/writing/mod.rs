//! Writing help: drafts, review by somebody else, publishing now or at an hour, taking away.
//!
//! Every change holds the article's row, so that two of them come one after the other and the second sees the first.

mod draft;
mod facts;
mod links;
mod list;
mod read;
mod review;

pub use draft::{Draft, save, send, start};
pub use facts::{Facts, NewArticle, create, set_facts};
pub use links::{Fault, faults};
pub use list::{Filter, Kept, Listed, Miss, Page, Standing, Tongue, list};
pub use read::{Helped, Manuscript, Note, Opinion, Version, manuscript};
pub use review::{Seen, approve, give_back, withdraw};

use crate::{Error, Result};
use domain::help::{State, Step};
use domain::locale::Locale;
use domain::rights::{ArticleRole, StaffMember, Viewer, article_role};
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

/// An article nobody else changes meanwhile.
struct Locked {
    owner: String,
    role: ArticleRole,
}

/// Takes the article's row for who may do at least this with it.
async fn locked(tx: &mut PgConnection, viewer: &Viewer, slug: &str, least: ArticleRole) -> Result<Locked> {
    member(viewer)?;
    let owner = sqlx::query_scalar!("select owner from article where slug = $1 for update", slug).fetch_optional(tx).await?;
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
async fn standing(tx: &mut PgConnection, slug: &str, locale: Locale, number: i32) -> Result<Stored> {
    let row = sqlx::query!(
        r#"select state, edits, case when author = any(writers) or author is null then writers else writers || author end as "writers!" from article_version where slug = $1 and locale = $2 and number = $3 for update"#,
        slug,
        locale.tag(),
        number
    )
    .fetch_optional(tx)
    .await?
    .ok_or(Error::NotFound)?;
    let state = State::parse(&row.state).ok_or_else(|| Error::Internal(format!("state {}", row.state)))?;
    Ok(Stored { state, edits: row.edits, writers: row.writers.iter().map(Uuid::to_string).collect() })
}
