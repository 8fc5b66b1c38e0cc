//! `/desk/reports/quarterly`: the service report of a quarter, written from its figures, ready for the review meeting.

use super::{today, words::HERE};
use crate::{
    context::{portal, visit},
    outcome::refused,
    ui::{
        button::{LinkButton, Look},
        chart::BarChart,
        page_head::{Page, PageHead},
        paging::{Part, Parts},
        table::{Column, Table},
    },
    words::{
        Lang,
        paper::{Block, quarterly, quarterly_title},
        t,
    },
};
use desk::reports::quarter;
use domain::{commitment::spans, locale::Locale, report};
use jiff::{ToSpan, civil::Date};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Quarters offered.
const OFFERED: i32 = 4;

/// `2026-3`.
fn name(first: Date) -> String {
    format!("{}-{}", first.year(), (first.month() + 2) / 3)
}

/// The days of the quarter asked for; of the last whole one where none is, or one that is not over. `today` is the day at the hub.
#[must_use]
pub fn quarter_days(asked: Option<&str>, today: Date) -> (Date, Date) {
    let last = spans(today).last_quarter;
    asked
        .and_then(report::quarter)
        .filter(|(_, end)| *end < today)
        .unwrap_or_else(|| (last, last.checked_add(2.months()).unwrap_or(Date::MAX).last_of_month()))
}

/// The report as a page.
#[component]
pub fn QuarterlyPage() -> impl IntoView {
    let (portal, visit) = (portal(), visit());
    let l = visit.lang;
    let asked = use_query_map().with_untracked(|query| query.get("quarter"));
    let today = today(visit.now);
    let days = quarter_days(asked.as_deref(), today);
    Suspend::new(async move {
        let told = match quarter(&portal.db, &visit.viewer, visit.now, days).await {
            Ok(told) => told,
            Err(error) => return refused(error),
        };
        let (title, this) = (quarterly_title(l, &told), name(days.0));
        let newest = spans(today).last_quarter;
        let offered = (0..OFFERED).filter_map(|back| newest.checked_sub((3 * back).months()).ok());
        let parts = offered
            .map(|first| {
                let short = t!(l, "promises-quarter", quarter = (first.month() + 2) / 3, year = first.year().to_string());
                Part { href: format!("{HERE}/quarterly?quarter={}", name(first)), name: short, count: None, current: first == days.0 }
            })
            .collect();
        let papers: Vec<_> = Locale::ALL
            .into_iter()
            .map(|locale| {
                let href = format!("{HERE}/quarterly.pdf?quarter={this}&language={}", locale.tag());
                let look = if locale == l.0 { Look::Next } else { Look::Plain };
                view! { <LinkButton href=href look=look>{t!(l, "quarterly-pdf", language = locale.own_name())}</LinkButton> }
            })
            .collect();
        let blocks: Vec<_> = quarterly(l, &told).into_iter().map(|block| shown(l, block)).collect();
        view! {
            <Title text=title.clone()/>
            <Page>
                <PageHead title=title back=HERE.to_owned()>{t!(l, "quarterly-lead")}</PageHead>
                <Parts label=t!(l, "quarterly-which") parts=parts/>
                <div class="buttons">{papers}</div>
                <div class="stack">{blocks}</div>
            </Page>
        }
        .into_any()
    })
}

fn shown(l: Lang, block: Block) -> AnyView {
    match block {
        Block::Heading(words) => view! { <h2>{words}</h2> }.into_any(),
        Block::Text(words, source) => view! { <p>{words}" "<a href=source>{t!(l, "quarterly-source")}</a></p> }.into_any(),
        Block::Bars(finding, [name, value], bars) => {
            view! { <BarChart finding=finding name_head=name value_head=value bars=bars/> }.into_any()
        }
        Block::Rows(caption, heads, rows) => {
            let columns =
                heads.iter().enumerate().map(|(at, head)| if at == 0 { Column::words(head) } else { Column::figure(head) }).collect();
            let rows: Vec<_> = rows
                .into_iter()
                .map(|row| {
                    let cells: Vec<_> = row
                        .into_iter()
                        .enumerate()
                        .map(|(at, cell)| match at {
                            0 => view! { <th scope="row" role="rowheader">{cell}</th> }.into_any(),
                            _ => view! { <td role="cell" class="table__figure">{cell}</td> }.into_any(),
                        })
                        .collect();
                    view! { <tr role="row">{cells}</tr> }
                })
                .collect();
            view! { <Table caption=caption columns=columns dense=true>{rows}</Table> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_last_whole_quarter_is_told_unless_another_is_asked_for() {
        let today = date(2026, 11, 22);
        let last = (date(2026, 7, 1), date(2026, 9, 30));
        for (asked, days) in [
            (None, last),
            (Some("2026-5"), last),
            (Some("2026-4"), last),
            (Some("2027-1"), last),
            (Some("2026-1"), (date(2026, 1, 1), date(2026, 3, 31))),
        ] {
            assert_eq!(quarter_days(asked, today), days, "{asked:?}");
        }
        assert_eq!(name(last.0), "2026-3");
    }
}
