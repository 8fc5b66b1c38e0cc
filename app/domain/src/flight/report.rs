//! What is planned for a flight, and what becomes known about it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// When a flight should leave its gate and reach the other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Planned off-block.
    pub departs: Timestamp,
    /// Planned on-block, after `departs`.
    pub arrives: Timestamp,
}

/// One thing that became known at one instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// From when on anybody may know it.
    pub known_at: Timestamp,
    /// When its sender told it, where that is another instant: messages come late and out of order.
    pub told_at: Option<Timestamp>,
    /// What became known.
    pub news: News,
}

/// The kinds of things that become known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Another departure time is expected, and with it, where told, another arrival.
    Estimate {
        /// New expected off-block.
        departs: Timestamp,
        /// New expected on-block; the planned flying time is kept where it is not told.
        arrives: Option<Timestamp>,
        /// Why.
        reason: Option<Reason>,
    },
    /// Another arrival is expected; of the departure nothing is said.
    Arrival {
        /// New expected on-block.
        at: Timestamp,
        /// Why.
        reason: Option<Reason>,
    },
    /// The aircraft left the gate.
    OffBlock {
        /// When.
        at: Timestamp,
    },
    /// It took off.
    Airborne {
        /// When.
        at: Timestamp,
        /// Expected on-block from here.
        arrives: Option<Timestamp>,
    },
    /// It touched down.
    Landed {
        /// When.
        at: Timestamp,
    },
    /// It stands at the gate.
    OnBlock {
        /// When.
        at: Timestamp,
    },
    /// It came back to its stand where it left from, before or after take-off.
    Returned {
        /// When.
        at: Timestamp,
    },
    /// It will not fly.
    Cancelled {
        /// Why.
        reason: Option<Reason>,
    },
    /// It goes to another airport.
    Diverted {
        /// Code of that airport.
        to: String,
        /// Expected on-block there.
        arrives: Option<Timestamp>,
        /// Why.
        reason: Option<Reason>,
    },
    /// Its plan was moved: what was expected by the plan before no longer is.
    Planned {
        /// New planned off-block.
        departs: Timestamp,
        /// New planned on-block.
        arrives: Timestamp,
    },
    /// It flies after all.
    Reinstated,
    /// It leaves from another gate.
    Gate {
        /// The new gate.
        gate: String,
    },
}

impl News {
    /// The kind, as stored.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Estimate { .. } => "estimate",
            Self::Arrival { .. } => "arrival",
            Self::OffBlock { .. } => "off_block",
            Self::Airborne { .. } => "airborne",
            Self::Landed { .. } => "landed",
            Self::OnBlock { .. } => "on_block",
            Self::Returned { .. } => "returned",
            Self::Cancelled { .. } => "cancelled",
            Self::Diverted { .. } => "diverted",
            Self::Planned { .. } => "planned",
            Self::Reinstated => "reinstated",
            Self::Gate { .. } => "gate",
        }
    }

    /// The time it is about: new off-block or on-block, the movement, expected at the other airport.
    #[must_use]
    pub const fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Estimate { departs: at, .. }
            | Self::Planned { departs: at, .. }
            | Self::Arrival { at, .. }
            | Self::OffBlock { at }
            | Self::Airborne { at, .. }
            | Self::Landed { at }
            | Self::OnBlock { at }
            | Self::Returned { at } => Some(*at),
            Self::Diverted { arrives, .. } => *arrives,
            Self::Cancelled { .. } | Self::Reinstated | Self::Gate { .. } => None,
        }
    }

    /// The new arrival it tells, if it does.
    #[must_use]
    pub const fn at_in(&self) -> Option<Timestamp> {
        match self {
            Self::Estimate { arrives, .. } | Self::Airborne { arrives, .. } => *arrives,
            Self::Planned { arrives, .. } => Some(*arrives),
            _ => None,
        }
    }

    /// The airport or gate it names.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Diverted { to: place, .. } | Self::Gate { gate: place } => Some(place),
            _ => None,
        }
    }

    /// The reason it gives.
    #[must_use]
    pub const fn reason(&self) -> Option<Reason> {
        match self {
            Self::Estimate { reason, .. } | Self::Arrival { reason, .. } | Self::Cancelled { reason } | Self::Diverted { reason, .. } => {
                *reason
            }
            _ => None,
        }
    }

    /// Puts a stored report together again; `None` where what its kind needs is missing.
    #[must_use]
    pub fn from_parts(
        kind: &str,
        at: Option<Timestamp>,
        at_in: Option<Timestamp>,
        place: Option<String>,
        reason: Option<&str>,
    ) -> Option<Self> {
        let reason = reason.and_then(Reason::parse);
        Some(match kind {
            "estimate" => Self::Estimate { departs: at?, arrives: at_in, reason },
            "arrival" => Self::Arrival { at: at?, reason },
            "off_block" => Self::OffBlock { at: at? },
            "airborne" => Self::Airborne { at: at?, arrives: at_in },
            "landed" => Self::Landed { at: at? },
            "on_block" => Self::OnBlock { at: at? },
            "returned" => Self::Returned { at: at? },
            "cancelled" => Self::Cancelled { reason },
            "diverted" => Self::Diverted { to: place?, arrives: at, reason },
            "planned" => Self::Planned { departs: at?, arrives: at_in? },
            "reinstated" => Self::Reinstated,
            "gate" => Self::Gate { gate: place? },
            _ => return None,
        })
    }
}

