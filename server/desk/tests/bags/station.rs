//! A station's bags: at risk, in the hold, at the belt.

use crate::scene::{ACCEPTED, CHANGED, LOADED, ONWARD, SORTED, THERE, at, brought, scene, staff};
use desk::bags::station;
use desk::{Error, PgPool};
use domain::bag::Risk;
use domain::rights::{Role, Viewer};

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_station_sees_who_may_be_left_and_who_comes_in_too_late(db: PgPool) {
    scene(&db).await;
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    brought(&db, "18:10", &[ACCEPTED, SORTED]).await;
    let calm = station(&db, &agent, at("18:20"), "ewr").await.unwrap();
    assert_eq!((calm.departing[0].bags, calm.departing[0].loaded, calm.at_risk_count), (1, 0, 0));
    let late = station(&db, &agent, at("19:00"), "EWR").await.unwrap();
    assert_eq!(late.at_risk[0].risk, Risk::Late);
    brought(&db, "19:05", &[LOADED]).await;
    let loaded = station(&db, &agent, at("19:06"), "EWR").await.unwrap();
    assert_eq!((loaded.departing[0].loaded, loaded.at_risk_count), (1, 0));
    // Chicago hears that the flight is late: thirty minutes are too few
    assert_eq!(station(&db, &agent, at("19:06"), "ORD").await.unwrap().at_risk_count, 0);
    brought(&db, "19:10", &["MVT\nLD408/21.N409LX.EWR\nED1955 EA2230 ORD"]).await;
    let short = station(&db, &agent, at("19:11"), "ORD").await.unwrap();
    assert_eq!((short.at_risk[0].risk, short.at_risk[0].comes_in), (Risk::ShortChange, Some(at("22:30"))));
    assert!(matches!(station(&db, &Viewer::default(), at("19:00"), "EWR").await, Err(Error::SignInFirst)));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_station_sees_how_fast_bags_come_out(db: PgPool) {
    scene(&db).await;
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    let other = |message: &str| message.replace("0992301118", "0992301119");
    brought(&db, "23:59", &[ACCEPTED, LOADED, CHANGED, ONWARD, &other(ACCEPTED), &other(LOADED), &other(CHANGED), &other(ONWARD)]).await;
    let late = |minutes| at("23:59") + jiff::SignedDuration::from_mins(minutes);
    sqlx::query("insert into flight_report (flight_id, known_at, kind, at) select id, '2026-11-22 01:45Z', 'on_block', '2026-11-22 01:45Z' from flight where number = 412")
        .execute(&db)
        .await
        .unwrap();
    // 18:55 in Denver is 01:55Z: ten minutes after the stand
    let bring = |message: String, minutes| {
        let db = db.clone();
        async move {
            let sender = domain::rights::Machine {
                id: uuid::Uuid::nil().to_string(),
                name: "DEN".into(),
                scopes: Vec::new(),
                departments: domain::rights::Departments::These(Vec::new()),
                per_minute: 1,
            };
            desk::telegrams::take(&db, &sender, late(minutes), &[message]).await.unwrap();
            desk::telegrams::work(&db, late(minutes)).await.unwrap();
        }
    };
    bring(THERE.to_owned(), 117).await;
    let first = station(&db, &agent, late(120), "DEN").await.unwrap().delivered.remove(0).delivery;
    assert_eq!((first.first_kept, first.last_kept, first.waiting), (Some(true), None, 1));
    bring(other(THERE).replace("1855L", "1930L"), 155).await;
    let last = station(&db, &agent, late(156), "DEN").await.unwrap().delivered.remove(0).delivery;
    assert_eq!((last.first_kept, last.last_kept, last.waiting), (Some(true), Some(false), 0));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_station_goes_by_the_times_as_they_are(db: PgPool) {
    scene(&db).await;
    let agent = staff(&db, Role::Agent, &["baggage"]).await;
    let other = |message: &str, tag: &str| message.replace("0992301118", tag);
    brought(&db, "18:10", &[ACCEPTED, &other(ACCEPTED, "0992301119"), &other(ACCEPTED, "0992301120")]).await;
    brought(&db, "18:20", &["MVT\nLD408/21.N409LX.EWR\nED2240"]).await;
    // planned more than three hours ago, and still to leave
    let late = station(&db, &agent, at("22:25"), "EWR").await.unwrap();
    assert_eq!((late.departing.len(), late.at_risk_count, late.at_risk[0].risk), (1, 3, Risk::Late));
    // one is taken off again, one no longer goes on, and it lands before its new time
    let chicago = |message: &str| message.replace(".O/LD412/21NOV/DEN/Y\n", "");
    let ends = |tag: &str| other(&chicago(ACCEPTED), tag).replace("211745", "212226").replace("BSM\n.V", "BSM\nCHG\n.V");
    let held = |tag: &str| other(LOADED, tag).replace("1350L", "1727L");
    let off = "BUM\n.V/1LEWR\n.J/S///21NOV/1730L/RAMP\n.F/LD408/21NOV/ORD\n.N/0992301119001\nENDBUM";
    brought(&db, "22:28", &[&ends("0992301119"), &ends("0992301120"), &held("0992301118"), &held("0992301119"), &held("0992301120")]).await;
    brought(&db, "22:31", &[off]).await;
    brought(&db, "22:45", &["MVT\nLD408/21.N409LX.EWR\nAD2232/2240"]).await;
    sqlx::query("update flight set scheduled_in = '2026-11-22 02:00Z' where number = 408").execute(&db).await.unwrap();
    brought(&db, "23:58", &["MVT\nLD408/21.N409LX.ORD\nAA2350/2355"]).await;
    let there = station(&db, &agent, at("23:59"), "ORD").await.unwrap();
    assert_eq!((there.delivered.len(), there.delivered[0].delivery.waiting), (1, 1), "only what is aboard and ends here");
    let denver =
        ACCEPTED.replace(".O/LD412/21NOV/DEN/Y", ".O/LD999/22NOV/DEN/Y").replace("211745", "212300").replace("BSM\n.V", "BSM\nCHG\n.V");
    sqlx::query(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, source) values
                 ('LD', 999, '2026-11-22', 'ORD', 'DEN', '2026-11-22 14:00Z', '2026-11-22 16:40Z', 'imported')",
    )
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(there.departing.iter().map(|one| one.bags).collect::<Vec<_>>(), [1]);
    brought(&db, "23:59", &[&denver]).await;
    assert_eq!(station(&db, &agent, at("23:59"), "ORD").await.unwrap().departing.len(), 0, "it goes on tomorrow");
}
