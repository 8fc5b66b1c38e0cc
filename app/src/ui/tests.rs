//! The page of components is the test that every component renders, in every language and with the ids that join
//! labels, hints and errors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use crate::{context::Visit, pages::desk::components::Components, words::Lang};
use domain::{locale::Locale, rights::Viewer};
use jiff::Timestamp;
use leptos::prelude::*;
use std::collections::HashSet;

fn page(locale: Locale) -> String {
    let owner = Owner::new();
    owner.with(|| {
        leptos_meta::provide_meta_context();
        provide_context(Visit {
            viewer: Viewer::default(),
            now: Timestamp::UNIX_EPOCH,
            lang: Lang(locale),
            nonce: "nonce".into(),
            here: "/desk/settings/components".into(),
            live: false,
        });
        view! { <Components/> }.to_html()
    })
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_component_renders_in_every_language() {
    for locale in Locale::ALL {
        let html = page(locale);
        assert!(!html.contains(">sample-"), "a key stands where words should");
        for class in [
            "field",
            "choice",
            "error-summary",
            "flight-head",
            "metro",
            "summary",
            "actions",
            "timeline",
            "reply",
            "staff-bar",
            "deadline",
            "panel",
            "chart",
        ] {
            assert!(html.contains(&format!("class=\"{class}")), "{class} is not shown");
        }
    }
}

#[test]
fn hints_and_errors_are_joined_to_their_fields() {
    let html = page(Locale::En);
    let ids: HashSet<&str> = values(&html, "id").into_iter().collect();
    let joined = values(&html, "aria-describedby").into_iter().flat_map(|ids| ids.split(' ')).collect::<Vec<_>>();
    assert!(!joined.is_empty());
    for id in joined.into_iter().chain(values(&html, "for")) {
        assert!(ids.contains(id), "nothing has the id {id}");
    }
}

#[test]
fn an_error_summary_leads_to_each_field() {
    let html = page(Locale::En);
    let ids: HashSet<&str> = values(&html, "id").into_iter().collect();
    for target in html.split("error-summary__link\" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(target), "nothing has the id {target}");
    }
}
