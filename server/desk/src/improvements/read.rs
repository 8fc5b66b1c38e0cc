//! The register, and one improvement with its history.

use super::effect::{Of, answers};
use crate::{Error, PgPool, Result, audit};
use domain::feedback::Theme;
use domain::improvement::{Cause, Metric, State, pareto};
use domain::policy::HUB_ZONE;
use domain::rights::{Departments, ImprovementRole, Viewer, improvement_role, may_read_answers};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use serde_json::{Value, json};

/// Lines of the register.
const LINES: i64 = 200;
/// Words of passengers shown with one.
const WORDS: i64 = 20;

/// One line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// How far it is.
    pub state: State,
    /// What was found.
    pub finding: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// That day is over, and it is not done.
    pub overdue: bool,
    /// It stands on the public page.
    pub published: bool,
    /// Passengers whose words led to it.
    pub words: i64,
}

/// The register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// What is overdue first, then by the day due, then the newest.
    pub lines: Vec<Line>,
    /// How often each cause was found, the most frequent first, and how many of a hundred that makes with those before.
    pub causes: Vec<(Cause, u64, u64)>,
}

/// Improvements in one of these states; causes are counted over all of them that were taken up.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn register(db: &PgPool, viewer: &Viewer, now: Timestamp, states: &[State]) -> Result<Register> {
    improvement_role(viewer, None).ok_or(Error::SignInFirst)?;
    let today = today(now);
    let states: Vec<String> = states.iter().map(|state| state.as_str().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select m.id, m.state, m.finding, s.name as "owner?", m.due, m.published_at is not null as "published!",
                  (m.state in ('open', 'working') and m.due < $2) is true as "overdue!",
                  (select count(distinct coalesce(f.invitation::text, f.id::text)) from improvement_word w join feedback f on f.id = w.feedback
                    where w.improvement = m.id) as "words!"
             from improvement m left join staff s on s.id = m.owner
            where m.state = any($1)
            order by 7 desc, case when m.state in ('open', 'working') then m.due end nulls last, m.id desc limit $3"#,
        &states,
        today.to_sqlx() as _,
        LINES,
    );
    let lines = rows.fetch_all(db).await?.into_iter().filter_map(|row| {
        Some(Line {
            id: row.id,
            state: State::parse(&row.state)?,
            finding: row.finding,
            owner: row.owner,
            due: row.due.map(|day| day.to_jiff()),
            overdue: row.overdue,
            published: row.published,
            words: row.words,
        })
    });
    let lines = lines.collect();
    let counts = sqlx::query!(
        r#"select cause as "cause!", count(*) as "count!" from improvement where cause is not null and state not in ('suggested', 'declined') group by cause"#
    );
    let counts = counts.fetch_all(db).await?.into_iter();
    let counts = counts.filter_map(|row| Some((Cause::parse(&row.cause)?, u64::try_from(row.count).ok()?))).collect();
    Ok(Register { lines, causes: pareto(counts) })
}

/// The day at the hub.
pub(super) fn today(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC)).date()
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who; none: the portal.
    pub by: Option<String>,
    /// [`domain::improvement::Act`], as stored.
    pub act: String,
    /// Its words.
    pub detail: Value,
}

/// Words of a passenger that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What was said.
    pub words: String,
    /// The language of the page it was written on.
    pub locale: domain::locale::Locale,
}

/// One improvement.
#[derive(Debug, Clone, PartialEq)]
pub struct Improvement {
    /// As in the register.
    pub line: Line,
    /// What the viewer may do with it.
    pub role: ImprovementRole,
    /// The page it was found on.
    pub link: Option<String>,
    /// Complaints it was found in.
    pub cases: Vec<String>,
    /// Why it is so, one why after the other.
    pub whys: Vec<String>,
    /// The sort of cause.
    pub cause: Option<Cause>,
    /// What is done.
    pub measure: Option<String>,
    /// Who answers for it, by id.
    pub owner: Option<String>,
    /// In place since.
    pub effective: Option<Date>,
    /// What is compared.
    pub metric: Option<Metric>,
    /// Of whom.
    pub of: Of,
    /// Why it was not taken up, or what came of it.
    pub result: Option<String>,
    /// The public words: said in English and Chinese, did in English and Chinese.
    pub told: [Option<String>; 4],
    /// Since when they stand there.
    pub published_at: Option<Timestamp>,
    /// Who wrote it down.
    pub by: Option<String>,
    /// They were thanked.
    pub thanked: bool,
    /// How often anything was done with it.
    pub edits: i32,
    /// Passengers whose words led to it that want to hear of it, and how many of them have.
    pub tell: (i64, i64),
    /// Their words, as far as the viewer may read them.
    pub words: Vec<Words>,
    /// What was done, oldest first.
    pub history: Vec<Entry>,
}

