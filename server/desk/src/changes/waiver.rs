//! What staff set aside for a passenger: within their limit at once, above it once a supervisor agrees.

use super::Tariff;
use super::behalf::{may_begin, proved};
use super::confirm::hold_booking;
use super::options::{Totals, undecided};
use super::quote::{Facts, Question};
use super::split::{one_at_a_time, paid_under};
use crate::staff::{WHY_LONGEST, decision};
use crate::{Error, FieldError, PgPool, Result, audit, cases};
use domain::booking::Locator;
use domain::case::Person;
use domain::fare::{Ask, Decision, Ground, Outcome, WaiverCode, spared, worth};
use domain::money::{Currency, Money};
use domain::policy::QUOTE_KEPT;
use domain::rights::{StaffMember, Viewer, may_approve_for, may_see_approvals};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Where a waiver stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaiverState {
    /// It is in the amounts.
    Granted,
    /// It waits for a supervisor.
    Asked,
    /// A supervisor does not agree; the amounts stand as the rules say.
    Refused,
}

impl WaiverState {
    pub(super) fn parse(word: &str) -> Result<Self> {
        match word {
            "granted" => Ok(Self::Granted),
            "asked" => Ok(Self::Asked),
            "refused" => Ok(Self::Refused),
            other => Err(Error::Internal(format!("unknown state of a waiver {other}"))),
        }
    }
}

/// What is set aside, on what ground, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// On what ground.
    pub ground: Ground,
    /// Why, in the words of who asked for it; for colleagues.
    pub why: String,
    /// Who.
    pub by: Person,
    /// When.
    pub at: Timestamp,
    /// What it spares the passenger.
    pub amount: Money,
    /// What a supervisor said to it.
    #[serde(default)]
    pub decided: Option<Decided>,
}

/// A supervisor's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Who.
    pub by: Person,
    /// When.
    pub at: Timestamp,
    /// In their words.
    pub words: String,
}

/// What staff may set aside in a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waivable {
    /// Codes whose rules hold.
    pub codes: Vec<WaiverCode>,
    /// How much is left of what they may waive of this booking by themselves; none where a supervisor approves everything.
    pub left: Option<Money>,
}

/// A quote, held by this transaction, with its question.
struct Quote {
    id: Uuid,
    locator: Locator,
    state: String,
    created_at: Timestamp,
    expires_at: Timestamp,
    question: Question,
    decision: Decision,
    facts: Facts,
    files: Vec<String>,
    currency: Currency,
    waiver: Option<Waiver>,
    waiver_state: Option<WaiverState>,
}

impl Quote {
    async fn hold(tx: &mut PgConnection, id: Uuid) -> Result<Self> {
        let row = sqlx::query!(
            "select locator, state, created_at, expires_at, asked, decision, facts, rule_files, currency, waiver, waiver_state
               from trip_change where id = $1 for update",
            id
        );
        let row = row.fetch_optional(tx).await?.ok_or(Error::NotFound)?;
        let internal = |error: serde_json::Error| Error::Internal(error.to_string());
        Ok(Self {
            id,
            locator: Locator::parse(&row.locator).map_err(|_| Error::Internal(format!("no locator: {}", row.locator)))?,
            state: row.state,
            created_at: row.created_at.to_jiff(),
            expires_at: row.expires_at.to_jiff(),
            question: serde_json::from_value(row.asked).map_err(internal)?,
            decision: serde_json::from_value(row.decision).map_err(internal)?,
            facts: serde_json::from_value(row.facts).map_err(internal)?,
            files: row.rule_files,
            currency: Currency::parse(&row.currency).ok_or_else(|| Error::Internal(format!("unknown currency {}", row.currency)))?,
            waiver: row.waiver.map(serde_json::from_value).transpose().map_err(internal)?,
            waiver_state: row.waiver_state.as_deref().map(WaiverState::parse).transpose()?,
        })
    }

    /// Only what is still a quote can be made cheaper.
    fn open(&self, now: Timestamp) -> Result<()> {
        match self.state.as_str() {
            "quoted" if self.expires_at > now => Ok(()),
            "quoted" | "expired" | "released" => Err(Error::Conflict("change-expired")),
            _ => Err(Error::Conflict("change-moved-on")),
        }
    }

