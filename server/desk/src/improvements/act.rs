//! What is done with an improvement, one act at a time.

use super::{LONGEST, WHY_LONGEST};
use crate::{Error, FieldError, PgPool, Result};
use domain::feedback::Theme;
use domain::improvement::{Act, Cause, Metric, State, WHYS};
use domain::report::plausible;
use domain::rights::{ImprovementRole, Viewer, improvement_role};
use jiff::{SignedDuration, Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// What is done, by whom, by when; as typed.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The measure.
    pub measure: String,
    /// Who answers for it: id of a member of staff.
    pub owner: String,
    /// By when.
    pub due: String,
}

/// Since when it is in place, and what is compared; as typed.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// The first day.
    pub effective: String,
    /// [`Metric`]; empty: nothing is compared.
    pub metric: String,
    /// Only answers about flights from or to this airport; empty: all.
    pub station: String,
    /// Which theme, where complaints are compared.
    pub theme: String,
}

/// What is to be read in public, in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// You said, in English and Chinese.
    pub said: [String; 2],
    /// We did, in English and Chinese.
    pub did: [String; 2],
}

/// An act with its words.
#[derive(Debug, Clone)]
pub enum Change {
    /// It is taken up.
    TakeUp,
    /// It is not, and why.
    Decline(String),
    /// Why it is so, one why after the other, and the sort of cause.
    Cause(Vec<String>, Option<Cause>),
    /// What is done.
    Plan(Plan),
    /// It is begun.
    Begin,
    /// It is in place.
    Finish(Measured),
    /// It does not hold.
    Again,
    /// It is over, and what came of it.
    Close(String),
    /// The public words.
    Words(Told),
    /// They are published.
    Publish,
    /// They are taken back.
    Withdraw,
    /// Whoever suggested it is thanked, in words.
    Thank(String),
}

impl Change {
    const fn act(&self) -> Act {
        match self {
            Self::TakeUp => Act::TakeUp,
            Self::Decline(_) => Act::Decline,
            Self::Cause(..) => Act::Cause,
            Self::Plan(_) => Act::Plan,
            Self::Begin => Act::Begin,
            Self::Finish(_) => Act::Finish,
            Self::Again => Act::Again,
            Self::Close(_) => Act::Close,
            Self::Words(_) => Act::Words,
            Self::Publish => Act::Publish,
            Self::Withdraw => Act::Withdraw,
            Self::Thank(_) => Act::Thank,
        }
    }
}

/// A button pressed again within so long, on the page as it was, is the same press.
const SAME_PRESS: SignedDuration = SignedDuration::from_secs(10);

/// Whether the last thing done was this, by them, just now.
async fn just_done(tx: &mut PgConnection, now: Timestamp, id: i64, by: Uuid, what: Act) -> Result<bool> {
    let last = sqlx::query!("select act, staff_id, at from improvement_entry where improvement = $1 order by number desc limit 1", id);
    let last = last.fetch_optional(tx).await?;
    Ok(last
        .is_some_and(|last| last.act == what.as_str() && last.staff_id == Some(by) && now.duration_since(last.at.to_jiff()) <= SAME_PRESS))
}

