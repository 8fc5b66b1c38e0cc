//! Whether it helped, from what passengers answered before and since.

use super::read::today;
use crate::{PgPool, Result, reports};
use domain::commitment::{SATISFIED, begin};
use domain::feedback::Theme;
use domain::improvement::{Effect, Metric, SPAN_DAYS, effect};
use domain::policy::HUB_ZONE;
use domain::report::{Filter, Group};
use domain::statistic::{Estimate, recommendation, share};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Of 7, easy.
const EASY: i16 = 5;

/// Satisfied of all, easy of all, complaints of all; or recommending, neither, and not recommending.
type Counts = [u64; 3];

/// Whose answers are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Of {
    /// About flights from or to this airport.
    pub station: Option<String>,
    /// About this theme, where complaints are counted.
    pub theme: Option<Theme>,
    /// Those of the report the finding was seen in, where it was seen in one. Complaints are counted among all.
    pub answers: Option<Filter>,
}

/// A report's fields as they are kept.
pub(super) fn fields(filter: &Filter) -> Value {
    let whole = Filter { from: None, to: None, by: Group::default(), ..filter.clone() };
    Value::Object(whole.fields().into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect())
}

/// What [`fields`] kept.
pub(super) fn answers(kept: Option<&Value>) -> Option<Filter> {
    kept.map(|kept| Filter::read(|name| kept.get(name).and_then(Value::as_str).map(str::to_owned)))
}

/// What was compared, and how it turned out.
///
/// # Errors
/// Those of the database.
pub async fn effect_of(db: &PgPool, now: Timestamp, (metric, effective): (Metric, Date), of: &Of) -> Result<Effect> {
    let [before, after] = counts(db, now, (metric, effective), of).await?;
    Ok(effect(metric, estimate(metric, before), estimate(metric, after)))
}

/// What was counted before, in words.
pub(super) fn counted(metric: Metric, counts: Value) -> Option<Effect> {
    let [before, after]: [Counts; 2] = serde_json::from_value(counts).ok()?;
    Some(effect(metric, estimate(metric, before), estimate(metric, after)))
}

/// Counts anew what is published, once an hour at most, and no more once its days are over. So the public page counts nothing.
///
/// # Errors
/// Those of the database.
pub async fn measure(db: &PgPool, now: Timestamp) -> Result<()> {
    let rows = sqlx::query!(
        r#"select id, metric as "metric!", effective as "effective!", station, theme, answers from improvement
            where published_at is not null and metric is not null and effective is not null
              and (counted_at is null or counted_at < $1 and counted_at::date <= effective + $2::int)"#,
        (now - SignedDuration::from_mins(55)).to_sqlx() as _,
        SPAN_DAYS as i32 + 1,
    );
    for row in rows.fetch_all(db).await? {
        let Some(metric) = Metric::parse(&row.metric) else { continue };
        let theme = row.theme.as_deref().and_then(Theme::parse);
        let of = Of { station: row.station, theme, answers: answers(row.answers.as_ref()) };
        let counts = counts(db, now, (metric, row.effective.to_jiff()), &of).await?;
        sqlx::query!("update improvement set counts = $2, counted_at = $3 where id = $1", row.id, json!(counts), now.to_sqlx() as _)
            .execute(db)
            .await?;
    }
    Ok(())
}

async fn counts(db: &PgPool, now: Timestamp, (metric, effective): (Metric, Date), of: &Of) -> Result<[Counts; 2]> {
    let day = |days: i64| effective.checked_add(days.days()).unwrap_or(effective);
    let until = day(SPAN_DAYS).min(today(now).checked_add(1.day()).unwrap_or(Date::MAX));
    let before = figure(db, now, metric, (day(-SPAN_DAYS), effective), of).await?;
    Ok([before, figure(db, now, metric, (effective, until), of).await?])
}

fn estimate(metric: Metric, [one, two, three]: Counts) -> Option<Estimate> {
    match metric {
        Metric::Recommended => recommendation(one, two, three),
        Metric::Satisfied | Metric::Easy | Metric::Complaints => share(one, two),
    }
}

