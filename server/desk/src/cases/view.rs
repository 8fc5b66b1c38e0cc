//! Looking at a case.

use super::companion::{Companion, companions};
use super::delivery::{Sending, sendings};
use super::departments::Department;
use super::entries;
use super::file::CaseFile;
use super::mail::{self, Beside};
use super::social::{self, There, Thread};
use super::together::{Sign, held, here, links, present, suggestions, whole};
use super::{colleagues, departments, earlier};
use crate::audit;
use crate::files::{self, FileOf};
use crate::{Error, PgPool, Result};
use domain::case::{Arranged, Audience, Channel, Entry, Kind, Priority, Stage, Status, Topic};
use domain::contact::is_beginning;
use domain::locale::Locale;
use domain::policy::STAFF_LONGEST;
use domain::rights::{CaseAction, CaseRole, Viewer};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// What everybody concerned sees of a case: no internal status, no priority, no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// One line.
    pub subject: String,
    /// What sort.
    pub kind: Kind,
    /// How it came in.
    pub channel: Channel,
    /// Where it stands.
    pub stage: Stage,
    /// Which department has it.
    pub department: Department,
    /// Who has it, by name.
    pub owner: Option<String>,
    /// Who opened it.
    pub person_name: String,
    /// They gave no name: what stands for it is the beginning of their address.
    pub nameless: bool,
    /// The language they write in.
    pub language: Locale,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By when the passenger hears from us.
    pub reply_by: Option<Timestamp>,
    /// When it was closed, while it is.
    pub closed_at: Option<Timestamp>,
    /// Number of the newest entry this viewer may see.
    pub last_seq: i32,
    /// Booking it is about.
    pub locator: Option<String>,
    /// Flight it is about.
    pub flight: Option<(String, i32, Date)>,
    /// Bag it is about.
    pub bag_tag: Option<String>,
}

/// What staff see besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffView {
    /// Internal status.
    pub status: Status,
    /// Level of escalation.
    pub level: u8,
    /// How much it presses.
    pub priority: Priority,
    /// What about.
    pub topic: Topic,
    /// Who has it, by row id.
    pub owner: Option<String>,
    /// Where the passenger is written to.
    pub address: Option<String>,
    /// Where they are written to as well, while cases of theirs go on together.
    pub also: Vec<String>,
    /// Who can take it.
    pub colleagues: Vec<super::Colleague>,
    /// Other cases of the same person or booking, newest first.
    pub earlier: Vec<super::Brief>,
    /// What colleagues have arranged.
    pub arranged: Arranged,
    /// Cases linked, and cases about the same things.
    pub links: Vec<super::together::Linked>,
    /// Replies that have not left yet.
    pub held: Vec<super::together::Held>,
    /// Colleagues who are here too.
    pub present: Vec<super::together::Present>,
    /// Tags this department uses.
    pub tags: Vec<String>,
}

/// A case as one viewer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    /// What everybody sees.
    pub head: Head,
    /// What this viewer is to it, and so may do.
    pub role: CaseRole,
    /// The timeline as far as it is theirs to see, oldest first.
    pub entries: Vec<Entry>,
    /// What stands beside entries that came by mail.
    pub mail: Vec<Beside>,
    /// What became of the messages its entries caused, as far as they are this viewer's.
    pub sendings: Vec<Sending>,
    /// The files of these entries.
    pub files: Vec<FileOf>,
    /// The conversation on a network that this case is; for staff only.
    pub thread: Option<Thread>,
    /// What stands beside entries that are messages there; for staff only.
    pub there: Vec<There>,
    /// Every department, for the names of those it went through.
    pub departments: Vec<Department>,
    /// The case it goes on in, and those that go on in it.
    pub whole: super::together::Whole,
    /// Where the opener is written to; for the opener only.
    pub address: Option<String>,
    /// Who may read along; for the opener only.
    pub companions: Vec<Companion>,
    /// For staff only.
    pub staff: Option<StaffView>,
}

