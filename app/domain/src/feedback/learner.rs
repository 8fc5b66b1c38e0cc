//! A classifier that learns from one example after the other.
//!
//! Two linear judges are heard together: complement naive Bayes (Rennie et al. 2003), which is right early, and logistic regression by
//! steps that shrink per feature (`AdaGrad`), which is right later. Each example is learned when it comes and, with a few drawn from those
//! before, again later; the rarer a class, the more its examples weigh.

use super::calibration::Calibration;
use super::pieces::{Weights, drawers, pieces, weights};

/// Earlier examples looked at again with each new one.
const AGAIN: usize = 6;
/// Earlier examples kept for that: the newest so many.
const KEPT: usize = 20_000;
/// How far a step goes.
const STEP: f32 = 0.1;
/// How strongly weights are drawn back to zero.
const BACK: f32 = 0.003;
/// How much more the examples of a rare class weigh: 0 not at all, 1 as much as those of a frequent one together.
const BALANCE: f32 = 0.4;
/// What a feature not seen in a class counts, and among how many features.
const UNSEEN: f32 = 0.03;
const FEATURES: f32 = 20_000.0;
/// What the logistic judge says counts so much more.
const LOGISTIC: f32 = 3.0;
/// Words named as those that decided.
const NAMED: usize = 5;

/// The answer, how sure it is, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Which class.
    pub class: usize,
    /// From 0 to 1: of so many answers that are so sure, so many are right.
    pub sure: f32,
    /// The words that spoke for it, the strongest first; none where nothing did.
    pub words: Vec<String>,
}

/// Of an example, in the order of its drawers, the features of one of its pieces.
fn of_piece(example: &Weights, drawers: &[u32]) -> Weights {
    let mut drawers = drawers.to_vec();
    drawers.sort_unstable();
    drawers.dedup();
    let weight = |drawer: u32| example.binary_search_by_key(&drawer, |(drawer, _)| *drawer).ok().and_then(|place| example.get(place));
    drawers.into_iter().filter_map(weight).copied().collect()
}

/// Learns from examples to tell classes apart.
#[derive(Debug, Clone)]
pub struct Learner {
    classes: usize,
    /// Of the logistic judge, by drawer and class; and the sum of squares of its steps.
    slopes: Vec<f32>,
    steps: Vec<f32>,
    /// Of naive Bayes: how much of a feature was seen in each class, and of all features together.
    seen: Vec<f32>,
    seen_in: Vec<f32>,
    /// Examples by class.
    examples: Vec<f32>,
    before: Vec<(Weights, usize)>,
    drawn: u64,
    calibration: Calibration,
}

impl Learner {
    /// For so many classes; it knows nothing yet. `warmth` is how much colder its first answers are told than they are scored
    /// ([`Calibration`]).
    #[must_use]
    pub fn new(classes: usize, warmth: f32) -> Self {
        let all = drawers() * classes;
        Self {
            classes,
            slopes: vec![0.0; all],
            steps: vec![0.0; all],
            seen: vec![0.0; all],
            seen_in: vec![0.0; classes],
            examples: vec![0.0; classes],
            before: Vec::new(),
            drawn: 0x9e37_79b9_7f4a_7c15,
            calibration: Calibration::new(warmth),
        }
    }

    /// Learns that this text is of that class, as somebody says who knows; first it looks how sure it would have been of that.
    pub fn corrected(&mut self, text: &str, class: usize) {
        let example = weights(&pieces(text));
        if class < self.classes && !example.is_empty() {
            self.calibration.learn(&self.scores(&example), class);
            self.take_in(example, class);
        }
    }

    /// Learns that this text is of that class. A class beyond those it was made for is not learned.
    pub fn learn(&mut self, text: &str, class: usize) {
        let example = weights(&pieces(text));
        if class < self.classes && !example.is_empty() {
            self.take_in(example, class);
        }
    }

    fn take_in(&mut self, example: Weights, class: usize) {
        self.count(&example, class);
        self.step(&example, class);
        for _ in 0..AGAIN.min(self.before.len()) {
            let place = self.draw(self.before.len());
            // taken out for the step, so that it is not copied
            if let Some(slot) = self.before.get_mut(place) {
                let (again, its) = std::mem::take(slot);
                self.step(&again, its);
                if let Some(slot) = self.before.get_mut(place) {
                    *slot = (again, its);
                }
            }
        }
        if self.before.len() < KEPT {
            self.before.push((example, class));
        } else {
            let place = self.draw(KEPT);
            if let Some(slot) = self.before.get_mut(place) {
                *slot = (example, class);
            }
        }
    }

