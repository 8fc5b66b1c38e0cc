//! What colleagues offer, and who agrees to it.

use super::read::{Claim, beside, by_id, hold, to_approve};
use super::shared::{asked_again, booking_of, fresh, one_at_a_time, tag_of_others};
use super::{ClaimBook, Says, Told, ground};
use crate::cases;
use crate::staff::{WHY_LONGEST, decision};
use crate::{Error, PgPool, Result, audit};
use domain::claim::{Around, Doubt, Facts, HIGHEST_LEVEL, Known, Stage, doubts};
use domain::money::Money;
use domain::rights::{CaseAction, StaffMember, Viewer, may_approve_for, may_see_approvals};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// What a colleague wants to offer.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// The claim they looked at.
    pub claim: Uuid,
    /// How much; the rules' own amount where it is not said.
    pub amount: Option<Decimal>,
    /// Why it is not what the rules say.
    pub why: &'a str,
}

/// An offer that waits for a supervisor.
#[derive(Debug, Clone)]
pub struct Approval {
    /// Its case.
    pub reference: String,
    /// The claim.
    pub claim: Claim,
    /// It is the viewer's to decide: neither their own, nor an appeal against what they decided.
    pub may: bool,
}

/// Offers something: at once as the rules say or within the limit of the colleague's role; where something is doubtful ([`Doubt`]), it waits for
/// a supervisor, who reads why. What is offered counts in every case that shares the limit. After an appeal somebody else decides, one level up. The same again by the same colleague is the same offer.
///
/// # Errors
/// `Invalid` for `amount` and `why`; `Forbidden` for who may not answer the case, or decides on their own offer; `Conflict` where nothing is to
/// be offered now; those of the database.
pub async fn offer(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, offer: Offer<'_>, says: Says<'_>) -> Result<Stage> {
    let member = viewer.staff().ok_or(Error::Forbidden)?;
    let mut tx = db.begin().await?;
    let (mut case, _) = cases::claimed_in(&mut tx, viewer, reference, CaseAction::Reply).await?;
    one_at_a_time(&mut tx, case.id).await?;
    let seen = hold(&mut tx, case.id).await?.filter(|claim| claim.id == offer.claim).ok_or(Error::Conflict("claim-moved-on"))?;
    asked_again(&mut tx, now, case.id).await?;
    let claim = by_id(&mut tx, seen.id).await?;
    let wanted = sound(&claim, offer);
    // the rules say something else since another case went on here: nobody offers what they have not seen
    if claim.proposed() != seen.proposed() || wanted.is_err() && claim.assessment != seen.assessment {
        tx.commit().await?;
        return Err(Error::Conflict("claim-moved-on"));
    }
    let (amount, why) = wanted?;
    if !claim.stage.to_offer() {
        let own = claim.by.as_ref().is_some_and(|(by, _)| *by == member.id);
        let again = own && claim.offered == Some(amount) && claim.why == why;
        return if again { Ok(claim.stage) } else { Err(Error::Conflict("claim-moved-on")) };
    }
    if claim.stage == Stage::Appealed && !may_answer_appeal(viewer, &claim) {
        return Err(Error::Forbidden);
    }
    let hash = sqlx::query_scalar!("select rule_file from claim where id = $1", claim.id).fetch_one(&mut *tx).await?;
    let book = ClaimBook::of_then(&mut tx, &hash).await?;
    let around = around(&mut tx, &case, member).await?;
    let doubts = doubts(book.rules.staff_limits(), member.role, claim.proposed(), amount.amount, around);
    let own = doubts.is_empty();
    let stage = if own { Stage::Offered } else { Stage::Approval };
    let by = Uuid::parse_str(&member.id).map_err(|_| Error::Forbidden)?;
    sqlx::query!(
        "update claim set stage = $2, offered = $3, why = $4, by_id = $5, by_name = $6, offered_at = $7, reminded_at = null, updated_at = $7,
                doubts = $8
          where id = $1",
        claim.id,
        stage.as_str(),
        amount.amount,
        why.as_deref(),
        by,
        member.name,
        now.to_sqlx() as _,
        &doubts.iter().map(|doubt| Doubt::as_str(*doubt).to_owned()).collect::<Vec<_>>(),
    )
    .execute(&mut *tx)
    .await?;
    asked_again(&mut tx, now, case.id).await?;
    let words = says(case.language, &Told::Offered(amount, why.as_deref(), claim.level < HIGHEST_LEVEL));
    let act = if own {
        cases::decided(&mut tx, &mut case, now, member, words).await?;
        "claim_offered"
    } else {
        cases::claim_noted(&mut tx, &mut case, now, member, format!("… {words}")).await?;
        "claim_to_approve"
    };
    record(&mut tx, viewer, now, (act, &case.reference), (&claim, amount, why.as_deref())).await?;
    tx.commit().await?;
    Ok(stage)
}

/// What stands around a claim, for a colleague who offers something.
async fn around(tx: &mut PgConnection, case: &cases::CaseFile, member: &StaffMember) -> Result<Around> {
    let ground = ground::of_case(&mut *tx, case.id).await?;
    let known = match booking_of(&mut *tx, case.id).await? {
        Some(_) => Known::Booking,
        None if case.bag_tag.is_some() || case.flight.is_some() => Known::Bag,
        None => Known::Nothing,
    };
    Ok(Around {
        beside: !beside(&mut *tx, case.id).await?.is_empty(),
        own: ground.is_some_and(|ground| ground.by.0 == member.id),
        tag: tag_of_others(tx, case.id).await?,
        known,
    })
}

