//! Reports as files: figures for spreadsheets, the report of a quarter as PDF.

use crate::{papers, render, state::App};
use app::{
    context::Visit,
    pages::desk::reports::{quarter_days, sheet, today},
    words::{Lang, paper},
};
use axum::{
    Extension, Router,
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use desk::Error;
use domain::locale::Locale;
use std::collections::BTreeMap;
use wire::table::csv;

/// The addresses of reports as files.
pub fn routes() -> Router<App> {
    Router::new().route("/desk/reports.csv", get(table)).route("/desk/reports/quarterly.pdf", get(quarterly))
}

type Fields = Query<BTreeMap<String, String>>;

/// The figures of a report value by value, with the filter of its page.
async fn table(State(app): State<App>, Extension(visit): Extension<Visit>, Query(query): Fields) -> Response {
    let made = sheet(app.db(), &visit, |name| query.get(name).cloned()).await.map(|rows| {
        let head = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"report.csv\""),
            (header::CACHE_CONTROL, "private, no-store"),
        ];
        (head, csv(&rows)).into_response()
    });
    answer(&app, &visit, made).await
}

/// The service report of a quarter, in the language asked for.
async fn quarterly(State(app): State<App>, Extension(visit): Extension<Visit>, Query(query): Fields) -> Response {
    let asked = query.get("language").map(String::as_str);
    let l = Locale::ALL.into_iter().find(|locale| Some(locale.tag()) == asked).map_or(visit.lang, Lang);
    let days = quarter_days(query.get("quarter").map(String::as_str), today(visit.now));
    let made = async {
        let told = desk::reports::quarter(app.db(), &visit.viewer, visit.now, days).await?;
        papers::written(format!("service-report-{}", days.0.strftime("%Y-%m")), paper::written(l, &told)).await
    };
    answer(&app, &visit, made.await).await
}

async fn answer(app: &App, visit: &Visit, made: Result<Response, Error>) -> Response {
    match made {
        Ok(response) => response,
        Err(error) => {
            app.note(&error);
            render::refusal(app, visit, error).await
        }
    }
}
