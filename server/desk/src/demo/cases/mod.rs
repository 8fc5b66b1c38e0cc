//! Some four hundred cases of every kind in both languages, and those of the people one can sign in as.
//! All of them are written the way real ones are, so that `landside check` holds for them too.

mod chinese;
mod course;
mod english;
mod people;
mod renew;
mod story;

pub use renew::renew;

use super::staff::{self, Person};
use crate::Result;
use crate::cases::{self, New, Origin};
use course::Course;
use domain::case::{Act, Actor, Channel};
use domain::locale::Locale;
use domain::rights::Role;
use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use story::{Story, filled};

/// Cases made besides those of the fixed people.
const COUNT: u32 = 400;
/// The oldest were opened this long ago.
const DAYS: i64 = 60;

/// Writes the demo's cases in the caller's transaction, after its staff and bookings; nothing where there
/// are cases already. Answers with how many it wrote.
///
/// # Errors
/// Those of the database.
pub async fn load(tx: &mut PgConnection, now: Timestamp) -> Result<usize> {
    let any = sqlx::query_scalar!(r#"select exists (select from case_file) as "any!""#).fetch_one(&mut *tx).await?;
    if any {
        return Ok(0);
    }
    let travellers = people::travellers(&mut *tx, now, i64::from(COUNT)).await?;
    for n in 0..COUNT {
        let traveller = travellers.get(n as usize).cloned().unwrap_or_else(|| people::stranger(n));
        let stories = match traveller.language {
            Locale::En => english::ENGLISH,
            Locale::ZhCn => chinese::CHINESE,
        };
        if let Some(story) = stories.get(mix(n, 1) as usize % stories.len()) {
            write(tx, now, n, story, &traveller).await?;
        }
    }
    let fixed = people::fixed(tx, now).await?;
    link_some(tx, now).await?;
    Ok(COUNT as usize + fixed)
}

/// A few open cases about the same flight are linked, by whoever has the first.
async fn link_some(tx: &mut PgConnection, now: Timestamp) -> Result<()> {
    let pairs = sqlx::query!(
        "select a.id as one, a.reference as one_reference, b.id as other, b.reference as other_reference, s.id as by, s.name
           from case_file a join case_file b using (carrier, number, flight_date) join staff s on s.id = a.owner
          where a.id < b.id and a.status <> 'closed' and b.status <> 'closed' order by a.id, b.id limit 6"
    );
    for pair in pairs.fetch_all(&mut *tx).await? {
        let by = Actor::Staff(domain::case::Person { id: pair.by.to_string(), name: pair.name });
        for (id, with) in [(pair.one, pair.other_reference), (pair.other, pair.one_reference)] {
            let step = cases::Step { at: now - SignedDuration::from_secs(20), actor: by.clone(), event: Act::Linked { with }.noted() };
            cases::append_all(tx, id, vec![step]).await?;
        }
    }
    Ok(())
}

/// One case and how it went.
async fn write(tx: &mut PgConnection, now: Timestamp, n: u32, story: &Story, who: &people::Traveller) -> Result<()> {
    let course = Course::of(n);
    let at = course.opened(now, n);
    let agent = agent_for(story.topic.department(story.kind), who.language, n);
    let flight = who.flight.as_ref().map(|(carrier, number, _)| format!("{carrier} {number}")).unwrap_or_else(|| "LD 402".into());
    let gaps = [
        ("{flight}", flight.as_str()),
        ("{from}", who.from.as_str()),
        ("{to}", who.to.as_str()),
        ("{locator}", who.locator.as_deref().unwrap_or("LD")),
        ("{name}", who.name.as_str()),
        ("{agent}", agent.name),
    ];
    let new = New {
        kind: story.kind,
        topic: story.topic,
        subject: filled(story.subject, &gaps),
        words: filled(story.words, &gaps),
        name: who.name.clone(),
        email: String::new(),
        language: who.language,
        locator: who.locator.clone(),
        flight: who.flight.clone(),
        bag_tag: String::new(),
    };
    let channel = match mix(n, 2) % 10 {
        0 => Channel::Phone,
        1 => Channel::Email,
        2 => Channel::Counter,
        _ => Channel::Web,
    };
    let origin =
        Origin { channel, address: Some(who.address.clone()), passenger: who.passenger, actor: Actor::Passenger(who.name.clone()) };
    let file = cases::seed(tx, at, new, origin).await?;
    let steps = course.steps(&course::Cast { story, gaps: &gaps, agent, passenger: &who.name, opened: at, now, n, file: &file });
    cases::append_all(tx, file.id, steps).await
}

/// Somebody of the department, who speaks the language if anybody there does.
fn agent_for(department: &str, language: Locale, n: u32) -> &'static Person {
    let there = |person: &&Person| person.role != Role::Administrator && person.departments.contains(&department);
    let speaks = |person: &&Person| person.languages.contains(&language.tag());
    let mut able: Vec<&Person> = staff::PEOPLE.iter().filter(there).filter(speaks).collect();
    if able.is_empty() {
        able = staff::PEOPLE.iter().filter(there).collect();
    }
    let place = mix(n, 3) as usize % able.len().max(1);
    able.get(place).copied().unwrap_or(&staff::PEOPLE[0])
}

/// A number fixed by case and purpose, spread evenly enough for a demo.
const fn mix(n: u32, purpose: u32) -> u32 {
    let mut x = n.wrapping_mul(0x9e37_79b9).wrapping_add(purpose.wrapping_mul(0x85eb_ca6b));
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

/// So many minutes, at most a bit more than what is given.
fn minutes(n: u32, purpose: u32, least: u32, most: u32) -> SignedDuration {
    SignedDuration::from_mins(i64::from(least + mix(n, purpose) % (most - least + 1)))
}
