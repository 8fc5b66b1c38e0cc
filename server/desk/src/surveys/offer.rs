//! Asked on the page of a trip or case: whoever has proved who they are, and whoever of ours has them on the telephone.

use super::answer::{current, link};
use super::asked::{Channel, answered_themselves};
use super::invite::one_at_a_time;
use super::subject::{Subject, changed, closed, flown, invite};
use crate::cases::CaseFile;
use crate::{Error, PgPool, Result, audit};
use domain::booking::Locator;
use domain::case::Status;
use domain::contact::fold;
use domain::rights::{CaseAction, CaseRole, TripAccess, Viewer, trip_access};
use domain::survey::{ONCE_IN, Occasion, awake, ready};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// On pages it is asked about what is not longer ago than this.
const OFFERED_FOR: SignedDuration = SignedDuration::from_hours(24 * 14);

/// The page somebody is on.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// A trip: its last flight, or what was changed of it.
    Trip(&'a Locator),
    /// A case.
    Case(&'a str),
}

/// What is asked there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// After what.
    pub occasion: Occasion,
    /// Somebody of ours asks, and writes down what they hear.
    pub telephone: bool,
}

/// Whether there is something to ask on a page. Nobody is asked who has answered, who was asked about something else not long ago, or
/// who has not proved who they are.
///
/// # Errors
/// `NotFound`, `Forbidden` where the page itself is not theirs; those of the database.
pub async fn offered(db: &PgPool, viewer: &Viewer, now: Timestamp, about: About<'_>) -> Result<Option<Offer>> {
    let mut db = db.acquire().await?;
    let Some((subject, telephone)) = subject(&mut db, viewer, now, about).await? else { return Ok(None) };
    let fits = current(&mut db, subject.occasion).await?.is_some() && asks(&mut db, now, &subject, telephone).await?;
    Ok(fits.then_some(Offer { occasion: subject.occasion, telephone }))
}

/// The link to the questions: whoever presses the button has it, and nobody else.
///
/// # Errors
/// `NotFound`, `Forbidden`; `Conflict` where there is nothing to ask any more; those of the database.
pub async fn begin(db: &PgPool, viewer: &Viewer, now: Timestamp, about: About<'_>) -> Result<String> {
    let mut tx = db.begin().await?;
    let nothing = Error::Conflict("survey-nothing-to-ask");
    let Some((subject, telephone)) = subject(&mut tx, viewer, now, about).await? else { return Err(nothing) };
    let Some(current) = current(&mut tx, subject.occasion).await? else { return Err(nothing) };
    if let Some(person) = subject.person.as_deref() {
        one_at_a_time(&mut tx, &fold(person)).await?;
    }
    if !asks(&mut tx, now, &subject, telephone).await? {
        return Err(nothing);
    }
    // a call that comes to nothing does not stand in for the letter
    let letter = telephone.then(|| awake(now + ready(subject.occasion), &subject.zone()));
    let invitation = match invite(&mut tx, now, &subject, &current, letter).await? {
        Some(id) => id,
        None => sqlx::query_scalar!("select id from survey_invitation where cause = $1", subject.cause).fetch_one(&mut *tx).await?,
    };
    let staff = viewer.staff().filter(|_| telephone).and_then(|member| Uuid::parse_str(&member.id).ok());
    let channel = if telephone { Channel::Telephone } else { Channel::Page };
    let token = link(&mut tx, now, invitation, channel, staff).await?;
    if telephone {
        audit::record(&mut tx, viewer, now, "survey_begun", "survey", &invitation.to_string(), json!({ "cause": subject.cause })).await?;
    }
    tx.commit().await?;
    Ok(token.to_text())
}

/// What there is to ask about, and whether somebody of ours asks it.
async fn subject(db: &mut PgConnection, viewer: &Viewer, now: Timestamp, about: About<'_>) -> Result<Option<(Subject, bool)>> {
    let since = now - OFFERED_FOR;
    let found = match about {
        About::Trip(locator) => {
            // the name alone is on every boarding pass
            if trip_access(viewer, locator.as_str()) != Some(TripAccess::Verified) {
                return Ok(None);
            }
            match flown(db, now, since, locator.as_str()).await? {
                Some(subject) => Some((subject, false)),
                None => last_change(db, locator.as_str(), since).await?.map(|subject| (subject, false)),
            }
        }
        About::Case(reference) => {
            let (file, role) = CaseFile::read(db, viewer, reference, CaseAction::Read).await?;
            let telephone = match role {
                CaseRole::Opener => false,
                CaseRole::Staff { .. } if role.may(CaseAction::Reply) => true,
                CaseRole::Staff { .. } | CaseRole::Companion | CaseRole::Machine { .. } => return Ok(None),
            };
            if file.state.status != Status::Closed {
                return Ok(None);
            }
            closed(db, file.id).await?.map(|subject| (subject, telephone))
        }
    };
    Ok(found.filter(|(subject, _)| subject.at > since))
}

async fn last_change(db: &mut PgConnection, locator: &str, since: Timestamp) -> Result<Option<Subject>> {
    let change = sqlx::query_scalar!(
        "select id from trip_change where (locator = $1 and became is null or became = $1) and state = 'done' and done_at > $2 order by done_at desc limit 1",
        locator,
        since.to_sqlx() as _,
    );
    match change.fetch_optional(&mut *db).await? {
        Some(change) => changed(db, change).await,
        None => Ok(None),
    }
}

/// Whether this person may be asked about this.
async fn asks(db: &mut PgConnection, now: Timestamp, subject: &Subject, telephone: bool) -> Result<bool> {
    let own =
        sqlx::query!("select id, done_at is not null as \"done!\", expires_at from survey_invitation where cause = $1", subject.cause);
    if let Some(own) = own.fetch_optional(&mut *db).await? {
        let open = !own.done && own.expires_at.to_jiff() > now;
        return Ok(open && !(telephone && answered_themselves(db, own.id).await?));
    }
    let other = sqlx::query_scalar!(
        r#"select exists (select from survey_invitation where person = $1 and created_at > $2) as "other!""#,
        subject.person.as_deref().map(fold),
        (now - ONCE_IN).to_sqlx() as _,
    );
    Ok(!other.fetch_one(db).await?)
}
