//! Answering a survey, and beginning one from the page of a trip or case.

use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
};
use app::pages::{
    cases::new::DRAFT,
    give_back::Why,
    surveys::{address, draft_key},
};
use axum::{
    Router,
    extract::{Path, RawQuery, State},
    response::Response,
    routing::get,
};
use desk::surveys::{self, About, Given, Outcome, Standing};
use desk::{Error, FieldError};
use domain::booking::Locator;
use domain::survey::{Kind, Occasion, field, is_field, is_words, read};
use std::collections::BTreeSet;

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/surveys", get(render::any_page).post(begin)).route("/surveys/{token}", get(render::any_page).post(answer))
}

/// From a trip or case: a link of one's own to the questions.
async fn begin(State(app): State<App>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let (case, trip) = (fields.get("case"), Locator::parse(fields.get("trip")));
    let (about, page) = match &trip {
        Ok(locator) => (Some(About::Trip(locator)), format!("/trip/{locator}")),
        Err(_) if !case.is_empty() => (Some(About::Case(case)), format!("/cases/{}", app::outcome::encode(case))),
        Err(_) => (None, "/".to_owned()),
    };
    let begun = match about {
        Some(about) => surveys::begin(app.db(), &visit.viewer, visit.now, about, Occasion::parse(fields.get("occasion"))).await,
        None => Err(Error::NotFound),
    };
    match begun {
        Ok(token) => caller.see_other(&address(&token)),
        // answered meanwhile, or too long ago: the page no longer asks
        Err(Error::Conflict(_)) => caller.see_other(&page),
        Err(error) => caller.again(&page, &fields, error).await,
    }
}

/// Each answer is kept as it comes; with the last of a short questionnaire, or at "Send", all of them are sent.
async fn answer(State(app): State<App>, Path(token): Path<String>, RawQuery(query): RawQuery, caller: Caller, fields: Fields) -> Response {
    let one = query.is_some_and(|query| query.contains("one=yes"));
    let page = format!("{}{}", address(&token), if one { "?one=yes" } else { "" });
    match answered(&app, &caller, &token, &fields, one).await {
        Ok(Outcome::Sent) => caller.see_other(&format!("{}/thanks", address(&token))),
        Ok(Outcome::Kept) => caller.see_other(&page),
        Err(Error::Conflict(key @ ("survey-expired" | "survey-done" | "survey-theirs"))) => {
            late(&app, caller, &token, &page, &fields, key).await
        }
        Err(Error::NotFound) => late(&app, caller, &token, &page, &fields, "survey-unknown").await,
        Err(error) => caller.again(&page, &fields, error).await,
    }
}

/// Too late for what they wrote, or by a link that leads nowhere: their words go on as a message to us, after what they may have begun to
/// write there. Where there are none, the page itself says what is the matter.
async fn late(app: &App, caller: Caller, token: &str, page: &str, fields: &Fields, key: &'static str) -> Response {
    let visit = &caller.visit;
    let said: Vec<&str> = match surveys::sheet(app.db(), &visit.viewer, visit.now, token).await {
        Ok(sheet) => {
            let texts = (0..).zip(&sheet.form.questions).filter(|(_, question)| question.kind == Kind::Text);
            texts.filter_map(|(place, _)| field(place)).flat_map(|field| fields.all(field)).collect()
        }
        Err(_) => fields.0.iter().filter(|(name, value)| is_field(name) && is_words(value)).map(|(_, value)| value.as_str()).collect(),
    };
    let said = said.into_iter().map(str::trim).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n\n");
    if said.is_empty() {
        return caller.see_other(page);
    }
    let begun = desk::cases::draft(app.db(), &visit.viewer, DRAFT).await.unwrap_or_default();
    let begun = |name: &str| begun.get(name).filter(|words| !words.is_empty()).cloned();
    let words = begun("words").map_or_else(|| said.clone(), |before| format!("{before}\n\n{said}"));
    let kind = begun("kind").unwrap_or_else(|| "feedback".to_owned());
    let onward = [("step", "kind".to_owned()), ("kind", kind), ("words", words)].map(|(name, value)| (name.to_owned(), value));
    let back = render::give_back(app, visit, &Fields(onward.into()), Why::Late(key)).await;
    caller.with_cookie(back)
}

async fn answered(app: &App, caller: &Caller, token: &str, fields: &Fields, one: bool) -> Result<Outcome, Error> {
    let visit = &caller.visit;
    let sheet = surveys::sheet(app.db(), &visit.viewer, visit.now, token).await?;
    match sheet.standing {
        Standing::Expired => return Err(Error::Conflict("survey-expired")),
        Standing::Theirs => return Err(Error::Conflict("survey-theirs")),
        Standing::Open | Standing::Done => {}
    }
    let (mut answers, mut errors) = (Vec::new(), Vec::new());
    // each question once, however often it is said to be asked
    let places: BTreeSet<usize> =
        fields.all("place").filter_map(|place| place.parse().ok()).filter(|place| *place < sheet.form.questions.len()).collect();
    for place in places {
        let Some((question, field)) = sheet.form.questions.get(place).zip(field(place)) else { continue };
        match read(question, field, |name| fields.all(name).map(str::to_owned).collect()) {
            Ok(answer) => answers.push((place, answer)),
            Err(fault) => errors.push(FieldError::new(field, fault.key())),
        }
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let tell = (fields.get("asked") == "tell").then(|| fields.get("tell") == "yes");
    let given = Given { answers, tell, send: fields.get("act") == "send", one };
    let outcome = surveys::answer(app.db(), &visit.viewer, visit.now, visit.lang.0, token, &given).await?;
    // what was begun here is answered now; where that cannot be written, what they answered counts all the same
    if let Err(error) = desk::cases::forget_draft(app.db(), &visit.viewer, &draft_key(sheet.invitation)).await {
        app.note(&error);
    }
    Ok(outcome)
}
