//! What mail servers do on bad days. No letter is lost, none is sent under two names, and nobody waits for somebody else's
//! mail server.

use crate::smtp::{Smtp, config};
use crate::{header, now_due, promised, running, state};
use desk::PgPool;
use domain::locale::Locale;
use server::mail::{Post, deliver, deliver_due};
use std::time::{Duration, Instant};

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn try_later_is_tried_later(db: PgPool) {
    let (smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "busy@example.com", Locale::En).await;
    for attempt in 1..=2 {
        assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
        let (state, attempts, error, secret) = state(&db).await;
        assert_eq!((state.as_str(), attempts, secret.as_deref()), ("queued", attempt, Some("123456")));
        assert!(error.unwrap().contains("451"));
        assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 0, "not at once");
        now_due(&db).await;
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn greylisting_costs_one_attempt(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "grey@example.com", Locale::En).await;
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
    assert_eq!(state(&db).await.0, "queued");
    let rests: i64 = sqlx::query_scalar("select count(*) from outbox_pace where rest_until is not null").fetch_one(&db).await.unwrap();
    assert_eq!(rests, 0, "it is about one letter, not about the mail system");
    now_due(&db).await;
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
    smtp.message().await;
    assert_eq!(state(&db).await, ("sent".to_owned(), 2, None, None));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_refusal_is_final_and_says_why(db: PgPool) {
    let (smtp, (_stop, stopping)) = (Smtp::start().await, running());
    for (address, said) in [("nobody@example.com", "5.1.1"), ("full@example.com", "5.2.2")] {
        sqlx::query("delete from outbox").execute(&db).await.unwrap();
        promised(&db, address, Locale::En).await;
        deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
        let (state, _, error, secret) = state(&db).await;
        assert_eq!((state.as_str(), secret), ("failed", None));
        assert!(error.unwrap().contains(said), "{address}");
    }
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn an_unreachable_server_costs_no_letter(db: PgPool) {
    let (_stop, stopping) = running();
    promised(&db, "maria@example.com", Locale::En).await;
    let post = Post::new(&config(Some("smtp://127.0.0.1:1"), "8/600"), "".into()).unwrap().unwrap();
    deliver_due(&db, &post, &stopping).await.unwrap();
    assert_eq!(state(&db).await.0, "queued");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_server_that_hangs_up_after_the_message_gets_the_same_again(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "gone@example.com", Locale::En).await;
    deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
    let first = smtp.message().await;
    assert_eq!(state(&db).await.0, "queued", "nobody said that it was taken");
    now_due(&db).await;
    deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
    let second = smtp.message().await;
    assert_eq!(header(&first.1, "Message-ID"), header(&second.1, "Message-ID"));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_server_that_hangs_keeps_nobody_else_waiting(db: PgPool) {
    let (mut smtp, (stop, stopping)) = (Smtp::start().await, running());
    for n in 0..12 {
        promised(&db, &format!("hang-{n}@slow.example"), Locale::En).await;
    }
    let worker = tokio::spawn(deliver(db.clone(), smtp.post_at("4/600"), stopping));
    for n in 0..4 {
        assert!(smtp.message().await.0.starts_with("hang-"), "{n}");
    }
    let begun = Instant::now();
    for n in 0..20 {
        promised(&db, &format!("ana{n}@quick.example"), Locale::En).await;
    }
    for _ in 0..20 {
        assert!(smtp.message().await.0.ends_with("@quick.example"), "four hands hang, and no fifth joins them");
    }
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    stop.send_replace(true);
    tokio::time::timeout(Duration::from_secs(30), worker).await.unwrap().unwrap();
    let hung: i64 =
        sqlx::query_scalar("select count(*) from outbox where state = 'queued' and last_error is not null").fetch_one(&db).await.unwrap();
    assert_eq!(hung, 4, "what hung is tried again later");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_mail_system_that_says_too_fast_is_left_alone_and_the_others_go_on(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "hurry@big.example", Locale::En).await;
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
    for n in 0..5 {
        promised(&db, &format!("ana{n}@big.example"), Locale::En).await;
    }
    promised(&db, "ben@small.example", Locale::En).await;
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1, "only the small one's");
    assert_eq!(smtp.message().await.0, "ben@small.example");
    sqlx::query("update outbox_pace set rest_until = now()").execute(&db).await.unwrap();
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 5);
}
