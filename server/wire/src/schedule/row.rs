//! Lines of a schedule message, each with what it says.

use super::submessage::{Equipment, FlightDay, Leg, Period, Span};
use super::when::Weekdays;
use crate::{
    calendar::{self, Clock, digits},
    fault::{Fault, quoted},
};
use domain::flight::Code;
use jiff::{ToSpan, civil::Date};

/// A line with what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its place in the input, from 1.
    pub line: usize,
    /// As it came.
    pub text: String,
    /// What it says.
    pub says: Says,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// `UTC`, `LT`
    Mode,
    /// `20APR26444E001`: the sender's reference.
    Reference,
    /// `NEW`, `CNL`; what follows it on the line.
    Action(String),
    /// `UT422/21JAN`; several in a message about one day.
    Flights(Vec<FlightDay>),
    /// `01JUN21 28SEP21 2`
    Period(Period),
    /// `J 738 .C6Y174`
    Equipment(Equipment),
    /// `NSK0845 UFA1210`
    Leg(Leg),
    /// `LHR/JFK`: only these legs of the flight above.
    Spans(Vec<Span>),
    /// `NSKUFA 98/1`: a data element of a leg or segment.
    Data {
        /// Where from.
        from: Code,
        /// Where to.
        to: Code,
        /// Its number.
        element: u16,
        /// Its value.
        text: String,
    },
    /// `//`: another submessage follows.
    Next,
    /// Free text from `SI` on.
    Free,
    /// Anything else.
    Kept,
}

/// Reads a line below the flight, whose day is known where it was told.
///
/// # Errors
/// A day or time that is none, where one must stand.
pub(super) fn below_flight(
    line: usize,
    text: &str,
    (context, day): (Date, Option<Date>),
    warnings: &mut Vec<Fault>,
) -> Result<Says, Fault> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if let Some(says) = period(line, text, context)? {
        return Ok(says);
    }
    if let Some(says) = leg(line, &words, day, warnings)? {
        return Ok(says);
    }
    let spans = || Some(Says::Spans(words.iter().map(|word| Span::parse(word)).collect::<Option<Vec<_>>>()?.concat()));
    Ok(data(&words).or_else(|| equipment(&words)).or_else(spans).unwrap_or(Says::Kept))
}

/// `UT422/21JAN`, `UT422`, `UT 422/21JAN`; more of them on the line, each with its legs (`LHR/JFK`), and data elements. Where no flight
/// has to stand, a number apart from its airline is one with a day only.
pub(super) fn flights(text: &str, context: Date, expected: bool) -> Option<Vec<FlightDay>> {
    let mut words = text.split_whitespace().peekable();
    let mut all: Vec<FlightDay> = Vec::new();
    while let Some(word) = words.next() {
        let apart = words.peek().filter(|next| is_carrier(word) && next.starts_with(|c: char| c.is_ascii_digit()));
        let apart = apart.and_then(|next| FlightDay::parse(&format!("{word}{next}"), context));
        let apart = apart.filter(|flight| flight.date.is_some() || (expected && all.is_empty()));
        if apart.is_some() {
            words.next();
        }
        let flight = apart.or_else(|| FlightDay::parse(word, context).filter(|_| all.is_empty() || word.contains('/')));
        match (flight, all.last_mut()) {
            (Some(flight), _) => all.push(flight),
            (None, None) => return None,
            (None, Some(_)) if is_data(word) => {}
            (None, Some(last)) => match Span::parse(word) {
                Some(spans) => last.legs.extend(spans),
                None => last.more.push(word.to_owned()),
            },
        }
    }
    Some(all).filter(|all| !all.is_empty())
}

/// `BA`, `U2`, `DLH`: an airline without a number.
fn is_carrier(word: &str) -> bool {
    matches!(word.len(), 2 | 3) && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// `2/LX`: a data element of the flight.
fn is_data(word: &str) -> bool {
    word.split_once('/').is_some_and(|(number, _)| digits::<u16>(number, 1..=3).is_some())
}

/// Two days, written apart or with a hyphen, then the days of the week; or one day.
fn period(line: usize, text: &str, context: Date) -> Result<Option<Says>, Fault> {
    let plain = text.replace('-', " ");
    let mut words = plain.split_whitespace().peekable();
    let Some(first) = words.next_if(|word| looks_like_day(word)) else { return Ok(None) };
    let bad = |day: &str| Fault::new(line, "period", format!("day {}", quoted(day)));
    let from = calendar::day(first, context).ok_or_else(|| bad(first))?;
    let (to, whole) = match words.next_if(|word| looks_like_day(word)) {
        None => (Some(from), false),
        // without end
        Some("00XXX00") => (None, true),
        Some(second) => (Some(last_day(second, from, context).ok_or_else(|| bad(second))?), true),
    };
    if to.is_some_and(|to| to < from) {
        return Err(Fault::new(line, "period", format!("{} is before {first}", quoted(text))));
    }
    // `67/W2`: every second week
    let (days, rate) = words.peek().map_or(("", ""), |word| word.split_once('/').unwrap_or((word, "")));
    let told = Weekdays::parse(days).is_some();
    if whole && !told && days.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Err(Fault::new(line, "period", format!("days {}", quoted(days))));
    }
    let (days, rate) = if told { (days.replace('.', ""), Some(rate.to_owned())) } else { (String::new(), None) };
    words.next_if(|_| told);
    let more = rate.into_iter().filter(|rate| !rate.is_empty()).chain(words.map(str::to_owned)).collect();
    Ok(Some(Says::Period(Period { line, from, to, days, more })))
}

