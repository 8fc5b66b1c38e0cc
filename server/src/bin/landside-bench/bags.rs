//! Baggage messages taken in, parsed, stored and applied: a second, on the processors there are.

use crate::report::{Outcome, line};
use desk::{
    PgPool,
    telegrams::{parcels, take, work},
};
use domain::rights::{Departments, Machine, Scope};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use std::time::Instant;
use uuid::Uuid;

/// Least messages a second.
const LEAST: f64 = 5_000.0;
/// Messages in one request.
const REQUEST: usize = 2_000;
/// Bags on one flight.
const ON_A_FLIGHT: usize = 180;

/// Measures `count` messages, four for each bag: check-in, sorting hall, hold, belt.
pub(crate) async fn measure(database_url: &str, count: usize) -> Outcome {
    let db = PgPool::connect(database_url).await?;
    desk::MIGRATIONS.run(&db).await?;
    let now = Timestamp::now();
    let today = now.to_zoned(TimeZone::UTC).date();
    let flights = count / 4 / ON_A_FLIGHT + 1;
    sqlx::query(
        "insert into airport (iata, name, city, country, zone, latitude, longitude) values
            ('EWR', 'Newark', 'Newark', 'US', 'America/New_York', 40.7, -74.2), ('ORD', 'O''Hare', 'Chicago', 'US', 'America/Chicago', 42.0, -87.9)",
    )
    .execute(&db)
    .await?;
    sqlx::query("insert into airline (iata, name) values ('LD', 'Landside Air') on conflict do nothing").execute(&db).await?;
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source)
         select 'LD', n, $1::date, 'EWR', 'ORD', now(), now() + interval '2 hours', 'imported' from generate_series(1, $2) n",
    )
    .bind(today.to_string())
    .bind(i32::try_from(flights)?)
    .execute(&db)
    .await?;
    let requests: Vec<Vec<u8>> = messages(count, now).chunks(REQUEST).map(|chunk| chunk.join("\n").into_bytes()).collect();
    let departments = Departments::These(Vec::new());
    let sender =
        Machine { id: Uuid::nil().to_string(), name: "bench".into(), scopes: vec![Scope::IngestMessages], departments, per_minute: 1 };
    let begun = Instant::now();
    // as on a server: whoever takes in and whoever works through go at the same time
    let (bringing, brought) = (db.clone(), tokio::sync::watch::Sender::new(false));
    let done = brought.subscribe();
    let door = tokio::spawn(async move {
        for bytes in requests {
            let texts =
                tokio::task::spawn_blocking(move || parcels(&bytes)).await.map_err(|error| desk::Error::Internal(error.to_string()))?;
            take(&bringing, &sender, Timestamp::now(), &texts).await?;
        }
        brought.send_replace(true);
        Ok::<_, desk::Error>(())
    });
    let mut applied = 0;
    loop {
        let over = *done.borrow();
        match work(&db, Timestamp::now()).await? {
            0 if over => break,
            0 => tokio::task::yield_now().await,
            worked => applied += worked,
        }
    }
    door.await??;
    let rate = applied as f64 / begun.elapsed().as_secs_f64();
    let (stuck, scans): (i64, i64) =
        sqlx::query_as("select (select count(*) from telegram_work), (select count(*) from bag_scan)").fetch_one(&db).await?;
    let figure = format!("{rate:.0} a second ({applied} messages, {scans} scans, {stuck} not used)");
    line("baggage messages in, stored and applied", &figure, "≥ 5000 a second", rate >= LEAST && stuck == 0);
    Ok(())
}

/// Bag by bag through four points; those of many bags mixed, as they come.
fn messages(count: usize, now: Timestamp) -> Vec<String> {
    let stamp = |minutes: i64| {
        let at = (now - SignedDuration::from_mins(minutes)).to_zoned(TimeZone::UTC);
        format!("{}/{}Z", wire::calendar::write_day(at.date()), at.strftime("%H%M%S"))
    };
    let day = wire::calendar::write_day(now.to_zoned(TimeZone::UTC).date());
    let (sorted, loaded, belt) = (stamp(90), stamp(60), stamp(5));
    let bags = count / 4;
    let all = (0..4).flat_map(|point| (0..bags).map(move |bag| (point, bag)));
    all.map(|(point, bag)| {
        let flight = format!("LD{:03}/{day}", bag / ON_A_FLIGHT + 1);
        let tag = format!("0992{:06}001", bag % 1_000_000);
        match point {
            0 => format!(
                "BSM\n.V/1LEWR\n.F/{flight}/ORD/Y\n.N/{tag}\n.S/Y/14A/C/051\n.W/K/1/18\n.P/1PASSENGER{}/ADA\n.L/X{:05}\nENDBSM",
                bag % 97,
                bag % 99_999
            ),
            1 => format!("BPM\n.V/1LEWR\n.J/S/AGENT7//{sorted}/LB9\n.F/{flight}/ORD\n.N/{tag}\nENDBPM"),
            2 => format!(
                "BPM\n.V/1LEWR\n.J/S///{loaded}/RAMP\n.F/{flight}/ORD\n.U/AKE25219LD/ORD\n.N/{tag}\n.P/1PASSENGER{}/ADA\nENDBPM",
                bag % 97
            ),
            _ => format!("BPM\n.V/1LORD\n.J/S///{belt}/BELT7\n.I/{flight}/EWR\n.N/{tag}\nENDBPM"),
        }
    })
    .collect()
}
