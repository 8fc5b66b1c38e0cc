//! The figures of a report: large, through time, how they are spread, and value by value.

use super::{
    Shown, sorted,
    words::{HERE, address, between, figure, group, measure, touchpoint, value},
};
use crate::{
    ui::{
        chart::{Bar, BarChart, Point, Spark, TrendChart},
        table::{Column, Table},
    },
    words::{Lang, t},
};
use domain::{
    report::{Filter, Said, Totals},
    statistic::Estimate,
    survey::Measure,
};
use jiff::civil::Date;
use leptos::prelude::*;

/// Values shown; the file has all of them.
const MOST: usize = 40;

/// `84.2 %`, with the answers behind it one click away.
pub(super) fn linked(href: Option<String>, words: String) -> AnyView {
    match href {
        Some(href) => view! { <a href=href>{words}</a> }.into_any(),
        None => words.into_any(),
    }
}

/// Between what and of how many; of few: that they are few.
pub(super) fn sure(l: Lang, of: Measure, told: &Estimate) -> String {
    let count = t!(l, "reports-of", count = told.n);
    if told.few() { t!(l, "reports-few", count = told.n) } else { format!("{} · {count}", between(l, of, told)) }
}

/// A cell of a table: the figure, what it may be, and of how many.
pub(super) fn cell(shown: &Shown<'_>, of: Measure, told: Option<Estimate>, filter: &Filter, head: &str) -> AnyView {
    let (l, head) = (shown.l, head.to_owned());
    let Some(told) = told else {
        return view! { <td role="cell" class="table__figure quiet" data-label=head>"–"</td> }.into_any();
    };
    let (large, small) = if told.few() {
        (linked(shown.all(filter, of), t!(l, "reports-few", count = told.n)), None)
    } else {
        (linked(shown.all(filter, of), figure(of, told.value)), Some(sure(l, of, &told)))
    };
    let small = small.map(|small| view! { <span class="table__sub">{small}</span> });
    view! { <td role="cell" class="table__figure" data-label=head><span>{large}{small}</span></td> }.into_any()
}

/// What a measure is called here: satisfaction with the whole or with what was asked about.
fn named(shown: &Shown<'_>, of: Measure) -> String {
    match (of, shown.filter.own()) {
        (Measure::Satisfaction, own) if !own.is_empty() => t!(shown.l, "reports-satisfaction-with", what = touchpoint(shown.l, own)),
        _ => measure(shown.l, of),
    }
}

/// Whole months from one to another.
fn months(from: Date, to: Date) -> i32 {
    (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month())
}

/// Three figures, large, each with its line through time.
pub(super) fn summary(shown: &Shown<'_>) -> AnyView {
    let (l, totals) = (shown.l, &shown.report.totals);
    let one = |of: Measure| {
        let told = totals.of(of)?;
        let sure_months =
            || shown.report.months.iter().filter_map(|(month, totals)| Some((*month, totals.of(of).filter(|told| !told.few())?.value)));
        let line: Vec<f64> = sure_months().map(|(_, value)| value).collect();
        // a month left out would stand as none at all
        let whole = sure_months().zip(sure_months().skip(1)).all(|((one, _), (next, _))| months(one, next) == 1);
        let lowest = line.iter().copied().fold(f64::INFINITY, f64::min).min(0.0);
        let line = (whole && line.len() > 2).then(|| view! { <Spark values=line.into_iter().map(|value| value - lowest).collect()/> });
        let large = if told.few() { "–".to_owned() } else { figure(of, told.value) };
        let how = match of {
            Measure::Satisfaction => t!(l, "reports-satisfaction-how"),
            Measure::Recommendation => t!(l, "reports-recommendation-how"),
            Measure::Effort => t!(l, "reports-effort-how"),
        };
        let (title, sure, large) = (named(shown, of), sure(l, of, &told), linked(shown.all(shown.filter, of), large));
        Some(view! {
            <section class="report__figure">
                <h2>{title}</h2>
                <p class="report__number">{large}" "{line}</p>
                <p class="figures">{sure}</p>
                <p class="quiet small">{how}</p>
            </section>
        })
    };
    let all: Vec<_> = Measure::ALL.into_iter().filter_map(one).collect();
    let responses = linked(shown.everybody(shown.filter), t!(l, "reports-responses", count = totals.responses));
    view! { <p>{responses}" "{t!(l, "reports-sure")}</p><div class="report__figures">{all}</div> }.into_any()
}

