//! Help, searched and read.

use super::{
    ask::{Asked, Place, query},
    guard::Client,
    shapes::{fail, json},
};
use crate::{ingest::Problem, state::App};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{locale::Locale, rights::Scope};
use serde::Deserialize;
use serde_json::json;

/// Characters of a question.
pub const QUESTION_LONGEST: usize = 300;
/// Answers at once.
pub const ANSWERS_MOST: u8 = 20;

/// A question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    query: String,
    #[serde(default)]
    lang: Locale,
    #[serde(default = "ten")]
    limit: u8,
}

const fn ten() -> u8 {
    10
}

/// `GET /help?query=`: the articles that answer best, best first, in the language asked for.
pub async fn search(State(app): State<App>, client: Client, Asked(asked): Asked<Question>) -> Result<Response, Problem> {
    client.viewer(Scope::HelpRead)?;
    if asked.query.is_empty() || asked.query.chars().count() > QUESTION_LONGEST {
        return Err(query(format!("query: 1 to {QUESTION_LONGEST} characters.")));
    }
    if !(1..=ANSWERS_MOST).contains(&asked.limit) {
        return Err(query(format!("limit: 1 to {ANSWERS_MOST}.")));
    }
    let words = crate::caller::legible(&asked.query);
    let hits = desk::help::search(app.db(), asked.lang, &words, i64::from(asked.limit)).await;
    let hits = hits.map_err(|error| fail(&app, error))?;
    let found = hits.iter().map(|hit| {
        let link = format!("{}/help/{}", app.portal.public_url, hit.slug);
        json!({ "slug": hit.slug, "title": hit.title, "summary": hit.summary, "link": link })
    });
    Ok(json(StatusCode::OK, &json!({ "articles": found.collect::<Vec<_>>() })))
}

/// The language asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    #[serde(default)]
    lang: Locale,
}

/// `GET /help/{slug}`: an article, in English where it has not been translated.
pub async fn article(
    State(app): State<App>,
    client: Client,
    Place(slug): Place<String>,
    Asked(told): Asked<Told>,
) -> Result<Response, Problem> {
    client.viewer(Scope::HelpRead)?;
    let article = desk::help::article(app.db(), told.lang, &slug).await.map_err(|error| fail(&app, error))?;
    let related: Vec<_> = article.related.iter().map(|link| json!({ "slug": link.slug, "title": link.title })).collect();
    let body = json!({
        "slug": article.slug,
        "language": article.locale.tag(),
        "title": article.title,
        "summary": article.summary,
        "body": article.body,
        "reviewed_on": article.reviewed_on.to_string(),
        "related": related,
        "link": format!("{}/help/{}", app.portal.public_url, article.slug),
    });
    Ok(json(StatusCode::OK, &body))
}
