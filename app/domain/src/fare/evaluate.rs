//! What the rules in force answer to a request about a booking.

mod account;
mod amount;
mod change;
mod cover;
mod endorse;
mod fees;
mod refund;
mod say;
mod waive;

pub use endorse::endorsements;
pub use waive::{WaiverCode, waiver_codes, waiver_limit};

use super::ask::{Ask, Offer};
use super::booking::{Booking, CouponState, Passenger};
use super::condition::Value;
use super::decision::{Applied, Claim, Decision, DueBy, Handled, Line, LineKind, Outcome, Said, Undecided};
use super::facts::{One, facts};
use super::rulebook::{Found, InForce, Rulebook, Slot};
use super::rules::{ACTIONS, Counting, Does, Significant, Who};
use super::value::Moment;
use super::when::Dim;
use account::Account;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// Why a request cannot be put to the rules: it, or the booking, is not what they can be asked about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A word the policy does not know.
    #[error("the {what} \"{word}\" is not known to the policy, which has {}", .known.join(", "))]
    Unknown {
        /// What it is a word for.
        what: &'static str,
        /// The word.
        word: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A passenger or flight that is not in the booking.
    #[error("the booking has no {what} \"{id}\"")]
    NotThere {
        /// Passenger or flight.
        what: &'static str,
        /// As it was called.
        id: String,
    },
    /// Something stands twice.
    #[error("the {what} \"{id}\" stands twice")]
    Twice {
        /// What.
        what: &'static str,
        /// As it is called.
        id: String,
    },
    /// Nothing of what is asked about can still be flown.
    #[error("nothing of it is open any more: every flight asked about has been flown, given back or changed")]
    NothingOpen,
    /// A change without new flights, or without their price for somebody.
    #[error("a change needs an offer of new flights with a price for {0}")]
    NoOffer(String),
    /// Several policies, and none named.
    #[error("say which policy: there are {}", .0.join(", "))]
    WhichPolicy(Vec<String>),
}

/// Why there is no decision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The request cannot be put to the rules.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The rules give no answer.
    #[error(transparent)]
    Undecided(#[from] Undecided),
}

/// Puts a request to the rules. The policy may be left out where there is one only.
///
/// # Errors
/// Where the request does not fit, or the rules leave something open or contradict each other: never a guess.
pub fn decide(book: &Rulebook, policy: Option<&str>, ask: Ask<'_>) -> Result<Decision, Failed> {
    put(book, policy, ask, |deciding| deciding.decide())
}

/// Makes a request ready for the rules in force, and puts it to them.
fn put<T>(
    book: &Rulebook,
    policy: Option<&str>,
    ask: Ask<'_>,
    to: impl FnOnce(Deciding<'_, '_>) -> Result<T, Failed>,
) -> Result<T, Failed> {
    let ask = Ask { offer: ask.offer.or(ask.booking.offer.as_ref()), ..ask };
    sound(ask)?;
    let force = book.in_force(named(book, policy)?, ask.booking, ask.request.at)?;
    let does = does(ask, &force)?;
    let ask = Ask { offer: ask.offer.filter(|_| does == Does::Change), ..ask };
    offered(ask)?;
    let ones = concerned(ask, &force)?;
    to(Deciding { ask, does, ones: &ones, force: &force })
}

/// The policy that is asked: the one named, or the only one.
fn named<'b>(book: &'b Rulebook, policy: Option<&'b str>) -> Result<&'b str, Unfit> {
    let policies = book.policies();
    match (policy, policies.as_slice()) {
        (Some(policy), _) => Ok(policy),
        (None, [only]) => Ok(only),
        (None, _) => Err(Unfit::WhichPolicy(policies.into_iter().map(str::to_owned).collect())),
    }
}

/// Whether an offer puts new flights in the place of this one.
pub(super) fn replaces(ask: Ask<'_>, offer: &Offer, segment: &str) -> bool {
    let named = if offer.replaces.is_empty() { &ask.request.segments } else { &offer.replaces };
    named.is_empty() || named.iter().any(|id| id == segment)
}

