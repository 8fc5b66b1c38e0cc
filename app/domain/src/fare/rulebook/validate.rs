//! Whether a rule file is sound in itself.

mod amounts;
mod rules;

pub(in super::super) use rules::{names, parts};

use super::super::rules::{ACTIONS, Role, RuleFile, Ruled};
use super::super::value::{Moment, Text};
use super::{Fault, Known, Log, Step, refer};
use crate::locale::Locale;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the format this program reads.
const FORMAT: u32 = 1;

/// Words in braces that sentences may have.
const SLOTS: [&str; 14] =
    ["amount", "of", "kept", "base", "percent", "code", "flight", "from", "to", "departure", "locator", "agency", "by", "until"];

/// Everything about one file but the conditions of its rules.
pub(super) fn file(file: &RuleFile, known: &Known, log: &mut Log<'_>) {
    own(file, log);
    words(file, log);
    places(file, log);
    worth(file, log);
    rules::all(file, known, log);
}

fn own(file: &RuleFile, log: &mut Log<'_>) {
    if file.format != FORMAT {
        log.say_at("format", format!("this program reads format {FORMAT}"));
    }
    if file.policy.trim().is_empty() || (file.policy == "*" && file.role == Role::Tariff) {
        log.say_at("policy", "the name of the policy; only a supplement may be for all of them (\"*\")");
    }
    if file.version.trim().is_empty() {
        log.say_at("version", "a version, such as \"2026.1\"");
    }
    log.key("title", |log| text(&file.title, log));
    if file.until.is_some_and(|until| until.ends() < file.from.begins()) {
        log.say_at("until", "before from: it would never hold");
    }
    if TimeZone::get(&file.zone).is_err() {
        log.say_at("zone", format!("\"{}\" is no time zone such as Asia/Shanghai", file.zone));
    }
    if let Some(source) = file.source.as_ref().filter(|source| !file.sources.contains_key(*source)) {
        log.say_at("source", format!("no [sources.{source}]"));
    }
    for (key, source) in &file.sources {
        if source.title.trim().is_empty() {
            log.key("sources", |log| log.key(key, |log| log.say_at("title", "the title of the source")));
        }
    }
    log.each("holidays", &file.holidays, |log, _, day| {
        if matches!(day, Moment::Hour(_)) {
            log.say("a day, without an hour");
        }
    });
}

fn words(file: &RuleFile, log: &mut Log<'_>) {
    let actions: Vec<_> = file.actions.keys().cloned().collect();
    for (key, list) in [
        ("cabins", &file.cabins),
        ("passengers", &file.passengers),
        ("tiers", &file.tiers),
        ("channels", &file.channels),
        ("reasons", &file.reasons),
        ("actions", &actions),
    ] {
        let mut seen = BTreeSet::new();
        log.each(key, list, |log, _, word| {
            if word.is_empty()
                || !word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-')
            {
                log.say(format!("\"{word}\" is no name: small letters, digits, _ and -"));
            }
            if !seen.insert(word.clone()) || (key == "actions" && ACTIONS.iter().any(|(known, _)| known == word)) {
                log.say(format!("\"{word}\" is there already"));
            }
        });
    }
    for (key, list) in
        [("cabins", &file.cabins), ("passengers", &file.passengers), ("channels", &file.channels), ("reasons", &file.reasons)]
    {
        if list.is_empty() {
            log.say_at(key, "at least one");
        }
    }
    let mut classes: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, family) in &file.families {
        log.key("families", |log| {
            log.key(id, |log| {
                log.key("name", |log| text(&family.name, log));
                if let Some(cabin) = family.cabin.as_ref().filter(|cabin| !file.cabins.contains(cabin)) {
                    log.say_at("cabin", format!("\"{cabin}\" is not among the cabins"));
                }
                log.each("classes", &family.classes, |log, _, class| {
                    if !(1..=2).contains(&class.len()) || !class.bytes().all(|byte| byte.is_ascii_uppercase()) {
                        log.say(format!("\"{class}\" is no booking class such as Y"));
                    } else if let Some(other) = classes.insert(class, id) {
                        log.say(format!("the class {class} is of the family {other} already"));
                    }
                });
            });
        });
    }
}

