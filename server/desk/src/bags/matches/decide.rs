//! Deciding whether two are one bag: confirmed, rejected, or taken back.

use super::super::step::{Locked, Said, WORDS_LONGEST, lock, told};
use crate::cases::{self, CaseFile};
use crate::{Error, PgPool, Result, audit};
use domain::bag::{Pir, Stage};
use domain::rights::{Viewer, may_keep_bags};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is the bag.
    Confirm,
    /// It is not; not to be offered again.
    Reject,
    /// It was not, after all.
    Undo,
}

impl Act {
    /// As forms say it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reject => "reject",
            Self::Undo => "undo",
        }
    }

    /// Reads what [`Act::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Confirm, Self::Reject, Self::Undo].into_iter().find(|act| act.as_str() == text)
    }
}

/// Decides whether a bag on hand is the one of a report. Confirmed, the report goes on to "found" and its owner is told, in the case and by
/// letter; taken back, before a courier has it, they are told that it is looked for again, with `words`. What is pressed twice is done once;
/// of two colleagues who decide differently the second is told.
///
/// # Errors
/// `Forbidden` for who does not look after bags; `Invalid` for `report` and `told`; `NotFound`; `Conflict` where a colleague was faster;
/// those of a case.
pub async fn decide(db: &PgPool, viewer: &Viewer, now: Timestamp, on_hand: i64, report: &str, act: Act, words: &str) -> Result<()> {
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    if !may_keep_bags(viewer) {
        return Err(Error::Forbidden);
    }
    let by = Uuid::parse_str(&member.id).map_err(|error| Error::Internal(error.to_string()))?;
    let words = words.trim();
    if words.chars().count() > WORDS_LONGEST {
        return Err(Error::invalid("told", "report-too-long"));
    }
    let unknown = || Error::invalid("report", "match-report-unknown");
    let pir: Pir = report.parse().map_err(|()| unknown())?;
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        r#"select f.id, coalesce(i.reference, f.reference) as "reference!"
             from baggage_report r join case_file f on f.id = r.case_id
             left join case_merge g on g.case_id = f.id left join case_file i on i.id = g.into_id
            where r.pir = $1"#,
        pir.as_str()
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or_else(unknown)?;
    // always in this order: case, report, bag
    let mut file = match act {
        Act::Reject => cases::opened_by(&mut tx, viewer, &row.reference).await?,
        Act::Confirm | Act::Undo => cases::worked_on(&mut tx, viewer, now, &row.reference).await?,
    };
    let report = lock(&mut tx, row.id).await?;
    let state = sqlx::query_scalar!("select state from on_hand where id = $1 for update", on_hand);
    let state = state.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let before = sqlx::query!("select state, decided_by from bag_match where report_id = $1 and on_hand_id = $2", report.id, on_hand);
    let before = before.fetch_optional(&mut *tx).await?.map(|row| (row.state, row.decided_by));
    let before = before.as_ref().map(|(state, by)| (state.as_str(), *by));
    let mine = |decided: &str| before == Some((decided, Some(by)));
    match act {
        Act::Confirm if mine("confirmed") => return Ok(()),
        Act::Reject | Act::Undo if mine("rejected") => return Ok(()),
        Act::Confirm => confirm(&mut tx, &mut file, &report, now, by, (on_hand, &state)).await?,
        Act::Reject if matches!(before, Some(("proposed", _))) => {}
        Act::Undo if matches!(before, Some(("confirmed", _))) => undo(&mut tx, &mut file, &report, now, by, (on_hand, words)).await?,
        Act::Reject | Act::Undo => return Err(Error::Conflict("match-decided")),
    }
    let decided = if act == Act::Confirm { "confirmed" } else { "rejected" };
    sqlx::query!(
        "insert into bag_match (report_id, on_hand_id, state, score, reasons, weighed_at, decided_by, decided_at) values ($1, $2, $3, 0, '[]', $5, $4, $5)
         on conflict (report_id, on_hand_id) do update set state = $3, decided_by = $4, decided_at = $5",
        report.id,
        on_hand,
        decided,
        by,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    let action = match act {
        Act::Confirm => "bag_matched",
        Act::Reject => "bag_match_rejected",
        Act::Undo => "bag_match_undone",
    };
    audit::record(&mut tx, viewer, now, action, "case", &file.reference, json!({ "pir": report.pir, "number": on_hand })).await?;
    tx.commit().await?;
    Ok(())
}

async fn confirm(
    tx: &mut PgConnection,
    file: &mut CaseFile,
    report: &Locked,
    now: Timestamp,
    by: Uuid,
    (on_hand, state): (i64, &str),
) -> Result<()> {
    if state != "held" {
        return Err(Error::Conflict("match-bag-taken"));
    }
    let other =
        sqlx::query_scalar!(r#"select exists (select from bag_match where report_id = $1 and state = 'confirmed') as "other!""#, report.id);
    if !report.problem.searched() || other.fetch_one(&mut *tx).await? {
        return Err(Error::Conflict("match-report-settled"));
    }
    let station =
        sqlx::query_scalar!("update on_hand set state = 'matched', report_id = $2 where id = $1 returning station", on_hand, report.id);
    let station = station.fetch_one(&mut *tx).await?;
    match report.stage {
        Stage::Open | Stage::Lost => {
            let said = Said { stage: Stage::Found, named: None, airport: &station, words: "", day: None, by: Some(by) };
            told(tx, file, report, now, said).await
        }
        // told already, by who recorded that it was found
        Stage::Found | Stage::OnItsWay => Ok(()),
        Stage::OutForDelivery | Stage::Delivered | Stage::Closed => Err(Error::Conflict("bag-step-moved")),
    }
}

async fn undo(
    tx: &mut PgConnection,
    file: &mut CaseFile,
    report: &Locked,
    now: Timestamp,
    by: Uuid,
    (on_hand, words): (i64, &str),
) -> Result<()> {
    match report.stage {
        Stage::OutForDelivery => return Err(Error::Conflict("match-with-courier")),
        Stage::Delivered => return Err(Error::Conflict("match-report-settled")),
        // closed without the bag: nobody waits for a word, and the bag may be somebody else's
        Stage::Open | Stage::Lost | Stage::Closed => {}
        Stage::Found | Stage::OnItsWay => {
            sqlx::query!("update baggage_report set delivery_window = null, deliver_to = null where id = $1", report.id)
                .execute(&mut *tx)
                .await?;
            let airport = report.station.clone();
            let said = Said { stage: Stage::Open, named: None, airport: &airport, words, day: None, by: Some(by) };
            told(tx, file, report, now, said).await?;
        }
    }
    // both are weighed again, against what came meanwhile
    sqlx::query!("update on_hand set state = 'held', report_id = null, keyed = false where id = $1", on_hand).execute(&mut *tx).await?;
    sqlx::query!("update baggage_report set keyed = false where id = $1", report.id).execute(&mut *tx).await?;
    Ok(())
}
