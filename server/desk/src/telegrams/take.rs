//! The door: kept as they came and acknowledged, nothing else.

use crate::{Error, PgPool, Result};
use domain::rights::Machine;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;
use wire::{schedule, typeb};

/// Messages in one request at most.
pub const MOST: usize = 20_000;

/// What became of one message of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// Its number here, the same for the same message.
    pub id: i64,
    /// It was here before.
    pub again: bool,
}

/// Cuts what was brought into messages, each with the lines around it. A schedule file is one.
#[must_use]
pub fn parcels(bytes: &[u8]) -> Vec<String> {
    // no column holds it, and no message has a use for it
    let text = typeb::text(bytes).replace('\0', "\u{fffd}");
    if schedule::is_file(&text) {
        return vec![text];
    }
    typeb::split(&text).iter().map(typeb::Parcel::text).collect()
}

/// Takes messages in: all of them or none, each once, in their order.
///
/// # Errors
/// Those of the database.
pub async fn take(db: &PgPool, machine: &Machine, now: Timestamp, texts: &[String]) -> Result<Vec<Taken>> {
    let sender = Uuid::parse_str(&machine.id).map_err(|error| Error::Internal(error.to_string()))?;
    let keys: Vec<Vec<u8>> = texts.iter().map(|text| Sha256::digest(text.as_bytes()).to_vec()).collect();
    let mut seen = HashSet::new();
    let (once, kept): (Vec<Vec<u8>>, Vec<String>) =
        keys.iter().zip(texts).filter(|(key, _)| seen.insert((*key).clone())).map(|(key, text)| (key.clone(), text.clone())).unzip();
    let mut tx = db.begin().await?;
    let added = sqlx::query!(
        r#"with added as (
               insert into telegram (once, machine_id, received_at, text)
               select b.once, $3, $4, b.text from unnest($1::bytea[], $2::text[]) with ordinality as b (once, text, place) order by b.place
               on conflict (once) do nothing returning id, once),
           queued as (insert into telegram_work (id, since) select id, $4 from added)
           select id, once from added"#,
        &once,
        &kept,
        sender,
        now.to_sqlx() as _,
    );
    let added = added.fetch_all(&mut *tx).await?;
    let mut taken: HashMap<Vec<u8>, Taken> = added.into_iter().map(|row| (row.once, Taken { id: row.id, again: false })).collect();
    let before: Vec<Vec<u8>> = once.into_iter().filter(|key| !taken.contains_key(key)).collect();
    if !before.is_empty() {
        let known = sqlx::query!("select id, once from telegram where once = any($1)", &before).fetch_all(&mut *tx).await?;
        taken.extend(known.into_iter().map(|row| (row.once, Taken { id: row.id, again: true })));
    }
    tx.commit().await?;
    let mut told = HashSet::new();
    let answer = keys.iter().filter_map(|key| {
        let one = taken.get(key)?;
        Some(Taken { again: one.again || !told.insert(one.id), ..*one })
    });
    Ok(answer.collect())
}
