//! `/api/openapi.json` (OpenAPI 3.1): written from the lists and limits the code obeys, and tried against the running server
//! by `make test`.

mod schemas;
mod social;

use crate::state::App;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    case::{Channel, Kind},
    locale::Locale,
    rights::Scope,
};
use serde_json::{Map, Value, json};

/// `GET /api/openapi.json`: for everybody, cached for as long as pages are.
pub async fn document(State(app): State<App>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
    ];
    (StatusCode::OK, headers, written(&app.portal.public_url).to_string()).into_response()
}

fn written(public_url: &str) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Landside",
            "version": "1",
            "summary": "What the pages do, for programs.",
            "description": format!("Tokens are made by `landside token create`. Errors are problem+json (RFC 9457), told at {public_url}/api."),
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": format!("{public_url}/api/v1") }],
        "security": [{ "token": [] }],
        "tags": [{ "name": "flights" }, { "name": "help" }, { "name": "cases" }, { "name": "social" }],
        "paths": {
            "/flights": { "get": board() },
            "/flights/{designator}/{date}": { "get": flight() },
            "/help": { "get": search() },
            "/help/{slug}": { "get": article() },
            "/cases": { "get": list(), "post": open() },
            "/cases/{reference}": { "get": case() },
            "/cases/{reference}/messages": { "post": message() },
            "/social": { "post": social::bring() },
            "/social/outbox": { "get": social::outbox() },
            "/social/outbox/{id}/delivered": { "post": social::delivered() },
            "/social/outbox/{id}/refused": { "post": social::refused() },
        },
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "landside_…, as it was shown once." } },
            "schemas": schemas::all(),
            "responses": problems(),
        },
    })
}

/// What is answered besides the best: status, a name, what it means.
const PROBLEMS: [(u16, &str, &str); 9] = [
    (400, "Unreadable", "The query, a header or the body cannot be read."),
    (401, "NoToken", "No token, or none that is good."),
    (403, "OutOfScope", "The token is not good for that."),
    (404, "NotFound", "There is no such thing, or not for this token."),
    (409, "Conflict", "The state has moved on, or the Idempotency-Key was used for another request."),
    (413, "TooLarge", "The body is too large."),
    (415, "MediaType", "The body is not application/json."),
    (422, "Invalid", "What was sent does not do; `errors` names the fields."),
    (429, "Limited", "Too many requests; Retry-After tells when."),
];

fn problems() -> Value {
    let named = PROBLEMS.iter().map(|(status, name, means)| {
        let mut problem = json!({
            "description": means,
            "content": { "application/problem+json": { "schema": schema("Problem") } },
        });
        if *status == 429 {
            put(&mut problem, "headers", json!({ "Retry-After": { "schema": { "type": "string", "pattern": "^[0-9]+$" } } }));
        }
        ((*name).to_owned(), problem)
    });
    let unavailable = json!({
        "description": "Not now; nothing was taken.",
        "headers": { "Retry-After": { "schema": { "type": "string", "pattern": "^[0-9]+$" } } },
        "content": { "application/problem+json": { "schema": schema("Problem") } },
    });
    named.chain([("Unavailable".to_owned(), unavailable)]).collect::<Map<String, Value>>().into()
}

/// An operation with its good answer and its problems.
fn operation(id: &str, tag: &str, summary: &str, scopes: &[Scope], good: (u16, Value), bad: &[u16]) -> Value {
    let named: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    let mut responses = Map::new();
    responses.insert(good.0.to_string(), good.1);
    for (status, name, _) in PROBLEMS.iter().filter(|(status, _, _)| bad.contains(status) || matches!(status, 401 | 403 | 429)) {
        responses.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{name}") }));
    }
    responses.insert("503".to_owned(), json!({ "$ref": "#/components/responses/Unavailable" }));
    json!({
        "operationId": id,
        "tags": [tag],
        "summary": summary,
        "description": format!("Scope: {}.", named.join(" or ")),
        "responses": responses,
    })
}

