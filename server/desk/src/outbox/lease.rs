//! Handing letters to a worker: what is due, as much as each mail system may have.

use super::{Letter, Signer, opt_out::leave_token};
use crate::{PgPool, Result};
use domain::contact::Way;
use domain::delivery::Paces;
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// A worker has this long to send what it took; then another may take it.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// What a reply address is signed for.
pub(crate) const REPLY: &str = "reply";
/// One worker takes letters at a time, over all processes, so that what is counted is true.
const TAKING: i64 = 1021;

/// A letter in a worker's hands.
#[derive(Debug, Clone)]
pub struct Leased {
    /// Row id; its text is the left side of the Message-ID, the same at each attempt.
    pub id: Uuid,
    /// The address or number.
    pub to: String,
    /// The reader's language.
    pub locale: Locale,
    /// What it says.
    pub letter: Letter,
    /// The code or the link's token.
    pub secret: Option<String>,
    /// When it was promised: the letter's date.
    pub created_at: Timestamp,
    /// The conversation with this reader about this case so far, oldest first.
    pub thread: Vec<Before>,
    /// `ls7k3m9q2f.SIGNATURE`: behind a plus, it makes the address by which an answer finds the case.
    pub reply_tag: Option<String>,
    /// The token of the link by which its reader can leave what it is of.
    pub leave: Option<String>,
}

/// A message of the conversation a letter goes on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// A letter of ours, by its row.
    Ours(Uuid),
    /// The reader's, by its Message-ID.
    Theirs(String),
}

/// Takes up to `n` letters that are due and go this way: none that another worker holds, none of a mail system that has
/// as much as it may. A letter counts an attempt when it is taken, so that one which kills its worker ends too.
///
/// # Errors
/// Those of the database.
pub async fn lease(db: &PgPool, now: Timestamp, n: i64, way: Way, paces: &Paces) -> Result<Vec<Leased>> {
    let mut tx = db.begin().await?;
    // a lease that a crash of the database forgets is only taken again
    sqlx::query!("set local synchronous_commit to off").execute(&mut *tx).await?;
    sqlx::query!("select pg_advisory_xact_lock($1)", TAKING).execute(&mut *tx).await?;
    let domains: Vec<String> = paces.own.iter().map(|(domain, _)| domain.clone()).collect();
    let at_once: Vec<i32> = paces.own.iter().map(|(_, pace)| pace.at_once).collect();
    let per_minute: Vec<i32> = paces.own.iter().map(|(_, pace)| pace.per_minute).collect();
    // the domains that wait are found one by one along the index: a hundred thousand letters to one of them cost the others nothing
    let rows = sqlx::query!(
        r#"with recursive waiting(domain) as (
               (select split_part(recipient, '@', 2) from outbox where state = 'queued' order by 1 limit 1)
               union all
               select (select split_part(o.recipient, '@', 2) from outbox o
                        where o.state = 'queued' and split_part(o.recipient, '@', 2) > w.domain order by 1 limit 1)
                 from waiting w where w.domain is not null),
           room as (
               select w.domain, least(
                      coalesce(l.at_once, $4) - (select count(*) from outbox h
                          where split_part(h.recipient, '@', 2) = w.domain and h.leased_until is not null and h.leased_until > $1),
                      coalesce(l.per_minute, $5) - case when p.minute_began > $1::timestamptz - interval '1 minute' then p.taken else 0 end) as room
                 from waiting w
                 left join unnest($6::text[], $7::int[], $8::int[]) l(domain, at_once, per_minute) on l.domain = w.domain
                 left join outbox_pace p on p.domain = w.domain
                where w.domain is not null and (w.domain = '') = $9 and (p.rest_until is null or p.rest_until <= $1)),
           due as (
               select d.id from room r cross join lateral (
                   select o.id, o.next_attempt_at from outbox o
                    where o.state = 'queued' and split_part(o.recipient, '@', 2) = r.domain and o.next_attempt_at <= $1
                      and (o.leased_until is null or o.leased_until <= $1) and (o.useless_after is null or o.useless_after > $1) and o.attempts < $10
                    order by o.next_attempt_at limit greatest(least(r.room, $3), 0)) d
                order by d.next_attempt_at limit $3)
           update outbox set leased_until = $2, attempts = attempts + 1 where id in (select id from due)
           returning id, recipient, locale, letter, secret, created_at"#,
        now.to_sqlx() as _,
        (now + LEASE).to_sqlx() as _,
        n,
        paces.otherwise.at_once,
        paces.otherwise.per_minute,
        &domains,
        &at_once,
        &per_minute,
        way == Way::Text,
        super::delivery::ATTEMPTS,
    )
    .fetch_all(&mut *tx)
    .await?;
    let taken: Vec<&str> = rows.iter().map(|row| row.recipient.split_once('@').map_or("", |(_, domain)| domain)).collect();
    count(&mut tx, now, &taken).await?;
    let signer = Signer::load(&mut *tx).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut threads = if way == Way::Mail { threads(&mut tx, &ids).await? } else { HashMap::new() };
    tx.commit().await?;
    let read = rows.into_iter().filter_map(|row| match serde_json::from_value::<Letter>(row.letter) {
        Ok(letter) => Some(Leased {
            thread: threads.remove(&row.id).unwrap_or_default(),
            reply_tag: letter.reference().map(|reference| reply_tag(&signer, reference)),
            leave: letter.list().map(|_| leave_token(&signer, row.id)),
            id: row.id,
            to: row.recipient,
            locale: Locale::from_tag(&row.locale).unwrap_or_default(),
            letter,
            secret: row.secret,
            created_at: row.created_at.to_jiff(),
        }),
        Err(error) => {
            // of a newer version, while an update is rolled out: it takes it when this lease is over
            tracing::warn!(letter = %row.id, %error, "a letter of another version waits for that");
            None
        }
    });
    Ok(read.collect())
}

