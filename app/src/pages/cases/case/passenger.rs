//! What only the passenger's side can do: say whether the answer does, let somebody else in.

use crate::form::Typed;
use crate::ui::{
    button::{Button, Look},
    details::Details,
    field::{Field, Kind},
};
use crate::words::{Lang, t};
use desk::cases::{CaseView, Companion};
use domain::case::Stage;
use domain::rights::CaseAction;
use leptos::prelude::*;

/// "Does that answer it?", while an answer stands.
pub(super) fn verdict(l: Lang, case: &CaseView) -> impl IntoView + use<> {
    let asked = case.role.may(CaseAction::Verdict) && case.head.stage == Stage::Answered;
    let action = format!("/cases/{}/verdict", case.head.reference);
    let form = asked.then(|| {
        view! {
            <form class="stack stack--s section" method="post" action=action>
                <h2>{t!(l, "case-verdict")}</h2>
                <div class="row">
                    <Button look=Look::Next name="answered".to_owned() value="yes".to_owned()>{t!(l, "case-verdict-yes")}</Button>
                    <Button name="answered".to_owned() value="no".to_owned()>{t!(l, "case-verdict-no")}</Button>
                </div>
                <p class="quiet small">{t!(l, "case-verdict-hint")}</p>
            </form>
        }
    });
    view! { <div id="case-verdict" data-live="">{form}</div> }
}

/// Letting somebody else in, by e-mail; and who has been let in, each with the way out.
pub(super) fn companions(l: Lang, case: &CaseView, typed: &Typed) -> impl IntoView + use<> {
    let action = format!("/cases/{}/companions", case.head.reference);
    let out = format!("{action}/withdrawn");
    let standing = case.companions.iter().map(|companion| one(l, &out, companion)).collect_view();
    let standing = (!case.companions.is_empty()).then(|| view! { <ul class="companions">{standing}</ul> });
    let error = typed.error(l, "email");
    let (value, open) = (typed.value("email"), error.is_some());
    view! {
        <Details title=t!(l, "case-invite") open=open>
            {standing}
            <form class="stack stack--s" method="post" action=action>
                <Field name="email" kind=Kind::Email label=t!(l, "case-invite-email") hint=t!(l, "case-invite-hint") value=value error=error/>
                <div><Button>{t!(l, "case-invite-send")}</Button></div>
            </form>
        </Details>
    }
}

fn one(l: Lang, action: &str, companion: &Companion) -> impl IntoView + use<> {
    let stands = if companion.accepted { t!(l, "case-companion-in") } else { t!(l, "case-companion-asked") };
    let (action, address, named) = (action.to_owned(), companion.address.clone(), companion.address.clone());
    view! {
        <li class="companions__one">
            <span><b>{companion.address.clone()}</b>" "<span class="quiet">{stands}</span></span>
            <form method="post" action=action>
                <input type="hidden" name="address" value=address/>
                <Button small=true>{t!(l, "case-companion-out")}<span class="visually-hidden">" "{named}</span></Button>
            </form>
        </li>
    }
}
