//! What colleagues arrange around a case.

use super::{
    address,
    desk_work::{at, settled},
    key,
};
use crate::{
    caller::{Caller, Fields},
    state::App,
};
use app::pages::cases::HOME_ZONE;
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::{Error, cases::together};
use domain::case::morning;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};

/// `tag` puts a tag on, `off` takes one off.
pub(super) async fn tags(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match fields.get("off") {
        "" => together::tag(app.db(), &visit.viewer, visit.now, &reference, fields.get("tag")).await,
        off => together::untag(app.db(), &visit.viewer, visit.now, &reference, off).await,
    };
    settled(caller, &fields, &reference, outcome).await
}

/// `until`: hours, `tomorrow`, `monday`, or `day` with its date in `until_day`; `now` takes it up again.
pub(super) async fn aside(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match fields.get("until") {
        "now" => together::take_up(app.db(), &visit.viewer, visit.now, &reference).await,
        until => match instant(until, fields.get("until_day"), visit.now) {
            Some(until) => together::put_aside(app.db(), &visit.viewer, visit.now, at(&reference, &fields), until).await,
            None => Err(Error::invalid("until", "case-until-missing")),
        },
    };
    settled(caller, &fields, &reference, outcome).await
}

/// `other` or `on` links a case, `off` takes its link away.
pub(super) async fn links(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match (fields.get("off"), fields.get("on")) {
        ("", "") => together::link(app.db(), &visit.viewer, visit.now, &reference, fields.get("other")).await,
        ("", on) => together::link(app.db(), &visit.viewer, visit.now, &reference, on).await,
        (off, _) => together::unlink(app.db(), &visit.viewer, visit.now, &reference, off).await,
    };
    settled(caller, &fields, &reference, outcome).await
}

/// `write` puts a follow-up's words into the reply, `settle` ends it; otherwise one is planned for the morning of `due`.
pub(super) async fn follow_ups(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let (write, settle) = (fields.get("write"), fields.get("settle"));
    let outcome = if !write.is_empty() {
        match together::write_now(app.db(), &visit.viewer, visit.now, &reference, write).await {
            Ok(()) => return caller.see_other(&format!("{}#reply", address(&reference))),
            Err(error) => Err(error),
        }
    } else if !settle.is_empty() {
        together::settle(app.db(), &visit.viewer, visit.now, &reference, settle).await
    } else {
        match fields.get("due").parse::<Date>().ok().and_then(|day| morning(day, &home())) {
            Some(due) => {
                let plan = (due, fields.get("who"), fields.get("what"));
                together::plan(app.db(), &visit.viewer, visit.now, &reference, plan, key(&fields)).await
            }
            None => Err(Error::invalid("due", "case-follow-up-day-missing")),
        }
    };
    settled(caller, &fields, &reference, outcome).await
}

/// `into` names the case in which it goes on; `apart` takes the two apart again.
pub(super) async fn merge(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match fields.get("apart") {
        "" => together::merge(app.db(), &visit.viewer, visit.now, &reference, fields.get("into")).await,
        _ => together::take_apart(app.db(), &visit.viewer, visit.now, &reference).await,
    };
    settled(caller, &fields, &reference, outcome).await
}

fn home() -> TimeZone {
    TimeZone::get(HOME_ZONE).unwrap_or(TimeZone::UTC)
}

/// When that is. A date typed counts, whatever was chosen beside it.
fn instant(chosen: &str, day: &str, now: Timestamp) -> Option<Timestamp> {
    let today = now.to_zoned(home()).date();
    if !day.is_empty() {
        return morning(day.parse().ok()?, &home());
    }
    match chosen {
        "tomorrow" => morning(today.tomorrow().ok()?, &home()),
        "monday" => morning(today.nth_weekday(1, Weekday::Monday).ok()?, &home()),
        hours => {
            let hours = hours.parse::<i64>().ok().filter(|hours| (1..=72).contains(hours))?;
            Some(now + SignedDuration::from_hours(hours))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn later_is_said_as_people_say_it() {
        // Saturday noon in New York
        let now: Timestamp = "2026-11-21T17:00:00Z".parse().unwrap();
        for (chosen, day, then) in [
            ("4", "", Some("2026-11-21T21:00:00Z")),
            ("tomorrow", "", Some("2026-11-22T13:00:00Z")),
            ("monday", "", Some("2026-11-23T13:00:00Z")),
            ("day", "2026-12-01", Some("2026-12-01T13:00:00Z")),
            ("", "2026-07-01", Some("2026-07-01T12:00:00Z")),
            ("day", "", None),
            ("0", "", None),
            ("", "soon", None),
        ] {
            assert_eq!(instant(chosen, day, now), then.map(|then| then.parse().unwrap()), "{chosen} {day}");
        }
    }
}
