//! Cases: listed, read, opened, written in.

use super::{
    ask::{Asked, Place, Sent, query},
    flights::day,
    guard::Client,
    shapes::{self, case_link, fail, json},
};
use crate::{caller::legible, ingest::Problem, state::App};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use desk::{
    Error, FieldError,
    cases::{self, Answer, Brought, By, How, New},
    queue,
};
use domain::{
    booking::Locator,
    case::{Channel, Kind, Topic},
    flight::Designator,
    locale::Locale,
    queue::{Cursor, Due, Filter, Owner, Standing},
    rights::Scope,
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

/// Characters of a search.
pub const SEARCH_LONGEST: usize = 200;
const READING: [Scope; 2] = [Scope::CasesRead, Scope::CasesStaff];

/// Where cases stand.
#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "lowercase")]
pub enum WhichState {
    /// Somebody still owes something.
    #[default]
    Open,
    /// Done.
    Closed,
    /// Both.
    Any,
}

/// By when they are due.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum DueAsked {
    /// Past.
    Late,
    /// Before the day ends where the airline is at home; late ones too.
    Today,
}

/// Which cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    #[serde(default)]
    state: WhichState,
    due: Option<DueAsked>,
    department: Option<String>,
    kind: Option<Kind>,
    channel: Option<Channel>,
    language: Option<Locale>,
    words: Option<String>,
    cursor: Option<String>,
}

impl Which {
    fn read(self) -> Result<(Filter, Option<Cursor>), Problem> {
        let cursor = self.cursor.map(|text| Cursor::parse(&text, false).ok_or_else(|| query("cursor: the `next` of the page before.")));
        let department = self.department.as_deref().unwrap_or("-");
        if department.is_empty() || department.len() > 40 || !department.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
            return Err(query("department: its id, small letters."));
        }
        let words = self.words.map(|words| legible(&words)).unwrap_or_default();
        if words.chars().count() > SEARCH_LONGEST {
            return Err(query(format!("words: at most {SEARCH_LONGEST} characters.")));
        }
        let filter = Filter {
            standing: match self.state {
                WhichState::Open => Standing::Open,
                WhichState::Closed => Standing::In(domain::case::Status::Closed),
                WhichState::Any => Standing::Any,
            },
            due: match self.due {
                None => Due::Any,
                Some(DueAsked::Late) => Due::Late,
                Some(DueAsked::Today) => Due::Today,
            },
            department: self.department,
            kind: self.kind,
            channel: self.channel,
            language: self.language,
            can: false,
            owner: Owner::Any,
            // those put aside as well
            rest: domain::queue::Rest::Any,
            opened: (None, None),
            tag: String::new(),
            words: words.trim().to_owned(),
        };
        Ok((filter, cursor.transpose()?))
    }
}

/// `GET /cases`: those the token reaches, the most pressing first, fifty at a time.
pub async fn list(State(app): State<App>, client: Client, Asked(which): Asked<Which>) -> Result<Response, Problem> {
    let staff_side = client.0.may(Scope::CasesStaff);
    let viewer = client.viewer_of(&READING)?;
    let (filter, cursor) = which.read()?;
    let page = queue::list(app.db(), &viewer, Timestamp::now(), &filter, cursor).await.map_err(|error| fail(&app, error))?;
    let found: Vec<_> = page.items.iter().map(|item| shapes::item(&app, item, staff_side)).collect();
    Ok(json(StatusCode::OK, &json!({ "cases": found, "next": page.after.map(Cursor::to_text) })))
}

/// `GET /cases/{reference}`: a case with its timeline, as the token may see it.
pub async fn case(State(app): State<App>, client: Client, Place(reference): Place<String>) -> Result<Response, Problem> {
    let viewer = client.viewer_of(&READING)?;
    let case = cases::view(app.db(), &viewer, Timestamp::now(), &reference, false).await.map_err(|error| fail(&app, error))?;
    Ok(json(StatusCode::OK, &shapes::case(&app, &case)))
}

/// A booking as people name it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    locator: String,
    family_name: String,
}

/// A flight on its day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnDay {
    designator: String,
    date: String,
}

/// A case to be opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    kind: Kind,
    topic: Topic,
    subject: String,
    words: String,
    name: String,
    email: Option<String>,
    #[serde(default)]
    language: Locale,
    #[serde(default = "web")]
    channel: Channel,
    booking: Option<Booking>,
    flight: Option<OnDay>,
    bag_tag: Option<String>,
}

const fn web() -> Channel {
    Channel::Web
}

