//! What every island needs of the browser.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Headers, RequestInit, Response, SupportedType, UrlSearchParams};

/// The event a form gets when the server has kept what was typed into it.
pub(super) const KEPT: &str = "kept";

/// Runs `task` after so many milliseconds.
pub(super) fn later(milliseconds: i32, task: impl FnOnce() + 'static) {
    let task = Closure::once_into_js(task);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(task.unchecked_ref(), milliseconds);
    }
}

/// The page at an address of ours, not as a new look at it.
pub(super) async fn page_at(address: &str) -> Result<Document, JsValue> {
    page_of(address, None).await
}

/// The same, or where a form is sent the page that answers, whatever it says of it.
pub(super) async fn page_of(address: &str, form: Option<UrlSearchParams>) -> Result<Document, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let headers = Headers::new()?;
    headers.set("x-live", "1")?;
    let init = RequestInit::new();
    init.set_headers(&headers);
    let sent = form.is_some();
    if let Some(form) = form {
        init.set_method("POST");
        init.set_body(&form);
    }
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(address, &init)).await?.dyn_into()?;
    if !response.ok() && !sent {
        return Err(JsValue::from_f64(response.status().into()));
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)
}
