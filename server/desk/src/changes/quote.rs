//! Quotes: seats kept for a quarter of an hour, and what it costs frozen for as long.

use super::behalf::{By, channel, may_begin, proved};
use super::confirm::hold_booking;
use super::market::{Market, Way};
use super::open::closed;
use super::options::{Totals, asked, people, undecided};
use super::question::{Subject, subject};
use super::remote;
use super::reservation::{self, Hold};
use super::{Action, Tariff, Wanted};
use crate::{Error, PgPool, Result, payments};
use domain::booking::Locator;
use domain::booking::coupon::Value;
use domain::booking::options::Journey;
use domain::fare::{Ask, Booking, Decision, Offer, Outcome, Request};
use domain::flight::FlightKey;
use domain::locale::Locale;
use domain::payment::State;
use domain::policy::{QUOTE_KEPT, SEATS_HELD};
use domain::rights::{TripAccess, Viewer};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Within this time the same wish again is the same wish.
const SAME_PRESS: SignedDuration = SignedDuration::from_secs(20);

/// What a change is shown by, kept as it was when it was quoted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Facts {
    pub before: Vec<FlightFact>,
    pub after: Vec<FlightFact>,
    pub names: Vec<String>,
    pub everybody: bool,
    /// What each passenger pays for each flight offered.
    #[serde(default)]
    pub prices: BTreeMap<i16, Vec<Value>>,
    #[serde(default)]
    pub journey: Option<Journey>,
    /// What the case says, in the passenger's language: subject, what was asked, what was done.
    #[serde(default)]
    pub words: Option<super::Words>,
    #[serde(default)]
    pub locale: Option<String>,
    /// Addresses whoever confirmed it had proved.
    #[serde(default)]
    pub proved: Vec<String>,
    /// Who on the staff made it for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
}

/// A flight before or after.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct FlightFact {
    pub key: FlightKey,
    pub origin: String,
    pub destination: String,
    pub departs: Timestamp,
    pub arrives: Timestamp,
    #[serde(default)]
    pub seats: Vec<String>,
    #[serde(default)]
    pub checked_in: bool,
    /// The airline that flies it, where the ticket is endorsed to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorsed: Option<String>,
}

/// What the rules were asked, whole: put to the same files it gives the same answer years later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Question {
    pub booking: Booking,
    pub request: Request,
    pub offer: Option<Offer>,
}

