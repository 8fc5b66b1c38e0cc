//! What passengers complain about in a case, understood with what they say in surveys.

use super::scene::{ADA, after, asking, count, public, staff};
use super::words::{message_of, owner_of, say, understood};
use desk::cases::{New, Origin, seed};
use desk::feedback::{Filter, Message, correct, list, patterns};
use desk::improvements::{New as Finding, create, find, tell_due};
use desk::surveys::{archive, erase};
use desk::{Error, PgPool};
use domain::case::{Actor, Channel, Kind, Topic};
use domain::feedback::{Mood, Theme};
use domain::locale::Locale;
use domain::rights::{Grants, Role, Viewer};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// A complaint about her flight, by web: its reference.
async fn complain(db: &PgPool, at: Timestamp, address: &str, words: &str) -> String {
    let new = New {
        kind: Kind::Complaint,
        topic: Topic::Conduct,
        subject: "A complaint".into(),
        words: words.into(),
        name: "Ada Okafor".into(),
        email: address.into(),
        language: Locale::En,
        locator: Some("X4TE6N".into()),
        flight: Some(("LD".into(), 408, "2026-11-20".parse().unwrap())),
        bag_tag: String::new(),
    };
    let origin =
        Origin { channel: Channel::Web, address: Some(address.into()), passenger: None, actor: Actor::Passenger("Ada Okafor".into()) };
    let mut tx = db.begin().await.unwrap();
    let file = seed(&mut tx, at, new, origin).await.unwrap();
    tx.commit().await.unwrap();
    file.reference
}

async fn told(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Vec<Message> {
    list(db, viewer, now, &Filter::default()).await.unwrap().messages
}

#[sqlx::test(migrations = "../migrations")]
async fn a_complaint_is_understood_listed_corrected_and_counted(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(3), None);
    let reference = complain(&db, after(1), "eve@example.com", "The purser was rude and yelled at my son").await;
    say(&db, after(2), "ORD", "My bag is broken").await;
    assert_eq!(understood(&db, now, &mut model).await, 2);
    assert_eq!(understood(&db, now, &mut model).await, 0, "once");
    let all = told(&db, &lead, now).await;
    assert_eq!(all.len(), 2);
    let one = &all[1];
    assert_eq!(
        (one.case.as_deref(), one.complaint, one.theme.0, one.mood.0),
        (Some(reference.as_str()), true, Theme::Staff, Mood::Negative)
    );
    assert_eq!(one.route, Some(("EWR".into(), "ORD".into())), "where its flight went");
    assert_eq!((all[0].complaint, &all[0].case), (false, &None));
    let found = patterns(&db, &lead, now).await.unwrap();
    assert_eq!((found.all, found.today), (2, 2));
    // only who may open the case, and of their own departments
    assert_eq!(told(&db, &owner_of("relations"), now).await.len(), 1);
    assert_eq!(told(&db, &owner_of("baggage"), now).await.iter().filter(|one| one.complaint).count(), 0);
    let theirs = correct(&db, &owner_of("baggage"), now, one.id, one.edits, Theme::Queue, Mood::Negative).await;
    assert!(matches!(theirs, Err(Error::NotFound)));
    correct(&db, &lead, now, one.id, one.edits, Theme::Queue, Mood::Neutral).await.unwrap();
    let late = correct(&db, &lead, now, one.id, one.edits, Theme::Staff, Mood::Negative).await;
    assert!(matches!(late, Err(Error::Conflict("feedback-changed"))));
    let again = &told(&db, &lead, now).await[1];
    assert_eq!((again.theme.0, again.mood.0, again.corrected), (Theme::Queue, Mood::Neutral, true));
    assert!(matches!(correct(&db, &lead, now, 0, 0, Theme::Queue, Mood::Neutral).await, Err(Error::NotFound)));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_corrected_of_a_complaint_is_learned_for_answers_too(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(3), None);
    for n in 0..4 {
        complain(&db, after(1), &format!("p{n}@example.com"), "the zorbulator again").await;
    }
    understood(&db, now, &mut model).await;
    for one in told(&db, &lead, now).await {
        correct(&db, &lead, now, one.id, one.edits, Theme::Queue, Mood::Negative).await.unwrap();
    }
    complain(&db, after(1), "late@example.com", "zorbulator at gate four").await;
    let answer = say(&db, after(2), "ORD", "a zorbulator").await;
    for model in [&mut model, &mut None] {
        understood(&db, now, model).await;
    }
    let all = told(&db, &lead, now).await;
    let answer = message_of(&db, answer).await;
    let of = |place: &dyn Fn(&Message) -> bool| all.iter().find(|one| place(one)).unwrap().theme.0;
    assert_eq!(of(&|one| one.id == answer), Theme::Queue);
    assert_eq!(of(&|one| one.words.contains("gate four")), Theme::Queue);
}

#[sqlx::test(migrations = "../migrations")]
async fn answers_and_complaints_of_one_instant_are_gone_through_once_each(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(3), None);
    for n in 0..20 {
        say(&db, after(1), "ORD", &format!("Line at desk {n}")).await;
        complain(&db, after(1), "eve@example.com", &format!("Line at counter {n}")).await;
    }
    understood(&db, now, &mut model).await;
    let (mut seen, mut filter) = (Vec::new(), Filter::default());
    loop {
        let page = list(&db, &lead, now, &filter).await.unwrap();
        seen.extend(page.messages.iter().map(|one| one.id));
        let Some(next) = page.next else { break };
        filter.before = Some(next);
    }
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((all, seen.len()), (40, 40));
}

