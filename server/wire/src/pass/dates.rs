//! The years nobody sent.

use super::Pass;
use crate::calendar::{self, digits};
use jiff::ToSpan;
use jiff::civil::Date;

/// How far from the context a day in the context's own year may be before another year's that is nearer counts.
const OWN_YEAR: i32 = 260;

pub(super) fn infer(pass: &mut Pass, context: Date) {
    let issue = pass.legs.first().and_then(|leg| leg.whole.get("issue_date"));
    pass.issued = issue.and_then(|issue| issued(issue, context));
    // a pass printed after midnight in UTC may be for yesterday's local date
    let mut earliest = pass.issued.and_then(|issued| issued.yesterday().ok());
    for leg in &mut pass.legs {
        let day = leg.fields.get("day").and_then(|day| digits(day, 1..=3));
        leg.date = day.and_then(|day| match earliest {
            Some(earliest) => (0..=8).find_map(|years| calendar::in_year(earliest.year() + years, day).filter(|date| *date >= earliest)),
            None => near(day, context),
        });
        earliest = leg.date.and_then(|date| date.yesterday().ok()).or(earliest);
    }
}

/// Last digit of the year and day of the year: the latest such day not after the context's year, or a month after the context.
fn issued(text: &str, context: Date) -> Option<Date> {
    let (digit, day) = text.split_at_checked(1)?;
    let (digit, day): (i16, i16) = (digits(digit, 1..=1)?, digits(day, 3..=3)?);
    let grace = context.checked_add(31.days()).unwrap_or(context);
    let latest = grace.max(context.last_of_year());
    let years = (0..20).filter_map(|back| latest.year().checked_sub(back)).filter(|year| year.rem_euclid(10) == digit);
    years.filter_map(|year| calendar::in_year(year, day)).find(|date| *date <= latest)
}

/// The day in the context's year, unless that is most of a year away and another is nearer.
fn near(day: i16, context: Date) -> Option<Date> {
    let own = calendar::in_year(context.year(), day);
    let is_near = |date: &Date| date.since(context).is_ok_and(|span| span.get_days().abs() <= OWN_YEAR);
    own.filter(is_near).or_else(|| calendar::day_of_year(day, context))
}
