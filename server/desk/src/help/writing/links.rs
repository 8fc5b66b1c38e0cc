//! Links that lead nowhere.

use crate::Result;
use domain::help::{Target, Text, markdown, target};
use sqlx::PgExecutor;

/// A link that readers cannot follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No such article is published.
    NoArticle(String),
    /// No such procedure is published.
    NoProcedure(String),
    /// The portal has no such page.
    NoPage(String),
    /// Another site: readers see its words and no link.
    Elsewhere(String),
}

impl Fault {
    /// Whether it keeps the text from being sent to review.
    #[must_use]
    pub const fn blocks(&self) -> bool {
        !matches!(self, Self::Elsewhere(_))
    }
}

/// The links of a text that cannot be followed, in its order. A text may lead to itself.
///
/// # Errors
/// Those of the database.
pub async fn faults(db: impl PgExecutor<'_>, text: Text<'_>, body: &str) -> Result<Vec<Fault>> {
    let links = markdown::links(body);
    let asked: Vec<String> = links
        .iter()
        .filter_map(|link| match target(text.book, link) {
            Target::Article(other) | Target::Procedure(other) => Some(other.to_owned()),
            _ => None,
        })
        .collect();
    let known = if asked.is_empty() {
        Vec::new()
    } else {
        sqlx::query!("select distinct book, slug from text_version where slug = any($1) and state = 'published'", &asked)
            .fetch_all(db)
            .await?
    };
    let there = |other: Text<'_>| other == text || known.iter().any(|known| known.book == other.book.as_str() && known.slug == other.slug);
    let fault = |link: String| match target(text.book, &link) {
        Target::Article(other) if there(Text::help(other)) => None,
        Target::Procedure(other) if there(Text::procedure(other)) => None,
        Target::Page => None,
        Target::Article(_) => Some(Fault::NoArticle(link)),
        Target::Procedure(_) => Some(Fault::NoProcedure(link)),
        Target::Nowhere => Some(Fault::NoPage(link)),
        Target::Elsewhere => Some(Fault::Elsewhere(link)),
    };
    Ok(links.into_iter().filter_map(fault).collect())
}
