//! The browser's half of keeping a draft.

use crate::islands::browser::later;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, HtmlFormElement, HtmlTextAreaElement, RequestInit, Storage, UrlSearchParams};

/// Milliseconds without a keystroke before the server is told.
const PAUSE: i32 = 800;

/// Keeps the textareas of the form around `inside`; `kept` runs each time the server has them.
pub(super) fn keep(inside: &Element, key: String, kept: impl Fn() + 'static) {
    let Some(form) = inside.closest("form").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
    restore(&form, &key);
    let (turn, kept) = (Rc::new(Cell::new(0_u32)), Rc::new(kept));
    let typing = form.clone();
    let name = key.clone();
    let typed = Closure::<dyn Fn(Event)>::new(move |_: Event| {
        remember(&typing, &name);
        let this = turn.get().wrapping_add(1);
        turn.set(this);
        let (turn, kept, form, name) = (Rc::clone(&turn), Rc::clone(&kept), typing.clone(), name.clone());
        later(PAUSE, move || {
            if turn.get() == this {
                tell_server(&form, name, kept);
            }
        });
    });
    let _ = form.add_event_listener_with_callback("input", typed.as_ref().unchecked_ref());
    typed.forget();
    let sent = Closure::<dyn Fn()>::new(move || {
        // what the server refuses it hands back itself; what never reaches it is still in the page
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&key);
        }
    });
    let _ = form.add_event_listener_with_callback("submit", sent.as_ref().unchecked_ref());
    sent.forget();
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn areas(form: &HtmlFormElement) -> Vec<HtmlTextAreaElement> {
    let Ok(found) = form.query_selector_all("textarea[name]") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// What this tab remembers goes into areas that came empty: the server's own copy is newer otherwise.
fn restore(form: &HtmlFormElement, key: &str) {
    let Some(text) = storage().and_then(|storage| storage.get_item(key).ok().flatten()) else { return };
    let Ok(fields) = UrlSearchParams::new_with_str(&text) else { return };
    for area in areas(form) {
        if let Some(value) = fields.get(&area.name()).filter(|_| area.value().is_empty()) {
            area.set_value(&value);
        }
    }
}

fn fields(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let fields = UrlSearchParams::new().ok()?;
    for area in areas(form) {
        fields.append(&area.name(), &area.value());
    }
    Some(fields)
}

fn remember(form: &HtmlFormElement, key: &str) {
    if let (Some(storage), Some(fields)) = (storage(), fields(form)) {
        let _ = storage.set_item(key, &String::from(fields.to_string()));
    }
}

fn tell_server(form: &HtmlFormElement, key: String, kept: Rc<impl Fn() + 'static>) {
    let (Some(window), Some(fields)) = (web_sys::window(), fields(form)) else { return };
    fields.append("key", &key);
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&fields);
    spawn_local(async move {
        let answer = JsFuture::from(window.fetch_with_str_and_init("/drafts", &init)).await;
        let taken = answer.ok().and_then(|answer| answer.dyn_into::<web_sys::Response>().ok()).is_some_and(|answer| answer.ok());
        if taken {
            kept();
        }
    });
}