/// The figure of the days from one up to another.
async fn figure(db: &PgPool, now: Timestamp, metric: Metric, (from, until): (Date, Date), of: &Of) -> Result<Counts> {
    if let Some(answers) = of.answers.as_ref().filter(|_| metric != Metric::Complaints) {
        return among(db, now, metric, (from, until), answers, of.station.as_deref()).await;
    }
    let (station, theme) = (of.station.as_deref(), of.theme);
    let zone = TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC);
    let (since, before) = (begin(from, &zone).to_sqlx(), begin(until, &zone).to_sqlx());
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    let measure = match metric {
        Metric::Satisfied => "satisfaction",
        Metric::Recommended => "recommendation",
        Metric::Easy => "effort",
        Metric::Complaints => {
            let row = sqlx::query!(
                r#"select count(*) as "all!", count(*) filter (where exists (
                          select from feedback f where f.invitation = i.id and f.theme = $4 and f.mood = 'negative')) as "hits!"
                     from survey_invitation i
                    where i.done_at >= $1 and i.done_at < $2 and ($3::text is null or i.origin = $3 or i.destination = $3)
                      -- what is not understood yet is no praise
                      and not exists (select from survey_answer a
                                       where a.invitation = i.id and a.month is not null and a.kind = 'text' and a.words <> ''
                                         and not exists (select from feedback f where f.invitation = i.id and f.question = a.question))"#,
                since as _,
                before as _,
                station,
                theme.map(Theme::as_str),
            );
            let row = row.fetch_one(db).await?;
            return Ok([count(row.hits), count(row.all), 0]);
        }
    };
    // how easy it was is asked of a part of the journey, the other two of the whole
    let row = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where a.number >= $5) as "hits!",
                  count(*) filter (where a.number >= 9) as "promoters!", count(*) filter (where a.number <= 6) as "detractors!"
             from survey_invitation i join survey_answer a on a.invitation = i.id
            where i.done_at >= $1 and i.done_at < $2 and ($3::text is null or i.origin = $3 or i.destination = $3)
              and a.measure = $4 and a.month is not null and a.number is not null and ($6 or a.touchpoint is null)"#,
        since as _,
        before as _,
        station,
        measure,
        if metric == Metric::Easy { EASY } else { SATISFIED },
        metric == Metric::Easy,
    );
    let row = row.fetch_one(db).await?;
    Ok(match metric {
        Metric::Recommended => [count(row.promoters), count(row.all - row.promoters - row.detractors), count(row.detractors)],
        _ => [count(row.hits), count(row.all), 0],
    })
}

/// The same of the answers of a report: how many gave each number, as the report has it.
async fn among(
    db: &PgPool,
    now: Timestamp,
    metric: Metric,
    (from, until): (Date, Date),
    answers: &Filter,
    station: Option<&str>,
) -> Result<Counts> {
    let Ok(last) = until.yesterday() else { return Ok(Counts::default()) };
    if last < from {
        return Ok(Counts::default());
    }
    let filter = station.map_or_else(|| answers.clone(), |station| answers.with(Group::Station, station)).within(from, last);
    let [satisfaction, recommendation, effort] = reports::spread(db, now, &filter).await?;
    let sum = |spread: &BTreeMap<i16, u64>, least: i16, most: i16| spread.range(least..=most).map(|(_, count)| count).sum::<u64>();
    Ok(match metric {
        Metric::Recommended => {
            let [promoters, all, detractors] = [(9, 10), (0, 10), (0, 6)].map(|(least, most)| sum(&recommendation, least, most));
            [promoters, all - promoters - detractors, detractors]
        }
        Metric::Easy => [sum(&effort, EASY, 7), sum(&effort, 1, 7), 0],
        Metric::Satisfied | Metric::Complaints => [sum(&satisfaction, SATISFIED, 5), sum(&satisfaction, 1, 5), 0],
    })
}