    /// Which class a text is of. `prior` is how likely each class is by what else is known of it, beside how likely it is of any text; a
    /// class it says nothing of is neither more likely nor less.
    #[must_use]
    pub fn classify(&self, text: &str, prior: &[f32]) -> Verdict {
        let pieces = pieces(text);
        let example = weights(&pieces);
        let shares = self.calibration.shares(&self.scores(&example), prior);
        let best = |best: (usize, f32), (class, share): (usize, &f32)| if *share > best.1 { (class, *share) } else { best };
        let (class, sure) = shares.iter().enumerate().fold((0, 0.0), best);
        let mut words: Vec<(f32, String)> = Vec::new();
        for piece in &pieces {
            let its = of_piece(&example, &piece.drawers);
            let part = self.scores_of(&its, example.len());
            let mean = part.iter().sum::<f32>() / self.classes.max(1) as f32;
            let speaks = part.get(class).copied().unwrap_or_default() - mean;
            if speaks > 0.0 && !words.iter().any(|(_, word)| *word == piece.word) {
                words.push((speaks, piece.word.clone()));
            }
        }
        words.sort_by(|one, other| other.0.total_cmp(&one.0));
        // what speaks much weaker than the strongest did not decide
        let least = words.first().map_or(0.0, |(speaks, _)| speaks / 4.0);
        let words = words.into_iter().take_while(|(speaks, _)| *speaks >= least).map(|(_, word)| word).take(NAMED).collect();
        Verdict { class, sure, words }
    }

    /// What the judges score, class by class, before it is made into shares.
    #[cfg(test)]
    pub(super) fn scores_of_text(&self, text: &str) -> Vec<f32> {
        self.scores(&weights(&pieces(text)))
    }

    fn scores(&self, example: &Weights) -> Vec<f32> {
        self.scores_of(example, example.len())
    }

    /// What these features say, of an example with so many in all.
    fn scores_of(&self, features: &Weights, of: usize) -> Vec<f32> {
        let mut scores = vec![0.0; self.classes];
        let all: f32 = self.seen_in.iter().sum();
        let share = 1.0 / (of.max(1) as f32).sqrt();
        for (drawer, weight) in features {
            let (slopes, seen) = (self.row(&self.slopes, *drawer), self.row(&self.seen, *drawer));
            let anywhere: f32 = seen.iter().sum();
            for (((score, slope), seen), seen_in) in scores.iter_mut().zip(slopes).zip(seen).zip(&self.seen_in) {
                *score += LOGISTIC * weight * slope;
                if anywhere > 0.0 {
                    let here = (seen + UNSEEN) / (seen_in + UNSEEN * FEATURES);
                    let elsewhere = (anywhere - seen + UNSEEN) / (all - seen_in + UNSEEN * FEATURES);
                    *score += share * (here.ln() - elsewhere.ln());
                }
            }
        }
        scores
    }

    fn row<'a>(&self, of: &'a [f32], drawer: u32) -> &'a [f32] {
        let from = drawer as usize * self.classes;
        of.get(from..from + self.classes).unwrap_or_default()
    }

    /// For naive Bayes.
    fn count(&mut self, example: &Weights, class: usize) {
        let share = 1.0 / (example.len() as f32).sqrt();
        for (drawer, _) in example {
            if let Some(seen) = self.seen.get_mut(*drawer as usize * self.classes + class) {
                *seen += share;
            }
        }
        if let (Some(seen_in), Some(examples)) = (self.seen_in.get_mut(class), self.examples.get_mut(class)) {
            *seen_in += share * example.len() as f32;
            *examples += 1.0;
        }
    }

    /// One step of the logistic judge.
    fn step(&mut self, example: &Weights, class: usize) {
        let mut said = vec![0.0_f32; self.classes];
        for (drawer, weight) in example {
            for (said, slope) in said.iter_mut().zip(self.row(&self.slopes, *drawer)) {
                *said += weight * slope;
            }
        }
        let top = said.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        said.iter_mut().for_each(|score| *score = (*score - top).exp());
        let all: f32 = said.iter().sum();
        let known: f32 = self.examples.iter().sum();
        let own = self.examples.get(class).copied().unwrap_or(1.0).max(1.0);
        let rare = (known / (self.classes as f32 * own)).powf(BALANCE);
        for (place, said) in said.iter_mut().enumerate() {
            *said = (*said / all - if place == class { 1.0 } else { 0.0 }) * rare;
        }
        for (drawer, weight) in example {
            let from = *drawer as usize * self.classes;
            let rows = (self.slopes.get_mut(from..from + self.classes), self.steps.get_mut(from..from + self.classes));
            let (Some(slopes), Some(steps)) = rows else { continue };
            for ((slope, step), wrong) in slopes.iter_mut().zip(steps).zip(&said) {
                let way = wrong * weight + BACK * *slope;
                *step += way * way;
                *slope -= STEP * way / (step.sqrt() + 1e-3);
            }
        }
    }

    /// A number below this one; the same row of them each time.
    fn draw(&mut self, below: usize) -> usize {
        self.drawn = self.drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.drawn >> 33).unwrap_or_default() % below.max(1)
    }
}
