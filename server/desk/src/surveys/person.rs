//! What a person was asked, answered, and was told of it: looked at, handed over, forgotten (SUR-6).

use super::{form, stored};
use crate::feedback;
use crate::outbox::{List, wish};
use crate::{Error, PgPool, Result, audit};
use domain::contact::{fold, mask};
use domain::locale::Locale;
use domain::rights::{Viewer, may_see_own_answers};
use domain::survey::Facts;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

/// Of what [`export`] writes; counted up where a field changes its meaning.
const FORMAT: u8 = 1;

/// One thing somebody was asked about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    #[serde(skip)]
    id: Uuid,
    /// What the questions are called.
    pub title: String,
    /// After what they were asked, as `domain::survey::Occasion` is stored.
    pub occasion: String,
    /// When.
    pub asked_at: Timestamp,
    /// When they sent their answers; none: they have not.
    pub sent_at: Option<Timestamp>,
    /// Which way: by letter, on a page, by telephone.
    pub channel: Option<String>,
    /// `LD 408`, and its day.
    pub flight: Option<(String, Date)>,
    /// They asked to hear what became of it.
    pub tell: bool,
    /// What they said.
    pub answers: Vec<Said>,
    /// What became of it.
    pub outcomes: Vec<Outcome>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The question as it was asked.
    pub question: String,
    /// The option, row or place, where the question has such.
    pub item: String,
    /// The number.
    pub number: Option<i16>,
    /// The words.
    pub words: Option<String>,
    /// What the words were taken to be about, and how they feel: [`domain::feedback`].
    pub understood: Option<(String, String)>,
}

/// What became of somebody's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The improvement, by number.
    pub improvement: i64,
    /// How far it is, as [`domain::improvement::State`] is stored.
    pub state: String,
    /// What was done, where it is published.
    pub did: Option<String>,
    /// When they were told.
    pub told_at: Option<Timestamp>,
}

/// Everything asked of a person and said by them, the newest first. Staff's look at it is written down.
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn archive(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, address: &str) -> Result<Vec<Asked>> {
    let address = allowed(viewer, address)?;
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"select i.id, i.occasion, i.created_at, i.done_at, i.channel, i.carrier, i.number, i.flight_date, i.tell, i.facts, v.form
             from survey_invitation i join survey_version v on v.survey = i.survey and v.number = i.version
            where i.person = $1 order by i.created_at desc, i.id"#,
        address,
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(&mut *tx).await? {
        let form = form(row.form)?;
        let facts: Facts = serde_json::from_value(row.facts).unwrap_or_default();
        let title = form.title.said(locale, &facts);
        let ask = |id: &str| form.questions.iter().find(|question| question.id == id).map(|question| question.ask.said(locale, &facts));
        let mut answers = said(&mut tx, row.id).await?;
        answers.iter_mut().for_each(|answer| answer.question = ask(&answer.question).unwrap_or_else(|| answer.question.clone()));
        all.push(Asked {
            id: row.id,
            title,
            occasion: row.occasion,
            asked_at: row.created_at.to_jiff(),
            sent_at: row.done_at.map(|at| at.to_jiff()),
            channel: row.channel,
            flight: row
                .carrier
                .zip(row.number)
                .zip(row.flight_date)
                .map(|((carrier, number), day)| (format!("{carrier} {number}"), day.to_jiff())),
            tell: row.tell,
            answers,
            outcomes: outcomes(&mut tx, locale, row.id).await?,
        });
    }
    audit::look(&mut tx, viewer, now, "archive", "survey", &mask(&address), json!({ "count": all.len() })).await?;
    tx.commit().await?;
    Ok(all)
}

async fn said(tx: &mut PgConnection, invitation: Uuid) -> Result<Vec<Said>> {
    let rows = sqlx::query!(
        r#"select a.question, a.item, a.number, a.words, f.theme as "theme?", f.mood as "mood?"
             from survey_answer a left join feedback f on f.invitation = a.invitation and f.question = a.question
            where a.invitation = $1 and (a.number is not null or a.words is not null or a.item <> '') order by a.question, a.item"#,
        invitation,
    );
    let row = rows.fetch_all(tx).await?.into_iter();
    Ok(row
        .map(|row| Said {
            question: row.question,
            item: row.item,
            number: row.number,
            words: row.words,
            understood: row.theme.zip(row.mood),
        })
        .collect())
}

