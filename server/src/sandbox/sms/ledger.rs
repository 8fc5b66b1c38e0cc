//! What the sandbox got, and the numbers it misbehaves for.

use serde::Serialize;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What a number is made for, by its last three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// …422: there is no such number.
    Unknown,
    /// …429: too fast, the first time.
    TooFast,
    /// …503: broken, the first time.
    Broken,
    /// …504: takes it and does not say so, the first time.
    Silent,
    /// …550: takes it; the telephone never gets it.
    Lost,
    /// …202: every receipt twice.
    Twice,
    /// …208: the receipt comes late.
    Late,
}

impl Fault {
    /// What this number is made for.
    pub fn of(number: &str) -> Option<Self> {
        [
            ("422", Self::Unknown),
            ("429", Self::TooFast),
            ("503", Self::Broken),
            ("504", Self::Silent),
            ("550", Self::Lost),
            ("202", Self::Twice),
            ("208", Self::Late),
        ]
        .into_iter()
        .find_map(|(ending, fault)| number.ends_with(ending).then_some(fault))
    }
}

/// A text it took.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its name here.
    pub id: String,
    /// What made it one.
    pub key: String,
    /// Sender.
    pub from: String,
    /// Number.
    pub to: String,
    /// Words.
    pub text: String,
    /// How it would be written on the air.
    pub encoding: String,
    /// In how many messages.
    pub segments: usize,
}

/// Everything it got, oldest first, and how often it was asked for each.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<(Vec<Entry>, HashMap<String, u32>)>);

impl Ledger {
    fn open(&self) -> MutexGuard<'_, (Vec<Entry>, HashMap<String, u32>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts the attempts under a key; the first is 1.
    pub fn attempt(&self, key: &str) -> u32 {
        let mut ledger = self.open();
        let count = ledger.1.entry(key.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// Keeps a text, once for its key; answers with its name and whether it is new.
    pub fn keep(&self, mut entry: Entry) -> (String, bool) {
        let mut ledger = self.open();
        if let Some(known) = ledger.0.iter().find(|known| known.key == entry.key) {
            return (known.id.clone(), false);
        }
        entry.id = format!("sms-{}", ledger.0.len() + 1);
        let id = entry.id.clone();
        ledger.0.push(entry);
        (id, true)
    }

    /// A name nothing has yet.
    pub fn next_name(&self) -> String {
        let mut ledger = self.open();
        let count = ledger.1.entry(String::new()).or_default();
        *count += 1;
        format!("answer-{count}")
    }

    /// Everything, newest first.
    pub fn entries(&self) -> Vec<Entry> {
        self.open().0.iter().rev().cloned().collect()
    }
}

/// The page.
pub fn page(entries: &[Entry]) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let rows: String = entries
        .iter()
        .map(|entry| {
            let (to, text) = (escape(&entry.to), escape(&entry.text));
            format!("<tr><td>{}<td>{to}<td>{} × {}<td>{text}\n", escape(&entry.id), entry.segments, escape(&entry.encoding))
        })
        .collect();
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Text messages</title>\
         <style>body{{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}}td,th{{padding:.5rem;text-align:start;vertical-align:top;\
         border-top:1px solid;overflow-wrap:anywhere}}table{{border-collapse:collapse;width:100%}}</style>\
         <h1>Text messages</h1><p>{} taken; none was sent. Numbers ending in 422, 429, 503, 504, 550, 202 and 208 are made to go wrong.</p>\
         <table><thead><tr><th>Name<th>To<th>Messages<th>Words<tbody>\n{rows}</table>",
        entries.len()
    )
}
