//! Ada from Newark over Chicago to Denver, and what is asked of the database about her letters.

use desk::PgPool;
use desk::bookings::letters::{Wish, turn_on};
use desk::bookings::{self, NewBooking, NewContact, NewPassenger, NewSegment, Source, Trip, trip};
use desk::outbox::{self, Leased};
use domain::booking::notices::Wishes;
use domain::booking::{BookingState, Cabin, ContactKind, Locator, PassengerKind, SegmentStatus};
use domain::contact::Way;
use domain::delivery::Paces;
use domain::locale::Locale;
use domain::rights::{Grants, Role, StaffMember, Viewer, Who};
use jiff::Timestamp;
use rust_decimal::Decimal;
use uuid::Uuid;

pub const OWN: &str = "ada@example.com";
pub const BESIDE: &str = "chidi@example.com";
pub const BOTH: Wishes = Wishes { reminders: true, word: true };

/// `day` of November 2026, by UTC; the flight leaves on the 28th at 19:20.
pub fn at(day_and_clock: &str) -> Timestamp {
    let (day, clock) = day_and_clock.split_once(' ').unwrap();
    format!("2026-11-{day}T{clock}:00Z").parse().unwrap()
}

pub fn locator() -> Locator {
    Locator::parse("X4TE6N").unwrap()
}

pub fn segment(number: i32, origin: &str, destination: &str) -> NewSegment {
    NewSegment {
        carrier: "LD".into(),
        number,
        flight_date: "2026-11-28".parse().unwrap(),
        origin: origin.into(),
        destination: destination.into(),
        cabin: Cabin::Economy,
        booking_class: "Y".into(),
        bags_included: 1,
        status: SegmentStatus::Confirmed,
    }
}

/// Ada from Newark over Chicago to Denver.
pub async fn scene(db: &PgPool) {
    sqlx::raw_sql(
        r#"insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
             ('EWR', 'Newark Liberty', 'Newark', '{"zh-CN": {"city": "纽瓦克"}}', 'US', 'America/New_York', 40.7, -74.2),
             ('ORD', 'O''Hare', 'Chicago', '{}', 'US', 'America/Chicago', 42.0, -87.9),
             ('DEN', 'Denver', 'Denver', '{}', 'US', 'America/Denver', 39.9, -104.7);
           insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, terminal_out, gate_out, belt, source) values
             ('LD', 408, '2026-11-28', 'EWR', 'ORD', '2026-11-28 19:20Z', '2026-11-28 21:55Z', 'C', 'C92', null, 'imported'),
             ('LD', 412, '2026-11-28', 'ORD', 'DEN', '2026-11-28 23:00Z', '2026-11-29 01:40Z', '1', 'B7', '4', 'imported');
           insert into staff (id, email, name, role, password_hash, totp_secret) values
             ('11111111-1111-4111-8111-111111111111', 'agent@example.com', 'Mei Chen', 'agent', '', '')"#,
    )
    .execute(db)
    .await
    .unwrap();
    let contact = |kind, address: &str, agency| NewContact { passenger: None, kind, address: address.into(), agency };
    let booking = NewBooking {
        locator: "X4TE6N".into(),
        created_at: at("01 00:00"),
        state: BookingState::Ticketed,
        pay_by: None,
        point_of_sale: "web".into(),
        agency: None,
        fare_family: "standard".into(),
        total: Decimal::new(61_240, 2),
        currency: "USD".into(),
        language: Locale::En,
        source: Source::Imported,
        passengers: vec![NewPassenger {
            id: Uuid::new_v4(),
            family_name: "Okafor".into(),
            given_name: "Ada".into(),
            kind: PassengerKind::Adult,
            birth_date: None,
            ticket_number: None,
            tier: None,
        }],
        contacts: vec![
            contact(ContactKind::Email, "desk@agency.example", true),
            contact(ContactKind::Email, OWN, false),
            contact(ContactKind::Phone, "+1 201 555 0189", false),
        ],
        segments: vec![segment(408, "EWR", "ORD"), segment(412, "ORD", "DEN")],
        seats: Vec::new(),
        bags: Vec::new(),
    };
    bookings::insert(&mut db.acquire().await.unwrap(), &[booking]).await.unwrap();
}

pub fn viewer(grants: Grants) -> Viewer {
    Viewer { who: Who::Public(grants), ..Viewer::default() }
}

/// By a code to the booking's address, and to another one of theirs.
pub fn ada() -> Viewer {
    let contacts = vec![OWN.to_owned(), BESIDE.to_owned()];
    viewer(Grants { trips: vec!["X4TE6N".into()], verified_trips: vec!["X4TE6N".into()], contacts, ..Grants::default() })
}

pub fn stranger() -> Viewer {
    let contacts = vec!["stranger@example.com".to_owned()];
    viewer(Grants { trips: vec!["X4TE6N".into()], contacts, ..Grants::default() })
}

pub fn agent() -> Viewer {
    let member = StaffMember {
        id: "11111111-1111-4111-8111-111111111111".into(),
        name: "Mei Chen".into(),
        role: Role::Agent,
        departments: Vec::new(),
    };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

pub fn wish(address: &str, wishes: Wishes) -> Wish {
    Wish { address: address.into(), locale: Locale::En, wishes }
}

pub async fn on(db: &PgPool, now: Timestamp, address: &str, wishes: Wishes) -> desk::Result<()> {
    turn_on(db, &ada(), now, &locator(), &wish(address, wishes), false).await
}

pub async fn seen(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Trip {
    trip(db, viewer, now, Locale::En, &locator()).await.unwrap()
}

/// Kinds of letters promised so far, in order.
pub async fn kinds(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select kind from outbox where kind like 'trip%' order by id").fetch_all(db).await.unwrap()
}

pub async fn waiting(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select kind from outbox where kind like 'trip%' and state = 'queued' order by id").fetch_all(db).await.unwrap()
}

/// Everything that waits leaves the house.
pub async fn delivered(db: &PgPool, now: Timestamp) -> Vec<Leased> {
    let leased = outbox::lease(db, now, 100, Way::Mail, &Paces::parse("100/1000").unwrap()).await.unwrap();
    for letter in &leased {
        outbox::sent(db, now, letter.id, None).await.unwrap();
    }
    leased
}

pub async fn report(db: &PgPool, number: i32, known: Timestamp, kind: &str, at: Option<Timestamp>) {
    sqlx::query("insert into flight_report (flight_id, known_at, kind, at) select id, $2::timestamptz, $3, $4::timestamptz from flight where number = $1")
        .bind(number)
        .bind(known.to_string())
        .bind(kind)
        .bind(at.map(|at| at.to_string()))
        .execute(db)
        .await
        .unwrap();
}

pub async fn acts(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select action from audit where subject = 'X4TE6N' order by id").fetch_all(db).await.unwrap()
}
