//! The people one can sign in as, laid anew so that what is told of them is true at any hour.

use super::bookings::{BUSINESS, FLEX, Fare, STANDARD};
use crate::bookings::{self, NewBag, NewBooking, NewContact, NewExtra, NewPassenger, NewSeat, NewSegment, Source};
use crate::changes::recount;
use crate::{Result, payments};
use domain::booking::{BookingState, Cabin, ContactKind, PassengerKind, SegmentStatus};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp, civil::Date};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// A flight the people travel on.
#[derive(Debug, Clone)]
pub struct Leg {
    /// Airline code.
    pub carrier: String,
    /// Number.
    pub number: i32,
    /// Local date of planned departure.
    pub flight_date: Date,
    /// Airport, IATA.
    pub origin: String,
    /// Airport, IATA.
    pub destination: String,
    /// Planned departure.
    pub leaves: Timestamp,
}

/// Which flights each of them is on.
#[derive(Debug, Clone)]
pub struct Scene {
    /// `DEMO2A`: tomorrow, as planned.
    pub tomorrow: Vec<Leg>,
    /// `DEMO3B`: the first is 3 h 20 late.
    pub delayed: Vec<Leg>,
    /// `DEMO4C`: two that connect, one of them cancelled.
    pub cancelled: Vec<Leg>,
    /// `DEMO5D`: landed, without a bag.
    pub bag: Vec<Leg>,
    /// `DEMO6E`: the days to come.
    pub gold: Vec<Leg>,
}

/// One of them, before the flights are known.
struct Person<'a> {
    locator: &'static str,
    family: &'static str,
    given: &'a [(&'static str, PassengerKind, &'static str)],
    email: &'static str,
    fare: Fare,
    total: i64,
    tier: Option<&'static str>,
    language: Locale,
    /// Row of their seats, `A` being the first passenger's; `None`: not checked in.
    row: u8,
    checked_in: bool,
    tags: &'a [(i16, &'static str, i16)],
}

const ADULT: PassengerKind = PassengerKind::Adult;

/// The demo's fixed people on the flights of a scene.
#[must_use]
pub fn people(now: Timestamp, scene: &Scene) -> Vec<NewBooking> {
    let base = |locator, family, given, email| Person {
        locator,
        family,
        given,
        email,
        fare: STANDARD,
        total: 28_940,
        tier: None,
        language: Locale::En,
        row: 14,
        checked_in: true,
        tags: &[],
    };
    let rivera = Person { checked_in: false, ..base("DEMO2A", "Rivera", &[("Maria", ADULT, "1991-05-17")], "maria.rivera") };
    let okafor = Person {
        fare: FLEX,
        total: 124_120,
        tags: &[(1, "0992301118", 19), (2, "0992301119", 22)],
        ..base(
            "DEMO3B",
            "Okafor",
            &[("Ada", ADULT, "1986-02-11"), ("Chidi", ADULT, "1984-09-30"), ("Ngozi", PassengerKind::Child, "2018-06-04")],
            "ada.okafor",
        )
    };
    let lindqvist = Person {
        total: 96_480,
        row: 22,
        ..base(
            "DEMO4C",
            "Lindqvist",
            &[("Erik", ADULT, "1979-11-23"), ("Åsa", ADULT, "1981-03-08"), ("Elsa", PassengerKind::Child, "2015-01-19")],
            "erik.lindqvist",
        )
    };
    let wang = Person {
        language: Locale::ZhCn,
        row: 31,
        tags: &[(1, "0992123456", 21), (1, "0992123457", 17)],
        ..base("DEMO5D", "王", &[("伟", ADULT, "1988-08-08")], "wang.wei")
    };
    let haddad = Person {
        fare: BUSINESS,
        total: 214_300,
        tier: Some("gold"),
        row: 2,
        checked_in: false,
        ..base("DEMO6E", "Haddad", &[("Samira", ADULT, "1974-12-02")], "samira.haddad")
    };
    let cast =
        [(rivera, &scene.tomorrow), (okafor, &scene.delayed), (lindqvist, &scene.cancelled), (wang, &scene.bag), (haddad, &scene.gold)];
    cast.iter().zip(1_u128..).map(|((person, legs), place)| booking(person, legs, place, now)).collect()
}

