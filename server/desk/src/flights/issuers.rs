//! The three digits by which an airline issues tickets and bag tags.

use crate::{PgPool, Result};
use std::collections::HashMap;

/// Three-digit numbers by airline code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issuers(HashMap<String, u16>);

impl Issuers {
    /// The number of a carrier, by its two characters in capitals.
    #[must_use]
    pub fn of(&self, carrier: &str) -> Option<u16> {
        self.0.get(carrier).copied()
    }
}

impl FromIterator<(String, u16)> for Issuers {
    fn from_iter<I: IntoIterator<Item = (String, u16)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// Every airline known here that has a number.
///
/// # Errors
/// Those of the database.
pub async fn issuers(db: &PgPool) -> Result<Issuers> {
    let rows = sqlx::query!(r#"select iata, numeric_code as "number!" from airline where numeric_code is not null"#).fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.iata, row.number.parse().ok()?))).collect())
}
