//! Who was asked, and who answered: by everything a report can be narrowed to (SUR-4).

use super::reporting::{crowd, flown, report};
use super::scene::after;
use desk::PgPool;
use desk::reports;

#[sqlx::test(migrations = "../migrations")]
async fn who_was_asked_is_counted_the_same_whether_the_days_are_closed_or_not(db: PgPool) {
    crowd(&db).await;
    // asked and silent, chosen and not written to yet, decided against
    for (n, written, at) in [(301, true, "2026-10-11 17:00Z"), (302, true, "2026-11-11 17:00Z"), (303, false, "2026-11-11 17:00Z")] {
        let id = flown(&db, n, at, ("EWR", "ORD"), Some("silver"), &[]).await;
        sqlx::query("update survey_invitation set done_at = null, month = null, delay = 45, written_at = case when $2 then written_at end where id = $1")
            .bind(id)
            .bind(written)
            .execute(&db)
            .await
            .unwrap();
    }
    sqlx::query(
        "insert into survey_cause (cause, occasion, outcome, decided_at) values
           ('a', 'flight', 'not-drawn', '2026-10-11 17:00Z'), ('b', 'flight', 'invited', '2026-11-11 17:00Z'), ('c', 'case', 'left', '2026-10-11 17:00Z')",
    )
    .execute(&db)
    .await
    .unwrap();
    let all = [
        "",
        "occasion=flight",
        "occasion=case",
        "from=2026-10&to=2026-10",
        "from=2026-11-10",
        "to=2026-10-09",
        "tier=silver",
        "station=ORD&language=en",
        "flight=ld408",
        "flight=LD9999",
        "from=2026-10-10&to=2026-11-12&route=EWR-ORD",
    ];
    let told = async || {
        let mut told = Vec::new();
        for address in all {
            told.push(report(&db, address).await.asked);
        }
        told
    };
    let before = told().await;
    let counts: Vec<_> = before.iter().map(|asked| (asked.asked, asked.answered)).collect();
    assert_eq!(counts, [(44, 42), (44, 42), (0, 0), (13, 12), (1, 0), (10, 10), (2, 0), (34, 32), (44, 42), (0, 0), (34, 32)]);
    let outcomes: Vec<_> = before[0].outcomes.iter().map(|one| (one.outcome.as_str(), one.count)).collect();
    assert_eq!(outcomes, [("invited", 1), ("left", 1), ("not-drawn", 1)]);
    assert!(before.iter().all(|asked| asked.unasked == 0));
    let late = before[0].cells.iter().find(|cell| cell.value == "late").unwrap();
    assert_eq!((late.of, late.asked, late.answered), ("late", 2, 0));
    // from 9 October, when the first was asked, to 22 October
    assert_eq!(reports::tally(&db, after(24)).await.unwrap(), 14);
    assert_eq!(reports::tally(&db, after(24)).await.unwrap(), 0);
    assert_eq!(told().await, before);
    // a month at a time, too: October is whole now, and its first part was counted before
    assert_eq!(reports::tally(&db, after(24 * 11)).await.unwrap(), 10);
    assert!(sqlx::query_scalar::<_, bool>("select exists (select from survey_asked where span = 'month')").fetch_one(&db).await.unwrap());
    assert_eq!(told().await, before);
    // reasons of long ago are forgotten, not what became of them
    sqlx::query("delete from survey_cause where cause = 'a'").execute(&db).await.unwrap();
    assert_eq!(told().await, before);
}
