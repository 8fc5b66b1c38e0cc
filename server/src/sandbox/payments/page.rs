//! How its pages look: calm, narrow, by keyboard, without scripts.

use super::{
    Sandbox,
    cards::CARDS,
    record::Record,
    words::{EN, Words},
};
use axum::{extract::State, response::Html};
use domain::payment::Direction;
use std::{collections::HashMap, fmt::Write};

const STYLE: &str = "*{box-sizing:border-box}body{font:17px/1.5 system-ui,sans-serif;margin:0;background:#fbfaf7;color:#15171c}\
    main,header{max-width:30rem;margin:0 auto;padding:1rem}main.wide{max-width:64rem}header{display:flex;justify-content:space-between;gap:1rem;font-size:.9rem}\
    h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}.sum{font-size:2rem;font-variant-numeric:tabular-nums;margin:0}a{color:inherit}\
    label,legend{display:block;font-weight:600;margin-top:1rem}.hint{margin:0;color:#4a4e58}.error{margin:0;color:#9c1c1c;font-weight:600}\
    input{font:inherit;width:100%;min-height:2.75rem;padding:.4rem .6rem;border:2px solid #15171c;border-radius:6px;background:#fff;color:inherit}\
    input.short{width:8rem;display:block}button{font:inherit;font-weight:600;min-height:2.75rem;padding:.4rem 1.2rem;margin:1.25rem 1rem 0 0;border:2px solid #15171c;\
    border-radius:6px;background:#f2c744;color:#15171c;cursor:pointer}button.plain{background:none;color:inherit}\
    :focus-visible{outline:3px solid #15171c;outline-offset:2px}.summary{border:2px solid #9c1c1c;border-radius:6px;padding:.75rem 1rem;margin:1rem 0}\
    .summary h2{font-size:1.1rem;margin:0}.summary ul{margin:.25rem 0 0;padding-left:1.2rem}.way{margin-top:1.5rem}details{margin-top:2rem;border-top:1px solid #c9c9c4;padding-top:1rem}\
    summary{cursor:pointer;min-height:2.75rem}table{border-collapse:collapse;width:100%}td,th{text-align:start;vertical-align:top;padding:.4rem .8rem .4rem 0;border-top:1px solid #c9c9c4;\
    overflow-wrap:anywhere}code{font-size:1rem;white-space:nowrap}\
    @media(prefers-color-scheme:dark){body{background:#14171f;color:#f1f1ee}input{background:#1d212b;border-color:#f1f1ee}button.plain{border-color:#f1f1ee}\
    .hint{color:#c3c6ce}.error{color:#ffb3ab}.summary{border-color:#ffb3ab}:focus-visible{outline-color:#f1f1ee}}";

/// What is to be seen.
pub enum Shown {
    /// The card's form, with what does not do at which field.
    Form(Vec<(&'static str, &'static str)>),
    /// Where money owed is to go.
    Account(Vec<(&'static str, &'static str)>),
    /// The bank's question.
    Step(Vec<(&'static str, &'static str)>),
    /// Nothing to pay any more.
    Over,
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn document(w: Words, title: &str, header: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title><style>{STYLE}</style><header>{header}</header>{main}</html>",
        w.lang
    )
}

/// The page where one is paid.
pub fn pay(w: Words, record: &Record, shown: &Shown, fields: &HashMap<String, String>) -> String {
    let (title, errors, body) = match shown {
        Shown::Form(errors) => (w.title, errors.as_slice(), card_form(w, errors, fields)),
        Shown::Account(errors) => (w.payout, errors.as_slice(), account_form(w, errors, fields)),
        Shown::Step(errors) => (w.step, errors.as_slice(), step_form(w, errors, fields)),
        Shown::Over => (over(w, record), [].as_slice(), String::new()),
    };
    let amount = escape(&record.amount.to_string());
    let mut main = format!("<main><h1>{title}</h1>");
    if !errors.is_empty() {
        let lines: String = errors.iter().map(|(field, words)| format!("<li><a href=\"#{field}\">{words}</a>")).collect();
        let _ = write!(main, "<div class=\"summary\" role=\"alert\"><h2>{}</h2><ul>{lines}</ul></div>", w.summary);
    }
    let out = record.direction == Direction::Refund;
    let for_ = if out { w.payout_for } else { w.for_ };
    let _ = write!(main, "<p class=\"sum\">{amount}</p><p class=\"hint\">{for_} {}</p>", escape(&record.reference));
    if let (Some(until), Shown::Form(_) | Shown::Step(_)) = (record.expires_at, shown) {
        let _ = write!(main, "<p class=\"hint\">{} {} UTC</p>", w.until, until.strftime("%Y-%m-%d %H:%M"));
    }
    if matches!(shown, Shown::Over) && !out && !matches!(record.state.as_str(), "authorised" | "captured") && record.next.is_none() {
        let _ = write!(main, "<p>{}</p>", w.nothing);
    }
    let _ = write!(
        main,
        "{body}<p class=\"way\"><a href=\"{}\">{}</a></p></main>",
        escape(&record.return_to),
        if matches!(shown, Shown::Over) || out { w.home } else { w.back }
    );
    let mark = if errors.is_empty() { String::new() } else { format!("{}: ", w.error) };
    let header = format!("<span>{}</span><a href=\"?lang={}\" lang=\"{}\">{}</a>", w.house, w.other.0, w.other.0, w.other.1);
    document(w, &format!("{mark}{title} · {amount}"), &header, &main)
}

