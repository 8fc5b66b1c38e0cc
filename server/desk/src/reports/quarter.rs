//! A quarter: what the report of it is written from (SUR-8).

use super::figures::{Report, report, totals};
use crate::{Error, PgPool, Result, commitments};
use domain::commitment::{Commitment, Tally};
use domain::report::{Filter, Group, Totals};
use domain::rights::{Departments, Viewer, may_see_reports};
use domain::survey::Occasion;
use jiff::{Timestamp, ToSpan, civil::Date};
use jiff_sqlx::ToSqlx;
use std::collections::BTreeMap;

/// A quarter beside the one before.
#[derive(Debug, Clone)]
pub struct Quarter {
    /// Its first and last day.
    pub days: (Date, Date),
    /// The first and last day of the one before.
    pub days_before: (Date, Date),
    /// What passengers said of the whole, by station.
    pub report: Report,
    /// The same in the quarter before.
    pub before: Report,
    /// What they said of cases and of changes: of this quarter, of the one before.
    pub handling: Vec<(Occasion, Totals, Totals)>,
    /// Promises that are measured: in this quarter, in the one before.
    pub promises: Vec<(Commitment, Tally, Tally)>,
    /// Complaints by topic: of this quarter, of the one before; most first.
    pub complaints: Vec<(String, i64, i64)>,
}

/// Everything the report of a quarter says, from the same queries as the other pages.
///
/// # Errors
/// `SignInFirst`, `Forbidden` for whoever does not see every department; those of the database.
pub async fn quarter(db: &PgPool, viewer: &Viewer, now: Timestamp, days: (Date, Date)) -> Result<Quarter> {
    if may_see_reports(viewer).ok_or(Error::SignInFirst)? != Departments::Every {
        return Err(Error::Forbidden);
    }
    let last = days.0.yesterday().unwrap_or(Date::MIN);
    let days_before = (last.first_of_month().checked_sub(2.months()).unwrap_or(Date::MIN), last);
    let of = |(from, to): (Date, Date), occasion| Filter { occasion, by: Group::Station, ..Filter::default().within(from, to) };
    let mut handling = Vec::new();
    for occasion in [Occasion::Case, Occasion::Change] {
        let this = totals(db, viewer, now, &of(days, Some(occasion))).await?;
        handling.push((occasion, this, totals(db, viewer, now, &of(days_before, Some(occasion))).await?));
    }
    let (this, that) = (commitments::between(db, days).await?, commitments::between(db, days_before).await?);
    let tally = |all: &BTreeMap<Commitment, Tally>, one| all.get(&one).copied().unwrap_or_default();
    let measured = Commitment::ALL.into_iter().filter(|one| one.measured());
    Ok(Quarter {
        report: report(db, viewer, now, &of(days, None)).await?,
        before: report(db, viewer, now, &of(days_before, None)).await?,
        handling,
        promises: measured.map(|one| (one, tally(&this, one), tally(&that, one))).collect(),
        complaints: complaints(db, days, days_before).await?,
        days,
        days_before,
    })
}

/// Complaints by topic and the day they reached us, without those that went on in another.
async fn complaints(db: &PgPool, days: (Date, Date), before: (Date, Date)) -> Result<Vec<(String, i64, i64)>> {
    let zone = jiff::tz::TimeZone::get(domain::policy::HUB_ZONE).unwrap_or(jiff::tz::TimeZone::UTC);
    let begin = |day: Date| domain::commitment::begin(day, &zone).to_sqlx();
    let rows = sqlx::query!(
        r#"select f.topic, count(*) filter (where f.opened_at >= $2) as "this!", count(*) filter (where f.opened_at < $2) as "before!"
             from case_file f
            where f.kind = 'complaint' and f.opened_at >= $1 and f.opened_at < $3
              and not exists (select from case_merge m where m.case_id = f.id)
            group by f.topic order by 2 desc, 3 desc, 1"#,
        begin(before.0) as _,
        begin(days.0) as _,
        begin(days.1.tomorrow().unwrap_or(Date::MAX)) as _,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.topic, row.this, row.before)).collect())
}
