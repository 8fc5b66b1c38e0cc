//! Other airlines that fly a ticket endorsed to them: what they are called.

use crate::Result;
use crate::flights::Named;
use domain::locale::Locale;
use sqlx::PgConnection;
use std::collections::HashMap;

/// Names of airlines by their codes; whoever is not known here is called by the code.
pub(super) async fn airlines(db: &mut PgConnection, locale: Locale, codes: &[String]) -> Result<HashMap<String, String>> {
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!("select iata, name, names from airline where iata = any($1)", codes).fetch_all(db).await?;
    let known = rows.into_iter().map(|row| {
        let named = Named::new(row.iata.clone(), row.name, row.names);
        (row.iata, named.name(locale).to_owned())
    });
    let mut all: HashMap<String, String> = codes.iter().map(|code| (code.clone(), code.clone())).collect();
    all.extend(known);
    Ok(all)
}
