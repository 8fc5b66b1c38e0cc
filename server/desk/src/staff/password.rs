//! Passwords: argon2id, off the async threads, a few at a time.

use crate::{Error, Result};
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

/// Hashing takes 19 MiB each: a flood of sign-ins waits here instead of filling the memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// What the password of an unknown address is compared with: same parameters, hence same work.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$7Px7LT71uZO82yK8thmr2g$MOlwc9thlbsmL4fi/8x2/lxeUDZPoAHkRiz5uMVzH3M";

/// Hashes a password with argon2id (19 MiB, two passes) and a fresh salt: a PHC string.
///
/// # Errors
/// `Internal` where hashing fails.
pub async fn hash(password: String) -> Result<String> {
    off_thread(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| error.to_string()))
        .await?
        .map_err(Error::Internal)
}

/// Whether `password` is the one behind `hash`; the same work and `false` where there is no hash.
pub(super) async fn matches(password: String, hash: Option<String>) -> Result<bool> {
    off_thread(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let hash = PasswordHash::new(&hash).map_err(|error| error.to_string())?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await?
    .map_err(Error::Internal)
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, String> + Send + 'static,
) -> Result<std::result::Result<T, String>> {
    let _place = AT_ONCE.acquire().await.map_err(|error| Error::Internal(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hashed = hash("landside-demo".to_owned()).await.unwrap();
        assert!(matches("landside-demo".to_owned(), Some(hashed.clone())).await.unwrap());
        assert!(!matches("landside-dem0".to_owned(), Some(hashed)).await.unwrap());
        assert!(!matches("nobody".to_owned(), None).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let hashed = hash("x".to_owned()).await.unwrap();
        let cost = |phc: &str| phc.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(cost(&hashed), cost(NOBODY));
    }
}
