//! A text as those who write it see it: every version in each language, and what readers say.

use super::member;
use crate::{Error, PgPool, Result, help::Link};
use domain::case::Kind;
use domain::help::{Action, Book, Place, State, Text, Words, WorkStep};
use domain::locale::Locale;
use domain::rights::{ArticleRole, Viewer, article_role, may_approve};
use jiff::{Timestamp, civil::Date};
use sqlx::types::Uuid;

/// Newest words of readers on the page.
const OPINIONS: i64 = 20;

/// An article or a procedure with all its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manuscript {
    /// In which book.
    pub book: Book,
    /// `bag-missing`.
    pub slug: String,
    /// Department id.
    pub owner: String,
    /// What an article leads to.
    pub action: Option<Action>,
    /// Where a procedure stands.
    pub place: Option<Place>,
    /// Slugs beside it.
    pub related: Vec<String>,
    /// When it was last read against the facts.
    pub reviewed_on: Date,
    /// How often these facts have been saved.
    pub edits: i32,
    /// What the viewer may do with it.
    pub role: ArticleRole,
    /// Newest first in each language.
    pub versions: Vec<Version>,
    /// What readers said, newest first; those with words.
    pub opinions: Vec<Opinion>,
    /// How many it helped.
    pub helped: Helped,
    /// Published texts of its book that lead here.
    pub linked_from: Vec<Link>,
}

/// One version in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its language.
    pub locale: Locale,
    /// Counted in its language, from 1.
    pub number: i32,
    /// Where it is.
    pub state: State,
    /// What it says.
    pub words: Words,
    /// The version of the original a translation renders.
    pub follows: Option<i32>,
    /// How often it has been saved.
    pub edits: i32,
    /// Who wrote in it last, by name; nobody where it came with the portal.
    pub author: Option<String>,
    /// Everybody who wrote in it, by id.
    pub writers: Vec<String>,
    /// When it was written.
    pub written_at: Timestamp,
    /// Who approved it.
    pub reviewer: Option<String>,
    /// When.
    pub reviewed_at: Option<Timestamp>,
    /// The hour it waits for, or waited for.
    pub publish_at: Option<Timestamp>,
    /// Since when it was read.
    pub published_at: Option<Timestamp>,
    /// Why it came back.
    pub note: Option<Note>,
}

/// Why a text came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Who sent it back.
    pub by: String,
    /// Why.
    pub words: String,
}

/// What a reader said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// In which language it was read.
    pub locale: Locale,
    /// Whether it helped.
    pub helped: bool,
    /// What was missing or wrong.
    pub words: String,
    /// When.
    pub given_at: Timestamp,
}

/// Readers counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Helped {
    /// It helped.
    pub yes: i64,
    /// It did not.
    pub no: i64,
}

impl Helped {
    /// The share it helped, in whole per cent; none where nobody spoke.
    #[must_use]
    pub const fn share(self) -> Option<i64> {
        let all = self.yes + self.no;
        if all == 0 { None } else { Some((self.yes * 100 + all / 2) / all) }
    }
}

