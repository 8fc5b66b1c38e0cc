//! The flights demo bookings are made on, and the ways they connect.

use super::chance::Chance;
use crate::Result;
use jiff::{SignedDuration, Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::HashMap;

/// A flight that can be booked.
#[derive(Debug, Clone)]
pub(super) struct Leg {
    pub carrier: String,
    pub number: i32,
    pub flight_date: Date,
    pub origin: String,
    pub destination: String,
    pub leaves: Timestamp,
    pub arrives: Timestamp,
    /// Economy seats given away so far, and those there are.
    pub taken: u32,
    pub seats: u32,
    /// Business seats given away so far.
    pub taken_in_front: u32,
}

impl Leg {
    /// Minutes from door to door.
    pub(super) fn minutes(&self) -> i64 {
        self.arrives.duration_since(self.leaves).as_mins()
    }

    /// The next free seat, so that a party sits together: four abreast in the first four rows, six behind.
    pub(super) fn next_seat(&mut self, business: bool) -> Option<String> {
        let (taken, seats, letters, first_row): (_, _, &[u8], _) = if business {
            (&mut self.taken_in_front, 16, b"ACDF", 1)
        } else {
            (&mut self.taken, self.seats.saturating_sub(16), b"ABCDEF", 7)
        };
        if *taken >= seats {
            return None;
        }
        let abreast = u32::try_from(letters.len()).unwrap_or(1);
        let letter = char::from(letters.get((*taken % abreast) as usize).copied().unwrap_or(b'A'));
        let seat = format!("{}{letter}", *taken / abreast + first_row);
        *taken += 1;
        Some(seat)
    }
}

/// Every leg, and which leave from where, earliest first.
pub(super) struct Network {
    pub legs: Vec<Leg>,
    from: HashMap<String, Vec<usize>>,
}

impl Network {
    /// The airline's own flights from three days ago to sixty ahead.
    pub(super) async fn fetch(db: &mut PgConnection, carrier: &str, now: Timestamp) -> Result<Self> {
        let (first, last) = (now - SignedDuration::from_hours(72), now + SignedDuration::from_hours(60 * 24));
        let rows = sqlx::query!(
            "select carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, coalesce(seats, 150) as \"seats!\"
               from flight
              where carrier = $1 and scheduled_out between $2 and $3 and source <> 'scenario'
              order by scheduled_out, number, origin",
            carrier,
            first.to_sqlx() as _,
            last.to_sqlx() as _,
        )
        .fetch_all(db)
        .await?;
        let legs: Vec<Leg> = rows
            .into_iter()
            .map(|row| Leg {
                carrier: row.carrier,
                number: row.number,
                flight_date: row.flight_date.to_jiff(),
                origin: row.origin,
                destination: row.destination,
                leaves: row.scheduled_out.to_jiff(),
                arrives: row.scheduled_in.to_jiff(),
                taken: 0,
                taken_in_front: 0,
                seats: u32::try_from(row.seats).unwrap_or(0),
            })
            .collect();
        let mut from: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, leg) in legs.iter().enumerate() {
            from.entry(leg.origin.clone()).or_default().push(index);
        }
        Ok(Self { legs, from })
    }

    /// A trip: one flight, two that connect, or there and back.
    pub(super) fn trip(&self, chance: &mut Chance) -> Vec<usize> {
        let first = chance.below(u32::try_from(self.legs.len()).unwrap_or(u32::MAX)) as usize;
        let Some(leg) = self.legs.get(first) else { return Vec::new() };
        let second = match chance.below(10) {
            0..=2 => {
                let stay = SignedDuration::from_hours(24 + i64::from(chance.below(12 * 24)));
                self.after(leg, leg.arrives + stay, SignedDuration::from_hours(48), |other| other.destination == leg.origin)
            }
            3..=4 => self.after(leg, leg.arrives + SignedDuration::from_mins(50), SignedDuration::from_hours(4), |other| {
                other.destination != leg.origin
            }),
            _ => None,
        };
        std::iter::once(first).chain(second).collect()
    }

    /// The first fitting flight from where a leg ends, leaving in the window that opens at `from`.
    fn after(&self, leg: &Leg, from: Timestamp, window: SignedDuration, fits: impl Fn(&Leg) -> bool) -> Option<usize> {
        let there = self.from.get(&leg.destination)?;
        let start = there.partition_point(|index| self.legs.get(*index).is_some_and(|other| other.leaves < from));
        there
            .iter()
            .skip(start)
            .take_while(|index| self.legs.get(**index).is_some_and(|other| other.leaves <= from + window))
            .find(|index| self.legs.get(**index).is_some_and(&fits))
            .copied()
    }
}
