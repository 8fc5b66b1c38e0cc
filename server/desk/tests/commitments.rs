//! What was promised in public is counted from what happened.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use desk::PgPool;
use desk::commitments::{Figure, add, measure, published};
use domain::commitment::{Commitment, Tally, Trend};
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A complaint, and what staff wrote when: (after so many hours, whether it asks).
async fn complaint(db: &PgPool, opened: &str, channel: &str, written: &[(i64, bool)]) -> i64 {
    let department = "relations";
    sqlx::query("insert into department (id, name, position) values ($1, '{\"en\": \"Relations\"}', 1) on conflict do nothing")
        .bind(department)
        .execute(db)
        .await
        .unwrap();
    let id: i64 = sqlx::query_scalar(
        "insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, reply_by, last_seq, last_public_seq, last_at, person_name, search)
         select 'LS-' || translate(lpad(to_hex(count(*)::int + 17), 4, '2'), '01', 'GH') || '-AAAA', 'complaint', 'delay', $1, 'en', 'Late', 'working', $2, $3::timestamptz,
                $3::timestamptz + interval '1 day', 1, 1, $3::timestamptz, 'A. Passenger', '' from case_file
         returning id",
    )
    .bind(channel)
    .bind(department)
    .bind(opened)
    .fetch_one(db)
    .await
    .unwrap();
    for (seq, (hours, asks)) in (2..).zip(written) {
        sqlx::query(
            "insert into case_entry (case_id, seq, at, actor_kind, actor_name, audience, kind, channel, body, data)
             values ($1, $2, $3::timestamptz + make_interval(hours => $4), 'staff', 'Agent', 'everyone', 'message', 'web', 'words', $5)",
        )
        .bind(id)
        .bind(seq)
        .bind(opened)
        .bind(i32::try_from(*hours).unwrap())
        .bind(if *asks { serde_json::json!({ "asks": true }) } else { serde_json::json!({}) })
        .execute(db)
        .await
        .unwrap();
    }
    id
}

async fn figure(db: &PgPool, now: &str, commitment: Commitment) -> Figure {
    published(db, at(now), None).await.unwrap().figures.into_iter().find(|figure| figure.commitment == commitment).unwrap()
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn complaints_are_judged_once_they_can_be(db: PgPool) {
    // Tuesday 10 November, noon in New York
    let noon = "2026-11-10T17:00:00Z";
    complaint(&db, noon, "web", &[(20, false)]).await;
    complaint(&db, noon, "web", &[(3, true), (30, false)]).await;
    complaint(&db, noon, "counter", &[(30, false)]).await;
    complaint(&db, noon, "email", &[]).await;
    let merged = complaint(&db, noon, "web", &[]).await;
    sqlx::query("insert into case_merge (case_id, into_id, merged_at, by_name, was_open) select $1, min(id), $2::timestamptz, 'Agent', true from case_file").bind(merged).bind(noon).execute(&db).await.unwrap();
    measure(&db, at("2026-11-10T18:00:00Z")).await.unwrap();
    assert_eq!(figure(&db, "2026-11-10T18:00:00Z", Commitment::FirstAnswer).await.month.judged, 3, "one may still be answered in time");
    let now = "2026-11-12T17:00:00Z";
    measure(&db, at(now)).await.unwrap();
    assert_eq!(figure(&db, now, Commitment::FirstAnswer).await.month, Tally { kept: 2, judged: 4 });
    assert_eq!(figure(&db, now, Commitment::Handled).await.month, Tally { kept: 1, judged: 4 });
    // the e-mail has until Friday's end
    assert_eq!(figure(&db, now, Commitment::InWriting).await.month, Tally { kept: 2, judged: 2 });
    let now = "2026-11-14T17:00:00Z";
    measure(&db, at(now)).await.unwrap();
    measure(&db, at(now)).await.unwrap();
    assert_eq!(figure(&db, now, Commitment::InWriting).await.month, Tally { kept: 2, judged: 3 });
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn four_and_five_of_five_are_satisfied(db: PgPool) {
    sqlx::raw_sql(
        "insert into survey (id, occasion, created_at) values ('after-flight', 'flight', '2026-11-01Z');
         insert into survey_version (survey, number, state, form, changed_at, published_at) values ('after-flight', 1, 'published', '{}', '2026-11-01Z', '2026-11-01Z');
         insert into survey_invitation (id, survey, version, occasion, cause, locale, facts, created_at, expires_at, done_at, month)
         select md5(n::text)::uuid, 'after-flight', 1, 'flight', n::text, 'en', '{}', '2026-11-09Z', '2026-12-01Z', '2026-11-10 17:00Z', '2026-11-01' from generate_series(1, 5) n;
         insert into survey_answer (invitation, question, kind, number, measure, survey, month)
         select md5(n::text)::uuid, 'overall', 'rating', n, 'satisfaction', 'after-flight', '2026-11-01' from generate_series(1, 5) n;
         -- a part of the journey, and what is not sent yet
         insert into survey_answer (invitation, question, kind, number, measure, touchpoint, survey, month)
         select md5('1')::uuid, 'crew', 'rating', 5, 'satisfaction', 'crew', 'after-flight', '2026-11-01';
         insert into survey_answer (invitation, question, item, kind, number, measure, survey)
         select md5('2')::uuid, 'again', '', 'rating', 5, 'satisfaction', 'after-flight'",
    )
    .execute(&db)
    .await
    .unwrap();
    let now = "2026-11-12T17:00:00Z";
    measure(&db, at(now)).await.unwrap();
    assert_eq!(figure(&db, now, Commitment::Satisfaction).await.month, Tally { kept: 2, judged: 5 });
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn months_and_quarters_are_sums_of_days(db: PgPool) {
    for (day, kept, judged) in [("2026-08-15", 50, 100), ("2026-09-15", 90, 100), ("2026-09-16", 10, 20), ("2026-10-15", 97, 100)] {
        let noon = at(&format!("{day}T17:00:00Z"));
        add(&db, noon, Commitment::Pages, Tally { kept, judged }).await.unwrap();
    }
    add(&db, at("2026-11-21T17:00:00Z"), Commitment::Pages, Tally { kept: 3, judged: 3 }).await.unwrap();
    // what is counted later on the same day is added; midnight is the hub's
    add(&db, at("2026-11-22T04:59:00Z"), Commitment::Pages, Tally { kept: 1, judged: 2 }).await.unwrap();
    let told = figure(&db, "2026-11-22T17:00:00Z", Commitment::Pages).await;
    assert_eq!((told.month, told.last_month), (Tally { kept: 4, judged: 5 }, Tally { kept: 97, judged: 100 }));
    assert_eq!((told.last_quarter, told.months.len()), (Tally { kept: 150, judged: 220 }, 4));
    assert_eq!(told.trend, Trend::Better(970 - 833));
    assert_eq!(sqlx::query_scalar::<_, i64>("select count(*) from commitment_day").fetch_one(&db).await.unwrap(), 5);
}
