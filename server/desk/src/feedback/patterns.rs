//! What is new today, what comes up often, and what one person said.

use super::{allowed, doubted};
use crate::{PgPool, Result};
use domain::feedback::{self, Cluster, Common, DAYS, Mood, Said, Theme};
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::Mutex;

/// The newest so many messages are put together: more than four weeks bring an airline.
const LOOKED_AT: i64 = 8_000;

/// What messages of the last four weeks have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Patterns {
    /// How many there are of the last 24 hours.
    pub today: usize,
    /// How many there are.
    pub all: usize,
    /// Of how many it is not sure what they are about or how they feel, and nobody has said.
    pub unsure: usize,
    /// What stands out today, the least likely first.
    pub new: Vec<Cluster>,
    /// What comes up often.
    pub common: Vec<Common>,
    /// What nobody else says: messages by number.
    pub single: Vec<i64>,
}

/// What has been put together last, for whom it was.
type Slot = Arc<Mutex<Option<Kept>>>;

/// Of which database, and of which departments; none: all of them.
type Whose = (String, Option<Vec<String>>);

struct Kept {
    stands: Stands,
    at: Timestamp,
    patterns: Arc<Patterns>,
}

/// What the answer depends on: any message, correction, or erasure makes it another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stands {
    count: i64,
    newest: Option<Timestamp>,
    edits: i64,
    generations: i64,
    forgotten: i64,
}

/// Kept for a process, by database and departments: it can be worked out again at any time. One at a time for each.
static KEPT: Mutex<BTreeMap<Whose, Slot>> = Mutex::const_new(BTreeMap::new());
/// So many at most; beyond, all are let go.
const SLOTS: usize = 64;
/// With nothing new said, hours pass: it is put together anew after so long.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(2);

/// What the messages of the last four weeks have in common. Worked out when somebody looks and something has been said, understood or corrected
/// since; who looks meanwhile waits for the same answer.
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn patterns(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Result<Arc<Patterns>> {
    let departments = allowed(viewer)?;
    let options = db.connect_options();
    let place = format!("{}:{}/{}", options.get_host(), options.get_port(), options.get_database().unwrap_or_default());
    let slot = {
        let mut kept = KEPT.lock().await;
        let key = (place, departments.clone());
        if kept.len() >= SLOTS && !kept.contains_key(&key) {
            kept.clear();
        }
        Arc::clone(kept.entry(key).or_default())
    };
    let mut slot = slot.lock().await;
    let stands = stands(db, now).await?;
    if let Some(kept) = slot.as_ref().filter(|kept| kept.stands == stands && kept.at <= now && now.duration_since(kept.at) < GOOD_FOR) {
        return Ok(Arc::clone(&kept.patterns));
    }
    let patterns = Arc::new(put_together(db, departments.as_deref(), now).await?);
    *slot = Some(Kept { stands, at: now, patterns: Arc::clone(&patterns) });
    Ok(patterns)
}

fn since(now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(24 * (DAYS as i64 + 1))
}

async fn stands(db: &PgPool, now: Timestamp) -> Result<Stands> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", max(said_at) as "newest: jiff_sqlx::Timestamp", coalesce(sum(edits), 0) as "edits!",
                  coalesce(sum(generation), 0)::bigint as "generations!", count(*) filter (where forgotten) as "forgotten!"
             from feedback where said_at > $1 and said_at <= $2"#,
        since(now).to_sqlx() as _,
        now.to_sqlx() as _,
    );
    let row = row.fetch_one(db).await?;
    let newest = row.newest.map(jiff_sqlx::Timestamp::to_jiff);
    Ok(Stands { count: row.count, newest, edits: row.edits, generations: row.generations, forgotten: row.forgotten })
}

/// Puts the messages of the last four weeks together.
async fn put_together(db: &PgPool, departments: Option<&[String]>, now: Timestamp) -> Result<Patterns> {
    let rows = sqlx::query!(
        r#"select id as "id!", invitation, said_at as "said_at!", theme as "theme!", mood as "mood!", theme_sure as "theme_sure!", mood_sure as "mood_sure!",
                  corrected as "corrected!", terms as "terms!", carrier, number, origin, destination
             from feedback_said where said_at > $1 and said_at <= $2 and ($4::text[] is null or department = any($4))
            order by said_at desc, id limit $3"#,
        since(now).to_sqlx() as _,
        now.to_sqlx() as _,
        LOOKED_AT,
        departments as _,
    );
    let (mut which, mut said): (Vec<i64>, Vec<Said>) = (Vec::new(), Vec::new());
    let (mut voices, mut unsure) = (BTreeMap::new(), 0);
    for row in rows.fetch_all(db).await? {
        let (theme, mood) = (Theme::parse(&row.theme).unwrap_or(Theme::Other), Mood::parse(&row.mood).unwrap_or(Mood::Neutral));
        if !row.corrected && doubted(mood, row.theme_sure, row.mood_sure) {
            unsure += 1;
        }
        // one person is one voice, in however many answers
        let place: Option<usize> = row.invitation.and_then(|invitation| voices.get(&invitation).copied());
        if let Some(before) = place.and_then(|place| said.get_mut(place)) {
            if before.mood == Mood::Positive && mood != Mood::Positive {
                (before.mood, before.theme) = (mood, theme);
            }
            let new: Vec<String> = row.terms.into_iter().filter(|term| !before.terms.contains(term)).collect();
            before.terms.extend(new);
            continue;
        }
        voices.extend(row.invitation.map(|invitation| (invitation, said.len())));
        which.push(row.id);
        said.push(Said {
            day: days(now, row.said_at.to_jiff()),
            theme,
            mood,
            places: places(row.origin, row.destination, row.carrier.zip(row.number)),
            terms: row.terms,
        });
    }
    let together = move || {
        let (common, single) = feedback::common(&said);
        let today = said.iter().filter(|one| one.day == 0).count();
        let single = single.into_iter().filter_map(|number| which.get(number).copied()).collect();
        Patterns { today, all: said.len(), unsure, new: feedback::unusual(&said), common, single }
    };
    tokio::task::spawn_blocking(together).await.map_err(|error| crate::Error::Internal(error.to_string()))
}

/// Whole days before now.
fn days(now: Timestamp, at: Timestamp) -> usize {
    usize::try_from(now.duration_since(at).as_hours() / 24).unwrap_or_default()
}

fn places(origin: Option<String>, destination: Option<String>, flight: Option<(String, i32)>) -> Vec<feedback::Place> {
    let mut places: Vec<_> = [&origin, &destination].into_iter().flatten().cloned().map(feedback::Place::Station).collect();
    if let (Some(origin), Some(destination)) = (origin, destination) {
        places.push(feedback::Place::Route(origin, destination));
    }
    if let Some((carrier, number)) = flight {
        places.push(feedback::Place::Flight(format!("{carrier} {number}")));
    }
    places
}
