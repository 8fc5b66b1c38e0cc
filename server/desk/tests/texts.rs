//! Text messages both ways: codes and news to those who have only a telephone, answers into their case, STOP and receipts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "cases/common.rs"]
#[allow(dead_code)]
mod common;

use common::{again, agent, browser, count, later, missing_bag, now, verified};
use desk::access::{Reader, check_code, send_code_to};
use desk::cases::{self, Delivery, New, Recorded};
use desk::files::Chosen;
use desk::outbox::{self, Leased};
use desk::texts::{Arrival, News, Taken, take};
use desk::{Error, PgPool};
use domain::case::{Actor, Channel, Event};
use domain::contact::Way;
use domain::delivery::{Paces, Trouble};
use domain::locale::Locale;
use domain::rights::{Departments, Machine, Scope};
use jiff::Timestamp;
use uuid::Uuid;

const NUMBER: &str = "+12015550142";

fn provider() -> Machine {
    let departments = Departments::These(Vec::new());
    Machine { id: Uuid::nil().to_string(), name: "provider".into(), scopes: vec![Scope::IngestSms], departments, per_minute: 600 }
}

async fn bring(db: &PgPool, at: Timestamp, news: News) -> Taken {
    take(db, &provider(), at, &news).await.unwrap()
}

fn message(id: &str, text: &str) -> News {
    News::Message { id: id.into(), from: "+1 (201) 555-0142".into(), text: text.into() }
}

fn receipt(id: &str, reference: Option<Uuid>, status: Arrival) -> News {
    News::Receipt { id: id.into(), reference, status, reason: "unknown subscriber".into() }
}

async fn texts(db: &PgPool, at: Timestamp) -> Vec<Leased> {
    outbox::lease(db, at, 9, Way::Text, &Paces::parse("8/600").unwrap()).await.unwrap()
}

/// A call by somebody who has only a telephone, written down and answered later.
async fn recorded(db: &PgPool) -> String {
    let mei = desk::access::open(db, now(), "desk").await.unwrap().1;
    let mei = domain::rights::Viewer { who: agent(db).await.who, ..mei };
    let new = New { email: " +1 (201) 555-0142".into(), ..missing_bag() };
    let recorded =
        Recorded { channel: Some(Channel::Counter), passenger: None, check: None, answer: String::new(), new, files: Chosen::default() };
    cases::record(db, &mei, now(), Uuid::new_v4(), recorded).await.unwrap().reference
}

