//! What its book is made of.

use desk::reservations::{Answer, CabinNews, CouponNews, Flight, Leg, News, Reason};
use domain::booking::Cabin;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// Something as it stands from now on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Record {
    /// A cabin of a flight.
    Cabin(Sale),
    /// One passenger on one flight.
    Coupon(Coupon),
    /// Seats somebody keeps.
    Hold(Hold),
    /// A change somebody asked for, and what it came to.
    Change(Change),
}

/// A cabin of a flight.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sale {
    /// Which flight.
    #[serde(flatten)]
    pub flight: Flight,
    /// Which cabin.
    pub cabin: Cabin,
    /// Seats in all.
    pub seats: i32,
    /// Of these sold.
    pub sold: i32,
}

/// One passenger on one flight.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Coupon {
    /// Thirteen digits.
    pub ticket: String,
    /// Place on it.
    pub number: i16,
    /// Its booking.
    pub locator: String,
    /// The passenger's place in it.
    pub passenger: i16,
    /// Its flight.
    pub flight: Flight,
    /// open, used, exchanged, refunded
    pub state: String,
}

/// Seats somebody keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Hold {
    /// Key it was asked under.
    pub key: Uuid,
    /// Until when at most.
    pub until: Timestamp,
    /// How many on each.
    pub people: i32,
    /// Which cabins; none once they are used, given back or were never kept.
    pub cabins: Vec<(Flight, Cabin)>,
    /// What was answered.
    pub answer: Answer,
}

/// A change somebody asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Change {
    /// Key it was asked under.
    pub key: Uuid,
    /// What it came to.
    pub answer: Answer,
}

/// Something others are told of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Which {
    /// A cabin.
    Cabin(Flight, Cabin),
    /// A coupon.
    Coupon(String, i16),
}

/// Everything as it stands.
#[derive(Debug, Default)]
pub struct Truth {
    /// Things written down so far.
    pub place: u64,
    /// Where each cabin or coupon last was.
    pub moved: HashMap<Which, u64>,
    /// Cabins.
    pub cabins: HashMap<(Flight, Cabin), Sale>,
    /// Coupons.
    pub coupons: HashMap<(String, i16), Coupon>,
    /// Holds by key.
    pub holds: HashMap<Uuid, Hold>,
    /// Changes by key.
    pub changes: HashMap<Uuid, Change>,
}

impl Truth {
    /// From now on it stands so.
    pub fn set(&mut self, record: Record) {
        self.place += 1;
        match record {
            Record::Cabin(sale) => {
                self.moved.insert(Which::Cabin(sale.flight.clone(), sale.cabin), self.place);
                self.cabins.insert((sale.flight.clone(), sale.cabin), sale);
            }
            Record::Coupon(coupon) => {
                self.moved.insert(Which::Coupon(coupon.ticket.clone(), coupon.number), self.place);
                self.coupons.insert((coupon.ticket.clone(), coupon.number), coupon);
            }
            Record::Hold(hold) => drop(self.holds.insert(hold.key, hold)),
            Record::Change(change) => drop(self.changes.insert(change.key, change)),
        }
    }

    /// Cabins and coupons that changed after this place, in the order of their last change.
    pub fn since(&self, place: u64) -> Vec<(u64, News)> {
        let mut moved: Vec<(u64, &Which)> = self.moved.iter().map(|(which, at)| (*at, which)).filter(|(at, _)| *at > place).collect();
        moved.sort_by_key(|(at, _)| *at);
        let news = |which: &Which| match which {
            Which::Cabin(flight, cabin) => self
                .cabins
                .get(&(flight.clone(), *cabin))
                .map(|sale| News::Cabin(CabinNews { flight: sale.flight.clone(), cabin: sale.cabin, seats: sale.seats, sold: sale.sold })),
            Which::Coupon(ticket, number) => self.coupons.get(&(ticket.clone(), *number)).map(|coupon| {
                News::Coupon(CouponNews { ticket: coupon.ticket.clone(), number: coupon.number, state: coupon.state.clone() })
            }),
        };
        moved.into_iter().filter_map(|(at, which)| Some((at, news(which)?))).collect()
    }

    /// A cabin as it is known here, or as it is told to be.
    pub fn sale(&self, leg: &Leg) -> Result<Sale, Reason> {
        if let Some(sale) = self.cabins.get(&(leg.flight.clone(), leg.cabin)) {
            return Ok(sale.clone());
        }
        let known = leg.known.ok_or(Reason::UnknownFlight)?;
        Ok(Sale { flight: leg.flight.clone(), cabin: leg.cabin, seats: known.seats, sold: known.sold })
    }

    /// Seats of it nobody has bought or keeps, but whoever has this key.
    pub fn free(&self, sale: &Sale, but: Uuid) -> i32 {
        let (now, which) = (Timestamp::now(), (sale.flight.clone(), sale.cabin));
        let holds = self.holds.values().filter(|hold| hold.key != but && hold.until > now);
        let kept: i32 = holds.filter(|hold| hold.cabins.contains(&which)).map(|hold| hold.people).sum();
        sale.seats - sale.sold - kept
    }
}