/// Everything that is named is there, once.
fn sound(ask: Ask<'_>) -> Result<(), Unfit> {
    let (booking, request) = (ask.booking, ask.request);
    let once = |what: &'static str, ids: &mut dyn Iterator<Item = &String>| {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.clone()) {
                return Err(Unfit::Twice { what, id: id.clone() });
            }
        }
        Ok(())
    };
    once("flight", &mut booking.segments.iter().map(|segment| &segment.id))?;
    once("passenger", &mut booking.passengers.iter().map(|passenger| &passenger.id))?;
    for passenger in &booking.passengers {
        once("coupon of the flight", &mut passenger.coupons.iter().map(|coupon| &coupon.segment))?;
    }
    let coupons = booking.passengers.iter().flat_map(|passenger| passenger.coupons.iter().map(|coupon| &coupon.segment));
    let of_extras = booking.ancillaries.iter().filter_map(|extra| extra.segment.as_ref());
    request.segments.iter().chain(coupons).chain(of_extras).try_for_each(|id| flight(booking, id))?;
    let people = request.passengers.iter().chain(booking.ancillaries.iter().map(|extra| &extra.passenger));
    people.into_iter().try_for_each(|id| person(booking, id))
}

fn flight(booking: &Booking, id: &str) -> Result<(), Unfit> {
    booking.segment(id).map(drop).ok_or_else(|| Unfit::NotThere { what: "flight", id: id.to_owned() })
}

fn person(booking: &Booking, id: &str) -> Result<(), Unfit> {
    let there = booking.passengers.iter().any(|passenger| passenger.id == id);
    there.then_some(()).ok_or_else(|| Unfit::NotThere { what: "passenger", id: id.to_owned() })
}

/// Everything an offer names is there.
fn offered(ask: Ask<'_>) -> Result<(), Unfit> {
    let Some(offer) = ask.offer else { return Ok(()) };
    offer.replaces.iter().try_for_each(|id| flight(ask.booking, id))?;
    offer.prices.iter().try_for_each(|price| person(ask.booking, &price.passenger))
}

/// What the action does.
fn does(ask: Ask<'_>, force: &InForce<'_>) -> Result<Does, Unfit> {
    let action = &ask.request.action;
    force.held.iter().find_map(|held| held.file.does(action)).ok_or_else(|| {
        let own = force.held.iter().flat_map(|held| held.file.actions.keys().cloned());
        let known = ACTIONS.map(|(known, _)| known.to_owned()).into_iter().chain(own).collect();
        Unfit::Unknown { what: "action", word: action.clone(), known }
    })
}

/// Each passenger on each flight the request is about, with what is known of them.
fn concerned<'a>(ask: Ask<'a>, force: &InForce<'_>) -> Result<Vec<One<'a>>, Unfit> {
    let request = ask.request;
    let mut ones = Vec::new();
    for passenger in &ask.booking.passengers {
        if !request.passengers.is_empty() && !request.passengers.contains(&passenger.id) {
            continue;
        }
        let mut open = open(ask, force, passenger)?;
        let anywhere = open.iter().find_map(|one| one.facts.get(&Dim::Disruption).filter(|word| **word != Value::word("none")).cloned());
        let anywhere = anywhere.unwrap_or_else(|| Value::word("none"));
        open.iter_mut().for_each(|one| drop(one.facts.insert(Dim::DisruptionAnywhere, anywhere.clone())));
        ones.extend(open.into_iter().filter(|one| match ask.offer {
            Some(offer) => replaces(ask, offer, &one.segment.id),
            None => request.segments.is_empty() || request.segments.contains(&one.segment.id),
        }));
    }
    if ones.is_empty() { Err(Unfit::NothingOpen) } else { Ok(ones) }
}

