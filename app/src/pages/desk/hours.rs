//! `/desk/settings/hours`: when departments answer; every reply-by time is counted in these hours.

use crate::{
    context::{portal, visit},
    form::{Typed, typed},
    outcome::{refused, status},
    ui::{
        action_list::{Action, ActionList},
        button::{Button, Look},
        choice::Tick,
        error_summary::{ErrorSummary, page_title},
        field::{Field, TextArea},
        page_head::{Page, PageHead},
    },
    words::{Lang, t},
};
use desk::{
    cases::{Department, departments},
    hours::{DAYS, Opening, openings},
};
use domain::{case::Channel, rights::may_set_hours};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The names of [`DAYS`].
const NAMES: [&str; 7] = ["hours-mon", "hours-tue", "hours-wed", "hours-thu", "hours-fri", "hours-sat", "hours-sun"];

/// Every department with its hours.
#[component]
pub fn HoursPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    Suspend::new(async move {
        let read = async { Ok::<_, desk::Error>((openings(&portal.db, &visit.viewer).await?, departments(&portal.db).await?)) };
        let (openings, departments) = match read.await {
            Ok(read) => read,
            Err(error) => return refused(error),
        };
        let l = visit.lang;
        let rows: Vec<_> = departments
            .into_iter()
            .map(|department| {
                let own = openings.iter().filter(|opening| opening.department == department.id);
                let said: Vec<String> = own.map(|opening| summary(l, opening)).collect();
                let hint = if said.is_empty() { t!(l, "hours-always") } else { said.join(" · ") };
                view! { <Action href=format!("/desk/settings/hours/{}", department.id) title=department.name(l.0).to_owned() hint=hint/> }
            })
            .collect();
        view! {
            <Title text=t!(l, "hours-title")/>
            <Page>
                <PageHead title=t!(l, "hours-title") back="/desk/settings".to_owned()>{t!(l, "hours-lead")}</PageHead>
                <ActionList>{rows}</ActionList>
            </Page>
        }
        .into_any()
    })
}

/// The hours of one department, for any channel or one.
#[component]
pub fn DepartmentHours() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let id = use_params_map().read_untracked().get("department").unwrap_or_default();
    let asked = use_query_map().read_untracked().get("channel").and_then(|channel| Channel::parse(&channel));
    Suspend::new(async move {
        let read = async { Ok::<_, desk::Error>((openings(&portal.db, &visit.viewer).await?, departments(&portal.db).await?)) };
        let (openings, departments) = match read.await {
            Ok(read) => read,
            Err(error) => return refused(error),
        };
        let Some(department) = departments.into_iter().find(|department| department.id == id) else {
            return refused(desk::Error::NotFound);
        };
        let opening = openings.into_iter().find(|opening| opening.department == id && opening.channel == asked);
        let may = may_set_hours(&visit.viewer, &id);
        if !may && typed.failed() {
            status(StatusCode::FORBIDDEN);
        }
        one(visit.lang, &department, asked, opening, typed, may).into_any()
    })
}

fn one(
    l: Lang,
    department: &Department,
    asked: Option<Channel>,
    opening: Option<Opening>,
    typed: Typed,
    may: bool,
) -> impl IntoView + use<> {
    let (name, id) = (department.name(l.0).to_owned(), department.id.clone());
    let always = typed.value_opt("always").is_some() || (opening.is_none() && !typed.failed());
    let value = |field: &str, kept: Option<String>| typed.value_opt(field).or(kept).unwrap_or_default();
    let days = DAYS.into_iter().zip(NAMES).enumerate().map(|(place, (day, name))| {
        let kept = opening.as_ref().and_then(|opening| opening.week.get(place).cloned());
        view! { <Field name=day label=l.text(name, None) value=value(day, kept) error=typed.error(l, day)/> }
    });
    let days = days.collect_view();
    let different = opening
        .as_ref()
        .map(|opening| opening.days.iter().map(|(day, spans)| format!("{day} {spans}").trim().to_owned()).collect::<Vec<_>>().join("\n"));
    let zone = value("zone", opening.as_ref().map(|opening| opening.zone.clone()).or_else(|| Some(super::sessions::DESK_ZONE.to_owned())));
    let others = std::iter::once(None).chain(Channel::ALL.into_iter().map(Some)).map(|other| {
        let current = (other == asked).then_some("page");
        view! { <a href=address(&id, other) aria-current=current>{channel(l, other)}</a> }
    });
    let others = others.collect_view();
    let (different, different_error, zone_error) = (value("days", different), typed.error(l, "days"), typed.error(l, "zone"));
    let (title, action) = (page_title(l, &typed, name.clone()), address(&id, asked));
    view! {
        <Title text=title/>
        <Page>
            <ErrorSummary typed=typed.clone()/>
            <PageHead title=name caption=channel(l, asked) back="/desk/settings/hours".to_owned()>{t!(l, "hours-one-lead")}</PageHead>
            <nav class="ways-on" aria-label=t!(l, "hours-channels")>{others}</nav>
            <form class="stack" method="post" action=action>
                <fieldset class="stack" disabled=!may>
                    <legend class="hidden">{t!(l, "hours-title")}</legend>
                    <Tick name="always" label=if asked.is_some() { t!(l, "hours-as-any") } else { t!(l, "hours-always") } checked=always/>
                    {days}
                    <TextArea name="days" label=t!(l, "hours-days") hint=t!(l, "hours-days-hint") rows=4
                        value=different error=different_error/>
                    <Field name="zone" label=t!(l, "hours-zone") hint=t!(l, "hours-zone-hint") value=zone error=zone_error/>
                    {may.then(|| view! { <div><Button look=Look::Next>{t!(l, "hours-save")}</Button></div> })}
                </fieldset>
            </form>
            {(!may).then(|| view! { <p class="quiet">{t!(l, "hours-not-yours")}</p> })}
        </Page>
    }
}

fn address(department: &str, channel: Option<Channel>) -> String {
    let query = channel.map(|channel| format!("?channel={}", channel.as_str())).unwrap_or_default();
    format!("/desk/settings/hours/{department}{query}")
}

fn channel(l: Lang, channel: Option<Channel>) -> String {
    channel.map_or_else(|| t!(l, "hours-any"), |channel| l.text(channel.key(), None))
}

/// `Any channel: Mon–Fri 09:00-17:00 (America/New_York), 2 days differ`.
fn summary(l: Lang, opening: &Opening) -> String {
    let (channel, week, zone) = (channel(l, opening.channel), week(l, opening), opening.zone.clone());
    let said = t!(l, "hours-said", channel = channel, week = week, zone = zone);
    match opening.days.len() {
        0 => said,
        count => t!(l, "hours-said-differ", said = said, count = count),
    }
}

/// `Mon 08:00-20:00, Tue …`; neighbouring days alike are said once.
fn week(l: Lang, opening: &Opening) -> String {
    let mut said: Vec<(String, String, &String)> = Vec::new();
    for (name, spans) in NAMES.into_iter().zip(&opening.week) {
        let name = l.text(name, None);
        match said.last_mut().filter(|(_, _, last)| *last == spans) {
            Some((_, to, _)) => *to = name,
            None => said.push((name.clone(), name, spans)),
        }
    }
    let said = said.into_iter().filter(|(.., spans)| !spans.is_empty());
    let said: Vec<String> =
        said.map(|(from, to, spans)| if from == to { format!("{from} {spans}") } else { format!("{from}–{to} {spans}") }).collect();
    said.join("; ")
}
