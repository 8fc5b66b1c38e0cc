//! `/cases/new`: one question a page. Answers are kept on the server after each, so Back, a reload and
//! another device find them; "Change" on the last page leads back to it.

mod check;
mod questions;

use super::files_of;
use crate::context::{Visit, portal, visit};
use crate::form::{Typed, typed};
use crate::outcome::see_other;
use crate::pages::help::Suggested;
use crate::ui::{
    button::{Button, Look},
    error_summary::{ErrorSummary, page_title},
    files::Files,
    icon::WayBack,
    page_head::Steps,
};
use crate::words::{Lang, t};
use desk::bookings::{Trip, trip};
use desk::cases::{self, Draft};
use desk::flights::{Issuers, issuers};
use desk::help::Hit;
use domain::booking::Locator;
use domain::case::Kind;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Name of the answers among a session's drafts.
pub const DRAFT: &str = "case-new";
/// Bookings offered at most.
const TRIPS: usize = 4;
/// Where they stand: below the words that ask (with scripts they come while one types, and move nothing one is about to
/// press), and on the page after.
const SUGGESTED: &str = "suggested-now";
/// Articles suggested before sending.
const SUGGESTIONS: i64 = 3;

/// The questions, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What we can do.
    Kind,
    /// About what.
    Topic,
    /// Which flight or bag.
    About,
    /// In your words.
    Words,
    /// How to reach you.
    Reach,
    /// Check your answers.
    Check,
}

impl Step {
    /// Every question, in order.
    pub const ALL: [Self; 6] = [Self::Kind, Self::Topic, Self::About, Self::Words, Self::Reach, Self::Check];

    /// As in `?step=`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Topic => "topic",
            Self::About => "about",
            Self::Words => "words",
            Self::Reach => "reach",
            Self::Check => "check",
        }
    }

    /// Reads `?step=`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }

    /// Its address.
    #[must_use]
    pub fn address(self) -> String {
        format!("/cases/new?step={}", self.as_str())
    }

    /// The question after this one; after the last, itself.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL.into_iter().skip_while(|step| *step != self).nth(1).unwrap_or(Self::Check)
    }

    fn before(self) -> Option<Self> {
        Self::ALL.into_iter().take_while(|step| *step != self).last()
    }

    fn place(self) -> u8 {
        Self::ALL.into_iter().zip(1..).find(|(step, _)| *step == self).map_or(1, |(_, place)| place)
    }

    /// The fields it asks for.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            // a new question forgets the trip the last one was about
            Self::Kind => &["kind", "trip"],
            Self::Topic => &["kind", "topic", "trip"],
            Self::About => &["about", "flight", "flight_date", "bag_tag"],
            Self::Words => &["subject", "words"],
            Self::Reach => &["name", "email"],
            Self::Check => &[],
        }
    }

    /// The fields of all of them.
    pub fn every_field() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().flat_map(|step| step.fields()).copied()
    }

    const fn title_key(self) -> &'static str {
        match self {
            Self::Kind => "case-new-kind",
            Self::Topic => "case-new-topic",
            Self::About => "case-new-about",
            Self::Words => "case-new-words",
            Self::Reach => "case-new-reach",
            Self::Check => "case-new-check",
        }
    }
}

/// What a question needs to be asked.
struct Asking {
    l: Lang,
    draft: Draft,
    typed: Typed,
    kind: Option<Kind>,
    /// The booking the questions were begun from.
    trip: String,
    trips: Vec<Trip>,
    issuers: Issuers,
    /// Who asks, where a booking has been proved here.
    name: String,
    email: String,
    /// What may answer at once, before it is sent.
    suggested: Vec<Hit>,
    /// What goes with the words.
    files: Files,
}

impl Asking {
    /// What was typed now, else what was answered before.
    fn value(&self, field: &str) -> String {
        self.typed.value_opt(field).or_else(|| self.draft.get(field).cloned()).unwrap_or_default()
    }

    /// Every answer, as each page carries them and the last one shows and sends them.
    fn answers(&self) -> Draft {
        Step::every_field().map(|field| (field.to_owned(), self.value(field))).collect()
    }

    fn error(&self, field: &str) -> Option<String> {
        self.typed.error(self.l, field)
    }
}

