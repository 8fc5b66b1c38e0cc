use crate::support::{Browser, booking, browser, code_sent_to, count, counting, later, now, sentence};
use desk::access::{self, check_code, send_code, send_code_to, ways};
use desk::cases::keep_draft;
use desk::{Error, PgPool};
use domain::locale::Locale;
use domain::rights::{Grants, Viewer};
use std::sync::atomic::Ordering;

const NETWORK: &str = "203.0.113.9";
const MARIA: &str = "maria.rivera@example.com";

async fn opened(db: &PgPool) -> (Browser, Viewer) {
    booking(db, "DEMO2A", &[("desk@agency.example", true), (MARIA, false)]).await;
    let browser = browser(db, "DEMO2A").await;
    let viewer = browser.viewer(db, now()).await;
    (browser, viewer)
}

/// A code that is not `right`.
fn other_than(right: &str) -> &'static str {
    if right == "000000" { "000001" } else { "000000" }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_goes_to_the_contact_on_file_and_opens_the_trip(db: PgPool) {
    let (former, viewer) = opened(&db).await;
    let sent = send_code(&db, &viewer, now(), NETWORK, "DEMO2A", Locale::ZhCn).await.unwrap();
    assert_eq!((sent.to.as_str(), sent.expires_at), ("m•••@e•••.com", later(10)));
    let pending = ways(&db, &viewer, now(), "DEMO2A", false).await.unwrap().pending.unwrap();
    assert_eq!((pending.to.as_str(), pending.tries_left), ("m•••@e•••.com", 3));

    let code = code_sent_to(&db, MARIA).await.unwrap();
    let (left, right) = code.split_at(3);
    let token = check_code(&db, &viewer, later(9), Some("DEMO2A"), &format!(" {left} {right}")).await.unwrap();
    // the token of before, whoever else may hold it, opens nothing any more, not even what it did
    assert_eq!(former.viewer(&db, later(9)).await.grants(), Some(&Grants::default()));
    assert_eq!(access::find(&db, later(10), &former.token.to_text()).await.unwrap(), None);
    let viewer = Browser { token }.viewer(&db, later(9)).await;
    let grants = viewer.grants().unwrap();
    assert_eq!((grants.verified_trips.as_slice(), grants.trips.as_slice()), (&["DEMO2A".to_owned()][..], &["DEMO2A".to_owned()][..]));
    let ways = ways(&db, &viewer, later(9), "DEMO2A", false).await.unwrap();
    assert!(ways.verified && ways.pending.is_none());
    // it is good once
    assert_eq!(sentence(check_code(&db, &viewer, later(9), Some("DEMO2A"), &code).await), "code-expired");
    assert_eq!(count(&db, "select count(*) from one_time_code where encode(code_hash, 'escape') ~ '^[0-9]{6}$'").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn three_wrong_entries_spend_it(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    send_code(&db, &viewer, now(), NETWORK, "DEMO2A", Locale::En).await.unwrap();
    let code = code_sent_to(&db, MARIA).await.unwrap();
    let wrong = other_than(&code);
    // what cannot be a code costs nothing
    for typed in ["", "12345", "abcdef", "1234567"] {
        assert_eq!(sentence(check_code(&db, &viewer, now(), Some("DEMO2A"), typed).await), "code-shape");
    }
    for expected in ["code-wrong", "code-wrong", "code-spent"] {
        assert_eq!(sentence(check_code(&db, &viewer, now(), Some("DEMO2A"), wrong).await), expected);
    }
    assert_eq!(sentence(check_code(&db, &viewer, now(), Some("DEMO2A"), &code).await), "code-spent");
    assert!(ways(&db, &viewer, now(), "DEMO2A", false).await.unwrap().pending.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn guesses_at_once_are_three_too(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    send_code(&db, &viewer, now(), NETWORK, "DEMO2A", Locale::En).await.unwrap();
    let wrong = other_than(&code_sent_to(&db, MARIA).await.unwrap());
    let guesses: Vec<_> = (0..12)
        .map(|_| {
            let (db, viewer) = (db.clone(), viewer.clone());
            tokio::spawn(async move { sentence(check_code(&db, &viewer, now(), Some("DEMO2A"), wrong).await) })
        })
        .collect();
    let mut looked_at = 0;
    for guess in guesses {
        looked_at += usize::from(guess.await.unwrap() == "code-wrong");
    }
    assert_eq!(looked_at, 2, "the third says it is spent");
    assert_eq!(count(&db, "select tries_left::bigint from one_time_code").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn it_runs_out_after_ten_minutes_and_a_newer_one_replaces_it(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    send_code(&db, &viewer, now(), NETWORK, "DEMO2A", Locale::En).await.unwrap();
    let first = code_sent_to(&db, MARIA).await.unwrap();
    assert_eq!(sentence(check_code(&db, &viewer, later(10), Some("DEMO2A"), &first).await), "code-expired");
    send_code(&db, &viewer, later(1), NETWORK, "DEMO2A", Locale::En).await.unwrap();
    let second = code_sent_to(&db, MARIA).await.unwrap();
    if first != second {
        assert_eq!(sentence(check_code(&db, &viewer, later(2), Some("DEMO2A"), &first).await), "code-wrong");
    }
    check_code(&db, &viewer, later(2), Some("DEMO2A"), &second).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn another_browser_cannot_use_it(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    send_code(&db, &viewer, now(), NETWORK, "DEMO2A", Locale::En).await.unwrap();
    let code = code_sent_to(&db, MARIA).await.unwrap();
    let other = browser(&db, "DEMO2A").await.viewer(&db, now()).await;
    assert_eq!(sentence(check_code(&db, &other, now(), Some("DEMO2A"), &code).await), "code-expired");
    // nor the same browser for something else
    assert_eq!(sentence(check_code(&db, &viewer, now(), None, &code).await), "code-expired");
}

#[sqlx::test(migrations = "../migrations")]
async fn sending_again_is_limited_and_the_wait_is_told(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    for minute in 0..3 {
        send_code(&db, &viewer, later(minute), NETWORK, "DEMO2A", Locale::En).await.unwrap();
    }
    let Err(Error::Limited { retry_after }) = send_code(&db, &viewer, later(3), NETWORK, "DEMO2A", Locale::En).await else { panic!() };
    assert_eq!(retry_after.as_mins(), 12);
    assert_eq!(count(&db, "select count(*) from outbox").await, 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn code_and_letter_commit_together(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    sqlx::query("alter table outbox add constraint full_up check (kind <> 'code')").execute(&db).await.unwrap();
    assert!(matches!(send_code(&db, &viewer, now(), NETWORK, "DEMO2A", Locale::En).await, Err(Error::Internal(_))));
    assert_eq!(count(&db, "select count(*) from one_time_code").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn no_code_goes_to_an_agency_or_for_a_trip_not_opened_here(db: PgPool) {
    booking(&db, "DEMO3B", &[("desk@agency.example", true), ("unknown", false)]).await;
    let viewer = browser(&db, "DEMO3B").await.viewer(&db, now()).await;
    assert_eq!(ways(&db, &viewer, now(), "DEMO3B", false).await.unwrap().contact, None);
    let answer = send_code(&db, &viewer, now(), NETWORK, "DEMO3B", Locale::En).await;
    assert!(matches!(answer, Err(Error::Conflict("verify-no-contact"))));
    for locator in ["DEMO2A", "", "'"] {
        assert!(matches!(send_code(&db, &viewer, now(), NETWORK, locator, Locale::En).await, Err(Error::NotFound)));
        assert!(matches!(ways(&db, &viewer, now(), locator, false).await, Err(Error::NotFound)));
    }
    assert!(matches!(send_code(&db, &Viewer::default(), now(), NETWORK, "DEMO3B", Locale::En).await, Err(Error::NotFound)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stranger_and_a_friend_get_the_same_answer_for_the_same_work(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    let (statements, _guard) = counting();
    let friend = send_code_to(&db, &viewer, now(), NETWORK, " Maria.Rivera@Example.com", Locale::En).await.unwrap();
    let for_friend = statements.swap(0, Ordering::Relaxed);
    let stranger = send_code_to(&db, &viewer, now(), NETWORK, "nobody@example.com", Locale::En).await.unwrap();
    assert_eq!(statements.swap(0, Ordering::Relaxed), for_friend);
    assert_eq!((friend.to.as_str(), stranger.to.as_str()), (MARIA, "nobody@example.com"));
    assert_eq!(friend.expires_at, stranger.expires_at);
    assert_eq!(code_sent_to(&db, "nobody@example.com").await, None);
    // whatever is guessed at the stranger's code is wrong in the same words
    assert_eq!(sentence(check_code(&db, &viewer, now(), None, "123456").await), "code-wrong");
    for typed in ["", "x", "a@b", "a@b.c\r\nBcc: x@y.z"] {
        assert_eq!(sentence(send_code_to(&db, &viewer, now(), NETWORK, typed, Locale::En).await), "email-shape");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_to_an_address_opens_what_the_address_has(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    send_code_to(&db, &viewer, now(), NETWORK, MARIA, Locale::En).await.unwrap();
    let code = code_sent_to(&db, MARIA).await.unwrap();
    let token = check_code(&db, &viewer, now(), None, &code).await.unwrap();
    let viewer = Browser { token }.viewer(&db, now()).await;
    assert_eq!(viewer.grants().unwrap().contacts, [MARIA]);
    assert_eq!(viewer.grants().unwrap().verified_trips, ["DEMO2A"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_browser_had_moves_to_its_new_token(db: PgPool) {
    let (_, viewer) = opened(&db).await;
    let draft = [("words".to_owned(), "Half a sentence".to_owned())].into();
    keep_draft(&db, &viewer, now(), "reply:LS-7K3M-9Q2F", &draft).await.unwrap();
    send_code(&db, &viewer, now(), NETWORK, "DEMO2A", Locale::En).await.unwrap();
    let code = code_sent_to(&db, MARIA).await.unwrap();
    let same_code_twice: Vec<_> = (0..2)
        .map(|_| {
            let (db, viewer, code) = (db.clone(), viewer.clone(), code.clone());
            tokio::spawn(async move { check_code(&db, &viewer, now(), Some("DEMO2A"), &code).await })
        })
        .collect();
    let mut tokens = Vec::new();
    for check in same_code_twice {
        tokens.extend(check.await.unwrap().ok());
    }
    assert_eq!(tokens.len(), 1, "a double click proves once");
    let viewer = Browser { token: tokens.remove(0) }.viewer(&db, now()).await;
    assert_eq!(desk::cases::draft(&db, &viewer, "reply:LS-7K3M-9Q2F").await.unwrap(), draft);
    assert_eq!(count(&db, "select count(*) from session").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_goes_by_text_where_there_is_no_mail_and_counts_as_long_as_there_is_none(db: PgPool) {
    booking(&db, "DEMO3B", &[("REFUSED", false)]).await;
    sqlx::query("insert into contact (id, locator, kind, address) values (gen_random_uuid(), 'DEMO3B', 'phone', '+12015550142')")
        .execute(&db)
        .await
        .unwrap();
    let viewer = browser(&db, "DEMO3B").await.viewer(&db, now()).await;
    assert_eq!(ways(&db, &viewer, now(), "DEMO3B", false).await.unwrap().contact, None, "where no texts leave");
    assert_eq!(ways(&db, &viewer, now(), "DEMO3B", true).await.unwrap().contact.as_deref(), Some("••• 42"));
    let reader = access::Reader { locale: Locale::En, texts: true };
    send_code(&db, &viewer, now(), NETWORK, "DEMO3B", reader).await.unwrap();
    let code = code_sent_to(&db, "+12015550142").await.unwrap();
    let token = check_code(&db, &viewer, now(), Some("DEMO3B"), &code).await.unwrap();
    let trips = async || Browser { token: token.clone() }.viewer(&db, later(1)).await.grants().unwrap().verified_trips.clone();
    assert_eq!(trips().await, ["DEMO3B"]);
    sqlx::query("update contact set address = 'maria@example.com' where kind = 'email'").execute(&db).await.unwrap();
    assert!(trips().await.is_empty(), "now codes go there, and only those count");
}
