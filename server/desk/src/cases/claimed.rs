//! What a claim writes into its case: what its passenger says, what colleagues decide, what became of the money.

use super::assign::give_to;
use super::file::CaseFile;
use super::letters::tell_opener;
use super::reply::{How, Said, from_staff, heard, staff};
use super::timeline::{Step, append};
use super::together::goes_on;
use crate::outbox::Letter;
use crate::{Error, Result};
use domain::case::{Actor, CaseId, Channel, Event, Person};
use domain::claim::News;
use domain::money::Money;
use domain::rights::{CaseAction, CaseRole, StaffMember, Viewer};
use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// The case of a claim, locked; where it goes on in another, claims are made there.
///
/// # Errors
/// As for every case; `Conflict` where it goes on in another.
pub(crate) async fn claimed_in(
    tx: &mut PgConnection,
    viewer: &Viewer,
    reference: &str,
    action: CaseAction,
) -> Result<(CaseFile, CaseRole)> {
    let (file, role) = CaseFile::lock(tx, viewer, reference, action).await?;
    if goes_on(&mut *tx, file.id).await?.is_some() {
        return Err(Error::Conflict("case-goes-on"));
    }
    Ok((file, role))
}

/// What the passenger says on the page of a claim, with a letter that it was heard. Answers with the entry.
pub(crate) async fn claimant_says(
    tx: &mut PgConnection,
    file: &mut CaseFile,
    now: Timestamp,
    (words, channel): (String, Channel),
    (news, amount): (News, Money),
) -> Result<i32> {
    let actor = Actor::Passenger(file.person_name.clone());
    let seq = heard(tx, file, now, actor, words, channel, None).await?;
    let letter = Letter::Claim { reference: file.reference.clone(), news, amount, reply_by: file.state.reply_by };
    tell_opener(tx, file, seq, now, letter).await?;
    Ok(seq)
}

/// Tells the passenger what a colleague decided for them to answer, with a letter; a closed case is open again by it.
pub(crate) async fn decided(tx: &mut PgConnection, file: &mut CaseFile, now: Timestamp, member: &StaffMember, words: String) -> Result<()> {
    let how = How { asks: true, reopens: true, ..How::default() };
    let said = Said { words, channel: Channel::Web, how, files: false };
    from_staff(tx, file, now, Uuid::new_v4(), member, said).await?;
    Ok(())
}

/// How a claim goes on by itself, said for the colleague who offered it, with a letter: in an open case to the passenger, who is next where
/// `asks`; in a closed one as a note, which leaves it closed.
pub(crate) async fn claim_goes_on(
    tx: &mut PgConnection,
    now: Timestamp,
    case: CaseId,
    by: Person,
    (words, asks): (String, bool),
    (news, amount): (News, Money),
) -> Result<()> {
    let case = goes_on(&mut *tx, case).await?.map_or(case, |(into, _)| into);
    let mut file = CaseFile::lock_by_id(tx, case).await?;
    let (actor, open) = (Actor::Staff(by.clone()), file.state.status.is_open());
    if open && file.state.owner.is_none() {
        give_to(tx, &mut file, now, actor.clone(), by).await?;
    }
    let event = match open {
        true => Event::Message { words, channel: Channel::Web, asks, reply_by: None },
        false => Event::Note { words, act: None },
    };
    let seq = append(tx, &mut file, Step { at: now, actor, event }, None).await?;
    let letter = Letter::Claim { reference: file.reference.clone(), news, amount, reply_by: None };
    tell_opener(tx, &file, seq, now, letter).await
}

/// A note for colleagues about a claim.
pub(crate) async fn claim_noted(
    tx: &mut PgConnection,
    file: &mut CaseFile,
    now: Timestamp,
    member: &StaffMember,
    words: String,
) -> Result<()> {
    append(tx, file, Step { at: now, actor: staff(member), event: Event::Note { words, act: None } }, None).await?;
    Ok(())
}
