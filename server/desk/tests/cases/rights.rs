//! I6: nobody receives what is not theirs, by page, fragment, list, search or live notice.

use crate::common::*;
use desk::cases;
use desk::{Error, PgPool};
use domain::case::Audience;
use domain::rights::{Grants, Role, Viewer, Who};
use uuid::Uuid;

#[sqlx::test(migrations = "../migrations")]
async fn the_matrix_of_who_sees_what(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    let agent = agent(&db).await;
    cases::note(&db, &agent, later(1), &reference, Uuid::new_v4(), "Passenger sounds upset, xylophone").await.unwrap();
    cases::reply(&db, &agent, later(2), &reference, Uuid::new_v4(), "We are looking.", true).await.unwrap();
    let colleague = staff(&db, "Li Na", Role::Agent, &["refunds"]).await;
    let lead = staff(&db, "Ana Ruiz", Role::Supervisor, &[]).await;
    let admin = staff(&db, "Sam Roe", Role::Administrator, &[]).await;
    let trip = Grants { trips: vec!["DEMO5D".into()], verified_trips: vec!["DEMO5D".into()], ..Grants::default() };
    let stranger = Viewer { who: Who::Public(trip), ..Viewer::default() };

    // who, sees the case, sees the note
    for (viewer, sees, note) in [
        (&opener, true, false),
        (&owner_of_address(), true, false),
        (&stranger, false, false),
        (&Viewer::default(), false, false),
        (&Viewer::system(), false, false),
        (&agent, true, true),
        (&colleague, false, false),
        (&lead, true, true),
        (&admin, true, true),
    ] {
        let page = cases::view(&db, viewer, later(3), &reference, false).await;
        let fragment = cases::view(&db, viewer, later(3), &reference, true).await;
        assert_eq!((page.is_ok(), fragment.is_ok()), (sees, sees), "{viewer:?}");
        let has_note = |view: &cases::CaseView| view.entries.iter().any(|entry| entry.audience() == Audience::Staff);
        let (Ok(page), Ok(fragment)) = (page, fragment) else { continue };
        assert_eq!((has_note(&page), has_note(&fragment)), (note, note), "{viewer:?}");
        assert_eq!(page.staff.is_some(), note);
        assert_eq!(fragment.head.last_seq, page.head.last_seq);
        assert_eq!(format!("{page:?}").contains("xylophone"), note);
        assert_eq!(format!("{fragment:?}").contains("xylophone"), note);
    }
    let watched = |viewer: Viewer| {
        let (db, reference) = (db.clone(), reference.clone());
        async move { cases::watch(&db, &viewer, &[reference, "LS-2222-2222".into(), "'".into()]).await.unwrap() }
    };
    assert_eq!(watched(opener.clone()).await, [(reference.clone(), 4, 4)]);
    assert_eq!(watched(stranger.clone()).await, []);
    assert_eq!(watched(colleague.clone()).await, []);
    assert_eq!(cases::marks(&db, std::slice::from_ref(&reference)).await.unwrap(), [(reference.clone(), 4, 4)]);
    for who in [&stranger, &Viewer::default(), &colleague] {
        let list = cases::mine(&db, who, later(4), "bags").await.unwrap();
        assert_eq!(list, cases::Mine::default());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_passenger_cannot_find_a_case_by_the_words_of_a_note(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    let agent = agent(&db).await;
    cases::note(&db, &agent, later(1), &reference, Uuid::new_v4(), "xylophone").await.unwrap();
    cases::reply(&db, &agent, later(2), &reference, Uuid::new_v4(), "Courier tonight 今晚送到", false).await.unwrap();
    for (words, found) in [
        ("", 1),
        ("xylophone", 0),
        ("courier", 1),
        ("送到", 1),
        ("WÁNG", 1),
        ("ld402", 1),
        ("LD 402", 1),
        ("0992123456", 1),
        (reference.as_str(), 1),
        (&reference.to_lowercase().replace('-', " "), 1),
        ("bags pigs", 0),
        ("' | ! & :*", 0),
    ] {
        let mine = cases::mine(&db, &opener, later(3), words).await.unwrap();
        assert_eq!(mine.open.len() + mine.closed.len(), found, "{words:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_role_may_not_do_changes_nothing(db: PgPool) {
    let (reference, opener) = opened(&db).await;
    let agent = agent(&db).await;
    let admin = staff(&db, "Sam Roe", Role::Administrator, &["baggage"]).await;
    let key = Uuid::new_v4;
    let at = later(1);
    let r = reference.as_str();
    let refused = [
        cases::note(&db, &opener, at, r, key(), "x").await.is_err(),
        cases::take(&db, &opener, at, r).await.is_err(),
        cases::close(&db, &opener, at, r, "x").await.is_err(),
        cases::transfer(&db, &opener, at, r, "refunds", None, "x").await.is_err(),
        cases::set_deadline(&db, &opener, at, r, later(5), "").await.is_err(),
        cases::set_deadline(&db, &agent, at, r, later(5), "").await.is_err(),
        cases::set_priority(&db, &agent, at, r, domain::case::Priority::Low).await.is_err(),
        cases::hand_over(&db, &agent, at, r, &agent.staff().unwrap().id).await.is_err(),
        cases::verdict(&db, &agent, at, r, true).await.is_err(),
        cases::invite(&db, &agent, at, r, "x@example.com").await.is_err(),
        cases::reply(&db, &admin, at, r, key(), "x", false).await.is_err(),
        cases::note(&db, &admin, at, r, key(), "x").await.is_err(),
        cases::take(&db, &admin, at, r).await.is_err(),
        cases::reply(&db, &Viewer::default(), at, r, key(), "x", false).await.is_err(),
        cases::verdict(&db, &opener, at, r, true).await.is_err(),
    ];
    assert_eq!(refused, [true; 15]);
    assert_eq!(count(&db, "select count(*) from case_entry").await, 1);
    for bad in ["", "LS-2222-2223", "nonsense", "LS-7K3M-9Q20", "'; drop table case_file"] {
        assert!(matches!(cases::view(&db, &agent, at, bad, false).await, Err(Error::NotFound)), "{bad}");
    }
}
