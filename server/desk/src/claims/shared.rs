//! Cases of one booking share the limit: what is offered or paid in one counts in the others, whoever decides first.

use super::book::ClaimBook;
use super::read::{Claim, all_of};
use crate::cases::CaseFile;
use crate::{Error, Result};
use domain::case::CaseId;
use domain::claim::{Beside, Facts, assess};
use domain::money::{Currency, Money};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// Offers for one booking are made one after the other.
const ONE_BOOKING: i32 = 4_601;

/// The booking a case shares its limit with: its own, else that of the bag it reports. Whoever reported by tag and name need not know it.
pub(super) async fn booking_of(tx: &mut PgConnection, case: &CaseFile) -> Result<Option<String>> {
    if case.locator.is_some() {
        return Ok(case.locator.clone());
    }
    Ok(sqlx::query_scalar!("select locator from baggage_report where case_id = $1", case.id).fetch_optional(tx).await?.flatten())
}

/// Nobody else offers anything for this booking until the transaction ends. Taken after the case, before any claim.
pub(super) async fn one_at_a_time(tx: &mut PgConnection, locator: Option<&str>) -> Result<()> {
    if let Some(locator) = locator {
        sqlx::query!("select pg_advisory_xact_lock($1, hashtext(booking_root($2)))", ONE_BOOKING, locator).execute(tx).await?;
    }
    Ok(())
}

/// What was paid, or is promised, in other cases of the booking; those that go on in this one are part of it.
pub(super) async fn beside(tx: &mut PgConnection, case: CaseId, locator: &str) -> Result<Vec<Beside>> {
    let rows = sqlx::query!(
        r#"select c.facts, c.offered as "offered!", c.currency,
                  coalesce(substr(f.bag_tag, 2) = (select substr(bag_tag, 2) from case_file where id = $2), false) as "same_bag!",
                  (select g.passenger_position from bag g where substr(g.tag, 2) = substr(f.bag_tag, 2) limit 1) as whose
             from claim c join case_file f on f.id = c.case_id
            where f.id in (select cases_of_booking($1)) and f.id <> $2 and c.stage in ('approval', 'offered', 'accepted') and c.offered > 0
              and not exists (select from case_merge m where m.case_id = f.id and m.into_id = $2)
            order by c.created_at, c.id"#,
        locator,
        case,
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let unread = |what: String| Error::Internal(format!("a claim for {locator} cannot be read: {what}"));
        let facts: Facts = serde_json::from_value(row.facts).map_err(|error| unread(error.to_string()))?;
        let currency = Currency::parse(&row.currency).ok_or_else(|| unread(row.currency.clone()))?;
        let people = if facts.people.is_empty() { row.whose.into_iter().collect() } else { facts.people };
        all.push(Beside { paid: Money::new(row.offered, currency).tidy(), bag: facts.bag, people, same_bag: row.same_bag });
    }
    Ok(all)
}

