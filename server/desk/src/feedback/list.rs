//! What was said, newest first.

use super::{allowed, patterns::patterns};
use crate::{PgPool, Result, audit};
use domain::commitment::begin;
use domain::feedback::{DAYS, Mood, Theme, UNSURE};
use domain::locale::Locale;
use domain::policy::HUB_ZONE;
use domain::rights::{CaseFacts, Viewer, case_access};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use uuid::Uuid;

/// Messages on a page.
const PAGE: usize = 25;

/// Where no days are asked for, so far is looked back.
const LOOKED_BACK: SignedDuration = SignedDuration::from_hours(24 * 90);
/// As far back as patterns look.
const WEEKS: SignedDuration = SignedDuration::from_hours(24 * (DAYS as i64 + 1));
/// Messages that lead to one finding, at most.
const TOGETHER: usize = 1_000;

/// Whether others say it as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// All.
    #[default]
    All,
    /// Complaints and questions of the last weeks that nobody else has.
    Single,
    /// Of the last weeks those whose meaning is a guess and which nobody has corrected, the least sure first. They are one page: whatever is
    /// corrected makes room.
    Unsure,
}

/// Which messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// About this.
    pub theme: Option<Theme>,
    /// From people who feel so.
    pub mood: Option<Mood>,
    /// From or to this airport.
    pub station: Option<String>,
    /// From where to where.
    pub route: Option<(String, String)>,
    /// On this flight: `LD`, 408.
    pub flight: Option<(String, i32)>,
    /// With this word, as [`domain::feedback::terms`] has it.
    pub term: Option<String>,
    /// From this day at the hub.
    pub from: Option<Date>,
    /// To the end of this day at the hub.
    pub to: Option<Date>,
    /// Sent since then.
    pub since: Option<Timestamp>,
    /// Without praise.
    pub wanting: bool,
    /// Whether others say it.
    pub which: Which,
    /// Older than this message, by its cursor.
    pub before: Option<String>,
}

/// A message and what was understood of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its number.
    pub id: i64,
    /// It begins a complaint.
    pub complaint: bool,
    /// The reference of that case, for who may open it.
    pub case: Option<String>,
    /// When it was sent.
    pub said_at: Timestamp,
    /// The language of the page it was written on.
    pub locale: Locale,
    /// The words.
    pub words: String,
    /// What it is about, and how sure that is from 0 to 1.
    pub theme: (Theme, f32),
    /// How its writer feels, and how sure that is.
    pub mood: (Mood, f32),
    /// The words that decided either.
    pub deciding: Vec<String>,
    /// Staff have said so.
    pub corrected: bool,
    /// How often it was corrected.
    pub edits: i32,
    /// The flight it is about: `LD 408`, and its day.
    pub flight: Option<(String, Date)>,
    /// From where to where.
    pub route: Option<(String, String)>,
}

/// A page of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// At most 25.
    pub messages: Vec<Message>,
    /// `before` of the next page, if there is one.
    pub next: Option<String>,
}

fn cursor(text: &str) -> Option<(Timestamp, i64)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.parse().ok()?))
}

/// What passengers say. A look at it is written down.
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<Page> {
    let mut messages = read(db, viewer, now, filter, PAGE + 1).await?;
    let more = messages.len() > PAGE;
    messages.truncate(PAGE);
    // the word looked for may be a passenger's own and outlive them: only that there was one
    let asked = json!({
        "theme": filter.theme.map(Theme::as_str), "mood": filter.mood.map(Mood::as_str), "station": filter.station, "route": filter.route,
        "flight": filter.flight, "from": filter.from.map(|day| day.to_string()), "to": filter.to.map(|day| day.to_string()),
        "since": filter.since.map(|at| at.to_string()), "word": filter.term.is_some(), "single": filter.which == Which::Single, "unsure": filter.which == Which::Unsure,
        "older": filter.before.is_some(), "count": messages.len(),
    });
    let mut tx = db.begin().await?;
    audit::look(&mut tx, viewer, now, "list", "feedback", "", asked).await?;
    tx.commit().await?;
    let cursor = |last: &Message| format!("{}.{}", last.said_at.as_microsecond(), last.id);
    let next = messages.last().filter(|_| more && filter.which != Which::Unsure).map(cursor);
    Ok(Page { messages, next })
}

