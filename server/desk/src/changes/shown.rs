//! A change as its page shows it, in every state.

use super::airlines::airlines;
use super::open::access;
use super::options::Totals;
use super::quote::{Facts, FlightFact};
use super::run::Stage;
use super::split::paid_under;
use super::waiver::{Waiver, WaiverState};
use crate::access::{Identified, identified};
use crate::bookings::{Place, letters, places};
use crate::payments::{self, Payment};
use crate::{Error, PgPool, Result, audit};
use domain::booking::Locator;
use domain::contact::mask;
use domain::fare::Decision;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::rights::{TripAccess, Viewer, trip_access};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use std::collections::HashMap;
use uuid::Uuid;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Other flights.
    Change,
    /// No flights any more.
    Cancel,
    /// No flights any more, and only taxes come back.
    Taxes,
}

impl Action {
    /// As stored, and as letters and the audit name it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Cancel => "cancel",
            Self::Taxes => "taxes",
        }
    }

    pub(super) fn parse(word: &str) -> Result<Self> {
        let known = [Self::Change, Self::Cancel, Self::Taxes].into_iter().find(|action| action.as_str() == word);
        known.ok_or_else(|| Error::Internal(format!("unknown action {word}")))
    }
}

/// A change, cancellation or refund.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its number.
    pub id: Uuid,
    /// The booking it was asked for.
    pub locator: String,
    /// What is done.
    pub action: Action,
    /// Where it stands.
    pub stage: Stage,
    /// Until when seats and price are kept.
    pub expires_at: Timestamp,
    /// They were kept longer once already.
    pub extended: bool,
    /// The flights it is about, as booked.
    pub before: Vec<ChangedFlight>,
    /// The flights in their place; none of a cancellation.
    pub after: Vec<ChangedFlight>,
    /// Names of those it is for.
    pub passengers: Vec<String>,
    /// Their places in the booking.
    pub who: Vec<i16>,
    /// Places of the flights it is about.
    pub segments: Vec<i16>,
    /// Everybody in the booking: else it becomes two.
    pub everybody: bool,
    /// What the rules say, line by line.
    pub decision: Decision,
    /// What moves.
    pub totals: Totals,
    /// The last day on which money that comes back is paid.
    pub due_by: Option<Date>,
    /// Code of the voucher, and its last day.
    pub voucher: Option<(String, Option<Date>)>,
    /// The booking it became where only some passengers changed.
    pub became: Option<String>,
    /// The case that keeps it.
    pub case: Option<String>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// What is paid for it: the last try.
    pub charge: Option<Payment>,
    /// What comes back, by the payments it goes back to.
    pub refunds: Vec<Payment>,
    /// Whether it worked out for them, as they said.
    pub worked: Option<bool>,
    /// Whoever looks has proved who they are, or has identified the passenger they act for: enough to confirm.
    pub proved: bool,
    /// On whose behalf staff look.
    pub behalf: Option<Identified>,
    /// Who of ours made it for them.
    pub by: Option<String>,
    /// What was set aside in it, and how that stands; passengers see what was granted.
    pub waiver: Option<(WaiverState, Waiver)>,
    /// A supervisor has still to agree to something being set aside: it cannot be confirmed until then.
    pub waits: bool,
    /// It was found that its refund is later than the law allows.
    pub late: bool,
    /// The language the booking is written to in.
    pub language: Locale,
    /// Where the passenger is written to about it, masked.
    pub told: Vec<String>,
}

/// A flight before or after.
#[derive(Debug, Clone)]
pub struct ChangedFlight {
    /// `LD 474`.
    pub designator: String,
    /// Local day of departure.
    pub date: Date,
    /// From.
    pub from: Place,
    /// To.
    pub to: Place,
    /// Departure.
    pub departs: Timestamp,
    /// Arrival.
    pub arrives: Timestamp,
    /// Seats on it of those it is for.
    pub seats: Vec<String>,
    /// One of them has checked in.
    pub checked_in: bool,
    /// The airline that flies it in our place, by name: the ticket is endorsed to it.
    pub endorsed: Option<String>,
}

/// The key its refund is known by.
pub(super) fn refund_key(change: Uuid) -> String {
    format!("change:{change}:refund")
}

