//! Two processes on one database: what one knows the other knows, and neither's end leaves anything half done.

use crate::{Landside, Line, browser::Browser, count, until};
use desk::{PgPool, cases};
use domain::{
    case::{Kind, Topic},
    locale::Locale,
};
use jiff::Timestamp;
use std::time::Duration;
use tokio::sync::mpsc;
use uuid::Uuid;

const ANSWERS: [(&str, &str); 6] = [
    ("kind", "baggage"),
    ("topic", "bag-missing"),
    ("subject", "Two bags did not arrive"),
    ("words", "We waited at belt 7. 行李没有到。"),
    ("name", "Wang Wei"),
    ("email", "wang@example.com"),
];

/// A browser's session with a case of its own: token and reference.
async fn opened(db: &PgPool) -> (String, String) {
    let (token, viewer) = desk::access::open(db, Timestamp::now(), "test").await.unwrap();
    let new = cases::New {
        kind: Kind::Baggage,
        topic: Topic::BagMissing,
        subject: "Two bags did not arrive".into(),
        words: "We waited at belt 7.".into(),
        name: "Wang Wei".into(),
        email: "wang@example.com".into(),
        language: Locale::En,
        locator: None,
        flight: None,
        bag_tag: String::new(),
    };
    let case = cases::open(db, &viewer, Timestamp::now(), Uuid::new_v4(), new).await.unwrap();
    (token.to_text(), case.reference)
}

/// Every case equals its timeline.
async fn verified(db: &PgPool) {
    let (looked_at, differences) = cases::verify(db).await.unwrap();
    assert!(looked_at > 0);
    assert_eq!(differences, []);
}

#[sqlx::test(migrations = "./migrations")]
async fn sessions_and_limits_are_shared(db: PgPool) {
    let portals = [Landside::start(&db, None).await, Landside::start(&db, None).await];
    let mut browser = portals[0].browser();
    // a session opened at the one by a submission, and a draft in it
    assert_eq!(browser.post("/cases/new", &[("step", "kind"), ("kind", "baggage")]).await.status, 303);
    let there = browser.at(&portals[1]).get("/cases/new?step=kind").await;
    assert!(there.body.contains("value=\"baggage\" checked") || there.body.contains("checked value=\"baggage\""), "{}", there.body);
    let (token, reference) = opened(&db).await;
    for portal in &portals {
        assert_eq!(Browser::with_session(portal.port(), &token).get(&format!("/cases/{reference}")).await.status, 200);
    }
    // ten tries at a name in ten minutes, whichever process they reach
    for attempt in 0..10 {
        let wrong = portals[attempt % 2].browser().post("/trip", &[("locator", "ZZZZZZ"), ("family_name", "Ada")]).await;
        assert_eq!(wrong.status, 422);
    }
    for portal in &portals {
        assert_eq!(portal.browser().post("/trip", &[("locator", "ZZZZZZ"), ("family_name", "Ada")]).await.status, 429);
    }
}

#[sqlx::test(migrations = "./migrations")]
async fn replies_through_both_at_once_leave_no_gap(db: PgPool) {
    let portals = [Landside::start(&db, None).await, Landside::start(&db, None).await];
    let (token, reference) = opened(&db).await;
    let posts: Vec<_> = (0..60)
        .map(|n| {
            let mut browser = Browser::with_session(portals[n % 2].port(), &token);
            let (path, key) = (format!("/cases/{reference}/replies"), Uuid::new_v4().to_string());
            // every third is a double click: the same key at the other process
            let mut again = Browser::with_session(portals[(n + 1) % 2].port(), &token);
            tokio::spawn(async move {
                let fields = [("key", key.as_str()), ("words", "Any news? 有消息吗？")];
                if n % 3 == 0 {
                    let both = tokio::join!(browser.post(&path, &fields), again.post(&path, &fields));
                    assert_eq!(both.0.header("location"), both.1.header("location"), "both lead to the same entry");
                    both.0.status
                } else {
                    browser.post(&path, &fields).await.status
                }
            })
        })
        .collect();
    for post in posts {
        assert_eq!(post.await.unwrap(), 303);
    }
    let numbers: Vec<i32> = sqlx::query_scalar("select seq from case_entry order by seq").fetch_all(&db).await.unwrap();
    assert_eq!(numbers, (1..=61).collect::<Vec<i32>>(), "the opening and sixty replies");
    verified(&db).await;
}

