//! `/trip/{locator}/refund`: who and what, then what comes back, before anything is cancelled.

use super::{
    Asked, Door, Route,
    ask::{self, Purpose, Question},
    behalf, change_page, closed, door, names, refund_page, route,
};
use crate::{
    context::{Visit, portal, visit},
    form::typed,
    outcome::{encode, see_other},
    ui::{
        action_list::{Action, ActionList},
        button::{Button, Look},
        error_summary::{ErrorSummary, page_title},
        page_head::{Page, PageHead},
        summary_list::{SummaryList, SummaryRow},
    },
    words::t,
};
use desk::cases::fresh_key;
use domain::rights::TripAccess;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The next question, or the button that shows what comes back.
#[component]
pub fn RefundPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let locator = use_params_map().with_untracked(|params| params.get("locator")).unwrap_or_default();
    let query = use_query_map().read_untracked().clone();
    let asked = Asked::read(|name| query.get_all(name).unwrap_or_default());
    let sent = query.get("asked").and_then(|field| Question::parse(&field));
    let again = query.get("ask").and_then(|field| Question::parse(&field));
    Suspend::new(async move {
        let door = match door(&portal, &visit, &locator).await {
            Ok(door) => door,
            Err(page) => return page,
        };
        // money moves only for who has proved whose it is
        if door.choices.trip.access == TripAccess::Itinerary {
            see_other(&format!("/trip/{}/verify?next={}", door.choices.trip.locator, encode(&visit.here)));
            return ().into_any();
        }
        if let Some(why) = door.choices.closed {
            return closed(visit.lang, &door.choices.trip, why);
        }
        let asked = ask::completed(Purpose::Cancel, &door.choices, asked, visit.now);
        let needed = ask::questions(Purpose::Cancel, &door.choices, &asked);
        match again.filter(|again| needed.contains(again)).or_else(|| ask::open_question(Purpose::Cancel, &door.choices, &asked)) {
            Some(question) => {
                let failed = if sent == Some(question) { ask::unanswered(question) } else { Vec::new() };
                ask::page(&visit, (Purpose::Cancel, &door.choices), &asked, question, failed)
            }
            None => last(&visit, &door, &asked).into_any(),
        }
    })
}

/// What was chosen, and the way to what it gives back.
fn last(visit: &Visit, door: &Door, asked: &Asked) -> impl IntoView + use<> {
    let (l, choices, typed) = (visit.lang, &door.choices, typed());
    let trip = &choices.trip;
    let locator = trip.locator.to_string();
    let needed = ask::questions(Purpose::Cancel, choices, asked);
    let change = |question: Question| needed.contains(&question).then(|| ask::asking(Purpose::Cancel, choices, asked, question));
    let (change_who, change_part) = (change(Question::Who), change(Question::Part));
    let parts = asked.part.iter().filter_map(|part| {
        let Route { from, to, flights, leaves } = route(l, trip, choices.parts.get(*part)?)?;
        let when = leaves.map(|(date, time)| format!("{} {time}", l.date(date)));
        let name = t!(l, "change-part-route", from = from, to = to);
        Some([Some(name), Some(flights), when].into_iter().flatten().collect::<Vec<_>>().join(" · "))
    });
    let parts = parts.collect::<Vec<_>>().join("\n");
    let hidden = asked.fields().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let title = t!(l, "change-refund-title");
    let back = ask::back(Purpose::Cancel, choices, asked, None);
    let instead = asked.address(&change_page(&locator));
    let (action, caption) = (refund_page(&locator), locator.clone());
    let people = names(l, trip, &asked.who);
    let behalf = behalf::band(visit, choices.behalf.as_ref(), &super::everybody(trip));
    view! {
        <Title text=page_title(l, &typed, title.clone())/>
        <Page>
            <ErrorSummary typed=typed/>
            <PageHead title=title caption=caption back=back>{t!(l, "change-refund-lead")}</PageHead>
            <div class="stack stack--l">
                {behalf}
                <SummaryList>
                    <SummaryRow name=t!(l, "change-for") change=change_who>{people}</SummaryRow>
                    <SummaryRow name=t!(l, "change-gives-up") change=change_part>{parts}</SummaryRow>
                </SummaryList>
                <form method="post" action=action>
                    {hidden}
                    <input type="hidden" name="action" value="cancel"/>
                    <input type="hidden" name="key" value=fresh_key()/>
                    <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "change-refund-go")}</Button></div>
                </form>
                <ActionList>
                    <Action href=instead title=t!(l, "change-refund-instead") hint=t!(l, "change-refund-instead-hint")/>
                </ActionList>
            </div>
        </Page>
    }
}
