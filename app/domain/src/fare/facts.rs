//! What is known of one passenger on one flight, for conditions to look at.

use super::ask::{Ask, Offer};
use super::booking::{Booking, Coupon, CouponState, Passenger, Segment};
use super::condition::{Facts, Place, Value};
use super::evaluate::Unfit;
use super::rulebook::InForce;
use super::rules::RuleFile;
use super::value::clock;
use super::when::{Dim, Measured};
use jiff::Zoned;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// One passenger on one flight.
#[derive(Debug, Clone)]
pub(super) struct One<'a> {
    pub passenger: &'a Passenger,
    pub coupon: &'a Coupon,
    pub segment: &'a Segment,
    pub facts: Facts,
}

impl<'a> One<'a> {
    /// Its ticket: by number, or the passenger's one.
    pub(super) fn ticket(&self) -> &'a str {
        self.coupon.ticket.as_deref().unwrap_or("")
    }
}

/// The words of a booking must be words of the policy: a misspelt one would quietly miss its rules.
fn word<'w>(what: &'static str, word: &'w str, known: &[String]) -> Result<&'w str, Unfit> {
    let found = known.iter().any(|known| known == word);
    if found { Ok(word) } else { Err(Unfit::Unknown { what, word: word.to_owned(), known: known.to_vec() }) }
}

/// What is known; everything but which disruption it is.
pub(super) fn facts(ask: Ask<'_>, force: &InForce<'_>, passenger: &Passenger, coupon: &Coupon, segment: &Segment) -> Result<Facts, Unfit> {
    let (booking, request) = (ask.booking, ask.request);
    let Some(file) = force.tariff().map(|held| &held.file) else { return Ok(Facts::new()) };
    let mut facts = Facts::new();
    facts.insert(Dim::Action, Value::word(&request.action));
    of_the_flight(&mut facts, file, segment)?;
    facts.insert(Dim::Tier, Value::word(passenger.tier.as_deref().map_or(Ok("none"), |tier| word("tier", tier, &file.tiers))?));
    facts.insert(Dim::Passenger, Value::word(word("passenger type", &passenger.kind, &file.passengers)?));
    facts.insert(Dim::PointOfSale, Value::word(&booking.point_of_sale));
    facts.insert(Dim::Channel, Value::word(word("channel", &request.channel, &file.channels)?));
    facts.insert(Dim::Issuer, Value::word(booking.issuer().as_str()));
    facts.insert(Dim::Payment, Value::word(&booking.payment));
    let reasons: Vec<_> = force.held.iter().flat_map(|held| held.file.reasons.iter().cloned()).collect();
    let reason = match &request.reason {
        Some(reason) => word("reason", reason, &reasons)?,
        None => file.reasons.first().map_or("", String::as_str),
    };
    facts.insert(Dim::Reason, Value::word(reason));
    facts.insert(Dim::Evidence, Value::yes(request.evidence));
    facts.insert(Dim::Group, Value::yes(booking.group));
    facts.insert(Dim::NoShow, Value::yes(request.no_show.unwrap_or(coupon.status == CouponState::NoShow)));
    facts.insert(Dim::CheckedIn, Value::yes(coupon.checked_in));
    let partly = passenger.coupons.iter().any(|other| other.ticket == coupon.ticket && other.status == CouponState::Used);
    facts.insert(Dim::Ticket, Value::word(if partly { "partly_used" } else { "unused" }));
    facts.insert(Dim::Changes, Value::Number(passenger.changes_made.into()));
    of_the_group(&mut facts, ask);
    of_the_hour(&mut facts, ask, passenger, segment);
    if let Some(offer) = ask.offer {
        of_the_offer(&mut facts, ask, offer, file, passenger, segment);
    }
    Ok(facts)
}

