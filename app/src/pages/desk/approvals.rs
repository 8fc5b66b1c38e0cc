//! `/desk/approvals`: what colleagues want to waive beyond what is theirs to waive. A supervisor agrees or says why not.

use super::sessions::DESK_ZONE;
use crate::{
    context::{Visit, portal, visit},
    form::{Typed, typed},
    outcome::refused,
    pages::claim::approval,
    pages::trip::change::{account::account, behalf::ground, sides},
    ui::{
        button::{Button, Look},
        empty::{Empty, Scene},
        error_summary::{ErrorSummary, page_title},
        field::TextArea,
        page_head::{Page, PageHead},
        summary_list::{SummaryList, SummaryRow},
    },
    words::{Lang, t, when::zone},
};
use desk::changes::{Action as What, Change, approvals, change};
use domain::rights::may_approve_for;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Everything that waits, the first to run out first.
#[component]
pub fn Approvals() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let l = visit.lang;
    let of = use_query_map().with_untracked(|query| query.get("of")).unwrap_or_default();
    Suspend::new(async move {
        let waiting = match approvals(&portal.db, &visit.viewer, visit.now).await {
            Ok(waiting) => waiting,
            Err(error) => return refused(error),
        };
        let mut shown = Vec::new();
        for (locator, id) in waiting {
            // what is decided meanwhile is gone
            if let Ok(change) = change(&portal.db, &visit.viewer, visit.now, l.0, &locator, id).await {
                shown.push(one(&visit, &change, &typed, change.id.to_string() == of));
            }
        }
        let claims = desk::claims::approvals(&portal.db, &visit.viewer, visit.now).await.unwrap_or_default();
        for waiting in claims {
            let returned = waiting.claim.id.to_string() == of;
            shown.push(approval(&visit, &waiting, (typed.value("words"), typed.error(l, "words")), returned));
        }
        let none = shown.is_empty().then(|| {
            view! { <Empty title=t!(l, "approvals-none") scene=Scene::Resting words=t!(l, "approvals-none-hint")/> }
        });
        let title = t!(l, "approvals-title");
        view! {
            <Title text=page_title(l, &typed, title.clone())/>
            <Page>
                <ErrorSummary typed=typed/>
                <PageHead title=title back="/desk".to_owned()>{t!(l, "approvals-lead")}</PageHead>
                <div class="stack stack--l">{none}{shown}</div>
            </Page>
        }
        .into_any()
    })
}

/// One of them: before and after, what it costs by the rules, what is to be set aside and why.
fn one(visit: &Visit, change: &Change, typed: &Typed, returned: bool) -> AnyView {
    let l = visit.lang;
    let Some((_, waiver)) = change.waiver.clone() else { return ().into_any() };
    let zone = zone(DESK_ZONE);
    let heading = t!(l, "approvals-one", amount = l.money(waiver.amount), by = waiver.by.name.clone());
    let both = if change.action == What::Change {
        sides::sides(l, &change.before, &change.after).into_any()
    } else {
        sides::side(l, t!(l, "change-gives-up"), &change.before).into_any()
    };
    let trip = format!("/trip/{}", change.locator);
    let (locator, names) = (change.locator.clone(), change.passengers.join(", "));
    let (because, why) = (ground(l, &waiver.ground), waiver.why.clone());
    let until = l.day_time(change.expires_at, visit.now, &zone);
    let costs = account(l, change);
    let decide = if may_approve_for(&visit.viewer, &waiver.by.id) {
        let (value, error) = if returned { (typed.value("words"), typed.error(l, "words")) } else { (String::new(), None) };
        // the summary's link leads to the one that was sent
        let id = if returned { "words".to_owned() } else { format!("words-{}", change.id) };
        decision(l, format!("/desk/approvals/{}", change.id), id, value, error)
    } else {
        view! { <p>{t!(l, "approvals-own")}</p> }.into_any()
    };
    view! {
        <section class="stack trip__do">
            <h2>{heading}</h2>
            <SummaryList>
                <SummaryRow name=t!(l, "change-for")><a href=trip class="reference">{locator}</a>" "{names}</SummaryRow>
                <SummaryRow name=t!(l, "waiver-ground")>{because}</SummaryRow>
                <SummaryRow name=t!(l, "approvals-why")>{why}</SummaryRow>
                <SummaryRow name=t!(l, "approvals-until")>{until}</SummaryRow>
            </SummaryList>
            {both}
            {costs}
            {decide}
        </section>
    }
    .into_any()
}

/// To agree or to refuse, with what is said of it.
pub fn decision(l: Lang, action: String, id: String, value: String, error: Option<String>) -> AnyView {
    view! {
        <form class="stack" method="post" action=action>
            <TextArea name="words" id=id label=t!(l, "approvals-words") hint=t!(l, "approvals-words-hint") rows=2 value=value error=error maxlength=500_u16/>
            <div class="buttons">
                <Button name="agrees".to_owned() value="yes".to_owned()>{t!(l, "approvals-yes")}</Button>
                <Button look=Look::Stop name="agrees".to_owned() value="no".to_owned()>{t!(l, "approvals-no")}</Button>
            </div>
        </form>
    }
    .into_any()
}
