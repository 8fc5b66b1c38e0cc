//! Writing surveys: drafts, what is found in them, publishing, new versions, withdrawing.

use super::{form, stored};
use crate::{Error, PgPool, Result, audit};
use domain::rights::{Viewer, may_write_surveys};
use domain::survey::{FORMAT, Form, Layout, Occasion, Question, Words, sound};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::{Value, json};
use sqlx::PgConnection;

/// A survey in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name in addresses.
    pub id: String,
    /// After what it is asked.
    pub occasion: Occasion,
    /// What it is called.
    pub title: Words,
    /// The version people are asked; none: nobody is.
    pub published: Option<i32>,
    /// There is a draft.
    pub draft: bool,
    /// Nobody new is asked.
    pub withdrawn: bool,
    /// How many were invited.
    pub invited: i64,
    /// How many have answered.
    pub answered: i64,
}

/// A version of a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// From 1.
    pub number: i32,
    /// Since when people are asked it.
    pub published_at: Option<Timestamp>,
    /// Who published it.
    pub by: Option<String>,
    /// How many have answered it.
    pub answered: i64,
}

/// A survey as its editor shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// As in the list.
    pub listed: Listed,
    /// Points of a hundred within which a share is to be known: of the draft, else of what people are asked.
    pub error: i16,
    /// Its versions, the newest first.
    pub versions: Vec<Version>,
    /// The draft, or the version people are asked.
    pub form: Form,
    /// How often the draft was changed; none: there is no draft.
    pub edits: Option<i32>,
}

/// What is changed in a draft.
#[derive(Debug, Clone)]
pub enum Change {
    /// What stands around the questions.
    Head {
        /// What it is called.
        title: Words,
        /// Before the first question.
        lead: Words,
        /// Once it is sent.
        thanks: Words,
        /// How the questions stand on the page.
        layout: Layout,
        /// Points of a hundred.
        error: i16,
    },
    /// A question, new at the end or in place of another.
    Question(Option<usize>, Box<Question>),
    /// A question one place up.
    Up(usize),
    /// A question is taken out.
    Remove(usize),
}

pub(super) fn allowed(viewer: &Viewer) -> Result<()> {
    match viewer.staff() {
        None => Err(Error::SignInFirst),
        Some(_) if may_write_surveys(viewer) => Ok(()),
        Some(_) => Err(Error::Forbidden),
    }
}

/// Every survey, with how many were asked and have answered. For supervisors and administrators.
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer) -> Result<Vec<Listed>> {
    allowed(viewer)?;
    read_list(&mut *db.acquire().await?, None).await
}

async fn read_list(db: &mut PgConnection, id: Option<&str>) -> Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"select s.id, s.occasion, s.withdrawn_at is not null as "withdrawn!", newest.form -> 'title' as "title!",
                  (select max(number) from survey_version where survey = s.id and state = 'published') as published,
                  exists (select from survey_version where survey = s.id and state = 'draft') as "draft!",
                  (select count(*) from survey_invitation where survey = s.id) as "invited!",
                  (select count(*) from survey_invitation where survey = s.id and done_at is not null) as "answered!"
             from survey s cross join lateral (select form from survey_version where survey = s.id order by number desc limit 1) newest
            where $1::text is null or s.id = $1 order by s.created_at, s.id"#,
        id,
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(db).await? {
        all.push(Listed {
            occasion: Occasion::parse(&row.occasion).ok_or_else(|| Error::Internal(format!("unknown occasion {}", row.occasion)))?,
            title: serde_json::from_value(row.title).map_err(|error| Error::Internal(error.to_string()))?,
            id: row.id,
            published: row.published,
            draft: row.draft,
            withdrawn: row.withdrawn,
            invited: row.invited,
            answered: row.answered,
        });
    }
    Ok(all)
}

/// One survey with its versions, and its draft or the version people are asked.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`; those of the database.
pub async fn survey(db: &PgPool, viewer: &Viewer, id: &str) -> Result<Survey> {
    allowed(viewer)?;
    let mut db = db.acquire().await?;
    let listed = read_list(&mut db, Some(id)).await?.pop().ok_or(Error::NotFound)?;
    let asked = sqlx::query_scalar!("select error from survey where id = $1", id).fetch_one(&mut *db).await?;
    let rows = sqlx::query!(
        r#"select v.number, v.published_at, s.name as "name?",
                  (select count(*) from survey_invitation i where i.survey = v.survey and i.version = v.number and i.done_at is not null) as "answered!"
             from survey_version v left join staff s on s.id = v.published_by where v.survey = $1 and v.state = 'published' order by v.number desc"#,
        id,
    );
    let versions = rows.fetch_all(&mut *db).await?.into_iter().map(|row| Version {
        number: row.number,
        published_at: row.published_at.map(jiff_sqlx::Timestamp::to_jiff),
        by: row.name,
        answered: row.answered,
    });
    let newest = sqlx::query!("select form, state, edits, error from survey_version where survey = $1 order by number desc limit 1", id);
    let newest = newest.fetch_one(&mut *db).await?;
    Ok(Survey {
        listed,
        error: newest.error.filter(|_| newest.state == "draft").unwrap_or(asked),
        versions: versions.collect(),
        form: form(newest.form)?,
        edits: (newest.state == "draft").then_some(newest.edits),
    })
}

