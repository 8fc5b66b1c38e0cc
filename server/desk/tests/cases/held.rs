//! Replies wait before they leave, may be taken back, and leave once (OFF-2, I2, I5); colleagues who write at the same time
//! are told of each other.

use crate::common::*;
use desk::cases::together::{self, Against, Sent};
use desk::cases::{self, How};
use desk::{Error, PgPool};
use domain::case::Status;
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgPoolOptions;
use uuid::Uuid;

const UNDO: SignedDuration = SignedDuration::from_secs(10);

fn after(seconds: i64) -> Timestamp {
    later(1) + SignedDuration::from_secs(seconds)
}

/// An agent with a browser, in which what is taken back stands again.
async fn at_desk(db: &PgPool) -> Viewer {
    Viewer { session: browser(db).await.session, ..agent(db).await }
}

async fn send(db: &PgPool, viewer: &Viewer, reference: &str, words: &str, seen: Option<i32>) -> Result<Sent, Error> {
    let against = Against { seen, held: "" };
    together::send(db, viewer, after(0), reference, Uuid::new_v4(), words, How::default(), (against, UNDO)).await
}

fn id(sent: Result<Sent, Error>) -> String {
    match sent {
        Ok(Sent::Leaving(id)) => id.to_string(),
        other => panic!("{other:?}"),
    }
}

fn replies(db: &PgPool) -> impl Future<Output = i64> {
    let db = db.clone();
    async move { count(&db, "select count(*) from case_entry where kind = 'message' and actor_kind = 'staff'").await }
}