    /// The rules it was made by.
    async fn tariff(&self, tx: &mut PgConnection) -> Result<Tariff> {
        let policy = self.decision.applied.first().map(|applied| applied.policy.as_str());
        Tariff::of_then(tx, &self.files, policy).await
    }

    /// The question and the answer with something set aside.
    fn with(&self, tariff: &Tariff, ground: &Ground) -> Result<(Question, Decision)> {
        let mut question = self.question.clone();
        question.request.waive = Some(ground.waive());
        let Question { booking, request, offer } = &question;
        let decision = tariff.decide(Ask { booking, request, offer: offer.as_ref() }).map_err(undecided)?;
        Ok((question, decision))
    }

    /// The case it is noted in.
    async fn note(&self, tx: &mut PgConnection, now: Timestamp, by: Person, words: String) -> Result<()> {
        match self.facts.by.as_ref().and_then(|made| made.case) {
            Some(case) => cases::noted(tx, now, case, by, &words).await,
            None => Ok(()),
        }
    }
}

fn person(member: &StaffMember) -> Person {
    Person { id: member.id.clone(), name: member.name.clone() }
}

/// What has been waived of a booking before, also of what was taken out of it, without this change.
async fn waived_before(tx: &mut PgConnection, quote: &Quote) -> Result<Decimal> {
    let root = paid_under(tx, quote.locator.as_str()).await?;
    let sum = sqlx::query_scalar!(
        r#"select coalesce(sum((c.waiver -> 'amount' ->> 'amount')::numeric), 0) as "sum!"
             from trip_change c join booking b on b.locator = c.locator
            where coalesce(b.split_from, b.locator) = $1 and c.id <> $2 and c.currency = $3
              and c.waiver_state = 'granted' and c.state in ('quoted', 'paying', 'confirming', 'done')"#,
        root,
        quote.id,
        quote.currency.to_string(),
    );
    Ok(sum.fetch_one(tx).await?)
}

/// What the viewer may set aside in a quote.
///
/// # Errors
/// `Forbidden`, `VerifyFirst` as for acting at all; `NotFound`; those of the database.
pub async fn waivable(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, id: Uuid) -> Result<Waivable> {
    let mut tx = db.begin().await?;
    let behalf = may_begin(&mut tx, viewer, now, locator).await?.ok_or(Error::Forbidden)?;
    hold_booking(&mut tx, locator).await?;
    let quote = of(&mut tx, locator, id).await?;
    let tariff = quote.tariff(&mut tx).await?;
    let Question { booking, request, offer } = &quote.question;
    let codes = tariff.codes(Ask { booking, request, offer: offer.as_ref() }).map_err(undecided)?;
    let before = waived_before(&mut tx, &quote).await?;
    let limit = tariff.limit(booking, request.at, behalf.member.role);
    let left = limit.map(|limit| limit.with((limit.amount - before).max(Decimal::ZERO)));
    Ok(Waivable { codes, left })
}

async fn of(tx: &mut PgConnection, locator: &Locator, id: Uuid) -> Result<Quote> {
    let quote = Quote::hold(tx, id).await?;
    if quote.locator == *locator { Ok(quote) } else { Err(Error::NotFound) }
}

