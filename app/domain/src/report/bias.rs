//! Whether those who answer are like those who were asked.

use crate::statistic::{FEW, difference, share};

/// People of one sort: of a tier, in a language, on a late flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What sorts them: `tier`.
    pub of: &'static str,
    /// Which sort: `gold`.
    pub value: String,
    /// How many were asked.
    pub asked: u64,
    /// How many of them answered.
    pub answered: u64,
}

/// A sort that answers more or less often than the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Lean {
    /// Which.
    pub cell: Cell,
    /// How much more often they answer than the others, from -1 to 1.
    pub by: f64,
}

/// The sorts of people who clearly answer more or less often than everybody else asked, the farthest first. Of few people nothing is said.
#[must_use]
pub fn leans(cells: &[Cell]) -> Vec<Lean> {
    let mut found = Vec::new();
    for cell in cells {
        let others = cells.iter().filter(|other| other.of == cell.of && other.value != cell.value);
        let (asked, answered) = others.fold((0, 0), |(asked, answered), other| (asked + other.asked, answered + other.answered));
        if cell.asked < 3 * FEW || asked < 3 * FEW {
            continue;
        }
        if let Some((theirs, rest)) = share(cell.answered, cell.asked).zip(share(answered, asked)) {
            let by = difference(rest, theirs);
            if by.clear() {
                found.push(Lean { cell: cell.clone(), by: by.value });
            }
        }
    }
    found.sort_by(|one, other| other.by.abs().total_cmp(&one.by.abs()).then_with(|| one.cell.value.cmp(&other.cell.value)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_answers_more_often_is_told_and_few_are_not() {
        let cell = |of, value: &str, asked, answered| Cell { of, value: value.to_owned(), asked, answered };
        let cells = [
            cell("tier", "gold", 200, 80),
            cell("tier", "-", 1_000, 150),
            cell("tier", "silver", 20, 20),
            cell("cabin", "economy", 1_000, 200),
            cell("cabin", "business", 200, 42),
        ];
        let found: Vec<(String, bool)> = leans(&cells).into_iter().map(|lean| (lean.cell.value, lean.by > 0.0)).collect();
        assert_eq!(found, [("-".to_owned(), false), ("gold".to_owned(), true)]);
        assert_eq!(leans(&[]), []);
        assert_eq!(leans(&[cell("tier", "gold", 0, 0), cell("tier", "-", 0, 0)]), []);
    }
}
