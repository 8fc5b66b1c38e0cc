//! Rules made ready: their conditions, each looking at one thing.

use super::super::condition::{Condition, OnRoute, Places, Test};
use super::super::rules::{Band, BandBy, Defaults, Fee, RuleFile, Ruled, measured};
use super::super::value::{Moment, Words};
use super::super::when::{Ahead, Bounds, Dates, Dim, Mark, Measured, New, Route, When};
use super::{Known, Log, Ready, Slot, refer};
use jiff::tz::TimeZone;

/// What limits are counted in.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Seconds,
    Count,
    Share,
}

/// Every rule of a file, ready.
pub(super) fn rules(file: &RuleFile, known: &Known, zone: &TimeZone, log: &mut Log<'_>) -> Vec<Ready> {
    let maker = Maker { known, defaults: &file.defaults, zone };
    let mut ready = Vec::new();
    maker.list(&file.permit, |_| Slot::Permit, &mut ready, log);
    maker.list(&file.difference, |_| Slot::Difference, &mut ready, log);
    maker.list(&file.used, |_| Slot::Used, &mut ready, log);
    maker.list(&file.handler, |_| Slot::Handler, &mut ready, log);
    maker.list(&file.due, |_| Slot::Due, &mut ready, log);
    maker.list(&file.waiver, |_| Slot::Waiver, &mut ready, log);
    maker.list(&file.insurance, |_| Slot::Insurance, &mut ready, log);
    maker.list(&file.significant, |_| Slot::Significant, &mut ready, log);
    let extras = ready.len();
    maker.list(&file.extra, |_| Slot::Extra, &mut ready, log);
    for (extra, ready) in file.extra.iter().zip(ready.iter_mut().skip(extras)) {
        ready.conditions.extend(extra.codes.as_ref().map(|codes| words(Dim::Code, codes)));
    }
    let (parts, forms) = (ready.len(), file.part.len());
    maker.list(&file.part, |_| Slot::Part, &mut ready, log);
    for (part, ready) in file.part.iter().zip(ready.iter_mut().skip(parts)) {
        ready.conditions.push(words(Dim::Part, &part.of));
        ready.conditions.extend(part.codes.as_ref().map(|codes| words(Dim::Code, codes)));
    }
    maker.list(&file.form, |_| Slot::Form, &mut ready, log);
    for (form, ready) in file.form.iter().zip(ready.iter_mut().skip(parts + forms)) {
        ready.conditions.extend(form.of.as_ref().map(|of| words(Dim::Part, of)));
    }
    log.each("fee", &file.fee, |log, index, fee| maker.fee(fee, index, &mut ready, log));
    ready
}

fn words(dim: Dim, words: &Words) -> Condition {
    Condition { dim, test: Test::Words { set: words.list.iter().cloned().collect(), but: words.but } }
}

struct Maker<'a> {
    known: &'a Known,
    defaults: &'a Defaults,
    zone: &'a TimeZone,
}

