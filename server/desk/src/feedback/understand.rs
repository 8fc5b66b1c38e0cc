//! Understanding what waits to be.

use super::complaints;
use super::model::{Heard, Model, current};
use crate::{PgPool, Result};
use domain::feedback::Rated;
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// People whose words are understood in one transaction.
const AT_ONCE: i64 = 200;

/// As far back as figures of words are compared: twice ninety days, and some.
const COMPARED: SignedDuration = SignedDuration::from_hours(24 * 185);
/// Once nobody has corrected anything for so long, what was understood before is understood anew.
const QUIET: SignedDuration = SignedDuration::from_mins(10);

/// Understands what was sent and is not understood yet: how many people's words; those of complaints after
/// those of answers. The model is made when it is first needed and brought up to
/// date; whoever calls keeps it. Any number of processes share the work.
///
/// # Errors
/// Those of the database.
pub async fn understand_due(db: &PgPool, now: Timestamp, model: &mut Option<Model>) -> Result<usize> {
    let none_said = sqlx::query!(
        "update survey_invitation i set understood_at = $1
          where i.id in (select w.id from survey_invitation w
                          where w.done_at is not null and w.understood_at is null
                            and not exists (select from survey_answer a where a.invitation = w.id and a.kind = 'text' and a.words is not null)
                          order by w.done_at limit $2 for update skip locked)",
        now.to_sqlx() as _,
        AT_ONCE * 10,
    );
    none_said.execute(db).await?;
    let waits = sqlx::query_scalar!(
        r#"select exists (select from survey_invitation where done_at is not null and understood_at is null) as "waits!""#
    );
    let waits = waits.fetch_one(db).await?;
    let complaints = complaints::waiting(db, now, AT_ONCE).await?;
    if !waits && complaints.is_empty() && model.is_none() {
        return Ok(0);
    }
    let mut known = current(db, model.take()).await?;
    let count = match waits {
        true => understand(db, now, &known).await,
        false if !complaints.is_empty() => complaints::understand(db, &known, &complaints).await,
        false => renew(db, now, &mut known).await,
    };
    *model = Some(known);
    count
}

