//! A boarding pass for a wallet (CHG-11).

use super::named;
use crate::words::{Lang, t, when::zone};
use desk::bookings::{Passenger, Segment};
use desk::papers::{Pass, Validity};
use domain::booking::TicketNumber;
use wire::paper::{Format, Paper, Part};

/// The paper; `None` where one cannot board with it.
#[must_use]
pub fn pass(l: Lang, pass: &Pass) -> Option<Paper> {
    let (Validity::Good { seat, sequence, code, .. }, Some(segment), Some(person)) = (&pass.validity, &pass.segment, &pass.passenger)
    else {
        return None;
    };
    let locator = pass.trip.locator.to_string();
    let flight = segment.designator.spaced();
    let mut paper = super::paper(l, format!("{} {flight} {}", t!(l, "pass-title"), person.full_name()), &locator, Format::Card);
    paper.push(Part::Title(t!(l, "pass-title")));
    paper.push(Part::Large(vec![
        (segment.origin.city.clone(), segment.origin.iata.clone()),
        (segment.destination.city.clone(), segment.destination.iata.clone()),
    ]));
    paper.push(Part::Facts(facts(l, segment, person)));
    paper.push(Part::Large(vec![
        (t!(l, "pass-gate"), segment.gate_out.clone().unwrap_or_else(|| "–".to_owned())),
        (t!(l, "pass-seat"), seat.clone()),
        (t!(l, "pass-departs"), departs(l, segment)),
    ]));
    paper.push(Part::Code(code.clone(), 46.0, t!(l, "pass-code", flight = flight, name = person.full_name())));
    let ticket = person.ticket_number.as_deref().and_then(|number| TicketNumber::parse(number).ok()).map(|ticket| ticket.to_string());
    paper.push(Part::Facts(rest(l, &locator, *sequence, ticket)));
    paper.push(Part::Small(t!(l, "pass-small")));
    Some(paper)
}

fn departs(l: Lang, segment: &Segment) -> String {
    segment.state.as_ref().map(|state| l.time(state.departure.best(), &zone(&segment.origin.zone))).unwrap_or_default()
}

fn facts(l: Lang, segment: &Segment, person: &Passenger) -> Vec<(String, String)> {
    let terminal = segment.terminal_out.clone().map(|terminal| (t!(l, "pass-terminal"), terminal));
    let rows = [
        Some((t!(l, "pass-passenger"), person.full_name())),
        Some((t!(l, "pass-flight"), format!("{} · {}", segment.designator.spaced(), l.date_with_year(segment.flight_date)))),
        Some((t!(l, "pass-to"), named(&segment.destination))),
        terminal,
    ];
    rows.into_iter().flatten().collect()
}

fn rest(l: Lang, locator: &str, sequence: i16, ticket: Option<String>) -> Vec<(String, String)> {
    let rows = [
        Some((t!(l, "pass-booking"), locator.to_owned())),
        Some((t!(l, "pass-sequence"), sequence.to_string())),
        ticket.map(|ticket| (t!(l, "pass-ticket"), ticket)),
    ];
    rows.into_iter().flatten().collect()
}
