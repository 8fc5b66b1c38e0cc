//! What is sent and answered, field by field.

use super::super::social::{ID_LONGEST, LINK_LONGEST, NAME_LONGEST};
use desk::cases::{SUBJECT_LONGEST, WORDS_LONGEST};
use domain::{
    case::{Channel, Kind, Priority, Status, Topic},
    flight::{Phase, Reason},
    locale::Locale,
};
use serde_json::{Map, Value, json};

/// At least one character people see: what the rest of the world sees as blank is no name and no message.
const VISIBLE: &str = r"[^\s\x00-\x1f\x7f-\x9f]";
/// A day of this century.
const DAY: &str = "^20([0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([02468][048]|[13579][26])-02-29)$";
const REFERENCE: &str = "^LS-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$";

/// Every schema by name.
pub(super) fn all() -> Value {
    let mut all = Map::new();
    for (name, schema) in basics().into_iter().chain(flights()).chain(help()).chain(cases()).chain(sent()).chain(social()) {
        all.insert(name.to_owned(), schema);
    }
    all.into()
}

type Named = Vec<(&'static str, Value)>;

/// An object with these fields and no others; all are there.
fn object(fields: Value) -> Value {
    let names: Vec<String> = fields.as_object().into_iter().flat_map(Map::keys).cloned().collect();
    json!({ "type": "object", "required": names, "properties": fields, "additionalProperties": false })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn text_or_none() -> Value {
    json!({ "type": ["string", "null"] })
}

fn at() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn at_or_none() -> Value {
    json!({ "type": ["string", "null"], "format": "date-time" })
}

fn list(name: &str) -> Value {
    json!({ "type": "array", "items": super::schema(name) })
}

fn words(longest: usize) -> Value {
    json!({ "type": "string", "pattern": VISIBLE, "maxLength": longest })
}

fn basics() -> Named {
    let error = object(json!({ "field": text(), "code": text(), "detail": text() }));
    let problem = json!({
        "type": "object",
        "description": "RFC 9457. Branch on `code`; `type` leads to what it means.",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": text(),
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "code": text(),
            "detail": text(),
            "errors": { "type": "array", "items": error },
        },
        "additionalProperties": false,
    });
    vec![("Problem", problem), ("Day", json!({ "type": "string", "pattern": DAY, "examples": ["2026-11-21"] }))]
}

fn flights() -> Named {
    let end = object(json!({
        "airport": text(),
        "city": text(),
        "planned": at(),
        "expected": at(),
        "actual": at_or_none(),
        "terminal": text_or_none(),
        "gate": text_or_none(),
    }));
    let reasons: Vec<Value> = Reason::ALL.map(|reason| reason.as_str().into()).into_iter().chain([Value::Null]).collect();
    let flight = object(json!({
        "designator": text(),
        "date": super::schema("Day"),
        "airline": object(json!({ "code": text(), "name": text() })),
        "phase": { "enum": Phase::ALL },
        "delay_minutes": { "type": "integer", "description": "Of the departure until it leaves, of the arrival after; negative is early." },
        "reason": { "enum": reasons },
        "departure": super::schema("FlightEnd"),
        "arrival": super::schema("FlightEnd"),
        "diverted_to": text_or_none(),
        "belt": text_or_none(),
        "changed_at": at_or_none(),
        "link": text(),
    }));
    vec![
        ("FlightEnd", end),
        ("Flight", flight),
        ("Legs", object(json!({ "flights": list("Flight") }))),
        ("Flights", object(json!({ "flights": list("Flight"), "next": text_or_none() }))),
    ]
}

fn help() -> Named {
    let found = object(json!({ "slug": text(), "title": text(), "summary": text(), "link": text() }));
    let article = object(json!({
        "slug": text(),
        "language": { "enum": Locale::ALL.map(Locale::tag) },
        "title": text(),
        "summary": text(),
        "body": { "type": "string", "contentMediaType": "text/markdown" },
        "reviewed_on": { "type": "string", "format": "date" },
        "related": { "type": "array", "items": object(json!({ "slug": text(), "title": text() })) },
        "link": text(),
    }));
    vec![("Answers", object(json!({ "articles": { "type": "array", "items": found } }))), ("Article", article)]
}

/// What a case has in a list and on its own.
fn head() -> Map<String, Value> {
    let head = json!({
        "reference": { "type": "string", "pattern": REFERENCE },
        "link": text(),
        "subject": text(),
        "kind": { "enum": Kind::ALL.map(Kind::as_str) },
        "channel": { "enum": Channel::ALL.map(Channel::as_str) },
        "language": { "enum": Locale::ALL.map(Locale::tag) },
        "stage": { "enum": ["received", "in-hand", "your-turn", "answered", "closed"], "description": "As the passenger reads it." },
        "department": text(),
        "owner": text_or_none(),
        "person_name": text(),
        "opened_at": at(),
        "reply_by": at_or_none(),
    });
    head.as_object().cloned().unwrap_or_default()
}

fn staff(more: Value) -> Value {
    let mut fields = json!({
        "status": { "enum": Status::ALL.map(Status::as_str) },
        "level": { "type": "integer", "minimum": 1, "maximum": 3 },
        "priority": { "enum": Priority::ALL.map(Priority::as_str) },
    });
    if let (Value::Object(fields), Value::Object(more)) = (&mut fields, more) {
        fields.extend(more);
    }
    object(fields)
}

/// The object and, for tokens of that side, what staff see besides.
fn for_both(mut fields: Map<String, Value>, more: Value, staff: Value) -> Value {
    fields.extend(more.as_object().cloned().unwrap_or_default());
    let mut both = object(fields.into());
    if let Some(properties) = both.get_mut("properties") {
        super::put(properties, "staff", staff);
    }
    both
}

fn cases() -> Named {
    let item = for_both(head(), json!({ "last_at": at() }), staff(json!({})));
    let flight = json!({ "anyOf": [object(json!({ "designator": text(), "date": super::schema("Day") })), { "type": "null" }] });
    let more = json!({
        "closed_at": at_or_none(),
        "booking": text_or_none(),
        "flight": flight,
        "bag_tag": text_or_none(),
        "timeline": list("Entry"),
    });
    let case = for_both(head(), more, staff(json!({ "topic": { "enum": Topic::ALL.map(Topic::as_str) }, "address": text_or_none() })));
    let entry = object(json!({
        "seq": { "type": "integer", "minimum": 1 },
        "at": at(),
        "by": object(json!({ "side": { "enum": ["passenger", "staff", "portal"] }, "name": text_or_none() })),
        "kind": text(),
        "staff_only": { "type": "boolean" },
        "words": text_or_none(),
        "channel": text_or_none(),
        "details": { "type": "object", "description": "What else the entry says, by its kind." },
    }));
    vec![
        ("CaseBrief", item),
        ("Cases", object(json!({ "cases": list("CaseBrief"), "next": text_or_none() }))),
        ("Case", case),
        ("Entry", entry),
        ("Taken", object(json!({ "reference": text(), "link": text(), "seq": { "type": "integer" }, "reply_by": at_or_none() }))),
    ]
}

fn sent() -> Named {
    let spoken =
        json!({ "enum": ["web", "phone", "counter", "kiosk"], "default": "web", "description": "How the passenger spoke to the program." });
    let booking = json!({
        "type": ["object", "null"],
        "required": ["locator", "family_name"],
        "properties": { "locator": { "type": "string", "pattern": "^[A-Z0-9]{5,8}$" }, "family_name": words(80) },
        "additionalProperties": false,
    });
    let flight = json!({
        "type": ["object", "null"],
        "required": ["designator", "date"],
        "properties": {
            "designator": { "type": "string", "pattern": "^([A-Z][A-Z0-9]|[0-9][A-Z])[1-9][0-9]{0,3}$" },
            "date": super::schema("Day"),
        },
        "additionalProperties": false,
    });
    let of_kind = |kind: Kind| {
        json!({
            "type": "object",
            "title": kind.as_str(),
            "required": ["kind", "topic", "subject", "words", "name"],
            "properties": {
                "kind": { "const": kind.as_str() },
                "topic": { "enum": Topic::of(kind).iter().map(|topic| topic.as_str()).collect::<Vec<_>>() },
                "subject": words(SUBJECT_LONGEST),
                "words": words(WORDS_LONGEST),
                "name": words(80),
                "email": { "type": ["string", "null"], "format": "email", "description": "Where the passenger is answered; without it the program brings the answer." },
                "language": { "enum": Locale::ALL.map(Locale::tag), "default": Locale::default().tag() },
                "channel": spoken,
                "booking": booking,
                "flight": flight,
                "bag_tag": { "type": ["string", "null"], "pattern": "^(?!0{10})[0-9]{10}$" },
            },
            "additionalProperties": false,
        })
    };
    let passenger = json!({
        "type": "object",
        "title": "passenger",
        "required": ["as", "words"],
        "properties": { "as": { "const": "passenger" }, "words": words(WORDS_LONGEST), "channel": spoken },
        "additionalProperties": false,
    });
    let staff = json!({
        "type": "object",
        "title": "staff",
        "required": ["as", "author", "words"],
        "properties": {
            "as": { "const": "staff" },
            "author": { "type": "string", "format": "email", "description": "The colleague who answers, by the address they sign in with; their rights count too." },
            "words": words(WORDS_LONGEST),
            "asks": { "type": "boolean", "default": false, "description": "It asks something: the passenger is next." },
            "reopens": { "type": "boolean", "default": false, "description": "The case is closed and is to be open again." },
            "public": { "type": "boolean", "default": false, "description": "The case is a public conversation, and its author knows that everybody reads the answer." },
            "personal": { "type": "boolean", "default": false, "description": "The author knows that a public answer names something about one person." },
        },
        "additionalProperties": false,
    });
    vec![("NewCase", json!({ "oneOf": Kind::ALL.map(of_kind) })), ("Message", json!({ "oneOf": [passenger, staff] }))]
}

fn social() -> Named {
    let id = json!({ "type": "string", "pattern": format!("^[!-~]{{1,{ID_LONGEST}}}$") });
    let link = |kind: Value| json!({ "type": kind, "pattern": "^https?://[!-~]+$", "maxLength": LINK_LONGEST });
    let author = json!({
        "type": "object",
        "required": ["handle"],
        "properties": {
            "handle": { "type": "string", "pattern": format!(r"^[^\s\x00-\x1f\x7f-\x9f]{{1,{NAME_LONGEST}}}$") },
            "name": { "type": "string", "maxLength": NAME_LONGEST },
        },
        "additionalProperties": false,
    });
    let post = json!({
        "type": "object",
        "required": ["network", "thread_id", "message_id", "author", "link", "text", "public", "at"],
        "properties": {
            "network": { "type": "string", "pattern": "^[a-z0-9-]{2,30}$", "examples": ["mastodon"] },
            "thread_id": id,
            "message_id": id,
            "author": author,
            "link": link("string".into()),
            "text": words(WORDS_LONGEST),
            "language": { "enum": Locale::ALL.map(Locale::tag), "default": Locale::default().tag() },
            "public": { "type": "boolean", "description": "Everybody reads it there." },
            "at": at(),
        },
        "additionalProperties": false,
    });
    let answer = object(json!({
        "id": text(),
        "network": text(),
        "thread_id": text(),
        "reply_to": text_or_none(),
        "text": text(),
        "public": { "type": "boolean" },
        "author": text(),
        "reference": text(),
        "link": text(),
        "at": at(),
    }));
    let delivered = json!({
        "type": "object",
        "required": ["message_id"],
        "properties": { "message_id": id, "link": link(json!(["string", "null"])) },
        "additionalProperties": false,
    });
    let refused =
        json!({ "type": "object", "required": ["reason"], "properties": { "reason": words(500) }, "additionalProperties": false });
    vec![
        ("Post", post),
        ("Posted", object(json!({ "reference": text(), "link": text(), "seq": { "type": "integer" } }))),
        ("SocialAnswers", object(json!({ "answers": { "type": "array", "items": answer }, "next": text_or_none() }))),
        ("Delivered", delivered),
        ("Refused", refused),
        ("Told", object(json!({ "id": text(), "state": { "enum": ["delivered", "refused"] } }))),
    ]
}
