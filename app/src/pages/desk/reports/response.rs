//! `/desk/reports/answers/{id}`: one response whole, without whoever gave it.

use super::words::{HERE, occasion, value};
use crate::{
    context::{portal, visit},
    outcome::refused,
    pages::{desk::sessions::DESK_ZONE, surveys::question::said},
    ui::{
        facts::{Fact, Facts},
        page_head::{Page, PageHead},
    },
    words::{t, when::zone},
};
use desk::{Error, reports};
use domain::report::Group;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Questions and answers, in the order of the questionnaire.
#[component]
pub fn ResponsePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default().parse().ok();
    Suspend::new(async move {
        let Some(id) = id else { return refused(Error::NotFound) };
        let response = match reports::response(&portal.db, &visit.viewer, visit.now, id).await {
            Ok(response) => response,
            Err(error) => return refused(error),
        };
        let (form, facts) = (&response.form, &response.facts);
        let asked = form.questions.iter().filter(|question| response.answers.contains_key(&question.id));
        let answers: Vec<_> = asked
            .map(|question| {
                let (ask, answer) = (question.ask.said(l.0, facts), said(l, question, facts, response.answers.get(&question.id)));
                view! { <div><h2 class="small quiet">{ask}</h2><p class="report__words">{answer}</p></div> }
            })
            .collect();
        let title = form.title.said(l.0, facts);
        let sent = l.day_time(response.at, visit.now, &zone(DESK_ZONE));
        let channel = value(l, Group::Channel, response.channel.as_str(), &[]);
        let by = response.entered_by.clone().map(|name| view! { <Fact name=t!(l, "reports-entered-by")>{name}</Fact> });
        let case = response.case.clone().map(
            |reference| view! { <Fact name=t!(l, "reports-case")><a href=format!("/cases/{reference}")>{reference.clone()}</a></Fact> },
        );
        let trip = response
            .locator
            .clone()
            .map(|locator| view! { <Fact name=t!(l, "reports-trip")><a href=format!("/trip/{locator}")>{locator.clone()}</a></Fact> });
        let tell = response.tell.then(|| view! { <p>{t!(l, "reports-tell")}</p> });
        let journey = [facts.flight.clone(), facts.route.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let journey = (!journey.is_empty()).then(|| view! { <Fact name=t!(l, "reports-journey")>{journey}</Fact> });
        view! {
            <Title text=title.clone()/>
            <Page>
                <PageHead title=title back=HERE.to_owned() caption=occasion(l, response.occasion)>{sent}</PageHead>
                <div class="stack">{answers}</div>
                <section class="section stack">
                    <Facts>
                        {journey}
                        <Fact name=t!(l, "reports-by-channel")>{channel}</Fact>
                        {by}
                        <Fact name=t!(l, "reports-by-language")>{response.language.own_name()}</Fact>
                        {case}{trip}
                    </Facts>
                    {tell}
                </section>
            </Page>
        }
        .into_any()
    })
}