/// Keeps seats on a way and freezes what it costs. The same `key` again answers with the change of the first time; what else was quoted
/// for this booking is given back.
///
/// # Errors
/// `NotFound` where the trip is not open; `Invalid` for `who` and `part`; `Conflict` where the seats are gone, the rules refuse, or another
/// change of this booking is just being paid; those of the database.
#[expect(clippy::too_many_arguments, reason = "who, when, where, by which rules, what, which way, once")]
pub async fn hold(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locale: Locale,
    locator: &Locator,
    tariff: &Tariff,
    wanted: &Wanted,
    (way, key): (&str, Uuid),
) -> Result<Uuid> {
    let mut tx = db.begin().await?;
    let behalf = may_begin(&mut tx, viewer, now, locator).await?;
    let subject = subject(&mut tx, now, locale, TripAccess::Staff, locator).await?;
    if let Some(before) = with_key(&mut tx, locator, key).await? {
        return Ok(before);
    }
    let instead_of = alone(&mut tx, locator).await?;
    let asked = asked(&subject, wanted)?;
    let rules = Way { now, tariff, channel: channel(tariff, behalf.as_ref()) };
    let market = Market::open(&mut tx, rules, locale, &subject, &asked, (wanted.date, wanted.date)).await?;
    let journey = market.find(now, &subject, &asked, wanted.date, way).ok_or(Error::Conflict("change-seat-lost"))?;
    let booking = subject.booking();
    let priced = market.priced(rules, (&subject, &booking), &asked, journey)?.ok_or(Error::Conflict("change-seat-lost"))?;
    // what a code permits is kept for staff to name it, and confirmed by nobody before
    let refused = priced.decision.outcome == Outcome::Refused;
    if refused && (behalf.is_none() || Market::permitted(rules, &booking, &asked, &priced).is_none()) {
        return Err(Error::Conflict("change-refused"));
    }
    let passengers = asked.passengers();
    let after = priced.journey.flights.iter().map(|flight| FlightFact {
        key: flight.key,
        origin: flight.origin.clone(),
        destination: flight.destination.clone(),
        departs: flight.departs,
        arrives: flight.arrives,
        seats: Vec::new(),
        checked_in: false,
        endorsed: Some(flight.key.designator.carrier.to_string()).filter(|carrier| *carrier != subject.carrier),
    });
    let facts = Facts {
        after: after.collect(),
        prices: priced.prices,
        journey: Some(priced.journey.clone()),
        by: behalf.as_ref().map(By::of),
        ..facts(&subject, &passengers, &asked.part.segments)
    };
    let request = rules.request(Action::Change, &passengers, &asked.part.segments);
    let question = Question { booking, request, offer: Some(priced.offer) };
    let new = NewChange {
        key,
        action: Action::Change,
        passengers: &passengers,
        segments: &asked.part.segments,
        facts,
        question,
        decision: priced.decision,
    };
    let (change, elsewhere) = store(&mut tx, now, &subject, tariff, new).await?;
    let people = i32::from(asked.seats());
    let hold = Hold { change, flights: &priced.journey.flights, cabin: asked.cabin, people, instead_of: &instead_of };
    reservation::hold(&mut tx, hold).await?;
    if elsewhere {
        remote::hold(&mut tx, now, locator, &hold).await?;
    }
    tx.commit().await?;
    Ok(change)
}

/// Freezes what cancelling gives back, of everything (`cancel`) or of the taxes only (`taxes`). As [`hold`] otherwise. A quote the rules
/// refuse is shown with the reasons and cannot be confirmed.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; else as [`hold`].
#[expect(clippy::too_many_arguments, reason = "who, when, where, by which rules, for whom, what, once")]
pub async fn quote_cancel(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locale: Locale,
    locator: &Locator,
    tariff: &Tariff,
    (passengers, parts): (&[i16], &[usize]),
    (taxes_only, key): (bool, Uuid),
) -> Result<Uuid> {
    let mut tx = db.begin().await?;
    let behalf = proved(&mut tx, viewer, now, locator).await?;
    let subject = subject(&mut tx, now, locale, TripAccess::Staff, locator).await?;
    if let Some(before) = with_key(&mut tx, locator, key).await? {
        return Ok(before);
    }
    for before in alone(&mut tx, locator).await? {
        reservation::release(&mut tx, before).await?;
    }
    if let Some(closed) = closed(&subject.trip, &subject.parts, subject.coupons.is_empty()) {
        return Err(Error::Conflict(closed.key()));
    }
    let people = people(&subject, passengers)?;
    let passengers: Vec<i16> = people.iter().map(|(position, _)| *position).collect();
    // a part that is named twice is one part
    let named: BTreeSet<usize> = parts.iter().copied().collect();
    let segments: Vec<i16> = named.iter().filter_map(|part| subject.parts.get(*part)).flat_map(|part| part.segments.clone()).collect();
    if segments.is_empty() {
        return Err(Error::invalid("part", "change-part-missing"));
    }
    let action = if taxes_only { Action::Taxes } else { Action::Cancel };
    let rules = Way { now, tariff, channel: channel(tariff, behalf.as_ref()) };
    let request = rules.request(action, &passengers, &segments);
    let booking = subject.booking();
    let decision = tariff.decide(Ask { booking: &booking, request: &request, offer: None }).map_err(undecided)?;
    let facts = Facts { by: behalf.as_ref().map(By::of), ..facts(&subject, &passengers, &segments) };
    let question = Question { booking, request, offer: None };
    let (change, _) = store(
        &mut tx,
        now,
        &subject,
        tariff,
        NewChange { key, action, passengers: &passengers, segments: &segments, facts, question, decision },
    )
    .await?;
    tx.commit().await?;
    Ok(change)
}

