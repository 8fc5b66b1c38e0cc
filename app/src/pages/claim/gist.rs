//! On the case page: how a claim stands in a sentence, for staff with the account, and the way to its page.

use super::{account::account, leads, stand::state};
use crate::{
    context::{Portal, Visit},
    ui::details::Details,
    words::t,
};
use desk::{
    cases::CaseView,
    claims::{Claim, standing},
};
use leptos::prelude::*;

/// What the case page shows of claims.
#[derive(Debug, Clone)]
pub struct Gist {
    to: String,
    claim: Option<Claim>,
}

impl Gist {
    /// What there is; the case is complete without.
    pub async fn of(portal: &Portal, case: &CaseView) -> Option<Self> {
        let to = leads(portal, &case.head).await?;
        let claim = standing(&portal.db, &case.head.reference).await.ok()?;
        Some(Self { to, claim })
    }
}

/// It, in the case.
pub fn gist(visit: &Visit, staff: bool, gist: Gist) -> impl IntoView + use<> {
    let l = visit.lang;
    let words = if staff { t!(l, "claim-link-staff") } else { t!(l, "claim-link") };
    let told = gist.claim.as_ref().map(|claim| view! { <p><b>{state(l, claim)}</b></p> });
    // passengers have it on the page behind the link, with what they can do about it
    let lines = gist.claim.filter(|_| staff).map(|claim| {
        let (lines, sum) = (account(l, &claim.assessment), l.money(claim.proposed()));
        view! { <Details title=t!(l, "claim-account") hint=sum>{lines}</Details> }
    });
    view! { <section class="stack stack--s" id="case-claim" data-live="">{told}{lines}<p><a href=gist.to>{words}</a></p></section> }
}
