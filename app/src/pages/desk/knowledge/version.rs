//! `/desk/procedures/{slug}/{language}/{number}`, and of an article alike: one version as it was read, at an address that stays good.

use super::{Rendering, book, exact_address, moment, param, reviewed, state, text_address, written};
use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        band::{Band, Ground},
        facts::{Fact, Facts},
        page_head::{Page, PageHead, Width},
    },
    words::{Lang, t},
};
use desk::help::writing::{Manuscript, Version, manuscript};
use domain::help::{State, Text};
use domain::locale::Locale;
use leptos::prelude::*;
use leptos_meta::Title;

/// One version.
#[component]
pub fn VersionPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let (slug, locale, number) = (param("slug"), Locale::from_tag(&param("language")), param("number").parse::<i32>().ok());
    Suspend::new(async move {
        match manuscript(&portal.db, &visit.viewer, visit.lang.0, Text { book: book(&visit), slug: &slug }).await {
            Ok(it) => match locale.zip(number).and_then(|(locale, number)| it.version(locale, number)) {
                Some(version) => page(visit.lang, &it, version).into_any(),
                None => refused(desk::Error::NotFound),
            },
            Err(error) => refused(error),
        }
    })
}

fn page(l: Lang, it: &Manuscript, version: &Version) -> impl IntoView + use<> {
    let title = t!(l, "knowledge-version", number = version.number);
    let caption = format!("{} · {}", it.title(l.0), version.locale.own_name());
    let stands = state(l, version.state, version.publish_at);
    let since = version.published_at.map(|at| view! { <Fact name=t!(l, "knowledge-since")>{moment(l, at)}</Fact> });
    let approved = reviewed(l, version).map(|words| view! { <Fact name=t!(l, "knowledge-approved")>{words}</Fact> });
    let read = it.published(version.locale).filter(|read| read.number != version.number);
    let over = matches!(version.state, State::Replaced | State::Withdrawn).then(|| {
        let link = read.map(|read| {
            let (href, name) =
                (exact_address(it.text(), version.locale, read.number), t!(l, "knowledge-version-now", number = read.number));
            view! { <a href=href>{name}</a> }
        });
        view! { <Band ground=Ground::Note title=t!(l, "knowledge-version-over")>{link}</Band> }
    });
    let (words, locale, written, back) = (version.words.clone(), version.locale, written(l, version), text_address(it.text()));
    view! {
        <Title text=format!("{title} · {caption}")/>
        <Page width=Width::Wide>
            <PageHead title=title caption back/>
            {over}
            <Facts>
                <Fact name=t!(l, "knowledge-state")>{stands}</Fact>
                {since}
                <Fact name=t!(l, "knowledge-written")>{written}</Fact>
                {approved}
            </Facts>
            <Rendering words locale/>
        </Page>
    }
}