/// Each measure by month.
pub(super) fn trends(shown: &Shown<'_>) -> AnyView {
    let l = shown.l;
    let one = |of: Measure| {
        let told: Vec<_> = shown.report.months.iter().filter_map(|(month, totals)| Some((*month, *totals, totals.of(of)?))).collect();
        let points: Vec<Point> = told
            .iter()
            .filter(|(.., told)| !told.few())
            .map(|(month, _, told)| Point {
                name: l.month(*month),
                at: months(shown.report.days.0, *month),
                value: told.value,
                low: told.low,
                high: told.high,
                words: figure(of, told.value),
            })
            .collect();
        if points.len() < 2 {
            return None;
        }
        let heads = [t!(l, "reports-month"), measure(l, of)];
        let rows: Vec<_> = told
            .iter()
            .rev()
            .map(|(month, _, told)| {
                let filter = shown.filter.within(*month, month.last_of_month());
                let (name, cell) = (l.month(*month), cell(shown, of, Some(*told), &filter, &heads[1]));
                let href = address(HERE, &filter, &[]);
                view! { <tr role="row"><th scope="row" role="rowheader"><a href=href>{name}</a></th>{cell}</tr> }
            })
            .collect();
        let finding = t!(l, "reports-trend", what = named(shown, of));
        let columns = vec![Column::words(heads[0].clone()), Column::figure(heads[1].clone())];
        let caption = finding.clone();
        Some(
            view! { <TrendChart finding=finding points=points><Table caption=caption columns=columns dense=true>{rows}</Table></TrendChart> },
        )
    };
    let all: Vec<_> = Measure::ALL.into_iter().filter_map(one).collect();
    (!all.is_empty())
        .then(|| view! { <section class="stack"><h2>{t!(l, "reports-months")}</h2><div class="report__charts">{all}</div></section> })
        .into_any()
}

/// How many gave each number.
pub(super) fn spread(shown: &Shown<'_>) -> AnyView {
    let l = shown.l;
    let one = |(of, spread): (Measure, &std::collections::BTreeMap<i16, u64>)| {
        let all: u64 = spread.values().sum();
        if all < domain::statistic::FEW {
            return None;
        }
        let (least, most) = of.scale();
        let most_given = spread.iter().max_by_key(|(_, count)| **count).map(|(number, _)| *number);
        let bars: Vec<Bar> = (least..=most)
            .rev()
            .filter_map(|number| i16::try_from(number).ok())
            .map(|number| {
                let count = spread.get(&number).copied().unwrap_or_default();
                let share = count as f64 / all as f64 * 100.0;
                let href = (count > 0).then(|| shown.behind(shown.filter, Said::Number(of, number, number))).flatten();
                let words = t!(l, "reports-share-of", share = format!("{share:.0}"), count = count);
                Bar { name: number.to_string(), value: count as f64, words, signal: Some(number) == most_given, href }
            })
            .collect();
        let finding = t!(l, "reports-spread", what = named(shown, of), number = most_given.unwrap_or_default());
        Some(view! { <BarChart finding=finding name_head=t!(l, "reports-number") value_head=t!(l, "reports-answers") bars=bars/> })
    };
    let all: Vec<_> = Measure::ALL.into_iter().zip(&shown.report.spread).filter_map(one).collect();
    (!all.is_empty())
        .then(|| view! { <section class="stack"><h2>{t!(l, "reports-spreads")}</h2><div class="report__charts">{all}</div></section> })
        .into_any()
}

/// The three figures of each value of what was asked for.
pub(super) fn values(shown: &Shown<'_>) -> AnyView {
    let (l, by) = (shown.l, shown.filter.by);
    let measures: Vec<Measure> = Measure::ALL.into_iter().filter(|of| shown.report.totals.of(*of).is_some()).collect();
    let rows: Vec<_> = sorted(shown.report)
        .into_iter()
        .take(MOST)
        .map(|row| {
            let filter = shown.filter.with(by, &row.value);
            let (href, name) = (address(HERE, &filter, &[]), value(l, by, &row.value, shown.departments));
            let cells = cells(shown, &measures, &row.totals, &filter);
            view! { <tr role="row"><th scope="row" role="rowheader"><a href=href>{name}</a></th>{cells}</tr> }
        })
        .collect();
    let more = shown.report.rows.len().saturating_sub(MOST);
    let more = (more > 0).then(|| view! { <p class="quiet">{t!(l, "reports-more", count = more)}</p> });
    let ends = (by == domain::report::Group::Station).then(|| view! { <p class="quiet small">{t!(l, "reports-both-ends")}</p> });
    let caption = t!(l, "reports-by-value", what = group(l, by));
    let columns = std::iter::once(Column::words(group(l, by))).chain(measures.iter().map(|of| Column::figure(measure(l, *of)))).collect();
    view! {
        <section class="stack stack--s" id="values">
            <Table caption=caption titled=true columns=columns stack=true dense=true>{rows}</Table>
            <p class="quiet small">{t!(l, "reports-order")}</p>
            {ends}{more}
        </section>
    }
    .into_any()
}

fn cells(shown: &Shown<'_>, measures: &[Measure], totals: &Totals, filter: &Filter) -> Vec<AnyView> {
    measures.iter().map(|of| cell(shown, *of, totals.of(*of), filter, &measure(shown.l, *of))).collect()
}