/// Every flight a passenger can still use, with what is known of it.
fn open<'a>(ask: Ask<'a>, force: &InForce<'_>, passenger: &'a Passenger) -> Result<Vec<One<'a>>, Unfit> {
    let mut open = Vec::new();
    for segment in &ask.booking.segments {
        let coupon = passenger.coupons.iter().find(|coupon| coupon.segment == segment.id);
        if let Some(coupon) = coupon.filter(|coupon| matches!(coupon.status, CouponState::Open | CouponState::NoShow)) {
            let mut facts = facts(ask, force, passenger, coupon, segment)?;
            let disruption = disruption(force, segment, &facts);
            facts.insert(Dim::Disruption, Value::word(disruption));
            open.push(One { passenger, coupon, segment, facts });
        }
    }
    Ok(open)
}

/// The first definition of a significant change that fits what happened to a flight.
fn disruption<'f>(force: &InForce<'f>, segment: &super::booking::Segment, facts: &super::condition::Facts) -> &'f str {
    let Some(happened) = &segment.disruption else { return "none" };
    let minutes = |from: &jiff::Zoned, to: &jiff::Zoned| (to.timestamp().as_second() - from.timestamp().as_second()) / 60;
    let later = happened.departs.as_ref().map_or(0, |new| minutes(&segment.departs, new));
    let reached = |limit: Option<super::value::Length>, minutes: i64| limit.is_some_and(|limit| minutes.saturating_mul(60) >= limit.0);
    let fits = |one: &Significant| {
        (one.cancelled && happened.cancelled)
            || reached(one.departs_later, later)
            || reached(one.departs_earlier, -later)
            || reached(one.arrives_later, happened.arrives_later_minutes)
            || (one.other_airport && happened.other_airport)
            || (one.more_connections && happened.more_connections)
            || (one.downgraded && happened.downgraded)
            || (one.connection_missed && happened.connection_missed)
    };
    let all = force.all(&Slot::Significant, facts).into_iter();
    all.filter_map(|found| found.held.file.significant.get(found.ready.index)).find(|one| fits(one)).map_or("none", |one| &one.id)
}

/// A request on its way to a decision.
#[derive(Clone, Copy)]
struct Deciding<'a, 'b> {
    ask: Ask<'a>,
    does: Does,
    ones: &'b [One<'a>],
    force: &'b InForce<'b>,
}

impl Deciding<'_, '_> {
    fn decide(self) -> Result<Decision, Failed> {
        let (outcome, because) = self.permitted()?;
        let mut account = Account::default();
        if outcome == Outcome::Allowed {
            match self.does {
                Does::Cancel | Does::Taxes => {
                    self.refunds(&mut account)?;
                    self.flown_in_part(&mut account)?;
                }
                Does::Change => {
                    self.differences(&mut account)?;
                    self.extras(&mut account)?;
                }
                Does::Charge => {}
            }
            self.fees(&mut account)?;
            self.permitted_by_code(&mut account)?;
            if self.ask.request.waive == Some(super::Waive::Fees) {
                // before covers: what is not lost is not covered
                waive::fees(&mut account);
            }
            self.covers(&mut account);
        }
        let Account { lines, claims, voucher, .. } = account;
        let totals = Decision::totals(&lines);
        let due = if totals.iter().any(|total| total.refund > rust_decimal::Decimal::ZERO) { self.due()? } else { None };
        Ok(Decision {
            action: self.ask.request.action.clone(),
            at: self.ask.request.at,
            outcome,
            because,
            handled: self.handled()?,
            due,
            voucher,
            lines,
            totals,
            claims,
            applied: self.applied(),
        })
    }

    /// The one rule for a slot, or why there is none.
    fn one<'s>(&'s self, slot: &Slot, one: &One<'_>, required: bool) -> Result<Option<Found<'s>>, Undecided> {
        self.among(slot, &one.facts, one, required)
    }

