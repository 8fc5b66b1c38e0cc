//! Another airline's flights where the rules let tickets be endorsed to it, and what a code permits that they refuse (CHG-2, DIS-4, CHG-4).

use super::common::{count, staff, verified};
use super::scene::*;
use desk::PgPool;
use desk::access::identify;
use desk::changes::{self, Confirmed, Stage, WaiverState, Wanted};
use domain::booking::IdentityCheck;
use domain::fare::{Ground, LineKind, Outcome, WaiverReason};
use domain::locale::Locale;
use domain::rights::{Role, Viewer};
use jiff::Timestamp;
use uuid::Uuid;

/// The other airline's flight.
const THEIRS: &str = "AA7100.2026-11-28.EWR";

/// The day before, when the flight is called off.
fn eve() -> Timestamp {
    "2026-11-27T12:00:00Z".parse().unwrap()
}

/// American Airlines fly there, too; with four seats of economy left.
async fn partner(db: &PgPool) {
    sqlx::raw_sql(
        r#"insert into airline (iata, name, names) values ('AA', 'American Airlines', '{"zh-CN": {"name": "美国航空"}}') on conflict do nothing;
           insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, seats, source) values
             ('AA', 7100, '2026-11-28', 'EWR', 'ORD', '2026-11-28 20:00Z', '2026-11-28 22:30Z', 32, 'imported'),
             ('DL', 7200, '2026-11-28', 'EWR', 'ORD', '2026-11-28 20:00Z', '2026-11-28 22:30Z', 32, 'imported')"#,
    )
    .execute(db)
    .await
    .unwrap();
    let mut tx = db.acquire().await.unwrap();
    changes::open_cabins(&mut tx, "2026-11-20".parse().unwrap()).await.unwrap();
    sqlx::query("update flight_cabin set elsewhere = seats - 4 where number = 7100 and cabin = 'economy'").execute(db).await.unwrap();
}

async fn called_off(db: &PgPool) {
    let report = "insert into flight_report (flight_id, known_at, kind, reason) select id, $1::timestamptz, 'cancelled', 'weather' from flight where number = 408";
    sqlx::query(report).bind("2026-11-27T09:00:00Z").execute(db).await.unwrap();
}

fn same_day(people: &[i16]) -> Wanted {
    Wanted { date: "2026-11-28".parse().unwrap(), ..wanted(people) }
}

async fn ways(db: &PgPool, viewer: &Viewer, at: Timestamp) -> Vec<changes::Offered> {
    changes::options(db, viewer, at, Locale::En, &locator(), &tariff(), &same_day(&[1, 2])).await.unwrap().ways
}

