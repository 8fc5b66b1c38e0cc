//! Other flights: what there is around a day, in order, each with what it costs by the rules.

use super::open::{Part, access, closed};
use super::question::{Subject, id, offer, subject};
use super::reservation::{Fares, Sale, fares, for_sale, near};
use super::{Action, Closed, Tariff};
use crate::bookings::{Place, places};
use crate::{Error, PgPool, Result};
use domain::booking::coupon::Value;
use domain::booking::options::{Flight, Journey, Order, connection_time, journeys};
use domain::booking::party::leaves_child_alone;
use domain::booking::{Cabin, Locator, PassengerKind, SegmentStatus};
use domain::fare::{Ask, Booking, Decision, Failed, Offer, OfferSegment, Outcome, Request, Said, Unfit};
use domain::flight::Phase;
use domain::locale::Locale;
use domain::money::Money;
use domain::rights::{TripAccess, Viewer};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};

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
    let market = Market::open(&mut tx, (now, locale), &subject, &asked, (first, last)).await?;
    // coupons of a booking that came with a total are written by the first look
    tx.commit().await?;
    Ok(market.options(now, tariff, &subject, &asked, wanted, (first, last)))
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

/// Flights and fares around the days looked at.
pub(super) struct Market {
    sales: Vec<Sale>,
    fares: Fares,
    from: Vec<String>,
    to: Vec<String>,
    places: HashMap<String, Place>,
}

/// A way with its question and the answer.
pub(super) struct Priced {
    pub journey: Journey,
    pub offer: Offer,
    /// What each passenger pays for each flight of it.
    pub prices: BTreeMap<i16, Vec<Value>>,
    pub decision: Decision,
}

impl Market {
    pub(super) async fn open(
        tx: &mut PgConnection,
        (now, locale): (Timestamp, Locale),
        subject: &Subject,
        asked: &Asked<'_>,
        days: (Date, Date),
    ) -> Result<Self> {
        let (from, to) = &asked.part.ends;
        // another airport of the city is no answer to somebody who only wants another day
        let (from, to) =
            if asked.part.disrupted { (near(tx, from).await?, near(tx, to).await?) } else { (vec![from.clone()], vec![to.clone()]) };
        let mut sales = for_sale(tx, now, &subject.carrier, asked.cabin, (&from, &to), days).await?;
        // what this booking keeps itself is no seat taken by others
        own_holds(tx, subject, asked.cabin, &mut sales).await?;
        let mut airports: Vec<String> =
            sales.iter().flat_map(|sale| [sale.flight.origin.clone(), sale.flight.destination.clone()]).collect();
        airports.sort_unstable();
        airports.dedup();
        let fares = fares(tx, &subject.carrier, &subject.family, subject.currency, &airports).await?;
        let places = places(tx, locale, &airports).await?;
        Ok(Self { sales, fares, from, to, places })
    }

    /// Every way on some days, but the one they have.
    fn journeys(&self, now: Timestamp, subject: &Subject, asked: &Asked<'_>, days: (Date, Date)) -> Vec<Journey> {
        let flights: Vec<Flight> = self.sales.iter().map(|sale| sale.flight.clone()).collect();
        let (from, to): (Vec<_>, Vec<_>) = (self.from.iter().map(String::as_str).collect(), self.to.iter().map(String::as_str).collect());
        let own: Vec<_> = asked.part.segments.iter().filter_map(|position| subject.segment(*position)).collect();
        let is_own = |journey: &Journey| {
            journey.flights.len() == own.len()
                && journey.flights.iter().zip(&own).all(|(flight, own)| {
                    (flight.key.designator, flight.key.date, &flight.origin) == (own.designator, own.flight_date, &own.origin.iata)
                })
        };
        // what else of the trip stands on either side of it
        let after = reached(subject, asked.part);
        let next = subject.parts.iter().filter(|part| part.open() && part.arrives > asked.part.arrives).min_by_key(|part| part.arrives);
        let before = next.and_then(|part| subject.segment(*part.segments.first()?)?.state.as_ref().map(|state| state.departure.best()));
        let fits = |journey: &Journey| {
            journey.date().is_some_and(|date| days.0 <= date && date <= days.1)
                && after.as_ref().is_none_or(|after| after.lets(journey))
                && before.is_none_or(|before| journey.arrives() < Some(before))
        };
        let all = journeys(&flights, &from, &to, asked.seats(), now);
        all.into_iter().filter(|journey| fits(journey) && !is_own(journey)).collect()
    }

    /// A way, priced and put to the rules; `None` where no fare is filed for it.
    pub(super) fn priced(
        &self,
        now: Timestamp,
        tariff: &Tariff,
        (subject, booking): (&Subject, &Booking),
        asked: &Asked<'_>,
        journey: Journey,
    ) -> Result<Option<Priced>> {
        let mut prices: BTreeMap<i16, Vec<Value>> = BTreeMap::new();
        let mut segments = Vec::new();
        for flight in &journey.flights {
            let seats = self.sales.iter().find(|sale| sale.flight == *flight).map_or(0, |sale| sale.seats);
            let Some(filed) = self.fares.of(flight, seats) else { return Ok(None) };
            for (position, kind) in &asked.people {
                prices.entry(*position).or_default().push(filed.paid_by(*kind));
            }
            let zone = self.places.get(&flight.origin).and_then(|place| TimeZone::get(&place.zone).ok()).unwrap_or(TimeZone::UTC);
            segments.push(OfferSegment {
                flight: flight.key.designator.to_string(),
                origin: flight.origin.clone(),
                destination: flight.destination.clone(),
                departs: flight.departs.to_zoned(zone),
                cabin: asked.cabin.as_str().to_owned(),
                family: Some(subject.family.clone()),
            });
        }
        let offer = offer(&asked.part.segments, segments, &prices);
        let request = request(Action::Change, now, &asked.passengers(), &asked.part.segments);
        let decision = tariff.decide(Ask { booking, request: &request, offer: Some(&offer) }).map_err(undecided)?;
        Ok(Some(Priced { journey, offer, prices, decision }))
    }

