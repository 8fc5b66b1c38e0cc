//! Boarding-pass barcodes (IATA Resolution 792, "BCBP"): `M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100`.
//!
//! Fields have fixed lengths, in characters and not bytes, and blanks mean something. A leg says how long what belongs to it is;
//! it is cut by that, and what comes after is kept unparsed. Every field is kept as it came, so a pass is written again exactly.
//!
//! Refused are another format letter than `M`, another number of legs than 1 to 4, sizes that are no hexadecimal, and
//! less than what ends with the first leg's date. Everything else is kept and warned of.

mod block;
mod compose;
mod dates;
mod parse;
#[cfg(test)]
mod tests;
mod view;

pub use crate::fixed::{Block, Field};
pub use compose::{Ticketed, compose};
pub use parse::parse;

use crate::airline::Flight;
use domain::booking::{BagTag, TicketNumber};
use jiff::civil::Date;

/// A boarding pass, every field as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// What the scanner put before it: `]Q3`.
    pub prefix: String,
    /// Format, number of legs, name, ticket indicator.
    pub head: Block,
    /// The flights.
    pub legs: Vec<Leg>,
    /// The signature, where there is one.
    pub security: Block,
    /// What no declared size accounts for.
    pub unparsed: String,
    /// When the pass was issued, its year inferred.
    pub issued: Option<Date>,
}

/// A flight on a boarding pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    /// What every leg has, from booking reference to the size of the rest.
    pub fields: Block,
    /// What the first leg says of the pass as a whole: version, issue, bag tags.
    pub whole: Block,
    /// Ticket, frequent flyer, free bags.
    pub conditional: Block,
    /// For the airline's own use.
    pub airline: String,
    /// The day of the flight, its year inferred.
    pub date: Option<Date>,
}

impl Pass {
    /// As it stands in the barcode.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = self.prefix.clone();
        self.head.write_to(&mut text);
        for leg in &self.legs {
            for block in [&leg.fields, &leg.whole, &leg.conditional] {
                block.write_to(&mut text);
            }
            text.push_str(&leg.airline);
        }
        self.security.write_to(&mut text);
        text.push_str(&self.unparsed);
        text
    }

    /// Family name and given name, as on the pass; the second is empty where there is no stroke.
    #[must_use]
    pub fn name(&self) -> (&str, &str) {
        let name = self.head.get("name").unwrap_or_default();
        name.split_once('/').map_or((name, ""), |(surname, given)| (surname.trim_end(), given.trim_start()))
    }

    /// The first plate of each bag-tag field. How many follow is for the baggage system to say: some senders count the tags in
    /// all, some those that come on top.
    #[must_use]
    pub fn tags(&self) -> Vec<BagTag> {
        let fields = ["tag_1", "tag_2", "tag_3"].into_iter().filter_map(|field| self.legs.first()?.whole.get(field));
        fields.filter_map(|field| BagTag::parse(field.get(..10)?).ok()).collect()
    }
}

impl Leg {
    /// The flight of the carrier that operates it.
    #[must_use]
    pub fn flight(&self) -> Option<Flight> {
        let number = self.fields.get("flight")?;
        let digits = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        Flight::new(self.fields.get("carrier")?, digits.trim(), number.get(digits.len()..)?)
    }

    /// The ticket, where its thirteen digits are there.
    #[must_use]
    pub fn ticket(&self) -> Option<TicketNumber> {
        let (airline, serial) = (self.conditional.get("airline_numeric")?, self.conditional.get("document_number")?);
        TicketNumber::parse(&format!("{airline}{serial}")).ok().filter(|ticket| !ticket.as_str().ends_with("0000000000"))
    }
}
