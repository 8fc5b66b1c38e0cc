//! `/bags/report`: each answer is kept before the next question; the last page sends.

use super::files;
use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
    uploads::Uploads,
};
use app::{
    outcome::encode,
    pages::bags::report::{DRAFT, Step, read},
    ui::carrier,
    words::t,
};
use axum::{Router, extract::State, response::Response, routing::get};
use desk::{
    Error, FieldError,
    bags::{BY_TAG, Filed, Filing, Opened, another, file, open_bag},
    cases::{self, Draft},
    files::Chosen,
};
use domain::bag::Problem;
use domain::booking::BagTag;
use domain::rights::Who;
use uuid::Uuid;

/// The addresses of this area.
pub fn routes() -> Router<App> {
    Router::new().route("/bags/report", get(render::any_page).post(answer))
}

async fn answer(State(app): State<App>, caller: Caller, uploads: Uploads, fields: Fields) -> Response {
    match Step::parse(fields.get("step")) {
        _ if fields.get("step") == "another" => again_with(app, caller, fields).await,
        Some(Step::Check) => send(app, caller, fields).await,
        Some(step) => keep(app, caller, uploads, fields, step).await,
        None => caller.see_other("/bags/report"),
    }
}

/// Another bag of the same passenger: begins with what holds for both, at the first question that does not.
async fn again_with(app: App, caller: Caller, fields: Fields) -> Response {
    let (visit, page) = (&caller.visit, format!("/cases/{}", encode(fields.get("of"))));
    let begun = async {
        let answers = another(app.db(), &visit.viewer, visit.now, fields.get("of")).await?;
        cases::forget_draft(app.db(), &visit.viewer, DRAFT).await?;
        cases::keep_draft(app.db(), &visit.viewer, visit.now, DRAFT, &answers).await?;
        Ok(answers.get("problem").and_then(|problem| Problem::parse(problem)))
    };
    match begun.await {
        Ok(problem) => caller.see_other(&Step::Before.next(problem, false).address()),
        Err(error) => caller.again(&page, &fields, error).await,
    }
}

/// Keeps what was answered, right or wrong; goes on where it is right.
async fn keep(app: App, mut caller: Caller, uploads: Uploads, fields: Fields, step: Step) -> Response {
    let checking = fields.get("return") == "check";
    let again = if checking { format!("{}&return=check", step.address()) } else { step.address() };
    let answers = match kept(&app, &mut caller, &fields, step, checking).await {
        Ok(answers) => answers,
        Err(error) => return caller.again(&again, &fields, error).await,
    };
    if step == Step::Photos {
        if let Err(error) = files::take(&app, &mut caller, DRAFT, &fields, &uploads).await {
            return caller.again(&again, &fields, error).await;
        }
        if files::only_removes(&fields) && !caller.refuses() {
            return caller.shown(&again, &fields).await;
        }
    }
    let (known, errors) = match read(app.db(), &caller.visit, &answers).await {
        Ok((known, _, new, mut errors)) => {
            only_reachable(&app, &new.email, &mut errors);
            (known, errors)
        }
        Err(error) => return caller.again(&again, &fields, error).await,
    };
    let here: Vec<_> = errors.into_iter().filter(|error| step.fields().contains(&error.field)).collect();
    if !here.is_empty() || caller.refuses() {
        return caller.again(&again, &fields, Error::Invalid(here)).await;
    }
    let problem = answers.get("problem").and_then(|problem| Problem::parse(problem));
    let says_where = known.is_some_and(|known| known.station.is_some() && known.flight.is_some());
    let next = if checking { Step::Check } else { step.next(problem, says_where) };
    caller.see_other(&next.address())
}

/// The answers, with those of this page. A bag named by tag and family name is opened by them as at `/bags`.
async fn kept(app: &App, caller: &mut Caller, fields: &Fields, step: Step, checking: bool) -> Result<Draft, Error> {
    let (viewer, now) = (&caller.visit.viewer, caller.visit.now);
    // whoever reports for others begins anew with each
    if step == Step::Problem && !checking && viewer.staff().is_some() {
        cases::forget_draft(app.db(), viewer, DRAFT).await?;
    }
    let mut told = told(fields, step);
    if step == Step::Bag && fields.get("bag") == BY_TAG {
        let tag = opened(app, caller, fields).await?;
        told.insert("tag".to_owned(), tag);
    }
    cases::keep_draft(app.db(), &caller.visit.viewer, now, DRAFT, &told).await?;
    cases::draft(app.db(), &caller.visit.viewer, DRAFT).await
}

