//! How a report goes on: steps recorded by staff, a word a day while its owner waits, and what counts as lost (BAG-5).

use super::deliver::with_code;
use super::of_case::airport_of;
use crate::cases::{self, CaseFile};
use crate::outbox::Letter;
use crate::{Error, PgPool, Result, audit};
use domain::bag::{LOST_AFTER, Problem, Stage, daily};
use domain::case::{BagReport, BagStep, Notice};
use domain::rights::Viewer;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Whoever waits hears again within this.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Characters of what is said with a step.
pub(super) const WORDS_LONGEST: usize = 800;
/// Reports looked at in one go.
const AT_ONCE: i64 = 200;

/// A step staff record.
#[derive(Debug, Clone)]
pub struct NextStep<'a> {
    /// How far it is now.
    pub stage: Option<Stage>,
    /// Where: three letters; empty for the station of the report.
    pub airport: &'a str,
    /// What else its owner should know.
    pub words: &'a str,
}

/// A report whose row is locked.
pub(super) struct Locked {
    pub(super) id: i64,
    pub(super) pir: String,
    pub(super) problem: Problem,
    pub(super) stage: Stage,
    pub(super) tag: String,
    pub(super) station: String,
    opened_at: Timestamp,
    told_at: Timestamp,
    expected_on: Date,
}

/// What is told of a step.
pub(super) struct Said<'a> {
    pub(super) stage: Stage,
    /// What is told instead of the stage, where that has not changed.
    pub(super) named: Option<&'static str>,
    pub(super) airport: &'a str,
    pub(super) words: &'a str,
    pub(super) day: Option<i64>,
    pub(super) by: Option<Uuid>,
}

/// Records a step: its owner is told in the case and by letter, and hears again within a day while they wait. That a bag was handed over is
/// confirmed by its owner's code, not here; that it counts as lost comes by its time.
///
/// # Errors
/// `Invalid` for `stage`, `airport` and `words`; `Conflict` where the report is further than that; those of a case.
pub async fn step(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, next: NextStep<'_>) -> Result<()> {
    let words = next.words.trim();
    if words.chars().count() > WORDS_LONGEST {
        return Err(Error::invalid("words", "report-too-long"));
    }
    let stage = next.stage.filter(|stage| !matches!(stage, Stage::Delivered | Stage::Lost));
    let stage = stage.ok_or_else(|| Error::invalid("stage", "bag-step-missing"))?;
    let mut tx = db.begin().await?;
    let mut file = cases::worked_on(&mut tx, viewer, now, reference).await?;
    let report = lock(&mut tx, file.id).await?;
    if !report.stage.may_become(stage) {
        return Err(Error::Conflict("bag-step-moved"));
    }
    if stage == Stage::OutForDelivery {
        with_code(&mut tx, &report).await?;
    }
    let airport = airport_of(&mut tx, next.airport, &report.station).await?;
    let by = viewer.staff().and_then(|member| Uuid::parse_str(&member.id).ok());
    let said = Said { stage, named: None, airport: &airport, words, day: None, by };
    told(&mut tx, &mut file, &report, now, said).await?;
    if stage == Stage::Open {
        release(&mut tx, &report, now, by).await?;
    }
    let detail = json!({ "pir": report.pir, "stage": stage.as_str() });
    audit::record(&mut tx, viewer, now, "bag_step", "case", reference, detail).await?;
    tx.commit().await?;
    Ok(())
}

