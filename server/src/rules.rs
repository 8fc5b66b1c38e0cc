//! `landside rules check|explain|schema`: an airline's fare rules, tried without a database. `docs/rules.md` describes the files.

use clap::{Args, Subcommand};
use desk::changes::Tariff;
use domain::fare::{Ask, Decision, Failed, Request, Undecided, Waive, decide};
use jiff::{Timestamp, Zoned};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use wire::rules::{Bad, Rules as Files, Written, booking, offer, read};

/// The format of rule files, for editors.
const SCHEMA: &str = include_str!("../../docs/rules.schema.json");

/// Nothing to say against it.
const FINE: u8 = 0;
/// The files can be read, but something about the rules is to be mended.
const TO_MEND: u8 = 1;
/// A file cannot be read, or the question makes no sense.
const UNREADABLE: u8 = 2;

/// What to do with rules.
#[derive(Debug, Clone, Subcommand)]
pub enum Rules {
    /// Report what is wrong, contradicts itself, is left open or never reached. Ends with 0 where nothing is, with 1 where something is to
    /// be mended, with 2 where a file cannot be read.
    Check {
        /// Rule files that belong together, or folders of them: every version of a policy and what adds to it.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Print what the rules decide about a booking, as JSON. Ends with 1 where they decide nothing, with 2 where a file cannot be read.
    Explain(Box<Explain>),
    /// Print the JSON schema of rule files, for editors that check TOML while one types.
    Schema,
}

/// A question to the rules.
#[derive(Debug, Clone, Args)]
pub struct Explain {
    /// A rule file, or a folder of them; more than once for versions and what adds to them.
    #[arg(long, required = true)]
    pub rules: Vec<PathBuf>,
    /// The booking, as JSON.
    #[arg(long)]
    pub booking: PathBuf,
    /// cancel, change, taxes, name, or an action of the policy's own.
    #[arg(long)]
    pub action: String,
    /// When it is asked, such as 2026-11-20T12:00:00Z; now where it is not said.
    #[arg(long, value_parser = instant)]
    pub at: Option<Timestamp>,
    /// New flights and their prices, as JSON; the booking's own `offer` where it is not said.
    #[arg(long)]
    pub new: Option<PathBuf>,
    /// For whom, by id; more than once. Everyone where nobody is named.
    #[arg(long = "passenger")]
    pub passengers: Vec<String>,
    /// For which flights, by id; more than once. All where none is named.
    #[arg(long = "segment")]
    pub segments: Vec<String>,
    /// Why it is asked, in a word of the policy: illness, weather …
    #[arg(long)]
    pub reason: Option<String>,
    /// That is proved.
    #[arg(long)]
    pub evidence: bool,
    /// How it is asked.
    #[arg(long, default_value = "web")]
    pub channel: String,
    /// The passengers did not come.
    #[arg(long)]
    pub no_show: bool,
    /// What staff waive: `fees`, or a code of the rules.
    #[arg(long)]
    pub waive: Option<String>,
    /// Which policy, where the files hold several.
    #[arg(long)]
    pub policy: Option<String>,
}

fn waived(word: &str) -> Waive {
    if word == "fees" { Waive::Fees } else { Waive::Code { code: word.to_uppercase() } }
}

fn instant(text: &str) -> Result<Timestamp, String> {
    let zoned = || text.parse::<Zoned>().map(|at| at.timestamp());
    text.parse().or_else(|_| zoned()).map_err(|_| "an instant such as 2026-11-20T12:00:00Z or 2026-11-20T20:00:00+08:00".to_owned())
}

/// What is said, where, and with which code.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    out: String,
    err: String,
    code: u8,
}

impl Told {
    fn unreadable(bad: &[Bad]) -> Self {
        let lines: Vec<_> = bad.iter().map(ToString::to_string).collect();
        Self { out: String::new(), err: lines.join("\n"), code: UNREADABLE }
    }
}

/// Does it, and says so on standard output and standard error.
#[must_use]
pub fn run(rules: &Rules) -> ExitCode {
    let told = match rules {
        Rules::Check { files } => check(files),
        Rules::Explain(question) => explain(question, Timestamp::now()),
        Rules::Schema => Told { out: SCHEMA.trim_end().to_owned(), err: String::new(), code: FINE },
    };
    if !told.out.is_empty() {
        println!("{}", told.out);
    }
    if !told.err.is_empty() {
        eprintln!("{}", told.err);
    }
    ExitCode::from(told.code)
}

