//! Airlines by their codes, and flights as messages name them.
//!
//! The table is derived from OpenTravelData (CC BY 4.0, see `docs/airlines.md`). A number is a hint only:
//! handlers issue tags, too, several airlines share one, and those of airlines long gone still appear.

mod flight;

pub use flight::Flight;

use std::sync::OnceLock;

/// An airline and what it is called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Airline {
    /// Two letters or digits: `BA`.
    pub iata: &'static str,
    /// Three letters, where it has them: `BAW`.
    pub icao: Option<&'static str>,
    /// The number its tags and tickets begin with: 125.
    pub number: Option<u16>,
    /// Its name: `British Airways`.
    pub name: &'static str,
}

/// Every airline known, those with most flights first.
#[must_use]
pub fn all() -> &'static [Airline] {
    static ALL: OnceLock<Vec<Airline>> = OnceLock::new();
    ALL.get_or_init(|| include_str!("airlines.csv").lines().filter(|line| !line.starts_with('#')).filter_map(read).collect())
}

fn read(line: &'static str) -> Option<Airline> {
    let mut fields = line.splitn(4, ',');
    let (iata, icao, number, name) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    Some(Airline { iata, icao: Some(icao).filter(|icao| !icao.is_empty()), number: number.parse().ok(), name })
}

/// The airlines that issue tags and tickets under a number.
pub fn with_number(number: u16) -> impl Iterator<Item = &'static Airline> {
    all().iter().filter(move |airline| airline.number == Some(number))
}

/// The airline with a two-letter code.
#[must_use]
pub fn with_code(iata: &str) -> Option<&'static Airline> {
    all().iter().find(|airline| airline.iata.eq_ignore_ascii_case(iata))
}

/// The number that a carrier's tags begin with, as `BagTag::parse_with` asks for it. The number under which most is
/// issued comes first in the table's order; Lufthansa's cargo shares its code.
#[must_use]
pub fn tag_issuer(iata: &str) -> Option<u16> {
    let numbers = all().iter().filter(|airline| airline.iata.eq_ignore_ascii_case(iata));
    numbers.filter(|airline| !airline.name.contains("Cargo")).find_map(|airline| airline.number)
}

/// The airline with a three-letter code.
#[must_use]
pub fn with_icao(icao: &str) -> Option<&'static Airline> {
    all().iter().find(|airline| airline.icao.is_some_and(|known| known.eq_ignore_ascii_case(icao)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_table_knows_who_flies() {
        assert!(all().len() > 1_000);
        for (iata, number) in [("CA", 999), ("MU", 781), ("LH", 220), ("BA", 125), ("UA", 16), ("HU", 880), ("3U", 876), ("U2", 888)] {
            assert_eq!(tag_issuer(iata), Some(number), "{iata}");
            assert!(with_number(number).any(|airline| airline.iata == iata), "{number}");
        }
        assert_eq!(with_icao("DLH").unwrap().iata, "LH");
        assert_eq!(with_code("ba").unwrap().name, "British Airways");
        assert_eq!((with_code("??"), tag_issuer("??"), with_icao("")), (None, None, None));
        assert!(all().iter().all(|airline| airline.iata.len() == 2 && !airline.name.is_empty()));
    }
}
