//! Every step of a version, who may take it, and what readers see after it.

use crate::common::{SLUG, TEXT, counts_agree, demo, draft, finds, now, read, seen, sentence, staff, state, waiting, words};
use desk::help::writing::{
    Facts, Filter, NewArticle, approve, create, give_back, list, manuscript, save, send, set_facts, start, withdraw,
};
use desk::help::{article, publish_due};
use desk::{Error, PgPool, Result};
use domain::help::{State, Text};
use domain::locale::Locale::{En, ZhCn};
use domain::rights::Viewer;
use jiff::SignedDuration;

#[sqlx::test(migrations = "../migrations")]
async fn a_version_is_written_reviewed_by_another_and_read_at_once(db: PgPool) {
    demo(&db).await;
    let (author, reviewer) = (staff("samuel.okoye"), staff("petra.novak"));
    start(&db, &author, now(), TEXT, En).await.unwrap();
    assert_eq!(sentence(start(&db, &author, now(), TEXT, En).await), "knowledge-open-already");
    let begun = read(&db).await;
    let begun = begun.open(En).unwrap();
    assert_eq!((begun.number, begun.edits, begun.state), (2, 0, State::Draft));
    assert_eq!(begun.words, read(&db).await.published(En).unwrap().words, "it begins with what is read");

    save(&db, &author, now(), TEXT, draft(2, 0, &words("Quokka in the bag"))).await.unwrap();
    assert_eq!(sentence(approve(&db, &reviewer, now(), TEXT, seen(2, 1), None, false).await), "knowledge-moved-on");
    send(&db, &author, now(), TEXT, draft(2, 1, &words("Quokka in the bag"))).await.unwrap();
    assert!(!finds(&db, "quokka").await, "nobody has approved it");
    assert_eq!(sentence(save(&db, &author, now(), TEXT, draft(2, 1, &words("Late"))).await), "knowledge-moved-on");

    assert_eq!(sentence(give_back(&db, &reviewer, now(), TEXT, seen(2, 1), "  ").await), "knowledge-reason-missing");
    give_back(&db, &reviewer, now(), TEXT, seen(2, 1), "Say where.").await.unwrap();
    let back = read(&db).await;
    let note = back.open(En).unwrap().note.clone().unwrap();
    assert_eq!((note.by.as_str(), note.words.as_str()), ("Petra Nováková", "Say where."));
    send(&db, &author, now(), TEXT, draft(2, 1, &words("Quokka in the hold"))).await.unwrap();
    assert_eq!(sentence(approve(&db, &reviewer, now(), TEXT, seen(2, 1), None, false).await), "knowledge-moved-on", "it was another text");
    approve(&db, &reviewer, now(), TEXT, seen(2, 2), None, true).await.unwrap();

    let after = read(&db).await;
    let version = after.published(En).unwrap();
    assert_eq!((version.number, version.author.as_deref(), version.reviewer.as_deref()), (2, Some("Samuel Okoye"), Some("Petra Nováková")));
    assert_eq!((version.published_at, version.note.as_ref()), (Some(now()), None));
    assert_eq!(after.reviewed_on.to_string(), "2026-11-21");
    assert_eq!(state(&db, En, 1).await, State::Replaced);
    assert!(finds(&db, "quokka").await);
    assert_eq!(article(&db, En, SLUG).await.unwrap().title, "Quokka in the hold");
    counts_agree(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_approves_their_own_words_nor_words_they_touched(db: PgPool) {
    demo(&db).await;
    let (author, owner, lead) = (staff("samuel.okoye"), staff("petra.novak"), staff("lead"));
    start(&db, &author, now(), TEXT, En).await.unwrap();
    save(&db, &owner, now(), TEXT, draft(2, 0, &words("The owner's words"))).await.unwrap();
    // who sends it without changing a word does not become its author
    send(&db, &author, now(), TEXT, draft(2, 1, &words("The owner's words"))).await.unwrap();
    let writers = read(&db).await.open(En).unwrap().writers.clone();
    assert_eq!(writers, [owner.staff().unwrap().id.clone()], "starting a version is not writing it");
    assert!(matches!(approve(&db, &owner, now(), TEXT, seen(2, 1), None, false).await, Err(Error::Forbidden)));
    approve(&db, &lead, now(), TEXT, seen(2, 1), None, false).await.unwrap();

    // a comma by somebody else does not make the first author a stranger to the text
    start(&db, &owner, now(), TEXT, En).await.unwrap();
    save(&db, &owner, now(), TEXT, draft(3, 0, &words("By the owner"))).await.unwrap();
    send(&db, &author, now(), TEXT, draft(3, 1, &words("By the owner, and a comma"))).await.unwrap();
    assert!(matches!(approve(&db, &owner, now(), TEXT, seen(3, 2), None, false).await, Err(Error::Forbidden)));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_each_may_do(db: PgPool) {
    demo(&db).await;
    let forbidden = |outcome: Result<()>| matches!(outcome, Err(Error::Forbidden));
    let signed_out = |outcome: Result<()>| matches!(outcome, Err(Error::SignInFirst));
    let facts = Facts { edits: 0, owner: "baggage", action: "trip", related: "", reviewed_on: "2026-11-20" };
    let new = NewArticle { slug: "drones", owner: "baggage", action: "trip" };
    // agents and owners of other departments read; passengers do not even that
    for stranger in ["daniel.weiss", "leila.haddad"] {
        let stranger = staff(stranger);
        assert!(manuscript(&db, &stranger, En, TEXT).await.is_ok() && list(&db, &stranger, En, now(), &Filter::default()).await.is_ok());
        assert!(forbidden(start(&db, &stranger, now(), TEXT, En).await));
        assert!(forbidden(create(&db, &stranger, now(), new).await));
        assert!(forbidden(set_facts(&db, &stranger, now(), SLUG, facts).await));
        assert!(forbidden(withdraw(&db, &stranger, now(), TEXT, seen(1, 0)).await));
    }
    for nobody in [Viewer::default(), Viewer::system()] {
        assert!(matches!(manuscript(&db, &nobody, En, TEXT).await, Err(Error::SignInFirst)));
        assert!(matches!(list(&db, &nobody, En, now(), &Filter::default()).await, Err(Error::SignInFirst)));
        assert!(signed_out(start(&db, &nobody, now(), TEXT, En).await) && signed_out(create(&db, &nobody, now(), new).await));
        assert!(signed_out(save(&db, &nobody, now(), TEXT, draft(1, 0, &words("x"))).await));
        assert!(signed_out(approve(&db, &nobody, now(), TEXT, seen(1, 0), None, false).await));
        assert!(
            signed_out(give_back(&db, &nobody, now(), TEXT, seen(1, 0), "x").await)
                && signed_out(withdraw(&db, &nobody, now(), TEXT, seen(1, 0)).await)
        );
        assert!(signed_out(set_facts(&db, &nobody, now(), SLUG, facts).await));
    }
    // an agent of the department writes, and changes nothing readers see
    let agent = staff("agent");
    waiting(&db, "A bag").await;
    assert!(forbidden(approve(&db, &agent, now(), TEXT, seen(2, 1), None, false).await));
    assert!(forbidden(withdraw(&db, &agent, now(), TEXT, seen(1, 0)).await));
    assert!(forbidden(set_facts(&db, &agent, now(), SLUG, facts).await));
    for stranger in ["daniel.weiss", "leila.haddad"] {
        assert!(forbidden(save(&db, &staff(stranger), now(), TEXT, draft(2, 1, &words("x"))).await));
        assert!(forbidden(approve(&db, &staff(stranger), now(), TEXT, seen(2, 1), None, false).await));
        assert!(forbidden(give_back(&db, &staff(stranger), now(), TEXT, seen(2, 1), "x").await));
    }
    // an author takes back without a reason, another agent gives up the draft
    give_back(&db, &staff("samuel.okoye"), now(), TEXT, seen(2, 1), "").await.unwrap();
    withdraw(&db, &agent, now(), TEXT, seen(2, 1)).await.unwrap();
    assert_eq!(state(&db, En, 2).await, State::Withdrawn);
    assert!(finds(&db, "missing bag").await, "what is read stays");
    for missing in
        [start(&db, &agent, now(), Text::help("nothing"), En).await, withdraw(&db, &staff("lead"), now(), TEXT, seen(9, 0)).await]
    {
        assert!(matches!(missing, Err(Error::NotFound)));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_approved_for_later_waits_for_its_hour(db: PgPool) {
    demo(&db).await;
    let (owner, hour) = (staff("petra.novak"), now() + SignedDuration::from_hours(2));
    waiting(&db, "Quokkas on board").await;
    assert_eq!(sentence(approve(&db, &owner, now(), TEXT, seen(2, 1), Some(now()), false).await), "knowledge-hour-past");
    approve(&db, &owner, now(), TEXT, seen(2, 1), Some(hour), false).await.unwrap();
    assert_eq!(publish_due(&db, hour - SignedDuration::from_secs(1)).await.unwrap(), 0);
    assert!(!finds(&db, "quokka").await);
    // it can be stopped, and approved again
    give_back(&db, &owner, now(), TEXT, seen(2, 1), "Wait for the new tags.").await.unwrap();
    assert_eq!(publish_due(&db, hour).await.unwrap(), 0);
    send(&db, &staff("samuel.okoye"), now(), TEXT, draft(2, 1, &words("Quokkas on board"))).await.unwrap();
    approve(&db, &owner, now(), TEXT, seen(2, 1), Some(hour), false).await.unwrap();
    assert!(matches!(withdraw(&db, &staff("samuel.okoye"), now(), TEXT, seen(2, 1)).await, Err(Error::Forbidden)));
    assert_eq!(publish_due(&db, hour).await.unwrap(), 1);
    let read = read(&db).await;
    assert_eq!(read.published(En).map(|version| (version.number, version.published_at)), Some((2, Some(hour))));
    assert!(finds(&db, "quokka").await);
    counts_agree(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_taken_away_is_found_no_more(db: PgPool) {
    demo(&db).await;
    assert!(finds(&db, "missing bag").await);
    let linked = read(&db).await.linked_from;
    assert!(!linked.is_empty() && linked.iter().all(|link| link.slug != SLUG));
    withdraw(&db, &staff("petra.novak"), now(), TEXT, seen(1, 0)).await.unwrap();
    assert_eq!(sentence(withdraw(&db, &staff("petra.novak"), now(), TEXT, seen(1, 0)).await), "knowledge-moved-on");
    assert!(!finds(&db, "missing bag").await);
    assert!(matches!(article(&db, En, SLUG).await, Err(Error::NotFound)));
    assert_eq!(article(&db, ZhCn, SLUG).await.unwrap().locale, ZhCn, "the translation stands by itself");
    counts_agree(&db).await;
    // it can come back, from what it said
    waiting(&db, "Quokka lost").await;
    approve(&db, &staff("petra.novak"), now(), TEXT, seen(2, 1), None, false).await.unwrap();
    assert!(finds(&db, "quokka").await);
    counts_agree(&db).await;
}
