//! `/trip/{locator}/change`: question by question to the flights there are.

use super::{
    Asked,
    ask::{self, Purpose},
    closed, door, options,
};
use crate::context::{portal, visit};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The next question, or the flights.
#[component]
pub fn ChangePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let locator = use_params_map().with_untracked(|params| params.get("locator")).unwrap_or_default();
    let query = use_query_map().read_untracked().clone();
    let asked = Asked::read(|name| query.get_all(name).unwrap_or_default());
    // what a question's form sends, and where "Back" and "Change" lead
    let sent = query.get("asked").and_then(|field| ask::Question::parse(&field));
    let again = query.get("ask").and_then(|field| ask::Question::parse(&field));
    Suspend::new(async move {
        let door = match door(&portal, &visit, &locator).await {
            Ok(door) => door,
            Err(page) => return page,
        };
        if let Some(why) = door.choices.closed {
            return closed(visit.lang, &door.choices.trip, why);
        }
        let asked = ask::completed(Purpose::Change, &door.choices, asked, visit.now);
        let needed = ask::questions(Purpose::Change, &door.choices, &asked);
        match again.filter(|again| needed.contains(again)).or_else(|| ask::open_question(Purpose::Change, &door.choices, &asked)) {
            Some(question) => {
                let failed = if sent == Some(question) { ask::unanswered(question) } else { Vec::new() };
                ask::page(&visit, (Purpose::Change, &door.choices), &asked, question, failed)
            }
            None => options::page(&portal.db, &visit, &door, asked).await,
        }
    })
}
