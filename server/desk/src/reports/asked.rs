//! Who was asked, who answered, and why others were not asked: what the figures cannot say.

use super::sql::{Ask, In};
use crate::{PgPool, Result};
use domain::commitment::begin;
use domain::policy::HUB_ZONE;
use domain::report::{Cell, NONE};
use domain::survey::Occasion;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx};
use sqlx::{PgConnection, QueryBuilder};
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
    let (mut from, to) = ask.days;
    let everybody = ask.everybody();
    if everybody && let Some(closed) = closed(db).await? {
        tallied(db, from, to.min(closed), ask.filter.occasion, &mut counts).await?;
        from = from.max(closed.tomorrow().unwrap_or(Date::MAX));
    }
    if from <= to {
        let (from, until) = (begin(from, &hub()), begin(to.tomorrow().unwrap_or(Date::MAX), &hub()));
        counted(db, ask, from, until, &mut counts).await?;
        if everybody {
            outcomes(db, from, until, ask.filter.occasion, &mut counts).await?;
        }
    }
    let mut all = Asked { open: ask.days.1.checked_add(OPEN_DAYS.days()).is_ok_and(|last| last > ask.today), ..Asked::default() };
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

/// The last day that is counted for good.
async fn closed(db: &PgPool) -> Result<Option<Date>> {
    let day = sqlx::query_scalar!("select max(day) from survey_asked_day where of = 'closed'").fetch_one(db).await?;
    Ok(day.map(jiff_sqlx::Date::to_jiff))
}

async fn tallied(db: &PgPool, from: Date, to: Date, occasion: Option<Occasion>, counts: &mut Counts) -> Result<()> {
    let rows = sqlx::query!(
        r#"select of, value, sum(asked)::bigint as "asked!", sum(answered)::bigint as "answered!" from survey_asked_day
            where day >= $1 and day <= $2 and of <> 'closed' and ($3::text is null or occasion = $3) group by 1, 2"#,
        from.to_sqlx() as _,
        to.to_sqlx() as _,
        occasion.map(Occasion::as_str),
    );
    for row in rows.fetch_all(db).await? {
        add(counts, &row.of, row.value, row.asked, row.answered);
    }
    Ok(())
}

fn add(counts: &mut Counts, of: &str, value: String, asked: i64, answered: i64) {
    let known = counts.entry((of.to_owned(), value)).or_default();
    *known = (known.0 + count(asked), known.1 + count(answered));
}

/// Of days that are still open, and of narrower reports.
async fn counted(db: &PgPool, ask: &Ask<'_>, from: Timestamp, until: Timestamp, counts: &mut Counts) -> Result<()> {
    type Sorted = (bool, Option<String>, Option<String>, String, Option<bool>, i64, i64);
    let mut sql = QueryBuilder::new("select written_at is not null, case when origin is not null then coalesce(tier, ");
    sql.push_bind(NONE).push(") end, cabin, locale, delay >= ").push(LATE);
    sql.push(", count(*), count(done_at) from survey_invitation where created_at >= ").push_bind(from.to_sqlx());
    sql.push(" and created_at < ").push_bind(until.to_sqlx());
    ask.of(&mut sql, In::Invitations);
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

async fn outcomes(db: &PgPool, from: Timestamp, until: Timestamp, occasion: Option<Occasion>, counts: &mut Counts) -> Result<()> {
    let rows = sqlx::query!(
        r#"select outcome, count(*) as "count!" from survey_cause
            where decided_at >= $1 and decided_at < $2 and ($3::text is null or occasion = $3) group by 1"#,
        from.to_sqlx() as _,
        until.to_sqlx() as _,
        occasion.map(Occasion::as_str),
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
    let after = sqlx::query_scalar!("select max(day) from survey_asked_day where of = 'closed'").fetch_one(&mut *tx).await?;
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
        "insert into survey_asked_day (day, occasion, of, value, asked, answered)
         select (i.created_at at time zone $3)::date, i.occasion, m.of, m.value, count(*), count(i.done_at)
           from survey_invitation i cross join lateral (values ('letters', ''), ('tier', case when i.origin is not null then coalesce(i.tier, $4) end),
                ('cabin', i.cabin), ('language', i.locale), ('late', case when i.delay >= $5 then 'late' when i.delay < $5 then 'on-time' end)) m (of, value)
          where i.written_at is not null and i.created_at >= $1 and i.created_at < $2 and m.value is not null
          group by 1, 2, 3, 4
         union all
         select (created_at at time zone $3)::date, occasion, 'unasked', '', 0, count(done_at)
           from survey_invitation where written_at is null and created_at >= $1 and created_at < $2 group by 1, 2
         union all
         select (decided_at at time zone $3)::date, occasion, 'outcome', outcome, count(*), 0
           from survey_cause where decided_at >= $1 and decided_at < $2 group by 1, 2, 4
         union all
         select $6, '', 'closed', '', 0, 0",
        from.to_sqlx() as _,
        until.to_sqlx() as _,
        HUB_ZONE,
        NONE,
        LATE,
        last.to_sqlx() as _,
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
