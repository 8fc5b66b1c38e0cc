//! Counting: days are judged anew as long as something of them is open, and then stand.

use crate::{PgPool, Result, bags, reports};
use domain::case::Channel;
use domain::commitment::{COMPLAINT, Commitment, IN_WRITING_DAYS, SATISFIED, Tally, begin, kept, working_days_after};
use domain::policy::HUB_ZONE;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::{Date as SqlDay, Timestamp as SqlTimestamp, ToSqlx};
use std::collections::BTreeMap;

/// Days that are judged anew: three working days with a weekend among them, and one over.
const OPEN_DAYS: i32 = 8;
/// Days looked back the first time: this quarter and the five before, as far as the quarterly report tells and compares.
const FIRST_TIME: i32 = 6 * 92;

/// What is counted from what is kept.
const COUNTED: [Commitment; 6] = [
    Commitment::Satisfaction,
    Commitment::FirstAnswer,
    Commitment::Handled,
    Commitment::InWriting,
    Commitment::FirstBag,
    Commitment::LastBag,
];

type Days = BTreeMap<(Commitment, Date), Tally>;

/// Counts the days that may still change; all that reports tell of the first time. The same data gives the same figures, so that any
/// number of processes may do it. Answers with the days looked at.
///
/// # Errors
/// Those of the database.
pub async fn measure(db: &PgPool, now: Timestamp) -> Result<usize> {
    let zone = TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC);
    let today = now.to_zoned(zone.clone()).date();
    let back = |days: i32| today.checked_sub(days.days()).unwrap_or(Date::MIN);
    let last = sqlx::query_scalar!("select max(day) from commitment_day where commitment = $1", Commitment::FirstBag.as_str())
        .fetch_one(db)
        .await?;
    // a day nobody counted, because nothing ran, is counted with the open ones
    let since = last.map_or(back(FIRST_TIME), |last| last.to_jiff().min(back(OPEN_DAYS)).max(back(FIRST_TIME)));
    let days: Vec<Date> = since.series(1.day()).take_while(|day| *day <= today).collect();
    let mut told = Days::new();
    for day in &days {
        for commitment in COUNTED {
            told.insert((commitment, *day), Tally::default());
        }
        bags_of(db, *day, &zone, now, &mut told).await?;
    }
    complaints(db, begin(since, &zone), &zone, now, &mut told).await?;
    satisfaction(db, since, &mut told).await?;
    store(db, &told).await?;
    Ok(days.len())
}

/// Complaints by the day they reached us. A message of staff is an answer; one that asks nothing handles it. Cases merged into another are
/// answered there.
async fn complaints(db: &PgPool, since: Timestamp, zone: &TimeZone, now: Timestamp, told: &mut Days) -> Result<()> {
    let rows = sqlx::query!(
        r#"select f.opened_at, f.channel, e.answered as "answered?: SqlTimestamp", e.handled as "handled?: SqlTimestamp"
             from case_file f
             cross join lateral (
                 select min(e.at) as answered, min(e.at) filter (where e.data->>'asks' is distinct from 'true') as handled
                   from case_entry e
                  where e.case_id = f.id and e.kind = 'message' and e.actor_kind = 'staff' and e.audience = 'everyone') e
            where f.kind = 'complaint' and f.opened_at >= $1 and f.opened_at <= $2
              and not exists (select from case_merge m where m.case_id = f.id)"#,
        since.to_sqlx() as _,
        now.to_sqlx() as _,
    );
    for row in rows.fetch_all(db).await? {
        let opened = row.opened_at.to_jiff();
        let day = opened.to_zoned(zone.clone()).date();
        let (answered, handled) = (row.answered.map(SqlTimestamp::to_jiff), row.handled.map(SqlTimestamp::to_jiff));
        let soon = opened.checked_add(COMPLAINT).unwrap_or(Timestamp::MAX);
        count(told, Commitment::FirstAnswer, day, kept(answered, soon, now));
        count(told, Commitment::Handled, day, kept(handled, soon, now));
        if Channel::parse(&row.channel).is_some_and(Channel::in_writing) {
            count(told, Commitment::InWriting, day, kept(answered, working_days_after(opened, IN_WRITING_DAYS, zone), now));
        }
    }
    Ok(())
}

/// Surveys by the day they were sent in: what somebody said of the whole, not of a part of the journey. The figures of reports.
async fn satisfaction(db: &PgPool, since: Date, told: &mut Days) -> Result<()> {
    reports::complete(db).await?;
    let rows = sqlx::query!(
        r#"select day, count(satisfaction) as "judged!", count(*) filter (where satisfaction >= $2) as "kept!"
             from survey_figure where touchpoint = '' and day >= $1 group by day having count(satisfaction) > 0"#,
        since.to_sqlx() as _,
        SATISFIED,
    );
    for row in rows.fetch_all(db).await? {
        *told.entry((Commitment::Satisfaction, row.day.to_jiff())).or_default() += Tally { kept: row.kept, judged: row.judged };
    }
    Ok(())
}

/// Bags by the day their flight arrived.
async fn bags_of(db: &PgPool, day: Date, zone: &TimeZone, now: Timestamp, told: &mut Days) -> Result<()> {
    let ends = begin(day.tomorrow().unwrap_or(Date::MAX), zone);
    for arrival in bags::came_out(db, begin(day, zone), ends.min(now), now).await? {
        count(told, Commitment::FirstBag, day, arrival.delivery.first_kept);
        count(told, Commitment::LastBag, day, arrival.delivery.last_kept);
    }
    Ok(())
}

fn count(told: &mut Days, commitment: Commitment, day: Date, kept: Option<bool>) {
    if let Some(kept) = kept {
        told.entry((commitment, day)).or_default().count(kept);
    }
}

/// In the order of the table's key, so that two who count at once wait for each other and nobody for both.
async fn store(db: &PgPool, told: &Days) -> Result<()> {
    let mut lines: Vec<(&str, SqlDay, i64, i64)> =
        told.iter().map(|((commitment, day), tally)| (commitment.as_str(), day.to_sqlx(), tally.kept, tally.judged)).collect();
    lines.sort_by_key(|(commitment, day, ..)| (*commitment, day.to_jiff()));
    let commitments: Vec<String> = lines.iter().map(|line| line.0.to_owned()).collect();
    let days: Vec<SqlDay> = lines.iter().map(|line| line.1).collect();
    let (kept, judged): (Vec<i64>, Vec<i64>) = lines.iter().map(|line| (line.2, line.3)).unzip();
    sqlx::query!(
        "insert into commitment_day (commitment, day, kept, judged)
         select * from unnest($1::text[], $2::date[], $3::bigint[], $4::bigint[])
         on conflict (commitment, day) do update set kept = excluded.kept, judged = excluded.judged
          where (commitment_day.kept, commitment_day.judged) is distinct from (excluded.kept, excluded.judged)",
        &commitments,
        &days as _,
        &kept,
        &judged,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds what a process has counted itself: pages answered, and those of them in time.
///
/// # Errors
/// Those of the database.
pub async fn add(db: &PgPool, now: Timestamp, commitment: Commitment, tally: Tally) -> Result<()> {
    let day = now.to_zoned(TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC)).date();
    sqlx::query!(
        "insert into commitment_day (commitment, day, kept, judged) values ($1, $2, $3, $4)
         on conflict (commitment, day) do update set kept = commitment_day.kept + excluded.kept, judged = commitment_day.judged + excluded.judged",
        commitment.as_str(),
        day.to_sqlx() as _,
        tally.kept,
        tally.judged,
    )
    .execute(db)
    .await?;
    Ok(())
}
