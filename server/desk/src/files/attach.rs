//! Files become part of an entry, in the entry's transaction; whoever may see the entry may see them (I6).

use super::stage::{kind, size};
use crate::{Error, Result};
use domain::case::{CaseId, Entry};
use domain::files::{Kind, Limits, Why};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Staged files to be sent along, and how much is taken.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// As the form showed them.
    pub ids: Vec<Uuid>,
    /// How much is taken.
    pub limits: Limits,
}

/// A file of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOf {
    /// The entry it is part of.
    pub seq: i32,
    /// Its id, for its address.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its size.
    pub bytes: u64,
    /// Width and height of a picture.
    pub size: Option<(u32, u32)>,
}

/// Makes what this browser or member of staff has staged part of an entry just written; all of it or nothing.
pub(crate) async fn attach(tx: &mut PgConnection, keeper: Option<&[u8]>, chosen: &Chosen, case: CaseId, seq: i32) -> Result<()> {
    let ids: Vec<Uuid> = chosen.ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    if ids.is_empty() {
        return Ok(());
    }
    if ids.len() > chosen.limits.per_message {
        return Err(refused(Why::TooMany));
    }
    let kept = sqlx::query!(
        "update attachment set state = 'kept', session_id = null, draft = null, case_id = $3, case_seq = $4
          where id = any($1) and session_id = $2 and state = 'staged'",
        &ids,
        keeper,
        case,
        seq,
    );
    if kept.execute(&mut *tx).await?.rows_affected() != ids.len() as u64 {
        return Err(refused(Why::Gone));
    }
    let all = sqlx::query_scalar!(
        r#"select coalesce(sum(bytes), 0)::bigint as "all!" from attachment where case_id = $1 and state = 'kept'"#,
        case
    );
    if size(all.fetch_one(tx).await?) > chosen.limits.case_bytes {
        return Err(refused(Why::CaseFull));
    }
    Ok(())
}

/// What goes with a reply that has not left yet: out of the form, and not part of an entry.
pub(crate) async fn hold(tx: &mut PgConnection, keeper: Option<&[u8]>, chosen: &Chosen, reply: Uuid) -> Result<()> {
    if chosen.ids.len() > chosen.limits.per_message {
        return Err(refused(Why::TooMany));
    }
    let held = sqlx::query!(
        "update attachment set draft = $3 where id = any($1) and session_id = $2 and state = 'staged'",
        &chosen.ids,
        keeper,
        held_as(reply),
    );
    if held.execute(tx).await?.rows_affected() != chosen.ids.iter().collect::<BTreeSet<_>>().len() as u64 {
        return Err(refused(Why::Gone));
    }
    Ok(())
}

/// The reply has left: what went with it is part of its entry.
pub(crate) async fn attach_held(tx: &mut PgConnection, reply: Uuid, case: CaseId, seq: i32) -> Result<()> {
    sqlx::query!(
        "update attachment set state = 'kept', session_id = null, draft = null, case_id = $2, case_seq = $3
          where draft = $1 and state = 'staged'",
        held_as(reply),
        case,
        seq,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The reply was taken back: what went with it stands in its form again.
pub(crate) async fn take_back(tx: &mut PgConnection, keeper: Option<&[u8]>, reply: Uuid, draft: &str) -> Result<()> {
    sqlx::query!("update attachment set draft = $3, session_id = $2 where draft = $1 and state = 'staged'", held_as(reply), keeper, draft,)
        .execute(tx)
        .await?;
    Ok(())
}

/// Under which name the files of a reply that has not left are staged.
fn held_as(reply: Uuid) -> String {
    format!("held:{reply}")
}

/// The same form came twice: what it staged the second time is what the entry has already.
pub(crate) async fn sent_already(tx: &mut PgConnection, keeper: Option<&[u8]>, chosen: &Chosen, case: CaseId, seq: i32) -> Result<()> {
    sqlx::query!(
        "update attachment set state = 'going' where id = any($1) and session_id = $2 and state = 'staged'
            and sent_sha256 in (select sent_sha256 from attachment where case_id = $3 and case_seq = $4)",
        &chosen.ids,
        keeper,
        case,
        seq,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What came by mail and was put aside becomes part of the entry that tells of it, as far as the case has room.
/// Answers with those it took.
pub(crate) async fn attach_mail(tx: &mut PgConnection, limits: Limits, ids: &[Uuid], case: CaseId, seq: i32) -> Result<Vec<Uuid>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let kept = sqlx::query_scalar!(
        "with room as (select $3::bigint - coalesce(sum(bytes), 0)::bigint as bytes from attachment where case_id = $2 and state = 'kept'),
              fits as (select id, sum(bytes) over (order by array_position($1, id)) as so_far from attachment
                        where id = any($1) and session_id is null and state = 'staged')
         update attachment set state = 'kept', case_id = $2, case_seq = $4
           from fits, room where attachment.id = fits.id and fits.so_far <= room.bytes
         returning attachment.id",
        ids,
        case,
        i64::try_from(limits.case_bytes).unwrap_or(i64::MAX),
        seq,
    );
    Ok(kept.fetch_all(tx).await?)
}

/// The files of one entry belong to another one of the case as well: the same bytes, told of twice.
pub(crate) async fn repeat(tx: &mut PgConnection, case: CaseId, from: i32, to: i32) -> Result<()> {
    sqlx::query!(
        "insert into attachment (id, object, state, case_id, case_seq, name, kind, bytes, sha256, sent_sha256, width, height, created_at)
         select gen_random_uuid(), object, 'kept', case_id, $3, name, kind, bytes, sha256, sent_sha256, width, height, created_at
           from attachment where case_id = $1 and case_seq = $2 and state = 'kept'",
        case,
        from,
        to,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The files of these entries of a case: of entries somebody is shown, so nobody learns of others.
pub(crate) async fn of_entries(tx: &mut PgConnection, case: CaseId, entries: &[Entry]) -> Result<Vec<FileOf>> {
    let written: Vec<i32> = entries.iter().filter(|entry| entry.event.words().is_some()).map(|entry| entry.seq).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select case_seq as "seq!", id, name, kind, bytes, width, height from attachment
            where case_id = $1 and case_seq = any($2) and state = 'kept' order by case_seq, created_at, id"#,
        case,
        &written,
    );
    rows.fetch_all(tx).await?.into_iter().map(FileOf::try_from).collect()
}

/// These files of a case, as far as they are there.
pub(crate) async fn of_ids(tx: &mut PgConnection, case: CaseId, ids: &[Uuid]) -> Result<Vec<FileOf>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select case_seq as "seq!", id, name, kind, bytes, width, height from attachment
            where case_id = $1 and id = any($2) and state = 'kept' order by created_at, id"#,
        case,
        ids,
    );
    rows.fetch_all(tx).await?.into_iter().map(FileOf::try_from).collect()
}

struct Row {
    seq: i32,
    id: Uuid,
    name: String,
    kind: String,
    bytes: i64,
    width: Option<i32>,
    height: Option<i32>,
}

impl TryFrom<Row> for FileOf {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let side = |side: Option<i32>| side.and_then(|side| u32::try_from(side).ok());
        let kind = kind(&row.kind)?;
        Ok(Self { seq: row.seq, id: row.id, name: row.name, kind, bytes: size(row.bytes), size: side(row.width).zip(side(row.height)) })
    }
}

fn refused(why: Why) -> Error {
    Error::invalid("files", why.key())
}
