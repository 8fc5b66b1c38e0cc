//! `/cases/new`: each answer is kept before the next question; the last page sends.

use crate::{
    caller::{Caller, Fields},
    forms::files,
    state::App,
    uploads::Uploads,
};
use app::pages::cases::new::{DRAFT, Step};
use axum::{extract::State, response::Response};
use desk::{
    Error, FieldError,
    cases::{self, Draft, New, Opening},
    files::Chosen,
};

pub(super) async fn answer(State(app): State<App>, caller: Caller, uploads: Uploads, fields: Fields) -> Response {
    let Some(step) = Step::parse(fields.get("step")) else { return caller.see_other("/cases/new") };
    if step == Step::Check { send(app, caller, fields).await } else { keep(app, caller, uploads, fields, step).await }
}

/// Keeps what was answered, right or wrong; goes on where it is right.
async fn keep(app: App, mut caller: Caller, uploads: Uploads, fields: Fields, step: Step) -> Response {
    let checking = fields.get("return") == "check";
    let again = if checking { format!("{}&return=check", step.address()) } else { step.address() };
    let visit = &caller.visit;
    let answers = told(&fields, step);
    if let Err(error) = cases::keep_draft(app.db(), &visit.viewer, visit.now, DRAFT, &answers).await {
        return caller.again(&again, &fields, error).await;
    }
    // before anything is found wrong: what was chosen is not chosen twice
    if let Err(error) = files::take(&app, &mut caller, DRAFT, &fields, &uploads).await {
        return caller.again(&again, &fields, error).await;
    }
    if files::only_removes(&fields) && !caller.refuses() {
        return caller.shown(&again, &fields).await;
    }
    let (_, errors) = match read(&app, &caller).await {
        Ok(answers) => answers,
        Err(error) => return caller.again(&again, &fields, error).await,
    };
    let here: Vec<_> = errors.into_iter().filter(|error| step.fields().contains(&error.field)).collect();
    if !here.is_empty() || caller.refuses() {
        return caller.again(&again, &fields, Error::Invalid(here)).await;
    }
    // another kind has other topics, so that question comes next in any case
    let next = match (checking, step) {
        (true, Step::Kind) => format!("{}&return=check", Step::Topic.address()),
        (true, _) => Step::Check.address(),
        (false, step) => step.next().address(),
    };
    caller.see_other(&next)
}

/// The answers kept so far as a new case, and what is wrong with them.
async fn read(app: &App, caller: &Caller) -> Result<(New, Vec<FieldError>), Error> {
    let draft = cases::draft(app.db(), &caller.visit.viewer, DRAFT).await?;
    understand(app, caller, &draft).await
}

async fn understand(app: &App, caller: &Caller, answers: &Draft) -> Result<(New, Vec<FieldError>), Error> {
    let issuers = desk::flights::issuers(app.db()).await?;
    let (new, mut errors) = cases::read_answers(answers, &issuers, caller.visit.lang.0);
    if !app.portal.texts() {
        cases::by_mail_only(&new.email, &mut errors);
    }
    Ok((new, errors))
}

/// What a page tells: the answers to its question, and those it carries, because another tab may have begun another
/// question since.
fn told(fields: &Fields, step: Step) -> Draft {
    let told = Step::every_field().filter(|name| step.fields().contains(name) || fields.has(name));
    told.map(|name| (name.to_owned(), fields.get(name).to_owned())).collect()
}

/// The answers the last page showed. One that carries none means those kept.
fn shown(fields: &Fields, kept: &Draft) -> Draft {
    if fields.get("words").is_empty() { kept.clone() } else { told(fields, Step::Check) }
}

/// Opens the case from the answers shown.
async fn send(app: App, caller: Caller, fields: Fields) -> Response {
    let check = Step::Check.address();
    let visit = &caller.visit;
    let kept = match cases::draft(app.db(), &visit.viewer, DRAFT).await {
        Ok(kept) => kept,
        Err(error) => return caller.again(&check, &fields, error).await,
    };
    let answers = shown(&fields, &kept);
    let (new, errors) = match understand(&app, &caller, &answers).await {
        Ok(understood) => understood,
        Err(error) => return caller.again(&check, &fields, error).await,
    };
    // sent twice, the second time finds no draft: the key still knows the answer
    let earlier = cases::opened_with(app.db(), &visit.viewer, super::key(&fields)).await;
    if let Ok(Some(reference)) = earlier {
        return caller.see_other(&format!("{}/opened", super::address(&reference)));
    }
    if let Some(step) = errors.first().and_then(|error| Step::ALL.into_iter().find(|step| step.fields().contains(&error.field))) {
        return match cases::keep_draft(app.db(), &visit.viewer, visit.now, DRAFT, &answers).await {
            Ok(()) => caller.see_other(&step.address()),
            Err(error) => caller.again(&check, &fields, error).await,
        };
    }
    let ids = fields.all("kept").filter_map(|id| id.parse().ok()).collect();
    let opening = Opening { new, files: Chosen { ids, limits: app.files.limits } };
    match cases::open(app.db(), &visit.viewer, visit.now, super::key(&fields), opening).await {
        Ok(opened) => {
            if let Err(error) = sent(&app, &caller, &kept, &answers).await {
                tracing::warn!(%error, "a sent draft could not be forgotten");
            }
            caller.see_other(&format!("{}/opened", super::address(&opened.reference)))
        }
        Err(error) => caller.again(&check, &fields, error).await,
    }
}

/// What was sent is no draft any more; what another tab has answered since stays, with who asks and how to reach them.
async fn sent(app: &App, caller: &Caller, kept: &Draft, sent: &Draft) -> Result<(), Error> {
    let visit = &caller.visit;
    let is_sent = |name: &String, value: &String| sent.get(name).is_none_or(|sent| sent == value);
    if kept.iter().all(|(name, value)| is_sent(name, value)) {
        return cases::forget_draft(app.db(), &visit.viewer, DRAFT).await;
    }
    let reach = Step::Reach.fields();
    let gone = kept.iter().filter(|(name, value)| is_sent(name, value) && !reach.contains(&name.as_str()));
    let gone: Draft = gone.map(|(name, _)| (name.clone(), String::new())).collect();
    cases::keep_draft(app.db(), &visit.viewer, visit.now, DRAFT, &gone).await
}
