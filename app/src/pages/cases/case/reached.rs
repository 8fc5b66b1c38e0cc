//! Where somebody who asked is written to, and another address for them: once it is sure who asks.

use crate::form::Typed;
use crate::pages::desk::procedures::Procedures;
use crate::ui::{
    button::Button,
    details::Details,
    field::{Field, Kind, Select, TextArea},
};
use crate::words::{Lang, t};
use desk::cases::{CaseView, StaffView};
use domain::booking::IdentityCheck;
use domain::help::WorkStep;
use domain::rights::CaseAction;
use leptos::prelude::*;

/// The form, folded, with how one makes sure beside it; for who may not, only that.
pub(super) fn fold(l: Lang, case: &CaseView, more: &StaffView, texts: bool, how: &Procedures, typed: &Typed) -> AnyView {
    let how = how.of(l, WorkStep::Identity);
    if !case.role.may(CaseAction::Readdress) || case.whole.into.is_some() {
        return how.into_any();
    }
    let action = format!("/cases/{}/reached", case.head.reference);
    let (wrong, unsure, unsaid) = (typed.error(l, "address"), typed.error(l, "check"), typed.error(l, "reached_why"));
    let open = wrong.is_some() || unsure.is_some() || unsaid.is_some();
    let mut checks: Vec<(String, String)> =
        IdentityCheck::ALL.iter().map(|check| (check.as_str().to_owned(), l.text(check.key(), None))).collect();
    checks.insert(0, (String::new(), t!(l, "case-choose")));
    let (kind, label) = if texts { (Kind::Reach, t!(l, "reach-new-either")) } else { (Kind::Email, t!(l, "reach-new")) };
    let hint = if more.address.is_some() { t!(l, "readdress-hint") } else { t!(l, "readdress-hint-first") };
    let (address, check, why) = (typed.value("address"), typed.value("check"), typed.value("reached_why"));
    let seen = super::staff::seen("reached", &case.head);
    view! {
        <Details title=t!(l, "readdress-title") open=open>
            {how}
            <form class="stack stack--s" method="post" action=action>
                {seen}
                <Select name="check" label=t!(l, "verify-how") options=checks value=check error=unsure/>
                <Field name="address" kind=kind label=label hint=hint value=address error=wrong/>
                <TextArea name="reached_why" label=t!(l, "readdress-why") hint=t!(l, "readdress-why-hint") value=why error=unsaid rows=2/>
                <div><Button>{t!(l, "readdress-go")}</Button></div>
            </form>
        </Details>
    }
    .into_any()
}
