//! The parts of a journey, which of them goes together with the whole, and who answers at all.

use super::{
    Shown,
    figures::linked,
    words::{HERE, address, between, figure, measure, touchpoint, value},
};
use crate::{
    ui::{
        details::Details,
        table::{Column, Table},
    },
    words::{Lang, t},
};
use domain::{
    report::{Cell, Filter, Group, Said, Touchpoint, leans},
    statistic::{Driver, FEW, share},
    survey::Measure,
};
use leptos::prelude::*;

/// So many sorts of people are named who answer more or less often.
const LEANS: usize = 3;

/// The service-quality index by touchpoint, and what moves the whole.
pub(super) fn touchpoints(shown: &Shown<'_>) -> AnyView {
    let l = shown.l;
    if shown.report.touchpoints.is_empty() {
        return ().into_any();
    }
    let heads =
        [t!(l, "reports-part"), t!(l, "reports-index"), measure(l, Measure::Satisfaction), t!(l, "reports-named"), t!(l, "reports-driver")];
    let mut parts: Vec<_> = shown.report.touchpoints.iter().collect();
    let strength = |part: &Touchpoint| match part.driver().1 {
        Driver::Strength(told) => told.value,
        Driver::NoSpread(_) | Driver::TooFew(_) => f64::NEG_INFINITY,
    };
    parts.sort_by(|one, other| strength(&other.1).total_cmp(&strength(&one.1)));
    let rows: Vec<_> = parts.into_iter().map(|(name, part)| row(shown, name, part, &heads)).collect();
    let columns = heads
        .iter()
        .enumerate()
        .map(|(at, head)| if at == 0 { Column::words(head.clone()) } else { Column::figure(head.clone()) })
        .collect();
    view! {
        <section class="stack stack--s" id="touchpoints">
            <Table caption=t!(l, "reports-touchpoints") titled=true columns=columns stack=true dense=true>{rows}</Table>
            <Details title=t!(l, "reports-driver-how")><p>{t!(l, "reports-driver-how-text")}</p></Details>
        </section>
    }
    .into_any()
}

fn row(shown: &Shown<'_>, name: &'static str, part: &Touchpoint, heads: &[String; 5]) -> AnyView {
    let l = shown.l;
    let filter = Filter { touchpoint: Some(name), ..shown.filter.clone() };
    let href = address(HERE, &filter, &[]);
    let index = part.index().filter(|told| !told.few()).map(|told| {
        let sub = between(l, Measure::Effort, &told);
        let value = linked(shown.all(&filter, Measure::Satisfaction), format!("{:.1}", told.value));
        view! { <span>{value}<span class="table__sub">{sub}</span></span> }
    });
    let index = match index {
        Some(index) => index.into_any(),
        None => "–".into_any(),
    };
    let satisfied = super::figures::cell(shown, Measure::Satisfaction, part.share(), &filter, &heads[2]);
    let named = if part.named == 0 || part.named < FEW && !shown.reads {
        "–".into_any()
    } else {
        let of = shown.report.complaining;
        let words = if of >= part.named { t!(l, "reports-named-of", count = part.named, of = of) } else { part.named.to_string() };
        match shown.behind(&filter, Said::Named) {
            Some(href) => view! { <a href=href>{words}</a> }.into_any(),
            None => words.into_any(),
        }
    };
    let (large, small) = strength(l, part);
    let large = linked(shown.everybody(&filter).filter(|_| small.is_some()), large);
    let small = small.map(|small| view! { <span class="table__sub">{small}</span> });
    let [index_head, named_head, driver_head] = [&heads[1], &heads[3], &heads[4]].map(Clone::clone);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=href>{touchpoint(l, name)}</a></th>
            <td role="cell" class="table__figure" data-label=index_head>{index}</td>
            {satisfied}
            <td role="cell" class="table__figure" data-label=named_head>{named}</td>
            <td role="cell" class="table__figure" data-label=driver_head><span>{large}{small}</span></td>
        </tr>
    }
    .into_any()
}