/// Begins a draft with what people are asked now; one that is there already goes on.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`; those of the database.
pub async fn begin_draft(db: &PgPool, viewer: &Viewer, now: Timestamp, id: &str) -> Result<()> {
    allowed(viewer)?;
    let mut tx = db.begin().await?;
    sqlx::query!("select id from survey where id = $1 for update", id).fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let begun = sqlx::query!(
        "insert into survey_version (survey, number, state, form, changed_at)
         select survey, number + 1, 'draft', form, $2 from survey_version
          where survey = $1 and not exists (select from survey_version where survey = $1 and state = 'draft') order by number desc limit 1",
        id,
        now.to_sqlx() as _,
    );
    if begun.execute(&mut *tx).await?.rows_affected() > 0 {
        kept(&mut tx, viewer, now, "survey_drafted", id, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// Changes a draft, as long as it is still the one that was shown (`edits`).
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`, `Conflict("survey-changed")`; those of the database.
pub async fn change(db: &PgPool, viewer: &Viewer, now: Timestamp, id: &str, edits: i32, change: Change) -> Result<()> {
    allowed(viewer)?;
    let mut tx = db.begin().await?;
    let (number, mut form) = draft(&mut tx, id, edits).await?;
    match change {
        Change::Head { title, lead, thanks, layout, error } => {
            (form.title, form.lead, form.thanks, form.layout) = (title, lead, thanks, layout);
            // how many are asked goes by it only once it is published
            sqlx::query!("update survey_version set error = $3 where survey = $1 and number = $2", id, number, error)
                .execute(&mut *tx)
                .await?;
        }
        Change::Question(None, question) => form.questions.push(*question),
        Change::Question(Some(place), question) => *form.questions.get_mut(place).ok_or(Error::NotFound)? = *question,
        Change::Up(place) if (1..form.questions.len()).contains(&place) => form.questions.swap(place - 1, place),
        Change::Remove(place) if place < form.questions.len() => drop(form.questions.remove(place)),
        Change::Up(_) | Change::Remove(_) => return Err(Error::NotFound),
    }
    form.format = FORMAT;
    let form = stored(&form)?;
    sqlx::query!(
        "update survey_version set form = $3, edits = edits + 1, changed_at = $4 where survey = $1 and number = $2",
        id,
        number,
        form,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    kept(&mut tx, viewer, now, "survey_written", id, json!({ "number": number })).await?;
    Ok(tx.commit().await?)
}

/// People are asked the draft from now on. What is wrong with it stands on its page.
///
/// # Errors
/// As for [`change`]; `Conflict("survey-not-sound")`.
pub async fn publish(db: &PgPool, viewer: &Viewer, now: Timestamp, id: &str, edits: i32) -> Result<()> {
    allowed(viewer)?;
    let mut tx = db.begin().await?;
    let (number, form) = draft(&mut tx, id, edits).await?;
    if !sound(&form) {
        return Err(Error::Conflict("survey-not-sound"));
    }
    sqlx::query!(
        "update survey_version set state = 'published', published_at = $3, published_by = (select id from staff where id::text = $4)
          where survey = $1 and number = $2",
        id,
        number,
        now.to_sqlx() as _,
        viewer.staff().map(|member| member.id.clone()),
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update survey set withdrawn_at = null,
                error = coalesce((select error from survey_version where survey = $1 and number = $2), error) where id = $1",
        id,
        number,
    )
    .execute(&mut *tx)
    .await?;
    kept(&mut tx, viewer, now, "survey_published", id, json!({ "number": number })).await?;
    Ok(tx.commit().await?)
}

/// Nobody new is asked, or people are asked again. Twice is as good as once.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`; those of the database.
pub async fn withdraw(db: &PgPool, viewer: &Viewer, now: Timestamp, id: &str, withdrawn: bool) -> Result<()> {
    allowed(viewer)?;
    let mut tx = db.begin().await?;
    sqlx::query!("select id from survey where id = $1 for update", id).fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let changed = sqlx::query!(
        "update survey set withdrawn_at = case when $2 then $3::timestamptz end where id = $1 and (withdrawn_at is not null) <> $2",
        id,
        withdrawn,
        now.to_sqlx() as _,
    );
    if changed.execute(&mut *tx).await?.rows_affected() > 0 {
        let act = if withdrawn { "survey_withdrawn" } else { "survey_asked_again" };
        kept(&mut tx, viewer, now, act, id, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// The draft, locked, if it is still the one that was shown.
pub(super) async fn draft(tx: &mut PgConnection, id: &str, edits: i32) -> Result<(i32, Form)> {
    let row = sqlx::query!("select number, form, edits from survey_version where survey = $1 and state = 'draft' for update", id);
    let row = row.fetch_optional(tx).await?.ok_or(Error::NotFound)?;
    if row.edits != edits {
        return Err(Error::Conflict("survey-changed"));
    }
    Ok((row.number, form(row.form)?))
}

pub(super) async fn kept(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, act: &str, id: &str, detail: Value) -> Result<()> {
    audit::record(tx, viewer, now, act, "survey", id, detail).await
}
