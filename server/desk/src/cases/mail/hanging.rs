//! What hangs on a message: what passes is put aside before the message is taken in and kept with its entry; what does not
//! is listed with the reason.

use crate::files::{self, Store, fit, put_aside as store_file};
use crate::{Error, PgPool, Result};
use domain::case::CaseId;
use domain::files::{PER_MAIL, Why};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;
use wire::mail::{Incoming, Kind as Sort, contents};

/// A file a message brought, as its list tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hanging {
    /// As the message calls it.
    #[serde(flatten)]
    pub file: wire::mail::File,
    /// Where it is kept now; none of what is only listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Uuid>,
    /// Why it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Why>,
    /// It stands for so many that are not even named; for itself where this is nothing.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub more: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks so
const fn is_nothing(count: &usize) -> bool {
    *count == 0
}

impl Hanging {
    /// How many files it stands for.
    #[must_use]
    pub fn count(&self) -> usize {
        self.more.max(1)
    }
}

/// Looks through what hangs on a message somebody wrote, and stores what passes. A store that is away refuses the message:
/// whoever brought it brings it again.
pub(super) async fn put_aside(db: &PgPool, store: &Store, now: Timestamp, raw: &[u8], mail: &Incoming) -> Result<Vec<Hanging>> {
    let mut list: Vec<Hanging> = mail.files.iter().cloned().map(|file| Hanging { file, kept: None, refused: None, more: 0 }).collect();
    if list.is_empty() || !matches!(mail.kind, Sort::Person | Sort::Automatic) {
        return Ok(list);
    }
    let parts = contents(raw).into_iter().map(Some).chain(std::iter::repeat(None));
    let mut kept = 0;
    for (one, part) in list.iter_mut().zip(parts) {
        let outcome = match part {
            // a message in a message, or a file written into the text
            Some(None) | None => Err(Why::Unknown),
            Some(Some(_)) if kept >= PER_MAIL => Err(Why::TooMany),
            Some(Some(bytes)) => fit(store, &one.file.name, bytes.into()).await,
        };
        match outcome {
            Ok(file) => {
                let id = Uuid::now_v7();
                if store_file(db, store, now, None, id, file).await?.is_err() {
                    return Err(Error::Unavailable(sqlx::Error::Io(std::io::Error::other("the store of files is away"))));
                }
                one.kept = Some(id);
                kept += 1;
            }
            Err(why) => one.refused = Some(why),
        }
    }
    if mail.left_out > 0 {
        let file = wire::mail::File { name: String::new(), kind: String::new(), bytes: 0 };
        list.push(Hanging { file, kept: None, refused: Some(Why::TooMany), more: mail.left_out });
    }
    Ok(list)
}

/// Makes them part of the entry that tells of the message, as far as the case has room, and keeps the list.
pub(super) async fn keep(
    tx: &mut PgConnection,
    store: &Store,
    mail: Uuid,
    at: Option<(CaseId, i32)>,
    mut list: Vec<Hanging>,
) -> Result<()> {
    let ids: Vec<Uuid> = list.iter().filter_map(|one| one.kept).collect();
    if ids.is_empty() && list.iter().all(|one| one.refused.is_none()) {
        return Ok(());
    }
    let kept = match at {
        Some((case, seq)) => files::attach_mail(tx, store.limits, &ids, case, seq).await?,
        None => Vec::new(),
    };
    for one in &mut list {
        if one.kept.is_some_and(|id| !kept.contains(&id)) {
            (one.kept, one.refused) = (None, Some(Why::CaseFull));
        }
    }
    let list = serde_json::to_value(&list).map_err(|error| Error::Internal(error.to_string()))?;
    sqlx::query!("update mail_in set files = $2 where id = $1", mail, list).execute(tx).await?;
    Ok(())
}
