//! One-time codes: six digits to a contact, ten minutes, three tries.

use super::ways::{Reader, usable_contact};
use super::{GrantKind, Proof, Token, grant, limit, rotate, session_of};
use crate::outbox::{Letter, Promise, promise};
use crate::{Error, PgPool, Result};
use domain::contact::{Address, mask};
use domain::locale::Locale;
use domain::policy::{CODE_LIFETIME, CODE_TRIES, CODES_PER_NETWORK, CODES_PER_SESSION, CODES_PER_SUBJECT, PROOF};
use domain::rights::{self, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// A code is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// To this address, masked.
    pub to: String,
    /// Good until then.
    pub expires_at: Timestamp,
}

/// Sends a code to the contact on file of a booking this browser has opened by name. `network` is
/// [`super::network_key`] of whoever asks; by text message where there is no e-mail and `reader` takes texts. Letter and code
/// commit together (I5).
///
/// # Errors
/// `NotFound` for a booking not opened here; `Conflict("verify-no-contact")` where none is usable;
/// `Limited`; those of the database.
pub async fn send_code(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    network: &str,
    locator: &str,
    reader: impl Into<Reader>,
) -> Result<Sent> {
    let Reader { locale, texts } = reader.into();
    if !rights::may_prove_trip(viewer, locator) {
        return Err(Error::NotFound);
    }
    let session = session_of(viewer)?;
    limited(db, now, network, session, locator).await?;
    let mut tx = db.begin().await?;
    let Some(address) = usable_contact(&mut *tx, locator, texts).await? else { return Err(Error::Conflict("verify-no-contact")) };
    let code = digits();
    let id = store(&mut tx, now, session, address.as_str(), Some(locator), &code).await?;
    write(&mut tx, now, id, address.as_str(), Some(locator), locale, code).await?;
    tx.commit().await?;
    Ok(Sent { to: mask(address.as_str()), expires_at: now + CODE_LIFETIME })
}

/// Sends a code to an address given by somebody who comes back to their cases. Whether the address has any
/// is not told: the answer is the same, a code is stored either way, but a letter goes out only to an
/// address that is known here, so that nobody can have us write to strangers.
///
/// # Errors
/// `Invalid` for what cannot be an address; `Limited`; those of the database.
pub async fn send_code_to(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    network: &str,
    typed: &str,
    reader: impl Into<Reader>,
) -> Result<Sent> {
    let Reader { locale, texts } = reader.into();
    let address = match Address::parse(typed) {
        Some(address) if texts => address,
        Some(Address::Email(address)) => Address::Email(address),
        _ => return Err(Error::invalid("email", if texts { "address-shape" } else { "email-shape" })),
    };
    let session = session_of(viewer)?;
    limited(db, now, network, session, address.as_str()).await?;
    let mut tx = db.begin().await?;
    let known = sqlx::query_scalar!(
        r#"select (exists (select from case_file where opener_address = $1)
                or exists (select from contact where address = $1 and not agency)
                or exists (select from case_link where address = $1 and kind = 'companion' and expires_at > $2
                              and (revoked_at is null or redeemed_by is not null))) as "known!""#,
        address.as_str(),
        now.to_sqlx() as _,
    )
    .fetch_one(&mut *tx)
    .await?;
    let code = digits();
    let id = store(&mut tx, now, session, address.as_str(), None, &code).await?;
    if known {
        write(&mut tx, now, id, address.as_str(), None, locale, code).await?;
    } else {
        // two statements for a stranger too: the time tells nothing either
        sqlx::query!("delete from outbox where id = $1", id).execute(&mut *tx).await?;
        sqlx::query!("update one_time_code set code_hash = '' where id = $1", id).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(Sent { to: address.as_str().to_owned(), expires_at: now + CODE_LIFETIME })
}