/// Removes the fixed people and lays them on the scene's flights, in the caller's transaction. Passengers keep
/// their row ids, so that what a browser has proved goes on holding.
///
/// # Errors
/// Those of the database.
pub async fn anchor(db: &mut PgConnection, now: Timestamp, scene: &Scene) -> Result<()> {
    let people = people(now, scene);
    let locators: Vec<String> = people.iter().map(|booking| booking.locator.clone()).collect();
    payments::detach(db, now, &locators).await?;
    // they may have changed to any flight: its seats are for sale again
    let left = sqlx::query!(
        "select carrier, number, flight_date, origin from segment where locator in (select locator from booking where source = 'scenario' or locator = any($1))",
        &locators
    );
    let left: Vec<_> =
        left.fetch_all(&mut *db).await?.into_iter().map(|row| (row.carrier, row.number, row.flight_date.to_jiff(), row.origin)).collect();
    sqlx::query!("delete from booking where source = 'scenario' or locator = any($1)", &locators).execute(&mut *db).await?;
    // another day's flights: nobody has asked for letters about these
    sqlx::query!("delete from trip_subscription where locator = any($1)", &locators).execute(&mut *db).await?;
    sqlx::query!("delete from trip_letter where locator = any($1)", &locators).execute(&mut *db).await?;
    bookings::insert(db, &people).await?;
    bookings::insert_extras(db, &beside(&people)).await?;
    recount(db, &left).await
}

/// What `DEMO6E` has bought beside her flight, of what she paid in all.
fn beside(people: &[NewBooking]) -> Vec<NewExtra> {
    let hers = people.iter().filter(|booking| booking.locator == "DEMO6E");
    let extras = hers.flat_map(|booking| {
        let flight = booking.segments.first().map(|leg| (leg.carrier.clone(), leg.number, leg.flight_date, leg.origin.clone()));
        let extra = |code: &str, cents: i64, flight: Option<_>| NewExtra {
            locator: booking.locator.clone(),
            passenger: 1,
            flight,
            code: code.to_owned(),
            amount: Decimal::new(cents, 2),
        };
        [extra("BAG", 9_500, flight), extra("COVER", 4_900, None)]
    });
    extras.collect()
}

fn booking(person: &Person<'_>, legs: &[Leg], place: u128, now: Timestamp) -> NewBooking {
    let first = legs.first().map_or(now, |leg| leg.leaves);
    let positions = || (1_i16..).zip(person.given);
    NewBooking {
        locator: person.locator.to_owned(),
        created_at: (first - SignedDuration::from_hours(24 * 23)).min(now),
        state: BookingState::Ticketed,
        pay_by: None,
        point_of_sale: "web".to_owned(),
        agency: None,
        fare_family: person.fare.family.to_owned(),
        total: Decimal::new(person.total, 2),
        currency: "USD".to_owned(),
        language: person.language,
        source: Source::Scenario,
        passengers: positions().map(|(position, (given, kind, born))| passenger(person, place, position, given, *kind, born)).collect(),
        contacts: contacts(person, place),
        segments: legs.iter().map(|leg| segment(person, leg)).collect(),
        seats: (1_i16..)
            .zip(legs)
            .flat_map(|(segment, _)| positions().map(move |(position, _)| (segment, position)))
            .map(|(segment, passenger)| seat(person, segment, passenger))
            .collect(),
        bags: person
            .tags
            .iter()
            .filter_map(|(passenger, tag, weight)| {
                Some(NewBag {
                    tag: (*tag).to_owned(),
                    passenger: *passenger,
                    destination: legs.last()?.destination.clone(),
                    weight_kg: Some(*weight),
                    accepted_at: Some((first - SignedDuration::from_mins(95)).min(now)),
                })
            })
            .collect(),
    }
}

fn passenger(person: &Person<'_>, place: u128, position: i16, given: &str, kind: PassengerKind, born: &str) -> NewPassenger {
    let number = place * 10 + u128::from(position.unsigned_abs());
    NewPassenger {
        id: Uuid::from_u128(0x1a4d_51de_0000_4000_9000_0000_0000_0000 + number),
        family_name: person.family.to_owned(),
        given_name: given.to_owned(),
        kind,
        birth_date: born.parse().ok(),
        ticket_number: Some(format!("992{:010}", 2_399_000_000 + number)),
        tier: person.tier.map(str::to_owned),
    }
}

fn contacts(person: &Person<'_>, place: u128) -> Vec<NewContact> {
    let contact = |kind, address| NewContact { passenger: None, kind, address, agency: false };
    vec![
        contact(ContactKind::Email, format!("{}@landside.example", person.email)),
        contact(ContactKind::Phone, format!("+1201555014{place}")),
    ]
}

fn segment(person: &Person<'_>, leg: &Leg) -> NewSegment {
    NewSegment {
        carrier: leg.carrier.clone(),
        number: leg.number,
        flight_date: leg.flight_date,
        origin: leg.origin.clone(),
        destination: leg.destination.clone(),
        cabin: Cabin::parse(person.fare.cabin).unwrap_or(Cabin::Economy),
        booking_class: person.fare.class.to_owned(),
        bags_included: person.fare.bags,
        status: SegmentStatus::Confirmed,
    }
}

fn seat(person: &Person<'_>, segment: i16, passenger: i16) -> NewSeat {
    let letter = usize::try_from(passenger - 1).ok().and_then(|place| b"ABCDEF".get(place)).map_or('A', |letter| char::from(*letter));
    let row = i16::from(person.row) + (segment - 1) * 3;
    NewSeat { segment, passenger, seat: Some(format!("{row}{letter}")), checked_in: person.checked_in }
}
