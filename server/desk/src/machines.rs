//! Programs that come in: tokens shown once, stored as hashes, revocable.

use crate::access::Token;
use crate::{Error, PgPool, Result};
use domain::policy::API_PER_MINUTE;
use domain::rights::{Departments, Machine, Scope};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// What a token begins with, so that one which has leaked into a file is recognised.
const MARK: &str = "landside_";
/// Its use is written down at most this often.
const USED_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// A token as operators see it: never the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What it was named.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<String>,
    /// In whose cases.
    pub departments: Departments,
    /// Requests it may make a minute.
    pub per_minute: i32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the hour.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
}

/// What a token shall be good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// For what.
    pub scopes: Vec<Scope>,
    /// In whose cases.
    pub departments: Departments,
    /// How often a minute.
    pub per_minute: i32,
}

impl From<&[Scope]> for Wanted {
    /// Scopes that open no cases.
    fn from(scopes: &[Scope]) -> Self {
        Self { scopes: scopes.to_vec(), departments: Departments::These(Vec::new()), per_minute: API_PER_MINUTE }
    }
}

impl<const N: usize> From<&[Scope; N]> for Wanted {
    fn from(scopes: &[Scope; N]) -> Self {
        scopes.as_slice().into()
    }
}

/// Makes a token and answers with it, this once.
///
/// # Errors
/// `Invalid` for an empty or endless name or one that a living token has (`name`), no scope (`scope`), scopes that open
/// cases without a department, or one there is not (`department`), no request a minute (`per_minute`); those of the database.
pub async fn create(db: &PgPool, now: Timestamp, name: &str, wanted: impl Into<Wanted>) -> Result<String> {
    let Wanted { scopes, departments, per_minute } = wanted.into();
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 || name.chars().any(char::is_control) {
        return Err(Error::invalid("name", "token-name"));
    }
    if scopes.is_empty() {
        return Err(Error::invalid("scope", "token-scope"));
    }
    if per_minute < 1 {
        return Err(Error::invalid("per_minute", "token-per-minute"));
    }
    let mut named = departments.stored();
    named.sort_unstable();
    named.dedup();
    let opens_cases = scopes.iter().any(|scope| scope.needs_departments());
    let known = sqlx::query_scalar!(r#"select count(*) as "count!" from department where id = any($1)"#, &named).fetch_one(db).await?;
    let all_known = departments == Departments::Every || usize::try_from(known).is_ok_and(|known| known == named.len());
    if !all_known || opens_cases == named.is_empty() {
        return Err(Error::invalid("department", "token-department"));
    }
    let mut scopes: Vec<String> = scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
    scopes.sort_unstable();
    scopes.dedup();
    let token = Token::random();
    let made = sqlx::query!(
        "insert into machine_token (id, name, scopes, token_hash, created_at, departments, per_minute) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (name) where revoked_at is null do nothing",
        Uuid::now_v7(),
        name,
        &scopes,
        token.hash(),
        now.to_sqlx() as _,
        &named,
        per_minute,
    );
    if made.execute(db).await?.rows_affected() == 0 {
        return Err(Error::invalid("name", "token-name"));
    }
    Ok(format!("{MARK}{}", token.to_text()))
}

/// Revokes the living token of this name.
///
/// # Errors
/// `NotFound` without one.
pub async fn revoke(db: &PgPool, now: Timestamp, name: &str) -> Result<()> {
    let revoked = sqlx::query!("update machine_token set revoked_at = $2 where name = $1 and revoked_at is null", name, now.to_sqlx() as _);
    if revoked.execute(db).await?.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Every token there was, oldest first.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &PgPool) -> Result<Vec<Known>> {
    let rows =
        sqlx::query!("select name, scopes, departments, per_minute, created_at, last_used_at, revoked_at from machine_token order by id")
            .fetch_all(db)
            .await?;
    let known = rows.into_iter().map(|row| Known {
        name: row.name,
        scopes: row.scopes,
        departments: Departments::read(row.departments),
        per_minute: row.per_minute,
        created_at: row.created_at.to_jiff(),
        last_used_at: row.last_used_at.map(|at| at.to_jiff()),
        revoked_at: row.revoked_at.map(|at| at.to_jiff()),
    });
    Ok(known.collect())
}

/// Whose token this is; `None` for anything that is no living token. It is looked up by its hash, so the time this
/// takes tells nothing of the secret.
///
/// # Errors
/// Those of the database.
pub async fn authorise(db: &PgPool, now: Timestamp, text: &str) -> Result<Option<Machine>> {
    let Some(token) = text.strip_prefix(MARK).and_then(Token::parse) else { return Ok(None) };
    let row = sqlx::query!(
        "select id, name, scopes, departments, per_minute, last_used_at from machine_token where token_hash = $1 and revoked_at is null",
        token.hash()
    );
    let Some(row) = row.fetch_optional(db).await? else { return Ok(None) };
    if row.last_used_at.is_none_or(|at| at.to_jiff() + USED_EVERY <= now) {
        sqlx::query!("update machine_token set last_used_at = $2 where id = $1", row.id, now.to_sqlx() as _).execute(db).await?;
    }
    let scopes = row.scopes.iter().filter_map(|scope| Scope::parse(scope)).collect();
    let departments = Departments::read(row.departments);
    Ok(Some(Machine { id: row.id.to_string(), name: row.name, scopes, departments, per_minute: row.per_minute }))
}
