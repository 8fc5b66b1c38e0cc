//! Where a member of staff acts, and how far they had read it: nobody undoes unseen what a colleague just did.

use super::entries;
use super::file::CaseFile;
use crate::{Error, Result};
use domain::case::{Actor, Event, Status};
use domain::rights::Viewer;
use sqlx::PgConnection;

/// A case, and the newest entry of it on the page somebody acts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At<'a> {
    /// `LS-7K3M-9Q2F`.
    pub reference: &'a str,
    /// Number of the newest entry shown; `None` where nothing was shown, and nothing is compared.
    pub seen: Option<i32>,
}

impl<'a> From<&'a str> for At<'a> {
    fn from(reference: &'a str) -> Self {
        Self { reference, seen: None }
    }
}

impl<'a> From<&'a String> for At<'a> {
    fn from(reference: &'a String) -> Self {
        Self { reference, seen: None }
    }
}

/// What somebody who is writing a reply would want to have read first.
const fn is_news(event: &Event) -> bool {
    match event {
        Event::Message { .. } | Event::Verdict { .. } | Event::Assignment { .. } | Event::Note { act: None, .. } => true,
        Event::Status { to, .. } => matches!(to, Status::Closed | Status::Reopened),
        Event::Opened { .. }
        | Event::Note { act: Some(_), .. }
        | Event::Deadline { .. }
        | Event::Triage { .. }
        | Event::Notice { .. }
        | Event::Invitation { .. } => false,
    }
}

impl At<'_> {
    /// Refuses where anybody else has written or taken the case since: staff are asked once whether they mean what they
    /// wrote before that. In a case that is locked.
    pub(super) async fn unread(self, tx: &mut PgConnection, viewer: &Viewer, file: &CaseFile) -> Result<()> {
        let Some(seen) = self.seen.filter(|seen| *seen < file.state.last_seq) else { return Ok(()) };
        let me = viewer.staff().map(|member| member.id.as_str());
        let since = entries::after(tx, file.id, seen, true).await?;
        let news = since.into_iter().rev().filter(|entry| is_news(&entry.event)).find_map(|entry| match entry.actor {
            Actor::Staff(person) if Some(person.id.as_str()) != me => Some(person.name),
            Actor::Passenger(name) => Some(name),
            Actor::Staff(_) | Actor::System => None,
        });
        news.map_or(Ok(()), |by| Err(Error::Newer { by }))
    }

    /// Refuses where a colleague has done the same sort of thing since, in a case that is locked.
    pub(super) async fn still(self, tx: &mut PgConnection, viewer: &Viewer, file: &CaseFile, same: fn(&Event) -> bool) -> Result<()> {
        let Some(seen) = self.seen.filter(|seen| *seen < file.state.last_seq) else { return Ok(()) };
        let me = viewer.staff().map(|member| member.id.as_str());
        let since = entries::after(tx, file.id, seen, true).await?;
        let faster = since.into_iter().rev().filter(|entry| same(&entry.event)).find_map(|entry| match entry.actor {
            Actor::Staff(person) if Some(person.id.as_str()) != me => Some(person.name),
            _ => None,
        });
        match faster {
            Some(by) => Err(Error::Overtaken { by, owner: file.state.owner.as_ref().map(|owner| owner.name.clone()) }),
            None => Ok(()),
        }
    }
}
