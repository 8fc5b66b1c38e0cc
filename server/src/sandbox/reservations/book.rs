//! Its book: what one question changes is one line, written down before anybody is told. Read again after a crash, the last word about
//! each thing holds; a line that was cut off never happened.

use super::records::{Change, Coupon, Hold, Record, Sale, Truth};
use crate::sandbox::lines;
use desk::reservations::{Answer, Changing, Closing, Done, Flight, Holding, Leg, Reason, Ticket};
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::BTreeSet,
    fs::File,
    io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// As reservation systems draw them: no 0/O, no 1/I.
const LETTERS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Its first ticket, after the airline's three digits.
const TICKETS: u64 = 4_000_000_000;

/// The book.
pub struct Book(Mutex<(File, Truth)>);

impl Book {
    /// Reads it, or begins one.
    pub fn open(path: &Path) -> io::Result<Self> {
        let (file, read) = lines::open::<Vec<Record>>(path)?;
        let mut truth = Truth::default();
        read.into_iter().flatten().for_each(|record| truth.set(record));
        Ok(Self(Mutex::new((file, truth))))
    }

    fn lock(&self) -> MutexGuard<'_, (File, Truth)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at everything as it stands.
    pub fn look<T>(&self, at: impl FnOnce(&Truth) -> T) -> T {
        at(&self.lock().1)
    }

    /// Answers a question; what changes by it is written down first.
    fn ask(&self, answer: impl FnOnce(&Truth) -> (Answer, Vec<Record>)) -> io::Result<Answer> {
        let mut inner = self.lock();
        let (answer, records) = answer(&inner.1);
        if !records.is_empty() {
            lines::append(&mut inner.0, &records)?;
            records.into_iter().for_each(|record| inner.1.set(record));
        }
        Ok(answer)
    }

    /// Keeps seats.
    pub fn hold(&self, key: Uuid, asked: &Holding) -> io::Result<Answer> {
        self.ask(|truth| {
            if let Some(hold) = truth.holds.get(&key) {
                // what was given back before it was asked for is never kept
                let answer = if hold.answer == Answer::Released { Answer::Refused { reason: Reason::Other } } else { hold.answer.clone() };
                return (answer, Vec::new());
            }
            let sales = asked.flights.iter().map(|leg| truth.sale(leg)).collect::<Result<Vec<Sale>, Reason>>();
            let fits = sales.and_then(|sales| {
                let fit = sales.iter().all(|sale| truth.free(sale, key) >= asked.people);
                if fit { Ok(sales) } else { Err(Reason::NoSeats) }
            });
            let until = Timestamp::now() + SignedDuration::from_secs(asked.seconds.clamp(0, 86_400));
            let (answer, sales) = match fits {
                Ok(sales) => (Answer::Held, sales),
                Err(reason) => (Answer::Refused { reason }, Vec::new()),
            };
            let cabins = sales.iter().map(|sale| (sale.flight.clone(), sale.cabin)).collect();
            let hold = Hold { key, until, people: asked.people, cabins, answer: answer.clone() };
            (answer, sales.into_iter().map(Record::Cabin).chain([Record::Hold(hold)]).collect())
        })
    }

    /// Gives them back.
    pub fn release(&self, key: Uuid) -> io::Result<Answer> {
        self.ask(|truth| match truth.holds.get(&key) {
            Some(hold) if hold.cabins.is_empty() => (Answer::Released, Vec::new()),
            _ => (Answer::Released, vec![let_go(key)]),
        })
    }

    /// Does a change, whole or not at all.
    pub fn change(&self, key: Uuid, asked: &Changing) -> io::Result<Answer> {
        self.ask(|truth| {
            if let Some(change) = truth.changes.get(&key) {
                let withdrawn = change.answer == Answer::Released;
                return (if withdrawn { Answer::Refused { reason: Reason::Other } } else { change.answer.clone() }, Vec::new());
            }
            let (answer, mut records) = match done(truth, key, asked) {
                Ok((done, records)) => (Answer::Done(done), records),
                Err(reason) => (Answer::Refused { reason }, Vec::new()),
            };
            records.push(let_go(key));
            records.push(Record::Change(Change { key, answer: answer.clone() }));
            (answer, records)
        })
    }

    /// Does it no more, if it is not done.
    pub fn withdraw(&self, key: Uuid) -> io::Result<Answer> {
        self.ask(|truth| match truth.changes.get(&key).map(|change| &change.answer) {
            Some(Answer::Done(done)) => (Answer::Done(done.clone()), Vec::new()),
            Some(_) => (Answer::Released, Vec::new()),
            None => (Answer::Released, vec![let_go(key), Record::Change(Change { key, answer: Answer::Released })]),
        })
    }

