//! News from Postgres: one listening connection a process, and a look at what flights became known.

use super::{Hub, Mark, Topic};
use crate::state::App;
use desk::cases::{self, together};
use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgListener;
use std::time::Duration;

/// Follows the channel `landside` for good, reconnecting after an outage and then asking for what was missed.
pub async fn listen(app: App) {
    let mut stopping = app.stopping.subscribe();
    loop {
        let outcome = tokio::select! {
            outcome = follow(&app) => outcome,
            _ = stopping.wait_for(|stop| *stop) => return,
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "live news interrupted, trying again");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn follow(app: &App) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(app.db()).await?;
    listener.listen_all([cases::CHANNEL, together::CHANNEL]).await?;
    // whatever was announced while nobody listened
    catch_up(app).await;
    loop {
        match listener.try_recv().await? {
            Some(notice) if notice.channel() == together::CHANNEL => tell_beside(&app.hub, notice.payload()),
            Some(notice) => tell(&app.hub, notice.payload()),
            None => catch_up(app).await,
        }
    }
}

async fn catch_up(app: &App) {
    let cases = app.hub.cases();
    if cases.is_empty() {
        return;
    }
    match desk::cases::marks(app.db(), &cases).await {
        Ok(marks) => {
            for (reference, everyone, staff) in marks {
                app.hub.announce(&Topic::Case(reference), Mark { everyone: everyone.into(), staff: staff.into() });
            }
        }
        Err(error) => tracing::warn!(%error, "could not look for missed news"),
    }
}

/// `LS-7K3M-9Q2F 17 everyone`, several in one payload separated by commas.
fn tell(hub: &Hub, payload: &str) {
    for news in payload.split(',') {
        let mut parts = news.split(' ');
        let (Some(reference), Some(seq), Some(audience)) = (parts.next(), parts.next().and_then(|seq| seq.parse().ok()), parts.next())
        else {
            tracing::warn!("news not understood");
            continue;
        };
        let everyone = if audience == "everyone" { seq } else { 0 };
        hub.announce(&Topic::Case(reference.to_owned()), Mark { everyone, staff: seq });
    }
}

/// `LS-7K3M-9Q2F 1795270393123`.
fn tell_beside(hub: &Hub, payload: &str) {
    if let Some((reference, at)) = payload.split_once(' ').and_then(|(reference, at)| Some((reference, at.parse().ok()?))) {
        hub.announce(&Topic::Beside(reference.to_owned()), Mark { everyone: 0, staff: at });
    }
}

/// What became known is written by a transaction that may end so much later; who watches hears of nothing twice.
const WRITTEN_LATE: SignedDuration = SignedDuration::from_secs(60);

/// Tells watchers of flights what became known, once a second while anyone watches.
pub async fn follow_flights(app: App) {
    let mut stopping = app.stopping.subscribe();
    let mut since = Timestamp::now();
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        app.hub.sweep();
        let now = Timestamp::now();
        if !app.hub.watches_flights() {
            since = now;
            continue;
        }
        match desk::flights::changed_since(app.db(), since - WRITTEN_LATE, now).await {
            Ok(changes) => {
                for (address, known_at) in changes {
                    let version = known_at.as_millisecond();
                    app.hub.announce(&Topic::Flight(address), Mark { everyone: version, staff: version });
                }
                since = now;
            }
            Err(error) => tracing::warn!(%error, "could not look for flight news"),
        }
    }
}

/// Tells watchers of bags where these have been seen, once a second while anyone watches.
pub async fn follow_bags(app: App) {
    let mut stopping = app.stopping.subscribe();
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        let watched = app.hub.bags();
        if watched.is_empty() {
            continue;
        }
        match desk::bags::changed(app.db(), &watched).await {
            Ok(versions) => {
                for (tag, version) in versions {
                    app.hub.announce(&Topic::Bag(tag), Mark { everyone: version, staff: version });
                }
            }
            Err(error) => tracing::warn!(%error, "could not look for news of bags"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_news_does_not_reach_everyone() {
        let hub = Hub::default();
        let watcher = hub.watch(Topic::Case("LS-A".into()), Mark::default());
        tell(&hub, "LS-A 4 everyone,LS-A 5 staff,LS-B x staff,");
        assert_eq!(*watcher.borrow(), Mark { everyone: 4, staff: 5 });
        let beside = hub.watch(Topic::Beside("LS-A".into()), Mark::default());
        tell_beside(&hub, "LS-A 1795270393123");
        tell_beside(&hub, "LS-A soon");
        assert_eq!(*beside.borrow(), Mark { everyone: 0, staff: 1_795_270_393_123 });
        assert_eq!(*watcher.borrow(), Mark { everyone: 4, staff: 5 }, "beside is beside");
    }
}
