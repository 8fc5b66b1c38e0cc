//! Charges: found for each flight, counted once for what they are counted once for, taken from what comes back or asked for.

use super::super::decision::{Form, LineKind, Undecided};
use super::super::facts::One;
use super::super::rulebook::{Found, Slot, names};
use super::super::rules::{Cap, Charge, Combine, Does, Fee, PartKind, Per, RuleFile, Waiver};
use super::super::value::Percent;
use super::account::{Account, Pot};
use super::amount::fixed;
use super::{About, Deciding, say};
use crate::money::Money;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a fee is taken from where neither it nor its file says.
const FROM: [PartKind; 2] = [PartKind::Fare, PartKind::Surcharges];

/// Flights a fee is counted once for: which passenger, ticket, direction or flight they have in common.
pub(super) type Key = (Per, String, String);

pub(super) fn key(per: Per, one: &One<'_>) -> Key {
    let passenger = one.passenger.id.clone();
    match per {
        Per::Segment => (per, passenger, one.segment.id.clone()),
        Per::Direction => (per, passenger, one.segment.direction.to_string()),
        Per::Ticket => (per, passenger, one.ticket().to_owned()),
        Per::Passenger => (per, passenger, String::new()),
        Per::Booking => (per, String::new(), String::new()),
    }
}

/// One flight with the fee that holds for it and what a waiver leaves of it.
pub(super) struct Charged<'s, 'a> {
    pub one: &'s One<'a>,
    pub found: Found<'s>,
    pub fee: &'s Fee,
    pub waived: Option<(Found<'s>, &'s Waiver)>,
}

