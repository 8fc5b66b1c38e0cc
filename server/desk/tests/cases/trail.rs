//! I7: a look by staff is one row; the same page fetching itself again is none; a list is one with its count.

use crate::common::*;
use desk::PgPool;
use desk::cases;

#[sqlx::test(migrations = "../migrations")]
async fn looks_are_counted(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    let mut agent = agent(&db).await;
    agent.session_name = Some(uuid::Uuid::new_v4().to_string());
    cases::view(&db, &opener, later(1), &reference, false).await.unwrap();
    cases::mine(&db, &opener, later(1), "").await.unwrap();
    assert_eq!(count(&db, "select count(*) from audit").await, 0);
    cases::view(&db, &agent, later(1), &reference, false).await.unwrap();
    cases::view(&db, &agent, later(1), &reference, true).await.unwrap();
    cases::view(&db, &agent, later(1), &reference, true).await.unwrap();
    cases::mine(&db, &agent, later(1), "bags").await.unwrap();
    let rows: Vec<(String, String, String, serde_json::Value)> =
        sqlx::query_as("select action, subject_kind, subject, detail from audit order by id").fetch_all(&db).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].0.as_str(), rows[0].1.as_str(), rows[0].2.as_str()), ("open", "case", reference.as_str()));
    assert_eq!(rows[1].3, serde_json::json!({ "query": "bags", "count": 0 }));
    // saying "live" does not hide a look: without one on record, in this session, it is written down
    let elsewhere = domain::rights::Viewer { session_name: Some(uuid::Uuid::new_v4().to_string()), ..agent.clone() };
    cases::view(&db, &elsewhere, later(2), &reference, true).await.unwrap();
    assert_eq!(count(&db, "select count(*) from audit").await, 3);
    // a refused look is none
    let stranger = staff(&db, "Li Na", domain::rights::Role::Agent, &["refunds"]).await;
    assert!(cases::view(&db, &stranger, later(1), &reference, false).await.is_err());
    assert_eq!(count(&db, "select count(*) from audit").await, 3);
}
