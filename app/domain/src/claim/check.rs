//! Whether a file of rules is sound in itself.

use super::facts::{BagKind, ItemKind};
use super::rates::Amounts;
use super::rules::{ClaimFile, Head};
use crate::fare::{Fault, Percent, Step, Text};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The version of the format this program reads.
const FORMAT: u32 = 1;

/// Words in braces that sentences may have.
const SLOTS: [&str; 12] = ["amount", "cost", "day", "from", "to", "limit", "sdr", "per_day", "most", "until", "percent", "kg"];

/// What is found wrong, with its place.
struct Log(Vec<Fault>);

impl Log {
    fn say(&mut self, list: &str, index: Option<usize>, key: &str, reason: impl Into<String>) {
        let steps = [
            (!list.is_empty()).then(|| Step::Key(list.to_owned())),
            index.map(Step::Index),
            (!key.is_empty()).then(|| Step::Key(key.to_owned())),
        ];
        self.0.push(Fault { file: 0, path: steps.into_iter().flatten().collect(), reason: reason.into() });
    }

    fn text(&mut self, list: &str, index: Option<usize>, text: &Text) {
        for tag in text.missing() {
            self.say(list, index, "text", format!("a sentence in {tag} is missing"));
        }
        for words in text.0.values() {
            match Text::slots(words) {
                Err(rest) => self.say(list, index, "text", format!("a brace is not closed before \"{rest}\"")),
                Ok(slots) => {
                    for slot in slots.into_iter().filter(|slot| !SLOTS.contains(slot)) {
                        self.say(list, index, "text", format!("{{{slot}}} is not known; {} are", SLOTS.join(", ")));
                    }
                }
            }
        }
    }

    fn amounts(&mut self, list: &str, index: usize, key: &str, amounts: &Amounts) {
        if amounts.0.is_empty() || amounts.0.values().any(|amount| amount.0 < Decimal::ZERO) {
            self.say(list, Some(index), key, "amounts of at least one currency, none below zero");
        }
    }

    fn share(&mut self, list: &str, index: Option<usize>, key: &str, share: Percent) {
        if share < Percent::NONE || share > Percent::ALL {
            self.say(list, index, key, "a share from 0 to 100 per cent");
        }
    }
}

/// Everything that is wrong with a file.
pub(super) fn faults(file: &ClaimFile) -> Vec<Fault> {
    let mut log = Log(Vec::new());
    own(file, &mut log);
    heads(file, &mut log);
    limits(file, &mut log);
    days(file, &mut log);
    amounts(file, &mut log);
    rates(file, &mut log);
    log.0
}

fn own(file: &ClaimFile, log: &mut Log) {
    if file.format != FORMAT {
        log.say("format", None, "", format!("this program reads format {FORMAT}"));
    }
    for (key, value) in [("policy", &file.policy), ("version", &file.version)] {
        if value.trim().is_empty() {
            log.say(key, None, "", "a name");
        }
    }
    log.text("title", None, &file.title);
    if file.lost_after_days < 1 {
        log.say("lost_after_days", None, "", "at least a day");
    }
    if file.kg_if_not_weighed.0 <= Decimal::ZERO {
        log.say("kg_if_not_weighed", None, "", "more than nothing");
    }
}

/// Names once, sources that are there, sentences in every language.
fn heads(file: &ClaimFile, log: &mut Log) {
    let mut seen = BTreeSet::new();
    let mut head = |log: &mut Log, list: &str, index: Option<usize>, head: Head<'_>| {
        if !seen.insert(head.id.to_owned()) {
            log.say(list, index, "id", format!("\"{}\" is the name of another rule", head.id));
        }
        if !file.sources.contains_key(head.source) {
            log.say(list, index, "source", format!("no [sources.{}]", head.source));
        }
        log.text(list, index, head.text);
    };
    file.regime.iter().enumerate().for_each(|(index, rule)| head(log, "regime", Some(index), rule.head()));
    file.limit.iter().enumerate().for_each(|(index, rule)| head(log, "limit", Some(index), rule.head()));
    file.deadline.iter().enumerate().for_each(|(index, rule)| head(log, "deadline", Some(index), rule.head()));
    file.interim.iter().enumerate().for_each(|(index, rule)| head(log, "interim", Some(index), rule.head()));
    file.worth.iter().enumerate().for_each(|(index, rule)| head(log, "worth", Some(index), rule.head()));
    head(log, "unproved", None, file.unproved.head());
    head(log, "before", None, file.before.head());
    head(log, "declared", None, file.declared.head());
    file.settled.iter().for_each(|rule| head(log, "settled", None, rule.head()));
    file.shared.iter().for_each(|rule| head(log, "shared", None, rule.head()));
    for (index, rule) in file.interim.iter().enumerate() {
        log.text("interim", Some(index), &rule.outside);
    }
    for (index, rule) in file.regime.iter().enumerate() {
        rule.fault.iter().chain(&rule.unlimited).for_each(|fault| log.text("regime", Some(index), &fault.text));
    }
    let known = |id: &String| file.regime.iter().any(|regime| regime.id == *id);
    let limits = file.limit.iter().enumerate().map(|(index, rule)| ("limit", Some(index), &rule.regime));
    let deadlines = file.deadline.iter().enumerate().map(|(index, rule)| ("deadline", Some(index), &rule.regime));
    let interim = file.interim.iter().enumerate().filter_map(|(index, rule)| Some(("interim", Some(index), rule.regime.as_ref()?)));
    let declared = file.declared.regimes.iter().map(|regime| ("declared", None, regime));
    for (list, index, regime) in limits.chain(deadlines).chain(interim).chain(declared).filter(|(_, _, regime)| !known(regime)) {
        log.say(list, index, if list == "declared" { "regimes" } else { "regime" }, format!("no regime \"{regime}\""));
    }
}