/// How many messages these are; a thousand are as many as more.
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn count(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<usize> {
    Ok(matching(db, viewer, now, filter).await?.len())
}

/// Which messages these are, the newest of them.
pub(crate) async fn matching(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<Vec<i64>> {
    Ok(read(db, viewer, now, filter, TOGETHER).await?.into_iter().map(|message| message.id).collect())
}

async fn read(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter, most: usize) -> Result<Vec<Message>> {
    let departments = allowed(viewer)?;
    let zone = TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC);
    let from = filter.from.map(|day| begin(day, &zone)).max(filter.since);
    let until = filter.to.and_then(|day| day.checked_add(1.day()).ok()).map(|day| begin(day, &zone));
    let unsure = filter.which == Which::Unsure;
    let since = from.unwrap_or(now - if unsure { WEEKS } else { LOOKED_BACK });
    let patterns = if filter.which == Which::Single { Some(patterns(db, viewer, now).await?) } else { None };
    let before = filter.before.as_deref().and_then(cursor);
    let mut tx = db.begin().await?;
    // each filter has an index of its own; a plan for all of them alike would use none
    sqlx::query!("set local plan_cache_mode = force_custom_plan").execute(&mut *tx).await?;
    let rows = sqlx::query_as!(
        Row,
        r#"select s.id as "id!", s.case_id, s.reference, s.department, s.owner, s.said_at as "said_at!", s.locale as "locale!",
                  s.theme as "theme!", s.mood as "mood!", s.theme_sure as "theme_sure!", s.mood_sure as "mood_sure!", s.corrected as "corrected!",
                  s.edits as "edits!", s.theme_words || s.mood_words as "deciding!", s.words as "words!", s.carrier, s.number, s.flight_date,
                  s.origin, s.destination
             from feedback_said s
            where ($1::text is null or s.theme = $1) and ($2::text is null or s.mood = $2)
              and ($3::text is null or s.origin = $3 or s.destination = $3)
              and ($4::text is null or s.origin = $4 and s.destination = $5)
              and ($6::text is null or s.carrier = $6 and s.number = $7)
              and ($8::text is null or s.terms @> array[$8::text])
              and s.said_at >= $9 and ($10::timestamptz is null or s.said_at < $10)
              and ($11::bigint[] is null or s.id = any($11))
              and ($12::timestamptz is null or (s.said_at, s.id) < ($12, $13::bigint))
              and ($14::text[] is null or s.department = any($14))
              and (not $15 or s.mood <> 'positive')
              and (not $16 or not s.corrected and (s.mood_sure < $17 or s.mood <> 'positive' and s.theme_sure < $17))
            order by case when $16 then least(s.mood_sure, s.theme_sure) end, s.said_at desc, s.id desc limit $18"#,
        filter.theme.map(Theme::as_str),
        filter.mood.map(Mood::as_str),
        filter.station.as_deref(),
        filter.route.as_ref().map(|(from, _)| from.as_str()),
        filter.route.as_ref().map(|(_, to)| to.as_str()),
        filter.flight.as_ref().map(|(carrier, _)| carrier.as_str()),
        filter.flight.as_ref().map(|(_, number)| *number),
        filter.term.as_deref(),
        since.to_sqlx() as _,
        until.map(ToSqlx::to_sqlx) as _,
        patterns.as_ref().map(|patterns| patterns.single.as_slice()) as _,
        before.map(|(at, _)| at.to_sqlx()) as _,
        before.map(|(_, id)| id),
        departments.as_deref() as _,
        filter.wanting,
        unsure,
        UNSURE,
        most as i64,
    );
    let rows = rows.fetch_all(&mut *tx).await?;
    tx.commit().await?;
    Ok(rows.into_iter().map(|row| row.message(viewer)).collect())
}

struct Row {
    id: i64,
    case_id: Option<i64>,
    reference: Option<String>,
    department: Option<String>,
    owner: Option<Uuid>,
    said_at: jiff_sqlx::Timestamp,
    locale: String,
    theme: String,
    mood: String,
    theme_sure: f32,
    mood_sure: f32,
    corrected: bool,
    edits: i32,
    deciding: Vec<String>,
    words: String,
    carrier: Option<String>,
    number: Option<i32>,
    flight_date: Option<jiff_sqlx::Date>,
    origin: Option<String>,
    destination: Option<String>,
}

impl Row {
    fn message(self, viewer: &Viewer) -> Message {
        let flight = |((carrier, number), day): ((String, i32), jiff_sqlx::Date)| (format!("{carrier} {number}"), day.to_jiff());
        let owner = self.owner.map(|owner| owner.to_string());
        let facts = self.case_id.zip(self.department.as_deref()).map(|(id, department)| CaseFacts {
            id,
            department,
            owner: owner.as_deref(),
            opener_address: None,
            opener_passenger: None,
            also: &[],
            invited: false,
        });
        let opens = facts.is_some_and(|facts| case_access(viewer, &facts).is_some());
        Message {
            id: self.id,
            complaint: self.case_id.is_some(),
            case: self.reference.filter(|_| opens),
            said_at: self.said_at.to_jiff(),
            locale: Locale::from_tag(&self.locale).unwrap_or_default(),
            words: self.words,
            theme: (Theme::parse(&self.theme).unwrap_or(Theme::Other), self.theme_sure),
            mood: (Mood::parse(&self.mood).unwrap_or(Mood::Neutral), self.mood_sure),
            deciding: self.deciding,
            corrected: self.corrected,
            edits: self.edits,
            flight: self.carrier.zip(self.number).zip(self.flight_date).map(flight),
            route: self.origin.zip(self.destination),
        }
    }
}
