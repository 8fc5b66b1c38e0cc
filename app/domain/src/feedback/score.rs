//! How good answers are.

/// Accuracy, and the mean of the F1 of every class there is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Answers that are right, from 0 to 1.
    pub accuracy: f64,
    /// Each class counts the same, however rare.
    pub macro_f1: f64,
}

/// Scores answers: pairs of what is right and what was said. A class that is never right does not count.
#[must_use]
pub fn score<T: Copy + PartialEq + Ord>(pairs: &[(T, T)]) -> Score {
    let mut classes: Vec<T> = pairs.iter().map(|(right, _)| *right).collect();
    classes.sort_unstable();
    classes.dedup();
    let count = |of: &dyn Fn(&(T, T)) -> bool| pairs.iter().filter(|pair| of(pair)).count() as f64;
    let f1 = |class: T| {
        let hit = count(&|(right, said)| *right == class && *said == class);
        let missed = count(&|(right, said)| *right == class && *said != class);
        let wrong = count(&|(right, said)| *right != class && *said == class);
        2.0 * hit / (2.0 * hit + missed + wrong)
    };
    let all = (pairs.len() as f64).max(1.0);
    Score {
        accuracy: count(&|(right, said)| right == said) / all,
        macro_f1: classes.iter().map(|class| f1(*class)).sum::<f64>() / (classes.len() as f64).max(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn rare_classes_count_as_much() {
        let all = score(&[('a', 'a'), ('a', 'a'), ('a', 'a'), ('b', 'a')]);
        assert!((all.accuracy - 0.75).abs() < 1e-9);
        // a: 6/7, b: 0
        assert!((all.macro_f1 - 6.0 / 14.0).abs() < 1e-9);
        assert!((score(&[('a', 'a'), ('b', 'b')]).macro_f1 - 1.0).abs() < 1e-9);
    }
}
