//! Inviting by letter: who, when, how often, and what they do not want.

use super::scene::{ADA, CASE, ada, after, answer, asking, booking, count, landed, locator, scene};
use desk::outbox::{Letter, List, lease, subscription, unsubscribe};
use desk::surveys::{self, About, Channel, Outcome, Standing};
use desk::{PgPool, bookings};
use domain::contact::Way;
use domain::delivery::Paces;
use domain::rights::Viewer;
use domain::survey::Answer;
use jiff::{SignedDuration, Timestamp};

/// What is promised and due.
async fn letters(db: &PgPool, now: Timestamp) -> Vec<desk::outbox::Leased> {
    lease(db, now, 100, Way::Mail, &Paces::parse("100/1000").unwrap()).await.unwrap()
}

async fn outcomes(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select split_part(cause, ':', 1) || ' ' || outcome from survey_cause order by 1").fetch_all(db).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_has_landed_gets_one_letter_and_answers_without_signing_in(db: PgPool) {
    asking(&db).await;
    assert_eq!(surveys::invite_due(&db, after(2)).await.unwrap(), 1, "the case first, which was closed an hour before");
    assert_eq!(surveys::invite_due(&db, after(4)).await.unwrap(), 0, "nobody twice in a month");
    assert_eq!(outcomes(&db).await, ["case invited", "flight too-often"]);
    let sent = letters(&db, after(4)).await;
    assert_eq!(sent.len(), 1);
    let letter = &sent[0];
    assert_eq!(letter.to, ADA);
    assert!(matches!(&letter.letter, Letter::Survey { title, .. } if title == "How did we handle LS-7K3M-9Q2F?"), "{:?}", letter.letter);
    let token = letter.secret.clone().unwrap();
    let sheet = surveys::sheet(&db, &Viewer::default(), after(5), &token).await.unwrap();
    assert_eq!((sheet.standing, sheet.channel), (Standing::Open, Channel::Mail));
    let answers = vec![(0, Answer::Number(5)), (1, Answer::Number(7)), (2, Answer::Picked(vec!["yes".into()]))];
    assert_eq!(answer(&db, after(5), &token, answers).await.unwrap(), Outcome::Sent);
    let channel: String = sqlx::query_scalar("select channel from survey_invitation").fetch_one(&db).await.unwrap();
    assert_eq!(channel, "mail");
    // the same letter leaves by one click
    let leave = letter.leave.clone().unwrap();
    let found = subscription(&db, &leave).await.unwrap();
    assert_eq!((found.list, found.left), (List::Surveys, false));
    unsubscribe(&db, after(5), &leave, true).await.unwrap();
    assert!(subscription(&db, &leave).await.unwrap().left);
    // on a page of theirs they may still be asked, by nobody's letter
    let about = About::Case(CASE);
    assert_eq!(surveys::offered(&db, &ada(), after(5), about).await.unwrap(), [], "answered");
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_is_written_to_at_night(db: PgPool) {
    asking(&db).await;
    sqlx::query("delete from case_file").execute(&db).await.unwrap();
    // 20:30 in Chicago, where she has landed at 17:20
    let late = landed() + SignedDuration::from_hours(7);
    sqlx::query("update flight_report set known_at = $1::timestamptz").bind(late.to_string()).execute(&db).await.unwrap();
    let evening: Timestamp = "2026-11-21T03:10:00Z".parse().unwrap();
    assert_eq!(surveys::invite_due(&db, evening).await.unwrap(), 0);
    assert_eq!(outcomes(&db).await, ["flight invited"]);
    let morning: Timestamp = "2026-11-21T14:00:00Z".parse().unwrap();
    assert_eq!(surveys::invite_due(&db, morning - SignedDuration::from_secs(1)).await.unwrap(), 0);
    assert_eq!(surveys::invite_due(&db, morning).await.unwrap(), 1);
    assert_eq!(surveys::invite_due(&db, morning).await.unwrap(), 0);
    assert_eq!(letters(&db, morning).await.len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn those_who_left_those_whose_letters_come_back_and_what_was_before_are_left_alone(db: PgPool) {
    scene(&db).await;
    sqlx::query("delete from case_file").execute(&db).await.unwrap();
    let all: Vec<_> =
        ["LEFT11", "BACK22", "NONE33"].map(|locator| booking(locator, &format!("{}@example.com", locator.to_lowercase()))).into();
    bookings::insert(&mut db.acquire().await.unwrap(), &all).await.unwrap();
    sqlx::raw_sql(
        "insert into opt_out (address, list, at) values ('left11@example.com', 'surveys', now());
         delete from contact where address = 'none33@example.com';
         insert into outbox (id, dedupe_key, kind, letter, recipient, locale, state, next_attempt_at, created_at, bounced_at)
         values (gen_random_uuid(), 'x', 'code', '{}', 'back22@example.com', 'en', 'sent', now(), now(), now())",
    )
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(surveys::invite_due(&db, after(4)).await.unwrap(), 0, "nothing is published");
    surveys::ship(&db, after(1), true).await.unwrap();
    assert_eq!(surveys::invite_due(&db, after(4)).await.unwrap(), 0);
    assert_eq!(outcomes(&db).await, Vec::<String>::new(), "what was before the survey is not asked about");
    sqlx::query("update flight_report set known_at = known_at + interval '2 hours'").execute(&db).await.unwrap();
    assert_eq!(surveys::invite_due(&db, after(6)).await.unwrap(), 1);
    assert_eq!(outcomes(&db).await, ["flight bounces", "flight invited", "flight left", "flight no-address"]);
}

/// Several processes look at once: each reason is decided once, each letter written once.
#[sqlx::test(migrations = "../migrations")]
async fn processes_share_the_work(db: PgPool) {
    asking(&db).await;
    let all: Vec<_> = (0..30).map(|n| booking(&format!("CR{n:04}"), &format!("p{n}@example.com"))).collect();
    bookings::insert(&mut db.acquire().await.unwrap(), &all).await.unwrap();
    let rounds = [(); 4].map(|()| surveys::invite_due(&db, after(4)));
    let [a, b, c, d] = rounds;
    let (a, b, c, d) = tokio::join!(a, b, c, d);
    let rest = surveys::invite_due(&db, after(4)).await.unwrap();
    assert_eq!(a.unwrap() + b.unwrap() + c.unwrap() + d.unwrap() + rest, 31);
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'survey'").await, 31);
    assert_eq!(count(&db, "select count(distinct person) from survey_invitation").await, 31);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_quarter_is_asked_of_a_sample_and_old_answers_are_nobodys(db: PgPool) {
    asking(&db).await;
    let january: Timestamp = "2027-01-04T15:00:00Z".parse().unwrap();
    assert_eq!(surveys::invite_quarter(&db, after(24)).await.unwrap(), 0, "not in November");
    assert_eq!(surveys::invite_quarter(&db, january).await.unwrap(), 1);
    assert_eq!(surveys::invite_quarter(&db, january).await.unwrap(), 0);
    assert_eq!(outcomes(&db).await, ["quarter invited"]);
    assert_eq!(surveys::forget(&db, january).await.unwrap(), 0);
    let later = january + SignedDuration::from_hours(24 * 396);
    assert_eq!(surveys::forget(&db, later).await.unwrap(), 1);
    assert_eq!(surveys::forget(&db, later).await.unwrap(), 0);
    let named = "select count(*) from survey_invitation where person is not null or locator is not null or facts ? 'name' or cause ~ ':'";
    assert_eq!(count(&db, named).await, 0);
    assert!(surveys::offered(&db, &ada(), after(1), About::Trip(&locator())).await.unwrap().len() == 1);
}

/// A case goes on before its letter has left: nobody has been asked anything, and they are asked when it is closed after all.
#[sqlx::test(migrations = "../migrations")]
async fn a_case_that_goes_on_before_its_letter_has_asked_nobody(db: PgPool) {
    asking(&db).await;
    sqlx::query("update flight_report set known_at = '2026-12-20 16:26Z', at = '2026-12-20 16:26Z'").execute(&db).await.unwrap();
    // it is closed in the evening, so that the letter waits for the morning
    let evening: Timestamp = "2026-11-21T04:30:00Z".parse().unwrap();
    sqlx::query("update case_file set closed_at = '2026-11-21 03:20Z', last_at = '2026-11-21 03:20Z'").execute(&db).await.unwrap();
    assert_eq!(surveys::invite_due(&db, evening).await.unwrap(), 0);
    assert_eq!(outcomes(&db).await, ["case invited"]);
    sqlx::query("update case_file set status = 'reopened', closed_at = null, reply_by = now()").execute(&db).await.unwrap();
    let morning = evening + SignedDuration::from_hours(14);
    assert_eq!(surveys::invite_due(&db, morning).await.unwrap(), 0);
    assert_eq!((outcomes(&db).await, count(&db, "select count(*) from survey_invitation").await), (Vec::new(), 0));
    sqlx::query(
        "update case_file set status = 'closed', closed_at = $1::text::timestamptz, last_at = $1::text::timestamptz, reply_by = null",
    )
    .bind(morning.to_string())
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(surveys::invite_due(&db, morning + SignedDuration::from_hours(1)).await.unwrap(), 1);
    assert_eq!(outcomes(&db).await, ["case invited"]);
}

/// Where fewer answer than was planned for, more are asked.
#[sqlx::test(migrations = "../migrations")]
async fn how_many_are_asked_goes_by_how_many_answer(db: PgPool) {
    asking(&db).await;
    sqlx::query("delete from case_file").execute(&db).await.unwrap();
    // 100,000 have flown in the last month; an error of five points wants 385 answers
    sqlx::raw_sql(
        "insert into survey_cause (cause, occasion, outcome, decided_at)
         select 'flight:' || n, 'flight', 'not-drawn', '2026-11-20 20:00Z'::timestamptz - interval '30 days' + n * interval '25 seconds' from generate_series(1, 100000) n",
    )
    .execute(&db)
    .await
    .unwrap();
    let all: Vec<_> = (0..400).map(|n| booking(&format!("CR{n:04}"), &format!("p{n}@example.com"))).collect();
    bookings::insert(&mut db.acquire().await.unwrap(), &all).await.unwrap();
    let mut drawn = Vec::new();
    for answered in ["false", "n % 10 = 0", "n % 2 = 0"] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "delete from survey_invitation; delete from survey_cause where cause like 'flight:LD%';
             insert into survey_invitation (id, survey, version, occasion, cause, locale, facts, created_at, written_at, expires_at, done_at, channel)
             select gen_random_uuid(), 'after-flight', 1, 'flight', 'x' || n, 'en', '{{}}', at, at, at, case when {answered} then at end,
                    case when {answered} then 'mail' end from (select n, '2026-11-01 00:00Z'::timestamptz as at from generate_series(1, 1000) n) made"
        )))
        .execute(&db)
        .await
        .unwrap();
        for _ in 0..3 {
            surveys::invite_due(&db, after(4)).await.unwrap();
        }
        drawn.push(count(&db, "select count(*) from survey_cause where cause like 'flight:LD%' and outcome = 'invited'").await);
    }
    let [none, some, many] = drawn[..] else { panic!("{drawn:?}") };
    // five of a hundred at the worst, then ten, then fifty: 77, 39, 8 of a thousand
    assert!((18..=45).contains(&none) && (8..=26).contains(&some) && many <= 9 && none > some && some > many, "{drawn:?}");
}
