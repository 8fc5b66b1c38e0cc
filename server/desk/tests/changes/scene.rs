//! The Okafors from Newark to Chicago and back, the flights they could take instead, and what the payment provider says.

use super::common::{browser, count};
use super::system;
use desk::PgPool;
use desk::bookings::{self, NewBooking, NewContact, NewPassenger, NewSeat, NewSegment, Source};
use desk::changes::{self, Change, Confirmed, Filing, Tariff, Wanted, Words};
use desk::payments::{self, News, Source as Heard};
use domain::booking::options::Order;
use domain::booking::{BookingState, Cabin, ContactKind, Locator, PassengerKind, SegmentStatus};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::payment::{Reason, State};
use domain::rights::{Grants, Viewer, Who};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::rules::Written;

pub const OWN: &str = "ada@example.com";
/// The flight everybody wants, by the name forms give it.
pub const WANTED: &str = "LD410.2026-11-29.EWR";

pub fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

pub fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

pub fn locator() -> Locator {
    Locator::parse("X4TE6N").unwrap()
}

pub fn usd(cents: i64) -> Money {
    Money::new(Decimal::new(cents, 2), Currency::parse("USD").unwrap())
}

pub fn tariff() -> Tariff {
    let text = include_str!("../../../rules/landside-air.toml").to_owned();
    Tariff::read(&[Written { name: "landside-air.toml".into(), text }], None).unwrap()
}

/// Airports, flights with 24 economy seats, fares of 90 or 120 dollars, and nobody booked.
pub async fn world(db: &PgPool) {
    sqlx::raw_sql(
        r#"insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
             ('EWR', 'Newark Liberty', 'Newark', '{}', 'US', 'America/New_York', 40.69, -74.17),
             ('LGA', 'LaGuardia', 'New York', '{}', 'US', 'America/New_York', 40.78, -73.87),
             ('ORD', 'O''Hare', 'Chicago', '{}', 'US', 'America/Chicago', 41.98, -87.90),
             ('DTW', 'Detroit', 'Detroit', '{}', 'US', 'America/Detroit', 42.21, -83.35);
           insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, seats, source) values
             ('LD', 408, '2026-11-28', 'EWR', 'ORD', '2026-11-28 19:20Z', '2026-11-28 21:55Z', 32, 'imported'),
             ('LD', 412, '2026-11-28', 'EWR', 'ORD', '2026-11-28 22:20Z', '2026-11-29 00:55Z', 32, 'imported'),
             ('LD', 410, '2026-11-29', 'EWR', 'ORD', '2026-11-29 19:20Z', '2026-11-29 21:55Z', 32, 'imported'),
             ('LD', 500, '2026-11-29', 'EWR', 'DTW', '2026-11-29 13:00Z', '2026-11-29 15:00Z', 32, 'imported'),
             ('LD', 501, '2026-11-29', 'DTW', 'ORD', '2026-11-29 16:00Z', '2026-11-29 17:30Z', 32, 'imported'),
             ('LD', 600, '2026-11-28', 'LGA', 'ORD', '2026-11-28 20:00Z', '2026-11-28 22:35Z', 32, 'imported'),
             ('LD', 409, '2026-12-03', 'ORD', 'EWR', '2026-12-03 20:00Z', '2026-12-03 22:10Z', 32, 'imported')"#,
    )
    .execute(db)
    .await
    .unwrap();
    system::begin(db).await;
    let mut db = db.acquire().await.unwrap();
    changes::open_cabins(&mut db, "2026-11-20".parse().unwrap()).await.unwrap();
    let routes = [("EWR", "ORD"), ("LGA", "ORD"), ("ORD", "EWR"), ("EWR", "DTW"), ("DTW", "ORD")];
    let filings: Vec<Filing> = routes
        .into_iter()
        .flat_map(|(origin, destination)| [(0, 50, 90), (1, 0, 120)].map(|step| (origin, destination, step)))
        .flat_map(|(origin, destination, step)| ["basic", "standard", "flex"].map(|family| (origin, destination, family, step)))
        .map(|(origin, destination, family, (step, from_left, dollars))| Filing {
            carrier: "LD".into(),
            origin: origin.into(),
            destination: destination.into(),
            family: family.into(),
            step,
            from_left,
            fare: usd(dollars * 100),
            taxes: vec![("US".into(), Decimal::new(675, 2))],
        })
        .collect();
    changes::file_fares(&mut db, &filings).await.unwrap();
}

fn segment(number: i32, date: &str, origin: &str, destination: &str) -> NewSegment {
    NewSegment {
        carrier: "LD".into(),
        number,
        flight_date: date.parse().unwrap(),
        origin: origin.into(),
        destination: destination.into(),
        cabin: Cabin::Economy,
        booking_class: "V".into(),
        bags_included: 1,
        status: SegmentStatus::Confirmed,
    }
}

/// Another for each passenger of each booking.
fn ticket(reference: &str, place: i16) -> String {
    let number = reference.bytes().fold(0_u64, |number, byte| number * 37 + u64::from(byte % 37));
    format!("992{:010}", (number * 10 + u64::from(place.unsigned_abs())) % 10_000_000_000)
}