/// The change a form has led to before.
async fn with_key(tx: &mut PgConnection, locator: &Locator, key: Uuid) -> Result<Option<Uuid>> {
    let found = sqlx::query!("select id, locator from trip_change where key = $1", key).fetch_optional(tx).await?;
    match found {
        Some(row) if row.locator == locator.as_str() => Ok(Some(row.id)),
        Some(_) => Err(Error::Conflict("case-sent-already")),
        None => Ok(None),
    }
}

/// One change of a booking at a time: an earlier quote gives way, and what it keeps is to be given back; a payment under way does not.
async fn alone(tx: &mut PgConnection, locator: &Locator) -> Result<Vec<Uuid>> {
    let running = sqlx::query!(
        "select id, state from trip_change where locator = $1 and state in ('quoted', 'paying', 'confirming') for update",
        locator.as_str()
    );
    let running = running.fetch_all(&mut *tx).await?;
    if running.iter().any(|row| row.state == "confirming") {
        return Err(Error::Conflict("change-confirming"));
    }
    if running.iter().any(|row| row.state == "paying") {
        return Err(Error::Conflict("change-paying"));
    }
    let quoted: Vec<Uuid> = running.iter().map(|row| row.id).collect();
    sqlx::query!("update trip_change set state = 'released' where id = any($1)", &quoted).execute(tx).await?;
    Ok(quoted)
}

fn facts(subject: &Subject, passengers: &[i16], segments: &[i16]) -> Facts {
    let people = subject.trip.passengers.iter().filter(|person| passengers.contains(&person.position));
    let before = segments.iter().filter_map(|position| subject.segment(*position)).filter_map(|segment| {
        let state = segment.state.as_ref()?;
        let own = segment.seats.iter().filter(|seat| passengers.contains(&seat.passenger));
        Some(FlightFact {
            key: FlightKey { designator: segment.designator, date: segment.flight_date },
            origin: segment.origin.iata.clone(),
            destination: segment.destination.iata.clone(),
            departs: state.departure.planned,
            arrives: state.arrival.planned,
            seats: own.clone().filter_map(|seat| seat.seat.clone()).collect(),
            checked_in: own.clone().any(|seat| seat.checked_in),
            endorsed: None,
        })
    });
    Facts {
        before: before.collect(),
        after: Vec::new(),
        names: people.map(crate::bookings::Passenger::full_name).collect(),
        everybody: passengers.len() == subject.trip.passengers.len(),
        prices: BTreeMap::new(),
        journey: None,
        words: None,
        locale: None,
        proved: Vec::new(),
        by: None,
    }
}

/// A change on its way into the database.
struct NewChange<'a> {
    key: Uuid,
    action: Action,
    passengers: &'a [i16],
    segments: &'a [i16],
    facts: Facts,
    question: Question,
    decision: Decision,
}