/// Checks what was typed against the newest code this browser asked for: for `locator`, or for an address
/// where that is `None`. Right: the address counts as proved for a day, and with it the trips it is on
/// file for, under the new token that is answered; the former one opens nothing any more. Spaces, hyphens and
/// full-width digits are read as meant.
///
/// # Errors
/// `Invalid("code", …)`: `code-shape` (no try spent), `code-wrong`, `code-spent`, `code-expired`;
/// those of the database.
pub async fn check_code(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: Option<&str>, typed: &str) -> Result<Token> {
    let Some(typed) = six_digits(typed) else { return Err(Error::invalid("code", "code-shape")) };
    let session = session_of(viewer)?;
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        "select id, address, code_hash, tries_left, expires_at, used_at is not null as \"used!\" from one_time_code
          where session_id = $1 and locator is not distinct from $2
          order by created_at desc, id desc limit 1 for update",
        session,
        locator,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row.filter(|row| row.expires_at.to_jiff() > now && !row.used) else {
        return Err(Error::invalid("code", "code-expired"));
    };
    if row.tries_left <= 0 {
        return Err(Error::invalid("code", "code-spent"));
    }
    let right = bool::from(hash(row.id, &typed).as_slice().ct_eq(&row.code_hash));
    sqlx::query!(
        "update one_time_code set tries_left = tries_left - 1, used_at = $2 where id = $1",
        row.id,
        right.then(|| now.to_sqlx()) as _,
    )
    .execute(&mut *tx)
    .await?;
    if !right {
        tx.commit().await?;
        return Err(Error::invalid("code", if row.tries_left <= 1 { "code-spent" } else { "code-wrong" }));
    }
    let (token, session) = rotate(&mut tx, now, session).await?;
    grant(&mut *tx, &session, now, GrantKind::Contact, &row.address, Proof::Code, PROOF).await?;
    invited(&mut tx, now, &session, &row.address).await?;
    tx.commit().await?;
    Ok(token)
}

/// A companion whose link is spent, or lies in another browser, comes in by the address that was invited, while the
/// invitation stands. The session is noted as that companion's, as if it had spent a link of its own.
async fn invited(tx: &mut PgConnection, now: Timestamp, session: &[u8], address: &str) -> Result<()> {
    sqlx::query!(
        "with standing as (
             select case_id, max(invited_by) as invited_by, max(expires_at) as expires_at from case_link
              where address = $2 and kind = 'companion' and expires_at > $3 and (revoked_at is null or redeemed_by is not null)
              group by case_id),
         noted as (
             insert into case_link (token_hash, case_id, kind, address, invited_by, created_at, expires_at, revoked_at, redeemed_by)
             select sha256(uuid_send(gen_random_uuid())), case_id, 'companion', $2, invited_by, $3, expires_at, $3, $1 from standing)
         insert into session_grant (session_id, kind, subject, proof, granted_at, expires_at)
         select $1, 'case', case_id::text, 'invitation', $3, $4 from standing
         on conflict (session_id, kind, subject) do nothing",
        session,
        address,
        now.to_sqlx() as _,
        (now + PROOF).to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn limited(db: &PgPool, now: Timestamp, network: &str, session: &[u8], subject: &str) -> Result<()> {
    limit(db, &format!("code-session:{session:?}:{subject}"), CODES_PER_SESSION, now).await?;
    limit(db, &format!("code-network:{network}"), CODES_PER_NETWORK, now).await?;
    limit(db, &format!("code-subject:{subject}"), CODES_PER_SUBJECT, now).await
}

/// Every earlier code of this browser for the same subject ends with the new one: only the newest is looked at.
async fn store(tx: &mut PgConnection, now: Timestamp, session: &[u8], address: &str, locator: Option<&str>, code: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into one_time_code (id, session_id, address, locator, code_hash, created_at, expires_at, tries_left)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        session,
        address,
        locator,
        hash(id, code),
        now.to_sqlx() as _,
        (now + CODE_LIFETIME).to_sqlx() as _,
        CODE_TRIES,
    )
    .execute(tx)
    .await?;
    Ok(id)
}

async fn write(
    tx: &mut PgConnection,
    now: Timestamp,
    id: Uuid,
    to: &str,
    locator: Option<&str>,
    locale: Locale,
    code: String,
) -> Result<()> {
    let letter = Letter::Code { locator: locator.map(str::to_owned) };
    let useless_after = Some(now + CODE_LIFETIME);
    promise(tx, now, &Promise { key: format!("code:{id}"), to, locale, letter, secret: Some(code), useless_after, case: None }).await
}

fn digits() -> String {
    format!("{:06}", rand::random_range(0..1_000_000_u32))
}

/// Salted with the row's id: equal codes of two people do not look equal.
fn hash(id: Uuid, code: &str) -> Vec<u8> {
    Sha256::new().chain_update(id.as_bytes()).chain_update(code.as_bytes()).finalize().to_vec()
}

fn six_digits(typed: &str) -> Option<String> {
    let separator = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '·' | '.');
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
    };
    let code: String = typed.chars().filter(|c| !separator(*c)).map(narrow).collect();
    (code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["123456", " 123 456 ", "123-456", "１２３４５６", "12 34 56", "\u{3000}123456"] {
            assert_eq!(six_digits(typed).as_deref(), Some("123456"), "{typed:?}");
        }
        for typed in ["", "12345", "1234567", "12345a", "１２３４５", "¹²³⁴⁵⁶", "-123456x"] {
            assert_eq!(six_digits(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn codes_are_six_digits() {
        assert!((0..1000).all(|_| six_digits(&digits()).is_some()));
    }
}
