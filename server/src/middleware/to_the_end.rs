//! What was sent is done, whether or not somebody still waits for the answer: on a bad line the form has arrived and the
//! answer is lost, and half a submission helps nobody.

use axum::{
    extract::Request,
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tracing::Instrument;

/// Lets a submission run by itself; its answer is passed on if there is still somebody to pass it to.
pub async fn to_the_end(request: Request, next: Next) -> Response {
    if *request.method() != Method::POST {
        return next.run(request).await;
    }
    match tokio::spawn(next.run(request).in_current_span()).await {
        Ok(response) => response,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
