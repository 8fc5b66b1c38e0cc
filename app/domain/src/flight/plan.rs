//! In which order plans of a flight were told, so that an older one that comes late does not undo a newer.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// A place in the numbers a sender gives its messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Serial {
    /// Whose numbers: kind of message and sender.
    pub of: String,
    /// The day it was written.
    pub day: Date,
    /// Group of messages of that day, and part of the group.
    pub place: (u32, u16),
}

/// When a plan was told, as far as its message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When it was sent or made, to the minute; else when it came.
    pub at: Timestamp,
    /// It was told of a single day: the season's schedule, told again, does not undo it.
    #[serde(default)]
    pub single: bool,
    /// Its number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Serial>,
}

impl Stamp {
    /// Whether this was told before the other: by their numbers where both are of one sender, else by the clock. Of two told in the
    /// same minute neither was.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        match (&self.serial, &other.serial) {
            (Some(one), Some(other)) if one.of == other.of && one != other => (one.day, one.place) < (other.day, other.place),
            _ => self.at < other.at,
        }
    }
}

/// The day of operation a leg belongs to: the day on which its number leaves its first airport. It stays when the times move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Days {
    /// As UTC counts days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utc: Option<Date>,
    /// As they are counted there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local: Option<Date>,
}

/// What was told last of a flight's plan: each of its sides by itself, because messages speak of one or another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stamps {
    /// Its day of operation.
    #[serde(default)]
    pub day: Days,
    /// Of its times and airports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Stamp>,
    /// Of its aircraft and seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub craft: Option<Stamp>,
    /// Of whether it flies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runs: Option<Stamp>,
}

impl Stamps {
    /// Takes a stamp into its place, unless what stands there was told later. Says whether it did.
    pub fn take(place: &mut Option<Stamp>, stamp: &Stamp) -> bool {
        let newer = place.as_ref().is_none_or(|before| !stamp.is_before(before));
        if newer {
            *place = Some(stamp.clone());
        }
        newer
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn stamp(clock: &str, serial: Option<(&str, u32)>) -> Stamp {
        let serial = serial.map(|(of, group)| Serial { of: of.into(), day: "2026-11-21".parse().unwrap(), place: (group, 1) });
        Stamp { at: format!("2026-11-21T{clock}:00Z").parse().unwrap(), single: false, serial }
    }

    #[test]
    fn numbers_go_before_clocks_where_they_are_of_one_sender() {
        for (one, other, before, after) in [
            (stamp("12:00", None), stamp("12:01", None), true, false),
            (stamp("12:00", None), stamp("12:00", None), false, false),
            (stamp("12:05", Some(("SSM EWRPSLD", 7))), stamp("12:00", Some(("SSM EWRPSLD", 8))), true, false),
            (stamp("12:00", Some(("SSM EWRPSLD", 7))), stamp("12:00", Some(("SSM EWRPSLD", 7))), false, false),
            (stamp("12:05", Some(("SSM EWRPSLD", 7))), stamp("12:00", Some(("ASM EWROPLD", 8))), false, true),
            (stamp("12:05", Some(("SSM EWRPSLD", 7))), stamp("12:00", None), false, true),
        ] {
            assert_eq!((one.is_before(&other), other.is_before(&one)), (before, after), "{one:?} {other:?}");
        }
    }

    #[test]
    fn the_newest_stays_in_whichever_order_they_come() {
        let (old, new) = (stamp("12:00", None), stamp("13:00", None));
        for order in [[&old, &new], [&new, &old]] {
            let mut stamps = Stamps::default();
            let taken: Vec<bool> = order.into_iter().map(|stamp| Stamps::take(&mut stamps.times, stamp)).collect();
            assert!(taken[0]);
            assert_eq!(stamps, Stamps { times: Some(new.clone()), ..Stamps::default() });
        }
    }
}
