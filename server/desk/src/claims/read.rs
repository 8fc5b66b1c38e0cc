//! Claims as they stand.

use super::thing::Thing;
use crate::{Error, PgPool, Result};
use domain::case::{CaseId, Topic};
use domain::claim::{Assessment, Doubt, Facts, Stage};
use domain::money::{Currency, Money};
use domain::payment::State;
use jiff::Timestamp;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Row id.
    pub id: Uuid,
    /// Its case.
    pub case: CaseId,
    /// Where it stands.
    pub stage: Stage,
    /// The first answer, or the one after an appeal.
    pub level: i16,
    /// What the rules were asked.
    pub facts: Facts,
    /// What they said.
    pub assessment: Assessment,
    /// What was told, one by one.
    pub things: Vec<Thing>,
    /// What a colleague offers, or wants to.
    pub offered: Option<Money>,
    /// Why it is not what the rules say.
    pub why: Option<String>,
    /// Who, by id and name.
    pub by: Option<(String, String)>,
    /// Who offered before the appeal.
    pub(super) first: Option<Uuid>,
    /// Why a supervisor is asked about it.
    pub doubts: Vec<Doubt>,
    /// The supervisor who agreed to it.
    pub(super) agreed: Option<Uuid>,
    /// Why the passenger does not take it.
    pub appeal: Option<String>,
    /// How often its payment was planned.
    pub(super) payouts: i16,
    /// What the passenger says was declared at check-in: it counts once a colleague has confirmed it.
    pub declared: Option<Money>,
    /// When it was sent.
    pub created_at: Timestamp,
    /// The payment, as far as it is.
    pub payment: Option<Payment>,
}

/// How its money stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Where it stands.
    pub state: State,
    /// Where one says where it is to go, while that is asked.
    pub page: Option<String>,
    /// What it went to.
    pub means: Option<String>,
}

impl Claim {
    /// The rules' own amount.
    #[must_use]
    pub const fn proposed(&self) -> Money {
        self.assessment.total
    }

    /// The most that can be offered.
    #[must_use]
    pub fn most(&self) -> Money {
        let before = self.assessment.lines.iter().filter(|line| line.kind == domain::claim::LineKind::Before);
        let before: Decimal = before.map(|line| -line.amount.amount).sum();
        // a line takes off no more than there is to take it from; the law's limit knows all that was paid
        let paid = self.facts.paid.iter().filter(|paid| paid.currency == self.proposed().currency);
        let paid: Decimal = paid.map(|paid| paid.amount).sum();
        let limit = &self.assessment.limit;
        domain::claim::most(limit.amount.with(limit.left()), before.max(paid), self.proposed())
    }
}

struct Row {
    id: Uuid,
    case_id: i64,
    stage: String,
    level: i16,
    facts: serde_json::Value,
    assessment: serde_json::Value,
    things: serde_json::Value,
    currency: String,
    offered: Option<Decimal>,
    why: Option<String>,
    by_id: Option<Uuid>,
    by_name: Option<String>,
    first_id: Option<Uuid>,
    agreed_id: Option<Uuid>,
    appeal: Option<String>,
    payouts: i16,
    doubts: Vec<String>,
    declared: Option<Decimal>,
    declared_currency: Option<String>,
    created_at: jiff_sqlx::Timestamp,
    paid: Option<String>,
    page: Option<String>,
    means: Option<String>,
}

impl TryFrom<Row> for Claim {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unread = |what: &str| Error::Internal(format!("claim {} cannot be read: {what}", row.id));
        let currency = Currency::parse(&row.currency).ok_or_else(|| unread("currency"))?;
        let payment = row.paid.as_deref().and_then(|state| State::parse(domain::payment::Direction::Refund, state));
        let declared = row.declared.zip(row.declared_currency.as_deref().and_then(Currency::parse));
        Ok(Self {
            stage: Stage::parse(&row.stage).ok_or_else(|| unread("stage"))?,
            facts: serde_json::from_value(row.facts.clone()).map_err(|error| unread(&error.to_string()))?,
            assessment: serde_json::from_value(row.assessment.clone()).map_err(|error| unread(&error.to_string()))?,
            things: serde_json::from_value(row.things.clone()).map_err(|error| unread(&error.to_string()))?,
            offered: row.offered.map(|amount| Money::new(amount, currency).tidy()),
            by: row.by_id.map(|id| id.to_string()).zip(row.by_name),
            payment: payment.map(|state| Payment { state, page: row.page.filter(|_| state == State::Sent), means: row.means }),
            id: row.id,
            case: row.case_id,
            level: row.level,
            why: row.why,
            first: row.first_id,
            agreed: row.agreed_id,
            appeal: row.appeal,
            payouts: row.payouts,
            doubts: row.doubts.iter().filter_map(|doubt| Doubt::parse(doubt)).collect(),
            declared: declared.map(|(amount, currency)| Money::new(amount, currency).tidy()),
            created_at: row.created_at.to_jiff(),
        })
    }
}

