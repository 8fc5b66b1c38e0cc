//! Changes: options among a hundred thousand flights, and 64 passengers at a time who move to one popular flight.

use crate::report::{Outcome, line, milliseconds, percentile};
use desk::PgPool;
use desk::bookings::{self, NewBooking, NewContact, NewPassenger, NewSegment, Source};
use desk::changes::{self, Confirmed, Filing, Tariff, Wanted, Words};
use domain::booking::options::Order;
use domain::booking::{BookingState, Cabin, ContactKind, Locator, PassengerKind, SegmentStatus};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::rights::{Grants, Viewer, Who};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rust_decimal::Decimal;
use sqlx::postgres::PgPoolOptions;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use uuid::Uuid;
use wire::rules::Written;

/// Longest p95 of a search for other flights, in milliseconds.
const OPTIONS: f64 = 100.0;
/// Least share of what bare transactions on the same row of seats reach.
const FLOOR: f64 = 0.05;
/// Passengers at a time.
const CLIENTS: usize = 64;
/// Airports around the hub, each with this many flights there and back a day, for so many days.
const AIRPORTS: i32 = 40;
const DAILY: i32 = 20;
const DAYS: i32 = 62;
/// Seats of the popular flight, for fewer than want it.
const POPULAR: i32 = 600;
const RULES: &str = include_str!("../../../rules/landside-air.toml");
/// Where the popular flight goes.
const FAR: &str = "A07";

pub(crate) async fn measure(database_url: &str, people: usize) -> Outcome {
    let db = PgPoolOptions::new().max_connections(24).connect(database_url).await?;
    desk::MIGRATIONS.run(&db).await?;
    let now = Timestamp::now();
    let day = now.to_zoned(TimeZone::UTC).date().checked_add(20.days())?;
    let flights = fill(&db, now, day).await?;
    let references = book(&db, people, day).await?;
    sqlx::query("analyze").execute(&db).await?;
    let tariff = Arc::new(Tariff::read(&[Written { name: "landside-air.toml".into(), text: RULES.into() }], None)?);
    options(&db, now, day, &tariff, &references, flights).await?;
    confirm(&db, now, day, tariff, references).await
}

/// Flights from and to the hub on every day, all for sale.
async fn fill(db: &PgPool, now: Timestamp, day: Date) -> Outcome<i64> {
    let first = now.to_zoned(TimeZone::UTC).date();
    sqlx::query(
        "insert into airport (iata, name, city, country, zone, latitude, longitude)
         select 'A' || lpad(n::text, 2, '0'), 'Airport', 'City', 'US', 'America/Chicago', 20 + n, -100 from generate_series(1, $1) n
         union all select 'HUB', 'Hub', 'Hub', 'US', 'America/New_York', 40, -74",
    )
    .bind(AIRPORTS)
    .execute(db)
    .await?;
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, seats, source)
         select 'LD', a * 100 + n * 2 + back, d, case back when 0 then 'HUB' else 'A' || lpad(a::text, 2, '0') end,
                case back when 0 then 'A' || lpad(a::text, 2, '0') else 'HUB' end,
                d + time '10:00' + n * interval '40 minutes' + back * interval '15 minutes',
                d + time '12:30' + n * interval '40 minutes' + back * interval '15 minutes', 180, 'imported'
           from generate_series(1, $1) a, generate_series(1, $2) n, generate_series(0, 1) back,
                (select ($3::text::date + k)::date as d from generate_series(0, $4) k) days",
    )
    .bind(AIRPORTS)
    .bind(DAILY)
    .bind(first.to_string())
    .bind(DAYS)
    .execute(db)
    .await?;
    let mut connection = db.acquire().await?;
    changes::open_cabins(&mut connection, first).await?;
    let currency = Currency::parse("USD").ok_or("no dollars")?;
    let airports: Vec<String> = (1..=AIRPORTS).map(|number| format!("A{number:02}")).collect();
    let filing = |origin: &str, destination: &str| Filing {
        carrier: "LD".into(),
        origin: origin.into(),
        destination: destination.into(),
        family: "flex".into(),
        step: 0,
        from_left: 0,
        fare: Money::new(Decimal::from(100), currency),
        taxes: vec![("US".into(), Decimal::new(750, 2))],
    };
    let filings: Vec<_> = airports.iter().flat_map(|airport| [filing("HUB", airport), filing(airport, "HUB")]).collect();
    changes::file_fares(&mut connection, &filings).await?;
    sqlx::query("update flight_cabin set seats = $1 where number = 702 and flight_date = $2::text::date + 1 and cabin = 'economy'")
        .bind(POPULAR)
        .bind(day.to_string())
        .execute(&mut *connection)
        .await?;
    Ok(sqlx::query_scalar("select count(*) from flight").fetch_one(db).await?)
}

