//! Reports over a million answers, and a crowd that answers one survey at once.

use crate::fill::staff;
use crate::report::{Outcome, line, milliseconds, percentile};
use desk::PgPool;
use desk::access::Token;
use desk::reports;
use desk::surveys::{self, Given};
use domain::locale::Locale;
use domain::report::{Filter, Said};
use domain::rights::Viewer;
use domain::survey::{Answer, Measure};
use jiff::Timestamp;
use server::config::DatabaseConfig;
use sqlx::postgres::PgPoolOptions;
use std::sync::Arc;
use std::time::Instant;
use tokio::task::JoinSet;

/// Longest p95 of everything a report tells, in milliseconds.
const LONGEST: f64 = 300.0;
/// Least answers taken in a second.
const TAKEN: f64 = 1_000.0;
/// How often each report is asked for.
const TIMES: usize = 12;
/// Invitations: one in four is answered, with five answers.
const INVITED: i32 = 800_000;
/// Who answers at once, each twice, over so many connections.
const CROWD: usize = 4_000;
const CLIENTS: usize = 24;

/// What is asked for.
const ASKED: [(&str, &str); 6] = [
    ("a year, by route", ""),
    ("a year, by flight", "by=flight"),
    ("a year of one station, by tier", "station=EWR&by=tier"),
    ("one tier and cabin, by language", "tier=gold&cabin=economy&by=language"),
    ("one touchpoint, by station", "touchpoint=crew&by=station"),
    ("one quarter, by channel", "quarter=2026-3&by=channel"),
];

/// Fills a database and measures.
pub(crate) async fn measure(database_url: &str) -> Outcome {
    // filling takes longer than any page may
    let filling = PgPoolOptions::new().max_connections(2).connect(database_url).await?;
    desk::MIGRATIONS.run(&filling).await?;
    let now: Timestamp = "2026-11-22T12:00:00Z".parse()?;
    surveys::ship(&filling, "2025-11-01T00:00:00Z".parse()?, true).await?;
    let begun = Instant::now();
    for statement in FILL.split(";\n") {
        sqlx::query(sqlx::AssertSqlSafe(statement.replace("{invited}", &INVITED.to_string()))).execute(&filling).await?;
    }
    let filled = begun.elapsed().as_secs();
    let added = reports::complete(&filling).await?;
    reports::tally(&filling, now).await?;
    for table in ["survey_invitation", "survey_answer", "survey_figure"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("vacuum analyze {table}"))).execute(&filling).await?;
    }
    let answers: i64 = sqlx::query_scalar("select count(*) from survey_answer").fetch_one(&filling).await?;
    println!(
        "{answers} answers of {added} who answered among {INVITED} asked; filled in {filled} s, added up in {} s",
        begun.elapsed().as_secs() - filled
    );
    filling.close().await;
    let (database_url, database_connections) = (database_url.to_owned(), CLIENTS as u32);
    let db = server::database::pool(&DatabaseConfig { database_url, database_connections, allow_newer_database: false })?;
    let [_, supervisor] = staff(&db).await?;
    for (what, address) in ASKED {
        one(&db, &supervisor, now, what, address).await?;
    }
    for (what, said) in [("answers in words", Said::Words), ("the dissatisfied", Said::Number(Measure::Satisfaction, 1, 2))] {
        behind(&db, &supervisor, now, what, said).await?;
    }
    crowd(&db, now).await
}

async fn one(db: &PgPool, viewer: &Viewer, now: Timestamp, what: &str, address: &str) -> Outcome {
    let fields: Vec<(&str, &str)> = address.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let filter = Filter::read(|name| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()));
    let (mut times, mut responses) = (Vec::new(), 0);
    for _ in 0..TIMES {
        let begun = Instant::now();
        responses = reports::report(db, viewer, now, &filter).await?.totals.responses;
        times.push(begun.elapsed());
    }
    let (half, p95) = (milliseconds(percentile(&mut times, 0.5)), milliseconds(percentile(&mut times, 0.95)));
    line(
        &format!("{what}: {responses} responses"),
        &format!("median {half:.0} ms, p95 {p95:.0} ms"),
        &format!("≤ {LONGEST:.0} ms"),
        p95 <= LONGEST,
    );
    Ok(())
}

/// The first pages of the answers behind a number.
async fn behind(db: &PgPool, viewer: &Viewer, now: Timestamp, what: &str, said: Said) -> Outcome {
    let (mut times, mut count, mut from) = (Vec::new(), 0, None);
    for _ in 0..TIMES {
        let begun = Instant::now();
        let page = reports::behind(db, viewer, now, &Filter::default(), Some(said), from).await?;
        times.push(begun.elapsed());
        (count, from) = (page.count, page.next);
    }
    let p95 = milliseconds(percentile(&mut times, 0.95));
    line(&format!("a page of {count}: {what}"), &format!("p95 {p95:.0} ms"), &format!("≤ {LONGEST:.0} ms"), p95 <= LONGEST);
    Ok(())
}

