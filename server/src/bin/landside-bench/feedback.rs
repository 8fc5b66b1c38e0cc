//! What passengers say in words: how often it is understood, as shipped and with corrections, and how long that takes.

use crate::report::{Outcome, line, milliseconds, percentile};
use domain::feedback::{Classifier, Curve, Learned, Theme};
use server::feedback::{evaluate, read, shuffle};
use std::{path::Path, time::Instant};

/// Corrections after which the goals hold.
const CORRECTIONS: usize = 5_000;
/// Least macro-F1 then: of reasons, of sentiment.
const GOALS: (f64, f64) = (0.50, 0.72);
/// Longest time for learning from a message or answering one, in milliseconds.
const LONGEST: f64 = 1.0;

/// Learns from a part of the file and answers the rest: reasons of messages that have one, then the sentiment of all.
pub(crate) fn measure(file: &Path) -> Outcome {
    let mut messages = read(file)?;
    shuffle(&mut messages);
    let reasoned: Vec<_> = messages.iter().filter(|message| message.theme.is_some()).cloned().collect();
    let split = |all: &[_]| (all.get(..CORRECTIONS).unwrap_or(all).to_vec(), all.get(CORRECTIONS..).unwrap_or_default().to_vec());
    let (train, test) = split(&reasoned);
    told("reasons", &evaluate(train, &test).themes, GOALS.0);
    let (train, test) = split(&messages);
    told("sentiment", &evaluate(train, &test).moods, GOALS.1);

    let mut classifier = Classifier::new();
    let (mut learned, mut answered) = (Vec::new(), Vec::new());
    for message in messages.iter().take(CORRECTIONS) {
        let begun = Instant::now();
        classifier.learn_theme(&message.text, message.theme.unwrap_or(Theme::Other));
        learned.push(begun.elapsed());
        let begun = Instant::now();
        std::hint::black_box(classifier.theme(&message.text));
        answered.push(begun.elapsed());
    }
    for (what, mut times) in [("a message learned from, p95", learned), ("a message answered, p95", answered)] {
        let p95 = milliseconds(percentile(&mut times, 0.95));
        line(what, &format!("{p95:.2} ms"), &format!("≤ {LONGEST:.0} ms"), p95 <= LONGEST);
    }
    Ok(())
}

fn told(what: &str, curve: &Curve, goal: f64) {
    for (name, score) in [("most frequent answer", curve.majority), ("list of words", curve.words)] {
        line(&format!("{what}: {name}"), &format!("accuracy {:.3}, macro-F1 {:.3}", score.accuracy, score.macro_f1), "baseline", true);
    }
    for Learned { corrections: count, score, off } in &curve.learned {
        let name = if *count == 0 { "as shipped".to_owned() } else { format!("after {count}") };
        let figure = format!("accuracy {:.3}, macro-F1 {:.3}, expected calibration error {off:.3}", score.accuracy, score.macro_f1);
        let (budget, holds) =
            if *count >= CORRECTIONS { (format!("≥ {goal:.2}"), score.macro_f1 >= goal) } else { (String::new(), true) };
        line(&format!("{what}: {name}"), &figure, &budget, holds);
    }
}
