//! What was bought beside a flight: paid with the booking, along with a change or lost, back with a cancellation, as the rules say.

use super::common::{count, verified};
use super::scene::*;
use desk::PgPool;
use desk::changes::{self, Confirmed};
use desk::import::{Kind, import};
use domain::fare::{Becomes, LineKind};
use domain::locale::Locale;
use uuid::Uuid;

/// USD 270.50: two flights at 96.75, a bag and a seat on the first, a cover for the whole trip.
const BOOKING: &str = "locator,fare_family,total,currency,family_name,given_name,ticket_number,email,carrier,number,date,origin,destination,created_at,seat,extras\n\
    X4TE6N,flex,270.50,USD,Okafor,Ada,9922412345678,ada@example.com,LD,408,2026-11-28,EWR,ORD,2026-11-01T00:00:00Z,14A,BAG:40.00 SEAT:12.00 COVER*:25.00\n\
    X4TE6N,flex,270.50,USD,Okafor,Ada,9922412345678,ada@example.com,LD,409,2026-12-03,ORD,EWR,2026-11-01T00:00:00Z,14A,\n";

async fn brought(db: &PgPool) {
    world(db).await;
    import(db, now(), Kind::Bookings, BOOKING.as_bytes()).await.unwrap();
}

async fn states(db: &PgPool) -> Vec<(String, String, Option<i32>)> {
    sqlx::query_as("select code, state, flight_number from extra order by code").fetch_all(db).await.unwrap()
}

fn extra(code: &str, state: &str, flight: Option<i32>) -> (String, String, Option<i32>) {
    (code.to_owned(), state.to_owned(), flight)
}

#[sqlx::test(migrations = "../migrations")]
async fn they_go_along_and_come_back_and_never_more_than_was_paid(db: PgPool) {
    brought(&db).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    let quoted = shown(&db, &viewer, id).await;
    let lines = quoted.decision.lines.iter().filter(|line| line.kind == LineKind::Ancillary);
    let lines: Vec<_> = lines.map(|line| (line.code.as_deref().unwrap(), line.amount.is_zero(), line.becomes.unwrap())).collect();
    assert_eq!(lines, [("BAG", true, Becomes::Moves), ("SEAT", true, Becomes::Lost)], "the cover is for the whole trip");
    assert_eq!(quoted.totals.to_pay, usd(0), "tickets are worth the total without them");
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Done);
    assert_eq!(states(&db).await, [extra("BAG", "open", Some(410)), extra("COVER", "open", None), extra("SEAT", "lost", Some(408))]);
    let receipt = changes::receipt(&db, &viewer, now(), Locale::En, &locator()).await.unwrap();
    assert_eq!(receipt.extras.iter().map(|extra| extra.amount).collect::<Vec<_>>(), [usd(4_000), usd(1_200), usd(2_500)]);

    let whole = (&[1_i16] as &[i16], &[0_usize, 1] as &[usize]);
    let id = changes::quote_cancel(&db, &viewer, now(), Locale::En, &locator(), &tariff(), whole, (false, Uuid::new_v4())).await.unwrap();
    let quoted = shown(&db, &viewer, id).await;
    let said = |code: &str| {
        let line = quoted.decision.lines.iter().find(|line| line.code.as_deref() == Some(code)).unwrap();
        (line.money(), line.said.rule.clone())
    };
    assert_eq!((said("BAG"), said("COVER")), ((usd(4_000), "bag-back".to_owned()), (usd(0), "cover-kept".to_owned())));
    assert_eq!(quoted.totals.refund, usd(2 * 9_675 + 4_000));
    confirmed(&db, &viewer, now(), id).await.unwrap();
    assert_eq!(states(&db).await, [extra("BAG", "refunded", Some(410)), extra("COVER", "lost", None), extra("SEAT", "lost", Some(408))]);
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
    verified(&db).await;
    seats_add_up(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_we_changed_ourselves_costs_nobody_their_seat(db: PgPool) {
    brought(&db).await;
    sqlx::query("insert into flight_report (flight_id, known_at, kind, reason) select id, $1::timestamptz, 'cancelled', 'weather' from flight where number = 408")
        .bind(now().to_string())
        .execute(&db)
        .await
        .unwrap();
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    assert_eq!(shown(&db, &viewer, id).await.totals.refund, usd(1_200));
    confirmed(&db, &viewer, now(), id).await.unwrap();
    assert_eq!(states(&db).await, [extra("BAG", "open", Some(410)), extra("COVER", "open", None), extra("SEAT", "refunded", Some(408))]);
    assert_eq!(count(&db, "select count(*) from payment where direction = 'refund' and amount = 12").await, 1);
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
    verified(&db).await;
    // more beside than in all is no booking
    let wrong = BOOKING.replace("X4TE6N", "X4TE7N").replace("9922412345678", "9922412345679").replace("BAG:40.00", "BAG:400.00");
    let refused = import(&db, now(), Kind::Bookings, wrong.as_bytes()).await.unwrap_err();
    assert!(format!("{refused:?}").contains("more than the total"), "{refused:?}");
}
