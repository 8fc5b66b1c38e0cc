#![no_main]
#[path = "../round_trip.rs"]
mod round_trip;

use libfuzzer_sys::fuzz_target;
use wire::decode::Format;

fuzz_target!(|bytes: &[u8]| round_trip::round_trip(bytes, Some(Format::Telegram(None))));
