//! Writing: a new version, saved as often as one likes, sent to somebody else to read.

use super::{MOVED_ON, faults, id, locked, member, noted, standing};
use crate::{Error, FieldError, PgPool, Result};
use domain::help::{Book, LONGEST_BODY, LONGEST_SUMMARY, LONGEST_SYNONYMS, LONGEST_TITLE, State, Step, Text, Words};
use domain::locale::Locale;
use domain::rights::{ArticleRole, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// A draft as its author has it in front of them.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// In which language.
    pub locale: Locale,
    /// Which version.
    pub number: i32,
    /// How often it had been saved when the author opened it.
    pub edits: i32,
    /// What it says now.
    pub words: &'a Words,
    /// The version of the original that it renders now, where its author says so.
    pub follows: Option<i32>,
}

/// Begins a new version from the one that is read, else from the newest there is, else from nothing.
///
/// # Errors
/// `SignInFirst`, `NotFound`, `Forbidden`; `Conflict` where one is begun already; those of the database.
pub async fn start(db: &PgPool, viewer: &Viewer, now: Timestamp, text: Text<'_>, locale: Locale) -> Result<()> {
    let author = id(member(viewer)?)?;
    let mut tx = db.begin().await?;
    locked(&mut tx, viewer, text, ArticleRole::Author).await?;
    let open = sqlx::query_scalar!(
        r#"select exists (select from text_version where book = $3 and slug = $1 and locale = $2 and state in ('draft', 'review', 'approved')) as "open!""#,
        text.slug,
        locale.tag(),
        text.book.as_str(),
    );
    if open.fetch_one(&mut *tx).await? {
        return Err(Error::Conflict("knowledge-open-already"));
    }
    let begun = sqlx::query_scalar!(
        "insert into text_version (book, slug, locale, number, title, summary, synonyms, body, state, follows, author, written_at)
         select $5, $1, $2, coalesce((select max(number) from text_version where book = $5 and slug = $1 and locale = $2), 0) + 1,
                coalesce(title, ''), coalesce(summary, ''), coalesce(synonyms, ''), coalesce(body, ''), 'draft', follows, $3, $4
         from (select) as one left join lateral (
             select title, summary, synonyms, body, follows from text_version
             where book = $5 and slug = $1 and locale = $2 order by state = 'published' desc, number desc limit 1
         ) as base on true returning number",
        text.slug,
        locale.tag(),
        author,
        now.to_sqlx() as _,
        text.book.as_str(),
    );
    let number = begun.fetch_one(&mut *tx).await?;
    noted(&mut tx, viewer, now, "text_begun", text, locale, number).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps what was written; it need not be whole yet.
///
/// # Errors
/// `SignInFirst`, `NotFound`, `Forbidden`; `Invalid` for what is too long; `Conflict` (`knowledge-edited`) where somebody
/// else saved meanwhile, (`knowledge-moved-on`) where it is no draft any more; those of the database.
pub async fn save(db: &PgPool, viewer: &Viewer, now: Timestamp, text: Text<'_>, draft: Draft<'_>) -> Result<()> {
    let mut tx = db.begin().await?;
    keep(&mut tx, viewer, now, text, draft).await?;
    refuse(lengths(draft.words))?;
    tx.commit().await?;
    Ok(())
}

/// Keeps it and asks for somebody else's eyes.
///
/// # Errors
/// As [`save`], and `Invalid` for what is missing or for links that lead nowhere.
pub async fn send(db: &PgPool, viewer: &Viewer, now: Timestamp, text: Text<'_>, draft: Draft<'_>) -> Result<()> {
    let mut tx = db.begin().await?;
    keep(&mut tx, viewer, now, text, draft).await?;
    let mut errors = missing(text.book, draft.words);
    errors.extend(lengths(draft.words));
    if faults(&mut *tx, text, &draft.words.body).await?.iter().any(|fault| fault.blocks()) {
        errors.push(FieldError::new("body", "knowledge-links-broken"));
    }
    refuse(errors)?;
    sqlx::query!(
        "update text_version set state = $4, note = '', note_by = null where book = $5 and slug = $1 and locale = $2 and number = $3",
        text.slug,
        draft.locale.tag(),
        draft.number,
        State::Review.as_str(),
        text.book.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    noted(&mut tx, viewer, now, "text_sent", text, draft.locale, draft.number).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes it over the draft as it was when its author opened it. Who changes no word does not become one of its writers.
async fn keep(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, text: Text<'_>, draft: Draft<'_>) -> Result<()> {
    let author = id(member(viewer)?)?;
    locked(tx, viewer, text, ArticleRole::Author).await?;
    let stored = standing(tx, text, draft.locale, draft.number).await?;
    stored.after(Step::Send)?;
    if stored.edits != draft.edits {
        return Err(Error::Conflict("knowledge-edited"));
    }
    if let Some(original) = draft.follows {
        standing(tx, text, Locale::En, original).await.map_err(|_| MOVED_ON)?;
    }
    sqlx::query!(
        "update text_version set title = $4, summary = $5, synonyms = $6, body = $7, follows = coalesce($8, follows),
             edits = edits + 1, author = $9, written_at = $10, writers = array_append(array_remove(writers, $9), $9)
         where book = $11 and slug = $1 and locale = $2 and number = $3
           and (title, summary, synonyms, body, follows) is distinct from ($4, $5, $6, $7, coalesce($8, follows))",
        text.slug,
        draft.locale.tag(),
        draft.number,
        draft.words.title,
        draft.words.summary,
        draft.words.synonyms,
        draft.words.body,
        draft.follows,
        author,
        now.to_sqlx() as _,
        text.book.as_str(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn refuse(errors: Vec<FieldError>) -> Result<()> {
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

fn lengths(words: &Words) -> Vec<FieldError> {
    let long = |text: &str, most: usize| text.chars().count() > most;
    [
        (long(&words.title, LONGEST_TITLE), FieldError::new("title", "knowledge-title-long")),
        (long(&words.summary, LONGEST_SUMMARY), FieldError::new("summary", "knowledge-summary-long")),
        (long(&words.synonyms, LONGEST_SYNONYMS), FieldError::new("synonyms", "knowledge-synonyms-long")),
        (long(&words.body, LONGEST_BODY), FieldError::new("body", "knowledge-body-long")),
    ]
    .into_iter()
    .filter_map(|(wrong, error)| wrong.then_some(error))
    .collect()
}

fn missing(book: Book, words: &Words) -> Vec<FieldError> {
    let summary = match book {
        Book::Help => FieldError::new("summary", "knowledge-summary-missing"),
        Book::Procedures => FieldError::new("summary", "procedure-summary-missing"),
    };
    [
        (&words.title, FieldError::new("title", "knowledge-title-missing")),
        (&words.summary, summary),
        (&words.body, FieldError::new("body", "knowledge-body-missing")),
    ]
    .into_iter()
    .filter_map(|(text, error)| text.trim().is_empty().then_some(error))
    .collect()
}