impl Maker<'_> {
    fn list<T: Ruled>(&self, rules: &[T], slot: impl Fn(&T) -> Slot, ready: &mut Vec<Ready>, log: &mut Log<'_>) {
        log.each(T::LIST, rules, |log, index, rule| {
            let head = rule.head();
            let conditions = log.key("when", |log| self.when(head.when, log));
            ready.push(Ready { slot: slot(rule), list: T::LIST, index, band: None, id: head.id.to_owned(), rank: head.rank, conditions });
        });
    }

    /// A fee, or each of its bands.
    fn fee(&self, fee: &Fee, index: usize, ready: &mut Vec<Ready>, log: &mut Log<'_>) {
        let conditions = log.key("when", |log| self.when(&fee.when, log));
        let make = |band: Option<usize>, id: String, conditions| Ready {
            slot: Slot::Fee(fee.charge.clone()),
            list: Fee::LIST,
            index,
            band,
            id,
            rank: fee.rank,
            conditions,
        };
        if fee.bands.is_empty() {
            ready.push(make(None, fee.id.clone(), conditions));
            return;
        }
        let mut ranges: Vec<(i64, i64)> = Vec::new();
        log.each("bands", &fee.bands, |log, place, band| {
            let mut conditions = conditions.clone();
            let range = band_range(fee, band, self.defaults, log);
            if let Some((low, high)) =
                range.as_ref().and_then(|condition| if let Test::Range(low, high) = condition.test { Some((low, high)) } else { None })
            {
                if let Some(other) = ranges.iter().position(|(from, to)| *from <= high && low <= *to) {
                    log.say(format!("overlaps the band {} of this fee", other + 1));
                }
                ranges.push((low, high));
            }
            conditions.extend(range);
            ready.push(make(Some(place), format!("{}#{}", fee.id, place + 1), conditions));
        });
    }

    fn when(&self, when: &When, log: &mut Log<'_>) -> Vec<Condition> {
        let mut all = Vec::new();
        self.words(when, &mut all, log);
        let flags =
            [(Dim::Evidence, when.evidence), (Dim::Group, when.group), (Dim::NoShow, when.no_show), (Dim::CheckedIn, when.checked_in)];
        for (dim, flag) in flags {
            let word = |flag: bool| Words { list: vec![if flag { "yes" } else { "no" }.to_owned()], but: false };
            all.extend(flag.map(|flag| words(dim, &word(flag))));
        }
        if let Some(route) = &when.route {
            all.push(log.key("route", |log| self.route(route, log)));
        }
        self.stretches(when, &mut all, log);
        if let Some(new) = &when.new {
            log.key("new", |log| self.new_flights(new, &mut all, log));
        }
        all
    }

    fn words(&self, when: &When, all: &mut Vec<Condition>, log: &mut Log<'_>) {
        let known = self.known;
        for (key, dim, given, refers) in [
            ("action", Dim::Action, &when.action, refer::To::Set(&known.actions)),
            ("family", Dim::Family, &when.family, refer::To::Set(&known.families)),
            ("cabin", Dim::Cabin, &when.cabin, refer::To::Set(&known.cabins)),
            ("class", Dim::Class, &when.class, refer::To::Class),
            ("fare_basis", Dim::FareBasis, &when.fare_basis, refer::To::Anything),
            ("tier", Dim::Tier, &when.tier, refer::To::Set(&known.tiers)),
            ("passenger", Dim::Passenger, &when.passenger, refer::To::Set(&known.passengers)),
            ("channel", Dim::Channel, &when.channel, refer::To::Set(&known.channels)),
            ("issuer", Dim::Issuer, &when.issuer, refer::To::Words(&["airline", "agency"])),
            ("payment", Dim::Payment, &when.payment, refer::To::Anything),
            ("reason", Dim::Reason, &when.reason, refer::To::Set(&known.reasons)),
            ("carrier", Dim::Carrier, &when.carrier, refer::To::Carrier),
            ("operating", Dim::Operating, &when.operating, refer::To::Carrier),
            ("flight", Dim::Flight, &when.flight, refer::To::Flight),
            ("disruption", Dim::Disruption, &when.disruption, refer::To::Set(&known.disruptions)),
            ("disruption_anywhere", Dim::DisruptionAnywhere, &when.disruption_anywhere, refer::To::Set(&known.disruptions)),
            ("ticket", Dim::Ticket, &when.ticket, refer::To::Words(&["unused", "partly_used"])),
        ] {
            if let Some(given) = given {
                log.key(key, |log| refer::all(given, refers, log));
                all.push(words(dim, given));
            }
        }
        if let Some(sale) = &when.point_of_sale {
            let places = log.key("point_of_sale", |log| refer::places(sale, self.known, log));
            all.push(Condition { dim: Dim::PointOfSale, test: Test::Words { set: places.codes, but: places.but } });
        }
    }

    fn route(&self, route: &Route, log: &mut Log<'_>) -> Condition {
        let mut named = |key: &str, given: &Option<Words>| -> Option<Places> {
            given.as_ref().map(|given| log.key(key, |log| refer::places(given, self.known, log)))
        };
        let (from, to, touches) = (named("from", &route.from), named("to", &route.to), named("touches", &route.touches));
        let between = route.between.as_ref().map(|(one, other)| {
            log.key("between", |log| {
                let one = log.index(0, |log| refer::places(one, self.known, log));
                (one, log.index(1, |log| refer::places(other, self.known, log)))
            })
        });
        if *route == (Route { of: route.of, ..Route::default() }) {
            log.say("a route without from, to, between, touches or scope is every route: leave it out");
        }
        let of = route.of.or(self.defaults.route).unwrap_or(Measured::Direction);
        Condition { dim: Dim::Route(of), test: Test::Route(OnRoute { from, to, between, touches, scope: route.scope }) }
    }

    fn stretches(&self, when: &When, all: &mut Vec<Condition>, log: &mut Log<'_>) {
        let of = |ahead: Ahead| measured(ahead, self.defaults);
        let ahead = [
            ("departure", when.departure.map(|ahead| (Dim::Departure(of(ahead)), Unit::Seconds, ahead.bounds()))),
            ("days_before", when.days_before.map(|ahead| (Dim::Days(of(ahead)), Unit::Count, ahead.bounds()))),
        ];
        let plain = [
            ("since_booking", Dim::SinceBooking, Unit::Seconds, when.since_booking),
            ("days_since_booking", Dim::DaysSinceBooking, Unit::Count, when.days_since_booking),
            ("booked_ahead", Dim::BookedAhead, Unit::Seconds, when.booked_ahead),
            ("changes_made", Dim::Changes, Unit::Count, when.changes_made),
            ("group_size", Dim::GroupSize, Unit::Count, when.group_size),
            ("group_share", Dim::GroupShare, Unit::Share, when.group_share),
            ("notice", Dim::Notice, Unit::Seconds, when.notice),
        ];
        let plain = plain.map(|(key, dim, unit, bounds)| (key, bounds.map(|bounds| (dim, unit, bounds))));
        for (key, given) in ahead.into_iter().chain(plain) {
            if let Some((dim, unit, bounds)) = given {
                all.extend(log.key(key, |log| range(bounds, unit, log)).map(|(low, high)| Condition { dim, test: Test::Range(low, high) }));
            }
        }
        for (key, dim, dates) in [("sold", Dim::Sold, when.sold), ("travel", Dim::Travel, when.travel), ("asked", Dim::Asked, when.asked)] {
            if let Some(dates) = dates {
                all.push(log.key(key, |log| self.dates(dim, dates, log)));
            }
        }
    }

    fn new_flights(&self, new: &New, all: &mut Vec<Condition>, log: &mut Log<'_>) {
        const AGAINST: refer::To<'static> = refer::To::Words(&["same", "higher", "lower"]);
        for (key, dim, given, refers) in [
            ("route", Dim::NewRoute, &new.route, refer::To::Words(&["same", "other"])),
            ("city", Dim::NewCity, &new.city, refer::To::Words(&["same", "other"])),
            ("cabin", Dim::NewCabin, &new.cabin, AGAINST),
            ("fare", Dim::NewFare, &new.fare, AGAINST),
            ("family", Dim::NewFamily, &new.family, refer::To::Set(&self.known.families)),
            ("carrier", Dim::NewCarrier, &new.carrier, refer::To::Carrier),
        ] {
            if let Some(given) = given {
                log.key(key, |log| refer::all(given, refers, log));
                all.push(words(dim, given));
            }
        }
        for (key, dim, unit, bounds) in [
            ("days_moved", Dim::DaysMoved, Unit::Count, new.days_moved),
            ("since_booking", Dim::NewAhead, Unit::Seconds, new.since_booking),
        ] {
            if let Some(bounds) = bounds {
                let range = log.key(key, |log| range(bounds, unit, log));
                all.extend(range.map(|(low, high)| Condition { dim, test: Test::Range(low, high) }));
            }
        }
        if let Some(dates) = new.departs {
            all.push(log.key("departs", |log| self.dates(Dim::NewDeparts, dates, log)));
        }
    }

    /// Days as seconds of the clock they are read by; the request's as instants, through the file's zone.
    fn dates(&self, dim: Dim, dates: Dates, log: &mut Log<'_>) -> Condition {
        let instant = |seconds: i64| {
            let civil = jiff::Timestamp::from_second(seconds).map(|at| at.to_zoned(TimeZone::UTC).datetime());
            civil.and_then(|at| at.to_zoned(self.zone.clone())).map_or(seconds, |at| at.timestamp().as_second())
        };
        let told = |seconds: i64| if dim == Dim::Asked { instant(seconds) } else { seconds };
        let low = dates.from.map_or(i64::MIN, |from| told(from.begins()));
        let high = dates.until.map_or(i64::MAX, |until| told(Moment::ends(until)));
        if low > high {
            log.say("from is after until: it would never hold");
        }
        Condition { dim, test: Test::Range(low, high) }
    }
}