/// Sets something aside in a quote: at once where the viewer's limit for the booking allows it, else it waits for a supervisor, and the
/// seats are kept as long as seats are kept at all.
///
/// # Errors
/// `Invalid` for `ground` and `why`; `Conflict` where it spares nothing, one is there already, or it is no quote any more; as
/// [`waivable`] otherwise.
pub async fn waive(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locator: &Locator,
    id: Uuid,
    (ground, why): (Option<Ground>, &str),
) -> Result<WaiverState> {
    let mut tx = db.begin().await?;
    let behalf = proved(&mut tx, viewer, now, locator).await?.ok_or(Error::Forbidden)?;
    let (ground, why) = sound(ground, why)?;
    one_at_a_time(&mut tx, locator).await?;
    hold_booking(&mut tx, locator).await?;
    let quote = of(&mut tx, locator, id).await?;
    quote.open(now)?;
    if let Some(state @ (WaiverState::Granted | WaiverState::Asked)) = quote.waiver_state {
        // the same press again
        if quote.waiver.as_ref().is_some_and(|there| (&there.by.id, &there.ground) == (&behalf.member.id, &ground) && there.why == why) {
            return Ok(state);
        }
        return Err(Error::Conflict("waiver-there"));
    }
    let tariff = quote.tariff(&mut tx).await?;
    let (question, decision) = quote.with(&tariff, &ground)?;
    let permits = quote.decision.outcome == Outcome::Refused;
    let amount = match &question.offer {
        // what was refused would have been lost whole
        Some(_) if permits => worth(&question.booking, &question.request),
        _ => spared(&quote.decision, &decision, quote.currency),
    };
    if decision.outcome == Outcome::Refused || (amount <= Decimal::ZERO && !permits) {
        return Err(Error::Conflict("waiver-nothing"));
    }
    let before = waived_before(&mut tx, &quote).await?;
    let limit = tariff.limit(&question.booking, question.request.at, behalf.member.role);
    let own = limit.is_some_and(|limit| before + amount <= limit.amount);
    let by = person(&behalf.member);
    let waiver = Waiver { ground, why, by: by.clone(), at: now, amount: Money::new(amount, quote.currency), decided: None };
    let detail = json!({ "change": id, "amount": waiver.amount.to_string(), "why": waiver.why });
    let words = format!("− {} · {}", waiver.amount, waiver.why);
    let (state, act) = if own {
        grant(&mut tx, &quote, &question, &decision, &waiver).await?;
        (WaiverState::Granted, "fee_waived")
    } else {
        ask(&mut tx, &quote, &waiver).await?;
        (WaiverState::Asked, "waiver_asked")
    };
    quote.note(&mut tx, now, by, words).await?;
    audit::record(&mut tx, viewer, now, act, "trip", locator.as_str(), detail).await?;
    tx.commit().await?;
    Ok(state)
}

fn sound(ground: Option<Ground>, why: &str) -> Result<(Ground, String)> {
    let why = why.trim();
    let mut errors = Vec::new();
    if ground.is_none() {
        errors.push(FieldError::new("ground", "waiver-ground-missing"));
    }
    if why.is_empty() {
        errors.push(FieldError::new("why", "waiver-why-missing"));
    }
    if why.chars().count() > WHY_LONGEST {
        errors.push(FieldError::new("why", "waiver-why-long"));
    }
    match ground {
        Some(ground) if errors.is_empty() => Ok((ground, why.to_owned())),
        _ => Err(Error::Invalid(errors)),
    }
}

