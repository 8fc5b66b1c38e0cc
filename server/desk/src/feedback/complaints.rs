//! The first words of complaints, understood by the same model.

use super::model::{Heard, Model, Understood};
use crate::{PgPool, Result};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// Older ones are read in their case, and not compared with anything here.
const LOOKED_BACK: SignedDuration = SignedDuration::from_hours(24 * 91);

/// Complaints whose words nobody has read yet, the oldest first, by row id.
pub(super) async fn waiting(db: &PgPool, now: Timestamp, most: i64) -> Result<Vec<i64>> {
    let ids = sqlx::query_scalar!(
        "select c.id from case_file c
          where c.kind = 'complaint' and c.opened_at > $1 and c.opened_at <= $2
            and not exists (select from feedback_case f where f.case_id = c.id)
            and exists (select from case_entry e where e.case_id = c.id and e.seq = 1 and e.body <> '')
          order by c.opened_at, c.id limit $3",
        (now - LOOKED_BACK).to_sqlx() as _,
        now.to_sqlx() as _,
        most,
    );
    Ok(ids.fetch_all(db).await?)
}

/// Understands them: how many. Whoever was forgotten meanwhile stays forgotten.
pub(super) async fn understand(db: &PgPool, model: &Model, ids: &[i64]) -> Result<usize> {
    let rows = sqlx::query!(
        r#"select c.id, c.opened_at, c.language, e.body, c.carrier, c.number, c.flight_date, f.origin as "origin?", f.destination as "destination?"
             from case_file c join case_entry e on e.case_id = c.id and e.seq = 1
             left join lateral (select origin, destination from flight
                                 where carrier = c.carrier and number = c.number and flight_date = c.flight_date
                                 order by scheduled_out limit 1) f on true
            where c.id = any($1) order by c.id"#,
        ids,
    );
    let rows = rows.fetch_all(db).await?;
    let heard = rows.iter().map(|row| Heard { words: row.body.clone(), rated: None }).collect();
    let read = model.understand(heard).await?;
    let mut tx = db.begin().await?;
    for (row, read) in rows.iter().zip(&read) {
        sqlx::query!(
            "insert into feedback_case (case_id, said_at, locale, carrier, number, flight_date, origin, destination, theme, mood, theme_sure,
                                        mood_sure, theme_words, mood_words, terms, generation)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing",
            row.id,
            row.opened_at as _,
            Locale::from_tag(&row.language).unwrap_or_default().tag(),
            row.carrier,
            row.number,
            row.flight_date as _,
            row.origin,
            row.destination,
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
    tx.commit().await?;
    Ok(ids.len())
}

/// Those understood with fewer corrections, to be understood anew: which, and their words. They are held until the transaction ends.
pub(super) async fn outdated(tx: &mut PgConnection, model: &Model, quiet: Timestamp, most: i64) -> Result<Vec<(i64, Heard)>> {
    let rows = sqlx::query!(
        "select f.case_id, e.body from feedback_case f join case_entry e on e.case_id = f.case_id and e.seq = 1
          where not f.corrected and not f.forgotten and f.generation < $1
            and not exists (select from feedback_correction c where c.generation = $1 and c.corrected_at > $2)
          limit $3 for update of f skip locked",
        model.generation,
        quiet.to_sqlx() as _,
        most,
    );
    Ok(rows.fetch_all(tx).await?.into_iter().map(|row| (row.case_id, Heard { words: row.body, rated: None })).collect())
}

/// Writes down how one is understood now.
pub(super) async fn renew(tx: &mut PgConnection, case: i64, read: &Understood, generation: i64) -> Result<()> {
    sqlx::query!(
        "update feedback_case set theme = $2, mood = $3, theme_sure = $4, mood_sure = $5, theme_words = $6, mood_words = $7, generation = $8
          where case_id = $1",
        case,
        read.theme.as_str(),
        read.mood.as_str(),
        read.theme_sure,
        read.mood_sure,
        &read.theme_words,
        &read.mood_words,
        generation,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Forgets what was understood of the complaints of whoever has this address (folded), and leaves the mark that it was: how many. The case itself
/// is another matter. What was learned from their words is unlearned by whoever calls.
pub(crate) async fn forget(tx: &mut PgConnection, now: Timestamp, address: &str) -> Result<Vec<i64>> {
    let gone = sqlx::query_scalar!(
        "insert into feedback_case (case_id, said_at, locale, theme, mood, theme_sure, mood_sure, theme_words, mood_words, terms, generation, forgotten)
         select c.id, c.opened_at, c.language, 'other', 'neutral', 0, 0, '{}', '{}', '{}', 0, true
           from case_file c where c.kind = 'complaint' and c.opener_address = $1 and c.opened_at <= $2
             and not exists (select from feedback_case f where f.case_id = c.id and f.forgotten) order by c.id
         on conflict (case_id) do update set forgotten = true, theme = 'other', mood = 'neutral', theme_sure = 0, mood_sure = 0,
                theme_words = '{}', mood_words = '{}', terms = '{}', carrier = null, number = null, flight_date = null, origin = null,
                destination = null
         returning case_id",
        address,
        now.to_sqlx() as _,
    );
    Ok(gone.fetch_all(tx).await?)
}
