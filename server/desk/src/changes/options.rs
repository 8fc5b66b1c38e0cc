//! Other flights: what there is around a day, in order, each with what it costs by the rules.

use super::behalf::channel;
use super::market::{Market, Way};
use super::open::{Part, access, closed};
use super::question::{Subject, subject};
use super::{Closed, Tariff};
use crate::access::identified;
use crate::bookings::Place;
use crate::{Error, PgPool, Result};
use domain::booking::options::{Journey, Order};
use domain::booking::party::leaves_child_alone;
use domain::booking::{Cabin, Locator, PassengerKind};
use domain::fare::{Decision, Failed, Said, Unfit, WaiverCode};
use domain::locale::Locale;
use domain::money::Money;
use domain::rights::{TripAccess, Viewer, may_act_for_passengers};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Days of the price calendar on either side of the one looked at.
const AROUND: i32 = 3;

/// What is wished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// For whom, by place in the booking.
    pub passengers: Vec<i16>,
    /// Which part of the trip, by its place among [`super::Choices::parts`].
    pub part: usize,
    /// On which day, by the clock of the airport it leaves from.
    pub date: Date,
    /// In which order.
    pub order: Order,
}

/// What moves: each zero where nothing does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// To be paid.
    pub to_pay: Money,
    /// Back the way it was paid.
    pub refund: Money,
    /// As a voucher.
    pub voucher: Money,
}

impl Totals {
    /// What lines of a decision come to in the booking's currency.
    pub(super) fn of(decision: &Decision, currency: domain::money::Currency) -> Self {
        let total = decision.totals.iter().find(|total| total.currency == currency);
        let money = |of: fn(&domain::fare::Total) -> Decimal| Money::new(total.map(of).unwrap_or_default(), currency);
        let (refund, to_pay) = (money(|total| total.refund), money(|total| total.to_pay));
        // what is to be paid is taken off what comes back the same way
        let both = refund.amount.min(to_pay.amount);
        Self { to_pay: to_pay.with(to_pay.amount - both), refund: refund.with(refund.amount - both), voucher: money(|total| total.voucher) }
    }

    /// To be paid above zero, back below.
    #[must_use]
    pub fn balance(&self) -> Decimal {
        self.to_pay.amount - self.refund.amount - self.voucher.amount
    }
}

/// A way that can be had.
#[derive(Debug, Clone)]
pub struct Offered {
    /// What it is called in forms.
    pub id: String,
    /// Its flights.
    pub journey: Journey,
    /// What it comes to for everybody together.
    pub totals: Totals,
    /// It leaves from or arrives at another airport of the same city.
    pub other_airport: bool,
    /// Codes of airlines that fly it in our place: the ticket is endorsed to them.
    pub endorsed: Vec<String>,
    /// The rules refuse it, but for staff who name this code.
    pub code: Option<WaiverCode>,
}

/// A day of the price calendar.
#[derive(Debug, Clone)]
pub struct Day {
    /// Which.
    pub date: Date,
    /// How many ways there are.
    pub ways: usize,
    /// The cheapest of them.
    pub cheapest: Option<Totals>,
}

/// What there is.
#[derive(Debug, Clone)]
pub struct Options {
    /// Days around the one wished, oldest first.
    pub days: Vec<Day>,
    /// Ways on the day wished, in the order wished.
    pub ways: Vec<Offered>,
    /// The rules do not allow it, and which say so; or why it is allowed.
    pub refused: bool,
    /// The rules that say so, each once.
    pub because: Vec<Said>,
    /// Airports of the same city are looked at too: in a disruption.
    pub nearby: bool,
    /// Every airport of these ways, by its code.
    pub places: HashMap<String, Place>,
    /// Names of the airlines tickets are endorsed to, by code.
    pub airlines: HashMap<String, String>,
}

