//! A crowd that answers one survey at once, each twice: in the use-case, and as forms over HTTP.

use crate::load;
use crate::page::Settings;
use crate::report::{Outcome, line};
use clap::Parser;
use desk::PgPool;
use desk::access::Token;
use desk::reports;
use desk::surveys::{self, Given};
use domain::locale::Locale;
use domain::rights::Viewer;
use domain::survey::Answer;
use jiff::Timestamp;
use server::{accept::accept, router, serve};
use std::time::Instant;
use tokio::{io::BufReader, net::TcpListener, net::TcpStream, task::JoinSet};

/// Least answers taken in a second.
const TAKEN: f64 = 1_000.0;
/// Who answers at once, each twice, over so many connections.
const CROWD: usize = 4_000;
const CROWD_OVER_HTTP: usize = 1_000;
const CLIENTS: usize = 24;

/// Everybody sends the same survey at the same time, each pressing the button twice.
pub(crate) async fn use_case(db: &PgPool, now: Timestamp) -> Outcome {
    let tokens = invited(db, now, "crowd", CROWD).await?;
    let begun = Instant::now();
    let mut crowd = JoinSet::new();
    for own in shared(&tokens) {
        let db = db.clone();
        crowd.spawn(async move {
            let mut refused = 0_usize;
            for (_, token) in own {
                let answers = vec![(0, Answer::Number(4)), (1, Answer::Number(9)), (2, Answer::Words("Quick, 很快".into()))];
                let given = Given { answers, tell: Some(false), ..Given::default() };
                let viewer = Viewer::default();
                let (first, again) = tokio::join!(
                    surveys::answer(&db, &viewer, now, Locale::En, &token, &given),
                    surveys::answer(&db, &viewer, now, Locale::En, &token, &given)
                );
                refused += usize::from(first.is_err()) + usize::from(again.is_err());
            }
            refused
        });
    }
    let mut refused = 0;
    while let Some(one) = crowd.join_next().await {
        refused += one?;
    }
    told(db, "crowd", CROWD, begun, refused).await
}

/// The same as forms of a browser, everybody behind a line of their own.
pub(crate) async fn over_http(db: &PgPool, database_url: &str) -> Outcome {
    let tokens = invited(db, Timestamp::now(), "forms", CROWD_OVER_HTTP).await?;
    let site = std::env::temp_dir().join(format!("landside-bench-{}", std::process::id()));
    std::fs::create_dir_all(site.join("pkg"))?;
    std::fs::write(site.join("manifest.json"), "{}")?;
    let folder = site.to_string_lossy().into_owned();
    let settings = ["bench", "--database-url", database_url, "--site", &folder, "--trusted-proxies", "1"];
    let settings = Settings::try_parse_from(settings)?;
    let app = serve::state(settings.serve, &settings.database, &settings.mail)?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let host = listener.local_addr()?.to_string();
    tokio::spawn(accept(listener, router::router(app), std::future::pending()));
    let begun = Instant::now();
    let mut crowd = JoinSet::new();
    for own in shared(&tokens) {
        let host = host.clone();
        crowd.spawn(async move {
            match twice(&host, own).await {
                Ok(refused) => Ok(refused),
                Err(error) => Err(error.to_string()),
            }
        });
    }
    let mut refused = 0;
    while let Some(one) = crowd.join_next().await {
        refused += one??;
    }
    std::fs::remove_dir_all(site)?;
    told(db, "forms", CROWD_OVER_HTTP, begun, refused).await
}

/// Sends each form over two connections at the same time; how many were not taken.
async fn twice(host: &str, own: Vec<(usize, String)>) -> Outcome<usize> {
    let mut first = BufReader::new(TcpStream::connect(host).await?);
    let mut again = BufReader::new(TcpStream::connect(host).await?);
    let mut refused = 0;
    for (person, token) in own {
        let form = "place=0&place=1&place=2&q1=4&q2=9&q3=Quick%2C+%E5%BE%88%E5%BF%AB";
        let from = format!("10.{}.{}.7", person / 250, person % 250);
        let request = format!(
            "POST /surveys/{token} HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: same-origin\r\nx-forwarded-for: {from}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        );
        let (one, two) = tokio::join!(load::exchange(&mut first, &request), load::exchange(&mut again, &request));
        refused += [one?.0, two?.0].iter().filter(|status| !status.contains(" 303 ")).count();
    }
    Ok(refused)
}

/// What each of the clients sends, with the number of whoever answers.
fn shared(tokens: &[String]) -> Vec<Vec<(usize, String)>> {
    (0..CLIENTS).map(|client| tokens.iter().cloned().enumerate().skip(client).step_by(CLIENTS).collect()).collect()
}

/// Invitations with their links, told apart by the beginning of their causes: five letters.
async fn invited(db: &PgPool, now: Timestamp, name: &str, people: usize) -> Outcome<Vec<String>> {
    let tokens: Vec<Token> = (0..people).map(|_| Token::random()).collect();
    let hashes: Vec<Vec<u8>> = tokens.iter().map(Token::hash).collect();
    sqlx::query(
        "with made as (
             insert into survey_invitation (id, survey, version, occasion, cause, locale, facts, created_at, written_at, expires_at)
             select md5($3 || n)::uuid, 'after-flight', 1, 'flight', $3 || ':' || n, 'en', '{}', $2::text::timestamptz, $2::text::timestamptz,
                    $2::text::timestamptz + interval '20 days' from generate_series(1, cardinality($1::bytea[])) n
             returning id, cause)
         insert into survey_link (token_hash, invitation, channel, created_at)
         select ($1::bytea[])[substr(cause, 7)::int], id, 'mail', $2::text::timestamptz from made",
    )
    .bind(&hashes)
    .bind(now.to_string())
    .bind(name)
    .execute(db)
    .await?;
    Ok(tokens.iter().map(Token::to_text).collect())
}

/// How quick it was, and whether anything is lost or double.
async fn told(db: &PgPool, name: &str, people: usize, begun: Instant, refused: usize) -> Outcome {
    let took = begun.elapsed().as_secs_f64();
    let (sent, answers, figures): (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from survey_invitation where starts_with(cause, $1) and done_at is not null),
                (select count(*) from survey_answer a join survey_invitation i on i.id = a.invitation
                  where starts_with(i.cause, $1) and a.month is not null),
                (select count(*) from survey_figure f join survey_invitation i on i.id = f.invitation
                  where starts_with(i.cause, $1) and f.satisfaction = 4)",
    )
    .bind(format!("{name}:"))
    .fetch_one(db)
    .await?;
    let a_second = answers as f64 / took;
    let figure = format!("{a_second:.0} answers, {:.0} people a second", sent as f64 / took);
    let how = if name == "forms" { "as forms over HTTP, " } else { "" };
    line(&format!("{people} people answer one survey, {how}each twice"), &figure, &format!("≥ {TAKEN:.0} answers"), a_second >= TAKEN);
    let whole = i64::try_from(people)?;
    let figure = format!("{} lost, {} double, {refused} refused", whole - sent, figures - whole);
    line("of them", &figure, "none", sent == whole && figures == whole && answers == 3 * whole && refused == 0);
    let (_, differ) = reports::verify(db).await?;
    line("reports against all answers counted anew", &format!("{} differ", differ.len()), "none", differ.is_empty());
    Ok(())
}
