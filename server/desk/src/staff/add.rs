//! A new colleague, entered at the terminal by whoever runs the server.

use super::hash_password;
use crate::{Error, PgPool, Result, access::Token};
use domain::contact::fold;
use domain::rights::Role;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// Who they are.
#[derive(Debug, Clone)]
pub struct NewColleague {
    /// What they sign in with; folded.
    pub email: String,
    /// As passengers read it.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Departments by id.
    pub departments: Vec<String>,
    /// Languages they answer in, by tag.
    pub languages: Vec<String>,
}

/// What they sign in with the first time; shown once, stored only as hash and secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstKeys {
    /// A random password.
    pub password: String,
    /// The second factor's secret, base32, for an authenticator app.
    pub totp: String,
}

/// Adds a colleague.
///
/// # Errors
/// `Invalid` for an address without `@`, an unknown department or an address that is taken; those of the database.
pub async fn add(db: &PgPool, now: Timestamp, new: NewColleague) -> Result<FirstKeys> {
    let email = fold(&new.email);
    if !email.contains('@') {
        return Err(Error::invalid("email", "sign-in-email"));
    }
    let known = sqlx::query_scalar!("select id from department").fetch_all(db).await?;
    if new.departments.iter().any(|department| !known.contains(department)) {
        return Err(Error::invalid("department", "case-department-choose"));
    }
    let password: String = Token::random().to_text().chars().take(24).collect();
    let secret: [u8; 20] = rand::random();
    let hash = hash_password(password.clone()).await?;
    let added = sqlx::query!(
        "insert into staff (id, email, name, role, departments, languages, password_hash, totp_secret, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (email) do nothing",
        Uuid::new_v4(),
        email,
        new.name,
        new.role.as_str(),
        &new.departments,
        &new.languages,
        hash,
        &secret,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    if added.rows_affected() == 0 {
        return Err(Error::invalid("email", "sign-in-email"));
    }
    Ok(FirstKeys { password, totp: base32::encode(base32::Alphabet::Rfc4648 { padding: false }, &secret) })
}
