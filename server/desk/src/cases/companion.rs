//! Letting somebody else in, and coming in by a link.

use super::file::CaseFile;
use super::letters::{INVITATION_LIFETIME, Link, keep};
use super::reply::passenger;
use super::timeline::{Step, append};
use crate::access::{GrantKind, Proof, Token, grant_proof, session_of};
use crate::outbox::{Letter, Promise, promise};
use crate::{Error, PgPool, Result};
use domain::case::{Actor, Event, InvitationStep};
use domain::contact::{EmailAddress, mask};
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgExecutor;

/// Invitations open at once in one case.
const MOST: i64 = 9;

/// An invitation is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// To this address, masked.
    pub to: String,
}

/// Invites a companion by e-mail. Their link is good once, for two weeks.
///
/// # Errors
/// `Invalid("email", …)`, `NotFound`, `Forbidden`, `Conflict("case-invitations-full")`; those of the database.
pub async fn invite(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, typed: &str) -> Result<Invited> {
    let address = EmailAddress::parse(typed).ok_or(Error::invalid("email", "email-shape"))?;
    let mut tx = db.begin().await?;
    let (mut file, role) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Invite).await?;
    let open = sqlx::query_scalar!(
        r#"select count(*) as "open!" from case_link where case_id = $1 and kind = 'companion' and revoked_at is null and expires_at > $2"#,
        file.id,
        now.to_sqlx() as _,
    );
    if open.fetch_one(&mut *tx).await? >= MOST {
        return Err(Error::Conflict("case-invitations-full"));
    }
    let to = mask(address.as_str());
    let actor = passenger(&mut tx, viewer, &file, role).await?;
    let event = Event::Invitation { step: InvitationStep::Sent, address: to.clone() };
    let seq = append(&mut tx, &mut file, Step { at: now, actor, event }, None).await?;
    let token = Token::random();
    let by = file.person_name.as_str();
    let link = Link { case: file.id, kind: "companion", address: address.as_str(), by: Some(by), lifetime: INVITATION_LIFETIME };
    keep(&mut tx, &token, now, link).await?;
    let promised = Promise {
        key: format!("case-invitation:{}:{seq}", file.reference),
        to: address.as_str(),
        locale: file.language,
        letter: Letter::CaseInvitation { reference: file.reference.clone(), by: by.to_owned() },
        secret: Some(token.to_text()),
        useless_after: Some(now + INVITATION_LIFETIME),
        case: Some((file.id, seq)),
    };
    promise(&mut tx, now, &promised).await?;
    tx.commit().await?;
    Ok(Invited { to })
}

/// Somebody who was let in, or still may come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// Where they were invited, in full: whoever opened the case typed it.
    pub address: String,
    /// They have come in.
    pub accepted: bool,
}

/// Who may read along in a case, in the order of their addresses.
pub(super) async fn companions(db: impl PgExecutor<'_>, now: Timestamp, case: i64) -> Result<Vec<Companion>> {
    let standing = sqlx::query_as!(
        Companion,
        r#"select address as "address!", bool_or(redeemed_by is not null) as "accepted!" from case_link
            where case_id = $1 and kind = 'companion' and address is not null and expires_at > $2
              and (revoked_at is null or redeemed_by is not null)
            group by address order by address"#,
        case,
        now.to_sqlx() as _,
    );
    Ok(standing.fetch_all(db).await?)
}

/// Takes an invitation back: its link is good no more, and whoever has come in by it is out. Twice is once.
///
/// # Errors
/// `NotFound`, `Forbidden`; those of the database.
pub async fn withdraw(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, address: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut file, role) = CaseFile::lock(&mut tx, viewer, reference, CaseAction::Invite).await?;
    let ended = sqlx::query_scalar!(
        r#"with standing as (
               select token_hash, redeemed_by from case_link
                where case_id = $1 and kind = 'companion' and address = $2 and expires_at > $3
                  and (revoked_at is null or redeemed_by is not null)),
             ended as (
               update case_link set revoked_at = coalesce(revoked_at, $3), redeemed_by = null, expires_at = $3
                where token_hash in (select token_hash from standing) returning 1),
             out as (
               delete from session_grant where kind = 'case' and subject = $1::bigint::text and proof = 'invitation'
                  and session_id in (select redeemed_by from standing))
           select count(*) as "ended!" from ended"#,
        file.id,
        address,
        now.to_sqlx() as _,
    );
    if ended.fetch_one(&mut *tx).await? > 0 {
        let actor = passenger(&mut tx, viewer, &file, role).await?;
        let event = Event::Invitation { step: InvitationStep::Withdrawn, address: mask(address) };
        append(&mut tx, &mut file, Step { at: now, actor, event }, None).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Opens a case in this browser by the link of a letter. An invitation is spent by it; the opener's own
/// link is not, so that it works on their telephone too. Answers with the reference. Call it from a POST
/// only: mail scanners follow links (design §5).
///
/// # Errors
/// `Conflict("case-link-spent")` for a link that is unknown, spent, revoked or too old: nothing tells them apart.
pub async fn redeem(db: &PgPool, viewer: &Viewer, now: Timestamp, token: &str) -> Result<String> {
    let spent = || Error::Conflict("case-link-spent");
    let token = Token::parse(token).ok_or_else(spent)?;
    let session = session_of(viewer)?;
    let mut tx = db.begin().await?;
    let link = sqlx::query!(
        "select case_id, kind, address from case_link where token_hash = $1 and revoked_at is null and expires_at > $2 for update",
        token.hash(),
        now.to_sqlx() as _,
    );
    let link = link.fetch_optional(&mut *tx).await?.ok_or_else(spent)?;
    let mut file = CaseFile::lock_by_id(&mut tx, link.case_id).await?;
    let subject = file.id.to_string();
    if link.kind == "companion" {
        sqlx::query!(
            "update case_link set revoked_at = $2, redeemed_by = $3 where token_hash = $1",
            token.hash(),
            now.to_sqlx() as _,
            session,
        )
        .execute(&mut *tx)
        .await?;
        grant_proof(&mut *tx, viewer, now, GrantKind::Case, &subject, Proof::Invitation).await?;
        let address = mask(link.address.as_deref().unwrap_or_default());
        let event = Event::Invitation { step: InvitationStep::Accepted, address: address.clone() };
        append(&mut tx, &mut file, Step { at: now, actor: Actor::Passenger(address), event }, None).await?;
    } else {
        grant_proof(&mut *tx, viewer, now, GrantKind::Case, &subject, Proof::Link).await?;
    }
    tx.commit().await?;
    Ok(file.reference)
}
