//! What a rule file says of itself, and the words its rules use.

use super::super::value::{Moment, Number, Text};
use super::{Charge, Defaults, Difference, Due, Extra, Fee, FormRule, Handler, Insurance, Part, Permit, Significant, Used, Waiver};
use crate::money::{Currency, RoundingMode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a file is a policy's tariff or adds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The tariff: of one policy, one version holds at a time.
    #[default]
    Tariff,
    /// Adds rules to whichever tariff holds: waivers of a storm, the law of a country.
    Supplement,
}

/// What decides whether a file holds for a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The day the booking was made.
    Sale,
    /// The day its tickets were last issued.
    Issue,
    /// The day the journey begins.
    Departure,
    /// The day it is asked for.
    Evaluation,
}

/// Where a rule stands written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// "Conditions of carriage", "14 CFR 259.5".
    pub title: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
    /// When it was last compared.
    #[serde(default)]
    pub checked: Option<Moment>,
}

/// A fare family.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// As passengers read it.
    pub name: Text,
    /// The cabin it is of.
    #[serde(default)]
    pub cabin: Option<String>,
    /// Booking classes that are of it: a booking need not name the family then.
    #[serde(default)]
    pub classes: Vec<String>,
}

/// How amounts are rounded.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rounding {
    /// Which way.
    pub mode: RoundingMode,
    /// To steps of so much, where not the currency's own: `{ CNY = 1, JPY = 10 }`.
    pub units: BTreeMap<Currency, Number>,
}

/// What a unit of the base currency is in others: for currencies a fee is not named in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// The day they are of.
    pub as_of: Moment,
    /// The currency all are against.
    pub base: Currency,
    /// So much of each for one of the base.
    pub quotes: BTreeMap<Currency, Number>,
}

/// What staff may waive of one booking by themselves, by their role and currency; a supervisor approves what is above it, and
/// everything where nothing is said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StaffWaivers {
    /// Agents.
    pub agent: BTreeMap<Currency, Number>,
    /// Owners of a department.
    pub owner: BTreeMap<Currency, Number>,
    /// Supervisors.
    pub supervisor: BTreeMap<Currency, Number>,
}

