//! Somebody who misses two bags tells of the second what is different: flight, address and how to reach them are known from the first.

use super::of_case::report_of;
use crate::cases::{CaseFile, Draft};
use crate::{Error, PgPool, Result, audit};
use domain::bag::Pir;
use domain::rights::{CaseAction, CaseRole, Viewer, may_act_for_passengers};
use jiff::Timestamp;
use serde_json::json;
use sqlx::PgConnection;

/// The answer that says with which report this one is made.
pub const BESIDE: &str = "beside";

/// What a report of another bag begins with: the answers of the first that hold for both. Staff looking leave a row.
///
/// # Errors
/// `NotFound` where the case is no report, or not the viewer's to see; `Forbidden` for companions: where somebody stays is not theirs to
/// learn; those of the database.
pub async fn another(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str) -> Result<Draft> {
    let report = report_of(db, reference).await?.ok_or(Error::NotFound)?;
    let mut tx = db.begin().await?;
    let (file, role) = CaseFile::read(&mut tx, viewer, reference, CaseAction::Read).await?;
    if !reports(viewer, role) {
        return Err(Error::Forbidden);
    }
    let row = sqlx::query!(
        "select carrier, number, flight_date, expected_on, station, here, here_until, home, telephone, beside from baggage_report where case_id = $1",
        report.case
    );
    let row = row.fetch_one(&mut *tx).await?;
    audit::look(&mut tx, viewer, now, "bag_report", "case", &file.reference, json!({})).await?;
    tx.commit().await?;
    let day = row.flight_date.unwrap_or(row.expected_on).to_jiff().to_string();
    let flight = row.carrier.zip(row.number).map(|(carrier, number)| format!("{carrier}{number}"));
    let answers = [
        ("problem", report.problem.as_str().to_owned()),
        (BESIDE, row.beside.unwrap_or_else(|| report.pir.to_string())),
        ("flight", flight.unwrap_or_default()),
        ("flight_date", day),
        ("airport", row.station),
        ("here", row.here),
        ("here_until", row.here_until.map(|day| day.to_jiff().to_string()).unwrap_or_default()),
        ("home", row.home),
        ("telephone", row.telephone),
        ("name", file.person_name),
        ("email", file.opener_address.unwrap_or_default()),
        ("language", file.language.tag().to_owned()),
        ("trip", file.locator.map(|locator| format!("{locator}:")).unwrap_or_default()),
    ];
    Ok(answers.into_iter().filter(|(_, answer)| !answer.is_empty()).map(|(name, answer)| (name.to_owned(), answer)).collect())
}

fn reports(viewer: &Viewer, role: CaseRole) -> bool {
    role.may(CaseAction::Verdict) || role.is_staff() && may_act_for_passengers(viewer)
}

/// The report this one is made together with, where the viewer may say so.
pub(super) async fn made_with(tx: &mut PgConnection, viewer: &Viewer, told: &str) -> Result<Option<Pir>> {
    let Ok(pir) = told.parse::<Pir>() else { return Ok(None) };
    let case =
        sqlx::query_scalar!("select f.reference from baggage_report r join case_file f on f.id = r.case_id where r.pir = $1", pir.as_str());
    let Some(case) = case.fetch_optional(&mut *tx).await? else { return Ok(None) };
    match CaseFile::read(tx, viewer, &case, CaseAction::Read).await {
        Ok((_, role)) => Ok(Some(pir).filter(|_| reports(viewer, role))),
        Err(Error::NotFound | Error::Forbidden) => Ok(None),
        Err(error) => Err(error),
    }
}
