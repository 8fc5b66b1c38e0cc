//! What staff see of it: on whose behalf they act, what may be set aside, and what waits for a supervisor.

use super::{listed, one::address};
use crate::{
    context::Visit,
    form::Typed,
    pages::desk::sessions::DESK_ZONE,
    ui::{
        band::{Band, Ground},
        button::{Button, Look},
        choice::{Choice, Choices},
        details::Details,
        field::TextArea,
    },
    words::{Lang, t, when::zone},
};
use desk::access::Identified;
use desk::changes::{Change, Waivable, Waiver, WaiverState};
use domain::fare::{Ground as Because, WaiverReason};
use leptos::prelude::*;

/// On whose behalf one acts, how they were identified, and until when that holds. Nothing for passengers.
pub(super) fn band(visit: &Visit, behalf: Option<&Identified>, names: &[String]) -> Option<impl IntoView + use<>> {
    let (l, behalf) = (visit.lang, behalf?);
    let zone = zone(DESK_ZONE);
    let (at, until) = (l.day_time(behalf.at, visit.now, &zone), l.day_time(behalf.until(), visit.now, &zone));
    let title = t!(l, "behalf-title", names = listed(l, names));
    let text = t!(l, "behalf-text", how = l.text(behalf.how.key(), None), at = at, until = until);
    let case = behalf.case.as_ref().map(|(_, reference)| {
        view! { " "<a class="reference" href=format!("/cases/{reference}")>{reference.clone()}</a> }
    });
    Some(view! { <Band ground=Ground::Paper title=title>{text}{case}</Band> })
}

/// On what ground, in words: a reason, or a code with nothing more to say.
pub(in crate::pages) fn ground(l: Lang, because: &Because) -> String {
    match because {
        Because::Reason { reason } => l.text(reason.key(), None),
        Because::Code { code } => t!(l, "waiver-code", code = code.clone()),
    }
}

/// How a waiver stands in a quote, for staff; and the form for one where there is none.
pub(super) fn waiver(l: Lang, change: &Change, may: Option<&Waivable>, typed: &Typed) -> Option<AnyView> {
    change.behalf.as_ref()?;
    match &change.waiver {
        Some((WaiverState::Granted, waiver)) => Some(granted(l, waiver).into_any()),
        Some((WaiverState::Asked, waiver)) => Some(waits(l, change, waiver).into_any()),
        Some((WaiverState::Refused, waiver)) => {
            let (told, again) = (refused(l, waiver), form(l, change, may, typed));
            Some(view! { {told}{again} }.into_any())
        }
        None => form(l, change, may, typed),
    }
}

fn granted(l: Lang, waiver: &Waiver) -> impl IntoView + use<> {
    let title = t!(l, "waiver-granted", amount = l.money(waiver.amount), by = waiver.by.name.clone());
    let agreed = waiver.decided.as_ref().map(|decided| t!(l, "waiver-agreed", by = decided.by.name.clone(), words = decided.words.clone()));
    let text = [Some(ground(l, &waiver.ground)), Some(waiver.why.clone()), agreed].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! { <Band ground=Ground::Note title=title>{text}</Band> }
}

fn waits(l: Lang, change: &Change, waiver: &Waiver) -> impl IntoView + use<> {
    let title = t!(l, "waiver-waits-title", amount = l.money(waiver.amount));
    let text = format!("{} · {} · {}", ground(l, &waiver.ground), waiver.why, t!(l, "waiver-waits-text"));
    let action = format!("{}/waive", address(change));
    view! {
        <div class="stack stack--s">
            <Band ground=Ground::Note title=title announce=true>{text}</Band>
            <form method="post" action=action><Button small=true name="back".to_owned() value="yes".to_owned()>{t!(l, "waiver-back")}</Button></form>
        </div>
    }
}

fn refused(l: Lang, waiver: &Waiver) -> impl IntoView + use<> {
    let (by, words) = waiver.decided.as_ref().map(|decided| (decided.by.name.clone(), decided.words.clone())).unwrap_or_default();
    let title = t!(l, "waiver-refused-title", amount = l.money(waiver.amount), by = by);
    view! { <Band ground=Ground::Note title=title announce=true>{words}</Band> }
}

fn form(l: Lang, change: &Change, may: Option<&Waivable>, typed: &Typed) -> Option<AnyView> {
    let may = may?;
    let codes = may.codes.iter().map(|code| {
        let said = super::sentence(l, &code.said);
        Choice::new(format!("code:{}", code.code), t!(l, "waiver-code", code = code.code.clone())).hint(said)
    });
    let reasons = WaiverReason::ALL.into_iter().map(|reason| Choice::new(reason.as_str(), l.text(reason.key(), None)));
    let options = codes.chain(reasons).collect();
    let left = match may.left.filter(|left| !left.amount.is_zero()) {
        Some(left) => t!(l, "waiver-left", amount = l.money(left)),
        None => t!(l, "waiver-left-none"),
    };
    let (wrong, why_wrong) = (typed.error(l, "ground"), typed.error(l, "why"));
    let open = wrong.is_some() || why_wrong.is_some() || typed.value_opt("why").is_some();
    let (chosen, why) = (typed.value("ground"), typed.value("why"));
    let action = format!("{}/waive", address(change));
    Some(
        view! {
            <Details title=t!(l, "waiver-title") hint=left plain=true stacked=true open=open>
                <form class="stack" method="post" action=action>
                    <Choices name="ground" legend=t!(l, "waiver-ground") options=options chosen=chosen hint=t!(l, "waiver-ground-hint") error=wrong/>
                    <TextArea name="why" label=t!(l, "waiver-why") hint=t!(l, "waiver-why-hint") rows=3 value=why error=why_wrong maxlength=500_u16/>
                    <div class="buttons"><Button>{t!(l, "waiver-go")}</Button></div>
                </form>
            </Details>
        }
        .into_any(),
    )
}

/// The way to pay, for staff who made the change: the passenger has it by letter, can be told the address, or pays here.
pub(super) fn to_pay(l: Lang, change: &Change, url: &str) -> Option<impl IntoView + use<>> {
    change.behalf.as_ref()?;
    let told = if change.told.is_empty() { t!(l, "behalf-pay-untold") } else { t!(l, "behalf-pay-told", to = listed(l, &change.told)) };
    let url = url.to_owned();
    Some(view! {
        <section class="stack stack--s">
            <p>{told}</p>
            <p>{t!(l, "behalf-pay-link")}" "<a class="behalf__way" href=url.clone() translate="no">{url.clone()}</a></p>
        </section>
    })
}

/// How the button that leads to the counter's payment page looks: for staff it is one way of several.
pub(super) const fn pay_look(change: &Change) -> Look {
    if change.behalf.is_some() { Look::Plain } else { Look::Next }
}
