//! The demo airline's help articles: one file an article and language, kept as they were written.

use crate::help::{Published, publish};
use crate::{Error, Result};
use domain::help::{Action, Words};
use domain::locale::Locale;
use include_dir::{Dir, include_dir};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/demo/help");

/// Puts every article there is, published in each language it has.
///
/// # Errors
/// `Internal` where a file cannot be read; those of the database.
pub(super) async fn load(tx: &mut PgConnection, now: Timestamp) -> Result<()> {
    for locale in Locale::ALL {
        let folder = FILES.get_dir(locale.tag()).into_iter().flat_map(Dir::files);
        for file in folder {
            let slug = file.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let article =
                file.contents_utf8().and_then(Article::read).ok_or_else(|| Error::Internal(format!("help article {slug} ({locale:?})")))?;
            store(tx, now, locale, slug, &article).await?;
        }
    }
    Ok(())
}

async fn store(tx: &mut PgConnection, now: Timestamp, locale: Locale, slug: &str, article: &Article<'_>) -> Result<()> {
    if locale == Locale::En {
        sqlx::query!(
            "insert into article (slug, owner, action, related, reviewed_on) values ($1, $2, $3, $4, $5)",
            slug,
            article.head("owner"),
            article.action()?,
            &article.head("related").split(',').map(|slug| slug.trim().to_owned()).filter(|slug| !slug.is_empty()).collect::<Vec<String>>(),
            article.head("reviewed").parse::<Date>().map_err(|error| Error::Internal(format!("help article {slug}: {error}")))?.to_sqlx()
                as _,
        )
        .execute(&mut *tx)
        .await?;
    }
    let words = article.words();
    sqlx::query!(
        "insert into article_version (slug, locale, number, title, summary, synonyms, body, state, follows, written_at)
         values ($1, $2, 1, $3, $4, $5, $6, 'draft', $7, $8)",
        slug,
        locale.tag(),
        words.title,
        words.summary,
        words.synonyms,
        words.body,
        (locale != Locale::En).then_some(1),
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    publish(tx, Published { slug, locale, number: 1, words: &words, at: now }).await
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
    use domain::help::markdown;

    fn files(locale: Locale) -> Vec<(String, Article<'static>)> {
        let files = FILES.get_dir(locale.tag()).into_iter().flat_map(Dir::files);
        files.filter_map(|file| Some((file.path().file_stem()?.to_str()?.to_owned(), Article::read(file.contents_utf8()?)?))).collect()
    }

    #[test]
    fn every_article_is_whole_and_its_links_lead_somewhere() {
        let english = files(Locale::En);
        assert!(english.len() >= 60, "{} articles", english.len());
        let known = |slug: &str| english.iter().any(|(known, _)| known == slug);
        for (slug, article) in &english {
            assert!(domain::help::is_slug(slug) && article.action().is_ok(), "{slug}");
            assert!(article.head("related").split(',').all(|related| known(related.trim())), "{slug}: related");
        }
        for locale in Locale::ALL {
            let articles = files(locale);
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
}
