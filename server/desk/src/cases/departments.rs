//! Departments and who works in them.

use crate::{Error, PgPool, Result};
use domain::locale::Locale;
use domain::rights::Viewer;
use serde_json::Value;
use sqlx::PgExecutor;

/// A department of the airline; its names are data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// `baggage`.
    pub id: String,
    names: Value,
}

impl Department {
    /// Its name, in English where the language has none.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        let name = |locale: Locale| self.names.get(locale.tag()).and_then(Value::as_str);
        name(locale).or_else(|| name(Locale::En)).unwrap_or(&self.id)
    }
}

/// Every department, in the airline's order. Public: passengers read their names on cases.
///
/// # Errors
/// Those of the database.
pub async fn departments(db: impl PgExecutor<'_>) -> Result<Vec<Department>> {
    let rows = sqlx::query!("select id, name from department order by position").fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| Department { id: row.id, names: row.name }).collect())
}

/// Somebody a case can be handed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Row id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Departments, by id.
    pub departments: Vec<String>,
}

/// Everybody who answers cases, by name; for staff.
///
/// # Errors
/// `SignInFirst` for anybody else; those of the database.
pub async fn colleagues(db: &PgPool, viewer: &Viewer) -> Result<Vec<Colleague>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let rows = sqlx::query!("select id, name, departments from staff where active and role <> 'administrator' order by name, id")
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|row| Colleague { id: row.id.to_string(), name: row.name, departments: row.departments }).collect())
}
