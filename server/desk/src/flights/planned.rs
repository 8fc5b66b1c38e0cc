//! Whose flights are planned here.

use crate::Result;
use sqlx::PgConnection;

/// Whether plans of this airline's flights are taken: flights of it are known here, or none of anybody's are yet.
///
/// # Errors
/// Those of the database.
pub async fn plans_of(db: &mut PgConnection, carrier: &str) -> Result<bool> {
    let known = sqlx::query_scalar!(
        r#"select (exists (select from flight where carrier = $1) or not exists (select from flight)) as "known!""#,
        carrier
    );
    Ok(known.fetch_one(db).await?)
}
