//! The browser's half of keeping a draft.

use crate::islands::browser::{KEPT, later};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, RequestInit, Storage, UrlSearchParams};

/// Milliseconds without a keystroke before the server is told.
const PAUSE: i32 = 800;

/// What people fill in; never a password or a code.
const FIELDS: &str = "textarea[name],input[name]:is([type=text],[type=email],[type=date],[type=search],[type=tel],[type=radio]):not([name=code],[autocomplete=one-time-code])";

/// Keeps what is filled into the form around `inside`; `kept` runs each time the server has it. Of a form that `returned`,
/// the tab keeps it until the form is sent.
pub(super) fn keep(inside: &Element, key: String, returned: bool, kept: impl Fn() + 'static) {
    let Some(form) = inside.closest("form").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
    // the questions of one draft are pages of their own
    let step = form.query_selector("[name=step]").ok().flatten().and_then(|step| step.get_attribute("value"));
    let place: Rc<str> = format!("{key} {}", step.unwrap_or_default()).into();
    restore(&form, &place);
    let (turn, kept) = (Rc::new(Cell::new(0_u32)), Rc::new(kept));
    let (typing, here, ended) = (form.clone(), Rc::clone(&place), Rc::clone(&turn));
    let typed = Closure::<dyn Fn(Event)>::new(move |_: Event| {
        remember(&typing, &here);
        let this = turn.get().wrapping_add(1);
        turn.set(this);
        let (latest, kept, form, name, place) = (Rc::clone(&turn), Rc::clone(&kept), typing.clone(), key.clone(), Rc::clone(&here));
        later(PAUSE, move || {
            if latest.get() == this {
                let told = form.clone();
                tell_server(&form, &name, move || {
                    // the server has the newest words: from here on its page shows them
                    if latest.get() == this && !returned {
                        forget(&place);
                    }
                    kept();
                    if let Ok(event) = Event::new(KEPT) {
                        let _ = told.dispatch_event(&event);
                    }
                });
            }
        });
    });
    let _ = form.add_event_listener_with_callback("input", typed.as_ref().unchecked_ref());
    typed.forget();
    // what was typed before this was here, on a line that is slow, is kept as well
    if fields(&form).iter().any(|field| !field.untouched())
        && let Ok(input) = Event::new("input")
    {
        let _ = form.dispatch_event(&input);
    }
    // what the server refuses it hands back itself; what never reaches it is still in the page
    let sent = Closure::<dyn Fn()>::new(move || {
        // nor is it kept any more: a draft that arrives after its message would stand there again
        ended.set(ended.get().wrapping_add(1));
        forget(&place);
    });
    let _ = form.add_event_listener_with_callback("submit", sent.as_ref().unchecked_ref());
    sent.forget();
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn forget(place: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(place);
    }
}

/// A field that is filled in by typing, or by pointing.
enum Field {
    Area(HtmlTextAreaElement),
    Line(HtmlInputElement),
    Radio(HtmlInputElement),
}

impl Field {
    fn name(&self) -> String {
        match self {
            Self::Area(area) => area.name(),
            Self::Line(input) | Self::Radio(input) => input.name(),
        }
    }

    /// What is sent for it; a radio that is not chosen sends nothing.
    fn value(&self) -> Option<String> {
        match self {
            Self::Area(area) => Some(area.value()),
            Self::Line(input) => Some(input.value()),
            Self::Radio(input) => input.checked().then(|| input.value()),
        }
    }

    /// As the server's page had it.
    fn untouched(&self) -> bool {
        match self {
            Self::Area(area) => area.default_value().is_ok_and(|page| page == area.value()),
            Self::Line(input) => input.value() == input.default_value(),
            Self::Radio(input) => input.checked() == input.default_checked(),
        }
    }

    fn set(&self, value: &str) {
        match self {
            Self::Area(area) => area.set_value(value),
            Self::Line(input) => input.set_value(value),
            Self::Radio(input) => input.set_checked(input.value() == value),
        }
    }
}

fn fields(form: &HtmlFormElement) -> Vec<Field> {
    let Ok(found) = form.query_selector_all(FIELDS) else { return Vec::new() };
    let field = |index| {
        let element = found.item(index)?;
        Some(match element.dyn_into::<HtmlTextAreaElement>() {
            Ok(area) => Field::Area(area),
            Err(element) => {
                let input = element.dyn_into::<HtmlInputElement>().ok()?;
                if input.type_() == "radio" { Field::Radio(input) } else { Field::Line(input) }
            }
        })
    };
    (0..found.length()).filter_map(field).collect()
}

/// What this tab remembers has not reached the server: it goes into fields nobody has touched since.
fn restore(form: &HtmlFormElement, place: &str) {
    let Some(text) = storage().and_then(|storage| storage.get_item(place).ok().flatten()) else { return };
    let Ok(remembered) = UrlSearchParams::new_with_str(&text) else { return };
    let fields = fields(form);
    let touched: Vec<String> = fields.iter().filter(|field| !field.untouched()).map(Field::name).collect();
    for field in fields {
        let name = field.name();
        if let Some(value) = remembered.get(&name).filter(|_| !touched.contains(&name)) {
            field.set(&value);
        }
    }
}

fn filled_in(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let params = UrlSearchParams::new().ok()?;
    for field in fields(form) {
        if let Some(value) = field.value() {
            params.append(&field.name(), &value);
        }
    }
    Some(params)
}

fn remember(form: &HtmlFormElement, place: &str) {
    if let (Some(storage), Some(fields)) = (storage(), filled_in(form)) {
        let _ = storage.set_item(place, &String::from(fields.to_string()));
    }
}

fn tell_server(form: &HtmlFormElement, key: &str, kept: impl Fn() + 'static) {
    let (Some(window), Some(fields)) = (web_sys::window(), filled_in(form)) else { return };
    fields.append("key", key);
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