/// Understands once more what was understood with fewer corrections, as far back as anything is compared: today's words and last month's
/// must have been read by the same eyes. How many messages; none while colleagues are correcting.
async fn renew(db: &PgPool, now: Timestamp, model: &mut Model) -> Result<usize> {
    if model.renewed >= model.generation {
        return Ok(0);
    }
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"select f.invitation, f.question, a.words as "words!",
                  (select min(g.number) from survey_answer g where g.invitation = a.invitation and g.kind = 'rating') as satisfaction,
                  (select min(g.number) from survey_answer g where g.invitation = a.invitation and g.kind = 'recommendation') as recommendation
             from feedback f
             join survey_answer a on a.invitation = f.invitation and a.question = f.question and a.item = '' and a.words is not null
            where not f.corrected and f.generation < $1 and f.said_at > $2
              and not exists (select from feedback_correction c where c.generation = $1 and c.corrected_at > $3)
            limit $4 for update of f skip locked"#,
        model.generation,
        (now - COMPARED).to_sqlx() as _,
        (now - QUIET).to_sqlx() as _,
        AT_ONCE,
    );
    let rows = rows.fetch_all(&mut *tx).await?;
    if rows.is_empty() {
        let complaints = complaints::outdated(&mut tx, model, now - QUIET, AT_ONCE).await?;
        if !complaints.is_empty() {
            let (cases, heard): (Vec<_>, Vec<_>) = complaints.into_iter().unzip();
            for (case, read) in cases.iter().zip(&model.understand(heard).await?) {
                complaints::renew(&mut tx, *case, read, model.generation).await?;
            }
            tx.commit().await?;
            return Ok(cases.len());
        }
        let busy = sqlx::query_scalar!(
            r#"select exists (select from feedback_correction c where c.generation = $1 and c.corrected_at > $2) as "busy!""#,
            model.generation,
            (now - QUIET).to_sqlx() as _,
        );
        if !busy.fetch_one(&mut *tx).await? {
            model.renewed = model.generation;
        }
        return Ok(0);
    }
    let count = rows.len();
    let (places, heard): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .map(|row| ((row.invitation, row.question), Heard { words: row.words, rated: Rated::of(row.satisfaction, row.recommendation) }))
        .unzip();
    for ((invitation, question), read) in places.into_iter().zip(model.understand(heard).await?) {
        sqlx::query!(
            "update feedback set theme = $3, mood = $4, theme_sure = $5, mood_sure = $6, theme_words = $7, mood_words = $8, generation = $9
              where invitation = $1 and question = $2",
            invitation,
            question,
            read.theme.as_str(),
            read.mood.as_str(),
            read.theme_sure,
            read.mood_sure,
            &read.theme_words,
            &read.mood_words,
            model.generation,
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// The columns of what is understood.
#[derive(Default)]
struct Columns {
    invitation: Vec<Uuid>,
    question: Vec<String>,
    locale: Vec<String>,
    theme: Vec<String>,
    mood: Vec<String>,
    theme_sure: Vec<f32>,
    mood_sure: Vec<f32>,
    // one text each, joined by spaces: Postgres has no arrays of arrays of different lengths, and no such word holds one
    theme_words: Vec<String>,
    mood_words: Vec<String>,
    terms: Vec<String>,
}

async fn understand(db: &PgPool, now: Timestamp, model: &Model) -> Result<usize> {
    let mut tx = db.begin().await?;
    let waiting = sqlx::query_scalar!(
        "select id from survey_invitation where done_at is not null and understood_at is null order by done_at limit $1 for update skip locked",
        AT_ONCE,
    );
    let waiting = waiting.fetch_all(&mut *tx).await?;
    let rows = sqlx::query!(
        r#"select a.invitation, a.question, a.words as "words!", coalesce(i.answer_locale, i.locale) as "locale!",
                  (select min(g.number) from survey_answer g where g.invitation = a.invitation and g.kind = 'rating') as satisfaction,
                  (select min(g.number) from survey_answer g where g.invitation = a.invitation and g.kind = 'recommendation') as recommendation
             from survey_answer a join survey_invitation i on i.id = a.invitation
            where a.invitation = any($1) and a.kind = 'text' and a.words is not null and a.item = ''"#,
        &waiting,
    );
    let (mut told, mut heard) = (Columns::default(), Vec::new());
    for row in rows.fetch_all(&mut *tx).await? {
        told.invitation.push(row.invitation);
        told.question.push(row.question);
        told.locale.push(Locale::from_tag(&row.locale).unwrap_or_default().tag().to_owned());
        heard.push(Heard { words: row.words, rated: Rated::of(row.satisfaction, row.recommendation) });
    }
    for read in model.understand(heard).await? {
        told.theme.push(read.theme.as_str().to_owned());
        told.mood.push(read.mood.as_str().to_owned());
        told.theme_sure.push(read.theme_sure);
        told.mood_sure.push(read.mood_sure);
        told.theme_words.push(read.theme_words.join(" "));
        told.mood_words.push(read.mood_words.join(" "));
        told.terms.push(read.terms.join(" "));
    }
    sqlx::query!(
        "insert into feedback (invitation, question, said_at, locale, theme, mood, theme_sure, mood_sure, theme_words, mood_words, terms, generation)
         select u.invitation, u.question, i.done_at, u.locale, u.theme, u.mood, u.theme_sure, u.mood_sure,
                string_to_array(u.theme_words, ' '), string_to_array(u.mood_words, ' '), string_to_array(u.terms, ' '), $11
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::real[], $7::real[], $8::text[], $9::text[], $10::text[])
                as u (invitation, question, locale, theme, mood, theme_sure, mood_sure, theme_words, mood_words, terms)
           join survey_invitation i on i.id = u.invitation
         on conflict do nothing",
        &told.invitation,
        &told.question,
        &told.locale,
        &told.theme,
        &told.mood,
        &told.theme_sure,
        &told.mood_sure,
        &told.theme_words,
        &told.mood_words,
        &told.terms,
        model.generation,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("update survey_invitation set understood_at = $2 where id = any($1)", &waiting, now.to_sqlx() as _)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(waiting.len())
}
