//! Asking the rules about a claim.

use super::account::account;
use super::facts::{BagKind, Facts, Harm, ItemKind};
use super::limit::cap;
use super::rates::Rate;
use super::rules::{ClaimRules, CountedFrom, Deadline, Governs, Head, MetBy, Regime};
use crate::fare::Said;
use crate::money::{Currency, Money};
use jiff::{Span, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What goes into the braces of a sentence.
pub(super) type Values = BTreeMap<&'static str, String>;

/// What a line of the account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Something claimed, at what it cost.
    Item,
    /// Bought on a day that is not covered.
    Outside,
    /// Over what is paid for a day.
    OverDay,
    /// Over what is paid for such things in all.
    OverInterim,
    /// What age takes off.
    Worn,
    /// What the missing receipt takes off.
    Unproved,
    /// Settled before.
    Settled,
    /// Over the limit.
    OverLimit,
    /// Paid before.
    Before,
}

/// One line of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The thing claimed that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Above zero to the passenger, below zero taken off.
    pub amount: Money,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

/// The most that is paid, for this journey and day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// The most.
    pub amount: Money,
    /// In special drawing rights, where the law counts in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdr: Option<Decimal>,
    /// By which rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// What of it was paid before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

impl Cap {
    /// What is left of it, never less than nothing.
    #[must_use]
    pub fn left(&self) -> Decimal {
        let taken = self.taken.as_ref().map_or(Decimal::ZERO, |taken| taken.amount.amount);
        (self.amount.amount - taken).max(Decimal::ZERO)
    }
}

/// A part of the limit that was paid before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// How much.
    pub amount: Money,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

/// By when something has to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastDay {
    /// The last day.
    pub day: Date,
    /// A claim after it is not paid.
    pub bars: bool,
    /// The rule behind it.
    #[serde(flatten)]
    pub said: Said,
}

/// Whether there is anything to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The lines say what.
    Payable,
    /// A day was missed: the sentence stands in `refused`.
    Late,
    /// The airline is not to blame for a bag the passenger had.
    NoFault,
}

/// What the rules say of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The law it falls under, and why.
    pub regime: Said,
    /// The most there is.
    pub limit: Cap,
    /// Days to keep.
    pub deadlines: Vec<LastDay>,
    /// Whether there is anything to pay.
    pub outcome: Outcome,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Said>,
    /// The account.
    pub lines: Vec<Line>,
    /// Its sum.
    pub total: Money,
    /// The file it was decided by.
    pub version: String,
}

/// Why the rules decide nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Undecided {
    /// The journey has no flight, or an airport whose country nobody knows.
    #[error("the country of {0} is not known")]
    Country(String),
    /// No regime governs.
    #[error("no rule says which law this journey falls under")]
    Regime,
    /// The regime has no limit for the day.
    #[error("no limit of {0} for this day and bag")]
    Limit(String),
    /// No rate was told by that day.
    #[error("no rate for {0} by this day")]
    Rate(Currency),
    /// An amount is below zero, too large, or finer than its currency.
    #[error("{0} is no amount that can be claimed")]
    Amount(Money),
    /// Things inside a bag are claimed once it is lost, or came damaged.
    #[error("{0}: while a bag may still come, only what was bought meanwhile is paid")]
    StillComing(String),
    /// Nobody's claim.
    #[error("a claim is for at least one passenger, and for at most nine")]
    Passengers,
}

/// Largest amount that is looked at.
const LARGEST: i64 = 100_000_000;

/// A day so many days later; the day itself where the calendar ends.
pub(super) fn plus(day: Date, days: i64) -> Date {
    Span::new().try_days(days).ok().and_then(|span| day.checked_add(span).ok()).unwrap_or(day)
}

/// What the rules say of a claim.
///
/// # Errors
/// [`Undecided`] where they say nothing.
pub fn assess(rules: &ClaimRules, facts: &Facts) -> Result<Assessment, Undecided> {
    sound(facts)?;
    let regime = governing(rules, facts)?;
    let limit = cap(rules, facts, regime)?;
    let deadlines = deadlines(rules, facts, regime);
    let missed = deadlines.iter().find(|(last, met_by)| last.bars && met(facts, *met_by) > last.day).map(|(last, _)| last.said.clone());
    let zero = Money::zero(facts.currency).tidy();
    let mut told = Assessment {
        regime: rules.said(regime.head(), &journey(facts)),
        limit,
        deadlines: deadlines.into_iter().map(|(last, _)| last).collect(),
        outcome: Outcome::Payable,
        refused: None,
        lines: Vec::new(),
        total: zero,
        version: rules.version(),
    };
    let blameless = regime.fault.as_ref().filter(|_| facts.bag == BagKind::CarryOn && facts.our_fault != Some(true));
    if let Some(said) = missed {
        (told.outcome, told.refused) = (Outcome::Late, Some(said));
    } else if let Some(fault) = blameless {
        let head = Head { article: fault.article.as_deref(), text: &fault.text, ..regime.head() };
        (told.outcome, told.refused) = (Outcome::NoFault, Some(rules.said(head, &Values::new())));
    } else {
        told.lines = account(rules, facts, regime, &told.limit)?;
        told.total = zero.with(told.lines.iter().map(|line| line.amount.amount).sum()).tidy();
    }
    Ok(told)
}

