//! Words written where they cannot be taken come back in the answer, whatever the reason (I8).

use crate::{Browser, Landside, WORDS, case_of};
use desk::PgPool;

#[sqlx::test(migrations = "./migrations")]
async fn words_of_a_browser_that_lost_its_session_come_back(db: PgPool) {
    let portal = Landside::start(&db, None).await;
    let reference = case_of(&db, &mut portal.browser()).await;
    for case in [reference.as_str(), "LS-7K3M-9Q2F"] {
        for (form, field, status) in [
            ("replies", "words", 404),
            ("companions", "email", 404),
            ("notes", "words", 401),
            ("department", "reason", 401),
            ("verdict", "words", 422),
        ] {
            let mut browser = portal.browser();
            let written = if field == "email" { "ada@example.com" } else { WORDS };
            let answer = browser.post(&format!("/cases/{case}/{form}"), &[(field, written), ("password", "secret")]).await;
            let expected = if status == 422 { 404 } else { status };
            assert_eq!(answer.status, expected, "{form}, whether there is such a case or not");
            assert!(answer.body.contains(written) && !answer.body.contains("secret"), "{form}");
            assert!(answer.body.contains(&format!(r#"action="/cases/{case}/{form}""#)), "{form}: ready to be sent again");
        }
    }
    // a passenger is shown the ways in; the words wait for the case to be opened
    let mut browser = portal.browser();
    let answer = browser.post(&format!("/cases/{reference}/replies"), &[("words", WORDS)]).await;
    assert!(answer.body.contains(r#"href="/cases/find""#) && answer.body.contains(r#"href="/trip""#));
    let kept: i64 = sqlx::query_scalar("select count(*) from draft where key = $1 and answers ->> 'words' = $2")
        .bind(format!("reply:{reference}"))
        .bind(WORDS)
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(kept, 2, "the one just now, and the one of the loop");
    // longer than a message may be: refused for that before anything else, and still not lost
    let long = "long ".repeat(1_200);
    let answer = browser.post(&format!("/cases/{reference}/replies"), &[("words", &long)]).await;
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains(long.trim()));
}

#[sqlx::test(migrations = "./migrations")]
async fn staff_who_were_signed_out_are_led_to_their_door_with_their_words(db: PgPool) {
    let portal = Landside::start(&db, None).await;
    let reference = case_of(&db, &mut portal.browser()).await;
    let mut browser = Browser::with_session(portal.port(), &"0".repeat(64));
    let answer = browser.post(&format!("/cases/{reference}/replies"), &[("words", WORDS), ("from", "desk")]).await;
    assert_eq!(answer.status, 401);
    assert!(answer.body.contains(WORDS) && answer.body.contains(&format!(r#"href="/desk?next=/cases/{reference}""#)));
    let answer = browser.post(&format!("/cases/{reference}/owner"), &[("owner", "me")]).await;
    assert_eq!((answer.status, answer.header("location")), (303, format!("/desk?next=/cases/{reference}").as_str()));
}
