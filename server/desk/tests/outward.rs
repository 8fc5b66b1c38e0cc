//! Messages that leave: fair to every mail system, told where they stand, sent again to a better address, left on request.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "cases/common.rs"]
#[allow(dead_code)]
mod common;

use common::{ADDRESS, again, agent, browser, count, later, now, opened, owner_of_address, verified};
use desk::cases::{self, CaseView, Delivery};
use desk::outbox::{self, Failure, Leased, Letter, List, Promise};
use desk::{Error, PgPool};
use domain::contact::Way;
use domain::delivery::{Paces, Trouble};
use domain::locale::Locale;
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

async fn promised(db: &PgPool, to: &str) {
    let letter = Letter::Code { locator: None };
    let promise = Promise { key: to.to_owned(), to, locale: Locale::En, letter, secret: None, useless_after: None, case: None };
    let mut tx = db.begin().await.unwrap();
    outbox::promise(&mut tx, now(), &promise).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lease(db: &PgPool, at: Timestamp, n: i64, paces: &str) -> Vec<Leased> {
    outbox::lease(db, at, n, Way::Mail, &Paces::parse(paces).unwrap()).await.unwrap()
}

fn to(leased: &[Leased], domain: &str) -> usize {
    leased.iter().filter(|letter| letter.to.ends_with(domain)).count()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_storm_to_one_mail_system_does_not_keep_the_others_waiting(db: PgPool) {
    for n in 0..40 {
        promised(&db, &format!("p{n}@big.example")).await;
    }
    for n in 0..5 {
        promised(&db, &format!("p{n}@small{n}.example")).await;
    }
    let first = lease(&db, now(), 32, "4/600,other.example=1/1").await;
    assert_eq!((to(&first, "big.example"), first.len()), (4, 9), "its share, and everybody else's");
    assert!(lease(&db, now(), 32, "4/600").await.is_empty(), "while those are on their way");
    outbox::sent(&db, now(), first.iter().find(|letter| letter.to.ends_with("big.example")).unwrap().id, None).await.unwrap();
    assert_eq!(lease(&db, now(), 32, "4/600").await.len(), 1, "one arrived, one goes");
    // a pace of its own, and another process that counts along
    assert_eq!(to(&lease(&db, now(), 32, "4/600,big.example=9/600").await, "big.example"), 5);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_minute_s_share_is_counted_over_all_processes(db: PgPool) {
    for n in 0..30 {
        promised(&db, &format!("p{n}@big.example")).await;
    }
    let processes: Vec<_> = (0..6)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { lease(&db, now(), 10, "100/12").await.len() })
        })
        .collect();
    let mut taken = 0;
    for process in processes {
        taken += process.await.unwrap();
    }
    assert_eq!(taken, 12);
    assert!(lease(&db, now() + SignedDuration::from_secs(59), 30, "100/12").await.is_empty());
    assert_eq!(lease(&db, later(1) + SignedDuration::from_secs(1), 30, "100/12").await.len(), 12);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_asks_for_patience_gets_it(db: PgPool) {
    promised(&db, "a@big.example").await;
    promised(&db, "b@small.example").await;
    outbox::rest(&db, now(), "x@big.example", SignedDuration::from_mins(1)).await.unwrap();
    outbox::rest(&db, now(), "x@big.example", SignedDuration::from_secs(5)).await.unwrap();
    let leased = lease(&db, now(), 9, "8/600").await;
    assert_eq!((leased.len(), leased[0].to.as_str()), (1, "b@small.example"));
    assert_eq!(lease(&db, later(1), 9, "8/600").await.iter().filter(|letter| letter.to == "a@big.example").count(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_letter_of_a_newer_version_holds_nobody_up(db: PgPool) {
    promised(&db, "a@example.com").await;
    sqlx::query("update outbox set letter = '{\"kind\": \"boarding_call\"}'").execute(&db).await.unwrap();
    promised(&db, "b@example.com").await;
    assert_eq!(lease(&db, now(), 9, "8/600").await.len(), 1);
}

async fn view(db: &PgPool, viewer: &Viewer, reference: &str) -> CaseView {
    cases::view(db, viewer, later(60), reference, false).await.unwrap()
}

/// The state of the only letter about an entry.
async fn state(db: &PgPool, viewer: &Viewer, reference: &str, seq: i32) -> Delivery {
    view(db, viewer, reference).await.sendings.iter().find(|sending| sending.seq == seq).unwrap().delivery.clone()
}

#[sqlx::test(migrations = "../migrations")]
async fn the_timeline_tells_what_became_of_a_letter(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    let mei = agent(&db).await;
    assert_eq!(state(&db, &opener, &reference, 1).await, Delivery::Waiting);
    let letter = lease(&db, now(), 1, "8/600").await.remove(0);
    outbox::failed(&db, now(), letter.id, Failure::ForNow, "452 4.2.2 Mailbox full").await.unwrap();
    let in_ten = now() + SignedDuration::from_secs(10);
    assert_eq!(state(&db, &opener, &reference, 1).await, Delivery::Delayed(Trouble::MailboxFull, common::stored(in_ten)));
    let letter = lease(&db, in_ten, 1, "8/600").await.remove(0);
    outbox::sent(&db, later(1), letter.id, None).await.unwrap();
    assert_eq!(state(&db, &opener, &reference, 1).await, Delivery::Sent(common::stored(later(1))));
    // the answer is refused: staff hear of it, with the other side's words, and the case comes back to them
    let seq = cases::reply(&db, &mei, later(2), &reference, Uuid::new_v4(), "In Newark.", false).await.unwrap();
    let letter = lease(&db, later(2), 1, "8/600").await.remove(0);
    outbox::failed(&db, later(3), letter.id, Failure::ForGood, "550 5.1.1 no such user").await.unwrap();
    assert_eq!(state(&db, &opener, &reference, seq).await, Delivery::Refused(Trouble::NoSuchAddress));
    let theirs = view(&db, &opener, &reference).await.sendings;
    assert!(theirs.iter().all(|sending| sending.said.is_none() && !sending.to.contains("wang")), "{theirs:?}");
    let at_desk = view(&db, &mei, &reference).await;
    assert_eq!(at_desk.sendings.last().unwrap().said.as_deref(), Some("550 5.1.1 no such user"));
    assert!(at_desk.head.reply_by.is_some(), "somebody waits for an answer that has not arrived");
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_companion_does_not_see_where_the_others_are_written_to(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    cases::invite(&db, &opener, now(), &reference, "ben@example.com").await.unwrap();
    let token: String = sqlx::query_scalar("select secret from outbox where kind = 'case_invitation'").fetch_one(&db).await.unwrap();
    let ben = browser(&db).await;
    cases::redeem(&db, &ben, now(), &token).await.unwrap();
    let ben = again(&db, &ben).await;
    assert!(view(&db, &ben, &reference).await.sendings.is_empty());
    assert_eq!(view(&db, &opener, &reference).await.sendings.iter().filter(|sending| !sending.to_opener).count(), 1);
    let refused = cases::change_address(&db, &ben, now(), &reference, "ben@example.com", false).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mistyped_address_is_corrected_and_what_was_lost_comes_again(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    let letter = lease(&db, now(), 1, "8/600").await.remove(0);
    let old_link = letter.secret.clone().unwrap();
    outbox::failed(&db, now(), letter.id, Failure::ForGood, "550 5.1.1 no such user").await.unwrap();
    let change = async |typed: &'static str, texts| cases::change_address(&db, &opener, later(1), &reference, typed, texts).await;
    assert!(matches!(change("wang@", false).await, Err(Error::Invalid(errors)) if errors[0].message == "email-shape"));
    assert!(matches!(change("+8613912345678", false).await, Err(Error::Invalid(errors)) if errors[0].message == "email-shape"));
    assert!(matches!(change("13912345678", true).await, Err(Error::Invalid(errors)) if errors[0].message == "address-shape"));
    let changed = cases::change_address(&db, &opener, later(1), &reference.to_lowercase(), "Wei@example.com", false).await;
    changed.unwrap();
    let letters = lease(&db, later(1), 9, "8/600").await;
    let told: Vec<(&str, &str)> = letters.iter().map(|letter| (letter.to.as_str(), letter.letter.kind())).collect();
    assert!(told.contains(&(ADDRESS, "case_address")) && told.contains(&("wei@example.com", "case_opened")), "{told:?}");
    assert_eq!(view(&db, &opener, &reference).await.address.as_deref(), Some("wei@example.com"));
    // what had been sent to the old address opens nothing any more, and neither does a code to it
    let stranger = browser(&db).await;
    assert!(matches!(cases::redeem(&db, &stranger, later(2), &old_link).await, Err(Error::Conflict("case-link-spent"))));
    assert!(matches!(cases::view(&db, &owner_of_address(), later(2), &reference, false).await, Err(Error::NotFound)));
    let new_link = letters.iter().find(|letter| letter.to == "wei@example.com").unwrap().secret.clone().unwrap();
    assert_eq!(cases::redeem(&db, &stranger, later(2), &new_link).await.unwrap(), reference);
    assert_eq!(count(&db, "select count(*) from audit where action = 'contact_changed' and subject_kind = 'case'").await, 1);
    assert!(matches!(change("wei@example.com", false).await, Err(Error::Invalid(errors)) if errors[0].message == "reach-same"));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_wants_no_invitations_gets_none(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    cases::invite(&db, &opener, now(), &reference, "ben@example.com").await.unwrap();
    let letters = lease(&db, now(), 9, "8/600").await;
    for letter in &letters {
        outbox::sent(&db, now(), letter.id, None).await.unwrap();
    }
    let due: Vec<&str> = letters.iter().filter(|letter| letter.leave.is_some()).map(|letter| letter.letter.kind()).collect();
    assert_eq!(due, ["case_invitation"], "nobody leaves letters about their own matter");
    let token = letters.iter().find_map(|letter| letter.leave.clone()).unwrap();
    let found = outbox::subscription(&db, &token).await.unwrap();
    assert_eq!((found.to.as_str(), found.list, found.left), ("b•••@e•••.com", List::Invitations, false));
    let (id, _) = token.split_once('.').unwrap();
    for wrong in
        ["", "x", id, &format!("{id}."), &format!("{id}.aaaaaaaaaaaaaaaa"), &format!("{}.{}", Uuid::new_v4().simple(), "a".repeat(16))]
    {
        assert!(matches!(outbox::unsubscribe(&db, now(), wrong, true).await, Err(Error::NotFound)), "{wrong}");
    }
    for _ in 0..2 {
        outbox::unsubscribe(&db, now(), &token, true).await.unwrap();
    }
    assert!(outbox::subscription(&db, &token).await.unwrap().left);
    assert_eq!(count(&db, "select count(*) from audit where action = 'opted_out'").await, 1);
    cases::invite(&db, &opener, later(1), &reference, "ben@example.com").await.unwrap();
    assert!(lease(&db, later(1), 9, "8/600").await.is_empty());
    let last = view(&db, &opener, &reference).await.sendings.pop().unwrap();
    assert_eq!(last.delivery, Delivery::Refused(Trouble::Unwanted), "whoever invites sees that nobody was told");
    assert_eq!(count(&db, "select count(*) from outbox where state = 'failed' and secret is not null").await, 0);
    // letters of their own go on, and they can change their mind
    promised(&db, "ben@example.com").await;
    let own = lease(&db, later(1), 9, "8/600").await;
    outbox::sent(&db, later(1), own[0].id, None).await.unwrap();
    outbox::unsubscribe(&db, later(2), &token, false).await.unwrap();
    cases::invite(&db, &opener, later(2), &reference, "ben@example.com").await.unwrap();
    assert_eq!(lease(&db, later(2), 9, "8/600").await.len(), 1);
}
