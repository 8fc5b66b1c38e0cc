//! What a session has proved, written down.

use super::session_of;
use crate::Result;
use domain::policy::PROOF;
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgExecutor;

/// What a proof opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantKind {
    /// A booking, by its locator: itinerary and status.
    Trip,
    /// A folded address: every booking it is on file for, every case opened with it.
    Contact,
    /// A passenger, by row id.
    Passenger,
    /// A case, by row id.
    Case,
    /// A bag, by issuer and serial of its tag.
    Bag,
}

/// How it was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Family name and locator.
    Name,
    /// A one-time code.
    Code,
    /// Ticket number and birth date.
    Ticket,
    /// An agent's check.
    Agent,
    /// Opened in this browser.
    Opened,
    /// A signed link.
    Link,
    /// A companion's invitation.
    Invitation,
}

impl GrantKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Trip => "trip",
            Self::Contact => "contact",
            Self::Passenger => "passenger",
            Self::Case => "case",
            Self::Bag => "bag",
        }
    }
}

impl Proof {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Code => "code",
            Self::Ticket => "ticket",
            Self::Agent => "agent",
            Self::Opened => "opened",
            Self::Link => "link",
            Self::Invitation => "invitation",
        }
    }
}

/// Writes a proof into a session, in the caller's transaction if it is in one. A second one of the same
/// kind prolongs the first.
///
/// # Errors
/// Those of the database.
pub async fn grant(
    db: impl PgExecutor<'_>,
    session: &[u8],
    now: Timestamp,
    kind: GrantKind,
    subject: &str,
    proof: Proof,
    lifetime: SignedDuration,
) -> Result<()> {
    sqlx::query!(
        "insert into session_grant (session_id, kind, subject, proof, granted_at, expires_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (session_id, kind, subject) do update
            set proof = excluded.proof, granted_at = excluded.granted_at,
                expires_at = greatest(session_grant.expires_at, excluded.expires_at)",
        session,
        kind.as_str(),
        subject,
        proof.as_str(),
        now.to_sqlx() as _,
        (now + lifetime).to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// [`grant`] to the viewer's own session, for a day (`domain::policy::PROOF`).
///
/// # Errors
/// `NotFound` for a viewer without a session; those of the database.
pub async fn grant_proof(
    db: impl PgExecutor<'_>,
    viewer: &Viewer,
    now: Timestamp,
    kind: GrantKind,
    subject: &str,
    proof: Proof,
) -> Result<()> {
    grant(db, session_of(viewer)?, now, kind, subject, proof, PROOF).await
}
