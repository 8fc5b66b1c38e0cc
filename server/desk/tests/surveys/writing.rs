//! Writing surveys: who may, that nobody writes over a colleague, and that what is being answered stays.

use super::scene::{ada, after, asking, begin, booking, by_code, count, locator, scene, staff};
use desk::surveys::{self, About, Change, New, begin_draft, change, create, discard, list, publish, survey, withdraw};
use desk::{Error, PgPool, bookings};
use domain::booking::Locator;
use domain::locale::Locale;
use domain::rights::{Role, Viewer};
use domain::survey::{Layout, Question, Words};

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
    assert_eq!(
        count(&db, "select error::int8 from survey where id = 'after-flight'").await,
        5,
        "how many are asked goes by what is published"
    );
    assert_eq!(survey(&db, &lead, ID).await.unwrap().error, 10);
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
    let somebody = by_code("NEW111", "new@example.com");
    let token = surveys::begin(&db, &somebody, now, About::Trip(&Locator::parse("NEW111").unwrap()), None).await.unwrap();
    let new = surveys::sheet(&db, &Viewer::default(), now, &token).await.unwrap();
    assert_eq!(new.form.title.said(Locale::En, &new.facts), "And LD 408?");

    withdraw(&db, &lead, now, ID, true).await.unwrap();
    withdraw(&db, &lead, now, ID, true).await.unwrap();
    let trip = locator();
    assert!(surveys::offered(&db, &ada(), now, About::Trip(&trip)).await.unwrap().is_empty());
    assert!(surveys::sheet(&db, &Viewer::default(), now, &token).await.is_ok(), "who has a link may still answer");
    withdraw(&db, &lead, now, ID, false).await.unwrap();
    assert!(surveys::offered(&db, &ada(), now, About::Trip(&trip)).await.unwrap().len() == 1);
    let acts: Vec<String> =
        sqlx::query_scalar("select action from audit where subject_kind = 'survey' order by id").fetch_all(&db).await.unwrap();
    let [written, drafted] = ["survey_written", "survey_drafted"];
    assert_eq!(acts, [drafted, written, written, written, written, "survey_published", "survey_withdrawn", "survey_asked_again"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_survey_of_their_own_begins_as_a_draft_and_can_be_given_up(db: PgPool) {
    scene(&db).await;
    let (lead, now) = (staff(Role::Supervisor), after(1));
    surveys::ship(&db, now, false).await.unwrap();
    let title = Words { en: "The lounge".into(), zh: "休息室".into() };
    let new = New { id: " lounge ".into(), title, occasion: "flight".into() };
    assert!(matches!(create(&db, &staff(Role::Owner), now, &new).await, Err(Error::Forbidden)));
    assert!(matches!(create(&db, &Viewer::default(), now, &new).await, Err(Error::SignInFirst)));
    for id in ["", "new", "The Lounge", "休息室", "../x", &"x".repeat(41)] {
        let Err(Error::Invalid(wrong)) = create(&db, &lead, now, &New { id: id.into(), ..New::default() }).await else { panic!("{id}") };
        assert_eq!(wrong.iter().map(|error| error.field).collect::<Vec<_>>(), ["id", "title_en", "title_zh", "occasion"], "{id}");
    }
    create(&db, &lead, now, &new).await.unwrap();
    create(&db, &lead, now, &new).await.unwrap();
    let Err(Error::Invalid(taken)) = create(&db, &lead, now, &New { occasion: "case".into(), ..new.clone() }).await else { panic!() };
    assert_eq!(taken[0].message, "survey-id-taken");
    // nobody is asked a draft, and nothing that asks nothing is published
    let shown = survey(&db, &lead, "lounge").await.unwrap();
    assert_eq!((shown.listed.draft, shown.listed.published, shown.edits, shown.form.questions.len()), (true, None, Some(0), 0));
    assert!(matches!(publish(&db, &lead, now, "lounge", 0).await, Err(Error::Conflict("survey-not-sound"))));
    assert_eq!(surveys::offered(&db, &ada(), now, About::Trip(&locator())).await.unwrap(), []);
    // filled like another and published, it is what is asked from then on
    let [rating] = &survey(&db, &lead, ID).await.unwrap().form.questions[..1] else { panic!() };
    let own = Words { en: "Was the lounge worth it?".into(), zh: "休息室值得吗？".into() };
    let question = Question { ask: own, ..rating.clone() };
    change(&db, &lead, now, "lounge", 0, head("The lounge")).await.unwrap();
    change(&db, &lead, now, "lounge", 1, Change::Question(None, Box::new(question))).await.unwrap();
    publish(&db, &lead, now, "lounge", 2).await.unwrap();
    let token = begin(&db, now).await;
    let asked = surveys::sheet(&db, &Viewer::default(), now, &token).await.unwrap();
    assert_eq!(asked.form.questions[0].ask.en, "Was the lounge worth it?");
    // a version of it given up leaves what is asked; what came with the portal is as it came
    begin_draft(&db, &lead, now, "lounge").await.unwrap();
    change(&db, &lead, now, "lounge", 0, Change::Remove(0)).await.unwrap();
    assert!(matches!(discard(&db, &lead, now, "lounge", 0).await, Err(Error::Conflict("survey-changed"))));
    assert!(matches!(discard(&db, &staff(Role::Agent), now, "lounge", 1).await, Err(Error::Forbidden)));
    assert!(discard(&db, &lead, now, "lounge", 1).await.unwrap());
    assert!(matches!(discard(&db, &lead, now, "lounge", 1).await, Err(Error::NotFound)), "there is no draft any more");
    let shown = survey(&db, &lead, "lounge").await.unwrap();
    assert_eq!((shown.listed.published, shown.edits, shown.form.questions.len()), (Some(1), None, 1));
    change(&db, &lead, now, ID, 0, Change::Remove(0)).await.unwrap();
    assert!(discard(&db, &lead, now, ID, 1).await.unwrap());
    let shown = survey(&db, &lead, ID).await.unwrap();
    assert_eq!((shown.form.questions.len(), shown.edits, shown.listed.draft), (5, Some(2), true));
    assert_eq!(surveys::ship(&db, now, true).await.unwrap(), 0);
    // a first draft of their own is gone, and its name free
    let other = New { id: "second".into(), ..new };
    create(&db, &lead, now, &other).await.unwrap();
    assert!(!discard(&db, &lead, now, "second", 0).await.unwrap());
    assert!(matches!(survey(&db, &lead, "second").await, Err(Error::NotFound)));
    create(&db, &lead, now, &other).await.unwrap();
    assert_eq!(list(&db, &lead).await.unwrap().len(), 6);
}