/// The range of a band, in what its fee measures bands by.
fn band_range(fee: &Fee, band: &Band, defaults: &Defaults, log: &mut Log<'_>) -> Option<Condition> {
    let of = fee.of.unwrap_or(defaults.departure);
    let (dim, unit) = match fee.band_by {
        BandBy::Departure => (Dim::Departure(of), Unit::Seconds),
        BandBy::DaysBefore => (Dim::Days(of), Unit::Count),
        BandBy::SinceBooking => (Dim::SinceBooking, Unit::Seconds),
        BandBy::ChangesMade => (Dim::Changes, Unit::Count),
    };
    range(band.bounds(), unit, log).map(|(low, high)| Condition { dim, test: Test::Range(low, high) })
}

/// Both ends, included; nothing where the limits make no stretch.
fn range(bounds: Bounds, unit: Unit, log: &mut Log<'_>) -> Option<(i64, i64)> {
    let mut limit = |key: &str, mark: Option<Mark>| -> Option<i64> {
        let reason = match (mark?, unit) {
            (Mark::Length(value), Unit::Seconds) | (Mark::Count(value), Unit::Count) | (Mark::Share(value), Unit::Share) => {
                return Some(value);
            }
            (Mark::Count(0), Unit::Seconds) => return Some(0),
            (_, Unit::Seconds) => "a length of time such as \"48h\" or \"7d\" stands here",
            (_, Unit::Count) => "a whole number stands here, such as 7",
            (_, Unit::Share) => "a share stands here, such as \"20%\"",
        };
        log.say_at(key, reason);
        None
    };
    let (at_least, more_than) = (limit("at_least", bounds.at_least), limit("more_than", bounds.more_than));
    let (less_than, at_most) = (limit("less_than", bounds.less_than), limit("at_most", bounds.at_most));
    if bounds.at_least.is_some() && bounds.more_than.is_some() {
        log.say("at_least or more_than, not both");
    }
    if bounds.less_than.is_some() && bounds.at_most.is_some() {
        log.say("less_than or at_most, not both");
    }
    let low = at_least.or_else(|| more_than.map(|value| value.saturating_add(1))).unwrap_or(i64::MIN);
    let high = at_most.or_else(|| less_than.map(|value| value.saturating_sub(1))).unwrap_or(i64::MAX);
    if low > high {
        log.say("the lower limit is above the upper one: it would never hold");
        return None;
    }
    Some((low, high))
}
