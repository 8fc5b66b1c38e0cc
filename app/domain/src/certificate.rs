//! Certificates of delay, cancellation or diversion: what they say, and the code by which anybody verifies one (DIS-7).

use crate::case::reference::{ALPHABET, double, sum, value};
use crate::flight::{LATE_MINUTES, Phase, Reason, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Characters of a code, the last of which checks the others.
const LENGTH: usize = 16;
/// What every valid code adds up to: another sum than a case reference's.
const SUM: u8 = 21;

/// The code on a certificate, in its one written form: `7K3M-9Q2F-XW4T-8RB6`. 75 random bits and a check character.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// A code from random bytes; of each, five bits count.
    #[must_use]
    pub fn from_random(random: [u8; LENGTH - 1]) -> Self {
        let mut values: Vec<u8> = random.iter().map(|byte| byte & 31).collect();
        values.push(double(sum(&values)) ^ SUM);
        Self::write(&values)
    }

    /// Reads what people type or a scanner sends: any case, spaces and dashes anywhere.
    ///
    /// # Errors
    /// The key of a sentence: not sixteen letters and digits, or a slip among them.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase());
        let values: Option<Vec<u8>> = letters.take(LENGTH + 1).map(value).collect();
        match values {
            Some(values) if values.len() == LENGTH && sum(&values) == SUM => Ok(Self::write(&values)),
            Some(values) if values.len() == LENGTH => Err("certificate-code-slip"),
            _ => Err("certificate-code-form"),
        }
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn write(values: &[u8]) -> Self {
        let mut text = String::new();
        for (place, value) in values.iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(ALPHABET.get(usize::from(*value)).map_or('2', |&letter| char::from(letter)));
        }
        Self(text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What happened to a flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It left or arrived late.
    Delayed,
    /// It did not fly.
    Cancelled,
    /// It went to another airport.
    Diverted,
}

impl Happened {
    /// Key of its title on a certificate.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Delayed => "certificate-delayed",
            Self::Cancelled => "certificate-cancelled",
            Self::Diverted => "certificate-diverted",
        }
    }
}

/// What a certificate says of a flight: as reported, never as expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What happened.
    pub happened: Happened,
    /// Planned off-block.
    pub planned_out: Timestamp,
    /// Planned on-block.
    pub planned_in: Timestamp,
    /// Off-block as it was.
    pub out: Option<Timestamp>,
    /// On-block as it was; of a diverted flight at the other airport.
    pub arrived: Option<Timestamp>,
    /// Why, as published.
    pub reason: Option<Reason>,
    /// The airport it went to instead.
    pub instead: Option<String>,
}

impl Facts {
    /// What can be certified of a flight that stands like this; `None` where it was as planned, or has not left yet.
    #[must_use]
    pub fn of(state: &State) -> Option<Self> {
        let late = |actual: Option<Timestamp>, planned: Timestamp| {
            actual.is_some_and(|actual| actual.duration_since(planned).as_mins() >= LATE_MINUTES)
        };
        let happened = match state.phase {
            Phase::Cancelled => Happened::Cancelled,
            Phase::Diverted => Happened::Diverted,
            _ if late(state.departure.actual, state.departure.planned) || late(state.arrival.actual, state.arrival.planned) => {
                Happened::Delayed
            }
            _ => return None,
        };
        let flew = happened != Happened::Cancelled;
        Some(Self {
            happened,
            planned_out: state.departure.planned,
            planned_in: state.arrival.planned,
            out: state.departure.actual.filter(|_| flew),
            arrived: state.arrival.actual.filter(|_| flew),
            reason: state.reason,
            instead: state.diverted_to.clone(),
        })
    }

