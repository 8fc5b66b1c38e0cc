//! `/bags/report`: first what is wrong and how long one has to say so, then one question a page. Answers are kept on the server after each.

mod check;
mod questions;
pub mod words;

use crate::context::{Visit, portal, visit};
use crate::form::{Typed, typed};
use crate::outcome::refused;
use crate::pages::cases::files_of;
use crate::ui::{
    button::{Button, Look},
    error_summary::{ErrorSummary, page_title},
    files::Files,
    icon::WayBack,
    page_head::{Page, Steps},
};
use crate::words::{Lang, t};
use desk::bags::{BESIDE, Known, known_bag, read_report};
use desk::bookings::{Passenger, Trip, trip};
use desk::cases::{self, Draft, New};
use desk::flights::airports;
use desk::{FieldError, bags::Reported};
use domain::bag::Problem;
use domain::booking::Locator;
use domain::rights::may_act_for_passengers;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Name of the answers among a session's drafts.
pub const DRAFT: &str = "bag-report";
/// Bookings whose bags are offered at most.
const TRIPS: usize = 4;

/// The questions, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What is wrong.
    Problem,
    /// How long one has, and what is needed.
    Before,
    /// Which bag.
    Bag,
    /// Which flight and airport, where the bag does not say.
    Arrival,
    /// What sort of bag.
    Type,
    /// Its colour.
    Colour,
    /// Where it is broken, and how badly.
    Damage,
    /// What it is made of, and what is on it.
    Extras,
    /// The maker, and what marks it.
    Brand,
    /// What is in it.
    Contents,
    /// Where it was last seen, or what happened.
    Seen,
    /// Where it is to be brought.
    Address,
    /// How to reach them.
    Contact,
    /// Photos.
    Photos,
    /// Check your answers.
    Check,
}

impl Step {
    /// Every question, in order.
    pub const ALL: [Self; 15] = [
        Self::Problem,
        Self::Before,
        Self::Bag,
        Self::Arrival,
        Self::Type,
        Self::Colour,
        Self::Damage,
        Self::Extras,
        Self::Brand,
        Self::Contents,
        Self::Seen,
        Self::Address,
        Self::Contact,
        Self::Photos,
        Self::Check,
    ];

    /// As in `?step=`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Before => "before",
            Self::Bag => "bag",
            Self::Arrival => "arrival",
            Self::Type => "type",
            Self::Colour => "colour",
            Self::Damage => "damage",
            Self::Extras => "extras",
            Self::Brand => "brand",
            Self::Contents => "contents",
            Self::Seen => "seen",
            Self::Address => "address",
            Self::Contact => "contact",
            Self::Photos => "photos",
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
        format!("/bags/report?step={}", self.as_str())
    }

    /// The fields it asks for.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Problem => &["problem", "trip", BESIDE],
            Self::Bag => &["bag", "tag", "family_name"],
            Self::Arrival => &["flight", "flight_date", "airport"],
            Self::Type => &["type"],
            Self::Colour => &["colour"],
            Self::Damage => &["part", "severity"],
            Self::Extras => &["material", "extra"],
            Self::Brand => &["brand", "marks"],
            Self::Contents => &["contents", "inside"],
            Self::Seen => &["seen"],
            Self::Address => &["here", "here_until", "home", "telephone"],
            Self::Contact => &["name", "email", "language"],
            Self::Before | Self::Photos | Self::Check => &[],
        }
    }

    /// The fields of all of them.
    pub fn every_field() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().flat_map(|step| step.fields()).copied()
    }

    /// Whether it is asked: about a bag that does not say where it goes, and as the problem needs.
    #[must_use]
    pub const fn asked(self, problem: Option<Problem>, says_where: bool) -> bool {
        match self {
            Self::Bag | Self::Type | Self::Colour => !matches!(problem, Some(Problem::LeftOnBoard)),
            Self::Arrival => !says_where || matches!(problem, Some(Problem::LeftOnBoard)),
            Self::Extras | Self::Brand => matches!(problem, Some(Problem::Missing | Problem::WrongBag)),
            Self::Damage => matches!(problem, Some(Problem::Damaged)),
            Self::Contents => !matches!(problem, Some(Problem::Damaged)),
            Self::Address => matches!(problem, Some(Problem::Missing | Problem::WrongBag | Problem::LeftOnBoard)),
            Self::Problem | Self::Before | Self::Seen | Self::Contact | Self::Photos | Self::Check => true,
        }
    }

    /// The question after this one; after the last, itself.
    #[must_use]
    pub fn next(self, problem: Option<Problem>, says_where: bool) -> Self {
        let mut after = Self::ALL.into_iter().skip_while(|step| *step != self).skip(1);
        after.find(|step| step.asked(problem, says_where)).unwrap_or(Self::Check)
    }

    const fn title_key(self) -> &'static str {
        match self {
            Self::Problem => "report-problem",
            Self::Before => "report-before",
            Self::Bag => "report-bag",
            Self::Arrival => "report-arrival",
            Self::Type => "report-type",
            Self::Colour => "report-colour",
            Self::Damage => "report-damage",
            Self::Extras => "report-extras",
            Self::Brand => "report-brand",
            Self::Contents => "report-contents",
            Self::Seen => "report-seen",
            Self::Address => "report-address",
            Self::Contact => "report-contact",
            Self::Photos => "report-photos",
            Self::Check => "report-check",
        }
    }
}

