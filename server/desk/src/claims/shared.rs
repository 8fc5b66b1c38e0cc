//! Cases about one journey of the same people share the limit: what is offered or paid in one counts in the others, whoever decides first.

use super::book::ClaimBook;
use super::read::{Claim, all_of};
use crate::{Error, Result};
use domain::case::CaseId;
use domain::claim::{Beside, Facts, assess};
use domain::money::{Currency, Money};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::BTreeSet;

/// Offers out of one limit are made one after the other.
const ONE_LIMIT: i32 = 4_601;

/// The booking a case is about: its own, else that of the bag it reports. Whoever reported by tag and name need not know it.
pub(super) async fn booking_of(tx: &mut PgConnection, case: CaseId) -> Result<Option<String>> {
    let booking = sqlx::query_scalar!(
        "select coalesce(f.locator, r.locator) from case_file f left join baggage_report r on r.case_id = f.id where f.id = $1",
        case
    );
    Ok(booking.fetch_optional(tx).await?.flatten())
}

/// Nobody else offers anything out of this case's limit until the transaction ends. Taken after the case, before any claim. Where cases begin to
/// share one meanwhile, whoever takes an offer finds it.
pub(super) async fn one_at_a_time(tx: &mut PgConnection, case: CaseId) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock($1, hashint8((select min(shared) from cases_sharing($2) shared)))", ONE_LIMIT, case)
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether somebody else reported a bag of the same tag.
pub(super) async fn tag_of_others(tx: &mut PgConnection, case: CaseId) -> Result<bool> {
    let others = sqlx::query_scalar!(
        r#"select exists (
             select from case_file f join case_file o on substr(o.bag_tag, 2) = substr(f.bag_tag, 2)
              where f.id = $1 and o.kind = 'baggage' and o.opened_at between f.opened_at - interval '100 days' and f.opened_at + interval '100 days'
                and o.id not in (select cases_sharing($1))) as "there!""#,
        case
    );
    Ok(others.fetch_one(tx).await?)
}

/// What was paid, or is promised, in other cases out of the same limit; those that go on in this one are part of it. Whose things those were
/// is said by places in the booking, which say nothing of another one's.
pub(super) async fn beside(tx: &mut PgConnection, case: CaseId, booking: Option<&str>) -> Result<Vec<Beside>> {
    let rows = sqlx::query!(
        r#"select c.facts, c.offered as "offered!", c.currency,
                  coalesce(substr(f.bag_tag, 2) = (select substr(bag_tag, 2) from case_file where id = $1), false) as "same_bag!",
                  coalesce(booking_root(coalesce(f.locator, r.locator)) = booking_root($2), false) as "same_booking!",
                  (select g.passenger_position from bag g where substr(g.tag, 2) = substr(f.bag_tag, 2) limit 1) as whose
             from claim c join case_file f on f.id = c.case_id left join baggage_report r on r.case_id = f.id
            where f.id in (select cases_sharing($1)) and f.id not in (select case_parts($1))
              and c.stage in ('approval', 'offered', 'accepted') and c.offered > 0
            order by c.created_at, c.id"#,
        case,
        booking,
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let unread = |what: String| Error::Internal(format!("a claim beside those of case {case} cannot be read: {what}"));
        let facts: Facts = serde_json::from_value(row.facts).map_err(|error| unread(error.to_string()))?;
        let currency = Currency::parse(&row.currency).ok_or_else(|| unread(row.currency.clone()))?;
        let people = match (row.same_booking, facts.people.is_empty()) {
            (false, _) => BTreeSet::new(),
            (true, true) => row.whose.into_iter().collect(),
            (true, false) => facts.people,
        };
        all.push(Beside { paid: Money::new(row.offered, currency).tidy(), bag: facts.bag, people, same_bag: row.same_bag });
    }
    Ok(all)
}

