//! Planned, expected, actual: both ends, each in its own zone.

use super::zone_of;
use crate::{
    context::lang,
    ui::table::{Column, Table},
    words::{Lang, t},
};
use desk::flights::Flight;
use domain::flight::Phase;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// The table of times.
#[component]
pub(super) fn TimesTable(
    /// The leg.
    flight: Flight,
) -> impl IntoView {
    let l = lang();
    let (here, there) = (zone_of(&flight.origin), zone_of(&flight.destination));
    let state = &flight.state;
    let (out, arr) = (&state.departure, &state.arrival);
    let off = state.phase == Phase::Cancelled;
    let elsewhere = off || state.phase == Phase::Diverted;
    let rows = [
        (t!(l, "flight-row-planned"), Some(out.planned), Some(arr.planned)),
        (
            t!(l, "flight-row-expected"),
            (!off && out.actual.is_none()).then_some(out.expected),
            (!elsewhere && arr.actual.is_none()).then_some(arr.expected),
        ),
        (t!(l, "flight-row-actual"), out.actual, arr.actual.filter(|_| !elsewhere)),
        (t!(l, "flight-row-runway"), state.airborne, state.landed.filter(|_| !elsewhere)),
    ];
    let told = rows.into_iter().filter(|(_, leaves, arrives)| leaves.or(*arrives).is_some());
    let rows = told.map(|(name, leaves, arrives)| row(l, name, (leaves, &here), (arrives, &there))).collect_view();
    let (from, to) = (flight.origin.city(l.0).to_owned(), flight.destination.city(l.0).to_owned());
    let columns = vec![
        Column::words(t!(l, "flight-what")),
        Column::figure(t!(l, "flight-leaves", city = from.clone())),
        Column::figure(t!(l, "flight-arrives", city = to.clone())),
    ];
    let (offset_here, offset_there) = (offset(out.best(), &here), offset(arr.best(), &there));
    view! {
        <section class="stack">
            <h2>{t!(l, "flight-times")}</h2>
            <Table caption=t!(l, "flight-times-of", flight = flight.designator.spaced()) columns=columns>{rows}</Table>
            <p class="quiet small">{t!(l, "flight-zones", from = from, here = offset_here, to = to, there = offset_there)}</p>
        </section>
    }
}

fn row(l: Lang, name: String, leaves: (Option<Timestamp>, &TimeZone), arrives: (Option<Timestamp>, &TimeZone)) -> impl IntoView + use<> {
    let cell = |(at, zone): (Option<Timestamp>, &TimeZone)| at.map_or_else(|| "–".to_owned(), |at| l.date_time(at, zone));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{name}</th>
            <td role="cell" class="table__figure">{cell(leaves)}</td>
            <td role="cell" class="table__figure">{cell(arrives)}</td>
        </tr>
    }
}

/// `UTC−05:00`
fn offset(at: Timestamp, zone: &TimeZone) -> String {
    format!("UTC{}", at.to_zoned(zone.clone()).strftime("%:z")).replace('-', "−")
}