fn of_the_flight(facts: &mut Facts, file: &RuleFile, segment: &Segment) -> Result<(), Unfit> {
    let by_class = || {
        let class = segment.class.as_ref()?;
        file.families.iter().find(|(_, family)| family.classes.contains(class)).map(|(id, _)| id)
    };
    let families: Vec<_> = file.families.keys().cloned().collect();
    if let Some(family) = &segment.family {
        facts.insert(Dim::Family, Value::word(word("family", family, &families)?));
    } else if let Some(family) = by_class() {
        facts.insert(Dim::Family, Value::word(family));
    }
    facts.insert(Dim::Cabin, Value::word(word("cabin", &segment.cabin, &file.cabins)?));
    for (dim, given) in [(Dim::Class, &segment.class), (Dim::FareBasis, &segment.fare_basis)] {
        facts.insert(dim, Value::word(given.as_deref().unwrap_or("")));
    }
    facts.insert(Dim::Carrier, Value::word(segment.carrier()));
    facts.insert(Dim::Operating, Value::word(segment.operating.as_deref().unwrap_or_else(|| segment.carrier())));
    facts.insert(Dim::Flight, Value::word(&segment.flight));
    facts.insert(Dim::Travel, Value::Number(clock(segment.departs.datetime())));
    Ok(())
}

fn of_the_group(facts: &mut Facts, ask: Ask<'_>) {
    let cancelled = i64::from(ask.booking.group_cancelled);
    let size = cancelled + i64::try_from(ask.booking.passengers.len()).unwrap_or(i64::MAX / 20_000);
    let all = ask.request.passengers.is_empty();
    let asked = if all { ask.booking.passengers.len() } else { ask.request.passengers.len() };
    let leaving = cancelled + i64::try_from(asked).unwrap_or_default();
    facts.insert(Dim::GroupSize, Value::Number(size));
    facts.insert(Dim::GroupShare, Value::Number(leaving.saturating_mul(10_000).checked_div(size).unwrap_or_default()));
}

/// The flights of one passenger that a measure looks at.
fn looked_at<'a>(booking: &'a Booking, passenger: &Passenger, segment: &'a Segment, measured: Measured) -> Vec<&'a Segment> {
    let flown = |id: &str| {
        let state = passenger.coupons.iter().find(|coupon| coupon.segment == id).map(|coupon| coupon.status);
        matches!(state, Some(CouponState::Used | CouponState::Closed))
    };
    match measured {
        Measured::Segment => vec![segment],
        Measured::Direction => {
            let of = booking.segments.iter().filter(|other| other.direction == segment.direction && !flown(&other.id));
            let all: Vec<_> = of.collect();
            if all.is_empty() { vec![segment] } else { all }
        }
        Measured::Journey => booking.segments.iter().collect(),
    }
}

fn of_the_hour(facts: &mut Facts, ask: Ask<'_>, passenger: &Passenger, segment: &Segment) {
    let (booking, at) = (ask.booking, ask.request.at);
    for measured in [Measured::Segment, Measured::Direction, Measured::Journey] {
        let flights = looked_at(booking, passenger, segment, measured);
        let departs = flights.iter().map(|flight| &flight.departs).min().unwrap_or(&segment.departs);
        facts.insert(Dim::Departure(measured), Value::Number(seconds(at, departs)));
        let today = at.to_zoned(departs.time_zone().clone());
        facts.insert(Dim::Days(measured), Value::Number(days(&today, departs)));
        facts.insert(Dim::Route(measured), route(booking, segment, measured));
        if measured == Measured::Journey {
            facts.insert(Dim::BookedAhead, Value::Number(seconds(booking.booked_at.timestamp(), departs)));
        }
    }
    facts.insert(Dim::SinceBooking, Value::Number(-seconds(at, &booking.booked_at)));
    let today = at.to_zoned(booking.booked_at.time_zone().clone());
    facts.insert(Dim::DaysSinceBooking, Value::Number(days(&booking.booked_at, &today)));
    facts.insert(Dim::Sold, Value::Number(clock(booking.booked_at.datetime())));
    facts.insert(Dim::Asked, Value::Number(at.as_second()));
    let told = segment.disruption.as_ref().and_then(|disruption| disruption.told_at.as_ref());
    facts.extend(told.map(|told| (Dim::Notice, Value::Number(seconds(told.timestamp(), &segment.departs)))));
}

/// Whole seconds from one instant to another; what has begun counts as over.
fn seconds(from: jiff::Timestamp, to: &Zoned) -> i64 {
    let exact = to.timestamp().as_nanosecond() - from.as_nanosecond();
    i64::try_from(exact.div_euclid(1_000_000_000)).unwrap_or_default()
}

