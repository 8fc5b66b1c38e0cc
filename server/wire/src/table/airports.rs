//! `iata,name,city,country,zone,latitude,longitude[,name_zh,city_zh]`, one airport a line.

use super::{
    read::{Bad, Column, Line, Read, optional, required, rows},
    row::Row,
    values,
};
use std::collections::HashMap;

const COLUMNS: [Column; 9] = [
    required("iata"),
    required("name"),
    required("city"),
    required("country"),
    required("zone"),
    required("latitude"),
    required("longitude"),
    optional("name_zh"),
    optional("city_zh"),
];

/// An airport.
#[derive(Debug, Clone, PartialEq)]
pub struct Airport {
    /// IATA code.
    pub iata: String,
    /// Its name: "Newark Liberty".
    pub name: String,
    /// The city it serves.
    pub city: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// IANA name of its time zone.
    pub zone: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Name in Chinese.
    pub name_zh: Option<String>,
    /// City in Chinese.
    pub city_zh: Option<String>,
}

/// Reads a table of airports.
#[must_use]
pub fn airports(bytes: &[u8]) -> Read<Airport> {
    let mut read = rows(bytes, &COLUMNS, airport);
    let mut seen: HashMap<&str, u64> = HashMap::new();
    for Line { line, row } in &read.rows {
        if let Some(before) = seen.insert(&row.iata, *line) {
            read.bad.push(Bad { line: *line, column: Some("iata"), reason: format!("{} stands on line {before} already", row.iata) });
        }
    }
    read
}

fn airport(row: &mut Row<'_>) -> Option<Airport> {
    let iata = row.get("iata", values::airport);
    let name = row.get("name", values::text);
    let city = row.get("city", values::text);
    let country = row.get("country", values::country);
    let zone = row.get("zone", values::zone);
    let latitude = row.get("latitude", values::latitude);
    let longitude = row.get("longitude", values::longitude);
    let name_zh = row.maybe("name_zh", values::text);
    let city_zh = row.maybe("city_zh", values::text);
    Some(Airport {
        iata: iata?,
        name: name?,
        city: city?,
        country: country?,
        zone: zone?,
        latitude: latitude?,
        longitude: longitude?,
        name_zh: name_zh?,
        city_zh: city_zh?,
    })
}
