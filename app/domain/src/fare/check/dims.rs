//! The dimensions that rules differ on, with every word there can be on each.

use super::routes::Routes;
use super::space::{Cell, Side};
use crate::fare::condition::{Condition, Test};
use crate::fare::rulebook::{Held, Ready, Slot};
use crate::fare::rules::{Basis, Does, PartKind, RuleFile};
use crate::fare::value::Length;
use crate::fare::when::Dim;
use std::collections::{BTreeMap, BTreeSet};

/// What stands for every word no rule names.
const OTHER: &str = "any other";

/// One dimension.
enum Axis {
    Words(Vec<String>),
    Routes(Routes),
    Range(i64, i64),
}

/// The dimensions of some rules, and all the cases there can be.
pub(super) struct Space {
    axes: Vec<(Dim, Axis)>,
    /// Actions that put new flights in the place of old ones.
    changes: Vec<String>,
    /// Everything there can be, a box for each fare family.
    pub whole: Vec<Cell>,
}

/// What cases are looked at.
pub(super) struct About<'a> {
    /// The tariff first.
    pub held: &'a [&'a Held],
    /// The actions that matter.
    pub actions: &'a [String],
}

/// Actions the rules of a policy speak of, beside cancelling and changing.
pub(super) fn actions(held: &[&Held]) -> Vec<String> {
    let mut all: BTreeSet<String> = ["cancel", "change"].map(str::to_owned).into();
    for held in held {
        for condition in held.ready.iter().flat_map(|ready| &ready.conditions).filter(|condition| condition.dim == Dim::Action) {
            if let Test::Words { set, but: false } = &condition.test {
                all.extend(set.iter().cloned());
            }
        }
        all.extend(held.file.charge.iter().filter(|charge| !charge.actions.but).flat_map(|charge| charge.actions.list.iter().cloned()));
    }
    all.into_iter().collect()
}

impl Space {
    /// The dimensions that these rules differ on.
    pub(super) fn of(rules: &[&Ready], about: &About<'_>) -> Self {
        let mut conditions: BTreeMap<Dim, Vec<&Condition>> = BTreeMap::from([(Dim::Action, Vec::new())]);
        for condition in rules.iter().flat_map(|ready| &ready.conditions) {
            conditions.entry(condition.dim).or_default().push(condition);
        }
        if conditions.contains_key(&Dim::Cabin) || conditions.contains_key(&Dim::Class) {
            conditions.entry(Dim::Family).or_default();
        }
        let axes: Vec<_> = conditions.iter().map(|(dim, conditions)| (*dim, axis(*dim, conditions, about))).collect();
        let changes = about.actions.iter().filter(|action| does(about.held, action, &[Does::Change])).cloned().collect();
        let mut space = Self { axes, changes, whole: Vec::new() };
        space.whole = space.cases(about);
        space
    }

    /// Everything there can be: a family has its cabin and classes.
    fn cases(&self, about: &About<'_>) -> Vec<Cell> {
        let everything = Cell(self.axes.iter().map(|(_, axis)| axis.whole()).collect());
        let Some(file) = about.held.first().map(|held| &held.file) else { return vec![everything] };
        if file.families.is_empty() || !self.axes.iter().any(|(dim, _)| *dim == Dim::Family) {
            return vec![everything];
        }
        let of_family = |(id, family): (&String, &crate::fare::rules::Family)| {
            let sides = self.axes.iter().map(|(dim, axis)| match (dim, axis) {
                (Dim::Family, Axis::Words(words)) => axis.among(words, |word| word == id),
                (Dim::Cabin, Axis::Words(words)) => axis.among(words, |word| family.cabin.as_deref().is_none_or(|cabin| cabin == word)),
                (Dim::Class, Axis::Words(words)) if !family.classes.is_empty() => {
                    axis.among(words, |word| family.classes.iter().any(|class| class == word))
                }
                _ => axis.whole(),
            });
            Cell(sides.collect())
        };
        file.families.iter().map(of_family).collect()
    }

    /// The box of a rule; `None` where its own conditions contradict each other.
    pub(super) fn cell(&self, rule: &Ready) -> Option<Cell> {
        let mut cell = Cell(self.axes.iter().map(|(_, axis)| axis.whole()).collect());
        for condition in &rule.conditions {
            let sides = self.axes.iter().map(|(dim, axis)| if *dim == condition.dim { axis.side(&condition.test) } else { axis.whole() });
            cell = cell.and(&Cell(sides.collect()))?;
            if of_a_change(condition.dim) {
                let sides = self.axes.iter().map(|(dim, axis)| match axis {
                    Axis::Words(words) if *dim == Dim::Action => axis.among(words, |word| self.changes.iter().any(|change| change == word)),
                    _ => axis.whole(),
                });
                cell = cell.and(&Cell(sides.collect()))?;
            }
        }
        Some(cell)
    }

    /// A box in words: what it says on each dimension that it says anything on.
    pub(super) fn told(&self, cell: &Cell) -> String {
        let told: Vec<_> = self.axes.iter().zip(&cell.0).filter_map(|((dim, axis), side)| axis.told(*dim, side)).collect();
        if told.is_empty() { "every case".to_owned() } else { told.join(", ") }
    }
}

