//! `landside feedback evaluate`: how well passengers' messages are understood, as shipped and with corrections. `docs/feedback.md`
//! describes the files and figures.

use clap::{Args, Subcommand};
use domain::feedback::{Curve, Learned, Mood, Score, Theme, moods, themes};
use serde_json::{Value, json};
use std::{fs, path::Path, path::PathBuf, process::ExitCode};
use wire::table::{Feedback, feedback};

/// Faults printed one by one; beyond, their number.
const PRINTED: usize = 100;

/// What to do with messages.
#[derive(Debug, Clone, Subcommand)]
pub enum Messages {
    /// Learn from one file, answer the other, and print how many answers are right: as shipped, after 200, 1,000 and 5,000 corrections and
    /// after all, beside two baselines. Nothing learned here stays.
    Evaluate(Evaluate),
}

/// Which files.
#[derive(Debug, Clone, Args)]
pub struct Evaluate {
    /// CSV with the columns text, sentiment and reason: the corrections.
    #[arg(long)]
    pub train: PathBuf,
    /// The same, to be answered.
    #[arg(long)]
    pub test: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Both questions, as far as the files have answers to them.
#[derive(Debug)]
pub struct Report {
    /// What messages are about; only messages with a reason.
    pub themes: Curve,
    /// How their writers feel.
    pub moods: Curve,
    /// Messages tried on, with a reason and with a sentiment.
    pub tried: (usize, usize),
}

/// Does it, and says so on standard output and standard error.
#[must_use]
pub fn run(Messages::Evaluate(files): &Messages) -> ExitCode {
    let both = read(&files.train).and_then(|train| Ok((train, read(&files.test)?)));
    let (train, test) = match both {
        Ok(both) => both,
        Err(said) => {
            eprintln!("{said}");
            return ExitCode::FAILURE;
        }
    };
    let report = evaluate(train, &test);
    if files.json {
        println!("{:#}", report.json())
    } else {
        print!("{}", report.text())
    }
    ExitCode::SUCCESS
}

/// Reads a file of messages.
///
/// # Errors
/// Every line at fault, in words.
pub fn read(file: &Path) -> Result<Vec<Feedback>, String> {
    let bytes = fs::read(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let lines = feedback(&bytes).whole().map_err(|bad| {
        let mut told: Vec<_> = bad.iter().take(PRINTED).map(|bad| format!("{}: {bad}", file.display())).collect();
        if bad.len() > PRINTED {
            told.push(format!("… and {} more", bad.len() - PRINTED));
        }
        told.join("\n")
    })?;
    Ok(lines.into_iter().map(|line| line.row).collect())
}

/// Learns and answers. The corrections come in an order drawn once and for all: a sorted file teaches as well as another.
#[must_use]
pub fn evaluate(mut train: Vec<Feedback>, test: &[Feedback]) -> Report {
    shuffle(&mut train);
    let (theme_tests, mood_tests) = (said(test, |message| message.theme), said(test, |message| message.mood));
    Report {
        themes: themes(&said(&train, |message| message.theme), &theme_tests),
        moods: moods(&said(&train, |message| message.mood), &mood_tests),
        tried: (theme_tests.len(), mood_tests.len()),
    }
}

fn said<T>(messages: &[Feedback], of: impl Fn(&Feedback) -> Option<T>) -> Vec<(&str, T)> {
    messages.iter().filter_map(|message| Some((message.text.as_str(), of(message)?))).collect()
}

/// Fisher and Yates, with a fixed seed.
pub fn shuffle<T>(all: &mut [T]) {
    let mut drawn: u64 = 2026;
    for last in (1..all.len()).rev() {
        drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        all.swap(last, usize::try_from(drawn >> 33).unwrap_or_default() % (last + 1));
    }
}

impl Report {
    fn json(&self) -> Value {
        let one = |score: Score| json!({ "accuracy": score.accuracy, "macro_f1": score.macro_f1 });
        let curve = |curve: &Curve, tried: usize| {
            let point = |point: &Learned| {
                let Learned { corrections, score, off } = point;
                json!({ "corrections": corrections, "accuracy": score.accuracy, "macro_f1": score.macro_f1, "calibration_error": off })
            };
            let learned = curve.learned.iter().map(point);
            json!({ "tried": tried, "majority": one(curve.majority), "words": one(curve.words), "learned": learned.collect::<Vec<_>>() })
        };
        json!({ "reasons": curve(&self.themes, self.tried.0), "sentiment": curve(&self.moods, self.tried.1) })
    }

    /// As a table.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |what: &str, score: Score| format!("  {what:<26} {:>8.3} {:>8.3}\n", score.accuracy, score.macro_f1);
        let table = |name: &str, curve: &Curve, (tried, classes): (usize, usize)| {
            let head =
                format!("{name}: {tried} messages, {classes} answers\n  {:<26} {:>8} {:>8} {:>8}\n", "", "accuracy", "macro-F1", "ECE");
            let baselines = line("the most frequent answer", curve.majority) + &line("a list of words", curve.words);
            let learned = curve.learned.iter().map(|Learned { corrections, score, off }| {
                let what = if *corrections == 0 { "as shipped".to_owned() } else { format!("after {corrections} corrections") };
                format!("{} {off:>8.3}\n", line(&what, *score).trim_end())
            });
            head + &baselines + &learned.collect::<String>()
        };
        table("Reasons", &self.themes, (self.tried.0, Theme::ALL.len())) + &table("Sentiment", &self.moods, (self.tried.1, Mood::ALL.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_learned_and_another_answered() {
        let line = |text: &str, mood, theme| Feedback { text: text.to_owned(), mood, theme };
        let train: Vec<_> = (0..300)
            .map(|n| {
                line(&format!("the glorp was bad {n}"), Some(Mood::Negative), Some(if n % 2 == 0 { Theme::Queue } else { Theme::Delay }))
            })
            .collect();
        let test =
            [line("my suitcase is lost", Some(Mood::Negative), Some(Theme::BagMissing)), line("thank you!", Some(Mood::Positive), None)];
        let report = evaluate(train, &test);
        assert_eq!(report.tried, (1, 2));
        let counts: Vec<_> = report.themes.learned.iter().map(|point| point.corrections).collect();
        assert_eq!(counts, [0, 200, 300]);
        assert!(report.text().contains("after 300 corrections") && report.text().contains("ECE"));
        assert_eq!(report.json()["sentiment"]["tried"], 2);
        let mut numbers: Vec<u32> = (0..50).collect();
        shuffle(&mut numbers);
        assert_ne!(numbers, (0..50).collect::<Vec<_>>());
        numbers.sort_unstable();
        assert_eq!(numbers, (0..50).collect::<Vec<_>>());
    }
}
