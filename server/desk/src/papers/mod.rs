//! Papers about a trip: certificates of what happened to a flight (DIS-7), receipts (CHG-6) and boarding passes (CHG-11). Whoever only
//! knows name and reference proves more first: they carry ticket numbers and what was paid.

mod certificate;
mod find;
mod flights;
mod pass;

pub use certificate::{Certificate, issue, paper, sweep};
pub use find::{Seen, Standing, find, look};
pub use flights::{Certified, Document, Papers, papers};
pub use pass::{Pass, Validity, pass};

use crate::{Error, Result};
use domain::booking::Locator;
use domain::flight::{Code, Designator};
use domain::rights::{TripAccess, Viewer, trip_access};
use jiff::civil::Date;
use std::fmt;

/// A flight as addresses and forms name it: `LD408.2026-11-22.EWR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlightName {
    /// Airline and number.
    pub designator: Designator,
    /// Local day of planned departure.
    pub date: Date,
    /// Airport it leaves from.
    pub origin: Code,
}

impl FlightName {
    /// Reads a name; `None` for what is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (designator, rest) = text.split_once('.')?;
        let (date, origin) = rest.split_once('.')?;
        Some(Self { designator: designator.parse().ok()?, date: date.parse().ok()?, origin: Code::airport(origin)? })
    }
}

impl fmt::Display for FlightName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.designator, self.date, self.origin)
    }
}

/// Whether the viewer may have papers of this trip.
pub(crate) fn proved(viewer: &Viewer, locator: &Locator) -> Result<TripAccess> {
    match trip_access(viewer, locator.as_str()) {
        Some(access) if access.shows_personal_data() => Ok(access),
        Some(_) => Err(Error::VerifyFirst { locator: locator.to_string() }),
        None => Err(Error::NotFound),
    }
}
