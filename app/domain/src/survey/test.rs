//! What a question or a jump depends on: an answer before it, or a fact of the trip.

use super::Answer;
use serde::{Deserialize, Serialize};

/// What is known of the matter a survey is about. Kept with the invitation, so that the questions stay the same while they are answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Given name of whoever is asked.
    pub name: Option<String>,
    /// "LD 2013".
    pub flight: Option<String>,
    /// "EWR–LHR".
    pub route: Option<String>,
    /// The reference of a case.
    pub reference: Option<String>,
    /// The tier of a member.
    pub tier: Option<String>,
    /// The cabin they flew in.
    pub cabin: Option<String>,
    /// The kind of a case.
    pub case: Option<String>,
    /// What a change was: `change`, `cancel`, `taxes`.
    pub change: Option<String>,
    /// Minutes later than planned at the destination.
    pub delay: Option<i64>,
}

impl Facts {
    /// One of them, as tests compare it.
    #[must_use]
    pub fn get(&self, fact: Fact) -> Option<String> {
        match fact {
            Fact::Tier => self.tier.clone(),
            Fact::Cabin => self.cabin.clone(),
            Fact::Case => self.case.clone(),
            Fact::Change => self.change.clone(),
            Fact::Delay => self.delay.map(|minutes| minutes.to_string()),
        }
    }
}

/// A fact questions can depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The tier of a member.
    Tier,
    /// The cabin they flew in.
    Cabin,
    /// The kind of a case.
    Case,
    /// What a change was.
    Change,
    /// Minutes late; compared as a number.
    Delay,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 5] = [Self::Tier, Self::Cabin, Self::Case, Self::Change, Self::Delay];

    /// As in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tier => "tier",
            Self::Cabin => "cabin",
            Self::Case => "case",
            Self::Change => "change",
            Self::Delay => "delay",
        }
    }

    /// Reads what [`Fact::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.as_str() == text)
    }
}

/// One condition: about an answer or about a fact, never both. Without bounds or values it holds where there is any.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// A question before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Something known of the trip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Fact>,
    /// One of these: an option chosen, the first of a ranking, a word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<String>,
    /// A number not below this; of a matrix, its lowest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// A number not above this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
}

impl Test {
    /// Whether it compares numbers.
    #[must_use]
    pub const fn bounded(&self) -> bool {
        self.at_least.is_some() || self.at_most.is_some()
    }

    /// Whether a fact satisfies it.
    #[must_use]
    pub fn fact_holds(&self, known: Option<&str>) -> bool {
        let Some(known) = known else { return false };
        self.one_of(&[known]) && self.within(known.parse().ok())
    }

    /// Whether an answer satisfies it. One that was passed over satisfies nothing.
    #[must_use]
    pub fn answer_holds(&self, given: Option<&Answer>) -> bool {
        match given {
            None | Some(Answer::Passed) => false,
            Some(Answer::Number(number)) => self.one_of(&[&number.to_string()]) && self.within(Some(*number)),
            Some(Answer::Grid(grid)) => self.is.is_empty() && self.within(grid.values().min().copied()),
            Some(Answer::Picked(picked)) => self.one_of(&picked.iter().map(String::as_str).collect::<Vec<_>>()) && self.within(None),
            Some(Answer::Ranked(order)) => {
                self.one_of(&order.first().map(String::as_str).into_iter().collect::<Vec<_>>()) && self.within(None)
            }
            Some(Answer::Words(_) | Answer::Day(_)) => self.is.is_empty() && self.within(None),
        }
    }

    fn one_of(&self, found: &[&str]) -> bool {
        self.is.is_empty() || self.is.iter().any(|wanted| found.contains(&wanted.as_str()))
    }

    fn within(&self, number: Option<i64>) -> bool {
        match number {
            Some(number) => self.at_least.is_none_or(|least| number >= least) && self.at_most.is_none_or(|most| number <= most),
            None => !self.bounded(),
        }
    }
}
