//! Whether rules contradict each other, leave something open, or can never apply.
//!
//! Each rule holds for a box of cases: a set of words or a stretch of numbers on each dimension it looks at. What boxes have in common is a
//! conflict where they are of one rank; what no box covers is left open; what boxes of a higher rank cover whole is never reached.

mod dims;
mod routes;
mod space;

use super::rulebook::{Held, Ready, Rulebook, Slot, Step};
use super::rules::Role;
use dims::{About, Space, actions_of};
use space::{Cell, TooMany, without};

/// What is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Two rules of one rank hold at once.
    Conflict,
    /// No rule holds.
    Uncovered,
    /// A rule that never decides anything.
    Unreachable,
    /// The rules cut each other up too finely to be gone through.
    Unchecked,
}

impl Kind {
    /// In one word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Uncovered => "uncovered",
            Self::Unreachable => "unreachable",
            Self::Unchecked => "unchecked",
        }
    }
}

/// A place in one of the files: which, and the way into it.
pub type Place = (usize, Vec<Step>);

/// Something to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where: the rule, or the two; the file where something is left open.
    pub places: Vec<Place>,
    /// What it is, in words.
    pub reason: String,
}

/// At most so many findings of what is left open by one slot: they mostly have one cause.
const TOLD: usize = 10;

/// Everything there is to mend in a rulebook, version by version.
#[must_use]
pub fn check(book: &Rulebook) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let tariffs = book.held.iter().filter(|held| held.file.role == Role::Tariff);
    for tariff in tariffs {
        let adds = book.held.iter().filter(|held| held.file.role == Role::Supplement && held.file.serves(&tariff.file.policy));
        let held: Vec<&Held> = std::iter::once(tariff).chain(adds).collect();
        for slot in slots(&held) {
            Checking::of(&slot, &held).all(&mut findings);
        }
    }
    // what a supplement gets wrong by itself is found again with each version it adds to
    let mut once: Vec<Finding> = Vec::new();
    for finding in findings {
        if !once.contains(&finding) {
            once.push(finding);
        }
    }
    once.sort_by(|a, b| (a.kind, &a.places.first().map(|place| place.0)).cmp(&(b.kind, &b.places.first().map(|place| place.0))));
    once
}

fn slots(held: &[&Held]) -> Vec<Slot> {
    let fees = held.iter().flat_map(|held| held.file.charge.iter().map(|charge| Slot::Fee(charge.id.clone())));
    let plain = [
        Slot::Permit,
        Slot::Part,
        Slot::Difference,
        Slot::Form,
        Slot::Used,
        Slot::Handler,
        Slot::Due,
        Slot::Waiver,
        Slot::Insurance,
        Slot::Significant,
        Slot::Extra,
    ];
    plain.into_iter().chain(fees).collect()
}

/// The rules of one slot of one version.
struct Checking<'a> {
    slot: &'a Slot,
    held: &'a [&'a Held],
    rules: Vec<(&'a Held, &'a Ready)>,
    /// Refusals and permissions: what is refused needs no fee.
    permits: Vec<(&'a Ready, bool)>,
    actions: Vec<String>,
}

