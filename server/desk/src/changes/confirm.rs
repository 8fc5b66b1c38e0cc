//! Confirming: money, seats, coupons, documents, case and letter in one transaction, once (I3, I4, I5).

use super::behalf::{By, proved};
use super::carry::{Order, carry_out};
use super::question::{Subject, subject};
use super::quote::{Facts, Question};
use super::split::paid_under;
use super::{Action, Tariff, remote, reservation};
use crate::access::session_of;
use crate::bookings::letters;
use crate::outbox::{self, Letter, Promise};
use crate::payments::{self, NewCharge};
use crate::reservations::Done;
use crate::{Error, PgPool, Result, audit};
use domain::booking::Locator;
use domain::fare::{Ask, Booking, Decision, Outcome, Who};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::policy::{PAID_WITHIN, QUOTE_KEPT};
use domain::rights::{TripAccess, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

/// What the case of a change says, in the passenger's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// One line.
    pub subject: String,
    /// What they did: from what to what, and for how much.
    pub words: String,
}

/// What confirming led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// It is done.
    Done,
    /// It is to be paid first; the page of the change shows the way.
    Pay,
    /// The reservation system is asked; the page of the change says when it has answered.
    Confirming,
}

/// A change, held by this transaction.
pub(super) struct Row {
    pub id: Uuid,
    pub locator: Locator,
    pub action: Action,
    pub state: String,
    pub version: i32,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub passengers: Vec<i16>,
    pub segments: Vec<i16>,
    pub facts: Facts,
    pub question: Question,
    pub decision: Decision,
    pub files: Vec<String>,
    pub to_pay: Money,
    pub refund: Money,
    pub voucher: Money,
    pub due_by: Option<jiff::civil::Date>,
    pub session: Option<Vec<u8>>,
    pub payment: Option<Uuid>,
    pub waiver_state: Option<String>,
    /// Seats and coupons are another system's: it is asked before anything moves here.
    pub elsewhere: bool,
    /// It has not answered whether it keeps the seats.
    pub held_open: bool,
}

/// Confirms a quote: at once where there is nothing to pay, else once the payment is authorised. The same again answers the same.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound`; `Conflict` where it ran out, the booking has changed, a flight has left, the
/// rules refuse, or an agency pays the refund; those of the database.
pub async fn confirm(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locale: Locale,
    locator: &Locator,
    id: Uuid,
    words: Words,
) -> Result<Confirmed> {
    let mut tx = db.begin().await?;
    let behalf = proved(&mut tx, viewer, now, locator).await?;
    // nothing is opened to a colleague's browser
    let session = if behalf.is_some() { None } else { Some(session_of(viewer)?.to_vec()) };
    hold_booking(&mut tx, locator).await?;
    let mut row = row(&mut tx, id).await?.filter(|row| row.locator == *locator).ok_or(Error::NotFound)?;
    match row.state.as_str() {
        "done" => return Ok(Confirmed::Done),
        "paying" => return Ok(Confirmed::Pay),
        "confirming" => return Ok(Confirmed::Confirming),
        "quoted" if row.expires_at > now && row.held_open => return Err(Error::Conflict("change-hold-waits")),
        "quoted" if row.expires_at > now => {}
        "failed" => return Err(Error::Conflict("change-moved-on")),
        _ => return Err(Error::Conflict("change-expired")),
    }
    if row.decision.outcome == Outcome::Refused {
        return Err(Error::Conflict("change-refused"));
    }
    if row.action != Action::Change && row.decision.handled.as_ref().is_some_and(|handled| handled.who == Who::Agency) {
        return Err(Error::Conflict("change-agency"));
    }
    // what the passenger did not ask for at this price is not done to them at another
    if row.waiver_state.as_deref() == Some("asked") {
        return Err(Error::Conflict("waiver-waits"));
    }
    row.facts.words = Some(words);
    row.facts.by = behalf.as_ref().map(By::of);
    row.facts.locale = Some(locale.tag().to_owned());
    row.facts.proved = viewer.grants().map(|grants| grants.contacts.clone()).unwrap_or_default();
    row.session = session;
    remember(&mut tx, &row).await?;
    let confirmed = if row.to_pay.amount.is_zero() {
        if row.elsewhere {
            ask_there(&mut tx, now, viewer, &row).await?;
            Confirmed::Confirming
        } else {
            do_it(&mut tx, now, viewer, &row, None).await?;
            Confirmed::Done
        }
    } else {
        possible(&mut tx, now, locale, &row).await?;
        ask_for_money(&mut tx, now, &row, locale).await?;
        if let Some(by) = &row.facts.by {
            tell_to_pay(&mut tx, now, &row, by, locale).await?;
            let detail = json!({ "action": "pay", "change": row.id, "amount": row.to_pay.to_string(), "how": by.how });
            audit::record(&mut tx, viewer, now, "trip_changed", "trip", locator.as_str(), detail).await?;
        }
        Confirmed::Pay
    };
    tx.commit().await?;
    Ok(confirmed)
}