impl Manuscript {
    /// Its book and its name there.
    #[must_use]
    pub fn text(&self) -> Text<'_> {
        Text { book: self.book, slug: &self.slug }
    }

    /// What readers see in a language.
    #[must_use]
    pub fn published(&self, locale: Locale) -> Option<&Version> {
        self.versions.iter().find(|version| version.locale == locale && version.state == State::Published)
    }

    /// What is on its way to them.
    #[must_use]
    pub fn open(&self, locale: Locale) -> Option<&Version> {
        self.versions.iter().find(|version| version.locale == locale && version.state.is_open())
    }

    /// A version by its number.
    #[must_use]
    pub fn version(&self, locale: Locale, number: i32) -> Option<&Version> {
        self.versions.iter().find(|version| version.locale == locale && version.number == number)
    }

    /// The original a translation is to follow, where it has moved on since.
    #[must_use]
    pub fn moved_original(&self, translation: &Version) -> Option<&Version> {
        let original = self.published(Locale::En).filter(|_| translation.locale != Locale::En)?;
        translation.follows.is_none_or(|follows| follows < original.number).then_some(original)
    }

    /// Its title for who writes: what is read in this language, else the best there is.
    #[must_use]
    pub fn title(&self, locale: Locale) -> &str {
        let read = self.published(locale).or_else(|| self.published(Locale::En));
        let title = read.or_else(|| self.versions.iter().find(|version| !version.words.title.is_empty()));
        title.map_or(&self.slug, |version| &version.words.title)
    }

    /// Whether the viewer may approve this version.
    #[must_use]
    pub fn may_approve(&self, viewer: &Viewer, version: &Version) -> bool {
        may_approve(viewer, &self.owner, &version.writers)
    }

    /// Whether the viewer may change the facts: they hold for readers at once.
    #[must_use]
    pub fn may_set_facts(&self) -> bool {
        let read = self.versions.iter().any(|version| version.state == State::Published);
        self.role == ArticleRole::Reviewer || (self.role == ArticleRole::Author && !read)
    }
}

/// What stands beside the words of either book.
struct Beside {
    owner: String,
    action: Option<Action>,
    place: Option<Place>,
    related: Vec<String>,
    reviewed_on: Date,
    edits: i32,
}

/// Everything about a text, for staff.
///
/// # Errors
/// `SignInFirst`, `NotFound`; those of the database.
pub async fn manuscript(db: &PgPool, viewer: &Viewer, locale: Locale, text: Text<'_>) -> Result<Manuscript> {
    member(viewer)?;
    let beside = match text.book {
        Book::Help => article(db, text.slug).await?,
        Book::Procedures => procedure(db, text.slug).await?,
    };
    let read = text.book == Book::Help;
    Ok(Manuscript {
        book: text.book,
        slug: text.slug.to_owned(),
        role: article_role(viewer, &beside.owner).ok_or(Error::SignInFirst)?,
        owner: beside.owner,
        action: beside.action,
        place: beside.place,
        related: beside.related,
        reviewed_on: beside.reviewed_on,
        edits: beside.edits,
        versions: versions(db, text).await?,
        opinions: if read { opinions(db, text.slug).await? } else { Vec::new() },
        helped: if read { helped(db, text.slug).await? } else { Helped::default() },
        linked_from: linked_from(db, locale, text).await?,
    })
}

