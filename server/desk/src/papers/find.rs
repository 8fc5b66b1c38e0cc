//! Anybody verifies a certificate by its code (DIS-7).

use super::FlightName;
use super::flights::leg;
use crate::bookings::{Place, places};
use crate::{Error, PgPool, Result, access};
use domain::booking::name::initials;
use domain::certificate::{Code, Facts};
use domain::flight::{Code as Airport, Designator};
use domain::locale::Locale;
use domain::policy::CERTIFICATES_PER_NETWORK;
use jiff::{Timestamp, civil::Date};
use std::net::IpAddr;

/// A certificate as anybody may see it who has its code.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The code.
    pub code: Code,
    /// `A. O.`: enough to compare with a passport.
    pub initials: String,
    /// Airline and number.
    pub designator: Designator,
    /// Local day of planned departure.
    pub date: Date,
    /// From.
    pub origin: Place,
    /// To.
    pub destination: Place,
    /// Where it went instead.
    pub instead: Option<Place>,
    /// Where it went by what is known today.
    pub instead_today: Option<Place>,
    /// What the certificate says.
    pub facts: Facts,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Whether it still stands.
    pub standing: Standing,
}

/// Whether a certificate still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// What it says is what is known today.
    Good,
    /// Times or reason have been corrected since; `None`: nothing happened to the flight after all.
    Corrected(Option<Facts>),
    /// Another one was issued in its place.
    Superseded(Timestamp),
}

/// Counts a look at certificates from a network.
///
/// # Errors
/// `Limited` with the wait; those of the database.
pub async fn look(db: &PgPool, now: Timestamp, address: IpAddr) -> Result<()> {
    access::limit(db, &format!("certificate-network:{}", access::network_key(address)), CERTIFICATES_PER_NETWORK, now).await
}

/// The certificate with this code.
///
/// # Errors
/// `NotFound`; those of the database.
pub async fn find(db: &PgPool, now: Timestamp, locale: Locale, code: &Code) -> Result<Seen> {
    let mut tx = db.begin().await?;
    let row =
        sqlx::query!("select * from certificate where code = $1", code.as_str()).fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let facts: Facts = serde_json::from_value(row.facts).map_err(|error| Error::Internal(error.to_string()))?;
    let designator =
        Designator::new(&row.carrier, row.number).ok_or_else(|| Error::Internal(format!("unknown carrier {}", row.carrier)))?;
    let date = row.flight_date.to_jiff();
    let now_known = match Airport::airport(&row.origin) {
        Some(origin) => leg(&mut tx, locale, FlightName { designator, date, origin }).await?.map(|leg| Facts::of(&leg.owed(now, &facts))),
        None => None,
    };
    let elsewhere = now_known.as_ref().and_then(|today| today.as_ref()?.instead.clone());
    let codes = [Some(row.origin.clone()), Some(row.destination.clone()), facts.instead.clone(), elsewhere.clone()];
    let codes: Vec<String> = codes.into_iter().flatten().collect();
    let known = places(&mut tx, locale, &codes).await?;
    let place = |iata: &String| {
        known.get(iata).cloned().unwrap_or_else(|| Place {
            iata: iata.clone(),
            city: iata.clone(),
            zone: "UTC".to_owned(),
            ..Place::default()
        })
    };
    let standing = match (row.superseded_at, now_known) {
        (Some(at), _) => Standing::Superseded(at.to_jiff()),
        // a flight of long ago is not kept: the certificate says what was known
        (None, None) => Standing::Good,
        (None, Some(today)) if today.as_ref() == Some(&facts) => Standing::Good,
        (None, Some(today)) => Standing::Corrected(today),
    };
    tx.commit().await?;
    Ok(Seen {
        code: code.clone(),
        initials: initials(&row.given_name, &row.family_name),
        designator,
        date,
        origin: place(&row.origin),
        destination: place(&row.destination),
        instead: facts.instead.as_ref().map(place),
        instead_today: elsewhere.as_ref().map(place),
        facts,
        issued_at: row.issued_at.to_jiff(),
        standing,
    })
}
