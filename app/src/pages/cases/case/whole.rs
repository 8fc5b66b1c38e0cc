//! A case that goes on in another, and the other: for everybody who reads one of them.

use crate::ui::{
    band::{Band, Ground},
    button::Button,
};
use crate::words::{Lang, t};
use desk::cases::CaseView;
use domain::rights::CaseAction;
use leptos::prelude::*;

/// Where it goes on; what goes on in it; and, for staff, apart again.
pub(super) fn whole(l: Lang, case: &CaseView) -> impl IntoView + use<> {
    let may = case.role.may(CaseAction::Merge);
    let apart = |reference: &str| {
        let (action, spoken) = (format!("/cases/{reference}/merge"), format!(" {reference}"));
        may.then(|| {
            view! {
                <form method="post" action=action>
                    <Button name="apart".to_owned() value="yes".to_owned() small=true>{t!(l, "case-apart")}<span class="visually-hidden">{spoken}</span></Button>
                </form>
            }
        })
    };
    let into = case.whole.into.as_ref().map(|into| {
        let (href, title, go) = (format!("/cases/{into}"), t!(l, "case-goes-on-in", reference = into.clone()), t!(l, "case-goes-on-go"));
        let apart = apart(&case.head.reference);
        view! { <div class="stack stack--s"><Band title=title ground=Ground::Paper><a href=href>{go}</a></Band>{apart}</div> }.into_any()
    });
    let joined = case.whole.joined.iter().map(|from| {
        let (href, name) = (format!("/cases/{from}"), from.clone());
        view! { <li class="row row--apart"><a class="reference" href=href>{name}</a>{apart(from)}</li> }
    });
    let joined: Vec<_> = joined.collect();
    let joined = (!joined.is_empty())
        .then(|| view! { <section class="stack stack--s"><p class="quiet">{t!(l, "case-joined-here")}</p><ul class="plain stack stack--s">{joined}</ul></section> });
    view! { <div id="case-whole" data-live="">{into}{joined}</div> }
}
