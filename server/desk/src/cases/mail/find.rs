//! Which case a message belongs to, and whether its sender does.

use super::super::file::CaseFile;
use crate::Result;
use crate::outbox::{REPLY, Signer};
use domain::case::{Actor, CaseId};
use domain::contact::mask;
use sqlx::PgConnection;
use uuid::Uuid;
use wire::mail::Incoming;

/// By the letter of ours that it answers, by another message of the same conversation, by the signed address it was sent to,
/// by the case's reference.
pub(super) async fn case_of(tx: &mut PgConnection, mail: &Incoming) -> Result<Option<CaseId>> {
    let answered: Vec<Uuid> = mail.thread.iter().filter_map(|id| letter(id)).collect();
    if !answered.is_empty() {
        let case = sqlx::query_scalar!(
            r#"select case_id as "case_id!" from outbox where id = any($1) and case_id is not null order by id desc limit 1"#,
            &answered
        );
        if let Some(case) = case.fetch_optional(&mut *tx).await? {
            return Ok(Some(case));
        }
    }
    if !mail.thread.is_empty() {
        let case = sqlx::query_scalar!(
            r#"select case_id as "case_id!" from mail_in where message_id = any($1) and case_id is not null order by received_at desc limit 1"#,
            &mail.thread
        );
        if let Some(case) = case.fetch_optional(&mut *tx).await? {
            return Ok(Some(case));
        }
    }
    for (reference, mark) in &mail.signed {
        if !Signer::load(&mut *tx).await?.made(REPLY, reference, mark) {
            continue;
        }
        let case = sqlx::query_scalar!("select id from case_file where reference = $1", reference).fetch_optional(&mut *tx).await?;
        if case.is_some() {
            return Ok(case);
        }
    }
    for reference in &mail.references {
        let case = sqlx::query_scalar!("select id from case_file where reference = $1", reference).fetch_optional(&mut *tx).await?;
        if case.is_some() {
            return Ok(case);
        }
    }
    Ok(None)
}

/// The letter of ours with this Message-ID.
pub(super) fn letter(message_id: &str) -> Option<Uuid> {
    message_id.split_once('@').and_then(|(local, _)| Uuid::try_parse(local).ok())
}

/// The sender as the timeline names them, where the case is theirs to write to: whoever opened it, at any
/// address of theirs, or a companion who has come in.
pub(super) async fn writer(tx: &mut PgConnection, file: &CaseFile, address: &str) -> Result<Option<Actor>> {
    if file.opener_address.as_deref() == Some(address) || file.also.iter().any(|also| also.address == address) {
        return Ok(Some(Actor::Passenger(file.person_name.clone())));
    }
    let companion = sqlx::query_scalar!(
        r#"select exists (select from case_link where case_id = $1 and kind = 'companion' and address = $2 and redeemed_by is not null) as "found!""#,
        file.id,
        address,
    );
    Ok(companion.fetch_one(tx).await?.then(|| Actor::Passenger(mask(address))))
}