/// Sixty people send their finished forms; one process is killed at the tenth answer, the other loses the database for
/// a moment. Whoever got no answer sends the same form again.
#[sqlx::test(migrations = "./migrations")]
async fn a_killed_process_and_a_lost_database_leave_nothing_half_done(db: PgPool) {
    const PEOPLE: usize = 60;
    let line = Line::to(&db).await;
    let mut killed = Landside::start(&db, None).await;
    let survivor = Landside::start(&db, Some(&line)).await;
    let (answered, mut answers) = mpsc::unbounded_channel();
    let mut posts = Vec::new();
    for n in 0..PEOPLE {
        let (token, viewer) = desk::access::open(&db, Timestamp::now(), "test").await.unwrap();
        let draft = ANSWERS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        cases::keep_draft(&db, &viewer, Timestamp::now(), "case-new", &draft).await.unwrap();
        let port = if n % 2 == 0 { killed.port() } else { survivor.port() };
        posts.push((port, token.to_text(), Uuid::new_v4().to_string()));
    }
    let posts: Vec<_> = posts
        .into_iter()
        .map(|(port, token, key)| {
            let (answered, mut browser) = (answered.clone(), Browser::with_session(port, &token));
            tokio::spawn(async move {
                let answer = browser.try_post("/cases/new", &[("step", "check"), ("key", &key)]).await.map(|answer| answer.status);
                if answer == Some(303) {
                    answered.send(()).unwrap();
                }
                (token, key, answer)
            })
        })
        .collect();
    for _ in 0..10 {
        answers.recv().await.unwrap();
    }
    killed.kill();
    line.cut();
    tokio::time::sleep(Duration::from_millis(300)).await;
    line.mend();
    let mut unanswered = Vec::new();
    for post in posts {
        let (token, key, answer) = post.await.unwrap();
        assert!(matches!(answer, None | Some(303 | 503)), "{answer:?}");
        if answer != Some(303) {
            unanswered.push((token, key));
        }
    }
    assert!(!unanswered.is_empty(), "somebody was interrupted");
    until("the survivor is ready", async || survivor.browser().get("/health/ready").await.status == 200).await;
    for (token, key) in &unanswered {
        let answer = Browser::with_session(survivor.port(), token).post("/cases/new", &[("step", "check"), ("key", key)]).await;
        assert_eq!(answer.status, 303);
        assert!(answer.header("location").ends_with("/opened"), "the case is open, opened now or before: {}", answer.header("location"));
    }
    for sql in [
        "select count(*) from case_file",
        "select count(*) from case_entry where seq = 1",
        "select count(distinct case_id) from outbox where kind = 'case_opened'",
        "select count(*) from outbox where kind = 'case_opened'",
        "select count(*) from session_grant where kind = 'case'",
        "select count(*) from submission where outcome <> ''",
    ] {
        assert_eq!(count(&db, sql).await, PEOPLE as i64, "{sql}");
    }
    verified(&db).await;
}

/// An agent's browser: a session signed in, without the door.
async fn at_desk(db: &PgPool) -> String {
    let (token, viewer) = desk::access::open(db, Timestamp::now(), "test").await.unwrap();
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, 'Mei Chen', 'agent', '{baggage}', '', '')",
    )
    .bind(id)
    .bind(format!("{id}@landside.example"))
    .execute(db)
    .await
    .unwrap();
    let signed_in = sqlx::query("update session set staff_id = $1 where id = $2").bind(id).bind(viewer.session);
    signed_in.execute(db).await.unwrap();
    token.to_text()
}

#[sqlx::test(migrations = "./migrations")]
async fn a_reply_whose_process_is_killed_leaves_once_all_the_same(db: PgPool) {
    const REPLIES: usize = 6;
    let mut killed = Landside::start(&db, None).await;
    let mut sent = Vec::new();
    for _ in 0..REPLIES {
        let (_, reference) = opened(&db).await;
        let path = format!("/cases/{reference}/replies");
        let answer = Browser::with_session(killed.port(), &at_desk(&db).await).post(&path, &[("words", "Found."), ("from", "desk")]).await;
        assert_eq!(answer.status, 303);
        assert!(answer.header("location").contains("#held-"), "{}", answer.header("location"));
        sent.push(reference);
    }
    killed.kill();
    assert_eq!(count(&db, "select count(*) from case_entry where kind = 'message'").await, 0);
    // two others come, and look every second
    let _others = [Landside::start(&db, None).await, Landside::start(&db, None).await];
    until("every reply has left", async || count(&db, "select count(*) from held_reply").await == 0).await;
    for sql in ["select count(*) from case_entry where kind = 'message'", "select count(*) from outbox where kind = 'case_reply'"] {
        assert_eq!(count(&db, sql).await, REPLIES as i64, "{sql}");
    }
    verified(&db).await;
}
