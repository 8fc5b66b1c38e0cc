//! An airline's own tables over Postgres: all or nothing, every fault by line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::{
    PgPool,
    import::{Kind, Refused, import},
};
use jiff::Timestamp;

const AIRPORTS: &str = "iata,name,city,country,zone,latitude,longitude,city_zh\n\
    EWR,Newark Liberty,Newark,US,America/New_York,40.69,-74.17,纽瓦克\n\
    ORD,O'Hare,Chicago,US,America/Chicago,41.98,-87.90,\n\
    NRT,Narita,Tokyo,JP,Asia/Tokyo,35.77,140.39,东京\n";
const FLIGHTS: &str = "carrier,number,date,origin,destination,departs,arrives,gate_out\n\
    LD,408,2026-11-21,EWR,ORD,14:20,15:55,C92\n\
    LD,79,2026-03-08,EWR,NRT,02:30,06:00+1,\n\
    LD,80,2026-11-21,NRT,EWR,17:00,15:45,\n";
const BOOKINGS: &str = "locator,fare_family,total,currency,family_name,given_name,email,carrier,number,date,origin,destination,seat,tags\n\
    X4TE6N,flex,612.40,USD,Okafor,Ada,ada@example.com,LD,408,2026-11-21,EWR,ORD,14A,0016123456\n\
    X4TE6N,flex,612.40,USD,Okafor,Chidi,,LD,408,2026-11-21,EWR,ORD,14B,\n\
    0847CN,basic,99,EUR,王,伟,,LD,79,2026-03-08,EWR,NRT,,\n";

fn now() -> Timestamp {
    "2026-11-21T17:00:00Z".parse().unwrap()
}

async fn bring(db: &PgPool, kind: Kind, file: &str) -> Result<usize, Vec<String>> {
    match import(db, now(), kind, file.as_bytes()).await {
        Ok(count) => Ok(count),
        Err(Refused::Bad(bad)) => Err(bad.iter().map(ToString::to_string).collect()),
        Err(Refused::Desk(error)) => panic!("{error}"),
    }
}

async fn count(db: &PgPool, table: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(db).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn airports_then_flights_then_bookings(db: PgPool) {
    assert_eq!(bring(&db, Kind::Airports, AIRPORTS).await, Ok(3));
    assert_eq!(bring(&db, Kind::Flights, FLIGHTS).await, Ok(3));
    assert_eq!(bring(&db, Kind::Bookings, BOOKINGS).await, Ok(2));
    // 02:30 does not exist in New York on that day: an hour later; and the way back crosses the date line
    let times: Vec<(i32, String)> =
        sqlx::query_as("select number, (scheduled_out at time zone 'UTC')::text from flight order by number").fetch_all(&db).await.unwrap();
    assert_eq!(
        times,
        [(79, "2026-03-08 07:30:00".to_owned()), (80, "2026-11-21 08:00:00".to_owned()), (408, "2026-11-21 19:20:00".to_owned())]
    );
    let names: (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from seat where seat is not null), (select count(*) from bag), (select count(*) from contact)",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(names, (2, 1, 1));
    // again: airports and flights are brought up to date, bookings are there already
    assert_eq!(bring(&db, Kind::Flights, &FLIGHTS.replace("C92", "C70")).await, Ok(3));
    assert_eq!(count(&db, "flight").await, 3);
    let told = bring(&db, Kind::Bookings, BOOKINGS).await.unwrap_err();
    assert_eq!(
        told,
        [
            "line 2, locator: a booking X4TE6N is here already",
            "line 2, tags: a bag 0016123456 is here already",
            "line 4, locator: a booking 0847CN is here already"
        ]
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn one_bad_row_and_nothing_is_loaded(db: PgPool) {
    assert!(bring(&db, Kind::Airports, &AIRPORTS.replace("Asia/Tokyo", "Tokyo")).await.is_err());
    assert_eq!(count(&db, "airport").await, 0);
    bring(&db, Kind::Airports, AIRPORTS).await.unwrap();
    let file = format!(
        "{FLIGHTS}LD,81,2026-11-21,XXX,YYY,17:00,18:00,\nLD,82,2026-11-21,EWR,ORD,17:00,16:00-1,\nLD,83,2026-11-21,EWR,ORD,01:00,16:00+2,\n"
    );
    let told = bring(&db, Kind::Flights, &file).await.unwrap_err();
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[0].starts_with("line 5, destination: no airport YYY here"), "{told:?}");
    assert!(told[2].contains("lies before the departure") && told[3].contains("makes a flight of"), "{told:?}");
    let told = bring(&db, Kind::Bookings, &BOOKINGS.replace("basic", "gratis")).await.unwrap_err();
    assert_eq!(told, ["line 4, fare_family: no fare family is called \"gratis\""]);
    assert_eq!((count(&db, "flight").await, count(&db, "booking").await, count(&db, "passenger").await), (0, 0, 0));
}
