//! The board of an airport, with its pages and its other side.

use super::{
    ask::{Ask, Way},
    rows::{Rows, Seen},
};
use crate::{
    context::lang,
    outcome::encode,
    ui::paging::{Paging, Part, Parts},
    words::t,
};
use desk::flights::{Airport, Board, Direction};
use leptos::prelude::*;

/// A page of the board.
#[component]
pub(super) fn BoardView(
    /// The question.
    ask: Ask,
    /// The airport shown.
    airport: Airport,
    /// Others of the same city.
    others: Vec<Airport>,
    /// What is on it.
    board: Board,
) -> impl IntoView {
    let l = lang();
    let direction = if let Way::Board(direction) = ask.way { direction } else { Direction::Departures };
    let name = |direction| if direction == Direction::Departures { "departures" } else { "arrivals" };
    let address = |code: &str, direction| format!("/flights?board={}&airport={}", name(direction), encode(code));
    // the other side and the next airport are asked about the same day
    let date =
        ask.typed.value_opt("date").filter(|date| !date.is_empty()).map(|date| format!("&date={}", encode(&date))).unwrap_or_default();
    let sides = [Direction::Departures, Direction::Arrivals].map(|side| Part {
        href: address(&airport.code, side) + &date,
        name: if side == Direction::Departures { t!(l, "flights-departures") } else { t!(l, "flights-arrivals") },
        count: None,
        current: side == direction,
    });
    let called = format!("{} {}", airport.city(l.0), airport.name(l.0));
    let called = if airport.city(l.0) == airport.name(l.0) { airport.city(l.0).to_owned() } else { called };
    let title = t!(l, "flights-board-title", airport = format!("{called} ({})", airport.code), direction = name(direction));
    let here = address(&airport.code, direction);
    let back = board.earlier.map(|cursor| format!("{here}&before={cursor}"));
    let on = board.later.map(|cursor| format!("{here}&after={cursor}"));
    let others = (!others.is_empty()).then(|| {
        let links = others
            .iter()
            .map(|other| view! { <a href=address(&other.code, direction) + &date>{other.name(l.0).to_owned()}" "{other.code.clone()}</a> })
            .collect_view();
        view! { <p class="row"><span class="quiet">{t!(l, "flights-board-other")}</span>{links}</p> }
    });
    let inside = if board.flights.is_empty() {
        view! { <p>{t!(l, "flights-none-board")}</p> }.into_any()
    } else {
        view! { <Rows caption=title.clone() flights=board.flights seen=Seen::Board(direction)/> }.into_any()
    };
    view! {
        <Parts label=title parts=sides.to_vec()/>
        {others}
        {inside}
        <Paging back=back on=on/>
    }
}