fn places(file: &RuleFile, log: &mut Log<'_>) {
    log.key("airports", |log| {
        for (airport, country) in &file.airports {
            if !refer::airport(airport) || !refer::country(country) {
                log.say_at(airport, format!("an airport of three capitals and its country of two, not {airport} = \"{country}\""));
            }
        }
    });
    log.key("cities", |log| {
        for (name, members) in &file.cities {
            log.each(name, members, |log, _, member| {
                if !refer::airport(member) {
                    log.say(format!("\"{member}\" is no airport (three capitals)"));
                }
            });
        }
    });
    log.key("regions", |log| {
        for (name, members) in &file.regions {
            if refer::airport(name) || refer::country(name) || members.is_empty() {
                log.say_at(name, "a region has a name that is no airport or country, and at least one of them in it");
            }
            log.each(name, members, |log, _, member| {
                if refer::airport(member) && !file.airports.contains_key(member) {
                    log.say(format!("say which country {member} is in: [airports] {member} = \"…\""));
                } else if !refer::airport(member) && !refer::country(member) {
                    log.say(format!("\"{member}\" is no country (two capitals) or airport (three)"));
                }
            });
        }
    });
}

fn worth(file: &RuleFile, log: &mut Log<'_>) {
    let sound = |rate: rust_decimal::Decimal| rate > rust_decimal::Decimal::ZERO && !amounts::slip(rate);
    log.key("rounding", |log| {
        log.key("units", |log| {
            for (currency, unit) in &file.rounding.units {
                amounts::step(*currency, unit.0, currency.code(), log);
            }
        });
    });
    if let Some(rates) = &file.rates {
        log.key("rates", |log| {
            log.key("quotes", |log| {
                for (currency, quote) in &rates.quotes {
                    if !sound(quote.0) {
                        log.say_at(currency.code(), "a rate above zero");
                    }
                }
            });
        });
    }
}

/// A sentence: in every language of the portal, with words in braces that are known.
pub(super) fn text(text: &Text, log: &mut Log<'_>) {
    for tag in text.missing() {
        log.say_at(tag, "the sentence is missing in this language");
    }
    for (tag, words) in &text.0 {
        if !Locale::ALL.iter().any(|locale| locale.tag() == tag) {
            log.say_at(tag, format!("no language of the portal; its languages are {}", Locale::ALL.map(Locale::tag).join(", ")));
        }
        match Text::slots(words) {
            Err(_) => log.say_at(tag, "a brace is not closed"),
            Ok(slots) => {
                for slot in slots.into_iter().filter(|slot| !SLOTS.contains(slot)) {
                    log.say_at(tag, format!("{{{slot}}} means nothing here; there are {}", SLOTS.join(", ")));
                }
            }
        }
    }
}

/// What every rule needs: a name of its own, a sentence, a source.
fn head<T: Ruled>(rule: &T, file: &RuleFile, seen: &mut BTreeSet<String>, log: &mut Log<'_>) {
    let head = rule.head();
    if head.id.trim().is_empty() || head.id.contains('#') {
        log.say_at("id", "a name, without #");
    } else if !seen.insert(head.id.to_owned()) {
        log.say_at("id", format!("another rule is called {} already", head.id));
    }
    log.key("text", |log| text(head.text, log));
    match head.source {
        Some(source) if !file.sources.contains_key(source) => log.say_at("source", format!("no [sources.{source}]")),
        None if file.source.is_none() => log.say_at("source", "where it stands written: a key of [sources], here or for the whole file"),
        _ => {}
    }
}

/// Versions of one policy decide by the same day and do not hold at once.
pub(super) fn together(files: &[RuleFile], faults: &mut Vec<Fault>) {
    for (number, file) in files.iter().enumerate() {
        let mut say = |key: &str, reason: String| faults.push(Fault { file: number, path: vec![Step::Key(key.to_owned())], reason });
        let before = files.iter().take(number).filter(|other| other.policy == file.policy && other.role == file.role);
        for other in before {
            if other.version == file.version {
                say("version", format!("there is a version {} of {} already", file.version, file.policy));
            }
            if file.role == Role::Supplement {
                continue;
            }
            let over = |file: &RuleFile| file.until.map_or(i64::MAX, Moment::ends);
            if other.basis != file.basis {
                say(
                    "basis",
                    format!("version {} of this policy goes by another day: nobody could say which of the two holds", other.version),
                );
            } else if file.from.begins() <= over(other) && other.from.begins() <= over(file) {
                say("from", format!("holds at the same time as version {}", other.version));
            }
        }
    }
}
