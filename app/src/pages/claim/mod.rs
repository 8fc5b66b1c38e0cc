//! `/cases/{ref}/claim`: what is owed for a bag, told before any form; then a claim, one question a page; then what is offered, line by line,
//! for passenger and staff alike.

mod account;
mod ask;
mod check;
mod gist;
mod ground;
mod stand;

use crate::{
    context::{Portal, Visit, portal, visit},
    form::{Typed, typed},
    outcome::{encode, refused},
    pages::{bags::report::words::broken, cases::files_of},
    ui::{
        band::{Band, Ground},
        button::{Button, LinkButton, Look},
        error_summary::{ErrorSummary, page_title},
        facts::{Fact, Facts},
        page_head::PageHead,
    },
    words::t,
};
pub use account::approval;
use account::{facts, said};
use ask::Asking;
use desk::{
    cases::{self, Draft},
    claims::{Asked, ClaimBook, Entitled, entitled, of_a_loss, photos_of, things},
};
pub(in crate::pages) use gist::{Gist, gist};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The draft of a claim, kept under this name.
#[must_use]
pub fn draft_key(reference: &str) -> String {
    format!("claim:{reference}")
}

/// The number of the next thing told.
#[must_use]
pub fn next_place(draft: &Draft) -> u32 {
    things(draft).iter().map(|thing| thing.place + 1).max().unwrap_or_default()
}

/// Where it is proved who asks, on the way to this page.
fn prove(entitled: &Entitled, here: &str) -> String {
    match entitled.locator.is_empty() {
        true => "/cases/find".to_owned(),
        false => format!("/trip/{}/verify?next={}", entitled.locator, encode(here)),
    }
}

/// What is owed, the claim, and what became of it.
#[component]
pub fn ClaimPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let reference = use_params_map().read_untracked().get("reference").unwrap_or_default();
    let query = use_query_map();
    let asked = query.with_untracked(|query| query.get("step")).as_deref().and_then(Asked::parse);
    let checking = query.with_untracked(|query| query.get("return")).as_deref() == Some("check");
    Suspend::new(async move {
        let Some(book) = portal.claims.clone() else { return refused(desk::Error::NotFound) };
        let entitled = match entitled(&portal.db, &visit.viewer, visit.now, &book, &reference).await {
            Ok(entitled) => entitled,
            Err(error) => return refused(error),
        };
        let draft = cases::draft(&portal.db, &visit.viewer, &draft_key(&entitled.reference)).await.unwrap_or_default();
        let Some(asked) = asked.filter(|_| entitled.may_claim()) else { return whole(&visit, &book, &entitled, &draft, typed) };
        // what moves money is for whom we know: before the first question, not after the last
        if !entitled.proved {
            // without a booking it is the address of the case that is proved: the page says how
            return match entitled.locator.is_empty() {
                true => whole(&visit, &book, &entitled, &draft, typed),
                false => refused(desk::Error::VerifyFirst { locator: entitled.locator }),
            };
        }
        let draft = entitled.told_so_far(draft);
        let files = match asked {
            Asked::Item => files_of(&portal, &visit, photos_of(&entitled.reference, next_place(&draft))).await,
            _ => crate::ui::files::Files::default(),
        };
        let photos = match asked {
            Asked::Check => check::photos(&portal, &visit, &entitled.reference, &draft).await,
            _ => Vec::new(),
        };
        ask::page(&Asking { visit, book, entitled, draft, typed, files, photos }, asked, checking)
    })
}

/// Without a question: what stands.
fn whole(visit: &Visit, book: &ClaimBook, entitled: &Entitled, draft: &Draft, typed: Typed) -> AnyView {
    let l = visit.lang;
    let title = if entitled.role.is_staff() { t!(l, "claim-link-staff") } else { t!(l, "claim-title") };
    let (back, here) = (format!("/cases/{}", entitled.reference), format!("/cases/{}/claim", entitled.reference));
    let lead = t!(l, "claim-lead", reference = entitled.reference.clone());
    let newest = entitled.claim().map(|claim| claim.id);
    let stands =
        entitled.claims.iter().rev().map(|claim| stand::stand(visit, entitled, claim, newest == Some(claim.id), &typed)).collect_view();
    let may = entitled.may_claim();
    // who begins again changes what is listed; who has begun goes on where everything stands
    let again = entitled.claim().is_some_and(|claim| claim.stage.replaceable());
    let (words, hint) = match (again, entitled.claim().is_some(), draft.is_empty()) {
        (_, _, false) => (t!(l, "claim-go-on"), t!(l, "claim-go-on-hint")),
        (true, _, true) => (t!(l, "claim-again"), t!(l, "claim-again-hint")),
        (false, true, true) => (t!(l, "claim-more"), t!(l, "claim-more-hint")),
        (false, false, true) => (t!(l, "claim-begin"), t!(l, "claim-begin-hint")),
    };
    let look = if entitled.claim().is_some() || entitled.role.is_staff() { Look::Plain } else { Look::Next };
    let step = if draft.is_empty() && !again { Asked::Harm } else { Asked::Check };
    let unbooked = entitled.begun.places.is_some();
    let begin = may.then(|| {
        if entitled.locator.is_empty() && !entitled.proved {
            let href = prove(entitled, &here);
            return view! { <p>{t!(l, "claim-prove-address")}</p><p><LinkButton look=Look::Next href=href>{t!(l, "claim-prove-go")}</LinkButton></p> }.into_any();
        }
        view! {
            <form class="stack stack--s" method="get" action=here.clone()>
                <p>{hint}</p>
                <input type="hidden" name="step" value=step.as_str()/>
                <div><Button look=look>{words}</Button></div>
            </form>
        }
        .into_any()
    });
    let rights = match &entitled.assessment {
        Some(assessment) => {
            let (regime, facts) = (said(l, &assessment.regime), facts(l, assessment));
            view! { <section class="stack"><h2>{t!(l, "claim-rights")}</h2><p>{regime}</p>{facts}</section> }.into_any()
        }
        None if unbooked => view! { <p>{t!(l, "claim-journey-first")}</p> }.into_any(),
        None => view! { <Band ground=Ground::Note title=t!(l, "claim-undecided")>""</Band> }.into_any(),
    };
    let damage = entitled.begun.damage.as_ref().map(|damage| {
        let damage = broken(l, damage);
        view! { <Facts><Fact name=t!(l, "report-row-damage")>{damage}</Fact></Facts> }
    });
    let ground = ground::ground(visit, book, entitled, &typed);
    let page = page_title(l, &typed, title.clone());
    view! {
        <Title text=page/>
        <div class="column stack stack--l">
            <ErrorSummary typed=typed/>
            <PageHead title=title back=back>{lead}</PageHead>
            {damage}
            {stands}
            {rights}
            {ground}
            {begin}
        </div>
    }
    .into_any()
}

/// Whether the page is worth a link beside a case: it is about a bag, and there are rules.
async fn leads(portal: &Portal, head: &cases::Head) -> Option<String> {
    let bag = head.kind == domain::case::Kind::Baggage && portal.claims.is_some();
    let leads = bag && (head.locator.is_some() || of_a_loss(&portal.db, &head.reference).await.unwrap_or_default());
    leads.then(|| format!("/cases/{}/claim", head.reference))
}