const fn of_a_change(dim: Dim) -> bool {
    matches!(
        dim,
        Dim::NewRoute
            | Dim::NewCity
            | Dim::NewCabin
            | Dim::NewFare
            | Dim::NewFamily
            | Dim::NewCarrier
            | Dim::DaysMoved
            | Dim::NewAhead
            | Dim::NewDeparts
    )
}

fn axis(dim: Dim, conditions: &[&Condition], about: &About<'_>) -> Axis {
    let files: Vec<&RuleFile> = about.held.iter().map(|held| &held.file).collect();
    let named = || {
        let mut words: BTreeSet<String> = BTreeSet::new();
        for condition in conditions {
            if let Test::Words { set, .. } = &condition.test {
                words.extend(set.iter().cloned());
            }
        }
        words.into_iter().chain([OTHER.to_owned()]).collect::<Vec<_>>()
    };
    let declared = |of: fn(&RuleFile) -> &[String]| {
        let mut words: Vec<String> = files.iter().flat_map(|file| of(file).iter().cloned()).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let list = |words: &[&str]| Axis::Words(words.iter().map(|word| (*word).to_owned()).collect());
    let families = || files.iter().flat_map(|file| file.families.keys().cloned()).collect::<BTreeSet<_>>().into_iter().collect();
    match dim {
        Dim::Action => Axis::Words(about.actions.to_vec()),
        Dim::Family | Dim::NewFamily => Axis::Words(families()),
        Dim::Cabin => Axis::Words(declared(|file| &file.cabins)),
        Dim::Passenger => Axis::Words(declared(|file| &file.passengers)),
        Dim::Channel => Axis::Words(declared(|file| &file.channels)),
        Dim::Reason => Axis::Words(declared(|file| &file.reasons)),
        Dim::Tier => Axis::Words(declared(|file| &file.tiers).into_iter().chain(["none".to_owned()]).collect()),
        Dim::Disruption | Dim::DisruptionAnywhere => {
            let ids = files.iter().flat_map(|file| file.significant.iter().map(|one| one.id.clone()));
            Axis::Words(ids.chain(["none".to_owned()]).collect())
        }
        Dim::Class => {
            let of_families = files.iter().flat_map(|file| file.families.values().flat_map(|family| family.classes.iter().cloned()));
            let all: BTreeSet<_> = named().into_iter().chain(of_families).collect();
            Axis::Words(all.into_iter().collect())
        }
        Dim::Issuer => list(&["airline", "agency"]),
        Dim::Ticket => list(&["unused", "partly_used"]),
        Dim::Evidence | Dim::Group | Dim::NoShow | Dim::CheckedIn => list(&["yes", "no"]),
        Dim::NewRoute | Dim::NewCity => list(&["same", "other"]),
        Dim::NewCabin | Dim::NewFare => list(&["same", "higher", "lower"]),
        Dim::Part => Axis::Words(PartKind::ALL.map(|part| part.as_str().to_owned()).to_vec()),
        Dim::Route(_) => Axis::Routes(Routes::of(conditions, &files.iter().flat_map(|file| &file.airports).collect())),
        Dim::SinceBooking | Dim::DaysSinceBooking | Dim::BookedAhead | Dim::Changes | Dim::DaysMoved | Dim::NewAhead => {
            Axis::Range(0, i64::MAX)
        }
        Dim::GroupSize => Axis::Range(1, i64::MAX),
        Dim::GroupShare => Axis::Range(0, 10_000),
        Dim::Sold => match files.first() {
            Some(file) if file.basis == Basis::Sale => Axis::Range(file.from.begins(), file.until.map_or(i64::MAX, |until| until.ends())),
            _ => Axis::Range(i64::MIN, i64::MAX),
        },
        Dim::Departure(_) | Dim::Days(_) | Dim::Notice | Dim::Travel | Dim::Asked | Dim::NewDeparts => Axis::Range(i64::MIN, i64::MAX),
        Dim::FareBasis | Dim::Payment | Dim::Carrier | Dim::Operating | Dim::Flight | Dim::NewCarrier | Dim::PointOfSale | Dim::Code => {
            Axis::Words(named())
        }
    }
}

impl Axis {
    fn whole(&self) -> Side {
        match self {
            Self::Words(words) => Side::words(words.len(), |_| true),
            Self::Routes(routes) => Side::words(routes.len(), |_| true),
            Self::Range(low, high) => Side::Range(*low, *high),
        }
    }

    fn among(&self, words: &[String], holds: impl Fn(&str) -> bool) -> Side {
        Side::words(words.len(), |place| words.get(place).is_some_and(|word| holds(word)))
    }

    fn side(&self, test: &Test) -> Side {
        match (self, test) {
            (Self::Words(words), Test::Words { set, but }) => self.among(words, |word| set.contains(word) != *but),
            (Self::Routes(routes), Test::Route(route)) => Side::words(routes.len(), |place| routes.has(place, route)),
            (Self::Range(..), Test::Range(low, high)) => Side::Range(*low, *high).and(&self.whole()),
            _ => self.whole(),
        }
    }

    fn told(&self, dim: Dim, side: &Side) -> Option<String> {
        if *side == self.whole() {
            return None;
        }
        let name = name(dim);
        Some(match (self, side) {
            (Self::Words(words), _) => {
                let mine: Vec<_> = words.iter().enumerate().filter(|(place, _)| side.has(*place)).map(|(_, word)| word.as_str()).collect();
                format!("{name} {}", mine.join(" or "))
            }
            (Self::Routes(routes), _) => {
                let first = (0..routes.len()).find(|place| side.has(*place));
                format!("{name} {}", first.map(|place| routes.told(place)).unwrap_or_default())
            }
            (Self::Range(..), Side::Range(low, high)) => format!("{name} {}", stretch(dim, *low, *high)),
            (Self::Range(..), Side::Words(_)) => return None,
        })
    }
}

fn stretch(dim: Dim, low: i64, high: i64) -> String {
    let written = |value: i64| match dim {
        Dim::Departure(_) | Dim::SinceBooking | Dim::BookedAhead | Dim::NewAhead | Dim::Notice => Length(value).to_string(),
        Dim::Sold | Dim::Travel | Dim::Asked | Dim::NewDeparts => {
            jiff::Timestamp::from_second(value).map_or_else(|_| value.to_string(), |at| at.strftime("%Y-%m-%dT%H:%M").to_string())
        }
        Dim::GroupShare => format!("{}%", value / 100),
        _ => value.to_string(),
    };
    match (low == i64::MIN || low == 0 && high != i64::MAX && !matches!(dim, Dim::Departure(_) | Dim::Days(_)), high == i64::MAX) {
        (true, _) => format!("less than {}", written(high.saturating_add(1))),
        (false, true) => format!("at least {}", written(low)),
        (false, false) => format!("at least {} and less than {}", written(low), written(high.saturating_add(1))),
    }
}

/// As a rule file calls it.
fn name(dim: Dim) -> String {
    let word = match dim {
        Dim::Departure(of) => return format!("departure ({of:?})").to_lowercase(),
        Dim::Days(of) => return format!("days_before ({of:?})").to_lowercase(),
        Dim::Route(of) => return format!("route ({of:?})").to_lowercase(),
        Dim::Action => "action",
        Dim::Family => "family",
        Dim::Cabin => "cabin",
        Dim::Class => "class",
        Dim::FareBasis => "fare_basis",
        Dim::Tier => "tier",
        Dim::Passenger => "passenger",
        Dim::PointOfSale => "point_of_sale",
        Dim::Channel => "channel",
        Dim::Issuer => "issuer",
        Dim::Payment => "payment",
        Dim::Reason => "reason",
        Dim::Carrier => "carrier",
        Dim::Operating => "operating",
        Dim::Flight => "flight",
        Dim::Disruption => "disruption",
        Dim::DisruptionAnywhere => "disruption_anywhere",
        Dim::Evidence => "evidence",
        Dim::Group => "group",
        Dim::NoShow => "no_show",
        Dim::CheckedIn => "checked_in",
        Dim::Ticket => "ticket",
        Dim::NewRoute => "new.route",
        Dim::NewCity => "new.city",
        Dim::NewCabin => "new.cabin",
        Dim::NewFare => "new.fare",
        Dim::NewFamily => "new.family",
        Dim::NewCarrier => "new.carrier",
        Dim::Part => "of",
        Dim::Code => "codes",
        Dim::SinceBooking => "since_booking",
        Dim::DaysSinceBooking => "days_since_booking",
        Dim::BookedAhead => "booked_ahead",
        Dim::Changes => "changes_made",
        Dim::GroupSize => "group_size",
        Dim::GroupShare => "group_share",
        Dim::DaysMoved => "new.days_moved",
        Dim::NewAhead => "new.since_booking",
        Dim::NewDeparts => "new.departs",
        Dim::Sold => "sold",
        Dim::Travel => "travel",
        Dim::Asked => "asked",
        Dim::Notice => "notice",
    };
    word.to_owned()
}

/// Whether an action does one of these.
fn does(held: &[&Held], action: &str, wanted: &[Does]) -> bool {
    held.iter().find_map(|held| held.file.does(action)).is_some_and(|does| wanted.contains(&does))
}

/// The actions a slot matters for.
pub(super) fn actions_of(slot: &Slot, held: &[&Held]) -> Vec<String> {
    let all = actions(held);
    let only = |wanted: &[Does]| all.iter().filter(|action| does(held, action, wanted)).cloned().collect();
    match slot {
        Slot::Fee(charge) => {
            let charges = held.iter().flat_map(|held| &held.file.charge).filter(|known| known.id == *charge);
            let of: Vec<_> = charges.map(|charge| &charge.actions).collect();
            all.iter().filter(|action| of.iter().any(|words| words.list.contains(action) != words.but)).cloned().collect()
        }
        Slot::Part | Slot::Form | Slot::Used | Slot::Due => only(&[Does::Cancel, Does::Taxes]),
        Slot::Difference => only(&[Does::Change]),
        _ => all,
    }
}
