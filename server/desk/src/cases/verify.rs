//! I2, checked over everything: the columns equal the fold of the timeline.

use super::entries;
use super::file::CaseFile;
use super::together;
use crate::{PgPool, Result};
use domain::case::fold;

/// A case whose row and timeline disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// What is wrong.
    pub what: String,
}

/// Rebuilds the state of every case from its timeline and compares it with its row. Answers with the
/// number of cases looked at and what does not agree. For `landside check`.
///
/// # Errors
/// Those of the database.
pub async fn verify(db: &PgPool) -> Result<(u64, Vec<Difference>)> {
    let (mut looked_at, mut differences, mut last) = (0, Vec::new(), 0_i64);
    loop {
        let ids = sqlx::query_scalar!("select id from case_file where id > $1 order by id limit 500", last).fetch_all(db).await?;
        let Some(&newest) = ids.last() else { return Ok((looked_at, differences)) };
        for id in ids {
            looked_at += 1;
            if let Some(difference) = compare(db, id).await? {
                differences.push(difference);
            }
        }
        last = newest;
    }
}

/// Row and timeline of one case, read under its lock so that a write between the two reads is no difference.
async fn compare(db: &PgPool, id: i64) -> Result<Option<Difference>> {
    let mut tx = db.begin().await?;
    let file = CaseFile::lock_by_id(&mut tx, id).await?;
    let entries = entries::after(&mut *tx, id, 0, true).await?;
    let what = match fold(&entries) {
        Err(error) => error.to_string(),
        Ok(mut state) => {
            // people may have been renamed since; the id is what counts
            if let (Some(folded), Some(kept)) = (&mut state.owner, &file.state.owner)
                && folded.id == kept.id
            {
                folded.name.clone_from(&kept.name);
            }
            if state == file.state {
                match together::differs(&mut tx, id, &entries).await? {
                    Some(what) => what,
                    None => return Ok(None),
                }
            } else {
                format!("timeline gives {state:?}, row has {:?}", file.state)
            }
        }
    };
    Ok(Some(Difference { reference: file.reference, what }))
}