fn reply_tag(signer: &Signer, reference: &str) -> String {
    format!("{}.{}", reference.replace('-', "").to_lowercase(), signer.mark(REPLY, reference))
}

/// Writes down how much each mail system has been handed in its minute.
async fn count(tx: &mut PgConnection, now: Timestamp, taken: &[&str]) -> Result<()> {
    if taken.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into outbox_pace as p (domain, minute_began, taken)
         select domain, $1, count(*)::int from unnest($2::text[]) domain group by domain order by domain
         on conflict (domain) do update set
             taken = case when p.minute_began > $1 - interval '1 minute' then p.taken else 0 end + excluded.taken,
             minute_began = case when p.minute_began > $1 - interval '1 minute' then p.minute_began else $1 end",
        now.to_sqlx() as _,
        taken as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What went before each of these letters: at most eight of either side, in the order of writing.
async fn threads(tx: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Before>>> {
    let rows = sqlx::query!(
        r#"select o.id, t.ours, t.theirs
             from outbox o cross join lateral (
                  (select p.id as ours, null as theirs, p.created_at as at from outbox p
                    where p.case_id = o.case_id and p.recipient = o.recipient and p.id < o.id order by p.id desc limit 8)
                  union all
                  (select null, m.message_id, m.received_at from mail_in m
                    where m.case_id = o.case_id and m.from_address = o.recipient and m.message_id is not null and m.received_at <= o.created_at
                    order by m.received_at desc limit 8)) t
            where o.id = any($1) and o.case_id is not null order by o.id, t.at, t.ours nulls first"#,
        ids,
    );
    let mut threads: HashMap<Uuid, Vec<Before>> = HashMap::new();
    for row in rows.fetch_all(tx).await? {
        let before = row.ours.map(Before::Ours).or_else(|| row.theirs.map(Before::Theirs));
        threads.entry(row.id).or_default().extend(before);
    }
    Ok(threads)
}
