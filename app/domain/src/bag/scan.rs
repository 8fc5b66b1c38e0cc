//! One thing that was seen or said of one bag.

use crate::flight::{Code, FlightKey};
use jiff::Timestamp;

/// What was seen or said, in the order in which it is taken to have happened where the times are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Another airport was told to expect it on a flight; nobody has seen it there.
    Announced,
    /// Handed over at check-in.
    Accepted,
    /// Read on its way through the sorting hall.
    Sorted,
    /// Came off one flight and is on its way to the next.
    Transferred,
    /// In the hold, or in a container that goes there.
    Loaded,
    /// Taken off a flight.
    Offloaded,
    /// Looked for at loading and not there.
    NotSeen,
    /// Came off its flight and was handed out or put on the belt.
    Arrived,
    /// The airline took back that it travels.
    Withdrawn,
    /// It was taken back that it was taken off.
    OffloadTakenBack,
    /// It was taken back that it was not there.
    NotSeenTakenBack,
}

impl What {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Announced,
        Self::Accepted,
        Self::Sorted,
        Self::Transferred,
        Self::Loaded,
        Self::Offloaded,
        Self::NotSeen,
        Self::Arrived,
        Self::Withdrawn,
        Self::OffloadTakenBack,
        Self::NotSeenTakenBack,
    ];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Accepted => "accepted",
            Self::Sorted => "sorted",
            Self::Transferred => "transferred",
            Self::Loaded => "loaded",
            Self::Offloaded => "offloaded",
            Self::NotSeen => "not_seen",
            Self::Arrived => "arrived",
            Self::Withdrawn => "withdrawn",
            Self::OffloadTakenBack => "offload_taken_back",
            Self::NotSeenTakenBack => "not_seen_taken_back",
        }
    }

    /// Reads what [`What::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == text)
    }

    /// Key of the words for it in a bag's timeline.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Announced => "bag-scan-announced",
            Self::Accepted => "bag-scan-accepted",
            Self::Sorted => "bag-scan-sorted",
            Self::Transferred => "bag-scan-transferred",
            Self::Loaded => "bag-scan-loaded",
            Self::Offloaded => "bag-scan-offloaded",
            Self::NotSeen => "bag-scan-not-seen",
            Self::Arrived => "bag-scan-arrived",
            Self::Withdrawn => "bag-scan-withdrawn",
            Self::OffloadTakenBack => "bag-scan-offload-taken-back",
            Self::NotSeenTakenBack => "bag-scan-not-seen-taken-back",
        }
    }

    /// What takes it back, where anything can.
    #[must_use]
    pub const fn taken_back(self) -> Option<Self> {
        match self {
            Self::Offloaded => Some(Self::OffloadTakenBack),
            Self::NotSeen => Some(Self::NotSeenTakenBack),
            _ => None,
        }
    }

    /// Whether somebody handled the bag, rather than spoke of it.
    #[must_use]
    pub const fn handled(self) -> bool {
        matches!(self, Self::Accepted | Self::Sorted | Self::Transferred | Self::Loaded | Self::Offloaded | Self::Arrived)
    }
}

/// One scan. Two messages that say the same are one scan: its id is made from what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub what: What,
    /// The same for whatever says the same.
    pub id: u128,
    /// Where.
    pub airport: Option<Code>,
    /// The flight it is about: the one it came on for [`What::Arrived`], else the one it goes on.
    pub flight: Option<FlightKey>,
    /// Where that flight goes; where it came from for [`What::Arrived`].
    pub towards: Option<Code>,
    /// Where the bag goes in the end, where its message says so: by its last flight.
    pub ends: Option<Code>,
    /// Belt, chute, container: as the sender calls it.
    pub place: Option<String>,
    /// It goes without its passenger, on the next flight there is.
    pub rush: bool,
    /// Forms the family name on the tag answers to.
    pub keys: Vec<String>,
    /// The booking on the tag.
    pub locator: Option<String>,
}
