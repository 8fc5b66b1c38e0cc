//! What is known of a bag, made ready for comparing.

use crate::bag::description::{Contents, Description};
use crate::booking::{BagTag, name};
use crate::flight::Code;
use crate::help::tokens;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What is known of a bag, missed or found; whatever is not known is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Its tag, or its tags.
    pub tags: Vec<BagTag>,
    /// The names of who misses it, or the name on it.
    pub names: Vec<String>,
    /// Airports: of the journey, or where it was found.
    pub airports: Vec<Code>,
    /// By the chart.
    pub looks: Option<Description>,
    /// As somebody spelt it.
    pub brand: String,
    /// What is in it, by sort.
    pub contents: Vec<Contents>,
    /// What is in it and on it, in words of any language.
    pub words: String,
    /// The day it should have come, or was found.
    pub day: Option<Date>,
}

/// The same, ready.
#[derive(Debug, Clone)]
pub struct Traits {
    pub(super) tags: Vec<BagTag>,
    pub(super) names: BTreeSet<String>,
    pub(super) airports: Vec<Code>,
    pub(super) looks: Option<Description>,
    pub(super) brand: String,
    pub(super) contents: Vec<Contents>,
    pub(super) words: BTreeSet<String>,
    pub(super) day: Option<Date>,
}

impl Traits {
    /// Makes it ready: names in every form they answer to, words as terms.
    #[must_use]
    pub fn of(known: &Known) -> Self {
        Self {
            tags: known.tags.clone(),
            names: known.names.iter().flat_map(|name| name::keys(name, None)).collect(),
            airports: known.airports.clone(),
            looks: known.looks.clone(),
            brand: known.brand.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect(),
            contents: known.contents.clone(),
            words: tokens(&known.words),
            day: known.day,
        }
    }
}