/// What a question needs to be asked.
struct Asking {
    l: Lang,
    draft: Draft,
    typed: Typed,
    problem: Option<Problem>,
    /// The bag answered, where it is open here.
    known: Option<Known>,
    /// What the report was begun from: a booking, `:` and a tag.
    begun: String,
    trips: Vec<Trip>,
    name: String,
    email: String,
    staff: bool,
    files: Files,
}

impl Asking {
    /// What was typed now, else what was answered before.
    fn value(&self, field: &str) -> String {
        let typed: Vec<&str> = self.typed.values.iter().filter(|(name, _)| name == field).map(|(_, value)| value.as_str()).collect();
        if typed.is_empty() { self.draft.get(field).cloned().unwrap_or_default() } else { typed.join(",") }
    }

    fn error(&self, field: &str) -> Option<String> {
        self.typed.error(self.l, field)
    }

    fn says_where(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.station.is_some() && known.flight.is_some())
    }

    fn before(&self, step: Step) -> Option<Step> {
        Step::ALL.into_iter().take_while(|other| *other != step).filter(|step| step.asked(self.problem, self.says_where())).last()
    }

    /// Where this question stands among those asked.
    fn place(&self, step: Step) -> (u8, u8) {
        let asked = || Step::ALL.into_iter().filter(|step| step.asked(self.problem, self.says_where()));
        (asked().zip(1..).find(|(other, _)| *other == step).map_or(1, |(_, place)| place), asked().zip(1..).last().map_or(1, |(_, of)| of))
    }
}

/// The report as answered so far, and what is wrong with it: what the last page shows is what is sent.
///
/// # Errors
/// Those of the database.
pub async fn read(
    db: &desk::PgPool,
    visit: &Visit,
    answers: &Draft,
) -> desk::Result<(Option<Known>, Option<Reported>, New, Vec<FieldError>)> {
    let known = known_bag(db, &visit.viewer, answers).await?;
    let airports = airports(db).await?;
    let today = visit.now.to_zoned(crate::words::when::zone(crate::pages::cases::HOME_ZONE)).date();
    let (reported, mut new, mut errors) = read_report(answers, known.as_ref(), &airports, crate::ui::carrier::mark(), today, visit.lang.0);
    if visit.viewer.staff().is_some() && new.email.trim().is_empty() {
        errors.retain(|error| error.field != "email");
    }
    if let Some(reported) = &reported {
        (new.subject, new.words) = words::of_case(Lang(new.language), reported, new.flight.as_ref());
    }
    Ok((known, reported, new, errors))
}