async fn outcomes(tx: &mut PgConnection, locale: Locale, invitation: Uuid) -> Result<Vec<Outcome>> {
    let rows = sqlx::query!(
        r#"select w.improvement, m.state, max(w.told_at) as "told_at: jiff_sqlx::Timestamp",
                  case when m.published_at is not null then case when $2 then m.did_zh else m.did_en end end as did
             from survey_invitation i join feedback f on f.invitation = i.id or f.case_id = i.case_id
             join improvement_word w on w.feedback = f.id join improvement m on m.id = w.improvement where i.id = $1
            group by w.improvement, m.id order by w.improvement"#,
        invitation,
        locale == Locale::ZhCn,
    );
    let outcome = rows.fetch_all(tx).await?.into_iter();
    let told = |at: jiff_sqlx::Timestamp| at.to_jiff();
    Ok(outcome
        .map(|row| Outcome { improvement: row.improvement, state: row.state, did: row.did, told_at: row.told_at.map(told) })
        .collect())
}

/// The same as a document to be handed over.
///
/// # Errors
/// Those of [`archive`].
pub async fn export(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, address: &str) -> Result<Value> {
    let all = archive(db, viewer, now, locale, address).await?;
    Ok(json!({ "format": FORMAT, "address": fold(address), "written_at": now.to_string(), "asked": stored(&all)? }))
}

/// Forgets who somebody was and what they said in words: how many times they had been asked. Numbers stay and are nobody's, as does what was
/// published; what has not been sent is gone altogether. Their complaints stay with their case, but are no longer read here. That they want no
/// such letters is kept, or written down: they are not asked again.
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn erase(db: &PgPool, viewer: &Viewer, now: Timestamp, address: &str) -> Result<u64> {
    let address = allowed(viewer, address)?;
    let mut tx = db.begin().await?;
    super::invite::one_at_a_time(&mut tx, &address).await?;
    let theirs = sqlx::query_scalar!("select id from survey_invitation where person = $1 order by id for update", address);
    let theirs = theirs.fetch_all(&mut *tx).await?;
    forget_causes(&mut tx, &address, &theirs).await?;
    sqlx::query!("delete from survey_invitation where id = any($1) and done_at is null", &theirs).execute(&mut *tx).await?;
    sqlx::query!("delete from survey_link where invitation = any($1)", &theirs).execute(&mut *tx).await?;
    sqlx::query!("update survey_answer set words = null where invitation = any($1) and words is not null", &theirs)
        .execute(&mut *tx)
        .await?;
    feedback::forget(&mut tx, now, &address, &theirs).await?;
    sqlx::query!("update survey_figure set words = false where invitation = any($1) and words", &theirs).execute(&mut *tx).await?;
    sqlx::query!(
        "update survey_invitation set person = null, locator = null, case_id = null, change_id = null, cause = id::text, tell = false,
                facts = facts - 'name' - 'reference'
          where id = any($1)",
        &theirs,
    )
    .execute(&mut *tx)
    .await?;
    // nothing is left that says they were asked, so that they do not want to be is kept instead
    wish(&mut tx, now, &address, List::Surveys, true).await?;
    sqlx::query!("delete from outbox where recipient = $1 and kind in ('survey', 'improved')", address).execute(&mut *tx).await?;
    audit::record(&mut tx, viewer, now, "survey_erased", "survey", &mask(&address), json!({ "count": theirs.len() })).await?;
    tx.commit().await?;
    Ok(theirs.len() as u64)
}

/// How many were asked, and why others were not, is still counted; that it was them, by locator, case or digest of an address, is not kept.
async fn forget_causes(tx: &mut PgConnection, address: &str, invitations: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "update survey_cause set cause = occasion || ':' || gen_random_uuid()
          where cause in (select cause from survey_invitation where id = any($1))
             or occasion = 'flight' and split_part(cause, ':', 4) in (select locator from contact where address = $2)
             or occasion = 'quarter' and split_part(cause, ':', 3) in (select md5(address) from contact where address = $2)
             or occasion = 'case' and cause in (select 'case:' || reference from case_file where opener_address = $2)",
        invitations,
        address,
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn allowed(viewer: &Viewer, address: &str) -> Result<String> {
    let address = fold(address);
    if may_see_own_answers(viewer, &address) {
        Ok(address)
    } else if viewer.staff().is_some() {
        Err(Error::Forbidden)
    } else {
        Err(Error::SignInFirst)
    }
}
