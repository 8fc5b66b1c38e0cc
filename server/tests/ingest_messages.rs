//! `POST /ingest/messages` over HTTP: who may come in, what is refused and how, and that it answers the same twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use desk::{PgPool, machines, telegrams};
use domain::rights::Scope;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde_json::Value;
use support::portal;
use tower::ServiceExt;

const TWO: &str = "QU EWRRMLD\n.EWRCKLD 211745\nBSM\n.V/1LEWR\n.F/LD408/21NOV/ORD/Y\n.N/0992301118001\n.P/1OKAFOR/ADA\nENDBSM\n\nMVT\nLD408/21.N409LX.EWR\nED2010\n";

async fn post(portal: &Router, token: &str, body: impl Into<Body>) -> (StatusCode, Value) {
    let request = Request::post("/ingest/messages").header("content-type", "text/plain").header("authorization", token);
    let response = portal.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn messages_are_kept_and_acknowledged_once(db: PgPool) {
    let portal = portal(Some(&db), &[]);
    let token = format!("Bearer {}", machines::create(&db, Timestamp::now(), "EWR", &[Scope::IngestMessages]).await.unwrap());
    let (status, first) = post(&portal, &token, TWO).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let ids = |answer: &Value| answer["messages"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect::<Vec<_>>();
    assert_eq!(ids(&first).len(), 2);
    let (_, again) = post(&portal, &token, TWO.replace('\n', "\r\n")).await;
    assert_eq!((ids(&again), again["messages"][0]["again"].as_bool()), (ids(&first), Some(true)));
    let kept: Vec<String> = sqlx::query_scalar("select text from telegram order by id").fetch_all(&db).await.unwrap();
    assert_eq!(kept[1], "MVT\nLD408/21.N409LX.EWR\nED2010");
    for (body, status, code) in [
        (String::new(), StatusCode::BAD_REQUEST, "unreadable"),
        ("\r\n \n".to_owned(), StatusCode::BAD_REQUEST, "unreadable"),
        ("x".repeat(9 << 20), StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        ("BSM\n".repeat(20_001), StatusCode::PAYLOAD_TOO_LARGE, "too-many"),
    ] {
        let answer = post(&portal, &token, body).await;
        assert_eq!((answer.0, answer.1["code"].as_str()), (status, Some(code)));
    }
    let mail = machines::create(&db, Timestamp::now(), "postfix", &[Scope::IngestMail]).await.unwrap();
    assert_eq!(post(&portal, &format!("Bearer {mail}"), TWO).await.0, StatusCode::FORBIDDEN);
    assert_eq!(post(&portal, "Bearer landside_0", TWO).await.0, StatusCode::UNAUTHORIZED);
}

/// A schedule file with one flight from Monday to Friday, in local times.
fn schedule(from: &str) -> String {
    let records = [
        vec![(1, "1AIRLINE STANDARD SCHEDULE DATA SET")],
        vec![(1, "2"), (2, "L"), (3, "LD"), (191, "0000")],
        vec![
            (1, "3"),
            (3, "LD"),
            (6, "9"),
            (10, "0101J"),
            (15, from),
            (22, "00XXX00"),
            (29, "12345"),
            (37, "EWR09000900"),
            (55, "ORD10301030"),
            (73, "738"),
            (173, "C16Y150"),
            (193, "00"),
        ],
        vec![(1, "5"), (3, "LD"), (188, "000003E")],
    ];
    let line = |(place, fields): (usize, &Vec<(usize, &str)>)| {
        let mut line = " ".repeat(194);
        fields.iter().for_each(|(column, text)| line.replace_range(column - 1..column - 1 + text.len(), text));
        format!("{line}{:06}\n", place + 1)
    };
    records.iter().enumerate().map(line).collect()
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn schedules_come_through_the_same_door(db: PgPool) {
    let now = Timestamp::now();
    sqlx::raw_sql(
        "insert into airport (iata, name, city, names, country, zone, latitude, longitude) values
             ('EWR', 'Newark Liberty', 'Newark', '{}', 'US', 'America/New_York', 40.7, -74.2),
             ('ORD', 'O''Hare', 'Chicago', '{}', 'US', 'America/Chicago', 42.0, -87.9)",
    )
    .execute(&db)
    .await
    .unwrap();
    let portal = portal(Some(&db), &[]);
    let token = format!("Bearer {}", machines::create(&db, now, "EWR", &[Scope::IngestMessages]).await.unwrap());
    let day = |days: i64| wire::calendar::write_day_of_year((now + SignedDuration::from_hours(24 * days)).to_zoned(TimeZone::UTC).date());
    let (status, answer) = post(&portal, &token, schedule(&day(10))).await;
    assert_eq!((status, answer["messages"].as_array().map(Vec::len)), (StatusCode::ACCEPTED, Some(1)), "a file is one");
    let through = async || while telegrams::work(&db, now).await.unwrap() > 0 || telegrams::work_file(&db, now).await.unwrap() {};
    through().await;
    let counted = async |sql: &'static str| sqlx::query_scalar::<_, i64>(sql).fetch_one(&db).await.unwrap();
    let flights = counted("select count(*) from flight where carrier = 'LD' and number = 9").await;
    assert!((270..=285).contains(&flights), "{flights}");
    let message =
        format!("SSM\nLT\nTIM\nLD9\n{} {} 12345\nEWR1000 ORD1130\n//\nCNL\nLD9\n{} {} 12345\n", day(20), day(26), day(31), day(37));
    assert_eq!(post(&portal, &token, message).await.0, StatusCode::ACCEPTED);
    through().await;
    assert_eq!(counted("select count(*) from telegram_work").await, 0);
    assert_eq!(counted("select count(*) from flight_report where kind = 'cancelled'").await, 5);
    assert_eq!(counted("select count(distinct flight_id) from flight_report where kind = 'planned'").await, 5);
}
