//! `/desk/knowledge/{slug}/{language}/compare`, and of a procedure alike: what changed between two versions.

use super::{asked, book, differences::Differences, param, state, text_address, version_address, written};
use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        page_head::{Page, PageHead, Width},
        sentence::{Pick, Sentence},
    },
    words::{Lang, t},
};
use desk::help::writing::{Manuscript, Version, manuscript};
use domain::help::Text;
use domain::locale::Locale;
use leptos::prelude::*;
use leptos_meta::Title;

/// Two versions of one language.
#[component]
pub fn ComparePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let (slug, locale) = (param("slug"), Locale::from_tag(&param("language")));
    let (from, to) = (asked("from").parse().ok(), asked("to").parse().ok());
    Suspend::new(async move {
        match manuscript(&portal.db, &visit.viewer, visit.lang.0, Text { book: book(&visit), slug: &slug }).await {
            Ok(it) => match locale.and_then(|locale| pair(&it, locale, from, to)) {
                Some((before, after)) => page(visit.lang, &it, before, after).into_any(),
                None => refused(desk::Error::NotFound),
            },
            Err(error) => refused(error),
        }
    })
}

/// The versions asked for; the newest one, and the one before it, where none is.
fn pair(it: &Manuscript, locale: Locale, from: Option<i32>, to: Option<i32>) -> Option<(&Version, &Version)> {
    let newest = it.versions.iter().filter(|version| version.locale == locale).map(|version| version.number).max()?;
    let to = to.unwrap_or(newest);
    let from = from.unwrap_or_else(|| (to - 1).max(1));
    Some((it.version(locale, from)?, it.version(locale, to)?))
}

fn page(l: Lang, it: &Manuscript, before: &Version, after: &Version) -> impl IntoView + use<> {
    let locale = after.locale;
    let title = if before.number == after.number {
        t!(l, "knowledge-version", number = after.number)
    } else {
        t!(l, "knowledge-compare-title", from = before.number, to = after.number)
    };
    let options: Vec<(String, String)> = it
        .versions
        .iter()
        .filter(|version| version.locale == locale)
        .map(|version| (version.number.to_string(), version_name(l, version)))
        .collect();
    let caption = format!("{} · {}", it.title(l.0), locale.own_name());
    let (back, address) = (text_address(it.text()), format!("{}/compare", version_address(it.text(), locale)));
    let (from, to) = (before.number.to_string(), after.number.to_string());
    let (lead, before, after) = (written(l, after), before.words.clone(), after.words.clone());
    view! {
        <Title text=format!("{title} · {caption}")/>
        <Page width=Width::Wide>
            <PageHead title=title caption back/>
            <Sentence action=address go=t!(l, "queue-show")>
                {t!(l, "knowledge-compare-before")}" "
                <Pick name="from" label=t!(l, "knowledge-compare-from") options=options.clone() value=from/>
                {t!(l, "knowledge-compare-between")}" "
                <Pick name="to" label=t!(l, "knowledge-compare-to") options value=to/>
            </Sentence>
            <p class="quiet">{lead}</p>
            <h2 class="visually-hidden">{t!(l, "knowledge-changes")}</h2>
            <Differences before after locale/>
        </Page>
    }
}

fn version_name(l: Lang, version: &Version) -> String {
    t!(l, "knowledge-version-state", number = version.number, state = state(l, version.state, version.publish_at))
}
