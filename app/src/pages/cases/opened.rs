//! `/cases/{ref}/opened`: it is done, what happens next, by when.

use super::promised;
use crate::context::{portal, visit};
use crate::outcome::refused;
use crate::ui::{
    button::{Button, LinkButton, Look},
    panel::Panel,
};
use crate::words::t;
use desk::cases;
use domain::contact::mask;
use domain::rights::{CaseAction, may_act_for_passengers};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The confirmation.
#[component]
pub fn OpenedPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let reference = use_params_map().read_untracked().get("reference").unwrap_or_default();
    Suspend::new(async move {
        let case = match cases::view(&portal.db, &visit.viewer, visit.now, &reference, true).await {
            Ok(case) => case,
            Err(error) => return refused(error),
        };
        let (l, head) = (visit.lang, case.head);
        let title = t!(l, "case-opened-title");
        let department = head.department.name(l.0).to_owned();
        let next = match head.reply_by {
            Some(by) => t!(l, "case-opened-next", department = department, time = promised(l, by, visit.now)),
            None => t!(l, "case-opened-answered", department = department),
        };
        let told = case.address.as_deref().map(|address| t!(l, "case-opened-told", address = mask(address)));
        let href = format!("/cases/{}", head.reference);
        // a report about a bag is known everywhere by another reference than its case
        let report = desk::bags::report_of(&portal.db, &head.reference).await.unwrap_or_default();
        // two bags are missed together more often than one thinks: what holds for both is not asked again
        let may = case.role.may(CaseAction::Verdict) || may_act_for_passengers(&visit.viewer);
        let another = report.as_ref().filter(|_| may).map(|_| {
            let of = head.reference.clone();
            view! {
                <form class="stack stack--s" method="post" action="/bags/report">
                    <input type="hidden" name="step" value="another"/>
                    <input type="hidden" name="of" value=of/>
                    <p>{t!(l, "report-another-hint")}</p>
                    <div><Button>{t!(l, "report-another")}</Button></div>
                </form>
            }
        });
        let (shown, of_case) = match report {
            Some(report) => (report.pir.to_string(), Some(t!(l, "report-opened-case", reference = head.reference.clone()))),
            None => (head.reference.clone(), None),
        };
        let of_case = of_case.map(|of_case| view! { <p>{t!(l, "report-opened-pir")}" "{of_case}</p> });
        view! {
            <Title text=title.clone()/>
            <div class="column stack stack--l">
                <Panel title=title reference=shown>
                    {of_case}
                    <p>{next}</p>
                    {told.map(|told| view! { <p>{told}</p> })}
                    <p>{t!(l, "case-opened-keep")}</p>
                </Panel>
                <p><LinkButton href=href look=Look::Next arrow=true>{t!(l, "case-opened-go")}</LinkButton></p>
                {another}
            </div>
        }
        .into_any()
    })
}
