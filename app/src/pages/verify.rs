//! `/trip/{locator}/verify`: proving that a booking is one's own, by a code or by the ticket.

use crate::{
    context::{portal, visit},
    form::typed,
    outcome::{encode, refused, see_other},
    ui::{
        band::{Band, Ground},
        button::{Button, LinkButton, Look},
        choice::{Choice, Choices},
        details::Details,
        error_summary::{ErrorSummary, page_title},
        field::{Field, Kind},
        page_head::{Page, PageHead},
    },
    words::t,
};
use desk::Error;
use desk::access::{Pending, Ways, ways};
use domain::booking::{IdentityCheck, Locator};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Where to go once proved: carried through each form.
fn next_asked() -> String {
    let asked = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    typed().value_opt("next").unwrap_or(asked)
}

/// The ways open for a booking, the likeliest first.
#[component]
pub fn VerifyTrip() -> impl IntoView {
    let (portal, visit, next) = (portal(), visit(), next_asked());
    let asked = use_params_map().with_untracked(|params| params.get("locator")).unwrap_or_default();
    Suspend::new(async move {
        let Ok(locator) = Locator::parse(&asked) else { return refused(Error::NotFound) };
        let locator = locator.to_string();
        if visit.viewer.staff().is_some() {
            // somebody is to be identified before staff go on; else it is their contact that is to be changed
            return if next.is_empty() { view! { <ByStaff locator/> }.into_any() } else { view! { <Identify locator next/> }.into_any() };
        }
        match ways(&portal.db, &visit.viewer, visit.now, &locator, portal.texts()).await {
            Ok(ways) => view! { <WaysOn locator ways next/> }.into_any(),
            // not open in this browser: the door to the trip comes first
            Err(Error::NotFound) => {
                see_other(&format!("/trip?locator={}", encode(&locator)));
                ().into_any()
            }
            Err(error) => refused(error),
        }
    })
}

#[component]
fn WaysOn(locator: String, ways: Ways, next: String) -> impl IntoView {
    let l = visit().lang;
    let typed = typed();
    let action = format!("/trip/{locator}/verify");
    let title = if ways.verified { t!(l, "verify-done-title") } else { t!(l, "verify-title") };
    let back = format!("/trip/{locator}");
    let ticket_first = ways.contact.is_none();
    let way = match (ways.verified, ways.pending, ways.contact) {
        (true, ..) => view! { <Done locator=locator.clone() next=next.clone()/> }.into_any(),
        (_, Some(pending), _) => view! { <EnterCode action=action.clone() pending next=next.clone()/> }.into_any(),
        (_, None, Some(contact)) => view! { <SendCode action=action.clone() contact next=next.clone()/> }.into_any(),
        (_, None, None) => {
            view! { <Band title=t!(l, "verify-no-contact-title") ground=Ground::Paper>{t!(l, "verify-no-contact")}</Band> }.into_any()
        }
    };
    let by_ticket = (!ways.verified).then(|| {
        let open = ticket_first || typed.value_opt("ticket").is_some();
        view! { <ByTicket action open next/> }
    });
    view! {
        <Title text=page_title(l, &typed, title.clone())/>
        <Page>
            <ErrorSummary typed/>
            <PageHead title caption=locator back>{if ways.verified { t!(l, "verify-done-lead") } else { t!(l, "verify-lead") }}</PageHead>
            <div class="stack stack--l">{way}{by_ticket}</div>
        </Page>
    }
}

#[component]
fn SendCode(action: String, contact: String, next: String) -> impl IntoView {
    let l = visit().lang;
    view! {
        <form class="stack" method="post" action=format!("{action}/send")>
            <input type="hidden" name="next" value=next/>
            <p>{t!(l, "verify-send-text", to = contact)}</p>
            <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "verify-send")}</Button></div>
        </form>
    }
}

#[component]
fn EnterCode(action: String, pending: Pending, next: String) -> impl IntoView {
    let visit = visit();
    let l = visit.lang;
    let again = format!("{action}/send");
    let left = pending.expires_at.duration_since(visit.now);
    view! {
        <form class="stack" method="post" action=action>
            <input type="hidden" name="next" value=next.clone()/>
            <p role="status">{t!(l, "verify-sent", to = pending.to.clone(), wait = l.duration(left))}</p>
            <Field name="code" label=t!(l, "verify-code") hint=t!(l, "verify-code-hint") kind=Kind::Digits maxlength=16_u16 error=typed().error(l, "code")/>
            <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "verify-check")}</Button></div>
        </form>
        <form method="post" action=again>
            <input type="hidden" name="next" value=next/>
            <Button look=Look::Quiet>{t!(l, "verify-again")}</Button>
        </form>
    }
}

