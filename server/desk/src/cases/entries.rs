//! Entries to rows and back.

use crate::{Error, Result};
use domain::case::{Actor, Audience, CaseId, Entry, Event, Person};
use jiff_sqlx::ToSqlx;
use serde_json::{Map, Value};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// The parts of an event in their columns.
struct Parts {
    kind: String,
    channel: Option<String>,
    body: String,
    data: Value,
}

fn split(event: &Event) -> Result<Parts> {
    let Value::Object(mut data) = serde_json::to_value(event).map_err(|error| Error::Internal(error.to_string()))? else {
        return Err(Error::Internal("an event is no object".into()));
    };
    let mut text = |name: &str| match data.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (kind, channel, body) = (text("kind").unwrap_or_default(), text("channel"), text("words").unwrap_or_default());
    Ok(Parts { kind, channel, body, data: Value::Object(data) })
}

fn join(parts: Parts) -> Result<Event> {
    let mut data = match parts.data {
        Value::Object(data) => data,
        _ => Map::new(),
    };
    data.insert("kind".into(), Value::String(parts.kind));
    if let Some(channel) = parts.channel {
        data.insert("channel".into(), Value::String(channel));
    }
    data.insert("words".into(), Value::String(parts.body));
    serde_json::from_value(Value::Object(data)).map_err(|error| Error::Internal(format!("unreadable entry: {error}")))
}

/// Writes one entry; its number must have been taken under the case's lock.
pub(super) async fn insert(tx: &mut PgConnection, case: CaseId, entry: &Entry, key: Option<Uuid>) -> Result<()> {
    let parts = split(&entry.event)?;
    let (actor_kind, actor_id, actor_name) = match &entry.actor {
        Actor::Passenger(name) => ("passenger", None, name.as_str()),
        Actor::Staff(person) => ("staff", Some(person.id.as_str()), person.name.as_str()),
        Actor::System => ("system", None, ""),
    };
    sqlx::query!(
        "insert into case_entry (case_id, seq, at, actor_kind, actor_id, actor_name, audience, kind, channel, body, data, idempotency_key)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        case,
        entry.seq,
        entry.at.to_sqlx() as _,
        actor_kind,
        actor_id,
        actor_name,
        entry.audience().as_str(),
        parts.kind,
        parts.channel,
        parts.body,
        parts.data,
        key,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The entries after `seq`, oldest first; those for staff only where asked for.
pub(super) async fn after(db: impl PgExecutor<'_>, case: CaseId, seq: i32, staff: bool) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        "select seq, at, actor_kind, actor_id, actor_name, audience, kind, channel, body, data from case_entry
          where case_id = $1 and seq > $2 and (audience = 'everyone' or $3) order by seq",
        case,
        seq,
        staff,
    )
    .fetch_all(db)
    .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let actor = match (row.actor_kind.as_str(), row.actor_id) {
            ("passenger", _) => Actor::Passenger(row.actor_name),
            ("staff", Some(id)) => Actor::Staff(Person { id, name: row.actor_name }),
            _ => Actor::System,
        };
        let event = join(Parts { kind: row.kind, channel: row.channel, body: row.body, data: row.data })?;
        let entry = Entry { seq: row.seq, at: row.at.to_jiff(), actor, event };
        // the column and the rule must agree; where they do not, nobody but staff sees it
        let public = Audience::parse(&row.audience) == Some(Audience::Everyone) && entry.audience() == Audience::Everyone;
        if staff || public {
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// Whether this submission has already written to the case: the number of what it wrote.
pub(super) async fn written_by(tx: &mut PgConnection, case: CaseId, key: Uuid) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!("select seq from case_entry where case_id = $1 and idempotency_key = $2", case, key).fetch_optional(tx).await?)
}
