//! How a claim stands: what the rules say, what is offered, what everybody may do next.

use super::account::{account, doubts, listed};
use super::{ground::unconfirmed, prove};
use crate::{
    context::{Visit, portal},
    form::Typed,
    pages::cases::HOME_ZONE,
    ui::{
        button::{Button, LinkButton, Look},
        field::{Field, TextArea},
    },
    words::{Lang, t, when::zone},
};
use desk::claims::{Claim, Entitled};
use domain::claim::{HIGHEST_LEVEL, Outcome, Stage};
use domain::payment::State;
use domain::rights::{CaseAction, may_see_approvals};
use leptos::prelude::*;

/// A claim in a sentence. Passengers need not know that somebody has to be asked.
pub(super) fn state(l: Lang, claim: &Claim) -> String {
    let paid = claim.payment.as_ref().is_some_and(|payment| payment.state == State::Settled);
    match (claim.stage, claim.offered) {
        (Stage::Offered, Some(amount)) => t!(l, "claim-stands-offered", amount = l.money(amount)),
        (Stage::Accepted, Some(amount)) if paid => t!(l, "claim-stands-paid", amount = l.money(amount)),
        (Stage::Accepted, Some(amount)) => t!(l, "claim-stands-accepted", amount = l.money(amount)),
        (Stage::Appealed, _) => t!(l, "claim-stands-appealed"),
        _ => t!(l, "claim-stands-asked"),
    }
}

pub(super) fn stand(visit: &Visit, entitled: &Entitled, claim: &Claim, newest: bool, typed: &Typed) -> AnyView {
    let l = visit.lang;
    let ours = matches!(claim.stage, Stage::Asked | Stage::Approval | Stage::Appealed);
    let by = entitled.reply_by.filter(|_| ours).map(|at| {
        let at = t!(l, "letter-time", time = l.date_time(at, &zone(HOME_ZONE)));
        let words = if entitled.role.is_staff() { t!(l, "claim-answered-staff", at = at) } else { t!(l, "claim-answered-by", at = at) };
        view! { " "{words} }
    });
    let sent = t!(l, "claim-sent-on", day = l.date_with_year(claim.created_at.to_zoned(zone(HOME_ZONE)).date()));
    let why = claim.why.clone().filter(|_| matches!(claim.stage, Stage::Offered | Stage::Accepted)).map(|why| view! { <p>{why}</p> });
    let staff = entitled.role.is_staff();
    let acts = if staff { desk_side(visit, entitled, claim, typed) } else { passengers(visit, entitled, claim, typed) };
    let goodwill = (claim.assessment.outcome != Outcome::Payable && ours && !staff).then(|| view! { <p>{t!(l, "claim-goodwill")}</p> });
    let declared = unconfirmed(l, claim, staff);
    let state = state(l, claim);
    let id = newest.then_some("claim-state");
    let (list, lines) = (listed(l, entitled, claim), account(l, &claim.assessment));
    let title = match (newest, staff) {
        (false, _) => t!(l, "claim-before"),
        (true, true) => t!(l, "claim-theirs"),
        (true, false) => t!(l, "claim-yours"),
    };
    view! {
        <section class="stack">
            <h2>{title}</h2>
            <p id=id><b>{state}</b>{by}<br/><span class="quiet small">{sent}</span></p>
            {why}
            {declared}
            {goodwill}
            {acts}
            {list}
            {lines}
        </section>
    }
    .into_any()
}

/// Taking the offer or not; then where the money is to go.
fn passengers(visit: &Visit, entitled: &Entitled, claim: &Claim, typed: &Typed) -> AnyView {
    let l = visit.lang;
    let may = entitled.role.may(CaseAction::Verdict);
    let asks = match claim.stage {
        Stage::Offered => true,
        Stage::Accepted => claim.payment.as_ref().is_some_and(|payment| payment.state != State::Settled),
        Stage::Asked | Stage::Approval | Stage::Appealed | Stage::Replaced => false,
    };
    if may && asks && !entitled.proved {
        let href = prove(entitled, &format!("/cases/{}/claim", entitled.reference));
        return view! { <p>{t!(l, "claim-prove")}</p><p><LinkButton look=Look::Next href=href>{t!(l, "claim-prove-go")}</LinkButton></p> }
            .into_any();
    }
    match claim.stage {
        Stage::Accepted => money(l, entitled, claim, may),
        Stage::Offered if may => answer(l, entitled, claim, typed),
        _ => ().into_any(),
    }
}

/// What an answer is about: this claim, and the amount that was read.
fn seen(claim: &Claim) -> impl IntoView + use<> {
    let amount = claim.offered.map(|amount| amount.amount.to_string()).unwrap_or_default();
    view! { <input type="hidden" name="claim" value=claim.id.to_string()/><input type="hidden" name="seen" value=amount/> }
}

