//! The report a case is about.

use crate::cases::reads;
use crate::{Error, PgPool, Result};
use domain::bag::{BrokenPart, Damage, Pir, Problem, Severity, Stage};
use domain::case::CaseId;
use domain::rights::Viewer;
use jiff::Timestamp;
use sqlx::PgConnection;

/// A report as everybody in its case sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Row id of its case.
    pub case: CaseId,
    /// `EWRLD12345`.
    pub pir: Pir,
    /// What is wrong.
    pub problem: Problem,
    /// How far it is.
    pub stage: Stage,
    /// The airport it came to, or should have come to.
    pub station: String,
    /// When it was made.
    pub opened_at: Timestamp,
    /// What is broken.
    pub damage: Option<Damage>,
    /// Other bags' reports made together with it.
    pub beside: Vec<Pir>,
}

/// The report of a case; none where it is about something else. Whoever asks has the case open.
///
/// # Errors
/// Those of the database.
pub async fn report_of(db: &PgPool, reference: &str) -> Result<Option<Report>> {
    let row = sqlx::query!(
        r#"select r.case_id, r.pir, r.problem, r.stage, r.station, r.opened_at, r.damage_parts, r.damage_severity,
                array(select o.pir from baggage_report o
                       where o.pir <> r.pir and (o.pir = r.beside or o.beside = r.pir or o.beside = r.beside) order by o.pir) as "beside!"
           from baggage_report r join case_file f on f.id = r.case_id where f.reference = $1"#,
        reference
    );
    let Some(row) = row.fetch_optional(db).await? else { return Ok(None) };
    let unknown = |word: &str| Error::Internal(format!("unknown word in baggage_report: {word}"));
    Ok(Some(Report {
        case: row.case_id,
        pir: row.pir.parse().map_err(|()| unknown(&row.pir))?,
        problem: Problem::parse(&row.problem).ok_or_else(|| unknown(&row.problem))?,
        stage: Stage::parse(&row.stage).ok_or_else(|| unknown(&row.stage))?,
        station: row.station,
        opened_at: row.opened_at.to_jiff(),
        damage: broken(&row.damage_parts, row.damage_severity.as_deref()),
        beside: row.beside.iter().filter_map(|pir| pir.parse().ok()).collect(),
    }))
}

/// What is broken, as it is stored.
pub(crate) fn broken(parts: &[String], severity: Option<&str>) -> Option<Damage> {
    Damage::new(parts.iter().filter_map(|part| BrokenPart::parse(part)).collect(), Severity::parse(severity?)?)
}

/// The case of a report, by the reference airlines share, where the viewer may read it.
///
/// # Errors
/// Those of the database.
pub async fn case_of(db: &PgPool, viewer: &Viewer, pir: &Pir) -> Result<Option<String>> {
    let found =
        sqlx::query_scalar!("select f.reference from baggage_report r join case_file f on f.id = r.case_id where r.pir = $1", pir.as_str());
    let Some(reference) = found.fetch_optional(db).await? else { return Ok(None) };
    let mut db = db.acquire().await?;
    Ok(reads(&mut db, viewer, &reference).await?.then_some(reference))
}

/// The airport somebody typed; where they typed none, the one given.
pub(super) async fn airport_of(tx: &mut PgConnection, typed: &str, otherwise: &str) -> Result<String> {
    let code = typed.trim().to_uppercase();
    if code.is_empty() {
        return Ok(otherwise.to_owned());
    }
    let known = sqlx::query_scalar!("select iata from airport where iata = $1", code).fetch_optional(tx).await?;
    known.ok_or_else(|| Error::invalid("airport", "report-airport-unknown"))
}