/// Why a flight is not as planned, in the words passengers get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Weather here, there or between.
    Weather,
    /// The aircraft needs attention.
    Technical,
    /// Crew not in place or out of hours.
    Crew,
    /// Air traffic control.
    AirTraffic,
    /// The aircraft arrives late from its flight before.
    Inbound,
    /// Security.
    Security,
    /// Anything else on the airline's side.
    Operations,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] =
        [Self::Weather, Self::Technical, Self::Crew, Self::AirTraffic, Self::Inbound, Self::Security, Self::Operations];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Weather => "weather",
            Self::Technical => "technical",
            Self::Crew => "crew",
            Self::AirTraffic => "air_traffic",
            Self::Inbound => "inbound",
            Self::Security => "security",
            Self::Operations => "operations",
        }
    }

    /// Reads what [`Reason::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// What a delay code of AHM 730 means to passengers: `72`, `93A`, or in letters `RA`.
    #[must_use]
    pub fn of_delay_code(code: &str) -> Self {
        match code {
            "TD" | "TM" | "TN" | "TS" | "TA" | "TC" | "TL" | "TV" => return Self::Technical,
            "FT" | "FS" | "FR" | "FL" | "FC" | "FA" | "RS" | "RC" => return Self::Crew,
            "WO" | "WT" | "WR" | "WI" | "WS" | "WG" | "AW" => return Self::Weather,
            "AT" | "AX" | "AE" | "AM" => return Self::AirTraffic,
            "AS" => return Self::Security,
            "RL" | "RT" | "RA" => return Self::Inbound,
            _ => {}
        }
        let number: u8 = code.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or_default();
        match number {
            41..=48 => Self::Technical,
            63..=68 | 94 | 95 => Self::Crew,
            71..=77 | 84 => Self::Weather,
            81..=83 | 89 => Self::AirTraffic,
            85 => Self::Security,
            91..=93 => Self::Inbound,
            _ => Self::Operations,
        }
    }

    /// Key of the sentence that says so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Weather => "flight-reason-weather",
            Self::Technical => "flight-reason-technical",
            Self::Crew => "flight-reason-crew",
            Self::AirTraffic => "flight-reason-air-traffic",
            Self::Inbound => "flight-reason-inbound",
            Self::Security => "flight-reason-security",
            Self::Operations => "flight-reason-operations",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn delay_codes_are_told_in_words() {
        for (code, reason) in [
            ("72", Reason::Weather),
            ("41", Reason::Technical),
            ("93A", Reason::Inbound),
            ("67", Reason::Crew),
            ("81", Reason::AirTraffic),
            ("85", Reason::Security),
            ("15", Reason::Operations),
            ("", Reason::Operations),
            ("XX", Reason::Operations),
            ("RA", Reason::Inbound),
            ("AW", Reason::Weather),
            ("AT", Reason::AirTraffic),
            ("PD", Reason::Operations),
        ] {
            assert_eq!(Reason::of_delay_code(code), reason, "{code}");
        }
    }

    #[test]
    fn a_report_survives_the_database() {
        let at: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        for news in [
            News::Estimate { departs: at, arrives: Some(at), reason: Some(Reason::Crew) },
            News::Arrival { at, reason: Some(Reason::Weather) },
            News::OffBlock { at },
            News::Airborne { at, arrives: None },
            News::Landed { at },
            News::OnBlock { at },
            News::Returned { at },
            News::Cancelled { reason: None },
            News::Diverted { to: "PIT".into(), arrives: Some(at), reason: Some(Reason::Weather) },
            News::Planned { departs: at, arrives: at },
            News::Reinstated,
            News::Gate { gate: "C92".into() },
        ] {
            let reason = news.reason().map(Reason::as_str);
            let again = News::from_parts(news.kind(), news.at(), news.at_in(), news.place().map(str::to_owned), reason);
            assert_eq!(again, Some(news));
        }
        assert_eq!(News::from_parts("off_block", None, None, None, None), None);
        assert_eq!(News::from_parts("lost", Some(at), None, None, None), None);
    }
}
