//! What was bought beside the flights of a booking, and what a change makes of it.

use super::Action;
use super::confirm::Row;
use super::question::{Subject, id};
use crate::bookings::Segment;
use crate::{Error, Result};
use domain::booking::SegmentStatus;
use domain::fare::{Ancillary, Becomes, Line, LineKind, Price};
use domain::money::{Currency, Money};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// An extra that was not given back.
#[derive(Debug, Clone)]
pub(super) struct Extra {
    pub id: Uuid,
    pub passenger: i16,
    /// Carrier, number, day and airport of its flight; none where it is for the whole trip.
    pub flight: Option<(String, i32, Date, String)>,
    pub code: String,
    pub amount: Decimal,
    pub used: bool,
}

/// The extras of a booking, in the order they came.
pub(super) async fn extras(tx: &mut PgConnection, locator: &str) -> Result<Vec<Extra>> {
    let rows = sqlx::query!(
        "select id, passenger_position, carrier, flight_number, flight_date, origin, code, amount, state
           from extra where locator = $1 and state in ('open', 'used') order by id",
        locator
    );
    let rows = rows.fetch_all(tx).await?.into_iter().map(|row| {
        let flight = row.carrier.zip(row.flight_number).zip(row.flight_date).zip(row.origin);
        Extra {
            id: row.id,
            passenger: row.passenger_position,
            flight: flight.map(|(((carrier, number), date), origin)| (carrier, number, date.to_jiff(), origin)),
            code: row.code,
            amount: row.amount,
            used: row.state == "used",
        }
    });
    Ok(rows.collect())
}

impl Extra {
    /// Whether it was bought for this flight.
    fn is_of(&self, segment: &Segment) -> bool {
        let known = (segment.designator.carrier.as_str(), segment.designator.number(), segment.flight_date, segment.origin.iata.as_str());
        self.flight.as_ref().is_some_and(|(carrier, number, date, origin)| (carrier.as_str(), *number, *date, origin.as_str()) == known)
    }

    /// As the rules are asked about it, among the flights they are asked about.
    fn asked(&self, currency: Currency, known: &[&Segment]) -> Option<Ancillary> {
        let segment = match self.flight {
            Some(_) => Some(known.iter().find(|segment| self.is_of(segment))?),
            None => None,
        };
        let left = |segment: &Segment| segment.status == SegmentStatus::Flown || segment.state.as_ref().is_some_and(|s| s.phase.has_left());
        Some(Ancillary {
            code: self.code.clone(),
            passenger: id(self.passenger),
            segment: segment.map(|segment| id(segment.position)),
            amount: Price::new(Money::new(self.amount, currency)),
            used: self.used || segment.copied().is_some_and(left),
        })
    }
}

impl Subject {
    /// What was bought beside the flights the rules are asked about.
    pub(super) fn ancillaries(&self, known: &[&Segment]) -> Vec<Ancillary> {
        self.extras.iter().filter_map(|extra| extra.asked(self.currency, known)).collect()
    }
}

/// Extras of the flights that are given up: back, lost, or along to the flights in their place, as the account says.
///
/// # Errors
/// `Conflict` where one was given back meanwhile; those of the database.
pub(super) async fn follow(tx: &mut PgConnection, row: &Row, target: &Subject) -> Result<()> {
    let gone: Vec<&Segment> = row.segments.iter().filter_map(|position| target.segment(*position)).collect();
    let journey = row.facts.journey.iter().flat_map(|journey| &journey.flights).collect::<Vec<_>>();
    let mut lines: Vec<&Line> = row.decision.lines.iter().filter(|line| line.kind == LineKind::Ancillary).collect();
    for extra in target.extras.iter().filter(|extra| !extra.used && row.passengers.contains(&extra.passenger)) {
        let place = gone.iter().position(|segment| extra.is_of(segment));
        // its line, each line being one extra's
        let mine = |line: &&Line| {
            let flight = place.and_then(|place| gone.get(place)).map(|segment| id(segment.position));
            line.passenger.as_deref() == Some(id(extra.passenger).as_str())
                && line.code.as_deref() == Some(extra.code.as_str())
                && (extra.flight.is_none() || line.segments.first() == flight.as_ref())
        };
        let line = lines.iter().position(mine).map(|found| lines.remove(found));
        if place.is_none() && line.is_none() {
            continue;
        }
        let becomes = match (row.action, line) {
            (Action::Change, None) => Becomes::Moves,
            (Action::Change, Some(line)) => line.becomes.unwrap_or(Becomes::Moves),
            (Action::Cancel | Action::Taxes, Some(line)) if line.amount > Decimal::ZERO => Becomes::Refunded,
            (Action::Cancel | Action::Taxes, _) => Becomes::Lost,
        };
        let state = match becomes {
            Becomes::Refunded => "refunded",
            Becomes::Lost => "lost",
            Becomes::Moves => "open",
        };
        // onward to the flight in the same place, or the last there is
        let onward = place.filter(|_| becomes == Becomes::Moves).and_then(|place| journey.get(place).or(journey.last()).copied());
        let moved = sqlx::query!(
            "update extra set state = $2, carrier = coalesce($3, carrier), flight_number = coalesce($4, flight_number),
                    flight_date = coalesce($5, flight_date), origin = coalesce($6, origin)
              where id = $1 and state = 'open'",
            extra.id,
            state,
            onward.map(|flight| flight.key.designator.carrier.to_string()),
            onward.map(|flight| flight.key.designator.number()),
            onward.map(|flight| flight.key.date.to_sqlx()) as _,
            onward.map(|flight| flight.origin.clone()),
        );
        if moved.execute(&mut *tx).await?.rows_affected() == 0 {
            return Err(Error::Conflict("change-moved-on"));
        }
    }
    Ok(())
}
