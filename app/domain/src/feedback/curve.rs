//! How answers get better with corrections, against two baselines.

use super::{Classifier, Mood, Score, Theme, calibration_error, mood_by_words, score, theme_by_words};

/// So many corrections are looked at, where there are as many.
pub const LOOKED_AT: [usize; 4] = [0, 200, 1_000, 5_000];

/// How good answers are after so many corrections.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Always the answer that is right most often among the messages it is tried on.
    pub majority: Score,
    /// A list of words.
    pub words: Score,
    /// How good it is with more and more corrections, first as shipped.
    pub learned: Vec<Learned>,
}

/// How good answers are with so many corrections.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Learned {
    /// Corrections; 0 is as shipped.
    pub corrections: usize,
    /// How many are right.
    pub score: Score,
    /// How far they are from being as right as they are sure: [`calibration_error`].
    pub off: f64,
}

/// Themes: learned from `train`, one after the other, and tried on `test`.
#[must_use]
pub fn themes(train: &[(&str, Theme)], test: &[(&str, Theme)]) -> Curve {
    curve(train, test, Classifier::learn_theme, |classifier, text| sure(classifier.theme(text)), theme_by_words)
}

/// Moods, as [`themes`].
#[must_use]
pub fn moods(train: &[(&str, Mood)], test: &[(&str, Mood)]) -> Curve {
    curve(train, test, Classifier::learn_mood, |classifier, text| sure(classifier.mood(text, None)), mood_by_words)
}

fn sure<T>((said, verdict): (T, super::Verdict)) -> (T, f32) {
    (said, verdict.sure)
}

fn curve<T: Copy + Ord>(
    train: &[(&str, T)],
    test: &[(&str, T)],
    learn: fn(&mut Classifier, &str, T),
    say: impl Fn(&Classifier, &str) -> (T, f32),
    words: fn(&str) -> T,
) -> Curve {
    let tried = |say: &dyn Fn(&str) -> T| score(&test.iter().map(|(text, right)| (*right, say(text))).collect::<Vec<_>>());
    let often = |one: T| test.iter().filter(|(_, right)| *right == one).count();
    let majority = test.iter().map(|(_, right)| *right).max_by_key(|right| often(*right));
    let point = |corrections: usize, classifier: &Classifier| {
        let said: Vec<_> = test.iter().map(|(text, right)| (*right, say(classifier, text))).collect();
        let answers: Vec<_> = said.iter().map(|(right, (said, _))| (*right, *said)).collect();
        let off: Vec<_> = said.iter().map(|(right, (said, sure))| (*sure, right == said)).collect();
        Learned { corrections, score: score(&answers), off: calibration_error(&off) }
    };
    let mut classifier = Classifier::new();
    let mut learned = vec![point(0, &classifier)];
    for (count, (text, right)) in (1..).zip(train) {
        learn(&mut classifier, text, *right);
        if LOOKED_AT.contains(&count) || count == train.len() {
            learned.push(point(count, &classifier));
        }
    }
    Curve { majority: majority.map_or_else(|| score::<T>(&[]), |majority| tried(&|_| majority)), words: tried(&words), learned }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_gets_better_and_begins_above_the_baselines() {
        let said = [
            ("the gadget in seat nine is broken", Theme::OnBoard),
            ("lost my suitcase", Theme::BagMissing),
            ("frobnicated at the gate", Theme::Staff),
            ("they frobnicated us", Theme::Staff),
        ];
        let curve = themes(&said, &said);
        let counts: Vec<usize> = curve.learned.iter().map(|point| point.corrections).collect();
        assert_eq!(counts, [0, 4]);
        let (first, last) = (curve.learned.first().map(|point| point.score), curve.learned.last().map(|point| point.score));
        assert!(first < last, "{curve:?}");
        assert!((curve.majority.accuracy - 0.5).abs() < 1e-9);
        assert_eq!(themes(&[], &[]).learned.len(), 1);
    }

    impl PartialOrd for Score {
        fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
            self.macro_f1.partial_cmp(&other.macro_f1)
        }
    }
}
