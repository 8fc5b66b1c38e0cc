//! What programs bring and read: within their scopes and departments, once, under their token's name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::cases::{self, Answer, Brought, By, How, New, Once};
use desk::{Error, PgPool, Result};
use domain::case::{Actor, Channel, Kind, Status, Topic};
use domain::locale::Locale;
use domain::queue::{Filter, Standing};
use domain::rights::{Departments, Machine, Role, Scope, StaffMember, Viewer, Who};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn machine(scopes: &[Scope], departments: &[&str]) -> Viewer {
    let departments = Departments::read(departments.iter().map(ToString::to_string).collect());
    Viewer::from(Machine { id: Uuid::now_v7().to_string(), name: "crm".into(), scopes: scopes.to_vec(), departments, per_minute: 600 })
}

fn once(key: &str, request: &str) -> Once {
    Once { key: key.into(), request: request.into() }
}

fn bag() -> Brought {
    let new = New {
        kind: Kind::Baggage,
        topic: Topic::BagMissing,
        subject: "One bag did not arrive".into(),
        words: "I waited at belt 7.".into(),
        name: "Ana Lima".into(),
        email: "ana@example.com".into(),
        language: Locale::En,
        locator: None,
        flight: None,
        bag_tag: String::new(),
    };
    Brought { channel: Channel::Phone, family_name: String::new(), new }
}

async fn opened(db: &PgPool, viewer: &Viewer) -> String {
    cases::bring(db, viewer, now(), &once(&Uuid::new_v4().to_string(), "a"), bag()).await.unwrap().taken.reference
}

async fn staff(db: &PgPool, email: &str, role: Role, department: &str) {
    sqlx::query(
        "insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, 'Mei Chen', $3, $4, '', '')",
    )
    .bind(Uuid::now_v7())
    .bind(email)
    .bind(role.as_str())
    .bind(vec![department.to_owned()])
    .execute(db)
    .await
    .unwrap();
}

