//! The figures of a report: two scans of the whole, one of the parts.

use super::asked::{Asked, asked};
use super::sql::{Ask, In, key};
use crate::{Error, PgPool, Result};
use domain::commitment::SATISFIED;
use domain::report::{DETRACTOR, Filter, Group, NONE, PROMOTER, Totals, Touchpoint};
use domain::rights::{Departments, Viewer, may_see_reports};
use domain::statistic::Moments;
use domain::survey::TOUCHPOINTS;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::Date as SqlDate;
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// A report.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Its first and last day.
    pub days: (Date, Date),
    /// All of it.
    pub totals: Totals,
    /// By month, oldest first; months without answers are left out.
    pub months: Vec<(Date, Totals)>,
    /// How many gave each number: of satisfaction, recommendation, effort.
    pub spread: [BTreeMap<i16, u64>; 3],
    /// By what was asked for.
    pub rows: Vec<Row>,
    /// What is said of each part of the journey, in the order of [`TOUCHPOINTS`]; parts nobody speaks of are left out.
    pub touchpoints: Vec<(&'static str, Touchpoint)>,
    /// How many named anything that went wrong; of the whole only.
    pub complaining: u64,
    /// Who was asked, and who answered.
    pub asked: Asked,
}

/// The figures of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As [`Filter`] has it; [`NONE`] where there is none.
    pub value: String,
    /// Its figures.
    pub totals: Totals,
}

