//! What a case writes to people outside, promised in the transaction that causes it (I5).

use super::file::CaseFile;
use crate::Result;
use crate::access::Token;
use crate::outbox::{Letter, Promise, promise};
use domain::case::CaseId;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// A signed link opens its case this long.
pub(super) const LINK_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 90);
/// An invitation waits this long.
pub(super) const INVITATION_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 14);

/// Writes to whoever opened the case, at each of their addresses, with a signed link back to it; nothing where none is known.
pub(super) async fn tell_opener(tx: &mut PgConnection, file: &CaseFile, seq: i32, now: Timestamp, letter: Letter) -> Result<()> {
    let own = file.opener_address.as_deref().map(|address| (address, file.language));
    for (place, (address, locale)) in own.into_iter().chain(file.also.iter().map(|also| (also.address.as_str(), also.language))).enumerate()
    {
        let token = Token::random();
        let link = Link { case: file.id, kind: "opener", address, by: None, lifetime: LINK_LIFETIME };
        keep(tx, &token, now, link).await?;
        let mut key = format!("{}:{}:{seq}", letter.kind(), file.reference);
        if place > 0 {
            key = format!("{key}:{place}");
        }
        let (letter, case) = (letter.clone(), Some((file.id, seq)));
        let secret = Some(token.to_text());
        promise(tx, now, &Promise { key, to: address, locale, letter, secret, useless_after: None, case }).await?;
    }
    Ok(())
}

/// Tells whoever opened the case its reference and by when they hear from us.
pub(super) async fn acknowledge(tx: &mut PgConnection, file: &CaseFile, now: Timestamp) -> Result<()> {
    let letter = Letter::CaseOpened {
        reference: file.reference.clone(),
        subject: file.state.subject.clone(),
        reply_by: file.state.reply_by,
        of: Some(file.state.kind),
    };
    tell_opener(tx, file, 1, now, letter).await
}

/// A link as it is kept: only the token's hash, so that nobody who reads the table can use it.
pub(super) struct Link<'a> {
    pub(super) case: CaseId,
    /// `opener` or `companion`.
    pub(super) kind: &'static str,
    pub(super) address: &'a str,
    pub(super) by: Option<&'a str>,
    pub(super) lifetime: SignedDuration,
}

pub(super) async fn keep(tx: &mut PgConnection, token: &Token, now: Timestamp, link: Link<'_>) -> Result<()> {
    sqlx::query!(
        "insert into case_link (token_hash, case_id, kind, address, invited_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
        token.hash(),
        link.case,
        link.kind,
        link.address,
        link.by,
        now.to_sqlx() as _,
        (now + link.lifetime).to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}
