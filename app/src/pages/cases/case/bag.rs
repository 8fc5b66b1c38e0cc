//! In the case of a report about a bag: its reference, and how far it is.

use crate::context::Visit;
use crate::ui::{
    band::{Band, Ground},
    facts::{Fact, Facts},
    status::{Mark, Status},
};
use crate::words::t;
use desk::bags::{Report, case_of};
use domain::bag::{Pir, Stage};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The case somebody means by the reference of a report, where they may read it.
pub(super) async fn by_reference(db: &desk::PgPool, visit: &Visit, typed: &str) -> Option<String> {
    case_of(db, &visit.viewer, &typed.parse::<Pir>().ok()?).await.ok()?
}

const fn mark(stage: Stage) -> Mark {
    match stage {
        Stage::Open => Mark::Changed,
        Stage::Found | Stage::OnItsWay | Stage::OutForDelivery | Stage::Delivered => Mark::Good,
        Stage::Lost => Mark::Bad,
        Stage::Closed => Mark::Rest,
    }
}

/// The report.
pub(super) fn report(visit: &Visit, report: &Report) -> impl IntoView + use<> {
    let l = visit.lang;
    let [word, means] = report.stage.keys();
    let [problem, _] = report.problem.keys();
    let already = use_query_map().with_untracked(|query| query.get("already")).is_some();
    let already = already.then(|| view! { <Band ground=Ground::Note announce=true title=t!(l, "report-already-here")>""</Band> });
    let (mark, word, means) = (mark(report.stage), l.text(word, None), l.text(means, None));
    let stage = report.problem.searched().then(|| view! { <p><Status mark=mark>{word}</Status>" "{means}</p> });
    let (pir, problem) = (report.pir.to_string(), l.text(problem, None));
    view! {
        <section class="stack stack--s" id="case-bag" data-live="">
            {already}
            {stage}
            <Facts>
                <Fact name=t!(l, "report-reference")><b class="reference" translate="no">{pir}</b></Fact>
                <Fact name=t!(l, "report-row-problem")>{problem}</Fact>
            </Facts>
        </section>
    }
}
