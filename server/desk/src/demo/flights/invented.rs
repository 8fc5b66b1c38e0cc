//! Twelve long-haul routes of the demo airline, both ways, every day of the archive: made up, and marked so.

use super::HOUSE;
use domain::flight::Code;
use domain::flight::archive::{Leg, Source, YEAR, seed};
use jiff::ToSpan;
use jiff::civil::Date;

/// Row ids of invented legs begin here.
const FIRST_ID: i32 = 800_000;

/// A route from the hub and back. Times are minutes of the local day, durations minutes.
struct Route {
    to: &'static str,
    out: (u16, i16, i16),
    /// Leaves the day after the way out did.
    back: (u16, i16, i16),
    miles: i16,
    aircraft: (&'static str, i32),
}

const TRIPLE_SEVEN: (&str, i32) = ("Boeing 777-200", 269);
const DREAMLINER: (&str, i32) = ("Boeing 787-8", 219);
const SEVEN_SIX: (&str, i32) = ("Boeing 767-300", 214);

const fn route(to: &'static str, out: (u16, i16, i16), back: (u16, i16, i16), miles: i16, aircraft: (&'static str, i32)) -> Route {
    Route { to, out, back, miles, aircraft }
}

const ROUTES: [Route; 12] = [
    route("LHR", (4, 1290, 420), (5, 750, 480), 3465, SEVEN_SIX),
    route("FRA", (6, 1070, 455), (7, 795, 520), 3861, TRIPLE_SEVEN),
    route("CDG", (8, 1110, 435), (9, 700, 500), 3645, SEVEN_SIX),
    route("AMS", (20, 1080, 430), (21, 650, 490), 3654, SEVEN_SIX),
    route("ZRH", (22, 1055, 460), (23, 610, 530), 3941, SEVEN_SIX),
    route("MAD", (24, 1215, 440), (25, 720, 505), 3593, SEVEN_SIX),
    route("NRT", (26, 685, 840), (27, 1020, 775), 6737, TRIPLE_SEVEN),
    route("ICN", (28, 760, 865), (29, 1170, 830), 6887, DREAMLINER),
    route("GRU", (30, 1305, 590), (31, 1310, 610), 4772, TRIPLE_SEVEN),
    route("PEK", (86, 725, 825), (87, 1005, 815), 6827, TRIPLE_SEVEN),
    route("PVG", (88, 650, 890), (89, 980, 875), 7370, TRIPLE_SEVEN),
    route("HKG", (90, 910, 955), (91, 1395, 945), 8065, TRIPLE_SEVEN),
];

/// Two aircraft a route, turn about.
fn tail(route: usize, turn: i32) -> Option<Code> {
    Code::parse(&format!("N{}LD", 400 + 2 * route as i32 + turn.rem_euclid(2)))
}

/// Type and seats of an aircraft of these routes.
pub(super) fn aircraft(tail: Code) -> Option<(String, i32)> {
    let number: usize = tail.as_str().strip_prefix('N')?.strip_suffix("LD")?.parse().ok()?;
    let (name, seats) = ROUTES.get(number.checked_sub(400)? / 2)?.aircraft;
    Some((name.to_owned(), seats))
}

/// Every invented leg of the year.
pub(super) fn legs(hub: Code) -> Vec<Leg> {
    let Some(carrier) = Code::parse(HOUSE) else { return Vec::new() };
    let first = Date::constant(YEAR, 1, 1);
    let mut legs = Vec::with_capacity(365 * 24);
    for turn in 0..365 {
        let Ok(day) = first.checked_add(turn.days()) else { continue };
        for (place, route) in ROUTES.iter().enumerate() {
            let Some(there) = Code::parse(route.to) else { continue };
            // What comes back today went out yesterday.
            let both = [(route.out, hub, there, turn), (route.back, there, hub, turn - 1)];
            for ((number, departs, duration), origin, destination, turn) in both {
                let id = FIRST_ID + legs.len() as i32;
                let (departure_delay, arrival_delay) = fate(id);
                legs.push(Leg {
                    id,
                    day,
                    carrier,
                    number,
                    tail: tail(place, turn),
                    origin,
                    destination,
                    departs,
                    duration,
                    departure_delay,
                    arrival_delay,
                    air_time: arrival_delay.map(|_| duration - 38),
                    distance: route.miles,
                    source: Source::Invented,
                });
            }
        }
    }
    legs
}

/// Late out and late in, as long-haul flights go: most in time, few very late, hardly any cancelled.
fn fate(id: i32) -> (Option<i16>, Option<i16>) {
    let lot = seed(id);
    let within = |from: i16, to: i16| from + ((lot >> 20) % (to - from) as u64) as i16;
    let out = match lot % 1000 {
        0..7 => return (None, None),
        7..10 => return (Some(within(0, 40)), None),
        10..40 => within(120, 300),
        40..160 => within(40, 120),
        160..400 => within(10, 40),
        _ => within(-6, 10),
    };
    (Some(out), Some(out - ((lot >> 40) % 25) as i16))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_route_both_ways_every_day() {
        let legs = legs(Code::parse("EWR").unwrap());
        assert_eq!(legs.len(), 365 * 24);
        assert!(legs.iter().filter_map(|leg| leg.tail).all(|tail| aircraft(tail).is_some()));
        assert_eq!(aircraft(Code::parse("N14228").unwrap()), None);
    }
}
