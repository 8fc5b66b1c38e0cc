//! By telephone: somebody of ours asks about flights, changes and quarters, too (SUR-1).

use super::scene::{AGENT, CASE, after, asking, locator, staff};
use desk::surveys::{self, About, Given, Offer, Outcome};
use desk::{Error, PgPool};
use domain::locale::Locale;
use domain::rights::Role;
use domain::survey::{Answer, Occasion};
use jiff::Timestamp;

async fn changed(db: &PgPool) {
    sqlx::query(
        "insert into trip_change (id, key, locator, action, state, booking_version, created_at, expires_at, passengers, segments, facts, asked,
                                  decision, rule_files, currency, asked_by, done_at)
         values (gen_random_uuid(), gen_random_uuid(), 'X4TE6N', 'change', 'done', 1, '2026-11-20 12:00Z', '2026-11-20 13:00Z', '{1}', '{1}',
                 '{}', '{}', '{}', '{}', 'USD', 'passenger', '2026-11-20 12:00Z')",
    )
    .execute(db)
    .await
    .unwrap();
}

fn by_telephone(all: &[Occasion]) -> Vec<Offer> {
    all.iter().map(|occasion| Offer { occasion: *occasion, telephone: true }).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn an_agent_writes_down_what_is_said_of_a_flight_or_a_change(db: PgPool) {
    asking(&db).await;
    changed(&db).await;
    let (trip, agent, now) = (locator(), staff(Role::Agent), after(1));
    let about = About::Trip(&trip);
    let both = by_telephone(&[Occasion::Flight, Occasion::Change]);
    assert_eq!(surveys::offered(&db, &agent, now, about).await.unwrap(), both);
    let beside = surveys::offered(&db, &agent, now, About::Case(CASE)).await.unwrap();
    assert_eq!(beside, by_telephone(&[Occasion::Case, Occasion::Flight, Occasion::Change]), "and from a closed case of the trip");
    assert_eq!(surveys::offered(&db, &staff(Role::Administrator), now, about).await.unwrap(), [], "who serves nobody asks nobody");
    assert!(matches!(surveys::begin(&db, &agent, now, about, Some(Occasion::Quarter)).await, Err(Error::Conflict(_))), "not in November");

    let token = surveys::begin(&db, &agent, now, about, Some(Occasion::Change)).await.unwrap();
    let sheet = surveys::sheet(&db, &agent, now, &token).await.unwrap();
    assert_eq!((sheet.trip.as_deref(), sheet.facts.change.as_deref()), (Some("X4TE6N"), Some("change")));
    // one person, one thing in a month
    assert_eq!(surveys::offered(&db, &agent, now, about).await.unwrap(), by_telephone(&[Occasion::Change]));
    let given = Given { answers: vec![(0, Answer::Number(5)), (1, Answer::Number(7))], ..Given::default() };
    assert_eq!(surveys::answer(&db, &agent, now, Locale::En, &token, &given).await.unwrap(), Outcome::Sent);
    let row: (String, String, String, String) =
        sqlx::query_as("select occasion, channel, entered_by::text, answer_locale from survey_invitation").fetch_one(&db).await.unwrap();
    assert_eq!(row, ("change".into(), "telephone".into(), AGENT.into(), "zh-CN".into()), "in the passenger's language, not the agent's");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_quarter_before_is_asked_about_by_telephone_while_its_letters_are_open(db: PgPool) {
    asking(&db).await;
    let (trip, agent) = (locator(), staff(Role::Agent));
    let about = About::Trip(&trip);
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let [december, january, february] = ["2026-12-31T15:00:00Z", "2027-01-20T15:00:00Z", "2027-02-20T15:00:00Z"].map(at);
    let quarter = by_telephone(&[Occasion::Quarter]);
    for (now, expected) in [(december, &[][..]), (january, &quarter[..]), (february, &[])] {
        assert_eq!(surveys::offered(&db, &agent, now, about).await.unwrap(), expected, "{now}");
    }
    // asked by telephone, they are not drawn again; and the other way round it is the same invitation
    surveys::begin(&db, &agent, january, about, Some(Occasion::Quarter)).await.unwrap();
    let early = at("2027-01-10T15:00:00Z");
    assert_eq!(surveys::invite_quarter(&db, early).await.unwrap(), 0);
    let all: Vec<(String, String)> =
        sqlx::query_as("select occasion, split_part(cause, ':', 2) from survey_invitation").fetch_all(&db).await.unwrap();
    assert_eq!(all, [("quarter".into(), "2026-4".into())]);
}
