//! Prepared texts: who writes them, what is refused, that nobody overwrites what they have not seen (INQ-9).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::phrases::{self, Kind, Typed};
use desk::{Error, PgPool};
use domain::locale::Locale;
use domain::rights::{Role, StaffMember, Viewer, Who};
use jiff::Timestamp;
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

async fn staff(db: &PgPool, role: Role) -> Viewer {
    let id = Uuid::now_v7();
    sqlx::query("insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, 'Mei Chen', $3, '{baggage}', '', '')")
        .bind(id)
        .bind(format!("{id}@landside.example"))
        .bind(role.as_str())
        .execute(db)
        .await
        .unwrap();
    let member = StaffMember { id: id.to_string(), name: "Mei Chen".into(), role, departments: vec!["baggage".into()] };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

const TEXT: Typed<'_> = Typed {
    kind: "reply",
    department: "baggage",
    title: ["Bag found", "行李已找到"],
    words: ["Dear {name}, bag {bag} is found.", "{name}，您好！行李 {bag} 已找到。"],
};

#[sqlx::test(migrations = "../migrations")]
async fn a_departments_texts_are_written_by_its_owner_and_everybodys_by_those_above(db: PgPool) {
    let table = [
        (Role::Agent, "baggage", false),
        (Role::Owner, "baggage", true),
        (Role::Owner, "refunds", false),
        (Role::Owner, "", false),
        (Role::Supervisor, "refunds", true),
        (Role::Supervisor, "", true),
    ];
    for (role, department, may) in table {
        let viewer = staff(&db, role).await;
        let outcome = phrases::create(&db, &viewer, now(), Uuid::new_v4(), Typed { department, ..TEXT }).await;
        assert_eq!(outcome.is_ok(), may, "{role:?} {department:?} {outcome:?}");
    }
    let agent = staff(&db, Role::Agent).await;
    assert_eq!(phrases::list(&db, &agent, None).await.unwrap().len(), 3);
    assert_eq!(phrases::list(&db, &agent, Some("baggage")).await.unwrap().len(), 2, "its own and everybody's");
    assert!(matches!(phrases::list(&db, &Viewer::default(), None).await, Err(Error::SignInFirst)));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_wrong_is_named_field_by_field(db: PgPool) {
    let lead = staff(&db, Role::Supervisor).await;
    let wrong = Typed { kind: "", title: ["", "行"], words: ["Dear {nmae}", ""], ..TEXT };
    match phrases::create(&db, &lead, now(), Uuid::new_v4(), wrong).await {
        Err(Error::Invalid(errors)) => {
            let named: Vec<_> = errors.iter().map(|error| (error.field, error.message)).collect();
            let expected = [
                ("kind", "case-choose-one"),
                ("title_en", "phrase-title-missing"),
                ("words_en", "phrase-gap-unknown"),
                ("words_zh", "phrase-words-missing"),
            ];
            assert_eq!(named, expected);
        }
        other => panic!("{other:?}"),
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn of_many_who_change_the_same_text_one_does_and_every_version_is_kept(db: PgPool) {
    let lead = staff(&db, Role::Supervisor).await;
    let id = Uuid::new_v4();
    for _ in 0..2 {
        phrases::create(&db, &lead, now(), id, TEXT).await.unwrap();
    }
    let mut tasks = Vec::new();
    for n in 0..8 {
        let (db, lead) = (db.clone(), lead.clone());
        tasks.push(tokio::spawn(async move {
            let words = format!("version {n}");
            phrases::change(&db, &lead, now(), &id.to_string(), 1, Typed { words: [&words, &words], ..TEXT }).await
        }));
    }
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => won += 1,
            Err(Error::Conflict("phrase-changed")) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(won, 1);
    let versions = phrases::versions(&db, &lead, id).await.unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1].words(Locale::ZhCn), TEXT.words[1]);
    let found = phrases::find(&db, &lead, &id.to_string()).await.unwrap();
    assert_eq!((found.edits, found.kind, versions[0].words(Locale::En)), (2, Kind::Reply, found.words(Locale::En)));
    let agent = staff(&db, Role::Agent).await;
    assert!(matches!(phrases::retire(&db, &agent, now(), &id.to_string(), 2).await, Err(Error::Forbidden)));
    assert!(matches!(phrases::retire(&db, &lead, now(), &id.to_string(), 1).await, Err(Error::Conflict(_))));
    phrases::retire(&db, &lead, now(), &id.to_string(), 2).await.unwrap();
    assert!(matches!(phrases::find(&db, &lead, &id.to_string()).await, Err(Error::NotFound)));
}
