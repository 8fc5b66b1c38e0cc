//! Procedures: written as help is, beside the steps they belong to, and never met by passengers (OFF-7).

use crate::common::{demo, now, sentence, staff, words};
use desk::help::procedures::{Procedure, standing};
use desk::help::writing::{
    Draft, Fault, Filter, Manuscript, NewProcedure, PlaceFacts, Seen, Standing, TypedPlace, approve, create_procedure, faults, give_back,
    manuscript, procedures, send, set_place, start, withdraw,
};
use desk::help::{article, publish_due, search, shelves};
use desk::{Error, PgPool};
use domain::case::Kind;
use domain::help::{State, Text, Words, WorkStep};
use domain::locale::Locale::{self, En, ZhCn};
use domain::rights::Viewer;
use jiff::SignedDuration;

const SLUG: &str = "answer-quokka";
const TEXT: Text<'_> = Text::procedure(SLUG);

const fn place(step: &'static str, kind: &'static str, department: &'static str) -> TypedPlace<'static> {
    TypedPlace { step, kind, department }
}

fn draft(locale: Locale, number: i32, edits: i32, words: &Words, follows: Option<i32>) -> Draft<'_> {
    Draft { locale, number, edits, words, follows }
}

const fn seen(locale: Locale, number: i32, edits: i32) -> Seen {
    Seen { locale, number, edits }
}

/// Version 1 in English, by Samuel, approved by Petra: beside the answer to cases about bags in Baggage.
async fn published(db: &PgPool) {
    let (author, reviewer) = (staff("samuel.okoye"), staff("petra.novak"));
    create_procedure(db, &author, now(), NewProcedure { slug: SLUG, owner: "baggage", place: place("answer", "baggage", "baggage") })
        .await
        .unwrap();
    send(db, &author, now(), TEXT, draft(En, 1, 0, &words("Quokkas in bags"), None)).await.unwrap();
    approve(db, &reviewer, now(), TEXT, seen(En, 1, 1), None, true).await.unwrap();
}

async fn beside(db: &PgPool, locale: Locale, kind: Kind, department: &str) -> Vec<Procedure> {
    standing(db, &staff("agent"), locale, Some(kind), Some(department), &[WorkStep::Answer]).await.unwrap()
}

