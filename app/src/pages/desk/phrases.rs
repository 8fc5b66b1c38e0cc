//! `/desk/phrases`: prepared replies and phrases, and writing them.

use crate::{
    context::{portal, visit},
    form::{Typed, typed},
    outcome::{refused, status},
    pages::cases::case::phrases::sample,
    ui::{
        action_list::{Action, ActionList},
        button::{Button, LinkButton, Look},
        details::Details,
        empty::{Empty, Scene},
        error_summary::{ErrorSummary, page_title},
        facts::{Fact, Facts},
        field::{Field, Select, TextArea},
        page_head::{Page, PageHead},
    },
    words::{Lang, t, when::zone},
};
use desk::{
    cases::{Department, departments, fresh_key},
    phrases::{self, Kind, Phrase, TITLE_LONGEST, TITLES, Version, WORDS},
};
use domain::{
    case::{Gap, unknown_gap},
    locale::Locale,
    rights::{Viewer, may_write_phrases},
};
use http::StatusCode;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The address of this area.
const HERE: &str = "/desk/phrases";

/// Every text, by what it is.
#[component]
pub fn PhrasesPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    Suspend::new(async move {
        let read = async { Ok::<_, desk::Error>((phrases::list(&portal.db, &visit.viewer, None).await?, departments(&portal.db).await?)) };
        match read.await {
            Ok((all, departments)) => list(visit.lang, &visit.viewer, &all, &departments).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn list(l: Lang, viewer: &Viewer, all: &[Phrase], departments: &[Department]) -> impl IntoView + use<> {
    let part = |kind: Kind| {
        let rows: Vec<_> = all
            .iter()
            .filter(|phrase| phrase.kind == kind)
            .map(|phrase| {
                let whose = name(l, phrase.department.as_deref(), departments);
                let gist: String = phrase.words(l.0).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(90).collect();
                view! { <Action href=format!("{HERE}/{}", phrase.id) title=phrase.title(l.0).to_owned() hint=format!("{whose} · {gist}…")/> }
            })
            .collect();
        (!rows.is_empty()).then(|| view! { <h2>{kind_name(l, kind)}</h2><ActionList>{rows}</ActionList> })
    };
    let writes = departments.iter().any(|department| may_write_phrases(viewer, Some(&department.id))) || may_write_phrases(viewer, None);
    let new = writes.then(
        || view! { <div class="buttons"><LinkButton href=format!("{HERE}/new") look=Look::Next>{t!(l, "phrase-new")}</LinkButton></div> },
    );
    let none = all.is_empty().then(|| view! { <Empty title=t!(l, "phrases-none") scene=Scene::Resting words=t!(l, "phrases-none-text")/> });
    let (replies, parts) = (part(Kind::Reply), part(Kind::Phrase));
    view! {
        <Title text=t!(l, "phrases-title")/>
        <Page>
            <PageHead title=t!(l, "phrases-title") back="/desk".to_owned()>{t!(l, "phrases-lead")}</PageHead>
            {new}{none}{replies}{parts}
        </Page>
    }
}

fn name(l: Lang, department: Option<&str>, all: &[Department]) -> String {
    match department {
        Some(id) => all.iter().find(|one| one.id == id).map_or_else(|| id.to_owned(), |one| one.name(l.0).to_owned()),
        None => t!(l, "phrase-everybody"),
    }
}

fn kind_name(l: Lang, kind: Kind) -> String {
    match kind {
        Kind::Reply => t!(l, "phrase-kind-reply"),
        Kind::Phrase => t!(l, "phrase-kind-phrase"),
    }
}

/// A new text.
#[component]
pub fn NewPhrasePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    Suspend::new(async move {
        if visit.viewer.staff().is_none() {
            return refused(desk::Error::SignInFirst);
        }
        match departments(&portal.db).await {
            Ok(departments) => {
                let may = departments.iter().any(|one| may_write_phrases(&visit.viewer, Some(&one.id)));
                if may {
                    page(visit.lang, &visit.viewer, None, &departments, &typed, visit.now).into_any()
                } else {
                    refused(desk::Error::Forbidden)
                }
            }
            Err(error) => refused(error),
        }
    })
}

/// One text: written by those who may, read by the others.
#[component]
pub fn PhrasePage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    Suspend::new(async move {
        let read = async {
            let phrase = phrases::find(&portal.db, &visit.viewer, &id).await?;
            let versions = phrases::versions(&portal.db, &visit.viewer, phrase.id).await?;
            Ok::<_, desk::Error>(((phrase, versions), departments(&portal.db).await?))
        };
        match read.await {
            Ok((one, departments)) => page(visit.lang, &visit.viewer, Some(one), &departments, &typed, visit.now).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(
    l: Lang,
    viewer: &Viewer,
    one: Option<(Phrase, Vec<Version>)>,
    departments: &[Department],
    typed: &Typed,
    now: Timestamp,
) -> impl IntoView + use<> {
    let (phrase, versions) = one.map_or((None, Vec::new()), |(phrase, versions)| (Some(phrase), versions));
    let may = phrase.as_ref().is_none_or(|phrase| may_write_phrases(viewer, phrase.department.as_deref()));
    if !may && typed.failed() {
        status(StatusCode::FORBIDDEN);
    }
    let title = phrase.as_ref().map_or_else(|| t!(l, "phrase-new"), |phrase| phrase.title(l.0).to_owned());
    let form = if may {
        form(l, viewer, phrase.as_ref(), departments, typed).into_any()
    } else {
        view! { <p class="quiet">{t!(l, "phrase-not-yours")}</p> }.into_any()
    };
    let shown = phrase.as_ref().map(|phrase| preview(phrase, now).into_any());
    let (head, typed) = (page_title(l, typed, title.clone()), typed.clone());
    let earlier = (versions.len() > 1).then(|| earlier(l, &versions, now).into_any());
    view! {
        <Title text=head/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=title back=HERE.to_owned()>{t!(l, "phrase-lead")}</PageHead>
            {form}{shown}{earlier}
        </Page>
    }
}

fn form(l: Lang, viewer: &Viewer, phrase: Option<&Phrase>, departments: &[Department], typed: &Typed) -> impl IntoView + use<> {
    let value = |field: &str, kept: Option<&str>| typed.value_opt(field).or_else(|| kept.map(str::to_owned)).unwrap_or_default();
    let kind = value("kind", phrase.map(|phrase| phrase.kind.as_str()));
    let department = value("department", phrase.and_then(|phrase| phrase.department.as_deref()));
    let kinds = Kind::ALL.map(|kind| (kind.as_str().to_owned(), kind_name(l, kind)));
    let kinds = std::iter::once((String::new(), t!(l, "case-choose"))).chain(kinds).collect();
    let everybody = may_write_phrases(viewer, None).then(|| (String::new(), t!(l, "phrase-everybody")));
    let own =
        departments.iter().filter(|one| may_write_phrases(viewer, Some(&one.id))).map(|one| (one.id.clone(), one.name(l.0).to_owned()));
    let theirs = everybody.into_iter().chain(own).collect();
    let texts: Vec<_> = Locale::ALL
        .into_iter()
        .zip(TITLES.into_iter().zip(WORDS))
        .map(|(locale, (title, words))| {
            let (title_value, words_value) =
                (value(title, phrase.map(|phrase| phrase.title(locale))), value(words, phrase.map(|phrase| phrase.words(locale))));
            // where, exactly: the summary says only that there is one
            let place = unknown_gap(&words_value).map(|gap| t!(l, "phrase-gap-unknown-at", gap = gap.text, line = gap.line));
            let error = typed.error(l, words).map(|error| place.unwrap_or(error));
            let language = locale.own_name();
            view! {
                <Field name=title label=t!(l, "phrase-title", language = language) value=title_value error=typed.error(l, title) maxlength=Some(TITLE_LONGEST as u16)/>
                <TextArea name=words label=t!(l, "phrase-words", language = language) value=words_value error=error rows=7/>
            }
        })
        .collect();
    let gaps = Gap::ALL.map(|gap| view! { <Fact name=format!("{{{}}}", gap.as_str())>{l.text(gap.key(), None)}</Fact> }).collect_view();
    let action = phrase.map_or_else(|| format!("{HERE}/new"), |phrase| format!("{HERE}/{}", phrase.id));
    let hidden = match phrase {
        Some(phrase) => ("edits", typed.value_opt("edits").unwrap_or_else(|| phrase.edits.to_string())),
        None => ("key", typed.value_opt("key").unwrap_or_else(fresh_key)),
    };
    let retire = phrase
        .map(|_| view! { <Button look=Look::Quiet name="act".to_owned() value="retire".to_owned()>{t!(l, "phrase-retire")}</Button> });
    view! {
        <form class="stack" method="post" action=action>
            <input type="hidden" name=hidden.0 value=hidden.1/>
            <Select name="kind" label=t!(l, "phrase-kind") options=kinds value=kind error=typed.error(l, "kind")/>
            <Select name="department" label=t!(l, "case-department") options=theirs value=department error=typed.error(l, "department")/>
            <Details title=t!(l, "phrase-gaps") open=phrase.is_none()><Facts>{gaps}</Facts></Details>
            {texts}
            <div class="buttons"><Button look=Look::Next name="act".to_owned() value="save".to_owned()>{t!(l, "phrase-save")}</Button>{retire}</div>
        </form>
    }
}

/// As a passenger reads it, in each language.
fn preview(phrase: &Phrase, now: Timestamp) -> impl IntoView + use<> {
    let l = visit().lang;
    let shown = Locale::ALL.map(|locale| {
        let words = sample(Lang(locale), phrase.words(locale), now);
        view! { <p class="quiet small">{locale.own_name()}</p><p class="quote" lang=locale.tag()>{words}</p> }
    });
    view! { <section class="section stack stack--s"><h2>{t!(l, "phrase-preview")}</h2>{shown.collect_view()}</section> }
}

fn earlier(l: Lang, versions: &[Version], now: Timestamp) -> impl IntoView + use<> {
    let zone = zone(super::sessions::DESK_ZONE);
    let shown: Vec<_> = versions
        .iter()
        .skip(1)
        .map(|version| {
            let when = t!(l, "phrase-version", time = l.day_time(version.at, now, &zone), name = version.by.clone());
            let words = Locale::ALL.map(|locale| view! { <p class="quote" lang=locale.tag()>{version.words(locale).to_owned()}</p> });
            view! { <Details title=when plain=true><div class="stack stack--s">{words.collect_view()}</div></Details> }
        })
        .collect();
    view! { <Details title=t!(l, "phrase-versions")>{shown}</Details> }
}
