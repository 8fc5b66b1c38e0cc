//! The airline's rules about bags, as the server read them when it started.

use crate::{Error, Result};
use domain::claim::ClaimRules;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use std::fmt::Write;
use wire::rules::{Written, claims};

/// A rule file in force here.
#[derive(Debug, Clone)]
pub struct ClaimBook {
    /// What it says.
    pub rules: ClaimRules,
    name: String,
    body: String,
    /// SHA-256 of that, in hexadecimal digits.
    pub(super) hash: String,
}

impl ClaimBook {
    /// Reads a rule file.
    ///
    /// # Errors
    /// Everything that is wrong with it, a line each.
    pub fn read(written: &Written) -> Result<Self, String> {
        let rules = claims(written).map_err(|bad| bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
        let hash = Sha256::digest(&written.text).iter().fold(String::new(), |mut hex, byte| {
            // writing to a String cannot fail
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Ok(Self { rules, name: written.name.clone(), body: written.text.clone(), hash })
    }

    /// Keeps the text of the file for as long as anything decided by it is kept.
    pub(super) async fn keep(&self, tx: &mut PgConnection, now: Timestamp) -> Result<()> {
        sqlx::query!(
            "insert into rule_file (hash, name, body, first_used_at) values ($1, $2, $3, $4) on conflict (hash) do nothing",
            self.hash,
            self.name,
            self.body,
            now.to_sqlx() as _,
        )
        .execute(tx)
        .await?;
        Ok(())
    }

    /// The rules a claim was decided by, as they were then.
    ///
    /// # Errors
    /// `Internal` where the file is gone or cannot be read any more.
    pub(super) async fn of_then(tx: &mut PgConnection, hash: &str) -> Result<Self> {
        let row = sqlx::query!("select name, body from rule_file where hash = $1", hash).fetch_optional(tx).await?;
        let row = row.ok_or_else(|| Error::Internal("a rule file of then is gone".to_owned()))?;
        Self::read(&Written { name: row.name, text: row.body }).map_err(Error::Internal)
    }
}
