//! Answering: kept as it is given, sent once.

use super::asked::{Channel, Standing, answered_themselves, read};
use super::{Sheet, asked};
use crate::access::Token;
use crate::{Error, PgPool, Result, audit, reports};
use domain::locale::Locale;
use domain::rights::Viewer;
use domain::survey::{Answer, Kind, Layout, Occasion, Question, walk};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// What somebody has filled in.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Answers by place of their questions; those given before are replaced.
    pub answers: Vec<(usize, Answer)>,
    /// Whether they want to hear what became of it, where they were asked.
    pub tell: Option<bool>,
    /// They have pressed "Send". A questionnaire of one page is sent as soon as it is complete, unless it is answered a question at a time.
    pub send: bool,
    /// A question at a time, whatever the questionnaire has.
    pub one: bool,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is kept, and there is more to answer or to send.
    Kept,
    /// It is sent: now, or before.
    Sent,
}

/// Keeps answers, and sends all of them where they are complete. The same again changes nothing; what has been sent stays.
///
/// # Errors
/// `NotFound` for a token that is none of ours; `Conflict` where it has run out, is sent before it is complete, or other words were sent
/// already; those of [`super::sheet`].
pub async fn answer(db: &PgPool, viewer: &Viewer, now: Timestamp, locale: Locale, token: &str, given: &Given) -> Result<Outcome> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut tx = db.begin().await?;
    // two who answer at once follow each other
    let locked = sqlx::query_scalar!(
        "select i.id from survey_link l join survey_invitation i on i.id = l.invitation where l.token_hash = $1 for update of i",
        token.hash(),
    );
    locked.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let sheet = read(&mut tx, viewer, now, &token).await?;
    match sheet.standing {
        Standing::Done if new_words(&mut tx, &sheet, &given.answers).await? => return Err(Error::Conflict("survey-done")),
        Standing::Done => return Ok(Outcome::Sent),
        Standing::Expired => return Err(Error::Conflict("survey-expired")),
        Standing::Theirs => return Err(Error::Conflict("survey-theirs")),
        Standing::Open => {}
    }
    if sheet.channel != Channel::Telephone && !answered_themselves(&mut tx, sheet.invitation).await? {
        sqlx::query!("delete from survey_answer where invitation = $1", sheet.invitation).execute(&mut *tx).await?;
    }
    keep(&mut tx, &sheet, &given.answers).await?;
    sqlx::query!("update survey_link set answered_at = coalesce(answered_at, $2) where token_hash = $1", token.hash(), now.to_sqlx() as _)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "update survey_invitation set first_answer_at = coalesce(first_answer_at, $2), tell = coalesce($3, tell) where id = $1",
        sheet.invitation,
        now.to_sqlx() as _,
        given.tell,
    )
    .execute(&mut *tx)
    .await?;
    let answers = asked::answers(&mut tx, sheet.invitation, &sheet.form).await?;
    let walk = walk(&sheet.form, &sheet.facts, &answers);
    let complete = walk.next.is_none();
    if given.send && !complete {
        tx.commit().await?;
        return Err(Error::Conflict("survey-not-complete"));
    }
    let sent = complete && (given.send || sheet.form.layout == Layout::OneScreen && !given.one);
    if sent {
        let counted = walk.counted(&sheet.form, &answers);
        let counted = counted.iter().filter_map(|(place, _)| Some(sheet.form.questions.get(*place)?.id.clone())).collect::<Vec<_>>();
        send(&mut tx, viewer, now, locale, &sheet, &counted).await?;
    }
    tx.commit().await?;
    Ok(if sent { Outcome::Sent } else { Outcome::Kept })
}

/// Whether somebody says something in words that is not among what was sent.
async fn new_words(tx: &mut PgConnection, sheet: &Sheet, given: &[(usize, Answer)]) -> Result<bool> {
    let sent = asked::answers(tx, sheet.invitation, &sheet.form).await?;
    Ok(given.iter().any(|(place, answer)| {
        let question = sheet.form.questions.get(*place);
        matches!(answer, Answer::Words(words) if !words.trim().is_empty())
            && question.is_some_and(|question| sent.get(&question.id) != Some(answer))
    }))
}

