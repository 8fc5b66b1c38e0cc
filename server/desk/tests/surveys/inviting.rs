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
    assert_eq!(surveys::offered(&db, &ada(), after(5), about).await.unwrap(), None, "answered");
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
    assert!(surveys::offered(&db, &ada(), after(1), About::Trip(&locator())).await.unwrap().is_some());
}
