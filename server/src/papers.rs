//! Papers as files: receipts, certificates and boarding passes as PDF, made when they are asked for.

use crate::{caller::ClientAddress, render, state::App};
use app::{
    context::Visit,
    outcome::encode,
    pages::trip::certificate::verified_at,
    words::{Lang, paper},
};
use axum::{
    Extension, Router,
    extract::{Path, Query, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use desk::{
    Error,
    bags::courier_sheet,
    papers::{self, FlightName},
};
use domain::booking::Locator;
use domain::certificate::Code;
use domain::locale::Locale;
use std::collections::BTreeMap;
use wire::paper::Paper;

/// The addresses of papers, and of the page whose looks are counted.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/trip/{locator}/documents/receipt.pdf", get(receipt))
        .route("/trip/{locator}/documents/certificate/{code}/pdf", get(certificate))
        .route("/trip/{locator}/pass/{flight}/{passenger}/pdf", get(pass))
        .route("/cases/{reference}/courier.pdf", get(courier))
        .route("/certificates/{code}", get(seen))
}

/// What cannot be a locator is no booking.
fn read(locator: &str) -> Result<Locator, Error> {
    Locator::parse(locator).map_err(|_| Error::NotFound)
}

async fn receipt(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(locator): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Response {
    let asked = query.get("language").map(String::as_str);
    let l = Locale::ALL.into_iter().find(|locale| Some(locale.tag()) == asked).map_or(visit.lang, Lang);
    let made = async {
        let locator = read(&locator)?;
        let receipt = desk::changes::receipt(app.db(), &visit.viewer, visit.now, l.0, &locator).await?;
        Ok((format!("receipt-{locator}"), paper::receipt(l, &receipt)))
    };
    answer(&app, &visit, &locator, made.await).await
}

async fn certificate(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((locator, code)): Path<(String, String)>,
) -> Response {
    let made = async {
        let (locator, code) = (read(&locator)?, Code::parse(&code).map_err(|_| Error::NotFound)?);
        let issued = papers::paper(app.db(), &visit.viewer, visit.now, &locator, &code).await?;
        let address = verified_at(&app.portal.public_url, &code);
        Ok((format!("certificate-{code}"), paper::certificate(visit.lang, &issued, &address)))
    };
    answer(&app, &visit, &locator, made.await).await
}

async fn pass(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((locator, flight, passenger)): Path<(String, String, i16)>,
) -> Response {
    let made = async {
        let (locator, flight) = (read(&locator)?, FlightName::parse(&flight).ok_or(Error::NotFound)?);
        let found = papers::pass(app.db(), &visit.viewer, visit.now, visit.lang.0, &locator, flight, passenger).await?;
        let printed = paper::pass(visit.lang, &found).ok_or(Error::NotFound)?;
        Ok((format!("boarding-pass-{}-{passenger}", flight.designator), printed))
    };
    answer(&app, &visit, &locator, made.await).await
}

/// What a courier takes along, for staff.
async fn courier(State(app): State<App>, Extension(visit): Extension<Visit>, Path(reference): Path<String>) -> Response {
    let made = async {
        let sheet = courier_sheet(app.db(), &visit.viewer, visit.now, &reference).await?;
        let name = format!("courier-{}", sheet.pir);
        written(name, paper::courier(visit.lang, &sheet, &app.portal.public_url)).await
    };
    match made.await {
        Ok(response) => response,
        // signed out: the sheet hangs on its case
        Err(Error::SignInFirst) => Redirect::to(&format!("/desk?next={}", encode(&format!("/cases/{reference}")))).into_response(),
        Err(error) => {
            app.note(&error);
            render::refusal(&app, &visit, error).await
        }
    }
}

/// The file, or the way to prove that it is one's own.
async fn answer(app: &App, visit: &Visit, locator: &str, made: Result<(String, Paper), Error>) -> Response {
    let written = match made {
        Ok((name, paper)) => written(name, paper).await,
        Err(error) => Err(error),
    };
    match written {
        Ok(response) => response,
        Err(Error::VerifyFirst { locator }) => {
            Redirect::to(&format!("/trip/{locator}/verify?next=/trip/{locator}/documents")).into_response()
        }
        // not open here: the same door as for the page
        Err(Error::NotFound) if visit.viewer.staff().is_none() && domain::rights::trip_access(&visit.viewer, locator).is_none() => {
            Redirect::to(&format!("/trip?locator={}", encode(locator))).into_response()
        }
        Err(error) => {
            app.note(&error);
            render::refusal(app, visit, error).await
        }
    }
}

/// Setting type keeps a processor busy for some milliseconds: not one that answers others.
pub(crate) async fn written(name: String, paper: Paper) -> Result<Response, Error> {
    let pdf = tokio::task::spawn_blocking(move || paper.write()).await.map_err(|error| Error::Internal(error.to_string()))?;
    let pdf = pdf.map_err(|fault| Error::Internal(format!("{name}: {fault}")))?;
    let head = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.pdf\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((head, pdf).into_response())
}

/// Looks at certificates are counted by network, however their page is reached.
async fn seen(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Extension(address): Extension<ClientAddress>,
    request: Request,
) -> Response {
    match papers::look(app.db(), visit.now, address.0).await {
        Ok(()) => render::any_page(State(app), request).await,
        Err(Error::Limited { retry_after }) => {
            let mut response = render::status_page(&app, &visit, StatusCode::TOO_MANY_REQUESTS).await;
            if let Ok(seconds) = HeaderValue::from_str(&retry_after.as_secs().max(1).to_string()) {
                response.headers_mut().insert(header::RETRY_AFTER, seconds);
            }
            response
        }
        Err(error) => render::refusal(&app, &visit, error).await,
    }
}
