//! Whom staff have identified: nobody acts for a passenger without it.

use crate::cases;
use crate::{Error, PgPool, Result, audit};
use domain::booking::{IdentityCheck, Locator};
use domain::case::CaseId;
use domain::policy::PROOF;
use domain::rights::{self, StaffMember, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// A passenger somebody on the staff has identified, for as long as it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// Who did.
    pub member: StaffMember,
    /// How.
    pub how: IdentityCheck,
    /// When.
    pub at: Timestamp,
    /// The case they asked in, by id and reference.
    pub case: Option<(CaseId, String)>,
}

impl Identified {
    /// Until when it holds.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        self.at + PROOF
    }
}

/// Writes down that staff have made sure who asks about a booking, as is needed before they act for them; beside it the case it is asked
/// in, where a note says it too. It holds for whoever made it, as long as a passenger's own proof does.
///
/// # Errors
/// `Forbidden` for who acts for nobody and for a case that is not theirs; `Invalid` for `check`; `NotFound` where there is no such booking,
/// or the case is of another; those of the database.
pub async fn identify(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locator: &Locator,
    check: Option<IdentityCheck>,
    case: Option<&str>,
) -> Result<()> {
    if !rights::may_act_for_passengers(viewer) {
        return Err(Error::Forbidden);
    }
    let Some(check) = check else { return Err(Error::invalid("check", "verify-how-missing")) };
    let mut tx = db.begin().await?;
    let there = sqlx::query_scalar!(r#"select exists (select from booking where locator = $1) as "there!""#, locator.as_str());
    if !there.fetch_one(&mut *tx).await? {
        return Err(Error::NotFound);
    }
    let case = match case {
        Some(reference) => Some(cases::identified(&mut tx, viewer, now, reference, locator, check).await?),
        None => None,
    };
    keep(&mut tx, viewer, now, locator.as_str(), check, case).await?;
    audit::record(&mut tx, viewer, now, "identity_checked", "trip", locator.as_str(), json!({ "how": check.as_str() })).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps a check that was made, whatever for: it holds for acting, too.
pub(crate) async fn keep(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    locator: &str,
    check: IdentityCheck,
    case: Option<CaseId>,
) -> Result<()> {
    let Some(member) = viewer.staff() else { return Ok(()) };
    let staff = Uuid::parse_str(&member.id).map_err(|error| Error::Internal(error.to_string()))?;
    sqlx::query!(
        "insert into identity_check (id, locator, staff_id, how, case_id, at) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        locator,
        staff,
        check.as_str(),
        case,
        now.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What the viewer has made sure of about a booking and still holds; `None` for passengers, and where nothing does.
pub(crate) async fn identified(db: &mut PgConnection, viewer: &Viewer, now: Timestamp, locator: &Locator) -> Result<Option<Identified>> {
    let Some(member) = viewer.staff().filter(|_| rights::may_act_for_passengers(viewer)) else { return Ok(None) };
    let staff = Uuid::parse_str(&member.id).map_err(|error| Error::Internal(error.to_string()))?;
    let row = sqlx::query!(
        r#"select i.how, i.at, i.case_id, f.reference as "reference?" from identity_check i left join case_file f on f.id = i.case_id
            where i.locator = $1 and i.staff_id = $2 and i.at > $3 order by i.at desc, i.id desc limit 1"#,
        locator.as_str(),
        staff,
        (now - PROOF).to_sqlx() as _,
    );
    let Some(row) = row.fetch_optional(db).await? else { return Ok(None) };
    let how = IdentityCheck::parse(&row.how).ok_or_else(|| Error::Internal(format!("unknown check {}", row.how)))?;
    Ok(Some(Identified { member: member.clone(), how, at: row.at.to_jiff(), case: row.case_id.zip(row.reference) }))
}
