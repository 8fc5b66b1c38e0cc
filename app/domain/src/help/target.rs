//! Where an article's links lead.

/// Pages of the portal an article may lead to, besides other articles.
pub const PAGES: [&str; 9] = ["/", "/trip", "/flights", "/help", "/cases", "/cases/new", "/cases/find", "/privacy", "/accessibility"];

/// What a link's address stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// Another article, by its slug; whether it is there, the database knows.
    Article(&'a str),
    /// A page there is, or a place on the same page.
    Page,
    /// An address of ours that no page answers.
    Nowhere,
    /// Another site: it stays words.
    Elsewhere,
}

/// Reads a link's address as the page would follow it.
#[must_use]
pub fn target(address: &str) -> Target<'_> {
    if address.starts_with('#') {
        return Target::Page;
    }
    if !address.starts_with('/') || address.starts_with("//") || address.starts_with("/\\") {
        return Target::Elsewhere;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    match path.strip_prefix("/help/") {
        Some(slug) if super::is_slug(slug) => Target::Article(slug),
        Some(_) => Target::Nowhere,
        None if PAGES.contains(&path) => Target::Page,
        None => Target::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        assert_eq!(target("/help/bag-missing#how"), Target::Article("bag-missing"));
        for page in ["/trip", "/flights?board=departures", "/cases/new?kind=baggage&topic=bag-missing", "#now", "/"] {
            assert_eq!(target(page), Target::Page, "{page}");
        }
        for nowhere in ["/trips", "/help/", "/help/Bag", "/help/a/b", "/desk", "/cases/LS-7K3M-9Q2F"] {
            assert_eq!(target(nowhere), Target::Nowhere, "{nowhere}");
        }
        for elsewhere in ["https://example.org", "//example.org", "/\\example.org", "mailto:a@example.org", "trip", ""] {
            assert_eq!(target(elsewhere), Target::Elsewhere, "{elsewhere}");
        }
    }
}
