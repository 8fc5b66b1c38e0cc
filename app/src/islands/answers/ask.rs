//! The browser's half of answering while somebody types.

use crate::islands::browser::{KEPT, later, page_of};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, FormData, HtmlFormElement, HtmlInputElement, UrlSearchParams};

/// Milliseconds without a keystroke before anything is asked.
const PAUSE: i32 = 200;

/// Follows the search box of the form around `inside`, or what the form has kept for the page at `kept`, or with `look` the whole form.
pub(super) fn follow(inside: &Element, part: String, kept: String, look: bool) {
    let Some(form) = inside.closest("form").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
    let (turn, part, kept) = (Rc::new(Cell::new(0_u32)), Rc::new(part), Rc::new(kept));
    let (event, pause) = if kept.is_empty() { ("input", PAUSE) } else { (KEPT, 0) };
    let typing = form.clone();
    let typed = Closure::<dyn Fn(Event)>::new(move |_: Event| {
        let this = turn.get().wrapping_add(1);
        turn.set(this);
        let (turn, form, part, kept) = (Rc::clone(&turn), typing.clone(), Rc::clone(&part), Rc::clone(&kept));
        later(pause, move || {
            if turn.get() == this {
                let body = if look { all_of(&form) } else { None };
                let address = if look {
                    form.get_attribute("action")
                } else if kept.is_empty() {
                    search(&form)
                } else {
                    Some((*kept).clone())
                };
                let Some(address) = address else { return };
                spawn_local(async move { answer(&address, body, &part, || turn.get() == this).await });
            }
        });
    });
    let _ = form.add_event_listener_with_callback(event, typed.as_ref().unchecked_ref());
    typed.forget();
    // what was typed before this was here is looked at, too
    if let (true, Ok(early)) = (look, Event::new(event)) {
        let _ = form.dispatch_event(&early);
    }
}

/// Where the search form leads with what stands in it now.
fn search(form: &HtmlFormElement) -> Option<String> {
    let field = form.query_selector("input[type=search]").ok().flatten()?.dyn_into::<HtmlInputElement>().ok()?;
    let asked = String::from(js_sys::encode_uri_component(&field.value()));
    let action = form.get_attribute("action").unwrap_or_default();
    Some(format!("{action}?{}={asked}", field.name()))
}

/// Everything the form would send, for the button that keeps nothing.
fn all_of(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let all = UrlSearchParams::new_with_str_sequence_sequence(FormData::new_with_form(form).ok()?.as_ref()).ok()?;
    all.append("act", "look");
    Some(all)
}

/// Asks, and puts the answer in unless something else has been typed meanwhile. A bad line changes nothing: the button still works.
async fn answer(address: &str, body: Option<UrlSearchParams>, part: &str, still_wanted: impl Fn() -> bool) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(fresh) = page_of(address, body).await else { return };
    if let (true, Some(shown), Some(new)) = (still_wanted(), document.get_element_by_id(part), fresh.get_element_by_id(part)) {
        let new = new.inner_html();
        // the same again is not read out again
        if shown.inner_html() != new {
            shown.set_inner_html(&new);
        }
    }
}
