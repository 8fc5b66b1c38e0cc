//! Reports over a million answers.

use crate::crowd;
use crate::fill::staff;
use crate::report::{Outcome, line, milliseconds, percentile};
use desk::PgPool;
use desk::reports;
use desk::surveys;
use domain::report::{Filter, Said};
use domain::rights::Viewer;
use domain::survey::Measure;
use jiff::Timestamp;
use server::config::DatabaseConfig;
use sqlx::postgres::PgPoolOptions;
use std::time::Instant;

/// Longest p95 of everything a report tells, in milliseconds.
const LONGEST: f64 = 300.0;
/// How often each report is asked for.
const TIMES: usize = 12;
/// Invitations: one in four is answered, with five answers.
const INVITED: i32 = 800_000;
/// Connections to the database.
const CONNECTIONS: u32 = 24;

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
    let (url, database_connections) = (database_url.to_owned(), CONNECTIONS);
    let db = server::database::pool(&DatabaseConfig { database_url: url, database_connections, allow_newer_database: false })?;
    let [_, supervisor] = staff(&db).await?;
    for (what, address) in ASKED {
        one(&db, &supervisor, now, what, address).await?;
    }
    for (what, said) in [("answers in words", Said::Words), ("the dissatisfied", Said::Number(Measure::Satisfaction, 1, 2))] {
        behind(&db, &supervisor, now, what, said).await?;
    }
    crowd::use_case(&db, now).await?;
    crowd::over_http(&db, database_url).await
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
