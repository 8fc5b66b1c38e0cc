//! Attempts, counted where every server process sees them.

use crate::{Error, PgPool, Result};
use domain::policy::Limit;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use sqlx::PgExecutor;
use std::fmt::Write as _;
use std::net::IpAddr;
use tokio::sync::Mutex;

/// One attempt of this process at a time for each counter: Postgres hands a row that many wait for to any of them, and
/// somebody has bad luck for seconds; here the first who came is the first served. Counters share these turns.
static TURNS: [Mutex<()>; 64] = [const { Mutex::const_new(()) }; 64];

/// How a counter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many more would be let through; below nought: this one is not.
    pub left: i32,
    /// Until the window ends: a second at least.
    pub ends_in: SignedDuration,
}

/// Counts one attempt under `key` ("trip:DEMO2A", "sign-in:203.0.113.9") and refuses those beyond the limit.
///
/// # Errors
/// `Limited` with the time until the window ends; those of the database.
pub async fn limit(db: &PgPool, key: &str, limit: Limit, now: Timestamp) -> Result<()> {
    let standing = count(db, key, limit, now).await?;
    if standing.left >= 0 { Ok(()) } else { Err(Error::Limited { retry_after: standing.ends_in }) }
}

/// Counts one attempt and says how things stand then.
///
/// Count first, then look: it is a statement of its own and outside the transaction of the work, so that a refused
/// or failed attempt stays counted and nobody holds the counter's row while he works. One atomic statement, hence
/// right under concurrency and over several processes. Only a hash of the key is stored.
///
/// # Errors
/// Those of the database.
pub async fn count(db: &PgPool, key: &str, limit: Limit, now: Timestamp) -> Result<Standing> {
    let key = hashed(key);
    // the connection first: whoever has the turn has all he needs and is done in one exchange
    let mut connection = db.acquire().await?;
    let _turn = match TURNS.get(turn(&key)) {
        Some(turn) => Some(turn.lock().await),
        None => None,
    };
    let row = sqlx::query!(
        r#"insert into attempt as a (key, count, ends_at) values ($1, 1, $2)
           on conflict (key) do update
              set count = case when a.ends_at <= $3 then 1 else least(a.count, 1000000) + 1 end,
                  ends_at = case when a.ends_at <= $3 then excluded.ends_at else a.ends_at end
           returning count, ends_at"#,
        key,
        (now + limit.window).to_sqlx() as _,
        now.to_sqlx() as _,
    )
    .fetch_one(&mut *connection)
    .await?;
    let wait = row.ends_at.to_jiff().duration_since(now);
    Ok(Standing { left: limit.max.saturating_sub(row.count), ends_in: wait.max(SignedDuration::from_secs(1)) })
}

/// Starts the count of `key` anew: the attempt succeeded.
///
/// # Errors
/// Those of the database.
pub async fn forgive(db: impl PgExecutor<'_>, key: &str) -> Result<()> {
    sqlx::query!("delete from attempt where key = $1", hashed(key)).execute(db).await?;
    Ok(())
}

/// The part of a network address that attempts are counted by: an IPv4 address, an IPv6 /64, because a
/// household or a phone has all of the latter to itself.
#[must_use]
pub fn network_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Which of the turns a counter waits for.
fn turn(hashed: &str) -> usize {
    hashed.bytes().fold(0, |sum, byte| (sum * 31 + usize::from(byte)) % TURNS.len())
}

fn hashed(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        // writing to a String does not fail
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_network_is_what_one_household_has() {
        let key = |text: &str| network_key(text.parse().unwrap());
        assert_eq!(key("203.0.113.9"), "203.0.113.9");
        assert_eq!(key("::ffff:203.0.113.9"), "203.0.113.9");
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), key("2001:db8:1:2::1"));
        assert_ne!(key("2001:db8:1:3::1"), key("2001:db8:1:2::1"));
    }
}
