//! What was said, newest first.

use super::{Place, allowed, patterns::patterns};
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
    /// Which.
    pub place: Place,
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

fn cursor(text: &str) -> Option<(Timestamp, Place)> {
    let (at, place) = text.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, Place::parse(place)?))
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
    let cursor = |last: &Message| format!("{}.{}", last.said_at.as_microsecond(), last.place.to_text());
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
pub(crate) async fn matching(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<Vec<Place>> {
    Ok(read(db, viewer, now, filter, TOGETHER).await?.into_iter().map(|message| message.place).collect())
}

async fn read(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter, most: usize) -> Result<Vec<Message>> {
    let asked = Asked::of(db, viewer, now, filter).await?;
    let mut messages = answers(db, &asked, filter, most).await?;
    messages.extend(complaints(db, viewer, &asked, filter, most).await?);
    // either came in its order, and keeps it
    match filter.which {
        Which::Unsure => messages.sort_by(|one, other| one.mood.1.min(one.theme.1).total_cmp(&other.mood.1.min(other.theme.1))),
        Which::All | Which::Single => messages.sort_by_key(|message| std::cmp::Reverse(message.said_at)),
    }
    messages.truncate(most);
    Ok(messages)
}

/// What is asked for, as both sorts of messages are asked.
struct Asked {
    departments: Option<Vec<String>>,
    since: Timestamp,
    until: Option<Timestamp>,
    unsure: bool,
    /// Only these answers, and only these complaints.
    single: Option<(Vec<Uuid>, Vec<String>, Vec<i64>)>,
    /// Older than this; of one instant answers come first.
    before: Option<(Timestamp, Place)>,
}

impl Asked {
    async fn of(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter) -> Result<Self> {
        let zone = TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC);
        let from = filter.from.map(|day| begin(day, &zone)).max(filter.since);
        let until = filter.to.and_then(|day| day.checked_add(1.day()).ok()).map(|day| begin(day, &zone));
        let looked_back = if filter.which == Which::Unsure { WEEKS } else { LOOKED_BACK };
        let single = match filter.which {
            Which::All | Which::Unsure => None,
            Which::Single => {
                let mut single = (Vec::new(), Vec::new(), Vec::new());
                for place in &patterns(db, viewer, now).await?.single {
                    match place {
                        Place::Answer(invitation, question) => {
                            single.0.push(*invitation);
                            single.1.push(question.clone());
                        }
                        Place::Complaint(case) => single.2.push(*case),
                    }
                }
                Some(single)
            }
        };
        Ok(Self {
            departments: allowed(viewer)?,
            since: from.unwrap_or(now - looked_back),
            until,
            unsure: filter.which == Which::Unsure,
            single,
            before: filter.before.as_deref().and_then(cursor),
        })
    }
}

async fn answers(db: &PgPool, asked: &Asked, filter: &Filter, most: usize) -> Result<Vec<Message>> {
    let before = asked.before.as_ref().map(|(at, place)| match place {
        Place::Answer(invitation, question) => (*at, *invitation, question.as_str()),
        // all of the same instant came before it
        Place::Complaint(_) => (*at, Uuid::nil(), ""),
    });
    let rows = sqlx::query_as!(
        Row,
        r#"select f.invitation, f.question, f.said_at, f.locale, f.theme, f.mood, f.theme_sure, f.mood_sure, f.corrected, f.edits,
                  f.theme_words || f.mood_words as "deciding!", a.words as "words!", i.carrier, i.number, i.flight_date, i.origin, i.destination
             from feedback f join survey_invitation i on i.id = f.invitation
             join survey_answer a on a.invitation = f.invitation and a.question = f.question and a.item = '' and a.words is not null
            where ($1::text is null or f.theme = $1) and ($2::text is null or f.mood = $2)
              and ($3::text is null or i.origin = $3 or i.destination = $3)
              and ($4::text is null or i.origin = $4 and i.destination = $5)
              and ($6::text is null or i.carrier = $6 and i.number = $7)
              and ($8::text is null or f.terms @> array[$8::text])
              and f.said_at >= $9 and ($10::timestamptz is null or f.said_at < $10)
              and ($11::uuid[] is null or exists (select from unnest($11::uuid[], $12::text[]) as s (invitation, question)
                                                   where s.invitation = f.invitation and s.question = f.question))
              and ($13::timestamptz is null or (f.said_at, f.invitation, f.question) < ($13, $14::uuid, $15::text))
              and (not $18 or f.mood <> 'positive')
              and ($17::text[] is null or i.department = any($17))
              and (not $19 or not f.corrected and (f.mood_sure < $20 or f.mood <> 'positive' and f.theme_sure < $20))
            order by case when $19 then least(f.mood_sure, f.theme_sure) end, f.said_at desc, f.invitation desc, f.question desc limit $16"#,
        filter.theme.map(Theme::as_str),
        filter.mood.map(Mood::as_str),
        filter.station.as_deref(),
        filter.route.as_ref().map(|(from, _)| from.as_str()),
        filter.route.as_ref().map(|(_, to)| to.as_str()),
        filter.flight.as_ref().map(|(carrier, _)| carrier.as_str()),
        filter.flight.as_ref().map(|(_, number)| *number),
        filter.term.as_deref(),
        asked.since.to_sqlx() as _,
        asked.until.map(ToSqlx::to_sqlx) as _,
        asked.single.as_ref().map(|(invitations, ..)| invitations.as_slice()) as _,
        asked.single.as_ref().map(|(_, questions, _)| questions.as_slice()) as _,
        before.map(|(at, ..)| at.to_sqlx()) as _,
        before.map(|(_, id, _)| id),
        before.map(|(.., question)| question),
        most as i64,
        asked.departments.as_deref() as _,
        filter.wanting,
        asked.unsure,
        UNSURE,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| row.message(None)).collect())
}