fn check(files: &[PathBuf]) -> Told {
    let (rules, count) = match load(files) {
        Ok(loaded) => loaded,
        Err(bad) => return Told::unreadable(&bad),
    };
    let found = rules.check();
    let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
    let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    match lines.len() {
        0 => Told { out: format!("{files}: nothing to mend."), err: String::new(), code: FINE },
        many => Told { out: lines.join("\n"), err: format!("{files}: {many} to mend."), code: TO_MEND },
    }
}

fn explain(question: &Explain, now: Timestamp) -> Told {
    match answer(question, now) {
        Ok(decision) => Told { out: printed(&decision), err: String::new(), code: FINE },
        Err(Wrong::Files(bad)) => Told::unreadable(&bad),
        Err(Wrong::Answer(Failed::Undecided(why))) => Told { out: printed(&undecided(&why)), err: why.to_string(), code: TO_MEND },
        Err(Wrong::Answer(unfit)) => Told { out: String::new(), err: unfit.to_string(), code: UNREADABLE },
    }
}

/// Why there is no answer.
enum Wrong {
    Files(Vec<Bad>),
    Answer(Failed),
}

fn answer(question: &Explain, now: Timestamp) -> Result<Decision, Wrong> {
    let (rules, _) = load(&question.rules).map_err(Wrong::Files)?;
    let file = |path: &Path| text(path).map_err(|bad| Wrong::Files(vec![bad]));
    let one = |bad| Wrong::Files(vec![bad]);
    let written = file(&question.booking)?;
    let booking = booking(&written.name, &written.text).map_err(one)?;
    let offer = match &question.new {
        Some(path) => {
            let written = file(path)?;
            Some(offer(&written.name, &written.text).map_err(one)?)
        }
        None => None,
    };
    let request = Request {
        action: question.action.clone(),
        at: question.at.unwrap_or(now),
        passengers: question.passengers.clone(),
        segments: question.segments.clone(),
        reason: question.reason.clone(),
        evidence: question.evidence,
        channel: question.channel.clone(),
        no_show: question.no_show.then_some(true),
        waive: question.waive.as_deref().map(waived),
    };
    let ask = Ask { booking: &booking, request: &request, offer: offer.as_ref() };
    decide(&rules.book, question.policy.as_deref(), ask).map_err(Wrong::Answer)
}

/// Why the rules decide nothing, for a program to read.
fn undecided(why: &Undecided) -> serde_json::Value {
    let mut told = serde_json::to_value(why).unwrap_or_default();
    if let Some(told) = told.as_object_mut() {
        told.insert("outcome".to_owned(), json!("undecided"));
        told.insert("reason".to_owned(), json!(why.to_string()));
    }
    told
}

fn printed(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// The rule files of these paths, and how many they are.
fn load(paths: &[PathBuf]) -> Result<(Files, usize), Vec<Bad>> {
    let written = written(paths)?;
    read(&written).map(|rules| (rules, written.len()))
}

/// The rules the demo airline is sold by.
const DEMO: [(&str, &str); 2] = [
    ("landside-air.toml", include_str!("../rules/landside-air.toml")),
    ("landside-air-storm.toml", include_str!("../rules/landside-air-storm.toml")),
];

/// The rules trips are changed by here: the airline's files, the demo's own in the demo, or none.
///
/// # Errors
/// A sentence for the terminal, with every fault of the files.
pub fn tariff(paths: &[PathBuf], policy: Option<&str>, demo: bool) -> Result<Option<Tariff>, String> {
    let lines = |bad: Vec<Bad>| bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let written = match paths {
        [] if demo => DEMO.iter().map(|(name, text)| Written { name: (*name).to_owned(), text: (*text).to_owned() }).collect(),
        [] => return Ok(None),
        paths => written(paths).map_err(|bad| format!("The fare rules cannot be read.\n{}", lines(bad)))?,
    };
    let tariff = Tariff::read(&written, policy);
    tariff.map(Some).map_err(|why| format!("The fare rules are not sound; landside rules check says the same.\n{why}"))
}

/// The text of the rule files of these paths; of a folder, of those that end in `.toml`.
fn written(paths: &[PathBuf]) -> Result<Vec<Written>, Vec<Bad>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inside = fs::read_dir(path).map_err(|error| vec![unread(path, &error)])?;
            let mut inside: Vec<_> = inside.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
            inside.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    files.iter().map(|path| text(path)).collect::<Result<_, _>>().map_err(|bad| vec![bad])
}

