//! Papers of a trip: certificates anybody verifies, receipts that add up, passes that follow a change (DIS-7, CHG-6, CHG-11).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../cases/common.rs"]
#[allow(dead_code)]
mod common;
#[path = "../changes/scene.rs"]
#[allow(dead_code)]
mod scene;
#[path = "../changes/system.rs"]
mod system;

use common::{browser, count};
use desk::changes::{self, Confirmed};
use desk::papers::{self, FlightName, Standing, Validity};
use desk::{Error, PgPool};
use domain::certificate::{Code, Happened};
use domain::locale::Locale;
use domain::rights::{Grants, Viewer, Who};
use jiff::Timestamp;
use scene::*;

fn flight(name: &str) -> FlightName {
    FlightName::parse(name).unwrap()
}

const OUT: &str = "LD408.2026-11-28.EWR";
/// The later flight of the day.
const OTHER: &str = "LD412.2026-11-28.EWR";
const BACK: &str = "LD409.2026-12-03.ORD";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// What becomes known of LD 408.
async fn reported(db: &PgPool, known_at: &str, kind: &str, when: Option<&str>) {
    sqlx::query(
        "insert into flight_report (flight_id, known_at, kind, at, reason)
         select id, $1::timestamptz, $2, $3::timestamptz, case when $2 = 'cancelled' then 'crew' end from flight where number = 408",
    )
    .bind(known_at.to_owned())
    .bind(kind)
    .bind(when.map(str::to_owned))
    .execute(db)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_certificate_says_what_happened_and_is_replaced_when_times_are_corrected(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let after = at("2026-11-29T02:00:00Z");
    let of = async |now| papers::papers(&db, &viewer, now, Locale::En, &locator()).await.unwrap();
    assert!(of(now()).await.certified.is_empty(), "as planned");
    assert!(matches!(papers::issue(&db, &viewer, now(), &locator(), flight(OUT), 1).await, Err(Error::NotFound)));

    // expected late is not certain; once it has left it is
    reported(&db, "2026-11-28T18:00:00Z", "estimate", Some("2026-11-28T20:40:00Z")).await;
    let waiting = of(at("2026-11-28T18:30:00Z")).await;
    assert!(waiting.certified[0].facts.is_none());
    let early = papers::issue(&db, &viewer, at("2026-11-28T18:30:00Z"), &locator(), flight(OUT), 1).await;
    assert!(matches!(early, Err(Error::Conflict("certificate-not-yet"))));
    reported(&db, "2026-11-28T20:41:00Z", "off_block", Some("2026-11-28T20:40:00Z")).await;
    reported(&db, "2026-11-28T23:01:00Z", "on_block", Some("2026-11-28T23:00:00Z")).await;
    let own = locator();
    let many = (0..8).map(|_| papers::issue(&db, &viewer, after, &own, flight(OUT), 1));
    let codes: Vec<Code> = futures(many).await.into_iter().map(Result::unwrap).collect();
    assert!(codes.iter().all(|code| code == &codes[0]), "however often it is pressed, one certificate");
    let other = papers::issue(&db, &viewer, after, &locator(), flight(OUT), 2).await.unwrap();
    assert_ne!(other, codes[0]);
    assert_eq!(count(&db, "select count(*) from certificate").await, 2);
    assert_eq!(count(&db, "select count(*) from audit where action = 'certificate_issued'").await, 2);
    assert!(matches!(papers::issue(&db, &viewer, after, &locator(), flight(OUT), 3).await, Err(Error::NotFound)));
    assert!(matches!(papers::issue(&db, &viewer, after, &locator(), flight(BACK), 1).await, Err(Error::NotFound)));

    // whoever verifies sees initials and times
    let seen = papers::find(&db, after, Locale::En, &codes[0]).await.unwrap();
    assert_eq!((seen.initials.as_str(), seen.origin.city.as_str(), seen.standing), ("A. O.", "Newark", Standing::Good));
    assert_eq!((seen.facts.happened, seen.facts.minutes_late()), (Happened::Delayed, Some(65)));
    let whole = papers::paper(&db, &viewer, after, &locator(), &codes[0]).await.unwrap();
    assert_eq!((whole.full_name().as_str(), whole.places.len()), ("Ada Okafor", 2));
    let nobodys = Code::from_random([7; 15]);
    assert!(matches!(papers::find(&db, after, Locale::En, &nobodys).await, Err(Error::NotFound)));

    // corrected: the old one says so, and is replaced
    reported(&db, "2026-11-29T03:00:00Z", "on_block", Some("2026-11-28T23:10:00Z")).await;
    let later = at("2026-11-29T04:00:00Z");
    let Standing::Corrected(Some(facts)) = papers::find(&db, later, Locale::En, &codes[0]).await.unwrap().standing else {
        panic!("corrected")
    };
    assert_eq!(facts.minutes_late(), Some(75));
    assert!(of(later).await.certified[0].issued.iter().all(|document| document.outdated));
    let newer = papers::issue(&db, &viewer, later, &locator(), flight(OUT), 1).await.unwrap();
    assert_eq!(papers::find(&db, later, Locale::En, &codes[0]).await.unwrap().standing, Standing::Superseded(later));
    assert_eq!(papers::find(&db, later, Locale::En, &newer).await.unwrap().standing, Standing::Good);
    assert_eq!(papers::sweep(&db, later).await.unwrap(), 0);
    assert_eq!(papers::sweep(&db, at("2029-12-31T00:00:00Z")).await.unwrap(), 3);
}

async fn futures<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = all.map(Box::pin).collect();
    let mut done = Vec::new();
    // all of them begin before the first is waited for
    std::future::poll_fn(|context| {
        waiting.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(output) => {
                done.push(output);
                false
            }
            std::task::Poll::Pending => true,
        });
        if waiting.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done
}