fn days(from: &Zoned, to: &Zoned) -> i64 {
    from.date().until((jiff::Unit::Day, to.date())).map_or(0, |span| span.get_days().into())
}

fn route(booking: &Booking, segment: &Segment, measured: Measured) -> Value {
    let direction = |wanted: u8| booking.segments.iter().filter(move |other| other.direction == wanted);
    let all: Vec<&Segment> = match measured {
        Measured::Segment => vec![segment],
        Measured::Direction => direction(segment.direction).collect(),
        Measured::Journey => booking.segments.iter().collect(),
    };
    let first = all.first().copied().unwrap_or(segment);
    // a journey goes where its first direction ends: the way back would make it a round trip to where it began
    let last = match measured {
        Measured::Journey => direction(first.direction).next_back(),
        Measured::Segment | Measured::Direction => all.last().copied(),
    }
    .unwrap_or(segment);
    let country = &first.origin_country;
    Value::Route {
        from: Place { airport: first.origin.clone(), country: country.clone() },
        to: Place { airport: last.destination.clone(), country: last.destination_country.clone() },
        domestic: all.iter().all(|flight| flight.origin_country == *country && flight.destination_country == *country),
    }
}

fn of_the_offer(facts: &mut Facts, ask: Ask<'_>, offer: &Offer, file: &RuleFile, passenger: &Passenger, segment: &Segment) {
    let replaced: Vec<_> = ask.booking.segments.iter().filter(|old| super::evaluate::replaces(ask, offer, &old.id)).collect();
    let (Some(first), Some(last)) = (offer.segments.first(), offer.segments.last()) else { return };
    let (old_first, old_last) = (replaced.first().copied().unwrap_or(segment), replaced.last().copied().unwrap_or(segment));
    let same = first.origin == old_first.origin && last.destination == old_last.destination;
    facts.insert(Dim::NewRoute, Value::word(if same { "same" } else { "other" }));
    let city = |one: &str, other: &str| {
        one == other || file.cities.values().any(|all| [one, other].iter().all(|end| all.iter().any(|known| known == end)))
    };
    let same = city(&first.origin, &old_first.origin) && city(&last.destination, &old_last.destination);
    facts.insert(Dim::NewCity, Value::word(if same { "same" } else { "other" }));
    let place = |cabin: &str| file.cabins.iter().position(|known| known == cabin);
    let lowest = offer.segments.iter().map(|new| place(&new.cabin)).min().flatten();
    facts.insert(Dim::NewCabin, against(lowest.cmp(&place(&segment.cabin))));
    let moved = days(&old_first.departs, &first.departs).abs();
    facts.insert(Dim::DaysMoved, Value::Number(moved));
    facts.insert(Dim::NewAhead, Value::Number(seconds(ask.booking.booked_at.timestamp(), &first.departs)));
    facts.insert(Dim::NewDeparts, Value::Number(clock(first.departs.datetime())));
    facts.extend(first.family.as_deref().map(|family| (Dim::NewFamily, Value::word(family))));
    facts.insert(Dim::NewCarrier, Value::word(first.carrier()));
    let currency = ask.booking.currency;
    let new = offer.prices.iter().find(|price| price.passenger == passenger.id).map(|price| {
        let surcharges: Decimal = price.surcharges.iter().map(|one| one.amount.money(currency).amount).sum();
        surcharges + price.fare.money(currency).amount
    });
    let of = |coupon: &Coupon| -> Decimal {
        let surcharges: Decimal = coupon.surcharges.iter().map(|one| one.amount.money(currency).amount).sum();
        surcharges + coupon.fare.money(currency).amount
    };
    let paid = passenger.coupons.iter().filter(|coupon| super::evaluate::replaces(ask, offer, &coupon.segment)).map(of);
    facts.extend(new.map(|new| (Dim::NewFare, against(new.cmp(&paid.sum())))));
}

fn against(order: Ordering) -> Value {
    Value::word(match order {
        Ordering::Less => "lower",
        Ordering::Equal => "same",
        Ordering::Greater => "higher",
    })
}
