//! The document around every page: head, skip link, header, main, footer.

use crate::{
    context::{Visit, portal, visit},
    routes::{Pages, is_public},
    ui::{
        footer::Footer,
        header::{Header, NavLink, SkipLink},
    },
    words::{Lang, t},
};
use domain::locale::Locale;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};

/// Where the server puts the scripts, on pages that have islands and nowhere else.
pub const SCRIPTS_GO_HERE: &str = "<!--scripts-->";

/// Pages a browser may fetch before they are asked for: public ones only (a prefetch audits nothing).
pub const SPECULATION: &str = r#"{"prefetch":[{"where":{"or":[{"href_matches":"/"},{"href_matches":"/flights*"},{"href_matches":"/help*"},{"href_matches":"/privacy"}]},"eagerness":"moderate"}]}"#;

/// The whole document around whatever page the address names.
#[component]
pub fn Shell() -> impl IntoView {
    view! { <ShellOf page=|| view! { <Pages/> }/> }
}

/// The whole document around a given page: error pages need no route.
#[component]
pub fn ShellOf<V: IntoView + 'static>(
    /// What stands in `<main>`.
    page: impl Fn() -> V + Send + 'static,
) -> impl IntoView {
    provide_meta_context();
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    // where staff work, whatever the screen: they keep the size of the desk
    let desk = at_desk(&visit).then_some("");
    view! {
        <!DOCTYPE html>
        <html lang=l.tag() data-desk=desk>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="preload" href=portal.asset("source-sans-3-latin.woff2") r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=portal.asset("landside.css")/>
                <link rel="icon" href=crate::ui::carrier::icon() r#type="image/svg+xml"/>
                <script r#type="speculationrules" nonce=visit.nonce.to_string() inner_html=SPECULATION></script>
                <MetaTags/>
            </head>
            <body>
                <Title formatter=move |page: String| title(l, &page)/>
                <SkipLink/>
                <SiteHeader/>
                <main id="main" tabindex="-1">{page()}</main>
                <SiteFooter/>
                <div inner_html=SCRIPTS_GO_HERE hidden=true></div>
            </body>
        </html>
    }
}

fn title(l: Lang, page: &str) -> String {
    let site = crate::ui::carrier::name(l.0);
    if page.is_empty() { site.to_owned() } else { format!("{page} · {site}") }
}

/// Staff, on one of the pages they work on.
fn at_desk(visit: &Visit) -> bool {
    visit.viewer.staff().is_some() && !is_public(visit.path())
}

/// Passengers' places to go, or the service office's where staff work. Public pages look the same to everyone.
#[component]
fn SiteHeader() -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let staff = visit.viewer.staff().filter(|_| at_desk(&visit)).cloned();
    match staff {
        Some(member) => view! {
            <Header name=t!(l, "nav-desk") home="/desk" links=staff_links(l)>
                <a class="header__person" href="/desk">{member.name}</a>
            </Header>
        }
        .into_any(),
        None => {
            let links = vec![
                NavLink::new("/trip", t!(l, "nav-trip")),
                NavLink::new("/flights", t!(l, "nav-flights")),
                NavLink::new("/cases", t!(l, "nav-cases")),
                NavLink::new("/help", t!(l, "nav-help")),
            ];
            view! { <Header links=links/> }.into_any()
        }
    }
}

fn staff_links(l: Lang) -> Vec<NavLink> {
    vec![
        NavLink::new("/desk/queue", t!(l, "nav-queue")),
        NavLink::new("/desk/knowledge", t!(l, "nav-knowledge")),
        NavLink::new("/flights", t!(l, "nav-flights")),
    ]
}

/// The page one is on, asked for in another language.
#[must_use]
pub fn language_link(here: &str, locale: Locale) -> String {
    let joint = if here.contains('?') { '&' } else { '?' };
    format!("{here}{joint}lang={}", locale.tag())
}

#[component]
fn SiteFooter() -> impl IntoView {
    let l = visit().lang;
    let links = vec![
        NavLink::new("/promises", t!(l, "nav-promises")),
        NavLink::new("/improvements", t!(l, "improvements-title")),
        NavLink::new("/privacy", t!(l, "nav-privacy")),
        NavLink::new("/accessibility", t!(l, "nav-accessibility")),
        NavLink::new("/desk", t!(l, "nav-desk")),
    ];
    let note = portal().demo.then(|| t!(l, "footer-demo"));
    view! { <Footer links=links note=note/> }
}
