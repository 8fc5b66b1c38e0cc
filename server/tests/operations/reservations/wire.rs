//! What is said between the two, over HTTP: each question once, whatever is lost or repeated.

use super::system;
use desk::reservations::{Answer, Changing, Closing, Coupon, Failure, Flight, Holding, Known, Leg, Reason};
use domain::booking::Cabin;
use serde_json::json;
use server::config::ReservationsConfig;
use server::reservations::{HttpReservations, ReservationSystem};
use std::io::Write;
use uuid::Uuid;

fn leg(number: i32) -> Leg {
    let flight = Flight { carrier: "LD".into(), number, date: "2026-11-29".parse().unwrap(), origin: "EWR".into() };
    Leg { flight, destination: "ORD".into(), cabin: Cabin::Economy, known: Some(Known { seats: 3, sold: 1 }) }
}

fn hold(people: i32) -> Holding {
    Holding { locator: "X4TE6N".into(), people, seconds: 600, flights: vec![leg(410)] }
}

fn change(people: i32) -> Changing {
    let coupon = Coupon { ticket: "9920000000011".into(), number: 1, passenger: 1, flight: leg(408).flight };
    Changing {
        locator: "X4TE6N".into(),
        divide: false,
        people,
        from: vec![leg(408)],
        to: vec![leg(410)],
        coupons: vec![coupon],
        closing: Closing::Exchanged,
        kept: Vec::new(),
    }
}

const fn refused(reason: Reason) -> Answer {
    Answer::Refused { reason }
}

#[tokio::test]
async fn the_same_again_is_answered_the_same_and_what_was_let_go_is_never_done() {
    let book = std::env::temp_dir().join(format!("landside-reservations-{}-wire.jsonl", std::process::id()));
    let _ = std::fs::remove_file(&book);
    let first = system::start(book.clone()).await;
    let (one, other, late) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    for _ in 0..2 {
        assert_eq!(first.http.hold(one, &hold(2)).await, Ok(Answer::Held));
        assert_eq!(first.http.hold(other, &hold(1)).await, Ok(refused(Reason::NoSeats)));
    }
    let unknown = Holding { flights: vec![Leg { known: None, ..leg(999) }], ..hold(1) };
    assert_eq!(first.http.hold(Uuid::now_v7(), &unknown).await, Ok(refused(Reason::UnknownFlight)));
    // given back before the question came
    assert_eq!(first.http.release(late).await, Ok(Answer::Released));
    assert_eq!(first.http.hold(late, &hold(1)).await, Ok(refused(Reason::Other)));
    assert_eq!(first.http.withdraw(late).await, Ok(Answer::Released));
    assert_eq!(first.http.change(late, &change(1)).await, Ok(refused(Reason::Other)));
    let done = first.http.change(one, &change(2)).await;
    assert!(matches!(&done, Ok(Answer::Done(done)) if done.tickets.len() == 1 && done.locator.is_none()), "{done:?}");
    assert_eq!(first.http.change(Uuid::now_v7(), &change(1)).await, Ok(refused(Reason::CouponUsed)));
    // a line that was cut off never happened; all that was answered is still so
    std::fs::OpenOptions::new().append(true).open(&book).unwrap().write_all(b"[{\"kind\":\"cabin\"").unwrap();
    let second = system::start(book.clone()).await;
    assert_eq!(second.http.change(one, &change(2)).await, done);
    assert_eq!(second.http.withdraw(one).await, done);
    assert_eq!(second.http.release(one).await, Ok(Answer::Released));
    let (_, shown) = second.send("GET", "/", "").await;
    let sold = |number: i64| shown["cabins"].as_array().unwrap().iter().find(|cabin| cabin["number"] == number).unwrap()["sold"].clone();
    assert_eq!((sold(410), sold(408), &shown["held"]), (json!(3), json!(0), &json!(0)));
    // what nobody can read, and who has no token
    assert_eq!(second.send("PUT", &format!("/holds/{}", Uuid::now_v7()), "{}").await.0, 422);
    let config = ReservationsConfig {
        reservations_url: Some(format!("http://127.0.0.1:{}", second.port())),
        reservations_token: Some("guessed".to_owned()),
        reservations_compare_seconds: 30,
    };
    let stranger = HttpReservations::new(&config).unwrap().unwrap();
    assert!(matches!(stranger.release(one).await, Err(refusal) if refusal.failure == Failure::ForNow && refusal.said.contains("401")));
    std::fs::remove_file(&book).unwrap();
}
