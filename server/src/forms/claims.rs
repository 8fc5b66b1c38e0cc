//! Claims for bags: told page by page, offered, taken or not.

use super::files;
use crate::{
    caller::{Caller, Fields},
    render,
    state::App,
    uploads::Uploads,
};
use app::{
    outcome::encode,
    pages::{
        claim::{draft_key, next_place},
        give_back::{Why, written},
    },
    words::{Lang, claim::told as in_words},
};
use axum::{
    Router,
    extract::{Path, State},
    response::{Redirect, Response},
    routing::get,
};
use desk::{
    Error,
    cases::{self, Draft},
    claims::{
        self, Answer, Answers, Asked, ClaimBook, Entitled, Found, KEEPS, MOST, Offer, Says, Thing, Told, amount, photos_of, things,
        understand,
    },
};
use domain::locale::Locale;
use rust_decimal::Decimal;
use std::sync::Arc;
use uuid::Uuid;

/// How claims speak.
pub(crate) const SAYS: Says<'static> = &says;

fn says(locale: Locale, told: &Told<'_>) -> String {
    in_words(Lang(locale), told)
}

/// The addresses of this area.
pub fn routes() -> Router<App> {
    let page = || get(|Path(reference): Path<String>| async move { Redirect::to(&page_of(&reference)) });
    Router::new()
        .route("/cases/{reference}/claim", get(render::any_page).post(tell))
        .route("/cases/{reference}/claim/offer", page().post(offer))
        .route("/cases/{reference}/claim/answer", page().post(answer))
        .route("/cases/{reference}/claim/ground", page().post(found))
        .route("/desk/approvals/claims/{id}", get(|| async { Redirect::to("/desk/approvals") }).post(approve))
}

fn page_of(reference: &str) -> String {
    format!("/cases/{}/claim", encode(reference))
}

/// What an answer is told about: the claim so far.
struct Telling {
    book: Arc<ClaimBook>,
    entitled: Entitled,
    key: String,
    draft: Draft,
}

impl Telling {
    /// Only whoever may claim, and is known, tells anything.
    async fn of(app: &App, caller: &Caller, reference: &str) -> Result<Self, Error> {
        let (visit, book) = (&caller.visit, app.portal.claims.clone().ok_or(Error::NotFound)?);
        let entitled = claims::entitled(app.db(), &visit.viewer, visit.now, &book, reference).await?;
        if !entitled.may_claim() {
            return Err(Error::Conflict("claim-answered"));
        }
        if !entitled.proved {
            let unbooked = entitled.locator.is_empty();
            return Err(if unbooked { Error::Conflict("claim-prove-address") } else { Error::VerifyFirst { locator: entitled.locator } });
        }
        let key = draft_key(&entitled.reference);
        let draft = entitled.told_so_far(cases::draft(app.db(), &visit.viewer, &key).await?);
        Ok(Self { book, entitled, key, draft })
    }

    async fn keep(&mut self, app: &App, caller: &Caller, told: Draft) -> Result<(), Error> {
        self.draft.extend(told);
        cases::keep_draft(app.db(), &caller.visit.viewer, caller.visit.now, &self.key, &self.draft).await
    }

    async fn keep_things(&mut self, app: &App, caller: &Caller, all: &[Thing]) -> Result<(), Error> {
        let json = serde_json::to_string(all).map_err(|error| Error::Internal(error.to_string()))?;
        self.keep(app, caller, Draft::from([(KEEPS.to_owned(), json)])).await
    }
}

/// Not done: the page again. Where the claim has gone on meanwhile the page has no place for what was written: it is handed back.
async fn refused(app: &App, caller: Caller, page: &str, fields: &Fields, error: Error) -> Response {
    match error {
        Error::Conflict(key @ ("claim-answered" | "claim-moved-on" | "claim-prove-address")) if written(&fields.0) => {
            let back = render::give_back(app, &caller.visit, fields, Why::Over(key)).await;
            caller.with_cookie(back)
        }
        error => caller.again(page, fields, error).await,
    }
}

