//! What is new today, and what comes up often.

use super::{address, narrowed, place};
use crate::{
    ui::{
        action_list::{Action, ActionList},
        status::Mark,
        table::{Column, Table},
    },
    words::{Lang, improvement, t},
};
use desk::feedback::{Filter, Patterns, Which};
use domain::feedback::{Cluster, Common, DAYS, Mood, Sort};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

/// Hours of what comes up often.
const WEEKS: i64 = 24 * (DAYS as i64 + 1);

/// The messages a cluster is of.
fn leads(cluster: &Cluster, now: Timestamp) -> String {
    let (theme, term) = match &cluster.sort {
        Sort::Theme(theme) => (Some(*theme), None),
        Sort::Term(term) => (None, Some(term.clone())),
    };
    let filter = Filter { theme, term, ..counted(now, 24) };
    address(&narrowed(filter, cluster.at.as_ref()))
}

/// What is counted: complaints and questions of so many hours.
fn counted(now: Timestamp, hours: i64) -> Filter {
    Filter { since: Some(now - SignedDuration::from_hours(hours)), wanting: true, ..Filter::default() }
}

/// What stands out in the last 24 hours.
pub(super) fn new(l: Lang, found: &Patterns, now: Timestamp) -> impl IntoView + use<> {
    let rows: Vec<_> = found
        .new
        .iter()
        .map(|cluster| {
            let (theme, href) = (improvement::theme(l, cluster.theme), leads(cluster, now));
            let title = match cluster.place.as_ref().or(cluster.at.as_ref()) {
                Some(at) => t!(l, "feedback-new-at", theme = theme, place = place(at)),
                None => theme,
            };
            let (shared, usual) = (cluster.terms.join(", "), format!("{:.1}", cluster.usual));
            let counted = t!(l, "feedback-new-count", today = cluster.today, usual = usual);
            let hint = if shared.is_empty() { counted } else { t!(l, "feedback-new-terms", counted = counted, terms = shared) };
            view! { <Action href=href title=title hint=hint/> }
        })
        .collect();
    let inside = if rows.is_empty() {
        view! { <p>{t!(l, "feedback-new-none", today = found.today, days = DAYS)}</p> }.into_any()
    } else {
        view! { <p class="quiet">{t!(l, "feedback-new-lead", days = DAYS)}</p><ActionList>{rows}</ActionList> }.into_any()
    };
    view! { <section class="stack stack--s" aria-labelledby="new"><h2 id="new">{t!(l, "feedback-new")}</h2>{inside}</section> }
}

/// What comes up often, and how much is said by one person alone.
pub(super) fn often(l: Lang, found: &Patterns, now: Timestamp) -> impl IntoView + use<> {
    let rows = found.common.iter().map(|common| row(l, common, now).into_any()).collect_view();
    let single = Filter { which: Which::Single, ..Filter::default() };
    let (count, href) = (found.single.len(), address(&single));
    let columns = vec![
        Column::words(t!(l, "feedback-theme")),
        Column::words(t!(l, "feedback-word")),
        Column::words(t!(l, "feedback-where")),
        Column::figure(t!(l, "feedback-how-often")),
    ];
    let caption = t!(l, "feedback-often", days = DAYS);
    let table = (!found.common.is_empty())
        .then(|| view! { <Table caption=caption titled=true columns=columns stack=true dense=true>{rows}</Table> });
    let alone = (count > 0).then(|| view! { <p><a href=href>{t!(l, "feedback-single", count = count)}</a></p> });
    view! { {table}{alone} }
}

fn row(l: Lang, common: &Common, now: Timestamp) -> impl IntoView + use<> {
    let filter = Filter { theme: Some(common.theme), term: Some(common.term.clone()), ..counted(now, WEEKS) };
    let (href, theme) = (address(&filter), improvement::theme(l, common.theme));
    let at = common.place.as_ref().map_or_else(|| t!(l, "feedback-everywhere"), place);
    view! {
        <tr role="row" class="table__row--open">
            <th scope="row" role="rowheader"><a class="table__link" href=href>{theme}</a></th>
            <td role="cell" data-label=t!(l, "feedback-word")>{common.term.clone()}</td>
            <td role="cell" data-label=t!(l, "feedback-where")>{at}</td>
            <td role="cell" class="table__figure" data-label=t!(l, "feedback-how-often")>{common.count}</td>
        </tr>
    }
}

/// What a mood is to the eye.
pub(super) const fn mark(mood: Mood) -> Mark {
    match mood {
        Mood::Negative => Mark::Bad,
        Mood::Neutral => Mark::Rest,
        Mood::Positive => Mark::Good,
    }
}
