//! Opening a case.

use super::entries;
use super::file::CaseFile;
use super::letters::acknowledge;
use super::submission;
use super::timeline::notify;
use super::together::note;
use crate::access::{GrantKind, Identified, Proof, grant_proof, keeper, session_of};
use crate::files::{self, Chosen};
use crate::{Error, FieldError, PgPool, Result, hours};
use domain::booking::{BagTag, mentioned};
use domain::case::deadline::Promise;
use domain::case::{Act, Actor, Channel, Entry, Event, Kind, Reference, State, Topic, search, to_microseconds};
use domain::contact::{Address, EmailAddress};
use domain::locale::Locale;
use domain::personal::{Personal, personal};
use domain::rights::Viewer;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Characters of a subject line.
pub const SUBJECT_LONGEST: usize = 120;
/// Characters of a message.
pub const WORDS_LONGEST: usize = 5000;
/// Characters of a name.
const NAME_LONGEST: usize = 80;

/// What somebody writes to open a case.
#[derive(Debug, Clone)]
pub struct New {
    /// What sort.
    pub kind: Kind,
    /// What about.
    pub topic: Topic,
    /// One line.
    pub subject: String,
    /// The matter.
    pub words: String,
    /// Their name.
    pub name: String,
    /// Where they are answered: an e-mail address or, for text messages, a mobile number.
    pub email: String,
    /// The language they are answered in.
    pub language: Locale,
    /// The booking, if they opened it here.
    pub locator: Option<String>,
    /// The flight: airline, number, local date of departure.
    pub flight: Option<(String, i32, Date)>,
    /// The bag's tag as typed; empty for none.
    pub bag_tag: String,
}

/// A new case with the files that go with it.
#[derive(Debug, Clone)]
pub struct Opening {
    /// What is written.
    pub new: New,
    /// What was staged for it.
    pub files: Chosen,
}

impl From<New> for Opening {
    fn from(new: New) -> Self {
        Self { new, files: Chosen::default() }
    }
}

/// A case is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
}

/// Opens a case for somebody at this portal. The same `key` again answers with the case of the first time
/// and writes nothing.
///
/// # Errors
/// `Invalid` names each field; `NotFound` for a booking not opened here or no session; those of the database.
pub async fn open(db: &PgPool, viewer: &Viewer, now: Timestamp, key: Uuid, opening: impl Into<Opening>) -> Result<Opened> {
    let session = session_of(viewer)?;
    let Opening { new, files } = opening.into();
    if new.locator.as_ref().is_some_and(|locator| !domain::rights::may_prove_trip(viewer, locator)) {
        return Err(Error::NotFound);
    }
    let (new, address) = checked(new)?;
    let mut tx = db.begin().await?;
    if let Some(reference) = submission::claim(&mut tx, session, key, now).await? {
        return Ok(Opened { reference });
    }
    let passenger = identified(&mut tx, viewer, new.locator.as_deref()).await?;
    let origin = Origin { channel: Channel::Web, address, passenger, actor: Actor::Passenger(new.name.clone()) };
    let file = seed(&mut tx, now, new, origin).await?;
    files::attach(&mut tx, keeper(viewer).as_deref(), &files, file.id, 1).await?;
    grant_proof(&mut *tx, viewer, now, GrantKind::Case, &file.id.to_string(), Proof::Opened).await?;
    acknowledge(&mut tx, &file, now).await?;
    submission::settle(&mut tx, key, &file.reference).await?;
    tx.commit().await?;
    Ok(Opened { reference: file.reference })
}

/// A case another area's form opens.
#[derive(Debug)]
pub(crate) enum Begun {
    /// It is open now.
    First(Box<CaseFile>),
    /// The same form opened it before: its reference.
    Again(String),
}