/// A report that is open again has no bag: the one it was taken for is on hand again, and may be somebody else's.
async fn release(tx: &mut PgConnection, report: &Locked, now: Timestamp, by: Option<Uuid>) -> Result<()> {
    sqlx::query!(
        "update on_hand set state = 'held', report_id = null, keyed = false where report_id = $1 and state = 'matched'",
        report.id
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update bag_match set state = 'rejected', decided_by = $2, decided_at = $3 where report_id = $1 and state = 'confirmed'",
        report.id,
        by,
        now.to_sqlx() as _
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("update baggage_report set keyed = false where id = $1", report.id).execute(tx).await?;
    Ok(())
}

/// Locks the report of a locked case.
pub(super) async fn lock(tx: &mut PgConnection, case: i64) -> Result<Locked> {
    let row = sqlx::query!(
        "select id, pir, problem, stage, tag, station, opened_at, told_at, expected_on from baggage_report where case_id = $1 for update",
        case
    );
    let row = row.fetch_optional(tx).await?.ok_or(Error::NotFound)?;
    let unknown = |word: &str| Error::Internal(format!("unknown word in baggage_report: {word}"));
    Ok(Locked {
        id: row.id,
        problem: Problem::parse(&row.problem).ok_or_else(|| unknown(&row.problem))?,
        stage: Stage::parse(&row.stage).ok_or_else(|| unknown(&row.stage))?,
        pir: row.pir,
        tag: row.tag.unwrap_or_default(),
        station: row.station,
        opened_at: row.opened_at.to_jiff(),
        told_at: row.told_at.to_jiff(),
        expected_on: row.expected_on.to_jiff(),
    })
}

/// Writes a step down, tells it, and plans when to look again.
pub(super) async fn told(tx: &mut PgConnection, file: &mut CaseFile, report: &Locked, now: Timestamp, said: Said<'_>) -> Result<()> {
    let waiting = said.stage.waiting() && report.problem.searched();
    let look_at = waiting.then(|| report.opened_at + DAY * days(report.opened_at, now).saturating_add(1));
    sqlx::query!(
        "insert into baggage_step (report_id, place, at, stage, day, airport, words, staff_id)
         select $1, coalesce(max(place), 0) + 1, $2, $3, $4, $5, $6, $7 from baggage_step where report_id = $1",
        report.id,
        now.to_sqlx() as _,
        said.stage.as_str(),
        said.day,
        said.airport,
        said.words,
        said.by,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "update baggage_report set stage = $2, told_at = $3, look_at = $4 where id = $1",
        report.id,
        said.stage.as_str(),
        now.to_sqlx() as _,
        look_at.map(ToSqlx::to_sqlx) as _,
    )
    .execute(&mut *tx)
    .await?;
    let stage = said.named.unwrap_or(said.stage.as_str()).to_owned();
    let of = BagReport { pir: report.pir.clone(), stage: stage.clone(), day: said.day, words: said.words.to_owned() };
    let notice = Notice::Bag { tag: report.tag.clone(), airport: said.airport.to_owned(), step: before(said.stage), report: Some(of) };
    let letter = Letter::BagProgress {
        reference: file.reference.clone(),
        pir: report.pir.clone(),
        stage,
        airport: said.airport.to_owned(),
        day: said.day,
        words: said.words.to_owned(),
    };
    cases::tell(tx, file, now, notice, letter, waiting.then(|| now + DAY)).await
}

/// What a version from before reports reads instead.
const fn before(stage: Stage) -> BagStep {
    match stage {
        Stage::Open | Stage::Found | Stage::Lost | Stage::Closed => BagStep::Traced,
        Stage::OnItsWay => BagStep::Loaded,
        Stage::OutForDelivery | Stage::Delivered => BagStep::Courier,
    }
}

fn days(since: Timestamp, now: Timestamp) -> i32 {
    i32::try_from(now.duration_since(since).as_secs().div_euclid(DAY.as_secs())).unwrap_or_default()
}

/// A word to everybody who waits and has not heard for a day, and what is not found in time counts as lost. Each once, however many
/// processes look; answers with how many were told.
///
/// # Errors
/// Those of the database.
pub async fn tell_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let due = sqlx::query_scalar!(
        "select case_id from baggage_report where look_at <= $1 order by look_at limit $2",
        now.to_sqlx() as _,
        AT_ONCE
    );
    let mut all = 0;
    for case in due.fetch_all(db).await? {
        all += u64::from(tell_one(db, now, case).await?);
    }
    Ok(all)
}

async fn tell_one(db: &PgPool, now: Timestamp, case: i64) -> Result<bool> {
    let mut tx = db.begin().await?;
    let mut file = cases::locked(&mut tx, case).await?;
    let report = lock(&mut tx, case).await?;
    let airport = report.station.clone();
    let day = daily(report.stage, report.opened_at, report.told_at, now);
    let said = |stage, day| Said { stage, named: None, airport: &airport, words: "", day, by: None };
    let next = match day {
        // what is settled otherwise is told by whoever settled it
        _ if !file.state.status.is_open() || !report.problem.searched() => None,
        _ if report.stage == Stage::Open && lost(report.expected_on, now) => Some(said(Stage::Lost, None)),
        Some(day) => Some(said(report.stage, Some(day))),
        None => None,
    };
    let tells = next.is_some();
    match next {
        Some(said) => told(&mut tx, &mut file, &report, now, said).await?,
        None => {
            let again = (report.stage.waiting() && report.problem.searched())
                .then(|| report.opened_at + DAY * days(report.opened_at, now).saturating_add(1));
            let again = again.map(ToSqlx::to_sqlx);
            sqlx::query!("update baggage_report set look_at = $2 where id = $1", report.id, again as _).execute(&mut *tx).await?;
        }
    }
    tx.commit().await?;
    Ok(tells)
}

/// Whether the days are over after which a bag that has not come counts as lost.
fn lost(expected_on: Date, now: Timestamp) -> bool {
    let last = expected_on.checked_add(LOST_AFTER.days()).unwrap_or(Date::MAX);
    now.to_zoned(TimeZone::UTC).date() > last
}
