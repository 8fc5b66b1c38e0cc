//! Carrying a confirmed change out, in the transaction that confirms it.

use super::airlines::airlines;
use super::confirm::Row;
use super::question::{Subject, flies, subject};
use super::quote::FlightFact;
use super::reservation::{self, Cabins, Coupon, NewCoupon};
use super::shown::refund_key;
use super::{Action, extras, segments, split};
use crate::access::{GrantKind, Proof, grant};
use crate::bookings::{Segment, letters};
use crate::cases::{self, New, Origin, Step};
use crate::outbox::{self, Letter, Promise, Reissue, Replaced};
use crate::payments::{self, NewRefund};
use crate::reservations::Done;
use crate::{Error, Result, audit};
use domain::booking::coupon::{Value, carried};
use domain::booking::{Locator, PassengerKind};
use domain::case::{Act, Actor, Channel, Event, Kind, Status, Topic};
use domain::fare::LineKind;
use domain::locale::Locale;
use domain::policy::PROOF;
use domain::rights::{TripAccess, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// A change to be carried out on a booking this transaction holds.
pub(super) struct Order<'a> {
    pub viewer: &'a Viewer,
    pub row: &'a Row,
    pub subject: Subject,
    pub locale: Locale,
    /// What the reservation system has done, where seats and coupons are its own: its numbers are taken.
    pub there: Option<&'a Done>,
}