/// Everything a report tells.
///
/// # Errors
/// `SignInFirst` for whoever is not staff; those of the database.
pub async fn report(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<Report> {
    let ask = Ask::new(viewer.staff().is_some(), may_see_reports(viewer), now, filter)?;
    let of_the_whole = async {
        let mut report = Report { days: ask.days, ..Report::default() };
        by_month(db, &ask, &mut report).await?;
        report.rows = by_group(db, &ask).await?;
        report.asked = asked(db, &ask).await?;
        Ok::<_, Error>(report)
    };
    // a response speaks of several parts: they take about as long as all else
    let (report, touchpoints) = tokio::try_join!(of_the_whole, parts(db, &ask))?;
    Ok(Report { touchpoints, ..report })
}

/// Only the sums: what a finding is held against before and after something was done.
///
/// # Errors
/// As [`report`].
pub async fn totals(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<Totals> {
    let ask = Ask::new(viewer.staff().is_some(), may_see_reports(viewer), now, filter)?;
    let mut report = Report::default();
    by_month(db, &ask, &mut report).await?;
    Ok(report.totals)
}

/// How many gave each number of satisfaction, recommendation and effort: for comparisons everybody may read, whoever asks.
///
/// # Errors
/// Those of the database.
pub(crate) async fn spread(db: &PgPool, now: Timestamp, filter: &Filter) -> Result<[BTreeMap<i16, u64>; 3]> {
    let ask = Ask::new(true, Some(Departments::Every), now, filter)?;
    let mut report = Report::default();
    by_month(db, &ask, &mut report).await?;
    Ok(report.spread)
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// One scan: answers that say the same are counted together, which gives sums, months and spread.
async fn by_month(db: &PgPool, ask: &Ask<'_>, report: &mut Report) -> Result<()> {
    type Said = (SqlDate, Option<i16>, Option<i16>, Option<i16>, i64, i64, i64);
    let mut sql = QueryBuilder::new("select month, ");
    sql.push(ask.satisfied_with());
    sql.push(", recommendation, effort, count(*), count(*) filter (where part = 1), count(*) filter (where named) from survey_figure");
    ask.figures(&mut sql, ask.filter.about());
    sql.push(" group by 1, 2, 3, 4");
    let mut months: BTreeMap<Date, Totals> = BTreeMap::new();
    for (month, satisfaction, recommendation, effort, answers, responses, named) in sql.build_query_as::<Said>().fetch_all(db).await? {
        for (spread, number) in report.spread.iter_mut().zip([satisfaction, recommendation, effort]) {
            if let Some(number) = number {
                *spread.entry(number).or_default() += count(answers);
            }
        }
        let of = months.entry(month.to_jiff()).or_default();
        of.responses += count(responses);
        of.add(satisfaction, recommendation, effort, count(answers));
        report.complaining += if ask.filter.about().is_empty() { count(named) } else { 0 };
    }
    months.values().for_each(|of| report.totals.join(of));
    report.months = months.into_iter().collect();
    Ok(())
}

/// One scan: the sums of each value.
async fn by_group(db: &PgPool, ask: &Ask<'_>) -> Result<Vec<Row>> {
    type Sums = (Option<String>, i64, i64, i64, i64, i64, i64, i64, Option<i64>, Option<i64>);
    let group = ask.filter.by;
    let mut sql = QueryBuilder::new("select ");
    sql.push(key(group, In::Figures)).push(", count(*) filter (where part = 1), count(").push(ask.satisfied_in_row());
    sql.push("), count(*) filter (where ").push(ask.satisfied_in_row()).push(" >= ").push_bind(SATISFIED);
    sql.push("), count(*) filter (where recommendation >= ").push_bind(PROMOTER);
    sql.push("), count(recommendation), count(*) filter (where recommendation <= ").push_bind(DETRACTOR);
    sql.push("), count(effort), sum(effort), sum(effort * effort) from survey_figure");
    ask.figures(&mut sql, ask.filter.about());
    sql.push(" group by 1");
    let mut all: BTreeMap<String, Totals> = BTreeMap::new();
    for row in sql.build_query_as::<Sums>().fetch_all(db).await? {
        let (value, responses, rated, satisfied, promoters, scored, detractors, n, sum, squares) = row;
        let totals = Totals {
            responses: count(responses),
            rated: count(rated),
            satisfied: count(satisfied),
            promoters: count(promoters),
            passives: count(scored - promoters - detractors),
            detractors: count(detractors),
            effort: Moments { n: count(n), sum: sum.unwrap_or_default(), squares: squares.unwrap_or_default() },
        };
        let value = value.unwrap_or_else(|| NONE.to_owned());
        if group != Group::Station || value == NONE {
            all.entry(value).or_default().join(&totals);
            continue;
        }
        // both ends of a route, once where they are the same
        let (from, to) = value.split_once('-').unwrap_or((&value, ""));
        for end in [Some(from), (to != from).then_some(to)].into_iter().flatten().filter(|end| !end.is_empty()) {
            all.entry(end.to_owned()).or_default().join(&totals);
        }
    }
    let mut rows: Vec<Row> = all.into_iter().map(|(value, totals)| Row { value, totals }).collect();
    rows.sort_by(|one, other| other.totals.responses.cmp(&one.totals.responses).then_with(|| one.value.cmp(&other.value)));
    Ok(rows)
}

/// One scan of what is said of parts of the journey.
async fn parts(db: &PgPool, ask: &Ask<'_>) -> Result<Vec<(&'static str, Touchpoint)>> {
    type Said = (String, Option<i16>, Option<i16>, Option<i16>, bool, i64);
    let mut sql = QueryBuilder::new(
        "select touchpoint, satisfaction, whole_satisfaction, whole_recommendation, named, count(*) from survey_figure where touchpoint <> ''",
    );
    ask.within(&mut sql);
    sql.push(" group by 1, 2, 3, 4, 5");
    let mut all: BTreeMap<String, Touchpoint> = BTreeMap::new();
    for (touchpoint, rating, satisfaction, recommendation, named, answers) in sql.build_query_as::<Said>().fetch_all(db).await? {
        all.entry(touchpoint).or_default().add(rating, satisfaction, recommendation, named, count(answers));
    }
    Ok(TOUCHPOINTS.into_iter().filter_map(|name| Some((name, all.remove(name)?))).collect())
}
