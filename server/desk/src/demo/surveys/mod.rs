//! What passengers of the demo said in surveys over the last months: a few hundred responses, the same in every demo but for their days.

mod said;

use super::bookings::chance::Chance;
use crate::{PgPool, Result, reports, surveys};
use domain::locale::Locale;
use domain::survey::{Facts, OPEN_FOR, Occasion};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp, ToSqlx};
use said::Said;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// How many were asked after a flight, over how many days.
const ASKED: u32 = 840;
const DAYS: i64 = 230;
/// Of the cases closed before, so many are asked about at most.
const CASES: i64 = 90;
/// Nobody is asked about what has just happened: real invitations are.
const RECENT: SignedDuration = SignedDuration::from_hours(24 * 16);

/// One who was asked.
struct Asked {
    id: Uuid,
    occasion: Occasion,
    cause: String,
    at: Timestamp,
    language: Locale,
    facts: Facts,
    flight: Option<(String, i32)>,
    ends: Option<(String, String)>,
    department: Option<String>,
    case: Option<i64>,
    channel: &'static str,
    said: Vec<Said>,
}

/// Writes them down once, after flights and cases are there.
///
/// # Errors
/// Those of the database.
pub(super) async fn load(db: &PgPool, now: Timestamp) -> Result<()> {
    surveys::ship(db, now, true).await?;
    let mut tx = db.begin().await?;
    let there = sqlx::query_scalar!(r#"select exists (select from survey_invitation where cause like 'flight:demo:%') as "there!""#);
    if there.fetch_one(&mut *tx).await? {
        return Ok(());
    }
    let mut all = flown(&mut tx, now).await?;
    all.extend(closed(&mut tx, now).await?);
    all.extend(changed(now));
    write(&mut tx, &all).await?;
    let answered: Vec<Uuid> = all.iter().filter(|one| !one.said.is_empty()).map(|one| one.id).collect();
    reports::keep(&mut tx, &answered).await?;
    tx.commit().await?;
    sqlx::query("analyze survey_invitation, survey_answer, survey_figure").execute(db).await?;
    Ok(())
}

/// Evenly over the months, at an hour of the day.
fn moment(chance: &mut Chance, now: Timestamp) -> Timestamp {
    let hours = i64::from(chance.below(u32::try_from(DAYS * 24).unwrap_or_default()));
    now - RECENT - SignedDuration::from_hours(hours) - SignedDuration::from_mins(i64::from(chance.below(60)))
}

async fn flown(tx: &mut PgConnection, now: Timestamp) -> Result<Vec<Asked>> {
    let flights = sqlx::query!(
        "select distinct on (origin, destination) carrier, number, origin, destination from flight
          where carrier = 'LD' and flight_date >= $1::timestamptz::date order by origin, destination, number limit 24",
        now.to_sqlx() as _,
    );
    let flights = flights.fetch_all(tx).await?;
    let mut chance = Chance::new(0x5eed_0058);
    let mut all = Vec::new();
    for n in 0..ASKED {
        let Some(flight) = flights.get(chance.below(u32::try_from(flights.len()).unwrap_or_default()) as usize) else { break };
        let tier = chance.weighted(&[(64, None), (18, Some("silver")), (13, Some("gold")), (5, Some("platinum"))]);
        let cabin = chance.weighted(&[(80, "economy"), (9, "premium"), (9, "business"), (2, "first")]);
        let language = if chance.percent(35) { Locale::ZhCn } else { Locale::En };
        let delay = chance.weighted(&[(62, 4), (20, 22), (12, 47), (6, 130)]);
        let at = moment(&mut chance, now);
        let quarter = n % 5 == 4;
        // members answer more often: what the note on bias is there for
        let answers = chance.percent(if tier.is_some() { 55 } else { 36 });
        let age = now.duration_since(at).as_hours() / 24;
        let scene = said::Scene { language, delay, station: &flight.origin, age, of: u32::try_from(DAYS).unwrap_or_default() };
        let facts = Facts {
            flight: Some(format!("{} {}", flight.carrier, flight.number)),
            route: Some(format!("{}–{}", flight.origin, flight.destination)),
            tier: tier.map(str::to_owned),
            cabin: Some(cabin.to_owned()),
            delay: Some(delay),
            ..Facts::default()
        };
        let said = match (answers, quarter) {
            (false, _) => Vec::new(),
            (true, true) => said::of_quarter(&mut chance, &scene),
            (true, false) => said::of_flight(&mut chance, &scene),
        };
        all.push(Asked {
            id: Uuid::from_u128(0x5eed_0058_0000_7000_8000_0000_0000_0000 + u128::from(n)),
            occasion: if quarter { Occasion::Quarter } else { Occasion::Flight },
            cause: format!("flight:demo:{n}"),
            at,
            language,
            facts,
            flight: Some((flight.carrier.clone(), flight.number)),
            ends: Some((flight.origin.clone(), flight.destination.clone())),
            department: None,
            case: None,
            channel: chance.weighted(&[(78, "mail"), (22, "page")]),
            said,
        });
    }
    Ok(all)
}

/// Cases that were closed a while ago.
async fn closed(tx: &mut PgConnection, now: Timestamp) -> Result<Vec<Asked>> {
    let rows = sqlx::query!(
        r#"select id, reference, kind, department, language, closed_at as "closed_at!: SqlTimestamp" from case_file
            where status = 'closed' and closed_at < $1 order by id limit $2"#,
        (now - RECENT).to_sqlx() as _,
        CASES,
    );
    let mut chance = Chance::new(0x5eed_0059);
    let mut all = Vec::new();
    for (row, n) in rows.fetch_all(tx).await?.into_iter().zip(0_u32..) {
        let language = Locale::from_tag(&row.language).unwrap_or_default();
        let answers = chance.percent(58);
        all.push(Asked {
            id: Uuid::from_u128(0x5eed_0059_0000_7000_8000_0000_0000_0000 + u128::from(n)),
            occasion: Occasion::Case,
            cause: format!("case:{}", row.reference),
            at: row.closed_at.to_jiff() + SignedDuration::from_hours(2),
            language,
            facts: Facts { reference: Some(row.reference), case: Some(row.kind), ..Facts::default() },
            flight: None,
            ends: None,
            said: if answers { said::of_case(&mut chance, language, &row.department) } else { Vec::new() },
            department: Some(row.department),
            case: Some(row.id),
            channel: chance.weighted(&[(60, "mail"), (20, "page"), (20, "telephone")]),
        });
    }
    Ok(all)
}

fn changed(now: Timestamp) -> Vec<Asked> {
    let mut chance = Chance::new(0x5eed_005a);
    let one = |n: u32| {
        let language = if chance.percent(35) { Locale::ZhCn } else { Locale::En };
        let answers = chance.percent(45);
        Asked {
            id: Uuid::from_u128(0x5eed_005a_0000_7000_8000_0000_0000_0000 + u128::from(n)),
            occasion: Occasion::Change,
            cause: format!("change:demo:{n}"),
            at: moment(&mut chance, now),
            language,
            facts: Facts { change: Some("change".to_owned()), ..Facts::default() },
            flight: None,
            ends: None,
            department: None,
            case: None,
            channel: "page",
            said: if answers { said::of_change(&mut chance, language) } else { Vec::new() },
        }
    };
    (0..120).map(one).collect()
}

const fn survey(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Flight => "after-flight",
        Occasion::Case => "after-case",
        Occasion::Change => "after-change",
        Occasion::Quarter => "quarter",
    }
}

