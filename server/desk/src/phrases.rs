//! Prepared texts: whole replies and single phrases, in every language, for a department or for everybody (INQ-9).

use crate::{Error, FieldError, PgPool, Result, audit};
use domain::case::unknown_gap;
use domain::locale::Locale;
use domain::rights::{Viewer, may_write_phrases};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::{Map, Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// Characters of a title.
pub const TITLE_LONGEST: usize = 80;
/// Characters of a text.
const WORDS_LONGEST: usize = 4000;
/// Earlier versions shown.
const VERSIONS: i64 = 20;

/// What sort of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole reply.
    Reply,
    /// A few words to put into one.
    Phrase,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Reply, Self::Phrase];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Phrase => "phrase",
        }
    }

    /// Reads what [`Kind::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A prepared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Row id.
    pub id: Uuid,
    /// Whose it is; none: everybody's.
    pub department: Option<String>,
    /// What sort.
    pub kind: Kind,
    /// How often it was changed.
    pub edits: i32,
    title: Value,
    words: Value,
}

impl Phrase {
    /// Its title in a language.
    #[must_use]
    pub fn title(&self, locale: Locale) -> &str {
        said(&self.title, locale)
    }

    /// What it says in a language, gaps open.
    #[must_use]
    pub fn words(&self, locale: Locale) -> &str {
        said(&self.words, locale)
    }
}

fn said(texts: &Value, locale: Locale) -> &str {
    texts.get(locale.tag()).and_then(Value::as_str).unwrap_or_default()
}

struct Row {
    id: Uuid,
    department: Option<String>,
    kind: String,
    edits: i32,
    title: Value,
    words: Value,
}

impl Row {
    fn phrase(self) -> Phrase {
        let kind = Kind::parse(&self.kind).unwrap_or(Kind::Phrase);
        Phrase { id: self.id, department: self.department, kind, edits: self.edits, title: self.title, words: self.words }
    }
}

/// Every text in use; those of one department and everybody's where it is named. For staff.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer, department: Option<&str>) -> Result<Vec<Phrase>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let rows = sqlx::query_as!(
        Row,
        "select id, department, kind, edits, title, words from phrase
          where retired_at is null and ($1::text is null or department is null or department = $1)
          order by kind desc, department nulls first, title ->> 'en', id",
        department,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Row::phrase).collect())
}

/// One text, in use or not. For staff.
///
/// # Errors
/// `SignInFirst`, `NotFound`; those of the database.
pub async fn find(db: &PgPool, viewer: &Viewer, id: &str) -> Result<Phrase> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let row = sqlx::query_as!(Row, "select id, department, kind, edits, title, words from phrase where id = $1 and retired_at is null", id);
    Ok(row.fetch_optional(db).await?.ok_or(Error::NotFound)?.phrase())
}

/// A text as typed.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// `reply` or `phrase`.
    pub kind: &'a str,
    /// Department by id; empty for everybody.
    pub department: &'a str,
    /// Titles, in the order of [`Locale::ALL`].
    pub title: [&'a str; Locale::ALL.len()],
    /// Texts, in the same order.
    pub words: [&'a str; Locale::ALL.len()],
}

/// The form fields of titles and texts, in the order of [`Locale::ALL`].
pub const TITLES: [&str; Locale::ALL.len()] = ["title_en", "title_zh"];
/// The same of texts.
pub const WORDS: [&str; Locale::ALL.len()] = ["words_en", "words_zh"];

impl Typed<'_> {
    /// As it is kept; or everything that is wrong with it.
    fn sound(&self) -> Result<(Kind, Value, Value)> {
        let mut errors = Vec::new();
        let kind = Kind::parse(self.kind);
        if kind.is_none() {
            errors.push(FieldError::new("kind", "case-choose-one"));
        }
        let (mut title, mut words) = (Map::new(), Map::new());
        for (place, locale) in Locale::ALL.into_iter().enumerate() {
            let text = |all: &[&str]| all.get(place).map(|text| text.trim().to_owned()).unwrap_or_default();
            let (name, said) = (text(&self.title), text(&self.words));
            let (title_field, words_field) =
                (TITLES.get(place).copied().unwrap_or_default(), WORDS.get(place).copied().unwrap_or_default());
            match name.chars().count() {
                0 => errors.push(FieldError::new(title_field, "phrase-title-missing")),
                1..=TITLE_LONGEST => {}
                _ => errors.push(FieldError::new(title_field, "phrase-title-long")),
            }
            match said.chars().count() {
                0 => errors.push(FieldError::new(words_field, "phrase-words-missing")),
                1..=WORDS_LONGEST => {}
                _ => errors.push(FieldError::new(words_field, "phrase-words-long")),
            }
            if unknown_gap(&said).is_some() {
                errors.push(FieldError::new(words_field, "phrase-gap-unknown"));
            }
            title.insert(locale.tag().to_owned(), Value::String(name));
            words.insert(locale.tag().to_owned(), Value::String(said));
        }
        match kind {
            Some(kind) if errors.is_empty() => Ok((kind, Value::Object(title), Value::Object(words))),
            _ => Err(Error::Invalid(errors)),
        }
    }
}