#[sqlx::test(migrations = "../migrations")]
async fn complaints_lead_to_a_finding_by_name(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(3), None);
    let reference = complain(&db, after(1), "eve@example.com", "The zorbulator was rude").await;
    say(&db, after(1), "ORD", "zorbulator").await;
    understood(&db, now, &mut model).await;
    let words = Some(Filter { term: Some("zorbulator".into()), ..Filter::default() });
    let id =
        create(&db, &lead, now, Uuid::now_v7(), &Finding { finding: "Zorbulators".into(), words, ..Finding::default() }).await.unwrap();
    let cases: Vec<String> = sqlx::query_scalar("select cases from improvement where id = $1").bind(id).fetch_one(&db).await.unwrap();
    assert_eq!(cases, [reference]);
    assert_eq!(count(&db, "select count(*) from improvement_word").await, 2);
    let found = find(&db, &lead, now, id).await.unwrap();
    assert_eq!((found.line.words, found.words.len()), (2, 2), "either is heard");
    assert_eq!(find(&db, &owner_of("baggage"), now, id).await.unwrap().words.len(), 1, "by whose department it is");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_complained_hears_of_it_once_if_they_asked_for_it_when_they_were_asked_about_their_case(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(3), None);
    let mut named = Vec::new();
    for (address, tell, sent) in [
        ("eve@example.com", Some(true), true),
        ("eve@example.com", None, false),
        ("ben@example.com", Some(false), true),
        ("li@example.com", Some(true), false),
        ("kim@example.com", None, false),
    ] {
        let reference = complain(&db, after(1), address, "The zorbulator was rude").await;
        if let Some(tell) = tell {
            asked_about(&db, &reference, address, tell, sent).await;
        }
        named.push(reference);
    }
    understood(&db, now, &mut model).await;
    let new = Finding { finding: "Zorbulators".into(), cases: named.join(" "), ..Finding::default() };
    let id = create(&db, &lead, now, Uuid::now_v7(), &new).await.unwrap();
    let found = find(&db, &lead, now, id).await.unwrap();
    assert_eq!((found.line.words, found.tell), (5, (1, 0)), "whose complaints are named are heard");
    assert_eq!(tell_due(&db, now).await.unwrap(), 0, "not before it is published");
    sqlx::query("update improvement set state = 'done', said_en = 'a', said_zh = 'b', did_en = 'c', did_zh = 'd', published_at = $1")
        .bind(now.to_sqlx())
        .execute(&db)
        .await
        .unwrap();
    assert_eq!((tell_due(&db, now).await.unwrap(), tell_due(&db, now).await.unwrap()), (1, 0));
    let written: Vec<String> = sqlx::query_scalar("select recipient from outbox where kind = 'improved'").fetch_all(&db).await.unwrap();
    assert_eq!(written, ["eve@example.com"]);
    assert_eq!(find(&db, &lead, now, id).await.unwrap().tell, (1, 1));
    let eve = public(Grants { contacts: vec!["eve@example.com".into()], ..Grants::default() });
    let all = archive(&db, &eve, now, Locale::En, "eve@example.com").await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].outcomes.len(), all[0].outcomes[0].did.as_deref()), (1, Some("c")), "and finds it where they were asked");
}

/// They were asked about their case once it was closed, and said whether they want to hear what becomes of it.
async fn asked_about(db: &PgPool, reference: &str, address: &str, tell: bool, sent: bool) {
    sqlx::query(
        "insert into survey_invitation (id, survey, version, occasion, cause, person, locale, facts, created_at, expires_at, done_at, month, channel,
                                        answer_locale, tell, case_id, understood_at)
         select $1, 'after-case', 1, 'case', 'case:' || reference, $3, 'en', '{}', $4, $4, case when $6 then $4 end, '2026-11-01', 'mail', 'en', $5, id, $4
           from case_file where reference = $2",
    )
    .bind(Uuid::now_v7())
    .bind(reference)
    .bind(address)
    .bind(after(2).to_sqlx())
    .bind(tell)
    .bind(sent)
    .execute(db)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn who_is_forgotten_is_no_longer_read_here_whenever_it_would_have_been_understood(db: PgPool) {
    asking(&db).await;
    let (lead, now, mut model) = (staff(Role::Supervisor), after(3), None);
    complain(&db, after(1), ADA, "the zorbulator again").await;
    complain(&db, after(1), "eve@example.com", "a zorbulator here, too").await;
    understood(&db, now, &mut model).await;
    for one in told(&db, &lead, now).await.iter().filter(|one| one.words.contains("again")) {
        correct(&db, &lead, now, one.id, one.edits, Theme::Queue, Mood::Negative).await.unwrap();
    }
    // one that nobody has read yet
    complain(&db, after(2), ADA, "and the zorbulator once more").await;
    let ada = public(Grants { contacts: vec![ADA.into()], ..Grants::default() });
    erase(&db, &ada, now, ADA).await.unwrap();
    for model in [&mut model, &mut None] {
        understood(&db, now + SignedDuration::from_mins(20), model).await;
    }
    let left = told(&db, &lead, now).await;
    assert_eq!(left.len(), 1);
    assert!(left[0].words.contains("here, too") && left[0].theme.0 != Theme::Queue, "what was learned from hers is unlearned: {left:?}");
    assert_eq!(patterns(&db, &lead, now).await.unwrap().all, 1);
    let words =
        count(&db, "select count(*) from feedback where forgotten and (terms <> '{}' or theme_words <> '{}' or mood_words <> '{}')");
    assert_eq!(words.await, 0);
}