#[sqlx::test(migrations = "../migrations")]
async fn papers_are_for_whoever_has_proved_who_they_are(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    reported(&db, "2026-11-20T10:00:00Z", "cancelled", None).await;
    let name_only = Viewer { who: Who::Public(Grants { trips: vec!["X4TE6N".into()], ..Grants::default() }), ..browser(&db).await };
    let stranger = browser(&db).await;
    let code = papers::issue(&db, &proved(&db, &["X4TE6N"]).await, now(), &locator(), flight(OUT), 1).await.unwrap();
    for (viewer, knows) in [(&name_only, true), (&stranger, false)] {
        let refused = [
            papers::papers(&db, viewer, now(), Locale::En, &locator()).await.err(),
            papers::issue(&db, viewer, now(), &locator(), flight(OUT), 1).await.err(),
            papers::paper(&db, viewer, now(), &locator(), &code).await.err(),
            papers::pass(&db, viewer, now(), Locale::En, &locator(), flight(BACK), 1).await.err(),
            changes::receipt(&db, viewer, now(), Locale::En, &locator()).await.err(),
        ];
        for error in refused {
            match knows {
                true => assert!(matches!(error, Some(Error::VerifyFirst { .. })), "{error:?}"),
                false => assert!(matches!(error, Some(Error::NotFound)), "{error:?}"),
            }
        }
    }
    // another trip's certificate is nobody's here
    booked(&db, booking("Y7MK2P", "standard", 1)).await;
    let other = domain::booking::Locator::parse("Y7MK2P").unwrap();
    let viewer = proved(&db, &["Y7MK2P"]).await;
    assert!(matches!(papers::paper(&db, &viewer, now(), &other, &code).await, Err(Error::NotFound)));
}