/// Writes it down; answers with its number, and whether seats are another system's.
async fn store(tx: &mut PgConnection, now: Timestamp, subject: &Subject, tariff: &Tariff, new: NewChange<'_>) -> Result<(Uuid, bool)> {
    tariff.keep(tx, now).await?;
    let json = |value: Result<serde_json::Value, serde_json::Error>| value.map_err(|error| Error::Internal(error.to_string()));
    let totals = Totals::of(&new.decision, subject.currency);
    let id = Uuid::now_v7();
    let stored = sqlx::query_scalar!(
        r#"insert into trip_change (id, key, locator, action, state, booking_version, created_at, expires_at, passengers, segments, facts, asked, decision,
                                  rule_files, currency, to_pay, refund, voucher, due_by, asked_by, identity_check)
         values ($1, $2, $3, $4, 'quoted', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         returning (select remote from reservation_mark) as "remote!""#,
        id,
        new.key,
        subject.trip.locator.as_str(),
        new.action.as_str(),
        subject.version,
        now.to_sqlx() as _,
        (now + SEATS_HELD).to_sqlx() as _,
        new.passengers,
        new.segments,
        json(serde_json::to_value(&new.facts))?,
        json(serde_json::to_value(&new.question))?,
        json(serde_json::to_value(&new.decision))?,
        &tariff.hashes(),
        subject.currency.to_string(),
        totals.to_pay.amount,
        totals.refund.amount,
        totals.voucher.amount,
        new.decision.due.as_ref().map(|due| due.by.to_sqlx()) as _,
        new.facts.by.as_ref().map_or("passenger", |by| by.person.id.as_str()),
        new.facts.by.as_ref().map(|by| by.how.as_str()),
    );
    Ok((id, stored.fetch_one(tx).await?))
}

/// Keeps the seats and the price for another quarter of an hour, once.
///
/// # Errors
/// `NotFound`; `Conflict` where it was extended before, has run out, or is no longer a quote; those of the database.
pub async fn extend(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, id: Uuid) -> Result<()> {
    let mut tx = db.begin().await?;
    may_begin(&mut tx, viewer, now, locator).await?;
    // what waits for a supervisor is kept longer already, and nothing for ever
    let extended = sqlx::query!(
        "update trip_change set extended = true, expires_at = greatest(expires_at, least($4, created_at + make_interval(secs => $5)))
          where id = $1 and locator = $2 and state = 'quoted' and not extended and expires_at > $3",
        id,
        locator.as_str(),
        now.to_sqlx() as _,
        (now + SEATS_HELD).to_sqlx() as _,
        QUOTE_KEPT.as_secs_f64(),
    );
    if extended.execute(&mut *tx).await?.rows_affected() > 0 {
        return Ok(tx.commit().await?);
    }
    let found = sqlx::query!("select state, extended, expires_at from trip_change where id = $1 and locator = $2", id, locator.as_str());
    match found.fetch_optional(&mut *tx).await? {
        None => Err(Error::NotFound),
        // a second press of the same moment
        Some(row) if row.state == "quoted" && row.extended && row.expires_at.to_jiff() > now + SEATS_HELD - SAME_PRESS => Ok(()),
        Some(row) if row.state == "quoted" && row.extended => Err(Error::Conflict("change-extended-already")),
        Some(_) => Err(Error::Conflict("change-moved-on")),
    }
}

/// Gives the seats back, also while the payment page is open: nothing is charged then. Twice is as good as once.
///
/// # Errors
/// `NotFound`; `Conflict` once it is paid or done; those of the database.
pub async fn release(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, id: Uuid) -> Result<()> {
    let mut tx = db.begin().await?;
    may_begin(&mut tx, viewer, now, locator).await?;
    hold_booking(&mut tx, locator).await?;
    let row = sqlx::query!("select state, payment_id from trip_change where id = $1 and locator = $2 for update", id, locator.as_str());
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    match (row.state.as_str(), row.payment_id) {
        ("paying", Some(payment)) => {
            // what the bank has agreed to is on its way to being done
            if !matches!(payments::find(&mut *tx, payment).await?.state, State::Planned | State::Opened | State::Declined) {
                return Err(Error::Conflict("change-paying"));
            }
            payments::void(&mut tx, now, payment).await?;
            reservation::release(&mut tx, id).await?;
            sqlx::query!("update trip_change set state = 'released' where id = $1", id).execute(&mut *tx).await?;
        }
        ("quoted", _) => {
            reservation::release(&mut tx, id).await?;
            sqlx::query!("update trip_change set state = 'released' where id = $1", id).execute(&mut *tx).await?;
        }
        ("released" | "expired", _) => {}
        _ => return Err(Error::Conflict("change-moved-on")),
    }
    tx.commit().await?;
    Ok(())
}
