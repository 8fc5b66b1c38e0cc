//! What somebody told page by page, as a claim: the answers kept meanwhile, and what is wrong with them.

use super::begun::Begun;
use super::thing::{MOST, Thing};
use crate::FieldError;
use crate::cases::Draft;
use domain::claim::{ClaimRules, Facts, Harm, ItemKind, assess};
use domain::money::Currency;
use jiff::civil::Date;

/// Where the draft keeps the things told so far, as JSON.
pub const KEEPS: &str = "things";

/// Answers that make a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// What the rules are asked.
    pub facts: Facts,
    /// What is wrong, field by field.
    pub errors: Vec<FieldError>,
}

/// A question as it was asked: which fields stand on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What happened.
    Harm,
    /// When.
    Days,
    /// Where one lives, and the currency.
    Home,
    /// A thing.
    Item,
    /// Everything, before it is sent.
    Check,
}

impl Asked {
    /// Every question, in order.
    pub const ALL: [Self; 5] = [Self::Harm, Self::Days, Self::Home, Self::Item, Self::Check];

    /// As in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Harm => "harm",
            Self::Days => "days",
            Self::Home => "home",
            Self::Item => "item",
            Self::Check => "check",
        }
    }

    /// Reads what [`Asked::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asked| asked.as_str() == text)
    }

    /// The fields on its page.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Harm => &["harm"],
            Self::Days => &["arrived", "received"],
            Self::Home => &["at_home", "currency"],
            Self::Item => &["kind", "what", "cost", "cost_currency", "bought", "receipt"],
            Self::Check => &[KEEPS],
        }
    }
}

/// The things told so far.
#[must_use]
pub fn things(draft: &Draft) -> Vec<Thing> {
    draft.get(KEEPS).and_then(|kept| serde_json::from_str(kept).ok()).unwrap_or_default()
}

/// Reads the answers told so far into what the rules are asked; `begun` is what is known without them.
#[must_use]
pub fn read(draft: &Draft, begun: &Begun, rules: &ClaimRules) -> Answers {
    let get = |field: &str| draft.get(field).map_or("", |text| text.trim());
    let mut errors = Vec::new();
    let mut wrong = |field, message| errors.push(FieldError::new(field, message));
    let mut facts = begun.facts.clone();
    let harm = Harm::parse(get("harm"));
    facts.harm = harm.unwrap_or(facts.harm);
    // what was told us of a missing bag says nothing of what is broken in it
    if (facts.harm == Harm::Damage) != (begun.facts.harm == Harm::Damage) {
        facts.reported = None;
    }
    let arrived = get("arrived").parse::<Date>().ok().filter(|day| *day <= facts.asked && (begun.due.0..=begun.due.1).contains(day));
    facts.arrived = arrived.unwrap_or(facts.arrived);
    match harm {
        None => wrong("harm", "claim-harm-missing"),
        Some(Harm::Loss) if begun.facts.received.is_some() => wrong("harm", "claim-harm-came"),
        Some(Harm::Loss) if !begun.lost && facts.asked < rules.lost_from(facts.arrived) => wrong("harm", "claim-harm-early"),
        Some(_) => {}
    }
    if arrived.is_none() {
        wrong("arrived", "claim-arrived-wrong");
    }
    if begun.facts.received.is_none() {
        facts.received = get("received").parse().ok();
        match facts.received {
            Some(_) if facts.harm == Harm::Loss => facts.received = None,
            None if !get("received").is_empty() => wrong("received", "claim-received-wrong"),
            Some(day) if day > facts.asked || day < facts.arrived => wrong("received", "claim-received-wrong"),
            None if facts.harm == Harm::Damage => wrong("received", "claim-received-missing"),
            _ => {}
        }
    }
    match get("at_home") {
        "yes" => facts.at_home = true,
        "no" => facts.at_home = false,
        _ => wrong("at_home", "claim-home-missing"),
    }
    let known = rules.currencies(facts.asked);
    match Currency::parse(get("currency")).filter(|currency| known.contains(currency)) {
        Some(currency) => facts.currency = currency,
        None => wrong("currency", "claim-currency-missing"),
    }
    let told = things(draft);
    if told.is_empty() || told.len() > MOST {
        wrong(KEEPS, "claim-things-missing");
    }
    // while a bag may still come, what is in it was claimed too early
    let coming = facts.harm == Harm::Delay;
    if coming && told.iter().any(|thing| thing.kind != ItemKind::Interim) {
        wrong(KEEPS, "claim-still-coming");
    } else if told.iter().any(|thing| !thing.wrong(&facts, &known).is_empty()) {
        wrong(KEEPS, "claim-things-wrong");
    }
    facts.items.retain(|item| !coming || item.kind == ItemKind::Interim);
    facts.items.extend(told.iter().map(Thing::item));
    if errors.is_empty() && assess(rules, &facts).is_err() {
        errors.push(FieldError::new(KEEPS, "claim-undecided"));
    }
    Answers { facts, errors }
}