/// Asks the rules once more about every claim of a booking that waits for an offer, where something was offered, taken back or merged meanwhile.
/// Where they say nothing of another case's claim it stays as it was: its own offer tells.
pub(super) async fn asked_again(tx: &mut PgConnection, now: Timestamp, case: CaseId, locator: Option<&str>) -> Result<()> {
    let waiting = sqlx::query!(
        "select c.id, c.case_id, c.facts from claim c
          where (c.case_id = $2 or c.case_id in (select cases_of_booking($1))) and c.stage in ('asked', 'appealed') order by c.id for update of c",
        locator,
        case
    );
    for row in waiting.fetch_all(&mut *tx).await? {
        let (id, of) = (row.id, row.case_id);
        match asked_now(&mut *tx, now, id, of, row.facts, locator).await {
            Err(error @ (Error::Conflict(_) | Error::Internal(_))) if of != case => {
                tracing::warn!(%error, claim = %id, "a claim could not be asked again")
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

async fn asked_now(
    tx: &mut PgConnection,
    now: Timestamp,
    id: uuid::Uuid,
    case: CaseId,
    told: serde_json::Value,
    locator: Option<&str>,
) -> Result<()> {
    let facts: Facts = serde_json::from_value(told).map_err(|error| Error::Internal(format!("claim {id}: {error}")))?;
    let fresh = fresh(&mut *tx, case, &facts, locator).await?;
    if fresh == facts { Ok(()) } else { ask(tx, now, id, &fresh).await }
}

/// What the rules are asked about a claim now, by what was paid and promised in its case and beside it.
pub(super) async fn fresh(tx: &mut PgConnection, case: CaseId, facts: &Facts, locator: Option<&str>) -> Result<Facts> {
    let mut fresh = facts.clone();
    if let Some(locator) = locator {
        fresh.beside = beside(&mut *tx, case, locator).await?;
    }
    // told before anything could be settled it takes off what was paid by itself
    if facts.paid.is_empty() {
        let claims = all_of(&mut *tx, case).await?;
        settled(&mut *tx, case, &claims, &mut fresh).await?;
        fresh.items.extend(facts.items.iter().filter(|item| !item.settled).cloned());
    }
    // whose bag it is was not written down while nothing hung on it
    let shares = !fresh.beside.is_empty() || !fresh.settled.is_empty();
    if let Some(locator) = locator.filter(|_| shares && fresh.people.is_empty()) {
        fresh.people = owner(&mut *tx, case, locator).await?.into_iter().collect();
    }
    Ok(fresh)
}

/// Asks the rules a claim was told by about it as it is now, and keeps what they say.
pub(super) async fn ask(tx: &mut PgConnection, now: Timestamp, id: uuid::Uuid, facts: &Facts) -> Result<()> {
    let hash = sqlx::query_scalar!("select rule_file from claim where id = $1", id).fetch_one(&mut *tx).await?;
    let book = ClaimBook::of_then(&mut *tx, &hash).await?;
    let assessment = assess(&book.rules, facts).map_err(|_| Error::Conflict("claim-undecided"))?;
    let json = |value: serde_json::Result<serde_json::Value>| value.map_err(|error| Error::Internal(error.to_string()));
    sqlx::query!(
        "update claim set facts = $2, assessment = $3, proposed = $4, updated_at = $5 where id = $1",
        id,
        json(serde_json::to_value(facts))?,
        json(serde_json::to_value(&assessment))?,
        assessment.total.amount,
        now.to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The things of claims that were accepted in a case and in those that go on in it, as settled, and what was paid for them.
pub(super) async fn settled(tx: &mut PgConnection, case: CaseId, claims: &[Claim], facts: &mut Facts) -> Result<()> {
    let accepted: Vec<&Claim> = claims.iter().filter(|claim| claim.stage == domain::claim::Stage::Accepted).collect();
    let cases: Vec<CaseId> = accepted.iter().map(|claim| claim.case).collect();
    // what goes on here is about the same bag, unless its tag says otherwise
    let rows = sqlx::query!(
        r#"select f.id, coalesce(substr(f.bag_tag, 2) = (select substr(bag_tag, 2) from case_file where id = $1), true) as "same_bag!",
                  (select g.passenger_position from bag g where substr(g.tag, 2) = substr(f.bag_tag, 2) limit 1) as whose
             from case_file f where f.id = any($2)"#,
        case,
        &cases,
    );
    let rows = if cases.is_empty() { Vec::new() } else { rows.fetch_all(tx).await? };
    let paid = |claim: &&Claim| {
        let paid = claim.offered.filter(|paid| !paid.amount.is_zero())?;
        let of = rows.iter().find(|row| row.id == claim.case);
        let told = &claim.facts.people;
        let people = if told.is_empty() { of.and_then(|of| of.whose).into_iter().collect() } else { told.clone() };
        Some(Beside { paid, bag: claim.facts.bag, people, same_bag: of.is_none_or(|of| of.same_bag) })
    };
    facts.settled = accepted.iter().filter_map(paid).collect();
    facts.items =
        accepted.iter().flat_map(|claim| &claim.things).map(|thing| domain::claim::Item { settled: true, ..thing.item() }).collect();
    Ok(())
}

/// Whose bag the case is about by its tag, of several on the booking.
async fn owner(tx: &mut PgConnection, case: CaseId, locator: &str) -> Result<Option<i16>> {
    let owner = sqlx::query_scalar!(
        "select g.passenger_position from bag g join case_file f on substr(f.bag_tag, 2) = substr(g.tag, 2)
          where f.id = $1 and g.locator = $2 and (select count(*) from passenger p where p.locator = $2) > 1 limit 1",
        case,
        locator,
    );
    Ok(owner.fetch_optional(tx).await?)
}