/// Does it, as long as the improvement is the one that was shown (`edits`). The same press twice does it once.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`; `Invalid` by field; `Conflict("improvement-changed")` where a colleague was faster,
/// `Conflict("improvement-not-now")` where it cannot be done in its state, `Conflict("improvement-words-missing")` where there is nothing to
/// publish in both languages; those of the database.
pub async fn act(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64, edits: i32, change: &Change) -> Result<()> {
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    let by: Uuid = member.id.parse().map_err(|_| Error::Internal("a member of staff without an id".to_owned()))?;
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        "select state, owner, edits, measure, due, published_at is not null as \"published!\" from improvement where id = $1 for update",
        id
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let what = change.act();
    let owner = row.owner.map(|owner| owner.to_string());
    let role = improvement_role(viewer, owner.as_deref()).ok_or(Error::SignInFirst)?;
    // what everybody reads is changed by those who publish
    let decides = what.decides() || what == Act::Words && row.published;
    if role < if decides { ImprovementRole::Decides } else { ImprovementRole::Works } {
        return Err(Error::Forbidden);
    }
    if row.edits != edits {
        let same = row.edits == edits.saturating_add(1) && just_done(&mut tx, now, id, by, what).await?;
        return if same { Ok(()) } else { Err(Error::Conflict("improvement-changed")) };
    }
    let state = State::parse(&row.state).ok_or_else(|| Error::Internal(format!("improvement in state {}", row.state)))?;
    let then = state.after(what).ok_or(Error::Conflict("improvement-not-now"))?;
    if what == Act::Begin && (row.measure.is_none() || row.owner.is_none() || row.due.is_none()) {
        return Err(Error::Conflict("improvement-plan-missing"));
    }
    // what does not hold, or is given up, is not told any more
    sqlx::query!(
        "update improvement set state = $2, edits = edits + 1, changed_at = $3,
                published_at = case when $2 in ('done', 'closed') then published_at end
          where id = $1",
        id,
        then.as_str(),
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    let detail = written(&mut tx, now, id, change).await?;
    entry(&mut tx, now, id, Some(by), what, detail).await?;
    tx.commit().await?;
    if what == Act::Publish { super::measure(db, now).await } else { Ok(()) }
}

/// Appends what was done.
pub(super) async fn entry(tx: &mut PgConnection, now: Timestamp, id: i64, by: Option<Uuid>, what: Act, detail: Value) -> Result<()> {
    sqlx::query!(
        "insert into improvement_entry (improvement, number, at, staff_id, act, detail)
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from improvement_entry where improvement = $1",
        id,
        now.to_sqlx() as _,
        by,
        what.as_str(),
        detail,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Stores what an act says; what is kept of it in the history.
async fn written(tx: &mut PgConnection, now: Timestamp, id: i64, change: &Change) -> Result<Value> {
    match change {
        Change::TakeUp | Change::Begin | Change::Again => Ok(json!({})),
        Change::Decline(words) | Change::Close(words) => {
            let words = said(words, "result")?;
            sqlx::query!("update improvement set result = $2 where id = $1", id, words).execute(tx).await?;
            Ok(json!({ "words": words }))
        }
        Change::Thank(words) => {
            let words = said(words, "thanks")?;
            sqlx::query!("update improvement set thanked_at = $2 where id = $1", id, now.to_sqlx() as _).execute(tx).await?;
            Ok(json!({ "words": words }))
        }
        Change::Cause(whys, cause) => caused(tx, id, whys, *cause).await,
        Change::Plan(plan) => planned(tx, id, plan).await,
        Change::Finish(measured) => finished(tx, now, id, measured).await,
        Change::Words(told) => {
            let fits = |words: &String| words.chars().count() <= LONGEST;
            let fields = [("said_en", &told.said[0]), ("said_zh", &told.said[1]), ("did_en", &told.did[0]), ("did_zh", &told.did[1])];
            let long = fields.iter().filter(|(_, words)| !fits(words)).map(|(field, _)| FieldError::new(field, "improvement-long"));
            let long: Vec<_> = long.collect();
            if !long.is_empty() {
                return Err(Error::Invalid(long));
            }
            let [said_en, said_zh, did_en, did_zh] = fields.map(|(_, words)| Some(words.trim()).filter(|words| !words.is_empty()));
            let kept = sqlx::query!(
                "update improvement set said_en = $2::text, said_zh = $3::text, did_en = $4::text, did_zh = $5::text
                  where id = $1 and (published_at is null or $2::text is not null and $3::text is not null and $4::text is not null and $5::text is not null)",
                id,
                said_en,
                said_zh,
                did_en,
                did_zh,
            );
            match kept.execute(tx).await?.rows_affected() {
                0 => Err(Error::Conflict("improvement-words-missing")),
                _ => Ok(json!({ "said_en": said_en, "said_zh": said_zh, "did_en": did_en, "did_zh": did_zh })),
            }
        }
        Change::Publish => {
            let kept = sqlx::query!(
                "update improvement set published_at = coalesce(published_at, $2)
                  where id = $1 and said_en is not null and said_zh is not null and did_en is not null and did_zh is not null",
                id,
                now.to_sqlx() as _,
            );
            match kept.execute(tx).await?.rows_affected() {
                0 => Err(Error::Conflict("improvement-words-missing")),
                _ => Ok(json!({})),
            }
        }
        Change::Withdraw => {
            sqlx::query!("update improvement set published_at = null where id = $1", id).execute(tx).await?;
            Ok(json!({}))
        }
    }
}

/// Words that must be there.
fn said<'a>(words: &'a str, field: &'static str) -> Result<&'a str> {
    let words = words.trim();
    match words.chars().count() {
        0 => Err(Error::invalid(field, "improvement-say-why")),
        1..=LONGEST => Ok(words),
        _ => Err(Error::invalid(field, "improvement-long")),
    }
}

async fn caused(tx: &mut PgConnection, id: i64, whys: &[String], cause: Option<Cause>) -> Result<Value> {
    let whys: Vec<String> = whys.iter().map(|why| why.trim().to_owned()).filter(|why| !why.is_empty()).take(WHYS).collect();
    let mut errors = Vec::new();
    if whys.is_empty() {
        errors.push(FieldError::new("why1", "improvement-why-missing"));
    }
    if whys.iter().any(|why| why.chars().count() > WHY_LONGEST) {
        errors.push(FieldError::new("why1", "improvement-why-long"));
    }
    let Some(cause) = cause.filter(|_| errors.is_empty()) else {
        if cause.is_none() {
            errors.push(FieldError::new("cause", "case-choose-one"));
        }
        return Err(Error::Invalid(errors));
    };
    sqlx::query!("update improvement set whys = $2, cause = $3 where id = $1", id, &whys, cause.as_str()).execute(tx).await?;
    Ok(json!({ "whys": whys, "cause": cause.as_str() }))
}

async fn planned(tx: &mut PgConnection, id: i64, plan: &Plan) -> Result<Value> {
    let mut errors = Vec::new();
    let measure = plan.measure.trim();
    match measure.chars().count() {
        0 => errors.push(FieldError::new("measure", "improvement-measure-missing")),
        1..=LONGEST => {}
        _ => errors.push(FieldError::new("measure", "improvement-long")),
    }
    let owner = match plan.owner.parse::<Uuid>() {
        Ok(owner) => sqlx::query!("select id, name from staff where id = $1 and active", owner).fetch_optional(&mut *tx).await?,
        Err(_) => None,
    };
    if owner.is_none() {
        errors.push(FieldError::new("owner", "case-choose-one"));
    }
    let due = plan.due.trim().parse::<Date>().ok().and_then(plausible);
    if due.is_none() {
        errors.push(FieldError::new("due", "improvement-day-missing"));
    }
    let (Some(owner), Some(due), true) = (owner, due, errors.is_empty()) else { return Err(Error::Invalid(errors)) };
    sqlx::query!("update improvement set measure = $2, owner = $3, due = $4 where id = $1", id, measure, owner.id, due.to_sqlx() as _)
        .execute(tx)
        .await?;
    Ok(json!({ "words": measure, "owner": owner.name, "due": due.to_string() }))
}

async fn finished(tx: &mut PgConnection, now: Timestamp, id: i64, measured: &Measured) -> Result<Value> {
    let mut errors = Vec::new();
    let today = now.to_zoned(jiff::tz::TimeZone::get(domain::policy::HUB_ZONE).unwrap_or(jiff::tz::TimeZone::UTC)).date();
    let effective = measured.effective.trim().parse::<Date>().ok().and_then(plausible).filter(|day| *day <= today);
    if effective.is_none() {
        errors.push(FieldError::new("effective", "improvement-day-past"));
    }
    let metric = Metric::parse(&measured.metric);
    let theme = Theme::parse(&measured.theme).filter(|_| metric == Some(Metric::Complaints));
    if metric == Some(Metric::Complaints) && theme.is_none() {
        errors.push(FieldError::new("theme", "case-choose-one"));
    }
    let station = measured.station.trim().to_uppercase();
    let airport = station.len() == 3 && station.bytes().all(|letter| letter.is_ascii_uppercase());
    if !airport && !station.is_empty() {
        errors.push(FieldError::new("station", "improvement-station"));
    }
    let (Some(effective), true) = (effective, errors.is_empty()) else { return Err(Error::Invalid(errors)) };
    sqlx::query!(
        // what was counted was of what was compared before
        "update improvement set effective = $2, metric = $3, station = nullif($4, ''), theme = $5, counts = null, counted_at = null where id = $1",
        id,
        effective.to_sqlx() as _,
        metric.map(Metric::as_str),
        station,
        theme.map(Theme::as_str),
    )
    .execute(tx)
    .await?;
    Ok(
        json!({ "effective": effective.to_string(), "metric": metric.map(Metric::as_str), "station": station, "theme": theme.map(Theme::as_str) }),
    )
}
