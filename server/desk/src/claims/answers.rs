//! What somebody told page by page, as a claim: the answers kept meanwhile, and what is wrong with them.

use super::begun::Begun;
use super::ground::declarable;
use super::thing::{MOST, Thing, amount};
use crate::FieldError;
use crate::cases::Draft;
use domain::claim::{ClaimRules, Facts, Harm, ItemKind, assess, counts_people, declares};
use domain::money::{Currency, Money};
use jiff::civil::Date;

/// Where the draft keeps the things told so far, as JSON.
pub const KEEPS: &str = "things";

/// One claim is for so many people at most.
const MOST_PEOPLE: usize = 9;

/// Answers that make a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// What the rules are asked.
    pub facts: Facts,
    /// What the passenger says was declared at check-in: not believed before a colleague has confirmed it.
    pub declared: Option<Money>,
    /// What is to be asked about the bag, as far as it can raise what is paid.
    pub asks: Asks,
    /// What is wrong, field by field.
    pub errors: Vec<FieldError>,
}

/// Whether it is asked whose things were in the bag, and whether a value was declared: where that can raise what is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asks {
    /// Whose things were in it: of several people on the booking.
    pub people: bool,
    /// How many people's things were in it: without a booking.
    pub count: bool,
    /// Whether a value was declared: where the law of the journey knows that.
    pub declared: bool,
}

impl Asks {
    /// Whether there is anything to ask.
    #[must_use]
    pub const fn any(self) -> bool {
        self.people || self.count || self.declared
    }
}

/// A question as it was asked: which fields stand on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What happened.
    Harm,
    /// Where the ticket went, where no booking says it.
    Journey,
    /// When.
    Days,
    /// Where one lives, and the currency.
    Home,
    /// Whose things were in the bag, and whether a value was declared.
    Whose,
    /// A thing.
    Item,
    /// Everything, before it is sent.
    Check,
}

impl Asked {
    /// Every question, in order.
    pub const ALL: [Self; 7] = [Self::Harm, Self::Journey, Self::Days, Self::Home, Self::Whose, Self::Item, Self::Check];

    /// As in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Harm => "harm",
            Self::Journey => "journey",
            Self::Days => "days",
            Self::Home => "home",
            Self::Whose => "whose",
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
            Self::Journey => &["from", "to", "by_way_of"],
            Self::Days => &["arrived", "received"],
            Self::Home => &["at_home", "currency"],
            Self::Whose => &["people", "passengers", "declared", "declared_amount", "declared_currency"],
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
    let mut facts = begun.facts.clone();
    if let Some(places) = &begun.places {
        facts.journey = places.journey((get("from"), get("to"), get("by_way_of")), &mut errors);
    }
    let mut wrong = |field, message| errors.push(FieldError::new(field, message));
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
    let asks = Asks {
        // of what came late only where a limit is partly used up: whose it is decides what is left
        people: begun.party.len() > 1
            && counts_people(rules, &facts)
            && (facts.harm != Harm::Delay || !facts.beside.is_empty() || !facts.settled.is_empty()),
        count: facts.harm != Harm::Delay && begun.places.is_some() && counts_people(rules, &facts),
        declared: facts.harm != Harm::Delay && declares(rules, &facts),
    };
    if asks.people {
        facts.people = get("people").split(',').filter_map(|place| place.parse().ok()).filter(|place| known_place(begun, *place)).collect();
        if facts.people.is_empty() || facts.people.len() > MOST_PEOPLE {
            wrong("people", "claim-people-missing");
        }
    } else if facts.beside.is_empty() && facts.settled.is_empty() {
        // nothing hangs on whose bag it is: programs from before read claims that do not say
        facts.people.clear();
    }
    facts.passengers = u32::try_from(facts.people.len()).unwrap_or(1).max(1);
    if asks.count {
        match get("passengers").parse().ok().filter(|count| (1..=MOST_PEOPLE).contains(count)) {
            Some(count) => facts.passengers = u32::try_from(count).unwrap_or(1),
            None => wrong("passengers", "claim-passengers-wrong"),
        }
    }
    let declared = match get("declared") {
        _ if !asks.declared => None,
        "yes" => {
            let currency = Currency::parse(get("declared_currency")).filter(|currency| known.contains(currency));
            if currency.is_none() {
                wrong("declared_currency", "claim-currency-missing");
            }
            let sum = currency.and_then(|currency| {
                Some(Money::new(amount(get("declared_amount"), Some(currency))?, currency)).filter(|sum| declarable(*sum))
            });
            if currency.is_some() && sum.is_none() {
                wrong("declared_amount", "claim-cost-wrong");
            }
            sum.map(Money::tidy)
        }
        "no" => None,
        _ => {
            wrong("declared", "claim-declared-missing");
            None
        }
    };
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
    facts.items.extend(told.iter().map(Thing::item));
    if errors.is_empty() && assess(rules, &facts).is_err() {
        errors.push(FieldError::new(KEEPS, "claim-undecided"));
    }
    Answers { facts, declared, asks, errors }
}

fn known_place(begun: &Begun, place: i16) -> bool {
    begun.party.iter().any(|(known, _)| *known == place)
}
