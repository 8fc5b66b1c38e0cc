//! Where the links of a text lead.

use super::Book;

/// Pages of the portal an article may lead to, besides other articles.
pub const PAGES: [&str; 9] = ["/", "/trip", "/flights", "/help", "/cases", "/cases/new", "/cases/find", "/privacy", "/accessibility"];

/// Pages of the service office a procedure may lead to as well, besides prepared texts and other procedures.
pub const STAFF_PAGES: [&str; 9] = [
    "/desk",
    "/desk/queue",
    "/desk/record",
    "/desk/knowledge",
    "/desk/phrases",
    "/desk/procedures",
    "/desk/outbox",
    "/desk/settings",
    "/desk/settings/hours",
];

/// What a link's address stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// Another article, by its slug; whether it is there, the database knows.
    Article(&'a str),
    /// A procedure, by its slug; only from another one.
    Procedure(&'a str),
    /// A page there is, or a place on the same page.
    Page,
    /// An address of ours that no page answers.
    Nowhere,
    /// Another site: it stays words.
    Elsewhere,
}

/// Reads a link's address as the page would follow it: staff may go further than passengers.
#[must_use]
pub fn target(book: Book, address: &str) -> Target<'_> {
    if address.starts_with('#') {
        return Target::Page;
    }
    if !address.starts_with('/') || address.starts_with("//") || address.starts_with("/\\") {
        return Target::Elsewhere;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if let Some(slug) = path.strip_prefix("/help/") {
        return if super::is_slug(slug) { Target::Article(slug) } else { Target::Nowhere };
    }
    match book {
        _ if PAGES.contains(&path) => Target::Page,
        Book::Help => Target::Nowhere,
        Book::Procedures => staff_target(path),
    }
}

fn staff_target(path: &str) -> Target<'_> {
    match (path.strip_prefix("/desk/procedures/"), path.strip_prefix("/desk/phrases/")) {
        (Some(slug), _) if super::is_slug(slug) => Target::Procedure(slug),
        (_, Some(id)) if id.len() == 36 => Target::Page,
        _ if STAFF_PAGES.contains(&path) => Target::Page,
        _ => Target::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::{Book, Target};

    #[test]
    fn addresses_are_told_apart() {
        let staff = |address| super::target(Book::Procedures, address);
        assert_eq!(staff("/desk/procedures/close-case"), Target::Procedure("close-case"));
        for page in ["/desk/queue?rest=aside", "/desk/phrases/00000000-0000-7e87-0000-000000000003", "/trip", "/desk/record"] {
            assert_eq!(staff(page), Target::Page, "{page}");
        }
        for nowhere in ["/desk/nothing", "/desk/procedures/", "/desk/phrases/3", "/cases/LS-7K3M-9Q2F"] {
            assert_eq!(staff(nowhere), Target::Nowhere, "{nowhere}");
        }
        let target = |address| super::target(Book::Help, address);
        assert_eq!(target("/help/bag-missing#how"), Target::Article("bag-missing"));
        for page in ["/trip", "/flights?board=departures", "/cases/new?kind=baggage&topic=bag-missing", "#now", "/"] {
            assert_eq!(target(page), Target::Page, "{page}");
        }
        for nowhere in ["/trips", "/help/", "/help/Bag", "/help/a/b", "/desk", "/desk/procedures/close-case", "/cases/LS-7K3M-9Q2F"] {
            assert_eq!(target(nowhere), Target::Nowhere, "{nowhere}");
        }
        for elsewhere in ["https://example.org", "//example.org", "/\\example.org", "mailto:a@example.org", "trip", ""] {
            assert_eq!(target(elsewhere), Target::Elsewhere, "{elsewhere}");
        }
    }
}
