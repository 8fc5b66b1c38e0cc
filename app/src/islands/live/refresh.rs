//! Fetching the page one is on again, and putting in what is new.

use crate::islands::browser::{later, page_at};
use js_sys::Reflect;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element};

/// How often the page was asked for, and which of these answers it shows.
static ASKED: AtomicU32 = AtomicU32::new(0);
static SHOWN: AtomicU32 = AtomicU32::new(0);

/// Fetches this address again and puts in its live parts; tries again every two seconds while the line is bad.
pub(super) fn page(came: impl Fn() + 'static) {
    let turn = ASKED.fetch_add(1, Relaxed) + 1;
    spawn_local(async move {
        match again().await {
            Ok(fresh) => {
                // of two on their way at once, the one asked for first may come last
                if SHOWN.fetch_max(turn, Relaxed) < turn {
                    put_in(&fresh);
                }
                came();
            }
            Err(_) => later(2_000, move || page(came)),
        }
    });
}

/// Fetches the parts at an address and puts them in; missed ones come with the next beat.
pub(super) fn parts(address: String) {
    spawn_local(async move {
        if let Ok(fresh) = page_at(&address).await {
            put_in(&fresh);
        }
    });
}

async fn again() -> Result<Document, JsValue> {
    let location = web_sys::window().ok_or(JsValue::NULL)?.location();
    page_at(&(location.pathname()? + &location.search()?)).await
}

fn put_in(fresh: &Document) {
    let Some(shown) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(parts) = shown.query_selector_all("[data-live][id]") else { return };
    for index in 0..parts.length() {
        let Some(old) = parts.item(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let Some(new) = fresh.get_element_by_id(&old.id()) else { continue };
        let how = old.get_attribute("data-live");
        if how.as_deref() == Some("append") {
            append(&shown, &old, &new);
        } else if how.as_deref() == Some("unwritten") && is_written_in(&old) {
            // what somebody has begun to write was not written against what comes now
        } else if old.inner_html() != new.inner_html() {
            old.set_inner_html(&new.inner_html());
            // it was only waiting to be filled: what is typed into it now is left alone
            if !new.has_attribute("data-live") {
                let _ = old.remove_attribute("data-live");
            }
        }
    }
}

/// Whether words stand in the form around it.
fn is_written_in(part: &Element) -> bool {
    let form = part.closest("form").ok().flatten();
    form.is_some_and(|form| form.query_selector("textarea:not(:placeholder-shown)").is_ok_and(|words| words.is_some()))
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
