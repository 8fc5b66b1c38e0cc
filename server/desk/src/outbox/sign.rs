//! Marks that prove we wrote an address or a link ourselves: HMAC-SHA256 under a key all processes share.

use crate::{Error, Result};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sqlx::PgExecutor;
use subtle::ConstantTimeEq;

/// Bytes of a mark: 80 bits, sixteen letters that survive being read aloud and in capitals.
const BYTES: usize = 10;

/// Signs and checks.
pub(crate) struct Signer(Hmac<Sha256>);

impl Signer {
    pub(crate) async fn load(db: impl PgExecutor<'_>) -> Result<Self> {
        let key = sqlx::query_scalar!("select key from signing_key where name = 'letters'").fetch_one(db).await?;
        Hmac::new_from_slice(&key).map(Self).map_err(|error| Error::Internal(error.to_string()))
    }

    /// The mark of `value`, good for `purpose` only.
    pub(crate) fn mark(&self, purpose: &str, value: &str) -> String {
        let mut mac = self.0.clone();
        mac.update(purpose.as_bytes());
        mac.update(b"\0");
        mac.update(value.as_bytes());
        let bytes = mac.finalize().into_bytes();
        base32::encode(base32::Alphabet::Rfc4648Lower { padding: false }, bytes.get(..BYTES).unwrap_or_default())
    }

    /// Whether this is its mark, in large or small letters.
    pub(crate) fn made(&self, purpose: &str, value: &str, mark: &str) -> bool {
        bool::from(self.mark(purpose, value).as_bytes().ct_eq(mark.to_lowercase().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_mark_is_good_for_its_purpose_its_value_and_its_key() {
        let signer = |key: &[u8]| Signer(Hmac::new_from_slice(key).unwrap());
        let mark = signer(b"one").mark("reply", "LS-7K3M-9Q2F");
        assert_eq!(mark.len(), 16);
        assert!(signer(b"one").made("reply", "LS-7K3M-9Q2F", &mark.to_uppercase()));
        assert!(!signer(b"one").made("leave", "LS-7K3M-9Q2F", &mark));
        assert!(!signer(b"one").made("reply", "LS-7K3M-9Q2G", &mark));
        assert!(!signer(b"two").made("reply", "LS-7K3M-9Q2F", &mark));
        assert!(!signer(b"one").made("reply", "LS-7K3M-9Q2F", "") && !signer(b"one").made("reply", "LS-7K3M-9Q2F", &mark[..15]));
    }
}
