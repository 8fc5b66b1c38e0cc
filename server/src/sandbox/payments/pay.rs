//! Its page where people pay: a plain form on its own origin.

use super::{
    Sandbox,
    book::{No, asks_account, payable},
    cards::{Card, card, masked},
    page::{self, Shown},
    record::Record,
    words::{Words, words},
};
use crate::outward::origin;
use axum::{
    extract::{Form, Path, Query, State},
    http::{HeaderName, StatusCode, Uri, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::HashMap;

type Fields = HashMap<String, String>;

/// The code every bank here sends.
const CODE: &str = "000000";

/// The page as it stands.
pub async fn show(State(sandbox): State<Sandbox>, Path(token): Path<String>, Query(query): Query<Fields>) -> Response {
    let Some(record) = sandbox.book.by_token(&token) else { return StatusCode::NOT_FOUND.into_response() };
    let w = language(&record, &query);
    let shown = match () {
        () if asks_account(&record) => Shown::Account(Vec::new()),
        () if payable(&record) => Shown::Form(Vec::new()),
        () => Shown::Over,
    };
    page(StatusCode::OK, w, &record, &shown, &Fields::new())
}

/// Somebody pays, or takes the second step.
pub async fn pay(
    State(sandbox): State<Sandbox>,
    Path(token): Path<String>,
    Query(query): Query<Fields>,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(record) = sandbox.book.by_token(&token) else { return StatusCode::NOT_FOUND.into_response() };
    let w = language(&record, &query);
    if asks_account(&record) {
        return account(&sandbox, w, &token, &record, &fields);
    }
    if !payable(&record) {
        return page(StatusCode::CONFLICT, w, &record, &Shown::Over, &fields);
    }
    let outcome = if fields.contains_key("refuse") {
        sandbox.book.not_confirmed(&token)
    } else if let Some(code) = fields.get("code") {
        if code.trim() != CODE {
            let errors = vec![("code", w.code_wrong)];
            return page(StatusCode::UNPROCESSABLE_ENTITY, w, &record, &Shown::Step(errors), &fields);
        }
        sandbox.book.paid(&token, Card::Asks, fields.get("means").cloned().unwrap_or_default())
    } else {
        let (number, errors) = (field(&fields, "number"), faults(w, &fields));
        match card(number) {
            Some(Card::Asks) if errors.is_empty() => {
                let fields = Fields::from([("means".to_owned(), masked(number))]);
                return page(StatusCode::OK, w, &record, &Shown::Step(Vec::new()), &fields);
            }
            Some(card) if errors.is_empty() => sandbox.book.paid(&token, card, masked(number)),
            _ => return page(StatusCode::UNPROCESSABLE_ENTITY, w, &record, &Shown::Form(errors), &fields),
        }
    };
    match outcome {
        Ok(record) if record.state == "declined" => {
            let why = match record.reason.as_deref() {
                Some("insufficient_funds") => w.insufficient,
                Some("not_confirmed") => w.not_confirmed,
                _ => w.declined,
            };
            page(StatusCode::PAYMENT_REQUIRED, w, &record, &Shown::Form(vec![("number", why)]), &Fields::new())
        }
        // authorised, or the bank thinks about it: the airline says how it goes on
        Ok(record) => Redirect::to(&record.return_to).into_response(),
        Err(No::Late(record)) => page(StatusCode::CONFLICT, w, &record, &Shown::Over, &fields),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Somebody says where money owed to them is to go.
fn account(sandbox: &Sandbox, w: Words, token: &str, record: &Record, fields: &Fields) -> Response {
    let account = field(fields, "account");
    let digits = account.chars().filter(char::is_ascii_digit).count();
    let plain = account.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    if !(8..=30).contains(&digits) || !plain {
        return page(StatusCode::UNPROCESSABLE_ENTITY, w, record, &Shown::Account(vec![("account", w.account_wrong)]), fields);
    }
    match sandbox.book.account(token, account) {
        Ok(record) => Redirect::to(&record.return_to).into_response(),
        Err(No::Late(record)) => page(StatusCode::CONFLICT, w, &record, &Shown::Over, fields),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn language(record: &Record, query: &Fields) -> Words {
    words(query.get("lang").map_or(record.lang.as_str(), String::as_str))
}

fn field<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map_or("", |text| text.trim())
}

/// What does not do, each at its field.
fn faults(w: Words, fields: &Fields) -> Vec<(&'static str, &'static str)> {
    let mut faults = Vec::new();
    if card(field(fields, "number")).is_none() {
        faults.push(("number", w.number_wrong));
    }
    match expiry(field(fields, "expiry")) {
        None => faults.push(("expiry", w.expiry_wrong)),
        Some((year, month)) => {
            let today = Timestamp::now().to_zoned(TimeZone::UTC);
            if (year, month) < (today.year(), today.month()) {
                faults.push(("expiry", w.expiry_past));
            }
        }
    }
    let cvc = field(fields, "cvc");
    if !(3..=4).contains(&cvc.len()) || !cvc.bytes().all(|byte| byte.is_ascii_digit()) {
        faults.push(("cvc", w.cvc_wrong));
    }
    faults
}

/// `08/29`, `8/2029`, `0829`.
fn expiry(text: &str) -> Option<(i16, i8)> {
    let text = text.replace(' ', "");
    let (month, year) = match text.split_once(['/', '-']) {
        Some(parts) => parts,
        None => text.split_at_checked(2)?,
    };
    let (month, year): (i8, i16) = (month.parse().ok()?, year.parse().ok()?);
    let year = if year < 100 { year + 2000 } else { year };
    ((1..=12).contains(&month) && (2000..2100).contains(&year)).then_some((year, month))
}

fn page(status: StatusCode, w: Words, record: &Record, shown: &Shown, fields: &Fields) -> Response {
    let back = record.return_to.parse::<Uri>().map(|uri| origin(&uri)).unwrap_or_default();
    // Chromium holds the way back, too, against form-action
    let policy =
        format!("default-src 'none'; style-src 'unsafe-inline'; form-action 'self' {back}; base-uri 'none'; frame-ancestors 'none'");
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_LANGUAGE, w.lang.to_owned()),
        (HeaderName::from_static("referrer-policy"), "no-referrer".to_owned()),
    ];
    (status, headers, Html(page::pay(w, record, shown, fields))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        for text in ["08/29", "8/29", "8 / 2029", "0829", "08-29", "08 29"] {
            assert_eq!(expiry(text), Some((2029, 8)), "{text}");
        }
        for text in ["", "13/29", "0/29", "08", "08/", "x/29", "八/29", "08/1999"] {
            assert_eq!(expiry(text), None, "{text}");
        }
    }
}