fn good(means: &str, name: &str) -> Value {
    let limits = json!({ "schema": { "type": "string" } });
    json!({
        "description": means,
        "headers": { "RateLimit": limits, "RateLimit-Policy": limits },
        "content": { "application/json": { "schema": schema(name) } },
    })
}

fn with(mut operation: Value, name: &str, part: Value) -> Value {
    put(&mut operation, name, part);
    operation
}

fn put(value: &mut Value, name: &str, part: Value) {
    if let Value::Object(fields) = value {
        fields.insert(name.to_owned(), part);
    }
}

fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn in_path(name: &str, schema: Value, example: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": schema, "example": example })
}

fn in_query(name: &str, means: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "description": means, "schema": schema })
}

fn language(means: &str) -> Value {
    in_query("lang", means, json!({ "enum": Locale::ALL.map(Locale::tag), "default": Locale::default().tag() }))
}

fn cursor(pattern: &str) -> Value {
    in_query("cursor", "`next` of the page before.", json!({ "type": "string", "pattern": pattern }))
}

fn key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": true,
        "description": "Another for each new request. The same key with the same body is answered as the first time and does nothing twice, for thirty days; with another body it is refused (409).",
        "schema": { "type": "string", "pattern": format!("^[!-~]{{1,{}}}$", super::ask::KEY_LONGEST) },
    })
}

fn body(name: &str) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": schema(name) } } })
}

fn board() -> Value {
    let operation = operation(
        "listFlights",
        "flights",
        "What leaves an airport, or arrives there, a page at a time",
        &[Scope::FlightsRead],
        (200, good("Flights in the order of their planned times.", "Flights")),
        &[400, 404],
    );
    let mut airport = in_query("airport", "IATA code.", json!({ "type": "string", "pattern": "^[A-Za-z0-9]{3}$", "examples": ["EWR"] }));
    put(&mut airport, "required", Value::Bool(true));
    let parameters = json!([
        airport,
        in_query("direction", "Which side of the airport.", json!({ "enum": ["departures", "arrivals"], "default": "departures" })),
        in_query("date", "From the beginning of this day at the airport; from now where left out.", schema("Day")),
        cursor("^[0-9]{1,11}-[0-9]{1,18}$"),
        language("The language of names."),
    ]);
    with(operation, "parameters", parameters)
}

fn flight() -> Value {
    let operation = operation(
        "getFlight",
        "flights",
        "Every leg of a flight number on its day",
        &[Scope::FlightsRead],
        (200, good("One leg or more, first leg first.", "Legs")),
        &[400, 404],
    );
    let parameters = json!([
        in_path("designator", json!({ "type": "string", "pattern": "^[A-Z0-9]{2}[0-9]{1,4}$" }), "LD408"),
        in_path("date", schema("Day"), "2026-11-21"),
        language("The language of names."),
    ]);
    with(operation, "parameters", parameters)
}

fn search() -> Value {
    let operation = operation(
        "searchHelp",
        "help",
        "The help articles that answer a question best",
        &[Scope::HelpRead],
        (200, good("Best first; none where nothing answers.", "Answers")),
        &[400],
    );
    let longest = super::help::QUESTION_LONGEST;
    let mut question = in_query("query", "In one's own words.", json!({ "type": "string", "minLength": 1, "maxLength": longest }));
    put(&mut question, "required", Value::Bool(true));
    let most = super::help::ANSWERS_MOST;
    let limit = in_query("limit", "At most so many.", json!({ "type": "integer", "minimum": 1, "maximum": most, "default": 10 }));
    with(operation, "parameters", json!([question, language("The language of the answers."), limit]))
}

fn article() -> Value {
    let operation = operation(
        "getArticle",
        "help",
        "A help article",
        &[Scope::HelpRead],
        (200, good("In English where it has not been translated.", "Article")),
        &[400, 404],
    );
    let slug = in_path("slug", json!({ "type": "string", "pattern": "^[a-z0-9-]{1,80}$" }), "bag-missing");
    with(operation, "parameters", json!([slug, language("The language wanted.")]))
}

