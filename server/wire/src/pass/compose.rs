//! A boarding pass of our own.

use super::{Leg, Pass, block};
use crate::airline::Flight;
use crate::fixed::{Block, Field, Layout};
use domain::booking::{BagTag, TicketNumber};
use domain::flight::Code;
use jiff::civil::Date;

/// One flight of a pass to be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticketed<'a> {
    /// Booking reference.
    pub locator: &'a str,
    /// Airports.
    pub route: (Code, Code),
    /// Of the carrier that operates it.
    pub flight: Flight,
    /// Local day of departure.
    pub date: Date,
    /// `Y`
    pub class: char,
    /// `014A`; blank where none is given.
    pub seat: &'a str,
    /// Order of check-in.
    pub sequence: u16,
    /// The document it flies on.
    pub ticket: Option<&'a TicketNumber>,
}

/// A pass of version 6 for one to four flights, issued on a day, with the first tag of up to three runs of bags.
#[must_use]
pub fn compose(name: &str, issued: Date, issuer: Code, tags: &[BagTag], flights: &[Ticketed<'_>]) -> Pass {
    let count = flights.len().to_string();
    let head = Block::filled(block::HEAD, |field| match field {
        "format" => "M",
        "number_of_legs" => &count,
        "name" => name,
        _ => "E",
    });
    let whole = whole(issued, issuer, tags);
    let first = flights.iter().take(1).map(|flight| leg(flight, whole.clone()));
    let legs = first.chain(flights.iter().skip(1).map(|flight| leg(flight, Block::default()))).collect();
    Pass { prefix: String::new(), head, legs, security: Block::default(), unparsed: String::new(), issued: Some(issued) }
}

fn whole(issued: Date, issuer: Code, tags: &[BagTag]) -> Block {
    let date = format!("{}{:03}", issued.year().rem_euclid(10), issued.day_of_year());
    let plates: Vec<String> = tags.iter().map(|tag| format!("{}001", tag.as_str())).collect();
    let plate = |place: usize| plates.get(place).map_or("", String::as_str);
    let values = Block::filled(block::WHOLE, |field| match field {
        "checkin_source" | "issuance_source" => "W",
        "issue_date" => &date,
        "document_type" => "B",
        "issuer" => issuer.as_str(),
        "tag_1" => plate(0),
        "tag_2" => plate(1),
        "tag_3" => plate(2),
        _ => "",
    });
    sized(block::WHOLE_HEAD, &[("beginning", ">"), ("version", "6")], values)
}

fn leg(flight: &Ticketed<'_>, whole: Block) -> Leg {
    let (airline, serial) = flight.ticket.and_then(|ticket| ticket.as_str().split_at_checked(3)).unwrap_or_default();
    let conditional = Block::filled(block::CONDITIONAL, |field| match field {
        "airline_numeric" => airline,
        "document_number" => serial,
        "marketing_carrier" => flight.flight.airline.as_str(),
        "fast_track" => "N",
        _ => "",
    });
    let conditional = sized(block::CONDITIONAL_SIZE, &[], conditional);
    let size = format!("{:02X}", length(&whole) + length(&conditional));
    let number = format!("{:04}{}", flight.flight.number, flight.flight.suffix.map(String::from).unwrap_or_default());
    let (day, sequence) = (format!("{:03}", flight.date.day_of_year()), format!("{:04}", flight.sequence));
    let class = flight.class.to_string();
    let fields = Block::filled(block::LEG, |field| match field {
        "pnr" => flight.locator,
        "from" => flight.route.0.as_str(),
        "to" => flight.route.1.as_str(),
        "carrier" => flight.flight.airline.as_str(),
        "flight" => &number,
        "day" => &day,
        "compartment" => &class,
        "seat" => flight.seat,
        "sequence" => &sequence,
        "status" => "1",
        _ => &size,
    });
    Leg { fields, whole, conditional, airline: String::new(), date: Some(flight.date) }
}

fn length(block: &Block) -> usize {
    block.fields.iter().map(|field| field.text.chars().count()).sum()
}

/// Puts the head with its size before the values.
fn sized(head: Layout, known: &[(&str, &str)], values: Block) -> Block {
    let size = format!("{:02X}", length(&values));
    let head = Block::filled(head, |field| known.iter().find(|(name, _)| *name == field).map_or(size.as_str(), |(_, value)| value));
    let fields: Vec<Field> = head.fields.into_iter().chain(values.fields).collect();
    Block { fields }
}
