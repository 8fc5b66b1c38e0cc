//! The itinerary receipt (CHG-6).

use super::{clock, named};
use crate::ui::carrier;
use crate::words::{Lang, t};
use desk::bookings::{Passenger, Segment};
use desk::changes::{Action, Beside, Past, Receipt, Sold, Ticket};
use desk::payments::Payment;
use domain::booking::{SegmentStatus, TicketNumber};
use domain::money::Money;
use domain::payment::{Direction, State};
use jiff::{Timestamp, tz::TimeZone};
use wire::paper::{Format, Paper, Part, Table};

/// The paper, in one language.
#[must_use]
pub fn receipt(l: Lang, receipt: &Receipt) -> Paper {
    let locator = receipt.trip.locator.to_string();
    let mut paper = super::paper(l, format!("{} {locator}", t!(l, "receipt-title")), &locator, Format::Letter);
    paper.push(Part::Title(t!(l, "receipt-title")));
    paper.push(Part::Facts(head(l, receipt)));
    paper.push(Part::Heading(t!(l, "receipt-passengers")));
    paper.push(passengers(l, receipt));
    paper.push(Part::Heading(t!(l, "receipt-flights")));
    paper.push(flights(l, receipt));
    paper.push(Part::Heading(t!(l, "receipt-price")));
    for ticket in &receipt.tickets {
        let name = name(receipt, ticket.passenger);
        paper.push(Part::Text(format!("{name} · {}", spaced(&ticket.number))));
        paper.push(price(l, &name, ticket));
    }
    if !receipt.extras.is_empty() {
        paper.push(Part::Text(t!(l, "receipt-extras")));
        paper.push(extras(l, receipt));
    }
    paper.push(Part::Facts(vec![(t!(l, "receipt-total"), l.money(receipt.total))]));
    if !receipt.payments.is_empty() || receipt.paid_under.is_some() {
        paper.push(Part::Heading(t!(l, "receipt-payments")));
        if let Some(under) = &receipt.paid_under {
            paper.push(Part::Text(t!(l, "receipt-paid-under", locator = under.clone())));
        }
        if !receipt.payments.is_empty() {
            paper.push(payments(l, &receipt.payments));
        }
    }
    if !receipt.changes.is_empty() {
        paper.push(Part::Heading(t!(l, "receipt-changes")));
        paper.push(changes(l, &receipt.changes));
    }
    paper.push(Part::Small(t!(l, "receipt-small", telephone = carrier::telephone())));
    paper
}

fn day(l: Lang, at: Timestamp) -> String {
    l.date_with_year(at.to_zoned(TimeZone::UTC).date())
}

/// `992 2399000011`
fn spaced(number: &str) -> String {
    TicketNumber::parse(number).map_or_else(|_| number.to_owned(), |ticket| ticket.to_string())
}

fn name(receipt: &Receipt, position: i16) -> String {
    receipt.trip.passengers.iter().find(|person| person.position == position).map(Passenger::full_name).unwrap_or_default()
}

fn head(l: Lang, receipt: &Receipt) -> Vec<(String, String)> {
    let trip = &receipt.trip;
    let rows = [
        Some((t!(l, "receipt-booking"), trip.locator.to_string())),
        Some((t!(l, "receipt-carrier"), carrier::name(l.0).to_owned())),
        trip.agency.clone().map(|agency| (t!(l, "receipt-agency"), agency)),
        Some((t!(l, "receipt-booked"), day(l, receipt.booked_at))),
        Some((t!(l, "receipt-issued"), day(l, receipt.issued_at))),
        Some((t!(l, "receipt-state"), l.text(trip.state.key(), None))),
        Some((t!(l, "receipt-fare"), trip.fare.name.clone())),
    ];
    rows.into_iter().flatten().collect()
}

fn passengers(l: Lang, receipt: &Receipt) -> Part {
    let row = |person: &Passenger| {
        let ticket = person.ticket_number.as_deref().map(spaced).unwrap_or_default();
        vec![person.full_name(), l.text(person.kind.key(), None), ticket]
    };
    Part::Table(Table {
        summary: t!(l, "receipt-passengers"),
        heads: vec![(t!(l, "receipt-name"), 3.0), (t!(l, "receipt-kind"), 1.2), (t!(l, "receipt-ticket"), 2.0)],
        figures_from: usize::MAX,
        rows: receipt.trip.passengers.iter().map(row).collect(),
        sum: false,
    })
}

fn flights(l: Lang, receipt: &Receipt) -> Part {
    let row = |segment: &Segment| {
        let end = |at: Option<Timestamp>, place| {
            let time = at.map(|at| clock(l, at, place)).unwrap_or_default();
            format!("{}\n{time}", named(place))
        };
        let planned = segment.state.as_ref();
        let off = segment.status == SegmentStatus::Cancelled;
        let cabin = if off { t!(l, "receipt-off") } else { l.text(segment.cabin.key(), None) };
        let bags = (!off).then(|| t!(l, "receipt-bags", included = segment.bags_included));
        let seats: Vec<String> = segment.seats.iter().filter_map(|seat| seat.seat.clone()).collect();
        let rest = [Some(cabin), bags, (!seats.is_empty()).then(|| seats.join(", "))].into_iter().flatten();
        vec![
            segment.designator.spaced(),
            end(planned.map(|state| state.departure.planned), &segment.origin),
            end(planned.map(|state| state.arrival.planned), &segment.destination),
            rest.collect::<Vec<_>>().join("\n"),
        ]
    };
    Part::Table(Table {
        summary: t!(l, "receipt-flights"),
        heads: vec![
            (t!(l, "receipt-flight"), 1.0),
            (t!(l, "receipt-departs"), 2.3),
            (t!(l, "receipt-arrives"), 2.3),
            (t!(l, "receipt-included"), 2.2),
        ],
        figures_from: usize::MAX,
        rows: receipt.trip.segments.iter().map(row).collect(),
        sum: false,
    })
}

