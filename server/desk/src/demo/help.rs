//! The demo airline's help articles and procedures: one file a text and language, kept as they were written.

use crate::help::{Published, publish};
use crate::{Error, Result};
use domain::case::Kind;
use domain::help::{Action, Book, Text, Words, WorkStep};
use domain::locale::Locale;
use include_dir::{Dir, include_dir};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

static HELP: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/demo/help");
static PROCEDURES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/demo/procedures");

/// Puts every article there is, published in each language it has.
///
/// # Errors
/// `Internal` where a file cannot be read; those of the database.
pub(super) async fn load(tx: &mut PgConnection, now: Timestamp) -> Result<()> {
    load_book(tx, now, Book::Help, &HELP).await
}

/// Puts every procedure there is; nothing where there are procedures already.
///
/// # Errors
/// As for [`load`].
pub(super) async fn load_procedures(tx: &mut PgConnection, now: Timestamp) -> Result<()> {
    if sqlx::query_scalar!(r#"select exists (select from procedure) as "any!""#).fetch_one(&mut *tx).await? {
        return Ok(());
    }
    load_book(tx, now, Book::Procedures, &PROCEDURES).await
}

async fn load_book(tx: &mut PgConnection, now: Timestamp, book: Book, files: &Dir<'_>) -> Result<()> {
    for locale in Locale::ALL {
        let folder = files.get_dir(locale.tag()).into_iter().flat_map(Dir::files);
        for file in folder {
            let slug = file.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let read = file.contents_utf8().and_then(Article::read);
            let article = read.ok_or_else(|| Error::Internal(format!("{} {slug} ({locale:?})", book.as_str())))?;
            store(tx, now, locale, Text { book, slug }, &article).await?;
        }
    }
    Ok(())
}

