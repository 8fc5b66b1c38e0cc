//! Staff know better.

use super::{Place, allowed};
use crate::{Error, PgPool, Result};
use domain::feedback::{Mood, Theme};
use domain::rights::Viewer;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Says what somebody's words are about and how they feel, as long as they stand as they were shown (`edits`); every process learns it. What
/// stands already is learned, too, once: it was right.
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`; `Conflict("feedback-changed")` where a colleague was faster; those of the database.
pub async fn correct(db: &PgPool, viewer: &Viewer, now: Timestamp, place: &Place, edits: i32, theme: Theme, mood: Mood) -> Result<()> {
    let departments = allowed(viewer)?;
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    let by: Uuid = member.id.parse().map_err(|_| Error::Internal("a member of staff without an id".to_owned()))?;
    let mut tx = db.begin().await?;
    let row = stands(&mut tx, place, departments.as_deref()).await?;
    let same = row.theme == theme.as_str() && row.mood == mood.as_str();
    if row.corrected && same {
        return Ok(());
    }
    if row.edits != edits {
        return Err(Error::Conflict("feedback-changed"));
    }
    write(&mut tx, place, theme, mood).await?;
    // one after the other, without a gap: whoever sees a number sees all before it
    let generation = sqlx::query_scalar!("update feedback_model set generation = generation + 1 returning generation");
    let generation = generation.fetch_one(&mut *tx).await?;
    let (invitation, question, case) = match place {
        Place::Answer(invitation, question) => (*invitation, question.as_str(), None),
        Place::Complaint(case) => (Uuid::nil(), "", Some(*case)),
    };
    sqlx::query!(
        "insert into feedback_correction (generation, invitation, question, theme_from, theme_to, mood_from, mood_to, corrected_by, corrected_at,
                                          case_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        generation,
        invitation,
        question,
        row.theme,
        theme.as_str(),
        row.mood,
        mood.as_str(),
        by,
        now.to_sqlx() as _,
        case,
    )
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

/// What stands.
struct Row {
    theme: String,
    mood: String,
    edits: i32,
    corrected: bool,
}

async fn stands(tx: &mut PgConnection, place: &Place, departments: Option<&[String]>) -> Result<Row> {
    let row = match place {
        Place::Answer(invitation, question) => {
            let row = sqlx::query_as!(
                Row,
                "select f.theme, f.mood, f.edits, f.corrected from feedback f join survey_invitation i on i.id = f.invitation
                   join survey_answer a on a.invitation = f.invitation and a.question = f.question and a.item = '' and a.words is not null
                  where f.invitation = $1 and f.question = $2 and ($3::text[] is null or i.department = any($3)) for update of f",
                invitation,
                question,
                departments as _,
            );
            row.fetch_optional(tx).await?
        }
        Place::Complaint(case) => {
            let row = sqlx::query_as!(
                Row,
                "select f.theme, f.mood, f.edits, f.corrected from feedback_case f join case_file c on c.id = f.case_id
                  where f.case_id = $1 and not f.forgotten and ($2::text[] is null or c.department = any($2)) for update of f",
                case,
                departments as _,
            );
            row.fetch_optional(tx).await?
        }
    };
    row.ok_or(Error::NotFound)
}

async fn write(tx: &mut PgConnection, place: &Place, theme: Theme, mood: Mood) -> Result<()> {
    match place {
        Place::Answer(invitation, question) => {
            let write = sqlx::query!(
                "update feedback set theme = $3, mood = $4, corrected = true, edits = edits + 1 where invitation = $1 and question = $2",
                invitation,
                question,
                theme.as_str(),
                mood.as_str(),
            );
            write.execute(tx).await?
        }
        Place::Complaint(case) => {
            let write = sqlx::query!(
                "update feedback_case set theme = $2, mood = $3, corrected = true, edits = edits + 1 where case_id = $1",
                case,
                theme.as_str(),
                mood.as_str(),
            );
            write.execute(tx).await?
        }
    };
    Ok(())
}
