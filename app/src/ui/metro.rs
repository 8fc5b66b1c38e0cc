//! `<Metro label=… stations=vec![Station::new("Security", Place::Now)]/>`: a journey as a line with stations.

use leptos::prelude::*;

/// Where a station lies as seen from the traveller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Behind.
    Done,
    /// Here.
    Now,
    /// Ahead.
    Ahead,
    /// Not reached and not going to be: a missed connection, a cancelled leg.
    Missed,
}

/// One station of a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Its name: `Security`.
    pub name: String,
    /// A time or gate beneath.
    pub note: Option<String>,
    /// Where it lies.
    pub place: Place,
}

impl Station {
    /// A station without a note.
    #[must_use]
    pub fn new(name: impl Into<String>, place: Place) -> Self {
        Self { name: name.into(), note: None, place }
    }

    /// The same with a time or gate beneath.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// The line. Across where it fits, down on very narrow screens; at most seven stations.
#[component]
pub fn Metro(
    /// What the line shows, for who does not see it: `Your way to Denver`.
    #[prop(into)]
    label: String,
    /// First to last.
    stations: Vec<Station>,
) -> impl IntoView {
    let stations = stations
        .into_iter()
        .map(|station| {
            let class = match station.place {
                Place::Done => "metro__station metro__station--done",
                Place::Now => "metro__station metro__station--now",
                Place::Ahead => "metro__station",
                Place::Missed => "metro__station metro__station--missed",
            };
            view! {
                <li class=class aria-current=(station.place == Place::Now).then_some("step")>
                    <span class="metro__name">{station.name}</span>
                    {station.note.map(|note| view! { <span class="metro__note">{note}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <div class="metro-box"><ol class="metro" aria-label=label>{stations}</ol></div> }
}
