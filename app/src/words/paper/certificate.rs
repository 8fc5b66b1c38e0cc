//! A certificate of delay, cancellation or diversion: in both languages on one paper (DIS-7).

use super::{clock, named};
use crate::ui::carrier;
use crate::words::{Lang, t};
use desk::bookings::Place;
use desk::papers::Certificate;
use domain::certificate::Facts;
use domain::locale::Locale;
use jiff::SignedDuration;
use wire::paper::{Code, Paper, Part};

const ENGLISH: Lang = Lang(Locale::En);
const CHINESE: Lang = Lang(Locale::ZhCn);

/// The same in both languages, beside each other; once where it is the same.
fn both(words: impl Fn(Lang) -> String) -> String {
    let (english, chinese) = (words(ENGLISH), words(CHINESE));
    if english == chinese { english } else { format!("{english} · {chinese}") }
}

/// The same in both languages, below each other.
fn lines(words: impl Fn(Lang) -> String) -> String {
    format!("{}\n{}", words(ENGLISH), words(CHINESE))
}

/// Its title in both languages.
#[must_use]
pub fn certified(facts: &Facts) -> String {
    both(|l| l.text(facts.happened.key(), None))
}

/// The sentence that certifies, in one of them.
#[must_use]
pub fn sentence(l: Lang) -> String {
    t!(l, "certificate-text", carrier = carrier::name(l.0))
}

/// Why, as it is published.
#[must_use]
pub fn reason(l: Lang, facts: &Facts) -> String {
    facts.reason.map_or_else(|| t!(l, "certificate-no-reason"), |reason| l.text(reason.key(), None))
}

/// What it says, name by value, in both languages.
#[must_use]
pub fn facts(certificate: &Certificate) -> Vec<(String, String)> {
    let place = |l: Lang, which: usize| -> Option<&Place> {
        let (_, places) = certificate.places.iter().find(|(locale, _)| *locale == l.0)?;
        places.get(which)?.as_ref()
    };
    let said = |which: usize| both(|l| place(l, which).map(named).unwrap_or_default());
    let time = |at, which: usize| place(ENGLISH, which).map(|place| clock(ENGLISH, at, place)).unwrap_or_default();
    let known = &certificate.facts;
    let arrived_at = if known.instead.is_some() { 2 } else { 1 };
    let late = known.minutes_late().map(|minutes| both(|l| l.duration(SignedDuration::from_mins(minutes))));
    let rows = [
        Some((both(|l| t!(l, "certificate-passenger")), certificate.full_name())),
        Some((both(|l| t!(l, "certificate-booking")), certificate.locator.clone())),
        Some((both(|l| t!(l, "certificate-flight")), format!("{} · {}", certificate.designator.spaced(), certificate.date))),
        Some((both(|l| t!(l, "certificate-from")), said(0))),
        Some((both(|l| t!(l, "certificate-to")), said(1))),
        known.instead.as_ref().map(|_| (both(|l| t!(l, "certificate-instead")), said(2))),
        Some((both(|l| t!(l, "certificate-planned-out")), time(known.planned_out, 0))),
        known.out.map(|at| (both(|l| t!(l, "certificate-out")), time(at, 0))),
        Some((both(|l| t!(l, "certificate-planned-in")), time(known.planned_in, 1))),
        known.arrived.map(|at| (both(|l| t!(l, "certificate-arrived")), time(at, arrived_at))),
        late.map(|late| (both(|l| t!(l, "certificate-late")), late)),
        Some((both(|l| t!(l, "certificate-reason")), lines(|l| reason(l, known)))),
    ];
    rows.into_iter().flatten().collect()
}

/// The paper. `address` is where anybody verifies it.
#[must_use]
pub fn certificate(l: Lang, certificate: &Certificate, address: &str) -> Paper {
    let code = certificate.code.to_string();
    let title = certified(&certificate.facts);
    let mut paper = super::paper(l, format!("{title} {code}"), &code, wire::paper::Format::Letter);
    paper.push(Part::Title(title));
    for l in [ENGLISH, CHINESE] {
        paper.push_in(l.tag(), Part::Text(sentence(l)));
    }
    paper.push(Part::Facts(facts(certificate)));
    paper.push(Part::Heading(both(|l| t!(l, "certificate-verify"))));
    if let Some(scanned) = Code::qr(address) {
        paper.push(Part::Code(scanned, 30.0, both(|l| t!(l, "certificate-scan"))));
    }
    paper.push(Part::Facts(vec![
        (both(|l| t!(l, "certificate-code")), code),
        (both(|l| t!(l, "certificate-address")), address.to_owned()),
        (both(|l| t!(l, "certificate-issued")), certificate.issued_at.strftime("%Y-%m-%d %H:%M UTC").to_string()),
    ]));
    for l in [ENGLISH, CHINESE] {
        paper.push_in(l.tag(), Part::Small(t!(l, "certificate-small")));
    }
    paper
}
