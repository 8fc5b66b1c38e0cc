//! What each kind of rule needs.

use super::super::super::decision::Form;
use super::super::super::rules::{Charge, Fee, PartKind, Round, RuleFile, Ruled, Validity, Waiver};
use super::super::super::value::{Percent, Words};
use super::super::{Known, Log, refer};
use super::{amounts, head, text};
use crate::money::Currency;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const PARTS: [&str; 4] = ["fare", "surcharges", "taxes", "ancillaries"];
const PARTS_OR_ALL: [&str; 5] = ["fare", "surcharges", "taxes", "ancillaries", "all"];

/// Every rule of a file.
pub(super) fn all(file: &RuleFile, known: &Known, log: &mut Log<'_>) {
    let mut seen = BTreeSet::new();
    let mut charges = BTreeSet::new();
    log.each("charge", &file.charge, |log, _, charge| self::charge(charge, file, known, &mut charges, log));
    log.key("staff_waivers", |log| {
        for (role, limit) in file.staff_waivers.all() {
            log.key(role, |log| amounts::fixed(limit, file, log));
        }
    });
    heads(&file.permit, file, &mut seen, log);
    heads(&file.difference, file, &mut seen, log);
    heads(&file.used, file, &mut seen, log);
    heads(&file.handler, file, &mut seen, log);
    heads(&file.due, file, &mut seen, log);
    heads(&file.extra, file, &mut seen, log);
    log.each("fee", &file.fee, |log, _, fee| {
        head(fee, file, &mut seen, log);
        self::fee(fee, file, known, log);
    });
    log.each("part", &file.part, |log, _, part| {
        head(part, file, &mut seen, log);
        log.key("of", |log| refer::all(&part.of, refer::To::Words(&PARTS), log));
        log.key("refundable", |log| share(part.refundable, log));
        round(part.round, log);
    });
    log.each("form", &file.form, |log, _, form| {
        head(form, file, &mut seen, log);
        if let Some(of) = &form.of {
            log.key("of", |log| refer::all(of, refer::To::Words(&PARTS), log));
        }
        returned(Some(form.form), log);
        log.key("valid", |log| valid(form.valid, form.form, log));
    });
    log.each("waiver", &file.waiver, |log, _, waiver| {
        head(waiver, file, &mut seen, log);
        self::waiver(waiver, known, log);
    });
    log.each("insurance", &file.insurance, |log, _, cover| {
        head(cover, file, &mut seen, log);
        refers(cover.charges.as_ref(), cover.parts.as_ref(), known, log);
        if cover.charges.is_none() && cover.parts.is_none() {
            log.say("a cover of nothing: say which charges or parts");
        }
        log.key("share", |log| share(cover.share, log));
        log.key("at_most", |log| cover.at_most.iter().for_each(|(currency, amount)| amounts::sound(*currency, amount.0, log)));
    });
    log.each("significant", &file.significant, |log, _, one| {
        head(one, file, &mut seen, log);
        let lengths =
            [("departs_earlier", one.departs_earlier), ("departs_later", one.departs_later), ("arrives_later", one.arrives_later)];
        for (key, _) in lengths.iter().filter(|(_, length)| length.is_some_and(|length| length.0 <= 0)) {
            log.say_at(key, "a length of time above zero");
        }
        let flags = [one.cancelled, one.other_airport, one.more_connections, one.downgraded, one.connection_missed];
        if !flags.contains(&true) && lengths.iter().all(|(_, length)| length.is_none()) {
            log.say("nothing would be significant: say what is");
        }
    });
}

fn heads<T: Ruled>(rules: &[T], file: &RuleFile, seen: &mut BTreeSet<String>, log: &mut Log<'_>) {
    log.each(T::LIST, rules, |log, _, rule| head(rule, file, seen, log));
}

fn charge(charge: &Charge, file: &RuleFile, known: &Known, seen: &mut BTreeSet<String>, log: &mut Log<'_>) {
    if charge.id.trim().is_empty() || charge.id == "all" || !seen.insert(charge.id.clone()) {
        log.say_at("id", "a name of its own, other than all");
    }
    log.key("name", |log| text(&charge.name, log));
    log.key("actions", |log| refer::all(&charge.actions, refer::To::Set(&known.actions), log));
    if let Some(cap) = &charge.at_most {
        log.key("at_most", |log| log.key("fixed", |log| amounts::fixed(&cap.fixed, file, log)));
    }
}

