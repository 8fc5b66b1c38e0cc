//! Colleagues at one case: tags, putting aside, links, follow-ups, and replies that have not left yet.

mod aside;
mod follow;
mod held;
mod keep;
mod links;
mod merge;
mod presence;
mod tags;

pub use aside::{put_aside, take_up};
pub(super) use follow::settle_by_message;
pub use follow::{plan, remind_due, settle, write_now};
pub use held::{Against, Held, Sent, release_due, send, send_now, undo};
pub(super) use held::{held, release_all};
pub(super) use keep::{differs, keep};
pub use links::{Linked, link, links, unlink};
pub use merge::{Whole, goes_on_in, merge, take_apart};
pub(super) use merge::{goes_on, whole};
pub use presence::{Around, CHANNEL, Present, around, forget_presence, writing};
pub(super) use presence::{Sign, here, present, tell};
pub use tags::{suggestions, tag, untag};

use super::file::CaseFile;
use super::reply::acting;
use super::timeline::{Step, append};
use crate::Result;
use domain::case::{Actor, Arranged, Event};
use domain::rights::Viewer;
use jiff::Timestamp;
use sqlx::PgConnection;

/// What is arranged in a locked case.
async fn arranged(tx: &mut PgConnection, file: &CaseFile) -> Result<Arranged> {
    Ok(Arranged::of(&super::entries::after(tx, file.id, 0, true).await?))
}

/// Writes an arrangement of the viewer's to a locked case.
pub(super) async fn note(tx: &mut PgConnection, file: &mut CaseFile, viewer: &Viewer, now: Timestamp, event: Event) -> Result<i32> {
    note_by(tx, file, acting(viewer)?, now, event).await
}

async fn note_by(tx: &mut PgConnection, file: &mut CaseFile, actor: Actor, now: Timestamp, event: Event) -> Result<i32> {
    append(tx, file, Step { at: now, actor, event }, None).await
}