async fn complaints(db: &PgPool, viewer: &Viewer, asked: &Asked, filter: &Filter, most: usize) -> Result<Vec<Message>> {
    let before = asked.before.as_ref().map(|(at, place)| match place {
        Place::Complaint(case) => (*at, *case),
        // those of the same instant are still to come
        Place::Answer(..) => (*at, i64::MAX),
    });
    let rows = sqlx::query!(
        r#"select f.case_id, f.said_at, f.locale, f.theme, f.mood, f.theme_sure, f.mood_sure, f.corrected, f.edits,
                  f.theme_words || f.mood_words as "deciding!", e.body, f.carrier, f.number, f.flight_date, f.origin, f.destination,
                  c.reference, c.department, c.owner
             from feedback_case f join case_file c on c.id = f.case_id join case_entry e on e.case_id = f.case_id and e.seq = 1
            where not f.forgotten and e.body <> ''
              and ($1::text is null or f.theme = $1) and ($2::text is null or f.mood = $2)
              and ($3::text is null or f.origin = $3 or f.destination = $3)
              and ($4::text is null or f.origin = $4 and f.destination = $5)
              and ($6::text is null or f.carrier = $6 and f.number = $7)
              and ($8::text is null or f.terms @> array[$8::text])
              and f.said_at >= $9 and ($10::timestamptz is null or f.said_at < $10)
              and ($11::bigint[] is null or f.case_id = any($11))
              and ($12::timestamptz is null or (f.said_at, f.case_id) < ($12, $13::bigint))
              and ($14::text[] is null or c.department = any($14))
              and (not $15 or f.mood <> 'positive')
              and (not $16 or not f.corrected and (f.mood_sure < $17 or f.mood <> 'positive' and f.theme_sure < $17))
            order by case when $16 then least(f.mood_sure, f.theme_sure) end, f.said_at desc, f.case_id desc limit $18"#,
        filter.theme.map(Theme::as_str),
        filter.mood.map(Mood::as_str),
        filter.station.as_deref(),
        filter.route.as_ref().map(|(from, _)| from.as_str()),
        filter.route.as_ref().map(|(_, to)| to.as_str()),
        filter.flight.as_ref().map(|(carrier, _)| carrier.as_str()),
        filter.flight.as_ref().map(|(_, number)| *number),
        filter.term.as_deref(),
        asked.since.to_sqlx() as _,
        asked.until.map(ToSqlx::to_sqlx) as _,
        asked.single.as_ref().map(|(.., cases)| cases.as_slice()) as _,
        before.map(|(at, _)| at.to_sqlx()) as _,
        before.map(|(_, case)| case),
        asked.departments.as_deref() as _,
        filter.wanting,
        asked.unsure,
        UNSURE,
        most as i64,
    );
    let mut messages = Vec::new();
    for row in rows.fetch_all(db).await? {
        let owner = row.owner.map(|owner| owner.to_string());
        let facts = CaseFacts {
            id: row.case_id,
            department: &row.department,
            owner: owner.as_deref(),
            opener_address: None,
            opener_passenger: None,
            also: &[],
            invited: false,
        };
        let case = Complaint { id: row.case_id, reference: case_access(viewer, &facts).map(|_| row.reference) };
        let row = Row {
            invitation: Uuid::nil(),
            question: String::new(),
            said_at: row.said_at,
            locale: row.locale,
            theme: row.theme,
            mood: row.mood,
            theme_sure: row.theme_sure,
            mood_sure: row.mood_sure,
            corrected: row.corrected,
            edits: row.edits,
            deciding: row.deciding,
            words: row.body,
            carrier: row.carrier,
            number: row.number,
            flight_date: row.flight_date,
            origin: row.origin,
            destination: row.destination,
        };
        messages.push(row.message(Some(case)));
    }
    Ok(messages)
}

/// The case a complaint began, and its reference for who may open it.
struct Complaint {
    id: i64,
    reference: Option<String>,
}

struct Row {
    invitation: Uuid,
    question: String,
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
    fn message(self, complaint: Option<Complaint>) -> Message {
        let flight = |((carrier, number), day): ((String, i32), jiff_sqlx::Date)| (format!("{carrier} {number}"), day.to_jiff());
        Message {
            place: match &complaint {
                Some(complaint) => Place::Complaint(complaint.id),
                None => Place::Answer(self.invitation, self.question),
            },
            complaint: complaint.is_some(),
            case: complaint.and_then(|complaint| complaint.reference),
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