/// Whether the viewer may answer an appeal: with a supervisor's rights, and somebody else than who offered first, or agreed to it.
fn may_answer_appeal(viewer: &Viewer, claim: &Claim) -> bool {
    let decided = [claim.first, claim.agreed].into_iter().flatten();
    let own = viewer.staff().is_some_and(|member| decided.into_iter().any(|id| member.id == id.to_string()));
    may_see_approvals(viewer) && !own
}

/// Whether an offer that waits is the viewer's to decide.
fn may_decide(viewer: &Viewer, claim: &Claim) -> bool {
    let other = claim.by.as_ref().is_some_and(|(by, _)| may_approve_for(viewer, by));
    other && (claim.level < HIGHEST_LEVEL || may_answer_appeal(viewer, claim))
}

fn sound(claim: &Claim, offer: Offer<'_>) -> Result<(Money, Option<String>)> {
    let proposed = claim.proposed();
    let amount = offer.amount.map_or(proposed, |amount| proposed.with(amount)).tidy();
    let whole = amount.amount.normalize().scale() <= amount.currency.digits();
    if amount.amount < Decimal::ZERO || amount.amount > claim.most().amount || !whole {
        return Err(Error::invalid("amount", "claim-offer-wrong"));
    }
    let why = offer.why.trim();
    if why.chars().count() > WHY_LONGEST {
        return Err(Error::invalid("why", "claim-why-long"));
    }
    if why.is_empty() && amount != proposed.tidy() {
        return Err(Error::invalid("why", "claim-why-missing"));
    }
    Ok((amount, Some(why.to_owned()).filter(|why| !why.is_empty())))
}

pub(super) async fn record(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    (act, reference): (&str, &str),
    (claim, amount, why): (&Claim, Money, Option<&str>),
) -> Result<()> {
    let detail = json!({ "claim": claim.id, "amount": amount.to_string(), "rules": claim.proposed().to_string(), "why": why });
    audit::record(tx, viewer, now, act, "case", reference, detail).await
}

/// Offers that wait for a supervisor. Each look at one leaves a row.
///
/// # Errors
/// `Forbidden` for who approves nothing; those of the database.
pub async fn approvals(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Result<Vec<Approval>> {
    if !may_see_approvals(viewer) {
        return Err(Error::Forbidden);
    }
    let mut tx = db.begin().await?;
    let waiting = to_approve(&mut tx).await?;
    for (reference, _) in &waiting {
        audit::look(&mut tx, viewer, now, "claim", "case", reference, json!({})).await?;
    }
    tx.commit().await?;
    Ok(waiting.into_iter().map(|(reference, claim)| Approval { reference, may: may_decide(viewer, &claim), claim }).collect())
}

/// What was agreed about before, in the order it was paid.
pub(super) fn agreed_before(facts: &Facts) -> Vec<Money> {
    facts.settled.iter().map(|one| one.paid).collect()
}

/// A supervisor agrees to an offer or not; never to their own. Of two at once the first decides.
///
/// # Errors
/// `Forbidden`; `Invalid` for `words`, needed where it is refused; `Conflict` where it was decided; those of the database.
pub async fn decide(db: &PgPool, viewer: &Viewer, now: Timestamp, id: Uuid, (agrees, words): (bool, &str), says: Says<'_>) -> Result<()> {
    let (member, words) = decision(viewer, agrees, words)?;
    let mut tx = db.begin().await?;
    let reference = sqlx::query_scalar!("select f.reference from claim c join case_file f on f.id = c.case_id where c.id = $1", id);
    let reference = reference.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let (mut case, _) = cases::claimed_in(&mut tx, viewer, &reference, CaseAction::Note).await?;
    one_at_a_time(&mut tx, case.id).await?;
    let claim = by_id(&mut tx, id).await?;
    let (Some(amount), Some((by, name)), Stage::Approval) = (claim.offered, claim.by.clone(), claim.stage) else {
        return Err(Error::Conflict("waiver-decided"));
    };
    if !may_decide(viewer, &claim) {
        return Err(Error::Forbidden);
    }
    // something that was paid came here from another case meanwhile: not agreed to, the rules are asked again
    if agrees && agreed_before(&fresh(&mut tx, claim.case, &claim.facts).await?) != agreed_before(&claim.facts) {
        return Err(Error::Conflict("claim-moved-on"));
    }
    let back = if claim.level < HIGHEST_LEVEL { Stage::Asked } else { Stage::Appealed };
    let stage = if agrees { Stage::Offered } else { back };
    // who agreed before an appeal stays known where this is refused
    let agreed = Uuid::parse_str(&member.id).ok().filter(|_| agrees);
    sqlx::query!(
        "update claim set stage = $2, agreed_id = coalesce($3, agreed_id), offered_at = $4, updated_at = $4 where id = $1",
        id,
        stage.as_str(),
        agreed,
        now.to_sqlx() as _
    )
    .execute(&mut *tx)
    .await?;
    asked_again(&mut tx, now, case.id).await?;
    let act = if agrees {
        let told = says(case.language, &Told::Offered(amount, claim.why.as_deref(), claim.level < HIGHEST_LEVEL));
        // the passenger hears from who offered, not from who agreed
        let offering = StaffMember { id: by, name, ..member.clone() };
        cases::decided(&mut tx, &mut case, now, &offering, told).await?;
        "claim_approved"
    } else {
        cases::claim_noted(&mut tx, &mut case, now, member, format!("✗ {amount} {words}")).await?;
        "claim_refused"
    };
    record(&mut tx, viewer, now, (act, &reference), (&claim, amount, Some(words))).await?;
    tx.commit().await?;
    Ok(())
}
