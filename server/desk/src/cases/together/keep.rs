//! The tables the queue looks through, kept with each entry and compared with the timeline.

use crate::{Error, Result};
use domain::case::{Act, Actor, Arranged, CaseId, Entry, Event, brings_back};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

fn uuid(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::Internal(format!("no UUID: {text}")))
}

/// What an entry changes in these tables. Called for every entry, so that no use-case can forget it.
pub(in super::super) async fn keep(tx: &mut PgConnection, case: CaseId, entry: &Entry) -> Result<()> {
    if brings_back(entry) {
        sqlx::query!("delete from case_aside where case_id = $1", case).execute(&mut *tx).await?;
    }
    let Event::Note { act: Some(act), .. } = &entry.event else { return Ok(()) };
    match act {
        Act::Tagged { tag } => {
            sqlx::query!("insert into case_tag (case_id, word) values ($1, $2) on conflict do nothing", case, tag)
                .execute(&mut *tx)
                .await?;
            sqlx::query!(
                "insert into tag_word (department, word, used_at) select department, $2, $3 from case_file where id = $1
                 on conflict (department, word) do update set uses = tag_word.uses + 1, used_at = excluded.used_at",
                case,
                tag,
                entry.at.to_sqlx() as _,
            )
            .execute(tx)
            .await?;
        }
        Act::Untagged { tag } => {
            sqlx::query!("delete from case_tag where case_id = $1 and word = $2", case, tag).execute(tx).await?;
        }
        Act::Aside { until } => {
            sqlx::query!(
                "insert into case_aside (case_id, until) values ($1, $2) on conflict (case_id) do update set until = excluded.until",
                case,
                until.to_sqlx() as _,
            )
            .execute(tx)
            .await?;
        }
        Act::Linked { with } => {
            sqlx::query!(
                "insert into case_tie (case_id, other_id) select $1, id from case_file where reference = $2 on conflict do nothing",
                case,
                with,
            )
            .execute(tx)
            .await?;
        }
        Act::Unlinked { with } => {
            sqlx::query!(
                "delete from case_tie where case_id = $1 and other_id = (select id from case_file where reference = $2)",
                case,
                with,
            )
            .execute(tx)
            .await?;
        }
        Act::Planned { .. } | Act::Reminded { .. } | Act::Settled { .. } => keep_follow_up(tx, case, act).await?,
        Act::Merged { into, open, reply_by } => {
            sqlx::query!(
                "insert into case_merge (case_id, into_id, merged_at, by_name, was_open, reply_by)
                 select $1, id, $3, $4, $5, $6 from case_file where reference = $2",
                case,
                into,
                entry.at.to_sqlx() as _,
                match &entry.actor {
                    Actor::Staff(person) => person.name.as_str(),
                    Actor::Passenger(_) | Actor::System => "",
                },
                open,
                reply_by.map(ToSqlx::to_sqlx) as _,
            )
            .execute(tx)
            .await?;
        }
        Act::Apart { .. } => {
            // said in both; only the one that had gone has a row
            sqlx::query!("delete from case_merge where case_id = $1", case).execute(tx).await?;
        }
        Act::Back | Act::Joined { .. } | Act::Readdressed { .. } | Act::Identified { .. } | Act::Other => {}
    }
    Ok(())
}

async fn keep_follow_up(tx: &mut PgConnection, case: CaseId, act: &Act) -> Result<()> {
    match act {
        Act::Planned { id, due, owner, from: _ } => {
            sqlx::query!(
                "insert into follow_up (id, case_id, due_at, owner) values ($1, $2, $3, $4)",
                uuid(id)?,
                case,
                due.to_sqlx() as _,
                uuid(&owner.id)?,
            )
            .execute(tx)
            .await?;
        }
        Act::Reminded { id } => {
            sqlx::query!("update follow_up set reminded = true where id = $1", uuid(id)?).execute(tx).await?;
        }
        Act::Settled { id, .. } => {
            sqlx::query!("delete from follow_up where id = $1", uuid(id)?).execute(tx).await?;
        }
        _ => {}
    }
    Ok(())
}

/// What these tables say otherwise than the timeline, if they do (I2).
pub(in super::super) async fn differs(tx: &mut PgConnection, case: CaseId, entries: &[Entry]) -> Result<Option<String>> {
    let told = Arranged::of(entries);
    let tags = sqlx::query_scalar!("select word from case_tag where case_id = $1", case).fetch_all(&mut *tx).await?;
    let links = sqlx::query_scalar!("select f.reference from case_tie t join case_file f on f.id = t.other_id where t.case_id = $1", case)
        .fetch_all(&mut *tx)
        .await?;
    let until = sqlx::query_scalar!("select until from case_aside where case_id = $1", case).fetch_optional(&mut *tx).await?;
    let merged =
        sqlx::query_scalar!("select f.reference from case_merge m join case_file f on f.id = m.into_id where m.case_id = $1", case)
            .fetch_optional(&mut *tx)
            .await?;
    let planned = sqlx::query!("select id, reminded from follow_up where case_id = $1", case).fetch_all(&mut *tx).await?;
    let set = |words: Vec<String>| words.into_iter().collect::<BTreeSet<String>>();
    let planned: BTreeSet<(String, bool)> = planned.into_iter().map(|row| (row.id.to_string(), row.reminded)).collect();
    let due: BTreeSet<(String, bool)> = told.follow_ups.iter().map(|one| (one.id.clone(), one.reminded)).collect();
    let kept = (set(tags), set(links), until.map(jiff_sqlx::Timestamp::to_jiff), planned, merged);
    let folded = (told.tags, told.links, told.aside_until, due, told.merged);
    Ok((kept != folded).then(|| format!("timeline arranges {folded:?}, tables have {kept:?}")))
}
