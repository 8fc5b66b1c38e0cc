//! Rule files, checked and made ready, and which of them holds for a booking.

mod known;
mod log;
mod ready;
mod refer;
mod validate;

pub use log::{Fault, Step};
pub(super) use validate::{names, parts};

use super::booking::Booking;
use super::condition::{Condition, Facts};
use super::decision::{Applied, Undecided};
use super::rules::{Basis, Role, RuleFile};
use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};
use known::Known;
use log::Log;

/// What a rule decides on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Permit,
    Fee(String),
    Part,
    Difference,
    Form,
    Used,
    Handler,
    Due,
    Waiver,
    Insurance,
    Significant,
    Extra,
}

impl Slot {
    /// As reports call it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Permit => "permit".to_owned(),
            Self::Fee(charge) => format!("fee of the charge {charge}"),
            Self::Part => "part".to_owned(),
            Self::Difference => "difference".to_owned(),
            Self::Form => "form".to_owned(),
            Self::Used => "used".to_owned(),
            Self::Handler => "handler".to_owned(),
            Self::Due => "due".to_owned(),
            Self::Waiver => "waiver".to_owned(),
            Self::Insurance => "insurance".to_owned(),
            Self::Significant => "significant".to_owned(),
            Self::Extra => "extra".to_owned(),
        }
    }
}

/// A rule, or one band of a fee, with its conditions made ready.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    pub slot: Slot,
    /// Its list in the file.
    pub list: &'static str,
    /// Its place there.
    pub index: usize,
    /// The band, of a fee that has bands.
    pub band: Option<usize>,
    /// Its name, with the band.
    pub id: String,
    pub rank: i32,
    pub conditions: Vec<Condition>,
}

impl Ready {
    pub(super) fn holds(&self, facts: &Facts) -> bool {
        self.conditions.iter().all(|condition| condition.holds(facts))
    }
}

/// A rule file with its rules made ready.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub file: RuleFile,
    /// Its place among the files the book was made of.
    pub number: usize,
    pub ready: Vec<Ready>,
    pub zone: TimeZone,
}

/// The rule files of an airline, each of them sound in itself.
#[derive(Debug, Clone)]
pub struct Rulebook {
    pub(super) held: Vec<Held>,
}

/// What of a rulebook holds for one booking at one moment.
#[derive(Debug, Clone)]
pub(super) struct InForce<'a> {
    /// The tariff first, then what adds to it.
    pub held: Vec<&'a Held>,
    pub applied: Vec<Applied>,
}

impl Rulebook {
    /// Takes rule files, if every one is sound: names that are known, amounts in currencies there are, sentences in every language,
    /// stretches that do not overlap. Whether rules contradict each other or leave something open is what [`super::check`] finds.
    ///
    /// # Errors
    /// Everything that is wrong, with the file and the place in it.
    pub fn new(files: Vec<RuleFile>) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut held = Vec::new();
        for (number, file) in files.iter().enumerate() {
            let known = Known::of(file, &files);
            let mut log = Log::new(number, &mut faults);
            validate::file(file, &known, &mut log);
            let zone = TimeZone::get(&file.zone).unwrap_or(TimeZone::UTC);
            let ready = ready::rules(file, &known, &zone, &mut log);
            held.push(Held { file: file.clone(), number, ready, zone });
        }
        validate::together(&files, &mut faults);
        if faults.is_empty() { Ok(Self { held }) } else { Err(faults) }
    }

    /// Its policies, each once.
    #[must_use]
    pub fn policies(&self) -> Vec<&str> {
        let mut names: Vec<_> =
            self.held.iter().filter(|held| held.file.role == Role::Tariff).map(|held| held.file.policy.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether every tariff of a policy, or of all where none is named, knows a way to ask.
    #[must_use]
    pub fn knows_channel(&self, policy: Option<&str>, channel: &str) -> bool {
        let tariffs = self.held.iter().map(|held| &held.file).filter(|file| file.role == Role::Tariff);
        let mut of_policy = tariffs.filter(|file| policy.is_none_or(|policy| file.policy == policy));
        of_policy.all(|file| file.channels.iter().any(|known| known == channel))
    }

    /// What holds for a booking at a moment.
    pub(super) fn in_force(&self, policy: &str, booking: &Booking, at: Timestamp) -> Result<InForce<'_>, Undecided> {
        let holding = |role| {
            let of = self.held.iter().filter(move |held| held.file.role == role && held.file.serves(policy));
            of.filter_map(|held| held.holds(booking, at).map(|day| (held, held.applied(day)))).collect::<Vec<_>>()
        };
        let tariffs = holding(Role::Tariff);
        match tariffs.as_slice() {
            [] => Err(Undecided::NoVersion { day: booking.booked_at.date() }),
            [_] => {
                let (held, applied) = tariffs.into_iter().chain(holding(Role::Supplement)).unzip();
                Ok(InForce { held, applied })
            }
            several => Err(Undecided::Versions { versions: several.iter().map(|(held, _)| held.file.version.clone()).collect() }),
        }
    }
}

impl Held {
    /// The day that decides, where the file holds on it.
    fn holds(&self, booking: &Booking, at: Timestamp) -> Option<Date> {
        let here = |when: &Zoned| when.with_time_zone(self.zone.clone());
        let when = match self.file.basis {
            Basis::Sale => here(&booking.booked_at),
            Basis::Issue => here(booking.issued()),
            Basis::Departure => here(&booking.segments.first()?.departs),
            Basis::Evaluation => at.to_zoned(self.zone.clone()),
        };
        let clock = super::value::clock(when.datetime());
        let held = clock >= self.file.from.begins() && self.file.until.is_none_or(|until| clock <= until.ends());
        held.then(|| when.date())
    }

    fn applied(&self, day: Date) -> Applied {
        Applied {
            policy: self.file.policy.clone(),
            version: self.file.version.clone(),
            basis: self.file.basis,
            day,
            from: self.file.from.to_string(),
            until: self.file.until.map(|until| until.to_string()),
        }
    }
}

/// A rule that holds, with its file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub held: &'a Held,
    pub ready: &'a Ready,
}

impl<'a> InForce<'a> {
    /// The tariff.
    pub(super) fn tariff(&self) -> Option<&'a Held> {
        self.held.first().copied()
    }

    /// Every rule of a kind that holds, the tariff's first.
    pub(super) fn all(&self, slot: &Slot, facts: &Facts) -> Vec<Found<'a>> {
        let of = self.held.iter().flat_map(|held| held.ready.iter().map(|ready| Found { held, ready }));
        of.filter(|found| found.ready.slot == *slot && found.ready.holds(facts)).collect()
    }

    /// The one of the highest rank; `Err` with the names where several have it.
    pub(super) fn one(&self, slot: &Slot, facts: &Facts) -> Result<Option<Found<'a>>, Vec<String>> {
        let all = self.all(slot, facts);
        let Some(highest) = all.iter().map(|found| found.ready.rank).max() else { return Ok(None) };
        let best: Vec<_> = all.into_iter().filter(|found| found.ready.rank == highest).collect();
        match best.as_slice() {
            [one] => Ok(Some(*one)),
            several => Err(several.iter().map(|found| found.ready.id.clone()).collect()),
        }
    }
}
