//! Numbers that stand alone, on paper or a label: bag tags, tickets, booking references, files on bags.

use crate::{airline, calendar, fault::quoted};
use domain::booking::{BagTag, Locator, TicketNumber};
use serde::Serialize;

/// What a number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A bag: ten digits, nine, thirteen with a count, or `BA728359`.
    Tag,
    /// A ticket: thirteen digits, or fifteen with coupon and check digit.
    Ticket,
    /// A booking: five to eight letters and digits.
    Booking,
    /// A file on a bag: `JFKBA10231`.
    File,
}

/// A number, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Number {
    /// Of a bag.
    Tag(Label),
    /// Of a ticket.
    Ticket(Ticket),
    /// Of a booking.
    Booking {
        /// Upper case, nothing between.
        locator: Locator,
    },
    /// Of a file on a bag.
    File(File),
}

/// What a bag tag says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Ten digits.
    #[serde(rename = "plate", serialize_with = "plate")]
    pub tag: BagTag,
    /// How many tags in all or how many more: senders differ. Only thirteen digits have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u16>,
    /// 0 interline, 1 fallback, 2 rush, 3 to 9 the carrier's own.
    pub leading: char,
    /// Three digits.
    pub issuer: String,
    /// Six digits.
    pub serial: String,
    /// Whose number it may be: a hint, handlers issue tags, too.
    pub airlines: Vec<&'static str>,
    /// As people read it: `BA728359`; none where the issuer is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub human: Option<String>,
}

/// What a ticket number says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ticket {
    /// Thirteen digits.
    pub ticket: TicketNumber,
    /// Three digits.
    pub airline_numeric: String,
    /// Ten digits.
    pub serial: String,
    /// Whose number it may be.
    pub airlines: Vec<&'static str>,
    /// Before the number, where fifteen digits were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon: Option<char>,
    /// Whether the fifteenth digit is the remainder of the others by seven. Never a reason to refuse a ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_holds: Option<bool>,
}

/// The reference of a file on a missing, damaged or found bag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Airport.
    pub station: String,
    /// Airline.
    pub airline: String,
    /// One to six digits.
    pub serial: String,
}

fn plate<S: serde::Serializer>(tag: &BagTag, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(tag.as_str())
}

impl Of {
    /// What a text without blanks can only, or most likely, be.
    #[must_use]
    pub fn guess(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let digits = plain.bytes().filter(u8::is_ascii_digit).count();
        let alphanumeric = plain.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match plain.len() {
            // booking references need no digit
            6 if plain.bytes().all(|byte| byte.is_ascii_uppercase()) => Some(Self::Booking),
            _ if !alphanumeric || digits == 0 => None,
            9 | 10 if digits == plain.len() => Some(Self::Tag),
            // a party of a hundred bags is rarer than a ticket
            13 if digits == 13 => Some(if plain.get(10..).is_some_and(|count| count.starts_with('0')) { Self::Tag } else { Self::Ticket }),
            15 if digits == 15 => Some(Self::Ticket),
            _ if digits == plain.len() => None,
            8 if plain.get(2..).is_some_and(|serial| serial.bytes().all(|byte| byte.is_ascii_digit())) => Some(Self::Tag),
            8..=11 if file(&plain).is_some() => Some(Self::File),
            length if (5..=8).contains(&length) => Some(Self::Booking),
            _ => None,
        }
    }

    /// Reads a number as typed or scanned.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(self, text: &str) -> Result<Number, String> {
        match self {
            Self::Tag => {
                label(text).map(Number::Tag).ok_or_else(|| format!("tag {}: ten digits, nine, or an airline and six", quoted(text)))
            }
            Self::Ticket => ticket(text).map(Number::Ticket).ok_or_else(|| format!("ticket {}: thirteen digits", quoted(text))),
            Self::Booking => {
                Locator::parse(text).map(|locator| Number::Booking { locator }).map_err(|why| format!("{}: {why}", quoted(text)))
            }
            Self::File => file(text).map(Number::File).ok_or_else(|| format!("file {}: airport, airline and digits", quoted(text))),
        }
    }
}

fn airlines(number: &str) -> Vec<&'static str> {
    number.parse().map(|number| airline::with_number(number).map(|airline| airline.iata).collect()).unwrap_or_default()
}

fn label(text: &str) -> Option<Label> {
    let digits: String = text.chars().filter(|c| *c != ' ').collect();
    let (number, count) = match digits.split_at_checked(10) {
        Some((number, count)) if digits.len() == 13 => (number, Some(calendar::digits(count, 3..=3)?)),
        _ => (text, None),
    };
    let tag = BagTag::parse_with(number, airline::tag_issuer).ok()?;
    let (issuer, serial) = (tag.issuer().to_owned(), tag.bag().get(3..)?.to_owned());
    let airlines = airlines(&issuer);
    let human = airlines.first().map(|airline| format!("{airline}{serial}"));
    Some(Label { leading: tag.as_str().chars().next()?, issuer, serial, airlines, human, count, tag })
}

fn ticket(text: &str) -> Option<Ticket> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let (coupon, number, check) = match digits.len() {
        15 if digits.is_ascii() => (digits.chars().next(), digits.get(1..14)?, digits.get(14..)),
        _ => (None, text, None),
    };
    let ticket = TicketNumber::parse(number).ok()?;
    let check_holds = match check {
        Some(check) => {
            let number: u64 = calendar::digits(digits.get(..14)?, 14..=14)?;
            Some(calendar::digits::<u64>(check, 1..=1)? == number % 7)
        }
        None => None,
    };
    let (airline, serial) = ticket.as_str().split_at_checked(3)?;
    let (airline_numeric, serial) = (airline.to_owned(), serial.to_owned());
    Some(Ticket { airlines: airlines(&airline_numeric), airline_numeric, serial, coupon, check_holds, ticket })
}

fn file(text: &str) -> Option<File> {
    let plain = text.trim().to_ascii_uppercase();
    let (station, rest) = plain.split_at_checked(3)?;
    let (airline, serial) = rest.split_at_checked(2)?;
    let good = station.bytes().all(|byte| byte.is_ascii_uppercase())
        && airline.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && airline.bytes().any(|byte| byte.is_ascii_uppercase())
        && (1..=6).contains(&serial.len())
        && serial.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| File { station: station.to_owned(), airline: airline.to_owned(), serial: serial.to_owned() })
}

impl Number {
    /// As it is written: the plate with its count, the ticket, the reference.
    #[must_use]
    pub fn write(&self) -> String {
        match self {
            Self::Tag(label) => {
                format!("{}{}", label.tag.as_str(), label.count.map(|count| format!("{count:03}")).unwrap_or_default())
            }
            Self::Ticket(ticket) => ticket.ticket.as_str().to_owned(),
            Self::Booking { locator } => locator.as_str().to_owned(),
            Self::File(File { station, airline, serial }) => format!("{station}{airline}{serial}"),
        }
    }

    /// What deserves a second look.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        match self {
            Self::Tag(label) if label.airlines.is_empty() => Some(format!("no airline of today has the number {}", label.issuer)),
            Self::Tag(label) if label.airlines.len() > 1 => {
                Some(format!("{} share the number {}", label.airlines.join(", "), label.issuer))
            }
            Self::Ticket(Ticket { check_holds: Some(false), .. }) => Some("the check digit does not hold".to_owned()),
            Self::Ticket(ticket) if ticket.airlines.is_empty() => {
                Some(format!("no airline of today has the number {}", ticket.airline_numeric))
            }
            _ => None,
        }
    }
}
