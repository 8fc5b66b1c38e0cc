//! Who was asked, who answered, and why others were not asked: what the figures cannot say.

use super::sql::{Ask, In};
use crate::{PgPool, Result};
use domain::commitment::begin;
use domain::policy::HUB_ZONE;
use domain::report::{Cell, Group, NONE};
use domain::survey::Occasion;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use std::collections::BTreeMap;

/// Minutes from which a flight counts as late here: from then on passengers are asked about it.
const LATE: i32 = 30;
/// Days until nobody who was asked can answer any more: three weeks from their letter, which leaves a day or two after they were chosen.
const OPEN_DAYS: i32 = 30;
/// Sorts of people.
const SORTS: [&str; 4] = ["tier", "cabin", "language", "late"];
/// Any number that nothing else locks: one process closes days at a time.
const LOCK: i64 = 7501;

/// Who was asked within the days of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// How many were asked by a letter.
    pub asked: u64,
    /// How many of them have answered.
    pub answered: u64,
    /// How many have answered without a letter: on a page, or on the telephone. They are in no rate, because nobody knows how many could have.
    pub unasked: u64,
    /// Some of them may still answer.
    pub open: bool,
    /// The same by tier, cabin, language, and whether their flight was late.
    pub cells: Vec<Cell>,
    /// What became of every reason to ask somebody, where the report is of everything or of an occasion.
    pub outcomes: Vec<Outcome>,
}

/// What became of reasons to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// `domain::survey::Invite`, as stored.
    pub outcome: String,
    /// How many.
    pub count: u64,
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn hub() -> TimeZone {
    TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC)
}

/// Sorts of people and outcomes with how many were asked and have answered, whichever way they were counted.
type Counts = BTreeMap<(String, String), (u64, u64)>;

pub(super) async fn asked(db: &PgPool, ask: &Ask<'_>) -> Result<Asked> {
    let mut counts = Counts::new();
    let (from, to) = ask.days;
    let closed = sqlx::query_scalar!("select day from survey_asked_until").fetch_optional(db).await?;
    let open = closed.map_or(from, |closed| from.max(closed.to_jiff().tomorrow().unwrap_or(Date::MAX)));
    let closed = to.min(open.yesterday().unwrap_or(Date::MIN));
    // by single flights nothing is added up; of one there are few
    if ask.filter.of.iter().any(|(group, _)| *group == Group::Flight) {
        counted(db, ask, from, to, &mut counts).await?;
    } else {
        added_up(db, ask, from, closed, &mut counts).await?;
        counted(db, ask, open, to, &mut counts).await?;
    }
    if ask.everybody() {
        outcomes(db, ask.filter.occasion, (from, closed), (open, to), &mut counts).await?;
    }
    let mut all = Asked { open: to.checked_add(OPEN_DAYS.days()).is_ok_and(|last| last > ask.today), ..Asked::default() };
    for ((of, value), (asked, answered)) in counts {
        match SORTS.into_iter().find(|sort| *sort == of) {
            Some(of) => all.cells.push(Cell { of, value, asked, answered }),
            None if of == "letters" => (all.asked, all.answered) = (asked, answered),
            None if of == "unasked" => all.unasked = answered,
            None => all.outcomes.push(Outcome { outcome: value, count: asked }),
        }
    }
    all.outcomes.sort_by_key(|one| std::cmp::Reverse(one.count));
    Ok(all)
}

fn add(counts: &mut Counts, of: &str, value: String, asked: i64, answered: i64) {
    let known = counts.entry((of.to_owned(), value)).or_default();
    *known = (known.0 + count(asked), known.1 + count(answered));
}

