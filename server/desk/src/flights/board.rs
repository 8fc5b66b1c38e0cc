//! The board of an airport: what leaves, or what arrives, around an instant.

use super::{Airport, Flight, load};
use crate::{Error, PgPool, Result};
use domain::flight::Phase;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use std::fmt;
use std::str::FromStr;

/// Flights on one page of a board.
const PAGE: i64 = 25;

/// A board opens this long before now, so that what has just left is still on it.
const BEHIND: SignedDuration = SignedDuration::from_mins(45);

/// What was planned longer ago than that is still on it while it has not left, or not come,
const WAITED_FOR: SignedDuration = SignedDuration::from_hours(12);

/// looked for among so many flights.
const LOOKED_AT: i64 = 240;

/// Which side of the airport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// What leaves.
    #[default]
    Departures,
    /// What arrives.
    Arrivals,
}

/// A place on a board: planned time and row id of a flight. Written `1763736000-4711`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    at: Timestamp,
    id: i64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.as_second(), self.id)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, id) = text.split_once('-').ok_or(())?;
        let at = Timestamp::from_second(at.parse().map_err(|_| ())?).map_err(|_| ())?;
        Ok(Self { at, id: id.parse().map_err(|_| ())? })
    }
}

/// Which page of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The one around now.
    Now,
    /// The first of a day of the airport.
    On(Date),
    /// Later than a flight.
    After(Cursor),
    /// Earlier than a flight.
    Before(Cursor),
}

/// A page of a board, earliest first, and the places to turn to.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The flights.
    pub flights: Vec<Flight>,
    /// Turns back.
    pub earlier: Option<Cursor>,
    /// Turns on.
    pub later: Option<Cursor>,
}

/// A page of an airport's board.
///
/// # Errors
/// Those of the database.
pub async fn board(db: &PgPool, now: Timestamp, airport: &Airport, direction: Direction, turn: Turn) -> Result<Board> {
    let (cursor, back) = match turn {
        Turn::Now => (Cursor { at: now - BEHIND, id: i64::MAX }, false),
        Turn::On(date) => (Cursor { at: midnight(airport, date)?, id: 0 }, false),
        Turn::After(cursor) => (cursor, false),
        Turn::Before(cursor) => (cursor, true),
    };
    let mut ids = page(db, &airport.code, direction, cursor, back, PAGE + 1).await?;
    let more = ids.len() > PAGE as usize;
    ids.truncate(PAGE as usize);
    if back {
        ids.reverse();
    }
    let mut flights = load(db, now, &ids).await?;
    let place = |flight: &Flight| {
        let at = if direction == Direction::Departures { flight.schedule.departs } else { flight.schedule.arrives };
        Cursor { at, id: flight.id }
    };
    let (earlier, later) = (flights.first().map(place).filter(|_| !back || more), flights.last().map(place).filter(|_| back || more));
    if turn == Turn::Now {
        flights.splice(0..0, waited_for(db, now, airport, direction, cursor).await?);
    }
    Ok(Board { flights, earlier, later })
}

/// Flights planned before the board begins that people still wait for.
async fn waited_for(db: &PgPool, now: Timestamp, airport: &Airport, direction: Direction, from: Cursor) -> Result<Vec<Flight>> {
    let mut ids = page(db, &airport.code, direction, from, true, LOOKED_AT).await?;
    ids.reverse();
    let mut flights = load(db, now, &ids).await?;
    flights.retain(|flight| {
        let planned = if direction == Direction::Departures { flight.schedule.departs } else { flight.schedule.arrives };
        planned > now - WAITED_FOR && waits(flight.state.phase, direction)
    });
    Ok(flights)
}

/// Of a flight nobody has news of, nobody knows that it is still to come.
const fn waits(phase: Phase, direction: Direction) -> bool {
    match direction {
        Direction::Departures => matches!(phase, Phase::Scheduled | Phase::Delayed | Phase::Boarding),
        Direction::Arrivals => matches!(phase, Phase::Scheduled | Phase::Delayed | Phase::Boarding | Phase::Taxiing | Phase::InTheAir),
    }
}

fn midnight(airport: &Airport, date: Date) -> Result<Timestamp> {
    let begins = date.to_zoned(airport.time_zone()?).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(begins.timestamp())
}

/// So many ids, nearest to the cursor first.
async fn page(db: &PgPool, airport: &str, direction: Direction, from: Cursor, back: bool, most: i64) -> Result<Vec<i64>> {
    let (at, id) = (from.at.to_sqlx(), from.id);
    let ids = match (direction, back) {
        (Direction::Departures, false) => {
            sqlx::query_scalar!(
                "select id from flight where origin = $1 and scheduled_out >= $2 and (scheduled_out, id) > ($2, $3)
                  order by scheduled_out, id limit $4",
                airport,
                at as _,
                id,
                most
            )
            .fetch_all(db)
            .await?
        }
        (Direction::Departures, true) => {
            sqlx::query_scalar!(
                "select id from flight where origin = $1 and scheduled_out <= $2 and (scheduled_out, id) < ($2, $3)
                  order by scheduled_out desc, id desc limit $4",
                airport,
                at as _,
                id,
                most
            )
            .fetch_all(db)
            .await?
        }
        (Direction::Arrivals, false) => {
            sqlx::query_scalar!(
                "select id from flight where destination = $1 and scheduled_in >= $2 and (scheduled_in, id) > ($2, $3)
                  order by scheduled_in, id limit $4",
                airport,
                at as _,
                id,
                most
            )
            .fetch_all(db)
            .await?
        }
        (Direction::Arrivals, true) => {
            sqlx::query_scalar!(
                "select id from flight where destination = $1 and scheduled_in <= $2 and (scheduled_in, id) < ($2, $3)
                  order by scheduled_in desc, id desc limit $4",
                airport,
                at as _,
                id,
                most
            )
            .fetch_all(db)
            .await?
        }
    };
    Ok(ids)
}
