//! Airline messages: our own with the dirt of real ones, what others published, and what nobody would send.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod own;
mod random;
mod samples;
mod speed;

use jiff::civil::Date;
use serde_json::Value;
use wire::{
    decode::{Document, Format, decode},
    fault::{Fault, Reading},
};

pub type Read = Result<Reading<Document>, Fault>;

pub fn json(document: &Reading<Document>) -> Value {
    serde_json::to_value(document).unwrap()
}

/// What was read is written as it came, and read from there is the same.
pub fn round_trips(name: &str, bytes: &[u8], format: Option<Format>, context: Date) {
    let format = Some(format.unwrap_or_else(|| Format::guess(&wire::typeb::text(bytes))));
    for read in decode(bytes, format, context).into_iter().flatten() {
        let written = read.value.write();
        let again = decode(written.as_bytes(), format, context);
        let [Ok(again)] = again.as_slice() else { panic!("{name}: {written:?} is read as {again:?}") };
        assert_eq!(again.value.write(), written, "{name}");
    }
}
