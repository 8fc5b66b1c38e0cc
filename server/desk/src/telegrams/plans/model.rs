//! Changes of plans applied to the flights that are known, in memory: pure.

use super::{Awaited, Change, Craft, Horizon, Leg, What, unclear};
use crate::telegrams::read::Zones;
use domain::flight::{Code, Days, Designator, Stamp, Stamps};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;
use wire::fault::Fault;
use wire::schedule::{Class, Flown, Mode, Series, flown};

mod days;
mod pattern;
mod places;
mod times;

pub(super) use days::set_days;
use times::too_late;

/// What is planned for a leg on a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    pub flight: Designator,
    /// Local date of departure.
    pub date: Date,
    pub from: Code,
    pub to: Code,
    pub departs: Timestamp,
    pub arrives: Timestamp,
    pub aircraft: Option<String>,
    pub seats: Option<i32>,
    pub terminals: (Option<String>, Option<String>),
    /// It is cancelled.
    pub off: bool,
    pub stamps: Stamps,
}

impl Facts {
    /// What bookings name it by.
    pub(super) const fn key(&self) -> (Designator, Date, Code) {
        (self.flight, self.date, self.from)
    }
}

/// A leg on a day, as it was and as it will be.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its row in the database; none where it is new.
    pub id: Option<i64>,
    /// As it was.
    pub was: Option<Facts>,
    /// As it will be.
    pub now: Facts,
    /// Its day of operation, in the mode of the message.
    pub day: Date,
    /// The same by both clocks, as far as it can be known.
    pub days: Days,
    /// It has not left, as far as anybody knows.
    pub open: bool,
    /// It should have left long ago.
    pub silent: bool,
    /// A flight whose aircraft it has, where none was told.
    pub like: Option<i64>,
    /// Seats of each part, where the message tells them.
    pub fit: Option<Vec<(Class, u16)>>,
    /// The line that moved it last.
    pub line: usize,
    /// Left out of what is written.
    pub left: bool,
}

/// Why a message is not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::telegrams) enum Stop {
    /// It speaks of flights nobody knows here yet.
    Missing(Awaited),
    /// It cannot be done as it is: staff decide.
    Unclear(Fault),
    /// It is wrong.
    Wrong(Fault),
}

/// The flights a message may speak of.
pub(super) struct Model<'a> {
    pub rows: Vec<Row>,
    pub now: Timestamp,
    pub horizon: Horizon,
    pub mode: Mode,
    pub zones: &'a Zones,
    /// What was told before of days on which nothing is flown.
    pub told: Vec<Told>,
    /// It is a season's schedule: it cancels and reinstates nothing, and leaves alone what was told of single days.
    pub season: bool,
    /// The change at hand is about one day.
    pub single: bool,
    /// What was done for some of its days only, and waits for flights on the others: the line, and which.
    pub waits: Vec<(usize, Awaited)>,
    /// What would have left by now, so that nothing was done.
    pub late: Vec<Fault>,
}

/// On these days a number flew, at a time, no legs but those that are here.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub flight: Designator,
    pub days: Series,
    pub mode: Mode,
    pub stamp: Stamp,
}

