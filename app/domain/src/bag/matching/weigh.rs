//! The weights. Measured against [`super::trial`]; `make bench` prints what they reach.

use super::keys::TOLD;
use super::{Match, Traits};
use crate::bag::description::Description;
use crate::booking::BagTag;
use std::collections::HashMap;
use strsim::osa_distance;

/// What two bags have in common, or do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The same tag.
    TagSame,
    /// The same but for its first digit, which changes when a bag is sent after its owner.
    TagRush,
    /// One slip of whoever read it.
    TagNear,
    /// Another tag.
    TagOther,
    /// The same name, however it is spelt.
    NameSame,
    /// One or two letters apart.
    NameNear,
    /// Another name.
    NameOther,
    /// Found where its journey went.
    RouteSame,
    /// Found elsewhere.
    RouteOther,
    /// Found before it was missed.
    DayBefore,
    /// The same sort.
    KindSame,
    /// A sort people take for it.
    KindNear,
    /// Another sort.
    KindOther,
    /// The same colour.
    ColourSame,
    /// A colour people take for it.
    ColourNear,
    /// Another colour.
    ColourOther,
    /// The same material.
    MaterialSame,
    /// Another material.
    MaterialOther,
    /// What is on it, the same.
    ExtrasSame,
    /// The same brand.
    BrandSame,
    /// The same, misspelt.
    BrandNear,
    /// Another brand.
    BrandOther,
    /// Sorts of things in it.
    ContentsSame,
    /// Nothing in it is of the same sort.
    ContentsOther,
    /// Words about it.
    WordsSame,
}

impl Evidence {
    /// Everything that counts.
    pub const ALL: [Self; 25] = [
        Self::TagSame,
        Self::TagRush,
        Self::TagNear,
        Self::TagOther,
        Self::NameSame,
        Self::NameNear,
        Self::NameOther,
        Self::RouteSame,
        Self::RouteOther,
        Self::DayBefore,
        Self::KindSame,
        Self::KindNear,
        Self::KindOther,
        Self::ColourSame,
        Self::ColourNear,
        Self::ColourOther,
        Self::MaterialSame,
        Self::MaterialOther,
        Self::ExtrasSame,
        Self::BrandSame,
        Self::BrandNear,
        Self::BrandOther,
        Self::ContentsSame,
        Self::ContentsOther,
        Self::WordsSame,
    ];

    /// Key of its sentence, by which it is stored, too.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::TagSame => "match-tag-same",
            Self::TagRush => "match-tag-rush",
            Self::TagNear => "match-tag-near",
            Self::TagOther => "match-tag-other",
            Self::NameSame => "match-name-same",
            Self::NameNear => "match-name-near",
            Self::NameOther => "match-name-other",
            Self::RouteSame => "match-route-same",
            Self::RouteOther => "match-route-other",
            Self::DayBefore => "match-day-before",
            Self::KindSame => "match-kind-same",
            Self::KindNear => "match-kind-near",
            Self::KindOther => "match-kind-other",
            Self::ColourSame => "match-colour-same",
            Self::ColourNear => "match-colour-near",
            Self::ColourOther => "match-colour-other",
            Self::MaterialSame => "match-material-same",
            Self::MaterialOther => "match-material-other",
            Self::ExtrasSame => "match-extras-same",
            Self::BrandSame => "match-brand-same",
            Self::BrandNear => "match-brand-near",
            Self::BrandOther => "match-brand-other",
            Self::ContentsSame => "match-contents-same",
            Self::ContentsOther => "match-contents-other",
            Self::WordsSame => "match-words-same",
        }
    }

    /// Reads what [`Evidence::key`] wrote.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Something that speaks for a pair, or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// What.
    pub evidence: Evidence,
    /// How much, in tenths of a ban.
    pub weight: i32,
}

/// What speaks for two being one bag, and what against it.
#[must_use]
pub fn compare(missed: &Traits, found: &Traits, usual: &Usual) -> Match {
    let all = [
        tags(missed, found),
        names(missed, found),
        route(missed, found),
        day(missed, found),
        brand(missed, found),
        contents(missed, found),
        words(missed, found, usual),
    ];
    let looks = missed.looks.as_ref().zip(found.looks.as_ref()).map(|(a, b)| looks(a, b)).unwrap_or_default();
    let mut reasons: Vec<Reason> = all.into_iter().flatten().chain(looks).map(|(evidence, weight)| Reason { evidence, weight }).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.weight.abs()));
    Match { score: reasons.iter().map(|reason| reason.weight).sum(), reasons }
}

/// How usual words are among the bags there are: "shoes" says little, "violin" much.
#[derive(Debug, Clone, Default)]
pub struct Usual {
    bags: u32,
    with: HashMap<String, u32>,
}

impl Usual {
    /// Counts the bags each word is said of.
    #[must_use]
    pub fn among(bags: &[Traits]) -> Self {
        let mut usual = Self { bags: u32::try_from(bags.len()).unwrap_or(u32::MAX), with: HashMap::new() };
        for word in bags.iter().flat_map(|bag| &bag.words) {
            *usual.with.entry(word.clone()).or_default() += 1;
        }
        usual
    }

    /// Of so many bags, how many each key ([`Traits::keys`]) is one of; keys that are no words are left out.
    #[must_use]
    pub fn counted(bags: usize, keys: impl IntoIterator<Item = (String, u32)>) -> Self {
        let words = keys.into_iter().filter_map(|(key, often)| Some((key.strip_prefix(TOLD)?.to_owned(), often)));
        Self { bags: u32::try_from(bags).unwrap_or(u32::MAX), with: words.collect() }
    }

