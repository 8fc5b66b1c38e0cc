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

/// Expected calibration error: how far answers are, on average, from being right as often as they are sure, in ten parts of sureness from 0 to
/// 1. Pairs of how sure and whether right.
#[must_use]
pub fn calibration_error(said: &[(f32, bool)]) -> f64 {
    let mut parts = [0.0_f64; 10];
    for (sure, right) in said {
        if let Some(part) = parts.get_mut(((f64::from(*sure) * 10.0) as usize).min(9)) {
            *part += f64::from(*sure) - f64::from(u8::from(*right));
        }
    }
    parts.iter().map(|part| part.abs()).sum::<f64>() / (said.len() as f64).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::{calibration_error, score};

    #[test]
    fn sure_and_wrong_is_off_and_sure_and_right_is_not() {
        assert!((calibration_error(&[(1.0, false), (1.0, true)]) - 0.5).abs() < 1e-9);
        assert!(calibration_error(&[(0.5, false), (0.5, true)]) < 1e-9);
        // parts do not make up for each other
        assert!((calibration_error(&[(0.95, false), (0.05, true)]) - 0.95).abs() < 1e-6);
        assert!(calibration_error(&[]) < 1e-9);
    }

    #[test]
    fn rare_classes_count_as_much() {
        let all = score(&[('a', 'a'), ('a', 'a'), ('a', 'a'), ('b', 'a')]);
        assert!((all.accuracy - 0.75).abs() < 1e-9);
        // a: 6/7, b: 0
        assert!((all.macro_f1 - 6.0 / 14.0).abs() < 1e-9);
        assert!((score(&[('a', 'a'), ('b', 'b')]).macro_f1 - 1.0).abs() < 1e-9);
    }
}