/// A change, whichever state it is in.
///
/// # Errors
/// `NotFound` where neither the trip is open to the viewer nor such a change is known; those of the database.
pub async fn change(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, locator: &Locator, id: Uuid) -> Result<Change> {
    let access = access(viewer, locator)?;
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        r#"select c.locator, c.action, c.state, c.failure, c.expires_at, c.extended, c.facts, c.decision, c.currency, c.to_pay, c.refund, c.voucher,
                  c.due_by, c.became, c.done_at, c.passengers, c.segments, c.payment_id, c.worked, c.waiver, c.waiver_state, c.late_at,
                  b.language as "language?", o.state as "ordered?", f.reference as "reference?", v.code as "code?", v.until as "until?"
             from trip_change c left join booking b on b.locator = c.locator left join case_file f on f.id = c.case_id left join voucher v on v.change_id = c.id
                  left join reservation_order o on o.change_id = c.id
            where c.id = $1 and (c.locator = $2 or c.became = $2)"#,
        id,
        locator.as_str(),
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let facts: Facts = serde_json::from_value(row.facts).map_err(|error| Error::Internal(error.to_string()))?;
    let decision: Decision = serde_json::from_value(row.decision).map_err(|error| Error::Internal(error.to_string()))?;
    let currency = Currency::parse(&row.currency).ok_or_else(|| Error::Internal(format!("unknown currency {}", row.currency)))?;
    let airports: Vec<String> =
        facts.before.iter().chain(&facts.after).flat_map(|flight| [flight.origin.clone(), flight.destination.clone()]).collect();
    let places = places(&mut tx, locale, &airports).await?;
    let codes: Vec<String> = facts.after.iter().filter_map(|flight| flight.endorsed.clone()).collect();
    let airlines = airlines(&mut tx, locale, &codes).await?;
    let charge = match row.payment_id {
        Some(payment) => Some(payments::find(&mut *tx, payment).await?),
        None => None,
    };
    let paid = paid_under(&mut tx, &row.locator).await?;
    let key = refund_key(id);
    let refunds = payments::of_booking(&mut *tx, &paid).await?.into_iter().filter(|payment| payment.key.starts_with(&key)).collect();
    let behalf = identified(&mut tx, viewer, now, locator).await?;
    let told = if behalf.is_some() { letters::pay_addresses(&mut tx, locator).await? } else { Vec::new() };
    audit::look(&mut tx, viewer, now, "trip", "trip", locator.as_str(), serde_json::json!({ "change": id })).await?;
    tx.commit().await?;
    let internal = |error: serde_json::Error| Error::Internal(error.to_string());
    let waiver: Option<Waiver> = row.waiver.map(serde_json::from_value).transpose().map_err(internal)?;
    let waiver_state = row.waiver_state.as_deref().map(WaiverState::parse).transpose()?;
    // what colleagues say to each other is not for passengers, nor is what was not granted
    let ours = access == TripAccess::Staff;
    let waiver = waiver_state.zip(waiver).filter(|(state, _)| ours || *state == WaiverState::Granted);
    let waiver =
        waiver.map(|(state, waiver)| if ours { (state, waiver) } else { (state, Waiver { why: String::new(), decided: None, ..waiver }) });
    // who only knows the name sees flights and prices: no voucher's code, no card, no case
    let proved = access != TripAccess::Itinerary;
    // nor do those who stayed see the card of who left
    let theirs = row.became.as_deref().is_none_or(|became| became == locator.as_str() || trip_access(viewer, became).is_some());
    let proved_theirs = proved && theirs;
    let waits = waiver_state == Some(WaiverState::Asked);
    let flights = |all: &[FlightFact]| all.iter().map(|flight| shown(flight, &places, &airlines)).collect();
    let expires_at = row.expires_at.to_jiff();
    Ok(Change {
        id,
        action: Action::parse(&row.action)?,
        stage: Stage::of(&row.state, row.failure.as_deref(), expires_at <= now, row.ordered.as_deref())?,
        locator: row.locator,
        expires_at,
        extended: row.extended,
        before: flights(&facts.before),
        after: flights(&facts.after),
        passengers: facts.names,
        who: row.passengers,
        segments: row.segments,
        charge: charge.map(|charge| Payment { means: charge.means.filter(|_| proved_theirs), ..charge }),
        refunds: if proved_theirs { refunds } else { Vec::new() },
        everybody: facts.everybody,
        totals: Totals {
            to_pay: Money::new(row.to_pay, currency),
            refund: Money::new(row.refund, currency),
            voucher: Money::new(row.voucher, currency),
        },
        due_by: row.due_by.map(jiff_sqlx::Date::to_jiff),
        voucher: row.code.filter(|_| proved_theirs).map(|code| (code, row.until.map(jiff_sqlx::Date::to_jiff))),
        became: row.became,
        case: row.reference.filter(|_| proved),
        done_at: row.done_at.map(jiff_sqlx::Timestamp::to_jiff),
        worked: row.worked,
        proved: access == TripAccess::Verified || behalf.is_some(),
        behalf,
        by: facts.by.map(|by| by.person.name),
        waiver,
        waits,
        late: row.late_at.is_some(),
        language: row.language.as_deref().and_then(Locale::from_tag).unwrap_or_default(),
        told: told.iter().map(|address| mask(address)).collect(),
        decision,
    })
}

