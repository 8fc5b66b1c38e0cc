use crate::support::{booking, browser, count, counting, later, now};
use desk::PgPool;
use desk::access::{self, GrantKind, Proof};
use domain::policy::PROOF;
use domain::rights::Who;
use std::sync::atomic::Ordering;

#[sqlx::test(migrations = "../migrations")]
async fn a_session_is_found_by_its_token_and_by_nothing_else(db: PgPool) {
    let (token, viewer) = access::open(&db, now(), "Firefox\r\n").await.unwrap();
    assert_eq!(access::find(&db, now(), &token.to_text()).await.unwrap().unwrap(), viewer);
    for other in ["", "x", &access::Token::random().to_text(), &token.to_text().to_uppercase(), "'; drop table session; --"] {
        assert_eq!(access::find(&db, now(), other).await.unwrap(), None, "{other}");
    }
    let stored: Vec<u8> = sqlx::query_scalar("select id from session").fetch_one(&db).await.unwrap();
    assert_eq!(stored, token.hash());
    assert_ne!(stored, token.to_text().into_bytes());
}

#[sqlx::test(migrations = "../migrations")]
async fn looking_a_session_up_is_one_query_and_writes_once_a_minute(db: PgPool) {
    let (token, _) = access::open(&db, now(), "").await.unwrap();
    let token = token.to_text();
    let (statements, _guard) = counting();
    access::find(&db, now(), &token).await.unwrap();
    assert_eq!(statements.swap(0, Ordering::Relaxed), 1);
    access::find(&db, later(1), &token).await.unwrap();
    assert_eq!(statements.swap(0, Ordering::Relaxed), 2);
    access::find(&db, later(1), &token).await.unwrap();
    assert_eq!(statements.swap(0, Ordering::Relaxed), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_visit_lasts_a_day_from_its_last_request(db: PgPool) {
    let (token, _) = access::open(&db, now(), "").await.unwrap();
    let token = token.to_text();
    assert!(access::find(&db, later(23 * 60), &token).await.unwrap().is_some());
    assert!(access::find(&db, later(46 * 60), &token).await.unwrap().is_some());
    assert!(access::find(&db, later(71 * 60), &token).await.unwrap().is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn proofs_are_read_with_the_session_and_run_out(db: PgPool) {
    let passenger = booking(&db, "DEMO2A", &[("maria@example.com", false)]).await;
    booking(&db, "DEMO3B", &[("maria@example.com", true)]).await;
    let browser = browser(&db, "DEMO2A").await;
    let viewer = browser.viewer(&db, now()).await;
    let Who::Public(grants) = &viewer.who else { panic!() };
    assert_eq!((grants.trips.as_slice(), grants.verified_trips.len()), (&["DEMO2A".to_owned()][..], 0));

    let session = viewer.session.clone().unwrap();
    for (kind, subject, proof) in [
        (GrantKind::Contact, "maria@example.com".to_owned(), Proof::Code),
        (GrantKind::Passenger, passenger.to_string(), Proof::Ticket),
        (GrantKind::Case, "42".to_owned(), Proof::Opened),
    ] {
        access::grant(&db, &session, now(), kind, &subject, proof, PROOF).await.unwrap();
    }
    let grants = browser.viewer(&db, later(1)).await.grants().unwrap().clone();
    assert_eq!(grants.contacts, ["maria@example.com"]);
    assert_eq!(grants.passengers, [passenger.to_string()]);
    assert_eq!(grants.cases, [42]);
    // the agency's booking is not opened by the same address
    assert_eq!(grants.verified_trips, ["DEMO2A"]);

    // keep the session alive past the proofs
    browser.viewer(&db, later(20 * 60)).await;
    let grants = browser.viewer(&db, later(25 * 60)).await.grants().unwrap().clone();
    assert_eq!(grants, domain::rights::Grants::default());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_contact_that_was_replaced_verifies_nothing(db: PgPool) {
    booking(&db, "DEMO2A", &[("old@example.com", false)]).await;
    let browser = browser(&db, "DEMO2A").await;
    let session = browser.viewer(&db, now()).await.session.unwrap();
    access::grant(&db, &session, now(), GrantKind::Contact, "old@example.com", Proof::Code, PROOF).await.unwrap();
    assert_eq!(browser.viewer(&db, now()).await.grants().unwrap().verified_trips, ["DEMO2A"]);
    sqlx::query("update contact set address = 'new@example.com'").execute(&db).await.unwrap();
    assert!(browser.viewer(&db, now()).await.grants().unwrap().verified_trips.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn forgetting_a_device_forgets_its_proofs(db: PgPool) {
    booking(&db, "DEMO2A", &[]).await;
    let browser = browser(&db, "DEMO2A").await;
    let viewer = browser.viewer(&db, now()).await;
    access::end(&db, &viewer).await.unwrap();
    assert_eq!(access::find(&db, now(), &browser.token.to_text()).await.unwrap(), None);
    assert_eq!(count(&db, "select count(*) from session_grant").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_has_run_out_is_swept(db: PgPool) {
    booking(&db, "DEMO2A", &[("maria@example.com", false)]).await;
    let browser = browser(&db, "DEMO2A").await;
    let viewer = browser.viewer(&db, now()).await;
    access::send_code(&db, &viewer, now(), "203.0.113.9", "DEMO2A", domain::locale::Locale::En).await.unwrap();
    sqlx::query("update outbox set state = 'sent'").execute(&db).await.unwrap();
    let audit = "insert into audit (at, action, subject_kind, subject) values ('2024-11-20', 'case', 'case', 'LS'), ('2026-11-20', 'case', 'case', 'LS')";
    sqlx::query(audit).execute(&db).await.unwrap();
    let swept = access::sweep(&db, later(11)).await.unwrap();
    assert_eq!((swept.sessions, swept.proofs, swept.attempts, swept.letters, swept.looks), (0, 1, 0, 0, 1));
    let swept = access::sweep(&db, later(91 * 24 * 60)).await.unwrap();
    assert_eq!((swept.sessions, swept.proofs, swept.attempts, swept.letters, swept.looks), (1, 0, 3, 1, 0));
}
