//! A booking as the rules are asked about it.

use super::extras::{Extra, extras};
use super::open::{Part, parts};
use super::reservation::{Coupon, Issued, Keep, coupons, fares};
use crate::bookings::{Segment, Trip, whole};
use crate::{Error, Result};
use domain::booking::coupon::{Tax, Value};
use domain::booking::outlook::Transfer;
use domain::booking::{Locator, SegmentStatus};
use domain::fare::{Booking, Charged, CouponState, Disruption, Offer, OfferPrice, OfferSegment, Passenger, Price};
use domain::flight::Phase;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::rights::TripAccess;
use jiff::{Timestamp, Zoned, tz::TimeZone};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// A booking, held by this transaction, with everything its price depends on.
pub(super) struct Subject {
    pub trip: Trip,
    pub version: i32,
    pub family: String,
    /// The airline whose tickets these are.
    pub carrier: String,
    pub currency: Currency,
    pub created_at: Timestamp,
    pub issued: Issued,
    pub point_of_sale: String,
    pub coupons: Vec<Coupon>,
    pub extras: Vec<Extra>,
    pub parts: Vec<Part>,
    /// Changes made of the passengers' own will before.
    pub changes_made: u32,
}

/// Reads a booking and holds its row to the end of the transaction.
///
/// # Errors
/// `NotFound` where there is none; those of the database.
pub(super) async fn subject(
    tx: &mut PgConnection,
    now: Timestamp,
    locale: Locale,
    access: TripAccess,
    locator: &Locator,
) -> Result<Subject> {
    sqlx::query_scalar!("select locator from booking where locator = $1 for update", locator.as_str()).fetch_one(&mut *tx).await?;
    let trip = whole(tx, access, now, locale, locator).await?;
    read(tx, trip, Keep::Written).await
}

/// A trip's booking as it would be priced, without holding it: tickets the reader may not see count as well.
pub(super) async fn glance(db: &mut PgConnection, mut trip: Trip) -> Result<Subject> {
    for person in trip.passengers.iter_mut().filter(|person| person.ticket_number.is_none()) {
        person.ticket_number = Some(id(person.position));
    }
    read(db, trip, Keep::Forgotten).await
}

async fn read(tx: &mut PgConnection, trip: Trip, keep: Keep) -> Result<Subject> {
    let row = sqlx::query!(
        r#"select version, created_at, issued_at, point_of_sale, fare_family, total, currency,
                  (select k.carrier from coupon k where k.locator = b.locator order by k.issued_at, k.ticket, k.number limit 1) as "carrier?",
                  (select count(*) from trip_change c
                    where c.action = 'change' and c.state = 'done'
                      and (c.became = b.locator or (c.locator = b.locator and c.became is null))
                      and not jsonb_path_exists(c.asked, '$.booking.segments[*].disruption ? (@ != null)')) as "changes!"
             from booking b where locator = $1"#,
        trip.locator.as_str()
    )
    .fetch_one(&mut *tx)
    .await?;
    let currency = Currency::parse(&row.currency).ok_or_else(|| Error::Internal(format!("unknown currency {}", row.currency)))?;
    let created_at = row.created_at.to_jiff();
    let issued = Issued { at: row.issued_at.map_or(created_at, jiff_sqlx::Timestamp::to_jiff), total: Money::new(row.total, currency) };
    // the first flight of now may be another airline's, which the ticket was endorsed to
    let first = || trip.segments.first().map(|segment| segment.designator.carrier.to_string());
    let carrier = row.carrier.or_else(first).unwrap_or_default();
    let airports: Vec<String> =
        trip.segments.iter().flat_map(|segment| [segment.origin.iata.clone(), segment.destination.iata.clone()]).collect();
    let fares = fares(tx, &carrier, &row.fare_family, currency, &airports).await?;
    let extras = extras(tx, trip.locator.as_str()).await?;
    // tickets are worth the total without what was bought beside them
    let beside: Decimal = extras.iter().map(|extra| extra.amount).sum();
    let sold = Issued { total: issued.total.with((issued.total.amount - beside).max(Decimal::ZERO)), ..issued };
    let coupons = if trip.state.is_live() { coupons(tx, &trip, &row.fare_family, sold, &fares, keep).await? } else { Vec::new() };
    let parts = parts(&trip);
    Ok(Subject {
        version: row.version,
        family: row.fare_family,
        carrier,
        currency,
        created_at,
        issued,
        point_of_sale: row.point_of_sale,
        coupons,
        extras,
        parts,
        changes_made: u32::try_from(row.changes).unwrap_or(u32::MAX),
        trip,
    })
}

/// What rules call a passenger or a flight: its place in the booking.
pub(super) fn id(position: i16) -> String {
    position.to_string()
}

fn clock(at: Timestamp, zone: &str) -> Zoned {
    at.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
}

impl Subject {
    /// A flight of the trip by its place in the booking.
    pub(super) fn segment(&self, position: i16) -> Option<&Segment> {
        self.trip.segments.iter().find(|segment| segment.position == position)
    }

    /// The open coupon of a passenger on a flight.
    pub(super) fn coupon(&self, passenger: i16, segment: &Segment) -> Option<&Coupon> {
        self.coupons.iter().find(|coupon| coupon.passenger == passenger && flies(coupon, segment))
    }

