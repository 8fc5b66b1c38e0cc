//! "How was your flight?", on the page of what it is about.

use crate::{
    ui::button::Button,
    words::{Lang, t},
};
use desk::surveys::Offer;
use domain::survey::Occasion;
use leptos::prelude::*;

/// The button that leads to the questions; `field` and `value` say what they are about.
pub fn asked(l: Lang, offer: Offer, field: &'static str, value: String) -> impl IntoView + use<> {
    let (title, text, go) = match (offer.telephone, offer.occasion) {
        (true, _) => (t!(l, "survey-ask-telephone"), t!(l, "survey-ask-telephone-text"), t!(l, "survey-ask-telephone-go")),
        (false, Occasion::Case) => (t!(l, "survey-ask-case"), t!(l, "survey-ask-text"), t!(l, "survey-ask-go")),
        (false, Occasion::Change) => (t!(l, "survey-ask-change"), t!(l, "survey-ask-text"), t!(l, "survey-ask-go")),
        (false, Occasion::Flight | Occasion::Quarter) => (t!(l, "survey-ask-flight"), t!(l, "survey-ask-text"), t!(l, "survey-ask-go")),
    };
    view! {
        <form class="stack stack--s section" method="post" action="/surveys">
            <input type="hidden" name=field value=value/>
            <h2>{title}</h2>
            <p class="quiet">{text}</p>
            <div><Button>{go}</Button></div>
        </form>
    }
}