fn list() -> Value {
    let operation = operation(
        "listCases",
        "cases",
        "The cases a token reaches, the most pressing first",
        &[Scope::CasesRead, Scope::CasesStaff],
        (200, good("At most fifty.", "Cases")),
        &[400, 404],
    );
    let parameters = json!([
        in_query("state", "Where they stand.", json!({ "enum": ["open", "closed", "any"], "default": "open" })),
        in_query("due", "By when they are due.", json!({ "enum": ["late", "today"] })),
        in_query("department", "Department, by id.", json!({ "type": "string", "pattern": "^[a-z-]{1,40}$" })),
        in_query("kind", "What sort.", json!({ "enum": Kind::ALL.map(Kind::as_str) })),
        in_query("channel", "How they came in.", json!({ "enum": Channel::ALL.map(Channel::as_str) })),
        in_query("language", "The passenger's.", json!({ "enum": Locale::ALL.map(Locale::tag) })),
        in_query(
            "words",
            "Reference, name, locator, flight, anything said.",
            json!({ "type": "string", "maxLength": super::cases::SEARCH_LONGEST })
        ),
        cursor(r"^(-|[0-9]{1,15})\.[0-9]{1,18}$"),
    ]);
    with(operation, "parameters", parameters)
}

fn reference() -> Value {
    in_path("reference", json!({ "type": "string", "pattern": "^LS-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$" }), "LS-7K3M-9Q2F")
}

fn case() -> Value {
    let operation = operation(
        "getCase",
        "cases",
        "A case with its timeline, as the token may see it",
        &[Scope::CasesRead, Scope::CasesStaff],
        (200, good("The look is written down under the token's name.", "Case")),
        &[400, 404],
    );
    with(operation, "parameters", json!([reference()]))
}

fn taken(means: &str) -> Value {
    let mut taken = good(means, "Taken");
    let told = json!({
        "RateLimit": { "schema": { "type": "string" } },
        "RateLimit-Policy": { "schema": { "type": "string" } },
        "Location": { "required": true, "schema": { "type": "string" } },
        "Idempotency-Replayed": { "description": "A repetition: nothing was done.", "schema": { "const": "true" } },
    });
    put(&mut taken, "headers", told);
    let link = |id: &str| json!({ "operationId": id, "parameters": { "reference": "$response.body#/reference" } });
    put(&mut taken, "links", json!({ "case": link("getCase"), "message": link("writeMessage") }));
    taken
}

fn open() -> Value {
    let operation = operation(
        "openCase",
        "cases",
        "Opens a case for a passenger",
        &[Scope::CasesWrite],
        (201, taken("It is open; where an address was given, its receipt is confirmed by a letter.")),
        &[400, 404, 409, 413, 415, 422],
    );
    with(with(operation, "parameters", json!([key()])), "requestBody", body("NewCase"))
}

fn message() -> Value {
    let operation = operation(
        "writeMessage",
        "cases",
        "Writes into a case for its passenger, or to the passenger for a colleague",
        &[Scope::CasesWrite, Scope::CasesAnswer],
        (201, taken("It is in the timeline.")),
        &[400, 404, 409, 413, 415, 422],
    );
    with(with(operation, "parameters", json!([reference(), key()])), "requestBody", body("Message"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn every_reference_leads_somewhere_and_every_operation_says_its_scope() {
        let document = written("https://air.example");
        let text = document.to_string();
        for part in text.split("\"#/").skip(1) {
            let pointer = format!("/{}", part.split('"').next().unwrap());
            assert!(document.pointer(&pointer).is_some(), "{pointer}");
        }
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                assert!(operation["description"].as_str().unwrap().starts_with("Scope: "), "{method} {path}");
                assert!(operation["responses"].as_object().unwrap().len() > 3, "{method} {path}");
            }
        }
    }
}
