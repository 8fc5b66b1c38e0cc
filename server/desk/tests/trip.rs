//! A trip over Postgres: what each proof shows of it, how its flights stand, and who looked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::bookings::{self, NewBag, NewBooking, NewContact, NewPassenger, NewSeat, NewSegment, Source, Trip, trip};
use desk::{Error, PgPool};
use domain::booking::outlook::{Situation, Transfer};
use domain::booking::{BookingState, Cabin, ContactKind, Locator, PassengerKind, SegmentStatus};
use domain::flight::Phase;
use domain::locale::Locale;
use domain::rights::{Grants, Role, StaffMember, TripAccess, Viewer, Who};
use jiff::Timestamp;
use rust_decimal::Decimal;
use uuid::Uuid;

const AGENT: &str = "11111111-1111-4111-8111-111111111111";

fn at(clock: &str) -> Timestamp {
    format!("2026-11-21T{clock}:00Z").parse().unwrap()
}

fn locator() -> Locator {
    Locator::parse("X4TE6N").unwrap()
}

fn segment(number: i32, origin: &str, destination: &str) -> NewSegment {
    NewSegment {
        carrier: "LD".into(),
        number,
        flight_date: "2026-11-21".parse().unwrap(),
        origin: origin.into(),
        destination: destination.into(),
        cabin: Cabin::Economy,
        booking_class: "Y".into(),
        bags_included: 2,
        status: SegmentStatus::Confirmed,
    }
}

/// 王伟 from Newark over Chicago to Denver.
fn booking() -> NewBooking {
    let contact = |kind, address: &str, agency| NewContact { passenger: None, kind, address: address.into(), agency };
    NewBooking {
        locator: "X4TE6N".into(),
        created_at: at("00:00"),
        state: BookingState::Ticketed,
        pay_by: None,
        point_of_sale: "agency".into(),
        agency: Some("Harbour Travel".into()),
        fare_family: "flex".into(),
        total: Decimal::new(61_240, 2),
        currency: "USD".into(),
        language: Locale::ZhCn,
        source: Source::Imported,
        passengers: vec![NewPassenger {
            id: Uuid::new_v4(),
            family_name: "王".into(),
            given_name: "伟".into(),
            kind: PassengerKind::Adult,
            birth_date: Some("1988-08-08".parse().unwrap()),
            ticket_number: Some("9922412345678".into()),
            tier: Some("gold".into()),
        }],
        contacts: vec![
            contact(ContactKind::Email, "desk@agency.example", true),
            contact(ContactKind::Email, "Wang.Wei@Example.com", false),
            contact(ContactKind::Phone, "+1 201 555 0189", false),
        ],
        segments: vec![segment(408, "EWR", "ORD"), segment(412, "ORD", "DEN")],
        seats: vec![NewSeat { segment: 1, passenger: 1, seat: Some("14A".into()), checked_in: true }],
        bags: vec![NewBag { tag: "0992123456".into(), passenger: 1, destination: "DEN".into(), weight_kg: Some(19), accepted_at: None }],
    }
}

async fn scene(db: &PgPool) {
    sqlx::raw_sql(
        r#"insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
             ('EWR', 'Newark Liberty', 'Newark', '{"zh-CN": {"city": "纽瓦克"}}', 'US', 'America/New_York', 40.7, -74.2),
             ('ORD', 'O''Hare', 'Chicago', '{}', 'US', 'America/Chicago', 42.0, -87.9);
           insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, gate_out, source) values
             ('LD', 408, '2026-11-21', 'EWR', 'ORD', '2026-11-21 19:20Z', '2026-11-21 21:55Z', 'C92', 'imported'),
             ('LD', 412, '2026-11-21', 'ORD', 'DEN', '2026-11-21 23:00Z', '2026-11-22 01:40Z', 'B7', 'imported');
           insert into flight_report (flight_id, known_at, kind, at, place, reason)
             select id, timestamptz '2026-11-21 15:00Z', 'estimate', timestamptz '2026-11-21 22:40Z', null, 'weather' from flight where number = 408
             union all select id, timestamptz '2026-11-21 16:00Z', 'gate', null, 'C70', null from flight where number = 408;
           insert into staff (id, email, name, role, password_hash, totp_secret) values
             ('11111111-1111-4111-8111-111111111111', 'agent@example.com', 'Mei Chen', 'agent', '', '')"#,
    )
    .execute(db)
    .await
    .unwrap();
    bookings::insert(&mut db.acquire().await.unwrap(), &[booking()]).await.unwrap();
}

fn public(trips: &[&str], verified: &[&str]) -> Viewer {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Viewer { who: Who::Public(Grants { trips: owned(trips), verified_trips: owned(verified), ..Grants::default() }), ..Viewer::default() }
}

