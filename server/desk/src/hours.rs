//! When departments answer: read by every promise, set by those who answer for a department.

use crate::{Error, FieldError, PgPool, Result, audit};
use domain::case::Channel;
use domain::hours::{Hours, Span};
use domain::rights::{Viewer, may_set_hours};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde_json::{Map, Value, json};
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// The days of the week as the form names them, Monday first.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Days that differ, at most: two years of holidays and then some.
const MOST_DAYS: usize = 200;

/// The hours of a department as they were set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Department id.
    pub department: String,
    /// Of one channel, or of any.
    pub channel: Option<Channel>,
    /// IANA name.
    pub zone: String,
    /// Monday first, as written: `08:00-20:00`; empty where closed.
    pub week: Vec<String>,
    /// Days that differ, as written.
    pub days: BTreeMap<String, String>,
}

/// The hours a promise is counted in.
///
/// # Errors
/// Those of the database.
pub(crate) async fn of(tx: &mut PgConnection, department: &str, channel: Channel) -> Result<Hours> {
    let row = sqlx::query!(
        "select zone, week, days from opening where department = $1 and channel in ($2, 'any') order by channel = 'any' limit 1",
        department,
        channel.as_str(),
    )
    .fetch_optional(tx)
    .await?;
    let Some(row) = row else { return Ok(Hours::always()) };
    let zone = TimeZone::get(&row.zone).map_err(|error| Error::Internal(error.to_string()))?;
    let span = |text: &str| Span::parse_day(text).unwrap_or_default();
    let week = std::array::from_fn(|day| row.week.get(day).map(|text| span(text)).unwrap_or_default());
    let days = row.days.as_object().into_iter().flatten();
    let days = days.filter_map(|(day, text)| Some((day.parse::<Date>().ok()?, span(text.as_str()?)))).collect();
    Ok(Hours::new(zone, week, days))
}

/// Every department's hours that were set, for staff.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn openings(db: &PgPool, viewer: &Viewer) -> Result<Vec<Opening>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let rows = sqlx::query!("select department, channel, zone, week, days from opening order by department, channel = 'any' desc, channel");
    let rows = rows.fetch_all(db).await?.into_iter().map(|row| Opening {
        department: row.department,
        channel: Channel::parse(&row.channel),
        zone: row.zone,
        week: row.week,
        days: row
            .days
            .as_object()
            .into_iter()
            .flatten()
            .map(|(day, text)| (day.clone(), text.as_str().unwrap_or_default().to_owned()))
            .collect(),
    });
    Ok(rows.collect())
}

/// The hours as typed.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// Department id.
    pub department: &'a str,
    /// Of one channel, or of any.
    pub channel: Option<Channel>,
    /// Works day and night: what else was typed does not count.
    pub always: bool,
    /// IANA name.
    pub zone: &'a str,
    /// Monday first.
    pub week: [&'a str; 7],
    /// One day a line: the date, then its hours; a date alone is closed.
    pub days: &'a str,
}

/// Sets the hours of a department from now on; promises already made stand.
///
/// # Errors
/// `SignInFirst`; `Forbidden`; `NotFound` where there is no such department; `Invalid` by field; those of the database.
pub async fn set(db: &PgPool, viewer: &Viewer, now: Timestamp, typed: Typed<'_>) -> Result<()> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    if !may_set_hours(viewer, typed.department) {
        return Err(Error::Forbidden);
    }
    let channel = typed.channel.map_or("any", Channel::as_str);
    let mut tx = db.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from department where id = $1) as "known!""#, typed.department);
    if !known.fetch_one(&mut *tx).await? {
        return Err(Error::NotFound);
    }
    let detail = if typed.always {
        sqlx::query!("delete from opening where department = $1 and channel = $2", typed.department, channel).execute(&mut *tx).await?;
        json!({ "channel": channel, "always": true })
    } else {
        let (week, days) = read(&typed)?;
        let detail = json!({ "channel": channel, "zone": typed.zone, "week": week, "days": days });
        sqlx::query!(
            "insert into opening (department, channel, zone, week, days) values ($1, $2, $3, $4, $5)
             on conflict (department, channel) do update set zone = excluded.zone, week = excluded.week, days = excluded.days",
            typed.department,
            channel,
            typed.zone.trim(),
            &week,
            Value::Object(days),
        )
        .execute(&mut *tx)
        .await?;
        detail
    };
    audit::record(&mut tx, viewer, now, "hours_set", "department", typed.department, detail).await?;
    Ok(tx.commit().await?)
}

/// What was typed, as it is kept; each wrong day is named.
fn read(typed: &Typed<'_>) -> Result<(Vec<String>, Map<String, Value>)> {
    let mut errors = Vec::new();
    if TimeZone::get(typed.zone.trim()).is_err() {
        errors.push(FieldError::new("zone", "hours-zone-unknown"));
    }
    let mut week = Vec::new();
    for (name, text) in DAYS.into_iter().zip(typed.week) {
        match Span::parse_day(text) {
            Some(spans) => week.push(Span::write_day(&spans)),
            None => errors.push(FieldError::new(name, "hours-unreadable")),
        }
    }
    let mut days = Map::new();
    for line in typed.days.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (day, spans) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match (day.parse::<Date>(), Span::parse_day(spans)) {
            (Ok(day), Some(spans)) if days.len() < MOST_DAYS => {
                days.insert(day.to_string(), Value::String(Span::write_day(&spans)));
            }
            _ => errors.push(FieldError::new("days", "hours-days-unreadable")),
        }
    }
    if errors.is_empty() && week.iter().all(String::is_empty) {
        errors.push(FieldError::new("mon", "hours-never-open"));
    }
    errors.dedup();
    if errors.is_empty() { Ok((week, days)) } else { Err(Error::Invalid(errors)) }
}