/// One kind of limit each, for every bag a regime covers, and never two at once.
fn limits(file: &ClaimFile, log: &mut Log) {
    if !BagKind::ALL.iter().all(|bag| file.regime.iter().any(|regime| regime.covers.contains(bag) && open(&regime.when))) {
        log.say("regime", None, "", "one regime without conditions is needed for each kind of bag: for journeys that fall under no other");
    }
    for (index, limit) in file.limit.iter().enumerate() {
        let kinds = [limit.sdr.is_some(), limit.amount.is_some(), limit.per_kg.is_some()];
        if kinds.iter().filter(|there| **there).count() != 1 {
            log.say("limit", Some(index), "", "one of sdr, amount, per_kg");
        }
        if limit.sdr.is_some_and(|sdr| sdr.0 <= Decimal::ZERO) {
            log.say("limit", Some(index), "sdr", "more than nothing");
        }
        for (key, amounts) in [("amount", &limit.amount), ("per_kg", &limit.per_kg)] {
            amounts.iter().for_each(|amounts| log.amounts("limit", index, key, amounts));
        }
        if limit.until.is_some_and(|until| until < limit.from) {
            log.say("limit", Some(index), "until", "before from: it would never hold");
        }
        let meets = |other: &super::rules::Limit| {
            let bags = limit.bag.is_none() || other.bag.is_none() || limit.bag == other.bag;
            let days = other.until.is_none_or(|until| limit.from <= until) && limit.until.is_none_or(|until| other.from <= until);
            other.regime == limit.regime && bags && days
        };
        if let Some(other) = file.limit.iter().take(index).find(|other| meets(other)) {
            log.say("limit", Some(index), "from", format!("on some day \"{}\" holds too", other.id));
        }
    }
    for (index, regime) in file.regime.iter().enumerate() {
        let lacks = |bag: &&BagKind| {
            !file.limit.iter().any(|limit| limit.regime == regime.id && limit.bag.is_none_or(|of| of == **bag) && limit.until.is_none())
        };
        if let Some(bag) = regime.covers.iter().find(lacks) {
            log.say("regime", Some(index), "", format!("no limit for {} bags that still holds", bag.as_str()));
        }
    }
}

const fn open(when: &super::rules::Governs) -> bool {
    when.within.is_none() && when.convention.is_none()
}

fn days(file: &ClaimFile, log: &mut Log) {
    for (index, deadline) in file.deadline.iter().enumerate() {
        if deadline.days.is_some() == deadline.years.is_some()
            || deadline.days.or(deadline.years).is_some_and(|count| !(1..=3650).contains(&count))
        {
            log.say("deadline", Some(index), "", "one of days and years, at least 1");
        }
        if deadline.harms.is_empty() {
            log.say("deadline", Some(index), "harms", "delay, loss, damage");
        }
    }
    for at_home in [true, false] {
        if !file.interim.iter().any(|rule| rule.at_home == at_home && rule.regime.is_none()) {
            log.say("interim", None, "", format!("one for every regime with at_home = {at_home} is needed"));
        }
    }
}

fn amounts(file: &ClaimFile, log: &mut Log) {
    for (index, rule) in file.interim.iter().enumerate() {
        log.amounts("interim", index, "per_day", &rule.per_day);
        log.amounts("interim", index, "cap", &rule.cap);
        if !(1..=365).contains(&rule.days) {
            log.say("interim", Some(index), "days", "from 1 to 365");
        }
    }
    log.share("unproved", None, "share", file.unproved.share);
    for (index, rule) in file.worth.iter().enumerate() {
        log.share("worth", Some(index), "beyond", rule.beyond);
        rule.bands.iter().for_each(|band| log.share("worth", Some(index), "bands", band.keep));
        let falls = rule.bands.is_sorted_by(|a, b| a.months < b.months && a.keep >= b.keep);
        if !falls || rule.bands.last().is_some_and(|last| last.keep < rule.beyond) {
            log.say("worth", Some(index), "bands", "the younger first, and nothing gains by age");
        }
    }
    for kind in ItemKind::ALL.iter().filter(|kind| **kind != ItemKind::Interim) {
        if file.worth.iter().filter(|rule| rule.kinds.contains(kind)).count() != 1 {
            log.say("worth", None, "", format!("one rule for {} is needed, and one only", kind.as_str()));
        }
    }
}

fn rates(file: &ClaimFile, log: &mut Log) {
    for (index, rates) in file.rates.iter().enumerate() {
        if !file.sources.contains_key(&rates.source) {
            log.say("rates", Some(index), "source", format!("no [sources.{}]", rates.source));
        }
        if rates.per_sdr.is_empty() || rates.per_sdr.values().any(|rate| rate.0 <= Decimal::ZERO) {
            log.say("rates", Some(index), "per_sdr", "rates above zero");
        }
    }
    if !file.rates.is_sorted_by(|a, b| a.day < b.day) {
        log.say("rates", None, "", "the older first, each day once");
    }
}
