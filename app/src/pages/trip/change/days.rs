//! The price calendar: seven days as a table that lies down like a strip, each day a link.

use super::{Asked, change_page, words::short};
use crate::words::{Lang, t};
use desk::changes::{Day, Totals};
use jiff::{ToSpan, civil::Date};
use leptos::prelude::*;

/// Days at once; half of them lie before the one looked at.
const STEP: i32 = 4;

/// The days around the one looked at, and the way to those before and after.
#[component]
pub(super) fn Days(
    /// The language.
    l: Lang,
    /// Booking reference.
    locator: String,
    /// What was asked for.
    asked: Asked,
    /// Oldest first.
    days: Vec<Day>,
    /// The first and the last day on sale.
    sale: (Date, Date),
) -> impl IntoView {
    let page = change_page(&locator);
    let (first, last) = (days.first().map(|day| day.date), days.last().map(|day| day.date));
    let to = |date: Date| asked.on(date.clamp(sale.0, sale.1)).address(&page);
    let earlier = first.filter(|first| *first > sale.0).and_then(|first| first.checked_sub(STEP.days()).ok()).map(to);
    let later = last.filter(|last| *last < sale.1).and_then(|last| last.checked_add(STEP.days()).ok()).map(to);
    let currency = days.iter().find_map(|day| day.cheapest).map(|totals| totals.to_pay.currency.to_string());
    let rows = days.into_iter().map(|day| {
        let now = asked.date == Some(day.date);
        let (week, date) = l.day_short(day.date);
        let words = view! { <span class="days__week">{week}</span>" "<span class="days__date">{date}</span> };
        let name = match day.cheapest {
            Some(_) => view! { <a class="days__link" href=to(day.date) aria-current=now.then_some("date")>{words}</a> }.into_any(),
            None => view! { <span class="days__link">{words}</span> }.into_any(),
        };
        let price = day.cheapest.map_or_else(|| t!(l, "change-day-none"), |totals| cheapest(l, &totals));
        view! {
            <tr class="days__day" class:days__day--now=now class:days__day--none=day.cheapest.is_none() role="row">
                <th class="days__name" scope="row" role="rowheader">{name}</th>
                <td class="days__price" role="cell">{price}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let currency = currency.map(|currency| view! { " ("<abbr>{currency}</abbr>")" });
    view! {
        <section class="stack stack--s">
            <div class="days-box">
                <table class="days" role="table">
                    <caption class="days__caption">{t!(l, "change-days")}{currency}</caption>
                    <thead class="visually-hidden" role="rowgroup">
                        <tr role="row"><th scope="col" role="columnheader">{t!(l, "change-days-day")}</th><th scope="col" role="columnheader">{t!(l, "change-days-price")}</th></tr>
                    </thead>
                    <tbody class="days__list" role="rowgroup">{rows}</tbody>
                </table>
            </div>
            <p class="days__more">
                {earlier.map(|href| view! { <a href=href rel="prev">{t!(l, "change-days-earlier")}</a> })}
                <span class="quiet small">{t!(l, "change-days-hint")}</span>
                {later.map(|href| view! { <a href=href rel="next">{t!(l, "change-days-later")}</a> })}
            </p>
        </section>
    }
}

/// The cheapest of a day, as short as it can be said.
fn cheapest(l: Lang, totals: &Totals) -> String {
    let back = totals.refund.with(totals.refund.amount + totals.voucher.amount);
    match (totals.to_pay.amount.is_zero(), back.amount.is_zero()) {
        (false, _) => short(totals.to_pay),
        (true, false) => t!(l, "change-day-back", amount = short(back)),
        (true, true) => t!(l, "change-day-free"),
    }
}
