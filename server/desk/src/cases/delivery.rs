//! What became of the messages a case has sent, beside the entries that caused them.

use super::file::CaseFile;
use super::mail::look_again;
use super::timeline::{Step, append};
use crate::Result;
use domain::case::{Actor, CaseId, Event, Status};
use domain::contact::{Way, mask};
use domain::delivery::Trouble;
use domain::rights::CaseRole;
use jiff::Timestamp;
use sqlx::PgConnection;

/// How far a message has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It is about to leave.
    Waiting,
    /// It could not be handed over yet, and is tried again then.
    Delayed(Trouble, Timestamp),
    /// The other side has taken it.
    Sent(Timestamp),
    /// The other side says that it has arrived.
    Delivered(Timestamp),
    /// It did not arrive and will not.
    Refused(Trouble),
}

/// A message about an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// The entry.
    pub seq: i32,
    /// How it travels.
    pub way: Way,
    /// To whom, masked.
    pub to: String,
    /// It went to whoever opened the case; else to somebody invited.
    pub to_opener: bool,
    /// How far it has come.
    pub delivery: Delivery,
    /// What the other side said, word for word: for staff only.
    pub said: Option<String>,
}

/// The messages of a case but those to networks (`super::social`), as far as they are this viewer's: whoever opened it sees theirs, staff all, a companion none.
pub(super) async fn sendings(tx: &mut PgConnection, file: &CaseFile, role: CaseRole) -> Result<Vec<Sending>> {
    if role == CaseRole::Companion {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select case_seq as "seq!", kind, recipient, state, attempts, next_attempt_at, last_error, sent_at, delivered_at, bounced_at, bounce
             from outbox where case_id = $1 and case_seq is not null and kind <> 'social_answer' order by case_seq, id"#,
        file.id,
    );
    let sendings = rows.fetch_all(tx).await?.into_iter().map(|row| {
        let said = row.bounce.or(row.last_error);
        let trouble = || Trouble::of(said.as_deref().unwrap_or_default());
        let delivery = match (row.state.as_str(), row.sent_at) {
            (_, _) if row.bounced_at.is_some() => Delivery::Refused(trouble()),
            ("failed", _) => Delivery::Refused(trouble()),
            ("sent", Some(at)) => row.delivered_at.map_or(Delivery::Sent(at.to_jiff()), |at| Delivery::Delivered(at.to_jiff())),
            _ if row.attempts > 0 && said.is_some() => Delivery::Delayed(trouble(), row.next_attempt_at.to_jiff()),
            _ => Delivery::Waiting,
        };
        Sending {
            seq: row.seq,
            way: Way::to(&row.recipient),
            to: mask(&row.recipient),
            to_opener: row.kind != "case_invitation",
            delivery,
            said: said.filter(|_| role.is_staff()),
        }
    });
    Ok(sendings.collect())
}

/// A message of a case will not arrive: noted for staff, and, where it was the answer somebody waits for, the case is put
/// back where somebody looks. A case that is done stays so.
pub(crate) async fn not_delivered(
    tx: &mut PgConnection,
    now: Timestamp,
    case: CaseId,
    kind: &str,
    recipient: &str,
    reason: &str,
) -> Result<(CaseFile, i32)> {
    let mut file = CaseFile::lock_by_id(tx, case).await?;
    let words = if reason.is_empty() { recipient.to_owned() } else { format!("{recipient}: {reason}") };
    let seq = append(tx, &mut file, Step { at: now, actor: Actor::System, event: Event::Note { words, act: None } }, None).await?;
    if file.state.status != Status::Closed && kind != "case_invitation" {
        look_again(tx, &mut file, now).await?;
    }
    Ok((file, seq))
}