fn fee(fee: &Fee, file: &RuleFile, known: &Known, log: &mut Log<'_>) {
    if !known.charges.contains(&fee.charge) {
        log.say_at("charge", format!("no [[charge]] is called \"{}\"", fee.charge));
    }
    match (&fee.amount, fee.bands.is_empty()) {
        (None, true) => log.say("an amount, or bands with an amount each"),
        (Some(_), false) => log.say_at("amount", "an amount or bands, not both"),
        (Some(amount), true) => log.key("amount", |log| amounts::amount(amount, file, log)),
        (None, false) => {}
    }
    log.each("bands", &fee.bands, |log, _, band| {
        log.key("amount", |log| amounts::amount(&band.amount, file, log));
        if let Some(own) = &band.text {
            log.key("text", |log| text(own, log));
        }
    });
    log.key("share", |log| {
        for (kind, part) in &fee.share {
            if !known.passengers.contains(kind) {
                log.say_at(kind, "not among the passengers");
            }
            log.key(kind, |log| share(*part, log));
        }
    });
    round(fee.round, log);
}

fn waiver(waiver: &Waiver, known: &Known, log: &mut Log<'_>) {
    let sound = |code: &String| {
        (2..=20).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if waiver.code.as_ref().is_some_and(|code| !sound(code)) {
        log.say_at("code", "2 to 20 capital letters, digits and -");
    }
    refers(waiver.charges.as_ref(), waiver.parts.as_ref(), known, log);
    log.key("remain", |log| share(waiver.remain, log));
    returned(waiver.form, log);
    if let Some(endorses) = &waiver.endorses {
        log.key("endorses", |log| {
            refer::all(endorses, refer::To::Carrier, log);
            if endorses.but {
                log.say("the airlines themselves: \"!\" would endorse to whoever there is");
            }
        });
        // which airlines' flights are looked for is asked before there are any, and before anybody names a code
        if waiver.when.new.is_some() || waiver.code.is_some() {
            log.say_at("endorses", "neither with a code nor with conditions on the new flights");
        }
        if !waiver.permits {
            log.say_at("endorses", "say permits = true as well");
        }
    }
    let nothing = waiver.charges.is_none() && waiver.parts.is_none() && waiver.form.is_none();
    if nothing && !waiver.no_difference && !waiver.permits {
        log.say("it sets nothing aside: say charges, parts, no_difference, permits or form");
    }
}

fn refers(charges: Option<&Words>, parts: Option<&Words>, known: &Known, log: &mut Log<'_>) {
    if let Some(charges) = charges.filter(|charges| charges.list != ["all"]) {
        log.key("charges", |log| refer::all(charges, refer::To::Set(&known.charges), log));
    }
    if let Some(parts) = parts {
        log.key("parts", |log| refer::all(parts, refer::To::Words(&PARTS_OR_ALL), log));
    }
}

fn share(share: Percent, log: &mut Log<'_>) {
    if share.0 < Decimal::ZERO || share.0 > Decimal::ONE_HUNDRED {
        log.say("between 0 and 100 percent");
    }
}

fn round(round: Option<Round>, log: &mut Log<'_>) {
    if round.and_then(|round| round.unit).is_some_and(|unit| unit.0 <= Decimal::ZERO || amounts::slip(unit.0)) {
        log.key("round", |log| log.say_at("unit", "a step above zero"));
    }
}

fn returned(form: Option<Form>, log: &mut Log<'_>) {
    if form == Some(Form::Payment) {
        log.say_at("form", "original or voucher: payment is what passengers pay");
    }
}

fn valid(valid: Option<Validity>, form: Form, log: &mut Log<'_>) {
    let Some(valid) = valid else { return };
    if form != Form::Voucher {
        log.say("only a voucher runs out");
    }
    if valid.months < 0 || valid.days < 0 || (valid.months, valid.days) == (0, 0) {
        log.say("months or days, above zero");
    }
}

/// The parts that words name; `all` is all of them.
pub(in super::super::super) fn parts(words: &Words) -> Vec<PartKind> {
    let named = |kind: &PartKind| words.list.iter().any(|word| word == "all" || word == kind.as_str()) != words.but;
    PartKind::ALL.into_iter().filter(named).collect()
}

/// Whether words name a currency's charge; `all` is all of them.
pub(in super::super::super) fn names(words: &Words, charge: &str) -> bool {
    words.list.iter().any(|word| word == "all" || word == charge) != words.but
}

/// A currency as a step of a path.
pub(super) fn code(currency: Currency) -> String {
    currency.code().to_owned()
}
