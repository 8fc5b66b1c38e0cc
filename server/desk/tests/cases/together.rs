//! Colleagues at one case: tags, putting aside, links, follow-ups (OFF-2, INQ-5).

use crate::common::*;
use desk::cases::{self, At, together};
use desk::{Error, PgPool, queue};
use domain::queue::{Due, Filter, Rest};
use domain::rights::{Role, Viewer};
use jiff::Timestamp;
use uuid::Uuid;

async fn listed(db: &PgPool, viewer: &Viewer, at: Timestamp, filter: Filter) -> Vec<String> {
    let page = queue::list(db, viewer, at, &filter, None).await.unwrap();
    page.items.into_iter().map(|item| item.reference).collect()
}

fn rest(rest: Rest) -> Filter {
    Filter { rest, ..Filter::default() }
}

fn field<T: std::fmt::Debug>(outcome: Result<T, Error>) -> &'static str {
    match outcome {
        Err(Error::Invalid(errors)) => errors[0].field,
        other => panic!("{other:?}"),
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn tags_are_put_on_by_many_at_once_and_none_is_lost(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mut tasks = Vec::new();
    for n in 0..10 {
        let (db, agent, reference) = (db.clone(), agent(&db).await, reference.clone());
        tasks.push(tokio::spawn(async move {
            together::tag(&db, &agent, later(1), &reference, &format!("Tag {n}")).await.unwrap();
            together::tag(&db, &agent, later(1), &reference, "雪天").await.unwrap();
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let mei = agent(&db).await;
    let tags = cases::view(&db, &mei, later(2), &reference, false).await.unwrap().staff.unwrap().arranged.tags;
    assert_eq!(tags.len(), 11);
    assert_eq!(count(&db, "select count(*) from case_entry where kind = 'note'").await, 11, "what it has is not said again");
    assert_eq!(field(together::tag(&db, &mei, later(2), &reference, "<b>").await), "tag");
    together::tag(&db, &mei, later(2), &reference, "twelfth").await.unwrap();
    assert_eq!(field(together::tag(&db, &mei, later(2), &reference, "thirteenth").await), "tag");

    let tagged = |tag: &str| Filter { tag: tag.into(), ..Filter::default() };
    assert_eq!(listed(&db, &mei, later(3), tagged("雪天")).await, [reference.clone()]);
    together::untag(&db, &mei, later(3), &reference, "雪天").await.unwrap();
    together::untag(&db, &mei, later(3), &reference, "雪天").await.unwrap();
    assert!(listed(&db, &mei, later(3), tagged("雪天")).await.is_empty());
    assert!(together::suggestions(&db, &mei, &["baggage".into()]).await.unwrap().contains(&"雪天".to_owned()));
    assert!(together::suggestions(&db, &mei, &["refunds".into()]).await.unwrap().is_empty());

    // I6: the passenger neither sees nor does any of it
    assert!(matches!(together::tag(&db, &passenger, later(4), &reference, "vip").await, Err(Error::Forbidden)));
    let theirs = cases::view(&db, &passenger, later(4), &reference, false).await.unwrap();
    assert_eq!(theirs.entries.len(), 1);
    let admin = staff(&db, "Ingrid", Role::Administrator, &[]).await;
    assert!(matches!(together::tag(&db, &admin, later(4), &reference, "vip").await, Err(Error::Forbidden)));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_put_aside_comes_back_at_its_time_or_with_the_passengers_word(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = agent(&db).await;
    assert_eq!(field(together::put_aside(&db, &mei, later(1), &reference, later(1)).await), "until");
    together::put_aside(&db, &mei, later(1), &reference, later(60)).await.unwrap();
    let due = cases::view(&db, &mei, later(2), &reference, false).await.unwrap().head.reply_by;
    assert!(due.is_some(), "the promise goes on");
    assert!(listed(&db, &mei, later(59), Filter::default()).await.is_empty());
    assert_eq!(listed(&db, &mei, later(59), rest(Rest::Aside)).await, [reference.clone()]);
    assert_eq!(listed(&db, &mei, later(59), rest(Rest::Any)).await, [reference.clone()]);
    assert_eq!(listed(&db, &mei, later(59), Filter { words: reference.clone(), ..Filter::default() }).await, [reference.clone()]);
    assert_eq!(listed(&db, &mei, later(60), Filter::default()).await, [reference.clone()], "its time has come");
    assert!(listed(&db, &mei, later(60), rest(Rest::Aside)).await.is_empty());

    together::put_aside(&db, &mei, later(61), &reference, later(6000)).await.unwrap();
    assert_eq!(listed(&db, &mei, later(300), Filter { due: Due::Late, ..Filter::default() }).await, [reference.clone()], "late is seen");
    assert_eq!(listed(&db, &mei, later(300), Filter::default()).await, [reference.clone()], "and at hand");
    cases::note(&db, &mei, later(62), &reference, Uuid::new_v4(), "Still nothing.").await.unwrap();
    assert!(listed(&db, &mei, later(63), Filter::default()).await.is_empty());
    cases::reply(&db, &passenger, later(64), &reference, Uuid::new_v4(), "Any news?", false).await.unwrap();
    assert_eq!(listed(&db, &mei, later(65), Filter::default()).await, [reference.clone()]);

    // two colleagues from the same page: the second is told, nothing is overwritten
    let ana = staff(&db, "Ana Sol", Role::Agent, &["baggage"]).await;
    let seen = Some(cases::view(&db, &mei, later(66), &reference, false).await.unwrap().head.last_seq);
    together::put_aside(&db, &ana, later(66), At { reference: &reference, seen }, later(600)).await.unwrap();
    let second = together::put_aside(&db, &mei, later(66), At { reference: &reference, seen }, later(900)).await;
    assert!(matches!(second, Err(Error::Overtaken { .. })), "{second:?}");
    together::take_up(&db, &mei, later(67), &reference).await.unwrap();
    together::take_up(&db, &mei, later(67), &reference).await.unwrap();
    assert_eq!(count(&db, "select count(*) from case_aside").await, 0);
    // whoever gets it has not put it aside
    together::put_aside(&db, &mei, later(68), &reference, later(6000)).await.unwrap();
    cases::take(&db, &mei, later(69), &reference).await.unwrap();
    assert_eq!(listed(&db, &mei, later(70), Filter::default()).await, [reference.clone()]);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn links_are_said_in_both_cases_by_two_at_once_from_either_side(db: PgPool) {
    let ((one, _), (other, passenger)) = (opened(&db).await, opened(&db).await);
    let mei = agent(&db).await;
    let near = cases::view(&db, &mei, later(1), &one, false).await.unwrap().staff.unwrap().links;
    assert_eq!((near.len(), near[0].tied, near[0].same_opener), (1, false, true), "the same flight, bag and address");
    let mut tasks = Vec::new();
    for n in 0..12 {
        let (db, mei, one, other) = (db.clone(), mei.clone(), one.clone(), other.clone());
        tasks.push(tokio::spawn(async move {
            let (here, there) = if n % 2 == 0 { (&one, &other) } else { (&other, &one) };
            together::link(&db, &mei, later(1), here, there).await
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(count(&db, "select count(*) from case_tie").await, 2);
    assert_eq!(count(&db, "select count(*) from case_entry where kind = 'note'").await, 2);
    for reference in [&one, &other] {
        assert!(cases::view(&db, &mei, later(2), reference, false).await.unwrap().staff.unwrap().links[0].tied);
    }
    for wrong in ["nonsense", "LS-2222-2222", one.as_str()] {
        assert_eq!(field(together::link(&db, &mei, later(2), &one, wrong).await), "other", "{wrong}");
    }
    // a case of a department that is not theirs is told from none by nobody
    sqlx::query("update case_file set department = 'refunds' where reference = $1").bind(&other).execute(&db).await.unwrap();
    assert_eq!(field(together::link(&db, &mei, later(2), &one, &other).await), "other");
    assert!(cases::view(&db, &mei, later(2), &one, false).await.unwrap().staff.unwrap().links.is_empty());
    sqlx::query("update case_file set department = 'baggage'").execute(&db).await.unwrap();
    assert!(matches!(
        together::link(&db, &passenger, later(2), &other, &one).await,
        Err(Error::Invalid(_) | Error::Forbidden | Error::NotFound)
    ));
    together::unlink(&db, &mei, later(3), &other, &one).await.unwrap();
    assert_eq!(count(&db, "select count(*) from case_tie").await, 0);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_follow_up_reminds_once_and_what_is_written_then_is_the_passengers(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let mei = agent(&db).await;
    let key = Uuid::new_v4();
    assert_eq!(field(together::plan(&db, &mei, later(1), &reference, (later(1), "", "x"), key).await), "due");
    assert_eq!(field(together::plan(&db, &mei, later(1), &reference, (later(60), "", " "), key).await), "what");
    assert_eq!(field(together::plan(&db, &mei, later(1), &reference, (later(60), "nobody", "x"), key).await), "who");
    for _ in 0..2 {
        together::plan(&db, &mei, later(1), &reference, (later(60), "", "Ask whether the wheel holds."), key).await.unwrap();
    }
    assert_eq!(count(&db, "select count(*) from follow_up").await, 1);
    together::put_aside(&db, &mei, later(2), &reference, later(6000)).await.unwrap();
    assert_eq!(together::remind_due(&db, later(59)).await.unwrap(), 0);

    // two processes whose clocks strike at once
    let minutes = |at| {
        let db = db.clone();
        tokio::spawn(async move { together::remind_due(&db, at).await.unwrap() })
    };
    let (one, other) = (minutes(later(60)), minutes(later(60)));
    assert_eq!(one.await.unwrap() + other.await.unwrap(), 1);
    assert_eq!(listed(&db, &mei, later(61), Filter::default()).await, [reference.clone()], "no longer aside");
    assert_eq!(listed(&db, &mei, later(61), rest(Rest::FollowUp)).await, [reference.clone()]);
    assert_eq!(desk::staff::overview(&db, &mei, later(61)).await.unwrap().follow_ups, 1);
    assert_eq!(cases::view(&db, &passenger, later(61), &reference, false).await.unwrap().entries.len(), 1, "not yet the passenger's");

    // its words go into the reply, below what stands there
    let session = browser(&db).await.session;
    let mei = Viewer { session, ..mei };
    let draft = format!("reply:{reference}");
    cases::keep_draft(&db, &mei, later(61), &draft, &[("words".to_owned(), "Good morning.".to_owned())].into()).await.unwrap();
    together::write_now(&db, &mei, later(61), &reference, &key.to_string()).await.unwrap();
    assert_eq!(cases::draft(&db, &mei, &draft).await.unwrap()["words"], "Good morning.\n\nAsk whether the wheel holds.");
    cases::reply(&db, &mei, later(62), &reference, Uuid::new_v4(), "Does the wheel hold?", true).await.unwrap();
    assert_eq!(count(&db, "select count(*) from follow_up").await, 0, "done by writing");
    assert!(
        cases::view(&db, &passenger, later(63), &reference, false)
            .await
            .unwrap()
            .entries
            .iter()
            .any(|entry| entry.event.words() == Some("Does the wheel hold?"))
    );

    // what is left of a closed case's plans ends by itself
    together::plan(&db, &mei, later(64), &reference, (later(90), "", "Once more."), Uuid::new_v4()).await.unwrap();
    cases::close(&db, &mei, later(65), &reference, "").await.unwrap();
    assert_eq!(together::remind_due(&db, later(91)).await.unwrap(), 1);
    assert_eq!(count(&db, "select count(*) from follow_up").await, 0);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn the_check_notices_a_table_that_says_otherwise(db: PgPool) {
    let (reference, _) = opened(&db).await;
    let mei = agent(&db).await;
    together::tag(&db, &mei, later(1), &reference, "snow").await.unwrap();
    sqlx::query("delete from case_tag").execute(&db).await.unwrap();
    let (_, differences) = cases::verify(&db).await.unwrap();
    assert_eq!(differences.len(), 1);
    assert!(differences[0].what.contains("snow"), "{differences:?}");
}