/// Seats, coupons, documents, money, case and letter.
///
/// # Errors
/// `Conflict` where a seat or coupon is gone, or more would come back than was paid; those of the database.
pub(super) async fn carry_out(tx: &mut PgConnection, now: Timestamp, order: Order<'_>) -> Result<()> {
    let Order { viewer, row, subject: asked, locale, there } = order;
    let (target, became) = if row.facts.everybody {
        (asked, None)
    } else {
        let locator = split::split(tx, &asked, &row.passengers, there.and_then(|there| there.locator.as_deref())).await?;
        letters::contact_changed(tx, viewer, now, asked.trip.locator.as_str()).await?;
        (subject(tx, now, locale, TripAccess::Staff, &locator).await?, Some(locator))
    };
    let (coupons, cabins, people) = concerned(&target, row);
    let held: Vec<&Coupon> = coupons.iter().collect();
    if row.action == Action::Change {
        let flights = row.facts.journey.as_ref().map(|journey| journey.flights.as_slice()).unwrap_or_default();
        let first = target.segment(*row.segments.first().unwrap_or(&0)).ok_or(Error::Conflict("change-moved-on"))?;
        reservation::move_seats(tx, row.id, &cabins, &Cabins::of(flights, first.cabin), people).await?;
        segments::replace(tx, &target.trip, &row.segments, flights).await?;
        reissue(tx, now, &target, row, &held, there).await?;
    } else {
        reservation::move_seats(tx, row.id, &cabins, &Cabins::default(), people).await?;
        segments::cancel(tx, target.trip.locator.as_str(), &row.segments).await?;
        reservation::close(tx, &held, "refunded").await?;
    }
    extras::follow(tx, row, &target).await?;
    let locator = target.trip.locator.clone();
    settle_booking(tx, now, row, &target).await?;
    pay_back(tx, now, row, &locator).await?;
    let case = keep_case(tx, now, row, locale, &locator).await?;
    if let (Some(became), Some(session)) = (&became, row.session.as_deref()) {
        open_to(tx, now, session, GrantKind::Trip, became.as_str(), Proof::Name).await?;
    }
    tell(tx, now, row, &locator, locale).await?;
    letters::rebooked(tx, now, &locator).await?;
    let (by, became_as) = (row.facts.by.as_ref(), became.as_ref().map(ToString::to_string));
    // after a payment it is the portal that goes on: who asked for it stands beside it
    let (staff, how) = (by.map(|by| &by.person.name), by.map(|by| &by.how));
    let detail = json!({ "action": row.action.as_str(), "change": row.id, "became": became_as, "staff": staff, "how": how });
    audit::record(tx, viewer, now, "trip_changed", "trip", row.locator.as_str(), detail).await?;
    sqlx::query!(
        "update trip_change set state = 'done', done_at = $2, became = $3, case_id = $4 where id = $1",
        row.id,
        now.to_sqlx() as _,
        became.map(|locator| locator.to_string()),
        case,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The coupons of these people on these flights, the cabins they leave, and the seats that makes.
pub(super) fn concerned(target: &Subject, row: &Row) -> (Vec<Coupon>, Cabins, i32) {
    let flights: Vec<&Segment> = row.segments.iter().filter_map(|position| target.segment(*position)).collect();
    let of = |coupon: &&Coupon| row.passengers.contains(&coupon.passenger) && flights.iter().any(|flight| flies(coupon, flight));
    let coupons = target.coupons.iter().filter(of).cloned().collect();
    let mut cabins = Cabins::default();
    for flight in &flights {
        let number = flight.designator.number();
        cabins.add((flight.designator.carrier.as_str(), number, flight.flight_date, &flight.origin.iata), flight.cabin);
    }
    let seated =
        target.trip.passengers.iter().filter(|person| row.passengers.contains(&person.position) && person.kind != PassengerKind::Infant);
    (coupons, cabins, i32::try_from(seated.count()).unwrap_or(i32::MAX))
}

/// New tickets: each passenger's open coupons, the new flights in the place of the old ones.
async fn reissue(tx: &mut PgConnection, now: Timestamp, target: &Subject, row: &Row, old: &[&Coupon], there: Option<&Done>) -> Result<()> {
    let replaced: Vec<(&str, i16)> = old.iter().map(|coupon| (coupon.ticket.as_str(), coupon.number)).collect();
    for person in target.trip.passengers.iter().filter(|person| row.passengers.contains(&person.position)) {
        let open: Vec<&Coupon> = target.coupons.iter().filter(|coupon| coupon.passenger == person.position).collect();
        let Some(ticket) = open.first().map(|coupon| coupon.ticket.clone()) else { continue };
        let (gone, kept): (Vec<&Coupon>, Vec<&Coupon>) =
            open.iter().partition(|coupon| replaced.contains(&(coupon.ticket.as_str(), coupon.number)));
        if gone.is_empty() {
            return Err(Error::Conflict("change-coupon-used"));
        }
        reservation::close(tx, &open, "exchanged").await?;
        let ticket = match there {
            None => reservation::next_ticket(tx, &ticket).await?,
            Some(done) => {
                let issued = done.tickets.iter().find(|issued| issued.passenger == person.position);
                issued.ok_or_else(|| Error::Internal(format!("no ticket came for change {}", row.id)))?.ticket.clone()
            }
        };
        let offered = row.facts.prices.get(&person.position).map(Vec::as_slice).unwrap_or_default();
        let lines = row.decision.lines.iter().filter(|line| line.passenger.as_deref() == Some(person.position.to_string().as_str()));
        let lines: Vec<_> = lines.collect();
        // lines of what is paid stand below zero
        let paid = |kind: LineKind| -> Decimal { lines.iter().filter(|line| line.kind == kind).map(|line| -line.amount).sum() };
        let values: Vec<&Value> = gone.iter().map(|coupon| &coupon.value).collect();
        let worth = carried(&values, offered, paid(LineKind::FareDifference), paid(LineKind::TaxDifference));
        let flights = row.facts.journey.iter().flat_map(|journey| &journey.flights);
        let new = flights.zip(worth).map(|(flight, value)| NewCoupon {
            ticket: ticket.clone(),
            number: 0,
            passenger: person.position,
            flight: (flight.key.designator.carrier.to_string(), flight.key.designator.number(), flight.key.date, flight.origin.clone()),
            destination: flight.destination.clone(),
            family: target.family.clone(),
            value,
            endorsed: Some(flight.key.designator.carrier.to_string()).filter(|carrier| *carrier != target.carrier),
        });
        let staying = kept.iter().map(|coupon| NewCoupon {
            ticket: ticket.clone(),
            number: 0,
            passenger: person.position,
            flight: coupon.flight.clone(),
            destination: destination(target, coupon),
            family: coupon.family.clone(),
            value: coupon.value.clone(),
            endorsed: coupon.endorsed.clone(),
        });
        let all: Vec<NewCoupon> = new.chain(staying).zip(1..).map(|(coupon, number)| NewCoupon { number, ..coupon }).collect();
        reservation::issue(tx, target.trip.locator.as_str(), now, &all).await?;
        sqlx::query!(
            "update passenger set ticket_number = $3 where locator = $1 and position = $2",
            target.trip.locator.as_str(),
            person.position,
            ticket
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

fn destination(target: &Subject, coupon: &Coupon) -> String {
    target.trip.segments.iter().find(|segment| flies(coupon, segment)).map(|segment| segment.destination.iata.clone()).unwrap_or_default()
}

/// State, version, day of issue and what it cost in all.
async fn settle_booking(tx: &mut PgConnection, now: Timestamp, row: &Row, target: &Subject) -> Result<()> {
    let left = target.parts.iter().any(|part| part.all.iter().any(|position| !row.segments.contains(position)));
    let state = match (row.action, left) {
        (Action::Change, _) | (_, true) => "changed",
        (_, false) if row.refund.amount > Decimal::ZERO => "refunded",
        (_, false) => "cancelled",
    };
    let balance = row.to_pay.amount - row.refund.amount - row.voucher.amount;
    sqlx::query!(
        "update booking set state = $2, version = version + 1, issued_at = $3, total = greatest(0, total + $4) where locator = $1",
        target.trip.locator.as_str(),
        state,
        now.to_sqlx() as _,
        balance,
    )
    .execute(&mut *tx)
    .await?;
    if target.trip.locator != row.locator {
        sqlx::query!("update booking set version = version + 1 where locator = $1", row.locator.as_str()).execute(tx).await?;
    }
    Ok(())
}

/// What comes back: to where it was paid from, or as a voucher.
async fn pay_back(tx: &mut PgConnection, now: Timestamp, row: &Row, locator: &Locator) -> Result<()> {
    if row.refund.amount > Decimal::ZERO {
        let key = refund_key(row.id);
        // the charge stands under the reference everything was paid with
        let paid = split::paid_under(tx, locator.as_str()).await?;
        let refund =
            NewRefund { key: &key, locator: &paid, whose: locator.as_str(), case_ref: None, amount: row.refund, due_by: row.due_by };
        payments::plan_refund(tx, now, &refund).await?;
    }
    if row.voucher.amount > Decimal::ZERO {
        let until = row.decision.voucher.as_ref().and_then(|voucher| voucher.until);
        let drawn: String = Uuid::new_v4().simple().to_string().chars().take(10).collect();
        let code = format!("LV{}", drawn.to_uppercase());
        sqlx::query!(
            "insert into voucher (code, locator, change_id, amount, currency, until, issued_at) values ($1, $2, $3, $4, $5, $6, $7)",
            code,
            locator.as_str(),
            row.id,
            row.voucher.amount,
            row.voucher.currency.to_string(),
            until.map(ToSqlx::to_sqlx) as _,
            now.to_sqlx() as _,
        )
        .execute(tx)
        .await?;
    }
    Ok(())
}

/// The case that keeps it, open to whoever confirmed it: closed, and open again as soon as they write (CHG-8).
async fn keep_case(tx: &mut PgConnection, now: Timestamp, row: &Row, locale: Locale, locator: &Locator) -> Result<Option<i64>> {
    let Some(words) = row.facts.words.clone() else { return Ok(None) };
    if let Some((by, case)) = row.facts.by.as_ref().and_then(|by| Some((by, by.case?))) {
        cases::acted(tx, now, case, by.person.clone(), &words.words).await?;
        return Ok(Some(case));
    }
    let name = row.facts.names.first().cloned().unwrap_or_default();
    // whoever confirmed it, by the address they had proved then
    let mut addresses = letters::own_addresses(tx, locator).await?;
    addresses.sort_by_key(|address| !row.facts.proved.contains(address));
    let new = New {
        kind: Kind::Change,
        topic: if row.action == Action::Change { Topic::NewFlight } else { Topic::Refund },
        // what staff did is said by them, below
        words: if row.facts.by.is_some() { words.subject.clone() } else { words.words.clone() },
        subject: words.subject,
        name: name.clone(),
        email: String::new(),
        language: locale,
        locator: Some(locator.to_string()),
        flight: None,
        bag_tag: String::new(),
    };
    let channel = match &row.facts.by {
        None => Channel::Web,
        Some(by) if by.at_counter() => Channel::Counter,
        Some(_) => Channel::Phone,
    };
    let origin = Origin { channel, address: addresses.into_iter().next(), passenger: None, actor: Actor::Passenger(name) };
    let file = cases::seed(tx, now, new, origin).await?;
    // done by the passenger and the portal: nobody's work waits in it
    let department = file.state.department.clone();
    if let Some(by) = &row.facts.by {
        let event = Act::Identified { how: by.how.clone() }.noted();
        cases::append_all(tx, file.id, vec![Step { at: now, actor: Actor::Staff(by.person.clone()), event }]).await?;
        cases::acted(tx, now, file.id, by.person.clone(), &words.words).await?;
        let closed = Event::Status { to: Status::Closed, level: None };
        cases::append_all(tx, file.id, vec![Step { at: now, actor: Actor::System, event: closed }]).await?;
        return Ok(Some(file.id));
    }
    let system = |event| Step { at: now, actor: Actor::System, event };
    let sorted = system(Event::Assignment { department, owner: None });
    cases::append_all(tx, file.id, vec![sorted, system(Event::Status { to: Status::Closed, level: None })]).await?;
    if let Some(session) = row.session.as_deref() {
        open_to(tx, now, session, GrantKind::Case, &file.id.to_string(), Proof::Opened).await?;
    }
    Ok(Some(file.id))
}

/// Opens something to the browser it was confirmed in, while that is still there.
async fn open_to(tx: &mut PgConnection, now: Timestamp, session: &[u8], kind: GrantKind, subject: &str, proof: Proof) -> Result<()> {
    let there = sqlx::query_scalar!(r#"select exists (select from session where id = $1) as "there!""#, session);
    if there.fetch_one(&mut *tx).await? {
        grant(&mut *tx, session, now, kind, subject, proof, PROOF).await?;
    }
    Ok(())
}

/// The written confirmation, to every address of the booking (CHG-6).
async fn tell(tx: &mut PgConnection, now: Timestamp, row: &Row, locator: &Locator, locale: Locale) -> Result<()> {
    let trip = crate::bookings::whole(tx, TripAccess::Staff, now, locale, locator).await?;
    let endorsed: Vec<String> = row.facts.after.iter().filter_map(|flight| flight.endorsed.clone()).collect();
    let names = airlines(tx, locale, &endorsed).await?;
    let mut endorsed: Vec<String> = endorsed.iter().filter_map(|code| names.get(code).cloned()).collect();
    endorsed.dedup();
    let letter = Letter::TripReissued(Box::new(Reissue {
        trip: letters::itinerary(&trip, now),
        action: row.action.as_str().to_owned(),
        was: row.facts.before.iter().map(was).collect(),
        paid: row.to_pay,
        back: row.refund,
        voucher: row.voucher,
        due_by: row.due_by,
        change_id: row.id,
        asked_for: row.locator.to_string(),
        by: row.facts.by.as_ref().map(|by| by.person.name.clone()),
        endorsed,
    }));
    for address in letters::own_addresses(tx, locator).await? {
        let key = format!("trip-reissued:{}:{address}", row.id);
        let promise = Promise { key, to: &address, locale, letter: letter.clone(), secret: None, useless_after: None, case: None };
        outbox::promise(tx, now, &promise).await?;
    }
    Ok(())
}

fn was(flight: &FlightFact) -> Replaced {
    Replaced {
        designator: flight.key.designator.spaced(),
        date: flight.key.date,
        from: flight.origin.clone(),
        to: flight.destination.clone(),
    }
}
