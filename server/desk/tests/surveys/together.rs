//! Those who travel together are asked one by one: nobody reads, sends or is written to about what another has said (I6).

use super::scene::{ADA, after, answer, asking, begin, booking, by_code, count, locator, public};
use desk::surveys::{self, About};
use desk::{PgPool, bookings};
use domain::rights::{Grants, Viewer};
use domain::survey::Answer;
use jiff::Timestamp;

const BEN: &str = "ben@example.com";

/// Ben travels with Ada, in her booking, and has an address of his own.
async fn two(db: &PgPool) -> String {
    asking(db).await;
    sqlx::raw_sql(
        "insert into passenger (id, locator, position, family_name, given_name, family_keys, kind)
         select gen_random_uuid(), locator, position + 1, family_name, 'Ben', family_keys, kind from passenger where locator = 'X4TE6N';
         insert into contact (id, locator, passenger_position, kind, address)
         select gen_random_uuid(), locator, position, 'email', 'ben@example.com' from passenger where given_name = 'Ben'",
    )
    .execute(db)
    .await
    .unwrap();
    sqlx::query_scalar("select id::text from passenger where given_name = 'Ben'").fetch_one(db).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn each_of_a_booking_answers_for_themselves(db: PgPool) {
    let ben_id = two(&db).await;
    let (trip, now) = (locator(), after(1));
    let hers = begin(&db, now).await;
    answer(&db, now, &hers, vec![(0, Answer::Number(1)), (2, Answer::Words("Ben snores".into()))]).await.unwrap();
    let ben = by_code("X4TE6N", BEN);
    let his = surveys::begin(&db, &ben, now, About::Trip(&trip), None).await.unwrap();
    let sheet = surveys::sheet(&db, &Viewer::default(), now, &his).await.unwrap();
    assert!(sheet.answers.is_empty(), "{:?}", sheet.answers);
    assert_eq!(sheet.facts.name.as_deref(), Some("Ben"));
    answer(&db, now, &his, vec![(0, Answer::Number(5))]).await.unwrap();
    let sheet = surveys::sheet(&db, &Viewer::default(), now, &hers).await.unwrap();
    assert_eq!(sheet.answers.get("overall"), Some(&Answer::Number(1)));
    let people: Vec<Option<String>> = sqlx::query_scalar("select person from survey_invitation order by 1").fetch_all(&db).await.unwrap();
    assert_eq!(people, [Some(ADA.into()), Some(BEN.into())], "each in their own archive");
    // pressed again it is the same again
    surveys::begin(&db, &ben, now, About::Trip(&trip), None).await.unwrap();
    // by ticket and birth date one is a passenger, and nobody's address
    let by_ticket = public(Grants { verified_trips: vec!["X4TE6N".into()], passengers: vec![ben_id], ..Grants::default() });
    let third = surveys::begin(&db, &by_ticket, now, About::Trip(&trip), None).await.unwrap();
    assert!(surveys::sheet(&db, &Viewer::default(), now, &third).await.unwrap().answers.is_empty());
    assert_eq!(count(&db, "select count(*) from survey_invitation").await, 3);
    assert_eq!(count(&db, "select count(*) from survey_invitation where person is null").await, 1);
    // who has proved nothing that says which of them they are is not asked
    let nobody = public(Grants { verified_trips: vec!["X4TE6N".into()], ..Grants::default() });
    assert_eq!(surveys::offered(&db, &nobody, now, About::Trip(&trip)).await.unwrap(), []);
    assert_eq!(surveys::offered(&db, &by_code("X4TE6N", "desk@agency.example"), now, About::Trip(&trip)).await.unwrap(), []);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_quarter_is_drawn_by_person_and_asks_that_person(db: PgPool) {
    two(&db).await;
    bookings::insert(&mut db.acquire().await.unwrap(), &[booking("ALONE1", "li@example.com")]).await.unwrap();
    let january: Timestamp = "2027-01-04T15:00:00Z".parse().unwrap();
    assert_eq!(surveys::invite_quarter(&db, january).await.unwrap(), 3);
    let asked: Vec<(String, String)> =
        sqlx::query_as("select person, facts ->> 'name' from survey_invitation order by 1").fetch_all(&db).await.unwrap();
    let expected = [(ADA, "Ada"), (BEN, "Ben"), ("li@example.com", "Ada")].map(|(person, name)| (person.to_owned(), name.to_owned()));
    assert_eq!(asked, expected);
    assert_eq!(count(&db, "select count(*) from survey_cause where outcome <> 'invited'").await, 0);
}
