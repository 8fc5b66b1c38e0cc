//! Inquiries by telephone and at counters, and who is calling.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::bookings::find_people;
use desk::cases::{self, New, Recorded};
use desk::files::Chosen;
use desk::{Error, PgPool};
use domain::booking::IdentityCheck;
use domain::case::{Act, Audience, Channel, Event, Kind, Topic};
use domain::locale::Locale;
use domain::rights::{Role, StaffMember, Viewer, Who};
use jiff::Timestamp;
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-11-21T17:00:00Z".parse().unwrap()
}

/// An agent of the service office, signed in.
async fn agent(db: &PgPool) -> Viewer {
    let id = Uuid::now_v7();
    sqlx::query("insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, 'Mei Chen', 'agent', '{service}', '', '')")
        .bind(id)
        .bind(format!("{id}@landside.example"))
        .execute(db)
        .await
        .unwrap();
    let viewer = desk::access::open(db, now(), "test").await.unwrap().1;
    let member = StaffMember { id: id.to_string(), name: "Mei Chen".into(), role: Role::Agent, departments: vec!["service".into()] };
    Viewer { who: Who::Staff(member), ..viewer }
}

async fn booking(db: &PgPool) -> Uuid {
    let id = Uuid::now_v7();
    for statement in [
        "insert into booking (locator, created_at, state, point_of_sale, fare_family, total, currency, source) values ('QWERT2', now(), 'ticketed', 'US', 'flex', 100, 'USD', 'imported')",
        "insert into segment (locator, position, carrier, number, flight_date, origin, destination, cabin, booking_class, bags_included) values ('QWERT2', 1, 'LD', 408, '2026-11-22', 'EWR', 'LAX', 'economy', 'Y', 1)",
        "insert into contact (id, locator, kind, address) values (gen_random_uuid(), 'QWERT2', 'phone', '+1 (917) 555-0142'), (gen_random_uuid(), 'QWERT2', 'email', 'wang@example.com')",
    ] {
        sqlx::query(statement).execute(db).await.unwrap();
    }
    sqlx::query("insert into passenger (id, locator, position, family_name, given_name, family_keys, kind, ticket_number) values ($1, 'QWERT2', 1, '王', '伟', $2, 'adult', '9922412345678')")
        .bind(id)
        .bind(domain::booking::name::keys("王", Some("伟")))
        .execute(db)
        .await
        .unwrap();
    sqlx::query("insert into bag (tag, locator, passenger_position, destination) values ('0992123456', 'QWERT2', 1, 'LAX')")
        .execute(db)
        .await
        .unwrap();
    id
}

