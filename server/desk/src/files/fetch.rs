//! Handing a file out: to whoever may see the entry it is part of.

use super::stage::kind;
use super::store::{Bytes, Store};
use crate::cases::CaseFile;
use crate::{Error, PgPool, Result, audit};
use domain::case::Audience;
use domain::files::Kind;
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// A file on its way to somebody.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Its name.
    pub name: String,
    /// What it is; a small picture is of the same kind.
    pub kind: Kind,
    /// Of the whole file: the same for as long as there is one.
    pub sha256: Vec<u8>,
    object: Uuid,
    small: bool,
}

impl Fetched {
    /// Its bytes.
    ///
    /// # Errors
    /// `Unavailable` where the store is away; `Internal` where the bytes are lost.
    pub async fn bytes(&self, store: &Store) -> Result<Bytes> {
        store.get(self.object, self.small).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => Error::Internal(format!("the bytes of a file are lost: {error}")),
            error => Error::Unavailable(sqlx::Error::Io(std::io::Error::other(error))),
        })
    }
}

/// Decides whether this viewer may have the file and writes down that staff had a look (I7); the small picture in the page
/// is part of the look at the case.
///
/// # Errors
/// `NotFound` for whoever may not see it, and where there is none; those of the database.
pub async fn fetch(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, id: Uuid, small: bool) -> Result<Fetched> {
    let mut tx = db.begin().await?;
    let (file, role) = CaseFile::read(&mut tx, viewer, reference, CaseAction::Read).await?;
    let row = sqlx::query!(
        "select a.object, a.name, a.kind, a.sha256, e.audience from attachment a
           join case_entry e on e.case_id = a.case_id and e.seq = a.case_seq
          where a.id = $1 and a.case_id = $2 and a.state = 'kept'",
        id,
        file.id,
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    if !Audience::parse(&row.audience).is_some_and(|audience| role.sees(audience)) {
        return Err(Error::NotFound);
    }
    let kind = kind(&row.kind)?;
    let small = small && kind.is_picture();
    if !small {
        audit::look(&mut tx, viewer, now, "open", "file", &file.reference, json!({ "file": row.name })).await?;
    }
    tx.commit().await?;
    Ok(Fetched { name: row.name, kind, sha256: row.sha256, object: row.object, small })
}
