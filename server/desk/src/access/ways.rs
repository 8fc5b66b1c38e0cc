//! How a passenger can prove a booking is theirs: what the verification page offers.

use super::session_of;
use crate::{Error, PgPool, Result};
use domain::contact::{Address, mask};
use domain::locale::Locale;
use domain::rights::{self, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgExecutor;

/// Who reads a code, and whether it can reach them as a text message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// Their language.
    pub locale: Locale,
    /// Texts leave the house.
    pub texts: bool,
}

impl From<Locale> for Reader {
    fn from(locale: Locale) -> Self {
        Self { locale, texts: false }
    }
}

/// A code that was sent and can still be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Where it went: masked for a booking's contact, as typed for an address given.
    pub to: String,
    /// Good until then.
    pub expires_at: Timestamp,
    /// Wrong entries it still survives.
    pub tries_left: i16,
}

/// The ways open for a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// Proved already, for today and this device.
    pub verified: bool,
    /// The address a code would go to, masked; `None` where it is missing, unusable or an agency's.
    pub contact: Option<String>,
    /// A code under way.
    pub pending: Option<Pending>,
}

/// What the verification page of a booking has to offer to this browser; codes by text message only where `texts` leave the house.
///
/// # Errors
/// `NotFound` for a booking this browser has not opened; those of the database.
pub async fn ways(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &str, texts: bool) -> Result<Ways> {
    if !rights::may_prove_trip(viewer, locator) {
        return Err(Error::NotFound);
    }
    let verified = viewer.grants().is_some_and(|grants| grants.verified_trips.iter().any(|trip| trip == locator));
    let contact = usable_contact(db, locator, texts).await?.map(|address| mask(address.as_str()));
    Ok(Ways { verified, contact, pending: pending_code(db, viewer, now, Some(locator)).await? })
}

/// The newest code this browser asked for, while it can be entered: for a booking, or for an address
/// where `locator` is `None`.
///
/// # Errors
/// Those of the database.
pub async fn pending_code(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: Option<&str>) -> Result<Option<Pending>> {
    let Ok(session) = session_of(viewer) else { return Ok(None) };
    let row = sqlx::query!(
        "select address, expires_at, tries_left, used_at is not null as \"used!\" from one_time_code
          where session_id = $1 and locator is not distinct from $2 and expires_at > $3
          order by created_at desc, id desc limit 1",
        session,
        locator,
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.filter(|row| !row.used && row.tries_left > 0).map(|row| Pending {
        to: if locator.is_some() { mask(&row.address) } else { row.address },
        expires_at: row.expires_at.to_jiff(),
        tries_left: row.tries_left,
    }))
}

/// Where a code for this booking goes: the passenger's own, e-mail before a mobile number, the booking's before a person's.
pub(super) async fn usable_contact(db: impl PgExecutor<'_>, locator: &str, texts: bool) -> Result<Option<Address>> {
    let addresses = sqlx::query_scalar!(
        "select address from contact where locator = $1 and not agency order by kind, passenger_position nulls first, id",
        locator,
    )
    .fetch_all(db)
    .await?;
    let usable = |address: &Address| texts || matches!(address, Address::Email(_));
    Ok(addresses.iter().filter_map(|address| Address::parse(address)).find(usable))
}
