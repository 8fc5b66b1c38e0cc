//! The answers behind a number, and one response whole. Neither names a person; each look leaves a trace.

use super::sql::Ask;
use crate::surveys::{Channel, answers, form};
use crate::{Error, PgPool, Result, audit};
use domain::locale::Locale;
use domain::report::{Filter, Said, plausible};
use domain::rights::{Departments, Viewer, may_read_answers};
use domain::survey::{Answers, Facts, Form, Occasion};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp, ToSqlx};
use serde_json::{Map, Value, json};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

/// Answers on a page.
const PAGE: i64 = 25;

/// A place in the list: the answer a page ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    day: Date,
    id: Uuid,
}

impl Cursor {
    /// As an address holds it.
    #[must_use]
    pub fn to_text(self) -> String {
        format!("{}.{}", self.day, self.id)
    }

    /// Reads what [`Cursor::to_text`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, id) = text.split_once('.')?;
        Some(Self { day: plausible(day.parse().ok()?)?, id: id.parse().ok()? })
    }
}

/// A page of answers, newest first.
#[derive(Debug, Clone, Default)]
pub struct Behind {
    /// How many there are.
    pub count: i64,
    /// At most twenty-five.
    pub answers: Vec<Shown>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// An answer in a list.
#[derive(Debug, Clone, FromRow)]
pub struct Shown {
    /// Of its response.
    pub invitation: Uuid,
    /// Sent on, at the hub.
    day: SqlDate,
    /// Which questionnaire.
    pub survey: String,
    /// How it was answered: [`Channel`].
    pub channel: String,
    /// `LD408`.
    pub flight: Option<String>,
    /// `EWR–ORD`.
    pub route: Option<String>,
    /// Of the part of the journey the list is about.
    pub satisfaction: Option<i16>,
    /// 0 to 10.
    pub recommendation: Option<i16>,
    /// 1 to 7.
    pub effort: Option<i16>,
    /// What they wrote.
    pub words: Option<String>,
}

impl Shown {
    /// Sent on, at the hub.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day.to_jiff()
    }
}

/// The answers behind a number of a report.
///
/// # Errors
/// `SignInFirst`, `Forbidden` for whoever may not read answers; those of the database.
pub async fn behind(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    filter: &Filter,
    said: Option<Said>,
    from: Option<Cursor>,
) -> Result<Behind> {
    let ask = Ask::new(viewer.staff().is_some(), may_read_answers(viewer), now, filter)?;
    let mut tx = db.begin().await?;
    // words and what went wrong are told of in the first row of a response, a number in any
    let any = matches!(said, Some(Said::Number(..)));
    let matching = |sql: &mut QueryBuilder<sqlx::Postgres>| {
        ask.figures(sql, filter.about());
        if let Some(said) = said {
            ask.said(sql, said);
        }
        if !any {
            sql.push(" and part = 1");
        }
    };
    let mut counting = QueryBuilder::new(if any {
        "select count(*) from (select distinct invitation from survey_figure"
    } else {
        "select count(*) from survey_figure"
    });
    matching(&mut counting);
    if any {
        counting.push(") each");
    }
    let count: i64 = counting.build_query_scalar().fetch_one(&mut *tx).await?;
    let mut sql = QueryBuilder::new("select found.*, (select string_agg(a.words, E'\\n' order by a.question) from survey_answer a");
    sql.push(
        " where a.invitation = found.invitation and a.kind = 'text' and a.words <> '') as words from (select distinct on (day, invitation)",
    );
    sql.push(" invitation, day, survey, channel, carrier || number as flight, origin || '–' || destination as route, ");
    sql.push(ask.satisfied_with()).push(" as satisfaction, recommendation, effort from survey_figure");
    matching(&mut sql);
    if let Some(from) = from {
        sql.push(" and (day, invitation) < (").push_bind(from.day.to_sqlx()).push(", ").push_bind(from.id).push(")");
    }
    sql.push(" order by day desc, invitation desc, part desc limit ")
        .push_bind(PAGE + 1)
        .push(") found order by day desc, invitation desc");
    let mut answers: Vec<Shown> = sql.build_query_as().fetch_all(&mut *tx).await?;
    let more = answers.len() > PAGE as usize;
    answers.truncate(PAGE as usize);
    let next = answers.last().filter(|_| more).map(|last| Cursor { day: last.day(), id: last.invitation });
    let detail = query(filter, ask.days, said, json!({ "count": count, "shown": answers.len() }));
    audit::look(&mut tx, viewer, now, "survey_listed", "survey", "", detail).await?;
    tx.commit().await?;
    Ok(Behind { count, answers, next })
}

