//! An inquiry by telephone or at a counter, written down by an agent while they talk.

use super::letters::acknowledge;
use super::new::{New, Opened, Origin, seed};
use super::reply::{How, Said, checked, from_staff};
use super::submission;
use super::together::note;
use crate::access::{keep_identity, keeper, session_of};
use crate::files::{self, Chosen};
use crate::{Error, FieldError, PgPool, Result, audit};
use domain::booking::IdentityCheck;
use domain::case::{Act, Actor, Channel};
use domain::contact::Address;
use domain::rights::Viewer;
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// What an agent wrote down.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// How they spoke: telephone or counter.
    pub channel: Option<Channel>,
    /// The passenger of a booking, where they were found.
    pub passenger: Option<Uuid>,
    /// How the agent made sure who it is; none where nothing personal was at stake.
    pub check: Option<IdentityCheck>,
    /// What was answered at once; empty where somebody else answers later.
    pub answer: String,
    /// The matter. Its address may be empty: then the reference is told and nothing is sent.
    pub new: New,
    /// What was staged for it: photos taken at the counter, papers handed over.
    pub files: Chosen,
}

/// Opens a case for somebody the agent is talking to: their words under their name and channel, the answer
/// under the agent's; the identity check stands beside it for colleagues, and in the audit. The agent who answered has the case; else
/// it waits in its department. The same `key` again answers with the case of the first time.
///
/// # Errors
/// `SignInFirst`; `Invalid` names each field (`channel`, `passenger`, `answer` and those of [`New`]); those of the database.
pub async fn record(db: &PgPool, viewer: &Viewer, now: Timestamp, key: Uuid, recorded: Recorded) -> Result<Opened> {
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    let session = session_of(viewer)?;
    let (recorded, channel, address) = sound(recorded)?;
    let answer = if recorded.answer.trim().is_empty() { None } else { Some(checked(&recorded.answer, "answer")?) };
    let mut tx = db.begin().await?;
    if let Some(reference) = submission::claim(&mut tx, session, key, now).await? {
        return Ok(Opened { reference });
    }
    let mut new = recorded.new;
    if let Some(id) = recorded.passenger {
        let locator = sqlx::query_scalar!("select locator from passenger where id = $1", id).fetch_optional(&mut *tx).await?;
        new.locator = Some(locator.ok_or_else(|| Error::invalid("passenger", "record-passenger-gone"))?);
    }
    let origin = Origin { channel, address, passenger: recorded.passenger, actor: Actor::Passenger(new.name.clone()) };
    let mut file = seed(&mut tx, now, new, origin).await?;
    files::attach(&mut tx, keeper(viewer).as_deref(), &recorded.files, file.id, 1).await?;
    audit::record(&mut tx, viewer, now, "case_recorded", "case", &file.reference, json!({ "channel": channel.as_str() })).await?;
    if let Some(check) = recorded.check {
        audit::record(&mut tx, viewer, now, "identity_checked", "case", &file.reference, json!({ "how": check.as_str() })).await?;
        note(&mut tx, &mut file, viewer, now, Act::Identified { how: check.as_str().to_owned() }.noted()).await?;
        if let Some(locator) = file.locator.as_deref() {
            keep_identity(&mut tx, viewer, now, locator, check, Some(file.id)).await?;
        }
    }
    match answer {
        Some(words) => {
            from_staff(&mut tx, &mut file, now, Uuid::new_v4(), member, Said { words, channel, how: How::default(), files: false }).await?;
        }
        None => acknowledge(&mut tx, &file, now).await?,
    }
    submission::settle(&mut tx, key, &file.reference).await?;
    tx.commit().await?;
    Ok(Opened { reference: file.reference })
}

/// As it is kept: the channel is one of speaking, and an address is only wanted where one was given.
fn sound(mut recorded: Recorded) -> Result<(Recorded, Channel, Option<String>)> {
    let mut errors = recorded.new.tidy();
    if recorded.new.email.trim().is_empty() {
        errors.retain(|error| error.field != "email");
    }
    let channel = recorded.channel.filter(|channel| matches!(channel, Channel::Phone | Channel::Counter));
    if channel.is_none() {
        errors.push(FieldError::new("channel", "record-channel-missing"));
    }
    let address = Address::parse(&recorded.new.email).map(|address| address.as_str().to_owned());
    match channel {
        Some(channel) if errors.is_empty() => Ok((recorded, channel, address)),
        _ => Err(Error::Invalid(errors)),
    }
}
