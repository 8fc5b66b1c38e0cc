//! Publishing: the words become what readers see and what searches find, in one commit.

use crate::{PgPool, Result};
use domain::help::{Book, Text, Words, deletions, index};
use domain::locale::Locale;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// Two publishings at once would count words past each other; any number that nothing else locks.
const LOCK: i64 = 740;

/// What is being published.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Published<'a> {
    /// Which text.
    pub text: Text<'a>,
    /// In which language.
    pub locale: Locale,
    /// Which version.
    pub number: i32,
    /// Its words.
    pub words: &'a Words,
    /// From when on.
    pub at: Timestamp,
}

/// One at a time, for whoever publishes or takes away. It is asked for before the versions it is about, so that two never wait for
/// each other.
///
/// # Errors
/// Those of the database.
pub(crate) async fn alone(tx: &mut PgConnection) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK).execute(tx).await?;
    Ok(())
}

/// Makes this version the one that is read, in place of the one before.
///
/// # Errors
/// Those of the database.
pub(crate) async fn publish(tx: &mut PgConnection, it: Published<'_>) -> Result<()> {
    alone(tx).await?;
    sqlx::query!(
        "update text_version set state = 'replaced' where book = $3 and slug = $1 and locale = $2 and state = 'published'",
        it.text.slug,
        it.locale.tag(),
        it.text.book.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update text_version set state = 'published', published_at = $4 where book = $5 and slug = $1 and locale = $2 and number = $3",
        it.text.slug,
        it.locale.tag(),
        it.number,
        it.at.to_sqlx() as _,
        it.text.book.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    if it.text.book == Book::Procedures {
        // passengers' searches never meet one
        return Ok(());
    }
    forget_terms(tx, it.text.slug, it.locale).await?;
    keep_terms(tx, it).await
}

/// Takes away what is read in a language: the page and the searches forget it in one commit.
///
/// # Errors
/// Those of the database.
pub(crate) async fn take_away(tx: &mut PgConnection, text: Text<'_>, locale: Locale) -> Result<()> {
    alone(tx).await?;
    sqlx::query!(
        "update text_version set state = 'withdrawn' where book = $3 and slug = $1 and locale = $2 and state = 'published'",
        text.slug,
        locale.tag(),
        text.book.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    match text.book {
        Book::Help => forget_terms(tx, text.slug, locale).await,
        Book::Procedures => Ok(()),
    }
}

async fn forget_terms(tx: &mut PgConnection, slug: &str, locale: Locale) -> Result<()> {
    sqlx::query!(
        "with gone as (delete from help_posting where slug = $1 and locale = $2 returning term),
              less as (select term from gone union select '' from gone)
         update help_word w set articles = w.articles - 1 from less where w.locale = $2 and w.term = less.term",
        slug,
        locale.tag(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn keep_terms(tx: &mut PgConnection, it: Published<'_>) -> Result<()> {
    let (mut terms, weights): (Vec<String>, Vec<f32>) = index(it.words).into_iter().unzip();
    sqlx::query!(
        "insert into help_posting (locale, term, slug, weight) select $1, term, $2, weight from unnest($3::text[], $4::real[]) as t(term, weight)",
        it.locale.tag(),
        it.text.slug,
        &terms,
        &weights,
    )
    .execute(&mut *tx)
    .await?;
    // the empty term counts the articles
    terms.push(String::new());
    // only words in letters can be misspelt letter by letter
    let near: Vec<String> =
        terms.iter().map(|term| if term.is_ascii() && !term.starts_with('~') { deletions(term) } else { Vec::new() }.join(" ")).collect();
    sqlx::query!(
        "insert into help_word as w (locale, term, articles, near)
         select $1, term, 1, string_to_array(near, ' ') from unnest($2::text[], $3::text[]) as t(term, near)
         on conflict (locale, term) do update set articles = w.articles + 1",
        it.locale.tag(),
        &terms,
        &near,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Publishes what was approved for a time that has come; several server processes may ask at once.
///
/// # Errors
/// Those of the database.
pub async fn publish_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let mut tx = db.begin().await?;
    alone(&mut tx).await?;
    let due = sqlx::query!(
        "select book, slug, locale, number, title, summary, synonyms, body from text_version
         where state = 'approved' and publish_at <= $1 order by publish_at for update skip locked",
        now.to_sqlx() as _,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut published = 0;
    for row in due {
        let (Some(book), Some(locale)) = (Book::parse(&row.book), Locale::from_tag(&row.locale)) else { continue };
        let words = Words { title: row.title, summary: row.summary, synonyms: row.synonyms, body: row.body };
        publish(&mut tx, Published { text: Text { book, slug: &row.slug }, locale, number: row.number, words: &words, at: now }).await?;
        published += 1;
    }
    tx.commit().await?;
    Ok(published)
}
