//! The case's row: state, and the facts that never change.

use crate::{Error, Result};
use domain::case::{Also, CaseId, Channel, Kind, Opener, Person, Priority, Reference, State, Status, Topic, also_written_to};
use domain::locale::Locale;
use domain::rights::{CaseAction, CaseFacts, CaseRole, Viewer, case_access, proved_opener};
use jiff::civil::Date;
use sqlx::PgConnection;

/// A case as its row tells it. Staff's view: pages for passengers get a [`super::Head`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// Row id.
    pub id: CaseId,
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// The fold of its timeline.
    pub state: State,
    /// Who opened it, by name.
    pub person_name: String,
    /// The language they are written to in.
    pub language: Locale,
    /// Where they are written to, folded.
    pub opener_address: Option<String>,
    /// The passenger (row id) they were identified as.
    pub opener_passenger: Option<String>,
    /// Their other addresses, from cases merged with it.
    pub also: Vec<Also>,
    /// Booking it is about.
    pub locator: Option<String>,
    /// Flight it is about: airline, number, local date of departure.
    pub flight: Option<(String, i32, Date)>,
    /// Bag it is about.
    pub bag_tag: Option<String>,
    /// The viewer holds it by invitation.
    pub invited: bool,
}

pub(super) struct Row {
    id: i64,
    reference: String,
    kind: String,
    topic: String,
    channel: String,
    language: String,
    subject: String,
    status: String,
    level: i16,
    priority: String,
    department: String,
    owner: Option<uuid::Uuid>,
    owner_name: Option<String>,
    opened_at: jiff_sqlx::Timestamp,
    reply_by: Option<jiff_sqlx::Timestamp>,
    closed_at: Option<jiff_sqlx::Timestamp>,
    last_seq: i32,
    last_public_seq: i32,
    last_at: jiff_sqlx::Timestamp,
    person_name: String,
    opener_address: Option<String>,
    opener_passenger: Option<uuid::Uuid>,
    locator: Option<String>,
    carrier: Option<String>,
    number: Option<i32>,
    flight_date: Option<jiff_sqlx::Date>,
    bag_tag: Option<String>,
    merged: Vec<String>,
    invited: Option<bool>,
}

macro_rules! select {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select f.id, f.reference, f.kind, f.topic, f.channel, f.language, f.subject, f.status, f.level, f.priority, f.department,
                      f.owner, s.name as "owner_name?", f.opened_at, f.reply_by, f.closed_at, f.last_seq, f.last_public_seq, f.last_at,
                      f.person_name, f.opener_address, f.opener_passenger, f.locator, f.carrier, f.number, f.flight_date, f.bag_tag,
                      array(select o.language || ' ' || coalesce(o.opener_passenger::text, '') || ' ' || o.opener_address
                              from case_merge m join case_file o on o.id = case when m.into_id = f.id then m.case_id else m.into_id end
                             where (m.into_id = f.id or m.case_id = f.id) and o.opener_address is not null
                             order by m.merged_at, o.id) as "merged!",
                      exists (select from session_grant g where g.session_id = $2 and g.kind = 'case'
                               and g.subject = f.id::text and g.proof = 'invitation') as invited
                 from case_file f left join staff s on s.id = f.owner "# + $tail,
            $($argument),+
        )
    };
}

impl CaseFile {
    /// The case by its reference, if the viewer may do `action` in it.
    pub(crate) async fn read(db: &mut PgConnection, viewer: &Viewer, reference: &str, action: CaseAction) -> Result<(Self, CaseRole)> {
        let reference = parse(reference)?;
        let row = select!("where f.reference = $1", reference.as_str(), viewer.session.as_deref());
        Self::judged(row.fetch_optional(db).await?, viewer, action)
    }

    /// The same, its row locked until the transaction ends: whoever writes next waits here (I2).
    pub(crate) async fn lock(tx: &mut PgConnection, viewer: &Viewer, reference: &str, action: CaseAction) -> Result<(Self, CaseRole)> {
        let reference = parse(reference)?;
        let row = select!("where f.reference = $1 for update of f", reference.as_str(), viewer.session.as_deref());
        let mut row = row.fetch_optional(&mut *tx).await?;
        // whoever waited for the lock sees the case as it is now, but its owner's name as of before: read again
        if row.as_ref().is_some_and(|row| row.owner.is_some() && row.owner_name.is_none()) {
            row = select!("where f.reference = $1", reference.as_str(), viewer.session.as_deref()).fetch_optional(tx).await?;
        }
        Self::judged(row, viewer, action)
    }

