//! On whose behalf a change is made: one's own, or a passenger's whom staff have identified.

use super::Tariff;
use super::open::access;
use crate::access::{Identified, identified};
use crate::{Error, Result};
use domain::booking::{IdentityCheck, Locator};
use domain::case::{CaseId, Person};
use domain::rights::{TripAccess, Viewer, may_act_for_passengers};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

/// Who on the staff made a change for a passenger, kept with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct By {
    #[serde(flatten)]
    pub person: Person,
    /// How they had made sure who asked.
    pub how: String,
    /// The case it was asked in.
    #[serde(default)]
    pub case: Option<CaseId>,
}

impl By {
    pub(super) fn of(identified: &Identified) -> Self {
        Self {
            person: Person { id: identified.member.id.clone(), name: identified.member.name.clone() },
            how: identified.how.as_str().to_owned(),
            case: identified.case.as_ref().map(|(id, _)| *id),
        }
    }

    /// Whether they were face to face: else they spoke on the telephone.
    pub(super) fn at_counter(&self) -> bool {
        IdentityCheck::parse(&self.how) == Some(IdentityCheck::Document)
    }
}

/// How the rules are told that it is asked: at the counter or on the telephone where staff ask for a passenger, else on the web; as it was
/// for everybody where the airline's rules do not know these ways.
pub(super) fn channel(tariff: &Tariff, behalf: Option<&Identified>) -> &'static str {
    let asked = match behalf {
        None => "web",
        Some(known) if known.how == IdentityCheck::Document => "counter",
        Some(_) => "phone",
    };
    if tariff.knows_channel(asked) { asked } else { "web" }
}

/// Whoever has the trip open may look for flights and keep them; staff once they know who asks. Answers with what staff know.
///
/// # Errors
/// `NotFound` where the trip is not open; `Forbidden` for staff who serve no passengers; `VerifyFirst` for those who have not identified one.
pub(super) async fn may_begin(db: &mut PgConnection, viewer: &Viewer, now: Timestamp, locator: &Locator) -> Result<Option<Identified>> {
    match access(viewer, locator)? {
        TripAccess::Itinerary | TripAccess::Verified => Ok(None),
        TripAccess::Staff if !may_act_for_passengers(viewer) => Err(Error::Forbidden),
        TripAccess::Staff => {
            let known = identified(db, viewer, now, locator).await?;
            known.map(Some).ok_or_else(|| Error::VerifyFirst { locator: locator.to_string() })
        }
    }
}

/// As [`may_begin`]; and who only knows the name proves more first.
pub(super) async fn proved(db: &mut PgConnection, viewer: &Viewer, now: Timestamp, locator: &Locator) -> Result<Option<Identified>> {
    match access(viewer, locator)? {
        TripAccess::Itinerary => Err(Error::VerifyFirst { locator: locator.to_string() }),
        TripAccess::Verified | TripAccess::Staff => may_begin(db, viewer, now, locator).await,
    }
}
