//! Leaving what one did not ask for, by the link every such letter carries.

use super::{Letter, List, Signer};
use crate::{Error, PgPool, Result, audit};
use domain::contact::mask;
use domain::rights::Viewer;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// What a link to leave is signed for.
const PURPOSE: &str = "leave";

/// The token of the link in a letter.
pub(super) fn leave_token(signer: &Signer, letter: Uuid) -> String {
    let id = letter.simple().to_string();
    format!("{id}.{}", signer.mark(PURPOSE, &id))
}

/// What the link in a letter leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Whom the letter was written to, masked.
    pub to: String,
    /// What can be left.
    pub list: List,
    /// It has been left.
    pub left: bool,
}

/// What the link with this token leaves. Looking changes nothing: mail scanners follow links.
///
/// # Errors
/// `NotFound` for a token that is none of ours, or whose letter has been forgotten; those of the database.
pub async fn subscription(db: &PgPool, token: &str) -> Result<Subscription> {
    let (address, list) = named(db, token).await?;
    let left = opted_out(db, &address, list).await?;
    Ok(Subscription { to: mask(&address), list, left })
}

/// Leaves it (or, not `leaving`, takes it again). Twice is as good as once.
///
/// # Errors
/// As for [`subscription`].
pub async fn unsubscribe(db: &PgPool, now: Timestamp, token: &str, leaving: bool) -> Result<()> {
    let (address, list) = named(db, token).await?;
    let mut tx = db.begin().await?;
    wish(&mut tx, now, &address, list, leaving).await?;
    tx.commit().await?;
    Ok(())
}

/// The address and the list a token is for.
async fn named(db: &PgPool, token: &str) -> Result<(String, List)> {
    let (id, mark) = token.split_once('.').ok_or(Error::NotFound)?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    if !Signer::load(db).await?.made(PURPOSE, &id.simple().to_string(), mark) {
        return Err(Error::NotFound);
    }
    let row = sqlx::query!("select recipient, letter from outbox where id = $1", id).fetch_optional(db).await?.ok_or(Error::NotFound)?;
    let letter: Letter = serde_json::from_value(row.letter).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((row.recipient, letter.list().ok_or(Error::NotFound)?))
}

/// Keeps whether somebody wants to be written to, with a trace of the change; answers whether there was one.
pub(crate) async fn wish(tx: &mut PgConnection, now: Timestamp, address: &str, list: List, leaving: bool) -> Result<bool> {
    let changed = if leaving {
        let left = sqlx::query!(
            "insert into opt_out (address, list, at) values ($1, $2, $3) on conflict do nothing",
            address,
            list.as_str(),
            now.to_sqlx() as _
        );
        left.execute(&mut *tx).await?.rows_affected() > 0
    } else {
        let back = sqlx::query!("delete from opt_out where address = $1 and list = $2", address, list.as_str());
        back.execute(&mut *tx).await?.rows_affected() > 0
    };
    if changed {
        let act = if leaving { "opted_out" } else { "opted_in" };
        audit::record(tx, &Viewer::default(), now, act, "address", &mask(address), json!({ "list": list.as_str() })).await?;
    }
    Ok(changed)
}

/// Whether somebody has said that they do not want this.
pub(crate) async fn opted_out(db: impl PgExecutor<'_>, address: &str, list: List) -> Result<bool> {
    let found =
        sqlx::query_scalar!(r#"select exists (select from opt_out where address = $1 and list = $2) as "found!""#, address, list.as_str());
    Ok(found.fetch_one(db).await?)
}
