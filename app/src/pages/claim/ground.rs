//! What decides a claim beside what its passenger tells: for colleagues to find out, with how they know.

use crate::{
    context::Visit,
    form::Typed,
    pages::cases::HOME_ZONE,
    ui::{
        button::Button,
        choice::{Choice, Choices},
        details::Details,
        field::{Field, Select, TextArea},
    },
    words::{Lang, claim::found, t, when::zone},
};
use desk::claims::{Claim, ClaimBook, Entitled};
use domain::claim::{Blame, unlimits};
use domain::rights::CaseAction;
use leptos::prelude::*;

/// What the passenger says was declared, while nobody has confirmed it.
pub(super) fn unconfirmed(l: Lang, claim: &Claim, staff: bool) -> Option<impl IntoView + use<>> {
    let sum = claim.declared.filter(|_| claim.stage.open() && claim.facts.declared.is_none())?;
    let amount = l.money(sum);
    let words = if staff { t!(l, "claim-declared-theirs", amount = amount) } else { t!(l, "claim-declared-waits", amount = amount) };
    Some(view! { <p>{words}</p> })
}

/// What was found out, and the form that says so; for colleagues who answer the case.
pub(super) fn ground(visit: &Visit, book: &ClaimBook, entitled: &Entitled, typed: &Typed) -> AnyView {
    let l = visit.lang;
    if !entitled.role.is_staff() {
        return ().into_any();
    }
    let known = entitled.ground.as_ref().map(|ground| {
        let day = l.date_with_year(ground.at.to_zoned(zone(HOME_ZONE)).date());
        let by = t!(l, "claim-ground-by", name = ground.by.1.clone(), day = day);
        let (words, why) = (found(l, ground.declared, ground.blame), ground.why.clone());
        view! { <p>{words}" "{why}<br/><span class="quiet small">{by}</span></p> }
    });
    let waits = entitled.claim().is_some_and(|claim| claim.stage.open() && !claim.stage.to_offer());
    let form = (entitled.role.may(CaseAction::Reply) && !waits).then(|| form(l, book, entitled, typed));
    view! { {known}{form} }.into_any()
}

fn form(l: Lang, book: &ClaimBook, entitled: &Entitled, typed: &Typed) -> impl IntoView + use<> {
    let ground = entitled.ground.as_ref();
    // what the passenger says stands above: nobody confirms it by confirming something else
    let sum = ground.and_then(|ground| ground.declared);
    let declared = typed.value_opt("ground_declared").unwrap_or_else(|| sum.map(|sum| sum.amount.to_string()).unwrap_or_default());
    let facts = &entitled.begun.facts;
    let currency = typed.value_opt("ground_currency").unwrap_or_else(|| sum.map_or(facts.currency, |sum| sum.currency).to_string());
    let blame = ground.and_then(|ground| ground.blame).map_or("", Blame::as_str).to_owned();
    let blame = typed.value_opt("blame").unwrap_or(blame);
    let why = typed.value_opt("ground_why").unwrap_or_default();
    let unlimited = unlimits(&book.rules, facts);
    let mut options = vec![Choice::new("", l.text("claim-blame-unknown", None))];
    options.extend(Blame::ALL.iter().filter(|blame| unlimited || **blame != Blame::Reckless).map(|blame| {
        let choice = Choice::new(blame.as_str(), l.text(blame.key(), None));
        if *blame == Blame::Reckless { choice.hint(t!(l, "claim-blame-reckless-hint")) } else { choice }
    }));
    let currencies = book.rules.currencies(facts.asked).iter().map(|one| (one.to_string(), one.to_string())).collect::<Vec<_>>();
    let [sum_wrong, currency_wrong, why_wrong] = ["ground_declared", "ground_currency", "ground_why"].map(|field| typed.error(l, field));
    let open = sum_wrong.is_some() || currency_wrong.is_some() || why_wrong.is_some() || typed.value_opt("ground_why").is_some();
    let action = format!("/cases/{}/claim/ground", entitled.reference);
    view! {
        <Details title=t!(l, "claim-ground") open=open>
            <form class="stack" method="post" action=action>
                <p>{t!(l, "claim-ground-hint")}</p>
                <Field name="ground_declared" label=t!(l, "claim-ground-declared") hint=t!(l, "claim-ground-declared-hint") value=declared error=sum_wrong maxlength=16_u16/>
                <Select name="ground_currency" label=t!(l, "claim-declared-currency") options=currencies value=currency error=currency_wrong/>
                <Choices name="blame" legend=t!(l, "claim-blame") options=options chosen=blame/>
                <TextArea name="ground_why" label=t!(l, "claim-ground-why") hint=t!(l, "claim-ground-why-hint") rows=2 value=why error=why_wrong maxlength=500_u16/>
                <div><Button>{t!(l, "claim-ground-go")}</Button></div>
            </form>
        </Details>
    }
}
