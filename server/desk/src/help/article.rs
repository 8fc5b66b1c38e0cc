//! Reading: the shelves, one article, and what readers think of it.

use crate::{Error, PgPool, Result};
use domain::help::Action;
use domain::locale::Locale;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;

/// Longest words of a reader about an article, in characters.
const LONGEST_OPINION: usize = 1_000;

/// An article as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// `bag-missing`.
    pub slug: String,
    /// The language it is shown in: English where it has none in the one asked for.
    pub locale: Locale,
    /// Which version.
    pub number: i32,
    /// Title.
    pub title: String,
    /// The short answer.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// What it leads to.
    pub action: Option<Action>,
    /// Articles beside it.
    pub related: Vec<Link>,
    /// When it was last read against the facts.
    pub reviewed_on: Date,
    /// Department that answers for it, its id.
    pub owner: String,
}

/// An article by its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// `bag-missing`.
    pub slug: String,
    /// Title.
    pub title: String,
}

/// The articles of one department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// Department id.
    pub owner: String,
    /// Titles in the order of the alphabet.
    pub articles: Vec<Link>,
}

/// A published article in the best language there is for the reader.
///
/// # Errors
/// `NotFound`; those of the database.
pub async fn article(db: &PgPool, locale: Locale, slug: &str) -> Result<Article> {
    let row = sqlx::query!(
        r#"select v.locale, v.number, v.title, v.summary, v.body, a.action, a.related, a.reviewed_on as "reviewed_on: jiff_sqlx::Date", a.owner
           from article a join article_version v on v.slug = a.slug and v.state = 'published'
           where a.slug = $1 and v.locale in ($2, 'en')
           order by v.locale = $2 desc limit 1"#,
        slug,
        locale.tag(),
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Article {
        slug: slug.to_owned(),
        locale: Locale::from_tag(&row.locale).unwrap_or_default(),
        number: row.number,
        title: row.title,
        summary: row.summary,
        body: row.body,
        action: Action::parse(&row.action),
        related: titles(db, locale, &row.related).await?,
        reviewed_on: row.reviewed_on.to_jiff(),
        owner: row.owner,
    })
}

/// Titles of those that are published, in the order given.
async fn titles(db: &PgPool, locale: Locale, slugs: &[String]) -> Result<Vec<Link>> {
    let rows = sqlx::query_as!(
        Link,
        r#"select v.slug as "slug!", v.title as "title!"
           from unnest($1::text[]) with ordinality as asked(slug, place)
           join lateral (select slug, title from article_version
                         where slug = asked.slug and state = 'published' and locale in ($2, 'en') order by locale = $2 desc limit 1) v on true
           order by asked.place"#,
        slugs,
        locale.tag(),
    );
    Ok(rows.fetch_all(db).await?)
}

/// Every published article, by department in the airline's order.
///
/// # Errors
/// Those of the database.
pub async fn shelves(db: &PgPool, locale: Locale) -> Result<Vec<Shelf>> {
    let rows = sqlx::query!(
        r#"select a.owner, v.slug, v.title from article a
           join department d on d.id = a.owner
           join lateral (select slug, title from article_version
                         where slug = a.slug and state = 'published' and locale in ($1, 'en') order by locale = $1 desc limit 1) v on true
           order by d.position, v.title collate "C""#,
        locale.tag(),
    )
    .fetch_all(db)
    .await?;
    let mut shelves: Vec<Shelf> = Vec::new();
    for row in rows {
        let link = Link { slug: row.slug, title: row.title };
        match shelves.last_mut().filter(|shelf| shelf.owner == row.owner) {
            Some(shelf) => shelf.articles.push(link),
            None => shelves.push(Shelf { owner: row.owner, articles: vec![link] }),
        }
    }
    Ok(shelves)
}

/// Keeps what a reader thinks of an article, without who.
///
/// # Errors
/// `Invalid` where neither yes nor no was said (`helped`) or the words are too long (`words`); `NotFound`; those of the database.
pub async fn opine(db: &PgPool, now: Timestamp, locale: Locale, slug: &str, helped: Option<bool>, words: &str) -> Result<()> {
    let Some(helped) = helped else { return Err(Error::invalid("helped", "help-helped-missing")) };
    let words = words.trim();
    if words.chars().count() > LONGEST_OPINION {
        return Err(Error::invalid("words", "help-words-long"));
    }
    let read = article(db, locale, slug).await?;
    sqlx::query!(
        "insert into article_opinion (slug, locale, number, helped, words, given_at) values ($1, $2, $3, $4, $5, $6)",
        slug,
        read.locale.tag(),
        read.number,
        helped,
        words,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