/// Opens a case in the caller's transaction, who has judged that the viewer may, writes beside it, and then settles the `key`. Staff open it
/// for a passenger, `by` whom they have identified where it is about a booking; an address is then only wanted where one was given.
pub(crate) async fn begin(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    key: Uuid,
    opening: Opening,
    by: Option<&Identified>,
) -> Result<Begun> {
    let session = session_of(viewer)?;
    let Opening { mut new, files } = opening;
    let (staff, mut errors) = (viewer.staff().is_some(), new.tidy());
    if staff && new.email.trim().is_empty() {
        errors.retain(|error| error.field != "email");
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    if let Some(reference) = submission::claim(tx, session, key, now).await? {
        return Ok(Begun::Again(reference));
    }
    let address = Address::parse(&new.email).map(|address| address.as_str().to_owned());
    let passenger = identified(tx, viewer, new.locator.as_deref()).await?;
    let channel = if staff { crate::bags::spoken(by) } else { Channel::Web };
    let origin = Origin { channel, address, passenger, actor: Actor::Passenger(new.name.clone()) };
    let mut file = seed(tx, now, new, origin).await?;
    files::attach(tx, keeper(viewer).as_deref(), &files, file.id, 1).await?;
    if let Some(by) = by {
        note(tx, &mut file, viewer, now, Act::Identified { how: by.how.as_str().to_owned() }.noted()).await?;
    }
    if !staff {
        grant_proof(&mut *tx, viewer, now, GrantKind::Case, &file.id.to_string(), Proof::Opened).await?;
    }
    acknowledge(tx, &file, now).await?;
    Ok(Begun::First(Box::new(file)))
}

/// The case as it is kept, and the folded address; or everything that is wrong with it.
fn checked(mut new: New) -> Result<(New, Option<String>)> {
    let errors = new.tidy();
    let address = Address::parse(&new.email).map(|address| address.as_str().to_owned());
    if errors.is_empty() { Ok((new, address)) } else { Err(Error::Invalid(errors)) }
}

impl New {
    /// Trims every field and says what is wrong, all of it at once.
    pub(crate) fn tidy(&mut self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut text = |field, value: &mut String, longest: usize, missing, long| {
            *value = value.trim().to_owned();
            if value.is_empty() {
                errors.push(FieldError::new(field, missing));
            } else if value.chars().count() > longest {
                errors.push(FieldError::new(field, long));
            }
        };
        text("words", &mut self.words, WORDS_LONGEST, "case-words-missing", "case-words-long");
        text("subject", &mut self.subject, SUBJECT_LONGEST, "case-subject-missing", "case-subject-long");
        text("name", &mut self.name, NAME_LONGEST, "case-name-missing", "case-name-long");
        if !Topic::of(self.kind).contains(&self.topic) {
            errors.push(FieldError::new("topic", "case-topic-missing"));
        }
        self.bag_tag = self.bag_tag.trim().to_owned();
        if !self.bag_tag.is_empty() {
            match BagTag::parse(&self.bag_tag) {
                Ok(tag) => tag.as_str().clone_into(&mut self.bag_tag),
                Err(_) => errors.push(FieldError::new("bag_tag", "case-bag-tag-form")),
            }
        }
        if Address::parse(&self.email).is_none() {
            errors.push(FieldError::new("email", if self.email.trim().is_empty() { "case-email-missing" } else { "address-shape" }));
        }
        errors
    }
}

/// What a message names of its writer's own.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// The booking.
    pub(super) locator: Option<String>,
    /// A bag of that booking; empty for none.
    pub(super) bag_tag: String,
}

/// The first booking these words name that is the writer's own, with a bag of it where they name one: their address is its
/// contact. Whoever writes from somewhere else names it as well as anybody who has seen a boarding pass (design §5), and a
/// case that stands with a trip shows what is about it: so theirs stands by itself, and staff make sure who asks. An agency's
/// address is the agency's.
pub(super) async fn named(tx: &mut PgConnection, address: &str, words: &str) -> Result<Named> {
    let locators: Vec<String> = mentioned(words).into_iter().map(String::from).collect();
    if locators.is_empty() {
        return Ok(Named::default());
    }
    let tags = personal(words).into_iter().filter(|(what, _)| *what == Personal::Tag);
    let tags: Vec<String> = tags.filter_map(|(_, text)| BagTag::parse(&text).ok()).map(|tag| tag.as_str().to_owned()).collect();
    let own = sqlx::query!(
        r#"select c.locator, (select b.tag from bag b where b.locator = c.locator and b.tag = any($3) order by array_position($3, b.tag) limit 1) as "tag?"
             from contact c where c.address = $1 and c.locator = any($2) and not c.agency order by array_position($2, c.locator) limit 1"#,
        address,
        &locators,
        &tags,
    );
    let own = own.fetch_optional(tx).await?;
    Ok(own.map(|own| Named { locator: Some(own.locator), bag_tag: own.tag.unwrap_or_default() }).unwrap_or_default())
}

/// Where no text messages leave the house, a mobile number is no address to be answered at.
pub fn by_mail_only(email: &str, errors: &mut Vec<FieldError>) {
    if !email.trim().is_empty() && EmailAddress::parse(email).is_none() {
        errors.retain(|error| error.field != "email");
        errors.push(FieldError::new("email", "email-shape"));
    }
}

/// The passenger of this booking the browser was identified as, if it was.
async fn identified(tx: &mut PgConnection, viewer: &Viewer, locator: Option<&str>) -> Result<Option<Uuid>> {
    let (Some(grants), Some(locator)) = (viewer.grants(), locator) else { return Ok(None) };
    let proved: Vec<Uuid> = grants.passengers.iter().filter_map(|id| id.parse().ok()).collect();
    let found =
        sqlx::query_scalar!("select id from passenger where locator = $1 and id = any($2) order by position limit 1", locator, &proved);
    Ok(found.fetch_optional(tx).await?)
}

