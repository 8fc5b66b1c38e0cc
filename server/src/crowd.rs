//! Submissions counted by network in this process: a guard against floods, not a proof. What must be exact
//! and shared (tries at a name, a code, a password) is counted in Postgres by `desk::access::limit`; one row there
//! for a whole airport's Wi-Fi would make everybody behind it wait for everybody else.

use domain::policy::Limit;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Networks remembered at once; beyond it the windows that have ended are forgotten.
const KEPT: usize = 10_000;

/// How often each network has submitted something, and until when that counts.
#[derive(Debug, Default)]
pub struct Crowd(Mutex<HashMap<String, (i32, Timestamp)>>);

impl Crowd {
    /// Counts one submission; answers with the time to wait where there were too many.
    ///
    /// # Errors
    /// The time until the window ends.
    pub fn count(&self, network: &str, limit: Limit, now: Timestamp) -> Result<(), SignedDuration> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.retain(|_, (_, ends)| *ends > now);
        }
        let entry = known.entry(network.to_owned()).or_insert((0, now + limit.window));
        if entry.1 <= now {
            *entry = (0, now + limit.window);
        }
        entry.0 = entry.0.saturating_add(1);
        if entry.0 <= limit.max { Ok(()) } else { Err(entry.1.duration_since(now).max(SignedDuration::from_secs(1))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_networks_do_not_share_it() {
        let (crowd, limit) = (Crowd::default(), Limit { max: 2, window: SignedDuration::from_secs(60) });
        let now = Timestamp::UNIX_EPOCH;
        assert!(crowd.count("a", limit, now).is_ok() && crowd.count("a", limit, now).is_ok());
        assert_eq!(crowd.count("a", limit, now), Err(SignedDuration::from_secs(60)));
        assert!(crowd.count("b", limit, now).is_ok());
        assert!(crowd.count("a", limit, now + SignedDuration::from_secs(60)).is_ok());
    }
}