fn answer(l: Lang, entitled: &Entitled, claim: &Claim, typed: &Typed) -> AnyView {
    let action = format!("/cases/{}/claim/answer", entitled.reference);
    let (accepts, appeals) = (seen(claim), seen(claim));
    let appeal = (claim.level < HIGHEST_LEVEL).then(|| {
        let (value, error) = (typed.value("appeal"), typed.error(l, "appeal"));
        view! {
            <form class="stack stack--s section" method="post" action=action.clone()>
                {appeals}
                <TextArea name="appeal" label=t!(l, "claim-appeal") hint=t!(l, "claim-appeal-hint") rows=3 value=value error=error maxlength=500_u16/>
                <div><Button>{t!(l, "claim-appeal-go")}</Button></div>
            </form>
        }
    });
    let next = if claim.level < HIGHEST_LEVEL { t!(l, "claim-accept-hint") } else { t!(l, "claim-final-hint") };
    view! {
        <p>{next}</p>
        <form method="post" action=action.clone()>
            {accepts}
            <Button look=Look::Next name="accepts".to_owned() value="yes".to_owned()>{t!(l, "claim-accept")}</Button>
        </form>
        {appeal}
    }
    .into_any()
}

fn money(l: Lang, entitled: &Entitled, claim: &Claim, may: bool) -> AnyView {
    let Some(payment) = &claim.payment else { return ().into_any() };
    match (&payment.page, payment.state) {
        (_, State::Settled) => {
            let means = payment.means.clone().map(|means| view! { <p>{t!(l, "claim-paid", means = means)}</p> });
            means.into_any()
        }
        (_, State::Failed) => {
            let (action, seen) = (format!("/cases/{}/claim/answer", entitled.reference), seen(claim));
            let again = may.then(|| {
                view! {
                    <form method="post" action=action>
                        {seen}
                        <Button look=Look::Next name="accepts".to_owned() value="yes".to_owned()>{t!(l, "claim-pay-again")}</Button>
                    </form>
                }
            });
            view! { <p>{t!(l, "claim-pay-failed")}</p>{again} }.into_any()
        }
        // whoever gets this page says where the money goes: nobody but who opened the case, and is proved
        (Some(page), State::Sent) if may && payment.means.is_none() => {
            let page = page.clone();
            view! { <p>{t!(l, "claim-account-where")}</p><p><a class="button button--primary" href=page rel="external">{t!(l, "claim-account-go")}</a></p> }
                .into_any()
        }
        (_, state) => {
            if state == State::Planned && portal().payments.is_some() {
                crate::outcome::refresh("5");
            }
            view! { <p>{t!(l, "claim-pay-on-way")}</p> }.into_any()
        }
    }
}

/// The rules' own amount at a press, another with a reason.
fn desk_side(visit: &Visit, entitled: &Entitled, claim: &Claim, typed: &Typed) -> AnyView {
    let l = visit.lang;
    let appeal = claim.appeal.clone().map(|words| view! { <p>{t!(l, "claim-appeal-says")}" "{words}</p> });
    let beside = (!entitled.beside.is_empty()).then(|| {
        let cases = entitled
            .beside
            .iter()
            .map(|case| view! { " "<a href=format!("/cases/{case}/claim") translate="no">{case.clone()}</a> })
            .collect_view();
        view! { <p>{t!(l, "claim-beside")}{cases}</p> }
    });
    if claim.stage == Stage::Approval {
        let amount = claim.offered.map(|amount| l.money(amount)).unwrap_or_default();
        let doubts = doubts(l, claim);
        return view! { {appeal}{beside}<p>{t!(l, "claim-waits", amount = amount)}" "<a href="/desk/approvals">{t!(l, "approvals-title")}</a></p>{doubts} }
            .into_any();
    }
    if !claim.stage.to_offer() || !entitled.role.may(CaseAction::Reply) {
        return appeal.into_any();
    }
    if claim.stage == Stage::Appealed && !may_see_approvals(&visit.viewer) {
        return view! { {appeal}<p>{t!(l, "claim-appeal-above")}</p> }.into_any();
    }
    let action = format!("/cases/{}/claim/offer", entitled.reference);
    let amount = typed.value_opt("amount").unwrap_or_else(|| claim.proposed().tidy().amount.to_string());
    let hint = t!(l, "claim-offer-hint", rules = l.money(claim.proposed()), most = l.money(claim.most()));
    let label = t!(l, "claim-offer-amount", currency = claim.proposed().currency.to_string());
    let (amount_wrong, why, why_wrong) = (typed.error(l, "amount"), typed.value("why"), typed.error(l, "why"));
    let id = claim.id.to_string();
    view! {
        {appeal}
        {beside}
        <form class="stack" method="post" action=action>
            <input type="hidden" name="claim" value=id/>
            <Field name="amount" label=label hint=hint value=amount error=amount_wrong maxlength=16_u16/>
            <TextArea name="why" label=t!(l, "claim-offer-why") hint=t!(l, "claim-offer-why-hint") rows=2 value=why error=why_wrong maxlength=500_u16/>
            <div><Button look=Look::Next>{t!(l, "claim-offer-go")}</Button></div>
        </form>
    }
    .into_any()
}