    fn among<'s>(
        &'s self,
        slot: &Slot,
        facts: &super::condition::Facts,
        one: &One<'_>,
        required: bool,
    ) -> Result<Option<Found<'s>>, Undecided> {
        let (segment, passenger) = (one.segment.id.clone(), one.passenger.id.clone());
        match self.force.one(slot, facts) {
            Ok(None) if required => Err(Undecided::Uncovered { slot: slot.name(), segment, passenger }),
            Ok(found) => Ok(found),
            Err(rules) => Err(Undecided::Conflict { slot: slot.name(), rules, segment, passenger }),
        }
    }

    /// Whether it may be done: for every flight of everybody, or not at all.
    fn permitted(&self) -> Result<(Outcome, Vec<Said>), Undecided> {
        let (mut allowed, mut refused): (Vec<Said>, Vec<Said>) = (Vec::new(), Vec::new());
        for one in self.ones {
            let waived = self.waivers(one).into_iter().find(|(_, waiver)| waiver.permits);
            let found = if waived.is_some() { None } else { self.one(&Slot::Permit, one, true)? };
            let rule = found.and_then(|found| found.held.file.permit.get(found.ready.index).map(|permit| (found, permit)));
            let (list, said) = match (waived, rule) {
                (Some((found, waiver)), _) => (&mut allowed, self.said(found, waiver, Some(one), &BTreeMap::new())),
                (None, Some((found, permit))) => {
                    let list = if permit.allowed { &mut allowed } else { &mut refused };
                    (list, self.said(found, permit, Some(one), &BTreeMap::new()))
                }
                (None, None) => continue,
            };
            if !list.contains(&said) {
                list.push(said);
            }
        }
        Ok(if refused.is_empty() { (Outcome::Allowed, allowed) } else { (Outcome::Refused, refused) })
    }

    fn handled(&self) -> Result<Option<Handled>, Undecided> {
        let Some(one) = self.ones.first() else { return Ok(None) };
        let found = self.one(&Slot::Handler, one, false)?;
        Ok(found.and_then(|found| {
            let rule = found.held.file.handler.get(found.ready.index)?;
            let agency = self.ask.booking.agency.clone().filter(|_| rule.who == Who::Agency);
            Some(Handled { who: rule.who, agency, said: self.said(found, rule, Some(one), &BTreeMap::new()) })
        }))
    }

    fn due(&self) -> Result<Option<DueBy>, Undecided> {
        let Some(one) = self.ones.first() else { return Ok(None) };
        let found = self.one(&Slot::Due, one, false)?;
        Ok(found.and_then(|found| {
            let rule = found.held.file.due.get(found.ready.index)?;
            let asked = self.ask.request.at.to_zoned(found.held.zone.clone()).date();
            let by = match rule.counting {
                Counting::Calendar => asked.checked_add(jiff::Span::new().days(rule.days)).ok()?,
                Counting::Working => working(asked, rule.days, &found.held.file.holidays)?,
            };
            let values = BTreeMap::from([("by", by.to_string())]);
            Some(DueBy { by, days: rule.days, counting: rule.counting, said: self.said(found, rule, Some(one), &values) })
        }))
    }

    fn applied(&self) -> Vec<Applied> {
        self.force.applied.clone()
    }
}

/// So many working days after a day.
fn working(from: Date, days: u16, holidays: &[Moment]) -> Option<Date> {
    let free = |day: Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || holidays.contains(&Moment::Day(day));
    let (mut day, mut left) = (from, days);
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= u16::from(!free(day));
    }
    Some(day)
}

/// Lines that are parts of a price.
const fn is_part(kind: LineKind) -> bool {
    matches!(kind, LineKind::Fare | LineKind::Surcharge | LineKind::Tax | LineKind::Ancillary)
}

/// Where claims and lines meet: nothing is said twice.
fn once(claims: &mut Vec<Claim>, claim: Claim) {
    if !claims.contains(&claim) {
        claims.push(claim);
    }
}

/// Everything a line needs beside its amount.
struct About<'a> {
    kind: LineKind,
    passenger: Option<&'a str>,
    segments: Vec<String>,
    code: Option<&'a str>,
}

impl About<'_> {
    fn line(self, amount: crate::money::Money, of: rust_decimal::Decimal, form: super::decision::Form, said: Said) -> Line {
        Line {
            kind: self.kind,
            passenger: self.passenger.map(str::to_owned),
            segments: self.segments,
            code: self.code.map(str::to_owned),
            amount: amount.tidy().amount,
            currency: amount.currency,
            of: amount.with(of).tidy().amount,
            form,
            becomes: None,
            said,
        }
    }
}