fn shown(flight: &FlightFact, places: &HashMap<String, Place>, airlines: &HashMap<String, String>) -> ChangedFlight {
    let place = |iata: &String| {
        places.get(iata).cloned().unwrap_or_else(|| Place {
            iata: iata.clone(),
            city: iata.clone(),
            zone: "UTC".to_owned(),
            ..Place::default()
        })
    };
    ChangedFlight {
        designator: flight.key.designator.spaced(),
        date: flight.key.date,
        from: place(&flight.origin),
        to: place(&flight.destination),
        departs: flight.departs,
        arrives: flight.arrives,
        seats: flight.seats.clone(),
        checked_in: flight.checked_in,
        endorsed: flight.endorsed.as_ref().and_then(|code| airlines.get(code)).cloned(),
    }
}

/// Whether a reservation system has still to answer: whoever has just asked may wait a moment.
///
/// # Errors
/// `NotFound` where the trip is not open to the viewer; those of the database.
pub async fn waits(db: &PgPool, viewer: &Viewer, locator: &Locator, id: Uuid) -> Result<bool> {
    access(viewer, locator)?;
    let waits = sqlx::query_scalar!(
        r#"select c.state = 'confirming' or c.state = 'quoted' and o.state in ('wanted', 'refused') as "waits!"
             from trip_change c join reservation_order o on o.change_id = c.id where c.id = $1 and c.locator = $2"#,
        id,
        locator.as_str()
    );
    Ok(waits.fetch_optional(db).await?.unwrap_or(false))
}

/// A change in a list.
#[derive(Debug, Clone)]
pub struct Brief {
    /// Its number.
    pub id: Uuid,
    /// What was done.
    pub action: Action,
    /// Where it stands.
    pub stage: Stage,
    /// When it was done, or begun.
    pub at: Timestamp,
    /// What comes back, while it is not zero.
    pub refund: Money,
    /// By when.
    pub due_by: Option<Date>,
}

/// The changes of a booking that were done, wait for a payment or a confirmation, or are still kept, the newest first.
///
/// # Errors
/// `NotFound` where the trip is not open to the viewer; those of the database.
pub async fn of_trip(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator) -> Result<Vec<Brief>> {
    access(viewer, locator)?;
    let rows = sqlx::query!(
        r#"select id, action, c.state, failure, expires_at, coalesce(done_at, created_at) as "at!", refund, currency, due_by, o.state as "ordered?"
             from trip_change c left join reservation_order o on o.change_id = c.id
            where (c.locator = $1 or became = $1) and (c.state in ('done', 'paying', 'confirming') or c.state = 'quoted' and expires_at > $2)
            order by created_at desc limit 20"#,
        locator.as_str(),
        now.to_sqlx() as _,
    );
    rows.fetch_all(db)
        .await?
        .into_iter()
        .map(|row| {
            let currency = Currency::parse(&row.currency).ok_or_else(|| Error::Internal(format!("unknown currency {}", row.currency)))?;
            Ok(Brief {
                id: row.id,
                action: Action::parse(&row.action)?,
                stage: Stage::of(&row.state, row.failure.as_deref(), row.expires_at.to_jiff() <= now, row.ordered.as_deref())?,
                at: row.at.to_jiff(),
                refund: Money::new(row.refund, currency),
                due_by: row.due_by.map(jiff_sqlx::Date::to_jiff),
            })
        })
        .collect()
}
