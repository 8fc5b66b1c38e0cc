//! The browser's half of sending files ahead.

use crate::islands::browser::later;
use leptos::prelude::{RwSignal, Set};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{DomParser, Element, File, FormData, HtmlInputElement, ProgressEvent, SupportedType, XmlHttpRequest};

/// Milliseconds before each further try; the last is repeated.
const PAUSES: [i32; 5] = [1_000, 3_000, 8_000, 15_000, 30_000];
/// A try that has brought nothing back by then is given up.
const PATIENCE: u32 = 300_000;

/// What it says.
pub(super) struct Words {
    pub(super) draft: String,
    pub(super) sending: String,
    pub(super) waiting: String,
    pub(super) lost: String,
}

/// Where it says it.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) said: RwSignal<String>,
    pub(super) done: RwSignal<Option<u32>>,
    pub(super) waits: RwSignal<bool>,
}

/// One form's files on their way.
struct Queue {
    words: Words,
    shown: Shown,
    input: HtmlInputElement,
    files: VecDeque<File>,
    tries: usize,
    /// None of what was chosen together has been answered yet: what is said of earlier files goes with the first answer.
    first: bool,
    /// Counts what has been begun: a pause that ends late finds that somebody was faster.
    turn: u32,
    busy: bool,
}

type Shared = Rc<RefCell<Queue>>;

/// Sends what is chosen in the file field before `place`.
pub(super) fn follow(place: &Element, words: Words, shown: Shown) {
    let around = place.closest(".files").ok().flatten();
    let input = around.and_then(|around| around.query_selector("input[type=file]").ok().flatten());
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else { return };
    let queue = Queue { words, shown, input: input.clone(), files: VecDeque::new(), tries: 0, first: true, turn: 0, busy: false };
    let queue = Rc::new(RefCell::new(queue));
    let chosen = Rc::clone(&queue);
    on(&input, "change", move || {
        let files = chosen.borrow().input.files();
        let files = files.map(|files| (0..files.length()).filter_map(|index| files.item(index)).collect::<VecDeque<File>>());
        if let Some(files) = files {
            let mut queue = chosen.borrow_mut();
            queue.files = files;
            queue.tries = 0;
            queue.first = true;
        }
        next(&chosen);
    });
    // whoever does not want to wait, and a line that has come back
    let now = Rc::clone(&queue);
    if let Some(button) = place.query_selector("[data-again]").ok().flatten() {
        on(&button, "click", move || next(&now));
    }
    if let Some(window) = web_sys::window() {
        on(&window, "online", move || next(&queue));
    }
}

fn on(target: &web_sys::EventTarget, event: &str, task: impl Fn() + 'static) {
    let task = Closure::<dyn Fn()>::new(task);
    let _ = target.add_event_listener_with_callback(event, task.as_ref().unchecked_ref());
    task.forget();
}

/// Sends the first of those that are left; with none left the field is empty again, so that the form does not carry them twice.
fn next(shared: &Shared) {
    let mut queue = shared.borrow_mut();
    if queue.busy {
        return;
    }
    let Some(file) = queue.files.front().cloned() else { return };
    queue.busy = true;
    queue.turn += 1;
    let shown = queue.shown;
    shown.waits.set(false);
    shown.said.set([queue.words.sending.as_str(), " ", &file.name()].concat());
    shown.done.set(Some(0));
    let (Ok(request), Ok(form)) = (XmlHttpRequest::new(), FormData::new()) else { return };
    let _ = form.append_with_str("draft", &queue.words.draft);
    let _ = form.append_with_blob_and_filename("files", &file, &file.name());
    let _ = request.open("POST", "/files");
    request.set_timeout(PATIENCE);
    if let Ok(upload) = request.upload() {
        let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            // whole per cent: to write a fraction down takes more code than all of this
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            shown.done.set(Some((event.loaded() * 100.0 / event.total().max(1.0)) as u32));
        });
        upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        progress.forget();
    }
    let (ended, asked) = (Rc::clone(shared), request.clone());
    on(&request, "loadend", move || end(&ended, &asked));
    let _ = request.send_with_opt_form_data(Some(&form));
}

fn end(shared: &Shared, request: &XmlHttpRequest) {
    let status = request.status().unwrap_or_default();
    {
        let mut queue = shared.borrow_mut();
        queue.busy = false;
        queue.shown.done.set(None);
        // nothing came back, or the server has no time
        if status == 0 || status == 408 || status == 429 || status >= 500 {
            let pause = PAUSES.get(queue.tries).or(PAUSES.last()).copied().unwrap_or_default();
            queue.tries += 1;
            queue.shown.said.set(queue.words.waiting.clone());
            queue.shown.waits.set(true);
            let (turn, again) = (queue.turn, Rc::clone(shared));
            later(pause, move || {
                let waits = again.borrow().turn == turn;
                if waits {
                    next(&again);
                }
            });
            return;
        }
        queue.tries = 0;
        queue.files.pop_front();
        let taken = put_in(&queue.input, request, queue.first);
        queue.first = false;
        queue.shown.said.set(if taken { String::new() } else { queue.words.lost.clone() });
        if taken && queue.files.is_empty() {
            queue.input.set_value("");
        }
    }
    next(shared);
}

/// The list as the server has it now, in the place of the old one. What it says of a file it did not take stays while the
/// others that were chosen with it are sent.
fn put_in(input: &HtmlInputElement, request: &XmlHttpRequest, first: bool) -> bool {
    let page = request.response_text().ok().flatten().unwrap_or_default();
    let fresh = DomParser::new().and_then(|parser| parser.parse_from_string(&page, SupportedType::TextHtml));
    let fresh = fresh.ok().and_then(|fresh| fresh.get_element_by_id("files-now"));
    let old = input.owner_document().and_then(|page| page.get_element_by_id("files-now"));
    let (Some(fresh), Some(old)) = (fresh, old) else { return false };
    let refused = |list: &Element| list.query_selector("#files-error").ok().flatten();
    if let Some(before) = refused(&old).filter(|_| !first) {
        let _ = match refused(&fresh) {
            Some(now) => now.insert_adjacent_html("afterbegin", &before.inner_html()),
            None => fresh.insert_adjacent_html("afterbegin", &before.outer_html()),
        };
    }
    old.set_inner_html(&fresh.inner_html());
    true
}
