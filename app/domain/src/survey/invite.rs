//! Whom one may ask, when, and how many.

use super::Occasion;
use jiff::{SignedDuration, Timestamp, civil::time, tz::TimeZone};

/// Nobody is asked more often than once in this time, whatever about.
pub const ONCE_IN: SignedDuration = SignedDuration::from_hours(24 * 30);
/// An invitation is good for so long.
pub const OPEN_FOR: SignedDuration = SignedDuration::from_hours(24 * 21);
/// Nobody is written to from this hour of the evening until this one of the morning, where they are.
const QUIET: (i8, i8) = (21, 8);
/// Of those who are asked, so many of a hundred answer, as long as nothing else is known.
const ANSWER: u64 = 20;
/// So many letters have to have been written before what became of them says more than that.
const ENOUGH: u64 = 100;
/// A plan counts on no fewer and no more answers of a hundred letters: one bad week does not write to everybody.
const PLANNED: (u64, u64) = (5, 60);

/// How long after its cause somebody is asked: at home, the answer read, the change looked at.
#[must_use]
pub const fn ready(occasion: Occasion) -> SignedDuration {
    match occasion {
        Occasion::Flight => SignedDuration::from_hours(3),
        Occasion::Case => SignedDuration::from_hours(1),
        Occasion::Change => SignedDuration::from_hours(2),
        Occasion::Quarter => SignedDuration::from_hours(24),
    }
}

/// Longer after its cause nobody remembers well.
#[must_use]
pub const fn while_fresh(occasion: Occasion) -> SignedDuration {
    match occasion {
        Occasion::Flight | Occasion::Case | Occasion::Change => SignedDuration::from_hours(24 * 3),
        Occasion::Quarter => SignedDuration::from_hours(24 * 14),
    }
}

/// The same instant, or the end of the quiet hours there.
#[must_use]
pub fn awake(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let (evening, morning) = QUIET;
    let local = at.to_zoned(zone.clone());
    if (morning..evening).contains(&local.hour()) {
        return at;
    }
    let day = if local.hour() >= evening { local.date().tomorrow() } else { Ok(local.date()) };
    let morning = day.and_then(|day| day.to_datetime(time(morning, 0, 0, 0)).to_zoned(zone.clone()));
    morning.map_or(at, |morning| morning.timestamp())
}

/// How many answers are needed so that a share is known within `error` points of a hundred, 19 times of 20, of a `population`.
#[must_use]
pub fn sample(error: u32, population: u64) -> u64 {
    let (error, all) = (f64::from(error.clamp(1, 50)) / 100.0, population as f64);
    if population == 0 {
        return 0;
    }
    let endless = 1.96_f64.powi(2) * 0.25 / error.powi(2);
    let needed = endless / (1.0 + (endless - 1.0) / all);
    (needed.ceil() as u64).min(population)
}

/// How many of a hundred letters a plan counts on to be answered, from what became of those of the last weeks.
#[must_use]
pub fn response(written: u64, answered: u64) -> u64 {
    if written < ENOUGH {
        return ANSWER;
    }
    let (least, most) = PLANNED;
    (answered.min(written).saturating_mul(100) / written).clamp(least, most)
}

/// How many to write to of a `population`, where `response` of a hundred answer: so that enough do for `error`.
#[must_use]
pub fn letters(error: u32, population: u64, response: u64) -> u64 {
    (sample(error, population) * 100).div_ceil(response.max(1)).min(population)
}

/// The share of causes to invite for, in thousandths: enough that so many answer.
#[must_use]
pub fn share(error: u32, population: u64, response: u64) -> u32 {
    if population == 0 {
        return 1_000;
    }
    (letters(error, population, response) as f64 / population as f64 * 1_000.0).ceil().clamp(1.0, 1_000.0) as u32
}

/// Whether a cause is drawn: the same answer whoever asks, spread evenly (FNV-1a).
#[must_use]
pub fn drawn(cause: &str, share: u32) -> bool {
    let hash = cause.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    // the high bits of a short text are the better mixed ones
    let folded = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    folded % 1_000 < u64::from(share)
}

/// What is known of somebody before they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ask {
    /// There is an address that is theirs, not an agency's.
    pub address: bool,
    /// They have left letters of this sort.
    pub left: bool,
    /// What was written to them came back.
    pub bounces: bool,
    /// When they were asked last, about anything.
    pub last: Option<Timestamp>,
    /// This cause is one of the sample.
    pub drawn: bool,
}

/// What becomes of a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Invite {
    /// They are asked.
    Yes,
    /// There is no address.
    NoAddress,
    /// They do not want it.
    Left,
    /// What is written to them comes back.
    Bounces,
    /// They were asked not long ago.
    TooOften,
    /// Enough others are asked.
    NotDrawn,
}

impl Invite {
    /// Decides.
    #[must_use]
    pub fn decide(ask: &Ask, now: Timestamp) -> Self {
        match ask {
            Ask { address: false, .. } => Self::NoAddress,
            Ask { left: true, .. } => Self::Left,
            Ask { bounces: true, .. } => Self::Bounces,
            Ask { drawn: false, .. } => Self::NotDrawn,
            Ask { last: Some(last), .. } if now.duration_since(*last) < ONCE_IN => Self::TooOften,
            _ => Self::Yes,
        }
    }

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "invited",
            Self::NoAddress => "no-address",
            Self::Left => "left",
            Self::Bounces => "bounces",
            Self::TooOften => "too-often",
            Self::NotDrawn => "not-drawn",
        }
    }
}