/// How strongly a part goes together with the whole, in words.
fn strength(l: Lang, part: &Touchpoint) -> (String, Option<String>) {
    let (with, driver) = part.driver();
    match driver {
        Driver::TooFew(0) => ("–".to_owned(), None),
        Driver::TooFew(count) => (t!(l, "reports-driver-few", count = count), None),
        Driver::NoSpread(_) => (t!(l, "reports-driver-none"), None),
        Driver::Strength(told) => {
            let word = match told.value {
                _ if !told.clear() => t!(l, "reports-driver-unclear"),
                0.5.. => t!(l, "reports-driver-strong"),
                0.3.. => t!(l, "reports-driver-some"),
                0.0.. => t!(l, "reports-driver-weak"),
                _ => t!(l, "reports-driver-against"),
            };
            let small = t!(
                l,
                "reports-driver-value",
                value = format!("{:.2}", told.value),
                low = format!("{:.2}", told.low),
                high = format!("{:.2}", told.high),
                count = told.n,
                with = measure(l, with)
            );
            (word, Some(small))
        }
    }
}

/// Who was asked, who answered, what that leaves open, and why others were not asked.
pub(super) fn asked(shown: &Shown<'_>) -> AnyView {
    let (l, asked) = (shown.l, &shown.report.asked);
    let Some(rate) = share(asked.answered, asked.asked) else { return ().into_any() };
    let rate = rate.times(100.0);
    let sentence = t!(l, "reports-rate", asked = asked.asked, answered = asked.answered, share = figure(Measure::Satisfaction, rate.value));
    let sides: Vec<_> = leans(&asked.cells)
        .into_iter()
        .take(LEANS)
        .map(|lean| {
            let points = format!("{:.0}", lean.by.abs() * 100.0);
            let who = sort(shown, &lean.cell);
            let words = if lean.by > 0.0 {
                t!(l, "reports-lean-more", who = who, points = points)
            } else {
                t!(l, "reports-lean-less", who = who, points = points)
            };
            view! { <li>{words}</li> }
        })
        .collect();
    let sides = if sides.is_empty() {
        view! { <p>{t!(l, "reports-lean-none")}</p> }.into_any()
    } else {
        view! { <ul class="bullets">{sides}</ul> }.into_any()
    };
    let outcomes: Vec<_> = asked
        .outcomes
        .iter()
        .map(|one| {
            let words = match one.outcome.as_str() {
                "invited" => t!(l, "reports-outcome-invited"),
                "no-address" => t!(l, "reports-outcome-no-address"),
                "left" => t!(l, "reports-outcome-left"),
                "bounces" => t!(l, "reports-outcome-bounces"),
                "too-often" => t!(l, "reports-outcome-too-often"),
                _ => t!(l, "reports-outcome-not-drawn"),
            };
            view! { <tr role="row"><th scope="row" role="rowheader">{words}</th><td role="cell" class="table__figure">{one.count.to_string()}</td></tr> }
        })
        .collect();
    let outcomes = (!outcomes.is_empty()).then(|| {
        let columns = vec![Column::words(t!(l, "reports-outcome")), Column::figure(t!(l, "reports-count"))];
        view! {
            <Details title=t!(l, "reports-outcomes")>
                <Table caption=t!(l, "reports-outcomes") columns=columns dense=true>{outcomes}</Table>
            </Details>
        }
    });
    let unasked = (asked.unasked > 0).then(|| t!(l, "reports-unasked", count = asked.unasked));
    let open = asked.open.then(|| t!(l, "reports-rate-open"));
    let channel = shown.filter.value(Group::Channel).map(|_| view! { <p class="quiet small">{t!(l, "reports-rate-channel")}</p> });
    view! {
        <section class="section stack" id="asked">
            <h2>{t!(l, "reports-who")}</h2>
            <p>{sentence}" "{open}" "{t!(l, "reports-bias")}</p>
            {unasked.map(|words| view! { <p>{words}</p> })}
            {sides}{channel}{outcomes}
        </section>
    }
    .into_any()
}

fn sort(shown: &Shown<'_>, cell: &Cell) -> String {
    let l = shown.l;
    match cell.of {
        "tier" if cell.value == domain::report::NONE => t!(l, "reports-sort-no-tier"),
        "tier" => t!(l, "reports-sort-tier", tier = value(l, Group::Tier, &cell.value, shown.departments)),
        "cabin" => t!(l, "reports-sort-cabin", cabin = value(l, Group::Cabin, &cell.value, shown.departments)),
        "language" => t!(l, "reports-sort-language", language = value(l, Group::Language, &cell.value, shown.departments)),
        _ if cell.value == "late" => t!(l, "reports-sort-late"),
        _ => t!(l, "reports-sort-on-time"),
    }
}
