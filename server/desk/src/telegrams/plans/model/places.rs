//! Two flights in one place: which of them stays.

use super::super::unclear;
use super::{Model, Row};
use domain::flight::{Code, Designator};
use jiff::civil::Date;
use std::collections::HashMap;
use wire::fault::Fault;

impl Model<'_> {
    /// Of flights that would leave the same airport twice on a date: a cancelled one gives its place to the one that is flown. What is
    /// left of them is answered with, by the places of those that were to be moved there.
    pub(in crate::telegrams::plans) fn collisions(&mut self) -> Vec<(usize, Fault)> {
        let mut seen: HashMap<(Designator, Date, Code), usize> = HashMap::new();
        let mut twice = Vec::new();
        for place in 0..self.rows.len() {
            // what is left as it was stands in the way of others
            let Some(row) = self.rows.get(place).filter(|row| !row.left || row.id.is_some()) else { continue };
            let Some(other) = seen.insert(row.now.key(), place) else { continue };
            twice.push((other, place));
        }
        let mut bad = Vec::new();
        for (one, other) in twice {
            if !self.gives_way(one, other) && !self.gives_way(other, one) {
                // whoever was moved there goes back
                let moved =
                    |place: usize| self.rows.get(place).is_some_and(|row| row.was.as_ref().is_none_or(|was| was.key() != row.now.key()));
                let place = if moved(other) { other } else { one };
                let Some(row) = self.rows.get(place) else { continue };
                let reason = format!("{} would leave {} twice on {}", row.now.flight, row.now.from, row.now.date);
                bad.push((place, unclear(row.line, "leg", reason)));
            }
        }
        bad
    }

    /// A cancelled flight takes on what is new under its name.
    fn gives_way(&mut self, old: usize, new: usize) -> bool {
        let facts = |place: usize, wanted: fn(&Row) -> bool| self.rows.get(place).filter(|row| wanted(row)).cloned();
        let (Some(gone), Some(fresh)) = (facts(old, |row| row.id.is_some() && row.now.off && row.open), facts(new, |row| row.id.is_none()))
        else {
            return false;
        };
        // told before it was cancelled: it stays so
        let before = gone.now.stamps.runs.as_ref().is_some_and(|off| fresh.now.stamps.runs.as_ref().is_some_and(|on| on.is_before(off)));
        if before {
            return self.leave(new);
        }
        if let Some(row) = self.rows.get_mut(old) {
            *row = Row { id: gone.id, was: gone.was, ..fresh };
        }
        if let Some(row) = self.rows.get_mut(new) {
            row.left = true;
        }
        true
    }

    /// Takes back what was done to a row; whether there was anything.
    pub(in crate::telegrams::plans) fn leave(&mut self, place: usize) -> bool {
        let Some(row) = self.rows.get_mut(place).filter(|row| !row.left) else { return false };
        row.left = true;
        if let Some(was) = &row.was {
            row.now = was.clone();
        }
        true
    }
}
