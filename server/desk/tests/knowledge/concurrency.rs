//! Two at once: neither is lost, neither waits for the other for ever.

use crate::common::{TEXT, counts_agree, demo, draft, now, read, seen, staff, words};
use desk::help::publish_due;
use desk::help::writing::{approve, give_back, save, send, start, withdraw};
use desk::{Error, PgPool};
use domain::locale::Locale::En;
use jiff::SignedDuration;

#[sqlx::test(migrations = "../migrations")]
async fn two_at_once_never_overwrite_each_other(db: PgPool) {
    demo(&db).await;
    let (one, two) = (staff("samuel.okoye"), staff("agent"));
    let begun = tokio::join!(start(&db, &one, now(), TEXT, En), start(&db, &two, now(), TEXT, En));
    assert_ne!(begun.0.is_ok(), begun.1.is_ok());
    for round in 0..5 {
        let saves = ["samuel.okoye", "agent", "petra.novak", "lead"].map(|who| {
            let db = db.clone();
            tokio::spawn(async move { save(&db, &staff(who), now(), TEXT, draft(2, round, &words(&format!("{who} {round}")))).await })
        });
        let mut kept = 0;
        for one in saves {
            match one.await.unwrap() {
                Ok(()) => kept += 1,
                Err(error) => assert!(matches!(error, Error::Conflict("knowledge-edited")), "{error}"),
            }
        }
        assert_eq!((kept, read(&db).await.open(En).unwrap().edits), (1, round + 1));
    }
    // two approve, one takes it back: one of them is heard
    withdraw(&db, &staff("lead"), now(), TEXT, seen(2, 5)).await.unwrap();
    start(&db, &staff("samuel.okoye"), now(), TEXT, En).await.unwrap();
    send(&db, &staff("samuel.okoye"), now(), TEXT, draft(3, 0, &words("Quokka"))).await.unwrap();
    let approvals = ["petra.novak", "lead", "admin"].map(|who| {
        let db = db.clone();
        tokio::spawn(async move { approve(&db, &staff(who), now(), TEXT, seen(3, 1), None, false).await })
    });
    let back = {
        let db = db.clone();
        tokio::spawn(async move { give_back(&db, &staff("samuel.okoye"), now(), TEXT, seen(3, 1), "").await })
    };
    let mut heard = 0;
    for one in approvals.into_iter().chain([back]) {
        match one.await.unwrap() {
            Ok(()) => heard += 1,
            Err(error) => assert!(matches!(error, Error::Conflict("knowledge-moved-on")), "{error}"),
        }
    }
    assert_eq!(heard, 1);
    counts_agree(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn publishing_what_is_due_and_taking_it_away_do_not_wait_for_each_other(db: PgPool) {
    demo(&db).await;
    for round in 0..4 {
        let hour = now() + SignedDuration::from_hours(1);
        let author = staff("samuel.okoye");
        start(&db, &author, now(), TEXT, En).await.unwrap();
        let open = read(&db).await.open(En).unwrap().clone();
        send(&db, &author, now(), TEXT, draft(open.number, 0, &words(&format!("Round {round}")))).await.unwrap();
        approve(&db, &staff("petra.novak"), now(), TEXT, seen(open.number, 1), Some(hour), false).await.unwrap();
        let read_now = read(&db).await.published(En).map(|version| (version.number, version.edits));
        let (one, two) = (db.clone(), db.clone());
        let due = tokio::spawn(async move { publish_due(&one, hour).await });
        let away = tokio::spawn(async move {
            match read_now {
                Some((number, edits)) => withdraw(&two, &staff("lead"), now(), TEXT, seen(number, edits)).await,
                None => Ok(()),
            }
        });
        due.await.unwrap().unwrap();
        let away = away.await.unwrap();
        assert!(matches!(away, Ok(()) | Err(Error::Conflict("knowledge-moved-on"))), "{away:?}");
        counts_agree(&db).await;
        assert_eq!(read(&db).await.published(En).map(|version| version.number), Some(open.number));
    }
}