fn text(path: &Path) -> Result<Written, Bad> {
    let text = fs::read_to_string(path).map_err(|error| unread(path, &error))?;
    Ok(Written { name: path.display().to_string(), text })
}

fn unread(path: &Path, error: &std::io::Error) -> Bad {
    Bad { file: path.display().to_string(), line: 1, column: 1, reason: format!("cannot be read: {error}") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use clap::Parser;
    use serde_json::Value;

    #[derive(Parser)]
    struct Command {
        #[command(subcommand)]
        rules: Rules,
    }

    /// As typed behind `landside rules`, in the folder of the crate, where cargo runs its tests.
    fn told(line: &str) -> Told {
        let words = std::iter::once("rules").chain(line.split_whitespace());
        match Command::try_parse_from(words).unwrap().rules {
            Rules::Check { files } => check(&files),
            Rules::Explain(question) => explain(&question, "2026-11-20T12:00:00Z".parse().unwrap()),
            Rules::Schema => Told { out: SCHEMA.to_owned(), err: String::new(), code: FINE },
        }
    }

    #[test]
    fn the_examples_have_nothing_to_mend() {
        let fine = told("check rules/landside-air.toml rules/landside-air-storm.toml");
        assert_eq!(fine, Told { out: "2 files: nothing to mend.".into(), err: String::new(), code: 0 });
        assert_eq!(told("check rules").out, "3 files: nothing to mend.");
        let missing = told("check rules/none.toml");
        assert_eq!((missing.code, missing.err.starts_with("rules/none.toml:1:1: cannot be read")), (2, true));
    }

    #[test]
    fn what_is_to_be_mended_ends_with_one_and_what_cannot_be_read_with_two() {
        let folder = std::env::temp_dir().join(format!("landside-rules-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("policy.toml");
        let whole = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/qinghe-air.toml")).unwrap();
        fs::write(&file, whole.replacen("family = \"saver\", group = false", "group = false", 1)).unwrap();
        let mend = told(&format!("check {}", file.display()));
        assert_eq!(mend.code, 1);
        assert!(mend.out.contains("conflict: fee of the charge refund-fee: refund-first#1 and refund-saver#1 both hold"), "{}", mend.out);
        fs::write(&file, whole.replacen("\"saver\", group", "\"svaer\", group", 1)).unwrap();
        let unread = told(&format!("check {}", file.display()));
        assert_eq!(unread.code, 2);
        assert!(unread.err.contains("\"svaer\" is not known here"), "{}", unread.err);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_decision_is_printed_with_its_lines() {
        let told = told("explain --rules rules/landside-air.toml --booking rules/bookings/landside-standard.json --action cancel");
        let decision: Value = serde_json::from_str(&told.out).unwrap();
        assert_eq!((told.code, decision["outcome"].as_str()), (0, Some("allowed")));
        assert_eq!(decision["totals"][0]["refund"], "233.00");
        assert_eq!(decision["lines"][0]["text"]["zh-CN"], "起飞前退票：LD408 退还 USD 180.00。");
    }

    #[test]
    fn no_decision_says_why() {
        let early = told(
            "explain --rules rules/qinghe-air.toml --booking rules/bookings/landside-standard.json --action cancel --at 2026-11-20T20:00:00+08:00",
        );
        assert_eq!(early.code, 2);
        assert!(early.err.contains("\"standard\" is not known to the policy"), "{}", early.err);
        let nobody = told(
            "explain --rules rules --policy landside-air --booking rules/bookings/landside-standard.json --action cancel --passenger eve",
        );
        assert_eq!((nobody.code, nobody.err.as_str()), (2, "the booking has no passenger \"eve\""));
        let which = told("explain --rules rules --booking rules/bookings/landside-standard.json --action cancel");
        assert!(which.err.contains("say which policy"), "{}", which.err);
    }
}
