//! Issuing a certificate, and the one that was issued.

use super::flights::concerned;
use super::{FlightName, proved};
use crate::bookings::{Place, places, whole};
use crate::{Error, PgPool, Result, audit};
use domain::booking::Locator;
use domain::certificate::{Code, Facts};
use domain::flight::Designator;
use domain::locale::Locale;
use domain::policy::CERTIFICATE_YEARS_KEPT;
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;

/// A certificate, whole: for whoever it is about.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// Its code.
    pub code: Code,
    /// The booking.
    pub locator: String,
    /// As on the ticket.
    pub family_name: String,
    /// As on the ticket.
    pub given_name: String,
    /// Airline and number.
    pub designator: Designator,
    /// Local day of planned departure.
    pub date: Date,
    /// From, to and where it went instead, in each language there is.
    pub places: Vec<(Locale, [Option<Place>; 3])>,
    /// What it says.
    pub facts: Facts,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When another one took its place.
    pub superseded_at: Option<Timestamp>,
}

impl Certificate {
    /// The passenger, as people say it.
    #[must_use]
    pub fn full_name(&self) -> String {
        domain::booking::name::whole(&self.given_name, &self.family_name)
    }
}

/// Issues a certificate to a passenger for a flight, or gives the one that stands where nothing has been corrected since.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound` where they were not on such a flight; `Conflict` where it was as planned, or
/// has not left yet; those of the database.
pub async fn issue(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, flight: FlightName, passenger: i16) -> Result<Code> {
    let access = proved(viewer, locator)?;
    let mut tx = db.begin().await?;
    // two presses at once: the second finds what the first has issued
    sqlx::query!("select locator from booking where locator = $1 for update", locator.as_str()).fetch_one(&mut *tx).await?;
    let trip = whole(&mut tx, access, now, Locale::En, locator).await?;
    let person = trip.passengers.iter().find(|person| person.position == passenger).ok_or(Error::NotFound)?;
    let all = concerned(&mut tx, now, Locale::En, &trip).await?;
    let one = all.into_iter().find(|one| one.flight == flight && one.passengers.contains(&passenger)).ok_or(Error::NotFound)?;
    let facts = one.facts.ok_or(Error::Conflict("certificate-not-yet"))?;
    let said = serde_json::to_value(&facts).map_err(|error| Error::Internal(error.to_string()))?;
    let (carrier, number) = (flight.designator.carrier.to_string(), flight.designator.number());
    let before = sqlx::query!(
        "select code, facts from certificate where locator = $1 and passenger_position = $2 and carrier = $3 and number = $4
            and flight_date = $5 and origin = $6 and superseded_at is null",
        locator.as_str(),
        passenger,
        carrier,
        number,
        flight.date.to_sqlx() as _,
        flight.origin.as_str(),
    );
    if let Some(before) = before.fetch_optional(&mut *tx).await? {
        if before.facts == said {
            return Code::parse(&before.code).map_err(|fault| Error::Internal(fault.to_owned()));
        }
        sqlx::query!("update certificate set superseded_at = $2 where code = $1", before.code, now.to_sqlx() as _)
            .execute(&mut *tx)
            .await?;
    }
    let code = Code::from_random(rand::random());
    sqlx::query!(
        "insert into certificate (code, locator, passenger_position, family_name, given_name, carrier, number, flight_date, origin, destination, facts, issued_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        code.as_str(),
        locator.as_str(),
        passenger,
        person.family_name,
        person.given_name,
        carrier,
        number,
        flight.date.to_sqlx() as _,
        flight.origin.as_str(),
        one.destination.iata,
        said,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    let detail = serde_json::json!({ "flight": flight.to_string(), "passenger": passenger });
    audit::record(&mut tx, viewer, now, "certificate_issued", "trip", locator.as_str(), detail).await?;
    tx.commit().await?;
    Ok(code)
}

/// A certificate of a trip, as it was issued.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound`; those of the database.
pub async fn paper(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, code: &Code) -> Result<Certificate> {
    proved(viewer, locator)?;
    let mut tx = db.begin().await?;
    let row = sqlx::query!("select * from certificate where code = $1 and locator = $2", code.as_str(), locator.as_str());
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let facts: Facts = serde_json::from_value(row.facts).map_err(|error| Error::Internal(error.to_string()))?;
    let codes: Vec<String> =
        [Some(row.origin.clone()), Some(row.destination.clone()), facts.instead.clone()].into_iter().flatten().collect();
    let mut all = Vec::new();
    for locale in Locale::ALL {
        let known = places(&mut tx, locale, &codes).await?;
        let place = |iata: &String| {
            known.get(iata).cloned().unwrap_or_else(|| Place {
                iata: iata.clone(),
                city: iata.clone(),
                zone: "UTC".to_owned(),
                ..Place::default()
            })
        };
        all.push((locale, [Some(place(&row.origin)), Some(place(&row.destination)), facts.instead.as_ref().map(place)]));
    }
    audit::look(&mut tx, viewer, now, "trip", "trip", locator.as_str(), serde_json::json!({ "certificate": code.as_str() })).await?;
    tx.commit().await?;
    Ok(Certificate {
        code: code.clone(),
        locator: row.locator,
        family_name: row.family_name,
        given_name: row.given_name,
        designator: Designator::new(&row.carrier, row.number).ok_or_else(|| Error::Internal(format!("unknown carrier {}", row.carrier)))?,
        date: row.flight_date.to_jiff(),
        places: all,
        facts,
        issued_at: row.issued_at.to_jiff(),
        superseded_at: row.superseded_at.map(jiff_sqlx::Timestamp::to_jiff),
    })
}

/// Removes certificates nobody can need any more; answers with their number. Safe to run anywhere, at any time, more than once.
///
/// # Errors
/// Those of the database.
pub async fn sweep(db: &PgPool, now: Timestamp) -> Result<u64> {
    let oldest = now - SignedDuration::from_hours(24 * 365 * CERTIFICATE_YEARS_KEPT);
    Ok(sqlx::query!("delete from certificate where issued_at <= $1", oldest.to_sqlx() as _).execute(db).await?.rows_affected())
}
