//! One invented booking after another.

use super::{
    chance::Chance,
    fares::Fare,
    legs::Network,
    names::{Household, Name},
};
use crate::bookings::{NewBag, NewBooking, NewContact, NewPassenger, NewSeat, NewSegment, Source};
use domain::booking::{BookingState, Cabin, ContactKind, PassengerKind, SegmentStatus};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// As reservation systems draw them: no 0/O, no 1/I.
const LOCATOR_LETTERS: [char; 32] = [
    '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'U',
    'V', 'W', 'X', 'Y', 'Z',
];
const AGENCIES: [&str; 5] = ["Harbour Travel", "Meridian Tours", "青云国旅", "Wayfarer Business Travel", "Blue Atlas"];

/// Makes bookings; knows what is given away already.
pub(super) struct Maker {
    chance: Chance,
    network: Network,
    now: Timestamp,
    locators: HashSet<String>,
    /// Names as addresses have them.
    latin: HashMap<&'static str, String>,
    tickets: u64,
    tags: u32,
}

impl Maker {
    pub(super) fn new(seed: u64, network: Network, now: Timestamp) -> Self {
        // tags count up from here: 123456 and its like stay free for people one can sign in as
        Self {
            chance: Chance::new(seed),
            network,
            now,
            locators: HashSet::new(),
            latin: HashMap::new(),
            tickets: 2_400_000_000,
            tags: 200_000,
        }
    }

    /// The next booking.
    pub(super) fn booking(&mut self) -> NewBooking {
        let trip = self.network.trip(&mut self.chance);
        let fare = Fare::any(&mut self.chance);
        let household = Household::any(&mut self.chance);
        let passengers = self.party(&household, self.day_of(&trip));
        let names: Vec<Name> = passengers.iter().map(|(name, _)| *name).collect();
        let agency = self.chance.percent(18).then(|| self.chance.pick(&AGENCIES).to_owned());
        let minutes: i64 = trip.iter().filter_map(|leg| self.network.legs.get(*leg)).map(super::legs::Leg::minutes).sum();
        let total: Decimal = passengers.iter().map(|_| fare.price(minutes, &mut self.chance)).sum();
        let (locator, created_at) = (self.locator(), self.created(&trip));
        let state = self
            .chance
            .weighted(&[(90, Some(BookingState::Ticketed)), (6, Some(BookingState::Changed)), (4, Some(BookingState::Held))])
            .unwrap_or(BookingState::Ticketed);
        let (state, pay_by) = self.on_hold(state, &trip);
        NewBooking {
            locator,
            created_at,
            state,
            pay_by,
            point_of_sale: if agency.is_some() { "agency" } else { "web" }.to_owned(),
            contacts: self.contacts(&names, agency.as_deref()),
            agency,
            fare_family: fare.family.to_owned(),
            total,
            currency: "USD".to_owned(),
            language: Locale::from_tag(household.language()).unwrap_or_default(),
            source: Source::Demo,
            segments: self.segments(&trip, fare),
            seats: self.seats(&trip, fare, &passengers),
            bags: self.bags(&trip, fare, passengers.len()),
            passengers: passengers.into_iter().map(|(_, passenger)| passenger).collect(),
        }
    }

    /// Nobody holds seats without paying when the flight is near; the others have some hours to some days left.
    fn on_hold(&self, state: BookingState, trip: &[usize]) -> (BookingState, Option<Timestamp>) {
        let leaves = trip.first().and_then(|leg| self.network.legs.get(*leg)).map_or(self.now, |leg| leg.leaves);
        match state {
            BookingState::Held if leaves < self.now + SignedDuration::from_hours(96) => (BookingState::Ticketed, None),
            BookingState::Held => {
                let hours = 6 + (leaves.as_second() / 60).rem_euclid(240);
                let pay_by = (self.now + SignedDuration::from_hours(hours)).min(leaves - SignedDuration::from_hours(48));
                (state, Some(pay_by))
            }
            other => (other, None),
        }
    }

    fn locator(&mut self) -> String {
        loop {
            let locator: String = (0..6).map(|_| self.chance.pick(&LOCATOR_LETTERS)).collect();
            if !locator.starts_with("DEMO") && self.locators.insert(locator.clone()) {
                return locator;
            }
        }
    }

    fn created(&mut self, trip: &[usize]) -> Timestamp {
        let leaves = trip.first().and_then(|leg| self.network.legs.get(*leg)).map_or(self.now, |leg| leg.leaves);
        let ahead = SignedDuration::from_hours(24 * 2 + i64::from(self.chance.below(24 * 90)));
        (leaves - ahead).min(self.now - SignedDuration::from_mins(10 + i64::from(self.chance.below(3000))))
    }

    fn day_of(&self, trip: &[usize]) -> Date {
        trip.first().and_then(|leg| self.network.legs.get(*leg)).map_or(Date::MIN, |leg| leg.flight_date)
    }

