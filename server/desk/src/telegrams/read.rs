//! From a message's text to what it says: pure, so that it runs on any thread.

use super::plans;
use super::says::{Movement, Moves, Says, Seen, Told};
use domain::bag::{Scan, What};
use domain::booking::{BagTag, Locator, name};
use domain::flight::{Code, Designator, FlightKey, Reason, Serial, Stamp};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use wire::bag::{Group, Leg, Message, Processing};
use wire::calendar::Clock;
use wire::fault::Fault;
use wire::telegram::{Body, Telegram};
use wire::typeb::{self, Head};
use wire::{
    movement::{self, Item},
    schedule,
};

/// A scan may be this far ahead of us before its clock is wrong.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// What was seen or sent longer ago than so many days has a wrong date.
const BEHIND: i64 = 10;

/// Scans one message may stand for: a tag may stand for 999, and each goes on by so many flights. Also what one thread reads at a time.
pub(super) const MOST_SCANS: usize = 8_000;

/// Passengers who share tags, at most: of a party named there its first.
const MOST_NAMES: usize = 9;

/// A message, read.
pub(super) struct Read {
    /// `BSM`; none where not even that could be read.
    pub kind: Option<&'static str>,
    /// When it was sent, as far as it says so and that can be true; else when it came.
    pub told_at: Timestamp,
    /// What it says.
    pub says: Result<Says, Fault>,
}

/// Airports' time zones.
pub(super) type Zones = HashMap<String, TimeZone>;

/// Reads a message.
pub(super) fn read(text: &str, received: Timestamp, zones: &Zones) -> Read {
    let unsent = |kind, says| Read { kind, told_at: received, says };
    if schedule::is_file(text) {
        return unsent(Some("SSIM"), Ok(Says::File));
    }
    let parcels = typeb::split(text);
    let parcel = match parcels.as_slice() {
        [parcel] => parcel,
        [] => return unsent(None, Err(Fault::new(1, "", "nothing to read"))),
        [_, next, ..] => {
            let line = next.lines.first().map_or(1, |(line, _)| *line);
            return unsent(None, Err(Fault::new(line, "", "another message begins here: put right one at a time")));
        }
    };
    let kind = parcel.identifier().map(|(_, kind)| kind.code);
    let context = received.to_zoned(TimeZone::UTC).date();
    let reading = match Telegram::parse(parcel, context) {
        Ok(reading) => reading,
        Err(fault) => return unsent(kind, Err(fault)),
    };
    let sent = sent(&reading.value, received);
    let told_at = sent.map_or(received, |sent| sound(sent, received).min(received));
    let says = || {
        Ok(match &reading.value.body {
            Body::Bag(message) if let Some(fault) = unclear(message) => return Err(fault),
            Body::Bag(message) => Says::Bags(bags(message, sent, received, zones)?),
            Body::Movement(message) => {
                moves(message, parcel.identifier().and_then(|(place, _)| parcel.lines.get(place..)).unwrap_or_default())?
            }
            Body::Schedule(message) => plans::read(message, stamp(&reading.value, message, told_at, context), received)?,
            Body::Load(_) | Body::List(_) => Says::Nothing,
        })
    };
    Read { kind, told_at, says: says() }
}

/// When the message says that it was sent.
fn sent(telegram: &Telegram, received: Timestamp) -> Option<Timestamp> {
    let clock = telegram.envelope.heads.iter().find_map(|head| match head {
        Head::Origin(origin) => origin.time,
        _ => None,
    })?;
    super::says::instant_within(clock, received, BEHIND)
}

/// When it happened: as told where that can be true, else when it came.
fn sound(told: Timestamp, received: Timestamp) -> Timestamp {
    let believed = told <= received + AHEAD && received.duration_since(told) < SignedDuration::from_hours(24 * BEHIND);
    if believed { told } else { received }
}

/// Why nobody knows whether these bags are handed over or taken back: a word where `CHG` or `DEL` stands, and is neither.
fn unclear(message: &Message) -> Option<Fault> {
    let (line, word) = message.unknown_change().filter(|_| matches!(message.kind.code, "BSM" | "BTM" | "BPM" | "BUM" | "BNS"))?;
    Some(Fault::new(line, "", format!("{word} is neither CHG nor DEL: what becomes of these bags is not known")))
}

