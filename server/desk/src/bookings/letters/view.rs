//! How letters about a trip stand, to those who may know.

use super::super::trip::Trip;
use super::facts::legs;
use super::release::unsent;
use super::wish::offered;
use crate::outbox::State;
use crate::{PgPool, Result};
use domain::booking::notices::{Notice, Rule, Wishes, notices};
use domain::contact::{Way, mask};
use domain::locale::Locale;
use domain::rights::{TripAccess, Viewer};
use jiff::Timestamp;
use sqlx::{PgConnection, PgExecutor};

/// Letters about a trip.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TripLetters {
    /// Addresses they may choose from; none unless they have proved who they are.
    pub choices: Vec<Choice>,
    /// Everybody who gets letters, or did: only for staff, masked.
    pub standing: Vec<Standing>,
    /// What was written, newest first: to them; to everybody, for staff.
    pub sent: Vec<Sent>,
}

/// An address letters may go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The address, whole: it is theirs.
    pub address: String,
    /// How letters travel there.
    pub way: Way,
    /// What stands, where letters are on.
    pub on: Option<Standing>,
    /// What will come, in the order of leaving, as the flights stand now.
    pub planned: Vec<Notice>,
}

/// What somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Masked.
    pub to: String,
    /// In which language.
    pub locale: Locale,
    /// What.
    pub wishes: Wishes,
    /// Since when.
    pub since: Timestamp,
    /// When it ended.
    pub off_at: Option<Timestamp>,
}

/// A letter that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// "reminder", "connection", "arrival", "itinerary", "change".
    pub what: String,
    /// About which flight, by its place in the booking; 0 for the whole trip.
    pub position: i16,
    /// To whom, masked.
    pub to: String,
    /// When it was promised.
    pub promised_at: Timestamp,
    /// What became of it; `None` where the outbox has forgotten it.
    pub state: Option<State>,
}

/// How letters about a trip stand, as far as the viewer may know: whoever only showed a name learns nothing. `trip` is as
/// they were shown it.
///
/// # Errors
/// Those of the database.
pub async fn of_trip(db: &PgPool, viewer: &Viewer, now: Timestamp, trip: &Trip, texts: bool) -> Result<TripLetters> {
    if !trip.access.shows_personal_data() {
        return Ok(TripLetters::default());
    }
    let staff = trip.access == TripAccess::Staff;
    let mut tx = db.begin().await?;
    let all = standing(&mut tx, trip).await?;
    let mut choices = Vec::new();
    if !staff {
        for offer in offered(&mut tx, viewer, &trip.locator, texts).await? {
            let on = all.iter().find(|(address, standing)| *address == offer.address && standing.off_at.is_none());
            let on = on.map(|(_, standing)| standing.clone());
            let planned = match &on {
                Some(on) if trip.state.is_live() => {
                    let planned = notices(&Rule::at(now), &legs(trip), on.wishes, on.since, now);
                    unsent(&mut tx, trip, &offer.address, planned).await?
                }
                _ => Vec::new(),
            };
            choices.push(Choice { way: Way::to(&offer.address), address: offer.address, on, planned });
        }
    }
    let theirs: Vec<String> = choices.iter().map(|choice| choice.address.clone()).collect();
    let sent = sent(&mut *tx, trip, staff, &theirs).await?;
    tx.commit().await?;
    let standing = if staff { all.into_iter().map(|(_, standing)| standing).collect() } else { Vec::new() };
    Ok(TripLetters { choices, standing, sent })
}

async fn standing(tx: &mut PgConnection, trip: &Trip) -> Result<Vec<(String, Standing)>> {
    let rows = sqlx::query!(
        "select address, locale, reminders, word, since, off_at from trip_subscription where locator = $1 order by since, address",
        trip.locator.as_str(),
    );
    let rows = rows.fetch_all(tx).await?.into_iter();
    Ok(rows
        .map(|row| {
            let standing = Standing {
                to: mask(&row.address),
                locale: Locale::from_tag(&row.locale).unwrap_or_default(),
                wishes: Wishes { reminders: row.reminders, word: row.word },
                since: row.since.to_jiff(),
                off_at: row.off_at.map(|at| at.to_jiff()),
            };
            (row.address, standing)
        })
        .collect())
}

/// What was written about a trip, newest first, to anybody: for staff, beside what the trip is about.
///
/// # Errors
/// Those of the database.
pub async fn written(db: &PgPool, trip: &Trip) -> Result<Vec<Sent>> {
    if trip.access == TripAccess::Staff { sent(db, trip, true, &[]).await } else { Ok(Vec::new()) }
}

async fn sent(db: impl PgExecutor<'_>, trip: &Trip, all: bool, theirs: &[String]) -> Result<Vec<Sent>> {
    let rows = sqlx::query!(
        r#"select t.what, t.position, t.address, t.promised_at, o.state as "state?" from trip_letter t
             left join outbox o on o.dedupe_key = t.dedupe_key
            where t.locator = $1 and ($2 or t.address = any($3)) order by t.promised_at desc, t.what limit 50"#,
        trip.locator.as_str(),
        all,
        theirs,
    );
    let rows = rows.fetch_all(db).await?.into_iter();
    Ok(rows
        .map(|row| Sent {
            what: row.what,
            position: row.position,
            to: mask(&row.address),
            promised_at: row.promised_at.to_jiff(),
            state: row.state.as_deref().map(State::parse),
        })
        .collect())
}
