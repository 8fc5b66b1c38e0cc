//! The model in a process, and understanding what waits to be.

use crate::{Error, PgPool, Result};
use domain::feedback::{Classifier, Mood, Theme, forgotten_until, terms};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// People whose words are understood in one transaction.
const AT_ONCE: i64 = 200;

/// As far back as figures of words are compared: twice ninety days, and some.
const COMPARED: SignedDuration = SignedDuration::from_hours(24 * 185);
/// Once nobody has corrected anything for so long, what was understood before is understood anew.
const QUIET: SignedDuration = SignedDuration::from_mins(10);

/// What ships and what was corrected, as far as this process has learned it. Some forty megabytes.
#[derive(Debug)]
pub struct Model {
    classifier: Classifier,
    /// Corrections learned, by the number of the last.
    generation: i64,
    forgotten: i64,
    /// What was understood with fewer corrections is understood anew up to this one.
    renewed: i64,
}

/// A correction to learn.
struct Lesson {
    words: String,
    theme: Option<Theme>,
    mood: Option<Mood>,
}

/// Understands what was sent and is not understood yet: how many people's words. The model is made when it is first needed and brought up to
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
    if !waits && model.is_none() {
        return Ok(0);
    }
    let mut known = current(db, model.take()).await?;
    let count = if waits { understand(db, now, &known).await } else { renew(db, now, &mut known).await };
    *model = Some(known);
    count
}

/// The model with everything learned that there is to learn now.
async fn current(db: &PgPool, known: Option<Model>) -> Result<Model> {
    let mut db = db.acquire().await?;
    let stands = sqlx::query!("select generation, forgotten from feedback_model").fetch_one(&mut *db).await?;
    // beyond so many it is begun anew, as a process would that begins now
    let until = forgotten_until(stands.generation);
    let renewed = known.as_ref().map_or(-1, |known| known.renewed);
    let goes_on = |known: &Model| known.forgotten == stands.forgotten && forgotten_until(known.generation) == until;
    let known = known.filter(goes_on);
    let learned = known.as_ref().map_or(until, |known| known.generation);
    if known.is_some() && learned == stands.generation {
        return known.ok_or_else(|| Error::Internal("no model".to_owned()));
    }
    let lessons = lessons(&mut db, learned, stands.generation).await?;
    let learn = move || {
        let mut classifier = known.map_or_else(Classifier::new, |known| known.classifier);
        for lesson in &lessons {
            if let Some(theme) = lesson.theme {
                classifier.learn_theme(&lesson.words, theme);
            }
            if let Some(mood) = lesson.mood {
                classifier.learn_mood(&lesson.words, mood);
            }
        }
        Model { classifier, generation: stands.generation, forgotten: stands.forgotten, renewed }
    };
    drop(db);
    // a second at most, and ten where there are ten thousand corrections: no request waits for it
    tokio::task::spawn_blocking(learn).await.map_err(|error| Error::Internal(error.to_string()))
}

/// Corrections after one up to another, in their order; those whose words are gone teach nothing.
async fn lessons(db: &mut PgConnection, after: i64, until: i64) -> Result<Vec<Lesson>> {
    let rows = sqlx::query!(
        r#"select a.words as "words!", c.theme_to, c.mood_to from feedback_correction c
             join survey_answer a on a.invitation = c.invitation and a.question = c.question and a.item = ''
            where c.generation > $1 and c.generation <= $2 and a.words is not null order by c.generation"#,
        after,
        until,
    );
    let lesson = |words, theme: String, mood: String| Lesson { words, theme: Theme::parse(&theme), mood: Mood::parse(&mood) };
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| lesson(row.words, row.theme_to, row.mood_to)).collect())
}

/// Understands once more what was understood with fewer corrections, as far back as anything is compared: today's words and last month's
/// must have been read by the same eyes. How many messages; none while colleagues are correcting.
async fn renew(db: &PgPool, now: Timestamp, model: &mut Model) -> Result<usize> {
    if model.renewed >= model.generation {
        return Ok(0);
    }
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"select f.invitation, f.question, a.words as "words!" from feedback f
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
    for row in rows {
        let ((theme, about), (mood, feels)) = (model.classifier.theme(&row.words), model.classifier.mood(&row.words));
        sqlx::query!(
            "update feedback set theme = $3, mood = $4, theme_sure = $5, mood_sure = $6, theme_words = $7, mood_words = $8, generation = $9
              where invitation = $1 and question = $2",
            row.invitation,
            row.question,
            theme.as_str(),
            mood.as_str(),
            about.sure.clamp(0.0, 1.0),
            feels.sure.clamp(0.0, 1.0),
            &about.words,
            &feels.words,
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
        r#"select a.invitation, a.question, a.words as "words!", coalesce(i.answer_locale, i.locale) as "locale!"
             from survey_answer a join survey_invitation i on i.id = a.invitation
            where a.invitation = any($1) and a.kind = 'text' and a.words is not null and a.item = ''"#,
        &waiting,
    );
    let mut told = Columns::default();
    for row in rows.fetch_all(&mut *tx).await? {
        let ((theme, about), (mood, feels)) = (model.classifier.theme(&row.words), model.classifier.mood(&row.words));
        told.invitation.push(row.invitation);
        told.question.push(row.question);
        told.locale.push(Locale::from_tag(&row.locale).unwrap_or_default().tag().to_owned());
        told.theme.push(theme.as_str().to_owned());
        told.mood.push(mood.as_str().to_owned());
        told.theme_sure.push(about.sure.clamp(0.0, 1.0));
        told.mood_sure.push(feels.sure.clamp(0.0, 1.0));
        told.theme_words.push(about.words.join(" "));
        told.mood_words.push(feels.words.join(" "));
        told.terms.push(terms(&row.words).join(" "));
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