    fn options(
        self,
        now: Timestamp,
        tariff: &Tariff,
        subject: &Subject,
        asked: &Asked<'_>,
        wanted: &Wanted,
        days: (Date, Date),
    ) -> Options {
        let booking = subject.booking();
        let priced = |journey: Journey| match self.priced(now, tariff, (subject, &booking), asked, journey) {
            Ok(priced) => priced,
            Err(error) => {
                tracing::warn!(%error, locator = %subject.trip.locator, "a way is not offered");
                None
            }
        };
        let all: Vec<Priced> = self.journeys(now, subject, asked, days).into_iter().filter_map(priced).collect();
        let refused = !all.is_empty() && all.iter().all(|one| one.decision.outcome == Outcome::Refused);
        let because = all.first().map(|one| one.decision.because.clone()).unwrap_or_default();
        let mut offered: Vec<Offered> =
            all.into_iter().filter(|one| one.decision.outcome == Outcome::Allowed).map(|one| self.offered(subject, one)).collect();
        let price = |one: &Offered| one.totals.balance();
        offered.sort_by_cached_key(|one| one.journey.rank(wanted.order, asked.part.booked(), price(one)));
        let day = |date: Date| {
            let of: Vec<_> = offered.iter().filter(|one| one.journey.date() == Some(date)).collect();
            Day { date, ways: of.len(), cheapest: of.iter().min_by_key(|one| price(one)).map(|one| one.totals) }
        };
        let dates = std::iter::successors(Some(days.0), |date| date.tomorrow().ok()).take_while(|date| *date <= days.1);
        let days = dates.map(day).collect();
        offered.retain(|one| one.journey.date() == Some(wanted.date));
        Options { days, ways: offered, refused, because, nearby: asked.part.disrupted, places: self.places }
    }

    fn offered(&self, subject: &Subject, priced: Priced) -> Offered {
        let ends = (priced.journey.flights.first(), priced.journey.flights.last());
        let same = |place: &[String], found: Option<&String>| place.first() == found;
        let other_airport =
            !same(&self.from, ends.0.map(|flight| &flight.origin)) || !same(&self.to, ends.1.map(|flight| &flight.destination));
        Offered {
            id: priced.journey.to_string(),
            totals: Totals::of(&priced.decision, subject.currency),
            journey: priced.journey,
            other_airport,
        }
    }

    /// One way by its name.
    pub(super) fn find(&self, now: Timestamp, subject: &Subject, asked: &Asked<'_>, day: Date, name: &str) -> Option<Journey> {
        self.journeys(now, subject, asked, (day, day)).into_iter().find(|journey| journey.to_string() == name)
    }
}

/// When and where a traveller is before the flights that are chosen anew: also by flights that are in the air, as late as they are.
struct Reached {
    airport: String,
    at: Timestamp,
    abroad: bool,
}

impl Reached {
    /// Whether there is time to get to its first flight.
    fn lets(&self, journey: &Journey) -> bool {
        let Some(first) = journey.flights.first() else { return false };
        let needed = if first.origin == self.airport { connection_time(self.abroad || first.abroad) } else { SignedDuration::ZERO };
        first.departs.duration_since(self.at) > needed
    }
}

fn reached(subject: &Subject, part: &Part) -> Option<Reached> {
    let first = subject.segment(*part.segments.first()?)?.state.as_ref()?.departure.planned;
    let before = subject.trip.segments.iter().filter(|segment| segment.status != SegmentStatus::Cancelled);
    let before = before.filter_map(|segment| Some((segment, segment.state.as_ref()?)));
    // what does not fly leaves them where they were
    let before = before.filter(|(segment, state)| {
        !part.segments.contains(&segment.position) && state.departure.planned < first && state.phase != Phase::Cancelled
    });
    let (segment, state) = before.max_by_key(|(_, state)| state.departure.planned)?;
    let airport = state.diverted_to.clone().unwrap_or_else(|| segment.destination.iata.clone());
    Some(Reached { airport, at: state.arrival.best(), abroad: segment.origin.country != segment.destination.country })
}

async fn own_holds(tx: &mut PgConnection, subject: &Subject, cabin: Cabin, sales: &mut [Sale]) -> Result<()> {
    let rows = sqlx::query!(
        "select h.carrier, h.number, h.flight_date, h.origin, h.seats from seat_hold h join trip_change c on c.id = h.change_id
          where c.locator = $1 and h.cabin = $2",
        subject.trip.locator.as_str(),
        cabin.as_str(),
    );
    for row in rows.fetch_all(tx).await? {
        let date = row.flight_date.to_jiff();
        let is = |flight: &Flight| {
            (flight.key.designator.carrier.as_str(), flight.key.designator.number(), flight.key.date, flight.origin.as_str())
                == (row.carrier.as_str(), row.number, date, row.origin.as_str())
        };
        for sale in sales.iter_mut().filter(|sale| is(&sale.flight)) {
            sale.flight.left = sale.flight.left.saturating_add(u16::try_from(row.seats).unwrap_or(0));
        }
    }
    Ok(())
}

/// What is asked of the rules for these people and flights.
pub(super) fn request(action: Action, now: Timestamp, passengers: &[i16], segments: &[i16]) -> Request {
    Request {
        passengers: passengers.iter().map(|position| id(*position)).collect(),
        segments: segments.iter().map(|position| id(*position)).collect(),
        ..Request::new(action.as_str(), now)
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