/// From now on it is what is confirmed: question, answer and amounts together, so that the rules of then give them again.
async fn grant(tx: &mut PgConnection, quote: &Quote, question: &Question, decision: &Decision, waiver: &Waiver) -> Result<()> {
    let json = |value: Result<serde_json::Value, serde_json::Error>| value.map_err(|error| Error::Internal(error.to_string()));
    let totals = Totals::of(decision, quote.currency);
    let due: Option<Date> = decision.due.as_ref().map(|due| due.by);
    sqlx::query!(
        "update trip_change set asked = $2, decision = $3, to_pay = $4, refund = $5, voucher = $6, due_by = $7, waiver = $8, waiver_state = 'granted'
          where id = $1",
        quote.id,
        json(serde_json::to_value(question))?,
        json(serde_json::to_value(decision))?,
        totals.to_pay.amount,
        totals.refund.amount,
        totals.voucher.amount,
        due.map(ToSqlx::to_sqlx) as _,
        json(serde_json::to_value(waiver))?,
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn ask(tx: &mut PgConnection, quote: &Quote, waiver: &Waiver) -> Result<()> {
    let json = serde_json::to_value(waiver).map_err(|error| Error::Internal(error.to_string()))?;
    sqlx::query!(
        "update trip_change set waiver = $2, waiver_state = 'asked', expires_at = greatest(expires_at, $3) where id = $1",
        quote.id,
        json,
        (quote.created_at + QUOTE_KEPT).to_sqlx() as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes back what waits for a supervisor: it can be confirmed as the rules say.
///
/// # Errors
/// `Conflict` where nothing waits; as [`waivable`] otherwise.
pub async fn take_back(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, id: Uuid) -> Result<()> {
    let mut tx = db.begin().await?;
    may_begin(&mut tx, viewer, now, locator).await?.ok_or(Error::Forbidden)?;
    hold_booking(&mut tx, locator).await?;
    let quote = of(&mut tx, locator, id).await?;
    quote.open(now)?;
    if quote.waiver_state != Some(WaiverState::Asked) {
        return Err(Error::Conflict("waiver-decided"));
    }
    sqlx::query!("update trip_change set waiver = null, waiver_state = null where id = $1", id).execute(&mut *tx).await?;
    audit::record(&mut tx, viewer, now, "waiver_taken_back", "trip", locator.as_str(), json!({ "change": id })).await?;
    tx.commit().await?;
    Ok(())
}

/// What waits for a supervisor, the first to run out first: each with its booking.
///
/// # Errors
/// `Forbidden` for who approves nothing; those of the database.
pub async fn approvals(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Result<Vec<(Locator, Uuid)>> {
    if !may_see_approvals(viewer) {
        return Err(Error::Forbidden);
    }
    let rows = sqlx::query!(
        "select id, locator from trip_change where waiver_state = 'asked' and state = 'quoted' and expires_at > $1 order by expires_at, id limit 50",
        now.to_sqlx() as _
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((Locator::parse(&row.locator).ok()?, row.id))).collect())
}

/// A supervisor agrees or not; never on what they asked for themselves. Of two at once the first decides.
///
/// # Errors
/// `Forbidden`; `Invalid` for `words`, needed where it is refused; `Conflict` where it was decided, taken back, or has run out; those of
/// the database.
pub async fn decide_waiver(db: &PgPool, viewer: &Viewer, now: Timestamp, id: Uuid, agrees: bool, words: &str) -> Result<()> {
    let (member, words) = decision(viewer, agrees, words)?;
    let mut tx = db.begin().await?;
    let locator = sqlx::query_scalar!("select locator from trip_change where id = $1", id).fetch_optional(&mut *tx).await?;
    let locator = locator.and_then(|locator| Locator::parse(&locator).ok()).ok_or(Error::NotFound)?;
    hold_booking(&mut tx, &locator).await?;
    let quote = Quote::hold(&mut tx, id).await?;
    let by_them = |decided: &Decided| decided.by.id == member.id && decided.words == words;
    let decided = if agrees { WaiverState::Granted } else { WaiverState::Refused };
    if quote.waiver_state == Some(decided) && quote.waiver.as_ref().and_then(|waiver| waiver.decided.as_ref()).is_some_and(by_them) {
        return Ok(());
    }
    let waiter = (quote.waiver_state == Some(WaiverState::Asked)).then(|| quote.waiver.clone()).flatten();
    let mut waiver = waiter.ok_or(Error::Conflict("waiver-decided"))?;
    if !may_approve_for(viewer, &waiver.by.id) {
        return Err(Error::Forbidden);
    }
    quote.open(now)?;
    waiver.decided = Some(Decided { by: person(member), at: now, words: words.to_owned() });
    let (act, mark) = if agrees { ("waiver_approved", "✓") } else { ("waiver_refused", "✗") };
    if agrees {
        let tariff = quote.tariff(&mut tx).await?;
        let (question, decision) = quote.with(&tariff, &waiver.ground)?;
        grant(&mut tx, &quote, &question, &decision, &waiver).await?;
    } else {
        let json = serde_json::to_value(&waiver).map_err(|error| Error::Internal(error.to_string()))?;
        sqlx::query!("update trip_change set waiver = $2, waiver_state = 'refused' where id = $1", id, json).execute(&mut *tx).await?;
    }
    let told = format!("{mark} − {} {words}", waiver.amount);
    quote.note(&mut tx, now, person(member), told.trim_end().to_owned()).await?;
    let detail = json!({ "change": id, "amount": waiver.amount.to_string(), "why": words, "staff": waiver.by.name });
    audit::record(&mut tx, viewer, now, act, "trip", locator.as_str(), detail).await?;
    tx.commit().await?;
    Ok(())
}
