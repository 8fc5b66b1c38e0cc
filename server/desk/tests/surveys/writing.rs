//! Writing surveys: who may, that nobody writes over a colleague, and that what is being answered stays.

use super::scene::{ada, after, asking, begin, booking, count, locator, public, staff};
use desk::surveys::{self, About, Change, begin_draft, change, list, publish, survey, withdraw};
use desk::{Error, PgPool, bookings};
use domain::booking::Locator;
use domain::locale::Locale;
use domain::rights::{Grants, Role, Viewer};
use domain::survey::{Layout, Words};

const ID: &str = "after-flight";

fn head(title: &str) -> Change {
    let words = |en: &str| Words { en: en.into(), zh: "航班体验".into() };
    Change::Head { title: words(title), lead: words("Lead"), thanks: words("Thanks"), layout: Layout::OneScreen, error: 10 }
}

#[sqlx::test(migrations = "../migrations")]
async fn supervisors_and_administrators_write_surveys(db: PgPool) {
    asking(&db).await;
    for (role, may) in [(Role::Agent, false), (Role::Owner, false), (Role::Supervisor, true), (Role::Administrator, true)] {
        let viewer = staff(role);
        assert_eq!(list(&db, &viewer).await.is_ok(), may, "{role:?}");
        assert_eq!(begin_draft(&db, &viewer, after(1), ID).await.is_ok(), may, "{role:?}");
    }
    assert!(matches!(list(&db, &Viewer::default()).await, Err(Error::SignInFirst)));
    assert!(matches!(survey(&db, &staff(Role::Supervisor), "nothing").await, Err(Error::NotFound)));
    assert_eq!(
        count(&db, "select count(*) from survey_version where survey = 'after-flight'").await,
        2,
        "one draft, however often it is begun"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_version_is_asked_from_now_on_and_what_is_being_answered_stays(db: PgPool) {
    asking(&db).await;
    let (lead, now) = (staff(Role::Supervisor), after(1));
    let before = begin(&db, now).await;
    assert!(matches!(change(&db, &lead, now, ID, 0, head("x")).await, Err(Error::NotFound)), "what is published is not changed");
    begin_draft(&db, &lead, now, ID).await.unwrap();
    change(&db, &lead, now, ID, 0, head("And {flight}?")).await.unwrap();
    assert!(matches!(change(&db, &lead, now, ID, 0, head("y")).await, Err(Error::Conflict("survey-changed"))));
    // what is not sound is kept, and not published
    change(&db, &lead, now, ID, 1, Change::Remove(0)).await.unwrap();
    assert!(
        matches!(publish(&db, &lead, now, ID, 2).await, Err(Error::Conflict("survey-not-sound"))),
        "a condition asks about what is gone"
    );
    change(&db, &lead, now, ID, 2, Change::Remove(3)).await.unwrap();
    change(&db, &lead, now, ID, 3, Change::Up(1)).await.unwrap();
    assert!(matches!(change(&db, &lead, now, ID, 4, Change::Up(0)).await, Err(Error::NotFound)));
    publish(&db, &lead, now, ID, 4).await.unwrap();
    let shown = survey(&db, &lead, ID).await.unwrap();
    let ids: Vec<_> = shown.form.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["words", "recommend", "late"]);
    assert_eq!((shown.listed.published, shown.listed.draft, shown.edits, shown.error, shown.versions.len()), (Some(2), false, None, 10, 2));
    assert_eq!((shown.listed.invited, shown.listed.answered), (1, 0));

    let old = surveys::sheet(&db, &Viewer::default(), now, &before).await.unwrap();
    assert_eq!((old.form.questions.len(), old.form.title.said(Locale::En, &old.facts).as_str()), (5, "How was LD 408?"));
    bookings::insert(&mut db.acquire().await.unwrap(), &[booking("NEW111", "new@example.com")]).await.unwrap();
    let somebody = public(Grants { verified_trips: vec!["NEW111".into()], ..Grants::default() });
    let token = surveys::begin(&db, &somebody, now, About::Trip(&Locator::parse("NEW111").unwrap())).await.unwrap();
    let new = surveys::sheet(&db, &Viewer::default(), now, &token).await.unwrap();
    assert_eq!(new.form.title.said(Locale::En, &new.facts), "And LD 408?");

    withdraw(&db, &lead, now, ID, true).await.unwrap();
    withdraw(&db, &lead, now, ID, true).await.unwrap();
    let trip = locator();
    assert!(surveys::offered(&db, &ada(), now, About::Trip(&trip)).await.unwrap().is_none());
    assert!(surveys::sheet(&db, &Viewer::default(), now, &token).await.is_ok(), "who has a link may still answer");
    withdraw(&db, &lead, now, ID, false).await.unwrap();
    assert!(surveys::offered(&db, &ada(), now, About::Trip(&trip)).await.unwrap().is_some());
    let acts: Vec<String> =
        sqlx::query_scalar("select action from audit where subject_kind = 'survey' order by id").fetch_all(&db).await.unwrap();
    let [written, drafted] = ["survey_written", "survey_drafted"];
    assert_eq!(acts, [drafted, written, written, written, written, "survey_published", "survey_withdrawn", "survey_asked_again"]);
}