impl Model<'_> {
    /// Applies a change, told at `stamp`. Where it stops nothing has been changed by it.
    pub(super) fn apply(&mut self, change: &Change, stamp: &Stamp) -> Result<(), Stop> {
        // for staff, whatever day it is by now
        if let What::Unclear(fault) = &change.what {
            return Err(Stop::Unclear(fault.clone()));
        }
        if self.horizon.days(&change.days).next().is_none() {
            let ahead = change.days.from > self.horizon.last;
            let far = format!("{} is more than {} days ahead", change.days.from, super::AHEAD);
            if let What::Fly { legs, .. } = &change.what
                && self.is_single(change)
                && !ahead
            {
                self.late.extend(legs.first().map(|leg| too_late(change, leg, change.days.from)));
            }
            return if ahead { Err(Stop::Wrong(Fault::new(change.line, "period", far))) } else { Ok(()) };
        }
        self.single = self.is_single(change);
        let stamp = &Stamp { single: self.single, ..stamp.clone() };
        self.remember(change, stamp);
        match &change.what {
            What::Fly { legs, craft, alone, named } => self.fly(change, stamp, legs, craft.as_ref(), alone.then_some(named)),
            What::Off(named) => self.runs(change, stamp, named, true),
            What::On(named) => {
                self.runs(change, stamp, named, false)?;
                self.wait_for_others(change, stamp);
                Ok(())
            }
            What::Times(legs) => self.times(change, stamp, legs),
            What::Craft(craft, named) => {
                for place in self.legs_named(change, named)? {
                    self.refit(place, craft, stamp, change.line);
                }
                self.wait_for_others(change, stamp);
                Ok(())
            }
            What::Number(to, named) => {
                let places = match self.legs_named(change, named) {
                    // told again
                    Err(_) if self.legs_named(&Change { flight: *to, ..change.clone() }, named).is_ok() => return Ok(()),
                    places => places?,
                };
                for place in places {
                    if let Some(row) = self.open(place, change.line)
                        && Stamps::take(&mut row.now.stamps.times, stamp)
                    {
                        row.now.flight = *to;
                    }
                }
                Ok(())
            }
            What::Days(series) => self.days(change, stamp, series),
            What::Unclear(fault) => Err(Stop::Unclear(fault.clone())),
        }
    }

    /// Whether it is about one day, told of it alone.
    fn is_single(&self, change: &Change) -> bool {
        !self.season && change.days.to == Some(change.days.from)
    }

    /// A row that may be moved.
    fn open(&mut self, place: usize, line: usize) -> Option<&mut Row> {
        // where nobody tells of movements silence is no news, but a period is not about what should have left
        let single = self.single;
        let row = self.rows.get_mut(place).filter(|row| row.open && (single || !row.silent))?;
        row.line = line;
        Some(row)
    }

    /// The places of a number's legs on each day of a series, in order of departure.
    fn by_day(&self, flight: Designator, series: &Series) -> HashMap<Date, Vec<usize>> {
        let mut all: HashMap<Date, Vec<usize>> = HashMap::new();
        for (place, row) in self.rows.iter().enumerate() {
            if row.now.flight == flight && series.has(row.day) && row.day >= self.horizon.first && row.day <= self.horizon.last {
                all.entry(row.day).or_default().push(place);
            }
        }
        for places in all.values_mut() {
            places.sort_by_key(|place| self.rows.get(*place).map(|row| row.now.departs));
        }
        all
    }

    fn missing(&self, change: &Change) -> Stop {
        Stop::Missing(Awaited::new(change.flight, change.days, self.mode, self.horizon))
    }

    /// The legs a change is about: those between the named airports, else all of the number on its days.
    fn legs_named(&self, change: &Change, named: &[(Code, Code)]) -> Result<Vec<usize>, Stop> {
        let days = self.by_day(change.flight, &change.days);
        if days.is_empty() {
            return Err(self.missing(change));
        }
        if named.is_empty() {
            return Ok(days.into_values().flatten().collect());
        }
        let mut all = Vec::new();
        for (from, to) in named {
            let before = all.len();
            all.extend(days.values().flat_map(|places| self.between(places, *from, *to)));
            if all.len() == before {
                return Err(self.not_flown(change, change.line, *from, *to));
            }
        }
        Ok(all)
    }

    /// Of a number's legs on a day those from here to there: from where to where may be several.
    fn between<'p>(&self, places: &'p [usize], from: Code, to: Code) -> &'p [usize] {
        let end = |of: fn(&Facts) -> Code, code: Code| {
            places.iter().position(|place| self.rows.get(*place).is_some_and(|row| of(&row.now) == code))
        };
        let span = end(|facts| facts.from, from).zip(end(|facts| facts.to, to)).filter(|(first, last)| first <= last);
        span.and_then(|(first, last)| places.get(first..=last)).unwrap_or_default()
    }

    fn not_flown(&self, change: &Change, line: usize, from: Code, to: Code) -> Stop {
        let reason = format!("{} is not flown from {from} to {to} on these days: bring in its plan (NEW, RPL) first", change.flight);
        Stop::Unclear(unclear(line, "leg", reason))
    }

    fn runs(&mut self, change: &Change, stamp: &Stamp, named: &[(Code, Code)], off: bool) -> Result<(), Stop> {
        for place in self.legs_named(change, named)? {
            self.run(place, stamp, off, change.line);
        }
        Ok(())
    }

    fn run(&mut self, place: usize, stamp: &Stamp, off: bool, line: usize) {
        if let Some(row) = self.open(place, line)
            && Stamps::take(&mut row.now.stamps.runs, stamp)
        {
            row.now.off = off;
        }
    }

    fn refit(&mut self, place: usize, craft: &Craft, stamp: &Stamp, line: usize) {
        let season = self.season;
        let Some(row) = self.open(place, line) else { return };
        let of_its_own = season && row.now.stamps.craft.as_ref().is_some_and(|told| told.single);
        if of_its_own || !Stamps::take(&mut row.now.stamps.craft, stamp) {
            return;
        }
        if craft.name.is_some() {
            row.now.aircraft.clone_from(&craft.name);
        }
        if !craft.seats.is_empty() {
            row.now.seats = Some(craft.seats.iter().map(|(_, seats)| i32::from(*seats)).sum());
            row.fit = Some(craft.seats.clone());
        }
    }

    /// When a leg is flown on a day of operation, its airports' zones known.
    pub(super) fn flown(&self, day: Date, leg: &Leg) -> Result<Flown, Stop> {
        let zone = |airport: Code| {
            let reason = || format!("{airport} is no airport known here: `landside import airports`, then send this through again");
            self.zones.get(airport.as_str()).ok_or_else(|| Stop::Unclear(unclear(leg.line, "leg", reason())))
        };
        let (from, to) = (zone(leg.from)?, zone(leg.to)?);
        let wrong = || {
            let reason = format!("{}–{} on {day} would arrive before it leaves, or take more than a day", leg.from, leg.to);
            Stop::Wrong(Fault::new(leg.line, "leg", reason))
        };
        flown(self.mode, day, &leg.ends, from, to).ok_or_else(wrong)
    }

    /// The same for all legs, each of which leaves after the one before has arrived.
    fn flown_in_order(&self, day: Date, legs: &[Leg]) -> Result<Vec<Flown>, Stop> {
        let mut all: Vec<Flown> = Vec::with_capacity(legs.len());
        for leg in legs {
            let one = self.flown(day, leg)?;
            if all.last().is_some_and(|before| one.departs < before.arrives) {
                let reason = format!("{}–{} on {day} would leave before the leg before it has arrived", leg.from, leg.to);
                return Err(Stop::Wrong(Fault::new(leg.line, "leg", reason)));
            }
            all.push(one);
        }
        Ok(all)
    }

    /// Where they are flown alone, none of the others (between the named airports) is.
    fn fly(
        &mut self,
        change: &Change,
        stamp: &Stamp,
        legs: &[Leg],
        craft: Option<&Craft>,
        alone: Option<&Vec<(Code, Code)>>,
    ) -> Result<(), Stop> {
        let mut planned = Vec::new();
        for day in self.horizon.days(&change.days) {
            planned.push((day, self.flown_in_order(day, legs)?));
        }
        let known = self.by_day(change.flight, &change.days);
        for (day, flown) in planned {
            let here = known.get(&day).map(Vec::as_slice).unwrap_or_default();
            let from = |place: usize| self.rows.get(place).map(|row| row.now.from);
            let instead_of: Vec<usize> = match alone {
                None => Vec::new(),
                Some(named) if named.is_empty() => here.to_vec(),
                Some(named) => named.iter().flat_map(|(from, to)| self.between(here, *from, *to).to_vec()).collect(),
            };
            let found: Vec<Option<usize>> =
                legs.iter().map(|leg| here.iter().copied().find(|place| from(*place) == Some(leg.from))).collect();
            for ((leg, flown), place) in legs.iter().zip(&flown).zip(&found) {
                let Some(place) = *place else {
                    let like = here.first().copied();
                    self.begin((change, day, like), stamp, (leg, flown), craft);
                    continue;
                };
                if self.single && self.is_too_late(place, stamp, leg, flown) {
                    self.late.push(too_late(change, leg, flown.departs));
                }
                self.time(place, stamp, leg, flown);
                if !self.season {
                    self.run(place, stamp, false, leg.line);
                }
                if let Some(craft) = craft {
                    self.refit(place, craft, stamp, leg.line);
                }
            }
            for place in instead_of.into_iter().filter(|place| !found.contains(&Some(*place))) {
                self.run(place, stamp, true, change.line);
            }
        }
        Ok(())
    }

    /// A leg that was not there.
    fn begin(
        &mut self,
        (change, day, like): (&Change, Date, Option<usize>),
        stamp: &Stamp,
        (leg, flown): (&Leg, &Flown),
        craft: Option<&Craft>,
    ) {
        let days = self.days_of(day, leg, flown);
        if self.is_overtaken(change.flight, days, flown, stamp) {
            return;
        }
        if flown.departs <= self.now {
            if self.single {
                self.late.push(too_late(change, leg, flown.departs));
            }
            return;
        }
        let like = like.and_then(|place| self.rows.get(place)).filter(|_| craft.is_none());
        let told = Some(stamp.clone());
        let stamps = Stamps { day: days, times: told.clone(), craft: craft.and(told.clone()), runs: told };
        let now = Facts {
            flight: change.flight,
            date: flown.date,
            from: leg.from,
            to: leg.to,
            departs: flown.departs,
            arrives: flown.arrives,
            aircraft: craft.and_then(|craft| craft.name.clone()).or_else(|| like.and_then(|row| row.now.aircraft.clone())),
            seats: like.and_then(|row| row.now.seats),
            terminals: leg.terminals.clone(),
            off: false,
            stamps,
        };
        let like = like.and_then(|row| row.id);
        let mut row = Row { id: None, was: None, now, day, days, open: true, silent: false, like, fit: None, line: leg.line, left: false };
        if let Some(craft) = craft.filter(|craft| !craft.seats.is_empty()) {
            row.now.seats = Some(craft.seats.iter().map(|(_, seats)| i32::from(*seats)).sum());
            row.fit = Some(craft.seats.clone());
        }
        self.rows.push(row);
    }

    fn time(&mut self, place: usize, stamp: &Stamp, leg: &Leg, flown: &Flown) {
        let (season, now) = (self.season, self.now);
        let Some(row) = self.open(place, leg.line).filter(|row| !row.silent || flown.departs > now) else { return };
        let of_its_own = season && row.now.stamps.times.as_ref().is_some_and(|told| told.single);
        if of_its_own || !Stamps::take(&mut row.now.stamps.times, stamp) {
            return;
        }
        (row.now.date, row.now.to) = (flown.date, leg.to);
        (row.now.departs, row.now.arrives) = (flown.departs, flown.arrives);
        let (departure, arrival) = &leg.terminals;
        let terminals = &mut row.now.terminals;
        *terminals = (departure.clone().or(terminals.0.take()), arrival.clone().or(terminals.1.take()));
    }
}
