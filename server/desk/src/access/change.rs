//! A new contact for a booking: logged, and told to the old one.

use super::identity::keep;
use super::limit;
use crate::bookings::letters;
use crate::outbox::{Letter, Promise, promise};
use crate::{Error, PgPool, Result, audit};
use domain::booking::IdentityCheck;
use domain::contact::{EmailAddress, mask};
use domain::locale::Locale;
use domain::policy::CONTACT_CHANGES;
use domain::rights::{self, Viewer};
use jiff::Timestamp;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Replaces the contact of a booking. Whoever proved the old address loses what that opened; the agency's
/// address stays beside the new one; everybody who was told of the trip until now is told of the change.
/// Staff say how they made sure who is asking, which stays on record beside the change.
///
/// # Errors
/// `NotFound` where the viewer may not; `Invalid` for `check` (staff) and `email`; `Limited`;
/// those of the database.
pub async fn change_contact(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locator: &str,
    typed: &str,
    check: Option<IdentityCheck>,
) -> Result<()> {
    if !rights::may_change_contact(viewer, locator) {
        return Err(Error::NotFound);
    }
    let by_staff = viewer.staff().is_some();
    if by_staff && check.is_none() {
        return Err(Error::invalid("check", "verify-how-missing"));
    }
    let Some(new) = EmailAddress::parse(typed) else { return Err(Error::invalid("email", "email-shape")) };
    limit(db, &format!("contact:{locator}"), CONTACT_CHANGES, now).await?;
    let mut tx = db.begin().await?;
    // the booking's row is locked: two changes at once follow each other
    let language = sqlx::query_scalar!("select language from booking where locator = $1 for update", locator);
    let language = language.fetch_one(&mut *tx).await?;
    let old =
        sqlx::query!("select address, agency from contact where locator = $1 and kind = 'email' and passenger_position is null", locator);
    let old = old.fetch_all(&mut *tx).await?;
    if old.iter().any(|contact| contact.address == new.as_str() && !contact.agency) {
        return Err(Error::invalid("email", "email-same"));
    }
    replace(&mut tx, locator, &new).await?;
    letters::contact_changed(&mut tx, viewer, now, locator).await?;
    let masked = mask(new.as_str());
    let change = Uuid::now_v7();
    for address in old.iter().filter_map(|contact| EmailAddress::parse(&contact.address)) {
        let letter = Letter::ContactChanged { locator: locator.to_owned(), new: masked.clone() };
        let (key, locale) = (format!("contact-changed:{change}:{}", address.as_str()), Locale::from_tag(&language).unwrap_or_default());
        promise(&mut tx, now, &Promise { key, to: address.as_str(), locale, letter, secret: None, useless_after: None, case: None })
            .await?;
    }
    let before: Vec<String> = old.iter().map(|contact| mask(&contact.address)).collect();
    if let Some(check) = check.filter(|_| by_staff) {
        keep(&mut tx, viewer, now, locator, check, None).await?;
        audit::record(&mut tx, viewer, now, "identity_checked", "trip", locator, json!({ "how": check.as_str() })).await?;
    }
    audit::record(&mut tx, viewer, now, "contact_changed", "trip", locator, json!({ "old": before, "new": masked })).await?;
    tx.commit().await?;
    Ok(())
}

async fn replace(tx: &mut PgConnection, locator: &str, new: &EmailAddress) -> Result<()> {
    sqlx::query!("delete from contact where locator = $1 and kind = 'email' and not agency and passenger_position is null", locator)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("insert into contact (id, locator, kind, address) values ($1, $2, 'email', $3)", Uuid::now_v7(), locator, new.as_str())
        .execute(tx)
        .await?;
    Ok(())
}