/// Where a case comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// How it came in.
    pub channel: Channel,
    /// The opener's address, folded.
    pub address: Option<String>,
    /// The passenger (row id) they were identified as.
    pub passenger: Option<Uuid>,
    /// Who wrote the opening.
    pub actor: Actor,
}

/// Writes a case and its opening in the caller's transaction: routed by kind and topic, promised by the
/// promise in force. What `open` and the demo share; it checks no rights.
///
/// # Errors
/// Those of the database; `Internal` where no promise is in force.
pub async fn seed(tx: &mut PgConnection, now: Timestamp, new: New, origin: Origin) -> Result<CaseFile> {
    let at = to_microseconds(now);
    let event = Event::Opened {
        of: new.kind,
        topic: new.topic,
        channel: origin.channel,
        subject: new.subject.clone(),
        words: new.words.clone(),
        department: new.topic.department(new.kind).to_owned(),
        reply_by: promise(tx, new.kind, new.topic.department(new.kind), origin.channel, at).await?.reply_by(at),
    };
    let entry = Entry { seq: 1, at, actor: origin.actor, event };
    let state = State::open(&entry).map_err(super::refused)?;
    let (id, reference) = insert(tx, &new, &state, origin.address.as_deref(), origin.passenger).await?;
    entries::insert(tx, id, &entry, None).await?;
    notify(tx, &reference, &entry).await?;
    Ok(CaseFile {
        id,
        reference,
        state,
        person_name: new.name,
        language: new.language,
        opener_address: origin.address,
        also: Vec::new(),
        opener_passenger: origin.passenger.map(|id| id.to_string()),
        locator: new.locator,
        flight: new.flight,
        bag_tag: Some(new.bag_tag).filter(|tag| !tag.is_empty()),
        invited: false,
    })
}

/// A random reference; where it is taken (once in thirty-four thousand million), another.
async fn insert(tx: &mut PgConnection, new: &New, state: &State, address: Option<&str>, passenger: Option<Uuid>) -> Result<(i64, String)> {
    for _ in 0..8 {
        let reference = Reference::from_number(rand::random()).to_string();
        let flight = new.flight.as_ref();
        let id = sqlx::query_scalar!(
            "insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, reply_by,
                    last_seq, last_public_seq, last_at, person_name, opener_address, opener_passenger, locator, carrier, number,
                    flight_date, bag_tag, search)
             values ($1, $2, $3, $4, $5, $6, 'new', $7, $8, $9, 1, 1, $8, $10, $11, $12, $13, $14, $15, $16, nullif($17, ''), array_to_tsvector($18))
             on conflict (reference) do nothing returning id",
            reference,
            state.kind.as_str(),
            state.topic.as_str(),
            state.channel.as_str(),
            new.language.tag(),
            state.subject,
            state.department,
            state.opened_at.to_sqlx() as _,
            state.reply_by.map(ToSqlx::to_sqlx) as _,
            new.name,
            address,
            passenger,
            new.locator,
            flight.map(|(carrier, _, _)| carrier.as_str()),
            flight.map(|(_, number, _)| *number),
            flight.map(|(_, _, date)| date.to_sqlx()) as _,
            new.bag_tag,
            &search_words(new, &reference),
        )
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(id) = id {
            return Ok((id, reference));
        }
    }
    Err(Error::Internal("no free case reference".into()))
}

fn search_words(new: &New, reference: &str) -> Vec<String> {
    let flight = new.flight.as_ref().map(|(carrier, number, _)| format!("{carrier}{number}")).unwrap_or_default();
    let locator = new.locator.as_deref().unwrap_or_default();
    let parts = [reference, &new.subject, &new.words, locator, &flight, &new.bag_tag];
    let mut words: Vec<String> = parts.into_iter().flat_map(search::tokens).chain(search::name_tokens(&new.name)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The promise in force for a kind of case, counted in the hours of the department that has it.
pub(super) async fn promise(tx: &mut PgConnection, kind: Kind, department: &str, channel: Channel, at: Timestamp) -> Result<Promise> {
    let minutes = sqlx::query_scalar!(
        "select reply_minutes from promise where kind = $1 and valid_from <= $2::timestamptz::date order by valid_from desc limit 1",
        kind.as_str(),
        at.to_sqlx() as _,
    );
    let minutes = minutes.fetch_optional(&mut *tx).await?.ok_or_else(|| Error::Internal(format!("no promise for {}", kind.as_str())))?;
    Ok(Promise { minutes, hours: hours::of(tx, department, channel).await? })
}
