//! Whoever is forgotten takes their words along.

use crate::Result;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Forgets what was understood of these invitations' answers, and of complaints of whoever has this address (folded); complaints nobody has
/// read yet are marked, so that nobody will. The case itself is another matter. Of answers what they were about still counts, as figures do.
pub(crate) async fn forget(tx: &mut PgConnection, now: Timestamp, address: &str, invitations: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "insert into feedback (case_id, said_at, locale, forgotten)
         select id, opened_at, language, true from case_file where kind = 'complaint' and opener_address = $1 and opened_at <= $2 order by id
         on conflict do nothing",
        address,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    let gone = sqlx::query_scalar!(
        "update feedback set forgotten = true, theme_words = '{}', mood_words = '{}', terms = '{}',
                carrier = null, number = null, flight_date = null, origin = null, destination = null,
                theme = case when case_id is null then theme else 'other' end, mood = case when case_id is null then mood else 'neutral' end
          where not forgotten and (invitation = any($1) or case_id in (select id from case_file where opener_address = $2))
         returning id",
        invitations,
        address,
    );
    let gone = gone.fetch_all(&mut *tx).await?;
    // what was learned from their words is unlearned: every process begins anew
    sqlx::query!(
        "update feedback_model set forgotten = forgotten + 1 where exists (select from feedback_correction where feedback = any($1))",
        &gone,
    )
    .execute(&mut *tx)
    .await?;
    // the address of the page it was found on may hold a word of theirs
    sqlx::query!(
        "update improvement set link = null where id in (select improvement from improvement_word where feedback = any($1))",
        &gone,
    )
    .execute(tx)
    .await?;
    Ok(())
}
