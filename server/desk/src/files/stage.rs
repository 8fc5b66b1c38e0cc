//! Files chosen in a form and not sent yet: kept with the browser, or with whoever signed in as staff, under the draft
//! they belong to (I8).

use super::fit::{Fit, fit};
use super::store::{Bytes, Store};
use crate::access::keeper;
use crate::{Error, PgPool, Result};
use domain::files::{Kind, Why};
use domain::rights::Viewer;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

/// Files one browser may have staged, over all of its forms, as many times what a message may have.
const FORMS: usize = 4;
/// The same of a member of staff, who has many cases in hand on all of their devices.
const FORMS_OF_STAFF: usize = 40;

/// A file waiting to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Its id.
    pub id: Uuid,
    /// The name it has been given.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its size as it is kept.
    pub bytes: u64,
}

/// Looks a file through and keeps it with this browser under a draft. The same file again is the one that is there.
/// The inner result says why it is not taken.
///
/// # Errors
/// `NotFound` without a session; those of the database.
pub async fn stage(
    db: &PgPool,
    store: &Store,
    viewer: &Viewer,
    now: Timestamp,
    draft: &str,
    name: &str,
    bytes: Bytes,
) -> Result<Result<Staged, Why>> {
    let keeper = keeper(viewer).ok_or(Error::NotFound)?;
    let forms = if viewer.staff().is_some() { FORMS_OF_STAFF } else { FORMS };
    let fit = match fit(store, name, bytes).await {
        Ok(fit) => fit,
        Err(why) => {
            metrics::counter!("landside_files_total", "outcome" => why.key()).increment(1);
            return Ok(Err(why));
        }
    };
    let there = staged(db, viewer, draft).await?;
    if let Some(id) = same(db, &keeper, draft, &fit.sent_sha256).await?
        && let Some(same) = there.iter().find(|file| file.id == id)
    {
        return Ok(Ok(same.clone()));
    }
    let all = sqlx::query_scalar!(r#"select count(*) as "all!" from attachment where session_id = $1 and state <> 'going'"#, keeper)
        .fetch_one(db)
        .await?;
    if there.len() >= store.limits.per_message || usize::try_from(all).is_ok_and(|all| all >= store.limits.per_message * forms) {
        return Ok(Err(Why::TooMany));
    }
    let staged = Staged { id: Uuid::now_v7(), name: fit.name.clone(), kind: fit.kind, bytes: fit.bytes.len() as u64 };
    let sent = fit.sent_sha256.clone();
    let kept = put_aside(db, store, now, Some((&keeper, draft)), staged.id, fit).await?;
    metrics::counter!("landside_files_total", "outcome" => kept.map_or_else(Why::key, |()| "staged")).increment(1);
    if let Err(why) = kept {
        return Ok(Err(why));
    }
    let there = same(db, &keeper, draft, &sent).await?;
    Ok(Ok(Staged { id: there.unwrap_or(staged.id), ..staged }))
}

/// The staged file of these bytes, where there is one.
async fn same(db: &PgPool, keeper: &[u8], draft: &str, sent: &[u8]) -> Result<Option<Uuid>> {
    let same = sqlx::query_scalar!(
        "select id from attachment where session_id = $1 and draft = $2 and sent_sha256 = $3 and state = 'staged'",
        keeper,
        draft,
        sent,
    );
    Ok(same.fetch_optional(db).await?)
}

/// Row, bytes, row: cut off at any point, the row still leads to the bytes. `Err` inside: the store is away.
///
/// # Errors
/// Those of the database.
pub async fn put_aside(
    db: &PgPool,
    store: &Store,
    now: Timestamp,
    whose: Option<(&[u8], &str)>,
    id: Uuid,
    fit: Fit,
) -> Result<Result<(), Why>> {
    let number = |size: Option<u32>| size.and_then(|size| i32::try_from(size).ok());
    sqlx::query!(
        "insert into attachment (id, object, state, session_id, draft, name, kind, bytes, sha256, sent_sha256, width, height, created_at)
         values ($1, $1, 'writing', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        whose.map(|(keeper, _)| keeper),
        whose.map(|(_, draft)| draft),
        fit.name,
        fit.kind.as_str(),
        i64::try_from(fit.bytes.len()).unwrap_or(i64::MAX),
        fit.sha256,
        fit.sent_sha256,
        number(fit.size.map(|(width, _)| width)),
        number(fit.size.map(|(_, height)| height)),
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    let kept = async {
        if let Some(small) = fit.small {
            store.put(id, true, small).await?;
        }
        store.put(id, false, fit.bytes).await
    };
    if let Err(error) = kept.await {
        tracing::error!(%error, "a file could not be stored");
        return Ok(Err(Why::Away));
    }
    let settled = sqlx::query!("update attachment set state = 'staged' where id = $1 and state = 'writing'", id).execute(db).await;
    match settled {
        // the same file came a moment earlier, on a line that lost the answer: that one it is
        Err(error) if error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) => {
            sqlx::query!("update attachment set state = 'going' where id = $1", id).execute(db).await?;
        }
        settled => {
            settled?;
        }
    }
    Ok(Ok(()))
}

/// What this browser has staged under a draft, in the order it came.
///
/// # Errors
/// Those of the database.
pub async fn staged(db: &PgPool, viewer: &Viewer, draft: &str) -> Result<Vec<Staged>> {
    let Some(keeper) = keeper(viewer) else { return Ok(Vec::new()) };
    let rows = sqlx::query!(
        "select id, name, kind, bytes from attachment where session_id = $1 and draft = $2 and state = 'staged' order by id",
        keeper,
        draft,
    );
    let rows = rows.fetch_all(db).await?;
    rows.into_iter().map(|row| Ok(Staged { id: row.id, name: row.name, kind: kind(&row.kind)?, bytes: size(row.bytes) })).collect()
}

/// Takes a staged file away again; what is not there is away.
///
/// # Errors
/// Those of the database.
pub async fn remove(db: &PgPool, viewer: &Viewer, id: Uuid) -> Result<()> {
    let Some(keeper) = keeper(viewer) else { return Ok(()) };
    sqlx::query!("update attachment set state = 'going' where id = $1 and session_id = $2 and state = 'staged'", id, keeper)
        .execute(db)
        .await?;
    Ok(())
}

/// Reads a word the schema's own check has let in.
pub(super) fn kind(word: &str) -> Result<Kind> {
    Kind::parse(word).ok_or_else(|| Error::Internal(format!("unknown kind of file: {word}")))
}

pub(super) fn size(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or_default()
}
