//! Social networks: a connector brings what is written there, and takes our answers back.

use super::{
    ask::{Asked, Place, Sent, query},
    guard::Client,
    shapes::{case_link, fail, json},
};
use crate::{caller::legible, ingest::Problem, state::App};
use axum::{extract::State, http::StatusCode, response::Response};
use desk::{
    Error, FieldError,
    cases::social::{self, Post, Waiting},
    outbox::Letter,
};
use domain::{locale::Locale, rights::Scope};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// Characters of an id, and of what somebody is called.
pub const ID_LONGEST: usize = 255;
/// Characters of a handle or a name.
pub const NAME_LONGEST: usize = 80;
/// Characters of a link.
pub const LINK_LONGEST: usize = 2000;

/// Whoever wrote it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Author {
    handle: String,
    #[serde(default)]
    name: String,
}

/// A message as it stands on a network.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brought {
    network: String,
    thread_id: String,
    message_id: String,
    author: Author,
    link: String,
    text: String,
    #[serde(default)]
    language: Locale,
    public: bool,
    at: Timestamp,
}

impl Brought {
    fn read(self) -> Result<Post, Error> {
        let word =
            |text: &str| (2..=30).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let handle = |text: &str| {
            !text.is_empty() && text.chars().count() <= NAME_LONGEST && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        };
        let wrong = [
            ("network", !word(&self.network)),
            ("thread_id", !is_id(&self.thread_id)),
            ("message_id", !is_id(&self.message_id)),
            ("author.handle", !handle(&self.author.handle)),
            ("author.name", self.author.name.chars().count() > NAME_LONGEST),
            ("link", !is_link(&self.link)),
        ];
        let errors: Vec<FieldError> =
            wrong.into_iter().filter(|(_, wrong)| *wrong).map(|(field, _)| FieldError::new(field, "api-form")).collect();
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        Ok(Post {
            network: self.network,
            thread_id: self.thread_id,
            message_id: self.message_id,
            handle: self.author.handle,
            name: legible(&self.author.name),
            link: self.link,
            words: legible(&self.text),
            language: self.language,
            public: self.public,
            at: self.at,
        })
    }
}

fn is_id(text: &str) -> bool {
    (1..=ID_LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Only what a browser opens as a page: it is shown to staff as a link.
fn is_link(text: &str) -> bool {
    let page = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    page.is_some_and(|rest| !rest.is_empty()) && text.len() <= LINK_LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// `POST /social`: a message becomes a case (201) or goes on with one (200); the same again is answered the same.
pub async fn bring(State(app): State<App>, client: Client, sent: Sent<Brought>) -> Result<Response, Problem> {
    let viewer = client.viewer(Scope::SocialWrite)?;
    let posted = social::take(app.db(), &viewer, Timestamp::now(), sent.body.read()?).await.map_err(|error| fail(&app, error))?;
    let status = if posted.seq == 1 { StatusCode::CREATED } else { StatusCode::OK };
    Ok(json(status, &json!({ "reference": posted.reference, "link": case_link(&app, &posted.reference), "seq": posted.seq })))
}

/// Where to go on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct From {
    after: Option<String>,
}

/// `GET /social/outbox`: the answers that wait, oldest first. Reading takes nothing away.
pub async fn outbox(State(app): State<App>, client: Client, Asked(from): Asked<From>) -> Result<Response, Problem> {
    let viewer = client.viewer(Scope::SocialWrite)?;
    let after = from.after.map(|text| id(&text).ok_or_else(|| query("after: the id of the last answer you have."))).transpose()?;
    let page = social::waiting(app.db(), &viewer, Timestamp::now(), after).await.map_err(|error| fail(&app, error))?;
    let answers: Vec<Value> = page.answers.iter().filter_map(|waiting| answer(&app, waiting)).collect();
    Ok(json(StatusCode::OK, &json!({ "answers": answers, "next": page.next })))
}

fn answer(app: &App, waiting: &Waiting) -> Option<Value> {
    let Letter::SocialAnswer { reference, network, thread_id, reply_to, words, public, by } = &waiting.answer else { return None };
    Some(json!({
        "id": waiting.id,
        "network": network,
        "thread_id": thread_id,
        "reply_to": Some(reply_to).filter(|id| !id.is_empty()),
        "text": words,
        "public": public,
        "author": by,
        "reference": reference,
        "link": case_link(app, reference),
        "at": waiting.at,
    }))
}

/// An id as it was told, hyphens and all.
fn id(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok().filter(|id| id.to_string() == text)
}

/// Under what it stands there now.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivered {
    message_id: String,
    link: Option<String>,
}

/// `POST /social/outbox/{id}/delivered`: it stands there. Said again, nothing changes.
pub async fn delivered(
    State(app): State<App>,
    client: Client,
    Place(place): Place<String>,
    sent: Sent<Delivered>,
) -> Result<Response, Problem> {
    let viewer = client.viewer(Scope::SocialWrite)?;
    let Delivered { message_id, link } = sent.body;
    let wrong = [("message_id", !is_id(&message_id)), ("link", link.as_ref().is_some_and(|link| !is_link(link)))];
    let errors: Vec<FieldError> =
        wrong.into_iter().filter(|(_, wrong)| *wrong).map(|(field, _)| FieldError::new(field, "api-form")).collect();
    if !errors.is_empty() {
        return Err(Error::Invalid(errors).into());
    }
    let id = id(&place).ok_or(Error::NotFound)?;
    let told = social::delivered(app.db(), &viewer, Timestamp::now(), id, &message_id, link.as_deref().unwrap_or_default()).await;
    told.map_err(|error| fail(&app, error))?;
    Ok(json(StatusCode::OK, &json!({ "id": id, "state": "delivered" })))
}

/// Why it does not stand there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    reason: String,
}

/// `POST /social/outbox/{id}/refused`: the network did not take it; staff read why in the case. Said again, nothing changes.
pub async fn refused(
    State(app): State<App>,
    client: Client,
    Place(place): Place<String>,
    sent: Sent<Refused>,
) -> Result<Response, Problem> {
    let viewer = client.viewer(Scope::SocialWrite)?;
    let id = id(&place).ok_or(Error::NotFound)?;
    let told = social::refused(app.db(), &viewer, Timestamp::now(), id, &legible(&sent.body.reason)).await;
    told.map_err(|error| fail(&app, error))?;
    Ok(json(StatusCode::OK, &json!({ "id": id, "state": "refused" })))
}
