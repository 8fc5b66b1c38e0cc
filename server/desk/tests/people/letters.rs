use crate::support::{count, later, now};
use desk::demo::staff::{PASSWORD, current_code, load};
use desk::outbox::{self, CHANNEL, Failure, Leased, Letter, Promise, State};
use desk::staff::{SignIn, sign_in};
use desk::{Error, PgPool};
use domain::contact::Way;
use domain::delivery::{Pace, Paces};
use domain::locale::Locale;
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgListener;
use std::collections::HashSet;

fn letter(key: &str) -> Promise<'static> {
    let letter = Letter::CaseReply {
        reference: "LS-7K3M-9Q2F".to_owned(),
        subject: "行李".to_owned(),
        by: "Mei Chen".to_owned(),
        asks: false,
        words: None,
    };
    let secret = Some("123456".to_owned());
    Promise { key: key.to_owned(), to: "maria@example.com", locale: Locale::ZhCn, letter, secret, useless_after: None, case: None }
}

/// As fast as it goes.
const PACE: Pace = Pace { at_once: 1000, per_minute: 100_000 };

async fn lease(db: &PgPool, at: Timestamp, n: i64) -> desk::Result<Vec<Leased>> {
    outbox::lease(db, at, n, Way::Mail, &Paces { otherwise: PACE, own: Vec::new() }).await
}

