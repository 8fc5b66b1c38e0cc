//! Cases that belong together, said in both.

use super::{arranged, note};
use crate::cases::file::{CaseFile, known};
use crate::{Error, PgPool, Result};
use domain::case::{Act, Reference, Stage, Status};
use domain::queue::{Reach, reach};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// A case beside this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// One line.
    pub subject: String,
    /// Who opened it.
    pub person_name: String,
    /// Where it stands.
    pub stage: Stage,
    /// It has been linked; else it is only about the same flight, booking or bag.
    pub tied: bool,
    /// The same person opened it, as far as is known.
    pub same_opener: bool,
}

/// Both cases, locked in the order of their ids, so that two who link the same two never wait for each other.
pub(in super::super) async fn both(
    tx: &mut PgConnection,
    viewer: &Viewer,
    (one, other): (&str, &str),
    action: CaseAction,
    field: &'static str,
) -> Result<(CaseFile, CaseFile)> {
    let nowhere = || Error::invalid(field, "case-link-unknown");
    let typed = Reference::parse(other).map_err(|_| nowhere())?.to_string();
    let here = Reference::parse(one).map_err(|_| Error::NotFound)?.to_string();
    if typed == here {
        return Err(Error::invalid(field, "case-link-itself"));
    }
    let ids = sqlx::query!("select id, reference from case_file where reference = any($1) order by id", &[here.clone(), typed.clone()]);
    let ids = ids.fetch_all(&mut *tx).await?;
    if !ids.iter().any(|row| row.reference == typed) {
        return Err(nowhere());
    }
    let (mut this, mut that) = (None, None);
    for row in ids {
        if row.reference == here {
            this = Some(CaseFile::lock(tx, viewer, &here, action).await?.0);
        } else {
            // a case of elsewhere is told from one that does not exist by nobody
            that = Some(CaseFile::lock(tx, viewer, &typed, action).await.map_err(|error| match error {
                Error::Forbidden | Error::NotFound => nowhere(),
                error => error,
            })?);
        }
    }
    match (this, that) {
        (Some(this), Some((that, _))) => Ok((this, that)),
        _ => Err(Error::NotFound),
    }
}

/// Links two cases the viewer may work on. Linked already, nothing is said again.
///
/// # Errors
/// `Invalid("other", …)`, `NotFound`, `Forbidden`; those of the database.
pub async fn link(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, other: &str) -> Result<()> {
    tie(db, viewer, now, reference, other, true).await
}

/// Takes the link of two cases away.
///
/// # Errors
/// As for [`link`].
pub async fn unlink(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, other: &str) -> Result<()> {
    tie(db, viewer, now, reference, other, false).await
}

async fn tie(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, other: &str, tied: bool) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut this, mut that) = both(&mut tx, viewer, (reference, other), CaseAction::Arrange, "other").await?;
    let act = |with: &str| if tied { Act::Linked { with: with.to_owned() } } else { Act::Unlinked { with: with.to_owned() } };
    let (here, there) = (this.reference.clone(), that.reference.clone());
    for (file, with) in [(&mut this, &there), (&mut that, &here)] {
        if arranged(&mut tx, file).await?.links.contains(with) != tied {
            note(&mut tx, file, viewer, now, act(with).noted()).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// The cases linked with this one, and those about the same flight, booking or bag that are not yet, as far as the
/// viewer's rights go; part of looking at the case, and so of its audit row.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn links(db: &PgPool, viewer: &Viewer, file: &CaseFile) -> Result<Vec<Linked>> {
    let (Some(reach), Some(member)) = (reach(viewer), viewer.staff()) else { return Err(Error::SignInFirst) };
    let own: Uuid = member.id.parse().map_err(|_| Error::Forbidden)?;
    let departments = match reach {
        Reach::Everything => None,
        Reach::Departments { departments, .. } => Some(departments),
    };
    let (carrier, number, date) = match &file.flight {
        Some((carrier, number, date)) => (Some(carrier.as_str()), Some(*number), Some(jiff_sqlx::ToSqlx::to_sqlx(*date))),
        None => (None, None, None),
    };
    let passenger: Option<Uuid> = file.opener_passenger.as_deref().and_then(|id| id.parse().ok());
    let rows = sqlx::query!(
        r#"with near as (
               select other_id as id, true as tied from case_tie where case_id = $1
               union all
               (select id, false from case_file where flight_date = $2 and carrier = $3 and number = $4 order by id desc limit 8)
               union all
               (select id, false from case_file where locator = $5 order by id desc limit 8)
               union all
               (select id, false from case_file where bag_tag = $6 order by id desc limit 8)
               union all
               (select id, false from case_file where opener_address = $7 order by id desc limit 8))
           select f.reference, f.subject, f.person_name, f.status, f.owner is not null as "owned!", bool_or(n.tied) as "tied!",
                  (coalesce(f.opener_address = $7, false) or coalesce(f.opener_passenger = $8, false)) as "same_opener!"
             from near n join case_file f using (id)
            where f.id <> $1 and ($9::text[] is null or f.department = any($9) or f.owner = $10)
            group by f.id order by bool_or(n.tied) desc, f.id desc limit 12"#,
        file.id,
        date as _,
        carrier,
        number,
        file.locator,
        file.bag_tag,
        file.opener_address,
        passenger,
        departments.as_deref(),
        own,
    );
    let mut found = Vec::new();
    for row in rows.fetch_all(db).await? {
        found.push(Linked {
            reference: row.reference,
            subject: row.subject,
            person_name: row.person_name,
            stage: known(&row.status, Status::parse)?.stage().with_owner(row.owned),
            tied: row.tied,
            same_opener: row.same_opener,
        });
    }
    Ok(found)
}
