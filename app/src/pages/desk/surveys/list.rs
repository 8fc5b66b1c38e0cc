//! Every survey, with how many were asked and have answered.

use super::{HERE, occasion};
use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        action_list::{Action, ActionList},
        button::{LinkButton, Look},
        page_head::{Page, PageHead},
    },
    words::t,
};
use desk::surveys::{Listed, list};
use leptos::prelude::*;
use leptos_meta::Title;

/// The list.
#[component]
pub fn SurveysPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    Suspend::new(async move {
        let l = visit.lang;
        let all = match list(&portal.db, &visit.viewer).await {
            Ok(all) => all,
            Err(error) => return refused(error),
        };
        let row = |survey: Listed| {
            let state = match (survey.withdrawn, survey.published, survey.draft) {
                (true, _, _) => t!(l, "survey-state-withdrawn"),
                (false, Some(number), false) => t!(l, "survey-state-asked", number = number),
                (false, Some(number), true) => t!(l, "survey-state-asked-draft", number = number),
                (false, None, _) => t!(l, "survey-state-draft"),
            };
            let hint = t!(l, "survey-counts", invited = survey.invited, answered = survey.answered);
            let hint = format!("{} · {state} · {hint}", occasion(l, survey.occasion));
            let title = survey.title.said(l.0, &domain::survey::Facts::default());
            view! { <Action href=format!("{HERE}/{}", survey.id) title=title hint=hint/> }
        };
        let rows: Vec<_> = all.into_iter().map(row).collect();
        view! {
            <Title text=t!(l, "surveys-title")/>
            <Page>
                <PageHead title=t!(l, "surveys-title") back="/desk".to_owned()>{t!(l, "surveys-lead")}</PageHead>
                <div class="buttons"><LinkButton href=format!("{HERE}/new") look=Look::Next>{t!(l, "survey-new")}</LinkButton></div>
                <ActionList>{rows}</ActionList>
            </Page>
        }
        .into_any()
    })
}
