//! The office goes on while nobody looks: what fell due is settled, and as much comes in again, so that a demo kept
//! for weeks has neither an empty queue nor one that is days late.

use super::{COUNT, Course, agent_for, people, write};
use crate::Result;
use crate::cases::{self, Step};
use crate::demo::cases::{chinese, english, mix};
use domain::case::{Actor, Channel, Event, Person, Status};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// The people one can sign in as travel anew each day: what they asked on another day is settled.
const SAME_DAY: SignedDuration = SignedDuration::from_hours(20);
/// What waits for somebody's word this long has had it.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24 * 7);

struct Due {
    id: i64,
    department: String,
    language: String,
    owner: Option<Uuid>,
    name: Option<String>,
    last_at: jiff_sqlx::Timestamp,
}

/// Settles what is due, in the caller's transaction, and lets new cases come in. What a visitor opened, or had a
/// letter from, is theirs and is left alone.
///
/// # Errors
/// Those of the database.
pub async fn renew(tx: &mut PgConnection, now: Timestamp) -> Result<()> {
    let due = sqlx::query_as!(
        Due,
        r#"select f.id, f.department, f.language, f.owner, s.name as "name?", f.last_at
             from case_file f left join staff s on s.id = f.owner
            where f.status <> 'closed' and not exists (select from case_link l where l.case_id = f.id)
              and (f.reply_by < $1 or f.last_at < $2 or (f.locator like 'DEMO__' and f.opened_at < $3))
            order by f.id"#,
        now.to_sqlx() as _,
        (now - FORGOTTEN).to_sqlx() as _,
        (now - SAME_DAY).to_sqlx() as _,
    )
    .fetch_all(&mut *tx)
    .await?;
    for case in &due {
        settle(tx, now, case).await?;
    }
    come_in(tx, now, due.len()).await?;
    people::fixed(tx, now).await?;
    Ok(())
}

/// Answered and closed, an hour or so after the last word.
async fn settle(tx: &mut PgConnection, now: Timestamp, case: &Due) -> Result<()> {
    let n = u32::try_from(case.id).unwrap_or_default();
    let language = Locale::from_tag(&case.language).unwrap_or_default();
    let last = case.last_at.to_jiff();
    let after = |minutes| (last + SignedDuration::from_mins(minutes)).min(now - SignedDuration::from_secs(30)).max(last);
    let agent = agent_for(&case.department, language, n);
    let (owner, taken) = match (case.owner, &case.name) {
        (Some(id), Some(name)) => (Person { id: id.to_string(), name: name.clone() }, false),
        _ => (Person { id: agent.id().to_string(), name: agent.name.to_owned() }, true),
    };
    let step = |minutes, event| Step { at: after(minutes), actor: Actor::Staff(owner.clone()), event };
    let words = match language {
        Locale::En => "Thank you for waiting. It is done as we agreed. Should anything still be missing, write here and I see to it.",
        Locale::ZhCn => "感谢您耐心等待，事情已按约定办妥。如还有遗漏，请直接在此回复，我会继续处理。",
    };
    let hand = taken.then(|| step(35, Event::Assignment { department: case.department.clone(), owner: Some(owner.clone()) }));
    let answer = step(50, Event::Message { words: words.into(), channel: Channel::Web, asks: false, reply_by: None });
    let close = step(75, Event::Status { to: Status::Closed, level: None });
    cases::append_all(tx, case.id, hand.into_iter().chain([answer, close]).collect()).await
}

/// As many new ones, other stories of other people each day.
async fn come_in(tx: &mut PgConnection, now: Timestamp, count: usize) -> Result<()> {
    let travellers = people::travellers(&mut *tx, now, i64::from(COUNT) * 4).await?;
    let day = u32::try_from(now.as_second() / 86_400).unwrap_or_default();
    let first = (day % 10_000) * COUNT;
    let open = (first..first + COUNT).filter(|n| Course::of(*n) != Course::Closed);
    for n in open.take(count) {
        let place = mix(n, 4) as usize % travellers.len().max(1);
        let traveller = travellers.get(place).cloned().unwrap_or_else(|| people::stranger(n));
        let stories = match traveller.language {
            Locale::En => english::ENGLISH,
            Locale::ZhCn => chinese::CHINESE,
        };
        if let Some(story) = stories.get(mix(n, 1) as usize % stories.len()) {
            write(tx, now, n, story, &traveller).await?;
        }
    }
    Ok(())
}