async fn store(tx: &mut PgConnection, now: Timestamp, locale: Locale, text: Text<'_>, article: &Article<'_>) -> Result<()> {
    match (locale, text.book) {
        (Locale::En, Book::Help) => store_article(tx, text.slug, article).await?,
        (Locale::En, Book::Procedures) => store_procedure(tx, text.slug, article).await?,
        (Locale::ZhCn, _) => {}
    }
    let words = article.words();
    sqlx::query!(
        "insert into text_version (book, slug, locale, number, title, summary, synonyms, body, state, follows, written_at)
         values ($9, $1, $2, 1, $3, $4, $5, $6, 'draft', $7, $8)",
        text.slug,
        locale.tag(),
        words.title,
        words.summary,
        words.synonyms,
        words.body,
        (locale != Locale::En).then_some(1),
        now.to_sqlx() as _,
        text.book.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    publish(tx, Published { text, locale, number: 1, words: &words, at: now }).await
}

async fn store_article(tx: &mut PgConnection, slug: &str, article: &Article<'_>) -> Result<()> {
    sqlx::query!(
        "insert into article (slug, owner, action, related, reviewed_on) values ($1, $2, $3, $4, $5)",
        slug,
        article.head("owner"),
        article.action()?,
        &article.head("related").split(',').map(|slug| slug.trim().to_owned()).filter(|slug| !slug.is_empty()).collect::<Vec<String>>(),
        article.reviewed()?.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn store_procedure(tx: &mut PgConnection, slug: &str, article: &Article<'_>) -> Result<()> {
    let step = WorkStep::parse(article.head("step")).ok_or_else(|| Error::Internal(format!("procedure {slug}: step")))?;
    sqlx::query!(
        "insert into procedure (slug, owner, step, kind, department, reviewed_on) values ($1, $2, $3, $4, nullif($5, ''), $6)",
        slug,
        article.head("owner"),
        step.as_str(),
        Kind::parse(article.head("kind")).map(Kind::as_str),
        article.head("department"),
        article.reviewed()?.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A file: `name: value` lines between two lines of dashes, then Markdown.
struct Article<'a> {
    head: Vec<(&'a str, &'a str)>,
    body: &'a str,
}

impl<'a> Article<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (head, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
        let head = head.lines().filter_map(|line| line.split_once(':')).map(|(name, value)| (name.trim(), value.trim())).collect();
        Some(Self { head, body: body.trim() })
    }

    fn head(&self, name: &str) -> &'a str {
        self.head.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    fn action(&self) -> Result<String> {
        let action = self.head("action");
        Action::parse(action).map(|action| action.to_string()).ok_or_else(|| Error::Internal(format!("help action {action}")))
    }

    fn reviewed(&self) -> Result<Date> {
        self.head("reviewed").parse().map_err(|error| Error::Internal(format!("{}: {error}", self.head("title"))))
    }

    fn words(&self) -> Words {
        Words {
            title: self.head("title").to_owned(),
            summary: self.head("summary").to_owned(),
            synonyms: self.head("words").to_owned(),
            body: self.body.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::help::{Target, markdown, target};

    fn files(book: &'static Dir<'static>, locale: Locale) -> Vec<(String, Article<'static>)> {
        let files = book.get_dir(locale.tag()).into_iter().flat_map(Dir::files);
        files.filter_map(|file| Some((file.path().file_stem()?.to_str()?.to_owned(), Article::read(file.contents_utf8()?)?))).collect()
    }

    #[test]
    fn every_article_is_whole_and_its_links_lead_somewhere() {
        let english = files(&HELP, Locale::En);
        assert!(english.len() >= 60, "{} articles", english.len());
        let known = |slug: &str| english.iter().any(|(known, _)| known == slug);
        for (slug, article) in &english {
            assert!(domain::help::is_slug(slug) && article.action().is_ok(), "{slug}");
            assert!(article.head("related").split(',').all(|related| known(related.trim())), "{slug}: related");
        }
        for locale in Locale::ALL {
            let articles = files(&HELP, locale);
            assert_eq!(articles.len(), english.len(), "{locale:?}");
            for (slug, article) in articles {
                let words = article.words();
                assert!(
                    !words.title.is_empty() && !words.summary.is_empty() && !words.synonyms.is_empty() && !words.body.is_empty(),
                    "{slug}"
                );
                assert!(
                    words.title.chars().count() <= domain::help::LONGEST_TITLE
                        && words.summary.chars().count() <= domain::help::LONGEST_SUMMARY,
                    "{slug}"
                );
                for link in markdown::links(&words.body) {
                    let page = ["/trip", "/flights", "/cases/new", "/cases", "/privacy", "/accessibility"].contains(&link.as_str());
                    assert!(page || link.strip_prefix("/help/").is_some_and(known), "{slug} ({locale:?}) leads to {link}");
                }
            }
        }
    }

    #[test]
    fn every_step_has_its_procedure_and_its_links_lead_somewhere() {
        let (english, articles) = (files(&PROCEDURES, Locale::En), files(&HELP, Locale::En));
        let steps: Vec<WorkStep> = english.iter().filter_map(|(_, text)| WorkStep::parse(text.head("step"))).collect();
        assert!(WorkStep::ALL.iter().all(|step| steps.contains(step)) && steps.len() == english.len(), "{steps:?}");
        for locale in Locale::ALL {
            let procedures = files(&PROCEDURES, locale);
            assert_eq!(procedures.len(), english.len(), "{locale:?}");
            for (slug, text) in &procedures {
                let words = text.words();
                let (title, summary) = (words.title.chars().count(), words.summary.chars().count());
                assert!(
                    (1..=domain::help::LONGEST_TITLE).contains(&title) && (1..=domain::help::LONGEST_SUMMARY).contains(&summary),
                    "{slug}"
                );
                assert!(words.body.contains("1. "), "{slug} ({locale:?}) has steps");
                for link in markdown::links(&words.body) {
                    let there = match target(Book::Procedures, &link) {
                        Target::Page => true,
                        Target::Article(other) => articles.iter().any(|(known, _)| known == other),
                        Target::Procedure(other) => english.iter().any(|(known, _)| known == other),
                        Target::Nowhere | Target::Elsewhere => false,
                    };
                    assert!(there, "{slug} ({locale:?}) leads to {link}");
                }
            }
        }
    }
}
