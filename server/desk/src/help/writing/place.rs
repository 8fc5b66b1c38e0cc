//! A procedure beside its words: who answers for it, where it stands, when it was last checked.

use super::facts::{first_draft, is_department, is_past, is_published};
use super::{id, locked, member, noted_facts};
use crate::{Error, FieldError, PgPool, Result};
use domain::case::Kind;
use domain::help::{Place, Text, WorkStep, is_slug};
use domain::rights::{ArticleRole, Viewer, article_role};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// A procedure nobody has written yet.
#[derive(Debug, Clone, Copy)]
pub struct NewProcedure<'a> {
    /// Its address: `close-case`.
    pub slug: &'a str,
    /// Department that answers for it, its id.
    pub owner: &'a str,
    /// Where it stands, as typed.
    pub place: TypedPlace<'a>,
}

/// Where a procedure stands, as a form has it; empty for all.
#[derive(Debug, Clone, Copy)]
pub struct TypedPlace<'a> {
    /// As [`WorkStep::parse`] reads it.
    pub step: &'a str,
    /// As [`Kind::parse`] reads it.
    pub kind: &'a str,
    /// Department id.
    pub department: &'a str,
}

impl TypedPlace<'_> {
    async fn sound(self, tx: &mut PgConnection, errors: &mut Vec<FieldError>) -> Result<Option<Place>> {
        let (step, kind) = (WorkStep::parse(self.step), Some(self.kind).filter(|kind| !kind.is_empty()));
        let department = Some(self.department).filter(|id| !id.is_empty());
        if step.is_none() {
            errors.push(FieldError::new("step", "procedure-step-missing"));
        }
        if kind.is_some_and(|kind| Kind::parse(kind).is_none()) {
            errors.push(FieldError::new("kind", "procedure-kind-wrong"));
        }
        if let Some(id) = department
            && !is_department(tx, id).await?
        {
            errors.push(FieldError::new("department", "procedure-department-wrong"));
        }
        let kind = kind.and_then(Kind::parse);
        Ok(step.map(|step| Place { step, kind, department: department.map(str::to_owned) }))
    }
}

/// Opens a procedure with an empty draft in English.
///
/// # Errors
/// `SignInFirst`; `Forbidden` for who does not write for that department; `Invalid` (`slug`, `owner`, `step`, `kind`, `department`);
/// those of the database.
pub async fn create_procedure(db: &PgPool, viewer: &Viewer, now: Timestamp, new: NewProcedure<'_>) -> Result<()> {
    let author = id(member(viewer)?)?;
    let (slug, mut errors) = (new.slug.trim(), Vec::new());
    // `new` is the address of the form itself
    if !is_slug(slug) || slug == "new" {
        errors.push(FieldError::new("slug", "knowledge-slug-wrong"));
    }
    let mut tx = db.begin().await?;
    if !is_department(&mut tx, new.owner).await? {
        errors.push(FieldError::new("owner", "procedure-owner-missing"));
    }
    let Some(place) = new.place.sound(&mut tx, &mut errors).await?.filter(|_| errors.is_empty()) else {
        return Err(Error::Invalid(errors));
    };
    if article_role(viewer, new.owner) < Some(ArticleRole::Author) {
        return Err(Error::Forbidden);
    }
    let made = sqlx::query!(
        "insert into procedure (slug, owner, step, kind, department, reviewed_on) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        slug,
        new.owner,
        place.step.as_str(),
        place.kind.map(Kind::as_str),
        place.department,
        now.to_zoned(TimeZone::UTC).date().to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        return Err(Error::invalid("slug", "procedure-slug-taken"));
    }
    first_draft(&mut tx, now, Text::procedure(slug), author).await?;
    noted_facts(&mut tx, viewer, now, "text_opened", Text::procedure(slug), new.owner).await?;
    tx.commit().await?;
    Ok(())
}

/// What a procedure is besides its words, as the form has it.
#[derive(Debug, Clone, Copy)]
pub struct PlaceFacts<'a> {
    /// How often these had been saved when the form was opened.
    pub edits: i32,
    /// Department id.
    pub owner: &'a str,
    /// Where it stands, as typed.
    pub place: TypedPlace<'a>,
    /// When it was last checked: `2026-11-21`.
    pub reviewed_on: &'a str,
}

/// Changes them, at once for every colleague: hence only who answers for the procedure, unless nothing of it is published yet.
///
/// # Errors
/// `SignInFirst`, `NotFound`, `Forbidden`; `Invalid` by field; `Conflict` where somebody else changed them meanwhile; those of the
/// database.
pub async fn set_place(db: &PgPool, viewer: &Viewer, now: Timestamp, slug: &str, facts: PlaceFacts<'_>) -> Result<()> {
    let (mut tx, text) = (db.begin().await?, Text::procedure(slug));
    let kept = locked(&mut tx, viewer, text, ArticleRole::Author).await?;
    if kept.role < ArticleRole::Reviewer && is_published(&mut tx, text).await? {
        return Err(Error::Forbidden);
    }
    let mut errors = Vec::new();
    if !is_department(&mut tx, facts.owner).await? {
        errors.push(FieldError::new("owner", "procedure-owner-missing"));
    }
    let place = facts.place.sound(&mut tx, &mut errors).await?;
    let today = now.to_zoned(TimeZone::UTC).date();
    let reviewed_on = facts.reviewed_on.trim().parse::<Date>().ok().filter(|day| is_past(*day, today));
    if reviewed_on.is_none() {
        errors.push(FieldError::new("reviewed_on", "knowledge-reviewed-wrong"));
    }
    let (Some(place), Some(reviewed_on), true) = (place, reviewed_on, errors.is_empty()) else { return Err(Error::Invalid(errors)) };
    let changed = sqlx::query!(
        "update procedure set owner = $3, step = $4, kind = $5, department = $6, reviewed_on = $7, edits = edits + 1
         where slug = $1 and edits = $2",
        slug,
        facts.edits,
        facts.owner,
        place.step.as_str(),
        place.kind.map(Kind::as_str),
        place.department,
        reviewed_on.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::Conflict("knowledge-facts-edited"));
    }
    noted_facts(&mut tx, viewer, now, "text_facts", text, facts.owner).await?;
    tx.commit().await?;
    Ok(())
}
