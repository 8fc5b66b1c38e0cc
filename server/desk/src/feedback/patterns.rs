//! What is new today, what comes up often, and what one person said.

use super::{Place, allowed};
use crate::{PgPool, Result};
use domain::feedback::{self, Cluster, Common, DAYS, Mood, Said, Theme};
use domain::rights::Viewer;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;

/// The newest so many messages are put together: more than four weeks bring an airline.
const LOOKED_AT: i64 = 8_000;

/// What messages of the last four weeks have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Patterns {
    /// How many there are of the last 24 hours.
    pub today: usize,
    /// How many there are.
    pub all: usize,
    /// What stands out today, the least likely first.
    pub new: Vec<Cluster>,
    /// What comes up often.
    pub common: Vec<Common>,
    /// What nobody else says.
    pub single: Vec<Place>,
}

/// Puts the messages of the last four weeks together.
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn patterns(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Result<Patterns> {
    let departments = allowed(viewer)?;
    let day = SignedDuration::from_hours(24);
    let since = now - SignedDuration::from_hours(24 * (DAYS as i64 + 1));
    let rows = sqlx::query!(
        "select f.invitation, f.question, f.said_at, f.theme, f.mood, f.terms, i.carrier, i.number, i.origin, i.destination
           from feedback f join survey_invitation i on i.id = f.invitation
          where f.said_at > $1 and f.said_at <= $2 and ($4::text[] is null or i.department = any($4)) order by f.said_at desc, f.invitation desc, f.question limit $3",
        since.to_sqlx() as _,
        now.to_sqlx() as _,
        LOOKED_AT,
        departments.as_deref() as _,
    );
    let (mut which, mut said): (Vec<Place>, Vec<Said>) = (Vec::new(), Vec::new());
    for row in rows.fetch_all(db).await? {
        let mood = Mood::parse(&row.mood).unwrap_or(Mood::Neutral);
        // one person is one voice, in however many answers
        if let (Some(last), Some(before)) = (said.last_mut(), which.last())
            && before.invitation == row.invitation
        {
            if last.mood == Mood::Positive && mood != Mood::Positive {
                (last.mood, last.theme) = (mood, Theme::parse(&row.theme).unwrap_or(Theme::Other));
            }
            let new: Vec<String> = row.terms.into_iter().filter(|term| !last.terms.contains(term)).collect();
            last.terms.extend(new);
            continue;
        }
        let ago = now.duration_since(row.said_at.to_jiff());
        let mut places = Vec::new();
        for station in [&row.origin, &row.destination].into_iter().flatten() {
            places.push(feedback::Place::Station(station.clone()));
        }
        if let (Some(origin), Some(destination)) = (row.origin, row.destination) {
            places.push(feedback::Place::Route(origin, destination));
        }
        if let (Some(carrier), Some(number)) = (row.carrier, row.number) {
            places.push(feedback::Place::Flight(format!("{carrier} {number}")));
        }
        which.push(Place { invitation: row.invitation, question: row.question });
        said.push(Said {
            day: usize::try_from(ago.as_secs() / day.as_secs()).unwrap_or_default(),
            theme: Theme::parse(&row.theme).unwrap_or(Theme::Other),
            mood,
            places,
            terms: row.terms,
        });
    }
    let together = move || {
        let (common, single) = feedback::common(&said);
        let today = said.iter().filter(|one| one.day == 0).count();
        let single = single.into_iter().filter_map(|number| which.get(number).cloned()).collect();
        Patterns { today, all: said.len(), new: feedback::unusual(&said), common, single }
    };
    tokio::task::spawn_blocking(together).await.map_err(|error| crate::Error::Internal(error.to_string()))
}
