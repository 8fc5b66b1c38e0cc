//! In the case of a report about a bag: its reference, and how far it is.

use crate::context::Visit;
use crate::form::Typed;
use crate::pages::bags::report::words::broken;
use crate::ui::{
    band::{Band, Ground},
    button::Button,
    choice::{Choice, Choices},
    details::Details,
    facts::{Fact, Facts},
    field::{Field, TextArea},
    status::{Mark, Status},
};
use crate::words::{Lang, letter, paper::window, t};
use desk::bags::{Delivering, Pair, Report, case_of, delivering, pairs_of_case, report_of};
use desk::cases::CaseView;
use domain::bag::{Pir, Stage};
use domain::case::BagReport;
use domain::rights::CaseAction;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The case somebody means by the reference of a report, where they may read it.
pub(super) async fn by_reference(db: &desk::PgPool, visit: &Visit, typed: &str) -> Option<String> {
    case_of(db, &visit.viewer, &typed.parse::<Pir>().ok()?).await.ok()?
}

/// The report of a case, its delivery, and bags on hand that may be it; the case is complete without.
pub(super) async fn found(db: &desk::PgPool, visit: &Visit, reference: &str) -> Option<(Report, Delivering, Vec<Pair>)> {
    let report = report_of(db, reference).await.ok()??;
    let delivery = delivering(db, visit.now, report.case).await.unwrap_or_default();
    let pairs = pairs_of_case(db, &visit.viewer, report.case).await.unwrap_or_default();
    Some((report, delivery, pairs))
}

const fn mark(stage: Stage) -> Mark {
    match stage {
        Stage::Open => Mark::Changed,
        Stage::Found | Stage::OnItsWay | Stage::OutForDelivery | Stage::Delivered => Mark::Good,
        Stage::Lost => Mark::Bad,
        Stage::Closed => Mark::Rest,
    }
}

/// A step in the conversation.
pub(super) fn told(l: Lang, report: &BagReport, airport: &str) -> String {
    letter::bag::told(l, &report.stage, report.day, airport, &report.words)
}

/// For staff who work on the case: how it goes on.
pub(super) fn next(l: Lang, case: &CaseView, report: &Report, typed: &Typed) -> Option<impl IntoView + use<>> {
    let onward = report.stage.onward().iter().filter(|stage| !matches!(stage, Stage::Delivered | Stage::Lost));
    let options: Vec<Choice> = onward.map(|stage| Choice::new(stage.as_str(), l.text(stage.keys()[0], None))).collect();
    let may = case.role.is_staff() && case.role.may(CaseAction::Reply) && case.head.closed_at.is_none() && case.whole.into.is_none();
    if !may || options.is_empty() {
        return None;
    }
    let wrong = [typed.error(l, "stage"), typed.error(l, "airport")];
    let open = wrong.iter().any(Option::is_some) || typed.value_opt("said").is_some();
    let [stage_wrong, airport_wrong] = wrong;
    let action = format!("/cases/{}/bag", case.head.reference);
    let (stage, airport, said) = (typed.value("stage"), typed.value("airport"), typed.value("said"));
    let hint = t!(l, "bag-step-airport-hint", airport = report.station.clone());
    Some(view! {
        <Details title=t!(l, "bag-step-title") open=open>
            <form class="stack stack--s" method="post" action=action>
                <Choices name="stage" legend=t!(l, "bag-step-stage") options=options chosen=stage error=stage_wrong across=true/>
                <Field name="airport" label=t!(l, "bag-step-airport") hint=hint value=airport error=airport_wrong maxlength=3_u16/>
                <TextArea name="said" label=t!(l, "bag-step-words") hint=t!(l, "bag-step-words-hint") value=said rows=2 maxlength=800_u16/>
                <div><Button>{t!(l, "bag-step-go")}</Button></div>
            </form>
        </Details>
    })
}

/// The report.
pub(super) fn report(visit: &Visit, case: &CaseView, report: &Report, delivery: &Delivering) -> impl IntoView + use<> {
    let l = visit.lang;
    let [word, means] = report.stage.keys();
    let [problem, _] = report.problem.keys();
    let already = use_query_map().with_untracked(|query| query.get("already")).is_some();
    let already = already.then(|| view! { <Band ground=Ground::Note announce=true title=t!(l, "report-already-here")>""</Band> });
    let (mark, word, means) = (mark(report.stage), l.text(word, None), l.text(means, None));
    let stage = report.problem.searched().then(|| view! { <p><Status mark=mark>{word}</Status>" "{means}</p> });
    let code = super::bring::code(l, case, delivery).map(IntoAny::into_any);
    let (pir, problem) = (report.pir.to_string(), l.text(problem, None));
    let damage = report.damage.as_ref().map(|damage| broken(l, damage));
    let damage = damage.map(|damage| view! { <Fact name=t!(l, "report-row-damage")>{damage}</Fact> });
    let links =
        report.beside.iter().map(|pir| view! { <a class="reference" translate="no" href=format!("/cases/{pir}")>{pir.to_string()}</a>" " });
    let links = (!report.beside.is_empty()).then(|| links.collect_view());
    let beside = links.map(|links| view! { <Fact name=t!(l, "report-row-beside")>{links}</Fact> });
    let window = delivery.window.map(|chosen| window(l, chosen));
    let window = window.map(|window| view! { <Fact name=t!(l, "courier-window")>{window}</Fact> });
    view! {
        <section class="stack stack--s" id="case-bag" data-live="">
            {already}
            {stage}
            {code}
            <Facts>
                <Fact name=t!(l, "report-reference")><b class="reference" translate="no">{pir}</b></Fact>
                <Fact name=t!(l, "report-row-problem")>{problem}</Fact>
                {damage}
                {beside}
                {window}
            </Facts>
        </section>
    }
}