/// Asks the rules once more about every claim out of the same limit that waits for an offer, where something was offered, taken back or merged meanwhile.
/// Where they say nothing of another case's claim it stays as it was: its own offer tells.
pub(super) async fn asked_again(tx: &mut PgConnection, now: Timestamp, case: CaseId) -> Result<()> {
    let waiting = sqlx::query!(
        "select c.id, c.case_id, c.facts from claim c
          where c.case_id in (select cases_sharing($1)) and c.stage in ('asked', 'appealed') order by c.id for update of c",
        case
    );
    for row in waiting.fetch_all(&mut *tx).await? {
        let (id, of) = (row.id, row.case_id);
        match asked_now(&mut *tx, now, id, of, row.facts).await {
            Err(error @ (Error::Conflict(_) | Error::Internal(_))) if of != case => {
                tracing::warn!(%error, claim = %id, "a claim could not be asked again")
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

async fn asked_now(tx: &mut PgConnection, now: Timestamp, id: uuid::Uuid, case: CaseId, told: serde_json::Value) -> Result<()> {
    let facts: Facts = serde_json::from_value(told).map_err(|error| Error::Internal(format!("claim {id}: {error}")))?;
    let fresh = fresh(&mut *tx, case, &facts).await?;
    if fresh == facts { Ok(()) } else { ask(tx, now, id, &fresh).await }
}

/// What the rules are asked about a claim now, by what was paid and promised in its case and beside it.
pub(super) async fn fresh(tx: &mut PgConnection, case: CaseId, facts: &Facts) -> Result<Facts> {
    let booking = booking_of(&mut *tx, case).await?;
    let booking = booking.as_deref();
    let mut fresh = Facts { beside: beside(&mut *tx, case, booking).await?, ..facts.clone() };
    // told before anything could be settled it takes off what was paid by itself
    if facts.paid.is_empty() {
        let claims = all_of(&mut *tx, case).await?;
        settled(&mut *tx, (case, booking), &claims, &mut fresh).await?;
        fresh.items.extend(facts.items.iter().filter(|item| !item.settled).cloned());
    }
    // whose bag it is was not written down while nothing hung on it
    let shares = !fresh.beside.is_empty() || !fresh.settled.is_empty();
    if let Some(locator) = booking.filter(|_| shares && fresh.people.is_empty()) {
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
pub(super) async fn settled(
    tx: &mut PgConnection,
    (case, booking): (CaseId, Option<&str>),
    claims: &[Claim],
    facts: &mut Facts,
) -> Result<()> {
    let accepted: Vec<&Claim> = claims.iter().filter(|claim| claim.stage == domain::claim::Stage::Accepted).collect();
    let cases: Vec<CaseId> = accepted.iter().map(|claim| claim.case).collect();
    // what goes on here is about the same bag, unless its tag says otherwise
    let rows = sqlx::query!(
        r#"select f.id as "id!", coalesce(substr(f.bag_tag, 2) = (select substr(bag_tag, 2) from case_file where id = $1), true) as "same_bag!",
                  coalesce(booking_root(coalesce(f.locator, r.locator)) <> booking_root($3), false) as "other_booking!",
                  (select g.passenger_position from bag g where substr(g.tag, 2) = substr(f.bag_tag, 2) limit 1) as whose
             from case_file f left join baggage_report r on r.case_id = f.id where f.id = any($2)"#,
        case,
        &cases,
        booking,
    );
    let rows = if cases.is_empty() { Vec::new() } else { rows.fetch_all(tx).await? };
    let paid = |claim: &&Claim| {
        let paid = claim.offered.filter(|paid| !paid.amount.is_zero())?;
        let of = rows.iter().find(|row| row.id == claim.case);
        let told = &claim.facts.people;
        let people = match of {
            Some(of) if of.other_booking => BTreeSet::new(),
            Some(of) if told.is_empty() => of.whose.into_iter().collect(),
            _ => told.clone(),
        };
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
