//! What programs bring: cases and messages, for passengers and for colleagues. The same rules as on the pages; the same
//! request again changes nothing.

use super::file::CaseFile;
use super::letters::acknowledge;
use super::new::{New, Origin, by_mail_only, seed};
use super::reply::{How, Said, checked, from_staff, heard};
use super::submission::{self, Once};
use super::together::goes_on;
use crate::{Error, PgPool, Result, audit, bookings};
use domain::case::{Actor, Channel};
use domain::contact::EmailAddress;
use domain::rights::{CaseAction, Machine, Role, Scope, StaffMember, Viewer, Who};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

/// A case as a program brings it.
#[derive(Debug, Clone)]
pub struct Brought {
    /// How the passenger spoke to the program.
    pub channel: Channel,
    /// A family name of the booking that `new` names: as people, programs open bookings by locator and name.
    pub family_name: String,
    /// The matter. Its address may be empty: then the reference is told by the program and nothing is sent.
    pub new: New,
}

/// What became of it: the same at each repetition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// The entry it is in the timeline.
    pub seq: i32,
    /// By when the passenger hears from us; none where it is their turn.
    pub reply_by: Option<Timestamp>,
}

/// What was taken, and whether it had been before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What became of it.
    pub taken: Taken,
    /// This is a repetition: nothing was done.
    pub again: bool,
}

/// Who speaks through a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The passenger whose case it is.
    Passenger {
        /// How they spoke to the program.
        channel: Channel,
    },
    /// A colleague: the answer stands under their name, and their rights count besides the token's.
    Staff {
        /// The e-mail address they sign in with.
        email: String,
        /// Whether they ask, and whether they know that the case is closed.
        how: How,
    },
}

/// Opens a case for a passenger who spoke to a program.
///
/// # Errors
/// `Forbidden` where the token is not good for it or for the department the case would go to; `Invalid` names each field
/// (`channel`, `family_name`, `locator` and those of [`New`]); `Conflict("case-sent-already")` for another request under the same
/// key; `Limited`; those of the database.
pub async fn bring(db: &PgPool, viewer: &Viewer, now: Timestamp, once: &Once, brought: Brought) -> Result<Answer> {
    let machine = allowed(viewer, Scope::CasesWrite)?;
    let (mut brought, address) = sound(brought)?;
    if !machine.departments.contain(brought.new.topic.department(brought.new.kind)) {
        return Err(Error::Forbidden);
    }
    if let Some(locator) = brought.new.locator.take() {
        let who = format!("trip-machine:{}", machine.id);
        let locator = bookings::by_name(db, now, &who, &locator, &brought.family_name).await?;
        brought.new.locator = Some(locator.as_str().to_owned());
    }
    let (key, whose) = once.kept(machine);
    let mut tx = db.begin().await?;
    if let Some(outcome) = submission::claim(&mut tx, &whose, key, now).await? {
        return again(&outcome);
    }
    let Brought { channel, new, .. } = brought;
    let origin = Origin { channel, address, passenger: None, actor: Actor::Passenger(new.name.clone()) };
    let file = seed(&mut tx, now, new, origin).await?;
    acknowledge(&mut tx, &file, now).await?;
    audit::record(&mut tx, viewer, now, "case_recorded", "case", &file.reference, json!({ "channel": channel.as_str() })).await?;
    let taken = Taken { reference: file.reference, seq: 1, reply_by: file.state.reply_by };
    submission::settle(&mut tx, key, &written(&taken)?).await?;
    tx.commit().await?;
    Ok(Answer { taken, again: false })
}