    /// The booking as the rules are asked about it. Flights nothing is known of are left out: nobody can decide on them.
    pub(super) fn booking(&self) -> Booking {
        let known: Vec<_> =
            self.trip.segments.iter().filter(|segment| segment.status != SegmentStatus::Cancelled && segment.state.is_some()).collect();
        Booking {
            locator: self.trip.locator.to_string(),
            currency: self.currency,
            booked_at: self.created_at.to_zoned(TimeZone::UTC),
            issued_at: Some(self.issued.at.to_zoned(TimeZone::UTC)),
            point_of_sale: self.point_of_sale.clone(),
            agency: self.trip.agency.clone(),
            payment: "card".to_owned(),
            group: false,
            group_cancelled: 0,
            segments: known.iter().filter_map(|segment| self.flight(segment)).collect(),
            passengers: self.trip.passengers.iter().map(|person| self.passenger(person, &known)).collect(),
            ancillaries: self.ancillaries(&known),
            offer: None,
        }
    }

    fn flight(&self, segment: &Segment) -> Option<domain::fare::Segment> {
        let state = segment.state.as_ref()?;
        let direction = self.parts.iter().position(|part| part.all.contains(&segment.position)).unwrap_or(0);
        Some(domain::fare::Segment {
            id: id(segment.position),
            flight: segment.designator.to_string(),
            operating: None,
            origin: segment.origin.iata.clone(),
            origin_country: segment.origin.country.clone(),
            destination: segment.destination.iata.clone(),
            destination_country: segment.destination.country.clone(),
            departs: clock(state.departure.planned, &segment.origin.zone),
            cabin: segment.cabin.as_str().to_owned(),
            class: None,
            family: Some(self.family.clone()),
            fare_basis: None,
            direction: u8::try_from(direction + 1).unwrap_or(u8::MAX),
            disruption: self.disruption(segment),
        })
    }

    /// What the carrier did to a flight: cancelled, late, or its connection broken.
    fn disruption(&self, segment: &Segment) -> Option<Disruption> {
        let state = segment.state.as_ref()?;
        let place = self.trip.segments.iter().position(|other| other.position == segment.position)?;
        let broken = self.trip.outlook.connections.iter().any(|connection| {
            (connection.after == place || connection.after + 1 == place)
                && matches!(connection.transfer, Transfer::Missed | Transfer::Broken)
        });
        let happened = Disruption {
            cancelled: state.phase == Phase::Cancelled,
            departs: (state.departure.best() != state.departure.planned).then(|| clock(state.departure.best(), &segment.origin.zone)),
            arrives_later_minutes: state.arrival.delay_minutes().max(0),
            other_airport: state.phase == Phase::Diverted,
            connection_missed: broken,
            told_at: state.changed_at.map(|at| clock(at, &segment.origin.zone)),
            ..Disruption::default()
        };
        (happened.cancelled || happened.other_airport || broken || happened.departs.is_some() || happened.arrives_later_minutes > 0)
            .then_some(happened)
    }

    fn passenger(&self, person: &crate::bookings::Passenger, known: &[&Segment]) -> Passenger {
        let coupon = |segment: &&Segment| {
            let coupon = self.coupon(person.position, segment)?;
            let left = segment.state.as_ref().is_some_and(|state| state.phase.has_left());
            let checked_in = segment.seats.iter().any(|seat| seat.passenger == person.position && seat.checked_in);
            let status = match (segment.status, left) {
                (SegmentStatus::Flown, _) => CouponState::Used,
                (_, true) if checked_in => CouponState::Used,
                (_, true) => CouponState::NoShow,
                (_, false) => CouponState::Open,
            };
            Some(domain::fare::Coupon {
                segment: id(segment.position),
                ticket: Some(coupon.ticket.clone()),
                status,
                checked_in,
                fare: Price::new(coupon.value.fare),
                surcharges: Vec::new(),
                taxes: charged(&coupon.value.taxes, coupon.value.fare.currency),
                published_fare: None,
                one_way_fare: None,
            })
        };
        Passenger {
            id: id(person.position),
            kind: person.kind.as_str().to_owned(),
            tier: person.tier.clone(),
            changes_made: self.changes_made,
            coupons: known.iter().filter_map(coupon).collect(),
        }
    }
}

/// Whether a coupon is of a flight of the trip.
pub(super) fn flies(coupon: &Coupon, segment: &Segment) -> bool {
    let (carrier, number, date, origin) = &coupon.flight;
    (carrier.as_str(), *number, *date, origin.as_str())
        == (segment.designator.carrier.as_str(), segment.designator.number(), segment.flight_date, segment.origin.iata.as_str())
}

fn charged(taxes: &[Tax], currency: Currency) -> Vec<Charged> {
    taxes.iter().map(|tax| Charged { code: tax.code.clone(), amount: Price::new(Money::new(tax.amount, currency)) }).collect()
}

/// What is offered to whom, as the rules are asked about it.
pub(super) fn offer(replaces: &[i16], segments: Vec<OfferSegment>, prices: &BTreeMap<i16, Vec<Value>>) -> Offer {
    let price = |(passenger, fares): (&i16, &Vec<Value>)| {
        let currency = fares.first().map(|fare| fare.fare.currency)?;
        let fare: Decimal = fares.iter().map(|fare| fare.fare.amount).sum();
        let mut taxes: Vec<Tax> = Vec::new();
        for tax in fares.iter().flat_map(|fare| &fare.taxes) {
            match taxes.iter_mut().find(|known| known.code == tax.code) {
                Some(known) => known.amount += tax.amount,
                None => taxes.push(tax.clone()),
            }
        }
        let fare = Price::new(Money::new(fare, currency));
        Some(OfferPrice { passenger: id(*passenger), fare, surcharges: Vec::new(), taxes: charged(&taxes, currency) })
    };
    Offer { replaces: replaces.iter().map(|position| id(*position)).collect(), segments, prices: prices.iter().filter_map(price).collect() }
}