    /// Somebody else buys seats.
    pub fn sold_elsewhere(&self, leg: &Leg, people: i32) -> io::Result<Answer> {
        self.ask(|truth| match truth.sale(leg) {
            Ok(sale) if truth.free(&sale, Uuid::nil()) >= people => {
                (Answer::Done(Done::default()), vec![Record::Cabin(Sale { sold: sale.sold + people, ..sale })])
            }
            Ok(_) => (Answer::Refused { reason: Reason::NoSeats }, Vec::new()),
            Err(reason) => (Answer::Refused { reason }, Vec::new()),
        })
    }

    /// A coupon is flown, or given back at another counter.
    pub fn coupon_elsewhere(&self, coupon: Coupon) -> io::Result<Answer> {
        self.ask(|_| (Answer::Done(Done::default()), vec![Record::Coupon(coupon)]))
    }
}

/// Nothing is kept under this key.
fn let_go(key: Uuid) -> Record {
    Record::Hold(Hold { key, until: Timestamp::UNIX_EPOCH, people: 0, cabins: Vec::new(), answer: Answer::Released })
}

/// A change, as far as everything it needs is there.
fn done(truth: &Truth, key: Uuid, asked: &Changing) -> Result<(Done, Vec<Record>), Reason> {
    let open = |coupon: &desk::reservations::Coupon| match truth.coupons.get(&(coupon.ticket.clone(), coupon.number)) {
        Some(known) if known.locator != asked.locator => Err(Reason::BookingChanged),
        Some(known) if known.state != "open" => Err(Reason::CouponUsed),
        // never heard of: as it is told to be
        _ => Ok(()),
    };
    asked.coupons.iter().chain(&asked.kept).try_for_each(open)?;
    // a flight may be left and taken again on another way
    let mut sales: Vec<Sale> = Vec::new();
    for (leg, people) in asked.from.iter().map(|leg| (leg, -asked.people)).chain(asked.to.iter().map(|leg| (leg, asked.people))) {
        let known = sales.iter().position(|sale| (&sale.flight, sale.cabin) == (&leg.flight, leg.cabin));
        let mut sale = known.map_or_else(|| truth.sale(leg), |place| Ok(sales.swap_remove(place)))?;
        if people > 0 && truth.free(&sale, key) < people {
            return Err(Reason::NoSeats);
        }
        sale.sold = (sale.sold + people).max(0);
        sales.push(sale);
    }
    let mut records: Vec<Record> = sales.into_iter().map(Record::Cabin).collect();
    let locator = asked.divide.then(|| {
        let random: [u8; 6] = rand::random();
        random.iter().filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len())).map(|letter| char::from(*letter)).collect()
    });
    let done = Done { locator, tickets: issue(truth, asked) };
    let under: &str = done.locator.as_deref().unwrap_or(&asked.locator);
    let written = |coupon: &desk::reservations::Coupon, state: &str| {
        let desk::reservations::Coupon { ticket, number, passenger, flight } = coupon.clone();
        Record::Coupon(Coupon { ticket, number, locator: under.to_owned(), passenger, flight, state: state.to_owned() })
    };
    let exchanged = asked.closing == Closing::Exchanged;
    records.extend(asked.coupons.iter().map(|coupon| written(coupon, if exchanged { "exchanged" } else { "refunded" })));
    records.extend(asked.kept.iter().map(|coupon| written(coupon, if exchanged { "exchanged" } else { "open" })));
    for Ticket { passenger, ticket } in &done.tickets {
        let kept = asked.kept.iter().filter(|coupon| coupon.passenger == *passenger).map(|coupon| coupon.flight.clone());
        let flights = asked.to.iter().map(|leg| leg.flight.clone()).chain(kept);
        let fresh = |(number, flight): (i16, Flight)| {
            let (ticket, locator, state) = (ticket.clone(), under.to_owned(), "open".to_owned());
            Record::Coupon(Coupon { ticket, number, locator, passenger: *passenger, flight, state })
        };
        records.extend((1..).zip(flights).map(fresh));
    }
    Ok((done, records))
}

/// New tickets for those whose coupons are exchanged.
fn issue(truth: &Truth, asked: &Changing) -> Vec<Ticket> {
    if asked.closing == Closing::Refunded {
        return Vec::new();
    }
    let passengers: BTreeSet<i16> = asked.coupons.iter().map(|coupon| coupon.passenger).collect();
    let airline: String = asked.coupons.first().map_or("992", |coupon| coupon.ticket.get(..3).unwrap_or("992")).to_owned();
    let number = |place: u64| TICKETS + truth.place * 16 + place;
    (0..).zip(passengers).map(|(place, passenger)| Ticket { passenger, ticket: format!("{airline}{:010}", number(place)) }).collect()
}