    /// The same by row id, for work whose right to it was decided otherwise: a signed link, the demo.
    pub(crate) async fn lock_by_id(tx: &mut PgConnection, id: CaseId) -> Result<Self> {
        let row = select!("where f.id = $1 for update of f", id, None::<&[u8]>);
        row.fetch_one(tx).await?.into_file()
    }

    fn judged(row: Option<Row>, viewer: &Viewer, action: CaseAction) -> Result<(Self, CaseRole)> {
        // for passengers and programs what is not theirs does not exist
        let missing = || if viewer.staff().is_some() { Error::Forbidden } else { Error::NotFound };
        let file = row.ok_or(Error::NotFound)?.into_file()?;
        let role = case_access(viewer, &file.facts()).ok_or_else(missing)?;
        if role.may(action) { Ok((file, role)) } else { Err(Error::Forbidden) }
    }

    /// Whether it is certain that the viewer opened it: by address or identity, or by a link sent to the address.
    pub(crate) async fn proved(&self, tx: &mut PgConnection, viewer: &Viewer) -> Result<bool> {
        if proved_opener(viewer, &self.facts()) {
            return Ok(true);
        }
        let linked = sqlx::query_scalar!(
            r#"select exists (select from session_grant where session_id = $1 and kind = 'case' and subject = $2 and proof = 'link') as "there!""#,
            viewer.session.as_deref(),
            self.id.to_string()
        );
        Ok(!self.invited && linked.fetch_one(tx).await?)
    }

    pub(super) fn facts(&self) -> CaseFacts<'_> {
        CaseFacts {
            id: self.id,
            department: &self.state.department,
            owner: self.state.owner.as_ref().map(|owner| owner.id.as_str()),
            opener_address: self.opener_address.as_deref(),
            opener_passenger: self.opener_passenger.as_deref(),
            also: &self.also,
            invited: self.invited,
        }
    }
}

impl Row {
    fn into_file(self) -> Result<CaseFile> {
        let state = State {
            kind: known(&self.kind, Kind::parse)?,
            topic: known(&self.topic, Topic::parse)?,
            channel: known(&self.channel, Channel::parse)?,
            subject: self.subject,
            status: known(&self.status, Status::parse)?,
            level: u8::try_from(self.level).unwrap_or(1),
            priority: known(&self.priority, Priority::parse)?,
            department: self.department,
            owner: self.owner.map(|id| Person { id: id.to_string(), name: self.owner_name.unwrap_or_default() }),
            opened_at: self.opened_at.to_jiff(),
            reply_by: self.reply_by.map(jiff_sqlx::Timestamp::to_jiff),
            closed_at: self.closed_at.map(jiff_sqlx::Timestamp::to_jiff),
            last_seq: self.last_seq,
            last_public_seq: self.last_public_seq,
            last_at: self.last_at.to_jiff(),
        };
        let flight = match (self.carrier, self.number, self.flight_date) {
            (Some(carrier), Some(number), Some(date)) => Some((carrier, number, date.to_jiff())),
            _ => None,
        };
        let opener_passenger = self.opener_passenger.map(|id| id.to_string());
        let also =
            also_written_to(self.opener_address.as_deref(), opener_passenger.as_deref(), self.merged.iter().filter_map(|one| opener(one)));
        Ok(CaseFile {
            id: self.id,
            reference: self.reference,
            state,
            person_name: self.person_name,
            language: Locale::from_tag(&self.language).unwrap_or_default(),
            opener_address: self.opener_address,
            opener_passenger,
            also,
            locator: self.locator,
            flight,
            bag_tag: self.bag_tag,
            invited: self.invited.unwrap_or_default(),
        })
    }
}

/// Whether the viewer may read a case.
pub(crate) async fn reads(db: &mut PgConnection, viewer: &Viewer, reference: &str) -> Result<bool> {
    match CaseFile::read(db, viewer, reference, CaseAction::Read).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound | Error::Forbidden) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whoever opened a case merged with this one, from "en <passenger> wang@example.com".
fn opener(told: &str) -> Option<Opener> {
    let mut parts = told.splitn(3, ' ');
    let (language, passenger, address) = (parts.next()?, parts.next()?, parts.next()?);
    let passenger = (!passenger.is_empty()).then(|| passenger.to_owned());
    Some(Opener { address: address.to_owned(), passenger, language: Locale::from_tag(language).unwrap_or_default() })
}

/// A mistyped reference names no case: the page says so as for any other that does not exist.
fn parse(reference: &str) -> Result<Reference> {
    Reference::parse(reference).map_err(|_| Error::NotFound)
}

/// Reads a word the schema's own check has let in.
pub(crate) fn known<T>(word: &str, parse: fn(&str) -> Option<T>) -> Result<T> {
    parse(word).ok_or_else(|| Error::Internal(format!("unknown word in case_file: {word}")))
}