impl<'a> Checking<'a> {
    fn of(slot: &'a Slot, held: &'a [&'a Held]) -> Self {
        let rules = held.iter().flat_map(|held| held.ready.iter().filter(|ready| ready.slot == *slot).map(move |ready| (*held, ready)));
        let permits = held.iter().flat_map(|held| {
            let permits = held.ready.iter().filter(|ready| ready.slot == Slot::Permit);
            permits.filter_map(|ready| Some((ready, held.file.permit.get(ready.index)?.allowed)))
        });
        Self { slot, held, rules: rules.collect(), permits: permits.collect(), actions: actions_of(slot, held) }
    }

    /// Whether every case must have a rule.
    fn required(&self) -> bool {
        match self.slot {
            Slot::Permit | Slot::Part | Slot::Difference => true,
            Slot::Fee(id) => {
                let mut charges = self.held.iter().flat_map(|held| &held.file.charge);
                charges.any(|charge| charge.id == *id && charge.required)
            }
            _ => false,
        }
    }

    /// Whether one rule is taken, or all that hold.
    const fn exclusive(&self) -> bool {
        !matches!(self.slot, Slot::Waiver | Slot::Insurance | Slot::Significant)
    }

    fn all(&self, findings: &mut Vec<Finding>) {
        if self.actions.is_empty() {
            return;
        }
        let ready: Vec<&Ready> = self.rules.iter().map(|(_, ready)| *ready).collect();
        let about = About { held: self.held, actions: &self.actions };
        let space = Space::of(&ready, &about);
        let cells: Vec<Option<Cell>> = ready.iter().map(|ready| space.cell(ready)).collect();
        let result = self.conflicts(&space, &cells, findings).and_then(|()| self.unreachable(&space, &cells, findings));
        let result = result.and_then(|()| if self.required() { self.uncovered(&about, findings) } else { Ok(()) });
        let result = result.and_then(|()| if *self.slot == Slot::Waiver { self.idle(&about, findings) } else { Ok(()) });
        if result == Err(TooMany) {
            let reason = format!("{}: the rules cut each other up too finely to be gone through", self.slot.name());
            findings.push(Finding { kind: Kind::Unchecked, places: vec![self.gap()], reason });
        }
    }

    /// Where a gap is told: the first rule of the slot, else the charge, else the file.
    fn gap(&self) -> Place {
        let number = self.held.first().map_or(0, |held| held.number);
        let step = |list: &str, index| vec![Step::Key(list.to_owned()), Step::Index(index)];
        if let Some((held, ready)) = self.rules.first() {
            return (held.number, step(ready.list, ready.index));
        }
        let mut charges =
            self.held.iter().flat_map(|held| held.file.charge.iter().enumerate().map(move |(index, charge)| (held, index, charge)));
        match self.slot {
            Slot::Fee(id) => charges
                .find(|(_, _, charge)| charge.id == *id)
                .map_or((number, Vec::new()), |(held, index, _)| (held.number, step("charge", index))),
            _ => (number, Vec::new()),
        }
    }

    /// The cells of a higher rank than a rule's.
    fn above<'c>(&self, rank: i32, cells: &'c [Option<Cell>]) -> Vec<&'c Cell> {
        self.rules.iter().zip(cells).filter(|((_, ready), _)| ready.rank > rank).filter_map(|(_, cell)| cell.as_ref()).collect()
    }

    fn conflicts(&self, space: &Space, cells: &[Option<Cell>], findings: &mut Vec<Finding>) -> Result<(), TooMany> {
        if !self.exclusive() {
            return Ok(());
        }
        let all: Vec<_> = self.rules.iter().zip(cells).collect();
        for (place, ((held, ready), cell)) in all.iter().enumerate() {
            for ((other_held, other), other_cell) in all.iter().skip(place + 1).filter(|((_, other), _)| other.rank == ready.rank) {
                let both = cell.as_ref().zip(other_cell.as_ref()).and_then(|(a, b)| a.and(b));
                let Some(both) = both else { continue };
                let cases: Vec<_> = space.whole.iter().filter_map(|case| case.and(&both)).collect();
                if let Some(case) = without(cases, self.above(ready.rank, cells))?.first() {
                    let slot = self.slot.name();
                    let reason = format!("{slot}: {} and {} both hold for {}", ready.id, other.id, space.told(case));
                    findings.push(Finding {
                        kind: Kind::Conflict,
                        places: vec![place_of(held, ready), place_of(other_held, other)],
                        reason,
                    });
                }
            }
        }
        Ok(())
    }

    fn unreachable(&self, space: &Space, cells: &[Option<Cell>], findings: &mut Vec<Finding>) -> Result<(), TooMany> {
        for ((held, ready), cell) in self.rules.iter().zip(cells) {
            let cases: Vec<_> = cell.iter().flat_map(|cell| space.whole.iter().filter_map(|case| case.and(cell))).collect();
            let reason = if cases.is_empty() {
                format!("{}: no case can meet its conditions", ready.id)
            } else if self.exclusive() && without(cases, self.above(ready.rank, cells))?.is_empty() {
                format!("{}: rules of a higher rank hold for every case of it", ready.id)
            } else {
                continue;
            };
            findings.push(Finding { kind: Kind::Unreachable, places: vec![place_of(held, ready)], reason });
        }
        Ok(())
    }

    /// What is left open, refusals aside.
    fn uncovered(&self, about: &About<'_>, findings: &mut Vec<Finding>) -> Result<(), TooMany> {
        let permit = *self.slot == Slot::Permit;
        let of_permits = self.permits.iter().filter(|_| !permit).map(|(ready, _)| *ready);
        let ready: Vec<&Ready> = self.rules.iter().map(|(_, ready)| *ready).chain(of_permits).collect();
        let space = Space::of(&ready, about);
        let rules: Vec<_> = self.rules.iter().filter_map(|(_, ready)| space.cell(ready)).collect();
        let mut left = without(space.whole.clone(), &rules)?;
        if !permit {
            left = without(left, &self.refused(&space)?)?;
        }
        let slot = self.slot.name();
        for case in left.iter().take(TOLD) {
            let reason = format!("{slot}: no rule for {}", space.told(case));
            findings.push(Finding { kind: Kind::Uncovered, places: vec![self.gap()], reason });
        }
        if left.len() > TOLD {
            let reason = format!("{slot}: and {} more cases without a rule", left.len() - TOLD);
            findings.push(Finding { kind: Kind::Uncovered, places: vec![self.gap()], reason });
        }
        Ok(())
    }
}

