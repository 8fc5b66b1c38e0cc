//! Bookings over Postgres: the demo's twenty thousand, and the door by locator and name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::{Error, FieldError, PgPool, access, bookings, demo};
use domain::rights::{Viewer, Who};
use jiff::{SignedDuration, Timestamp};
use std::net::{IpAddr, Ipv4Addr};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9));

fn noon() -> Timestamp {
    "2026-11-21T17:00:00Z".parse().unwrap()
}

/// Sixty days of flights between Newark and eight cities, twice a day each way.
async fn some_flights(db: &PgPool) {
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, seats, source)
         select 'LD', n, (t at time zone 'America/New_York')::date, o, d, t, t + interval '2 hours 10 minutes', 150, 'flown'
           from generate_series(timestamptz '2026-11-18 12:00Z', timestamptz '2027-01-20 12:00Z', interval '12 hours') day,
                lateral (select day + i * interval '17 minutes' as t, 100 + 2 * i as n, 'EWR' as o, c as d
                           from unnest(array['ORD','BOS','DEN','SFO','LAX','IAH','MIA','SEA']) with ordinality x (c, i)
                         union all
                         select day + interval '3 hours' + i * interval '17 minutes', 101 + 2 * i, c, 'EWR'
                           from unnest(array['ORD','BOS','DEN','SFO','LAX','IAH','MIA','SEA']) with ordinality x (c, i)) leg
         on conflict do nothing",
    )
    .execute(db)
    .await
    .unwrap();
}

async fn visitor(db: &PgPool) -> Viewer {
    access::open(db, noon(), "test").await.unwrap().1
}

async fn load(db: &PgPool, count: usize) -> usize {
    let mut tx = db.begin().await.unwrap();
    let made = demo::bookings::load(&mut tx, noon(), "LD", count).await.unwrap();
    tx.commit().await.unwrap();
    made
}

/// One line that is the same if every booking is.
async fn digest(db: &PgPool) -> String {
    sqlx::query_scalar(
        "select md5(string_agg(b.locator || b.total || b.fare_family || p.family_name || p.ticket_number || coalesce(s.seat, ''), ',' order by b.locator, p.position))
           from booking b join passenger p using (locator) left join seat s on s.locator = b.locator and s.passenger_position = p.position and s.segment_position = 1",
    )
    .fetch_one(db)
    .await
    .unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn twenty_thousand_bookings_are_there_quickly_and_plausible(db: PgPool) {
    some_flights(&db).await;
    let started = std::time::Instant::now();
    assert_eq!(load(&db, 20_000).await, 20_000);
    println!("20 000 bookings in {:?}", started.elapsed());
    let counts: (i64, i64, i64, i64, i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from booking),
                (select count(*) from passenger where cardinality(family_keys) = 0),
                (select count(distinct locator) from contact where agency),
                (select count(*) from booking b where not exists (select from contact c where c.locator = b.locator and not c.agency)),
                (select count(*) from contact where kind = 'email' and address !~ '@[^@,]+[.]'),
                (select count(*) from (select 1 from seat s join segment g on g.locator = s.locator and g.position = s.segment_position
                   where s.seat is not null group by g.carrier, g.number, g.flight_date, g.origin, s.seat having count(*) > 1) twice),
                (select count(*) from segment where position = 2)",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    let (bookings, nameless, agency, unreachable, wrong, twice, second) = counts;
    assert_eq!((bookings, nameless, twice), (20_000, 0, 0));
    assert!(agency > 2_000 && unreachable > 300 && wrong > 500 && second > 5_000, "{counts:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_seed_gives_the_same_bookings(db: PgPool) {
    some_flights(&db).await;
    load(&db, 500).await;
    let first = digest(&db).await;
    sqlx::query("truncate booking cascade").execute(&db).await.unwrap();
    load(&db, 500).await;
    assert_eq!(digest(&db).await, first);
}

#[sqlx::test(migrations = "../migrations")]
async fn without_flights_there_are_no_bookings(db: PgPool) {
    assert_eq!(load(&db, 100).await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn locator_and_name_open_the_trip_for_this_session_only(db: PgPool) {
    some_flights(&db).await;
    load(&db, 50).await;
    let (locator, family, given): (String, String, String) =
        sqlx::query_as("select locator, family_name, given_name from passenger order by locator limit 1").fetch_one(&db).await.unwrap();
    let (token, viewer) = access::open(&db, noon(), "test").await.unwrap();
    for name in [family.to_lowercase(), format!(" {family} "), format!("{given} {family}")] {
        let typed = format!("{} {}", locator[..3].to_lowercase(), &locator[3..]);
        let opened = bookings::open_trip(&db, &viewer, noon(), HERE, &typed, &name).await.unwrap();
        assert_eq!(opened.as_str(), locator, "{name}");
    }
    let found = access::find(&db, noon(), &token.to_text()).await.unwrap().unwrap();
    let Who::Public(grants) = found.who else { panic!("a visitor is no staff") };
    assert_eq!(grants.trips, [locator]);
    assert!(grants.verified_trips.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn every_kind_of_wrong_gets_one_answer(db: PgPool) {
    some_flights(&db).await;
    load(&db, 50).await;
    let viewer = visitor(&db).await;
    let locator: String = sqlx::query_scalar("select min(locator) from booking").fetch_one(&db).await.unwrap();
    let not_found = vec![FieldError::new("family_name", "trip-not-found")];
    for (typed, name) in [
        (locator.as_str(), "Nobody"),
        ("ZZZZZZ", "Rivera"),
        ("ZZZZZZ", "nobody:a"),
        (&locator, "nobody:a"),
        (&locator, "%"),
        (&locator, "😀"),
        (&locator, "\u{0}"),
    ] {
        match bookings::open_trip(&db, &viewer, noon(), HERE, typed, name).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors, not_found, "{typed} {name}"),
            other => panic!("{typed} {name}: {other:?}"),
        }
    }
    for (typed, name, fields) in [("", " ", 2), ("DEMO", "Rivera", 1), ("'; drop table booking", "x", 1), ("DEMO2A", "", 1)] {
        match bookings::open_trip(&db, &viewer, noon(), HERE, typed, name).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors.len(), fields, "{typed} {name}"),
            other => panic!("{typed} {name}: {other:?}"),
        }
    }
    let opened: i64 = sqlx::query_scalar("select count(*) from session_grant").fetch_one(&db).await.unwrap();
    assert_eq!(opened, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn guessing_is_limited_by_locator_and_by_network(db: PgPool) {
    let viewer = visitor(&db).await;
    let mut address = 0_u8;
    let mut refused = None;
    for _ in 0..20 {
        address += 1;
        let from = IpAddr::V4(Ipv4Addr::new(198, 51, 100, address));
        if let Err(Error::Limited { retry_after }) = bookings::open_trip(&db, &viewer, noon(), from, "DEMO2A", "Guess").await {
            refused = Some(retry_after);
        }
    }
    let wait = refused.expect("twenty guesses at one locator from twenty networks are refused");
    assert!(wait <= SignedDuration::from_mins(10));
    let later = noon() + wait;
    assert!(matches!(bookings::open_trip(&db, &viewer, later, HERE, "DEMO2A", "Guess").await, Err(Error::Invalid(_))));
    let mut last = None;
    for guess in 0..=domain::policy::TRIPS_PER_NETWORK.max {
        last = Some(bookings::open_trip(&db, &viewer, later, HERE, &format!("AAA{guess:03}"), "Guess").await);
    }
    assert!(matches!(last, Some(Err(Error::Limited { .. }))));
}
