//! What a change makes of the difference in fare and taxes.

use super::super::ask::OfferPrice;
use super::super::booking::Charged;
use super::super::decision::{Form, LineKind, Said, Undecided};
use super::super::facts::One;
use super::super::rulebook::Slot;
use super::super::rules::{Higher, Lower, PartKind};
use super::account::{Account, Pot};
use super::{About, Deciding, Failed, Unfit, say};
use crate::money::Money;
use rust_decimal::Decimal;

/// Old and new price of one passenger.
pub(super) struct Compared {
    pub fare: (Money, Money),
    pub taxes: (Money, Money),
}

impl Deciding<'_, '_> {
    /// The offered price of a passenger.
    pub(super) fn offered(&self, passenger: &str) -> Option<&OfferPrice> {
        self.ask.offer?.prices.iter().find(|price| price.passenger == passenger)
    }

    /// Old price of the flights concerned, against the offered one; `None` where currencies are mixed.
    pub(super) fn compared(&self, one: &One<'_>, price: &OfferPrice) -> Option<Compared> {
        let default = self.ask.booking.currency;
        let currency = price.fare.money(default).currency;
        let sum = |charged: &[Charged]| {
            charged.iter().try_fold(Decimal::ZERO, |sum, one| {
                let money = one.amount.money(default);
                (money.currency == currency).then_some(sum + money.amount)
            })
        };
        let new_fare = price.fare.money(default).amount + sum(&price.surcharges)?;
        let new_taxes = sum(&price.taxes)?;
        let (mut fare, mut taxes) = (Decimal::ZERO, Decimal::ZERO);
        for old in self.ones.iter().filter(|other| other.passenger.id == one.passenger.id) {
            let paid = old.coupon.fare.money(default);
            if paid.currency != currency {
                return None;
            }
            fare += paid.amount + sum(&old.coupon.surcharges)?;
            taxes += sum(&old.coupon.taxes)?;
        }
        let money = |amount| Money::new(amount, currency);
        Some(Compared { fare: (money(fare), money(new_fare)), taxes: (money(taxes), money(new_taxes)) })
    }

    /// Two lines for each passenger: fare with surcharges, and taxes.
    pub(super) fn differences(&self, account: &mut Account) -> Result<(), Failed> {
        let mut seen = Vec::new();
        for one in self.ones {
            if seen.contains(&&one.passenger.id) {
                continue;
            }
            seen.push(&one.passenger.id);
            let price = self.offered(&one.passenger.id).ok_or_else(|| Unfit::NoOffer(one.passenger.id.clone()))?;
            let slot = Slot::Difference;
            let Some(found) = self.one(&slot, one, true)? else { continue };
            let Some(rule) = found.held.file.difference.get(found.ready.index) else { continue };
            let compared = self.compared(one, price).ok_or_else(|| Undecided::Currencies { rule: found.ready.id.clone() })?;
            let waived = self.waivers(one).into_iter().find(|(_, waiver)| waiver.no_difference);
            let taxes_lower = rule.taxes_lower.unwrap_or(rule.lower);
            for (kind, (old, new), higher, lower) in [
                (LineKind::FareDifference, compared.fare, rule.higher, rule.lower),
                (LineKind::TaxDifference, compared.taxes, rule.taxes_higher, taxes_lower),
            ] {
                let more = new.amount - old.amount;
                let of = more.abs();
                let free = waived.filter(|_| more > Decimal::ZERO);
                let (amount, form) = match (more > Decimal::ZERO, higher, lower) {
                    (true, Higher::Charge, _) if free.is_none() => (-of, Form::Payment),
                    (true, _, _) => (Decimal::ZERO, Form::Payment),
                    (false, _, Lower::Keep) => (Decimal::ZERO, Form::Original),
                    (false, _, Lower::Refund) => (of, Form::Original),
                    (false, _, Lower::Voucher) => (of, Form::Voucher),
                };
                let money = new.with(amount);
                let values = say::amounts(money, of);
                let said: Said = match free {
                    Some((found, waiver)) => self.said(found, waiver, Some(one), &values),
                    None => self.said(found, rule, Some(one), &values),
                };
                let part = if kind == LineKind::FareDifference { PartKind::Fare } else { PartKind::Taxes };
                self.difference(account, one, kind, money, of, form, said, rule.offset.then_some(part));
            }
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)] // one line of the account, with all it says
    fn difference(
        &self,
        account: &mut Account,
        one: &One<'_>,
        kind: LineKind,
        money: Money,
        of: Decimal,
        form: Form,
        said: Said,
        offset: Option<PartKind>,
    ) {
        let own = self.ones.iter().filter(|other| other.passenger.id == one.passenger.id);
        let segments: Vec<_> = own.map(|other| other.segment.id.clone()).collect();
        if let Some(part) = offset.filter(|_| money.amount > Decimal::ZERO) {
            account.pots.push(Pot {
                passenger: one.passenger.id.clone(),
                ticket: one.ticket().to_owned(),
                segments: segments.clone(),
                part,
                form,
                left: money,
            });
        }
        account.lines.push(About { kind, passenger: Some(&one.passenger.id), segments, code: None }.line(money, of, form, said));
    }
}
