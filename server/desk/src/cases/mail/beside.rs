//! What stands beside an entry that came by mail: what it quotes, what hangs on it, and, for staff, where it came from.

use super::hanging::Hanging;
use crate::{Error, Result};
use domain::case::{Actor, CaseId, Channel, Entry, Event};
use sqlx::PgConnection;

/// What a message turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The passenger's: it opened the case or went on with it.
    Passengers,
    /// From an address that is not the case's.
    Held,
    /// Written by a program, or our own come back.
    Automatic,
    /// A letter of ours did not arrive.
    Bounce,
}

/// What stands beside an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The entry.
    pub seq: i32,
    /// What the message turned out to be.
    pub outcome: Outcome,
    /// The earlier messages it quotes.
    pub earlier: String,
    /// What was too long for the entry.
    pub rest: String,
    /// What hung on it and is only listed, by name: the rest are files of the entry.
    pub files: Vec<Hanging>,
    /// Who sent it: for staff only.
    pub from: Option<String>,
    /// Who has accepted it as the passenger's: for staff only.
    pub accepted_by: Option<String>,
}

/// What stands beside these entries of a case. Nothing is asked where none of them came by mail.
pub(in super::super) async fn beside(tx: &mut PgConnection, case: CaseId, entries: &[Entry], staff: bool) -> Result<Vec<Beside>> {
    let by_mail = |entry: &Entry| match &entry.event {
        Event::Opened { channel, .. } | Event::Message { channel, .. } => *channel == Channel::Email,
        Event::Note { .. } => entry.actor == Actor::System,
        _ => false,
    };
    let mailed: Vec<i32> = entries.iter().filter(|entry| by_mail(entry)).map(|entry| entry.seq).collect();
    if mailed.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select case_seq as "case_seq!", accepted_seq, outcome, from_address, from_name, earlier, rest, files, accepted_by
             from mail_in where case_id = $1 and (case_seq = any($2) or accepted_seq = any($2)) order by case_seq"#,
        case,
        &mailed,
    );
    let mut found = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let mut files: Vec<Hanging> = serde_json::from_value(row.files).map_err(|error| Error::Internal(error.to_string()))?;
        files.retain(|file| file.kept.is_none());
        let outcome = match row.outcome.as_str() {
            "case" | "message" => Outcome::Passengers,
            "held" => Outcome::Held,
            "bounce" => Outcome::Bounce,
            _ => Outcome::Automatic,
        };
        let from = row.from_address.map(|address| format!("{} <{address}>", row.from_name)).filter(|_| staff);
        let accepted_by = row.accepted_by.filter(|_| staff);
        let one = Beside { seq: row.case_seq, outcome, earlier: row.earlier, rest: row.rest, files, from, accepted_by };
        if let Some(seq) = row.accepted_seq.filter(|seq| mailed.contains(seq)) {
            found.push(Beside { seq, outcome: Outcome::Passengers, accepted_by: None, ..one.clone() });
        }
        if mailed.contains(&one.seq) {
            found.push(one);
        }
    }
    Ok(found)
}
