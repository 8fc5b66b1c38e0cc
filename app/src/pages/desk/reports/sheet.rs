//! The figures of a report as rows of a file: names of columns in words, values as they stand in addresses, numbers for programs.

use super::{asked, sorted};
use crate::{
    context::Visit,
    words::{Lang, t},
};
use desk::{
    Error, PgPool,
    cases::departments,
    reports::{exported, report},
};
use domain::{report::Group, statistic::Estimate, survey::Measure};

/// One row a value, and one for all of it.
///
/// # Errors
/// Those of [`desk::reports::report`].
pub async fn sheet(db: &PgPool, visit: &Visit, field: impl Fn(&str) -> Option<String>) -> Result<Vec<Vec<String>>, Error> {
    let l = visit.lang;
    let (filter, _) = asked(&visit.viewer, field)?;
    let departments = departments(db).await?;
    let report = report(db, &visit.viewer, visit.now, &filter).await?;
    let by = filter.by;
    let mut rows = vec![head(l, by)];
    let days = (report.days.0.to_string(), report.days.1.to_string());
    let line = |value: String, name: String, totals: &domain::report::Totals| {
        let mut row = vec![value, name, days.0.clone(), days.1.clone(), totals.responses.to_string()];
        for of in Measure::ALL {
            row.extend(figures(totals.of(of)));
        }
        row
    };
    for row in sorted(&report) {
        rows.push(line(row.value.clone(), super::words::value(l, by, &row.value, &departments), &row.totals));
    }
    rows.push(line(String::new(), t!(l, "reports-all"), &report.totals));
    exported(db, &visit.viewer, visit.now, &filter, report.days, report.rows.len()).await?;
    Ok(rows)
}

fn head(l: Lang, by: Group) -> Vec<String> {
    let mut head =
        vec![by.field().to_owned(), super::words::group(l, by), t!(l, "reports-from"), t!(l, "reports-to"), t!(l, "reports-answers")];
    for of in Measure::ALL {
        let name = super::words::measure(l, of);
        head.extend(["", " n", " ≥", " ≤"].map(|part| format!("{name}{part}")));
    }
    head
}

/// The figure, of how many, and its interval. The figure is left out where the page leaves it out.
fn figures(told: Option<Estimate>) -> [String; 4] {
    let Some(told) = told else { return [String::new(), "0".to_owned(), String::new(), String::new()] };
    let said = |value: f64| if told.few() { String::new() } else { format!("{value:.2}") };
    [said(told.value), told.n.to_string(), said(told.low), said(told.high)]
}