/// The question of this step.
#[component]
pub fn NewPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let query = use_query_map().read_untracked().clone();
    let asked_kind = query.get("kind").as_deref().and_then(Kind::parse);
    let asked_topic = query.get("topic").filter(|_| asked_kind.is_some());
    let first = if asked_kind.is_some() { Step::Topic } else { Step::Kind };
    let step = query.get("step").as_deref().and_then(Step::parse).unwrap_or(first);
    let checking = query.get("return").as_deref() == Some("check");
    Suspend::new(async move {
        let mut draft = cases::draft(&portal.db, &visit.viewer, DRAFT).await.unwrap_or_default();
        // an article leads here with the topic: shown as chosen, kept once it is sent
        if let Some(topic) = asked_topic.clone() {
            draft.insert("topic".to_owned(), topic);
        }
        let kind = asked_kind.or_else(|| draft.get("kind").and_then(|kind| Kind::parse(kind)));
        if step == Step::Topic && kind.is_none() {
            see_other(&Step::Kind.address());
        }
        let trip = query.get("locator").or_else(|| draft.get("trip").cloned()).unwrap_or_default();
        let trips = if matches!(step, Step::About) { trips(&portal.db, &visit, &trip).await } else { Vec::new() };
        let issuers = if step == Step::Check { issuers(&portal.db).await.unwrap_or_default() } else { Issuers::default() };
        let email = visit.viewer.grants().and_then(|grants| grants.contacts.first().cloned()).unwrap_or_default();
        let name = if step == Step::Reach { traveller(&portal.db, &visit, &trip, &draft).await } else { String::new() };
        let suggested = match step {
            Step::Words | Step::Reach | Step::Check => suggested(&portal.db, &visit, &draft, &typed).await,
            Step::Kind | Step::Topic | Step::About => Vec::new(),
        };
        let files =
            if matches!(step, Step::Words | Step::Check) { files_of(&portal, &visit, DRAFT.to_owned()).await } else { Files::default() };
        let asking = Asking { l: visit.lang, draft, typed, kind, trip, trips, issuers, name, email, suggested, files };
        page(step, checking, &asking)
    })
}

/// Articles about what is going to be asked; the question is complete without them.
async fn suggested(db: &desk::PgPool, visit: &Visit, draft: &Draft, typed: &Typed) -> Vec<Hit> {
    let said = |field: &str| typed.value_opt(field).or_else(|| draft.get(field).cloned()).unwrap_or_default();
    let asked = format!("{} {}", said("subject"), said("words"));
    desk::help::search(db, visit.lang.0, &asked, SUGGESTIONS).await.unwrap_or_default()
}

/// The booking the questions were begun from; begun elsewhere, those this browser has opened.
async fn trips(db: &desk::PgPool, visit: &Visit, begun: &str) -> Vec<Trip> {
    let Some(grants) = visit.viewer.grants() else { return Vec::new() };
    let mut locators: Vec<&String> = grants.verified_trips.iter().chain(&grants.trips).collect();
    locators.sort();
    locators.dedup();
    if locators.iter().any(|locator| *locator == begun) {
        locators.retain(|locator| *locator == begun);
    }
    let mut found = Vec::new();
    for locator in locators.into_iter().take(TRIPS) {
        let Ok(locator) = Locator::parse(locator) else { continue };
        if let Ok(trip) = trip(db, &visit.viewer, visit.now, visit.lang.0, &locator).await {
            found.push(trip);
        }
    }
    found
}

/// Who travels first in the proved booking the question is about; nobody where none is proved.
async fn traveller(db: &desk::PgPool, visit: &Visit, begun: &str, draft: &Draft) -> String {
    let about = draft.get("about").and_then(|about| about.split_once(':')).map_or(begun, |(locator, _)| locator);
    let proved: &[String] = visit.viewer.grants().map_or(&[], |grants| &grants.verified_trips);
    let locator =
        proved.iter().find(|locator| *locator == about).or_else(|| proved.first().filter(|_| about.is_empty() && proved.len() == 1));
    let Some(Ok(locator)) = locator.map(|locator| Locator::parse(locator)) else { return String::new() };
    let found = trip(db, &visit.viewer, visit.now, visit.lang.0, &locator).await.ok();
    found.and_then(|trip| trip.passengers.first().map(desk::bookings::Passenger::full_name)).unwrap_or_default()
}

fn page(step: Step, checking: bool, asking: &Asking) -> AnyView {
    let l = asking.l;
    let title = page_title(l, &asking.typed, l.text(step.title_key(), None));
    let back = if checking { Some(Step::Check) } else { step.before() };
    let body = if step == Step::Check { check::check(asking).into_any() } else { form(step, checking, asking).into_any() };
    view! {
        <Title text=title/>
        <div class="column">
            {back.map(|back| view! { <a class="page-head__back" href=back.address()><WayBack/>{t!(l, "back")}</a> })}
            <Steps at=step.place() of=6/>
            <ErrorSummary typed=asking.typed.clone()/>
            {body}
            {matches!(step, Step::Words | Step::Reach)
                .then(|| view! { <div id=SUGGESTED aria-live="polite"><Suggested hits=asking.suggested.clone()/></div> })}
        </div>
    }
    .into_any()
}

fn form(step: Step, checking: bool, asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let carried: Vec<_> = asking.answers().into_iter().filter(|(name, _)| !step.fields().contains(&name.as_str())).collect();
    let enctype = (step == Step::Words).then_some("multipart/form-data");
    view! {
        <form class="stack stack--l" method="post" action="/cases/new" enctype=enctype>
            <input type="hidden" name="step" value=step.as_str()/>
            {checking.then(|| view! { <input type="hidden" name="return" value="check"/> })}
            // what this tab has answered goes with it, whatever another tab has begun meanwhile
            {carried.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            {questions::question(step, asking)}
            <div><Button look=Look::Next arrow=true>{t!(l, "case-new-go")}</Button></div>
        </form>
    }
}
