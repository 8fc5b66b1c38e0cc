//! What the passenger says to an offer.

use super::offer::{agreed_before, record};
use super::read::{Claim, by_id};
use super::shared::{ask, asked_again, fresh, one_at_a_time};
use super::{ClaimBook, Says, Told, file};
use crate::cases::{self, CaseFile};
use crate::payments::{NewPayout, plan_payout};
use crate::staff::WHY_LONGEST;
use crate::{Error, PgPool, Result};
use domain::case::Channel;
use domain::claim::{Facts, HIGHEST_LEVEL, News, Stage, assess, overtaken};
use domain::money::Money;
use domain::payment::State;
use domain::rights::{CaseAction, Viewer};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use sqlx::PgConnection;
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
/// money could not be paid: then it is planned again. An offer that something was paid beside since, so that both are more than is owed, is
/// taken back instead: a colleague looks at the claim once more.
///
/// # Errors
/// `Invalid` for `appeal`; `VerifyFirst` where it is not certain who asks; `Forbidden` for anybody but who opened the case; `Conflict` where
/// something else is offered by now, or nothing, and where the offer was taken back; those of the database.
pub async fn answer(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, answer: Answer<'_>, says: Says<'_>) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut case, _) = cases::claimed_in(&mut tx, viewer, reference, CaseAction::Verdict).await?;
    let channel = file::proved(&mut tx, viewer, now, &case).await?;
    let (Answer::Accept(id, _) | Answer::Appeal(id, _)) = answer;
    one_at_a_time(&mut tx, case.id).await?;
    let claim = by_id(&mut tx, id).await?;
    // one of a case that goes on in this one is answered here
    let here = sqlx::query_scalar!(r#"select $2::bigint in (select case_parts($1)) as "here!""#, case.id, claim.case);
    if !here.fetch_one(&mut *tx).await? {
        return Err(Error::NotFound);
    }
    let (act, news, amount, words) = match answer {
        Answer::Accept(_, seen) => {
            let amount = claim.offered.filter(|offered| offered.amount == seen).ok_or(Error::Conflict("claim-moved-on"))?;
            let failed = claim.payment.as_ref().is_some_and(|payment| payment.state == State::Failed);
            if let Some(facts) = overtaken_by(&mut tx, &claim, seen).await? {
                take_back(&mut tx, viewer, now, (&mut case, channel), (&claim, amount, &facts), says).await?;
                tx.commit().await?;
                return Err(Error::Conflict("claim-withdrawn"));
            }
            match claim.stage {
                Stage::Accepted if !failed => return Ok(()),
                Stage::Accepted | Stage::Offered => {}
                Stage::Asked | Stage::Approval | Stage::Appealed | Stage::Replaced => return Err(Error::Conflict("claim-moved-on")),
            }
            let news = take(&mut tx, now, &case, &claim, amount).await?;
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
    asked_again(&mut tx, now, case.id).await?;
    cases::claimant_says(&mut tx, &mut case, now, (words, channel), (news, amount)).await?;
    record(&mut tx, viewer, now, (act, &case.reference), (&claim, amount, None)).await?;
    tx.commit().await?;
    Ok(())
}

/// It is taken, and its money planned.
async fn take(tx: &mut PgConnection, now: Timestamp, case: &CaseFile, claim: &Claim, amount: Money) -> Result<News> {
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
    if told.is_some() {
        return Ok(News::Nothing);
    }
    let key = format!("claim:{}:{times}", claim.id);
    let new = NewPayout { key: &key, reference: &case.reference, amount, locale: case.language };
    plan_payout(tx, now, &new).await?;
    Ok(News::Accepted)
}

/// It stands no more: a colleague answers anew, by what the rules say now.
async fn take_back(
    tx: &mut PgConnection,
    viewer: &Viewer,
    now: Timestamp,
    (case, channel): (&mut CaseFile, Channel),
    (claim, amount, facts): (&Claim, Money, &Facts),
    says: Says<'_>,
) -> Result<()> {
    // as it was before the offer: the first answer, or the one to an appeal
    let back = if claim.level < HIGHEST_LEVEL { Stage::Asked } else { Stage::Appealed };
    sqlx::query!("update claim set stage = $2 where id = $1", claim.id, back.as_str()).execute(&mut *tx).await?;
    ask(&mut *tx, now, claim.id, facts).await?;
    asked_again(&mut *tx, now, case.id).await?;
    let words = says(case.language, &Told::Withdrawn(amount));
    cases::claimant_says(&mut *tx, case, now, (words, channel), (News::Withdrawn, amount)).await?;
    record(tx, viewer, now, ("claim_withdrawn", &case.reference), (claim, amount, None)).await
}

/// What the rules are asked now, where an offer that waits to be taken can no more be: something was paid beside it since, or came here.
async fn overtaken_by(tx: &mut PgConnection, claim: &Claim, offered: Decimal) -> Result<Option<Facts>> {
    if claim.stage != Stage::Offered {
        return Ok(None);
    }
    let facts = fresh(&mut *tx, claim.case, &claim.facts).await?;
    if facts == claim.facts {
        return Ok(None);
    }
    let hash = sqlx::query_scalar!("select rule_file from claim where id = $1", claim.id).fetch_one(&mut *tx).await?;
    let book = ClaimBook::of_then(tx, &hash).await?;
    let assessment = assess(&book.rules, &facts).map_err(|_| Error::Conflict("claim-undecided"))?;
    let came = agreed_before(&facts) != agreed_before(&claim.facts);
    let now = Claim { facts, assessment, ..claim.clone() };
    let (proposed, most) = (now.proposed().amount, now.most().amount);
    Ok(overtaken(offered, claim.proposed().amount, (proposed, most), came).then_some(now.facts))
}

/// An offer is appealed against once, with a reason.
fn appeal<'a>(claim: &Claim, words: &'a str) -> Result<(Money, &'a str)> {
    let offered = claim.offered.filter(|_| claim.stage == Stage::Offered && claim.level < HIGHEST_LEVEL);
    let amount = offered.ok_or(Error::Conflict("claim-moved-on"))?;
    let words = words.trim();
    if words.is_empty() || words.chars().count() > WHY_LONGEST {
        return Err(Error::invalid("appeal", "claim-appeal-missing"));
    }
    Ok((amount, words))
}
