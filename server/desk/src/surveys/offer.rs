//! Asked on the page of a trip or case: whoever has proved who they are, and whoever of ours has them on the telephone.

use super::answer::{current, link};
use super::asked::{Channel, answered_themselves};
use super::invite::one_at_a_time;
use super::quarter::Quarter;
use super::subject::{Subject, changed, closed, flown, invite};
use crate::cases::CaseFile;
use crate::{Error, PgPool, Result, audit};
use domain::booking::Locator;
use domain::case::Status;
use domain::contact::fold;
use domain::rights::{CaseAction, CaseRole, TripAccess, Viewer, may_act_for_passengers, trip_access};
use domain::survey::{ONCE_IN, Occasion, awake, ready};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// On pages it is asked about what is not longer ago than this.
const OFFERED_FOR: SignedDuration = SignedDuration::from_hours(24 * 14);
/// The quarter before is asked about on the telephone for so many days: as long as its letters are answered.
const ANSWERED_FOR: i32 = 35;

/// The page somebody is on.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// A trip: its last flight, what was changed of it, or the quarter it was flown in.
    Trip(&'a Locator),
    /// A case; and for who asks by telephone, its trip.
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

/// What there is to ask on a page: one thing where passengers are asked, everything where somebody of ours asks by telephone. Nobody is
/// asked who has answered, who was asked about something else not long ago, or who has not proved who they are.
///
/// # Errors
/// `NotFound`, `Forbidden` where the page itself is not theirs; those of the database.
pub async fn offered(db: &PgPool, viewer: &Viewer, now: Timestamp, about: About<'_>) -> Result<Vec<Offer>> {
    let mut db = db.acquire().await?;
    let mut offers = Vec::new();
    for (subject, telephone) in subjects(&mut db, viewer, now, about).await? {
        if current(&mut db, subject.occasion).await?.is_some() && asks(&mut db, now, &subject, telephone).await? {
            offers.push(Offer { occasion: subject.occasion, telephone });
        }
    }
    Ok(offers)
}

/// The link to the questions of an occasion, or of the first that is asked about: whoever presses the button has it, and nobody else.
///
/// # Errors
/// `NotFound`, `Forbidden`; `Conflict` where there is nothing to ask any more; those of the database.
pub async fn begin(db: &PgPool, viewer: &Viewer, now: Timestamp, about: About<'_>, occasion: Option<Occasion>) -> Result<String> {
    let mut tx = db.begin().await?;
    let nothing = Error::Conflict("survey-nothing-to-ask");
    let mut found = subjects(&mut tx, viewer, now, about).await?.into_iter();
    let found = found.find(|(subject, _)| occasion.is_none_or(|occasion| occasion == subject.occasion));
    let Some((subject, telephone)) = found else { return Err(nothing) };
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

/// What there is to ask about, the likeliest first, and whether somebody of ours asks it.
async fn subjects(db: &mut PgConnection, viewer: &Viewer, now: Timestamp, about: About<'_>) -> Result<Vec<(Subject, bool)>> {
    let since = now - OFFERED_FOR;
    match about {
        About::Trip(locator) => match trip_access(viewer, locator.as_str()) {
            Some(TripAccess::Verified) => {
                let subject = match flown(db, now, since, locator.as_str()).await? {
                    Some(subject) => Some(subject),
                    None => last_change(db, locator.as_str(), since).await?,
                };
                let Some(subject) = subject.filter(|subject| subject.at > since) else { return Ok(Vec::new()) };
                Ok(subject.asked_of(db, viewer).await?.map(|subject| (subject, false)).into_iter().collect())
            }
            Some(TripAccess::Staff) if may_act_for_passengers(viewer) => by_telephone(db, now, locator.as_str()).await,
            // the name alone is on every boarding pass
            Some(TripAccess::Staff | TripAccess::Itinerary) | None => Ok(Vec::new()),
        },
        About::Case(reference) => {
            let (file, role) = CaseFile::read(db, viewer, reference, CaseAction::Read).await?;
            let telephone = match role {
                CaseRole::Opener => false,
                CaseRole::Staff { .. } if role.may(CaseAction::Reply) => true,
                CaseRole::Staff { .. } | CaseRole::Companion | CaseRole::Machine { .. } => return Ok(Vec::new()),
            };
            if file.state.status != Status::Closed {
                return Ok(Vec::new());
            }
            let subject = closed(db, file.id).await?.filter(|subject| subject.at > since);
            let mut all: Vec<_> = subject.map(|subject| (subject, telephone)).into_iter().collect();
            if let (true, Some(locator)) = (telephone && may_act_for_passengers(viewer), &file.locator) {
                all.extend(by_telephone(db, now, locator).await?);
            }
            Ok(all)
        }
    }
}

/// What whoever a booking is written to can be asked on the telephone: their last flight, what was changed, and the quarter before.
async fn by_telephone(db: &mut PgConnection, now: Timestamp, locator: &str) -> Result<Vec<(Subject, bool)>> {
    let since = now - OFFERED_FOR;
    let mut all = Vec::new();
    all.extend(flown(db, now, since, locator).await?.filter(|subject| subject.at > since));
    all.extend(last_change(db, locator, since).await?);
    if let Some(quarter) = Quarter::before(now, ANSWERED_FOR)
        && let Some(subject) = flown(db, quarter.end().min(now), quarter.begin(), locator).await?
        && let Some(person) = subject.person.clone()
    {
        let cause = quarter.cause(db, &person).await?;
        all.push(subject.of_quarter(cause));
    }
    Ok(all.into_iter().map(|subject| (subject, true)).collect())
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
