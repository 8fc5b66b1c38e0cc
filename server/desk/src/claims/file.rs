//! What somebody may claim, and claiming it.

use super::begun::{Begun, begun};
use super::ground::{self, Ground};
use super::read::{Claim, all_of, beside};
use super::shared::one_at_a_time;
use super::thing::Thing;
use super::{Answers, ClaimBook, KEEPS, Says, Told, photos_of, things};
use crate::access::{identified, keeper};
use crate::cases::{self, CaseFile, Draft};
use crate::files::{self, Chosen, FileOf};
use crate::{Error, PgPool, Result, audit};
use domain::booking::Locator;
use domain::case::Channel;
use domain::claim::{Assessment, Facts, News, Stage, assess};
use domain::files::Limits;
use domain::money::Money;
use domain::rights::{CaseAction, CaseRole, TripAccess, Viewer, may_act_for_passengers, trip_access};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a case may claim.
#[derive(Debug, Clone)]
pub struct Entitled {
    /// `LS-7K3M-9Q2F`.
    pub reference: String,
    /// The booking.
    pub locator: String,
    /// What the viewer is to it.
    pub role: CaseRole,
    /// By when they hear from us.
    pub reply_by: Option<Timestamp>,
    /// What is known without asking.
    pub begun: Begun,
    /// What the rules say without any thing claimed: the law, the limit, the days. None where they do not say.
    pub assessment: Option<Assessment>,
    /// What was claimed, the oldest first.
    pub claims: Vec<Claim>,
    /// Photos of what was claimed.
    pub photos: Vec<FileOf>,
    /// It is certain who asks: what moves money is theirs to do.
    pub proved: bool,
    /// Other cases in which something is claimed out of the same limit; for colleagues only.
    pub beside: Vec<String>,
    /// What colleagues found out that decides it.
    pub ground: Option<Ground>,
}

impl Entitled {
    /// The claim that stands, or was accepted last.
    #[must_use]
    pub fn claim(&self) -> Option<&Claim> {
        self.claims.last()
    }