    /// Minutes late: on arrival, else on departure.
    #[must_use]
    pub fn minutes_late(&self) -> Option<i64> {
        let late = |(actual, planned): (Timestamp, Timestamp)| actual.duration_since(planned).as_mins();
        let arrived = self.arrived.filter(|_| self.happened == Happened::Delayed).map(|at| (at, self.planned_in));
        arrived.or(self.out.map(|at| (at, self.planned_out))).map(late).filter(|minutes| *minutes > 0)
    }
}

/// Whether something happened to a flight by an instant that passengers were entitled to leave it for.
#[must_use]
pub fn troubled(state: &State) -> bool {
    matches!(state.phase, Phase::Cancelled | Phase::Diverted) || state.is_late()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::flight::{News, Report, Schedule, fold};
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-21T{text}:00Z").parse().unwrap()
    }

    fn facts(news: &[(&str, News)], now: &str) -> Option<Facts> {
        let schedule = Schedule { departs: at("14:00"), arrives: at("16:30") };
        let reports: Vec<Report> =
            news.iter().map(|(known, news)| Report { told_at: None, known_at: at(known), news: news.clone() }).collect();
        Facts::of(&fold(&schedule, &reports, at(now)))
    }

    #[test]
    fn what_happened_is_certified_and_nothing_else() {
        let out = |time: &str| (time.to_owned(), News::OffBlock { at: at(time) });
        let on = |time: &str| (time.to_owned(), News::OnBlock { at: at(time) });
        let estimate = ("12:00", News::Estimate { departs: at("15:00"), arrives: None, reason: Some(Reason::Weather) });
        let cancelled = ("12:30", News::Cancelled { reason: Some(Reason::Crew) });
        let told = |all: &[(String, News)], now| {
            let all: Vec<(&str, News)> = all.iter().map(|(known, news)| (known.as_str(), news.clone())).collect();
            facts(&all, now)
        };
        assert_eq!(facts(&[], "18:00"), None);
        assert_eq!(facts(std::slice::from_ref(&estimate), "14:30"), None, "expected is not certain");
        assert_eq!(told(&[out("14:14"), on("16:44")], "18:00"), None, "fourteen minutes are on time");
        let late = told(&[out("14:15"), on("16:31")], "18:00").unwrap();
        assert_eq!(
            (late.happened, late.minutes_late(), late.out, late.arrived),
            (Happened::Delayed, Some(1), Some(at("14:15")), Some(at("16:31")))
        );
        assert_eq!(told(&[out("15:00")], "15:10").unwrap().minutes_late(), Some(60), "left, not arrived yet");
        assert_eq!(told(&[out("14:00"), on("17:00")], "18:00").unwrap().minutes_late(), Some(30));
        let off = facts(&[estimate, cancelled], "18:00").unwrap();
        assert_eq!((off.happened, off.reason, off.out, off.minutes_late()), (Happened::Cancelled, Some(Reason::Crew), None, None));
        let elsewhere = ("15:00", News::Diverted { to: "BOS".into(), arrives: None, reason: None });
        let elsewhere = facts(&[("14:20", News::OffBlock { at: at("14:20") }), elsewhere], "18:00").unwrap();
        assert_eq!((elsewhere.happened, elsewhere.instead.as_deref()), (Happened::Diverted, Some("BOS")));
    }

    proptest! {
        #[test]
        fn codes_are_read_back_and_slips_are_noticed(random: [u8; 15], place in 0usize..16, other in 0usize..32) {
            let code = Code::from_random(random);
            prop_assert_eq!(Code::parse(&code.as_str().to_lowercase().replace('-', " ")), Ok(code.clone()));
            let mut letters: Vec<char> = code.as_str().replace('-', "").chars().collect();
            let wrong = char::from(ALPHABET[other]);
            prop_assume!(letters[place] != wrong);
            letters[place] = wrong;
            prop_assert_eq!(Code::parse(&letters.iter().collect::<String>()), Err("certificate-code-slip"));
        }

        #[test]
        fn no_text_is_too_odd(text in ".*") {
            let _ = Code::parse(&text);
        }
    }
}