async fn count(db: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result.unwrap_err() {
        Error::Forbidden => "forbidden",
        Error::NotFound => "not found",
        Error::Invalid(errors) => errors[0].field,
        Error::Conflict(sentence) => sentence,
        other => panic!("{other:?}"),
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_request_is_one_case_and_another_under_its_key_is_refused(db: PgPool) {
    let crm = machine(&[Scope::CasesWrite], &["baggage"]);
    let first = cases::bring(&db, &crm, now(), &once("k1", "a"), bag()).await.unwrap();
    assert!(!first.again && first.taken.reply_by.is_some());
    let again = cases::bring(&db, &crm, later(60), &once("k1", "a"), bag()).await.unwrap();
    assert_eq!(again, Answer { again: true, ..first });
    assert_eq!(refused(cases::bring(&db, &crm, now(), &once("k1", "b"), bag()).await), "case-sent-already");
    // keys are each program's own
    let other = machine(&[Scope::CasesWrite], &["*"]);
    assert!(!cases::bring(&db, &other, now(), &once("k1", "a"), bag()).await.unwrap().again);
    assert_eq!(count(&db, "select count(*) from case_file").await, 2);
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'case_opened'").await, 2);
    assert_eq!(count(&db, "select count(*) from audit where action = 'case_recorded' and detail ->> 'machine' = 'crm'").await, 2);
    // a number is told to be no address: without one nobody would hear of the case
    let mut number = bag();
    number.new.email = "+1 201 555 0142".into();
    assert_eq!(refused(cases::bring(&db, &crm, now(), &once("k3", "a"), number).await), "email");
    // a refused request leaves its key free
    let wrong = Brought { channel: Channel::Email, ..bag() };
    assert_eq!(refused(cases::bring(&db, &crm, now(), &once("k2", "x"), wrong).await), "channel");
    assert!(!cases::bring(&db, &crm, now(), &once("k2", "a"), bag()).await.unwrap().again);
}

#[sqlx::test(migrations = "../migrations")]
async fn twenty_at_once_under_one_key_are_one_case(db: PgPool) {
    let crm = machine(&[Scope::CasesWrite], &["*"]);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (db, crm) = (db.clone(), crm.clone());
        tasks.spawn(async move { cases::bring(&db, &crm, now(), &once("k", "a"), bag()).await.unwrap() });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|answer| !answer.again).count(), 1);
    assert!(answers.iter().all(|answer| answer.taken == answers[0].taken));
    assert_eq!(count(&db, "select count(*) from case_file").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_reaches_its_departments_and_sees_its_side(db: PgPool) {
    let reference = opened(&db, &machine(&[Scope::CasesWrite], &["baggage"])).await;
    staff(&db, "mei@landside.example", Role::Agent, "baggage").await;
    sqlx::query("insert into case_entry (case_id, seq, at, actor_kind, actor_name, audience, kind, body) select id, 2, now(), 'system', '', 'staff', 'note', 'Between us' from case_file")
        .execute(&db)
        .await
        .unwrap();
    let view = async |viewer: &Viewer| cases::view(&db, viewer, later(1), &reference, false).await;
    let passengers = view(&machine(&[Scope::CasesRead], &["baggage"])).await.unwrap();
    assert_eq!((passengers.entries.len(), passengers.staff.is_none()), (1, true));
    let staffs = view(&machine(&[Scope::CasesStaff], &["*"])).await.unwrap();
    assert_eq!((staffs.entries.len(), staffs.staff.map(|staff| staff.status)), (2, Some(Status::New)));
    assert_eq!(refused(view(&machine(&Scope::ALL, &["refunds"])).await), "not found");
    assert_eq!(refused(view(&machine(&[Scope::CasesWrite, Scope::SocialWrite, Scope::IngestMail], &["*"])).await), "forbidden");
    assert_eq!(count(&db, "select count(*) from audit where action = 'open' and detail ->> 'machine' = 'crm'").await, 2);

    let any = Filter { standing: Standing::Any, ..Filter::default() };
    let listed = async |viewer: &Viewer| desk::queue::list(&db, viewer, later(1), &any, None).await.map(|page| page.items.len());
    assert_eq!(listed(&machine(&[Scope::CasesRead], &["baggage"])).await.unwrap(), 1);
    assert_eq!(listed(&machine(&[Scope::CasesStaff], &["refunds"])).await.unwrap(), 0);
    assert!(matches!(listed(&machine(&[Scope::CasesWrite], &["*"])).await, Err(Error::SignInFirst)));
    assert_eq!(count(&db, "select count(*) from audit where action = 'list' and detail ->> 'machine' = 'crm'").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_program_writes_for_the_passenger_and_for_a_colleague_whose_rights_count(db: PgPool) {
    let crm = machine(&[Scope::CasesWrite, Scope::CasesAnswer, Scope::CasesRead], &["baggage"]);
    let reference = opened(&db, &crm).await;
    staff(&db, "mei@landside.example", Role::Agent, "baggage").await;
    staff(&db, "li@landside.example", Role::Agent, "refunds").await;
    let say =
        async |viewer: &Viewer, key: &str, by: By| cases::say(&db, viewer, later(5), &once(key, key), &reference, "It is grey.", by).await;
    let staffs = |email: &str| By::Staff { email: email.into(), how: How::default() };
    let passengers = || By::Passenger { channel: Channel::Web };

    let said = say(&crm, "a", passengers()).await.unwrap();
    assert_eq!(said.taken.seq, 2);
    assert_eq!(say(&crm, "a", passengers()).await.unwrap(), Answer { again: true, ..said });
    let answered = say(&crm, "b", staffs("Mei@landside.example")).await.unwrap();
    assert_eq!(answered.taken.reply_by, None, "it is the passenger's turn");
    for (by, told) in [(staffs("li@landside.example"), "forbidden"), (staffs("nobody@landside.example"), "forbidden")] {
        assert_eq!(refused(say(&crm, &format!("{by:?}"), by).await), told);
    }
    assert_eq!(refused(say(&crm, "f", By::Passenger { channel: Channel::Social }).await), "channel");
    assert_eq!(refused(say(&machine(&[Scope::CasesAnswer], &["baggage"]), "c", passengers()).await), "forbidden");
    assert_eq!(refused(say(&machine(&[Scope::CasesWrite], &["baggage"]), "d", staffs("mei@landside.example")).await), "forbidden");
    assert_eq!(refused(say(&machine(&[Scope::CasesAnswer], &["refunds"]), "e", staffs("mei@landside.example")).await), "not found");

    let case = cases::view(&db, &crm, later(9), &reference, false).await.unwrap();
    let spoken: Vec<&Actor> = case.entries.iter().filter(|entry| entry.event.words().is_some()).map(|entry| &entry.actor).collect();
    assert!(matches!(spoken[..], [Actor::Passenger(_), Actor::Passenger(_), Actor::Staff(_)]), "{spoken:?}");
    assert_eq!(case.head.owner.as_deref(), Some("Mei Chen"), "whoever answers first has it");
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'case_reply'").await, 1);
    assert_eq!(cases::verify(&db).await.unwrap().1, []);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_booking_is_named_as_people_name_it(db: PgPool) {
    sqlx::query("insert into booking values ('ABC234', now(), 'ticketed', 'US', null, 'flex', 100, 'USD', 'en', 'scenario')")
        .execute(&db)
        .await
        .unwrap();
    sqlx::query("insert into passenger (id, locator, position, family_name, given_name, family_keys, kind) values ($1, 'ABC234', 1, 'Lima', 'Ana', $2, 'adult')")
        .bind(Uuid::now_v7())
        .bind(domain::booking::name::keys("Lima", Some("Ana")))
        .execute(&db)
        .await
        .unwrap();
    let crm = machine(&[Scope::CasesWrite], &["*"]);
    let named = |name: &str| {
        let mut brought = bag();
        brought.new.locator = Some("ABC234".into());
        Brought { family_name: name.into(), ..brought }
    };
    assert_eq!(refused(cases::bring(&db, &crm, now(), &once("a", "a"), named("Silva")).await), "family_name");
    cases::bring(&db, &crm, now(), &once("b", "b"), named("lima")).await.unwrap();
    assert_eq!(count(&db, "select count(*) from case_file where locator = 'ABC234'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_said_in_a_case_that_goes_on_in_another_is_said_there(db: PgPool) {
    let crm = machine(&[Scope::CasesWrite, Scope::CasesAnswer, Scope::CasesRead], &["baggage"]);
    let (first, second) = (opened(&db, &crm).await, opened(&db, &crm).await);
    staff(&db, "mei@landside.example", Role::Agent, "baggage").await;
    let id: Uuid = sqlx::query_scalar("select id from staff").fetch_one(&db).await.unwrap();
    let mei = StaffMember { id: id.to_string(), name: "Mei Chen".into(), role: Role::Agent, departments: vec!["baggage".into()] };
    let mei = Viewer { who: Who::Staff(mei), ..Viewer::default() };
    cases::together::merge(&db, &mei, later(1), &first, &second).await.unwrap();
    let closed = cases::view(&db, &mei, later(2), &first, false).await.unwrap().entries.len();
    let say = async |key: &str, words: &str, by: By| cases::say(&db, &crm, later(5), &once(key, key), &first, words, by).await.unwrap();
    let passengers = say("a", "It is grey.", By::Passenger { channel: Channel::Phone }).await;
    let staffs = say("b", "We have it.", By::Staff { email: "mei@landside.example".into(), how: How::default() }).await;
    assert_eq!((passengers.taken.reference.as_str(), staffs.taken.reference.as_str()), (second.as_str(), second.as_str()));
    assert_eq!(say("a", "It is grey.", By::Passenger { channel: Channel::Phone }).await, Answer { again: true, ..passengers });
    let said = cases::view(&db, &mei, later(6), &second, false).await.unwrap().entries;
    for words in ["It is grey.", "We have it."] {
        assert_eq!(said.iter().filter(|entry| entry.event.words() == Some(words)).count(), 1, "{words}");
    }
    let old = cases::view(&db, &mei, later(6), &first, false).await.unwrap();
    assert_eq!((old.entries.len(), old.staff.unwrap().status), (closed, Status::Closed));
    // not for a token that does not reach the other one
    sqlx::query("update case_file set department = 'refunds' where reference = $1").bind(&second).execute(&db).await.unwrap();
    let by = By::Passenger { channel: Channel::Phone };
    assert_eq!(refused(cases::say(&db, &crm, later(7), &once("c", "c"), &first, "x", by).await), "not found");
}
