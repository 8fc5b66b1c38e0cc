//! What passengers say in words: understood once it is sent, corrected by staff, put together.

use super::scene::{AGENT, after, answer, asking, begin, count, staff};
use desk::feedback::{Filter, Message, Model, Which, correct, list, patterns, understand_due};
use desk::improvements::{New as Finding, create, find};
use desk::{Error, PgPool};
use domain::feedback::{Mood, Theme};
use domain::rights::{Role, StaffMember, Viewer, Who};
use domain::survey::Answer;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// Somebody's words about a flight to a station, sent then.
pub async fn say(db: &PgPool, at: Timestamp, to: &str, words: &str) -> Uuid {
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into survey_invitation (id, survey, version, occasion, cause, person, locale, facts, created_at, expires_at, done_at, month, channel,
                                        answer_locale, tell, carrier, number, flight_date, origin, destination, department)
         values ($1, 'after-flight', 1, 'flight', 'flight:' || $1, $1 || '@example.com', 'en', '{}', $2, $2, $2, date_trunc('month', $2)::date,
                 'mail', 'en', true, 'LD', 408, $2::date, 'EWR', $3, 'baggage')",
    )
    .bind(id)
    .bind(at.to_sqlx())
    .bind(to)
    .execute(db)
    .await
    .unwrap();
    sqlx::query(
        "insert into survey_answer (invitation, question, kind, words, survey, month) values ($1, 'words', 'text', $2, 'after-flight', date_trunc('month', $3)::date)",
    )
    .bind(id)
    .bind(words)
    .bind(at.to_sqlx())
    .execute(db)
    .await
    .unwrap();
    id
}

/// What was understood of an answer of theirs, by its number.
pub async fn message_of(db: &PgPool, invitation: Uuid) -> i64 {
    sqlx::query_scalar("select id from feedback where invitation = $1").bind(invitation).fetch_one(db).await.unwrap()
}

/// Understands all there is; as often as it takes.
pub async fn understood(db: &PgPool, now: Timestamp, model: &mut Option<Model>) -> usize {
    let mut all = 0;
    loop {
        match understand_due(db, now, model).await.unwrap() {
            0 => return all,
            some => all += some,
        }
    }
}

