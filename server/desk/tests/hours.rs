//! Promises counted in opening hours, set by those who answer for a department.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::cases::{self, New};
use desk::hours::{self, Typed};
use desk::{Error, PgPool};
use domain::case::{Channel, Kind, Topic};
use domain::locale::Locale;
use domain::rights::{Role, StaffMember, Viewer, Who};
use jiff::Timestamp;
use uuid::Uuid;

/// A Saturday noon in New York.
fn now() -> Timestamp {
    "2026-11-21T17:00:00Z".parse().unwrap()
}

async fn staff(db: &PgPool, role: Role, department: &str) -> Viewer {
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, 'Mei Chen', $3, $4, '', '')",
    )
    .bind(id)
    .bind(format!("{id}@landside.example"))
    .bind(role.as_str())
    .bind([department])
    .execute(db)
    .await
    .unwrap();
    let member = StaffMember { id: id.to_string(), name: "Mei Chen".into(), role, departments: vec![department.into()] };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

const WORKDAYS: [&str; 7] = ["08:00-20:00", "08:00-20:00", "08:00-20:00", "08:00-20:00", "08:00-20:00", "", ""];

fn typed(channel: Option<Channel>) -> Typed<'static> {
    Typed {
        department: "relations",
        channel,
        always: false,
        zone: "America/New_York",
        week: WORKDAYS,
        days: "2026-11-23\n2026-11-24 10:00-12:00",
    }
}

async fn reply_by(db: &PgPool) -> Timestamp {
    let viewer = desk::access::open(db, now(), "test").await.unwrap().1;
    let new = New {
        kind: Kind::Complaint,
        topic: Topic::Conduct,
        subject: "Rude".into(),
        words: "At the gate.".into(),
        name: "Ada".into(),
        email: "ada@example.com".into(),
        language: Locale::En,
        locator: None,
        flight: None,
        bag_tag: String::new(),
    };
    let opened = cases::open(db, &viewer, now(), Uuid::new_v4(), new).await.unwrap();
    let due: jiff_sqlx::Timestamp =
        sqlx::query_scalar("select reply_by from case_file where reference = $1").bind(&opened.reference).fetch_one(db).await.unwrap();
    due.to_jiff()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_promise_is_counted_in_the_hours_of_who_answers(db: PgPool) {
    assert_eq!(reply_by(&db).await, "2026-11-22T17:00:00Z".parse().unwrap(), "around the clock until somebody says otherwise");
    let owner = staff(&db, Role::Owner, "relations").await;
    hours::set(&db, &owner, now(), typed(None)).await.unwrap();
    // 24 hours: Monday closed, Tuesday two, Wednesday and Thursday twelve would be two too many: Thursday 18:00
    assert_eq!(reply_by(&db).await, "2026-11-26T23:00:00Z".parse().unwrap());
    // another channel's hours are another matter; this channel's go before those of any
    hours::set(&db, &owner, now(), typed(Some(Channel::Phone))).await.unwrap();
    assert_eq!(reply_by(&db).await, "2026-11-26T23:00:00Z".parse().unwrap());
    let all_day = Typed { week: ["00:00-24:00"; 7], days: "", ..typed(Some(Channel::Web)) };
    hours::set(&db, &owner, now(), all_day).await.unwrap();
    assert_eq!(reply_by(&db).await, "2026-11-22T17:00:00Z".parse().unwrap());
    assert_eq!(hours::openings(&db, &owner).await.unwrap().len(), 3);
    for channel in [None, Some(Channel::Web), Some(Channel::Phone)] {
        hours::set(&db, &owner, now(), Typed { always: true, ..typed(channel) }).await.unwrap();
    }
    assert!(hours::openings(&db, &owner).await.unwrap().is_empty());
    let traces: i64 = sqlx::query_scalar("select count(*) from audit where action = 'hours_set'").fetch_one(&db).await.unwrap();
    assert_eq!(traces, 6);
}

#[sqlx::test(migrations = "../migrations")]
async fn hours_are_set_by_those_who_may_and_wrong_ones_are_named(db: PgPool) {
    let agent = staff(&db, Role::Agent, "relations").await;
    let other = staff(&db, Role::Owner, "baggage").await;
    for viewer in [&agent, &other] {
        assert!(matches!(hours::set(&db, viewer, now(), typed(None)).await, Err(Error::Forbidden)));
    }
    assert!(matches!(hours::set(&db, &Viewer::default(), now(), typed(None)).await, Err(Error::SignInFirst)));
    let lead = staff(&db, Role::Supervisor, "service").await;
    assert!(matches!(hours::set(&db, &lead, now(), Typed { department: "nobody", ..typed(None) }).await, Err(Error::NotFound)));
    let mut week = WORKDAYS;
    week[2] = "eight to eight";
    let wrong = Typed { zone: "Mars/Olympus", week, days: "25 December", ..typed(None) };
    let Err(Error::Invalid(errors)) = hours::set(&db, &lead, now(), wrong).await else { panic!("taken") };
    assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["zone", "wed", "days"]);
    let Err(Error::Invalid(errors)) = hours::set(&db, &lead, now(), Typed { week: [""; 7], ..typed(None) }).await else { panic!("taken") };
    assert_eq!(errors[0].message, "hours-never-open");
}
