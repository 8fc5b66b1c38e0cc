//! The addresses of social networks.

use super::{body, good, in_path, in_query, operation, put, with};
use domain::rights::Scope;
use serde_json::{Value, json};

const SCOPE: [Scope; 1] = [Scope::SocialWrite];

pub(super) fn bring() -> Value {
    let mut operation = operation(
        "bringMessage",
        "social",
        "A message from a social network becomes a case or goes on with one",
        &SCOPE,
        (201, good("It opened a case.", "Posted")),
        &[400, 409, 413, 415, 422],
    );
    if let Some(responses) = operation.get_mut("responses") {
        put(responses, "200", good("It goes on with the case of its thread.", "Posted"));
    }
    let means = "Scope: social:write. The same network and message_id again is answered as the first time and changes nothing.";
    with(with(operation, "description", means.into()), "requestBody", body("Post"))
}

pub(super) fn outbox() -> Value {
    let operation = operation(
        "listAnswers",
        "social",
        "Answers that wait to be posted, oldest first",
        &SCOPE,
        (200, good("At most fifty. Reading takes nothing away.", "SocialAnswers")),
        &[400],
    );
    let after = in_query("after", "The id of the last answer you have.", json!({ "type": "string", "pattern": ID }));
    with(operation, "parameters", json!([after]))
}

const ID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

fn told(id: &str, summary: &str, means: &str, sent: &str) -> Value {
    let operation = operation(id, "social", summary, &SCOPE, (200, good(means, "Told")), &[400, 404, 409, 413, 415, 422]);
    let place = in_path("id", json!({ "type": "string", "pattern": ID }), "01a1fe63-e363-704a-b94b-34dcfc909d08");
    with(with(operation, "parameters", json!([place])), "requestBody", body(sent))
}

pub(super) fn delivered() -> Value {
    told("answerDelivered", "An answer stands on the network", "Noted. Said again, nothing changes.", "Delivered")
}

pub(super) fn refused() -> Value {
    told("answerRefused", "The network did not take an answer", "Noted: staff read why, and the case is due again.", "Refused")
}