/// The tag typed, ten digits, once its bag is open here. A colleague opens every bag, and the look is written down.
async fn opened(app: &App, caller: &mut Caller, fields: &Fields) -> Result<String, Error> {
    let (tag, name) = (fields.get("tag"), fields.get("family_name"));
    let issuers = desk::flights::issuers(app.db()).await?;
    let read = BagTag::parse_with(tag, |carrier| issuers.of(carrier)).ok();
    let (viewer, now, address) = (&caller.visit.viewer, caller.visit.now, caller.address.0);
    let there = match &read {
        Some(tag) => desk::bags::trace(app.db(), viewer, now, caller.visit.lang.0, tag).await,
        None => Err(Error::NotFound),
    };
    match (there, &read) {
        (Ok(bag), _) => Ok(bag.tag.as_str().to_owned()),
        (Err(Error::NotFound), Some(tag)) if viewer.staff().is_some() => Ok(tag.as_str().to_owned()),
        (Err(Error::NotFound), None) if viewer.staff().is_some() => Err(Error::invalid("tag", "bag-tag-wrong")),
        (Err(Error::NotFound), _) => match open_bag(app.db(), viewer, now, address, carrier::mark(), tag, name).await? {
            Opened::Here(tag) => {
                // what was just opened counts from here on
                if let Who::Public(grants) = &mut caller.visit.viewer.who {
                    grants.bags.push(tag.bag().to_owned());
                }
                Ok(tag.as_str().to_owned())
            }
            Opened::Elsewhere(airline) => {
                caller.tell("family_name", t!(caller.visit.lang, "bag-elsewhere", airline = airline));
                Err(Error::Invalid(Vec::new()))
            }
        },
        (Err(error), _) => Err(error),
    }
}

/// What a page tells: the answers to its question, the many of one field together, and what is wrong where it goes along.
fn told(fields: &Fields, step: Step) -> Draft {
    let mut names: Vec<&str> = step.fields().to_vec();
    if fields.has("problem") {
        names.push("problem");
    }
    names.into_iter().map(|name| (name.to_owned(), fields.all(name).collect::<Vec<_>>().join(","))).collect()
}

/// Where no text messages leave the house, a mobile number is no address to be answered at.
fn only_reachable(app: &App, email: &str, errors: &mut Vec<FieldError>) {
    if !app.portal.texts() {
        cases::by_mail_only(email, errors);
    }
}

/// Makes the report from the answers kept: those the last page has shown.
async fn send(app: App, mut caller: Caller, fields: Fields) -> Response {
    let (check, key) = (Step::Check.address(), fields.get("key").parse().unwrap_or_else(|_| Uuid::new_v4()));
    let visit = &caller.visit;
    // sent twice, the second time finds no draft: the key still knows the answer
    if let Ok(Some(reference)) = cases::opened_with(app.db(), &visit.viewer, key).await {
        return caller.see_other(&format!("/cases/{reference}/opened"));
    }
    let understood = match cases::draft(app.db(), &visit.viewer, DRAFT).await {
        Ok(answers) => read(app.db(), visit, &answers).await,
        Err(error) => Err(error),
    };
    let (reported, new, errors) = match understood {
        Ok((_, reported, new, mut errors)) => {
            only_reachable(&app, &new.email, &mut errors);
            (reported, new, errors)
        }
        Err(error) => return caller.again(&check, &fields, error).await,
    };
    let missing =
        errors.first().map(|error| Step::ALL.into_iter().find(|step| step.fields().contains(&error.field)).unwrap_or(Step::Contact));
    let (Some(reported), None) = (reported, missing) else {
        return caller.see_other(&format!("{}&return=check", missing.unwrap_or(Step::Problem).address()));
    };
    let ids = fields.all("kept").filter_map(|id| id.parse().ok()).collect();
    let filing = Filing { reported, new, files: Chosen { ids, limits: app.files.limits } };
    match file(app.db(), &visit.viewer, visit.now, key, carrier::mark(), filing).await {
        Ok(Filed::Open(reference)) => {
            if let Err(error) = sent(&app, &caller).await {
                tracing::warn!(%error, "a sent draft could not be forgotten");
            }
            caller.see_other(&format!("/cases/{reference}/opened"))
        }
        Ok(Filed::Already { case: Some(reference), .. }) => caller.see_other(&format!("/cases/{reference}?already=reported")),
        Ok(Filed::Already { pir, case: None }) => {
            caller.tell("bag", t!(caller.visit.lang, "report-already", pir = pir.to_string()));
            caller.again(&check, &fields, Error::Invalid(Vec::new())).await
        }
        Err(error) => caller.again(&check, &fields, error).await,
    }
}

/// What was sent is no draft any more; who asks and where they are stays for the next bag of theirs.
async fn sent(app: &App, caller: &Caller) -> Result<(), Error> {
    let visit = &caller.visit;
    let mut kept = cases::draft(app.db(), &visit.viewer, DRAFT).await?;
    cases::forget_draft(app.db(), &visit.viewer, DRAFT).await?;
    let stays = [Step::Arrival, Step::Address, Step::Contact];
    kept.retain(|name, _| stays.iter().any(|step| step.fields().contains(&name.as_str())));
    if visit.viewer.staff().is_some() || kept.is_empty() {
        return Ok(());
    }
    cases::keep_draft(app.db(), &visit.viewer, visit.now, DRAFT, &kept).await
}