async fn article(db: &PgPool, slug: &str) -> Result<Beside> {
    let row = sqlx::query!(
        r#"select owner, action, related, reviewed_on as "reviewed_on: jiff_sqlx::Date", edits from article where slug = $1"#,
        slug
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    let (action, reviewed_on) = (Action::parse(&row.action), row.reviewed_on.to_jiff());
    Ok(Beside { owner: row.owner, action, place: None, related: row.related, reviewed_on, edits: row.edits })
}

async fn procedure(db: &PgPool, slug: &str) -> Result<Beside> {
    let row = sqlx::query!(
        r#"select owner, step, kind, department, reviewed_on as "reviewed_on: jiff_sqlx::Date", edits from procedure where slug = $1"#,
        slug
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    let place = stored_place(&row.step, row.kind.as_deref(), row.department);
    Ok(Beside { owner: row.owner, action: None, place, related: Vec::new(), reviewed_on: row.reviewed_on.to_jiff(), edits: row.edits })
}

/// A place as it is stored.
pub(in crate::help) fn stored_place(step: &str, kind: Option<&str>, department: Option<String>) -> Option<Place> {
    Some(Place { step: WorkStep::parse(step)?, kind: kind.and_then(Kind::parse), department })
}

async fn helped(db: &PgPool, slug: &str) -> Result<Helped> {
    let counted = sqlx::query_as!(
        Helped,
        r#"select count(*) filter (where helped) as "yes!", count(*) filter (where not helped) as "no!" from article_opinion where slug = $1"#,
        slug
    );
    Ok(counted.fetch_one(db).await?)
}

async fn versions(db: &PgPool, text: Text<'_>) -> Result<Vec<Version>> {
    let rows = sqlx::query!(
        r#"select v.locale, v.number, v.state, v.title, v.summary, v.synonyms, v.body, v.follows, v.edits,
                  case when v.author = any(v.writers) or v.author is null then v.writers else v.writers || v.author end as "writers!: Vec<Uuid>", author.name as "author?", reviewer.name as "reviewer?",
                  v.note, noted.name as "noted?", v.written_at as "written_at: jiff_sqlx::Timestamp",
                  v.reviewed_at as "reviewed_at: jiff_sqlx::Timestamp", v.publish_at as "publish_at: jiff_sqlx::Timestamp",
                  v.published_at as "published_at: jiff_sqlx::Timestamp"
           from text_version v
           left join staff author on author.id = v.author
           left join staff reviewer on reviewer.id = v.reviewer
           left join staff noted on noted.id = v.note_by
           where v.book = $2 and v.slug = $1 order by v.locale, v.number desc"#,
        text.slug,
        text.book.as_str(),
    )
    .fetch_all(db)
    .await?;
    let mut versions = Vec::with_capacity(rows.len());
    for row in rows {
        let (Some(locale), Some(state)) = (Locale::from_tag(&row.locale), State::parse(&row.state)) else { continue };
        versions.push(Version {
            locale,
            number: row.number,
            state,
            words: Words { title: row.title, summary: row.summary, synonyms: row.synonyms, body: row.body },
            follows: row.follows,
            edits: row.edits,
            author: row.author,
            writers: row.writers.iter().map(Uuid::to_string).collect(),
            written_at: row.written_at.to_jiff(),
            reviewer: row.reviewer,
            reviewed_at: row.reviewed_at.map(jiff_sqlx::Timestamp::to_jiff),
            publish_at: row.publish_at.map(jiff_sqlx::Timestamp::to_jiff),
            published_at: row.published_at.map(jiff_sqlx::Timestamp::to_jiff),
            note: row.noted.map(|by| Note { by, words: row.note }),
        });
    }
    Ok(versions)
}

async fn opinions(db: &PgPool, slug: &str) -> Result<Vec<Opinion>> {
    let rows = sqlx::query!(
        r#"select locale, helped, words, given_at as "given_at: jiff_sqlx::Timestamp" from article_opinion
           where slug = $1 and words <> '' order by given_at desc, id desc limit $2"#,
        slug,
        OPINIONS
    );
    let said = rows.fetch_all(db).await?.into_iter().map(|row| Opinion {
        locale: Locale::from_tag(&row.locale).unwrap_or_default(),
        helped: row.helped,
        words: row.words,
        given_at: row.given_at.to_jiff(),
    });
    Ok(said.collect())
}

/// Those whose text or list of related articles names it: whoever takes it away breaks them.
async fn linked_from(db: &PgPool, locale: Locale, text: Text<'_>) -> Result<Vec<Link>> {
    let page = match text.book {
        Book::Help => "/help/",
        Book::Procedures => "/desk/procedures/",
    };
    let rows = sqlx::query_as!(
        Link,
        r#"select distinct on (v.slug) v.slug, v.title
           from text_version v left join article a on v.book = 'help' and a.slug = v.slug
           where v.book = $3 and v.state = 'published' and v.slug <> $1
             and (coalesce($1 = any(a.related), false) or v.body ~ ('\(' || $4 || $1 || '[)?#]'))
           order by v.slug, v.locale = $2 desc"#,
        text.slug,
        locale.tag(),
        text.book.as_str(),
        page,
    );
    Ok(rows.fetch_all(db).await?)
}
