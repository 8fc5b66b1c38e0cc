//! People and cases the tests share.

use desk::PgPool;
use desk::cases::{self, New};
use domain::case::{Kind, Topic};
use domain::locale::Locale;
use domain::rights::{Grants, Role, StaffMember, Viewer, Who};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub const ADDRESS: &str = "wang@example.com";

pub fn now() -> Timestamp {
    "2026-11-21T14:12:00.123456789Z".parse().unwrap()
}

pub fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

/// A browser, as the server knows it: the grants are read anew each time.
pub async fn browser(db: &PgPool) -> Viewer {
    desk::access::open(db, now(), "test").await.unwrap().1
}

/// The same browser after what it has proved since.
pub async fn again(db: &PgPool, viewer: &Viewer) -> Viewer {
    let cases: Vec<String> = sqlx::query_scalar("select subject from session_grant where session_id = $1 and kind = 'case'")
        .bind(viewer.session.as_deref())
        .fetch_all(db)
        .await
        .unwrap();
    let grants = Grants { cases: cases.iter().map(|id| id.parse().unwrap()).collect(), ..viewer.grants().cloned().unwrap() };
    Viewer { who: Who::Public(grants), ..viewer.clone() }
}

pub fn owner_of_address() -> Viewer {
    Viewer { who: Who::Public(Grants { contacts: vec![ADDRESS.into()], ..Grants::default() }), ..Viewer::default() }
}

pub async fn staff(db: &PgPool, name: &str, role: Role, departments: &[&str]) -> Viewer {
    let id = Uuid::now_v7();
    let departments: Vec<String> = departments.iter().map(ToString::to_string).collect();
    sqlx::query("insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, $3, $4, $5, '', '')")
        .bind(id)
        .bind(format!("{id}@landside.example"))
        .bind(name)
        .bind(role.as_str())
        .bind(&departments)
        .execute(db)
        .await
        .unwrap();
    Viewer { who: Who::Staff(StaffMember { id: id.to_string(), name: name.into(), role, departments }), ..Viewer::default() }
}

pub async fn agent(db: &PgPool) -> Viewer {
    staff(db, "Mei Chen", Role::Agent, &["baggage"]).await
}

pub fn missing_bag() -> New {
    New {
        kind: Kind::Baggage,
        topic: Topic::BagMissing,
        subject: "Two bags did not arrive".into(),
        words: "We waited at belt 7. 标签号 0992 123456。".into(),
        name: "Wang Wei".into(),
        email: ADDRESS.into(),
        language: Locale::En,
        locator: None,
        flight: Some(("LD".into(), 402, "2026-11-21".parse().unwrap())),
        bag_tag: "0992 123456".into(),
    }
}

/// An open case and the browser it was opened in.
pub async fn opened(db: &PgPool) -> (String, Viewer) {
    let viewer = browser(db).await;
    let opened = cases::open(db, &viewer, now(), Uuid::new_v4(), missing_bag()).await.unwrap();
    (opened.reference, again(db, &viewer).await)
}

/// A store of files in a folder of its own, for the tests that borrow this file.
#[allow(dead_code)]
pub fn store() -> desk::files::Store {
    let folder = std::env::temp_dir().join("landside-files").join(Uuid::new_v4().to_string());
    desk::files::Store::folder(folder, domain::files::Limits::default()).unwrap()
}

pub async fn count(db: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

/// Row and timeline agree in every case (I2).
pub async fn verified(db: &PgPool) {
    let (looked_at, differences) = cases::verify(db).await.unwrap();
    assert!(looked_at > 0);
    assert_eq!(differences, []);
}

/// An instant after it was stored.
pub fn stored(at: Timestamp) -> Timestamp {
    domain::case::to_microseconds(at)
}
