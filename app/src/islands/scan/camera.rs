//! The browser's half of reading a tag.

use crate::islands::browser::later;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::{RwSignal, Set};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, EventTarget, HtmlInputElement};

/// The barcode of bag tags (IATA Resolution 740), as browsers call it.
const KIND: &str = "itf";
/// Digits on a tag.
const DIGITS: usize = 10;
/// Milliseconds between two looks.
const PAUSE: i32 = 200;

// not in web-sys: no standard of every browser, which is why it is asked for first
#[wasm_bindgen]
extern "C" {
    type BarcodeDetector;
    #[wasm_bindgen(constructor, catch)]
    fn new(options: &JsValue) -> Result<BarcodeDetector, JsValue>;
    #[wasm_bindgen(static_method_of = BarcodeDetector, js_name = getSupportedFormats, catch)]
    fn formats() -> Result<Promise, JsValue>;
    #[wasm_bindgen(method)]
    fn detect(this: &BarcodeDetector, source: &JsValue) -> Promise;

    type Devices;
    #[wasm_bindgen(method, js_name = getUserMedia, catch)]
    fn camera(this: &Devices, wanted: &JsValue) -> Result<Promise, JsValue>;

    type Stream;
    #[wasm_bindgen(method, js_name = getTracks)]
    fn tracks(this: &Stream) -> Array;

    type Track;
    #[wasm_bindgen(method)]
    fn stop(this: &Track);

    #[wasm_bindgen(extends = Element)]
    type Video;
    #[wasm_bindgen(method, setter, js_name = srcObject)]
    fn show(this: &Video, stream: &JsValue);
    #[wasm_bindgen(method)]
    fn play(this: &Video) -> Promise;
}

/// What it says.
pub(super) struct Words {
    pub(super) aim: String,
    pub(super) refused: String,
    pub(super) read: String,
}

/// Where it says it.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) said: RwSignal<String>,
    pub(super) can: RwSignal<bool>,
    pub(super) runs: RwSignal<bool>,
}

/// The page's camera.
struct Camera {
    words: Words,
    shown: Shown,
    video: Video,
    field: String,
    stream: RefCell<Option<Stream>>,
    /// Counted up whenever it goes on or off: what was asked for before then is not wanted any more.
    turn: Cell<u32>,
}

/// Offers the camera in `place`, if there is one and the browser reads tags.
pub(super) fn follow(place: &Element, field: String, words: Words, shown: Shown) {
    let Some(video) = place.query_selector("video").ok().flatten() else { return };
    let camera = Rc::new(Camera { words, shown, video: video.unchecked_into(), field, stream: RefCell::new(None), turn: Cell::new(0) });
    for (name, begins) in [("[data-scan]", true), ("[data-stop]", false)] {
        if let Some(button) = place.query_selector(name).ok().flatten() {
            let camera = Rc::clone(&camera);
            on(&button, "click", move || if begins { spawn_local(run(Rc::clone(&camera))) } else { camera.off("") });
        }
    }
    // nobody is filmed by a page they have left
    if let Some(window) = web_sys::window() {
        on(&window, "pagehide", move || camera.off(""));
    }
    spawn_local(async move { shown.can.set(devices().is_some() && reads().await) });
}

fn on(target: &EventTarget, event: &str, task: impl Fn() + 'static) {
    let task = Closure::<dyn Fn()>::new(task);
    let _ = target.add_event_listener_with_callback(event, task.as_ref().unchecked_ref());
    task.forget();
}

fn devices() -> Option<Devices> {
    let devices = Reflect::get(&web_sys::window()?.navigator(), &"mediaDevices".into()).ok()?;
    (!devices.is_undefined()).then(|| devices.unchecked_into())
}

async fn reads() -> bool {
    let Ok(formats) = BarcodeDetector::formats() else { return false };
    JsFuture::from(formats).await.is_ok_and(|formats| Array::from(&formats).includes(&KIND.into(), 0))
}

/// Asks for the camera and looks until a tag is read or it is stopped.
async fn run(camera: Rc<Camera>) {
    camera.off("");
    let turn = camera.turn.get();
    camera.shown.runs.set(true);
    let (detector, stream) = (detector(), open().await);
    if camera.turn.get() != turn {
        // stopped, or begun anew, while the browser asked whether it may
        if let Ok(stream) = stream {
            stop(&stream.unchecked_into());
        }
        return;
    }
    let (Ok(detector), Ok(stream)) = (detector, stream) else {
        camera.off(&camera.words.refused);
        return;
    };
    camera.video.show(&stream);
    *camera.stream.borrow_mut() = Some(stream.unchecked_into());
    camera.shown.said.set(camera.words.aim.clone());
    let _ = JsFuture::from(camera.video.play()).await;
    while camera.turn.get() == turn {
        if let Some(tag) = look(&detector, &camera.video).await
            && camera.turn.get() == turn
        {
            camera.off(&camera.words.read);
            camera.fill(&tag);
            return;
        }
        pause().await;
    }
}

fn detector() -> Result<BarcodeDetector, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&KIND.into()))?;
    BarcodeDetector::new(&options)
}

/// The camera at the back, where there are two.
async fn open() -> Result<JsValue, JsValue> {
    let (wanted, which) = (Object::new(), Object::new());
    Reflect::set(&which, &"facingMode".into(), &"environment".into())?;
    Reflect::set(&wanted, &"video".into(), &which)?;
    JsFuture::from(devices().ok_or(JsValue::NULL)?.camera(&wanted)?).await
}

/// The first barcode in sight that is a tag's.
async fn look(detector: &BarcodeDetector, video: &Video) -> Option<String> {
    let seen = JsFuture::from(detector.detect(video)).await.ok()?;
    let codes = Array::from(&seen);
    let codes = codes.iter().filter_map(|code| Reflect::get(&code, &"rawValue".into()).ok()?.as_string());
    let mut tags = codes.filter(|code| code.len() == DIGITS && code.bytes().all(|digit| digit.is_ascii_digit()));
    tags.next()
}

async fn pause() {
    let waits = Promise::new(&mut |done, _| {
        later(PAUSE, move || {
            let _ = done.call0(&JsValue::NULL);
        });
    });
    let _ = JsFuture::from(waits).await;
}

fn stop(stream: &Stream) {
    stream.tracks().iter().for_each(|track| track.unchecked_into::<Track>().stop());
}

impl Camera {
    /// The camera is off, its light too.
    fn off(&self, said: &str) {
        self.turn.set(self.turn.get().wrapping_add(1));
        if let Some(stream) = self.stream.borrow_mut().take() {
            stop(&stream);
            self.video.show(&JsValue::NULL);
        }
        self.shown.said.set(said.to_owned());
        self.shown.runs.set(false);
    }

    fn fill(&self, tag: &str) {
        let field = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(&self.field));
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value(tag);
            let _ = field.focus();
        }
    }
}
