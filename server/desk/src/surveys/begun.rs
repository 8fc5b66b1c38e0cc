//! A survey of an airline's own: begun, and given up again before anybody was asked.

use super::ship::shipped;
use super::stored;
use super::writing::{allowed, draft, kept};
use crate::{Error, FieldError, PgPool, Result};
use domain::rights::Viewer;
use domain::survey::{FORMAT, Form, Layout, Occasion, Words, is_name};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;

/// Where a survey is begun: no survey has this name.
const NEW: &str = "new";

/// A survey as it is begun.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct New {
    /// Its name in addresses and reports, for good.
    pub id: String,
    /// What it is called, in every language.
    pub title: Words,
    /// After what it is asked, as `domain::survey::Occasion` writes it.
    pub occasion: String,
}

/// Begins a survey as a draft; nobody is asked before it is published. The same again is the same survey.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `Invalid`; those of the database.
pub async fn create(db: &PgPool, viewer: &Viewer, now: Timestamp, new: &New) -> Result<()> {
    allowed(viewer)?;
    let (id, occasion) = (new.id.trim(), Occasion::parse(&new.occasion));
    let mut errors = Vec::new();
    if !is_name(id) || id == NEW {
        errors.push(FieldError::new("id", "survey-id-wrong"));
    }
    for (field, title) in [("title_en", &new.title.en), ("title_zh", &new.title.zh)] {
        if title.is_empty() {
            errors.push(FieldError::new(field, "survey-title-missing"));
        }
    }
    let Some(occasion) = occasion.filter(|_| errors.is_empty()) else {
        if occasion.is_none() {
            errors.push(FieldError::new("occasion", "case-choose-one"));
        }
        return Err(Error::Invalid(errors));
    };
    let form = Form {
        format: FORMAT,
        title: new.title.clone(),
        lead: Words::default(),
        thanks: Words::default(),
        layout: Layout::OneScreen,
        questions: Vec::new(),
    };
    let form = stored(&form)?;
    let mut tx = db.begin().await?;
    let begun = sqlx::query!(
        "insert into survey (id, occasion, created_at) values ($1, $2, $3) on conflict do nothing",
        id,
        occasion.as_str(),
        now.to_sqlx() as _,
    );
    if begun.execute(&mut *tx).await?.rows_affected() == 0 {
        let same = sqlx::query_scalar!(
            r#"select exists (select from survey s join survey_version v on v.survey = s.id
                               where s.id = $1 and s.occasion = $2 and v.number = 1 and v.state = 'draft' and v.form = $3) as "same!""#,
            id,
            occasion.as_str(),
            form,
        );
        let same = same.fetch_one(&mut *tx).await?;
        return if same { Ok(()) } else { Err(Error::invalid("id", "survey-id-taken")) };
    }
    sqlx::query!(
        "insert into survey_version (survey, number, state, form, changed_at) values ($1, 1, 'draft', $2, $3)",
        id,
        form,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    kept(&mut tx, viewer, now, "survey_created", id, json!({ "occasion": occasion.as_str() })).await?;
    Ok(tx.commit().await?)
}

/// Gives a draft up, as long as it is still the one that was shown (`edits`). One that came with the portal and was never published is as it
/// came; one of their own of which there is nothing else is gone: then nothing stays (`false`).
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`, `Conflict("survey-changed")`; those of the database.
pub async fn discard(db: &PgPool, viewer: &Viewer, now: Timestamp, id: &str, edits: i32) -> Result<bool> {
    allowed(viewer)?;
    let mut tx = db.begin().await?;
    let (number, _) = draft(&mut tx, id, edits).await?;
    let original = if number == 1 { shipped(id)? } else { None };
    let stays = number > 1 || original.is_some();
    match original {
        Some(form) => {
            sqlx::query!(
                "update survey_version set form = $2, error = null, edits = edits + 1, changed_at = $3 where survey = $1 and number = 1",
                id,
                stored(&form)?,
                now.to_sqlx() as _,
            )
            .execute(&mut *tx)
            .await?;
        }
        None => {
            sqlx::query!("delete from survey_version where survey = $1 and number = $2", id, number).execute(&mut *tx).await?;
        }
    }
    if !stays {
        sqlx::query!("delete from survey where id = $1", id).execute(&mut *tx).await?;
    }
    kept(&mut tx, viewer, now, "survey_discarded", id, json!({ "number": number })).await?;
    tx.commit().await?;
    Ok(stays)
}
