//! The browser's half of answering while somebody types.

use crate::islands::browser::{later, page_at};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement};

/// Milliseconds without a keystroke before anything is asked.
const PAUSE: i32 = 200;

/// Follows the search box of the form around `inside`.
pub(super) fn follow(inside: &Element, part: String) {
    let Some(form) = inside.closest("form").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
    let (turn, part) = (Rc::new(Cell::new(0_u32)), Rc::new(part));
    let typing = form.clone();
    let typed = Closure::<dyn Fn(Event)>::new(move |_: Event| {
        let this = turn.get().wrapping_add(1);
        turn.set(this);
        let (turn, form, part) = (Rc::clone(&turn), typing.clone(), Rc::clone(&part));
        later(PAUSE, move || {
            if turn.get() == this {
                spawn_local(async move { answer(&form, &part, || turn.get() == this).await });
            }
        });
    });
    let _ = form.add_event_listener_with_callback("input", typed.as_ref().unchecked_ref());
    typed.forget();
}

/// Asks, and puts the answer in unless something else has been typed meanwhile. A bad line changes nothing: the button still works.
async fn answer(form: &HtmlFormElement, part: &str, still_wanted: impl Fn() -> bool) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(field) = form.query_selector("input[type=search]").ok().flatten().and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    let asked = String::from(js_sys::encode_uri_component(&field.value()));
    let action = form.get_attribute("action").unwrap_or_default();
    let Ok(fresh) = page_at(&format!("{action}?{}={asked}", field.name())).await else { return };
    if let (true, Some(shown), Some(new)) = (still_wanted(), document.get_element_by_id(part), fresh.get_element_by_id(part)) {
        shown.set_inner_html(&new.inner_html());
    }
}
