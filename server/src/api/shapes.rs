//! Values of use-cases as JSON. What is written here is what `/api/openapi.json` promises.

use crate::{ingest::Problem, state::App};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{
    Error,
    cases::{CaseView, StaffView},
    flights::{Airport, Flight},
    queue::Item,
};
use domain::{
    case::{Actor, Audience, Entry, Stage},
    flight::Times,
    locale::Locale,
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// What an entry says besides its words: what is not named here does not leave the house (I6).
const TOLD: [&str; 14] =
    ["of", "topic", "subject", "department", "reply_by", "asks", "to", "owner", "answered", "what", "step", "level", "priority", "address"];

/// An answer in JSON.
pub fn json(status: StatusCode, body: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json")), NO_STORE];
    (status, kind, body.to_string()).into_response()
}

/// Answers are about now, and mostly about somebody.
const NO_STORE: (header::HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// What a use-case refused, noted where operators should hear of it.
pub fn fail(app: &App, error: Error) -> Problem {
    app.note(&error);
    error.into()
}

/// A leg.
pub fn flight(app: &App, flight: &Flight, lang: Locale) -> Value {
    let state = &flight.state;
    json!({
        "designator": flight.designator.to_string(),
        "date": flight.date.to_string(),
        "airline": { "code": flight.airline.code, "name": flight.airline.name(lang) },
        "phase": state.phase,
        "delay_minutes": state.delay_minutes(),
        "reason": state.reason,
        "departure": end(&flight.origin, &state.departure, lang, (&flight.terminal_out, &flight.gate_out)),
        "arrival": end(&flight.destination, &state.arrival, lang, (&flight.terminal_in, &flight.gate_in)),
        "diverted_to": state.diverted_to,
        "belt": flight.belt,
        "changed_at": state.changed_at,
        "link": format!("{}/flights/{}/{}", app.portal.public_url, flight.designator, flight.date),
    })
}

fn end(airport: &Airport, times: &Times, lang: Locale, (terminal, gate): (&Option<String>, &Option<String>)) -> Value {
    json!({
        "airport": airport.code,
        "city": airport.city(lang),
        "planned": local(airport, times.planned),
        "expected": local(airport, times.expected),
        "actual": times.actual.map(|at| local(airport, at)),
        "terminal": terminal,
        "gate": gate,
    })
}

/// A time as the airport's clock shows it, with its distance from UTC.
fn local(airport: &Airport, at: Timestamp) -> String {
    airport.time_zone().map_or_else(|_| at.to_string(), |zone| at.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// A case in a list.
pub fn item(app: &App, item: &Item, staff_side: bool) -> Value {
    let mut case = json!({
        "reference": item.reference,
        "link": case_link(app, &item.reference),
        "subject": item.subject,
        "kind": item.kind,
        "channel": item.channel,
        "language": item.language,
        "stage": stage(item.status.stage().with_owner(item.owner.is_some())),
        "department": item.department,
        "owner": item.owner.as_ref().map(|(_, name)| name),
        "person_name": item.person_name,
        "opened_at": item.opened_at,
        "reply_by": item.reply_by,
        "last_at": item.last.at,
    });
    if staff_side {
        put(&mut case, "staff", json!({ "status": item.status, "level": item.level, "priority": item.priority }));
    }
    case
}

/// A case with its timeline, as far as the token reaches.
pub fn case(app: &App, case: &CaseView) -> Value {
    let head = &case.head;
    let flight = head.flight.as_ref().map(|(carrier, number, date)| json!({ "designator": format!("{carrier}{number}"), "date": date }));
    let mut told = json!({
        "reference": head.reference,
        "link": case_link(app, &head.reference),
        "subject": head.subject,
        "kind": head.kind,
        "channel": head.channel,
        "language": head.language,
        "stage": stage(head.stage),
        "department": head.department.id,
        "owner": head.owner,
        "person_name": head.person_name,
        "opened_at": head.opened_at,
        "reply_by": head.reply_by,
        "closed_at": head.closed_at,
        "booking": head.locator,
        "flight": flight,
        "bag_tag": head.bag_tag,
        "timeline": case.entries.iter().map(entry).collect::<Vec<_>>(),
    });
    if let Some(staff) = &case.staff {
        put(&mut told, "staff", staff_side(staff));
    }
    told
}

fn staff_side(staff: &StaffView) -> Value {
    json!({
        "status": staff.status,
        "level": staff.level,
        "priority": staff.priority,
        "topic": staff.topic,
        "address": staff.address,
    })
}

fn entry(entry: &Entry) -> Value {
    let mut event = match serde_json::to_value(&entry.event) {
        Ok(Value::Object(event)) => event,
        _ => Map::new(),
    };
    let by = match &entry.actor {
        Actor::Passenger(name) => json!({ "side": "passenger", "name": name }),
        Actor::Staff(person) => json!({ "side": "staff", "name": person.name }),
        Actor::System => json!({ "side": "portal", "name": null }),
    };
    let kind = event.remove("kind").unwrap_or_default();
    let words = event.remove("words").filter(|words| words.as_str().is_some_and(|words| !words.is_empty()));
    let channel = event.remove("channel");
    event.retain(|name, _| TOLD.contains(&name.as_str()));
    // colleagues are known by name
    if let Some(name) = event.get("owner").and_then(|owner| owner.get("name")).cloned() {
        event.insert("owner".to_owned(), name);
    }
    json!({
        "seq": entry.seq,
        "at": entry.at,
        "by": by,
        "kind": kind,
        "staff_only": entry.audience() == Audience::Staff,
        "words": words,
        "channel": channel,
        "details": event,
    })
}

/// Where a case stands, in a word.
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Received => "received",
        Stage::InHand => "in-hand",
        Stage::YourTurn => "your-turn",
        Stage::Answered => "answered",
        Stage::Closed => "closed",
    }
}

/// The page of everyone.
pub fn case_link(app: &App, reference: &str) -> String {
    format!("{}/cases/{reference}", app.portal.public_url)
}

fn put(value: &mut Value, name: &str, part: Value) {
    if let Value::Object(fields) = value {
        fields.insert(name.to_owned(), part);
    }
}
