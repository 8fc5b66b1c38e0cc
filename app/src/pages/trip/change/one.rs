//! `/trip/{locator}/change/{id}`: one change or cancellation, in whatever state it is. A second press, "Back" and another device find the
//! same page.

use super::{change_page, ended, finished, paying, quoted, waiting};
use crate::{
    context::{Visit, portal, visit},
    outcome::{encode, refused, see_other},
    words::when::zone,
};
use desk::Error;
use desk::changes::{Change, Stage, change, settle};
use domain::booking::Locator;
use domain::rights::trip_access;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

/// The change, by where it stands.
#[component]
pub fn OnePage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let (asked, id) =
        use_params_map().with_untracked(|params| (params.get("locator").unwrap_or_default(), params.get("id").unwrap_or_default()));
    let from_bank = use_query_map().with_untracked(|query| query.get("back")).as_deref() == Some("bank");
    Suspend::new(async move {
        let (Ok(locator), Ok(id)) = (Locator::parse(&asked), Uuid::parse_str(&id)) else { return refused(Error::NotFound) };
        // who comes back from the bank finds it done
        let open = trip_access(&visit.viewer, locator.as_str()).is_some();
        if from_bank
            && open
            && let Err(error) = settle(&portal.db, visit.now, id).await
        {
            tracing::warn!(%error, change = %id, "a change that is being paid has to wait");
        }
        let change = match change(&portal.db, &visit.viewer, visit.now, visit.lang.0, &locator, id).await {
            Ok(change) => change,
            // a link from a letter on another device: the same door as for the trip
            Err(Error::NotFound) if !open => {
                see_other(&format!("/trip?locator={}", encode(locator.as_str())));
                return ().into_any();
            }
            Err(error) => return refused(error),
        };
        match change.stage {
            Stage::Holding | Stage::Confirming => waiting::page(&visit, &change),
            Stage::Quoted => quoted::page(&portal, &visit, &change).await,
            Stage::Paying => paying::page(&portal, &visit, &change, from_bank),
            Stage::Done => finished::page(&visit, &change),
            Stage::Expired | Stage::Released | Stage::Failed(_) => ended::page(&visit, &change),
        }
    })
}

/// `/trip/{locator}/change/{id}`.
#[must_use]
pub fn address(change: &Change) -> String {
    format!("{}/{}", change_page(&change.locator), change.id)
}

/// Until when it is kept, by the clock of the airport it begins at, and that airport's city.
pub(super) fn until(visit: &Visit, change: &Change) -> (String, String) {
    let place = change.before.first().map(|flight| &flight.from);
    let zone = place.map_or(TimeZone::UTC, |place| zone(&place.zone));
    let city = place.map_or_else(|| "UTC".to_owned(), |place| place.city.clone());
    (visit.lang.time(change.expires_at, &zone), city)
}
