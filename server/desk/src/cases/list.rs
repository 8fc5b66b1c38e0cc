//! Cases in lists: mine, and earlier ones of the same person.

use super::file::{CaseFile, known};
use crate::audit;
use crate::{Error, PgPool, Result};
use domain::case::{CaseId, Kind, Stage, Status, search};
use domain::rights::Viewer;
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// The most of one's own cases shown at once; the search finds the rest.
const MOST: i64 = 100;

/// A case in a list, as everybody concerned may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// One line.
    pub subject: String,
    /// What sort.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// Whether it is open.
    pub open: bool,
    /// Who has it.
    pub owner: Option<String>,
    /// By when we reply.
    pub reply_by: Option<Timestamp>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed, while it is.
    pub closed_at: Option<Timestamp>,
    /// The case it goes on in, if it does.
    pub merged_into: Option<String>,
}

/// My cases, open and closed apart, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mine {
    /// Somebody still owes something.
    pub open: Vec<Brief>,
    /// Done.
    pub closed: Vec<Brief>,
}

struct Row {
    reference: String,
    subject: String,
    kind: String,
    status: String,
    owner_name: Option<String>,
    reply_by: Option<jiff_sqlx::Timestamp>,
    opened_at: jiff_sqlx::Timestamp,
    closed_at: Option<jiff_sqlx::Timestamp>,
    merged_into: Option<String>,
}

impl Row {
    fn brief(self) -> Result<Brief> {
        let status = known(&self.status, Status::parse)?;
        Ok(Brief {
            reference: self.reference,
            subject: self.subject,
            kind: known(&self.kind, Kind::parse)?,
            stage: status.stage().with_owner(self.owner_name.is_some()),
            merged_into: self.merged_into,
            open: status.is_open(),
            owner: self.owner_name,
            reply_by: self.reply_by.map(jiff_sqlx::Timestamp::to_jiff),
            opened_at: self.opened_at.to_jiff(),
            closed_at: self.closed_at.map(jiff_sqlx::Timestamp::to_jiff),
        })
    }
}

/// The viewer's cases: for a passenger those they opened or were invited to, for staff those they have.
/// `words` searches references, subjects, names and messages, never notes.
///
/// # Errors
/// Those of the database.
pub async fn mine(db: &PgPool, viewer: &Viewer, now: Timestamp, words: &str) -> Result<Mine> {
    // few are theirs: a word half typed finds at once what begins so
    let query = search::beginning(words).or_else(|| search::query(words));
    if query.is_none() && !words.trim().is_empty() {
        return Ok(Mine::default());
    }
    let none = domain::rights::Grants::default();
    let grants = viewer.grants().unwrap_or(&none);
    let passengers: Vec<Uuid> = grants.passengers.iter().filter_map(|id| id.parse().ok()).collect();
    let staff: Option<Uuid> = viewer.staff().and_then(|member| member.id.parse().ok());
    let cases: &[CaseId] = &grants.cases;
    let mut tx = db.begin().await?;
    let rows = sqlx::query_as!(
        Row,
        r#"select f.reference, f.subject, f.kind, f.status, s.name as "owner_name?", f.reply_by, f.opened_at, f.closed_at,
                  (select into_file.reference from case_merge m join case_file into_file on into_file.id = m.into_id where m.case_id = f.id) as merged_into
             from case_file f left join staff s on s.id = f.owner
            where (f.opener_address = any($1) or f.opener_passenger = any($2) or f.id = any($3) or (f.owner = $4 and f.status <> 'closed'))
              and ($5::text is null or f.search @@ $5::text::tsquery)
            order by f.id desc limit $6"#,
        &grants.contacts,
        &passengers,
        cases,
        staff,
        query,
        MOST,
    )
    .fetch_all(&mut *tx)
    .await?;
    let detail = json!({ "query": words.trim(), "count": rows.len() });
    audit::look(&mut tx, viewer, now, "list", "case", "", detail).await?;
    tx.commit().await?;
    let mut mine = Mine::default();
    for row in rows {
        let brief = row.brief()?;
        if brief.open { mine.open.push(brief) } else { mine.closed.push(brief) }
    }
    Ok(mine)
}

/// Other cases of the same person or booking, newest first; part of looking at the case, and so of its
/// audit row. Subjects of cases outside the viewer's rights are theirs to see too: one person, one story.
///
/// # Errors
/// `SignInFirst` for anybody but staff; those of the database.
pub async fn earlier(db: &PgPool, viewer: &Viewer, file: &CaseFile) -> Result<Vec<Brief>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let passenger: Option<Uuid> = file.opener_passenger.as_deref().and_then(|id| id.parse().ok());
    let rows = sqlx::query_as!(
        Row,
        r#"select f.reference, f.subject, f.kind, f.status, s.name as "owner_name?", f.reply_by, f.opened_at, f.closed_at,
                  (select into_file.reference from case_merge m join case_file into_file on into_file.id = m.into_id where m.case_id = f.id) as merged_into
             from case_file f left join staff s on s.id = f.owner
            where f.id <> $1 and (f.opener_address = $2 or f.opener_passenger = $3 or f.locator = $4)
            order by f.id desc limit 10"#,
        file.id,
        file.opener_address,
        passenger,
        file.locator,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::brief).collect()
}