/// Of days that are closed: by months where they are whole, by days at the ends.
async fn added_up(db: &PgPool, ask: &Ask<'_>, from: Date, to: Date, counts: &mut Counts) -> Result<()> {
    if from > to {
        return Ok(());
    }
    let (months, rest) = whole_months(from, to);
    let mut sql = QueryBuilder::new("select letter, case when origin is not null then coalesce(tier, ");
    sql.push_bind(NONE).push(") end, cabin, locale, late, sum(asked), sum(answered) from survey_asked where (span = 'month' and first >= ");
    sql.push_bind(months.to_sqlx()).push(" and first < ").push_bind(rest.to_sqlx());
    sql.push(" or span = 'day' and (first >= ").push_bind(from.to_sqlx()).push(" and first < ").push_bind(months.to_sqlx());
    sql.push(" or first >= ").push_bind(rest.to_sqlx()).push(" and first <= ").push_bind(to.to_sqlx()).push("))");
    sorted(db, ask, sql, counts).await
}

/// The first of the first whole month of these days, and the first day after the last; the same day where there is none.
fn whole_months(from: Date, to: Date) -> (Date, Date) {
    let next = |day: Date| day.last_of_month().tomorrow().unwrap_or(Date::MAX);
    let months = if from.day() == 1 { from } else { next(from) };
    let rest = if to == to.last_of_month() { next(to) } else { to.first_of_month() };
    if months < rest { (months, rest) } else { (from, from) }
}

/// Of days that are still open.
async fn counted(db: &PgPool, ask: &Ask<'_>, from: Date, to: Date, counts: &mut Counts) -> Result<()> {
    if from > to {
        return Ok(());
    }
    let mut sql = QueryBuilder::new("select written_at is not null, case when origin is not null then coalesce(tier, ");
    sql.push_bind(NONE).push(") end, cabin, locale, delay >= ").push(LATE);
    sql.push(", count(*), count(done_at) from survey_invitation where created_at >= ").push_bind(begin(from, &hub()).to_sqlx());
    sql.push(" and created_at < ").push_bind(begin(to.tomorrow().unwrap_or(Date::MAX), &hub()).to_sqlx());
    sorted(db, ask, sql, counts).await
}

/// Whom the report is of, by letter, tier, cabin, language, lateness.
async fn sorted(db: &PgPool, ask: &Ask<'_>, mut sql: QueryBuilder<Postgres>, counts: &mut Counts) -> Result<()> {
    type Sorted = (bool, Option<String>, Option<String>, String, Option<bool>, i64, i64);
    ask.of(&mut sql, In::Asked);
    sql.push(" group by 1, 2, 3, 4, 5");
    for (letter, tier, cabin, locale, late, asked, answered) in sql.build_query_as::<Sorted>().fetch_all(db).await? {
        if !letter {
            add(counts, "unasked", String::new(), 0, answered);
            continue;
        }
        let late = late.map(|late| if late { "late" } else { "on-time" }.to_owned());
        for (of, value) in [("letters", Some(String::new())), ("tier", tier), ("cabin", cabin), ("language", Some(locale)), ("late", late)]
        {
            if let Some(value) = value {
                add(counts, of, value, asked, answered);
            }
        }
    }
    Ok(())
}

/// What became of reasons to ask: on days that are closed, and on open ones.
async fn outcomes(db: &PgPool, occasion: Option<Occasion>, closed: (Date, Date), open: (Date, Date), counts: &mut Counts) -> Result<()> {
    let rows = sqlx::query!(
        r#"select outcome as "outcome!", sum(count)::bigint as "count!" from (
               select outcome, count from survey_outcome_day where day >= $2 and day <= $3 and ($1::text is null or occasion = $1)
               union all
               select outcome, 1 from survey_cause where decided_at >= $4 and decided_at < $5 and ($1::text is null or occasion = $1)) reasons
            group by 1"#,
        occasion.map(Occasion::as_str),
        closed.0.to_sqlx() as _,
        closed.1.to_sqlx() as _,
        begin(open.0, &hub()).to_sqlx() as _,
        begin(open.1.tomorrow().unwrap_or(Date::MAX), &hub()).to_sqlx() as _,
    );
    for row in rows.fetch_all(db).await? {
        add(counts, "outcome", row.outcome, row.count, 0);
    }
    Ok(())
}