async fn write(tx: &mut PgConnection, all: &[Asked]) -> Result<()> {
    let rows = sqlx::query!("select survey, max(number) as \"number!\" from survey_version where state = 'published' group by 1");
    let versions: HashMap<String, i32> = rows.fetch_all(&mut *tx).await?.into_iter().map(|row| (row.survey, row.number)).collect();
    for one in all {
        let survey = survey(one.occasion);
        let Some(version) = versions.get(survey) else { continue };
        let done = (!one.said.is_empty()).then(|| one.at + SignedDuration::from_hours(7));
        let month = done.map(|done| done.to_zoned(TimeZone::UTC).date().first_of_month().to_sqlx());
        let (carrier, number) = one.flight.clone().unzip();
        let (origin, destination) = one.ends.clone().unzip();
        sqlx::query!(
            "insert into survey_invitation (id, survey, version, occasion, cause, locale, facts, created_at, written_at, expires_at, first_answer_at,
                                            done_at, month, channel, answer_locale, figured, case_id, carrier, number, flight_date, origin,
                                            destination, tier, cabin, department, case_kind, delay)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
             on conflict do nothing",
            one.id,
            survey,
            *version,
            one.occasion.as_str(),
            one.cause,
            one.language.tag(),
            surveys::stored(&one.facts)?,
            one.at.to_sqlx() as _,
            (one.at + OPEN_FOR).to_sqlx() as _,
            done.map(ToSqlx::to_sqlx) as _,
            month as Option<SqlDate>,
            done.map(|_| one.channel),
            done.map(|_| one.language.tag()),
            done.is_some(),
            one.case,
            carrier,
            number,
            one.flight.as_ref().map(|_| one.at.to_zoned(TimeZone::UTC).date().to_sqlx()) as _,
            origin,
            destination,
            one.facts.tier,
            one.facts.cabin,
            one.department,
            one.facts.case,
            one.facts.delay.and_then(|delay| i32::try_from(delay).ok()),
        )
        .execute(&mut *tx)
        .await?;
    }
    answers(tx, all).await?;
    causes(tx, all).await
}