    /// The answers told so far: those kept, else those of a list that another one may still take the place of.
    #[must_use]
    pub fn told_so_far(&self, kept: Draft) -> Draft {
        let Some(claim) = self.claim().filter(|claim| kept.is_empty() && claim.stage.replaceable()) else { return kept };
        let yes = |yes| if yes { "yes" } else { "no" };
        let facts = &claim.facts;
        let answers = [
            ("harm", facts.harm.as_str().to_owned()),
            ("arrived", facts.arrived.to_string()),
            ("received", facts.received.map(|day| day.to_string()).unwrap_or_default()),
            ("at_home", yes(facts.at_home).to_owned()),
            ("currency", facts.currency.to_string()),
            ("from", facts.journey.first().map(|leg| leg.from.airport.clone()).unwrap_or_default()),
            ("to", facts.journey.last().map(|leg| leg.to.airport.clone()).unwrap_or_default()),
            ("by_way_of", facts.journey.get(1).map(|leg| leg.from.airport.clone()).unwrap_or_default()),
            ("passengers", facts.passengers.to_string()),
            ("people", facts.people.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")),
            ("declared", yes(claim.declared.is_some()).to_owned()),
            ("declared_amount", claim.declared.map(|sum| sum.amount.to_string()).unwrap_or_default()),
            ("declared_currency", claim.declared.map(|sum| sum.currency.to_string()).unwrap_or_default()),
            (KEEPS, serde_json::to_string(&claim.things).unwrap_or_default()),
        ];
        answers.into_iter().map(|(name, answer)| (name.to_owned(), answer)).collect()
    }

    /// Whether the viewer may claim now: whoever opened the case, or a colleague for them; not while a claim waits for an answer.
    #[must_use]
    pub fn may_claim(&self) -> bool {
        may_claim(self.role)
            && (self.assessment.is_some() || self.begun.places.is_some())
            && self.claims.iter().all(|claim| !claim.stage.open() || claim.stage.replaceable())
    }
}

/// Companions read; money is the opener's.
fn may_claim(role: CaseRole) -> bool {
    role.may(CaseAction::Verdict) || matches!(role, CaseRole::Staff { .. }) && role.may(CaseAction::Reply)
}

/// What the case about a bag may claim. Staff looking leave a row.
///
/// # Errors
/// `NotFound` where the case is about no bag, or not the viewer's; those of the database.
pub async fn entitled(db: &PgPool, viewer: &Viewer, now: Timestamp, book: &ClaimBook, reference: &str) -> Result<Entitled> {
    let mut tx = db.begin().await?;
    let (case, role) = CaseFile::read(&mut tx, viewer, reference, CaseAction::Read).await?;
    let claims = all_of(&mut tx, case.id).await?;
    let begun = begun(&mut tx, now, &book.rules, &case, &claims).await?;
    let asked = Facts { items: Vec::new(), ..told_before(&begun, claims.last()) };
    let assessment = assess(&book.rules, &asked).ok();
    let ids: Vec<Uuid> = claims.iter().flat_map(|claim| &claim.things).flat_map(|thing| thing.photos.iter().copied()).collect();
    let photos = if ids.is_empty() { Vec::new() } else { files::of_ids(&mut tx, case.id, &ids).await? };
    let locator = case.locator.clone().unwrap_or_default();
    let proved = proved(&mut tx, viewer, now, &case).await.is_ok();
    let beside = if role.is_staff() { beside(&mut tx, case.id).await? } else { Vec::new() };
    let ground = ground::of_case(&mut tx, case.id).await?;
    audit::look(&mut tx, viewer, now, "claim", "case", &case.reference, json!({})).await?;
    tx.commit().await?;
    let reply_by = case.state.reply_by;
    Ok(Entitled { reference: case.reference, locator, role, reply_by, begun, assessment, claims, photos, proved, beside, ground })
}

/// What is known, with what was told where something was.
fn told_before(begun: &Begun, claim: Option<&Claim>) -> Facts {
    match claim {
        Some(claim) if claim.stage.open() => claim.facts.clone(),
        Some(Claim { facts: told, .. }) => Facts {
            harm: told.harm,
            journey: told.journey.clone(),
            arrived: told.arrived,
            received: told.received,
            reported: told.reported,
            at_home: told.at_home,
            passengers: told.passengers,
            people: told.people.clone(),
            currency: told.currency,
            ..begun.facts.clone()
        },
        None => begun.facts.clone(),
    }
}

/// A boarding pass names its booking and its passenger, so more than these is asked of who moves money (design §5): a proof of the contact or of
/// the passenger; of colleagues, that they know whom they act for. Without a booking it is who opened the case, by their address. Answers with how the passenger speaks with us.
pub(super) async fn proved(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, case: &CaseFile) -> Result<Channel> {
    let Some(locator) = case.locator.as_deref() else {
        return match viewer.staff() {
            Some(_) if may_act_for_passengers(viewer) => Ok(Channel::Phone),
            Some(_) => Err(Error::Forbidden),
            None => case.proved(tx, viewer).await?.then_some(Channel::Web).ok_or(Error::Conflict("claim-prove-address")),
        };
    };
    let first = || Error::VerifyFirst { locator: locator.to_owned() };
    if viewer.staff().is_some() {
        if !may_act_for_passengers(viewer) {
            return Err(Error::Forbidden);
        }
        let booking = Locator::parse(locator).map_err(|_| Error::NotFound)?;
        let known = identified(tx, viewer, now, &booking).await?;
        return known.map(|known| crate::bags::spoken(Some(&known))).ok_or_else(first);
    }
    (trip_access(viewer, locator) == Some(TripAccess::Verified)).then_some(Channel::Web).ok_or_else(first)
}

/// Sends a claim: what the rules say of it is kept with it, and said in the case. A list sent again before anybody has answered takes the place of
/// the one before; once one was accepted the next adds to it. The same `key` again changes nothing.
///
/// # Errors
/// `Invalid` where an answer is missing or wrong; `VerifyFirst` (`Conflict` without a booking) where it is not certain who asks; `Forbidden` for companions; `Conflict` while an
/// answer is waited for; as [`entitled`] otherwise.
pub async fn file(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    book: &ClaimBook,
    reference: &str,
    (key, draft): (Uuid, &Draft),
    (limits, says): (Limits, Says<'_>),
) -> Result<()> {
    let mut tx = db.begin().await?;
    let (mut case, role) = cases::claimed_in(&mut tx, viewer, reference, CaseAction::Reply).await?;
    if !may_claim(role) {
        return Err(Error::Forbidden);
    }
    one_at_a_time(&mut tx, case.id).await?;
    if sqlx::query_scalar!(r#"select exists (select from claim where key = $1) as "there!""#, key).fetch_one(&mut *tx).await? {
        return Ok(());
    }
    let claims = all_of(&mut tx, case.id).await?;
    let before = claims.iter().find(|claim| claim.stage.open());
    if before.is_some_and(|before| !before.stage.replaceable()) {
        return Err(Error::Conflict("claim-answered"));
    }
    let begun = begun(&mut tx, now, &book.rules, &case, &claims).await?;
    let channel = proved(&mut tx, viewer, now, &case).await?;
    let Answers { facts, declared, errors, .. } = super::understand(draft, &begun, &book.rules);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let assessment = assess(&book.rules, &facts).map_err(|_| Error::Conflict("claim-undecided"))?;
    if let Some(before) = before {
        sqlx::query!("update claim set stage = 'replaced', updated_at = $2 where id = $1", before.id, now.to_sqlx() as _)
            .execute(&mut *tx)
            .await?;
    }
    let (things, ids) = photographed(&mut tx, viewer, &case.reference, things(draft)).await?;
    book.keep(&mut tx, now).await?;
    let id = store(&mut tx, now, case.id, (key, &book.hash), (&facts, declared, &assessment, &things)).await?;
    let words = says(case.language, &Told::Claimed(&assessment, things.len()));
    let seq = cases::claimant_says(&mut tx, &mut case, now, (words, channel), (News::Received, assessment.total)).await?;
    let limits = Limits { per_message: ids.len(), ..limits };
    files::attach(&mut tx, keeper(viewer).as_deref(), &Chosen { ids, limits }, case.id, seq).await?;
    // what is claimed already needs no reminder
    sqlx::query!("update baggage_report set claim_look_at = null where case_id = $1", case.id).execute(&mut *tx).await?;
    let detail = json!({ "claim": id, "amount": assessment.total.to_string() });
    audit::record(&mut tx, viewer, now, "claimed", "case", &case.reference, detail).await?;
    tx.commit().await?;
    Ok(())
}

/// The things with the photos staged for each, and all of these.
async fn photographed(tx: &mut PgConnection, viewer: &Viewer, reference: &str, mut told: Vec<Thing>) -> Result<(Vec<Thing>, Vec<Uuid>)> {
    let Some(keeper) = keeper(viewer) else { return Ok((told, Vec::new())) };
    let (mut all, mut places) = (Vec::new(), BTreeSet::new());
    for thing in &mut told {
        // each number once, whatever a browser sent
        if !places.insert(thing.place) {
            continue;
        }
        let staged = sqlx::query_scalar!(
            "select id from attachment where session_id = $1 and draft = $2 and state = 'staged' order by id",
            keeper,
            photos_of(reference, thing.place)
        );
        let staged = staged.fetch_all(&mut *tx).await?;
        thing.photos.extend(&staged);
        all.extend(staged);
    }
    Ok((told, all))
}

async fn store(
    tx: &mut PgConnection,
    now: Timestamp,
    case: i64,
    (key, rules): (Uuid, &str),
    (facts, declared, assessment, things): (&Facts, Option<Money>, &Assessment, &[Thing]),
) -> Result<Uuid> {
    let json = |value: serde_json::Result<serde_json::Value>| value.map_err(|error| Error::Internal(error.to_string()));
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into claim (id, key, case_id, stage, facts, assessment, rule_file, things, currency, proposed, created_at, updated_at, declared, declared_currency)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13)",
        id,
        key,
        case,
        Stage::Asked.as_str(),
        json(serde_json::to_value(facts))?,
        json(serde_json::to_value(assessment))?,
        rules,
        json(serde_json::to_value(things))?,
        assessment.total.currency.code(),
        assessment.total.amount,
        now.to_sqlx() as _,
        declared.map(|declared| declared.amount),
        declared.map(|declared| declared.currency.to_string()),
    )
    .execute(tx)
    .await?;
    Ok(id)
}
