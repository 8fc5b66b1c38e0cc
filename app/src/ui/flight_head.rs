//! `<FlightHead caption=… from=End { … } to=End { … }>` status and sentence `</FlightHead>`

use crate::{context::lang, words::t};
use leptos::prelude::*;

/// One end of a flight, in words ready to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct End {
    /// City and airport: `New York Newark`.
    pub place: String,
    /// The airport's code: `EWR`.
    pub code: String,
    /// The time that holds now, local: `17:40`.
    pub time: String,
    /// The same for machines, with its offset: `2026-11-21T17:40-05:00`.
    pub datetime: Option<String>,
    /// The time first planned, where it is another.
    pub planned: Option<String>,
    /// `+1` where the local day is another than the departure's.
    pub day: Option<String>,
    /// Terminal and gate, or the zone: `Terminal C · gate C92`.
    pub note: Option<String>,
    /// This end does not happen: its time is struck out.
    pub off: bool,
}

/// The head of a boarding pass: from, to, and the two times people look for.
#[component]
pub fn FlightHead(
    /// Flight, day, reference: `LD 408 · Saturday 21 November · DEMO3B`.
    #[prop(into)]
    caption: String,
    /// Where it leaves.
    from: End,
    /// Where it lands.
    to: End,
    /// How long it takes: `2 h 32`.
    #[prop(optional_no_strip, into)]
    duration: Option<String>,
    /// The caption is the page's `<h1>`.
    #[prop(optional)]
    title: bool,
    /// One of several on the page: smaller times.
    #[prop(optional)]
    small: bool,
    /// Travels from page to page by view transition; at most one on a page.
    #[prop(optional)]
    shared: bool,
    /// The status in a word and a sentence.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // A line never begins with the dot.
    let caption = caption.replace(" · ", "\u{a0}· ");
    let heading = if title {
        view! { <h1 class="flight-head__caption">{caption}</h1> }.into_any()
    } else {
        view! { <h2 class="flight-head__caption">{caption}</h2> }.into_any()
    };
    view! {
        <section class="flight-head" class:flight-head--small=small class:flight-head--shared=shared>
            {heading}
            <div class="flight-head__ends">
                <EndView class="flight-head__end" end=from/>
                <div class="flight-head__way" aria-hidden="true">
                    <span class="flight-head__line"><svg viewBox="0 0 24 24"><path d="M5 12h14M13 6l6 6-6 6"/></svg></span>
                    {duration.map(|duration| view! { <span>{duration}</span> })}
                </div>
                <EndView class="flight-head__end flight-head__end--to" end=to/>
            </div>
            {children.map(|says| view! { <div class="flight-head__says">{says()}</div> })}
        </section>
    }
}

#[component]
fn EndView(class: &'static str, end: End) -> impl IntoView {
    let l = lang();
    view! {
        <div class=class>
            <span class="flight-head__place">{end.place}" "<abbr class="flight-head__code">{end.code}</abbr></span>
            {end.planned.map(|planned| view! { <s class="flight-head__was"><span class="visually-hidden">{t!(l, "flight-planned")}" "</span>{planned}</s> })}
            <time class="flight-head__time" class:flight-head__time--off=end.off datetime=end.datetime>
                {end.time}{end.day.map(|day| view! { <sup class="flight-head__day">{day}</sup> })}
            </time>
            {end.note.map(|note| view! { <span class="flight-head__note">{note}</span> })}
        </div>
    }
}