fn price(l: Lang, name: &str, ticket: &Ticket) -> Part {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for sold in &ticket.coupons {
        rows.push(vec![flight(l, sold), l.money(sold.fare)]);
        for (code, amount) in &sold.taxes {
            rows.push(vec![t!(l, "receipt-tax", code = code.clone()), l.money(*amount)]);
        }
    }
    let kept = ticket.coupons.iter().filter(|sold| !sold.cancelled);
    let sum = kept.map(Sold::sum).reduce(|sum, one| sum.with(sum.amount.saturating_add(one.amount)));
    rows.extend(sum.map(|sum| vec![t!(l, "receipt-sum"), l.money(sum)]));
    Part::Table(Table {
        summary: name.to_owned(),
        heads: vec![(t!(l, "receipt-what"), 4.0), (t!(l, "receipt-amount"), 1.4)],
        figures_from: 1,
        rows,
        sum: sum.is_some(),
    })
}

/// What was bought beside: for whom and which flight.
fn extras(l: Lang, receipt: &Receipt) -> Part {
    let row = |extra: &Beside| {
        let flight = extra.flight.map(|(designator, date)| format!("{} {}", designator.spaced(), l.date_with_year(date)));
        let about = [Some(kind(l, &extra.code)), Some(name(receipt, extra.passenger)), flight].into_iter().flatten();
        let about = about.collect::<Vec<_>>().join(" · ");
        vec![if extra.refunded { t!(l, "receipt-extra-refunded", extra = about) } else { about }, l.money(extra.amount)]
    };
    Part::Table(Table {
        summary: t!(l, "receipt-extras"),
        heads: vec![(t!(l, "receipt-what"), 4.0), (t!(l, "receipt-amount"), 1.4)],
        figures_from: 1,
        rows: receipt.extras.iter().map(row).collect(),
        sum: false,
    })
}

/// What an extra is called; by its code where it is an airline's own.
fn kind(l: Lang, code: &str) -> String {
    match code {
        "BAG" => t!(l, "extra-bag"),
        "SEAT" => t!(l, "extra-seat"),
        "COVER" => t!(l, "extra-cover"),
        other => other.to_owned(),
    }
}

fn flight(l: Lang, sold: &Sold) -> String {
    let (from, to) = &sold.route;
    let name = format!("{} · {} · {from}–{to}", sold.designator.spaced(), l.date_with_year(sold.date));
    let name = match &sold.endorsed {
        Some(airline) => format!("{name}\n{}", t!(l, "change-endorsed", airline = airline.clone())),
        None => name,
    };
    if sold.cancelled { t!(l, "receipt-fare-cancelled", flight = name) } else { t!(l, "receipt-fare-of", flight = name) }
}

fn payments(l: Lang, payments: &[Payment]) -> Part {
    let row = |payment: &Payment| {
        let what = match (payment.direction, payment.state) {
            (Direction::Charge, State::Captured) => t!(l, "receipt-paid"),
            (Direction::Charge, State::Authorised) => t!(l, "receipt-reserved"),
            (Direction::Refund, State::Settled) => t!(l, "receipt-refunded"),
            (Direction::Refund, State::Failed) => return None,
            (Direction::Refund, _) => t!(l, "receipt-refund-on-way"),
            (Direction::Charge, _) => return None,
        };
        let amount = if payment.direction == Direction::Refund { negative(payment.amount) } else { payment.amount };
        let means = payment.means.clone().unwrap_or_else(|| t!(l, "receipt-means-before"));
        Some(vec![day(l, payment.created_at), what, means, l.money(amount)])
    };
    Part::Table(Table {
        summary: t!(l, "receipt-payments"),
        heads: vec![
            (t!(l, "receipt-date"), 1.6),
            (t!(l, "receipt-what"), 2.0),
            (t!(l, "receipt-means"), 1.8),
            (t!(l, "receipt-amount"), 1.4),
        ],
        figures_from: 3,
        rows: payments.iter().filter_map(row).collect(),
        sum: false,
    })
}

fn negative(money: Money) -> Money {
    money.with(-money.amount)
}

fn changes(l: Lang, changes: &[Past]) -> Part {
    let row = |past: &Past| {
        let what = match past.action {
            Action::Change => t!(l, "receipt-changed"),
            Action::Cancel | Action::Taxes => t!(l, "receipt-cancelled"),
        };
        let flights = if past.after.is_empty() {
            past.before.join("\n")
        } else {
            format!("{}\n→ {}", past.before.join("\n"), past.after.join("\n"))
        };
        let balance = if past.back.amount.is_zero() { past.paid } else { negative(past.back) };
        vec![day(l, past.at), what, flights, l.money(balance)]
    };
    Part::Table(Table {
        summary: t!(l, "receipt-changes"),
        heads: vec![
            (t!(l, "receipt-date"), 1.6),
            (t!(l, "receipt-what"), 1.2),
            (t!(l, "receipt-flights"), 2.6),
            (t!(l, "receipt-amount"), 1.4),
        ],
        figures_from: 3,
        rows: changes.iter().map(row).collect(),
        sum: false,
    })
}