/// Passengers from one airport over the hub to another, or on the flight before the popular one.
async fn book(db: &PgPool, people: usize, day: Date) -> Outcome<Vec<String>> {
    let references: Vec<String> = (0..people).map(|number| format!("BE{number:05}")).collect();
    let segment = |number: i32, origin: &str, destination: &str| NewSegment {
        carrier: "LD".into(),
        number,
        flight_date: day,
        origin: origin.into(),
        destination: destination.into(),
        cabin: Cabin::Economy,
        booking_class: "Y".into(),
        bags_included: 1,
        status: SegmentStatus::Confirmed,
    };
    let booking = |(place, reference): (usize, &String)| NewBooking {
        locator: reference.clone(),
        created_at: Timestamp::now(),
        state: BookingState::Ticketed,
        pay_by: None,
        point_of_sale: "US".into(),
        agency: None,
        fare_family: "flex".into(),
        total: Decimal::from(215),
        currency: "USD".into(),
        language: Locale::En,
        source: Source::Imported,
        passengers: vec![NewPassenger {
            id: Uuid::new_v4(),
            family_name: "Okafor".into(),
            given_name: "Ada".into(),
            kind: PassengerKind::Adult,
            birth_date: None,
            ticket_number: Some(format!("992{place:010}")),
            tier: None,
        }],
        contacts: vec![NewContact { passenger: None, kind: ContactKind::Email, address: "ada@example.com".into(), agency: false }],
        // every tenth changes aircraft at the hub
        segments: if place % 10 == 0 { vec![segment(303, "A03", "HUB"), segment(718, "HUB", FAR)] } else { vec![segment(704, "HUB", FAR)] },
        seats: Vec::new(),
        bags: Vec::new(),
    };
    let all: Vec<_> = references.iter().enumerate().map(booking).collect();
    let mut tx = db.begin().await?;
    bookings::insert(&mut tx, &all).await?;
    tx.commit().await?;
    Ok(references)
}

async fn viewer(db: &PgPool, reference: &str) -> Outcome<Viewer> {
    let (_, viewer) = desk::access::open(db, Timestamp::now(), "bench").await?;
    let trips = vec![reference.to_owned()];
    Ok(Viewer { who: Who::Public(Grants { trips: trips.clone(), verified_trips: trips, ..Grants::default() }), ..viewer })
}

async fn options(db: &PgPool, now: Timestamp, day: Date, tariff: &Tariff, references: &[String], flights: i64) -> Outcome {
    for (what, tenth) in [("one flight", 1), ("by way of the hub", 0)] {
        let mut times = Vec::new();
        let mut ways = 0;
        for reference in references.iter().skip(tenth).step_by(10).take(105) {
            let (at, viewer) = (Locator::parse(reference).map_err(|_| "no locator")?, viewer(db, reference).await?);
            let wanted = Wanted { passengers: vec![1], part: 0, date: day.checked_add(1.days())?, order: Order::Nearest };
            let begun = Instant::now();
            let found = changes::options(db, &viewer, now, Locale::En, &at, tariff, &wanted).await?;
            times.push(begun.elapsed());
            ways = found.days.iter().map(|day| day.ways).sum();
        }
        // the first few warm plans and cache
        let mut times = times.split_off(times.len().min(5));
        let p95 = milliseconds(percentile(&mut times, 0.95));
        line(&format!("options, {what}, {ways} ways of {flights} flights"), &format!("p95 {p95:.1} ms"), "≤ 100 ms", p95 <= OPTIONS);
    }
    Ok(())
}

