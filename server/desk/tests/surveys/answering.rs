//! Answering by a link.

use super::scene::{AGENT, CASE, ada, after, answer, asking, begin, booking, by_code, count, finder, kept, locator, scene, staff};
use desk::surveys::{self, About, Channel, Given, Offer, Outcome, Standing};
use desk::{Error, PgPool, bookings};
use domain::booking::Locator;
use domain::locale::Locale;
use domain::rights::{Role, Viewer};
use domain::survey::{Answer, Occasion, screen};

const FLIGHT: [Offer; 1] = [Offer { occasion: Occasion::Flight, telephone: false }];

#[sqlx::test(migrations = "../migrations")]
async fn what_comes_with_the_portal_is_put_down_once_and_what_was_published_stays(db: PgPool) {
    assert_eq!(surveys::ship(&db, after(0), false).await.unwrap(), 4);
    assert_eq!(surveys::ship(&db, after(0), true).await.unwrap(), 0);
    assert_eq!(count(&db, "select count(*) from survey_version where state = 'draft'").await, 4);
    sqlx::query("update survey_version set state = 'published', published_at = now()").execute(&db).await.unwrap();
    for change in ["update survey_version set form = '{}'", "delete from survey_version"] {
        assert!(sqlx::query(change).execute(&db).await.is_err(), "{change}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_has_proved_who_they_are_is_asked_about_their_last_flight(db: PgPool) {
    scene(&db).await;
    let (trip, now) = (locator(), after(1));
    let offered = async |viewer: &Viewer, at| surveys::offered(&db, viewer, at, About::Trip(&trip)).await.unwrap();
    assert_eq!(offered(&ada(), now).await, [], "nothing is asked before an airline wants it");
    surveys::ship(&db, now, true).await.unwrap();
    assert_eq!(offered(&ada(), now).await, FLIGHT);
    assert_eq!(offered(&ada(), after(-1)).await, [], "not landed yet");
    assert_eq!(offered(&ada(), after(24 * 15)).await, [], "long ago");
    assert_eq!(offered(&finder(), now).await, []);
    assert!(matches!(surveys::begin(&db, &finder(), now, About::Trip(&trip), None).await, Err(Error::Conflict(_))));
    assert_eq!(count(&db, "select count(*) from survey_invitation").await, 0, "looking invites nobody");

    let token = begin(&db, now).await;
    let sheet = surveys::sheet(&db, &Viewer::default(), now, &token).await.unwrap();
    assert_eq!((sheet.standing, sheet.channel), (Standing::Open, Channel::Page));
    assert_eq!(sheet.form.title.said(Locale::En, &sheet.facts), "How was LD 408?");
    assert_eq!((sheet.facts.delay, sheet.facts.tier.as_deref()), (Some(90), Some("gold")));
    let ids: Vec<_> =
        screen(&sheet.form, &sheet.facts, &sheet.answers).into_iter().map(|place| sheet.form.questions[place].id.clone()).collect();
    assert_eq!(ids, ["overall", "recommend", "words", "late"]);
    // pressed again it is another link to the same
    assert_ne!(begin(&db, now).await, token);
    assert_eq!(count(&db, "select count(*) from survey_invitation").await, 1);
    for forged in ["", "none", &"0".repeat(64), &token[1..], &token.to_uppercase()] {
        assert!(matches!(surveys::sheet(&db, &Viewer::default(), now, forged).await, Err(Error::NotFound)), "{forged}");
        assert!(matches!(answer(&db, now, forged, Vec::new()).await, Err(Error::NotFound)), "{forged}");
    }
    assert!(matches!(surveys::sheet(&db, &Viewer::default(), after(24 * 23), &token).await.unwrap().standing, Standing::Expired));
    assert!(matches!(answer(&db, after(24 * 23), &token, vec![(0, Answer::Number(5))]).await, Err(Error::Conflict("survey-expired"))));
    let dims: (String, i32, String, String, String, i32) =
        sqlx::query_as("select carrier, number, origin, destination, tier, delay from survey_invitation").fetch_one(&db).await.unwrap();
    assert_eq!(dims, ("LD".into(), 408, "EWR".into(), "ORD".into(), "gold".into(), 90));
}

#[sqlx::test(migrations = "../migrations")]
async fn answers_are_kept_replaced_and_sent_once(db: PgPool) {
    asking(&db).await;
    let (token, now) = (begin(&db, after(1)).await, after(1));
    let hostile = "<script>alert(1)</script> 😀 {flight}";
    let first = vec![(0, Answer::Number(2)), (1, Answer::Passed), (2, Answer::Words(hostile.into())), (3, Answer::Number(4))];
    assert_eq!(answer(&db, now, &token, first.clone()).await.unwrap(), Outcome::Kept, "what went wrong is still to be asked");
    assert_eq!(answer(&db, now, &token, first).await.unwrap(), Outcome::Kept, "a double click keeps nothing twice");
    let words = format!("words {hostile}");
    assert_eq!(kept(&db).await, ["late 4", "overall 2", "recommend", words.as_str()]);
    // on another device: another link, the same answers
    let elsewhere = begin(&db, now).await;
    let sheet = surveys::sheet(&db, &Viewer::default(), now, &elsewhere).await.unwrap();
    assert_eq!(screen(&sheet.form, &sheet.facts, &sheet.answers), [4]);
    assert_eq!(sheet.answers.get("words"), Some(&Answer::Words(hostile.into())));
    // a branch that is left again does not count
    answer(&db, now, &elsewhere, vec![(0, Answer::Number(3))]).await.unwrap();
    let early = Given { send: true, ..Given::default() };
    let refused = surveys::answer(&db, &Viewer::default(), now, Locale::En, &elsewhere, &early).await;
    assert!(matches!(refused, Err(Error::Conflict("survey-not-complete"))));
    let wrong = Answer::Picked(vec!["crew".into(), "baggage".into()]);
    assert_eq!(answer(&db, now, &elsewhere, vec![(4, wrong), (0, Answer::Number(5))]).await.unwrap(), Outcome::Sent);
    let words = format!("words {hostile} counts");
    assert_eq!(kept(&db).await, ["late 4 counts", "overall 5 counts", "recommend counts", words.as_str()]);
    // sent is sent, by either link
    for token in [&token, &elsewhere] {
        assert_eq!(answer(&db, now, token, vec![(0, Answer::Number(1))]).await.unwrap(), Outcome::Sent);
        assert_eq!(surveys::sheet(&db, &Viewer::default(), now, token).await.unwrap().standing, Standing::Done);
    }
    assert_eq!(kept(&db).await.len(), 4);
    assert_eq!(surveys::offered(&db, &ada(), now, About::Trip(&locator())).await.unwrap(), []);
    assert!(matches!(surveys::begin(&db, &ada(), now, About::Trip(&locator()), None).await, Err(Error::Conflict(_))));
    let row: (String, String, bool, String) =
        sqlx::query_as("select channel, answer_locale, tell, month::text from survey_invitation").fetch_one(&db).await.unwrap();
    assert_eq!(row, ("page".into(), "zh-CN".into(), true, "2026-11-01".into()));
    let measured: Vec<(String, String, Option<String>)> = sqlx::query_as(
        "select question, measure, touchpoint from survey_answer where measure is not null and number is not null order by question",
    )
    .fetch_all(&db)
    .await
    .unwrap();
    let satisfaction = |question: &str, touchpoint: Option<&str>| (question.into(), "satisfaction".into(), touchpoint.map(str::to_owned));
    assert_eq!(measured, [satisfaction("late", Some("punctuality")), satisfaction("overall", None)]);
}

/// Many at once, each twice: nothing lost, nothing double.
#[sqlx::test(migrations = "../migrations")]
async fn a_crowd_answers_at_once(db: PgPool) {
    asking(&db).await;
    let crowd = 60;
    let all: Vec<_> = (0..crowd).map(|n| booking(&format!("CR{n:04}"), &format!("p{n}@example.com"))).collect();
    bookings::insert(&mut db.acquire().await.unwrap(), &all).await.unwrap();
    let mut tokens = Vec::new();
    for booking in &all {
        let one = by_code(&booking.locator, &booking.contacts[1].address);
        let trip = Locator::parse(&booking.locator).unwrap();
        tokens.push(surveys::begin(&db, &one, after(1), About::Trip(&trip), None).await.unwrap());
    }
    let mut running = tokio::task::JoinSet::new();
    for token in tokens.into_iter().flat_map(|token| [token.clone(), token]) {
        let db = db.clone();
        running.spawn(async move {
            let answers = vec![(0, Answer::Number(4)), (1, Answer::Number(9)), (2, Answer::Words("好".into())), (3, Answer::Passed)];
            answer(&db, after(1), &token, answers).await
        });
    }
    while let Some(outcome) = running.join_next().await {
        assert_eq!(outcome.unwrap().unwrap(), Outcome::Sent);
    }
    assert_eq!(count(&db, "select count(*) from survey_invitation where done_at is not null").await, crowd);
    assert_eq!(count(&db, "select count(*) from survey_answer where month is not null").await, crowd * 4);
    assert_eq!(count(&db, "select sum(number) from survey_answer where question in ('overall', 'recommend')").await, crowd * 13);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_closed_case_is_asked_about_by_page_and_by_telephone(db: PgPool) {
    asking(&db).await;
    let (about, now) = (About::Case(CASE), after(1));
    let offered = async |viewer: Viewer| surveys::offered(&db, &viewer, now, about).await;
    assert_eq!(offered(ada()).await.unwrap(), [Offer { occasion: Occasion::Case, telephone: false }]);
    let telephone = [Occasion::Case, Occasion::Flight].map(|occasion| Offer { occasion, telephone: true });
    assert_eq!(offered(staff(Role::Agent)).await.unwrap(), telephone);
    assert_eq!(offered(staff(Role::Administrator)).await.unwrap(), [], "who may not write in it writes no answers");
    assert!(offered(finder()).await.is_err());

    let agent = staff(Role::Agent);
    let token = surveys::begin(&db, &agent, now, about, None).await.unwrap();
    let sheet = surveys::sheet(&db, &agent, now, &token).await.unwrap();
    assert_eq!(sheet.form.title.said(Locale::En, &sheet.facts), "How did we handle LS-7K3M-9Q2F?");
    // a link found on the screen of a colleague is no way in
    assert!(matches!(surveys::sheet(&db, &Viewer::default(), now, &token).await, Err(Error::SignInFirst)));
    assert!(matches!(surveys::answer(&db, &ada(), now, Locale::En, &token, &Given::default()).await, Err(Error::SignInFirst)));
    let given = Given {
        answers: vec![(0, Answer::Number(4)), (1, Answer::Number(6)), (2, Answer::Picked(vec!["yes".into()]))],
        ..Given::default()
    };
    assert_eq!(surveys::answer(&db, &agent, now, Locale::En, &token, &given).await.unwrap(), Outcome::Sent);
    let row: (String, String, String, String) =
        sqlx::query_as("select channel, entered_by::text, department, case_kind from survey_invitation").fetch_one(&db).await.unwrap();
    assert_eq!(row, ("telephone".into(), AGENT.into(), "relations".into(), "complaint".into()));
    assert_eq!(count(&db, "select count(*) from audit where action in ('survey_begun', 'survey_entered')").await, 2);
    // one person once in a month, whatever about
    assert_eq!(offered(ada()).await.unwrap(), []);
    assert_eq!(surveys::offered(&db, &ada(), now, About::Trip(&locator())).await.unwrap(), []);
    sqlx::query("update case_file set status = 'reopened', closed_at = null, reply_by = now()").execute(&db).await.unwrap();
    assert_eq!(offered(ada()).await.unwrap(), []);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_passenger_has_begun_to_say_nobody_of_ours_reads(db: PgPool) {
    asking(&db).await;
    let (about, now, agent) = (About::Case(CASE), after(1), staff(Role::Agent));
    let call = surveys::begin(&db, &agent, now, about, None).await.unwrap();
    let own = surveys::begin(&db, &ada(), now, about, None).await.unwrap();
    assert_eq!(answer(&db, now, &own, vec![(0, Answer::Number(1))]).await.unwrap(), Outcome::Kept);
    let theirs = surveys::sheet(&db, &agent, now, &call).await.unwrap();
    assert_eq!((theirs.standing, theirs.answers.len()), (Standing::Theirs, 0));
    let given = Given { answers: vec![(0, Answer::Number(5))], ..Given::default() };
    assert!(matches!(surveys::answer(&db, &agent, now, Locale::En, &call, &given).await, Err(Error::Conflict("survey-theirs"))));
    assert_eq!(surveys::offered(&db, &agent, now, about).await.unwrap(), []);
    assert!(matches!(surveys::begin(&db, &agent, now, about, None).await, Err(Error::Conflict(_))));
    let sheet = surveys::sheet(&db, &ada(), now, &own).await.unwrap();
    assert_eq!(sheet.answers.values().collect::<Vec<_>>(), [&Answer::Number(1)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_noted_in_a_call_that_came_to_nothing_is_not_what_the_passenger_says(db: PgPool) {
    asking(&db).await;
    let (about, now, agent) = (About::Case(CASE), after(1), staff(Role::Agent));
    let call = surveys::begin(&db, &agent, now, about, None).await.unwrap();
    let noted = Given { answers: vec![(0, Answer::Number(2))], ..Given::default() };
    assert_eq!(surveys::answer(&db, &agent, now, Locale::En, &call, &noted).await.unwrap(), Outcome::Kept);
    assert_eq!(surveys::sheet(&db, &agent, now, &call).await.unwrap().answers.len(), 1);
    let own = surveys::begin(&db, &ada(), now, about, None).await.unwrap();
    assert_eq!(surveys::sheet(&db, &ada(), now, &own).await.unwrap().answers.len(), 0);
    assert_eq!(answer(&db, now, &own, vec![(1, Answer::Number(6))]).await.unwrap(), Outcome::Kept);
    let sheet = surveys::sheet(&db, &ada(), now, &own).await.unwrap();
    assert_eq!(sheet.answers.values().collect::<Vec<_>>(), [&Answer::Number(6)]);
}