/// One improvement with its history. Where words of passengers are among it, staff's look at them is written down.
///
/// # Errors
/// `SignInFirst`, `NotFound`; those of the database.
pub async fn find(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64) -> Result<Improvement> {
    improvement_role(viewer, None).ok_or(Error::SignInFirst)?;
    let row = sqlx::query!(
        r#"select m.*, s.name as "owner_name?", c.name as "creator?",
                  heard.words as "words!", heard.tell as "tell!", heard.told as "told!"
             from improvement m left join staff s on s.id = m.owner left join staff c on c.id = m.created_by
             cross join lateral (
                  select count(distinct voice) as words, count(distinct voice) filter (where told or tell) as tell, count(distinct voice) filter (where told) as told
                    from (select coalesce(f.invitation::text, f.id::text) as voice, w.told_at is not null as told,
                                 exists (select from survey_invitation i where (i.id = f.invitation or i.case_id = f.case_id)
                                            and i.done_at is not null and i.tell and i.person is not null) as tell
                            from improvement_word w join feedback f on f.id = w.feedback
                           where w.improvement = m.id) each) heard
            where m.id = $1"#,
        id,
    );
    let row = row.fetch_optional(db).await?.ok_or(Error::NotFound)?;
    let state = State::parse(&row.state).ok_or_else(|| Error::Internal(format!("improvement in state {}", row.state)))?;
    let owner = row.owner.map(|owner| owner.to_string());
    let role = improvement_role(viewer, owner.as_deref()).ok_or(Error::SignInFirst)?;
    let due = row.due.map(|day| day.to_jiff());
    Ok(Improvement {
        line: Line {
            id,
            state,
            finding: row.finding,
            owner: row.owner_name,
            due,
            overdue: state.runs() && due.is_some_and(|due| due < today(now)),
            published: row.published_at.is_some(),
            words: row.words,
        },
        role,
        // the address may hold a word somebody wrote
        link: row.link.filter(|_| may_read_answers(viewer).is_some()),
        cases: row.cases,
        whys: row.whys,
        cause: row.cause.as_deref().and_then(Cause::parse),
        measure: row.measure,
        owner,
        effective: row.effective.map(|day| day.to_jiff()),
        metric: row.metric.as_deref().and_then(Metric::parse),
        of: Of { station: row.station, theme: row.theme.as_deref().and_then(Theme::parse), answers: answers(row.answers.as_ref()) },
        result: row.result,
        told: [row.said_en, row.said_zh, row.did_en, row.did_zh],
        published_at: row.published_at.map(|at| at.to_jiff()),
        by: row.creator,
        thanked: row.thanked_at.is_some(),
        edits: row.edits,
        tell: (row.tell, row.told),
        words: words(db, viewer, now, id).await?,
        history: history(db, id).await?,
    })
}

async fn words(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64) -> Result<Vec<Words>> {
    let departments = match may_read_answers(viewer) {
        None => return Ok(Vec::new()),
        Some(Departments::Every) => None,
        Some(Departments::These(departments)) => Some(departments),
    };
    let rows = sqlx::query!(
        r#"select s.words as "words!", s.locale as "locale!" from improvement_word w join feedback_said s on s.id = w.feedback
            where w.improvement = $1 and ($2::text[] is null or s.department = any($2)) order by s.said_at desc, s.id limit $3"#,
        id,
        departments.as_deref() as _,
        WORDS,
    );
    let locale = |tag: &str| domain::locale::Locale::from_tag(tag).unwrap_or_default();
    let mut tx = db.begin().await?;
    let words: Vec<Words> =
        rows.fetch_all(&mut *tx).await?.into_iter().map(|row| Words { locale: locale(&row.locale), words: row.words }).collect();
    if !words.is_empty() {
        audit::look(&mut tx, viewer, now, "improvement", "feedback", &id.to_string(), json!({ "count": words.len() })).await?;
    }
    tx.commit().await?;
    Ok(words)
}

async fn history(db: &PgPool, id: i64) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        r#"select e.at, s.name as "by?", e.act, e.detail from improvement_entry e left join staff s on s.id = e.staff_id
            where e.improvement = $1 order by e.number"#,
        id,
    );
    Ok(rows
        .fetch_all(db)
        .await?
        .into_iter()
        .map(|row| Entry { at: row.at.to_jiff(), by: row.by, act: row.act, detail: row.detail })
        .collect())
}