/// The question of this step.
#[component]
pub fn ReportPage() -> impl IntoView {
    let (portal, visit, typed) = (portal(), visit(), typed());
    let query = use_query_map().read_untracked().clone();
    let asked = query.get("step").as_deref().and_then(Step::parse).unwrap_or(Step::Problem);
    let checking = query.get("return").as_deref() == Some("check");
    Suspend::new(async move {
        let staff = visit.viewer.staff().is_some();
        if staff && !may_act_for_passengers(&visit.viewer) {
            return refused(desk::Error::Forbidden);
        }
        let draft = cases::draft(&portal.db, &visit.viewer, DRAFT).await.unwrap_or_default();
        let said = typed.value_opt("problem").or_else(|| query.get("problem")).or_else(|| draft.get("problem").cloned());
        let problem = said.as_deref().and_then(Problem::parse);
        // nothing is asked before it is known what is wrong
        let step = if problem.is_none() { Step::Problem } else { asked };
        let linked = query.get("trip").or_else(|| query.get("tag").map(|tag| format!(":{tag}")));
        let begun = linked.or_else(|| draft.get("trip").cloned()).unwrap_or_default();
        let known = known_bag(&portal.db, &visit.viewer, &draft).await.unwrap_or_default();
        let trips = if matches!(step, Step::Bag | Step::Contact) { trips(&portal.db, &visit, &begun).await } else { Vec::new() };
        let name = traveller(&trips, known.as_ref());
        let email = visit.viewer.grants().and_then(|grants| grants.contacts.first().cloned()).unwrap_or_default();
        let files = match step {
            Step::Photos | Step::Check => files_of(&portal, &visit, DRAFT.to_owned()).await,
            _ => Files::default(),
        };
        let asking = Asking { l: visit.lang, draft, typed, problem, known, begun, trips, name, email, staff, files };
        if step == Step::Check {
            return match read(&portal.db, &visit, &asking.draft).await {
                Ok((_, reported, new, errors)) => page(step, false, &asking, check::check(&asking, reported.as_ref(), &new, &errors)),
                Err(error) => refused(error),
            };
        }
        page(step, checking, &asking, form(step, checking, &asking).into_any())
    })
}

/// The trip the report was begun from, else those this browser has opened; for staff the one they name.
async fn trips(db: &desk::PgPool, visit: &Visit, begun: &str) -> Vec<Trip> {
    let begun = begun.split(':').next().unwrap_or_default().to_owned();
    let open = visit.viewer.grants().map(|grants| grants.verified_trips.iter().chain(&grants.trips).cloned().collect::<Vec<_>>());
    let mut locators = open.unwrap_or_else(|| vec![begun.clone()]);
    locators.sort();
    locators.dedup();
    if locators.contains(&begun) {
        locators.retain(|locator| *locator == begun);
    }
    let mut found = Vec::new();
    for locator in locators.into_iter().take(TRIPS) {
        let Ok(locator) = Locator::parse(&locator) else { continue };
        if let Ok(trip) = trip(db, &visit.viewer, visit.now, visit.lang.0, &locator).await {
            found.push(trip);
        }
    }
    found
}

/// Whose bag it is.
fn traveller(trips: &[Trip], known: Option<&Known>) -> String {
    let whose = known.and_then(|known| {
        let trip = trips.iter().find(|trip| Some(trip.locator.as_str()) == known.locator.as_deref())?;
        let bag = trip.bags.iter().find(|bag| bag.tag.same_bag(&known.tag))?;
        trip.passengers.iter().find(|passenger| passenger.position == bag.passenger)
    });
    whose.map(Passenger::full_name).unwrap_or_default()
}

fn page(step: Step, checking: bool, asking: &Asking, body: AnyView) -> AnyView {
    let l = asking.l;
    let title = page_title(l, &asking.typed, l.text(step.title_key(), None));
    let back = if checking { Some(Step::Check) } else { asking.before(step) };
    let back = back.map_or_else(|| "/bags".to_owned(), Step::address);
    let (at, of) = asking.place(step);
    // before it is known what is wrong, nobody knows how many questions there are
    let steps = asking.problem.filter(|_| step != Step::Problem).map(|_| view! { <Steps at=at of=of/> });
    let typed = asking.typed.clone();
    view! {
        <Title text=title/>
        <Page>
            <a class="page-head__back" href=back><WayBack/>{t!(l, "back")}</a>
            {steps}
            <ErrorSummary typed=typed/>
            {body}
        </Page>
    }
    .into_any()
}

fn form(step: Step, checking: bool, asking: &Asking) -> impl IntoView + use<> {
    let l = asking.l;
    let enctype = (step == Step::Photos).then_some("multipart/form-data");
    let question = questions::question(step, asking);
    // what is wrong goes with each answer, whatever another tab has begun meanwhile
    let problem = asking.problem.filter(|_| step != Step::Problem).map(|problem| {
        view! { <input type="hidden" name="problem" value=problem.as_str()/> }
    });
    // of a report of another bag the first one stays known while answers are changed
    let beside = (checking && step == Step::Problem).then(|| view! { <input type="hidden" name=BESIDE value=asking.value(BESIDE)/> });
    view! {
        <form class="stack stack--l" method="post" action="/bags/report" enctype=enctype>
            <input type="hidden" name="step" value=step.as_str()/>
            {checking.then(|| view! { <input type="hidden" name="return" value="check"/> })}
            {problem}
            {beside}
            {question}
            <div><Button look=Look::Next arrow=true>{t!(l, "case-new-go")}</Button></div>
        </form>
    }
}