/// Opens the case page. A look by staff is written down (I7); a page that fetches itself again because
/// something changed (`live`) is the same look, as long as that one is on record.
///
/// # Errors
/// `NotFound` or, for staff of elsewhere, `Forbidden`; those of the database.
pub async fn view(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, live: bool) -> Result<CaseView> {
    let mut tx = db.begin().await?;
    let (file, role) = CaseFile::read(&mut tx, viewer, reference, CaseAction::Read).await?;
    let entries = entries::after(&mut *tx, file.id, 0, role.sees(Audience::Staff)).await?;
    let mail = mail::beside(&mut tx, file.id, &entries, role.is_staff()).await?;
    let sendings = sendings(&mut tx, &file, role).await?;
    let files = files::of_entries(&mut tx, file.id, &entries).await?;
    let (thread, there) = match role.is_staff() {
        true => (social::thread_of(&mut tx, &file).await?, social::beside(&mut tx, file.id, &entries).await?),
        false => (None, Vec::new()),
    };
    let all = departments(&mut *tx).await?;
    let companions = if role == CaseRole::Opener { companions(&mut *tx, now, file.id).await? } else { Vec::new() };
    look(&mut tx, viewer, now, &file.reference, live).await?;
    if !live {
        here(&mut tx, viewer, now, &file, Sign::Opened).await?;
    }
    tx.commit().await?;
    let staff = if role.is_staff() { Some(staff_view(db, viewer, now, &file, &entries).await?) } else { None };
    let whole = whole(db, file.id).await?;
    // the page counts from the newest entry it shows: a write between two reads is fetched, not missed
    let last_seq = entries.last().map_or(0, |entry| entry.seq);
    let address = file.opener_address.clone().filter(|_| role == CaseRole::Opener);
    Ok(CaseView {
        head: head(file, &all, last_seq)?,
        role,
        entries,
        mail,
        files,
        sendings,
        thread,
        there,
        departments: all,
        whole,
        address,
        companions,
        staff,
    })
}

/// Writes down that the viewer looks at a case; the same look, live, is written once.
pub(super) async fn look(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, reference: &str, live: bool) -> Result<()> {
    if live && on_record(tx, viewer, now, reference).await? {
        return Ok(());
    }
    audit::look(tx, viewer, now, "open", "case", reference, json!({})).await
}

/// Whether this session has opened the case within the last hours: then it stands open.
async fn on_record(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, reference: &str) -> Result<bool> {
    let Some(session) = viewer.session_name.as_deref().and_then(|name| Uuid::parse_str(name).ok()) else { return Ok(false) };
    let found = sqlx::query_scalar!(
        r#"select exists (select from audit where subject_kind = 'case' and subject = $1 and session_public_id = $2 and at > $3) as "found!""#,
        reference,
        session,
        (now - STAFF_LONGEST).to_sqlx() as _,
    );
    Ok(found.fetch_one(tx).await?)
}

fn head(file: CaseFile, departments: &[Department], last_seq: i32) -> Result<Head> {
    let state = file.state;
    let department = departments.iter().find(|department| department.id == state.department).cloned();
    Ok(Head {
        reference: file.reference,
        subject: state.subject,
        kind: state.kind,
        channel: state.channel,
        stage: state.status.stage().with_owner(state.owner.is_some()),
        department: department.ok_or_else(|| Error::Internal(format!("unknown department {}", state.department)))?,
        owner: state.owner.map(|owner| owner.name),
        nameless: state.channel == Channel::Email && is_beginning(&file.person_name, file.opener_address.as_deref()),
        person_name: file.person_name,
        language: file.language,
        opened_at: state.opened_at,
        reply_by: state.reply_by,
        closed_at: state.closed_at,
        last_seq,
        locator: file.locator,
        flight: file.flight,
        bag_tag: file.bag_tag,
    })
}

async fn staff_view(db: &PgPool, viewer: &Viewer, now: Timestamp, file: &CaseFile, entries: &[Entry]) -> Result<StaffView> {
    let (state, person) = (&file.state, viewer.staff().is_some());
    Ok(StaffView {
        status: state.status,
        level: state.level,
        priority: state.priority,
        topic: state.topic,
        owner: state.owner.as_ref().map(|owner| owner.id.clone()),
        address: file.opener_address.clone(),
        also: file.also.iter().map(|also| also.address.clone()).collect(),
        // a program sits at nobody's desk: it gets none of these
        colleagues: if person { colleagues(db, viewer).await? } else { Vec::new() },
        earlier: if person { earlier(db, viewer, file).await? } else { Vec::new() },
        links: if person { links(db, viewer, file).await? } else { Vec::new() },
        present: if person { present(db, viewer, now, file.id).await? } else { Vec::new() },
        tags: if person { suggestions(db, viewer, std::slice::from_ref(&file.state.department)).await? } else { Vec::new() },
        arranged: Arranged::of(entries),
        held: held(db, viewer, file.id).await?,
    })
}
