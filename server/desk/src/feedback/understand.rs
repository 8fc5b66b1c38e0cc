//! Understanding what waits to be.

use super::model::{Heard, Model, current};
use crate::{PgPool, Result};
use domain::feedback::Rated;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// People whose words are understood in one transaction: of either sort, answers and complaints.
const AT_ONCE: i64 = 200;

/// As far back as figures of words are compared: twice ninety days, and some.
const COMPARED: SignedDuration = SignedDuration::from_hours(24 * 185);
/// Older complaints are read in their case, and not compared with anything here.
const LOOKED_BACK: SignedDuration = SignedDuration::from_hours(24 * 91);
/// Once nobody has corrected anything for so long, what was understood before is understood anew.
const QUIET: SignedDuration = SignedDuration::from_mins(10);

/// Understands what was sent and is not understood yet, then what was understood with fewer corrections: how many messages. The model is made
/// when it is first needed and brought up to date; whoever calls keeps it. Any number of processes share the work.
///
/// # Errors
/// Those of the database.
pub async fn understand_due(db: &PgPool, now: Timestamp, model: &mut Option<Model>) -> Result<usize> {
    let none_said = sqlx::query!(
        "update survey_invitation i set understood_at = $1
          where i.id in (select w.id from survey_invitation w
                          where w.done_at is not null and w.understood_at is null
                            and not exists (select from survey_answer a where a.invitation = w.id and a.kind = 'text' and a.words <> '')
                          order by w.done_at limit $2 for update skip locked)",
        now.to_sqlx() as _,
        AT_ONCE * 10,
    );
    none_said.execute(db).await?;
    let waits = sqlx::query_scalar!(
        r#"select exists (select from survey_invitation where done_at is not null and understood_at is null) as "waits!""#
    );
    let waits = waits.fetch_one(db).await?;
    let complaints = complaints(db, now).await?;
    if !waits && complaints.is_empty() && model.is_none() {
        return Ok(0);
    }
    let mut known = current(db, model.take()).await?;
    let count = next(db, now, &mut known, &complaints).await;
    *model = Some(known);
    count
}

/// Complaints whose words nobody has read yet, the oldest first, by row id of their case.
async fn complaints(db: &PgPool, now: Timestamp) -> Result<Vec<i64>> {
    let ids = sqlx::query_scalar!(
        "select c.id from case_file c
          where c.kind = 'complaint' and c.opened_at > $1 and c.opened_at <= $2
            and not exists (select from feedback f where f.case_id = c.id)
            and exists (select from case_entry e where e.case_id = c.id and e.seq = 1 and e.body <> '')
          order by c.opened_at, c.id limit $3",
        (now - LOOKED_BACK).to_sqlx() as _,
        now.to_sqlx() as _,
        AT_ONCE,
    );
    Ok(ids.fetch_all(db).await?)
}

async fn next(db: &PgPool, now: Timestamp, model: &mut Model, complaints: &[i64]) -> Result<usize> {
    let mut tx = db.begin().await?;
    let mut ids = taken_in(&mut tx, now, complaints).await?;
    if ids.is_empty() {
        ids = outdated(&mut tx, now, model).await?;
    }
    read(&mut tx, model, &ids).await?;
    tx.commit().await?;
    Ok(ids.len())
}

/// Takes in what was sent in words: which messages, not understood yet. Whoever was forgotten meanwhile stays forgotten.
async fn taken_in(tx: &mut PgConnection, now: Timestamp, complaints: &[i64]) -> Result<Vec<i64>> {
    let answers = sqlx::query_scalar!(
        "with waiting as (select id from survey_invitation where done_at is not null and understood_at is null
                           order by done_at limit $1 for update skip locked),
              sent as (update survey_invitation i set understood_at = $2 from waiting w where i.id = w.id returning i.*)
         insert into feedback (invitation, question, said_at, locale, carrier, number, flight_date, origin, destination)
         select a.invitation, a.question, i.done_at, coalesce(i.answer_locale, i.locale), i.carrier, i.number, i.flight_date, i.origin, i.destination
           from sent i join survey_answer a on a.invitation = i.id and a.item = '' and a.kind = 'text' and a.words <> ''
          order by i.done_at, a.invitation, a.question
         on conflict do nothing returning id",
        AT_ONCE,
        now.to_sqlx() as _,
    );
    let mut ids = answers.fetch_all(&mut *tx).await?;
    let complaints = sqlx::query_scalar!(
        "insert into feedback (case_id, said_at, locale, carrier, number, flight_date, origin, destination)
         select c.id, c.opened_at, c.language, c.carrier, c.number, c.flight_date, f.origin, f.destination
           from case_file c
           left join lateral (select origin, destination from flight
                               where carrier = c.carrier and number = c.number and flight_date = c.flight_date
                               order by scheduled_out limit 1) f on true
          where c.id = any($1) order by c.id
         on conflict do nothing returning id",
        complaints,
    );
    ids.extend(complaints.fetch_all(tx).await?);
    Ok(ids)
}

/// Messages understood with fewer corrections, to be understood once more, as far back as anything is compared: today's words and last month's
/// must have been read by the same eyes. They are held until the transaction ends; none while colleagues are correcting.
async fn outdated(tx: &mut PgConnection, now: Timestamp, model: &mut Model) -> Result<Vec<i64>> {
    if model.renewed >= model.generation {
        return Ok(Vec::new());
    }
    let busy = sqlx::query_scalar!(
        r#"select exists (select from feedback_correction where generation = $1 and corrected_at > $2) as "busy!""#,
        model.generation,
        (now - QUIET).to_sqlx() as _,
    );
    if busy.fetch_one(&mut *tx).await? {
        return Ok(Vec::new());
    }
    let ids = sqlx::query_scalar!(
        "select id from feedback where not corrected and not forgotten and generation < $1 and said_at > $2 limit $3 for update skip locked",
        model.generation,
        (now - COMPARED).to_sqlx() as _,
        AT_ONCE,
    );
    let ids = ids.fetch_all(tx).await?;
    if ids.is_empty() {
        model.renewed = model.generation;
    }
    Ok(ids)
}

/// Understands these messages and writes down how.
async fn read(tx: &mut PgConnection, model: &Model, ids: &[i64]) -> Result<()> {
    let rows = sqlx::query!(
        r#"select s.id as "id!", s.words as "words!",
                  (select min(g.number) from survey_answer g where g.invitation = s.invitation and g.kind = 'rating') as satisfaction,
                  (select min(g.number) from survey_answer g where g.invitation = s.invitation and g.kind = 'recommendation') as recommendation
             from feedback_said s where s.id = any($1)"#,
        ids,
    );
    let rows = rows.fetch_all(&mut *tx).await?.into_iter();
    let (ids, heard): (Vec<_>, Vec<_>) =
        rows.map(|row| (row.id, Heard { words: row.words, rated: Rated::of(row.satisfaction, row.recommendation) })).unzip();
    for (id, read) in ids.into_iter().zip(model.understand(heard).await?) {
        sqlx::query!(
            "update feedback set theme = $2, mood = $3, theme_sure = $4, mood_sure = $5, theme_words = $6, mood_words = $7, terms = $8, generation = $9
              where id = $1",
            id,
            read.theme.as_str(),
            read.mood.as_str(),
            read.theme_sure,
            read.mood_sure,
            &read.theme_words,
            &read.mood_words,
            &read.terms,
            model.generation,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