#[sqlx::test(migrations = "../migrations")]
async fn somebody_with_only_a_telephone_is_told_and_comes_back_by_a_code(db: PgPool) {
    let reference = recorded(&db).await;
    let mail = outbox::lease(&db, now(), 9, Way::Mail, &Paces::parse("8/600").unwrap()).await.unwrap();
    assert!(mail.is_empty(), "a number is no mailbox");
    let sent = texts(&db, now()).await;
    assert_eq!((sent.len(), sent[0].to.as_str(), sent[0].letter.kind()), (1, NUMBER, "case_opened"));
    outbox::sent(&db, now(), sent[0].id, Some("sms-1")).await.unwrap();
    // back on their own telephone: the number, a code by text, their cases
    let phone = browser(&db).await;
    let by_mail = send_code_to(&db, &phone, later(1), "net", "+1 201 555 0142", Locale::En).await;
    assert!(matches!(by_mail, Err(Error::Invalid(errors)) if errors[0].message == "email-shape"), "where no texts leave");
    let reader = Reader { locale: Locale::ZhCn, texts: true };
    send_code_to(&db, &phone, later(1), "net", "+1 201 555 0142", reader).await.unwrap();
    let code = texts(&db, later(1)).await.remove(0);
    assert_eq!((code.to.as_str(), code.letter.kind(), code.locale), (NUMBER, "code", Locale::ZhCn));
    outbox::sent(&db, later(1), code.id, None).await.unwrap();
    let token = check_code(&db, &phone, later(2), None, code.secret.as_deref().unwrap()).await.unwrap();
    let phone = desk::access::find(&db, later(2), &token.to_text()).await.unwrap().unwrap();
    assert_eq!(cases::view(&db, &phone, later(2), &reference, false).await.unwrap().head.reference, reference);
    // a number nobody knows gets the same answer, and no text
    send_code_to(&db, &phone, later(3), "net", "+1 201 555 0199", reader).await.unwrap();
    assert!(texts(&db, later(3)).await.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn an_answer_by_text_goes_to_its_case_once_and_another_number_s_opens_one(db: PgPool) {
    let reference = recorded(&db).await;
    let first = bring(&db, later(1), message("1", "It is a red suitcase")).await;
    assert_eq!(first, Taken { reference: Some(reference.clone()), outcome: "message".into() });
    assert_eq!(bring(&db, later(2), message("1", "It is a red suitcase")).await, first);
    let mei = agent(&db).await;
    let case = cases::view(&db, &mei, later(3), &reference, false).await.unwrap();
    let said: Vec<_> = case
        .entries
        .iter()
        .filter(|entry| matches!(&entry.event, Event::Message { words, .. } if words == "It is a red suitcase"))
        .collect();
    assert_eq!((said.len(), &said[0].actor), (1, &Actor::Passenger("Wang Wei".into())));
    let other = News::Message { id: "2".into(), from: "+8613912345678".into(), text: "我的行李没有到\u{7}".into() };
    let taken = bring(&db, later(4), other).await;
    assert_eq!(taken.outcome, "case");
    let confirmed = texts(&db, later(4)).await;
    assert!(confirmed.iter().any(|text| text.to == "+8613912345678" && text.locale == Locale::ZhCn), "{confirmed:?}");
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_text_about_a_case_that_goes_on_in_another_lands_there(db: PgPool) {
    let (goes_on, first) = (recorded(&db).await, recorded(&db).await);
    let mei = agent(&db).await;
    // the number was last written to about the one that ends
    cases::reply(&db, &mei, later(1), &first, Uuid::new_v4(), "Which colour?", true).await.unwrap();
    cases::together::merge(&db, &mei, later(2), &first, &goes_on).await.unwrap();
    sqlx::query("delete from outbox where kind = 'case_merged'").execute(&db).await.unwrap();
    let taken = bring(&db, later(3), message("1", "Red")).await;
    assert_eq!(taken, Taken { reference: Some(goes_on.clone()), outcome: "message".into() });
    let closed = cases::view(&db, &mei, later(4), &first, false).await.unwrap();
    assert!(closed.head.closed_at.is_some() && !closed.entries.iter().any(|entry| entry.event.words() == Some("Red")));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn stop_ends_all_texts_with_one_last_and_start_begins_again(db: PgPool) {
    let reference = recorded(&db).await;
    assert_eq!(bring(&db, later(1), message("1", " Stop. ")).await.outcome, "stop");
    let last = texts(&db, later(1)).await;
    assert_eq!(last.iter().map(|text| text.letter.kind()).collect::<Vec<_>>(), ["texts_stopped"], "what waited is not sent");
    outbox::sent(&db, later(1), last[0].id, None).await.unwrap();
    assert_eq!(bring(&db, later(2), message("2", "退订")).await.outcome, "stop");
    let mei = agent(&db).await;
    let seq = cases::reply(&db, &mei, later(3), &reference, Uuid::new_v4(), "In Newark.", false).await.unwrap();
    assert!(texts(&db, later(3)).await.is_empty(), "said once, and kept");
    let case = cases::view(&db, &mei, later(3), &reference, false).await.unwrap();
    let told = case.sendings.iter().find(|sending| sending.seq == seq).unwrap();
    assert_eq!((told.way, &told.delivery), (Way::Text, &Delivery::Refused(Trouble::Unwanted)));
    assert_eq!(count(&db, "select count(*) from audit where action = 'opted_out'").await, 1);
    assert_eq!(bring(&db, later(4), message("3", "START")).await.outcome, "start");
    assert_eq!(texts(&db, later(4)).await[0].letter.kind(), "texts_started");
    cases::reply(&db, &mei, later(5), &reference, Uuid::new_v4(), "On its way.", false).await.unwrap();
    assert!(texts(&db, later(5)).await.iter().any(|text| text.letter.kind() == "case_reply"));
    // a sentence with the word in it is a message
    assert_eq!(bring(&db, later(6), message("4", "Please stop my bag in Newark")).await.outcome, "message");
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn receipts_tell_what_became_of_a_text_early_late_or_twice(db: PgPool) {
    let reference = recorded(&db).await;
    let viewer = agent(&db).await;
    let state = async || cases::view(&db, &viewer, later(60), &reference, false).await.unwrap().sendings[0].delivery.clone();
    let text = texts(&db, now()).await.remove(0);
    // before we have noted that it was taken
    for _ in 0..2 {
        assert_eq!(bring(&db, later(1), receipt("sms-1", Some(text.id), Arrival::Delivered)).await.outcome, "receipt");
    }
    outbox::sent(&db, later(1), text.id, Some("sms-1")).await.unwrap();
    assert_eq!(state().await, Delivery::Delivered(common::stored(later(1))));
    // and late, under the provider's name alone: it is lost after all
    for _ in 0..2 {
        bring(&db, later(9), receipt("sms-1", None, Arrival::Failed)).await;
    }
    assert_eq!(state().await, Delivery::Refused(Trouble::NoSuchAddress));
    assert_eq!(count(&db, "select count(*) from case_entry where body like '%unknown subscriber%'").await, 1, "staff hear of it once");
    assert_eq!(bring(&db, later(9), receipt("sms-2", Some(Uuid::new_v4()), Arrival::Delivered)).await.outcome, "unknown");
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn only_who_may_brings_texts_and_only_from_numbers(db: PgPool) {
    let mail = Machine { scopes: vec![Scope::IngestMail], ..provider() };
    assert!(matches!(take(&db, &mail, now(), &message("1", "hello")).await, Err(Error::Forbidden)));
    let nobody = News::Message { id: "1".into(), from: "Landside".into(), text: "hello".into() };
    assert!(matches!(take(&db, &provider(), now(), &nobody).await, Err(Error::Invalid(_))));
    assert_eq!(count(&db, "select count(*) from text_in").await, 0, "and may bring it again");
    let viewer = browser(&db).await;
    let asked = cases::open(&db, &viewer, now(), Uuid::new_v4(), New { email: "201 555 0142".into(), ..missing_bag() }).await;
    assert!(matches!(asked, Err(Error::Invalid(errors)) if errors[0].message == "address-shape"));
    let asked = cases::open(&db, &viewer, now(), Uuid::new_v4(), New { email: "+1 201 555 0142".into(), ..missing_bag() }).await.unwrap();
    let case = cases::view(&db, &again(&db, &viewer).await, now(), &asked.reference, false).await.unwrap();
    assert_eq!(case.address.as_deref(), Some(NUMBER));
}

/// A booking, and whose address is its contact.
async fn booked(db: &PgPool, locator: &str, address: &str, agency: bool) {
    let booking = "insert into booking (locator, created_at, state, point_of_sale, fare_family, total, currency, source)
                   values ($1, now(), 'ticketed', 'US', 'flex', 1, 'USD', 'imported')";
    sqlx::query(booking).bind(locator).execute(db).await.unwrap();
    let kind = if address.starts_with('+') { "phone" } else { "email" };
    sqlx::query("insert into contact (id, locator, kind, address, agency) values ($1, $2, $3, $4, $5)")
        .bind(Uuid::now_v7())
        .bind(locator)
        .bind(kind)
        .bind(address)
        .bind(agency)
        .execute(db)
        .await
        .unwrap();
    let bag = "insert into bag (tag, locator, passenger_position, destination) values ('0992' || lpad(abs(hashtext($1) % 1000000)::text, 6, '0'), $1, 1, 'LHR')";
    sqlx::query(bag).bind(locator).execute(db).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_booking_named_in_mail_or_text_is_tied_to_its_own_contact_s_case_alone(db: PgPool) {
    booked(&db, "DEMO2A", "maria@example.com", false).await;
    booked(&db, "DEMO3B", "maria@example.com", true).await;
    booked(&db, "DEMO4C", "+12015550142", false).await;
    let bags: Vec<String> = sqlx::query_scalar("select tag from bag order by locator").fetch_all(&db).await.unwrap();
    let both = format!("DEMO2A, bags {} and {}", bags[2], bags[0]);
    let own = format!("DEMO2A {}", bags[0]);
    let postfix = Machine { scopes: vec![Scope::IngestMail], ..provider() };
    let beside = async |reference: &str| -> String {
        sqlx::query_scalar("select concat_ws(' ', locator, bag_tag) from case_file where reference = $1")
            .bind(reference)
            .fetch_one(&db)
            .await
            .unwrap()
    };
    let mut place = 0;
    for (from, subject, words, tied) in [
        ("Maria@Example.com", "A seat", "My booking is demo2a, please.", "DEMO2A"),
        ("maria@example.com", "我的预订DEMO2A", "靠窗的座位。", "DEMO2A"),
        // its own bag, and not one of another booking
        ("maria@example.com", "A wheel", both.as_str(), own.as_str()),
        // somebody else names it; the agency's address; no booking of anybody's
        ("li@example.com", "DEMO2A", "Where is it?", ""),
        ("maria@example.com", "DEMO3B", "And this?", ""),
        ("maria@example.com", "Hello", "Thanks for everything", ""),
    ] {
        place += 1;
        let raw = format!(
            "From: {from}\r\nTo: care@landside.example\r\nSubject: {subject}\r\nMessage-ID: <{place}@example.com>\r\n\r\n{words}\r\n"
        );
        let mail = wire::mail::read(raw.as_bytes(), wire::mail::Ours { address: "care@landside.example", replies: None }).unwrap();
        let taken = cases::mail::take(&db, &common::store(), &postfix, now(), raw.as_bytes(), &mail).await.unwrap();
        assert_eq!(beside(&taken.reference.unwrap()).await, tied, "{from}: {subject}");
    }
    for (from, tied) in [("+12015550142", "DEMO4C"), ("+12015550143", "")] {
        let news = News::Message { id: from.into(), from: from.into(), text: "Is demo4c on time?".into() };
        assert_eq!(beside(&bring(&db, now(), news).await.reference.unwrap()).await, tied, "{from}");
    }
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_passenger_is_heard_from_both_of_their_addresses_while_their_cases_are_one(db: PgPool) {
    let mei = agent(&db).await;
    let mut references = Vec::new();
    for email in [common::ADDRESS, "wei@example.net"] {
        let new = New { email: email.into(), ..missing_bag() };
        references.push(cases::open(&db, &browser(&db).await, now(), Uuid::new_v4(), new).await.unwrap().reference);
    }
    sqlx::query("update case_file set opener_passenger = $1").bind(Uuid::new_v4()).execute(&db).await.unwrap();
    let postfix = Machine { scopes: vec![Scope::IngestMail], ..provider() };
    let mut place = 0;
    let mut write = async || {
        place += 1;
        let subject = &references[0];
        let raw = format!("From: wei@example.net\r\nSubject: {subject}\r\nMessage-ID: <{place}@example.net>\r\n\r\nFound it.\r\n");
        let mail = wire::mail::read(raw.as_bytes(), wire::mail::Ours { address: "care@landside.example", replies: None }).unwrap();
        cases::mail::take(&db, &common::store(), &postfix, later(place), raw.as_bytes(), &mail).await.unwrap().outcome
    };
    assert_eq!(write().await, "held", "theirs is the other case");
    cases::together::merge(&db, &mei, later(5), &references[1], &references[0]).await.unwrap();
    assert_eq!(write().await, "message");
    cases::together::take_apart(&db, &mei, later(6), &references[1]).await.unwrap();
    assert_eq!(write().await, "held");
    verified(&db).await;
}
