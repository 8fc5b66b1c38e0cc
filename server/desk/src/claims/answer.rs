//! What the passenger says to an offer.

use super::offer::record;
use super::read::{Claim, by_id};
use super::shared::{asked_again, booking_of, one_at_a_time};
use super::{Says, Told, file};
use crate::cases;
use crate::payments::{NewPayout, plan_payout};
use crate::staff::WHY_LONGEST;
use crate::{Error, PgPool, Result};
use domain::claim::{HIGHEST_LEVEL, News, Stage};
use domain::payment::State;
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use uuid::Uuid;

/// What the passenger says to an offer: of this claim, and of this amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer<'a> {
    /// They take it.
    Accept(Uuid, Decimal),
    /// They do not, and say why.
    Appeal(Uuid, &'a str),
}

/// The passenger takes an offer, and its money is planned; or they do not, and somebody else decides. Taking it again does nothing, unless the
/// money could not be paid: then it is planned again.
///
/// # Errors
/// `Invalid` for `appeal`; `VerifyFirst` where it is not certain who asks; `Forbidden` for anybody but who opened the case; `Conflict` where
/// something else is offered by now, or nothing; those of the database.
pub async fn answer(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, answer: Answer<'_>, says: Says<'_>) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut case, _) = cases::claimed_in(&mut tx, viewer, reference, CaseAction::Verdict).await?;
    let channel = file::proved(&mut tx, viewer, now, &case).await?;
    let (Answer::Accept(id, _) | Answer::Appeal(id, _)) = answer;
    let booking = booking_of(&mut tx, &case).await?;
    one_at_a_time(&mut tx, booking.as_deref()).await?;
    let claim = by_id(&mut tx, id).await?;
    // one of a case that goes on in this one is answered here
    if claim.case != case.id && cases::into_of(&mut tx, claim.case).await? != Some(case.id) {
        return Err(Error::NotFound);
    }
    let (act, news, amount, words) = match answer {
        Answer::Accept(_, seen) => {
            let amount = claim.offered.filter(|offered| offered.amount == seen).ok_or(Error::Conflict("claim-moved-on"))?;
            let failed = claim.payment.as_ref().is_some_and(|payment| payment.state == State::Failed);
            match claim.stage {
                Stage::Accepted if !failed => return Ok(()),
                Stage::Accepted | Stage::Offered => {}
                Stage::Asked | Stage::Approval | Stage::Appealed | Stage::Replaced => return Err(Error::Conflict("claim-moved-on")),
            }
            let times = claim.payouts + 1;
            // of nothing there is nothing to be told later
            let told = amount.amount.is_zero().then_some("paid");
            sqlx::query!(
                "update claim set stage = 'accepted', payouts = $2, told = $3, updated_at = $4 where id = $1",
                claim.id,
                times,
                told,
                now.to_sqlx() as _
            )
            .execute(&mut *tx)
            .await?;
            if told.is_none() {
                let key = format!("claim:{}:{times}", claim.id);
                let new = NewPayout { key: &key, reference: &case.reference, amount, locale: case.language };
                plan_payout(&mut tx, now, &new).await?;
            }
            let news = if told.is_none() { News::Accepted } else { News::Nothing };
            ("claim_accepted", news, amount, says(case.language, &Told::Accepted(amount)))
        }
        Answer::Appeal(_, words) => {
            let (amount, words) = appeal(&claim, words)?;
            sqlx::query!(
                "update claim set stage = 'appealed', level = $2, first_id = by_id, appeal = $3, updated_at = $4 where id = $1",
                claim.id,
                HIGHEST_LEVEL,
                words,
                now.to_sqlx() as _,
            )
            .execute(&mut *tx)
            .await?;
            ("claim_appealed", News::Appealed, amount, says(case.language, &Told::Appealed(amount, words)))
        }
    };
    asked_again(&mut tx, now, case.id, booking.as_deref()).await?;
    cases::claimant_says(&mut tx, &mut case, now, (words, channel), (news, amount)).await?;
    record(&mut tx, viewer, now, (act, &case.reference), (&claim, amount, None)).await?;
    tx.commit().await?;
    Ok(())
}

/// An offer is appealed against once, with a reason.
fn appeal<'a>(claim: &Claim, words: &'a str) -> Result<(domain::money::Money, &'a str)> {
    let offered = claim.offered.filter(|_| claim.stage == Stage::Offered && claim.level < HIGHEST_LEVEL);
    let amount = offered.ok_or(Error::Conflict("claim-moved-on"))?;
    let words = words.trim();
    if words.is_empty() || words.chars().count() > WHY_LONGEST {
        return Err(Error::invalid("appeal", "claim-appeal-missing"));
    }
    Ok((amount, words))
}