/// Query and count, as the audit keeps them: with the days it came to.
fn query(filter: &Filter, (from, to): (Date, Date), said: Option<Said>, mut detail: Value) -> Value {
    let asked = filter.within(from, to).fields().into_iter().chain(said.map(|said| ("said", said.to_text())));
    let asked: Map<String, Value> = asked.map(|(name, value)| (name.to_owned(), Value::String(value))).collect();
    if let Value::Object(detail) = &mut detail {
        detail.insert("query".to_owned(), Value::Object(asked));
    }
    detail
}

/// Writes down that figures were taken away as a file of so many rows.
///
/// # Errors
/// `SignInFirst` for whoever is not staff; those of the database.
pub async fn exported(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter, days: (Date, Date), rows: usize) -> Result<()> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let detail = query(filter, days, None, json!({ "count": rows }));
    audit::look(&mut *db.acquire().await?, viewer, now, "survey_exported", "survey", "", detail).await
}

/// A response whole, without whoever gave it.
#[derive(Debug, Clone)]
pub struct Response {
    /// Sent.
    pub at: Timestamp,
    /// The questions, as they were asked.
    pub form: Form,
    /// What fills their gaps, without a name.
    pub facts: Facts,
    /// What counts of what was answered.
    pub answers: Answers,
    /// What it was asked after.
    pub occasion: Occasion,
    /// How it was answered.
    pub channel: Channel,
    /// Who of ours wrote it down, on the telephone.
    pub entered_by: Option<String>,
    /// In which language.
    pub language: Locale,
    /// They want to hear what became of it.
    pub tell: bool,
    /// The case it is about, while that is known.
    pub case: Option<String>,
    /// The booking it is about, while that is known.
    pub locator: Option<String>,
}

/// One response.
///
/// # Errors
/// `SignInFirst`, `Forbidden` for whoever may not read answers; `NotFound` for one that is not sent or not theirs; those of the database.
pub async fn response(db: &PgPool, viewer: &Viewer, now: Timestamp, id: Uuid) -> Result<Response> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let departments = match may_read_answers(viewer).ok_or(Error::Forbidden)? {
        Departments::Every => None,
        Departments::These(departments) => Some(departments),
    };
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        r#"select i.done_at as "done_at!: SqlTimestamp", i.occasion, i.channel, i.answer_locale, i.tell, i.facts, i.locator, v.form,
                  c.reference as "reference?", s.name as "entered_by?"
             from survey_invitation i join survey_version v on v.survey = i.survey and v.number = i.version
             left join case_file c on c.id = i.case_id
             left join staff s on s.id = i.entered_by
            where i.id = $1 and i.done_at is not null and ($2::text[] is null or i.department = any($2))"#,
        id,
        departments.as_deref(),
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let form = form(row.form)?;
    let facts: Facts = serde_json::from_value(row.facts).map_err(|error| Error::Internal(error.to_string()))?;
    let answers = answers(&mut tx, id, &form).await?;
    audit::look(&mut tx, viewer, now, "survey_read", "survey", &id.to_string(), json!({})).await?;
    tx.commit().await?;
    Ok(Response {
        at: row.done_at.to_jiff(),
        facts: Facts { name: None, ..facts },
        answers,
        form,
        occasion: Occasion::parse(&row.occasion).unwrap_or(Occasion::Flight),
        channel: row.channel.as_deref().and_then(Channel::parse).unwrap_or(Channel::Page),
        entered_by: row.entered_by,
        language: row.answer_locale.as_deref().and_then(Locale::from_tag).unwrap_or_default(),
        tell: row.tell,
        case: row.reference,
        locator: row.locator,
    })
}
