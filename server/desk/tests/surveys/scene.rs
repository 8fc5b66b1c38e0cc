//! Ada, landed in Chicago an hour and a half late, and a case of hers that was closed.

use desk::PgPool;
use desk::bookings::{self, NewBooking, NewContact, NewPassenger, NewSegment, Source};
use desk::surveys::{self, About, Given, Outcome};
use domain::booking::{BookingState, Cabin, ContactKind, Locator, PassengerKind, SegmentStatus};
use domain::locale::Locale;
use domain::rights::{Grants, Role, StaffMember, Viewer, Who};
use domain::survey::Answer;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use uuid::Uuid;

pub const ADA: &str = "ada@example.com";
pub const AGENT: &str = "11111111-1111-4111-8111-111111111111";
pub const CASE: &str = "LS-7K3M-9Q2F";

/// The flight is on blocks at 16:25 UTC, 10:25 in Chicago, and it is known a minute later.
pub fn landed() -> Timestamp {
    "2026-11-20T16:26:00Z".parse().unwrap()
}

pub fn after(hours: i64) -> Timestamp {
    landed() + SignedDuration::from_hours(hours)
}

pub fn locator() -> Locator {
    Locator::parse("X4TE6N").unwrap()
}

/// Somebody on LD 408 under a locator and an address of their own.
pub fn booking(locator: &str, address: &str) -> NewBooking {
    let contact = |kind, address: &str, agency| NewContact { passenger: None, kind, address: address.into(), agency };
    NewBooking {
        locator: locator.into(),
        created_at: "2026-11-01T00:00:00Z".parse().unwrap(),
        state: BookingState::Ticketed,
        pay_by: None,
        point_of_sale: "web".into(),
        agency: None,
        fare_family: "standard".into(),
        total: Decimal::new(61_240, 2),
        currency: "USD".into(),
        language: Locale::ZhCn,
        source: Source::Imported,
        passengers: vec![NewPassenger {
            id: Uuid::new_v4(),
            family_name: "Okafor".into(),
            given_name: "Ada".into(),
            kind: PassengerKind::Adult,
            birth_date: None,
            ticket_number: None,
            tier: Some("gold".into()),
        }],
        contacts: vec![contact(ContactKind::Email, "desk@agency.example", true), contact(ContactKind::Email, address, false)],
        segments: vec![NewSegment {
            carrier: "LD".into(),
            number: 408,
            flight_date: "2026-11-20".parse().unwrap(),
            origin: "EWR".into(),
            destination: "ORD".into(),
            cabin: Cabin::Economy,
            booking_class: "Y".into(),
            bags_included: 1,
            status: SegmentStatus::Confirmed,
        }],
        seats: Vec::new(),
        bags: Vec::new(),
    }
}

pub async fn scene(db: &PgPool) {
    sqlx::raw_sql(
        r#"insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
             ('EWR', 'Newark Liberty', 'Newark', '{}', 'US', 'America/New_York', 40.7, -74.2),
             ('ORD', 'O''Hare', 'Chicago', '{}', 'US', 'America/Chicago', 42.0, -87.9);
           insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source) values
             ('LD', 408, '2026-11-20', 'EWR', 'ORD', '2026-11-20 12:20Z', '2026-11-20 14:55Z', 'imported');
           insert into flight_report (flight_id, known_at, kind, at) select id, '2026-11-20 16:26Z', 'on_block', '2026-11-20 16:25Z' from flight;
           insert into staff (id, email, name, role, departments, password_hash, totp_secret) values
             ('11111111-1111-4111-8111-111111111111', 'agent@example.com', 'Mei Chen', 'agent', '{relations}', '', '');
           insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, closed_at, last_seq,
                                  last_public_seq, last_at, person_name, opener_address, locator, search) values
             ('LS-7K3M-9Q2F', 'complaint', 'conduct', 'web', 'en', 'Rude', 'closed', 'relations', '2026-11-18 10:00Z', '2026-11-20 15:00Z', 1, 1,
              '2026-11-20 15:00Z', 'Ada Okafor', 'ada@example.com', 'X4TE6N', '')"#,
    )
    .execute(db)
    .await
    .unwrap();
    bookings::insert(&mut db.acquire().await.unwrap(), &[booking("X4TE6N", ADA)]).await.unwrap();
}

/// The same with the questionnaires that come with the portal.
pub async fn asking(db: &PgPool) {
    scene(db).await;
    assert_eq!(surveys::ship(db, after(-400), true).await.unwrap(), 4);
}

pub fn public(grants: Grants) -> Viewer {
    Viewer { who: Who::Public(grants), ..Viewer::default() }
}

/// By a code to her address.
pub fn ada() -> Viewer {
    by_code("X4TE6N", ADA)
}

/// Somebody who has proved an address of theirs, for one booking.
pub fn by_code(locator: &str, address: &str) -> Viewer {
    public(Grants { verified_trips: vec![locator.into()], contacts: vec![address.into()], ..Grants::default() })
}

/// By the name on a boarding pass.
pub fn finder() -> Viewer {
    public(Grants { trips: vec!["X4TE6N".into()], ..Grants::default() })
}

pub fn staff(role: Role) -> Viewer {
    let member = StaffMember { id: AGENT.into(), name: "Mei Chen".into(), role, departments: vec!["relations".into()] };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

pub async fn begin(db: &PgPool, now: Timestamp) -> String {
    surveys::begin(db, &ada(), now, About::Trip(&locator()), None).await.unwrap()
}

pub async fn answer(db: &PgPool, now: Timestamp, token: &str, answers: Vec<(usize, Answer)>) -> desk::Result<Outcome> {
    let given = Given { answers, tell: Some(true), ..Given::default() };
    surveys::answer(db, &Viewer::default(), now, Locale::ZhCn, token, &given).await
}

/// Question, item, number and words of what is kept, and whether it counts.
pub async fn kept(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', question, nullif(item, ''), number, words, case when month is not null then 'counts' end)
           from survey_answer order by question, item",
    )
    .fetch_all(db)
    .await
    .unwrap()
}

pub async fn count(db: &PgPool, what: &'static str) -> i64 {
    sqlx::query_scalar(what).fetch_one(db).await.unwrap()
}