/// An answer is kept, right or wrong; then the next question, or the list.
async fn tell(State(app): State<App>, Path(reference): Path<String>, mut caller: Caller, uploads: Uploads, fields: Fields) -> Response {
    let page = page_of(&reference);
    let Some(asked) = Asked::parse(fields.get("step")) else { return caller.see_other(&page) };
    let again = if fields.get("return") == "check" { "&return=check" } else { "" };
    let here = format!("{page}?step={}{again}", asked.as_str());
    let outcome = match asked {
        Asked::Check if !fields.get("remove").is_empty() => remove(&app, &caller, &reference, fields.get("remove")).await,
        Asked::Check => send(&app, &caller, &reference, &fields).await,
        Asked::Item => match thing(&app, &mut caller, &reference, &fields, &uploads).await {
            Ok(None) => return caller.shown(&here, &fields).await,
            outcome => outcome,
        },
        _ => keep(&app, &caller, &reference, &fields, asked).await,
    };
    match outcome {
        Ok(next) => caller.see_other(&format!("{page}{}", next.map(|next| format!("?step={}", next.as_str())).unwrap_or_default())),
        Err(error) => refused(&app, caller, &here, &fields, error).await,
    }
}

fn told(fields: &Fields, asked: Asked) -> Draft {
    asked.fields().iter().map(|name| ((*name).to_owned(), fields.all(name).collect::<Vec<_>>().join(","))).collect()
}

async fn keep(app: &App, caller: &Caller, reference: &str, fields: &Fields, asked: Asked) -> Result<Option<Asked>, Error> {
    let mut telling = Telling::of(app, caller, reference).await?;
    telling.keep(app, caller, told(fields, asked)).await?;
    let Answers { asks, mut errors, .. } = understand(&telling.draft, &telling.entitled.begun, &telling.book.rules);
    errors.retain(|error| asked.fields().contains(&error.field));
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let checking = fields.get("return") == "check" && asked != Asked::Harm;
    Ok(Some(match asked {
        _ if checking => Asked::Check,
        Asked::Harm if telling.entitled.begun.places.is_some() => Asked::Journey,
        Asked::Harm | Asked::Journey => Asked::Days,
        Asked::Days => Asked::Home,
        Asked::Home if asks.any() => Asked::Whose,
        _ if things(&telling.draft).is_empty() => Asked::Item,
        _ => Asked::Check,
    }))
}

/// A thing and its photos. None: a photo was taken away, and the page is shown again.
async fn thing(app: &App, caller: &mut Caller, reference: &str, fields: &Fields, uploads: &Uploads) -> Result<Option<Asked>, Error> {
    let mut telling = Telling::of(app, caller, reference).await?;
    let mut all = things(&telling.draft);
    let place = next_place(&telling.draft);
    let (asked, rules) = (understand(&telling.draft, &telling.entitled.begun, &telling.book.rules).facts, &telling.book.rules);
    let currencies = rules.currencies(asked.asked);
    // sent twice: it is on the list; another told on a page one came back to is another
    let before = all.iter().find(|thing| fields.get("thing").parse() == Ok(thing.place));
    let same = |before: &Thing| {
        let read = Thing::read(&told(fields, Asked::Item), &asked, &currencies, before.place, before.proved);
        read.is_ok_and(|read| (read.kind, &read.what, read.cost, read.bought) == (before.kind, &before.what, before.cost, before.bought))
    };
    if before.is_some_and(same) {
        return Ok(Some(Asked::Check));
    }
    // before anything else is decided: whatever is wrong, the photos are here
    let photos = files::take(app, caller, &photos_of(&telling.entitled.reference, place), fields, uploads).await?;
    if files::only_removes(fields) && !caller.refuses() {
        return Ok(None);
    }
    let one = Thing::read(&told(fields, Asked::Item), &asked, &currencies, place, !photos.ids.is_empty());
    let one = one.map_err(Error::Invalid)?;
    if caller.refuses() {
        return Err(Error::Invalid(Vec::new()));
    }
    if all.len() >= MOST {
        return Err(Error::invalid("what", "claim-things-missing"));
    }
    all.push(one);
    telling.keep_things(app, caller, &all).await?;
    Ok(Some(Asked::Check))
}

async fn remove(app: &App, caller: &Caller, reference: &str, place: &str) -> Result<Option<Asked>, Error> {
    let mut telling = Telling::of(app, caller, reference).await?;
    let mut all = things(&telling.draft);
    if let Ok(place) = place.parse::<u32>() {
        for file in desk::files::staged(app.db(), &caller.visit.viewer, &photos_of(&telling.entitled.reference, place)).await? {
            desk::files::remove(app.db(), &caller.visit.viewer, file.id).await?;
        }
        all.retain(|thing| thing.place != place);
    }
    telling.keep_things(app, caller, &all).await?;
    Ok(Some(if all.is_empty() { Asked::Item } else { Asked::Check }))
}

