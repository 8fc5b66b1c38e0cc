//! The words of papers: certificates, receipts, boarding passes. `wire::paper` prints them.

mod certificate;
mod courier;
mod pass;
mod quarterly;
mod receipt;

pub use certificate::{certificate, certified, facts, reason, sentence};
pub use courier::{courier, window};
pub use pass::pass;
pub use quarterly::{Block, quarterly, quarterly_title, written};
pub use receipt::receipt;

use super::{Lang, t, when::zone};
use crate::ui::carrier;
use desk::bookings::Place;
use jiff::Timestamp;
use wire::paper::{Format, Paper};

/// `Newark (EWR)`
fn named(place: &Place) -> String {
    if place.city == place.iata { place.iata.clone() } else { format!("{} ({})", place.city, place.iata) }
}

/// `2026-11-22 09:15 UTC−5`: the same in every language.
#[must_use]
pub fn clock(l: Lang, at: Timestamp, place: &Place) -> String {
    let zone = zone(&place.zone);
    format!("{} {}", at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M"), l.offset(at, &zone))
}

/// An empty paper of the airline.
fn paper(l: Lang, title: String, about: &str, format: Format) -> Paper {
    let issuer = carrier::name(l.0).to_owned();
    let foot = t!(l, "paper-foot", carrier = issuer.clone(), about = about.to_owned(), page = "{page}", pages = "{pages}");
    Paper { title, language: l.tag(), issuer, format, parts: Vec::new(), foot }
}