fn bags(message: &Message, sent: Option<Timestamp>, received: Timestamp, zones: &Zones) -> Result<Vec<Seen>, Fault> {
    let version = message.version();
    let airport = version.as_ref().and_then(|version| Code::airport(version.airport.as_deref()?));
    let elsewhere = version.is_some_and(|version| matches!(version.source, Some('T' | 'R')));
    let zone = airport.and_then(|airport| zones.get(airport.as_str()));
    let (code, deleted) = (message.kind.code, message.change() == Some("DEL"));
    let introduces = matches!(code, "BSM" | "BTM");
    let groups = message.groups();
    let scans: usize = groups.iter().map(scans).sum();
    if scans > MOST_SCANS {
        return Err(Fault::new(1, ".N", format!("stands for {scans} scans, more than {MOST_SCANS}: to be sent in parts")));
    }
    let mut seen = Vec::new();
    for group in groups {
        let told = group.processing.iter().find_map(|processing| instant_of(processing, zone)).or(sent);
        // tags that several share answer to each of their names
        let named = group.passengers.iter().take(MOST_NAMES);
        let mut keys: Vec<String> = named.flat_map(|one| name::keys(&one.surname, one.given.first().map(String::as_str))).collect();
        keys.dedup();
        let said = Said { code, deleted, elsewhere, airport, told, received, introduces, keys, group: &group };
        said.seen(&mut seen);
    }
    Ok(seen)
}

/// How many scans a group stands for.
fn scans(group: &Group) -> usize {
    let irregular = group.irregular.iter().map(|one| if one.tags.is_empty() { group.tags.len() } else { one.tags.len() });
    group.tags.len() * (1 + group.onward.len()) + irregular.sum::<usize>()
}

/// One group of a message with what holds for all of them.
struct Said<'a> {
    code: &'static str,
    deleted: bool,
    elsewhere: bool,
    airport: Option<Code>,
    told: Option<Timestamp>,
    received: Timestamp,
    introduces: bool,
    keys: Vec<String>,
    group: &'a Group,
}

impl Said<'_> {
    fn seen(&self, all: &mut Vec<Seen>) {
        let group = self.group;
        // what was said of the bags is taken back: they are where they were
        let said = |what: What| if self.deleted && !self.introduces { what.taken_back() } else { Some(what) };
        for irregular in &group.irregular {
            let what = match irregular.status.as_deref() {
                Some("OFF") => said(What::Offloaded),
                Some("UNS") => said(What::NotSeen),
                _ => None,
            };
            let Some(what) = what else { continue };
            let tags = if irregular.tags.is_empty() { &group.tags } else { &irregular.tags };
            all.extend(tags.iter().map(|tag| self.one(tag, what, group.outbound.as_ref())));
        }
        let irregular = |tag: &&BagTag| {
            group
                .irregular
                .iter()
                .any(|one| matches!(one.status.as_deref(), Some("OFF" | "UNS")) && (one.tags.is_empty() || one.tags.contains(tag)))
        };
        let Some(what) = self.what().and_then(said) else { return };
        let leg = if what == What::Arrived { group.inbound.as_ref() } else { group.outbound.as_ref() };
        for tag in group.tags.iter().filter(|tag| !irregular(tag)) {
            all.push(self.one(tag, what, leg));
            if self.introduces && !self.deleted {
                // where it goes on to is told beside: its first flight introduces it
                let onward = group.onward.iter().map(|leg| Seen { introduces: false, ..self.one(tag, What::Announced, Some(leg)) });
                all.extend(onward);
            }
        }
    }

    fn what(&self) -> Option<What> {
        Some(match self.code {
            "BSM" | "BTM" if self.deleted => What::Withdrawn,
            "BSM" if !self.elsewhere => What::Accepted,
            "BSM" | "BTM" => What::Announced,
            "BUM" => What::Offloaded,
            "BNS" => What::NotSeen,
            "BPM" => match (&self.group.inbound, &self.group.outbound) {
                // also in the container it came in
                (Some(_), None) => What::Arrived,
                _ if self.group.container.is_some() => What::Loaded,
                (Some(_), Some(_)) => What::Transferred,
                (None, _) => What::Sorted,
            },
            _ => return None,
        })
    }

    fn one(&self, tag: &BagTag, what: What, leg: Option<&Leg>) -> Seen {
        let group = self.group;
        let flight = leg.and_then(key);
        let ends = group.onward.last().or(group.outbound.as_ref()).and_then(|leg| leg.airport);
        let place = group.processing.iter().find_map(|one| one.place.clone()).or_else(|| group.container.clone());
        let scan = Scan {
            at: self.told.map_or(self.received, |told| sound(told, self.received)),
            what,
            id: 0,
            airport: self.airport.filter(|_| what != What::Announced),
            flight,
            towards: leg.and_then(|leg| leg.airport),
            ends: Some(ends).filter(|_| self.introduces && !self.deleted).flatten(),
            place: place.map(|place| place.chars().take(24).collect()),
            rush: group.exceptions.iter().any(|exception| exception == "RUSH"),
            keys: self.keys.clone(),
            locator: group.locator.as_deref().and_then(|locator| Locator::parse(locator).ok()).map(|locator| locator.to_string()),
        };
        let kilos = match group.weights.as_slice() {
            [weight] if weight.pieces == Some(1) && weight.unit.as_deref() == Some("K") => {
                weight.weight.and_then(|kilos| i16::try_from(kilos).ok())
            }
            _ => None,
        };
        Seen { tag: tag.clone(), scan: Scan { id: id(tag, &scan, self.told), ..scan }, introduces: self.introduces, kilos }
    }
}

