//! The door: locator and family name.

use super::store;
use crate::access::{self, GrantKind, Proof};
use crate::{Error, FieldError, PgPool, Result};
use domain::booking::{Locator, name};
use domain::policy::{TRIPS_PER_LOCATOR, TRIPS_PER_NETWORK};
use domain::rights::Viewer;
use jiff::Timestamp;
use std::net::IpAddr;

/// Keys no name folds to, compared where there is no booking: a wrong reference takes the time of a wrong name.
const NOBODY: [&str; 8] = ["nobody:a", "nobody:bb", "nobody:ccc", "nobody:dddd", "nobody:eeeee", "nobody:ffffff", "nobody:g", "nobody:h"];

/// Opens a trip for this browser session: the locator may be typed in any case and spacing, the family name
/// (or the whole name) of any passenger in any script.
///
/// Wrong reference, wrong name and no such booking get one answer after the same work: one query, one
/// comparison of names. Attempts are counted by network and by locator, before anything is looked at.
///
/// # Errors
/// `Invalid` for fields left empty or a reference no booking could have; `Invalid` on the form's
/// `family_name` with `trip-not-found` for every kind of wrong; `Limited` with the wait;
/// `NotFound` for a viewer without a session; those of the database.
pub async fn open_trip(db: &PgPool, viewer: &Viewer, now: Timestamp, address: IpAddr, locator: &str, family_name: &str) -> Result<Locator> {
    let locator = by_name(db, now, &format!("trip-network:{}", access::network_key(address)), locator, family_name).await?;
    access::grant_proof(db, viewer, now, GrantKind::Trip, locator.as_str(), Proof::Name).await?;
    Ok(locator)
}

/// The booking of this reference with a passenger of this name. `who` names the counter of whoever tries.
///
/// # Errors
/// As [`open_trip`].
pub async fn by_name(db: &PgPool, now: Timestamp, who: &str, locator: &str, family_name: &str) -> Result<Locator> {
    let mut errors = Vec::new();
    if locator.trim().is_empty() {
        errors.push(FieldError::new("locator", "trip-locator-missing"));
    }
    if family_name.trim().is_empty() {
        errors.push(FieldError::new("family_name", "trip-name-missing"));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let locator = Locator::parse(locator).map_err(|unreadable| Error::invalid("locator", unreadable.key()))?;
    access::limit(db, who, TRIPS_PER_NETWORK, now).await?;
    access::limit(db, &format!("trip:{locator}"), TRIPS_PER_LOCATOR, now).await?;
    let mut keys = store::family_keys(db, &locator).await?;
    keys.extend(NOBODY.map(str::to_owned));
    if !name::matches(family_name, &keys) {
        return Err(Error::invalid("family_name", "trip-not-found"));
    }
    access::forgive(db, &format!("trip:{locator}")).await?;
    Ok(locator)
}
