//! Cases that go on in another: nothing lost, nobody reads more than before, apart again (OFF-2, I2, I6).

use crate::common::*;
use desk::cases::{self, How, together};
use desk::{Error, PgPool};
use domain::case::Status;
use domain::rights::{Role, Viewer};
use uuid::Uuid;

fn refused(outcome: Result<(), Error>) -> &'static str {
    match outcome {
        Err(Error::Invalid(errors)) => errors[0].message,
        other => panic!("{other:?}"),
    }
}

/// Two cases of one person, opened in the same browser.
async fn two(db: &PgPool) -> (String, String, Viewer) {
    let viewer = browser(db).await;
    let one = cases::open(db, &viewer, now(), Uuid::new_v4(), missing_bag()).await.unwrap().reference;
    let other = cases::open(db, &viewer, later(30), Uuid::new_v4(), missing_bag()).await.unwrap().reference;
    (one, other, again(db, &viewer).await)
}

fn says(entries: &[domain::case::Entry], words: &str) -> bool {
    entries.iter().any(|entry| entry.event.words() == Some(words))
}

#[sqlx::test(migrations = "../migrations")]
async fn one_goes_on_the_other_leads_there_and_what_is_written_lands_there(db: PgPool) {
    let (first, second, passenger) = two(&db).await;
    let mei = agent(&db).await;
    let promised = cases::view(&db, &mei, later(31), &first, false).await.unwrap().head.reply_by;
    together::plan(&db, &mei, later(31), &first, (later(5000), "", "Ask about the wheel."), Uuid::new_v4()).await.unwrap();
    let held = (together::Against::default(), jiff::SignedDuration::from_secs(10));
    together::send(&db, &mei, later(32), &first, Uuid::new_v4(), "On its way.", How::default(), held).await.unwrap();
    cases::reply(&db, &passenger, later(33), &first, Uuid::new_v4(), "And the stroller?", false).await.unwrap();
    // the other has been answered; what is promised here holds there
    cases::reply(&db, &mei, later(33), &second, Uuid::new_v4(), "We look.", false).await.unwrap();
    for _ in 0..2 {
        together::merge(&db, &mei, later(34), &first, &second).await.unwrap();
    }
    let old = cases::view(&db, &passenger, later(35), &first, false).await.unwrap();
    assert_eq!((old.whole.into.as_deref(), old.head.closed_at.is_some()), (Some(second.as_str()), true));
    assert!(says(&old.entries, "On its way."), "what was about to leave has left");
    let new = cases::view(&db, &mei, later(35), &second, false).await.unwrap();
    assert_eq!(new.whole.joined, [first.clone()]);
    let more = new.staff.unwrap();
    assert_eq!((more.status, new.head.reply_by, more.arranged.follow_ups.len()), (Status::Reopened, promised, 1));

    // an old page of the one that ended, and mail to it: both land in the other
    cases::reply(&db, &passenger, later(36), &first, Uuid::new_v4(), "Written on the old page.", false).await.unwrap();
    assert!(says(&cases::view(&db, &passenger, later(37), &second, false).await.unwrap().entries, "Written on the old page."));
    assert!(!says(&cases::view(&db, &passenger, later(37), &first, false).await.unwrap().entries, "Written on the old page."));
    let staffs =
        together::send(&db, &mei, later(38), &first, Uuid::new_v4(), "x", How { asks: false, reopens: true, ..How::default() }, held).await;
    assert!(matches!(staffs, Err(Error::Conflict("case-goes-on"))), "{staffs:?}");
    verified(&db).await;

    // apart again: it stands as it stood, what came since stays where it is
    for _ in 0..2 {
        together::take_apart(&db, &mei, later(40), &first).await.unwrap();
    }
    let old = cases::view(&db, &mei, later(41), &first, false).await.unwrap();
    assert_eq!((old.whole.into, old.head.closed_at, old.staff.unwrap().status), (None, None, Status::Reopened));
    assert!(says(&cases::view(&db, &passenger, later(41), &second, false).await.unwrap().entries, "Written on the old page."));
    cases::reply(&db, &passenger, later(42), &first, Uuid::new_v4(), "Here again.", false).await.unwrap();
    assert!(says(&cases::view(&db, &passenger, later(43), &first, false).await.unwrap().entries, "Here again."));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_comes_to_read_what_is_not_theirs(db: PgPool) {
    let (first, second, passenger) = two(&db).await;
    let mei = agent(&db).await;
    // somebody else's
    let stranger = browser(&db).await;
    let new = cases::New { email: "li@example.com".into(), ..missing_bag() };
    let theirs = cases::open(&db, &stranger, later(31), Uuid::new_v4(), new).await.unwrap().reference;
    assert_eq!(refused(together::merge(&db, &mei, later(32), &theirs, &first).await), "case-merge-opener");
    // a companion of one only
    cases::invite(&db, &passenger, later(33), &first, "friend@example.com").await.unwrap();
    assert_eq!(refused(together::merge(&db, &mei, later(34), &first, &second).await), "case-merge-companions");
    assert_eq!(refused(together::merge(&db, &mei, later(34), &second, &first).await), "case-merge-companions");
    cases::invite(&db, &passenger, later(35), &second, "friend@example.com").await.unwrap();

    // somebody who typed the passenger's address and opened a case of their own in their browser: they read neither once
    // the two are one, until they prove the address
    let liar = browser(&db).await;
    let trap = cases::open(&db, &liar, later(36), Uuid::new_v4(), missing_bag()).await.unwrap().reference;
    let liar = again(&db, &liar).await;
    cases::invite(&db, &liar, later(36), &trap, "friend@example.com").await.unwrap();
    cases::view(&db, &liar, later(37), &trap, false).await.unwrap();
    together::merge(&db, &mei, later(38), &second, &trap).await.unwrap();
    let liar = again(&db, &liar).await;
    for reference in [&trap, &second] {
        assert!(matches!(cases::view(&db, &liar, later(39), reference, false).await, Err(Error::NotFound)), "{reference}");
    }
    let owner = owner_of_address();
    assert!(cases::view(&db, &owner, later(39), &trap, false).await.is_ok(), "whoever proves the address does");

    // no chains
    assert_eq!(refused(together::merge(&db, &mei, later(40), &trap, &first).await), "case-merge-chain");
    assert_eq!(refused(together::merge(&db, &mei, later(40), &first, &second).await), "case-merge-chain");
    for who in [&passenger, &staff(&db, "Ingrid", Role::Administrator, &[]).await] {
        assert!(together::merge(&db, who, later(41), &first, &trap).await.is_err());
    }
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_browser_keeps_both(db: PgPool) {
    let (first, second, passenger) = two(&db).await;
    let mei = agent(&db).await;
    together::merge(&db, &mei, later(31), &first, &second).await.unwrap();
    let passenger = again(&db, &passenger).await;
    for reference in [&first, &second] {
        assert!(cases::view(&db, &passenger, later(32), reference, false).await.is_ok());
    }
    assert_eq!(together::goes_on_in(&db, &passenger, &first).await.unwrap(), Some(second));
    assert_eq!(together::goes_on_in(&db, &browser(&db).await, &first).await.unwrap(), None, "nor does anybody else learn of it");
}

#[sqlx::test(migrations = "../migrations")]
async fn writing_and_merging_at_once_lose_nothing(db: PgPool) {
    let (first, second, passenger) = two(&db).await;
    let mei = agent(&db).await;
    let mut tasks = Vec::new();
    for n in 0..24 {
        let (db, mei, passenger, first, second) = (db.clone(), mei.clone(), passenger.clone(), first.clone(), second.clone());
        tasks.push(tokio::spawn(async move {
            match n % 4 {
                0 => together::merge(&db, &mei, later(31), &first, &second).await,
                1 => together::take_apart(&db, &mei, later(31), &first).await,
                _ => cases::reply(&db, &passenger, later(31), &first, Uuid::new_v4(), &format!("word {n}"), false).await.map(|_| ()),
            }
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(count(&db, "select count(*) from case_entry where body like 'word %'").await, 12);
    verified(&db).await;
}