/// Everybody sends the same survey at the same time, each pressing the button twice.
async fn crowd(db: &PgPool, now: Timestamp) -> Outcome {
    let tokens: Vec<Token> = (0..CROWD).map(|_| Token::random()).collect();
    let hashes: Vec<Vec<u8>> = tokens.iter().map(Token::hash).collect();
    sqlx::query(
        "with made as (
             insert into survey_invitation (id, survey, version, occasion, cause, locale, facts, created_at, written_at, expires_at)
             select md5('crowd' || n)::uuid, 'after-flight', 1, 'flight', 'crowd:' || n, 'en', '{}', $2::text::timestamptz, $2::text::timestamptz,
                    $2::text::timestamptz + interval '20 days' from generate_series(1, cardinality($1::bytea[])) n
             returning id, cause)
         insert into survey_link (token_hash, invitation, channel, created_at)
         select ($1::bytea[])[substr(cause, 7)::int], id, 'mail', $2::text::timestamptz from made",
    )
    .bind(&hashes)
    .bind(now.to_string())
    .execute(db)
    .await?;
    let tokens = Arc::new(tokens);
    let begun = Instant::now();
    let mut crowd = JoinSet::new();
    for client in 0..CLIENTS {
        let (db, tokens) = (db.clone(), tokens.clone());
        crowd.spawn(async move {
            let mut refused = 0_usize;
            for token in tokens.iter().skip(client).step_by(CLIENTS) {
                let answers = vec![(0, Answer::Number(4)), (1, Answer::Number(9)), (2, Answer::Words("Quick, 很快".into()))];
                let given = Given { answers, tell: Some(false), ..Given::default() };
                let text = token.to_text();
                let viewer = Viewer::default();
                let (first, again) = tokio::join!(
                    surveys::answer(&db, &viewer, now, Locale::En, &text, &given),
                    surveys::answer(&db, &viewer, now, Locale::En, &text, &given)
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
    let took = begun.elapsed().as_secs_f64();
    let (sent, answers, figures): (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from survey_invitation where cause like 'crowd:%' and done_at is not null),
                (select count(*) from survey_answer a join survey_invitation i on i.id = a.invitation where i.cause like 'crowd:%' and a.month is not null),
                (select count(*) from survey_figure f join survey_invitation i on i.id = f.invitation where i.cause like 'crowd:%' and f.satisfaction = 4)",
    )
    .fetch_one(db)
    .await?;
    let a_second = answers as f64 / took;
    let figure = format!("{a_second:.0} answers, {:.0} people a second", sent as f64 / took);
    line(&format!("{CROWD} people answer one survey, each twice"), &figure, &format!("≥ {TAKEN:.0} answers"), a_second >= TAKEN);
    let whole = i64::try_from(CROWD)?;
    let figure = format!("{} lost, {} double, {refused} refused", whole - sent, figures - whole);
    line("of them", &figure, "none", sent == whole && figures == whole && answers == 3 * whole && refused == 0);
    let (_, differ) = reports::verify(db).await?;
    line("reports against all answers counted anew", &format!("{} differ", differ.len()), "none", differ.is_empty());
    Ok(())
}

/// A year of invitations; words and four numbers of whoever answers.
const FILL: &str = "
insert into survey_invitation (id, survey, version, occasion, cause, locale, facts, created_at, written_at, expires_at, done_at, month, channel,
                               answer_locale, carrier, number, origin, destination, tier, cabin, delay)
select md5(n::text)::uuid, 'after-flight', 1, 'flight', 'bench:' || n, language, '{}', at, at, at + interval '21 days',
       case when n % 4 = 0 then at + interval '1 day' end, case when n % 4 = 0 then date_trunc('month', at + interval '1 day')::date end,
       case when n % 4 = 0 then (array['mail', 'mail', 'mail', 'page', 'telephone'])[1 + h % 5] end, case when n % 4 = 0 then language end,
       'LD', 100 + h % 400, 'EWR', (array['ORD', 'LAX', 'SFO', 'LHR', 'BOS', 'MIA', 'DFW', 'ATL', 'SEA', 'DEN'])[1 + h / 7 % 10],
       (array[null, null, null, 'silver', 'gold', 'platinum'])[1 + h / 11 % 6], (array['economy', 'economy', 'economy', 'business', 'first'])[1 + h / 13 % 5],
       h % 90
  from (select n, case when hashtext('l' || n) % 3 = 0 then 'zh-CN' else 'en' end as language, hashtext(n::text) & 1073741823 as h,
               '2025-12-02Z'::timestamptz + n * interval '38 seconds' as at from generate_series(1, {invited}) n) made;
insert into survey_answer (invitation, question, item, kind, number, words, measure, touchpoint, survey, month)
select i.id, q.question, '', q.kind, case when q.steps > 0 then q.least + (hashtext(i.id::text || q.question) & 1073741823) % q.steps end,
       case when q.kind = 'text' then 'The crew were kind. 机组很友好。' end, q.measure, q.touchpoint, i.survey, i.month
  from survey_invitation i cross join
       (values ('overall', 'rating', 1, 5, 'satisfaction', null), ('recommend', 'recommendation', 0, 11, 'recommendation', null),
               ('crew', 'rating', 1, 5, 'satisfaction', 'crew'), ('late', 'rating', 1, 5, 'satisfaction', 'punctuality'),
               ('words', 'text', 0, 0, null, null)) q (question, kind, least, steps, measure, touchpoint)
 where i.done_at is not null;
analyze survey_invitation, survey_answer";
