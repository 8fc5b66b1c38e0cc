//! Answering a survey over HTTP: what comes too late is not lost, and a crowd loses and doubles nothing (SUR-2, I8).

use crate::{Landside, WORDS, count};
use desk::PgPool;
use desk::access::Token;
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;

/// Who answers at once, each twice, over so many connections at a time.
const CROWD: usize = 1_000;
const CLIENTS: usize = 24;

/// Invitations to what is asked after a flight, with the tokens of their letters; open for so long.
async fn invited(db: &PgPool, people: usize, open: SignedDuration) -> Vec<String> {
    desk::surveys::ship(db, Timestamp::now(), true).await.unwrap();
    let tokens: Vec<Token> = (0..people).map(|_| Token::random()).collect();
    let hashes: Vec<Vec<u8>> = tokens.iter().map(Token::hash).collect();
    sqlx::query(
        "with made as (
             insert into survey_invitation (id, survey, version, occasion, cause, locale, facts, created_at, written_at, expires_at)
             select gen_random_uuid(), 'after-flight', 1, 'flight', 'crowd:' || n, 'en', '{}', now(), now(), $2::text::timestamptz
               from generate_series(1, cardinality($1::bytea[])) n returning id, cause)
         insert into survey_link (token_hash, invitation, channel, created_at)
         select ($1::bytea[])[substr(cause, 7)::int], id, 'mail', now() from made",
    )
    .bind(&hashes)
    .bind((Timestamp::now() + open).to_string())
    .execute(db)
    .await
    .unwrap();
    tokens.iter().map(Token::to_text).collect()
}

#[sqlx::test(migrations = "./migrations")]
async fn words_that_come_too_late_go_on_as_a_message(db: PgPool) {
    let portal = Landside::start(&db, None).await;
    let mut browser = portal.browser();
    let late = invited(&db, 1, SignedDuration::from_hours(-1)).await;
    let nowhere = Token::random().to_text();
    for (token, status) in [(&late[0], 410), (&nowhere, 404)] {
        let page = format!("/surveys/{token}");
        let answer = browser.post(&page, &[("place", "0"), ("place", "2"), ("q1", "2"), ("q3", WORDS)]).await;
        assert_eq!(answer.status, status);
        let (_, area) = answer.body.split_once("<textarea").expect("the words can be read");
        assert!(area.split("</textarea>").next().unwrap().contains(WORDS));
        assert!(
            answer.body.contains(r#"action="/cases/new""#) && !answer.body.contains(&format!(r#"action="{page}"#)),
            "not to where they were"
        );
        // numbers alone go nowhere, and the page says why
        let answer = browser.post(&page, &[("place", "0"), ("q1", "2")]).await;
        assert_eq!((answer.status, answer.header("location")), (303, page.as_str()));
    }
    let onward = [("step", "kind"), ("kind", "feedback"), ("words", WORDS)];
    let answer = browser.post("/cases/new", &onward).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/cases/new?step=topic"));
    assert!(browser.get("/cases/new?step=words").await.body.contains(WORDS), "they stand where messages are written");
    // what was begun there stays
    let again = browser.post(&format!("/surveys/{}", late[0]), &[("place", "2"), ("q3", "Another thing")]).await;
    assert!(again.body.contains(&format!("{WORDS}\n\nAnother thing")), "{}", again.body);
}

/// A lost connection or a double click sends the same form twice.
#[sqlx::test(migrations = "./migrations")]
async fn a_crowd_answers_twice_and_counts_once(db: PgPool) {
    let portal = Landside::start_with(&db, None, &[("LANDSIDE_TRUSTED_PROXIES", "1")]).await;
    let tokens = invited(&db, CROWD, SignedDuration::from_hours(24)).await;
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let (portal, own) = (portal.browser(), tokens.iter().cloned().enumerate().skip(client).step_by(CLIENTS).collect::<Vec<_>>());
        clients.spawn(async move {
            let mut refused = Vec::new();
            for (person, token) in own {
                // everybody at home, behind a line of their own
                let from = format!("10.{}.{}.7", person / 250, person % 250);
                let headers = [("x-forwarded-for", from.as_str()), ("sec-fetch-site", "same-origin")];
                let form = "place=0&place=1&place=2&q1=4&q2=9&q3=Quick%2C+%E5%BE%88%E5%BF%AB";
                let (path, mut first, mut second) = (format!("/surveys/{token}"), portal.clone(), portal.clone());
                let (one, two) = tokio::join!(first.send("POST", &path, &headers, form), second.send("POST", &path, &headers, form));
                for mut answer in [one, two] {
                    // a machine that is too busy says so at once and gives the form back: it is sent again
                    for _ in 0..50 {
                        if answer.status != 503 {
                            break;
                        }
                        answer = first.send("POST", &path, &headers, form).await;
                    }
                    refused.extend((answer.status != 303).then_some(answer.status));
                }
            }
            refused
        });
    }
    let mut refused = Vec::new();
    while let Some(one) = clients.join_next().await {
        refused.extend(one.unwrap());
    }
    assert_eq!(refused, Vec::<u16>::new());
    let crowd = i64::try_from(CROWD).unwrap();
    assert_eq!(count(&db, "select count(*) from survey_invitation where done_at is not null").await, crowd, "nothing lost");
    assert_eq!(count(&db, "select count(*) from survey_answer where month is not null").await, 3 * crowd);
    assert_eq!(count(&db, "select count(*) from survey_figure where satisfaction = 4").await, crowd, "nothing double");
    let (_, differ) = desk::reports::verify(&db).await.unwrap();
    assert!(differ.is_empty(), "{differ:?}");
}
