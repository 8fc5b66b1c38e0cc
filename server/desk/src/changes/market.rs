//! What there is around some days: flights with seats, one's own and those of airlines that take the ticket, each way priced by the rules.

use super::airlines::airlines;
use super::open::Part;
use super::options::{Asked, Day, Offered, Options, Totals, Wanted, undecided};
use super::question::{Subject, id, offer};
use super::reservation::{Fares, Sale, fares, for_sale, near};
use super::{Action, Tariff};
use crate::Result;
use crate::bookings::{Place, places};
use domain::booking::coupon::{Value, as_paid};
use domain::booking::options::{Flight, Journey, connection_time, journeys};
use domain::booking::{Cabin, SegmentStatus};
use domain::fare::{Ask, Booking, Decision, Offer, OfferSegment, Outcome, Request, Waive, WaiverCode};
use domain::flight::Phase;
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};

/// By which rules, when and how it is asked.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub now: Timestamp,
    pub tariff: &'a Tariff,
    pub channel: &'static str,
}

/// Flights and fares around the days looked at.
pub(super) struct Market {
    /// The airline whose ticket it is.
    own: String,
    airlines: HashMap<String, String>,
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
        way: Way<'_>,
        locale: Locale,
        subject: &Subject,
        asked: &Asked<'_>,
        days: (Date, Date),
    ) -> Result<Self> {
        let (from, to) = &asked.part.ends;
        // another airport of the city is no answer to somebody who only wants another day
        let (from, to) =
            if asked.part.disrupted { (near(tx, from).await?, near(tx, to).await?) } else { (vec![from.clone()], vec![to.clone()]) };
        let (booking, request) = (subject.booking(), way.request(Action::Change, &asked.passengers(), &asked.part.segments));
        let mut others = way.tariff.endorsements(Ask { booking: &booking, request: &request, offer: None });
        others.retain(|other| *other != subject.carrier);
        let airlines = airlines(tx, locale, &others).await?;
        let carriers: Vec<String> = [vec![subject.carrier.clone()], others].concat();
        let mut sales = for_sale(tx, way.now, &carriers, asked.cabin, (&from, &to), days).await?;
        // what this booking keeps itself is no seat taken by others
        own_holds(tx, subject, asked.cabin, &mut sales).await?;
        let mut airports: Vec<String> =
            sales.iter().flat_map(|sale| [sale.flight.origin.clone(), sale.flight.destination.clone()]).collect();
        airports.sort_unstable();
        airports.dedup();
        let fares = fares(tx, &subject.carrier, &subject.family, subject.currency, &airports).await?;
        let places = places(tx, locale, &airports).await?;
        Ok(Self { own: subject.carrier.clone(), airlines, sales, fares, from, to, places })
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
        way: Way<'_>,
        (subject, booking): (&Subject, &Booking),
        asked: &Asked<'_>,
        journey: Journey,
    ) -> Result<Option<Priced>> {
        let prices = if self.endorsed(&journey).is_empty() { self.filed(asked, &journey) } else { as_paid_by(subject, asked, &journey) };
        let Some(prices) = prices else { return Ok(None) };
        let segment = |flight: &Flight| {
            let zone = self.places.get(&flight.origin).and_then(|place| TimeZone::get(&place.zone).ok()).unwrap_or(TimeZone::UTC);
            OfferSegment {
                flight: flight.key.designator.to_string(),
                origin: flight.origin.clone(),
                destination: flight.destination.clone(),
                departs: flight.departs.to_zoned(zone),
                cabin: asked.cabin.as_str().to_owned(),
                family: Some(subject.family.clone()),
            }
        };
        let offer = offer(&asked.part.segments, journey.flights.iter().map(segment).collect(), &prices);
        let request = way.request(Action::Change, &asked.passengers(), &asked.part.segments);
        let decision = way.tariff.decide(Ask { booking, request: &request, offer: Some(&offer) }).map_err(undecided)?;
        Ok(Some(Priced { journey, offer, prices, decision }))
    }

    /// What each passenger pays for each flight by the fares filed for it.
    fn filed(&self, asked: &Asked<'_>, journey: &Journey) -> Option<BTreeMap<i16, Vec<Value>>> {
        let mut prices: BTreeMap<i16, Vec<Value>> = BTreeMap::new();
        for flight in &journey.flights {
            let seats = self.sales.iter().find(|sale| sale.flight == *flight).map_or(0, |sale| sale.seats);
            let filed = self.fares.of(flight, seats)?;
            for (position, kind) in &asked.people {
                prices.entry(*position).or_default().push(filed.paid_by(*kind));
            }
        }
        Some(prices)
    }

    /// Airlines that fly a way in place of the ticket's own, each once.
    pub(super) fn endorsed(&self, journey: &Journey) -> Vec<String> {
        let mut all: Vec<String> = journey.flights.iter().map(|flight| flight.key.designator.carrier.to_string()).collect();
        all.retain(|carrier| *carrier != self.own);
        all.dedup();
        all
    }

    /// The code by which staff may do what the rules refuse, and what it comes to then.
    pub(super) fn permitted(way: Way<'_>, booking: &Booking, asked: &Asked<'_>, refused: &Priced) -> Option<(WaiverCode, Decision)> {
        let request = way.request(Action::Change, &asked.passengers(), &asked.part.segments);
        let ask = Ask { booking, request: &request, offer: Some(&refused.offer) };
        let codes = way.tariff.codes(ask).ok()?.into_iter().filter(|code| code.permits);
        codes.into_iter().find_map(|code| {
            let request = Request { waive: Some(Waive::Code { code: code.code.clone() }), ..request.clone() };
            let decision = way.tariff.decide(Ask { request: &request, ..ask }).ok()?;
            (decision.outcome == Outcome::Allowed).then_some((code, decision))
        })
    }

    pub(super) fn options(
        self,
        way: Way<'_>,
        staff: bool,
        subject: &Subject,
        asked: &Asked<'_>,
        wanted: &Wanted,
        days: (Date, Date),
    ) -> Options {
        let booking = subject.booking();
        let priced = |journey: Journey| match self.priced(way, (subject, &booking), asked, journey) {
            Ok(priced) => priced,
            Err(error) => {
                tracing::warn!(%error, locator = %subject.trip.locator, "a way is not offered");
                None
            }
        };
        let all: Vec<Priced> = self.journeys(way.now, subject, asked, days).into_iter().filter_map(priced).collect();
        let because = all.first().map(|one| one.decision.because.clone()).unwrap_or_default();
        let any = !all.is_empty();
        let offered = |one: Priced| match one.decision.outcome {
            Outcome::Allowed => Some(self.offered(subject, one)),
            Outcome::Refused if staff => {
                let (code, decision) = Self::permitted(way, &booking, asked, &one)?;
                Some(Offered { code: Some(code), ..self.offered(subject, Priced { decision, ..one }) })
            }
            Outcome::Refused => None,
        };
        let mut offered: Vec<Offered> = all.into_iter().filter_map(offered).collect();
        let refused = any && offered.is_empty();
        let price = |one: &Offered| one.totals.balance();
        offered.sort_by_cached_key(|one| one.journey.rank(wanted.order, asked.part.booked(), price(one)));
        let day = |date: Date| {
            let of: Vec<_> = offered.iter().filter(|one| one.journey.date() == Some(date)).collect();
            Day { date, ways: of.len(), cheapest: of.iter().min_by_key(|one| price(one)).map(|one| one.totals) }
        };
        let dates = std::iter::successors(Some(days.0), |date| date.tomorrow().ok()).take_while(|date| *date <= days.1);
        let days = dates.map(day).collect();
        offered.retain(|one| one.journey.date() == Some(wanted.date));
        Options { days, ways: offered, refused, because, nearby: asked.part.disrupted, places: self.places, airlines: self.airlines }
    }

    fn offered(&self, subject: &Subject, priced: Priced) -> Offered {
        let ends = (priced.journey.flights.first(), priced.journey.flights.last());
        let same = |place: &[String], found: Option<&String>| place.first() == found;
        let other_airport =
            !same(&self.from, ends.0.map(|flight| &flight.origin)) || !same(&self.to, ends.1.map(|flight| &flight.destination));
        Offered {
            id: priced.journey.to_string(),
            totals: Totals::of(&priced.decision, subject.currency),
            endorsed: self.endorsed(&priced.journey),
            journey: priced.journey,
            other_airport,
            code: None,
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

/// Whoever takes the ticket is paid out of it: each passenger's new flights are worth what the old ones were.
fn as_paid_by(subject: &Subject, asked: &Asked<'_>, journey: &Journey) -> Option<BTreeMap<i16, Vec<Value>>> {
    let of = |position: i16| {
        let flights = asked.part.segments.iter().map(|flight| subject.segment(*flight));
        let paid = flights.map(|flight| subject.coupon(position, flight?).map(|coupon| &coupon.value));
        Some((position, as_paid(&paid.collect::<Option<Vec<_>>>()?, journey.flights.len())))
    };
    asked.people.iter().map(|(position, _)| of(*position)).collect()
}

impl Way<'_> {
    /// What is asked of the rules for these people and flights.
    pub(super) fn request(self, action: Action, passengers: &[i16], segments: &[i16]) -> Request {
        Request {
            passengers: passengers.iter().map(|position| id(*position)).collect(),
            segments: segments.iter().map(|position| id(*position)).collect(),
            channel: self.channel.to_owned(),
            ..Request::new(action.as_str(), self.now)
        }
    }
}
