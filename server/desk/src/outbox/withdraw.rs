//! Taking a promise back before it has left: what it would say is no longer true, or no longer wanted.

use crate::Result;
use domain::delivery::OVERTAKEN;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// Takes back those of these promises that nobody is sending at this moment; answers with their keys.
pub(crate) async fn withdraw(tx: &mut PgConnection, now: Timestamp, keys: &[String]) -> Result<Vec<String>> {
    let gone = sqlx::query_scalar!(
        "update outbox set state = 'failed', secret = null, leased_until = null, last_error = $3
          where dedupe_key = any($1) and state = 'queued' and (leased_until is null or leased_until <= $2)
          returning dedupe_key",
        keys,
        now.to_sqlx() as _,
        OVERTAKEN,
    );
    Ok(gone.fetch_all(tx).await?)
}