/// The booking first, then its change: everybody holds them in this order.
pub(super) async fn hold_booking(tx: &mut PgConnection, locator: &Locator) -> Result<()> {
    sqlx::query_scalar!("select locator from booking where locator = $1 for update", locator.as_str()).fetch_one(tx).await?;
    Ok(())
}

pub(super) async fn row(tx: &mut PgConnection, id: Uuid) -> Result<Option<Row>> {
    let row = sqlx::query!(
        r#"select c.locator, action, c.state, booking_version, created_at, expires_at, passengers, segments, facts, asked, decision, rule_files, currency,
                to_pay, refund, voucher, due_by, session_id, payment_id, waiver_state, o.state as "ordered?",
                (select remote from reservation_mark) as "remote!"
           from trip_change c left join reservation_order o on o.change_id = c.id where c.id = $1 for update of c"#,
        id
    );
    let Some(row) = row.fetch_optional(tx).await? else { return Ok(None) };
    let internal = |error: serde_json::Error| Error::Internal(error.to_string());
    let currency = Currency::parse(&row.currency).ok_or_else(|| Error::Internal(format!("unknown currency {}", row.currency)))?;
    Ok(Some(Row {
        id,
        locator: Locator::parse(&row.locator).map_err(|_| Error::Internal(format!("no locator: {}", row.locator)))?,
        action: Action::parse(&row.action)?,
        state: row.state,
        version: row.booking_version,
        created_at: row.created_at.to_jiff(),
        expires_at: row.expires_at.to_jiff(),
        passengers: row.passengers,
        segments: row.segments,
        facts: serde_json::from_value(row.facts).map_err(internal)?,
        question: serde_json::from_value(row.asked).map_err(internal)?,
        decision: serde_json::from_value(row.decision).map_err(internal)?,
        files: row.rule_files,
        to_pay: Money::new(row.to_pay, currency),
        refund: Money::new(row.refund, currency),
        voucher: Money::new(row.voucher, currency),
        due_by: row.due_by.map(jiff_sqlx::Date::to_jiff),
        session: row.session_id,
        payment: row.payment_id,
        waiver_state: row.waiver_state,
        elsewhere: row.remote,
        held_open: row.remote && matches!(row.ordered.as_deref(), Some("wanted" | "refused")),
    }))
}