fn over(w: Words, record: &Record) -> &'static str {
    match record.state.as_str() {
        "sent" | "settled" | "failed" if record.direction == Direction::Refund => w.payout_told,
        "authorised" | "captured" => w.paid,
        _ if record.next.is_some() => w.thinking,
        _ => w.over,
    }
}

struct Input<'a> {
    name: &'static str,
    label: &'a str,
    hint: &'a str,
    autocomplete: &'a str,
    class: &'a str,
}

fn input(w: Words, field: Input<'_>, errors: &[(&str, &str)], value: &str) -> String {
    let Input { name, label, hint, autocomplete, class } = field;
    let error = errors.iter().find(|(of, _)| *of == name).map(|(_, words)| *words);
    let said = error.map(|words| format!("<p class=\"error\" id=\"{name}-error\">{}: {words}</p>", w.error)).unwrap_or_default();
    let hinted = if hint.is_empty() { String::new() } else { format!("<p class=\"hint\" id=\"{name}-hint\">{hint}</p>") };
    let told = [error.map(|_| format!("{name}-error")), (!hint.is_empty()).then(|| format!("{name}-hint"))];
    let told: Vec<String> = told.into_iter().flatten().collect();
    let told = if told.is_empty() { String::new() } else { format!(" aria-describedby=\"{}\"", told.join(" ")) };
    let invalid = if error.is_some() { " aria-invalid=\"true\"" } else { "" };
    format!(
        "<label for=\"{name}\">{label}</label>{hinted}{said}<input id=\"{name}\" name=\"{name}\" inputmode=\"numeric\" \
         autocomplete=\"{autocomplete}\" class=\"{class}\" value=\"{}\"{told}{invalid}>",
        escape(value)
    )
}

fn card_form(w: Words, errors: &[(&str, &str)], fields: &HashMap<String, String>) -> String {
    let value = |name: &str| fields.get(name).map_or("", String::as_str);
    let number = Input { name: "number", label: w.number, hint: "", autocomplete: "cc-number", class: "" };
    let expiry = Input { name: "expiry", label: w.expiry, hint: w.expiry_hint, autocomplete: "cc-exp", class: "short" };
    let cvc = Input { name: "cvc", label: w.cvc, hint: w.cvc_hint, autocomplete: "cc-csc", class: "short" };
    let rows: String = CARDS.iter().zip(w.cards).map(|((number, _), words)| format!("<tr><td><code>{number}</code><td>{words}")).collect();
    format!(
        "<form method=\"post\" action=\"?lang={}\" novalidate>{}{}{}<button>{}</button></form><details open><summary>{}</summary><table>{rows}</table></details>",
        w.lang,
        input(w, number, errors, value("number")),
        input(w, expiry, errors, value("expiry")),
        // a code is never shown again
        input(w, cvc, errors, ""),
        w.pay,
        w.numbers
    )
}

fn account_form(w: Words, errors: &[(&str, &str)], fields: &HashMap<String, String>) -> String {
    let account = Input { name: "account", label: w.account, hint: w.account_hint, autocomplete: "off", class: "" };
    format!(
        "<form method=\"post\" action=\"?lang={}\" novalidate>{}<button>{}</button></form>",
        w.lang,
        input(w, account, errors, fields.get("account").map_or("", String::as_str)),
        w.account_go
    )
}

fn step_form(w: Words, errors: &[(&str, &str)], fields: &HashMap<String, String>) -> String {
    let code = Input { name: "code", label: w.code, hint: w.code_hint, autocomplete: "one-time-code", class: "short" };
    format!(
        "<p>{}</p><form method=\"post\" action=\"?lang={}\" novalidate><input type=\"hidden\" name=\"means\" value=\"{}\">{}<button>{}</button>\
         <button class=\"plain\" name=\"refuse\" value=\"yes\">{}</button></form>",
        w.step_words,
        w.lang,
        escape(fields.get("means").map_or("", String::as_str)),
        input(w, code, errors, fields.get("code").map_or("", String::as_str)),
        w.confirm,
        w.refuse
    )
}

/// Its book, for whoever tries things out.
pub async fn book(State(sandbox): State<Sandbox>) -> Html<String> {
    let records = sandbox.book.since(0);
    let row = |record: &Record| {
        let (state, amount) = (escape(&record.state), escape(&record.amount.to_string()));
        let means = escape(record.means.as_deref().unwrap_or_default());
        format!(
            "<tr><td>{}<td>{}<td>{amount}<td>{state}<td>{means}<td>{}\n",
            escape(&record.id),
            escape(&record.reference),
            record.at.strftime("%H:%M:%S")
        )
    };
    let rows: String = records.iter().rev().take(200).map(row).collect();
    let main = format!(
        "<main class=\"wide\"><h1>Payments</h1><p>{} in the book; no money moved.</p><table><thead><tr><th>Name<th>Booking<th>Amount<th>State<th>Means<th>UTC<tbody>\n{rows}</table></main>",
        records.len()
    );
    Html(document(EN, "Payments", EN.house, &main))
}
