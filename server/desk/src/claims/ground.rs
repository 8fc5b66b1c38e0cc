//! What colleagues found out that decides a claim: a value declared at check-in, and who is to blame.

use super::read::hold;
use super::shared::{ask, one_at_a_time};
use super::{ClaimBook, Says, Told};
use crate::cases;
use crate::staff::WHY_LONGEST;
use crate::{Error, PgPool, Result, audit};
use domain::case::{CaseId, Kind};
use domain::claim::Blame;
use domain::money::{Currency, Money};
use domain::rights::{CaseAction, Viewer};
use jiff::{Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Most that is declared.
const DEAREST: i64 = 100_000_000;

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// What was declared at check-in, and the supplement paid for.
    pub declared: Option<Money>,
    /// Who is to blame; none while nobody knows.
    pub blame: Option<Blame>,
    /// How that is known.
    pub why: String,
    /// Who, by id and name.
    pub by: (String, String),
    /// When.
    pub at: Timestamp,
}

/// What a colleague says they found out.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The amount declared as typed, and its currency; nothing where none was.
    pub declared: (&'a str, &'a str),
    /// Who is to blame; nothing while nobody knows.
    pub blame: &'a str,
    /// How that is known.
    pub why: &'a str,
}

/// What was found out in a case.
pub(super) async fn of_case(tx: &mut PgConnection, case: CaseId) -> Result<Option<Ground>> {
    let row = sqlx::query!(
        "select declared, currency, blame, why, by_id, by_name, at from claim_ground
          where case_id in (select case_parts($1))
          order by (case_id = $1) desc, at desc limit 1",
        case
    );
    let Some(row) = row.fetch_optional(tx).await? else { return Ok(None) };
    let currency = row.currency.as_deref().and_then(Currency::parse);
    Ok(Some(Ground {
        declared: row.declared.zip(currency).map(|(declared, currency)| Money::new(declared, currency).tidy()),
        blame: row.blame.as_deref().and_then(Blame::parse),
        why: row.why,
        by: (row.by_id.to_string(), row.by_name),
        at: row.at.to_jiff(),
    }))
}

/// Keeps what a colleague found out, with a note for the others; a claim that waits for an offer is asked about anew. Whoever found it out makes
/// no offer by it alone. The same again by the same colleague changes nothing.
///
/// # Errors
/// `Invalid` for `ground_declared`, `ground_currency` and `ground_why`; `Forbidden` for who may not answer the case; `Conflict` while an offer
/// stands or waits; those of the database.
pub async fn found_out(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    book: &ClaimBook,
    reference: &str,
    found: Found<'_>,
    says: Says<'_>,
) -> Result<()> {
    let member = viewer.staff().ok_or(Error::Forbidden)?;
    let by = Uuid::parse_str(&member.id).map_err(|_| Error::Forbidden)?;
    let (declared, blame, why) = sound(book, now, found)?;
    let mut tx = db.begin().await?;
    let (mut case, _) = cases::claimed_in(&mut tx, viewer, reference, CaseAction::Reply).await?;
    if case.state.kind != Kind::Baggage {
        return Err(Error::NotFound);
    }
    one_at_a_time(&mut tx, case.id).await?;
    let claim = hold(&mut tx, case.id).await?;
    if claim.as_ref().is_some_and(|claim| !claim.stage.to_offer()) {
        return Err(Error::Conflict("claim-moved-on"));
    }
    let before = of_case(&mut tx, case.id).await?;
    if before.is_some_and(|before| {
        (before.declared, before.blame, before.why.as_str(), before.by.0.as_str()) == (declared, blame, why, member.id.as_str())
    }) {
        return Ok(());
    }
    sqlx::query!(
        "insert into claim_ground (case_id, declared, currency, blame, why, by_id, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (case_id) do update set declared = $2, currency = $3, blame = $4, why = $5, by_id = $6, by_name = $7, at = $8",
        case.id,
        declared.map(|declared| declared.amount),
        declared.map(|declared| declared.currency.code().to_owned()),
        blame.map(Blame::as_str),
        why,
        by,
        member.name,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    if let Some(claim) = claim {
        let mut facts = claim.facts;
        facts.ground(declared, blame);
        ask(&mut tx, now, claim.id, &facts).await?;
    }
    let words = says(case.language, &Told::Found(declared, blame, why));
    cases::claim_noted(&mut tx, &mut case, now, member, words).await?;
    let detail = json!({ "declared": declared.map(|declared| declared.to_string()), "blame": blame, "why": why });
    audit::record(&mut tx, viewer, now, "claim_ground", "case", &case.reference, detail).await?;
    tx.commit().await?;
    Ok(())
}

fn sound<'a>(book: &ClaimBook, now: Timestamp, found: Found<'a>) -> Result<(Option<Money>, Option<Blame>, &'a str)> {
    let (typed, code) = (found.declared.0.trim(), found.declared.1.trim());
    let declared = if typed.is_empty() {
        None
    } else {
        let known = book.rules.currencies(now.to_zoned(TimeZone::UTC).date());
        let currency = Currency::parse(code)
            .filter(|currency| known.contains(currency))
            .ok_or(Error::invalid("ground_currency", "claim-currency-missing"))?;
        let amount = super::amount(typed, Some(currency)).map(|amount| Money::new(amount, currency)).filter(|money| declarable(*money));
        Some(amount.ok_or(Error::invalid("ground_declared", "claim-cost-wrong"))?.tidy())
    };
    let why = found.why.trim();
    if why.is_empty() || why.chars().count() > WHY_LONGEST {
        return Err(Error::invalid("ground_why", "claim-ground-why-missing"));
    }
    let blame = match found.blame {
        "" => None,
        word => Some(Blame::parse(word).ok_or(Error::invalid("blame", "claim-blame-wrong"))?),
    };
    Ok((declared, blame, why))
}

/// Whether it is an amount somebody can have declared: more than nothing, and in whole coins.
pub(super) fn declarable(money: Money) -> bool {
    let (amount, digits) = (money.amount, money.currency.digits());
    amount > Decimal::ZERO && amount <= Decimal::from(DEAREST) && amount.normalize().scale() <= digits
}
