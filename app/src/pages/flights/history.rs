//! How a flight number did over the archive: a finding, a chart, its table; of a handful of flights, each in words.

use crate::{
    context::lang,
    ui::chart::{Bar, BarChart},
    words::{Lang, t},
};
use desk::flights::Punctuality;
use domain::locale::Locale;
use jiff::SignedDuration;
use leptos::prelude::*;

/// Fewer flights than this are told one by one: a share of them would sound like knowledge.
const FEW: i32 = 10;

/// The chart, or words where there are few, or a word where there is nothing to draw.
#[component]
pub(super) fn History(
    /// The counts.
    figures: Option<Punctuality>,
) -> impl IntoView {
    let l = lang();
    let inside = match figures.filter(|figures| figures.planned > 0) {
        Some(figures) if figures.planned < FEW => few(l, &figures).into_any(),
        Some(figures) => chart(l, &figures).into_any(),
        None => view! { <p class="quiet">{t!(l, "flight-history-none")}</p> }.into_any(),
    };
    view! { <section class="stack"><h2>{t!(l, "flight-history")}</h2>{inside}</section> }
}

fn few(l: Lang, figures: &Punctuality) -> impl IntoView + use<> {
    let told = [
        (figures.within_15, t!(l, "flight-few-15", count = figures.within_15)),
        (figures.within_60, t!(l, "flight-few-60", count = figures.within_60)),
        (figures.within_180, t!(l, "flight-few-180", count = figures.within_180)),
        (figures.later, t!(l, "flight-few-later", count = figures.later)),
        (figures.diverted, t!(l, "flight-few-diverted", count = figures.diverted)),
        (figures.cancelled, t!(l, "flight-few-cancelled", count = figures.cancelled)),
    ];
    // Han full stops bring their own space
    let joint = if l.0 == Locale::ZhCn { "" } else { " " };
    let told: Vec<String> = told.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    view! { <p>{told.join(joint)}</p><p class="quiet small">{t!(l, "flight-history-few", count = figures.planned)}</p> }
}

fn chart(l: Lang, figures: &Punctuality) -> impl IntoView + use<> {
    let share = |count: i32| f64::from(count) * 100.0 / f64::from(figures.planned);
    let bars = [
        (t!(l, "flight-history-15"), figures.within_15),
        (t!(l, "flight-history-60"), figures.within_60),
        (t!(l, "flight-history-180"), figures.within_180),
        (t!(l, "flight-history-later"), figures.later),
        (t!(l, "flight-history-diverted"), figures.diverted),
        (t!(l, "flight-history-cancelled"), figures.cancelled),
    ];
    let bars = bars
        .into_iter()
        .enumerate()
        .map(|(place, (name, count))| Bar {
            name,
            value: share(count),
            words: percent(share(count), count),
            signal: place == 0,
            href: None,
        })
        .collect();
    let finding = t!(l, "flight-history-finding", share = share(figures.within_15).round() as i64);
    let median = figures.median_delay.map(|median| {
        let by = l.duration(SignedDuration::from_mins(median.into()));
        let median = match median {
            1.. => t!(l, "flight-median-late", by = by),
            0 => t!(l, "flight-median-on-time"),
            _ => t!(l, "flight-median-early", by = by),
        };
        t!(l, "flight-history-median", median = median)
    });
    view! {
        <BarChart finding=finding name_head=t!(l, "flight-history-how") value_head=t!(l, "flight-history-share") bars=bars/>
        <p class="quiet small">{t!(l, "flight-history-from", count = figures.planned)}" "{median}</p>
    }
}

/// `81 %`; what happened at all is never nought.
fn percent(share: f64, count: i32) -> String {
    if count > 0 && share < 1.0 { "< 1 %".to_owned() } else { format!("{share:.0} %") }
}
