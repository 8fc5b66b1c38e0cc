//! Who watches what in this process.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::watch;

/// What can be watched.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A case, by reference.
    Case(String),
    /// What stands beside a case: who is there, what has not left. For staff only.
    Beside(String),
    /// A flight on a day, as in its address: `LD408/2026-11-21`.
    Flight(String),
    /// A bag, by its tag.
    Bag(String),
}

/// The newest version there is: for everyone, and with what only staff may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// What anyone who may watch the topic may know of.
    pub everyone: i64,
    /// What staff may know of.
    pub staff: i64,
}

/// Watchers by topic, and how many streams are open.
#[derive(Debug, Default)]
pub struct Hub {
    topics: Mutex<HashMap<Topic, watch::Sender<Mark>>>,
    streams: AtomicUsize,
}

impl Hub {
    /// Watches a topic from `mark` on.
    pub fn watch(&self, topic: Topic, mark: Mark) -> watch::Receiver<Mark> {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = topics.entry(topic).or_insert_with(|| watch::Sender::new(mark));
        raise(sender, mark);
        sender.subscribe()
    }

    /// Tells those who watch, if anyone does.
    pub fn announce(&self, topic: &Topic, mark: Mark) {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = topics.get(topic) {
            raise(sender, mark);
        }
    }

    /// Forgets topics nobody watches any more.
    pub fn sweep(&self) {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, sender| sender.receiver_count() > 0);
    }

    /// The cases being watched: after a lost database connection they are asked for anew.
    #[must_use]
    pub fn cases(&self) -> Vec<String> {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        topics.keys().filter_map(|topic| if let Topic::Case(reference) = topic { Some(reference.clone()) } else { None }).collect()
    }

    /// Whether any flight is being watched.
    #[must_use]
    pub fn watches_flights(&self) -> bool {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner).keys().any(|topic| matches!(topic, Topic::Flight(_)))
    }

    /// The bags being watched, by their tags.
    #[must_use]
    pub fn bags(&self) -> Vec<String> {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        topics.keys().filter_map(|topic| if let Topic::Bag(tag) = topic { Some(tag.clone()) } else { None }).collect()
    }

    /// Open streams of this process.
    #[must_use]
    pub fn streams(&self) -> usize {
        self.streams.load(Ordering::Relaxed)
    }

    pub(super) fn opened(&self) {
        self.streams.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn closed(&self) {
        self.streams.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Versions only grow; watchers wake only when one did.
fn raise(sender: &watch::Sender<Mark>, mark: Mark) {
    sender.send_if_modified(|known| {
        let grown = Mark { everyone: known.everyone.max(mark.everyone), staff: known.staff.max(mark.staff) };
        let changed = grown != *known;
        *known = grown;
        changed
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_grow_and_never_shrink() {
        let hub = Hub::default();
        let topic = Topic::Case("LS-1".into());
        let mut watcher = hub.watch(topic.clone(), Mark { everyone: 3, staff: 5 });
        watcher.mark_unchanged();
        hub.announce(&topic, Mark { everyone: 2, staff: 5 });
        assert!(!watcher.has_changed().unwrap_or(true));
        hub.announce(&topic, Mark { everyone: 0, staff: 6 });
        assert_eq!(*watcher.borrow_and_update(), Mark { everyone: 3, staff: 6 });
        drop(watcher);
        hub.sweep();
        assert!(hub.cases().is_empty());
    }
}