#[sqlx::test(migrations = "../migrations")]
async fn another_airline_takes_the_ticket_where_the_rules_say_so(db: PgPool) {
    world(&db).await;
    partner(&db).await;
    booked(&db, booking("X4TE6N", "basic", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let theirs = |ways: &[changes::Offered]| ways.iter().filter(|way| !way.endorsed.is_empty()).count();
    assert_eq!(theirs(&ways(&db, &viewer, eve()).await), 0, "as planned nobody is sent elsewhere");
    called_off(&db).await;
    let found = ways(&db, &viewer, eve()).await;
    let other = found.iter().find(|way| way.id == THEIRS).unwrap();
    assert_eq!((other.endorsed.as_slice(), other.totals.balance().is_zero()), (["AA".to_owned()].as_slice(), true));
    assert_eq!(theirs(&found), 1, "Delta is not among those the rules name");
    assert!(ways(&db, &viewer, now()).await.iter().all(|way| way.endorsed.is_empty()), "not a week before");

    let id =
        changes::hold(&db, &viewer, eve(), Locale::En, &locator(), &tariff(), &same_day(&[1, 2]), (THEIRS, Uuid::new_v4())).await.unwrap();
    assert_eq!(seats(&db, 7100).await, (0, 2), "their seats are counted as all others");
    let quoted = changes::change(&db, &viewer, eve(), Locale::ZhCn, &locator(), id).await.unwrap();
    assert_eq!((quoted.after[0].designator.as_str(), quoted.after[0].endorsed.as_deref()), ("AA 7100", Some("美国航空")));
    assert_eq!(quoted.decision.because[0].rule, "carrier-endorsed");
    assert_eq!(confirmed(&db, &viewer, eve(), id).await.unwrap(), Confirmed::Done);
    assert_eq!((seats(&db, 408).await, seats(&db, 7100).await), ((0, 0), (2, 0)));
    seats_add_up(&db).await;
    // good for the other airline's flight, worth what was paid
    let open = "select count(*) from coupon where state = 'open' and carrier = 'AA' and endorsed_to = 'AA' and fare + 6.75 = 96.75";
    assert_eq!(count(&db, open).await, 2);
    assert_eq!(count(&db, "select count(*) from coupon where state = 'open' and endorsed_to is null and carrier = 'LD'").await, 2);
    let told = "select count(*) from outbox where kind = 'trip_reissued' and letter -> 'endorsed' = '[\"American Airlines\"]'";
    assert_eq!(count(&db, told).await, 1);
    let receipt = changes::receipt(&db, &viewer, eve(), Locale::En, &locator()).await.unwrap();
    let sold: Vec<_> = receipt.tickets[0].coupons.iter().map(|sold| sold.endorsed.as_deref()).collect();
    assert_eq!(sold, [Some("American Airlines"), None]);
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
    verified(&db).await;
    // the ticket stays ours: the way back is changed as before, and only to our flights
    let back = Wanted { part: 1, date: "2026-12-03".parse().unwrap(), ..wanted(&[1, 2]) };
    let back = changes::options(&db, &viewer, eve(), Locale::En, &locator(), &tariff(), &back).await.unwrap();
    assert!(back.ways.is_empty(), "there is no other flight that day");
    let whole = (&[1_i16, 2] as &[i16], &[0_usize, 1] as &[usize]);
    let given_back =
        changes::quote_cancel(&db, &viewer, eve(), Locale::En, &locator(), &tariff(), whole, (false, Uuid::new_v4())).await.unwrap();
    confirmed(&db, &viewer, eve(), given_back).await.unwrap();
    assert_eq!(seats(&db, 7100).await, (0, 0));
    seats_add_up(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_permits_what_the_rules_refuse_and_counts_with_all_that_is_at_stake(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "basic", 2)).await;
    let agent = staff(&db, "Mei Chen", Role::Agent, &["flights"]).await;
    let lead = staff(&db, "Iris Vega", Role::Supervisor, &[]).await;
    identify(&db, &agent, now(), &locator(), Some(IdentityCheck::Document), None).await.unwrap();
    let passenger = proved(&db, &["X4TE6N"]).await;
    let asked = |viewer: Viewer| {
        let db = db.clone();
        async move { changes::options(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &wanted(&[1, 2])).await.unwrap() }
    };
    assert!(asked(passenger.clone()).await.refused);
    let found = asked(agent.clone()).await;
    let way = found.ways.iter().find(|way| way.id == WANTED).unwrap();
    assert_eq!(way.code.as_ref().map(|code| code.code.as_str()), Some("IROP-B"));
    assert!(!found.refused && found.because[0].rule == "change-basic", "told what has to be set aside");
    assert!(held(&db, &passenger, &locator(), &[1, 2], WANTED).await.is_err(), "nobody keeps it for themselves");

    let id = held(&db, &agent, &locator(), &[1, 2], WANTED).await.unwrap();
    let quoted = shown(&db, &agent, id).await;
    assert_eq!((quoted.decision.outcome, seats(&db, 410).await), (Outcome::Refused, (0, 2)));
    assert!(confirmed(&db, &agent, now(), id).await.is_err(), "nothing is permitted yet");
    let waive = |ground: Ground| {
        let (db, agent) = (db.clone(), agent.clone());
        async move { changes::waive(&db, &agent, now(), &locator(), id, (Some(ground), "Stranded by the storm.")).await }
    };
    assert!(waive(Ground::Reason { reason: WaiverReason::Goodwill }).await.is_err(), "fees are not what is in the way");
    assert_eq!(waive(Ground::Code { code: "IROP-B".into() }).await.unwrap(), WaiverState::Asked);
    let (_, waiver) = shown(&db, &lead, id).await.waiver.unwrap();
    assert_eq!(waiver.amount, usd(2 * 9_675), "both tickets of the way there, beyond an agent's limit");
    changes::decide_waiver(&db, &lead, now(), id, true, "").await.unwrap();
    let permitted = shown(&db, &agent, id).await;
    assert_eq!((permitted.decision.outcome, permitted.totals.to_pay), (Outcome::Allowed, usd(0)));
    let lines = permitted.decision.lines.iter().filter(|line| line.kind == LineKind::Permit);
    assert_eq!(lines.map(|line| line.said.rule.as_str()).collect::<Vec<_>>(), ["basic-once", "basic-once"]);
    assert_eq!(confirmed(&db, &agent, now(), id).await.unwrap(), Confirmed::Done);
    assert_eq!(shown(&db, &agent, id).await.stage, Stage::Done);
    // asked face to face: the rules knew
    assert_eq!(count(&db, "select count(*) from trip_change where asked #>> '{request,channel}' = 'counter'").await, 1);
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
    seats_add_up(&db).await;
}