async fn send(app: &App, caller: &Caller, reference: &str, fields: &Fields) -> Result<Option<Asked>, Error> {
    let (visit, book) = (&caller.visit, app.portal.claims.clone().ok_or(Error::NotFound)?);
    let key = fields.get("key").parse().unwrap_or_else(|_| Uuid::new_v4());
    let (draft, answers) = match Telling::of(app, caller, reference).await {
        Ok(telling) => (telling.key, telling.draft),
        // sent twice, the second time finds it answered perhaps: the key still knows it
        Err(Error::Conflict(_)) => (draft_key(reference), Draft::new()),
        Err(error) => return Err(error),
    };
    claims::file(app.db(), &visit.viewer, visit.now, &book, reference, (key, &answers), (app.files.limits, SAYS)).await?;
    if let Err(error) = cases::forget_draft(app.db(), &visit.viewer, &draft).await {
        tracing::warn!(%error, "a claim that was sent could not be forgotten as a draft");
    }
    Ok(None)
}

async fn offer(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, page) = (&caller.visit, page_of(&reference));
    let typed = fields.get("amount").trim();
    let read = if typed.is_empty() { Ok(None) } else { amount(typed, None).map(Some).ok_or(Error::invalid("amount", "claim-offer-wrong")) };
    let outcome = match (read, fields.get("claim").parse()) {
        (Err(error), _) => Err(error),
        (_, Err(_)) => Err(Error::Conflict("claim-moved-on")),
        (Ok(amount), Ok(claim)) => {
            let offer = Offer { claim, amount, why: fields.get("why") };
            claims::offer(app.db(), &visit.viewer, visit.now, &reference, offer, SAYS).await.map(|_| ())
        }
    };
    match outcome {
        Ok(()) => caller.see_other(&page),
        Err(error) => refused(&app, caller, &page, &fields, error).await,
    }
}

/// What a colleague found out that decides it.
async fn found(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, page) = (&caller.visit, page_of(&reference));
    let (declared, blame) = ((fields.get("ground_declared"), fields.get("ground_currency")), fields.get("blame"));
    let found = Found { declared, blame, why: fields.get("ground_why") };
    let Some(book) = app.portal.claims.clone() else { return refused(&app, caller, &page, &fields, Error::NotFound).await };
    match claims::found_out(app.db(), &visit.viewer, visit.now, &book, &reference, found, SAYS).await {
        Ok(()) => caller.see_other(&page),
        Err(error) => refused(&app, caller, &page, &fields, error).await,
    }
}

async fn answer(State(app): State<App>, Path(reference): Path<String>, caller: Caller, fields: Fields) -> Response {
    let (visit, page) = (&caller.visit, page_of(&reference));
    let accepts = fields.get("accepts") == "yes";
    let outcome = match (fields.get("claim").parse(), Decimal::from_str_exact(fields.get("seen"))) {
        (Ok(claim), Ok(seen)) => {
            let answer = if accepts { Answer::Accept(claim, seen) } else { Answer::Appeal(claim, fields.get("appeal")) };
            claims::answer(app.db(), &visit.viewer, visit.now, &reference, answer, SAYS).await
        }
        _ => Err(Error::Conflict("claim-moved-on")),
    };
    match outcome {
        Ok(()) => caller.see_other(&page),
        Err(error) => refused(&app, caller, &page, &fields, error).await,
    }
}

async fn approve(State(app): State<App>, Path(id): Path<String>, caller: Caller, fields: Fields) -> Response {
    let visit = &caller.visit;
    let outcome = match id.parse() {
        Ok(id) => claims::decide(app.db(), &visit.viewer, visit.now, id, (fields.get("agrees") == "yes", fields.get("words")), SAYS).await,
        Err(_) => Err(Error::NotFound),
    };
    match outcome {
        Ok(()) => caller.see_other("/desk/approvals"),
        Err(error) => caller.again(&format!("/desk/approvals?of={}", encode(&id)), &fields, error).await,
    }
}
