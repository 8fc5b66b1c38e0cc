//! From a schedule message to the changes it says: pure.

use super::{Change, Horizon, Leg, Plans, What, carries_people, craft, unclear};
use crate::telegrams::says::Says;
use domain::flight::{Code, Designator, Stamp};
use jiff::Timestamp;
use wire::airline::Flight;
use wire::fault::Fault;
use wire::schedule::{self, Ends, FlightDay, Message, Series, Submessage, Weekdays, seats};

/// Legs on days one message may stand for. What is more comes as a schedule file.
const MOST: usize = 20_000;

/// What a message says.
///
/// # Errors
/// What is wrong, at its line.
pub(in crate::telegrams) fn read(message: &Message, stamp: Stamp, received: Timestamp) -> Result<Says, Fault> {
    let (submessages, horizon) = (message.submessages(), Horizon::at(received));
    let (mut changes, mut copied) = (Vec::new(), 0_usize);
    for (place, submessage) in submessages.iter().enumerate() {
        let rest = submessages.get(place + 1..).unwrap_or_default();
        // what it would be copied to is counted before it is
        let legs = submessage.legs.len() + submessage.flights.iter().map(|flight| flight.legs.len()).max().unwrap_or_default();
        let days = submessage.periods.len().max(1) * submessage.flights.len() * legs.max(1);
        copied = copied.saturating_add(days.saturating_mul(submessage.action.split('/').count()));
        if copied > MOST {
            return Err(Fault::new(submessage.line, "", format!("stands for more than {MOST} flights: to be sent in parts")));
        }
        for action in submessage.action.split('/') {
            match act(action, submessage, rest)? {
                Meaning::Nothing => {}
                Meaning::Changes(more) => changes.extend(more),
                // of others' flights nobody has to be asked
                Meaning::Unclear(fault) => changes.extend(submessage.flights.iter().filter_map(|flight| {
                    let (line, days) = (submessage.line, Series::on(horizon.first));
                    Some(Change { line, flight: designator(&flight.flight)?, days, what: What::Unclear(fault.clone()) })
                })),
            }
        }
    }
    let mut weight = 0;
    for change in &changes {
        weight += change.weight(horizon);
        if weight > MOST {
            return Err(Fault::new(change.line, "", format!("stands for more than {MOST} flights: to be sent in parts")));
        }
    }
    Ok(if changes.is_empty() { Says::Nothing } else { Says::Plans(Plans { stamp, mode: message.mode(), changes }) })
}

/// What an action means here.
enum Meaning {
    Nothing,
    Changes(Vec<Change>),
    Unclear(Fault),
}

fn act(action: &str, sub: &Submessage, rest: &[Submessage]) -> Result<Meaning, Fault> {
    // acknowledgements, requests, and what is about the message rather than about a flight
    if matches!(action, "ACK" | "NAC" | "ADM" | "RSD") {
        return Ok(Meaning::Nothing);
    }
    if let Some(lettered) = sub.flights.iter().find(|flight| flight.flight.suffix.is_some()) {
        let reason = format!("{action} of {}: flights with a letter behind their number are not kept here", lettered.flight);
        return Ok(Meaning::Unclear(unclear(sub.line, "flight", reason)));
    }
    if let Some(odd) = sub.flights.iter().find(|flight| !flight.more.is_empty()) {
        let reason = format!("{action} of {}: {} is not understood; single legs are named LHR/JFK", odd.flight, odd.more.join(" "));
        return Ok(Meaning::Unclear(unclear(sub.line, "flight", reason)));
    }
    let single = sub.flights.iter().any(|flight| !flight.legs.is_empty());
    match action {
        "NEW" | "RPL" | "RRT" | "CNL" | "RIN" | "TIM" | "EQT" | "CON" => {}
        "REV" | "SKD" if single => {
            let reason = format!("{action} is about a number as a whole, and here names single legs of it");
            return Ok(Meaning::Unclear(unclear(sub.line, "flight", reason)));
        }
        "FLT" => return renumbered(sub),
        "REV" => return revised(sub),
        "SKD" => return cleared(sub, rest),
        _ => {
            let reason = format!("{action} is not understood here: put in what is meant (NEW, CNL, RIN, RPL, TIM, EQT …) or leave it");
            return Ok(Meaning::Unclear(unclear(sub.line, "action", reason)));
        }
    }
    let retimed = action == "RIN" && sub.legs.iter().any(|leg| leg.departs.is_some());
    let mut changes = Vec::new();
    for told in &sub.flights {
        let Some(what) = what(action, sub, told)? else { return Ok(Meaning::Nothing) };
        for (flight, days) in when(sub, told, action)? {
            changes.push(Change { line: sub.line, flight, days, what: what.clone() });
            if retimed {
                changes.push(Change { line: sub.line, flight, days, what: What::Times(legs(sub, told, action)?) });
            }
        }
    }
    Ok(Meaning::Changes(changes))
}

