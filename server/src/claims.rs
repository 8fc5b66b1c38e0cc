//! `landside claims check|explain`: an airline's rules about late, lost and damaged bags, tried without a database. `docs/claims.md`
//! describes the files.

use clap::{Args, Subcommand};
use desk::claims::ClaimBook;
use domain::claim::{ClaimRules, assess};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use wire::rules::{Bad, Written, claim, claims};

/// The rules of the demo airline.
const DEMO: (&str, &str) = ("landside-air.toml", include_str!("../rules/claims/landside-air.toml"));

/// What to do with them.
#[derive(Debug, Clone, Subcommand)]
pub enum Claims {
    /// Report what is wrong with a file. Ends with 0 where nothing is, with 2 otherwise.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Print what the rules say of a claim, as JSON. Ends with 1 where they decide nothing, with 2 where a file cannot be read.
    Explain(Explain),
}

/// A question to the rules.
#[derive(Debug, Clone, Args)]
pub struct Explain {
    /// The rule file; the demo airline's where none is named.
    #[arg(long)]
    pub rules: Option<PathBuf>,
    /// The claim, as JSON.
    #[arg(long)]
    pub claim: PathBuf,
}

/// What is said, where, and with which code.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    out: String,
    err: String,
    code: u8,
}

/// Does it, and says so on standard output and standard error.
#[must_use]
pub fn run(claims: &Claims) -> ExitCode {
    let told = match claims {
        Claims::Check { file } => check(file),
        Claims::Explain(question) => explain(question),
    };
    if !told.out.is_empty() {
        println!("{}", told.out);
    }
    if !told.err.is_empty() {
        eprintln!("{}", told.err);
    }
    ExitCode::from(told.code)
}

fn unreadable(bad: &[Bad]) -> Told {
    let lines: Vec<_> = bad.iter().map(ToString::to_string).collect();
    Told { out: String::new(), err: lines.join("\n"), code: 2 }
}

/// The rules claims are decided by here: the airline's file, the demo's own in the demo, or none.
///
/// # Errors
/// A sentence for the terminal, with every fault of the file.
pub fn book(path: Option<&Path>, demo: bool) -> Result<Option<ClaimBook>, String> {
    let written = match path {
        Some(path) => text(path).map_err(|bad| format!("The rules about bags cannot be read.\n{bad}"))?,
        None if demo => Written { name: DEMO.0.to_owned(), text: DEMO.1.to_owned() },
        None => return Ok(None),
    };
    let book = ClaimBook::read(&written);
    book.map(Some).map_err(|why| format!("The rules about bags are not sound; landside claims check says the same.\n{why}"))
}

fn check(file: &Path) -> Told {
    match load(file) {
        Ok(rules) => Told { out: format!("{}: nothing to mend.", rules.version()), err: String::new(), code: 0 },
        Err(bad) => unreadable(&bad),
    }
}

fn explain(question: &Explain) -> Told {
    let rules = match &question.rules {
        Some(path) => load(path),
        None => claims(&Written { name: DEMO.0.to_owned(), text: DEMO.1.to_owned() }),
    };
    let facts = text(&question.claim).and_then(|written| claim(&written.name, &written.text));
    match (rules, facts) {
        (Err(bad), _) => unreadable(&bad),
        (_, Err(bad)) => unreadable(&[bad]),
        (Ok(rules), Ok(facts)) => match assess(&rules, &facts) {
            Ok(assessment) => Told { out: printed(&assessment), err: String::new(), code: 0 },
            Err(why) => {
                let out = printed(&json!({ "outcome": "undecided", "why": why, "reason": why.to_string() }));
                Told { out, err: why.to_string(), code: 1 }
            }
        },
    }
}

fn printed(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn load(path: &Path) -> Result<ClaimRules, Vec<Bad>> {
    claims(&text(path).map_err(|bad| vec![bad])?)
}

fn text(path: &Path) -> Result<Written, Bad> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path);
    let unread = |error: std::io::Error| Bad { file: name.clone(), line: 1, column: 1, reason: format!("cannot be read: {error}") };
    Ok(Written { text: text.map_err(unread)?, name })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]
    use super::*;
    use clap::Parser;
    use serde_json::Value;

    #[derive(Parser)]
    struct Command {
        #[command(subcommand)]
        claims: Claims,
    }

    /// As typed behind `landside claims`, in the folder of the crate, where cargo runs its tests.
    fn told(line: &str) -> Told {
        let words = std::iter::once("claims").chain(line.split_whitespace());
        match Command::try_parse_from(words).unwrap().claims {
            Claims::Check { file } => check(&file),
            Claims::Explain(question) => explain(&question),
        }
    }

    #[test]
    fn the_example_is_sound_and_explains_the_example_claims() {
        assert_eq!(told("check rules/claims/landside-air.toml").out, "landside-bags 2026.1: nothing to mend.");
        let missing = told("check rules/claims/none.toml");
        assert_eq!((missing.code, missing.err.starts_with("rules/claims/none.toml:1:1: cannot be read")), (2, true));
        for (claim, regime, total) in [("lost-to-london", "montreal", "1976.02"), ("late-to-chicago", "us-domestic", "105.01")] {
            let told = told(&format!("explain --claim rules/claims/examples/{claim}.json"));
            let answer: Value = serde_json::from_str(&told.out).unwrap();
            assert_eq!((&answer["regime"]["rule"], &answer["total"]["amount"]), (&json!(regime), &json!(total)), "{}", told.err);
        }
        assert_eq!(told("explain --claim rules/claims/landside-air.toml").code, 2);
    }
}