impl NewCase {
    /// As the use-case takes it. Codes are taken as they are stored, and no other way: a program has no slips to forgive.
    fn read(&self) -> Result<Brought, Vec<FieldError>> {
        let mut errors = Vec::new();
        let booking = self.booking.as_ref();
        if booking.is_some_and(|booking| Locator::parse(&booking.locator).map_or(true, |read| read.as_str() != booking.locator)) {
            errors.push(FieldError::new("locator", "unreadable-locator"));
        }
        if booking.is_some_and(|booking| booking.family_name.chars().count() > 80) {
            errors.push(FieldError::new("family_name", "case-name-long"));
        }
        let designator = self.flight.as_ref().map(|flight| {
            flight.designator.parse::<Designator>().ok().filter(|read| read.to_string() == flight.designator && read.suffix.is_none())
        });
        let date = self.flight.as_ref().map(|flight| day(&flight.date));
        if designator == Some(None) {
            errors.push(FieldError::new("flight", "case-flight-form"));
        }
        if date == Some(None) {
            errors.push(FieldError::new("flight_date", "case-flight-date-missing"));
        }
        if self.bag_tag.as_ref().is_some_and(|tag| tag.len() != 10 || !tag.bytes().all(|byte| byte.is_ascii_digit())) {
            errors.push(FieldError::new("bag_tag", "case-bag-tag-form"));
        }
        if self.email.as_ref().is_some_and(|email| email.trim().is_empty()) {
            errors.push(FieldError::new("email", "email-shape"));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let flight = designator.flatten().zip(date.flatten());
        let new = New {
            kind: self.kind,
            topic: self.topic,
            subject: legible(&self.subject),
            words: legible(&self.words),
            name: legible(&self.name),
            email: self.email.clone().unwrap_or_default(),
            language: self.language,
            locator: booking.map(|booking| booking.locator.clone()),
            flight: flight.map(|(designator, date)| (designator.carrier.to_string(), designator.number(), date)),
            bag_tag: self.bag_tag.clone().unwrap_or_default(),
        };
        let family_name = booking.map(|booking| legible(&booking.family_name)).unwrap_or_default();
        Ok(Brought { channel: self.channel, family_name, new })
    }
}

/// `POST /cases`: opens a case for a passenger.
pub async fn open(State(app): State<App>, client: Client, sent: Sent<NewCase>) -> Result<Response, Problem> {
    let viewer = client.viewer(Scope::CasesWrite)?;
    let once = sent.once()?;
    let brought = sent.body.read().map_err(Error::Invalid)?;
    let answer = cases::bring(app.db(), &viewer, Timestamp::now(), &once, brought).await.map_err(|error| match error {
        Error::Invalid(errors) if errors.iter().any(|error| error.message == "trip-not-found") => {
            Problem::new(StatusCode::NOT_FOUND, "booking", "There is no booking with this reference and name.")
        }
        error => fail(&app, error),
    })?;
    Ok(created(&app, &answer))
}

/// A message, from either side.
#[derive(Deserialize)]
#[serde(tag = "as", rename_all = "lowercase", deny_unknown_fields)]
pub enum Message {
    /// The passenger spoke to the program.
    Passenger {
        /// What they said.
        words: String,
        /// How.
        #[serde(default = "web")]
        channel: Channel,
    },
    /// A colleague answers through the program.
    Staff {
        /// The address they sign in with.
        author: String,
        /// What they say.
        words: String,
        /// It asks something, so the passenger is next.
        #[serde(default)]
        asks: bool,
        /// They know that the case is closed, and open it again.
        #[serde(default)]
        reopens: bool,
        /// They know that everybody reads it.
        #[serde(default)]
        public: bool,
        /// They know what in it is about one person.
        #[serde(default)]
        personal: bool,
    },
}

/// `POST /cases/{reference}/messages`: writes into a case.
pub async fn message(
    State(app): State<App>,
    client: Client,
    Place(reference): Place<String>,
    sent: Sent<Message>,
) -> Result<Response, Problem> {
    let scope = if matches!(sent.body, Message::Passenger { .. }) { Scope::CasesWrite } else { Scope::CasesAnswer };
    let viewer = client.viewer(scope)?;
    let once = sent.once()?;
    let (words, by) = match sent.body {
        Message::Passenger { words, channel } => (words, By::Passenger { channel }),
        Message::Staff { author, words, asks, reopens, public, personal } => {
            (words, By::Staff { email: author, how: How { asks, reopens, public, personal } })
        }
    };
    let said = cases::say(app.db(), &viewer, Timestamp::now(), &once, &reference, &legible(&words), by).await;
    Ok(created(&app, &said.map_err(|error| fail(&app, error))?))
}

/// The same answer each time; a header tells the repetition.
fn created(app: &App, answer: &Answer) -> Response {
    let taken = &answer.taken;
    let link = case_link(app, &taken.reference);
    let body = json!({ "reference": taken.reference, "link": link, "seq": taken.seq, "reply_by": taken.reply_by });
    let mut response = json(StatusCode::CREATED, &body);
    let headers = response.headers_mut();
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/cases/{}", taken.reference)) {
        headers.insert(header::LOCATION, location);
    }
    if answer.again {
        headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    response
}
