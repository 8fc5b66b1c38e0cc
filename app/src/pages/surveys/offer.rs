//! "How was your flight?", on the page of what it is about.

use crate::{
    ui::button::Button,
    words::{Lang, t},
};
use desk::surveys::Offer;
use domain::survey::Occasion;
use leptos::prelude::*;

/// The buttons that lead to the questions, if there are any; `field` and `value` say what they are about.
pub fn asked(l: Lang, offers: &[Offer], field: &'static str, value: String) -> Option<AnyView> {
    let first = offers.first()?;
    let (title, text) = if first.telephone {
        (t!(l, "survey-ask-telephone"), t!(l, "survey-ask-telephone-text"))
    } else {
        let title = match first.occasion {
            Occasion::Case => t!(l, "survey-ask-case"),
            Occasion::Change => t!(l, "survey-ask-change"),
            Occasion::Flight | Occasion::Quarter => t!(l, "survey-ask-flight"),
        };
        (title, t!(l, "survey-ask-text"))
    };
    let go = |offer: &Offer| {
        let words = match (offer.telephone, offer.occasion) {
            (false, _) => t!(l, "survey-ask-go"),
            (true, Occasion::Case) => t!(l, "survey-ask-telephone-go"),
            (true, Occasion::Flight) => t!(l, "survey-ask-telephone-flight"),
            (true, Occasion::Change) => t!(l, "survey-ask-telephone-change"),
            (true, Occasion::Quarter) => t!(l, "survey-ask-telephone-quarter"),
        };
        view! { <Button name="occasion".to_owned() value=offer.occasion.as_str().to_owned()>{words}</Button> }
    };
    let buttons = offers.iter().map(go).collect_view();
    Some(
        view! {
            <form class="stack stack--s section" method="post" action="/surveys">
                <input type="hidden" name=field value=value/>
                <h2>{title}</h2>
                <p class="quiet">{text}</p>
                <div class="buttons">{buttons}</div>
            </form>
        }
        .into_any(),
    )
}
