#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! Each use-case on a database of its own, with a handful of flights.

use super::*;
use crate::{Error, PgPool};
use domain::flight::Phase;
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp};

/// Noon in New York.
fn noon() -> Timestamp {
    "2026-11-21T17:00:00Z".parse().unwrap()
}

/// Three airports; LD 1 in two legs by way of Chicago, its second cancelled, known from 11:00; LD 2 home with the same aircraft.
async fn few(db: &PgPool) {
    for sql in [
        r#"insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
           ('EWR', 'Newark', 'New York', '{"zh-CN": {"city": "纽约", "name": "纽瓦克机场"}}', 'US', 'America/New_York', 40.7, -74.2),
           ('ORD', 'O’Hare', 'Chicago', '{"zh-CN": {"city": "芝加哥"}}', 'US', 'America/Chicago', 42.0, -87.9),
           ('GRU', 'Guarulhos', 'São Paulo', '{}', 'BR', 'America/Sao_Paulo', -23.4, -46.5)"#,
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, tail, gate_out, source) values
           ('LD', 1, '2026-11-21', 'EWR', 'ORD', '2026-11-21T15:00Z', '2026-11-21T17:30Z', 'N1LD', 'C1', 'imported'),
           ('LD', 1, '2026-11-21', 'ORD', 'GRU', '2026-11-21T20:00Z', '2026-11-22T06:00Z', 'N2LD', 'B1', 'imported'),
           ('LD', 2, '2026-11-21', 'ORD', 'EWR', '2026-11-21T18:30Z', '2026-11-21T20:30Z', 'N1LD', 'C2', 'imported'),
           ('LD', 1, '2026-11-22', 'EWR', 'ORD', '2026-11-22T15:00Z', '2026-11-22T17:30Z', null, null, 'imported')",
        "insert into flight_report (flight_id, known_at, kind, at, at_in, place, reason)
         select id, known_at::timestamptz, kind, at::timestamptz, at_in::timestamptz, told.place, reason
           from (values (1, 'EWR', '2026-11-21T15:05Z', 'off_block', '2026-11-21T15:05Z', null, null, null),
                        (1, 'EWR', '2026-11-21T15:20Z', 'airborne', '2026-11-21T15:20Z', '2026-11-21T17:40Z', null, null),
                        (1, 'ORD', '2026-11-21T16:00Z', 'cancelled', null, null, null, 'weather'),
                        (2, 'ORD', '2026-11-21T17:00:05Z', 'gate', null, null, 'C9', null))
                as told (number, origin, known_at, kind, at, at_in, place, reason)
           join flight using (number, origin) where flight_date = '2026-11-21'",
    ] {
        sqlx::raw_sql(sql).execute(db).await.unwrap();
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_number_has_all_its_legs(db: PgPool) {
    few(&db).await;
    let key: domain::flight::FlightKey = "LD1/2026-11-21".parse().unwrap();
    let legs = by_designator(&db, noon(), key.designator, key.date).await.unwrap();
    let seen: Vec<_> = legs.iter().map(|leg| (leg.origin.code.as_str(), leg.state.phase)).collect();
    assert_eq!(seen, [("EWR", Phase::InTheAir), ("ORD", Phase::Cancelled)]);
    let earlier = by_designator(&db, noon() - SignedDuration::from_hours(2), key.designator, key.date).await.unwrap();
    assert_eq!(earlier[1].state.phase, Phase::Scheduled, "nobody knew two hours ago");
    assert!(by_designator(&db, noon(), "ZZ1".parse().unwrap(), key.date).await.unwrap().is_empty());
    assert_eq!(legs[0].airline.name(Locale::En), "LD", "an airline without a name has its code");
    assert_eq!(legs[0].origin.city(Locale::ZhCn), "纽约");
    assert_eq!(legs[1].destination.city(Locale::ZhCn), "São Paulo");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_route_is_asked_by_the_day_of_its_first_airport(db: PgPool) {
    few(&db).await;
    let (newark, chicago) = (airport(&db, "EWR").await.unwrap(), airport(&db, "ord").await.unwrap());
    let day = "2026-11-21".parse().unwrap();
    assert_eq!(by_route(&db, noon(), &newark, &chicago, day).await.unwrap().len(), 1);
    assert_eq!(by_route(&db, noon(), &chicago, &newark, day).await.unwrap().len(), 1);
    assert!(by_route(&db, noon(), &newark, &newark, day).await.unwrap().is_empty());
    for bad in ["", "XXX", "ORDX", "O'R", "奥黑尔"] {
        assert!(matches!(airport(&db, bad).await, Err(Error::NotFound)), "{bad}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_aircraft_is_followed(db: PgPool) {
    few(&db).await;
    let day = "2026-11-21".parse().unwrap();
    let home = by_designator(&db, noon(), "LD2".parse().unwrap(), day).await.unwrap().remove(0);
    let before = comes_from(&db, noon(), &home).await.unwrap().unwrap();
    assert_eq!((before.designator.number(), before.state.phase), (1, Phase::InTheAir));
    assert_eq!(goes_on(&db, noon(), &before).await.unwrap().unwrap().id, home.id);
    assert_eq!(comes_from(&db, noon(), &before).await.unwrap(), None);
    let next_day = by_designator(&db, noon(), "LD1".parse().unwrap(), "2026-11-22".parse().unwrap()).await.unwrap().remove(0);
    assert_eq!(comes_from(&db, noon(), &next_day).await.unwrap(), None, "no aircraft, no rotation");
    assert_eq!(punctuality(&db, &home).await.unwrap(), None);
}

#[sqlx::test(migrations = "../migrations")]
async fn watchers_hear_each_news_once(db: PgPool) {
    few(&db).await;
    let second = SignedDuration::from_secs(1);
    let mut heard = Vec::new();
    for tick in 0..10 {
        let last = noon() + second * tick;
        heard.extend(changed_since(&db, last, last + second).await.unwrap());
    }
    assert_eq!(heard, [("LD2/2026-11-21".to_owned(), noon() + second * 5)]);

    let asked = ["LD2/2026-11-21", "LD1/2026-11-21", "LD1/2026-11-22", "LD7/2026-11-21", "nonsense", "LD2/2026-99-99"];
    let asked: Vec<String> = asked.map(str::to_owned).into();
    let known = versions(&db, noon(), &asked).await.unwrap();
    let news: Timestamp = "2026-11-21T16:00:00Z".parse().unwrap();
    assert_eq!(known, [(asked[0].clone(), 0), (asked[1].clone(), news.as_millisecond()), (asked[2].clone(), 0)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn irregularities_are_counted_once_they_are_known(db: PgPool) {
    few(&db).await;
    let count = irregular_now(&db, noon(), "ORD").await.unwrap();
    assert_eq!(count, Irregular { departures: 2, late: 0, cancelled: 1 });
    assert_eq!(
        irregular_now(&db, noon() - SignedDuration::from_mins(61), "ORD").await.unwrap().departures,
        1,
        "three hours and a minute ahead"
    );
    assert_eq!(irregular_now(&db, noon() - SignedDuration::from_hours(2), "ORD").await.unwrap().cancelled, 0);
    let newark = airport(&db, "EWR").await.unwrap();
    let arrivals = board(&db, noon(), &newark, Direction::Arrivals, Turn::Now).await.unwrap();
    assert_eq!((arrivals.flights.len(), arrivals.later), (1, None));
    let before = arrivals.earlier.unwrap();
    assert!(board(&db, noon(), &newark, Direction::Arrivals, Turn::Before(before)).await.unwrap().flights.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_waited_for_stays_on_the_board(db: PgPool) {
    few(&db).await;
    let late = "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source) values
                  ('LD', 7, '2026-11-21', 'EWR', 'ORD', '2026-11-21T13:00Z', '2026-11-21T15:30Z', 'imported'),
                  ('LD', 8, '2026-11-21', 'EWR', 'ORD', '2026-11-21T13:10Z', '2026-11-21T15:40Z', 'imported')";
    sqlx::raw_sql(late).execute(&db).await.unwrap();
    let told = "insert into flight_report (flight_id, known_at, kind, at, at_in)
                select id, '2026-11-21T12:30Z', 'estimate', '2026-11-21T19:00Z', '2026-11-21T21:30Z' from flight where number = 7";
    sqlx::raw_sql(told).execute(&db).await.unwrap();
    let shown = async |code: &str, direction, turn| {
        let airport = airport(&db, code).await.unwrap();
        let page = board(&db, noon(), &airport, direction, turn).await.unwrap();
        page.flights.iter().map(|flight| flight.designator.number()).collect::<Vec<_>>()
    };
    // of LD 8 nobody has news; LD 1 has left, and is on its way
    assert_eq!(shown("EWR", Direction::Departures, Turn::Now).await, [7, 1]);
    assert_eq!(shown("ORD", Direction::Arrivals, Turn::Now).await, [7, 1, 1]);
    let day = Turn::On("2026-11-21".parse().unwrap());
    assert_eq!(shown("EWR", Direction::Departures, day).await, [7, 8, 1, 1]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_board_opens_on_a_day_of_its_airport_and_a_number_knows_its_days(db: PgPool) {
    few(&db).await;
    let newark = airport(&db, "EWR").await.unwrap();
    let on = async |day: &str| {
        let page = board(&db, noon(), &newark, Direction::Departures, Turn::On(day.parse().unwrap())).await.unwrap();
        page.flights.iter().map(|flight| flight.key().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(on("2026-11-21").await, ["LD1/2026-11-21", "LD1/2026-11-22"]);
    assert_eq!(on("2026-11-22").await, ["LD1/2026-11-22"]);
    assert!(on("2026-11-23").await.is_empty());

    let days = async |key: &str| neighbours(&db, key.parse().unwrap()).await.unwrap();
    let (today, tomorrow) = (Some("2026-11-21".parse().unwrap()), Some("2026-11-22".parse().unwrap()));
    assert_eq!(days("LD1/2026-11-21").await, Neighbours { before: None, after: tomorrow });
    assert_eq!(days("LD2/2026-11-23").await, Neighbours { before: today, after: None });
    assert_eq!(days("LD3/2026-11-21").await, Neighbours::default());
    assert_eq!(known_days(&db, noon()).await.unwrap(), today.zip(tomorrow));
    assert_eq!(known_days(&db, noon() + SignedDuration::from_hours(24 * 200)).await.unwrap(), None);
}

#[test]
fn airports_answer_to_what_people_type() {
    let names = serde_json::json!({"zh-CN": {"city": "圣保罗"}});
    let airport = Airport {
        code: "GRU".into(),
        zone: "America/Sao_Paulo".into(),
        latitude: -23.4,
        longitude: -46.5,
        city: "São Paulo".into(),
        name: "Guarulhos".into(),
        names,
    };
    for typed in ["gru", " GRU ", "sao paulo", "SÃO PAULO", "São-Paulo", "圣保罗", "guarulhos", "Sao Paulo Guarulhos"] {
        assert!(airport.answers_to(typed), "{typed}");
    }
    for typed in ["", " ", "sao", "--", "保罗"] {
        assert!(!airport.answers_to(typed), "{typed}");
    }
}

#[test]
fn a_place_on_a_board_reads_what_it_writes() {
    let cursor: Cursor = "1795281300-4711".parse().unwrap();
    assert_eq!(cursor.to_string(), "1795281300-4711");
    for bad in ["", "-", "1-", "-1", "x-y", "99999999999999999-1", "1795281300"] {
        assert!(bad.parse::<Cursor>().is_err(), "{bad}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn flights_of_long_ago_go_unless_a_booking_or_a_case_names_them(db: PgPool) {
    few(&db).await;
    for sql in [
        "insert into fare_family (id, cabin, name, conditions) values ('flex', 'economy', '{}', '{}') on conflict do nothing",
        "insert into booking values ('DEMO2A', now(), 'ticketed', 'US', null, 'flex', 100, 'USD', 'en', 'scenario')",
        "insert into segment (locator, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included)
         values ('DEMO2A', 1, 'LD', 2, '2026-11-21', 'ORD', 'EWR', 'economy', 'Y', 1)",
        "insert into punctuality (carrier, number, origin, destination, flown, cancelled, diverted, within_15, within_60, within_180, later)
         values ('LD', 1, 'EWR', 'ORD', 9, 0, 0, 9, 0, 0, 0)",
        "insert into archive_leg (id, day, carrier, number, origin, destination, departs, duration, distance, source)
         values (1, '2013-01-01', 'LD', 1, 'EWR', 'ORD', 600, 150, 719, 'flown')",
        "insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, reply_by, last_seq,
                                last_public_seq, last_at, person_name, search, carrier, number, flight_date)
         values ('LS-7K3M-9Q2F', 'inquiry', 'other', 'web', 'en', 'A question', 'closed', 'service', now(), null, 1, 1, now(), 'Ada', '',
                 'LD', 1, '2026-11-22')",
    ] {
        sqlx::query(sql).execute(&db).await.unwrap();
    }
    let flights = async || -> Vec<(i32, String)> {
        sqlx::query_as("select number, flight_date::text from flight order by 1, 2, origin").fetch_all(&db).await.unwrap()
    };
    let days = |days: i64| noon() + SignedDuration::from_hours(24 * days);
    assert_eq!(sweep(&db, days(90)).await.unwrap(), 0, "ninety days are not over");
    assert_eq!(sweep(&db, days(91)).await.unwrap(), 2, "both legs of LD 1 of the day nobody asks about");
    assert_eq!(sweep(&db, days(500)).await.unwrap(), 0);
    assert_eq!(flights().await, [(1, "2026-11-22".to_owned()), (2, "2026-11-21".to_owned())]);
    let left: Vec<i64> = sqlx::query_scalar(
        "select count(*) from flight_report where flight_id not in (select id from flight)
         union all select count(*) from punctuality union all select count(*) from archive_leg",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    assert_eq!(left, [0, 1, 1], "reports go with their flight, the archive stays");
    sqlx::query("delete from booking").execute(&db).await.unwrap();
    assert_eq!(sweep(&db, days(92)).await.unwrap(), 1, "what the booking kept goes with it");
}