/// Writes into a case for its passenger or for a colleague; one that goes on in another is written to there, and the answer names
/// that one.
///
/// # Errors
/// `Forbidden` where the token, or the colleague, is not good for it; `NotFound`; `Invalid` (`words`, `channel`);
/// `Conflict` also for another request under the same key; those of the database.
pub async fn say(db: &PgPool, viewer: &Viewer, now: Timestamp, once: &Once, reference: &str, words: &str, by: By) -> Result<Answer> {
    let scope = if matches!(by, By::Passenger { .. }) { Scope::CasesWrite } else { Scope::CasesAnswer };
    let machine = allowed(viewer, scope)?;
    let words = checked(words, "words")?;
    let (key, whose) = once.kept(machine);
    let mut there = reference.to_owned();
    let (mut tx, mut file, speaker) = loop {
        let mut tx = db.begin().await?;
        if let Some(outcome) = submission::claim(&mut tx, &whose, key, now).await? {
            return again(&outcome);
        }
        let (file, speaker) = written_to(&mut tx, viewer, machine, &there, &by).await?;
        // into the case that goes on, with the same rights there
        match goes_on(&mut *tx, file.id).await? {
            Some((_, into)) => there = into,
            None => break (tx, file, speaker),
        }
    };
    let (seq, detail) = match speaker {
        Speaker::Passenger(channel) => {
            let actor = Actor::Passenger(file.person_name.clone());
            let seq = heard(&mut tx, &mut file, now, actor, words, channel, None).await?;
            (seq, json!({ "channel": channel.as_str() }))
        }
        Speaker::Staff(member, how) => {
            let said = Said { words, channel: Channel::Web, how, files: false };
            (from_staff(&mut tx, &mut file, now, key, &member, said).await?, json!({ "author": member.name }))
        }
    };
    audit::record(&mut tx, viewer, now, "case_written", "case", &file.reference, detail).await?;
    let taken = Taken { reference: file.reference, seq, reply_by: file.state.reply_by };
    submission::settle(&mut tx, key, &written(&taken)?).await?;
    tx.commit().await?;
    Ok(Answer { taken, again: false })
}

/// Who is heard through the program, once that is certain.
enum Speaker {
    Passenger(Channel),
    Staff(StaffMember, How),
}

/// The case, locked, as far as token and colleague are good for it; and who speaks.
async fn written_to(tx: &mut PgConnection, viewer: &Viewer, machine: &Machine, reference: &str, by: &By) -> Result<(CaseFile, Speaker)> {
    match by {
        By::Passenger { channel } => {
            let channel = spoken(*channel)?;
            let (file, _) = CaseFile::lock(tx, viewer, reference, CaseAction::Reply).await?;
            Ok((file, Speaker::Passenger(channel)))
        }
        By::Staff { email, how } => {
            let member = colleague(&mut *tx, email).await?;
            let colleague = Viewer { who: Who::Staff(member.clone()), ..Viewer::default() };
            let (file, _) = CaseFile::lock(tx, &colleague, reference, CaseAction::Reply).await?;
            if !machine.departments.contain(&file.state.department) {
                return Err(Error::NotFound);
            }
            Ok((file, Speaker::Staff(member, *how)))
        }
    }
}

/// The program that asks, if its token is good for this.
pub(super) fn allowed(viewer: &Viewer, scope: Scope) -> Result<&Machine> {
    viewer.machine().filter(|machine| machine.may(scope)).ok_or(Error::Forbidden)
}

/// Channels that programs speak for; mail and social networks have ways of their own.
fn spoken(channel: Channel) -> Result<Channel> {
    let known = matches!(channel, Channel::Web | Channel::Phone | Channel::Counter | Channel::Kiosk);
    if known { Ok(channel) } else { Err(Error::invalid("channel", "api-channel")) }
}

/// As it is kept, with the folded address: one is only wanted where one was given.
fn sound(mut brought: Brought) -> Result<(Brought, Option<String>)> {
    let mut errors = brought.new.tidy();
    if brought.new.email.trim().is_empty() {
        errors.retain(|error| error.field != "email");
    }
    // the document of the interface promises an e-mail address: a number is refused, not dropped
    by_mail_only(&brought.new.email, &mut errors);
    if let Err(Error::Invalid(more)) = spoken(brought.channel) {
        errors.extend(more);
    }
    let address = EmailAddress::parse(&brought.new.email).map(|address| address.as_str().to_owned());
    if errors.is_empty() { Ok((brought, address)) } else { Err(Error::Invalid(errors)) }
}

/// The colleague who signs in with this address.
async fn colleague(tx: &mut PgConnection, email: &str) -> Result<StaffMember> {
    let unknown = || Error::Forbidden;
    let row = sqlx::query!("select id, name, role, departments from staff where email = $1 and active", email.trim().to_lowercase());
    let row = row.fetch_optional(tx).await?.ok_or_else(unknown)?;
    let role = Role::parse(&row.role).ok_or_else(unknown)?;
    Ok(StaffMember { id: row.id.to_string(), name: row.name, role, departments: row.departments })
}

fn written(taken: &Taken) -> Result<String> {
    serde_json::to_string(taken).map_err(|error| Error::Internal(error.to_string()))
}

fn again(outcome: &str) -> Result<Answer> {
    let taken = serde_json::from_str(outcome).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Answer { taken, again: true })
}