/// A last day without its year is the first such day from the period's begin on.
fn last_day(text: &str, from: Date, context: Date) -> Option<Date> {
    if text.len() > 5 {
        return calendar::day(text, context);
    }
    let near = calendar::day(text, from)?;
    if near >= from { Some(near) } else { near.checked_add(1.year()).ok() }
}

/// Two digits and three letters, with a year or without.
fn looks_like_day(word: &str) -> bool {
    let (day, rest) = word.split_at_checked(2).unwrap_or_default();
    let (month, year) = rest.split_at_checked(3).unwrap_or_default();
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !day.is_empty() && all_digits(day) && !month.is_empty() && month.bytes().all(|byte| byte.is_ascii_uppercase()) && all_digits(year)
}

/// `NSK0845 UFA1210/1`; with blanks between airport and time; or airports alone, `LHR JFK`.
fn leg(line: usize, words: &[&str], day: Option<Date>, warnings: &mut Vec<Fault>) -> Result<Option<Says>, Fault> {
    let (ends, rest) = match *words {
        [from, departs, to, arrives, ref rest @ ..] if is_station(from) && is_station(to) && begins_with_time(departs) => {
            ([(from, departs), (to, arrives)], rest)
        }
        [from, to, ref rest @ ..] if is_station(from) && is_station(to) => ([(from, ""), (to, "")], rest),
        [from, to, ref rest @ ..] => match (glued(from), glued(to)) {
            (Some(from), Some(to)) => ([from, to], rest),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let [(from, departs), (to, arrives)] = ends;
    let (Some(from), Some(to)) = (Code::airport(from), Code::airport(to)) else { return Ok(None) };
    let ((departs, departs_day), (arrives, arrives_day)) = (time(line, departs, day, warnings)?, time(line, arrives, day, warnings)?);
    let more = rest.iter().map(|word| (*word).to_owned()).collect();
    Ok(Some(Says::Leg(Leg { line, from, departs, departs_day, to, arrives, arrives_day, more })))
}

fn is_station(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn begins_with_time(word: &str) -> bool {
    word.len() >= 4 && word.bytes().take(4).all(|byte| byte.is_ascii_digit())
}

fn glued(word: &str) -> Option<(&str, &str)> {
    word.split_at_checked(3).filter(|(station, time)| is_station(station) && begins_with_time(time))
}

/// `1210`, `0310/1` and `0310+1` the day after, `2350/M1` the day before, `0845/0850` with the passengers' time behind; `280310` with the
/// day of the month, which has to be one around the day of the flight: else there is no time.
fn time(line: usize, text: &str, flight: Option<Date>, warnings: &mut Vec<Fault>) -> Result<(Option<Clock>, i8), Fault> {
    if text.is_empty() {
        return Ok((None, 0));
    }
    let bad = || Fault::new(line, "leg", format!("time {}", quoted(text)));
    let plain = text.replace('+', "/").replace('-', "/-");
    let mut parts = plain.split('/');
    let clock = Clock::parse(parts.next().unwrap_or_default()).ok_or_else(bad)?;
    let mut day = None;
    for part in parts.filter(|part| Clock::parse(part).is_none() && !part.is_empty()) {
        let before = part.starts_with(['M', 'A', '-']);
        let number: i8 = digits(part.trim_start_matches(['M', 'A', '-']), 1..=1).ok_or_else(bad)?;
        day = Some(if before { -number } else { number });
    }
    let Some(named) = clock.day else { return Ok((Some(clock), day.unwrap_or(0))) };
    let falls = |later: &i8| flight.and_then(|flight| flight.checked_add(later.days()).ok()).is_some_and(|date| date.day() == named);
    match (-1_i8..=3).find(falls).filter(|later| day.is_none_or(|day| day == *later)) {
        Some(later) => Ok((Some(Clock { day: None, ..clock }), later)),
        None => {
            warnings.push(Fault::new(line, "leg", format!("time {}: no day of the flight", quoted(text))));
            Ok((None, 0))
        }
    }
}

/// `NSKUFA 98/1`
fn data(words: &[&str]) -> Option<Says> {
    let [segment, element, rest @ ..] = words else { return None };
    let (from, to) = segment.split_at_checked(3).filter(|(from, to)| is_station(from) && is_station(to))?;
    let (number, text) = element.split_once('/')?;
    let text = rest.iter().fold(text.to_owned(), |text, word| format!("{text} {word}"));
    Some(Says::Data { from: Code::airport(from)?, to: Code::airport(to)?, element: digits(number, 1..=3)?, text })
}

/// `J 738 .C6Y174`, `J 735 GV.Y126`; `EQT 744` in short layouts.
fn equipment(words: &[&str]) -> Option<Says> {
    let (service, aircraft, rest) = match *words {
        ["EQT", aircraft] => (None, aircraft, &[][..]),
        [service, aircraft, ref rest @ ..] if service.len() == 1 => (Some(service), aircraft, rest),
        _ => return None,
    };
    let code = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !code(aircraft, 3) || service.is_some_and(|service| !code(service, 1)) {
        return None;
    }
    let split = rest.first().and_then(|word| word.split_once('.'));
    let part = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let (classes, configuration) = split.map_or((None, None), |(classes, configuration)| (part(classes), part(configuration)));
    let more = rest.iter().skip(usize::from(split.is_some())).map(|word| (*word).to_owned()).collect();
    Some(Says::Equipment(Equipment { service: service.map(str::to_owned), aircraft: aircraft.to_owned(), classes, configuration, more }))
}
