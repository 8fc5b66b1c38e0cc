//! `<SkipLink/>`, `<Header name=… links=vec![NavLink::new("/trip", …)]/>`: who speaks, where to go, which language.
//!
//! On phones the links are a popover that opens without scripts.

use super::{carrier, language::LanguageSwitch};
use crate::{context::visit, words::t};
use leptos::prelude::*;

/// One place to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavLink {
    /// Its address; current on every address beneath it that no other link is nearer to.
    pub href: &'static str,
    /// Its name.
    pub name: String,
}

impl NavLink {
    /// A place to go.
    #[must_use]
    pub fn new(href: &'static str, name: impl Into<String>) -> Self {
        Self { href, name: name.into() }
    }

    fn leads_to(&self, path: &str) -> bool {
        path.strip_prefix(self.href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Address of the link one is under: the nearest.
fn current(links: &[NavLink], path: &str) -> Option<&'static str> {
    links.iter().filter(|link| link.leads_to(path)).map(|link| link.href).max_by_key(|href| href.len())
}

/// First thing on every page for who uses the keyboard.
#[component]
pub fn SkipLink() -> impl IntoView {
    let l = visit().lang;
    view! { <a class="skip-link" href="#main">{t!(l, "skip-to-content")}</a> }
}

/// The head of every page.
#[component]
pub fn Header(
    /// Who speaks, where it is not the carrier: `Service office`.
    #[prop(optional_no_strip, into)]
    name: Option<String>,
    /// Where the mark leads.
    #[prop(default = "/")]
    home: &'static str,
    /// Where to go.
    links: Vec<NavLink>,
    /// Signed-in person and sign-out, last in the row.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let here = current(&links, visit.path());
    let links = links
        .into_iter()
        .map(|link| {
            let current = (here == Some(link.href)).then_some("page");
            view! { <a href=link.href aria-current=current>{link.name}</a> }
        })
        .collect_view();
    view! {
        <header class="header">
            <a class="header__home" href=home>
                <span class="header__mark" aria-hidden="true">{carrier::mark()}</span>
                <span>{name.unwrap_or_else(|| carrier::name(l.0).to_owned())}</span>
            </a>
            <button class="header__menu" type="button" popovertarget="menu">{t!(l, "menu")}</button>
            <nav class="header__nav" id="menu" popover="auto" aria-label=t!(l, "nav-label")>
                {links}
                {children.map(|person| person())}
            </nav>
            <LanguageSwitch/>
        </header>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_link_is_the_current_one() {
        let links = ["/desk", "/desk/queue", "/trip"].map(|href| NavLink::new(href, ""));
        assert_eq!(current(&links, "/desk/queue"), Some("/desk/queue"));
        assert_eq!(current(&links, "/desk/outbox"), Some("/desk"));
        assert_eq!(current(&links, "/trips"), None);
    }
}
