//! How flights stand: public on the pages, here for whoever has the scope.

use super::{
    ask::{Asked, Place, query},
    guard::Client,
    shapes::{self, fail, json},
};
use crate::{ingest::Problem, state::App};
use axum::{extract::State, http::StatusCode, response::Response};
use desk::flights::{self, Cursor, Direction, Turn};
use domain::{flight::Designator, locale::Locale, rights::Scope};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use serde_json::json;

/// In which language cities and airlines are named.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    #[serde(default)]
    lang: Locale,
}

/// `GET /flights/{designator}/{date}`: every leg of a number on its day.
pub async fn flight(
    State(app): State<App>,
    client: Client,
    Place((designator, date)): Place<(String, String)>,
    Asked(told): Asked<Told>,
) -> Result<Response, Problem> {
    client.viewer(Scope::FlightsRead)?;
    let unknown = || Problem::new(StatusCode::NOT_FOUND, "not-found", "There is no such flight on that day.");
    let designator: Designator = designator.parse().map_err(|_| unknown())?;
    let date = day(&date).ok_or_else(unknown)?;
    let legs = flights::by_designator(app.db(), Timestamp::now(), designator, date).await.map_err(|error| fail(&app, error))?;
    if legs.is_empty() {
        return Err(unknown());
    }
    let legs: Vec<_> = legs.iter().map(|leg| shapes::flight(&app, leg, told.lang)).collect();
    Ok(json(StatusCode::OK, &json!({ "flights": legs })))
}

/// Which side of an airport.
#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// What leaves.
    #[default]
    Departures,
    /// What arrives.
    Arrivals,
}

/// A page of an airport's board.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    airport: String,
    #[serde(default)]
    direction: Side,
    date: Option<String>,
    cursor: Option<String>,
    #[serde(default)]
    lang: Locale,
}

/// `GET /flights`: what leaves an airport or arrives there, from now or from the beginning of a day, a page at a time.
pub async fn board(State(app): State<App>, client: Client, Asked(asked): Asked<Board>) -> Result<Response, Problem> {
    client.viewer(Scope::FlightsRead)?;
    if asked.airport.len() != 3 || !asked.airport.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(query("airport: three letters or digits."));
    }
    let date = asked.date.as_deref().map(|text| day(text).ok_or_else(|| query("date: a day of this century, 2026-11-21.")));
    let cursor = asked.cursor.as_deref().map(|text| text.parse::<Cursor>().map_err(|()| query("cursor: the `next` of the page before.")));
    let turn = match (cursor.transpose()?, date.transpose()?) {
        (Some(cursor), _) => Turn::After(cursor),
        (None, Some(date)) => Turn::On(date),
        (None, None) => Turn::Now,
    };
    let direction = match asked.direction {
        Side::Departures => Direction::Departures,
        Side::Arrivals => Direction::Arrivals,
    };
    let airport = flights::airport(app.db(), &asked.airport).await.map_err(|error| fail(&app, error))?;
    let board = flights::board(app.db(), Timestamp::now(), &airport, direction, turn).await.map_err(|error| fail(&app, error))?;
    let legs: Vec<_> = board.flights.iter().map(|leg| shapes::flight(&app, leg, asked.lang)).collect();
    Ok(json(StatusCode::OK, &json!({ "flights": legs, "next": board.later.map(|cursor| cursor.to_string()) })))
}

/// A day as it is written in the query, of a century that has flights.
pub fn day(text: &str) -> Option<Date> {
    // nothing but the ten characters: a parser of dates takes more
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse::<Date>().ok().filter(|date| plain && (2000..2100).contains(&date.year()))
}
