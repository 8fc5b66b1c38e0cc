//! How sure an answer may call itself: of the answers that say 80 %, four in five are to be right.
//!
//! What the judges score is divided by a temperature (Guo et al., ICML 2017) before it is made into shares. It is learned from what was said
//! before it was known: each correction is first answered, and where the right answer was scored lower than the shares told, the temperature
//! rises a little. What no example says is left room for, so that nothing is ever told to be certain.

/// So much of every answer is shared out evenly: the rest of the world.
const LAPSE: f32 = 0.05;
/// How far one correction moves the temperature, as its logarithm.
const STEP: f32 = 0.02;
/// However strange a correction is, it counts no more than this.
const STRANGEST: f32 = 3.0;
/// Between these it stays.
const RANGE: (f32, f32) = (1.0, 30.0);

/// A temperature that is learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Calibration {
    temperature: f32,
}

impl Calibration {
    pub(super) fn new(temperature: f32) -> Self {
        Self { temperature: temperature.clamp(RANGE.0, RANGE.1) }
    }

    /// How likely each class is, all together 1, with what is known beside the words.
    pub(super) fn shares(&self, scores: &[f32], prior: &[f32]) -> Vec<f32> {
        let mut shares = self.warmed(scores);
        shares.iter_mut().zip(prior).for_each(|(share, prior)| *share *= prior);
        let all: f32 = shares.iter().sum();
        let classes = shares.len().max(1) as f32;
        shares.iter_mut().for_each(|share| *share = if all > 0.0 { (1.0 - LAPSE) * *share / all + LAPSE / classes } else { 1.0 / classes });
        shares
    }

    /// Learns how sure it should have been of what these scores were given to. One step down the slope of the logarithmic loss.
    pub(super) fn learn(&mut self, scores: &[f32], right: usize) {
        let told = self.warmed(scores);
        let expected: f32 = told.iter().zip(scores).map(|(share, score)| share * score).sum();
        let Some(score) = scores.get(right) else { return };
        let slope = ((score - expected) / self.temperature).clamp(-STRANGEST, STRANGEST);
        self.temperature = (self.temperature * (-STEP * slope).exp()).clamp(RANGE.0, RANGE.1);
    }

    fn warmed(&self, scores: &[f32]) -> Vec<f32> {
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut shares: Vec<f32> = scores.iter().map(|score| ((score - top) / self.temperature).exp()).collect();
        let all: f32 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= all.max(f32::MIN_POSITIVE));
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Learner, Mood, Theme, start};
    use super::*;

    /// What has to be told warmer by how much, so that examples held back are as sure as they are right.
    fn warmth(classes: usize, class: fn(&start::Example) -> Option<usize>) -> f32 {
        const PARTS: usize = 4;
        let examples: Vec<_> = start::examples().filter_map(|example| Some((example.text, class(&example)?))).collect();
        let mut told = Vec::new();
        for part in 0..PARTS {
            let mut learner = Learner::new(classes, 1.0);
            let held_back = |(place, _): &(usize, &(&str, usize))| place % PARTS == part;
            for _ in 0..start::WEIGHT {
                let rest = examples.iter().enumerate().filter(|one| !held_back(one));
                rest.for_each(|(_, (text, class))| learner.learn(text, *class));
            }
            // words of the lists alone are no messages
            let tried = examples.iter().enumerate().filter(held_back).map(|(_, one)| one).filter(|(text, _)| text.chars().count() > 7);
            told.extend(tried.map(|(text, class)| (learner.scores_of_text(text), *class)));
        }
        let loss = |warmth: f32| -> f32 {
            let calibration = Calibration::new(warmth);
            let one = |(scores, class): &(Vec<f32>, usize)| -calibration.shares(scores, &[]).get(*class).copied().unwrap_or_default().ln();
            told.iter().map(one).sum()
        };
        let tried = (4..60).map(|half| half as f32 / 2.0);
        tried.min_by(|one, other| loss(*one).total_cmp(&loss(*other))).unwrap_or_default()
    }

    #[test]
    fn it_begins_as_warm_as_examples_held_back_say_and_somewhat_warmer() {
        let themes = warmth(Theme::ALL.len(), |example| example.theme.and_then(Theme::class));
        let moods = warmth(Mood::ALL.len(), |example| example.mood.and_then(Mood::class));
        for (begins, worked_out) in [(start::WARMTH_OF_THEMES, themes), (start::WARMTH_OF_MOODS, moods)] {
            assert!((1.3..1.7).contains(&(begins / worked_out)), "{begins} for {worked_out}: {themes} {moods}");
        }
    }

    #[test]
    fn it_becomes_as_sure_as_it_is_right() {
        // two classes scored 10 apart: at a temperature of 10 that says 73 %, and three of four times it is right
        for begun in [2.0, 30.0] {
            let mut calibration = Calibration::new(begun);
            (0..4_000).for_each(|n| calibration.learn(&[10.0, 0.0], usize::from(n % 4 == 0)));
            let sure = calibration.shares(&[10.0, 0.0], &[]).first().copied().unwrap_or_default();
            assert!((0.70..0.77).contains(&sure), "{begun}: {sure}");
        }
    }

    #[test]
    fn nothing_is_certain_and_all_adds_up() {
        let calibration = Calibration::new(1.0);
        for (scores, prior) in
            [(&[1e6, 0.0, -1e6][..], &[][..]), (&[0.0, 0.0, 0.0], &[9.0, 1.0, 0.0]), (&[1.0, 2.0, 3.0], &[0.0, 0.0, 0.0])]
        {
            let shares = calibration.shares(scores, prior);
            assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-5 && shares.iter().all(|share| *share <= 0.97), "{shares:?}");
        }
        assert_eq!(calibration.shares(&[], &[]), Vec::<f32>::new());
    }

    #[test]
    fn what_else_is_known_moves_what_words_leave_open() {
        let calibration = Calibration::new(8.0);
        let of = |scores: &[f32]| calibration.shares(scores, &[0.2, 1.0]).first().copied().unwrap_or_default();
        assert!(of(&[2.0, 0.0]) < 0.5 && of(&[40.0, 0.0]) > 0.9);
    }
}
