//! Leaving what one did not ask for, by the link every such letter carries.

use super::{Letter, List, Signer};
use crate::bookings::letters;
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
    /// The trip it is about, where it is a trip's.
    pub trip: Option<String>,
    /// It has been left.
    pub left: bool,
}

/// What the link with this token leaves. Looking changes nothing: mail scanners follow links.
///
/// # Errors
/// `NotFound` for a token that is none of ours, or whose letter has been forgotten; those of the database.
pub async fn subscription(db: &PgPool, token: &str) -> Result<Subscription> {
    let Named { address, list, trip } = named(db, token).await?;
    let left = match &trip {
        Some(locator) => !letters::stands(db, locator, &address).await?,
        None => opted_out(db, &address, list).await?,
    };
    Ok(Subscription { to: mask(&address), list, trip, left })
}

/// Leaves it (or, not `leaving`, takes it again). Twice is as good as once.
///
/// # Errors
/// As for [`subscription`].
pub async fn unsubscribe(db: &PgPool, now: Timestamp, token: &str, leaving: bool) -> Result<()> {
    let Named { address, list, trip } = named(db, token).await?;
    let mut tx = db.begin().await?;
    match &trip {
        Some(locator) if leaving => letters::end(&mut tx, &Viewer::default(), now, locator, &address).await?,
        Some(locator) => letters::resume(&mut tx, now, locator, &address).await?,
        None => {
            wish(&mut tx, now, &address, list, leaving).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// What a token is for.
struct Named {
    address: String,
    list: List,
    trip: Option<String>,
}

async fn named(db: &PgPool, token: &str) -> Result<Named> {
    let (id, mark) = token.split_once('.').ok_or(Error::NotFound)?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    if !Signer::load(db).await?.made(PURPOSE, &id.simple().to_string(), mark) {
        return Err(Error::NotFound);
    }
    let row = sqlx::query!("select recipient, letter from outbox where id = $1", id).fetch_optional(db).await?.ok_or(Error::NotFound)?;
    let letter: Letter = serde_json::from_value(row.letter).map_err(|error| Error::Internal(error.to_string()))?;
    let trip = letter.trip().map(|facts| facts.locator.clone());
    Ok(Named { address: row.recipient, list: letter.list().ok_or(Error::NotFound)?, trip })
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