/// A booking of some adults there and back, USD 193.50 each.
pub fn booking(reference: &str, family: &str, people: u16) -> NewBooking {
    let places = 1..=i16::try_from(people).unwrap();
    let person = |place: i16| NewPassenger {
        id: Uuid::new_v4(),
        family_name: "Okafor".into(),
        given_name: ["Ada", "Chidi", "Ngozi", "Emeka"][usize::try_from(place - 1).unwrap() % 4].into(),
        kind: PassengerKind::Adult,
        birth_date: None,
        ticket_number: Some(ticket(reference, place)),
        tier: None,
    };
    let seat =
        |segment: i16, passenger: i16| NewSeat { segment, passenger, seat: Some(format!("{}A", 13 + passenger)), checked_in: segment == 1 };
    NewBooking {
        locator: reference.into(),
        created_at: "2026-11-01T00:00:00Z".parse().unwrap(),
        state: BookingState::Ticketed,
        pay_by: None,
        point_of_sale: "US".into(),
        agency: None,
        fare_family: family.into(),
        total: Decimal::new(19_350 * i64::from(people), 2),
        currency: "USD".into(),
        language: Locale::En,
        source: Source::Imported,
        passengers: places.clone().map(person).collect(),
        contacts: vec![NewContact { passenger: None, kind: ContactKind::Email, address: OWN.into(), agency: false }],
        segments: vec![segment(408, "2026-11-28", "EWR", "ORD"), segment(409, "2026-12-03", "ORD", "EWR")],
        seats: [1, 2].into_iter().flat_map(|flight| places.clone().map(move |person| seat(flight, person))).collect(),
        bags: vec![],
    }
}

pub async fn booked(db: &PgPool, booking: NewBooking) {
    let mut tx = db.begin().await.unwrap();
    bookings::insert(&mut tx, &[booking]).await.unwrap();
    tx.commit().await.unwrap();
}

/// A browser that has proved the address of these bookings.
pub async fn proved(db: &PgPool, trips: &[&str]) -> Viewer {
    let trips: Vec<String> = trips.iter().map(ToString::to_string).collect();
    let grants = Grants { trips: trips.clone(), verified_trips: trips, contacts: vec![OWN.into()], ..Grants::default() };
    Viewer { who: Who::Public(grants), ..browser(db).await }
}

pub fn wanted(passengers: &[i16]) -> Wanted {
    Wanted { passengers: passengers.to_vec(), part: 0, date: "2026-11-29".parse().unwrap(), order: Order::Nearest }
}

pub fn words() -> Words {
    Words { subject: "Another flight".into(), words: "LD 410 instead of LD 408.".into() }
}

pub async fn held(db: &PgPool, viewer: &Viewer, at: &Locator, passengers: &[i16], way: &str) -> desk::Result<Uuid> {
    let held = changes::hold(db, viewer, now(), Locale::En, at, &tariff(), &wanted(passengers), (way, Uuid::new_v4())).await;
    system::answered(db).await;
    held
}

pub async fn confirmed(db: &PgPool, viewer: &Viewer, at: Timestamp, id: Uuid) -> desk::Result<Confirmed> {
    confirmed_at(db, viewer, at, &locator(), id).await
}

/// Confirmed, and where somebody is asked, answered.
pub async fn confirmed_at(db: &PgPool, viewer: &Viewer, at: Timestamp, of: &Locator, id: Uuid) -> desk::Result<Confirmed> {
    system::answered(db).await;
    let confirmed = changes::confirm(db, viewer, at, Locale::En, of, id, words()).await?;
    if confirmed != Confirmed::Confirming {
        return Ok(confirmed);
    }
    system::answered(db).await;
    changes::confirm(db, viewer, at, Locale::En, of, id, words()).await
}

/// What was paid and answered is done.
pub async fn settled(db: &PgPool, at: Timestamp) {
    changes::settle_due(db, at).await.unwrap();
    system::answered(db).await;
}

pub async fn shown(db: &PgPool, viewer: &Viewer, id: Uuid) -> Change {
    changes::change(db, viewer, now(), Locale::En, &locator(), id).await.unwrap()
}

/// The provider speaks of the charge of a change.
pub async fn says(db: &PgPool, change: &Change, state: State) {
    let charge = change.charge.clone().unwrap();
    let news = News {
        id: Uuid::new_v4().to_string(),
        key: charge.id.to_string(),
        direction: charge.direction,
        state,
        amount: charge.amount,
        reason: (state == State::Declined).then_some(Reason::InsufficientFunds),
        means: None,
        provider_ref: Some(format!("pay-{}", charge.id)),
        hosted_url: None,
        at: now(),
    };
    payments::event(db, now(), Heard::Message, &news).await.unwrap();
}

/// Seats of economy on a flight: sold, held.
pub async fn seats(db: &PgPool, number: i32) -> (i32, i32) {
    let row: (i32, i32) = sqlx::query_as("select sold, held from flight_cabin where number = $1 and cabin = 'economy'")
        .bind(number)
        .fetch_one(db)
        .await
        .unwrap();
    row
}

/// What is sold is what bookings say, what is held is what running changes keep, and it all fits (I4).
pub async fn seats_add_up(db: &PgPool) {
    let wrong = count(
        db,
        "select count(*) from flight_cabin k
          where sold <> (select count(*) from segment s join passenger p using (locator) join booking b using (locator)
                          where (s.carrier, s.number, s.flight_date, s.origin, s.cabin) = (k.carrier, k.number, k.flight_date, k.origin, k.cabin)
                            and s.status = 'confirmed' and p.kind <> 'infant' and b.state in ('held', 'ticketed', 'changed'))
             or held <> (select coalesce(sum(h.seats), 0) from seat_hold h
                          where (h.carrier, h.number, h.flight_date, h.origin, h.cabin) = (k.carrier, k.number, k.flight_date, k.origin, k.cabin))
             or sold + held + elsewhere > seats",
    );
    assert_eq!(wrong.await, 0);
    system::agrees(db).await;
}