/// What 64 at a time reach who each take one seat of the flight by a bare statement.
async fn bare(db: &PgPool, day: Date, people: usize) -> Outcome<f64> {
    let begun = Instant::now();
    let clients = Arc::new(Semaphore::new(CLIENTS));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..people {
        let (db, clients) = (db.clone(), clients.clone());
        tasks.spawn(async move {
            let _one = clients.acquire_owned().await?;
            let mut tx = db.begin().await?;
            sqlx::query("update flight_cabin set elsewhere = elsewhere + 0 where number = 702 and flight_date = $1::text::date + 1 and cabin = 'economy'")
                .bind(day.to_string())
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
        });
    }
    while let Some(one) = tasks.join_next().await {
        one??;
    }
    Ok(people as f64 / begun.elapsed().as_secs_f64())
}

async fn confirm(db: &PgPool, now: Timestamp, day: Date, tariff: Arc<Tariff>, references: Vec<String>) -> Outcome {
    let people = references.iter().enumerate().filter(|(place, _)| place % 10 != 0).map(|(_, reference)| reference.clone());
    let people: Vec<String> = people.collect();
    let count = people.len();
    let rows = bare(db, day, count).await?;
    let next = day.checked_add(1.days())?;
    let way = format!("LD702.{next}.HUB");
    let clients = Arc::new(Semaphore::new(CLIENTS));
    let begun = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for reference in people {
        let (db, clients, tariff, way) = (db.clone(), clients.clone(), tariff.clone(), way.clone());
        tasks.spawn(async move {
            let _one = clients.acquire_owned().await?;
            let (at, viewer) = (Locator::parse(&reference).map_err(|_| "no locator")?, viewer(&db, &reference).await?);
            let wanted = Wanted { passengers: vec![1], part: 0, date: next, order: Order::Nearest };
            let begun = Instant::now();
            let held = changes::hold(&db, &viewer, now, Locale::En, &at, &tariff, &wanted, (&way, Uuid::new_v4())).await;
            let quoted = begun.elapsed();
            match held {
                Ok(id) => {
                    let begun = Instant::now();
                    let words = Words { subject: "Another flight".into(), words: "LD 702 instead of LD 704.".into() };
                    let outcome = changes::confirm(&db, &viewer, now, Locale::En, &at, id, words).await?;
                    Ok::<_, Box<dyn std::error::Error + Send + Sync>>(Some((quoted, begun.elapsed(), outcome == Confirmed::Done)))
                }
                Err(desk::Error::Conflict("change-seat-lost")) => Ok(None),
                Err(other) => Err(other.into()),
            }
        });
    }
    let (mut quotes, mut confirms): (Vec<Duration>, Vec<Duration>) = (Vec::new(), Vec::new());
    let mut done = 0_u32;
    while let Some(one) = tasks.join_next().await {
        if let Some((quoted, confirmed, moved)) = one?? {
            quotes.push(quoted);
            confirms.push(confirmed);
            done += u32::from(moved);
        }
    }
    let rate = f64::from(done) / begun.elapsed().as_secs_f64();
    let (quote, confirmed) = (milliseconds(percentile(&mut quotes, 0.95)), milliseconds(percentile(&mut confirms, 0.95)));
    let share = rate / rows.max(1.0);
    let figure = format!("{rate:.0} a second, {share:.2} of {rows:.0} bare rows");
    line(&format!("hold and confirm, {CLIENTS} at a time, {count} people"), &figure, "≥ 0.05", share >= FLOOR);
    println!("  p95 while all of them want it: quote {quote:.0} ms, confirmation {confirmed:.0} ms");
    let (sold, held): (i32, i32) =
        sqlx::query_as("select sold, held from flight_cabin where number = 702 and flight_date = $1::text::date and cabin = 'economy'")
            .bind(next.to_string())
            .fetch_one(db)
            .await?;
    let (looked_at, wrong) = changes::verify(db).await?;
    let whole = wrong.is_empty() && i64::from(sold) == i64::from(done) && held == 0 && sold <= POPULAR;
    line(
        &format!("seats of {POPULAR} sold, none twice; {looked_at} looked at"),
        &format!("{sold} sold, {} wrong", wrong.len()),
        "0 wrong",
        whole,
    );
    if whole { Ok(()) } else { Err("seats, changes and bookings do not agree".into()) }
}