    /// What it says that two share a word, in tenths of a ban. Words of one thing come together, and a Chinese pair with its
    /// sound: each counts for a part only.
    fn rarity(&self, word: &str) -> f64 {
        let with = self.with.get(word).copied().unwrap_or_default();
        let rare = 10.0 * ((f64::from(self.bags) + 20.0) / (f64::from(with) + 1.0)).log10();
        let part = if word.starts_with('~') || word.chars().any(|c| c > '\u{2fff}') { 0.14 } else { 0.35 };
        rare * part
    }
}

type Told = Option<(Evidence, i32)>;

fn tags(a: &Traits, b: &Traits) -> Told {
    let pairs = a.tags.iter().flat_map(|one| b.tags.iter().map(move |other| tag(one, other)));
    pairs.max_by_key(|(_, weight)| *weight)
}

fn tag(a: &BagTag, b: &BagTag) -> (Evidence, i32) {
    match () {
        () if a == b => (Evidence::TagSame, 70),
        () if a.same_bag(b) => (Evidence::TagRush, 65),
        () if osa_distance(a.bag(), b.bag()) == 1 => (Evidence::TagNear, 30),
        () => (Evidence::TagOther, -40),
    }
}

fn names(a: &Traits, b: &Traits) -> Told {
    if a.names.is_empty() || b.names.is_empty() {
        return None;
    }
    if a.names.iter().any(|name| b.names.contains(name)) {
        return Some((Evidence::NameSame, 22));
    }
    let near = |one: &str, other: &str| {
        let letters = one.chars().count().min(other.chars().count());
        let slips = if letters >= 7 { 2 } else { usize::from(letters >= 4) };
        one.chars().count().abs_diff(other.chars().count()) <= slips && osa_distance(one, other) <= slips
    };
    let near = a.names.iter().any(|one| b.names.iter().any(|other| near(one, other)));
    Some(if near { (Evidence::NameNear, 14) } else { (Evidence::NameOther, -22) })
}

fn route(a: &Traits, b: &Traits) -> Told {
    let known = !a.airports.is_empty() && !b.airports.is_empty();
    let meet = a.airports.iter().any(|airport| b.airports.contains(airport));
    known.then_some(if meet { (Evidence::RouteSame, 2) } else { (Evidence::RouteOther, -8) })
}

/// Nobody finds a bag before it is missed; a day of grace for dates on both sides of the world.
fn day(missed: &Traits, found: &Traits) -> Told {
    let early = missed.day?.yesterday().ok()? > found.day?;
    early.then_some((Evidence::DayBefore, -40))
}

fn looks(a: &Description, b: &Description) -> Vec<(Evidence, i32)> {
    let special = a.kind.code() >= 50;
    let mut all = vec![match () {
        () if a.kind == b.kind && special => (Evidence::KindSame, 15),
        () if a.kind == b.kind => (Evidence::KindSame, 6),
        () if a.kind.near(b.kind) => (Evidence::KindNear, 0),
        () => (Evidence::KindOther, -13),
    }];
    let common = matches!(a.colour.as_str(), "BK" | "GY" | "BU");
    all.push(match () {
        () if a.colour == b.colour && common => (Evidence::ColourSame, 5),
        () if a.colour == b.colour => (Evidence::ColourSame, 10),
        () if a.colour.near(b.colour) => (Evidence::ColourNear, -1),
        () => (Evidence::ColourOther, -13),
    });
    if let (Some(one), Some(other)) = (a.material, b.material) {
        all.push(if one == other { (Evidence::MaterialSame, 3) } else { (Evidence::MaterialOther, -7) });
    }
    let shared = a.extras().iter().filter(|extra| b.extras().contains(extra)).count();
    if shared > 0 {
        all.push((Evidence::ExtrasSame, times(shared, 1, 3)));
    }
    all
}

fn brand(a: &Traits, b: &Traits) -> Told {
    if a.brand.is_empty() || b.brand.is_empty() {
        return None;
    }
    let letters = a.brand.chars().count().min(b.brand.chars().count());
    let slips = if letters >= 7 { 2 } else { usize::from(letters >= 4) };
    Some(match osa_distance(&a.brand, &b.brand) {
        0 => (Evidence::BrandSame, 13),
        distance if distance <= slips => (Evidence::BrandNear, 11),
        _ => (Evidence::BrandOther, -17),
    })
}

/// A sort that both name speaks for a pair; one that only one of them names, a little against it: nobody looks at everything.
fn contents(a: &Traits, b: &Traits) -> Told {
    let least = a.contents.len().min(b.contents.len());
    if least == 0 {
        return None;
    }
    let shared = a.contents.iter().filter(|sort| b.contents.contains(sort)).count();
    let weight = times(shared, 5, 30) - times(least - shared, 3, 15);
    Some((if weight > 0 { Evidence::ContentsSame } else { Evidence::ContentsOther }, weight))
}

fn words(a: &Traits, b: &Traits, usual: &Usual) -> Told {
    let weight: f64 = a.words.intersection(&b.words).map(|word| usual.rarity(word)).sum();
    let weight = times(1, weight.round() as i32, 45);
    (weight > 0).then_some((Evidence::WordsSame, weight))
}

/// So many times a weight, up to a most.
fn times(count: usize, weight: i32, most: i32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX).saturating_mul(weight).min(most)
}
