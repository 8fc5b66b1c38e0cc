//! The peer: the same document from the same use-cases and the same words, written by a compiled template (maud).
//!
//! [`crate::page`] refuses to measure unless both documents are the same, element by element.

use app::{
    context::{Portal, Visit},
    outcome::status_of,
    pages::cases::case::{
        entries::{Says, Told, told},
        head,
    },
    shell::{SPECULATION, language_link},
    t,
    ui::carrier,
    words::Lang,
};
use axum::{
    Extension, Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use desk::cases::{self, CaseView};
use domain::{
    files::{ACCEPT, Limits},
    locale::Locale,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;
use server::{middleware::security, render::loader, state::App};
use std::sync::{Arc, OnceLock};

/// The names under which the browser's module exports `Draft`, `Live` and `Upload`: they end in a hash of their source.
pub(crate) type Islands = Arc<OnceLock<[String; 3]>>;

#[derive(Serialize)]
struct DraftProps {
    key: String,
    kept: String,
    returned: bool,
}

#[derive(Serialize)]
struct UploadProps {
    draft: String,
    sending: String,
    waiting: String,
    again: String,
    lost: String,
}

#[derive(Serialize)]
struct LiveProps {
    topic: String,
    version: i32,
    announcement: String,
    beside: Option<String>,
}

fn props(props: &impl Serialize) -> String {
    serde_json::to_string(props).unwrap_or_default()
}

/// `/cases/{reference}/peer`.
pub(crate) fn routes(islands: Islands) -> Router<App> {
    Router::new().route("/cases/{reference}/peer", get(page)).layer(Extension(islands))
}

/// Reads the islands' names from a page that holds them.
pub(crate) fn islands(html: &str) -> Option<[String; 3]> {
    let name = |name: &str| {
        let (_, rest) = html.split_once(&format!("data-component=\"{name}"))?;
        Some(format!("{name}{}", rest.split('"').next()?))
    };
    Some([name("Draft")?, name("Live")?, name("Upload")?])
}

async fn page(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Extension(islands): Extension<Islands>,
    Path(reference): Path<String>,
) -> Response {
    let case = match cases::view(app.db(), &visit.viewer, visit.now, &reference, visit.live).await {
        Ok(case) => case,
        Err(error) => return status_of(&error).into_response(),
    };
    let draft = cases::draft(app.db(), &visit.viewer, &format!("reply:{reference}")).await.unwrap_or_default();
    let words = draft.get("words").cloned().unwrap_or_default();
    // what the page asks for and shows nothing of, where nothing is staged
    let _ = desk::files::staged(app.db(), &visit.viewer, &format!("reply:{reference}")).await;
    let Some(islands) = islands.get() else { return status_of(&desk::Error::NotFound).into_response() };
    let document = document(&app.portal, &visit, &case.head.subject, &main(&visit, &case, &words, islands, app.files.limits));
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(visit.lang.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    security::policy(&mut headers, &visit.nonce, app.portal.payments.as_deref());
    (headers, document.into_string()).into_response()
}

fn document(portal: &Portal, visit: &Visit, title: &str, main: &Markup) -> Markup {
    let l = visit.lang;
    html! {
        (DOCTYPE)
        html lang=(l.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="preload" href=(portal.asset("source-sans-3-latin.woff2")) as="font" type="font/woff2" crossorigin="anonymous";
                link rel="stylesheet" href=(portal.asset("landside.css"));
                link rel="icon" href=(app::ui::carrier::icon()) type="image/svg+xml";
                script type="speculationrules" nonce=(visit.nonce) { (PreEscaped(SPECULATION)) }
                title { (title) " · " (app::ui::carrier::name(l.0)) }
            }
            body {
                a class="skip-link" href="#main" { (t!(l, "skip-to-content")) }
                (site_header(visit))
                main id="main" tabindex="-1" { (main) }
                footer class="footer" {
                    nav class="footer__links" aria-label=(t!(l, "footer-label")) {
                        a href="/privacy" { (t!(l, "nav-privacy")) }
                        a href="/accessibility" { (t!(l, "nav-accessibility")) }
                        a href="/desk" { (t!(l, "nav-desk")) }
                    }
                    @if portal.demo { p class="footer__note" { (t!(l, "footer-demo")) } }
                }
                (PreEscaped(loader(portal, &visit.nonce)))
            }
        }
    }
}

fn site_header(visit: &Visit) -> Markup {
    let l = visit.lang;
    let links =
        [("/trip", t!(l, "nav-trip")), ("/flights", t!(l, "nav-flights")), ("/cases", t!(l, "nav-cases")), ("/help", t!(l, "nav-help"))];
    html! {
        header class="header" {
            a class="header__home" href="/" {
                span class="header__mark" aria-hidden="true" { (carrier::mark()) }
                span { (carrier::name(l.0)) }
            }
            button class="header__menu" type="button" popovertarget="menu" { (t!(l, "menu")) }
            nav class="header__nav" id="menu" popover="auto" aria-label=(t!(l, "nav-label")) {
                @for (href, name) in links {
                    a href=(href) aria-current=[visit.path().starts_with(href).then_some("page")] { (name) }
                }
            }
            @for other in Locale::ALL.into_iter().filter(|other| *other != l.0) {
                a class="header__language" href=(language_link(&visit.here, other)) hreflang=(other.tag()) lang=(other.tag()) rel="nofollow" {
                    (other.own_name())
                }
            }
        }
    }
}

fn main(visit: &Visit, case: &CaseView, draft: &str, [draft_island, live_island, upload_island]: &[String; 3], limits: Limits) -> Markup {
    let (l, reference) = (visit.lang, &case.head.reference);
    let said = head::words(visit, case);
    let live =
        LiveProps { topic: format!("case:{reference}"), version: case.head.last_seq, announcement: t!(l, "case-news"), beside: None };
    html! {
        div class="column" {
            div class="" {
                div class="columns__main stack" {
                    div id="case-head" data-live="" {
                        div class="page-head" {
                            p class="page-head__caption" { (said.caption.replace(" · ", "\u{a0}· ")) }
                            h1 class="page-head__title" { (case.head.subject) }
                            p class="page-head__lead" {
                                span class=(said.mark.class()) {
                                    svg class="status__shape" viewBox="0 0 12 12" aria-hidden="true" { path d=(said.mark.path()) {} }
                                    span { (said.status) }
                                }
                                " " (said.sentence)
                            }
                        }
                    }
                    div id="case-whole" data-live="" {}
                    ol class="timeline" id="timeline" aria-label=(t!(l, "case-conversation")) data-seq=(case.head.last_seq) data-live="append" {
                        @for entry in told(visit, case) { (line(entry)) }
                    }
                    div id="case-verdict" data-live="" {}
                    (reply(l, reference, draft, draft_island, &files(l, reference, upload_island, limits)))
                    (reach(l, reference, case.address.as_deref().unwrap_or_default()))
                    (invite(l, reference))
                }
            }
        }
        leptos-island data-component=(live_island) data-props=(props(&live)) {
            span class="visually-hidden" role="status" aria-live="polite" {}
        }
    }
}

fn line(entry: Told<'_>) -> Markup {
    match entry.says {
        Says::Words { who, via, lang, words, .. } => html! {
            li class="timeline__entry" id={ "entry-" (entry.seq) } data-seq=(entry.seq) {
                div class="timeline__head" {
                    span class="timeline__who" { (who) }
                    span class="timeline__via" { (via) }
                    time class="timeline__time" datetime=(entry.at) { (entry.time) }
                }
                div class="timeline__words" lang=[lang] { (words) }
            }
        },
        Says::Step(step) => html! {
            li class="timeline__entry timeline__entry--system" id={ "entry-" (entry.seq) } data-seq=(entry.seq) {
                p { (step) " · " time datetime=(entry.at) { (entry.time) } }
            }
        },
    }
}

fn files(l: Lang, reference: &str, island: &str, limits: Limits) -> Markup {
    let upload = UploadProps {
        draft: format!("reply:{reference}"),
        sending: t!(l, "file-sending"),
        waiting: t!(l, "file-waiting"),
        again: t!(l, "file-again"),
        lost: t!(l, "file-lost"),
    };
    let hint = t!(l, "file-hint", most = limits.per_message, megabytes = limits.megabytes());
    html! {
        div class="reply__files" {
            details class="details details--plain" {
                summary class="details__title" { span { (t!(l, "file-add")) } }
                div class="details__body" {
                    div class="field files" {
                        div class="files__now" id="files-now" aria-live="polite" {}
                        label class="field__label" for="files" { (t!(l, "file-label")) }
                        p class="field__hint" id="files-hint" { (hint) }
                        input class="files__input" type="file" id="files" name="files" multiple accept=(ACCEPT) aria-describedby="files-hint";
                        leptos-island data-component=(island) data-props=(props(&upload)) {
                            div class="files__sending" {
                                span role="status" {}
                                progress max="100" value="0" hidden aria-hidden="true" {}
                                button class="button button--s" type="button" data-again="" hidden { (upload.again) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn reply(l: Lang, reference: &str, draft: &str, island: &str, files: &Markup) -> Markup {
    let draft_props = DraftProps { key: format!("reply:{reference}"), kept: t!(l, "case-draft-kept"), returned: false };
    html! {
        form class={ "reply" @if !draft.is_empty() { " reply--open" } } id="reply" method="post" action={ "/cases/" (reference) "/replies" } enctype="multipart/form-data" {
            div class="field" {
                label class="field__label" for="words" { (t!(l, "case-reply-yours")) }
                p class="field__hint" id="words-hint" { (t!(l, "case-reply-hint")) }
                textarea class="field__input" id="words" name="words" rows="1" placeholder=" " aria-describedby="words-hint" { (draft) }
            }
            (files)
            div class="reply__acts" {
                button class="button button--primary" type="submit" { (t!(l, "case-reply-send")) }
                input type="hidden" name="key" value=(cases::fresh_key());
                leptos-island data-component=(island) data-props=(props(&draft_props)) { span class="draft-note" role="status" {} }
            }
        }
    }
}

fn reach(l: Lang, reference: &str, address: &str) -> Markup {
    html! {
        details class="details" {
            summary class="details__title" { span { (t!(l, "reach-title")) } }
            div class="details__body" {
                p { (t!(l, "reach-lead", to = domain::contact::mask(address))) }
                form class="stack stack--s" method="post" action={ "/cases/" (reference) "/address" } {
                    div class="field" {
                        label class="field__label" for="address" { (t!(l, "reach-new")) }
                        p class="field__hint" id="address-hint" { (t!(l, "reach-hint")) }
                        input class="field__input" id="address" name="address" type="email" value="" autocomplete="email" spellcheck="false"
                            autocapitalize="off" aria-describedby="address-hint";
                    }
                    div { button class="button" type="submit" { (t!(l, "reach-change")) } }
                }
            }
        }
    }
}

fn invite(l: Lang, reference: &str) -> Markup {
    html! {
        details class="details" {
            summary class="details__title" { span { (t!(l, "case-invite")) } }
            div class="details__body" {
                form class="stack stack--s" method="post" action={ "/cases/" (reference) "/companions" } {
                    div class="field" {
                        label class="field__label" for="email" { (t!(l, "case-invite-email")) }
                        p class="field__hint" id="email-hint" { (t!(l, "case-invite-hint")) }
                        input class="field__input" id="email" name="email" type="email" value="" autocomplete="email" spellcheck="false"
                            autocapitalize="off" aria-describedby="email-hint";
                    }
                    div { button class="button" type="submit" { (t!(l, "case-invite-send")) } }
                }
            }
        }
    }
}
