//! Writing down a finding.

use super::LONGEST;
use crate::feedback::{self, Filter};
use crate::{Error, FieldError, PgPool, Result};
use domain::case::Reference;
use domain::improvement::{Act, State};
use domain::report::Filter as Report;
use domain::rights::{Departments, ImprovementRole, Viewer, improvement_role, may_see_reports};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use uuid::Uuid;

/// Complaints that lead to one.
const CASES: usize = 50;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct New {
    /// In words.
    pub finding: String,
    /// The page of ours it was found on; empty for none.
    pub link: String,
    /// The answers of the report it was found in.
    pub answers: Option<Report>,
    /// The messages it was found in.
    pub words: Option<Filter>,
    /// References of complaints, as typed.
    pub cases: String,
}

/// Writes it down, once for each `key`: which improvement it is. Supervisors take it up at once; of others it is a suggestion.
///
/// # Errors
/// `SignInFirst`; `Forbidden` where it comes from words the viewer may not read; `Invalid` by field; those of the database.
pub async fn create(db: &PgPool, viewer: &Viewer, now: Timestamp, key: Uuid, new: &New) -> Result<i64> {
    let role = improvement_role(viewer, None).ok_or(Error::SignInFirst)?;
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    let by: Uuid = member.id.parse().map_err(|_| Error::Internal("a member of staff without an id".to_owned()))?;
    let words = match &new.words {
        Some(filter) => feedback::matching(db, viewer, now, filter).await?,
        None => Vec::new(),
    };
    let mut tx = db.begin().await?;
    let mut cases = sound(&mut tx, new).await?;
    // complaints that said so are named beside those written down, the newest first as far as there is room
    let complained = sqlx::query_scalar!(
        "select reference from case_file where id in (select case_id from feedback where id = any($1)) and reference <> all($2)
          order by opened_at desc, id desc limit $3",
        &words,
        &cases,
        CASES.saturating_sub(cases.len()) as i64,
    );
    cases.extend(complained.fetch_all(&mut *tx).await?);
    let state = if role == ImprovementRole::Decides { State::Open } else { State::Suggested };
    // whoever sees some departments only would tell everybody else their figures
    let everything = may_see_reports(viewer) == Some(Departments::Every);
    let answers = new.answers.as_ref().filter(|_| everything).map(super::effect::fields);
    let link = Some(new.link.as_str()).filter(|link| ours(link));
    let written = sqlx::query_scalar!(
        "insert into improvement (key, state, finding, link, cases, created_at, created_by, changed_at, answers) values ($1, $2, $3, $4, $5, $6, $7, $6, $8)
         on conflict (key) do nothing returning id",
        key,
        state.as_str(),
        new.finding.trim(),
        link,
        &cases,
        now.to_sqlx() as _,
        by,
        answers,
    );
    let Some(id) = written.fetch_optional(&mut *tx).await? else {
        return Ok(sqlx::query_scalar!("select id from improvement where key = $1", key).fetch_one(&mut *tx).await?);
    };
    // whose complaints are named are heard, too
    sqlx::query!(
        "insert into improvement_word (improvement, feedback)
         select $1::bigint, id from feedback where id = any($2)
         union
         select $1, f.id from case_file c join feedback f on f.case_id = c.id and not f.forgotten where c.reference = any($3)",
        id,
        &words,
        &cases,
    )
    .execute(&mut *tx)
    .await?;
    super::act::entry(&mut tx, now, id, Some(by), Act::Suggest, json!({ "state": state.as_str() })).await?;
    tx.commit().await?;
    Ok(id)
}

/// A page of the service office, or a case.
fn ours(link: &str) -> bool {
    (link.starts_with("/desk/") || link.starts_with("/cases/") || link == "/promises") && link.len() <= 500 && !link.contains(['\\', ' '])
}

/// The complaints named; or everything that is wrong.
async fn sound(tx: &mut sqlx::PgConnection, new: &New) -> Result<Vec<String>> {
    let mut errors = Vec::new();
    match new.finding.trim().chars().count() {
        0 => errors.push(FieldError::new("finding", "improvement-finding-missing")),
        1..=LONGEST => {}
        _ => errors.push(FieldError::new("finding", "improvement-long")),
    }
    let typed: Vec<&str> = new.cases.split([',', ';', ' ', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut cases: Vec<String> =
        typed.iter().filter_map(|part| Reference::parse(part).ok()).map(|reference| reference.to_string()).collect();
    cases.sort_unstable();
    cases.dedup();
    let known =
        sqlx::query_scalar!(r#"select count(*) as "count!" from case_file where reference = any($1)"#, &cases).fetch_one(tx).await?;
    if cases.len() > CASES
        || cases.len() < typed.len() && typed.iter().any(|part| Reference::parse(part).is_err())
        || known != cases.len() as i64
    {
        errors.push(FieldError::new("cases", "improvement-cases-unknown"));
    }
    if errors.is_empty() { Ok(cases) } else { Err(Error::Invalid(errors)) }
}