async fn letters(db: &PgPool) -> i64 {
    count(db, "select count(*) from outbox where kind = 'case_reply'").await
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reply_is_nobodys_until_its_instant_and_leaves_once_whoever_is_there(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = at_desk(&db).await;
    let key = Uuid::new_v4();
    for _ in 0..2 {
        let sent = together::send(&db, &mei, after(0), &reference, key, "Found.", How::default(), (Against::default(), UNDO)).await;
        assert_eq!(sent.unwrap(), Sent::Leaving(key), "sent twice, held once");
    }
    assert_eq!((replies(&db).await, letters(&db).await), (0, 0));
    let theirs = cases::view(&db, &passenger, after(5), &reference, false).await.unwrap();
    assert_eq!((theirs.entries.len(), theirs.head.reply_by.is_some()), (1, true), "not answered before it has left");
    let held = cases::view(&db, &mei, after(5), &reference, false).await.unwrap().staff.unwrap().held;
    assert_eq!((held.len(), held[0].mine, held[0].leaves_at), (1, true, stored(after(10))));
    assert_eq!(together::release_due(&db, after(9)).await.unwrap(), 0);

    // the process that took it is gone; six others look at the same moment, from pools of their own
    let mut tasks = Vec::new();
    for _ in 0..6 {
        let other = PgPoolOptions::new().max_connections(1).connect_with((*db.connect_options()).clone()).await.unwrap();
        tasks.push(tokio::spawn(async move { together::release_due(&other, after(10)).await.unwrap() }));
    }
    let mut left = 0;
    for task in tasks {
        left += task.await.unwrap();
    }
    assert_eq!(left, 1);
    assert_eq!((replies(&db).await, letters(&db).await), (1, 1));
    let theirs = cases::view(&db, &passenger, after(11), &reference, false).await.unwrap();
    assert_eq!(theirs.entries.last().unwrap().event.words(), Some("Found."));
    let again = together::send(&db, &mei, after(12), &reference, key, "Found.", How::default(), (Against::default(), UNDO)).await;
    assert!(matches!(again, Ok(Sent::Left(_))), "the same form again finds it gone: {again:?}");
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn taken_back_it_stands_in_the_box_again_and_too_late_is_too_late(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let (mei, other) = (at_desk(&db).await, at_desk(&db).await);
    let first = id(send(&db, &mei, &reference, "Wrong passenger!", None).await);
    assert!(matches!(together::undo(&db, &other, after(3), &reference, &first).await, Err(Error::Conflict(_))), "its author's only");
    assert!(together::undo(&db, &passenger, after(3), &reference, &first).await.is_err());
    together::undo(&db, &mei, after(9), &reference, &first).await.unwrap();
    let draft = cases::draft(&db, &mei, &format!("reply:{reference}")).await.unwrap();
    assert_eq!(draft["words"], "Wrong passenger!");
    assert_eq!(together::release_due(&db, after(60)).await.unwrap(), 0);

    let second = id(send(&db, &mei, &reference, "Right one.", None).await);
    assert!(matches!(together::undo(&db, &mei, after(10), &reference, &second).await, Err(Error::Conflict("case-undo-late"))));
    together::release_due(&db, after(10)).await.unwrap();
    assert!(matches!(together::undo(&db, &mei, after(10), &reference, &second).await, Err(Error::Conflict("case-undo-late"))));
    let third = id(send(&db, &mei, &reference, "At once.", None).await);
    together::send_now(&db, &mei, after(1), &reference, &third).await.unwrap();
    together::send_now(&db, &mei, after(1), &reference, &third).await.unwrap();
    assert_eq!((replies(&db).await, letters(&db).await), (2, 2));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn taking_back_and_leaving_at_once_end_in_one_of_them(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let mei = at_desk(&db).await;
    let mut back = 0;
    for n in 0..12 {
        let held = id(send(&db, &mei, &reference, &format!("reply {n}"), None).await);
        // one clock is a moment slow
        let undo = {
            let (db, mei, reference, held) = (db.clone(), mei.clone(), reference.clone(), held.clone());
            tokio::spawn(async move { together::undo(&db, &mei, after(9), &reference, &held).await.is_ok() })
        };
        let leave = {
            let db = db.clone();
            tokio::spawn(async move { together::release_due(&db, after(10)).await.unwrap() })
        };
        let (undone, left) = (undo.await.unwrap(), leave.await.unwrap());
        assert_eq!(u64::from(undone) + left, 1, "reply {n}");
        back += i64::from(undone);
    }
    assert_eq!((replies(&db).await, letters(&db).await), (12 - back, 12 - back));
    assert_eq!(count(&db, "select count(*) from held_reply").await, 0);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn entry_letter_and_leaving_commit_together_or_not_at_all(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let mei = at_desk(&db).await;
    id(send(&db, &mei, &reference, "Found.", None).await);
    sqlx::query("alter table outbox add constraint full_up check (kind <> 'case_reply')").execute(&db).await.unwrap();
    assert!(together::release_due(&db, after(10)).await.is_err());
    assert_eq!((replies(&db).await, count(&db, "select count(*) from held_reply").await), (0, 1));
    sqlx::query("alter table outbox drop constraint full_up").execute(&db).await.unwrap();
    assert_eq!(together::release_due(&db, after(11)).await.unwrap(), 1);
    assert_eq!((replies(&db).await, letters(&db).await), (1, 1));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_passenger_writes_meanwhile_is_not_taken_for_answered(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = at_desk(&db).await;
    let promised = cases::view(&db, &mei, after(0), &reference, false).await.unwrap().head.reply_by;
    id(send(&db, &mei, &reference, "They are on LD 412.", None).await);
    cases::reply(&db, &passenger, after(5), &reference, Uuid::new_v4(), "And the stroller?", false).await.unwrap();
    together::release_due(&db, after(10)).await.unwrap();
    let case = cases::view(&db, &mei, after(11), &reference, false).await.unwrap();
    assert_eq!((case.staff.unwrap().status, case.head.reply_by), (Status::Reopened, promised));

    // closing lets it leave before, so that the passenger reads things in their order
    id(send(&db, &mei, &reference, "The stroller too.", None).await);
    cases::close(&db, &mei, after(12), &reference, "").await.unwrap();
    let case = cases::view(&db, &passenger, after(13), &reference, false).await.unwrap();
    let words = case.entries.iter().rposition(|entry| entry.event.words() == Some("The stroller too.")).unwrap();
    assert!(case.head.closed_at.is_some() && words < case.entries.len() - 1);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn two_agents_who_answer_the_same_page_are_asked_once(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let (mei, ana) = (
        at_desk(&db).await,
        Viewer { session: browser(&db).await.session, ..staff(&db, "Ana Sol", domain::rights::Role::Agent, &["baggage"]).await },
    );
    let newer = |outcome: Result<Sent, Error>| match outcome {
        Err(Error::Newer { by }) => by,
        other => panic!("{other:?}"),
    };
    let first = id(send(&db, &mei, &reference, "We look.", Some(1)).await);
    assert_eq!(newer(send(&db, &ana, &reference, "We look, too.", Some(1)).await), "Mei Chen", "hers has not even left");
    // shown it, Ana means it all the same
    let shown = Against { seen: Some(1), held: &first };
    let key = Uuid::new_v4();
    together::send(&db, &ana, after(2), &reference, key, "We look, too.", How::default(), (shown, UNDO)).await.unwrap();
    together::release_due(&db, after(20)).await.unwrap();
    assert_eq!(newer(send(&db, &ana, &reference, "One more.", Some(1)).await), "Mei Chen");
    let seen = cases::view(&db, &ana, after(21), &reference, false).await.unwrap().head.last_seq;
    cases::reply(&db, &passenger, after(22), &reference, Uuid::new_v4(), "Hello?", false).await.unwrap();
    assert_eq!(newer(send(&db, &ana, &reference, "One more.", Some(seen)).await), "Wang Wei");
    // a tag is no reason to ask, nor is what one did oneself
    let seen = cases::view(&db, &ana, after(23), &reference, false).await.unwrap().head.last_seq;
    together::tag(&db, &mei, after(23), &reference, "snow").await.unwrap();
    cases::note(&db, &ana, after(23), &reference, Uuid::new_v4(), "Mine.").await.unwrap();
    id(send(&db, &ana, &reference, "One more.", Some(seen)).await);

    // drafts are each one's own
    let draft = format!("reply:{reference}");
    for (who, words) in [(&mei, "mei's"), (&ana, "ana's")] {
        cases::keep_draft(&db, who, after(24), &draft, &[("words".to_owned(), words.to_owned())].into()).await.unwrap();
    }
    assert_eq!(cases::draft(&db, &mei, &draft).await.unwrap()["words"], "mei's");
    assert_eq!(cases::draft(&db, &ana, &draft).await.unwrap()["words"], "ana's");
}

#[sqlx::test(migrations = "../migrations")]
async fn many_agents_who_send_at_once_lose_nothing(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let mut tasks = Vec::new();
    for n in 0..16 {
        let (db, mei, reference) = (db.clone(), at_desk(&db).await, reference.clone());
        tasks.push(tokio::spawn(async move { send(&db, &mei, &reference, &format!("reply {n}"), Some(1)).await }));
    }
    let (mut held, mut asked) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => held += 1,
            Err(Error::Newer { .. }) => asked += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((held, asked), (1, 15), "one was first; everybody else is shown it before theirs goes");
    assert_eq!(together::release_due(&db, after(30)).await.unwrap(), 1);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_text_with_an_open_gap_does_not_leave(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = at_desk(&db).await;
    for outcome in [
        send(&db, &mei, &reference, "Dear {name},", None).await.map(|_| ()),
        cases::reply(&db, &mei, after(1), &reference, Uuid::new_v4(), "by {reply-by}", false).await.map(|_| ()),
    ] {
        assert!(matches!(outcome, Err(Error::Invalid(_))), "{outcome:?}");
    }
    cases::reply(&db, &passenger, after(1), &reference, Uuid::new_v4(), "My code says {name}.", false).await.unwrap();
}
