//! One line: one passenger on one flight.

use super::super::{
    read::{Column, Read, optional, required, rows},
    row::Row,
    values,
};
use super::{Passenger, Segment};
use domain::booking::{BagTag, Cabin, ContactKind, PassengerKind, contact, name};
use domain::locale::Locale;
use jiff::Timestamp;
use rust_decimal::Decimal;

const COLUMNS: [Column; 28] = [
    required("locator"),
    required("fare_family"),
    required("total"),
    required("currency"),
    required("family_name"),
    required("carrier"),
    required("number"),
    required("date"),
    required("origin"),
    required("destination"),
    optional("created_at"),
    optional("pay_by"),
    optional("language"),
    optional("agency"),
    optional("given_name"),
    optional("kind"),
    optional("birth_date"),
    optional("ticket_number"),
    optional("tier"),
    optional("email"),
    optional("phone"),
    optional("cabin"),
    optional("booking_class"),
    optional("bags_included"),
    optional("seat"),
    optional("checked_in"),
    optional("tags"),
    optional("extras"),
];

/// What belongs to the whole booking and stands the same on each of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub locator: String,
    pub created_at: Option<Timestamp>,
    pub pay_by: Option<Timestamp>,
    pub fare_family: String,
    pub total: Decimal,
    pub currency: String,
    pub language: Locale,
    pub agency: Option<String>,
}

/// A line, read.
pub(super) struct Entry {
    pub head: Head,
    /// Without seats and tags: those follow.
    pub passenger: Passenger,
    pub segment: Segment,
    pub seat: Option<String>,
    pub checked_in: bool,
    pub tags: Vec<BagTag>,
    /// Code, amount, and whether it is for the whole trip.
    pub extras: Vec<(String, Decimal, bool)>,
}

pub(super) fn lines(bytes: &[u8]) -> Read<Entry> {
    rows(bytes, &COLUMNS, |row| {
        let (head, passenger, segment) = (head(row), passenger(row), segment(row));
        let seat = row.maybe("seat", values::seat);
        let checked_in = row.maybe("checked_in", values::yes);
        let tags = row.maybe("tags", values::tags);
        let extras = row.maybe("extras", values::extras);
        Some(Entry {
            head: head?,
            passenger: passenger?,
            segment: segment?,
            seat: seat?,
            checked_in: checked_in?.unwrap_or(false),
            tags: tags?.unwrap_or_default(),
            extras: extras?.unwrap_or_default(),
        })
    })
}

fn head(row: &mut Row<'_>) -> Option<Head> {
    let locator = row.get("locator", values::locator);
    let created_at = row.maybe("created_at", values::instant);
    let pay_by = row.maybe("pay_by", values::instant);
    let fare_family = row.get("fare_family", values::text);
    let total = row.get("total", values::amount);
    let currency = row.get("currency", values::currency);
    let language = row.maybe("language", |tag| Locale::from_tag(tag).ok_or("a language of the portal: en or zh-CN"));
    let agency = row.maybe("agency", values::text);
    Some(Head {
        locator: locator?,
        created_at: created_at?,
        pay_by: pay_by?,
        fare_family: fare_family?,
        total: total?,
        currency: currency?,
        language: language?.unwrap_or_default(),
        agency: agency?,
    })
}

fn passenger(row: &mut Row<'_>) -> Option<Passenger> {
    let family_name = row.get("family_name", family);
    let given_name = row.maybe("given_name", values::text);
    let kind = row.maybe("kind", values::kind);
    let birth_date = row.maybe("birth_date", values::date);
    let ticket_number = row.maybe("ticket_number", values::ticket);
    let tier = row.maybe("tier", values::text);
    let email = row.maybe("email", |text| usable(ContactKind::Email, text, "an e-mail address"));
    let phone = row.maybe("phone", |text| usable(ContactKind::Phone, text, "a telephone number"));
    Some(Passenger {
        family_name: family_name?,
        given_name: given_name?.unwrap_or_default(),
        kind: kind?.unwrap_or(PassengerKind::Adult),
        birth_date: birth_date?,
        ticket_number: ticket_number?,
        tier: tier?,
        email: email?,
        phone: phone?,
        tags: Vec::new(),
        extras: Vec::new(),
        seats: Vec::new(),
    })
}

/// A name with nothing to fold could never be typed at the door.
fn family(text: &str) -> Result<String, &'static str> {
    if name::keys(text, None).is_empty() { Err("a name with letters") } else { values::text(text) }
}

fn usable(kind: ContactKind, text: &str, expected: &'static str) -> Result<String, &'static str> {
    if contact::is_usable(kind, text) { Ok(contact::fold(kind, text)) } else { Err(expected) }
}

fn segment(row: &mut Row<'_>) -> Option<Segment> {
    let carrier = row.get("carrier", values::carrier);
    let number = row.get("number", values::flight_number);
    let date = row.get("date", values::date);
    let origin = row.get("origin", values::airport);
    let destination = row.get("destination", values::airport);
    let cabin = row.maybe("cabin", values::cabin);
    let booking_class = row.maybe("booking_class", values::class);
    let bags_included = row.maybe("bags_included", values::small);
    Some(Segment {
        carrier: carrier?,
        number: number?,
        date: date?,
        origin: origin?,
        destination: destination?,
        cabin: cabin?.unwrap_or(Cabin::Economy),
        booking_class: booking_class?.unwrap_or_else(|| "Y".to_owned()),
        bags_included: bags_included?.unwrap_or(0),
    })
}
