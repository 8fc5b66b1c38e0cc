//! Where seats and coupons are another system's: what a change asks of it, in the words of docs/reservations.md. What stands here is held
//! and moved as without one, so that pages, counts and checks need not know; the other system has the last word.

use super::carry::concerned;
use super::confirm::Row;
use super::question::Subject;
use super::reservation::{Coupon as Own, Hold};
use super::{Action, Failure};
use crate::bookings::Segment;
use crate::reservations::{self, Changing, Closing, Coupon, Done, Flight, Holding, Leg, Reason, known};
use crate::{Error, Result};
use domain::booking::options::Flight as Offered;
use domain::booking::{Cabin, Locator};
use domain::policy::{CONFIRMED_WITHIN, HELD_ELSEWHERE};
use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// How it stands with the reservation system.
pub(super) enum There {
    /// It has not answered what it is asked.
    Open,
    /// It has not answered for so long that the change is to be withdrawn.
    Late,
    /// The seats are kept, and nothing else is asked.
    Held,
    /// It has done it.
    Done(Done),
    /// It does not do it.
    Not(Failure),
}

/// As stored; `None` where nothing was ever asked of it.
pub(super) async fn stands(tx: &mut PgConnection, now: Timestamp, change: Uuid) -> Result<Option<There>> {
    let row = sqlx::query!("select state, reason, answer, todo, asked_at from reservation_order where change_id = $1", change);
    let Some(row) = row.fetch_optional(tx).await? else { return Ok(None) };
    Ok(Some(match row.state.as_str() {
        _ if row.todo.as_deref() == Some("change") && row.asked_at.to_jiff() + CONFIRMED_WITHIN <= now => There::Late,
        _ if row.todo.is_some() => There::Open,
        "held" => There::Held,
        "done" => {
            let done = row.answer.map(serde_json::from_value).transpose().map_err(|error| Error::Internal(error.to_string()))?;
            There::Done(done.unwrap_or_default())
        }
        "refused" => There::Not(Failure::said(row.reason.as_deref().map_or(Reason::Other, Reason::parse))),
        _ => There::Not(Failure::Unconfirmed),
    }))
}

/// Asks for the seats that are held here.
pub(super) async fn hold(tx: &mut PgConnection, now: Timestamp, locator: &Locator, hold: &Hold<'_>) -> Result<()> {
    let flights = taken(tx, hold.flights, hold.cabin).await?;
    let asked = Holding { locator: locator.to_string(), people: hold.people, seconds: HELD_ELSEWHERE.as_secs(), flights };
    reservations::ask_hold(tx, now, hold.change, &asked).await
}

async fn taken(tx: &mut PgConnection, flights: &[Offered], cabin: Cabin) -> Result<Vec<Leg>> {
    let mut legs = Vec::new();
    for flight in flights {
        let designator = flight.key.designator;
        let (carrier, number, date, origin) = (designator.carrier.to_string(), designator.number(), flight.key.date, flight.origin.clone());
        legs.push(known(tx, Flight { carrier, number, date, origin }, &flight.destination, cabin).await?);
    }
    Ok(legs)
}

async fn left(tx: &mut PgConnection, segments: &[&Segment]) -> Result<Vec<Leg>> {
    let mut legs = Vec::new();
    for segment in segments {
        let (carrier, number) = (segment.designator.carrier.to_string(), segment.designator.number());
        let flight = Flight { carrier, number, date: segment.flight_date, origin: segment.origin.iata.clone() };
        legs.push(known(tx, flight, &segment.destination.iata, segment.cabin).await?);
    }
    Ok(legs)
}

fn coupon(own: &Own) -> Coupon {
    let (carrier, number, date, origin) = own.flight.clone();
    Coupon { ticket: own.ticket.clone(), number: own.number, passenger: own.passenger, flight: Flight { carrier, number, date, origin } }
}

/// Asks for a confirmed change. What goes together here goes together there.
pub(super) async fn ask(tx: &mut PgConnection, now: Timestamp, row: &Row, subject: &Subject) -> Result<()> {
    let (gone, _, people) = concerned(subject, row);
    let segments: Vec<&Segment> = row.segments.iter().filter_map(|position| subject.segment(*position)).collect();
    let cabin = segments.first().map_or(Cabin::Economy, |segment| segment.cabin);
    let flights = row.facts.journey.as_ref().map(|journey| journey.flights.as_slice()).unwrap_or_default();
    let is_gone = |own: &&Own| gone.iter().any(|gone| (&gone.ticket, gone.number) == (&own.ticket, own.number));
    let moves = row.action == Action::Change;
    let kept = subject.coupons.iter().filter(|own| row.passengers.contains(&own.passenger) && !is_gone(own));
    let asked = Changing {
        locator: row.locator.to_string(),
        divide: !row.facts.everybody,
        people,
        from: left(tx, &segments).await?,
        to: if moves { taken(tx, flights, cabin).await? } else { Vec::new() },
        coupons: gone.iter().map(coupon).collect(),
        closing: if moves { Closing::Exchanged } else { Closing::Refunded },
        kept: kept.map(coupon).collect(),
    };
    reservations::ask_change(tx, now, row.id, &asked).await?;
    sqlx::query!("update trip_change set state = 'confirming' where id = $1", row.id).execute(tx).await?;
    Ok(())
}