/// The same for whatever says the same of a bag. A time nobody told is not part of it: sent again, it is the same.
fn id(tag: &BagTag, scan: &Scan, told: Option<Timestamp>) -> u128 {
    let flight = scan.flight.map(|flight| flight.to_string()).unwrap_or_default();
    let code = |code: Option<Code>| code.map(|code| code.to_string()).unwrap_or_default();
    let parts = [
        tag.bag(),
        scan.what.as_str(),
        &told.map(|at| at.to_string()).unwrap_or_default(),
        &flight,
        &code(scan.airport),
        &code(scan.towards),
        scan.place.as_deref().unwrap_or_default(),
        if scan.rush { "rush" } else { "" },
    ];
    let hash = Sha256::digest(parts.join("\n").as_bytes());
    hash.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte))
}

fn key(leg: &Leg) -> Option<FlightKey> {
    let designator = leg.flight?.designator()?;
    Some(FlightKey { designator: Designator { suffix: None, ..designator }, date: leg.date? })
}

/// When the bag was handled: local to the airport, unless it says UTC.
fn instant_of(processing: &Processing, zone: Option<&TimeZone>) -> Option<Timestamp> {
    let utc = TimeZone::UTC;
    let zone = if processing.clock == Some('Z') { &utc } else { zone.unwrap_or(&utc) };
    Some(processing.date?.to_datetime(processing.time?).to_zoned(zone.clone()).ok()?.timestamp())
}

/// What a movement tells, its lines from that of the identifier on.
fn moves(message: &movement::Message, lines: &[(usize, String)]) -> Result<Says, Fault> {
    let line = |place: usize| lines.get(place).map_or(1, |(line, _)| *line);
    let said = |codes: &[&'static str]| {
        let is = |item: &Item, wanted: &str| matches!(item, Item::Times { code, .. } if *code == wanted);
        let row = |code: &str| message.rows.iter().position(|row| row.items.iter().any(|item| is(item, code)));
        // the flight stands between the identifier and the first of them
        codes.iter().find_map(|code| Some((line(row(code)? + 2), *code))).unwrap_or((line(1), ""))
    };
    let unknown = || Fault::new(1, "flight", format!("{} is no flight passengers know", message.flight.flight));
    let designator = message.flight.flight.designator().ok_or_else(unknown)?;
    let flight = FlightKey { designator: Designator { suffix: None, ..designator }, date: message.flight.date };
    let reason = message.delays().first().map(|delay| Reason::of_delay_code(&delay.code));
    let (mut told, mut towards) = (Vec::new(), None);
    // the first of the message is this flight; further ones are the aircraft's next, which has a message of its own
    if let Some(leg) = message.legs().into_iter().next() {
        let arrives = leg.estimated_on_block.or(leg.eta);
        let departs = leg.estimated_departure.or(leg.estimated_takeoff);
        towards = leg.destination.map(|to| (to, said(&["EA"]).0));
        let mut push = |what, clock: Option<Clock>, arrives, codes: &[&'static str]| {
            if clock.is_some() || matches!(what, Movement::Diverted(..)) {
                told.push(Told { what, clock, arrives, said: said(codes) });
            }
        };
        push(Movement::Departs(reason), departs, arrives, &["ED", "EO"]);
        push(Movement::OffBlock, leg.off_block, None, &["AD"]);
        push(Movement::Airborne, leg.airborne, arrives, &["AD"]);
        push(Movement::Returned, leg.return_to_ramp.or(leg.forced_return.last().copied()), None, &["RR", "FR"]);
        match (message.kind.code, leg.destination) {
            ("DIV", Some(to)) => push(Movement::Diverted(to, reason), arrives, None, &["EA"]),
            _ if leg.airborne.is_none() && departs.is_none() => push(Movement::Arrives(reason), arrives, None, &["EB", "EA"]),
            _ => {}
        }
        push(Movement::Landed, leg.touchdown, None, &["TD", "AA"]);
        push(Movement::OnBlock, leg.on_block, None, &["AA"]);
    }
    let station = message.station().and_then(Code::airport);
    if told.is_empty() && message.kind.code == "DIV" {
        return Err(Fault::new(
            1,
            "EA",
            "a diversion has to name the airport the flight goes to: EA and the airport, with a time or without",
        ));
    }
    Ok(if told.is_empty() { Says::Nothing } else { Says::Moves(Moves { flight, station, towards, line: line(1), told }) })
}

/// Its place among the messages of its sender, by the clock and by its number.
fn stamp(telegram: &Telegram, message: &schedule::Message, told_at: Timestamp, context: Date) -> Stamp {
    let origin = telegram.envelope.heads.iter().find_map(|head| match head {
        Head::Origin(origin) => Some(origin.address.as_str()),
        _ => None,
    });
    let of = format!("{} {}", telegram.kind.code, origin.unwrap_or_default());
    let serial = message.serial(context).map(|serial| Serial { of, day: serial.day, place: (serial.group, serial.part) });
    Stamp { at: told_at, single: false, serial }
}