pub fn owner_of(department: &str) -> Viewer {
    let member = StaffMember { id: AGENT.into(), name: "Mei Chen".into(), role: Role::Owner, departments: vec![department.into()] };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

async fn all(db: &PgPool, now: Timestamp, filter: &Filter) -> Vec<Message> {
    list(db, &staff(Role::Supervisor), now, filter).await.unwrap().messages
}

#[sqlx::test(migrations = "../migrations")]
async fn words_are_understood_once_they_are_sent_and_not_before(db: PgPool) {
    asking(&db).await;
    let (now, mut model) = (after(1), None);
    let token = begin(&db, now).await;
    let words = Answer::Words("My suitcase never arrived, nobody knows where it is".into());
    answer(&db, now, &token, vec![(0, Answer::Number(4)), (2, words)]).await.unwrap();
    assert_eq!(understand_due(&db, now, &mut model).await.unwrap(), 0, "they may still change it");
    assert!(model.is_none(), "nothing is kept in memory where there is nothing to understand");
    let given = desk::surveys::Given { send: true, answers: vec![(1, Answer::Passed), (3, Answer::Passed)], ..Default::default() };
    desk::surveys::answer(&db, &Viewer::default(), now, domain::locale::Locale::En, &token, &given).await.unwrap();
    assert_eq!(understood(&db, now, &mut model).await, 1);
    assert_eq!(understood(&db, now, &mut model).await, 0, "once");
    let told = all(&db, now, &Filter::default()).await;
    let [one] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((one.theme.0, one.mood.0, one.corrected), (Theme::BagMissing, Mood::Negative, false));
    assert!(one.deciding.iter().any(|word| word == "suitcase"), "{:?}", one.deciding);
    assert_eq!(one.flight.as_ref().map(|(flight, _)| flight.as_str()), Some("LD 408"));
    assert_eq!(count(&db, "select count(*) from audit where subject_kind = 'feedback'").await, 1, "reading it is a look");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_sent_no_words_is_passed_over(db: PgPool) {
    asking(&db).await;
    let id = say(&db, after(1), "ORD", "x").await;
    sqlx::query("update survey_answer set words = null where invitation = $1").bind(id).execute(&db).await.unwrap();
    let mut model = None;
    assert_eq!(understood(&db, after(1), &mut model).await, 0);
    assert_eq!(count(&db, "select count(*) from survey_invitation where understood_at is null").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_staff_correct_is_learned_by_every_process_alike(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(1), None);
    for n in 0..4 {
        say(&db, after(n), "ORD", "the zorbulator again").await;
    }
    assert_eq!(understood(&db, now, &mut model).await, 4);
    let told = all(&db, now, &Filter::default()).await;
    assert!(told.iter().all(|one| one.theme.0 != Theme::Queue), "{told:?}");
    for one in &told {
        correct(&db, &lead, now, one.id, one.edits, Theme::Queue, Mood::Negative).await.unwrap();
        // pressed twice
        correct(&db, &lead, now, one.id, one.edits, Theme::Queue, Mood::Negative).await.unwrap();
        let late = correct(&db, &lead, now, one.id, one.edits, Theme::Staff, Mood::Negative).await;
        assert!(matches!(late, Err(Error::Conflict("feedback-changed"))), "a colleague was faster");
    }
    assert_eq!(count(&db, "select generation from feedback_model").await, 4);
    // what was understood before is read anew with what was learned since, once colleagues have stopped correcting
    let old = say(&db, after(0), "ORD", "zorbulator, line at pier four").await;
    sqlx::query("insert into feedback (invitation, question, said_at, locale, generation) values ($1, 'words', $2, 'en', 0)")
        .bind(old)
        .bind(jiff_sqlx::ToSqlx::to_sqlx(after(0)))
        .execute(&db)
        .await
        .unwrap();
    sqlx::query("update survey_invitation set understood_at = now() where id = $1").bind(old).execute(&db).await.unwrap();
    let theme = async || {
        sqlx::query_scalar::<_, String>("select theme from feedback where invitation = $1").bind(old).fetch_one(&db).await.unwrap()
    };
    assert_eq!((understood(&db, now, &mut model).await, theme().await.as_str()), (0, "other"), "not while they are correcting");
    assert_eq!((understood(&db, after(2), &mut model).await, theme().await.as_str()), (1, "queue"));
    let said = "a zorbulator at gate four";
    for model in [&mut model, &mut None] {
        say(&db, after(5), "ORD", said).await;
        assert_eq!(understood(&db, after(5), model).await, 1);
    }
    let learned = all(&db, after(6), &Filter { term: Some("gate".into()), ..Filter::default() }).await;
    let of: Vec<_> = learned.iter().map(|one| (one.theme, one.mood, one.deciding.clone())).collect();
    assert_eq!(of.len(), 2);
    assert_eq!((of[0].0.0, of[0].1.0), (Theme::Queue, Mood::Negative));
    assert_eq!(of[0], of[1], "whether it learned one by one or began anew");
    assert!(of[0].2.iter().any(|word| word == "zorbulator"));
    let kept: (String, String) =
        sqlx::query_as("select theme_to, corrected_by::text from feedback_correction limit 1").fetch_one(&db).await.unwrap();
    assert_eq!(kept, ("queue".into(), AGENT.into()));
}

#[sqlx::test(migrations = "../migrations")]
async fn words_are_read_by_who_leads_and_of_their_own_departments(db: PgPool) {
    asking(&db).await;
    let (now, mut model) = (after(2), None);
    let id = say(&db, after(1), "ORD", "My bag is broken").await;
    understood(&db, now, &mut model).await;
    let message = message_of(&db, id).await;
    for (viewer, sees, refused) in [
        (staff(Role::Supervisor), 1, false),
        (staff(Role::Administrator), 1, false),
        (owner_of("baggage"), 1, false),
        (owner_of("relations"), 0, false),
        (staff(Role::Agent), 0, true),
    ] {
        let got = list(&db, &viewer, now, &Filter::default()).await;
        assert_eq!(got.as_ref().map(|page| page.messages.len()).unwrap_or_default(), sees, "{viewer:?}");
        assert_eq!(matches!(got, Err(Error::Forbidden)), refused);
        let found = patterns(&db, &viewer, now).await;
        assert_eq!(found.map(|found| found.all).unwrap_or_default(), sees);
        let corrects = correct(&db, &viewer, now, message, 0, Theme::BagDamaged, Mood::Negative).await;
        assert_eq!(matches!(corrects, Ok(()) | Err(Error::Conflict(_))), sees == 1, "{corrects:?}");
    }
    for result in [
        list(&db, &Viewer::default(), now, &Filter::default()).await.err(),
        list(&db, &Viewer::system(), now, &Filter::default()).await.err(),
    ] {
        assert!(matches!(result, Some(Error::SignInFirst)));
    }
    assert!(matches!(correct(&db, &staff(Role::Supervisor), now, message + 1, 0, Theme::Queue, Mood::Neutral).await, Err(Error::NotFound)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_long_list_is_gone_through_in_pages_and_narrowed(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(48), None);
    for n in 0..30 {
        // ten at each instant: the order does not depend on times alone
        say(&db, after(n / 10), if n % 2 == 0 { "ORD" } else { "LAX" }, &format!("Line at the counter, desk {n}")).await;
    }
    assert_eq!(understood(&db, now, &mut model).await, 30);
    let first = list(&db, &lead, now, &Filter::default()).await.unwrap();
    let rest = list(&db, &lead, now, &Filter { before: first.next.clone(), ..Filter::default() }).await.unwrap();
    assert_eq!((first.messages.len(), rest.messages.len(), rest.next), (25, 5, None));
    let mut seen: Vec<_> = first.messages.iter().chain(&rest.messages).map(|one| one.id).collect();
    assert!(first.messages.windows(2).all(|two| two[0].said_at >= two[1].said_at));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 30);
    let narrowed = async |filter: Filter| list(&db, &lead, now, &filter).await.unwrap().messages.len();
    assert_eq!(narrowed(Filter { station: Some("ORD".into()), ..Filter::default() }).await, 15);
    assert_eq!(narrowed(Filter { route: Some(("EWR".into(), "LAX".into())), ..Filter::default() }).await, 15);
    assert_eq!(narrowed(Filter { flight: Some(("LD".into(), 409)), ..Filter::default() }).await, 0);
    assert_eq!(narrowed(Filter { term: Some("counter".into()), ..Filter::default() }).await, 25);
    assert_eq!(narrowed(Filter { from: Some("2026-11-21".parse().unwrap()), ..Filter::default() }).await, 0);
    assert_eq!(narrowed(Filter { to: Some("2026-11-20".parse().unwrap()), ..Filter::default() }).await, 25);
    assert_eq!(narrowed(Filter { since: Some(now), ..Filter::default() }).await, 0);
    assert_eq!(narrowed(Filter { before: Some("nonsense".into()), ..Filter::default() }).await, 25);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_belt_broken_this_morning_is_new_today_and_leads_to_its_messages(db: PgPool) {
    asking(&db).await;
    let (lead, mut model) = (staff(Role::Supervisor), None);
    let day = |n: i64| after(1) - SignedDuration::from_hours(24 * n);
    let ordinary = [
        "We waited long in line at the counter",
        "An hour late and no word why",
        "The seat was narrow",
        "Boarding was slow",
        "The crew was kind, thank you",
    ];
    for n in 0..21 {
        for (place, words) in ordinary.iter().enumerate() {
            say(&db, day(n) - SignedDuration::from_mins(place as i64 + 5), ["ORD", "LAX"][place % 2], words).await;
        }
    }
    let belt = [
        "Carousel 3 stood still",
        "The carousel at arrivals was broken",
        "Nobody came to the broken carousel",
        "carousel out of order, we stood an hour",
    ];
    for words in belt {
        say(&db, day(0) - SignedDuration::from_mins(30), "ORD", words).await;
    }
    say(&db, day(2), "ORD", "Somebody had painted the pier blue").await;
    understood(&db, after(1), &mut model).await;
    let found = patterns(&db, &lead, after(1)).await.unwrap();
    assert_eq!(found.new.len(), 1, "{:?}", found.new);
    assert!(found.new[0].terms.contains(&"carousel".to_owned()) && found.new[0].today == 4, "{:?}", found.new);
    let said = all(&db, after(1), &Filter { term: Some("carousel".into()), since: Some(day(1)), wanting: true, ..Filter::default() }).await;
    assert_eq!(said.len(), 4);
    let single = all(&db, after(1), &Filter { which: Which::Single, ..Filter::default() }).await;
    assert!(
        single.iter().any(|one| one.words.contains("painted")) && !single.iter().any(|one| one.words.contains("arousel")),
        "{single:?}"
    );
    assert!(found.common.iter().any(|common| common.count >= 21), "{:?}", found.common);
    // a day earlier nobody knew of it
    assert_eq!(patterns(&db, &lead, day(1)).await.unwrap().new, []);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_figure_beside_the_words_tells_and_what_is_a_guess_is_asked_about_first(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(9), None);
    let rated = async |words: &str, rating: i16| {
        let id = say(&db, after(1), "ORD", words).await;
        sqlx::query("insert into survey_answer (invitation, question, kind, number, measure, survey) values ($1, 'overall', 'rating', $2, 'satisfaction', 'after-flight')")
            .bind(id)
            .bind(rating)
            .execute(&db)
            .await
            .unwrap();
        id
    };
    let open = "Bags were on the belt when we got there.";
    let (pleased, angry) = (rated(open, 5).await, rated(open, 1).await);
    say(&db, after(1), "ORD", "Thank you, what a lovely crew!").await;
    say(&db, after(1), "ORD", open).await;
    understood(&db, now, &mut model).await;
    let told = all(&db, now, &Filter::default()).await;
    let (pleased, angry) = (message_of(&db, pleased).await, message_of(&db, angry).await);
    let mood = |id: i64| told.iter().find(|one| one.id == id).unwrap().mood;
    assert_eq!((mood(pleased).0, mood(angry).0), (Mood::Positive, Mood::Negative));
    assert!(told.iter().all(|one| one.mood.1 <= 0.97 && one.theme.1 <= 0.97), "{told:?}");
    let unsure = Filter { which: Which::Unsure, ..Filter::default() };
    let first = all(&db, now, &unsure).await;
    assert!(!first.is_empty() && first.iter().all(|one| !one.words.contains("lovely crew")), "{first:?}");
    assert!(first.windows(2).all(|two| two[0].mood.1.min(two[0].theme.1) <= two[1].mood.1.min(two[1].theme.1)), "{first:?}");
    assert_eq!(patterns(&db, &lead, now).await.unwrap().unsure, first.len());
    let one = first.first().unwrap();
    correct(&db, &lead, now, one.id, one.edits, Theme::BagMissing, Mood::Positive).await.unwrap();
    assert_eq!(all(&db, now, &unsure).await.len(), first.len() - 1, "who has said makes room");
    assert_eq!(patterns(&db, &lead, now).await.unwrap().unsure, first.len() - 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn patterns_are_put_together_once_until_something_is_said(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(2), None);
    say(&db, after(1), "ORD", "My bag is broken").await;
    understood(&db, now, &mut model).await;
    let looked = async |viewer: &Viewer, now| patterns(&db, viewer, now).await.unwrap();
    let first = looked(&lead, now).await;
    assert!(std::sync::Arc::ptr_eq(&first, &looked(&lead, now + SignedDuration::from_secs(60)).await));
    assert!(!std::sync::Arc::ptr_eq(&first, &looked(&lead, now + SignedDuration::from_mins(3)).await), "hours pass");
    assert_eq!(looked(&owner_of("relations"), now).await.all, 0, "nobody gets what was put together for others");
    say(&db, after(1), "LAX", "My bag is broken").await;
    understood(&db, now, &mut model).await;
    assert_eq!((first.all, looked(&lead, now + SignedDuration::from_mins(3)).await.all), (1, 2));
}

#[sqlx::test(migrations = "../migrations")]
async fn several_answers_of_one_person_are_one_voice_and_each_is_read(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(2), None);
    let id = say(&db, after(1), "ORD", "The crew was kind, thank you").await;
    sqlx::query("insert into survey_answer (invitation, question, kind, words, survey) values ($1, 'worst', 'text', 'My bag is broken', 'after-flight')")
        .bind(id)
        .execute(&db)
        .await
        .unwrap();
    assert_eq!(understood(&db, now, &mut model).await, 2);
    let told = all(&db, now, &Filter::default()).await;
    assert_eq!((told.len(), patterns(&db, &lead, now).await.unwrap().all), (2, 1));
    let new = Finding { finding: "Bags".into(), words: Some(Filter::default()), ..Finding::default() };
    let finding = create(&db, &lead, now, Uuid::now_v7(), &new).await.unwrap();
    let found = find(&db, &lead, now, finding).await.unwrap();
    assert_eq!((found.line.words, found.words.len(), found.tell), (1, 2, (1, 0)));
}