macro_rules! select {
    ($tail:literal, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select c.id, c.case_id, c.stage, c.level, c.facts, c.assessment, c.things, c.currency, c.offered, c.why, c.by_id, c.by_name, c.first_id, c.agreed_id, c.appeal,
                      c.payouts, c.doubts, c.declared, c.declared_currency, c.created_at, p.state as "paid?", p.hosted_url as "page?", p.means as "means?"
                 from claim c left join payment p on p.key = 'claim:' || c.id || ':' || c.payouts "# + $tail,
            $($argument),+
        )
    };
}

/// What was claimed in a case and in those that go on in it, the oldest first, one that still goes on last. The viewer's right to the case is the
/// caller's to judge.
pub(super) async fn all_of(tx: &mut PgConnection, case: CaseId) -> Result<Vec<Claim>> {
    let rows = select!(
        "where c.case_id in (select case_parts($1)) and c.stage <> 'replaced'
         order by c.stage <> 'accepted', c.created_at, c.id",
        case
    );
    rows.fetch_all(tx).await?.into_iter().map(Claim::try_from).collect()
}

/// Other cases in which something is or was claimed out of the same limit.
pub(super) async fn beside(tx: &mut PgConnection, case: CaseId) -> Result<Vec<String>> {
    let cases = sqlx::query_scalar!(
        "select distinct f.reference from case_file f join claim c on c.case_id = f.id
          where f.id in (select cases_sharing($1)) and f.id not in (select case_parts($1)) and c.stage <> 'replaced' order by 1",
        case
    );
    Ok(cases.fetch_all(tx).await?)
}

/// The claim that goes on in a case, nobody else's until the transaction ends.
pub(super) async fn hold(tx: &mut PgConnection, case: CaseId) -> Result<Option<Claim>> {
    let row = select!("where c.case_id = $1 and c.stage in ('asked', 'approval', 'offered', 'appealed') for update of c", case);
    row.fetch_optional(tx).await?.map(Claim::try_from).transpose()
}

/// The claim that stands in a case, or was accepted last. Whoever asks has the case open.
///
/// # Errors
/// Those of the database.
pub async fn standing(db: &PgPool, reference: &str) -> Result<Option<Claim>> {
    let row = select!(
        "where c.case_id in (select case_parts((select id from case_file where reference = $1))) and c.stage <> 'replaced' order by c.stage <> 'accepted' desc, c.created_at desc, c.id desc limit 1",
        reference
    );
    row.fetch_optional(db).await?.map(Claim::try_from).transpose()
}

/// Whether something can be claimed in a case about no booking: it is about a bag that did not come, broke or was opened. Whoever asks has it open.
///
/// # Errors
/// Those of the database.
pub async fn of_a_loss(db: &PgPool, reference: &str) -> Result<bool> {
    let topic = sqlx::query_scalar!("select topic from case_file where reference = $1", reference).fetch_optional(db).await?;
    Ok(topic.is_some_and(|topic| Topic::parse(&topic).is_some_and(Topic::of_a_loss)))
}

/// One by its id, nobody else's until the transaction ends.
pub(super) async fn by_id(tx: &mut PgConnection, id: Uuid) -> Result<Claim> {
    select!("where c.id = $1 for update of c", id).fetch_optional(tx).await?.ok_or(Error::NotFound)?.try_into()
}

/// Those a supervisor is asked about, the oldest first, with the references of their cases.
pub(super) async fn to_approve(tx: &mut PgConnection) -> Result<Vec<(String, Claim)>> {
    let rows = sqlx::query!(
        "select c.id, f.reference from claim c join case_file f on f.id = c.case_id where c.stage = 'approval' order by c.updated_at limit 50"
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(&mut *tx).await? {
        let claim: Option<Row> = select!("where c.id = $1 and c.stage = 'approval'", row.id).fetch_optional(&mut *tx).await?;
        if let Some(claim) = claim {
            all.push((row.reference, claim.try_into()?));
        }
    }
    Ok(all)
}
