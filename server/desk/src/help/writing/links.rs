//! Links that lead nowhere.

use crate::Result;
use domain::help::{Target, markdown, target};
use sqlx::PgExecutor;

/// A link that readers cannot follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No such article is published.
    NoArticle(String),
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

/// The links of a text that cannot be followed, in its order. An article may lead to itself.
///
/// # Errors
/// Those of the database.
pub async fn faults(db: impl PgExecutor<'_>, slug: &str, body: &str) -> Result<Vec<Fault>> {
    let links = markdown::links(body);
    let asked: Vec<String> = links
        .iter()
        .filter_map(|link| match target(link) {
            Target::Article(other) => Some(other.to_owned()),
            _ => None,
        })
        .collect();
    let known = if asked.is_empty() {
        Vec::new()
    } else {
        sqlx::query_scalar!("select distinct slug from article_version where slug = any($1) and state = 'published'", &asked)
            .fetch_all(db)
            .await?
    };
    let fault = |link: String| match target(&link) {
        Target::Article(other) if other == slug || known.iter().any(|known| known == other) => None,
        Target::Page => None,
        Target::Article(_) => Some(Fault::NoArticle(link)),
        Target::Nowhere => Some(Fault::NoPage(link)),
        Target::Elsewhere => Some(Fault::Elsewhere(link)),
    };
    Ok(links.into_iter().filter_map(fault).collect())
}
