//! What a report is about, as a form: a plain GET, so that every report has an address.

use super::words::{HERE, group, occasion, touchpoint, values};
use crate::{
    ui::{
        button::Button,
        details::Details,
        field::{Field, Select},
    },
    words::{Lang, t},
};
use desk::cases::Department;
use domain::{
    report::{Filter, Group},
    survey::{Occasion, TOUCHPOINTS},
};
use jiff::{ToSpan, civil::Date};
use leptos::prelude::*;

/// Months offered, this one included.
const MONTHS: i32 = 25;
/// Further fields that are chosen, and those that are typed.
const CHOSEN: [Group; 6] = [Group::Channel, Group::Tier, Group::Cabin, Group::Department, Group::Kind, Group::Language];
const TYPED: [Group; 3] = [Group::Route, Group::Station, Group::Flight];

/// The form. `whole` is whether the viewer may ask about more than cases.
pub(super) fn filters(l: Lang, filter: &Filter, days: (Date, Date), today: Date, departments: &[Department], whole: bool) -> AnyView {
    let narrowed = filter.of.iter().any(|(group, _)| *group != Group::Survey);
    let survey = filter.value(Group::Survey).map(|id| view! { <input type="hidden" name="survey" value=id.to_owned()/> });
    let any = |words: String| std::iter::once((String::new(), words));
    let occasions =
        any(t!(l, "reports-any-occasion")).chain(Occasion::ALL.map(|one| (one.as_str().to_owned(), occasion(l, one)))).collect();
    let touchpoints = any(t!(l, "touchpoint-whole")).chain(TOUCHPOINTS.map(|one| (one.to_owned(), touchpoint(l, one)))).collect();
    let groups = Group::ALL.map(|one| (one.field().to_owned(), group(l, one))).to_vec();
    let [first, last] = [("from", days.0, false), ("to", days.1, true)].map(|(name, day, last)| {
        let label = if last { t!(l, "reports-to") } else { t!(l, "reports-from") };
        view! { <Select name=name label=label options=months(l, today, day, last) value=month(day, last)/> }
    });
    let after = whole.then(|| {
        let value = filter.occasion.map_or("", Occasion::as_str);
        view! { <Select name="occasion" label=t!(l, "reports-after") options=occasions value=value/> }
    });
    let chosen: Vec<_> = CHOSEN
        .into_iter()
        .map(|one| {
            let options = any(t!(l, "reports-all")).chain(values(l, one, departments)).collect();
            view! { <Select name=one.field() label=group(l, one) options=options value=filter.value(one).unwrap_or_default()/> }
        })
        .collect();
    let typed: Vec<_> = TYPED
        .into_iter()
        .map(|one| {
            let example = match one {
                Group::Route => "EWR-ORD",
                Group::Flight => "LD408",
                _ => "EWR",
            };
            view! { <Field name=one.field() label=group(l, one) value=filter.value(one).unwrap_or_default() placeholder=example.to_owned() maxlength=Some(40_u16)/> }
        })
        .collect();
    view! {
        <form class="stack" method="get" action=HERE role="search">
            {survey}
            <div class="report__fields">
                {first}{last}{after}
                <Select name="touchpoint" label=t!(l, "reports-about") options=touchpoints value=filter.touchpoint.unwrap_or_default()/>
                <Select name="by" label=t!(l, "reports-by") options=groups value=filter.by.field()/>
            </div>
            <Details title=t!(l, "reports-narrow") open=narrowed><div class="report__fields">{typed}{chosen}</div></Details>
            <div><Button>{t!(l, "reports-show")}</Button></div>
        </form>
    }
    .into_any()
}

/// A month where the day begins or ends one, else the day.
fn month(day: Date, last: bool) -> String {
    let whole = if last { day == day.last_of_month() } else { day.day() == 1 };
    if whole { day.strftime("%Y-%m").to_string() } else { day.to_string() }
}

/// The last months, newest first, and the day asked for where it is none of their ends.
fn months(l: Lang, today: Date, asked: Date, last: bool) -> Vec<(String, String)> {
    let this = today.first_of_month();
    let first = |back: i32| this.checked_sub(back.months()).unwrap_or(Date::MIN);
    let mut all: Vec<(String, String)> =
        (0..MONTHS).map(first).map(|first| (first.strftime("%Y-%m").to_string(), l.month(first))).collect();
    let value = month(asked, last);
    if !all.iter().any(|(known, _)| *known == value) {
        let words = if value.len() == 7 { l.month(asked) } else { l.date_with_year(asked) };
        all.insert(0, (value, words));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::locale::Locale;
    use jiff::civil::date;

    #[test]
    fn the_day_asked_for_is_always_among_the_months() {
        let l = Lang(Locale::En);
        for (asked, last, value) in [
            (date(2026, 9, 1), false, "2026-09"),
            (date(2026, 9, 14), false, "2026-09-14"),
            (date(2020, 2, 29), true, "2020-02"),
            (date(2026, 11, 22), true, "2026-11-22"),
        ] {
            let all = months(l, date(2026, 11, 22), asked, last);
            assert_eq!(all.iter().filter(|(known, _)| known == value).count(), 1, "{value}");
        }
    }
}
