//! An invitation as whoever holds its link sees it. Looking spends nothing: mail scanners follow links.

use super::form;
use crate::access::Token;
use crate::{Error, PgPool, Result};
use domain::rights::Viewer;
use domain::survey::{Answer, Answers, Facts, Form, Part};
use jiff::Timestamp;
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How somebody came to the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// By the link of a letter.
    Mail,
    /// From a page of the portal.
    Page,
    /// Read out by somebody of ours, who writes down the answers.
    Telephone,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Mail, Self::Page, Self::Telephone];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Page => "page",
            Self::Telephone => "telephone",
        }
    }

    /// Reads what [`Channel::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text)
    }
}

/// What can be done with an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It waits to be answered.
    Open,
    /// It has been answered.
    Done,
    /// Begun on the telephone, and answered by the passenger meanwhile.
    Theirs,
    /// It has run out.
    Expired,
}

/// An invitation with its questions and what is answered so far.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Row id.
    pub invitation: Uuid,
    /// What can be done with it.
    pub standing: Standing,
    /// How this link came to whoever holds it.
    pub channel: Channel,
    /// The questions, as they were when they were invited.
    pub form: Form,
    /// What the questions depend on and are filled from.
    pub facts: Facts,
    /// So far.
    pub answers: Answers,
    /// They want to hear what became of it.
    pub tell: bool,
    /// The booking it is about, by locator.
    pub trip: Option<String>,
    /// Which survey, by id.
    pub(super) survey: String,
    /// Who of ours reads the questions out.
    pub(super) staff: Option<Uuid>,
}

/// What a link leads to. That of a telephone call opens for whoever began it and for nobody else.
///
/// # Errors
/// `NotFound` for a token that is none of ours; `SignInFirst` and `Forbidden` for the link of a colleague's call; `Conflict` where the
/// passenger has begun to answer themselves; those of the database.
pub async fn sheet(db: &PgPool, viewer: &Viewer, now: Timestamp, token: &str) -> Result<Sheet> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut db = db.acquire().await?;
    read(&mut db, viewer, now, &token).await
}

/// The same in a transaction that has locked it.
pub(super) async fn read(db: &mut PgConnection, viewer: &Viewer, now: Timestamp, token: &Token) -> Result<Sheet> {
    let row = sqlx::query!(
        r#"select i.id, i.survey, i.facts, i.locator, i.expires_at, i.done_at is not null as "done!", i.tell, l.channel, l.staff_id, v.form
             from survey_link l join survey_invitation i on i.id = l.invitation
             join survey_version v on v.survey = i.survey and v.number = i.version
            where l.token_hash = $1"#,
        token.hash(),
    );
    let row = row.fetch_optional(&mut *db).await?.ok_or(Error::NotFound)?;
    let channel = Channel::parse(&row.channel).unwrap_or(Channel::Mail);
    if channel == Channel::Telephone {
        own_call(viewer, row.staff_id)?;
    }
    let telephone = channel == Channel::Telephone;
    let themselves = answered_themselves(db, row.id).await?;
    let form = form(row.form)?;
    let standing = match (row.done, row.expires_at.to_jiff() <= now) {
        (true, _) => Standing::Done,
        (false, true) => Standing::Expired,
        (false, false) if telephone && themselves => Standing::Theirs,
        (false, false) => Standing::Open,
    };
    // what was noted in a call that came to nothing is not what the passenger says
    let answers = if standing == Standing::Open && telephone != themselves { answers(db, row.id, &form).await? } else { Answers::new() };
    Ok(Sheet {
        invitation: row.id,
        standing,
        channel,
        form,
        facts: serde_json::from_value::<Facts>(row.facts).map_err(|error| Error::Internal(error.to_string()))?,
        answers,
        tell: row.tell,
        trip: row.locator,
        survey: row.survey,
        staff: row.staff_id,
    })
}

/// The link of a call is no way in for whoever finds it.
fn own_call(viewer: &Viewer, began: Option<Uuid>) -> Result<()> {
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    let same = began.is_some_and(|began| Uuid::parse_str(&member.id).is_ok_and(|id| id == began));
    if same { Ok(()) } else { Err(Error::Forbidden) }
}

/// Whether answers came by a link of the passenger's own: those are read when they are sent, and changed by nobody.
pub(super) async fn answered_themselves(db: &mut PgConnection, invitation: Uuid) -> Result<bool> {
    let answered = sqlx::query_scalar!(
        r#"select exists (select from survey_link where invitation = $1 and channel <> 'telephone' and answered_at is not null) as "answered!""#,
        invitation
    );
    Ok(answered.fetch_one(db).await?)
}

/// What is answered so far.
pub(crate) async fn answers(db: &mut PgConnection, invitation: Uuid, form: &Form) -> Result<Answers> {
    let rows =
        sqlx::query!("select question, item, number, words from survey_answer where invitation = $1 order by question, item", invitation);
    let mut parts: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    for row in rows.fetch_all(db).await? {
        parts.entry(row.question).or_default().push(Part { item: row.item, number: row.number.map(i64::from), words: row.words });
    }
    let kind = |id: &str| form.questions.get(form.place(id)?).map(|question| question.kind);
    Ok(parts.into_iter().filter_map(|(id, parts)| Some((id.clone(), Answer::from_parts(kind(&id)?, parts)))).collect())
}