/// What is done to one of the flights; nothing, where it is none of ours to keep.
fn what(action: &str, sub: &Submessage, flight: &FlightDay) -> Result<Option<What>, Fault> {
    let wrong = |reason: &str| Fault::new(sub.line, "action", format!("{action} {reason}"));
    let aircraft = equipment(sub);
    // those behind its number, else those on their own lines
    let behind: Vec<(Code, Code)> = flight.legs.iter().map(|leg| (leg.from, leg.to)).collect();
    let named = || if behind.is_empty() { sub.legs.iter().map(|leg| (leg.from, leg.to)).collect() } else { behind.clone() };
    Ok(Some(match action {
        "NEW" | "RPL" | "RRT" => {
            let freight = sub.equipment.as_ref().and_then(|equipment| equipment.service.as_deref()?.chars().next());
            if freight.is_some_and(|service| !carries_people(service)) {
                if action == "NEW" {
                    return Ok(None);
                }
                What::Fly { legs: Vec::new(), craft: None, alone: true, named: behind }
            } else {
                What::Fly { legs: legs(sub, flight, action)?, craft: aircraft, alone: action != "NEW", named: behind }
            }
        }
        "CNL" => What::Off(named()),
        "RIN" => What::On(named()),
        "TIM" => What::Times(legs(sub, flight, action)?),
        "EQT" => What::Craft(aircraft.ok_or_else(|| wrong("names no aircraft"))?, named()),
        // another configuration of the same aircraft: only seats are ours
        _ => match aircraft.filter(|aircraft| !aircraft.seats.is_empty()) {
            Some(aircraft) => What::Craft(aircraft, named()),
            None => return Ok(None),
        },
    }))
}

/// The number passengers know; none for airlines nobody knows and numbers that are none: nothing of them is here.
fn designator(flight: &Flight) -> Option<Designator> {
    Some(Designator { suffix: None, ..flight.designator()? })
}

/// Which number on which days: those of the periods, else the one named with the flight.
fn when(sub: &Submessage, flight: &FlightDay, action: &str) -> Result<Vec<(Designator, Series)>, Fault> {
    let periods = sub.periods.iter().map(schedule::Period::series).collect::<Result<Vec<_>, _>>()?;
    let days = if periods.is_empty() { flight.date.map(Series::on).into_iter().collect() } else { periods };
    if days.is_empty() {
        return Err(Fault::new(sub.line, "action", format!("{action} says no day")));
    }
    let number = designator(&flight.flight);
    Ok(number.into_iter().flat_map(|number| days.iter().map(move |days| (number, *days)).collect::<Vec<_>>()).collect())
}