#[component]
fn ByTicket(action: String, open: bool, next: String) -> impl IntoView {
    let l = visit().lang;
    let typed = typed();
    view! {
        <Details title=t!(l, "verify-other") open plain=true>
            <form class="stack" method="post" action=format!("{action}/ticket")>
                <input type="hidden" name="next" value=next/>
                <p>{t!(l, "verify-ticket-text")}</p>
                <Field name="ticket" label=t!(l, "verify-ticket") hint=t!(l, "verify-ticket-hint") maxlength=32_u16 autocomplete="off"
                    value=typed.value("ticket") error=typed.error(l, "ticket")/>
                <Field name="birth_date" label=t!(l, "verify-birth") kind=Kind::Date autocomplete="bday"
                    value=typed.value("birth_date") error=typed.error(l, "birth_date")/>
                <div class="buttons"><Button>{t!(l, "verify-ticket-act")}</Button></div>
            </form>
            <p>{t!(l, "verify-ask")}" "<a href="/cases/new">{t!(l, "verify-ask-link")}</a></p>
        </Details>
    }
}

#[component]
fn Done(locator: String, next: String) -> impl IntoView {
    let l = visit().lang;
    let onward = if next.starts_with('/') && !next.starts_with("//") { next } else { format!("/trip/{locator}") };
    view! {
        <div class="buttons"><LinkButton href=onward look=Look::Next arrow=true>{t!(l, "verify-onward")}</LinkButton></div>
        <NewContact locator/>
    }
}

/// Replaces the contact on file.
#[component]
fn NewContact(locator: String) -> impl IntoView {
    let l = visit().lang;
    let typed = typed();
    let open = typed.value_opt("email").is_some();
    view! {
        <Details title=t!(l, "verify-contact-title") open plain=true>
            <form class="stack" method="post" action=format!("/trip/{locator}/verify/contact")>
                <p>{t!(l, "verify-contact-text")}</p>
                <Field name="email" label=t!(l, "verify-contact-email") kind=Kind::Email maxlength=254_u16 value=typed.value("email") error=typed.error(l, "email")/>
                <div class="buttons"><Button>{t!(l, "verify-contact-act")}</Button></div>
            </form>
        </Details>
    }
}

/// What staff find here: a new contact, after they have checked who is asking.
#[component]
fn ByStaff(locator: String) -> impl IntoView {
    let l = visit().lang;
    let typed = typed();
    let checks = IdentityCheck::ALL.iter().map(|check| Choice::new(check.as_str(), l.text(check.key(), None))).collect();
    view! {
        <Title text=page_title(l, &typed, t!(l, "verify-contact-title"))/>
        <Page>
            <ErrorSummary typed=typed.clone()/>
            <PageHead title=t!(l, "verify-contact-title") caption=locator.clone() back=format!("/trip/{locator}")>{t!(l, "verify-contact-staff")}</PageHead>
            <form class="stack stack--l" method="post" action=format!("/trip/{locator}/verify/contact")>
                <Choices name="check" legend=t!(l, "verify-how") options=checks chosen=typed.value("check") error=typed.error(l, "check")/>
                <Field name="email" label=t!(l, "verify-contact-email") kind=Kind::Email maxlength=254_u16 value=typed.value("email") error=typed.error(l, "email")/>
                <div class="buttons"><Button look=Look::Next>{t!(l, "verify-contact-act")}</Button></div>
            </form>
        </Page>
    }
}

/// Before staff act for somebody: who is asking. It is on record with their name, and in the case they come from.
#[component]
fn Identify(locator: String, next: String) -> impl IntoView {
    let l = visit().lang;
    let typed = typed();
    let asked = use_query_map().with_untracked(|query| query.get("case")).unwrap_or_default();
    let case = typed.value_opt("case").unwrap_or(asked);
    let back = if case.is_empty() { format!("/trip/{locator}") } else { format!("/cases/{}", encode(&case)) };
    let checks = IdentityCheck::ALL.iter().map(|check| Choice::new(check.as_str(), l.text(check.key(), None))).collect();
    view! {
        <Title text=page_title(l, &typed, t!(l, "identify-title"))/>
        <Page>
            <ErrorSummary typed=typed.clone()/>
            <PageHead title=t!(l, "identify-title") caption=locator.clone() back=back>{t!(l, "identify-lead")}</PageHead>
            <form class="stack stack--l" method="post" action=format!("/trip/{locator}/verify/identity")>
                <input type="hidden" name="next" value=next/>
                <input type="hidden" name="case" value=case/>
                <Choices name="check" legend=t!(l, "verify-how") options=checks chosen=typed.value("check") error=typed.error(l, "check")/>
                <div class="buttons"><Button look=Look::Next arrow=true>{t!(l, "identify-go")}</Button></div>
            </form>
        </Page>
    }
}