impl<'a> Deciding<'a, '_> {
    /// Every charge of the action.
    pub(super) fn fees(&self, account: &mut Account) -> Result<(), Undecided> {
        let charges = self.force.held.iter().flat_map(|held| held.file.charge.iter().map(move |charge| (&held.file, charge)));
        for (file, charge) in charges.filter(|(_, charge)| names(&charge.actions, &self.ask.request.action)) {
            let mut groups: Vec<(Key, Vec<Charged<'_, 'a>>)> = Vec::new();
            for one in self.ones {
                let Some(charged) = self.charged(charge, one)? else { continue };
                let key = key(charged.fee.per, one);
                match groups.iter_mut().find(|(other, _)| *other == key) {
                    Some((_, group)) => group.push(charged),
                    None => groups.push((key, vec![charged])),
                }
            }
            let mut spent = BTreeMap::new();
            for (_, group) in &groups {
                self.charge(account, charge, file, group, &mut spent)?;
            }
        }
        Ok(())
    }

    fn charged<'s>(&'s self, charge: &Charge, one: &'s One<'a>) -> Result<Option<Charged<'s, 'a>>, Undecided> {
        let waivers = self.waivers(one).into_iter();
        let waived = waivers
            .filter(|(_, waiver)| waiver.charges.as_ref().is_some_and(|charges| names(charges, &charge.id)))
            .min_by_key(|(_, waiver)| waiver.remain);
        let free = waived.is_some_and(|(_, waiver)| waiver.remain == Percent::NONE);
        let slot = Slot::Fee(charge.id.clone());
        let Some(found) = self.one(&slot, one, charge.required && !free)? else { return Ok(None) };
        Ok(found.held.file.fee.get(found.ready.index).map(|fee| Charged { one, found, fee, waived }))
    }

    /// What a group of flights is charged once, and its line.
    fn charge(
        &self,
        account: &mut Account,
        charge: &Charge,
        file: &RuleFile,
        group: &[Charged<'_, 'a>],
        spent: &mut BTreeMap<Key, Decimal>,
    ) -> Result<(), Undecided> {
        let Some(first) = group.first() else { return Ok(()) };
        let paying: Vec<_> = group.iter().filter(|charged| charged.remains() > Percent::NONE).collect();
        let Some((leader, mut fee)) = self.combined(&paying)? else {
            return self.waived(account, charge, first, group);
        };
        let full = fee.amount;
        fee.amount = leader.remains().of(fee.amount);
        if leader.fee.per != Per::Booking {
            fee.amount = leader.fee.share.get(&leader.one.passenger.kind).copied().unwrap_or(Percent::ALL).of(fee.amount);
        }
        fee = self.rounded(fee, leader.fee.round, leader.found);
        if let Some(cap) = &charge.at_most {
            fee = self.capped(fee, cap, leader, file, spent)?;
        }
        let base = self.of_what(leader, &paying);
        let ones: Vec<_> = group.iter().map(|charged| charged.one).collect();
        let asked = self.take(account, fee, leader, file, &ones);
        let said = |amount: Money| {
            let mut values = say::amounts(amount, fee.amount);
            values.insert("percent", percent(leader));
            values.insert("base", base.to_string());
            match leader.waived {
                Some((found, waiver)) => self.said(found, waiver, Some(leader.one), &values),
                None => {
                    let own = leader.found.ready.band.and_then(|band| leader.fee.bands.get(band)).and_then(|band| band.text.clone());
                    let fee = Fee { text: own.unwrap_or_else(|| leader.fee.text.clone()), ..leader.fee.clone() };
                    self.said(leader.found, &fee, Some(leader.one), &values)
                }
            }
        };
        let whole = if leader.waived.is_some() { full } else { fee.amount };
        for (form, amount) in asked {
            let amount = fee.with(-amount);
            let line = self.about(charge, group).line(amount, whole, form, said(amount));
            account.lines.push(line);
        }
        Ok(())
    }

    /// A line that says the charge is set aside.
    fn waived(&self, account: &mut Account, charge: &Charge, first: &Charged<'_, 'a>, group: &[Charged<'_, 'a>]) -> Result<(), Undecided> {
        let Some((found, waiver)) = first.waived else { return Ok(()) };
        let all: Vec<_> = group.iter().collect();
        // what it would have cost is told where it can be; that it cannot is no reason to ask for it
        let full = match self.combined(&all) {
            Ok(Some((leader, full))) => self.rounded(full, leader.fee.round, leader.found),
            Ok(None) | Err(_) => Money::zero(self.ask.booking.currency),
        };
        let nothing = full.with(Decimal::ZERO);
        let said = self.said(found, waiver, Some(first.one), &say::amounts(nothing, full.amount));
        let form = if self.gives_back() { Form::Original } else { Form::Payment };
        account.lines.push(self.about(charge, group).line(nothing, full.amount, form, said));
        Ok(())
    }

    fn about<'c>(&self, charge: &'c Charge, group: &[Charged<'c, 'a>]) -> About<'c> {
        let first = group.first();
        let own = first.filter(|charged| charged.fee.per != Per::Booking).map(|charged| charged.one.passenger.id.as_str());
        let mut segments: Vec<_> = group.iter().map(|charged| charged.one.segment.id.clone()).collect();
        segments.dedup();
        About { kind: LineKind::Fee, passenger: own, segments, code: Some(&charge.id) }
    }

    const fn gives_back(&self) -> bool {
        matches!(self.does, Does::Cancel | Does::Taxes)
    }

    /// The fee of a group: of its rules the one that is taken where they meet, with its amount.
    fn combined<'g, 's>(&self, group: &[&'g Charged<'s, 'a>]) -> Result<Option<(&'g Charged<'s, 'a>, Money)>, Undecided> {
        let mut candidates: Vec<(&'g Charged<'s, 'a>, Money)> = Vec::new();
        for charged in group {
            if !candidates.iter().any(|(other, _)| other.found.ready.id == charged.found.ready.id) {
                candidates.push((charged, self.amount_of(charged, group)?));
            }
        }
        let Some((first, _)) = candidates.first() else { return Ok(None) };
        if let Some((other, _)) =
            candidates.iter().find(|(_, amount)| candidates.iter().any(|(_, first)| first.currency != amount.currency))
        {
            return Err(Undecided::Currencies { rule: other.found.ready.id.clone() });
        }
        let combine = first.fee.combine.unwrap_or(first.found.held.file.defaults.combine);
        let by_amount = |(_, amount): &(_, Money)| amount.amount;
        Ok(match combine {
            Combine::First => candidates.into_iter().next(),
            Combine::Lowest => candidates.into_iter().min_by_key(by_amount),
            Combine::Highest => candidates.into_iter().rev().max_by_key(by_amount),
            Combine::Sum => {
                let sum: Decimal = candidates.iter().map(|(_, amount)| amount.amount).sum();
                candidates.into_iter().rev().max_by_key(by_amount).map(|(leader, amount)| (leader, amount.with(sum)))
            }
        })
    }

    /// The fee, or what is left of it before its charge is at its most.
    fn capped(
        &self,
        fee: Money,
        cap: &Cap,
        leader: &Charged<'_, 'a>,
        file: &RuleFile,
        spent: &mut BTreeMap<Key, Decimal>,
    ) -> Result<Money, Undecided> {
        let most = fixed(&cap.fixed, fee.currency, file)
            .ok_or_else(|| Undecided::NoAmount { rule: leader.fee.charge.clone(), currency: fee.currency })?;
        let spent = spent.entry(key(cap.per, leader.one)).or_default();
        let amount = fee.amount.min((most - *spent).max(Decimal::ZERO));
        *spent += amount;
        Ok(fee.with(amount))
    }

    /// Whether money is of what a fee is counted once for.
    fn shares(&self, pot: &Pot, one: &One<'_>, per: Per) -> bool {
        let direction = |id: &String| self.ask.booking.segment(id).map(|segment| segment.direction);
        let own = pot.passenger == one.passenger.id;
        match per {
            Per::Segment => own && pot.segments.contains(&one.segment.id),
            Per::Direction => own && pot.segments.iter().any(|id| direction(id) == Some(one.segment.direction)),
            Per::Ticket => own && pot.ticket == one.ticket(),
            Per::Passenger => own,
            Per::Booking => true,
        }
    }

    /// Takes a fee from what comes back; what is asked for beyond is paid.
    fn take(
        &self,
        account: &mut Account,
        fee: Money,
        leader: &Charged<'_, 'a>,
        file: &RuleFile,
        ones: &[&One<'a>],
    ) -> BTreeMap<Form, Decimal> {
        let from = leader.fee.from.as_deref().or(leader.found.held.file.defaults.from.as_deref()).or(file.defaults.from.as_deref());
        let of = |pot: &Pot| ones.iter().any(|one| self.shares(pot, one, leader.fee.per));
        let parts = if self.gives_back() { from.unwrap_or(&FROM) } else { &PartKind::ALL };
        let mut taken = account.take(fee, parts, of);
        let open = fee.amount - taken.values().sum::<Decimal>();
        if (!self.gives_back() || leader.fee.collect) && open > Decimal::ZERO {
            *taken.entry(Form::Payment).or_default() += open;
        }
        if taken.is_empty() {
            taken.insert(if self.gives_back() { Form::Original } else { Form::Payment }, Decimal::ZERO);
        }
        taken
    }
}

impl Charged<'_, '_> {
    /// What a waiver leaves of it.
    fn remains(&self) -> Percent {
        self.waived.map_or(Percent::ALL, |(_, waiver)| waiver.remain)
    }

    /// The amount of its band, or of the whole fee.
    pub(super) fn amount(&self) -> Option<&super::super::rules::Amount> {
        match self.found.ready.band {
            Some(band) => self.fee.bands.get(band).map(|band| &band.amount),
            None => self.fee.amount.as_ref(),
        }
    }
}

fn percent(charged: &Charged<'_, '_>) -> String {
    charged.amount().and_then(|amount| amount.percent).map(|percent| percent.0.normalize().to_string()).unwrap_or_default()
}
