//! An article beside its words: who answers for it, what it leads to, what stands beside it, when it was last read.

use super::{id, locked, member, noted_facts};
use crate::{Error, FieldError, PgPool, Result};
use domain::help::{Action, Text, is_slug};
use domain::locale::Locale;
use domain::rights::{ArticleRole, Viewer, article_role};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Articles beside one: more are not read.
const MOST_RELATED: usize = 8;

/// A subject nobody has written about.
#[derive(Debug, Clone, Copy)]
pub struct NewArticle<'a> {
    /// Its address: `bag-missing`.
    pub slug: &'a str,
    /// Department id.
    pub owner: &'a str,
    /// As [`Action::parse`] reads it.
    pub action: &'a str,
}

/// Opens an article with an empty draft of the English original.
///
/// # Errors
/// `SignInFirst`; `Forbidden` for who does not write for that department; `Invalid` (`slug`, `owner`, `action`); those of the database.
pub async fn create(db: &PgPool, viewer: &Viewer, now: Timestamp, new: NewArticle<'_>) -> Result<()> {
    let author = id(member(viewer)?)?;
    let slug = new.slug.trim();
    let action = Action::parse(new.action);
    let mut errors = Vec::new();
    // `new` is the address of the form itself
    if !is_slug(slug) || slug == "new" {
        errors.push(FieldError::new("slug", "knowledge-slug-wrong"));
    }
    let mut tx = db.begin().await?;
    if !is_department(&mut tx, new.owner).await? {
        errors.push(FieldError::new("owner", "knowledge-owner-missing"));
    }
    let Some(action) = action else {
        errors.push(FieldError::new("action", "knowledge-action-missing"));
        return Err(Error::Invalid(errors));
    };
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    if article_role(viewer, new.owner) < Some(ArticleRole::Author) {
        return Err(Error::Forbidden);
    }
    let made = sqlx::query!(
        "insert into article (slug, owner, action, reviewed_on) values ($1, $2, $3, $4) on conflict do nothing",
        slug,
        new.owner,
        action.to_string(),
        now.to_zoned(TimeZone::UTC).date().to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        return Err(Error::invalid("slug", "knowledge-slug-taken"));
    }
    first_draft(&mut tx, now, Text::help(slug), author).await?;
    noted_facts(&mut tx, viewer, now, "text_opened", Text::help(slug), new.owner).await?;
    tx.commit().await?;
    Ok(())
}

/// An empty draft of the English original.
pub(super) async fn first_draft(tx: &mut PgConnection, now: Timestamp, text: Text<'_>, author: Uuid) -> Result<()> {
    sqlx::query!(
        "insert into text_version (book, slug, locale, number, title, summary, synonyms, body, state, author, written_at)
         values ($5, $1, $2, 1, '', '', '', '', 'draft', $3, $4)",
        text.slug,
        Locale::En.tag(),
        author,
        now.to_sqlx() as _,
        text.book.as_str(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What an article is besides its words, as the form has it.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// How often these had been saved when the form was opened.
    pub edits: i32,
    /// Department id.
    pub owner: &'a str,
    /// As [`Action::parse`] reads it.
    pub action: &'a str,
    /// Slugs, separated by commas or spaces.
    pub related: &'a str,
    /// When it was last read against the facts: `2026-11-21`.
    pub reviewed_on: &'a str,
}

/// Changes them, at once for every reader: hence only who answers for the article, unless nothing of it is published yet.
///
/// # Errors
/// `SignInFirst`, `NotFound`, `Forbidden`; `Invalid` (`owner`, `action`, `related`, `reviewed_on`); `Conflict` where somebody
/// else changed them meanwhile; those of the database.
pub async fn set_facts(db: &PgPool, viewer: &Viewer, now: Timestamp, slug: &str, facts: Facts<'_>) -> Result<()> {
    let mut tx = db.begin().await?;
    let article = locked(&mut tx, viewer, Text::help(slug), ArticleRole::Author).await?;
    if article.role < ArticleRole::Reviewer && is_published(&mut tx, Text::help(slug)).await? {
        return Err(Error::Forbidden);
    }
    let related: Vec<String> =
        facts.related.split([',', ' ', '，', '、', '\n', '\t']).filter(|slug| !slug.is_empty()).map(str::to_owned).collect();
    let known = sqlx::query_scalar!(r#"select count(*) as "count!" from article where slug = any($1) and slug <> $2"#, &related, slug);
    let known = known.fetch_one(&mut *tx).await?;
    let today = now.to_zoned(TimeZone::UTC).date();
    let (action, reviewed_on) = (Action::parse(facts.action), facts.reviewed_on.trim().parse::<Date>().ok());
    let reviewed_on = reviewed_on.filter(|day| is_past(*day, today));
    let mut errors = Vec::new();
    if !is_department(&mut tx, facts.owner).await? {
        errors.push(FieldError::new("owner", "knowledge-owner-missing"));
    }
    if action.is_none() {
        errors.push(FieldError::new("action", "knowledge-action-missing"));
    }
    if related.len() > MOST_RELATED || usize::try_from(known).ok() != Some(related.len()) {
        errors.push(FieldError::new("related", "knowledge-related-unknown"));
    }
    let (Some(action), Some(reviewed_on), true) = (action, reviewed_on, errors.is_empty()) else {
        if reviewed_on.is_none() {
            errors.push(FieldError::new("reviewed_on", "knowledge-reviewed-wrong"));
        }
        return Err(Error::Invalid(errors));
    };
    let changed = sqlx::query!(
        "update article set owner = $3, action = $4, related = $5, reviewed_on = $6, edits = edits + 1 where slug = $1 and edits = $2",
        slug,
        facts.edits,
        facts.owner,
        action.to_string(),
        &related,
        reviewed_on.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::Conflict("knowledge-facts-edited"));
    }
    noted_facts(&mut tx, viewer, now, "text_facts", Text::help(slug), facts.owner).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether somebody can have checked it that day.
pub(super) fn is_past(day: Date, today: Date) -> bool {
    day <= today && day >= today.saturating_sub(jiff::Span::new().years(20))
}

pub(super) async fn is_department(tx: &mut PgConnection, id: &str) -> Result<bool> {
    let there = sqlx::query_scalar!(r#"select exists (select from department where id = $1) as "there!""#, id);
    Ok(there.fetch_one(tx).await?)
}

pub(super) async fn is_published(tx: &mut PgConnection, text: Text<'_>) -> Result<bool> {
    let there = sqlx::query_scalar!(
        r#"select exists (select from text_version where book = $2 and slug = $1 and state = 'published') as "there!""#,
        text.slug,
        text.book.as_str(),
    );
    Ok(there.fetch_one(tx).await?)
}
