//! How far timelines have come, for the live stream: numbers only, and only of what the viewer may see.

use super::file::CaseFile;
use crate::{Error, PgPool, Result};
use domain::case::Audience;
use domain::rights::{CaseAction, Viewer};

/// A case's reference, its newest entry for everyone, its newest entry at all.
pub type Mark = (String, i32, i32);

/// The marks of those of the named cases that the viewer may read; the rest are left out. Who may not see
/// staff's entries does not learn how many there are.
///
/// # Errors
/// Those of the database.
pub async fn watch(db: &PgPool, viewer: &Viewer, references: &[String]) -> Result<Vec<Mark>> {
    let mut marks = Vec::with_capacity(references.len());
    if references.is_empty() {
        return Ok(marks);
    }
    let mut connection = db.acquire().await?;
    for reference in references {
        match CaseFile::read(&mut connection, viewer, reference, CaseAction::Read).await {
            Ok((file, role)) => {
                let everyone = file.state.last_public_seq;
                let all = if role.sees(Audience::Staff) { file.state.last_seq } else { everyone };
                marks.push((file.reference, everyone, all));
            }
            Err(Error::NotFound | Error::Forbidden | Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(marks)
}

/// The marks of cases that are being watched already: asked after an outage, by the server itself.
///
/// # Errors
/// Those of the database.
pub async fn marks(db: &PgPool, references: &[String]) -> Result<Vec<Mark>> {
    let rows = sqlx::query!("select reference, last_public_seq, last_seq from case_file where reference = any($1)", references)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.reference, row.last_public_seq, row.last_seq)).collect())
}
