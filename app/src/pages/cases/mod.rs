//! Cases: mine, a new one, and the one page everybody concerned shares.

pub mod case;
pub(super) mod elsewhere;
pub mod find;
pub mod link;
pub mod mine;
pub mod new;
pub mod opened;

use crate::context::{Portal, Visit};
use crate::ui::{files::Files, status::Mark};
use crate::words::{Lang, t, when::zone};
use domain::case::Stage;
use domain::locale::Locale;
use jiff::Timestamp;

/// Where the service office is: its promises are told in this zone.
pub const HOME_ZONE: &str = "America/New_York";

/// The zone of the service office.
fn home() -> jiff::tz::TimeZone {
    zone(HOME_ZONE)
}

/// What a form knows of its files: the page does without them where they cannot be read.
pub(super) async fn files_of(portal: &Portal, visit: &Visit, draft: String) -> Files {
    let staged = desk::files::staged(&portal.db, &visit.viewer, &draft).await.unwrap_or_default();
    Files { draft, staged, limits: portal.file_limits }
}

/// `today 09:12`, at the service office.
pub(super) fn day_time(l: Lang, at: Timestamp, now: Timestamp) -> String {
    l.day_time(at, now, &zone(HOME_ZONE))
}

/// The same, naming the zone: for promises.
fn promised(l: Lang, at: Timestamp, now: Timestamp) -> String {
    t!(l, "letter-time", time = day_time(l, at, now))
}

/// What a stage means, as a shape.
const fn mark(stage: Stage) -> Mark {
    match stage {
        Stage::Received | Stage::InHand | Stage::YourTurn => Mark::Changed,
        Stage::Answered => Mark::Good,
        Stage::Closed => Mark::Rest,
    }
}

/// A stage in words: to staff, "your answer" is somebody else's.
fn stage_words(l: Lang, stage: Stage, staff: bool) -> String {
    if staff && stage == Stage::YourTurn { t!(l, "case-status-waiting") } else { l.text(stage.key(), None) }
}

/// The language of somebody's words, where it is not the page's: so that it is read and set rightly.
fn lang_of(l: Lang, words: &str) -> Option<&'static str> {
    let han = words.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9fff}')).count();
    let locale = if han * 3 > words.chars().count() { Locale::ZhCn } else { Locale::En };
    (locale != l.0).then(|| locale.tag())
}