impl StaffWaivers {
    /// The limits there are, as a file calls them.
    #[must_use]
    pub const fn all(&self) -> [(&'static str, &BTreeMap<Currency, Number>); 3] {
        [("agent", &self.agent), ("owner", &self.owner), ("supervisor", &self.supervisor)]
    }

    /// That of a role; administrators waive nothing.
    #[must_use]
    pub const fn of(&self, role: crate::rights::Role) -> Option<&BTreeMap<Currency, Number>> {
        use crate::rights::Role as R;
        match role {
            R::Agent => Some(&self.agent),
            R::Owner => Some(&self.owner),
            R::Supervisor => Some(&self.supervisor),
            R::Administrator => None,
        }
    }
}

/// One rule file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Version of this format: 1.
    pub format: u32,
    /// The policy it is a version of; a supplement for every policy says `*`.
    pub policy: String,
    /// Its version, as the airline counts.
    pub version: String,
    /// As passengers may read it.
    pub title: Text,
    /// Tariff or supplement.
    #[serde(default)]
    pub role: Role,
    /// What decides whether it holds.
    pub basis: Basis,
    /// First day it holds.
    pub from: Moment,
    /// Last day it holds; for good where it is not said.
    #[serde(default)]
    pub until: Option<Moment>,
    /// Zone of its days.
    pub zone: String,
    /// Currencies it is sold in: every fixed amount is needed in each, or a rate.
    #[serde(default)]
    pub currencies: Vec<Currency>,
    /// Source of rules that name none.
    #[serde(default)]
    pub source: Option<String>,
    /// Where rules stand written.
    #[serde(default)]
    pub sources: BTreeMap<String, Source>,
    /// Fare families.
    #[serde(default)]
    pub families: BTreeMap<String, Family>,
    /// Cabins, lowest first.
    #[serde(default = "cabins")]
    pub cabins: Vec<String>,
    /// Kinds of passengers.
    #[serde(default = "passengers")]
    pub passengers: Vec<String>,
    /// Loyalty tiers; `none` is always known.
    #[serde(default)]
    pub tiers: Vec<String>,
    /// Ways to ask.
    #[serde(default = "channels")]
    pub channels: Vec<String>,
    /// Reasons to ask; the first is taken where none is given.
    #[serde(default = "reasons")]
    pub reasons: Vec<String>,
    /// Actions beside `cancel`, `change`, `taxes` and `name`, and what each does.
    #[serde(default)]
    pub actions: BTreeMap<String, Does>,
    /// Country of each airport that conditions name.
    #[serde(default)]
    pub airports: BTreeMap<String, String>,
    /// Names for several airports and countries.
    #[serde(default)]
    pub regions: BTreeMap<String, Vec<String>>,
    /// Airports that serve one city, by a name of the file's own.
    #[serde(default)]
    pub cities: BTreeMap<String, Vec<String>>,
    /// How amounts are rounded.
    #[serde(default)]
    pub rounding: Rounding,
    /// What currencies are worth.
    #[serde(default)]
    pub rates: Option<Rates>,
    /// Days that are no working days, beside Saturdays and Sundays.
    #[serde(default)]
    pub holidays: Vec<Moment>,
    /// What staff may waive by themselves.
    #[serde(default)]
    pub staff_waivers: StaffWaivers,
    /// Said once for all rules.
    #[serde(default)]
    pub defaults: Defaults,
    /// Charges there are.
    #[serde(default)]
    pub charge: Vec<Charge>,
    /// Whether it may be done.
    #[serde(default)]
    pub permit: Vec<Permit>,
    /// What charges come to.
    #[serde(default)]
    pub fee: Vec<Fee>,
    /// What comes back.
    #[serde(default)]
    pub part: Vec<Part>,
    /// What a change does with differences.
    #[serde(default)]
    pub difference: Vec<Difference>,
    /// What becomes of extras in a change.
    #[serde(default)]
    pub extra: Vec<Extra>,
    /// In what form money comes back.
    #[serde(default)]
    pub form: Vec<FormRule>,
    /// What a ticket flown in part is worth.
    #[serde(default)]
    pub used: Vec<Used>,
    /// Who does it.
    #[serde(default)]
    pub handler: Vec<Handler>,
    /// By when it is paid.
    #[serde(default)]
    pub due: Vec<Due>,
    /// What sets rules aside.
    #[serde(default)]
    pub waiver: Vec<Waiver>,
    /// What covers pay.
    #[serde(default)]
    pub insurance: Vec<Insurance>,
    /// What counts as a significant change.
    #[serde(default)]
    pub significant: Vec<Significant>,
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn cabins() -> Vec<String> {
    owned(&["economy", "premium", "business", "first"])
}

fn passengers() -> Vec<String> {
    owned(&["adult", "child", "infant", "infant_seat"])
}

fn channels() -> Vec<String> {
    owned(&["web", "app", "kiosk", "phone", "counter", "airport", "agency"])
}

fn reasons() -> Vec<String> {
    owned(&["voluntary", "carrier", "weather", "illness", "death", "visa", "military"])
}

/// What an action does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// Gives the price back by its parts.
    Cancel,
    /// Puts new flights in the place of old ones.
    Change,
    /// Gives taxes back and nothing else.
    Taxes,
    /// Costs what its charges say.
    Charge,
}

/// Actions every policy knows.
pub const ACTIONS: [(&str, Does); 4] = [("cancel", Does::Cancel), ("change", Does::Change), ("taxes", Does::Taxes), ("name", Does::Charge)];

impl RuleFile {
    /// What an action does, where this file or every policy knows it.
    #[must_use]
    pub fn does(&self, action: &str) -> Option<Does> {
        let common = ACTIONS.iter().find(|(known, _)| *known == action).map(|(_, does)| *does);
        common.or_else(|| self.actions.get(action).copied())
    }

    /// Whether its rules are for bookings of this policy.
    #[must_use]
    pub fn serves(&self, policy: &str) -> bool {
        self.policy == policy || (self.role == Role::Supplement && self.policy == "*")
    }
}
