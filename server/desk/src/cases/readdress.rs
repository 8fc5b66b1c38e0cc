//! Another address for a case, by staff: somebody who cannot get in says so at the telephone or the counter.

use super::address::{again, close_links};
use super::at::At;
use super::file::CaseFile;
use super::letters::{LINK_LIFETIME, Link, keep};
use super::together::{goes_on, note};
use crate::access::{Token, keep_identity, limit};
use crate::outbox::{Letter, Promise, promise};
use crate::{Error, FieldError, PgPool, Result, audit};
use domain::booking::IdentityCheck;
use domain::case::{Act, Event, Reference};
use domain::contact::{Address, mask};
use domain::policy::CONTACT_CHANGES;
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use serde_json::json;
use sqlx::PgConnection;

/// Longest reason, in characters.
const LONGEST_WHY: usize = 500;

/// What staff write down before letters go somewhere else.
#[derive(Debug, Clone, Copy)]
pub struct Readdress<'a> {
    /// The new address, as typed.
    pub address: &'a str,
    /// How they made sure who asks.
    pub check: Option<IdentityCheck>,
    /// Why, for colleagues.
    pub why: &'a str,
}

/// Writes about a case to another address from now on, because whoever opened it asked staff for it. Everything the old
/// address has opened is closed, it is told of the change; the new one gets a link that opens the case. The timeline and the
/// audit name both addresses masked. A case that goes on in another is written about there. Staff's changes are counted apart
/// from the passenger's own. `texts`: a mobile number will do.
///
/// # Errors
/// `Invalid` (`address`, `check`, `reached_why`); `Overtaken` where a colleague has just done the same; `Conflict`; `Limited`, `NotFound`, `Forbidden`;
/// those of the database.
pub async fn readdress(db: &PgPool, viewer: &Viewer, now: Timestamp, at: At<'_>, wish: Readdress<'_>, texts: bool) -> Result<()> {
    let (new, check) = sound(wish, texts)?;
    let reference = Reference::parse(at.reference).map_err(|_| Error::NotFound)?;
    // counted before the row is locked, and only what would have been done: whoever counts needs a connection of their own
    {
        let mut connection = db.acquire().await?;
        let (file, _) = CaseFile::read(&mut connection, viewer, reference.as_str(), CaseAction::Readdress).await?;
        still_to_do(&mut connection, viewer, at, &file, &new).await?;
    }
    limit(db, &format!("case-readdress:{reference}"), CONTACT_CHANGES, now).await?;
    let mut tx = db.begin().await?;
    let (mut file, _) = CaseFile::lock(&mut tx, viewer, reference.as_str(), CaseAction::Readdress).await?;
    still_to_do(&mut tx, viewer, at, &file, &new).await?;
    sqlx::query!("update case_file set opener_address = $2 where id = $1", file.id, new.as_str()).execute(&mut *tx).await?;
    let old = file.opener_address.replace(new.as_str().to_owned());
    close_links(&mut tx, now, &file).await?;
    // browsers that opened it, or came by a link, prove the new address first; those invited stay
    sqlx::query!("delete from session_grant where kind = 'case' and subject = $1 and proof in ('opened', 'link')", file.id.to_string())
        .execute(&mut *tx)
        .await?;
    let (before, after) = (old.as_deref().map(mask), mask(new.as_str()));
    let act = Act::Readdressed { old: before.clone(), new: after.clone(), how: check.as_str().to_owned() };
    let seq = note(&mut tx, &mut file, viewer, now, Event::Note { words: wish.why.trim().to_owned(), act: Some(act) }).await?;
    if let Some(old) = old.as_deref() {
        let letter = Letter::CaseAddress { reference: file.reference.clone(), new: after.clone() };
        let key = format!("case-address:{}:{seq}", file.reference);
        promise(&mut tx, now, &Promise { key, to: old, locale: file.language, letter, secret: None, useless_after: None, case: None })
            .await?;
    }
    let token = Token::random();
    keep(&mut tx, &token, now, Link { case: file.id, kind: "opener", address: new.as_str(), by: None, lifetime: LINK_LIFETIME }).await?;
    let letter = Letter::CaseReaddressed { reference: file.reference.clone(), subject: file.state.subject.clone() };
    let (key, secret) = (format!("{}:{}:{seq}", letter.kind(), file.reference), Some(token.to_text()));
    let told = Promise { key, to: new.as_str(), locale: file.language, letter, secret, useless_after: None, case: Some((file.id, seq)) };
    again(&mut tx, now, &file, new.as_str()).await?;
    promise(&mut tx, now, &told).await?;
    audit::record(&mut tx, viewer, now, "identity_checked", "case", &file.reference, json!({ "how": check.as_str() })).await?;
    if let Some(locator) = file.locator.as_deref() {
        keep_identity(&mut tx, viewer, now, locator, check, Some(file.id)).await?;
    }
    audit::record(&mut tx, viewer, now, "contact_changed", "case", &file.reference, json!({ "old": before, "new": after })).await?;
    Ok(tx.commit().await?)
}

/// Refuses where a colleague was faster, where letters go there already, and where the case has ended in another.
async fn still_to_do(db: &mut PgConnection, viewer: &Viewer, at: At<'_>, file: &CaseFile, new: &Address) -> Result<()> {
    if goes_on(&mut *db, file.id).await?.is_some() {
        return Err(Error::Conflict("case-goes-on"));
    }
    at.still(db, viewer, file, |event| matches!(event, Event::Note { act: Some(Act::Readdressed { .. }), .. })).await?;
    if file.opener_address.as_deref() == Some(new.as_str()) {
        return Err(Error::invalid("address", "reach-same"));
    }
    Ok(())
}

fn sound(wish: Readdress<'_>, texts: bool) -> Result<(Address, IdentityCheck)> {
    let shape = if texts { "address-shape" } else { "email-shape" };
    let new = Address::parse(wish.address).filter(|new| texts || matches!(new, Address::Email(_)));
    let why = wish.why.trim();
    let mut errors = Vec::new();
    if new.is_none() {
        errors.push(FieldError::new("address", shape));
    }
    if wish.check.is_none() {
        errors.push(FieldError::new("check", "verify-how-missing"));
    }
    if why.is_empty() {
        errors.push(FieldError::new("reached_why", "readdress-why-missing"));
    }
    if why.chars().count() > LONGEST_WHY {
        errors.push(FieldError::new("reached_why", "readdress-why-long"));
    }
    match (new, wish.check) {
        (Some(new), Some(check)) if errors.is_empty() => Ok((new, check)),
        _ => Err(Error::Invalid(errors)),
    }
}