async fn promised(db: &PgPool, promise: &Promise<'_>) {
    let mut tx = db.begin().await.unwrap();
    outbox::promise(&mut tx, now(), promise).await.unwrap();
    tx.commit().await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_promise_commits_with_its_cause_once_and_wakes_the_worker(db: PgPool) {
    let mut listener = PgListener::connect_with(&db).await.unwrap();
    listener.listen(CHANNEL).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    outbox::promise(&mut tx, now(), &letter("rolled back")).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(count(&db, "select count(*) from outbox").await, 0);
    promised(&db, &letter("a")).await;
    promised(&db, &letter("a")).await;
    assert_eq!(count(&db, "select count(*) from outbox").await, 1);
    assert_eq!(listener.recv().await.unwrap().channel(), CHANNEL);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_promise_at_once_is_one_message(db: PgPool) {
    let promises: Vec<_> = (0..8)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { promised(&db, &letter("same")).await })
        })
        .collect();
    for promise in promises {
        promise.await.unwrap();
    }
    assert_eq!(count(&db, "select count(*) from outbox").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn workers_at_once_never_hold_the_same_letter(db: PgPool) {
    for n in 0..30 {
        promised(&db, &letter(&n.to_string())).await;
    }
    let workers: Vec<_> = (0..6)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { lease(&db, now(), 10).await.unwrap() })
        })
        .collect();
    let mut held = Vec::new();
    for worker in workers {
        held.extend(worker.await.unwrap().into_iter().map(|leased| leased.id));
    }
    assert_eq!(held.len(), held.iter().collect::<HashSet<_>>().len());
    assert_eq!(held.len() + lease(&db, now(), 100).await.unwrap().len(), 30);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_worker_that_dies_leaves_its_letter_to_another(db: PgPool) {
    promised(&db, &letter("a")).await;
    let first = lease(&db, now(), 1).await.unwrap();
    assert!(lease(&db, now() + SignedDuration::from_secs(59), 1).await.unwrap().is_empty());
    let second = lease(&db, later(1), 1).await.unwrap();
    assert_eq!(first[0].id, second[0].id);
    assert_eq!(
        (second[0].letter.clone(), second[0].locale, second[0].secret.as_deref()),
        (letter("a").letter, Locale::ZhCn, Some("123456"))
    );
    outbox::sent(&db, later(1), second[0].id, None).await.unwrap();
    assert!(lease(&db, later(60), 1).await.unwrap().is_empty());
    assert_eq!(count(&db, "select count(*) from outbox where secret is not null").await, 0);
    // the first worker was only slow: what it says now changes nothing
    outbox::failed(&db, later(2), first[0].id, Failure::ForGood, "late").await.unwrap();
    assert_eq!(count(&db, "select count(*) from outbox where state = 'sent'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn failures_wait_longer_each_time_and_end(db: PgPool) {
    promised(&db, &letter("a")).await;
    let (mut at, mut waits) = (now(), Vec::new());
    loop {
        let leased = lease(&db, at, 1).await.unwrap();
        outbox::give_up(&db, at).await.unwrap();
        let Some(leased) = leased.first() else { break };
        outbox::failed(&db, at, leased.id, Failure::ForNow, "421 busy").await.unwrap();
        let next: jiff_sqlx::Timestamp = sqlx::query_scalar("select next_attempt_at from outbox").fetch_one(&db).await.unwrap();
        waits.push(next.to_jiff().duration_since(at).as_secs());
        assert!(lease(&db, at, 1).await.unwrap().is_empty(), "not before its time");
        at = next.to_jiff();
    }
    assert_eq!((&waits[..5], *waits.last().unwrap(), waits.len()), (&[10, 20, 40, 80, 160][..], 3600, 24));
    let (state, error): (String, String) =
        sqlx::query_as("select state, last_error from outbox where secret is null").fetch_one(&db).await.unwrap();
    assert_eq!((state.as_str(), error.as_str()), ("failed", "421 busy"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_that_ran_out_is_not_sent(db: PgPool) {
    promised(&db, &Promise { useless_after: Some(later(10)), ..letter("a") }).await;
    assert!(lease(&db, later(10), 1).await.unwrap().is_empty());
    outbox::give_up(&db, later(10)).await.unwrap();
    assert_eq!(count(&db, "select count(*) from outbox where state = 'failed' and secret is null").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_desk_sees_letters_and_secrets_only_when_asked_to(db: PgPool) {
    load(&db, now()).await.unwrap();
    for n in 0..60 {
        promised(&db, &Promise { case: Some((1, 2)), ..letter(&n.to_string()) }).await;
    }
    assert!(matches!(outbox::list(&db, &Viewer::default(), now(), None, true).await, Err(Error::SignInFirst)));
    let code = current_code(now()).unwrap();
    let with = SignIn { email: "agent@landside.example", password: PASSWORD, code: &code, network: "", user_agent: "" };
    let (_, agent) = sign_in(&db, &Viewer::default(), now(), with).await.unwrap();
    // an address's code that names no booking is not theirs, nor is a booking's where mail leaves the house
    assert!(outbox::list(&db, &agent, now(), None, false).await.unwrap().letters.is_empty());
    let with = SignIn { email: "lead@landside.example", password: PASSWORD, code: &code, network: "", user_agent: "" };
    let (_, lead) = sign_in(&db, &Viewer::default(), now(), with).await.unwrap();
    let first = outbox::list(&db, &lead, now(), None, false).await.unwrap();
    assert!(first.letters.len() == 50 && first.letters.iter().all(|letter| letter.secret.is_none() && letter.state == State::Queued));
    assert!(first.letters.iter().all(|letter| letter.to.contains("•••")), "{}", first.letters[0].to);
    let second = outbox::list(&db, &lead, now(), first.next, true).await.unwrap();
    assert!(second.letters.len() == 10 && second.next.is_none() && second.letters[0].secret.as_deref() == Some("123456"));
    assert_eq!(count(&db, "select count(*) from audit where action = 'list' and subject_kind = 'outbox'").await, 3);
    assert_eq!(outbox::waiting(&db, later(1)).await.unwrap(), (60, 60));
    // in the demo all staff read what goes to bookings; what opens the cases of an address only those who see them all
    for (key, locator) in [("b", Some("DEMO2A".to_owned())), ("c", None)] {
        promised(&db, &Promise { letter: Letter::Code { locator }, case: None, ..letter(key) }).await;
    }
    let theirs = outbox::list(&db, &agent, now(), None, true).await.unwrap().letters;
    assert!(theirs.len() == 1 && theirs[0].letter == Some(Letter::Code { locator: Some("DEMO2A".to_owned()) }), "{theirs:?}");
    assert_eq!(outbox::list(&db, &lead, now(), None, true).await.unwrap().letters[0].letter, Some(Letter::Code { locator: None }));
}
