//! The browser's half of going through a list.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, KeyboardEvent, NodeList};

/// Follows the keys pressed in the element around `inside`.
pub(super) fn follow(inside: &Element, link: String) {
    // the island's own element stands between the two
    let Some(list) = inside.closest("[tabindex]").ok().flatten() else { return };
    let around = list.clone();
    let pressed = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        let typing = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| target.matches("input, select, textarea").unwrap_or(false));
        if typing || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if event.key() == "/" {
            if let Some(field) = search() {
                event.prevent_default();
                let _ = field.focus();
            }
            return;
        }
        let Ok(links) = around.query_selector_all(&format!(".{link}")) else { return };
        if let Some(next) = place(&event.key(), current(&links), links.length())
            .and_then(|place| links.get(place))
            .and_then(|node| node.dyn_into::<HtmlElement>().ok())
        {
            event.prevent_default();
            let _ = next.focus();
        }
    });
    let _ = list.add_event_listener_with_callback("keydown", pressed.as_ref().unchecked_ref());
    pressed.forget();
}

/// The page's search box.
fn search() -> Option<HtmlElement> {
    web_sys::window()?.document()?.query_selector("main input[type=search]").ok().flatten()?.dyn_into().ok()
}

/// Which of the links has the focus, or is in the row that has it.
fn current(links: &NodeList) -> Option<u32> {
    let focused = web_sys::window()?.document()?.active_element()?;
    let row = focused.closest("tr").ok().flatten()?;
    (0..links.length()).find(|place| links.get(*place).is_some_and(|link| row.contains(Some(&link))))
}

/// Where a key leads from `here` in a list of so many.
fn place(key: &str, here: Option<u32>, count: u32) -> Option<u32> {
    let last = count.checked_sub(1)?;
    match key {
        "j" | "ArrowDown" => Some(here.map_or(0, |here| last.min(here.saturating_add(1)))),
        "k" | "ArrowUp" => Some(here.map_or(0, |here| here.saturating_sub(1))),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}
