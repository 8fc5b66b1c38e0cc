//! A case that is a conversation on a social network: who reads what is answered, and whether it has arrived there.

use crate::form::Typed;
use crate::ui::{
    band::{Band, Ground},
    choice::{Choice, Choices},
};
use crate::words::{Lang, t};
use desk::cases::social::{Delivery, There, Thread};
use domain::personal::personal;
use leptos::prelude::*;

/// Above the timeline: where it was written, and that nobody knows by whom.
pub(super) fn told(l: Lang, thread: &Thread) -> impl IntoView + use<> {
    let (network, handle, link) = (thread.network.clone(), thread.handle.clone(), thread.link.clone());
    let title =
        if thread.public { t!(l, "social-public-title", network = network) } else { t!(l, "social-private-title", network = network) };
    let words = t!(l, "social-nobody", handle = handle);
    view! {
        <Band title=title ground=Ground::Note>
            {words}" "<a href=link rel="noopener noreferrer nofollow">{t!(l, "social-look")}</a>
        </Band>
    }
}

/// In the reply box of a public conversation: what whoever answers has to know before it leaves.
pub(super) fn confirm(l: Lang, thread: &Thread, typed: &Typed, words: &str) -> impl IntoView + use<> {
    let found = personal(words);
    let asked = typed.errors.iter().any(|error| error.message == "case-public-personal") || typed.value("personal") == "yes";
    let network = thread.network.clone();
    let option = |label: String| vec![Choice::new("yes", label)];
    let public = option(t!(l, "case-public-know", network = network));
    let (chosen, error) = (typed.value("public"), typed.error(l, "public"));
    let personal = (asked && !found.is_empty()).then(|| {
        let told = found.iter().map(|(what, text)| t!(l, "case-public-found", what = l.text(what.key(), None), text = text.clone()));
        let told = told.collect::<Vec<_>>().join(" · ");
        let options = option(t!(l, "case-public-personal-know"));
        let chosen = typed.value("personal");
        view! { <Choices name="personal" legend=t!(l, "case-public-personal-title") options=options many=true chosen=chosen hint=told/> }
            .into_any()
    });
    view! {
        <div class="reply__knows stack stack--s">
            <Choices name="public" legend=t!(l, "case-public-title") options=public many=true chosen=chosen error=error/>
            {personal}
        </div>
    }
}

/// Below the words: where they stand there, and whether ours have arrived.
pub(super) fn there(l: Lang, there: &There) -> impl IntoView + use<> {
    let who = if there.public { t!(l, "social-public") } else { t!(l, "social-private") };
    let arrived = there.delivery.as_ref().map(|delivery| match delivery {
        Delivery::Waiting => t!(l, "social-waiting"),
        Delivery::There => t!(l, "social-there"),
        Delivery::Refused(reason) => t!(l, "social-refused", reason = reason.clone()),
    });
    let line = [Some(who), arrived].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let link = there.link.clone().map(|link| view! { " "<a href=link rel="noopener noreferrer nofollow">{t!(l, "social-look")}</a> });
    view! { <p class="quiet small">{line}{link}</p> }
}