/// Every leg with its times.
fn legs(sub: &Submessage, flight: &FlightDay, action: &str) -> Result<Vec<Leg>, Fault> {
    if sub.legs.is_empty() {
        return Err(Fault::new(sub.line, "action", format!("{action} says no legs")));
    }
    let terminal = |leg: &schedule::Leg, element: u16| {
        let data = sub.data.iter().find(|data| (data.from, data.to, data.element) == (leg.from, leg.to, element));
        data.map(|data| data.text.clone()).filter(|text| (1..=2).contains(&text.len()))
    };
    let leg = |leg: &schedule::Leg| {
        let missing = || Fault::new(leg.line, "leg", format!("{}–{} has no times", leg.from, leg.to));
        if leg.from == leg.to {
            return Err(Fault::new(leg.line, "leg", format!("{} is where it began", leg.to)));
        }
        let (departs, arrives) = leg.departs.zip(leg.arrives).ok_or_else(missing)?;
        let ends = Ends { departs, departs_day: leg.departs_day, arrives, arrives_day: leg.arrives_day, offsets: (None, None) };
        let first = sub.legs.first().is_some_and(|first| first.line == leg.line) && action != "TIM" && flight.legs.is_empty();
        Ok(Leg { line: leg.line, from: leg.from, to: leg.to, ends, first, terminals: (terminal(leg, 99), terminal(leg, 98)) })
    };
    sub.legs.iter().map(leg).collect()
}

/// The aircraft on its own line, or behind a leg in short layouts.
fn equipment(sub: &Submessage) -> Option<super::Craft> {
    if let Some(told) = &sub.equipment {
        return Some(craft(Some(told.aircraft.as_str()), seats(told.configuration.as_deref().unwrap_or_default())));
    }
    let is_type = |word: &&String| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let behind = sub.legs.first().and_then(|leg| leg.more.first()).filter(is_type)?;
    Some(craft(Some(behind.as_str()), Vec::new()))
}

fn renumbered(sub: &Submessage) -> Result<Meaning, Fault> {
    let [old, new] = sub.flights.as_slice() else {
        return Ok(Meaning::Unclear(unclear(sub.line, "flight", "FLT has to name two flights: the number it had, and the number it gets")));
    };
    let Some(to) = designator(&new.flight) else {
        return Err(Fault::new(sub.line, "flight", format!("{} is no flight passengers know", new.flight)));
    };
    let named: Vec<(Code, Code)> = old.legs.iter().map(|leg| (leg.from, leg.to)).collect();
    let what = What::Number(to, named);
    let changes = when(sub, old, "FLT")?.into_iter().map(|(flight, days)| Change { line: sub.line, flight, days, what: what.clone() });
    Ok(Meaning::Changes(changes.collect()))
}

fn revised(sub: &Submessage) -> Result<Meaning, Fault> {
    let ([before, after], [flight]) = (sub.periods.as_slice(), sub.flights.as_slice()) else {
        let reason = "REV has to name one flight and two periods: the one there is, and the one instead of it";
        return Ok(Meaning::Unclear(unclear(sub.line, "period", reason)));
    };
    let (days, instead) = (before.series()?, after.series()?);
    let change = designator(&flight.flight).map(|flight| Change { line: sub.line, flight, days, what: What::Days(instead) });
    Ok(Meaning::Changes(change.into_iter().collect()))
}

/// The whole schedule of a number in a period is told anew by what follows: whatever that does not say is flown no more.
fn cleared(sub: &Submessage, rest: &[Submessage]) -> Result<Meaning, Fault> {
    let follows = |flight: &schedule::FlightDay| {
        rest.iter().any(|next| next.action == "NEW" && next.flights.iter().any(|other| other.flight == flight.flight))
    };
    if sub.periods.is_empty() || !sub.flights.iter().all(follows) {
        let reason = "SKD tells a schedule anew: its period, and behind it a NEW of each flight it names, have to be in the same message";
        return Ok(Meaning::Unclear(unclear(sub.line, "action", reason)));
    }
    let mut changes = Vec::new();
    for period in &sub.periods {
        // it speaks of all days of its period, where it names none
        let whole = Series { from: period.from, to: period.to, days: Weekdays::DAILY, every: 1 };
        let days = if period.days.is_empty() { whole } else { period.series()? };
        let numbers = sub.flights.iter().filter_map(|flight| designator(&flight.flight));
        changes.extend(numbers.map(|flight| Change {
            line: sub.line,
            flight,
            days,
            what: What::Fly { legs: Vec::new(), craft: None, alone: true, named: Vec::new() },
        }));
    }
    Ok(Meaning::Changes(changes))
}
