//! The figures: sums of days.

use crate::{PgPool, Result};
use domain::commitment::{Commitment, Spans, Tally, Trend, spans, trend};
use domain::policy::HUB_ZONE;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::{Date as SqlDate, ToSqlx};
use std::collections::BTreeMap;

/// Months a line is drawn of.
const MONTHS: i32 = 12;

/// What is published.
#[derive(Debug, Clone)]
pub struct Published {
    /// The spans the figures are of.
    pub spans: Spans,
    /// One for each commitment, in the order of [`Commitment::ALL`].
    pub figures: Vec<Figure>,
}

/// How often one commitment was kept.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Which.
    pub commitment: Commitment,
    /// This month so far.
    pub month: Tally,
    /// In the last whole month.
    pub last_month: Tally,
    /// In the last whole quarter.
    pub last_quarter: Tally,
    /// The last whole month against the one before.
    pub trend: Trend,
    /// Months by their first day in which anything was judged, up to a year of them, oldest first.
    pub months: Vec<(Date, Tally)>,
}

/// The figures as they stand, of the quarter that began on `quarter` where that is over, of the last otherwise. Anybody may read them;
/// nobody's data is in them.
///
/// # Errors
/// Those of the database.
pub async fn published(db: &PgPool, now: Timestamp, quarter: Option<Date>) -> Result<Published> {
    let today = now.to_zoned(TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC)).date();
    let mut spans = spans(today);
    if let Some((first, after)) =
        quarter.and_then(|first| Some((first, first.checked_add(3.months()).ok()?))).filter(|(_, end)| *end <= today)
    {
        (spans.last_quarter, spans.quarter) = (first, after);
    }
    let since = spans.month.checked_sub(MONTHS.months()).unwrap_or(Date::MIN).min(spans.last_quarter);
    let rows = sqlx::query!(
        r#"select commitment, date_trunc('month', day)::date as "month!: SqlDate", sum(kept)::bigint as "kept!", sum(judged)::bigint as "judged!"
             from commitment_day where day >= $1 group by 1, 2"#,
        since.to_sqlx() as _
    );
    let mut by_month: BTreeMap<(Commitment, Date), Tally> = BTreeMap::new();
    for row in rows.fetch_all(db).await? {
        if let Some(commitment) = Commitment::parse(&row.commitment) {
            by_month.insert((commitment, row.month.to_jiff()), Tally { kept: row.kept, judged: row.judged });
        }
    }
    let figures = Commitment::ALL.into_iter().map(|one| figure(one, &spans, &by_month)).collect();
    Ok(Published { spans, figures })
}

/// How often each was kept from one day to another, both included.
///
/// # Errors
/// Those of the database.
pub async fn between(db: &PgPool, (from, to): (Date, Date)) -> Result<BTreeMap<Commitment, Tally>> {
    let rows = sqlx::query!(
        r#"select commitment, sum(kept)::bigint as "kept!", sum(judged)::bigint as "judged!" from commitment_day
            where day >= $1 and day <= $2 group by 1"#,
        from.to_sqlx() as _,
        to.to_sqlx() as _,
    );
    let rows = rows.fetch_all(db).await?;
    let one = |commitment: &str, kept, judged| Some((Commitment::parse(commitment)?, Tally { kept, judged }));
    Ok(rows.into_iter().filter_map(|row| one(&row.commitment, row.kept, row.judged)).collect())
}

fn figure(commitment: Commitment, spans: &Spans, by_month: &BTreeMap<(Commitment, Date), Tally>) -> Figure {
    let of = |month: Date| by_month.get(&(commitment, month)).copied().unwrap_or_default();
    let mut months: Vec<(Date, Tally)> = by_month
        .iter()
        .filter(|((one, _), tally)| *one == commitment && tally.judged > 0)
        .map(|((_, month), tally)| (*month, *tally))
        .collect();
    let mut last_quarter = Tally::default();
    months.iter().filter(|(month, _)| (spans.last_quarter..spans.quarter).contains(month)).for_each(|(_, tally)| last_quarter += *tally);
    let year = spans.month.checked_sub(MONTHS.months()).unwrap_or(Date::MIN);
    months.retain(|(month, _)| *month >= year);
    let (month, last_month) = (of(spans.month), of(spans.last_month));
    Figure { commitment, month, last_month, last_quarter, trend: trend(of(spans.month_before), last_month), months }
}
