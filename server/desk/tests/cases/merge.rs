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

/// To whom letters of a kind went, in the order they were promised, and what they say.
async fn letters(db: &PgPool, kind: &str) -> Vec<(String, serde_json::Value)> {
    sqlx::query_as("select recipient, letter from outbox where kind = $1 order by id").bind(kind).fetch_all(db).await.unwrap()
}

async fn staff_side(db: &PgPool, viewer: &Viewer, at: jiff::Timestamp, reference: &str) -> (Option<jiff::Timestamp>, cases::StaffView) {
    let case = cases::view(db, viewer, at, reference, false).await.unwrap();
    (case.head.reply_by, case.staff.unwrap())
}

#[sqlx::test(migrations = "../migrations")]
async fn apart_again_each_has_what_it_had_and_its_opener_is_told(db: PgPool) {
    let (first, second, _) = two(&db).await;
    let mei = agent(&db).await;
    let promised = staff_side(&db, &mei, later(31), &first).await.0;
    cases::reply(&db, &mei, later(31), &second, Uuid::new_v4(), "We look.", false).await.unwrap();
    for (reference, what) in [(&first, "Ask about the wheel."), (&second, "Look in the store.")] {
        together::plan(&db, &mei, later(31), reference, (later(5000), "", what), Uuid::new_v4()).await.unwrap();
    }
    let follow_ups = |side: &cases::StaffView| side.arranged.follow_ups.iter().map(|one| one.words.clone()).collect::<Vec<_>>();
    for round in 0..2 {
        together::merge(&db, &mei, later(40 + round), &first, &second).await.unwrap();
        let (reply_by, side) = staff_side(&db, &mei, later(40), &second).await;
        assert_eq!((reply_by, side.status, side.arranged.follow_ups.len()), (promised, Status::Reopened, 2));
        for _ in 0..2 {
            together::take_apart(&db, &mei, later(40 + round), &first).await.unwrap();
        }
        let (reply_by, side) = staff_side(&db, &mei, later(50), &second).await;
        assert_eq!((reply_by, side.status, follow_ups(&side)), (None, Status::Answered, vec!["Look in the store.".to_owned()]));
        let (reply_by, side) = staff_side(&db, &mei, later(50), &first).await;
        assert_eq!((reply_by, side.status, follow_ups(&side)), (promised, Status::Reopened, vec!["Ask about the wheel.".to_owned()]));
    }
    // one letter each time, with both references
    let told = letters(&db, "case_apart").await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!((told[0].0.as_str(), &told[0].1["reference"], &told[0].1["other"]), (ADDRESS, &first.into(), &second.into()));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn one_passengers_two_addresses_both_hear_and_neither_learns_of_the_other(db: PgPool) {
    const OTHER: &str = "wei@example.net";
    let mei = agent(&db).await;
    let one = cases::open(&db, &browser(&db).await, now(), Uuid::new_v4(), missing_bag()).await.unwrap().reference;
    let new = cases::New { email: OTHER.into(), language: domain::locale::Locale::ZhCn, ..missing_bag() };
    let two = cases::open(&db, &browser(&db).await, now(), Uuid::new_v4(), new).await.unwrap().reference;
    assert_eq!(refused(together::merge(&db, &mei, later(1), &two, &one).await), "case-merge-opener", "two addresses are two people");
    sqlx::query("update case_file set opener_passenger = $1").bind(Uuid::new_v4()).execute(&db).await.unwrap();
    let proved = |address: &str| Viewer {
        who: domain::rights::Who::Public(domain::rights::Grants { contacts: vec![address.into()], ..Default::default() }),
        ..Viewer::default()
    };
    let reads = async |address: &str, reference: &str| cases::view(&db, &proved(address), later(9), reference, false).await.is_ok();
    assert!(!reads(OTHER, &one).await);

    together::merge(&db, &mei, later(2), &two, &one).await.unwrap();
    cases::reply(&db, &mei, later(3), &one, Uuid::new_v4(), "Both are found.", false).await.unwrap();
    for kind in ["case_merged", "case_reply"] {
        let told = letters(&db, kind).await;
        assert_eq!(told.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), [ADDRESS, OTHER], "{kind}");
        assert!(told.iter().all(|(_, letter)| !letter.to_string().contains("@")), "{told:?}");
    }
    let languages: Vec<String> =
        sqlx::query_scalar("select locale from outbox where kind = 'case_reply' order by id").fetch_all(&db).await.unwrap();
    assert_eq!(languages, ["en", "zh-CN"], "each in their own language");
    for reference in [&one, &two] {
        assert!(reads(ADDRESS, reference).await && reads(OTHER, reference).await);
    }
    cases::reply(&db, &proved(OTHER), later(4), &two, Uuid::new_v4(), "Thank you!", false).await.unwrap();

    // apart: each hears of their own again, and what was sent to the other opens nothing more
    together::take_apart(&db, &mei, later(5), &two).await.unwrap();
    let told = letters(&db, "case_apart").await;
    let told: Vec<_> = told.iter().map(|(to, letter)| (to.as_str(), letter["reference"].as_str().unwrap())).collect();
    assert_eq!(told, [(OTHER, two.as_str()), (ADDRESS, one.as_str())]);
    assert!(!reads(OTHER, &one).await && !reads(ADDRESS, &two).await);
    assert_eq!(count(&db, "select count(*) from case_link l join case_file f on f.id = l.case_id where l.address <> f.opener_address and l.revoked_at is null").await, 0);
    cases::reply(&db, &mei, later(6), &one, Uuid::new_v4(), "Yours alone.", false).await.unwrap();
    assert_eq!(letters(&db, "case_reply").await.len(), 3);
    verified(&db).await;
}
