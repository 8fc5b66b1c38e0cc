//! What a field may say. Each reader answers with the value or with what was expected: "a time such as 07:05".

use domain::booking::{BagTag, Cabin, Locator, PassengerKind, TicketNumber};
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use rust_decimal::Decimal;

type Read<T> = Result<T, &'static str>;

/// Free text; control characters have no place in a table.
pub(super) fn text(field: &str) -> Read<String> {
    if field.chars().any(char::is_control) { Err("text without control characters") } else { Ok(field.to_owned()) }
}

pub(super) fn airport(field: &str) -> Read<String> {
    code(field, 3, "an IATA airport code such as EWR")
}

pub(super) fn carrier(field: &str) -> Read<String> {
    code(field, 2, "a two-character airline code such as LD")
}

pub(super) fn country(field: &str) -> Read<String> {
    code(field, 2, "a two-letter country code such as US").and_then(letters("a two-letter country code such as US"))
}

pub(super) fn currency(field: &str) -> Read<String> {
    code(field, 3, "a three-letter currency code such as USD").and_then(letters("a three-letter currency code such as USD"))
}

fn code(field: &str, length: usize, expected: &'static str) -> Read<String> {
    let good = field.len() == length && field.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if good { Ok(field.to_ascii_uppercase()) } else { Err(expected) }
}

fn letters(expected: &'static str) -> impl Fn(String) -> Read<String> {
    move |code| if code.bytes().all(|byte| byte.is_ascii_uppercase()) { Ok(code) } else { Err(expected) }
}

pub(super) fn zone(field: &str) -> Read<String> {
    TimeZone::get(field).map(|_| field.to_owned()).map_err(|_| "a time zone such as America/New_York")
}

pub(super) fn latitude(field: &str) -> Read<f64> {
    degrees(field, 90.0).ok_or("a latitude in degrees, from -90 to 90")
}

pub(super) fn longitude(field: &str) -> Read<f64> {
    degrees(field, 180.0).ok_or("a longitude in degrees, from -180 to 180")
}

fn degrees(field: &str, most: f64) -> Option<f64> {
    field.parse().ok().filter(|degrees: &f64| degrees.is_finite() && degrees.abs() <= most)
}

pub(super) fn flight_number(field: &str) -> Read<i32> {
    field.parse().ok().filter(|number| (1..=9999).contains(number)).ok_or("a flight number from 1 to 9999, without the airline code")
}

pub(super) fn date(field: &str) -> Read<Date> {
    let good = field.len() == 10;
    field.parse().ok().filter(|_| good).ok_or("a date such as 2026-11-21")
}

pub(super) fn time(field: &str) -> Read<Time> {
    let (hours, minutes) = field.split_once(':').ok_or("a time such as 07:05")?;
    let two = |digits: &str| if digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None };
    let time =
        two(hours).zip(two(minutes).filter(|_| minutes.len() == 2)).and_then(|(hours, minutes)| Time::new(hours, minutes, 0, 0).ok());
    time.ok_or("a time such as 07:05")
}

/// A local time of arrival with the days it lies after the day of departure: `07:05+1`.
pub(super) fn arrival(field: &str) -> Read<(Time, i8)> {
    const EXPECTED: &str = "a time such as 07:05, or 07:05+1 for the day after";
    let (clock, days) = match field.split_once(['+', '-']) {
        Some((clock, days)) => (clock, days.parse().ok().filter(|days: &i8| (0..=2).contains(days)).ok_or(EXPECTED)?),
        None => (field, 0),
    };
    let days = if field.contains('-') { -days } else { days };
    Ok((time(clock).map_err(|_| EXPECTED)?, days))
}

pub(super) fn instant(field: &str) -> Read<Timestamp> {
    field.parse().map_err(|_| "an instant such as 2026-11-21T14:05:00Z")
}

pub(super) fn small(field: &str) -> Read<i16> {
    field.parse().ok().filter(|number| (0..=1000).contains(number)).ok_or("a whole number from 0 to 1000")
}

pub(super) fn amount(field: &str) -> Read<Decimal> {
    let good = |amount: &Decimal| !amount.is_sign_negative() && amount.scale() <= 3 && *amount < Decimal::from(1_000_000_000);
    field.parse().ok().filter(good).ok_or("an amount such as 612.40")
}

pub(super) fn yes(field: &str) -> Read<bool> {
    match field.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" | "y" => Ok(true),
        "no" | "false" | "0" | "n" => Ok(false),
        _ => Err("yes or no"),
    }
}

pub(super) fn locator(field: &str) -> Read<String> {
    Locator::parse(field).map(String::from).map_err(|_| "a booking reference of five to eight letters and digits")
}

pub(super) fn ticket(field: &str) -> Read<String> {
    TicketNumber::parse(field).map(String::from).map_err(|_| "a ticket number of thirteen digits")
}

pub(super) fn tags(field: &str) -> Read<Vec<BagTag>> {
    let tags: Result<_, _> = field.split_whitespace().map(BagTag::parse).collect();
    tags.map_err(|_| "bag tags of ten digits, separated by spaces")
}

/// `BAG:40.00 SEAT:24.00`; with a star behind the code for the whole trip: `COVER*:25.00`.
pub(super) fn extras(field: &str) -> Read<Vec<(String, Decimal, bool)>> {
    const EXPECTED: &str =
        "codes and amounts such as BAG:40.00 SEAT:24.00, separated by spaces, with a star for the whole trip: COVER*:25.00";
    let one = |word: &str| {
        let (code, paid) = word.split_once(':')?;
        let (code, whole) = code.strip_suffix('*').map_or((code, false), |code| (code, true));
        let sound = (2..=12).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase());
        Some((code.to_owned(), amount(paid).ok()?, whole)).filter(|_| sound)
    };
    field.split_whitespace().map(one).collect::<Option<_>>().ok_or(EXPECTED)
}

pub(super) fn cabin(field: &str) -> Read<Cabin> {
    Cabin::parse(&field.to_ascii_lowercase()).ok_or("economy, premium or business")
}

pub(super) fn kind(field: &str) -> Read<PassengerKind> {
    PassengerKind::parse(&field.to_ascii_lowercase()).ok_or("adult, child or infant")
}

pub(super) fn seat(field: &str) -> Read<String> {
    let seat = field.to_ascii_uppercase();
    let letter = seat.bytes().last().is_some_and(|byte| byte.is_ascii_uppercase());
    let row = seat.get(..seat.len().saturating_sub(1)).unwrap_or_default();
    if letter && (1..=3).contains(&row.len()) && row.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(seat)
    } else {
        Err("a seat such as 14A")
    }
}

pub(super) fn class(field: &str) -> Read<String> {
    code(field, 1, "a booking class of one letter").and_then(letters("a booking class of one letter"))
}
