//! What only the passenger's side can do: say whether the answer does, let somebody else in.

use crate::form::Typed;
use crate::ui::{
    button::{Button, Look},
    details::Details,
    field::{Field, Kind},
};
use crate::words::{Lang, t};
use desk::cases::{CaseView, Head};
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

/// Letting somebody else in, by e-mail.
pub(super) fn companions(l: Lang, head: &Head, typed: &Typed) -> impl IntoView + use<> {
    let action = format!("/cases/{}/companions", head.reference);
    let error = typed.error(l, "email");
    let (value, open) = (typed.value("email"), error.is_some());
    view! {
        <Details title=t!(l, "case-invite") open=open>
            <form class="stack stack--s" method="post" action=action>
                <Field name="email" kind=Kind::Email label=t!(l, "case-invite-email") hint=t!(l, "case-invite-hint") value=value error=error/>
                <div><Button>{t!(l, "case-invite-send")}</Button></div>
            </form>
        </Details>
    }
}
