//! One `EventSource` a browser: whichever tab holds the lock keeps it and passes the news on.

use super::refresh;
use crate::islands::browser::later;
use js_sys::{Array, Function, Promise, Reflect};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, EventSource, MessageEvent};

const NAME: &str = "landside-live";
/// Milliseconds between two signs that a page is open.
const BEAT: i32 = 30_000;

/// The stream as this tab knows it.
struct Share {
    channel: Option<BroadcastChannel>,
    /// `case:LS-…`, of every tab that said so
    topics: RefCell<BTreeSet<String>>,
    source: RefCell<Option<EventSource>>,
    leads: Cell<bool>,
    mine: String,
    shown: Cell<i64>,
    /// Where what stands beside it is
    beside: Option<String>,
    shown_beside: Cell<i64>,
    came: Box<dyn Fn()>,
}

/// Watches one topic in this tab from `version` on.
pub(super) fn watch(topic: String, version: i64, beside: Option<String>, came: impl Fn() + 'static) {
    let share = Rc::new(Share {
        channel: BroadcastChannel::new(NAME).ok(),
        topics: RefCell::new(BTreeSet::from([topic.clone()])),
        source: RefCell::new(None),
        leads: Cell::new(false),
        mine: topic,
        shown: Cell::new(version),
        beside,
        shown_beside: Cell::new(0),
        came: Box::new(came),
    });
    listen_to_tabs(&share);
    share.say(&format!("want {}", share.mine));
    take_the_lock(&share);
    beat(&share);
}

/// Says that this page is open, and hears who else's is, for as long as somebody looks at it.
fn beat(share: &Rc<Share>) {
    let Some(address) = &share.beside else { return };
    if web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden()) {
        refresh::parts(address.clone());
    }
    let share = Rc::clone(share);
    later(BEAT, move || beat(&share));
}

impl Share {
    /// To the other tabs.
    fn say(&self, text: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }

    /// News for every tab: `LS-7K3M-9Q2F 17`.
    fn hear(self: &Rc<Self>, news: &str) {
        let Some((name, version)) = news.rsplit_once(' ') else { return };
        let Ok(version) = version.parse::<i64>() else { return };
        let mine = self.mine.split_once(':').map_or("", |(_, mine)| mine);
        if let (Some(address), true) = (&self.beside, name.strip_prefix("beside/") == Some(mine)) {
            if version > self.shown_beside.replace(version) {
                refresh::parts(address.clone());
            }
        } else if name == mine && version > self.shown.get() {
            self.shown.set(version);
            let share = Rc::clone(self);
            refresh::page(move || (share.came)());
        }
    }

    /// Opens the stream anew with every topic known by now.
    fn open(self: &Rc<Self>) {
        if !self.leads.get() {
            return;
        }
        if let Some(old) = self.source.borrow_mut().take() {
            old.close();
        }
        let query: Vec<String> = self
            .topics
            .borrow()
            .iter()
            .filter_map(|topic| topic.split_once(':'))
            .map(|(kind, name)| format!("{kind}={}", String::from(js_sys::encode_uri_component(name))))
            .collect();
        let Ok(source) = EventSource::new(&format!("/live?{}", query.join("&"))) else { return };
        let share = Rc::clone(self);
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(news) = event.data().as_string() {
                share.say(&format!("news {news}"));
                share.hear(&news);
            }
        });
        source.set_onmessage(Some(message.as_ref().unchecked_ref()));
        message.forget();
        let share = Rc::clone(self);
        // the browser reconnects by itself unless the answer was no stream at all: then again in five seconds
        let failed = Closure::<dyn Fn()>::new(move || {
            let closed = share.source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::CLOSED);
            if closed {
                let share = Rc::clone(&share);
                later(5_000, move || share.open());
            }
        });
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        failed.forget();
        *self.source.borrow_mut() = Some(source);
    }
}

fn listen_to_tabs(share: &Rc<Share>) {
    let Some(channel) = &share.channel else { return };
    let share = Rc::clone(share);
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(text) = event.data().as_string() else { return };
        match text.split_once(' ') {
            Some(("want", topic)) => {
                let new = share.topics.borrow_mut().insert(topic.to_owned());
                if share.leads.get() && (new || topic != share.mine) {
                    // a tab that just opened may have missed news already told: the stream tells all versions on opening
                    share.open();
                }
            }
            Some(("news", news)) => share.hear(news),
            Some(("who", _)) => share.say(&format!("want {}", share.mine)),
            _ => {}
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

/// Leads once the lock is ours, which is when the tab that held it closes. Where there are no locks every tab leads itself.
fn take_the_lock(share: &Rc<Share>) {
    let leading = Rc::clone(share);
    let lead = Closure::<dyn Fn() -> Promise>::new(move || {
        leading.leads.set(true);
        leading.say("who ?");
        leading.open();
        // held until the tab closes
        Promise::new(&mut |_, _| {})
    });
    let locks = web_sys::window().and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok());
    let request = locks.as_ref().and_then(|locks| Reflect::get(locks, &"request".into()).ok()).and_then(|f| f.dyn_into::<Function>().ok());
    match (locks, request) {
        (Some(locks), Some(request)) if share.channel.is_some() => {
            let _ = Reflect::apply(&request, &locks, &Array::of2(&NAME.into(), lead.as_ref()));
        }
        _ => {
            share.leads.set(true);
            share.open();
        }
    }
    lead.forget();
}
