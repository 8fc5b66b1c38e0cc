//! What staff cannot do in passing: close unanswered, reopen unknowing, move a promise without a word.

use crate::common::*;
use desk::cases::{self, How};
use desk::{Error, PgPool, access};
use domain::case::{Event, Status};
use domain::locale::Locale;
use domain::rights::{CaseRole, Role};
use uuid::Uuid;

fn named(outcome: Result<(), Error>) -> Vec<&'static str> {
    match outcome {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_unanswered_case_closes_with_words(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let agent = agent(&db).await;
    assert_eq!(named(cases::close(&db, &agent, later(1), &reference, " ").await), ["because"]);
    cases::close(&db, &agent, later(2), &reference, "You wrote to us twice; we answer in the other case.").await.unwrap();
    let case = cases::view(&db, &passenger, later(3), &reference, false).await.unwrap();
    assert!(case.head.closed_at.is_some());
    assert!(case.entries.iter().any(|entry| entry.event.words().is_some_and(|words| words.starts_with("You wrote to us twice"))));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_closed_case_reopens_knowingly(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let agent = agent(&db).await;
    cases::close(&db, &agent, later(1), &reference, "Done.").await.unwrap();
    let key = Uuid::new_v4();
    let unseen = cases::reply(&db, &agent, later(2), &reference, key, "One more thing.", false).await;
    assert!(matches!(unseen, Err(Error::Conflict("case-closed-meanwhile"))), "{unseen:?}");
    cases::reply(&db, &agent, later(3), &reference, key, "One more thing.", How { asks: true, reopens: true, ..How::default() })
        .await
        .unwrap();
    let case = cases::view(&db, &agent, later(4), &reference, false).await.unwrap();
    assert_eq!((case.staff.unwrap().status, case.head.closed_at), (Status::Waiting, None));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_promise_is_moved_later_with_a_reason_and_a_letter(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let lead = staff(&db, "Ana Sol", Role::Supervisor, &[]).await;
    let first = cases::view(&db, &passenger, later(1), &reference, false).await.unwrap().head.reply_by.unwrap();
    let moved = first + jiff::SignedDuration::from_hours(48);
    assert_eq!(named(cases::set_deadline(&db, &lead, later(2), &reference, moved, "").await), ["why"]);
    cases::set_deadline(&db, &lead, later(2), &reference, moved, "The airport is closed.").await.unwrap();
    let case = cases::view(&db, &passenger, later(3), &reference, false).await.unwrap();
    let (by, why) = case
        .entries
        .iter()
        .find_map(|entry| match &entry.event {
            Event::Deadline { reply_by, words } => Some((*reply_by, words.clone())),
            _ => None,
        })
        .unwrap();
    assert_eq!((by, why.as_str()), (stored(moved), "The airport is closed."));
    assert!(
        case.entries.iter().any(|entry| matches!(&entry.event, Event::Opened { reply_by, .. } if *reply_by == first)),
        "the first promise stays"
    );
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'case_deadline'").await, 1);
    // earlier needs none, and no letter
    cases::set_deadline(&db, &lead, later(4), &reference, later(60), "").await.unwrap();
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'case_deadline'").await, 1);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn letters_tell_a_question_from_an_answer(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let agent = agent(&db).await;
    cases::reply(&db, &agent, later(1), &reference, Uuid::new_v4(), "Which colour?", true).await.unwrap();
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'case_reply' and letter::text like '%\"asks\": true%'").await, 1);
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'case_opened' and letter::text like '%\"of\": \"baggage\"%'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_companion_comes_back_by_a_code_while_the_invitation_stands(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    cases::invite(&db, &opener, later(1), &reference, "li@example.com").await.unwrap();
    let other = browser(&db).await;
    let ask = async |viewer: &domain::rights::Viewer, minutes, address: &str| {
        access::send_code_to(&db, viewer, later(minutes), "203.0.113.9", address, Locale::En).await.unwrap()
    };
    let sent = ask(&other, 2, "li@example.com").await;
    let stranger = ask(&other, 2, "nobody@example.com").await;
    assert_eq!(sent.expires_at, stranger.expires_at, "the same answer for an address nobody knows");
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'code'").await, 1);
    ask(&other, 3, "li@example.com").await;
    let code: String = sqlx::query_scalar("select secret from outbox where kind = 'code' order by created_at desc, id desc limit 1")
        .fetch_one(&db)
        .await
        .unwrap();
    let token = access::check_code(&db, &other, later(3), None, &code).await.unwrap();
    let companion = access::find(&db, later(3), &token.to_text()).await.unwrap().unwrap();
    let case = cases::view(&db, &companion, later(4), &reference, false).await.unwrap();
    assert_eq!(case.role, CaseRole::Companion);
    let mine = cases::mine(&db, &companion, later(4), "").await.unwrap();
    assert_eq!(mine.open.len(), 1);
    cases::reply(&db, &companion, later(5), &reference, Uuid::new_v4(), "I am Li.", false).await.unwrap();
    let last = cases::view(&db, &opener, later(6), &reference, false).await.unwrap().entries.pop().unwrap();
    assert_eq!(last.actor, domain::case::Actor::Passenger(domain::contact::mask("li@example.com")));
    // after two weeks it stands no more
    let late = later(60 * 24 * 15);
    let third = desk::access::open(&db, late, "test").await.unwrap().1;
    let before = count(&db, "select count(*) from outbox where kind = 'code'").await;
    access::send_code_to(&db, &third, late, "203.0.113.9", "li@example.com", Locale::En).await.unwrap();
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'code'").await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_invitation_can_be_taken_back(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    for address in ["li@example.com", "ana@example.com"] {
        cases::invite(&db, &opener, later(1), &reference, address).await.unwrap();
    }
    let tokens: Vec<String> = sqlx::query_scalar("select secret from outbox where kind = 'case_invitation' order by recipient desc")
        .fetch_all(&db)
        .await
        .unwrap();
    let companion = browser(&db).await;
    cases::redeem(&db, &companion, later(2), &tokens[0]).await.unwrap();
    let companion = again(&db, &companion).await;
    let standing = async |minutes| {
        let view = cases::view(&db, &opener, later(minutes), &reference, false).await.unwrap();
        view.companions.into_iter().map(|companion| (companion.address, companion.accepted)).collect::<Vec<_>>()
    };
    assert_eq!(standing(3).await, [("ana@example.com".to_owned(), false), ("li@example.com".to_owned(), true)]);
    let theirs = cases::view(&db, &companion, later(3), &reference, false).await.unwrap();
    assert!(theirs.companions.is_empty(), "only the opener sees whom they invited");
    let refused = cases::withdraw(&db, &companion, later(4), &reference, "ana@example.com").await;
    assert!(matches!(refused, Err(Error::Forbidden)));

    for _ in 0..2 {
        cases::withdraw(&db, &opener, later(5), &reference, "li@example.com").await.unwrap();
    }
    cases::withdraw(&db, &opener, later(5), &reference, "ana@example.com").await.unwrap();
    assert!(standing(6).await.is_empty());
    let companion = again(&db, &companion).await;
    assert!(matches!(cases::view(&db, &companion, later(6), &reference, false).await, Err(Error::NotFound)));
    let reply = cases::reply(&db, &companion, later(6), &reference, Uuid::new_v4(), "Still here?", false).await;
    assert!(matches!(reply, Err(Error::NotFound)));
    assert!(matches!(cases::redeem(&db, &browser(&db).await, later(6), &tokens[1]).await, Err(Error::Conflict("case-link-spent"))));
    let withdrawn = "select count(*) from case_entry where kind = 'invitation' and data->>'step' = 'withdrawn'";
    assert_eq!(count(&db, withdrawn).await, 2, "twice is once");
    let before = count(&db, "select count(*) from outbox where kind = 'code'").await;
    access::send_code_to(&db, &browser(&db).await, later(7), "203.0.113.9", "li@example.com", Locale::En).await.unwrap();
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'code'").await, before, "no code opens it again");
    verified(&db).await;
}