/// The law a journey falls under, and why.
///
/// # Errors
/// [`Undecided`] where no rule says so.
pub fn regime_of(rules: &ClaimRules, facts: &Facts) -> Result<Said, Undecided> {
    Ok(rules.said(governing(rules, facts)?.head(), &journey(facts)))
}

fn sound(facts: &Facts) -> Result<(), Undecided> {
    if !(1..=9).contains(&facts.passengers) {
        return Err(Undecided::Passengers);
    }
    if let Some(item) = facts.items.iter().find(|item| facts.harm == Harm::Delay && item.kind != ItemKind::Interim && !item.settled) {
        return Err(Undecided::StillComing(item.id.clone()));
    }
    let all = facts.items.iter().map(|item| item.cost).chain(facts.paid.iter().copied()).chain(facts.declared);
    let all = all.chain(facts.settled.iter().chain(&facts.beside).map(|beside| beside.paid));
    for money in all {
        let fine = money.amount.normalize().scale() <= money.currency.digits();
        if money.amount < Decimal::ZERO || money.amount > Decimal::from(LARGEST) || !fine {
            return Err(Undecided::Amount(money));
        }
    }
    Ok(())
}

fn journey(facts: &Facts) -> Values {
    let from = facts.journey.first().map(|leg| leg.from.airport.clone()).unwrap_or_default();
    let to = facts.journey.last().map(|leg| leg.to.airport.clone()).unwrap_or_default();
    BTreeMap::from([("from", from), ("to", to)])
}

pub(super) fn governing<'r>(rules: &'r ClaimRules, facts: &Facts) -> Result<&'r Regime, Undecided> {
    let places: Vec<_> = facts.journey.iter().flat_map(|leg| [&leg.from, &leg.to]).collect();
    if let Some(unknown) = places.iter().find(|place| place.country.trim().is_empty()) {
        return Err(Undecided::Country(unknown.airport.clone()));
    }
    let counted: Vec<&str> = places
        .iter()
        .map(|place| rules.file.counts_as.get(&place.country).map_or(place.country.as_str(), |other| other.as_str()))
        .collect();
    let governs = |when: &Governs| {
        let within = when.within.as_ref().is_none_or(|country| counted.iter().all(|place| place == country));
        within && when.convention.is_none_or(|wanted| wanted == convention(rules, &counted))
    };
    let regime = rules.file.regime.iter().find(|regime| regime.covers.contains(&facts.bag) && governs(&regime.when));
    if places.is_empty() { Err(Undecided::Country(String::new())) } else { regime.ok_or(Undecided::Regime) }
}

/// Between two parties; or from one party back to it, with a stop in another country, party or not.
fn convention(rules: &ClaimRules, counted: &[&str]) -> bool {
    let (Some(first), Some(last)) = (counted.first(), counted.last()) else { return false };
    let party = |country: &str| rules.file.parties.contains(country);
    party(first) && party(last) && (first != last || counted.iter().any(|place| place != first))
}

/// The day something was done that a deadline waits for.
fn met(facts: &Facts, met_by: MetBy) -> Date {
    match met_by {
        MetBy::Report => facts.reported.unwrap_or(facts.asked),
        MetBy::Claim => facts.asked,
    }
}

/// The last day on which something has still to be done to keep a claim, as far as the rules know one.
///
/// # Errors
/// [`Undecided`] where no rule says so.
pub fn last_day(rules: &ClaimRules, facts: &Facts) -> Result<Option<Date>, Undecided> {
    let open = deadlines(rules, facts, governing(rules, facts)?);
    let open = open.into_iter().filter(|(last, met_by)| last.bars && (*met_by == MetBy::Claim || facts.reported.is_none()));
    Ok(open.map(|(last, _)| last.day).min())
}

fn deadlines(rules: &ClaimRules, facts: &Facts, regime: &Regime) -> Vec<(LastDay, MetBy)> {
    let of = |deadline: &Deadline| {
        let from = match deadline.counted_from {
            CountedFrom::Received => facts.received?,
            CountedFrom::Arrived => facts.arrived,
        };
        let years = deadline.years.and_then(|years| Span::new().try_years(years).ok()).and_then(|span| from.checked_add(span).ok());
        let day = deadline.days.map(|days| plus(from, days)).or(years)?;
        let said = rules.said(deadline.head(), &BTreeMap::from([("day", day.to_string())]));
        Some((LastDay { day, bars: deadline.bars, said }, deadline.met_by))
    };
    let all = rules.file.deadline.iter().filter(|deadline| deadline.regime == regime.id && deadline.harms.contains(&facts.harm));
    all.filter_map(of).collect()
}