    fn party(&mut self, household: &Household, day: Date) -> Vec<(Name, NewPassenger)> {
        let size = self.chance.weighted(&[(55, 1_u32), (28, 2), (8, 3), (6, 4), (3, 5)]);
        let together = self.chance.percent(80);
        (0..size.max(1))
            .map(|place| {
                let name = household.member(&mut self.chance, together);
                let kind = if place >= 2 {
                    self.chance.weighted(&[(3, Some(PassengerKind::Child)), (1, Some(PassengerKind::Adult))])
                } else {
                    None
                }
                .unwrap_or(PassengerKind::Adult);
                let years = match kind {
                    PassengerKind::Adult => 18 + self.chance.below(62),
                    PassengerKind::Child => 2 + self.chance.below(9),
                    PassengerKind::Infant => 1,
                };
                let born = day
                    .checked_sub(i32::try_from(years).unwrap_or(30).years())
                    .and_then(|d| d.checked_sub(i32::try_from(self.chance.below(360)).unwrap_or(0).days()));
                self.tickets += 1;
                let passenger = NewPassenger {
                    id: Uuid::from_bytes(self.chance.bytes()),
                    family_name: name.family.to_owned(),
                    given_name: name.given.to_owned(),
                    kind,
                    birth_date: born.ok().filter(|_| self.chance.percent(90)),
                    ticket_number: Some(format!("992{:010}", self.tickets)),
                    tier: self
                        .chance
                        .weighted(&[(88, None), (8, Some("silver")), (3, Some("gold")), (1, Some("platinum"))])
                        .map(str::to_owned),
                };
                (name, passenger)
            })
            .collect()
    }

    /// Most leave an address of their own; some an agency's, none, or one that leads nowhere.
    fn contacts(&mut self, names: &[Name], agency: Option<&str>) -> Vec<NewContact> {
        let contact = |kind, address: String, agency| NewContact { passenger: None, kind, address, agency };
        let mut all = Vec::new();
        let name = names.first().copied().unwrap_or_default();
        let number = self.chance.below(10_000);
        if agency.is_some() {
            all.push(contact(ContactKind::Email, format!("desk{:02}@agency.landside.example", number % 40), true));
        }
        match self.chance.below(100) {
            // nothing of the passenger's own
            0..=9 => {}
            10..=13 => all.push(contact(ContactKind::Email, "REFUSED".to_owned(), false)),
            14..=17 => all.push(contact(ContactKind::Email, format!("{}{number}@landside,example", self.latin(name.family)), false)),
            _ => {
                let mailbox = format!("{}.{}{number}", self.latin(name.given), self.latin(name.family));
                all.push(contact(ContactKind::Email, format!("{mailbox}@mail.landside.example"), false));
            }
        }
        if self.chance.percent(45) {
            // 555-01xx is kept free for fiction in the North American plan
            all.push(contact(ContactKind::Phone, format!("+1{}55501{:02}", 201 + self.chance.below(700), number % 100), false));
        }
        all
    }

    /// The letters of a name an address can have, lower case; `guest` where it has none in Latin.
    fn latin(&mut self, name: &'static str) -> String {
        let fold = || {
            let keys = domain::booking::name::keys(name, None);
            keys.iter().find(|key| key.is_ascii()).map_or_else(|| "guest".to_owned(), |key| key.to_lowercase())
        };
        self.latin.entry(name).or_insert_with(fold).clone()
    }

    fn segments(&self, trip: &[usize], fare: Fare) -> Vec<NewSegment> {
        let legs = trip.iter().filter_map(|leg| self.network.legs.get(*leg));
        legs.map(|leg| NewSegment {
            carrier: leg.carrier.clone(),
            number: leg.number,
            flight_date: leg.flight_date,
            origin: leg.origin.clone(),
            destination: leg.destination.clone(),
            cabin: Cabin::parse(fare.cabin).unwrap_or(Cabin::Economy),
            booking_class: fare.class.to_owned(),
            bags_included: fare.bags,
            status: if leg.arrives + SignedDuration::from_hours(12) < self.now { SegmentStatus::Flown } else { SegmentStatus::Confirmed },
        })
        .collect()
    }

    fn seats(&mut self, trip: &[usize], fare: Fare, passengers: &[(Name, NewPassenger)]) -> Vec<NewSeat> {
        let mut all = Vec::new();
        for (segment, leg) in (1_i16..).zip(trip) {
            let Some(leg) = self.network.legs.get_mut(*leg) else { continue };
            let until = leg.leaves.duration_since(self.now);
            let checked_in = until < SignedDuration::from_hours(2) || (until < SignedDuration::from_hours(24) && self.chance.percent(60));
            let chosen = checked_in || fare.family != "basic";
            for passenger in 1..=i16::try_from(passengers.len()).unwrap_or(1) {
                let seat = if chosen { leg.next_seat(fare.cabin == "business") } else { None };
                all.push(NewSeat { segment, passenger, seat, checked_in });
            }
        }
        all
    }

    /// Bags are there once somebody has handed them over.
    fn bags(&mut self, trip: &[usize], fare: Fare, passengers: usize) -> Vec<NewBag> {
        let mut all = Vec::new();
        let leg = |at: Option<&usize>| at.and_then(|leg| self.network.legs.get(*leg)).cloned();
        let (Some(first), Some(last)) = (leg(trip.first()), leg(trip.last())) else { return all };
        let accepted_at = first.leaves - SignedDuration::from_mins(75 + i64::from(self.chance.below(60)));
        if accepted_at > self.now {
            return all;
        }
        // there and back is two times of handing over; only what connects goes through
        let through = last.leaves.duration_since(first.arrives) < SignedDuration::from_hours(12);
        let destination = if through { last.destination } else { first.destination };
        for passenger in 1..=i16::try_from(passengers).unwrap_or(1) {
            for _ in 0..fare.bags.max(0) {
                if self.chance.percent(55) && self.tags < 999_999 {
                    self.tags += 1;
                    let weight_kg = i16::try_from(8 + self.chance.below(16)).ok();
                    all.push(NewBag {
                        tag: format!("0992{}", self.tags),
                        passenger,
                        destination: destination.clone(),
                        weight_kg,
                        accepted_at: Some(accepted_at),
                    });
                }
            }
        }
        all
    }
}
