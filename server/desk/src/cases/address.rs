//! Another address for a case: somebody who mistyped theirs, or whose mailbox is full.

use super::file::CaseFile;
use super::letters::{LINK_LIFETIME, Link, keep};
use crate::access::{GrantKind, Proof, Token, grant_proof, limit};
use crate::outbox::{Letter, Promise, promise};
use crate::{Error, PgPool, Result, audit};
use domain::case::Reference;
use domain::contact::{Address, mask};
use domain::policy::CONTACT_CHANGES;
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;

/// Writes about a case to another address from now on. What the old one has opened by links is closed, it is told of the
/// change, and the newest letter that did not arrive goes out again. `texts`: a mobile number will do.
///
/// # Errors
/// `Invalid("address", …)`, `Limited`, `NotFound`, `Forbidden`; those of the database.
pub async fn change_address(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, typed: &str, texts: bool) -> Result<()> {
    let shape = if texts { "address-shape" } else { "email-shape" };
    let new = Address::parse(typed).filter(|new| texts || matches!(new, Address::Email(_))).ok_or(Error::invalid("address", shape))?;
    let reference = Reference::parse(reference).map_err(|_| Error::NotFound)?;
    limit(db, &format!("case-address:{reference}"), CONTACT_CHANGES, now).await?;
    let mut tx = db.begin().await?;
    let (file, _) = CaseFile::lock(&mut tx, viewer, reference.as_str(), CaseAction::ChangeAddress).await?;
    if file.opener_address.as_deref() == Some(new.as_str()) {
        return Err(Error::invalid("address", "reach-same"));
    }
    sqlx::query!("update case_file set opener_address = $2 where id = $1", file.id, new.as_str()).execute(&mut *tx).await?;
    close_links(&mut tx, now, &file).await?;
    // whoever came in by the old address stays in with this browser
    grant_proof(&mut *tx, viewer, now, GrantKind::Case, &file.id.to_string(), Proof::Opened).await?;
    let masked = mask(new.as_str());
    if let Some(old) = file.opener_address.as_deref() {
        let letter = Letter::CaseAddress { reference: file.reference.clone(), new: masked.clone() };
        let key = format!("case-address:{}:{}", file.reference, now.as_microsecond());
        let told = Promise { key, to: old, locale: file.language, letter, secret: None, useless_after: None, case: None };
        promise(&mut tx, now, &told).await?;
    }
    again(&mut tx, now, &file, new.as_str()).await?;
    let old = file.opener_address.as_deref().map(mask);
    audit::record(&mut tx, viewer, now, "contact_changed", "case", &file.reference, json!({ "old": old, "new": masked })).await?;
    tx.commit().await?;
    Ok(())
}

/// Links to whoever opened the case open it no more.
pub(super) async fn close_links(tx: &mut PgConnection, now: Timestamp, file: &CaseFile) -> Result<()> {
    let closed = sqlx::query!(
        "update case_link set revoked_at = $2 where case_id = $1 and kind = 'opener' and revoked_at is null",
        file.id,
        now.to_sqlx() as _
    );
    closed.execute(tx).await?;
    Ok(())
}

/// The newest letter about the case, where it did not arrive; or what nobody could be told of at all.
pub(super) async fn again(tx: &mut PgConnection, now: Timestamp, file: &CaseFile, to: &str) -> Result<()> {
    let newest = sqlx::query!(
        r#"select letter, case_seq, (state = 'failed' or bounced_at is not null) as "lost!" from outbox
            where case_id = $1 and case_seq is not null and kind <> 'case_invitation' order by id desc limit 1"#,
        file.id,
    );
    let Some(row) = newest.fetch_optional(&mut *tx).await?.filter(|row| row.lost) else { return Ok(()) };
    let Some(seq) = row.case_seq else { return Ok(()) };
    let letter: Letter = serde_json::from_value(row.letter).map_err(|error| Error::Internal(error.to_string()))?;
    let token = Token::random();
    keep(tx, &token, now, Link { case: file.id, kind: "opener", address: to, by: None, lifetime: LINK_LIFETIME }).await?;
    let key = format!("{}:{}:{seq}:{}", letter.kind(), file.reference, now.as_microsecond());
    let secret = Some(token.to_text());
    let promised = Promise { key, to, locale: file.language, letter, secret, useless_after: None, case: Some((file.id, seq)) };
    promise(tx, now, &promised).await
}