async fn read(db: &PgPool) -> Manuscript {
    manuscript(db, &staff("agent"), En, TEXT).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn every_step_has_one_in_both_languages(db: PgPool) {
    demo(&db).await;
    for locale in Locale::ALL {
        let all = standing(&db, &staff("agent"), locale, None, None, &WorkStep::ALL).await.unwrap();
        assert!(WorkStep::ALL.iter().all(|step| all.iter().any(|one| one.place.step == *step)), "{locale:?}");
        assert!(all.iter().all(|one| one.locale == locale && !one.outdated && one.number == 1 && one.since == Some(now())));
    }
    // loaded again, nothing is there twice
    let before: i64 = sqlx::query_scalar("select count(*) from text_version").fetch_one(&db).await.unwrap();
    let shown: i64 = sqlx::query_scalar("select count(*) from article_version").fetch_one(&db).await.unwrap();
    assert!(shown < before, "who reads articles meets no procedure");
}

#[sqlx::test(migrations = "../migrations")]
async fn it_stands_beside_its_step_once_somebody_else_approved_it(db: PgPool) {
    demo(&db).await;
    let (author, reviewer) = (staff("samuel.okoye"), staff("petra.novak"));
    create_procedure(&db, &author, now(), NewProcedure { slug: SLUG, owner: "baggage", place: place("answer", "baggage", "") })
        .await
        .unwrap();
    send(&db, &author, now(), TEXT, draft(En, 1, 0, &words("Quokkas in bags"), None)).await.unwrap();
    let slugs = async |kind, department| {
        let found = beside(&db, En, kind, department).await;
        found.into_iter().map(|one| one.slug).collect::<Vec<_>>()
    };
    assert_eq!(slugs(Kind::Baggage, "baggage").await, ["answer-bag", "answer-case"], "nobody has approved it");
    assert!(matches!(approve(&db, &author, now(), TEXT, seen(En, 1, 1), None, true).await, Err(Error::Forbidden)));
    assert_eq!(sentence(approve(&db, &reviewer, now(), TEXT, seen(En, 1, 1), None, false).await), "knowledge-checked-first");
    approve(&db, &reviewer, now(), TEXT, seen(En, 1, 1), None, true).await.unwrap();
    assert_eq!(slugs(Kind::Baggage, "flights").await, ["answer-bag", SLUG, "answer-case"], "the particular ones first");
    assert_eq!(slugs(Kind::Inquiry, "refunds").await, ["answer-refund", "answer-case"]);
    assert_eq!(slugs(Kind::Complaint, "relations").await, ["answer-complaint", "answer-case"]);

    // passengers find it nowhere
    assert!(search(&db, En, "quokka", 8).await.unwrap().is_empty());
    assert!(matches!(article(&db, En, SLUG).await, Err(Error::NotFound)));
    assert!(shelves(&db, En).await.unwrap().iter().all(|shelf| shelf.articles.iter().all(|link| link.slug != SLUG)));
    let terms: i64 = sqlx::query_scalar("select count(*) from help_posting where slug = $1").bind(SLUG).fetch_one(&db).await.unwrap();
    assert_eq!(terms, 0);
    let trail: Vec<(String, String)> =
        sqlx::query_as("select action, subject_kind from audit where subject = $1 order by id").bind(SLUG).fetch_all(&db).await.unwrap();
    let kept = ["text_opened", "text_sent", "text_published"].map(|action| (action.to_owned(), "procedure".to_owned()));
    assert_eq!(trail, kept);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_read_stays_readable_and_a_translation_says_when_it_is_old(db: PgPool) {
    demo(&db).await;
    published(&db).await;
    let (author, reviewer) = (staff("samuel.okoye"), staff("petra.novak"));
    start(&db, &author, now(), TEXT, ZhCn).await.unwrap();
    send(&db, &author, now(), TEXT, draft(ZhCn, 1, 0, &words("行李里的短尾袋鼠"), Some(1))).await.unwrap();
    approve(&db, &reviewer, now(), TEXT, seen(ZhCn, 1, 1), None, false).await.unwrap();
    let told = async |locale| {
        let found = beside(&db, locale, Kind::Baggage, "baggage").await;
        found.into_iter().find(|one| one.slug == SLUG).map(|one| (one.locale, one.number, one.outdated))
    };
    assert_eq!((told(En).await, told(ZhCn).await), (Some((En, 1, false)), Some((ZhCn, 1, false))));

    // a new version holds from its hour on; the old one stays what it was
    let hour = now() + SignedDuration::from_hours(2);
    start(&db, &author, now(), TEXT, En).await.unwrap();
    send(&db, &author, now(), TEXT, draft(En, 2, 0, &words("Quokkas: new"), None)).await.unwrap();
    give_back(&db, &reviewer, now(), TEXT, seen(En, 2, 1), "Say which.").await.unwrap();
    send(&db, &author, now(), TEXT, draft(En, 2, 1, &words("Quokkas: newer"), None)).await.unwrap();
    approve(&db, &reviewer, now(), TEXT, seen(En, 2, 2), Some(hour), false).await.unwrap();
    assert_eq!(told(En).await, Some((En, 1, false)));
    assert_eq!(publish_due(&db, hour).await.unwrap(), 1);
    assert_eq!((told(En).await, told(ZhCn).await), (Some((En, 2, false)), Some((ZhCn, 1, true))));
    let kept = read(&db).await;
    let first = kept.version(En, 1).unwrap();
    assert_eq!((first.state, first.words.title.as_str()), (State::Replaced, "Quokkas in bags"));
    let outdated = Filter { standing: Standing::Outdated, ..Filter::default() };
    let listed = procedures(&db, &author, En, now(), &outdated).await.unwrap();
    assert_eq!(listed.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(), [SLUG]);

    // retired: gone from its step, not from memory
    withdraw(&db, &reviewer, now(), TEXT, seen(En, 2, 2)).await.unwrap();
    assert_eq!((told(En).await, told(ZhCn).await), (None, Some((ZhCn, 1, false))));
    assert_eq!(read(&db).await.version(En, 2).unwrap().state, State::Withdrawn);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_may_and_what_has_to_be_said(db: PgPool) {
    demo(&db).await;
    published(&db).await;
    let (author, owner, stranger) = (staff("samuel.okoye"), staff("petra.novak"), staff("daniel.weiss"));
    for nobody in [Viewer::default(), Viewer::system()] {
        assert!(matches!(standing(&db, &nobody, En, None, None, &WorkStep::ALL).await, Err(Error::SignInFirst)));
        assert!(matches!(manuscript(&db, &nobody, En, TEXT).await, Err(Error::SignInFirst)));
        assert!(matches!(procedures(&db, &nobody, En, now(), &Filter::default()).await, Err(Error::SignInFirst)));
    }
    let new = NewProcedure { slug: "drones", owner: "baggage", place: place("answer", "", "") };
    assert!(matches!(create_procedure(&db, &stranger, now(), new).await, Err(Error::Forbidden)));
    for (wrong, expected) in [
        (NewProcedure { slug: "Drones", ..new }, "knowledge-slug-wrong"),
        (NewProcedure { slug: SLUG, ..new }, "procedure-slug-taken"),
        (NewProcedure { owner: "x", ..new }, "procedure-owner-missing"),
        (NewProcedure { place: place("dance", "", ""), ..new }, "procedure-step-missing"),
        (NewProcedure { place: place("answer", "dance", ""), ..new }, "procedure-kind-wrong"),
        (NewProcedure { place: place("answer", "", "x"), ..new }, "procedure-department-wrong"),
    ] {
        assert_eq!(sentence(create_procedure(&db, &author, now(), wrong).await), expected);
    }
    // the same name in the other book is another text
    create_procedure(&db, &author, now(), NewProcedure { slug: "bag-missing", ..new }).await.unwrap();
    let empty = send(&db, &author, now(), Text::procedure("bag-missing"), draft(En, 1, 0, &Words::default(), None)).await;
    let Err(Error::Invalid(errors)) = empty else { panic!() };
    assert_eq!(errors.iter().map(|error| error.message).collect::<Vec<_>>()[1], "procedure-summary-missing");

    // links may lead to the desk, and to what there is
    let body = "[a](/desk/queue) [b](/desk/procedures/close-case) [c](/desk/procedures/nothing) [d](/help/nothing) [e](/desk/nothing)";
    let found = faults(&db, TEXT, body).await.unwrap();
    let expected = [
        Fault::NoProcedure("/desk/procedures/nothing".to_owned()),
        Fault::NoArticle("/help/nothing".to_owned()),
        Fault::NoPage("/desk/nothing".to_owned()),
    ];
    assert_eq!(found, expected);
    let linked = manuscript(&db, &author, En, Text::procedure("check-identity")).await.unwrap().linked_from;
    assert_eq!(linked.iter().map(|link| link.slug.as_str()).collect::<Vec<_>>(), ["record-call"]);

    // where it stands is the owner's to change, once it is read
    let facts = PlaceFacts { edits: 1, owner: "baggage", place: place("close", "", ""), reviewed_on: "2026-11-20" };
    assert!(matches!(set_place(&db, &author, now(), SLUG, facts).await, Err(Error::Forbidden)));
    assert_eq!(
        sentence(set_place(&db, &owner, now(), SLUG, PlaceFacts { reviewed_on: "soon", ..facts }).await),
        "knowledge-reviewed-wrong"
    );
    set_place(&db, &owner, now(), SLUG, facts).await.unwrap();
    assert_eq!(sentence(set_place(&db, &owner, now(), SLUG, facts).await), "knowledge-facts-edited");
    assert!(beside(&db, En, Kind::Baggage, "baggage").await.iter().all(|one| one.slug != SLUG));
    let due = Filter { standing: Standing::Due, ..Filter::default() };
    assert!(procedures(&db, &author, En, now(), &due).await.unwrap().is_empty());
    let year = now() + SignedDuration::from_hours(24 * 366);
    assert!(procedures(&db, &author, En, year, &due).await.unwrap().iter().any(|one| one.slug == SLUG && one.due));
}
