//! `Authorization: Bearer landside_…`: judged before a byte of the body is read.

use super::Problem;
use crate::state::App;
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use domain::rights::{Machine, Scope};
use jiff::Timestamp;

/// The machine that asks.
#[derive(Debug, Clone)]
pub struct Bearer(pub Machine);

impl Bearer {
    /// The machine, if its token is good for this.
    pub fn within(&self, scope: Scope) -> Result<&Machine, Problem> {
        if self.0.may(scope) { Ok(&self.0) } else { Err(Problem::out_of_scope(scope.as_str())) }
    }
}

impl FromRequestParts<App> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let shown = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = shown.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let Some((_, token)) = token else { return Err(Problem::unauthorised(false)) };
        match desk::machines::authorise(app.db(), Timestamp::now(), token.trim()).await {
            Ok(Some(machine)) => Ok(Self(machine)),
            Ok(None) => Err(Problem::unauthorised(true)),
            Err(error) => {
                app.note(&error);
                Err(error.into())
            }
        }
    }
}