/// Other flights for some passengers and a part of their trip.
///
/// # Errors
/// `NotFound` where the trip is not open to the viewer; `Invalid` for `who`, `part` and `date`; `Conflict` where nothing can be changed;
/// those of the database.
pub async fn options(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locale: Locale,
    locator: &Locator,
    tariff: &Tariff,
    wanted: &Wanted,
) -> Result<Options> {
    access(viewer, locator)?;
    let mut tx = db.begin().await?;
    // tickets are needed to price it, and not told
    let subject = subject(&mut tx, now, locale, TripAccess::Staff, locator).await?;
    let asked = asked(&subject, wanted)?;
    let today = today(now, &subject, asked.part);
    let first = wanted.date.checked_sub(AROUND.days()).unwrap_or(wanted.date).max(today);
    let last = wanted.date.checked_add(AROUND.days()).unwrap_or(wanted.date).max(first);
    let known = identified(&mut tx, viewer, now, locator).await?;
    let way = Way { now, tariff, channel: channel(tariff, known.as_ref()) };
    let market = Market::open(&mut tx, way, locale, &subject, &asked, (first, last)).await?;
    // coupons of a booking that came with a total are written by the first look
    tx.commit().await?;
    let staff = may_act_for_passengers(viewer);
    Ok(market.options(way, staff, &subject, &asked, wanted, (first, last)))
}

/// The day it is where the part begins.
fn today(now: Timestamp, subject: &Subject, part: &Part) -> Date {
    let zone = part.segments.first().and_then(|position| subject.segment(*position)).map(|segment| segment.origin.zone.as_str());
    now.to_zoned(zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC)).date()
}

/// What is wished, found in the booking.
pub(super) struct Asked<'a> {
    pub part: &'a Part,
    /// Place in the booking and kind.
    pub people: Vec<(i16, PassengerKind)>,
    pub cabin: Cabin,
}

impl Asked<'_> {
    /// Seats it takes: who travels on a lap takes none.
    pub(super) fn seats(&self) -> u16 {
        u16::try_from(self.people.iter().filter(|(_, kind)| *kind != PassengerKind::Infant).count()).unwrap_or(u16::MAX)
    }

    pub(super) fn passengers(&self) -> Vec<i16> {
        self.people.iter().map(|(position, _)| *position).collect()
    }
}

/// Finds what is wished in the booking, or says what is wrong with it.
pub(super) fn asked<'a>(subject: &'a Subject, wanted: &Wanted) -> Result<Asked<'a>> {
    if let Some(closed) = closed(&subject.trip, &subject.parts, subject.coupons.is_empty()) {
        return Err(Error::Conflict(closed.key()));
    }
    let part = subject.parts.get(wanted.part).filter(|part| part.open()).ok_or_else(|| Error::invalid("part", "change-part-missing"))?;
    let people = people(subject, &wanted.passengers)?;
    let cabin = part.segments.first().and_then(|position| subject.segment(*position)).map_or(Cabin::Economy, |segment| segment.cabin);
    Ok(Asked { part, people, cabin })
}

/// Those of the booking that are meant. Nobody under two goes alone, and somebody must be named.
pub(super) fn people(subject: &Subject, wanted: &[i16]) -> Result<Vec<(i16, PassengerKind)>> {
    let everybody = &subject.trip.passengers;
    let people: Vec<_> =
        everybody.iter().filter(|person| wanted.contains(&person.position)).map(|person| (person.position, person.kind)).collect();
    let unknown = wanted.iter().any(|position| !everybody.iter().any(|person| person.position == *position));
    if people.is_empty() || unknown {
        return Err(Error::invalid("who", "change-who-missing"));
    }
    let goes: Vec<_> = people.iter().map(|(_, kind)| *kind).collect();
    let stays = everybody.iter().filter(|person| !wanted.contains(&person.position)).map(|person| person.kind);
    if leaves_child_alone(&goes, &stays.collect::<Vec<_>>()) {
        return Err(Error::invalid("who", "change-who-child-alone"));
    }
    Ok(people)
}

impl Closed {
    /// Key of the sentence that says so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unpaid => "change-closed-unpaid",
            Self::Void => "change-closed-void",
            Self::Over => "change-closed-over",
            Self::NoTicket => "change-closed-no-ticket",
        }
    }
}

/// Rules that give no answer are the airline's to mend; a person decides then.
pub(super) fn undecided(failed: Failed) -> Error {
    match failed {
        Failed::Unfit(Unfit::NothingOpen) => Error::Conflict("change-left"),
        other => {
            tracing::error!(%other, "the fare rules give no answer");
            Error::Conflict("change-undecided")
        }
    }
}
