//! Who else is at a case, and who is writing: told to staff only, over in a moment where nobody says it again.

use super::held::{Held, held};
use crate::cases::file::CaseFile;
use crate::cases::view::look;
use crate::{Error, PgPool, Result};
use domain::case::CaseId;
use domain::policy::{PRESENT_LIVE, PRESENT_OPENED, PRESENT_WRITING};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Postgres channel of what happens beside a timeline; payload `LS-7K3M-9Q2F <milliseconds since 1970>`.
pub const CHANNEL: &str = "landside_beside";

/// How somebody shows that they are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Sign {
    /// They opened the page; without scripts that is all one hears of them.
    Opened,
    /// Their page says every half minute that it is still open.
    Live,
    /// What they are writing has been kept.
    Writing,
}

/// A colleague who is at the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// By name.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
    /// Is writing a reply.
    pub writing: bool,
}

/// What stands beside the timeline of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// Colleagues who are there.
    pub present: Vec<Present>,
    /// Replies that have not left.
    pub held: Vec<Held>,
}

/// The viewer is at a case. News for the others only where it changes what they see.
pub(in super::super) async fn here(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, file: &CaseFile, sign: Sign) -> Result<()> {
    let Some(me) = viewer.staff().and_then(|member| member.id.parse::<Uuid>().ok()) else { return Ok(()) };
    let stays = match sign {
        Sign::Opened => PRESENT_OPENED,
        Sign::Live | Sign::Writing => PRESENT_LIVE,
    };
    let row = sqlx::query!(
        r#"with before as (select until, writing_until from case_presence where case_id = $1 and staff_id = $2)
           insert into case_presence as p (case_id, staff_id, opened_at, until, writing_until)
           values ($1, $2, $3, $4, case when $5 then $6::timestamptz end)
           on conflict (case_id, staff_id) do update set until = excluded.until,
              opened_at = case when p.until <= $3 then excluded.opened_at else p.opened_at end,
              writing_until = case when $5 then excluded.writing_until else p.writing_until end
           returning coalesce((select until > $3 from before), false) as "known!",
                     coalesce((select writing_until > $3 from before), false) as "wrote!""#,
        file.id,
        me,
        now.to_sqlx() as _,
        (now + stays).to_sqlx() as _,
        sign == Sign::Writing,
        (now + PRESENT_WRITING).to_sqlx() as _,
    )
    .fetch_one(&mut *tx)
    .await?;
    if !row.known || (sign == Sign::Writing && !row.wrote) {
        tell(tx, now, &file.reference).await?;
    }
    Ok(())
}

/// Tells those who have the case open, when and if the transaction commits, that something beside it has changed: ids only.
pub(in super::super) async fn tell(tx: &mut PgConnection, now: Timestamp, reference: &str) -> Result<()> {
    let notice = format!("{reference} {}", now.as_millisecond());
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, notice).execute(tx).await?;
    Ok(())
}

/// The colleagues who are at a case now, the viewer not among them, by name.
pub(in super::super) async fn present(db: &PgPool, viewer: &Viewer, now: Timestamp, case: CaseId) -> Result<Vec<Present>> {
    let me: Option<Uuid> = viewer.staff().and_then(|member| member.id.parse().ok());
    let rows = sqlx::query!(
        r#"select s.name, p.opened_at, coalesce(p.writing_until > $3, false) as "writing!"
             from case_presence p join staff s on s.id = p.staff_id
            where p.case_id = $1 and p.staff_id is distinct from $2 and p.until > $3 order by s.name, s.id"#,
        case,
        me,
        now.to_sqlx() as _,
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| Present { name: row.name, since: row.opened_at.to_jiff(), writing: row.writing }).collect())
}

/// What stands beside a case, for a page that has it open and says so by asking.
///
/// # Errors
/// `NotFound` for anybody but staff, `Forbidden`; those of the database.
pub async fn around(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str) -> Result<Around> {
    if viewer.staff().is_none() {
        return Err(Error::NotFound);
    }
    let mut tx = db.begin().await?;
    let (file, _) = CaseFile::read(&mut tx, viewer, reference, CaseAction::Read).await?;
    look(&mut tx, viewer, now, &file.reference, true).await?;
    here(&mut tx, viewer, now, &file, Sign::Live).await?;
    tx.commit().await?;
    Ok(Around { present: present(db, viewer, now, file.id).await?, held: held(db, viewer, file.id).await?, reference: file.reference })
}

/// The viewer is writing a reply; nothing for anybody but staff.
///
/// # Errors
/// `NotFound`, `Forbidden`; those of the database.
pub async fn writing(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str) -> Result<()> {
    if viewer.staff().is_none() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    let (file, _) = CaseFile::read(&mut tx, viewer, reference, CaseAction::Reply).await?;
    here(&mut tx, viewer, now, &file, Sign::Writing).await?;
    Ok(tx.commit().await?)
}

/// Forgets who was where.
///
/// # Errors
/// Those of the database.
pub async fn forget_presence(db: &PgPool, now: Timestamp) -> Result<u64> {
    Ok(sqlx::query!("delete from case_presence where until <= $1", now.to_sqlx() as _).execute(db).await?.rows_affected())
}
