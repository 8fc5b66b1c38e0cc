//! Status, announcements, journeys, folds and figures.

use super::Group;
use crate::{
    context::lang,
    ui::{
        band::{Band, Ground},
        button::{LinkButton, Look},
        chart::{Bar, BarChart, Spark},
        details::Details,
        empty::{Empty, Scene},
        flight_head::{End, FlightHead},
        metro::{Metro, Place, Station},
        paging::{Paging, Part, Parts},
        panel::Panel,
        status::{Mark, Status, Tag},
    },
    words::{Lang, t},
};
use leptos::prelude::*;

/// Words with shapes, bands and panels.
#[component]
pub fn Saying() -> impl IntoView {
    let l = lang();
    view! {
        <Group title=t!(l, "sample-says")>
            <div class="row">
                <Status mark=Mark::Good>{t!(l, "sample-on-time")}</Status>
                <Status mark=Mark::Changed>{t!(l, "sample-late")}</Status>
                <Status mark=Mark::Bad>{t!(l, "sample-cancelled")}</Status>
                <Status mark=Mark::Rest>{t!(l, "sample-closed")}</Status>
                <Tag>{t!(l, "sample-gold")}</Tag>
            </div>
            <Band title=t!(l, "sample-band-title")>{t!(l, "sample-band")}</Band>
            <Band ground=Ground::Note>{t!(l, "sample-copy")}</Band>
            <Band title=t!(l, "sample-band-title") ground=Ground::Paper>{t!(l, "sample-band")}</Band>
        </Group>
    }
}

fn ends(l: Lang) -> (End, End) {
    let from = End {
        place: t!(l, "sample-from"),
        code: "EWR".to_owned(),
        time: "17:40".to_owned(),
        planned: Some("14:20".to_owned()),
        note: Some(t!(l, "sample-gate")),
        ..End::default()
    };
    let to = End {
        place: t!(l, "sample-to"),
        code: "NRT".to_owned(),
        time: "19:12".to_owned(),
        planned: Some("15:55".to_owned()),
        day: Some("+1".to_owned()),
        note: Some(t!(l, "sample-zone")),
        ..End::default()
    };
    (from, to)
}

/// A flight, and the way to it.
#[component]
pub fn Travelling() -> impl IntoView {
    let l = lang();
    let (from, to) = ends(l);
    let off = End { off: true, planned: None, ..from.clone() };
    let off_to = End { off: true, planned: None, ..to.clone() };
    view! {
        <Group title=t!(l, "sample-journey")>
            <FlightHead caption=t!(l, "sample-flight") from=from to=to duration="14 h 05".to_owned()>
                <Status mark=Mark::Changed big=true>{t!(l, "sample-late")}</Status>
                <p>{t!(l, "sample-late-text")}</p>
            </FlightHead>
            <Metro label=t!(l, "sample-journey") stations=vec![
                Station::new(t!(l, "sample-checked-in"), Place::Done),
                Station::new(t!(l, "sample-security"), Place::Now),
                Station::new(t!(l, "sample-gate-short"), Place::Ahead).note("17:05"),
                Station::new(t!(l, "sample-take-off"), Place::Ahead).note("17:40"),
                Station::new(t!(l, "sample-to"), Place::Missed),
            ]/>
            <FlightHead caption=t!(l, "sample-flight") from=off to=off_to small=true>
                <Status mark=Mark::Bad>{t!(l, "sample-cancelled")}</Status>
            </FlightHead>
        </Group>
    }
}

/// Folds, parts, paging, nothing here, it is done.
#[component]
pub fn Folding() -> impl IntoView {
    let l = lang();
    let parts = vec![
        Part { href: "#main".to_owned(), name: t!(l, "sample-open"), count: Some(3), current: true },
        Part { href: "#main".to_owned(), name: t!(l, "sample-closed"), count: Some(12), current: false },
    ];
    view! {
        <Group title=t!(l, "sample-folds")>
            <div>
                <Details title=t!(l, "sample-fare") hint="Flex".to_owned() open=true><p>{t!(l, "sample-fare-text")}</p></Details>
                <Details title=t!(l, "sample-bags")><p>{t!(l, "sample-bags-hint")}</p></Details>
            </div>
            <Details title=t!(l, "sample-no-mailbox") plain=true><p>{t!(l, "sample-fare-text")}</p></Details>
            <Parts label=t!(l, "sample-folds") parts=parts/>
            <Empty title=t!(l, "sample-empty") scene=Scene::NoCases words=t!(l, "sample-empty-text")>
                <LinkButton href="#main" look=Look::Next arrow=true>{t!(l, "sample-ask")}</LinkButton>
            </Empty>
            <div class="row">
                {[Scene::NoWay, Scene::NothingFound, Scene::Closed, Scene::Resting].map(|scene| view! {
                    <Empty title=t!(l, "sample-empty") scene=scene words=t!(l, "sample-empty-text")/>
                }).collect_view()}
            </div>
            <Panel title=t!(l, "sample-done") reference="LS-7K3M-9Q2F".to_owned()><p>{t!(l, "sample-done-text")}</p></Panel>
            <Paging back="#main".to_owned() on="#main".to_owned() count=t!(l, "sample-paging")/>
        </Group>
    }
}

/// Figures.
#[component]
pub fn Counting() -> impl IntoView {
    let l = lang();
    let bar = |name: String, value: f64, signal: bool| Bar { name, value, words: format!("{value} %"), signal, href: None };
    let bars = vec![
        bar(t!(l, "sample-on-time"), 71.0, true),
        bar(t!(l, "sample-late-some"), 18.0, false),
        bar(t!(l, "sample-late-long"), 9.0, false),
        bar(t!(l, "sample-cancelled"), 2.0, false),
    ];
    view! {
        <Group title=t!(l, "sample-figures")>
            <BarChart finding=t!(l, "sample-finding") name_head=t!(l, "sample-arrival") value_head=t!(l, "sample-share") bars=bars/>
            <p>{t!(l, "sample-spark")}" "<Spark values=vec![4.0, 6.0, 5.0, 8.0, 7.0, 11.0, 9.0]/></p>
        </Group>
    }
}