fn agent() -> Viewer {
    let member = StaffMember { id: AGENT.into(), name: "Mei Chen".into(), role: Role::Agent, departments: Vec::new() };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

async fn seen(db: &PgPool, viewer: &Viewer, clock: &str) -> Trip {
    trip(db, viewer, at(clock), Locale::En, &locator()).await.unwrap()
}

async fn looks(db: &PgPool) -> Vec<(String, String)> {
    sqlx::query_as("select subject_kind, subject from audit order by id").fetch_all(db).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn each_proof_shows_its_part(db: PgPool) {
    scene(&db).await;
    let addresses = |trip: &Trip| trip.contacts.iter().map(|contact| contact.address.clone()).collect::<Vec<_>>();

    let by_name = seen(&db, &public(&["X4TE6N"], &[]), "14:00").await;
    assert_eq!(by_name.access, TripAccess::Itinerary);
    assert_eq!(addresses(&by_name), ["w•••@e•••.com", "••• 89", "d•••@a•••.example"]);
    assert_eq!((by_name.passengers[0].ticket_number.as_ref(), by_name.passengers[0].birth_date), (None, None));

    let verified = seen(&db, &public(&[], &["X4TE6N"]), "14:00").await;
    assert_eq!(addresses(&verified), ["wang.wei@example.com", "+12015550189", "desk@agency.example"]);
    assert_eq!(verified.passengers[0].ticket_number.as_deref(), Some("9922412345678"));
    assert_eq!(verified.passengers[0].birth_date, None);
    assert!(looks(&db).await.is_empty(), "passengers looking at what is theirs leave nothing");

    let staff = seen(&db, &agent(), "14:00").await;
    assert_eq!(staff.passengers[0].birth_date, Some("1988-08-08".parse().unwrap()));
    assert_eq!(looks(&db).await, [("trip".to_owned(), "X4TE6N".to_owned())]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_theirs_looks_like_what_is_not_there(db: PgPool) {
    scene(&db).await;
    let elsewhere = Locator::parse("ZZZZZZ").unwrap();
    for viewer in [Viewer::default(), public(&["DEMO2A"], &["DEMO3B"])] {
        assert!(matches!(trip(&db, &viewer, at("14:00"), Locale::En, &locator()).await, Err(Error::NotFound)));
        assert!(matches!(trip(&db, &viewer, at("14:00"), Locale::En, &elsewhere).await, Err(Error::NotFound)));
    }
    assert!(matches!(trip(&db, &agent(), at("14:00"), Locale::En, &elsewhere).await, Err(Error::NotFound)));
    assert!(looks(&db).await.is_empty(), "nothing was seen, so nothing is written");
}

#[sqlx::test(migrations = "../migrations")]
async fn flights_stand_as_was_known_by_then(db: PgPool) {
    scene(&db).await;
    let before = seen(&db, &agent(), "14:00").await;
    assert_eq!((before.outlook.situation, before.segments[0].gate_out.as_deref()), (Situation::Good(0), Some("C92")));
    let after = seen(&db, &agent(), "16:30").await;
    assert_eq!(after.outlook.situation, Situation::Misses(0));
    assert_eq!(after.outlook.connections[0].transfer, Transfer::Missed);
    let first = &after.segments[0];
    assert_eq!((first.gate_out.as_deref(), first.state.as_ref().unwrap().delay_minutes()), (Some("C70"), 200));
    assert_eq!(first.state.as_ref().unwrap().phase, Phase::Delayed);
    // an airport nobody told us of is its code
    assert_eq!((after.segments[1].destination.city.as_str(), after.segments[1].destination.zone.as_str()), ("DEN", "UTC"));
    assert_eq!(after.answered_within, (60, 1440));
}

#[sqlx::test(migrations = "../migrations")]
async fn places_and_fares_speak_the_reader_s_language(db: PgPool) {
    scene(&db).await;
    let chinese = trip(&db, &agent(), at("14:00"), Locale::ZhCn, &locator()).await.unwrap();
    assert_eq!((chinese.segments[0].origin.city.as_str(), chinese.segments[0].destination.city.as_str()), ("纽瓦克", "Chicago"));
    assert_eq!(chinese.fare.name, "灵活");
    assert!(chinese.fare.conditions[0].ends_with('。'));
    assert_eq!(chinese.passengers[0].full_name(), "王伟");
    assert_eq!(chinese.bags[0].tag.to_string(), "0992 123456");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_flight_that_is_not_known_here_is_shown_as_booked(db: PgPool) {
    scene(&db).await;
    sqlx::query("delete from flight").execute(&db).await.unwrap();
    let trip = seen(&db, &agent(), "14:00").await;
    assert!(trip.segments.iter().all(|segment| segment.state.is_none()));
    assert_eq!(trip.outlook.situation, Situation::Good(0));
}
