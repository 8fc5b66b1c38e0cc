//! Airports and airlines with their names in every language.

use crate::{Error, PgPool, Result};
use domain::flight::Code;
use domain::locale::Locale;
use jiff::tz::TimeZone;
use serde_json::Value;
use sqlx::PgConnection;

/// Something with a name of its own in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its code: `LD`.
    pub code: String,
    name: String,
    names: Value,
}

impl Named {
    pub(crate) const fn new(code: String, name: String, names: Value) -> Self {
        Self { code, name, names }
    }

    /// The name in a language, in English where it has none there.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        self.names.get(locale.tag()).and_then(|names| names.get("name")).and_then(Value::as_str).unwrap_or(&self.name)
    }
}

/// An airport.
#[derive(Debug, Clone, PartialEq)]
pub struct Airport {
    /// IATA code.
    pub code: String,
    /// IANA name of its zone.
    pub zone: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    pub(super) city: String,
    pub(super) name: String,
    pub(super) names: Value,
}

impl Airport {
    /// Its city as people call it, in English where the language has no name for it.
    #[must_use]
    pub fn city(&self, locale: Locale) -> &str {
        self.named(locale, "city").unwrap_or(&self.city)
    }

    /// Its own name.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        self.named(locale, "name").unwrap_or(&self.name)
    }

    fn named(&self, locale: Locale, part: &str) -> Option<&str> {
        self.names.get(locale.tag())?.get(part)?.as_str()
    }

    /// Its zone with its rules.
    ///
    /// # Errors
    /// `Internal` where the zone is not in the time-zone database.
    pub fn time_zone(&self) -> Result<TimeZone> {
        TimeZone::get(&self.zone).map_err(|error| Error::Internal(format!("zone of {}: {error}", self.code)))
    }
}

/// One airport by its code in either case.
///
/// # Errors
/// `NotFound` where the code names none; those of the database.
pub async fn airport(db: &PgPool, code: &str) -> Result<Airport> {
    let code = Code::airport(code).ok_or(Error::NotFound)?;
    let airport = sqlx::query_as!(
        Airport,
        "select iata as code, name, city, names, zone, latitude, longitude from airport where iata = $1",
        code.as_str()
    );
    Ok(airport.fetch_one(db).await?)
}

/// Every airport, by city, for the lists one picks from.
///
/// # Errors
/// Those of the database.
pub async fn airports(db: &PgPool) -> Result<Vec<Airport>> {
    let airports =
        sqlx::query_as!(Airport, "select iata as code, name, city, names, zone, latitude, longitude from airport order by city, iata");
    Ok(airports.fetch_all(db).await?)
}

/// Every airport with its country, as ISO writes it; empty where nobody knows.
pub(crate) async fn with_countries(tx: &mut PgConnection) -> Result<Vec<(Airport, String)>> {
    let rows = sqlx::query!("select iata, name, city, names, zone, latitude, longitude, country from airport order by city, iata");
    let rows = rows.fetch_all(tx).await?.into_iter().map(|row| {
        let (code, name, city, names, zone) = (row.iata, row.name, row.city, row.names, row.zone);
        (Airport { code, zone, latitude: row.latitude, longitude: row.longitude, city, name, names }, row.country)
    });
    Ok(rows.collect())
}

impl Airport {
    /// Whether people may mean this airport by what they typed: its code, its city or its name in any language.
    #[must_use]
    pub fn answers_to(&self, typed: &str) -> bool {
        let typed = plain(typed);
        !typed.is_empty()
            && (typed == plain(&self.code)
                || Locale::ALL.iter().any(|locale| {
                    let (city, name) = (plain(self.city(*locale)), plain(self.name(*locale)));
                    typed == city || typed == name || typed == format!("{city}{name}")
                }))
    }
}

/// What stands behind a name and is as often left out.
const ENDINGS: [&str; 4] = ["airport", "international", "机场", "国际"];

/// Letters only, in one case, without the accents of the names in the demo and of most keyboards, and without
/// `International Airport` behind them.
fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        'á' | 'à' | 'ã' | 'â' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'õ' | 'ô' | 'ö' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    };
    let folded: String = text.chars().flat_map(char::to_lowercase).map(letter).filter(|c| c.is_alphanumeric()).collect();
    ENDINGS
        .iter()
        .fold(folded.as_str(), |name, ending| name.strip_suffix(ending).filter(|rest| !rest.is_empty()).unwrap_or(name))
        .to_owned()
}