impl Checking<'_> {
    /// The cases that permits refuse.
    fn refused(&self, space: &Space) -> Result<Vec<Cell>, TooMany> {
        let mut all = Vec::new();
        for (refusal, _) in self.permits.iter().filter(|(_, allowed)| !allowed) {
            let allowed = self.permits.iter().filter(|(other, allowed)| *allowed && other.rank > refusal.rank);
            let allowed: Vec<_> = allowed.filter_map(|(other, _)| space.cell(other)).collect();
            all.extend(without(space.cell(refusal).into_iter().collect(), &allowed)?);
        }
        Ok(all)
    }

    /// Codes that permit where nothing is refused: whoever names one would be told of a permission nobody needs.
    fn idle(&self, about: &About<'_>, findings: &mut Vec<Finding>) -> Result<(), TooMany> {
        let coded = self
            .rules
            .iter()
            .filter(|(held, ready)| held.file.waiver.get(ready.index).is_some_and(|waiver| waiver.permits && waiver.code.is_some()));
        for (held, ready) in coded {
            let looked_at: Vec<&Ready> = self.permits.iter().map(|(permit, _)| *permit).chain([*ready]).collect();
            let space = Space::of(&looked_at, about);
            let Some(cell) = space.cell(ready) else { continue };
            let refused = self.refused(&space)?;
            let meets = |case: &Cell| refused.iter().any(|refused| refused.and(case).is_some());
            if !space.whole.iter().filter_map(|case| case.and(&cell)).any(|case| meets(&case)) {
                let reason = format!("{}: it permits what no permit refuses", ready.id);
                findings.push(Finding { kind: Kind::Unreachable, places: vec![place_of(held, ready)], reason });
            }
        }
        Ok(())
    }
}

fn place_of(held: &Held, ready: &Ready) -> Place {
    let mut path = vec![Step::Key(ready.list.to_owned()), Step::Index(ready.index)];
    if let Some(band) = ready.band {
        path.extend([Step::Key("bands".to_owned()), Step::Index(band)]);
    }
    (held.number, path)
}