async fn answers(tx: &mut PgConnection, all: &[Asked]) -> Result<()> {
    let said = || all.iter().flat_map(|one| one.said.iter().map(move |said| (one.id, said)));
    let texts = |of: fn(&Said) -> &str| said().map(|(_, said)| of(said).to_owned()).collect::<Vec<_>>();
    let maybe = |of: fn(&Said) -> Option<&str>| said().map(|(_, said)| of(said).map(str::to_owned)).collect::<Vec<_>>();
    let ids: Vec<Uuid> = said().map(|(id, _)| id).collect();
    let numbers: Vec<Option<i16>> = said().map(|(_, said)| said.number).collect();
    sqlx::query!(
        "insert into survey_answer (invitation, survey, month, question, item, kind, number, words, measure, touchpoint)
         select a.id, i.survey, i.month, a.question, a.item, a.kind, a.number, a.words, a.measure, a.touchpoint
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[])
                    a (id, question, item, kind, number, words, measure, touchpoint)
           join survey_invitation i on i.id = a.id
         on conflict do nothing",
        &ids,
        &texts(|said| said.question),
        &texts(|said| said.item),
        &texts(|said| said.kind.as_str()),
        &numbers as _,
        &maybe(|said| said.words) as _,
        &maybe(|said| said.kind.measure().map(domain::survey::Measure::as_str)) as _,
        &maybe(|said| said.touchpoint) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What became of the reasons: those asked, and others beside them.
async fn causes(tx: &mut PgConnection, all: &[Asked]) -> Result<()> {
    let mut chance = Chance::new(0x5eed_005b);
    let (mut causes, mut occasions, mut outcomes, mut times) = (Vec::new(), Vec::new(), Vec::new(), Vec::<SqlTimestamp>::new());
    for one in all {
        let others = if one.occasion == Occasion::Flight { 3 } else { 0 };
        for other in 0..=others {
            let outcome = chance.weighted(&[(70, "not-drawn"), (16, "no-address"), (9, "too-often"), (3, "left"), (2, "bounces")]);
            causes.push(if other == 0 { one.cause.clone() } else { format!("{}:{other}", one.cause) });
            occasions.push(one.occasion.as_str().to_owned());
            outcomes.push(if other == 0 { "invited" } else { outcome }.to_owned());
            times.push(one.at.to_sqlx());
        }
    }
    sqlx::query!(
        "insert into survey_cause (cause, occasion, outcome, decided_at) select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
         on conflict do nothing",
        &causes,
        &occasions,
        &outcomes,
        &times as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}
