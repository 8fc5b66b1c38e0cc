//! The airline's rule files, as the server read them when it started.

use crate::{Error, Result};
use domain::fare::{Ask, Booking, Decision, Failed, Rulebook, WaiverCode, decide, endorsements, waiver_codes, waiver_limit};
use domain::money::Money;
use domain::rights::Role;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use std::fmt::Write;
use wire::rules::{Written, read};

/// A rule file as it was read.
#[derive(Debug, Clone)]
pub struct RuleText {
    /// Where it was read from.
    pub name: String,
    /// What it says.
    pub body: String,
    /// SHA-256 of that, in hexadecimal digits.
    pub hash: String,
}

/// Rule files in force here, and the policy that is asked.
#[derive(Debug, Clone)]
pub struct Tariff {
    book: Rulebook,
    policy: Option<String>,
    files: Vec<RuleText>,
}

impl Tariff {
    /// Reads rule files that belong together. `policy` may be left out where they hold one only.
    ///
    /// # Errors
    /// Everything that is wrong with them, a line each.
    pub fn read(written: &[Written], policy: Option<&str>) -> Result<Self, String> {
        let lines = |all: Vec<String>| all.join("\n");
        let rules = read(written).map_err(|bad| lines(bad.iter().map(ToString::to_string).collect()))?;
        let policies = rules.book.policies();
        match policy {
            Some(policy) if !policies.contains(&policy) => return Err(format!("no rule file holds the policy {policy}")),
            None if policies.len() > 1 => return Err(format!("say which policy: there are {}", policies.join(", "))),
            _ => {}
        }
        let files = written.iter().map(|file| RuleText { name: file.name.clone(), hash: hash(&file.text), body: file.text.clone() });
        Ok(Self { policy: policy.map(str::to_owned), files: files.collect(), book: rules.book })
    }

    /// What the rules say.
    ///
    /// # Errors
    /// As [`decide`].
    pub(super) fn decide(&self, ask: Ask<'_>) -> Result<Decision, Failed> {
        decide(&self.book, self.policy.as_deref(), ask)
    }

    /// Whether every version of the policy knows a way to ask.
    pub(super) fn knows_channel(&self, channel: &str) -> bool {
        self.book.knows_channel(self.policy.as_deref(), channel)
    }

    /// Codes staff may name, and what their rules say.
    ///
    /// # Errors
    /// As [`decide`].
    pub(super) fn codes(&self, ask: Ask<'_>) -> Result<Vec<WaiverCode>, Failed> {
        waiver_codes(&self.book, self.policy.as_deref(), ask)
    }

    /// Airlines whose flights may be offered beside one's own. Where the rules give no answer it is none: what is offered then asks them
    /// again.
    pub(super) fn endorsements(&self, ask: Ask<'_>) -> Vec<String> {
        endorsements(&self.book, self.policy.as_deref(), ask).unwrap_or_default()
    }

    /// How much of a booking somebody of this role may waive by themselves.
    pub(super) fn limit(&self, booking: &Booking, at: Timestamp, role: Role) -> Option<Money> {
        waiver_limit(&self.book, self.policy.as_deref(), booking, at, role)
    }

    /// The files by their hashes.
    pub(super) fn hashes(&self) -> Vec<String> {
        self.files.iter().map(|file| file.hash.clone()).collect()
    }

    /// Keeps the text of the files for as long as anything decided by them is kept.
    pub(super) async fn keep(&self, tx: &mut PgConnection, now: Timestamp) -> Result<()> {
        let column = |of: fn(&RuleText) -> &String| self.files.iter().map(|file| of(file).clone()).collect::<Vec<_>>();
        sqlx::query!(
            "insert into rule_file (hash, name, body, first_used_at) select hash, name, body, $4 from unnest($1::text[], $2::text[], $3::text[]) as f (hash, name, body)
             on conflict (hash) do nothing",
            &column(|file| &file.hash),
            &column(|file| &file.name),
            &column(|file| &file.body),
            now.to_sqlx() as _,
        )
        .execute(tx)
        .await?;
        Ok(())
    }

    /// The rules a change was decided by, as they were then.
    ///
    /// # Errors
    /// `Internal` where a file is gone or cannot be read any more.
    pub(super) async fn of_then(tx: &mut PgConnection, hashes: &[String], policy: Option<&str>) -> Result<Self> {
        let rows = sqlx::query!("select name, body from rule_file where hash = any($1) order by name", hashes).fetch_all(tx).await?;
        if rows.len() != hashes.len() {
            return Err(Error::Internal("a rule file of then is gone".to_owned()));
        }
        let written: Vec<_> = rows.into_iter().map(|row| Written { name: row.name, text: row.body }).collect();
        Self::read(&written, policy).map_err(Error::Internal)
    }
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        // writing to a String cannot fail
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
