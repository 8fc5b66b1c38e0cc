//! Conditions made ready: each looks at one thing, and asks whether it is among words, between numbers, or on a route.

use super::when::{Dim, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of one passenger on one flight.
pub type Facts = BTreeMap<Dim, Value>;

/// One thing that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A word.
    Word(String),
    /// A number, in the unit of its dimension.
    Number(i64),
    /// From where to where, airport and country, and whether it stays in one country.
    Route {
        /// Where it begins.
        from: Place,
        /// Where it ends.
        to: Place,
        /// Whether it stays in one country.
        domestic: bool,
    },
}

impl Value {
    /// A word.
    pub fn word(word: &str) -> Self {
        Self::Word(word.to_owned())
    }

    /// `yes` or `no`.
    pub fn yes(holds: bool) -> Self {
        Self::word(if holds { "yes" } else { "no" })
    }
}

/// An airport and its country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// IATA.
    pub airport: String,
    /// ISO 3166 alpha-2.
    pub country: String,
}

/// Airports and countries, or all others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// Airports and countries, by code: two letters a country, three an airport.
    pub codes: BTreeSet<String>,
    /// Whether these are meant, or all others.
    pub but: bool,
}

impl Places {
    /// Whether a place is among them.
    pub fn has(&self, place: &Place) -> bool {
        (self.codes.contains(&place.airport) || self.codes.contains(&place.country)) != self.but
    }
}

/// A route asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnRoute {
    /// Where it begins.
    pub from: Option<Places>,
    /// Where it ends.
    pub to: Option<Places>,
    /// Either way round.
    pub between: Option<(Places, Places)>,
    /// Begins or ends here.
    pub touches: Option<Places>,
    /// Within one country or not.
    pub scope: Option<Scope>,
}

impl OnRoute {
    /// Whether a route is of this kind.
    pub fn has(&self, from: &Place, to: &Place, domestic: bool) -> bool {
        let among = |places: &Option<Places>, place: &Place| places.as_ref().is_none_or(|places| places.has(place));
        among(&self.from, from)
            && among(&self.to, to)
            && self.between.as_ref().is_none_or(|(a, b)| (a.has(from) && b.has(to)) || (b.has(from) && a.has(to)))
            && self.touches.as_ref().is_none_or(|places| places.has(from) || places.has(to))
            && self.scope.is_none_or(|scope| domestic == (scope == Scope::Domestic))
    }
}

/// What is asked of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Among these words, or all others.
    Words {
        /// The words.
        set: BTreeSet<String>,
        /// Whether they are meant, or all others.
        but: bool,
    },
    /// From one number to another, both included.
    Range(i64, i64),
    /// On such a route.
    Route(OnRoute),
}

impl Test {
    /// Whether what is known is what is asked for.
    pub fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Words { set, but }, Value::Word(word)) => set.contains(word) != *but,
            (Self::Range(low, high), Value::Number(number)) => (low..=high).contains(&number),
            (Self::Route(route), Value::Route { from, to, domestic }) => route.has(from, to, *domestic),
            _ => false,
        }
    }
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it looks at.
    pub dim: Dim,
    /// What it asks.
    pub test: Test,
}

impl Condition {
    /// Whether it holds; never for what is not known.
    pub fn holds(&self, facts: &Facts) -> bool {
        facts.get(&self.dim).is_some_and(|value| self.test.holds(value))
    }
}