/// The columns of the rows of some answers.
#[derive(Default)]
struct Columns {
    question: Vec<String>,
    item: Vec<String>,
    kind: Vec<String>,
    number: Vec<Option<i16>>,
    words: Vec<Option<String>>,
    measure: Vec<Option<String>>,
    touchpoint: Vec<Option<String>>,
}

impl Columns {
    fn add(&mut self, question: &Question, answer: &Answer) {
        let measure = question.kind.measure().map(|measure| measure.as_str().to_owned());
        for part in answer.parts() {
            let row = question.kind == Kind::Matrix && !part.item.is_empty();
            self.question.push(question.id.clone());
            self.touchpoint.push(if row { Some(part.item.clone()) } else { question.touchpoint.clone() });
            self.item.push(part.item);
            self.kind.push(question.kind.as_str().to_owned());
            self.number.push(part.number.and_then(|number| i16::try_from(number).ok()));
            self.words.push(part.words);
            self.measure.push(measure.clone());
        }
    }
}

async fn keep(tx: &mut PgConnection, sheet: &Sheet, given: &[(usize, Answer)]) -> Result<()> {
    let mut columns = Columns::default();
    for (place, answer) in given {
        if let Some(question) = sheet.form.questions.get(*place) {
            columns.add(question, answer);
        }
    }
    sqlx::query!("delete from survey_answer where invitation = $1 and question = any($2)", sheet.invitation, &columns.question)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "insert into survey_answer (invitation, survey, question, item, kind, number, words, measure, touchpoint)
         select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::smallint[], $7::text[], $8::text[], $9::text[])",
        sheet.invitation,
        sheet.survey,
        &columns.question,
        &columns.item,
        &columns.kind,
        &columns.number as _,
        &columns.words as _,
        &columns.measure as _,
        &columns.touchpoint as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Only what was asked on their way counts: what they said on a branch they left again is forgotten.
async fn send(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, locale: Locale, sheet: &Sheet, counted: &[String]) -> Result<()> {
    let month = first_of_month(now);
    sqlx::query!("delete from survey_answer where invitation = $1 and question <> all($2)", sheet.invitation, counted)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("update survey_answer set month = $2 where invitation = $1", sheet.invitation, month.to_sqlx() as _)
        .execute(&mut *tx)
        .await?;
    let telephone = sheet.channel == Channel::Telephone;
    sqlx::query!(
        "update survey_invitation set done_at = $2, month = $3, channel = $4, entered_by = $5, answer_locale = coalesce($6, locale), figured = true where id = $1",
        sheet.invitation,
        now.to_sqlx() as _,
        month.to_sqlx() as _,
        sheet.channel.as_str(),
        sheet.staff.filter(|_| telephone),
        // what is written down on the telephone was asked in the passenger's language, whatever the page of whoever asks is in
        (!telephone).then(|| locale.tag()),
    )
    .execute(&mut *tx)
    .await?;
    reports::keep(tx, &[sheet.invitation]).await?;
    if telephone {
        audit::record(tx, viewer, now, "survey_entered", "survey", &sheet.invitation.to_string(), json!({ "survey": sheet.survey }))
            .await?;
    }
    Ok(())
}

fn first_of_month(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date().first_of_month()
}

/// The version of a survey people are invited to now.
pub(super) struct Current {
    pub(super) survey: String,
    pub(super) version: i32,
    pub(super) error: i16,
}

/// The survey asked on an occasion: of several the one published last; none: nobody is asked.
pub(super) async fn current(tx: &mut PgConnection, occasion: Occasion) -> Result<Option<Current>> {
    let row = sqlx::query!(
        "select s.id, s.error, v.number from survey s join survey_version v on v.survey = s.id and v.state = 'published'
          where s.occasion = $1 and s.withdrawn_at is null order by v.published_at desc, v.number desc limit 1",
        occasion.as_str(),
    );
    Ok(row.fetch_optional(tx).await?.map(|row| Current { survey: row.id, version: row.number, error: row.error }))
}

/// A new link to an invitation.
pub(super) async fn link(tx: &mut PgConnection, now: Timestamp, invitation: Uuid, channel: Channel, staff: Option<Uuid>) -> Result<Token> {
    let token = Token::random();
    sqlx::query!(
        "insert into survey_link (token_hash, invitation, channel, staff_id, created_at) values ($1, $2, $3, $4, $5)",
        token.hash(),
        invitation,
        channel.as_str(),
        staff,
        now.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(token)
}
