//! Tags: free words of a department. One word at a time, so that two colleagues never overwrite each other's.

use super::{arranged, note};
use crate::cases::file::CaseFile;
use crate::{Error, PgPool, Result};
use domain::case::{self, Act, TAGS_MOST};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;

/// Tags suggested at most.
const SUGGESTED: i64 = 60;

/// Tags the case with a word as typed. What it has already is not said again.
///
/// # Errors
/// `Invalid("tag", …)`, `NotFound`, `Forbidden`; those of the database.
pub async fn tag(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, typed: &str) -> Result<()> {
    let tag = case::tag(typed).ok_or(Error::invalid("tag", "case-tag-form"))?;
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Arrange).await?;
    let tags = arranged(&mut tx, &file).await?.tags;
    if tags.contains(&tag) {
        return Ok(());
    }
    if tags.len() >= TAGS_MOST {
        return Err(Error::invalid("tag", "case-tags-full"));
    }
    note(&mut tx, &mut file, viewer, now, Act::Tagged { tag }.noted()).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a tag off. What is off already stays so.
///
/// # Errors
/// As for [`tag`].
pub async fn untag(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, tag: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Arrange).await?;
    if arranged(&mut tx, &file).await?.tags.contains(tag) {
        note(&mut tx, &mut file, viewer, now, Act::Untagged { tag: tag.to_owned() }.noted()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Words these departments have used, the most used first; for staff.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn suggestions(db: &PgPool, viewer: &Viewer, departments: &[String]) -> Result<Vec<String>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let words = sqlx::query_scalar!(
        r#"select word as "word!" from tag_word where department = any($1) group by word order by sum(uses) desc, word limit $2"#,
        departments,
        SUGGESTED,
    );
    Ok(words.fetch_all(db).await?)
}
