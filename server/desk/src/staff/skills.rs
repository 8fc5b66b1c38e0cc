//! What staff answer: what they say of themselves, for the queue to be narrowed by (OFF-2).

use crate::{Error, PgPool, Result, audit};
use domain::case::Kind;
use domain::locale::Locale;
use domain::queue::Skills;
use domain::rights::Viewer;
use jiff::Timestamp;
use serde_json::json;
use sqlx::PgExecutor;
use uuid::Uuid;

/// What the viewer answers.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn skills(db: impl PgExecutor<'_>, viewer: &Viewer) -> Result<Skills> {
    let row = sqlx::query!("select languages, skills from staff where id = $1", own(viewer)?).fetch_one(db).await?;
    Ok(Skills {
        languages: Locale::ALL.into_iter().filter(|locale| row.languages.iter().any(|tag| tag == locale.tag())).collect(),
        kinds: Kind::ALL.into_iter().filter(|kind| row.skills.iter().any(|word| word == kind.as_str())).collect(),
    })
}

/// Says what the viewer answers from now on.
///
/// # Errors
/// `Invalid("languages", …)` without a language; `SignInFirst`; those of the database.
pub async fn set_skills(db: &PgPool, viewer: &Viewer, now: Timestamp, skills: &Skills) -> Result<()> {
    let id = own(viewer)?;
    if skills.languages.is_empty() {
        return Err(Error::invalid("languages", "skills-language-missing"));
    }
    let languages: Vec<String> = skills.languages.iter().map(|locale| locale.tag().to_owned()).collect();
    let kinds: Vec<String> = skills.kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
    let mut tx = db.begin().await?;
    sqlx::query!("update staff set languages = $2, skills = $3 where id = $1", id, &languages, &kinds).execute(&mut *tx).await?;
    let detail = json!({ "language": languages, "kind": kinds });
    audit::record(&mut tx, viewer, now, "skills_changed", "staff", &id.to_string(), detail).await?;
    Ok(tx.commit().await?)
}

fn own(viewer: &Viewer) -> Result<Uuid> {
    viewer.staff().and_then(|member| member.id.parse().ok()).ok_or(Error::SignInFirst)
}