#[sqlx::test(migrations = "../migrations")]
async fn after_a_change_receipt_pass_and_certificate_are_of_what_holds_now(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let pass = async |name: &str| papers::pass(&db, &viewer, now(), Locale::En, &locator(), flight(name), 1).await.unwrap();
    let receipt = async || changes::receipt(&db, &viewer, now(), Locale::En, &locator()).await.unwrap();
    let first = receipt().await;
    let worth = |receipt: &changes::Receipt| {
        receipt.tickets.iter().flat_map(|ticket| &ticket.coupons).map(|sold| sold.sum().amount).sum::<rust_decimal::Decimal>()
    };
    assert_eq!((worth(&first), first.tickets.len(), first.changes.len()), (first.total.amount, 1, 0));
    assert!(first.tickets[0].coupons[0].taxes.iter().any(|(code, _)| code == "US"));
    let Validity::Good { seat, sequence, text, .. } = pass(OUT).await.validity else { panic!("checked in") };
    assert_eq!((seat.as_str(), sequence), ("14A", 1));
    let read = wire::pass::parse(&text, 1, "2026-11-28".parse().unwrap()).unwrap().value;
    assert_eq!((read.name(), read.legs[0].date), (("OKAFOR", "ADA"), Some("2026-11-28".parse().unwrap())));
    assert_eq!(read.legs[0].ticket().unwrap().as_str(), first.tickets[0].number);
    assert_eq!(read.legs[0].fields.get("seat"), Some("014A"));
    assert_eq!(pass(BACK).await.validity, Validity::CheckIn);

    // the flight is cancelled: its pass opens no gate, another flight costs nothing
    reported(&db, "2026-11-21T13:00:00Z", "cancelled", None).await;
    assert_eq!(pass(OUT).await.validity, Validity::Cancelled);
    let same_day = changes::Wanted { date: "2026-11-28".parse().unwrap(), ..wanted(&[1]) };
    let way = (OTHER, uuid::Uuid::new_v4());
    let id = changes::hold(&db, &viewer, now(), Locale::En, &locator(), &tariff(), &same_day, way).await.unwrap();
    assert_eq!(confirmed(&db, &viewer, now(), id).await.unwrap(), Confirmed::Done);
    assert_eq!(pass(OUT).await.validity, Validity::Replaced);
    assert_eq!(pass(OTHER).await.validity, Validity::CheckIn, "to be checked in again");
    let now_known = receipt().await;
    assert_eq!((worth(&now_known), now_known.changes.len()), (now_known.total.amount, 1));
    assert_ne!(now_known.tickets[0].number, first.tickets[0].number);
    let certified = papers::papers(&db, &viewer, now(), Locale::En, &locator()).await.unwrap().certified;
    assert_eq!(certified.iter().map(|one| one.flight).collect::<Vec<_>>(), [flight(OUT)], "what they left for it was cancelled");
    papers::issue(&db, &viewer, now(), &locator(), flight(OUT), 1).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_left_a_flight_before_anything_happened_has_no_certificate_of_it(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let id = held(&db, &viewer, &locator(), &[1], WANTED).await.unwrap();
    let change = shown(&db, &viewer, id).await;
    confirmed(&db, &viewer, now(), id).await.unwrap();
    if change.totals.to_pay.amount > rust_decimal::Decimal::ZERO {
        says(&db, &shown(&db, &viewer, id).await, domain::payment::State::Authorised).await;
        changes::settle(&db, now(), id).await.unwrap();
    }
    reported(&db, "2026-11-22T13:00:00Z", "cancelled", None).await;
    let certified = papers::papers(&db, &viewer, later(60 * 48), Locale::En, &locator()).await.unwrap().certified;
    assert!(certified.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn everybody_has_a_place_of_their_own_in_the_order_of_check_in(db: PgPool) {
    world(&db).await;
    let trips = ["AAAAAA", "BBBBBB", "CCCCCC"];
    for trip in trips {
        booked(&db, booking(trip, "standard", 3)).await;
    }
    let viewer = proved(&db, &trips).await;
    let (db, viewer) = (&db, &viewer);
    let all = || {
        trips.into_iter().flat_map(|trip| (1..=3_i16).map(move |person| (trip, person))).map(move |(trip, person)| async move {
            let locator = domain::booking::Locator::parse(trip).unwrap();
            match papers::pass(db, viewer, now(), Locale::En, &locator, flight(OUT), person).await.unwrap().validity {
                Validity::Good { sequence, .. } => sequence,
                other => panic!("{other:?}"),
            }
        })
    };
    let mut given = futures(all()).await;
    given.sort_unstable();
    assert_eq!(given, (1..=9).collect::<Vec<i16>>());
    let mut again = futures(all()).await;
    again.sort_unstable();
    assert_eq!(again, given, "kept");
}
