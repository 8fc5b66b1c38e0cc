//! One improvement: how it stands, what can be done with it now, whose words led to it, and its history.

use super::{HERE, cause_name, forms, history, mark, state_name};
use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::refused,
    ui::{
        details::Details,
        error_summary::{ErrorSummary, page_title},
        facts::{Fact, Facts},
        page_head::{Page, PageHead},
        status::Status,
    },
    words::{Lang, improvement, t},
};
use desk::improvements::{Improvement, effect_of, find};
use desk::staff::everybody;
use domain::improvement::Effect;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ImprovementPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let id = use_params_map().read_untracked().get("id").and_then(|id| id.parse().ok());
    Suspend::new(async move {
        let read = async {
            let one = find(&portal.db, &visit.viewer, visit.now, id.ok_or(desk::Error::NotFound)?).await?;
            let staff = everybody(&portal.db, &visit.viewer).await?;
            let effect = match one.metric.zip(one.effective) {
                Some(compared) => Some(effect_of(&portal.db, visit.now, compared, &one.of).await?),
                None => None,
            };
            Ok::<_, desk::Error>((one, staff, effect))
        };
        match read.await {
            Ok((one, staff, effect)) => page(&visit, &typed, &one, staff, effect.as_ref()).into_any(),
            Err(error) => refused(error),
        }
    })
}

fn page(visit: &Visit, typed: &Typed, one: &Improvement, staff: Vec<(String, String)>, effect: Option<&Effect>) -> impl IntoView + use<> {
    let (l, now) = (visit.lang, visit.now);
    let title = t!(l, "improvement-number", number = one.line.id.to_string());
    let state = state_name(l, one.line.state);
    let state = if one.line.overdue { t!(l, "improvement-overdue", state = state) } else { state };
    let (head, summary) = (page_title(l, typed, title.clone()), typed.clone());
    let (mark, finding) = (mark(one.line.state, one.line.overdue), one.line.finding.clone());
    let (facts, heard) = (facts(l, one, effect, now).into_any(), heard(l, one).into_any());
    let (acts, history) = (forms::acts(l, typed, one, staff).into_any(), history::history(l, one, now).into_any());
    view! {
        <Title text=head/>
        <Page>
            <ErrorSummary typed=summary/>
            <PageHead title=title back=HERE.to_owned()><Status mark=mark>{state}</Status></PageHead>
            <p class="quote">{finding}</p>
            {facts}{acts}{heard}{history}
        </Page>
    }
}

fn facts(l: Lang, one: &Improvement, effect: Option<&Effect>, now: Timestamp) -> impl IntoView + use<> {
    let day = |day| l.date_from(day, now);
    let seen = effect.zip(one.metric).map(|(effect, metric)| improvement::effect(l, metric, &one.of, effect));
    let whys = one.whys.iter().map(|why| format!("→ {why}")).collect::<Vec<_>>().join("\n");
    let told = one.published_at.map(|_| t!(l, "improvement-tells", told = one.tell.1, tell = one.tell.0));
    let rows = [
        (t!(l, "improvement-by"), one.by.clone()),
        (t!(l, "improvement-why"), Some(whys).filter(|whys| !whys.is_empty())),
        (t!(l, "improvement-cause"), one.cause.map(|cause| cause_name(l, cause))),
        (t!(l, "improvement-measure"), one.measure.clone()),
        (t!(l, "improvement-owner"), one.line.owner.clone()),
        (t!(l, "improvement-due"), one.line.due.map(day)),
        (t!(l, "improvement-effective"), one.effective.map(day)),
        (t!(l, "improvement-effect"), seen),
        (t!(l, "improvement-result"), one.result.clone()),
        (t!(l, "improvement-published"), told),
    ];
    let rows = rows.into_iter().filter_map(|(name, value)| {
        let value = value?;
        Some(view! { <Fact name=name><span class="lines">{value}</span></Fact> })
    });
    let rows = rows.collect_view();
    let link = one.link.clone().map(|link| {
        let href = link.clone();
        view! { <Fact name=t!(l, "improvement-found-at")><a href=href>{link}</a></Fact> }
    });
    let cases = one.cases.iter().map(|case| view! { <a href=format!("/cases/{case}")>{case.clone()}</a>" " }).collect_view();
    let cases = (!one.cases.is_empty()).then(|| view! { <Fact name=t!(l, "improvement-cases")>{cases}</Fact> });
    view! { <Facts>{rows}{link}{cases}</Facts> }
}

/// Whose words led to it.
fn heard(l: Lang, one: &Improvement) -> impl IntoView + use<> {
    let quotes = one.words.iter().map(|said| view! { <p class="quote" lang=said.locale.tag()>{said.words.clone()}</p> }).collect_view();
    (one.line.words > 0).then(|| {
        view! { <Details title=t!(l, "improvement-heard", count = one.line.words)><div class="stack">{quotes}</div></Details> }
    })
}