fn told(email: &str, answer: &str, passenger: Option<Uuid>) -> Recorded {
    let new = New {
        kind: Kind::Inquiry,
        topic: Topic::Seat,
        subject: "A seat by the window".into(),
        words: "May I have 12A?".into(),
        name: "王伟".into(),
        email: email.into(),
        language: Locale::ZhCn,
        locator: None,
        flight: None,
        bag_tag: String::new(),
    };
    Recorded {
        channel: Some(Channel::Phone),
        passenger,
        check: Some(IdentityCheck::CallBack),
        answer: answer.into(),
        new,
        files: Chosen::default(),
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_caller_is_found_by_whatever_they_have_at_hand(db: PgPool) {
    let (agent, id) = (agent(&db).await, booking(&db).await);
    for asked in ["qwert2", "王", "Wang", "wang wei", "WANG@example.com", "917 555 0142", "+19175550142", "0992123456", "992-2412345678"] {
        let found = find_people(&db, &agent, now(), asked).await.unwrap();
        assert_eq!(found.iter().map(|somebody| somebody.id).collect::<Vec<_>>(), [id], "{asked}");
        assert_eq!(found[0].flight.as_ref().unwrap().0, "LD 408");
    }
    for nobody in ["", "Smith", "555 0142", "%", "0000000000"] {
        assert!(find_people(&db, &agent, now(), nobody).await.unwrap().is_empty(), "{nobody}");
    }
    assert!(matches!(find_people(&db, &Viewer::default(), now(), "Wang").await, Err(Error::SignInFirst)));
    let looks: i64 = sqlx::query_scalar("select count(*) from audit where action = 'search'").fetch_one(&db).await.unwrap();
    assert_eq!(looks, 13, "every search but the empty one is on record");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_answered_at_once_is_answered(db: PgPool) {
    let (agent, id) = (agent(&db).await, booking(&db).await);
    let key = Uuid::new_v4();
    let opened = cases::record(&db, &agent, now(), key, told("wang@example.com", "12A is yours.", Some(id))).await.unwrap();
    let again = cases::record(&db, &agent, now(), key, told("wang@example.com", "12A is yours.", Some(id))).await.unwrap();
    assert_eq!(again, opened);
    let case = cases::view(&db, &agent, now(), &opened.reference, false).await.unwrap();
    assert_eq!(case.head.channel, Channel::Phone);
    let status: String = sqlx::query_scalar("select status from case_file").fetch_one(&db).await.unwrap();
    assert_eq!(status, "answered");
    assert_eq!(case.head.owner.as_deref(), Some("Mei Chen"));
    let (locator, passenger): (String, Uuid) =
        sqlx::query_as("select locator, opener_passenger from case_file").fetch_one(&db).await.unwrap();
    assert_eq!((locator.as_str(), passenger), ("QWERT2", id));
    let letters: Vec<String> = sqlx::query_scalar("select kind from outbox").fetch_all(&db).await.unwrap();
    assert_eq!(letters, ["case_reply"], "one letter says both");
    let acts: Vec<String> =
        sqlx::query_scalar("select action from audit where action in ('identity_checked', 'case_recorded') order by id")
            .fetch_all(&db)
            .await
            .unwrap();
    assert_eq!(acts, ["case_recorded", "identity_checked"]);
    // colleagues see on the case how it was made sure; the passenger does not
    let checked = case.entries.iter().find(|entry| matches!(&entry.event, Event::Note { act: Some(Act::Identified { .. }), .. })).unwrap();
    assert!(matches!(&checked.event, Event::Note { act: Some(Act::Identified { how }), .. } if how == IdentityCheck::CallBack.as_str()));
    assert_eq!((checked.seq, checked.audience()), (2, Audience::Staff));
    assert!(cases::verify(&db).await.unwrap().1.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn without_an_answer_it_waits_and_without_an_address_nothing_is_sent(db: PgPool) {
    let agent = agent(&db).await;
    let opened = cases::record(&db, &agent, now(), Uuid::new_v4(), told("", "", None)).await.unwrap();
    let case = cases::view(&db, &agent, now(), &opened.reference, false).await.unwrap();
    assert!(case.head.owner.is_none() && case.head.reply_by.is_some());
    let letters: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(&db).await.unwrap();
    assert_eq!(letters, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_missing_is_named(db: PgPool) {
    let agent = agent(&db).await;
    let mut wrong = told("not an address", "", None);
    wrong.channel = Some(Channel::Web);
    wrong.new.words = " ".into();
    wrong.new.topic = Topic::Conduct;
    let Err(Error::Invalid(errors)) = cases::record(&db, &agent, now(), Uuid::new_v4(), wrong).await else { panic!("taken") };
    let mut fields: Vec<_> = errors.iter().map(|error| error.field).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["channel", "email", "topic", "words"]);
    let gone = cases::record(&db, &agent, now(), Uuid::new_v4(), told("", "", Some(Uuid::new_v4()))).await;
    assert!(matches!(gone, Err(Error::Invalid(_))));
    let visitor = desk::access::open(&db, now(), "test").await.unwrap().1;
    assert!(matches!(cases::record(&db, &visitor, now(), Uuid::new_v4(), told("", "", None)).await, Err(Error::SignInFirst)));
}
