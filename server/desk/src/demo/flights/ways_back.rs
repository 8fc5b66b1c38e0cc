//! The ways back of the whole archive: each aircraft's departures in order, and the leg between each two.

use crate::{Error, Result};
use domain::flight::Code;
use domain::flight::archive::{Leg, Station, way_back};
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};

/// Row ids of derived legs begin here.
const FIRST_ID: i32 = 400_000;

/// Zone and longitude by airport.
pub(super) type Stations = HashMap<Code, (TimeZone, f64)>;

/// The derived legs; two that would bear the same number on the same day are one too many, and the later is left out.
pub(super) fn derive(flown: &[Leg], stations: &Stations) -> Result<Vec<Leg>> {
    let station = |code: Code| {
        let (zone, longitude) = stations.get(&code).ok_or_else(|| Error::Internal(format!("the demo has no airport {code}")))?;
        Ok::<_, Error>(Station { zone, longitude: *longitude })
    };
    let mut order: Vec<&Leg> = flown.iter().filter(|leg| leg.tail.is_some()).collect();
    order.sort_unstable_by_key(|leg| (leg.tail, leg.day, leg.departs, leg.id));
    let mut legs = Vec::with_capacity(order.len());
    let mut taken = HashSet::with_capacity(order.len());
    for pair in order.windows(2) {
        let [before, after] = pair else { continue };
        if before.tail != after.tail {
            continue;
        }
        let id = FIRST_ID + legs.len() as i32;
        let Some(leg) = way_back(id, before, station(before.destination)?, after, station(after.origin)?) else { continue };
        if taken.insert((leg.carrier, leg.number, leg.day)) {
            legs.push(leg);
        }
    }
    Ok(legs)
}
