//! In the case of a bag that was found: when and where it is brought, and the code for the courier.

use crate::form::Typed;
use crate::ui::{
    band::{Band, Ground},
    button::{Button, Look},
    choice::{Choice, Choices},
};
use crate::words::{Lang, paper::window, t};
use desk::bags::Delivering;
use desk::cases::CaseView;
use domain::rights::{CaseAction, CaseRole};
use leptos::prelude::*;

/// What its owner tells the courier; staff have the sheet for the courier instead.
pub(super) fn code(l: Lang, case: &CaseView, delivery: &Delivering) -> Option<impl IntoView + use<>> {
    let sheet = case.role.is_staff().then(|| {
        let href = format!("/cases/{}/courier.pdf", case.head.reference);
        view! { <p><a href=href>{t!(l, "courier-open")}</a></p> }
    });
    let code = delivery.code.clone().filter(|_| case.role == CaseRole::Opener).map(|code| {
        view! { <Band ground=Ground::Note title=t!(l, "bag-code", code = code)>{t!(l, "bag-code-text")}</Band> }
    });
    (sheet.is_some() || code.is_some()).then(|| view! { {code}{sheet} })
}

/// The choice, while no courier has it yet.
pub(super) fn when(l: Lang, case: &CaseView, delivery: &Delivering, typed: &Typed) -> Option<impl IntoView + use<>> {
    let may = case.role.may(CaseAction::Reply) && case.whole.into.is_none();
    if !may || delivery.offered.is_empty() {
        return None;
    }
    let windows = delivery.offered.iter().map(|offered| Choice::new(offered.to_string(), window(l, *offered))).collect();
    let chosen = typed.value_opt("window").or(delivery.window.map(|window| window.to_string())).unwrap_or_default();
    let [here, home] = &delivery.addresses;
    let places = [("here", t!(l, "report-here"), here), ("home", t!(l, "report-home"), home)];
    let places = places.into_iter().filter(|(_, _, address)| !address.is_empty());
    let places: Vec<Choice> = places.map(|(value, label, address)| Choice::new(value, label).hint(address.clone())).collect();
    let to = typed.value_opt("to").unwrap_or_else(|| delivery.to.clone());
    let action = format!("/cases/{}/delivery", case.head.reference);
    let (window_wrong, to_wrong) = (typed.error(l, "window"), typed.error(l, "to"));
    let look = if delivery.window.is_none() && !case.role.is_staff() { Look::Next } else { Look::Plain };
    Some(view! {
        <form class="stack stack--s section" method="post" action=action>
            <h2>{t!(l, "bag-window-title")}</h2>
            <Choices name="window" legend=t!(l, "bag-window-when") options=windows chosen=chosen error=window_wrong across=true/>
            <Choices name="to" legend=t!(l, "bag-window-where") options=places chosen=to error=to_wrong/>
            <div><Button look=look>{t!(l, "bag-window-go")}</Button></div>
        </form>
    })
}
