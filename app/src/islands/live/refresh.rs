//! Fetching the page one is on again, and putting in what is new.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, DomParser, Element, Headers, RequestInit, Response, SupportedType};

/// Runs `task` after so many milliseconds.
pub(super) fn later(milliseconds: i32, task: impl FnOnce() + 'static) {
    let task = Closure::once_into_js(task);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(task.unchecked_ref(), milliseconds);
    }
}

/// Fetches this address again and puts in its live parts; tries again every two seconds while the line is bad.
pub(super) fn page(came: impl Fn() + 'static) {
    spawn_local(async move {
        match again().await {
            Ok(fresh) => {
                put_in(&fresh);
                came();
            }
            Err(_) => later(2_000, move || page(came)),
        }
    });
}

async fn again() -> Result<Document, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let headers = Headers::new()?;
    headers.set("x-live", "1")?;
    let init = RequestInit::new();
    init.set_headers(&headers);
    let address = window.location().pathname()? + &window.location().search()?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(&address, &init)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_f64(response.status().into()));
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)
}

fn put_in(fresh: &Document) {
    let Some(shown) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(parts) = shown.query_selector_all("[data-live][id]") else { return };
    for index in 0..parts.length() {
        let Some(old) = parts.item(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let Some(new) = fresh.get_element_by_id(&old.id()) else { continue };
        if old.get_attribute("data-live").as_deref() == Some("append") {
            append(&shown, &old, &new);
        } else if old.inner_html() != new.inner_html() {
            old.set_inner_html(&new.inner_html());
        }
    }
}

/// Children with new ids go to the end; they carry `data-new`, by which they slide in once.
fn append(shown: &Document, old: &Element, new: &Element) {
    let children = new.children();
    let mut news = Vec::new();
    for index in 0..children.length() {
        if let Some(child) = children.item(index).filter(|child| shown.get_element_by_id(&child.id()).is_none()) {
            news.push(child);
        }
    }
    for child in news {
        let _ = child.set_attribute("data-new", "");
        // append adopts the node into this document
        let _ = Reflect::get(old, &"append".into())
            .and_then(|append| append.dyn_into::<js_sys::Function>())
            .and_then(|append| append.call1(old, &child));
    }
}