/// Counts the days for good on which nobody who was asked can answer any more. Any number of processes may do so. Answers with how many
/// days are closed now.
///
/// # Errors
/// Those of the database.
pub async fn tally(db: &PgPool, now: Timestamp) -> Result<i32> {
    let last = now.to_zoned(hub()).date().checked_sub(OPEN_DAYS.days()).unwrap_or(Date::MIN);
    let mut tx = db.begin().await?;
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK).fetch_one(&mut *tx).await?;
    let after = sqlx::query_scalar!("select day from survey_asked_until").fetch_optional(&mut *tx).await?;
    let first = match after {
        Some(after) => after.to_jiff().tomorrow().unwrap_or(Date::MAX),
        None => match first_day(&mut tx).await? {
            Some(first) => first,
            None => return Ok(0),
        },
    };
    if first > last {
        return Ok(0);
    }
    let (from, until) = (begin(first, &hub()), begin(last.tomorrow().unwrap_or(Date::MAX), &hub()));
    sqlx::query!(
        "insert into survey_asked (span, first, letter, occasion, survey, locale, origin, destination, tier, cabin, department, case_kind, late, asked, answered)
         select 'day', (created_at at time zone $3)::date, written_at is not null, occasion, survey, locale, origin, destination, tier, cabin, department,
                case_kind, delay >= $4, count(*), count(done_at)
           from survey_invitation where created_at >= $1 and created_at < $2 group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13",
        from.to_sqlx() as _,
        until.to_sqlx() as _,
        HUB_ZONE,
        LATE,
    )
    .execute(&mut *tx)
    .await?;
    // months of which this was the last part; their first days may have been counted before
    let (months, rest) = whole_months(first.first_of_month(), last);
    sqlx::query!(
        "insert into survey_asked (span, first, letter, occasion, survey, locale, origin, destination, tier, cabin, department, case_kind, late, asked, answered)
         select 'month', date_trunc('month', first::timestamp)::date, letter, occasion, survey, locale, origin, destination, tier, cabin, department,
                case_kind, late, sum(asked), sum(answered)
           from survey_asked where span = 'day' and first >= $1 and first < $2 group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13",
        months.to_sqlx() as _,
        rest.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into survey_outcome_day (day, occasion, outcome, count)
         select (decided_at at time zone $3)::date, occasion, outcome, count(*) from survey_cause where decided_at >= $1 and decided_at < $2 group by 1, 2, 3",
        from.to_sqlx() as _,
        until.to_sqlx() as _,
        HUB_ZONE,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into survey_asked_until (day) values ($1) on conflict (one) do update set day = excluded.day",
        last.to_sqlx() as _
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok((last - first).get_days() + 1)
}

/// The day anybody was asked first, or a reason to ask was looked at first.
async fn first_day(tx: &mut PgConnection) -> Result<Option<Date>> {
    let first = sqlx::query_scalar!(
        r#"select least((select min(created_at) from survey_invitation), (select min(decided_at) from survey_cause)) as "first: SqlTimestamp""#
    );
    let first = first.fetch_one(tx).await?;
    Ok(first.map(|first| first.to_jiff().to_zoned(hub()).date()))
}

#[cfg(test)]
mod tests {
    use super::whole_months;
    use jiff::civil::date;

    #[test]
    fn months_are_whole_or_nothing() {
        for (from, to, months, rest) in [
            (date(2026, 1, 1), date(2026, 3, 31), date(2026, 1, 1), date(2026, 4, 1)),
            (date(2026, 1, 2), date(2026, 3, 30), date(2026, 2, 1), date(2026, 3, 1)),
            (date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 1), date(2026, 3, 1)),
            (date(2026, 2, 2), date(2026, 3, 30), date(2026, 2, 2), date(2026, 2, 2)),
            (date(2026, 2, 5), date(2026, 2, 9), date(2026, 2, 5), date(2026, 2, 5)),
            (date(2025, 12, 31), date(2026, 2, 1), date(2026, 1, 1), date(2026, 2, 1)),
        ] {
            assert_eq!(whole_months(from, to), (months, rest), "{from} to {to}");
        }
    }
}
