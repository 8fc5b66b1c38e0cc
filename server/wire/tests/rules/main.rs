//! Rule files: the shipped examples, other published shapes, and what is told of bad ones. Amounts are computed by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod bad;
mod documented;
mod examples;
mod hostile;
mod schema;
mod shapes;

use domain::fare::{Ask, Booking, Decision, Failed, Request, decide};
use serde_json::Value;
use std::path::PathBuf;
use wire::rules::{Rules, Written, read};

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The rule files of these names.
fn rules(names: &[&str]) -> Rules {
    let written = |name: &&str| Written { name: (*name).to_owned(), text: std::fs::read_to_string(folder(name)).unwrap() };
    let written: Vec<_> = names.iter().map(written).collect();
    read(&written).unwrap_or_else(|bad| panic!("{}", bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

/// What `check` says, a line each.
fn findings(rules: &Rules) -> Vec<String> {
    rules.check().iter().map(ToString::to_string).collect()
}

/// A booking of the examples, as JSON to be changed.
fn booked(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder(&format!("../rules/bookings/{name}.json"))).unwrap()).unwrap()
}

fn ask(rules: &Rules, booking: &Value, request: &Request) -> Result<Decision, Failed> {
    let booking: Booking = serde_json::from_value(booking.clone()).unwrap();
    decide(&rules.book, None, Ask { booking: &booking, request, offer: None })
}

fn request(action: &str, at: &str) -> Request {
    Request::new(action, at.parse().unwrap())
}

/// `refund voucher to_pay` by currency.
fn totals(decision: &Decision) -> String {
    let all = decision
        .totals
        .iter()
        .map(|total| format!("{} {} {}", total.refund.normalize(), total.voucher.normalize(), total.to_pay.normalize()));
    all.collect::<Vec<_>>().join("; ")
}

fn total(rules: &Rules, booking: &Value, action: &str, at: &str) -> String {
    ask(rules, booking, &request(action, at)).map_or_else(|failed| failed.to_string(), |decision| totals(&decision))
}