async fn remember(tx: &mut PgConnection, row: &Row) -> Result<()> {
    let facts = serde_json::to_value(&row.facts).map_err(|error| Error::Internal(error.to_string()))?;
    let by = row.facts.by.as_ref();
    sqlx::query!(
        "update trip_change set facts = $2, session_id = $3, asked_by = $4, identity_check = $5 where id = $1",
        row.id,
        facts,
        row.session,
        by.map_or("passenger", |by| by.person.id.as_str()),
        by.map(|by| by.how.as_str()),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A charge for what is to be paid; seats and price are kept while it is being paid.
async fn ask_for_money(tx: &mut PgConnection, now: Timestamp, row: &Row, locale: Locale) -> Result<()> {
    // however often a card is declined, seats and price are not kept for ever; who pays by a link in a letter has all of that time
    let within = if row.facts.by.is_some() { QUOTE_KEPT } else { PAID_WITHIN };
    let until = row.expires_at.max(now + within).min(row.created_at + QUOTE_KEPT);
    if until <= now {
        return Err(Error::Conflict("change-expired"));
    }
    let charge = NewCharge {
        // every try is a charge of its own, and one confirmation is one try
        key: &format!("change:{}:{}", row.id, Uuid::now_v7()),
        // where refunds of later look for it
        locator: &paid_under(tx, row.locator.as_str()).await?,
        case_ref: None,
        amount: row.to_pay,
        return_to: &format!("/trip/{}/change/{}?back=bank", row.locator, row.id),
        locale,
        expires_at: until,
    };
    let payment = payments::plan_charge(tx, now, &charge).await?;
    sqlx::query!(
        "update trip_change set state = 'paying', payment_id = $2, expires_at = $3 where id = $1",
        row.id,
        payment.id,
        until.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The way to the payment, by letter to everybody who is written to about the trip: who spoke to a colleague pays by themselves.
async fn tell_to_pay(tx: &mut PgConnection, now: Timestamp, row: &Row, by: &By, locale: Locale) -> Result<()> {
    let until = row.created_at + QUOTE_KEPT;
    for address in letters::pay_addresses(tx, &row.locator).await? {
        let letter = Letter::TripToPay {
            locator: row.locator.to_string(),
            change_id: row.id,
            amount: row.to_pay,
            until,
            by: by.person.name.clone(),
        };
        let key = format!("trip-to-pay:{}:{}:{address}", row.id, now.as_microsecond());
        let promise = Promise { key, to: &address, locale, letter, secret: None, useless_after: Some(until), case: None };
        outbox::promise(tx, now, &promise).await?;
    }
    Ok(())
}

/// Asks the reservation system. It is tried here first, to the end, and taken back: what would not work here is not done there.
pub(super) async fn ask_there(tx: &mut PgConnection, now: Timestamp, viewer: &Viewer, row: &Row) -> Result<()> {
    let mut rehearsal = tx.begin().await?;
    do_it(&mut rehearsal, now, viewer, row, None).await?;
    rehearsal.rollback().await?;
    let subject = subject(tx, now, language(row), TripAccess::Staff, &row.locator).await?;
    remote::ask(tx, now, row, &subject).await
}

fn language(row: &Row) -> Locale {
    row.facts.locale.as_deref().and_then(Locale::from_tag).unwrap_or_default()
}

/// Everything at once, or nothing. What the reservation system has done (`there`) is not asked about again.
pub(super) async fn do_it(tx: &mut PgConnection, now: Timestamp, viewer: &Viewer, row: &Row, there: Option<&Done>) -> Result<()> {
    let locale = language(row);
    let subject = match there {
        None => possible(tx, now, locale, row).await?,
        Some(_) => subject(tx, now, locale, TripAccess::Staff, &row.locator).await?,
    };
    carry_out(tx, now, Order { viewer, row, subject, locale, there }).await
}

/// The booking, where the change can still be done as it was quoted.
async fn possible(tx: &mut PgConnection, now: Timestamp, locale: Locale, row: &Row) -> Result<Subject> {
    let subject = subject(tx, now, locale, TripAccess::Staff, &row.locator).await?;
    if subject.version != row.version {
        return Err(Error::Conflict("change-moved-on"));
    }
    let open = |position: &i16| subject.parts.iter().any(|part| part.segments.contains(position));
    if !row.segments.iter().all(open) {
        return Err(Error::Conflict("change-left"));
    }
    for flight in row.facts.journey.iter().flat_map(|journey| &journey.flights) {
        if !reservation::goes(tx, now, flight).await? {
            return Err(Error::Conflict("change-seat-lost"));
        }
    }
    if !as_quoted(tx, row, &subject).await? {
        return Err(Error::Conflict("change-moved-on"));
    }
    Ok(subject)
}

/// Whether the rules still say what was quoted: a flight that was cancelled or is late by now may cost less, or give back more.
async fn as_quoted(tx: &mut PgConnection, row: &Row, subject: &Subject) -> Result<bool> {
    let booking = subject.booking();
    let Question { booking: then, request, offer } = &row.question;
    let happened =
        |booking: &Booking| booking.segments.iter().map(|segment| (segment.id.clone(), segment.disruption.clone())).collect::<Vec<_>>();
    if happened(&booking) == happened(then) {
        return Ok(true);
    }
    let policy = row.decision.applied.first().map(|applied| applied.policy.as_str());
    let tariff = Tariff::of_then(tx, &row.files, policy).await?;
    let again = tariff.decide(Ask { booking: &booking, request, offer: offer.as_ref() });
    let amounts = |decision: &Decision| {
        decision.lines.iter().map(|line| (line.passenger.clone(), line.said.rule.clone(), line.amount)).collect::<Vec<_>>()
    };
    Ok(again.is_ok_and(|again| (again.outcome, amounts(&again)) == (row.decision.outcome, amounts(&row.decision))))
}
