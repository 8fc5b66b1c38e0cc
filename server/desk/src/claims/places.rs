//! The journey of a bag without a booking, as its passenger tells it: which law governs hangs on it.

use crate::FieldError;
use crate::Result;
use crate::cases::CaseFile;
use crate::flights::{Airport, with_countries};
use domain::claim::{Leg, Place};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// Airports a journey can be told by.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// Each with its country.
    known: Vec<(Airport, String)>,
    /// Where the flight of the case went, from and to: the ticket may have gone further.
    pub flown: Option<(String, String)>,
}

/// What is known without a booking.
pub(super) async fn places(tx: &mut PgConnection, case: &CaseFile) -> Result<Places> {
    let known = with_countries(&mut *tx).await?;
    let flown = match &case.flight {
        Some((carrier, number, day)) => {
            let flown = sqlx::query!(
                "select origin, destination from flight where carrier = $1 and number = $2 and flight_date = $3 limit 1",
                carrier,
                *number,
                day.to_sqlx() as _
            );
            flown.fetch_optional(tx).await?.map(|flown| (flown.origin, flown.destination))
        }
        None => None,
    };
    Ok(Places { known, flown })
}

impl Places {
    /// The airport somebody means.
    fn place(&self, typed: &str) -> Option<Place> {
        let code = typed.to_uppercase();
        let exact = self.known.iter().find(|(airport, _)| airport.code == code);
        let (airport, country) = exact.or_else(|| self.known.iter().find(|(airport, _)| airport.answers_to(typed)))?;
        Some(Place { airport: airport.code.clone(), country: country.clone() })
    }

    /// The flights of a ticket from one airport to another, by way of a third where one is told; what is wrong goes to `errors`.
    pub(super) fn journey(&self, (from, to, by_way_of): (&str, &str, &str), errors: &mut Vec<FieldError>) -> Vec<Leg> {
        let mut read = |field: &'static str, typed: &str, message: &'static str| {
            let place = self.place(typed);
            if place.is_none() {
                errors.push(FieldError::new(field, message));
            }
            place
        };
        let (from, to) = (read("from", from, "claim-place-wrong"), read("to", to, "claim-place-wrong"));
        let round = from.is_some() && from == to;
        // a way back to where it began says where it turned
        let turned = if by_way_of.is_empty() && !round {
            None
        } else {
            read("by_way_of", by_way_of, if by_way_of.is_empty() { "claim-way-missing" } else { "claim-place-wrong" })
        };
        let all: Vec<Place> = from.into_iter().chain(turned).chain(to).collect();
        all.iter().zip(all.iter().skip(1)).map(|(from, to)| Leg { from: from.clone(), to: to.clone() }).collect()
    }
}