/// Writes a new text, once for each `id`.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `Invalid` by field; those of the database.
pub async fn create(db: &PgPool, viewer: &Viewer, now: Timestamp, id: Uuid, typed: Typed<'_>) -> Result<()> {
    let mut tx = db.begin().await?;
    let department = theirs(&mut tx, viewer, typed.department).await?;
    let (kind, title, words) = typed.sound()?;
    let written = sqlx::query!(
        "insert into phrase (id, department, kind, title, words, changed_at) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
        id,
        department,
        kind.as_str(),
        title,
        words,
        now.to_sqlx() as _,
    );
    if written.execute(&mut *tx).await?.rows_affected() > 0 {
        kept(&mut tx, viewer, now, id, json!({ "title": title, "words": words })).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Changes a text, as long as it is still the one that was shown (`edits`).
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`, `Invalid` by field, `Conflict("phrase-changed")`; those of the database.
pub async fn change(db: &PgPool, viewer: &Viewer, now: Timestamp, id: &str, edits: i32, typed: Typed<'_>) -> Result<()> {
    let before = find(db, viewer, id).await?;
    let mut tx = db.begin().await?;
    if !may_write_phrases(viewer, before.department.as_deref()) {
        return Err(Error::Forbidden);
    }
    let department = theirs(&mut tx, viewer, typed.department).await?;
    let (kind, title, words) = typed.sound()?;
    let changed = sqlx::query!(
        "update phrase set department = $3, kind = $4, title = $5, words = $6, changed_at = $7, edits = edits + 1
          where id = $1 and edits = $2 and retired_at is null",
        before.id,
        edits,
        department,
        kind.as_str(),
        title,
        words,
        now.to_sqlx() as _,
    );
    if changed.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(Error::Conflict("phrase-changed"));
    }
    kept(&mut tx, viewer, now, before.id, json!({ "title": title, "words": words })).await?;
    Ok(tx.commit().await?)
}

/// Takes a text out of use.
///
/// # Errors
/// As for [`change`].
pub async fn retire(db: &PgPool, viewer: &Viewer, now: Timestamp, id: &str, edits: i32) -> Result<()> {
    let before = find(db, viewer, id).await?;
    if !may_write_phrases(viewer, before.department.as_deref()) {
        return Err(Error::Forbidden);
    }
    let mut tx = db.begin().await?;
    let gone = sqlx::query!(
        "update phrase set retired_at = $3, edits = edits + 1 where id = $1 and edits = $2 and retired_at is null",
        before.id,
        edits,
        now.to_sqlx() as _,
    );
    if gone.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(Error::Conflict("phrase-changed"));
    }
    audit::record(&mut tx, viewer, now, "phrase_retired", "phrase", &before.id.to_string(), json!({})).await?;
    Ok(tx.commit().await?)
}

/// The department a text is to belong to, if the viewer may write there.
async fn theirs(tx: &mut PgConnection, viewer: &Viewer, department: &str) -> Result<Option<String>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let department = Some(department).filter(|department| !department.is_empty());
    if !may_write_phrases(viewer, department) {
        return Err(Error::Forbidden);
    }
    let Some(department) = department else { return Ok(None) };
    let known = sqlx::query_scalar!("select id from department where id = $1", department).fetch_optional(tx).await?;
    known.map(Some).ok_or(Error::invalid("department", "case-department-choose"))
}

async fn kept(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, id: Uuid, detail: Value) -> Result<()> {
    audit::record(tx, viewer, now, "phrase_written", "phrase", &id.to_string(), detail).await
}

/// What a text said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Since when.
    pub at: Timestamp,
    /// Written by whom.
    pub by: String,
    words: Value,
}

impl Version {
    /// In a language.
    #[must_use]
    pub fn words(&self, locale: Locale) -> &str {
        said(&self.words, locale)
    }
}

/// The versions of a text, the newest first, the one in use included. For staff.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn versions(db: &PgPool, viewer: &Viewer, id: Uuid) -> Result<Vec<Version>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let rows = sqlx::query!(
        r#"select a.at, coalesce(s.name, '') as "name!", coalesce(a.detail -> 'words', '{}') as "words!"
             from audit a left join staff s on s.id = a.staff_id
            where a.subject_kind = 'phrase' and a.subject = $1 and a.action = 'phrase_written' order by a.id desc limit $2"#,
        id.to_string(),
        VERSIONS,
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| Version { at: row.at.to_jiff(), by: row.name, words: row.words }).collect())
}
