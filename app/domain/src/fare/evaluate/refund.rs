//! What comes back of what was paid.

use super::super::booking::Ancillary;
use super::super::condition::Facts;
use super::super::decision::{Form, Line, LineKind, Undecided, VoucherTerms};
use super::super::facts::One;
use super::super::rulebook::{Found, Slot, parts};
use super::super::rules::{Becomes, Does, FormRule, PartKind, UsedValue, ValidFrom};
use super::account::{Account, Pot};
use super::{About, Deciding, say};
use crate::money::Money;
use rust_decimal::Decimal;

/// A part of a price.
struct Piece<'a> {
    part: PartKind,
    kind: LineKind,
    code: &'a str,
    paid: Money,
}

impl Deciding<'_, '_> {
    /// A line for each part of each price, and a pot for what comes back of it.
    pub(super) fn refunds(&self, account: &mut Account) -> Result<(), Undecided> {
        for one in self.ones {
            for piece in self.pieces(one) {
                self.refund(account, one, &piece)?;
            }
        }
        Ok(())
    }

    fn pieces(&self, one: &One<'_>) -> Vec<Piece<'_>> {
        let currency = self.ask.booking.currency;
        let coupon = self.ask.booking.passengers.iter().find(|passenger| passenger.id == one.passenger.id);
        let Some(coupon) = coupon.and_then(|passenger| passenger.coupons.iter().find(|coupon| coupon.segment == one.coupon.segment)) else {
            return Vec::new();
        };
        let taxes = coupon.taxes.iter().map(|tax| Piece {
            part: PartKind::Taxes,
            kind: LineKind::Tax,
            code: &tax.code,
            paid: tax.amount.money(currency),
        });
        if self.does == Does::Taxes {
            return taxes.collect();
        }
        let fare = Piece { part: PartKind::Fare, kind: LineKind::Fare, code: "", paid: coupon.fare.money(currency) };
        let surcharges = coupon.surcharges.iter().map(|surcharge| Piece {
            part: PartKind::Surcharges,
            kind: LineKind::Surcharge,
            code: &surcharge.code,
            paid: surcharge.amount.money(currency),
        });
        let extras = self.extras_of(one).into_iter().map(|extra| Piece {
            part: PartKind::Ancillaries,
            kind: LineKind::Ancillary,
            code: &extra.code,
            paid: extra.amount.money(currency),
        });
        std::iter::once(fare).chain(surcharges).chain(taxes).chain(extras).collect()
    }

    /// What a passenger bought beside a flight and has not had.
    fn extras_of(&self, one: &One<'_>) -> Vec<&Ancillary> {
        let own = self.ask.booking.ancillaries.iter().filter(|extra| !extra.used && extra.passenger == one.passenger.id);
        let own = own.filter(|extra| match &extra.segment {
            Some(segment) => *segment == one.segment.id,
            None => self.carries_the_whole(one),
        });
        own.collect()
    }

    /// What becomes of extras in a change, a line each where a rule says so.
    pub(super) fn extras(&self, account: &mut Account) -> Result<(), Undecided> {
        for one in self.ones {
            for extra in self.extras_of(one) {
                let facts = Self::of_part(one, PartKind::Ancillaries, &extra.code);
                let Some(found) = self.among(&Slot::Extra, &facts, one, false)? else { continue };
                let Some(rule) = found.held.file.extra.get(found.ready.index) else { continue };
                let paid = extra.amount.money(self.ask.booking.currency);
                let back = if rule.becomes == Becomes::Refunded { paid } else { paid.with(Decimal::ZERO) };
                // what goes along is no loss that a cover covers
                let of = if rule.becomes == Becomes::Moves { Decimal::ZERO } else { paid.amount };
                let mut values = say::amounts(back, paid.amount);
                values.insert("code", extra.code.clone());
                let about = About {
                    kind: LineKind::Ancillary,
                    passenger: Some(&one.passenger.id),
                    segments: vec![one.segment.id.clone()],
                    code: Some(&extra.code),
                };
                let line = about.line(back, of, Form::Original, self.said(found, rule, Some(one), &values));
                account.lines.push(Line { becomes: Some(rule.becomes), ..line });
            }
        }
        Ok(())
    }

    /// What was bought for all flights comes back with the first of them, if nothing of them is kept or flown.
    fn carries_the_whole(&self, one: &One<'_>) -> bool {
        let own = || self.ones.iter().filter(|other| other.passenger.id == one.passenger.id);
        own().next().is_some_and(|first| first.segment.id == one.segment.id) && own().count() == one.passenger.coupons.len()
    }

    fn refund(&self, account: &mut Account, one: &One<'_>, piece: &Piece<'_>) -> Result<(), Undecided> {
        let facts = Self::of_part(one, piece.part, piece.code);
        let waivers = self.waivers(one);
        let whole = waivers.iter().find(|(_, waiver)| waiver.parts.as_ref().is_some_and(|words| parts(words).contains(&piece.part)));
        let slot = Slot::Part;
        let found = if whole.is_some() { None } else { self.among(&slot, &facts, one, true)? };
        let (form, terms) = self.form(account, one, &facts, whole.and_then(|(_, waiver)| waiver.form))?;
        let (back, said) = match (whole, found) {
            (Some((found, waiver)), _) => (piece.paid, self.said(*found, *waiver, Some(one), &say::amounts(piece.paid, piece.paid.amount))),
            (None, Some(found)) => {
                let Some(rule) = found.held.file.part.get(found.ready.index) else { return Ok(()) };
                let share = piece.paid.with(rule.refundable.of(piece.paid.amount));
                // what comes back whole comes back to the cent, whatever steps fees are rounded to
                let whole = rule.refundable == super::super::value::Percent::ALL;
                let back = if whole { share } else { self.rounded(share, rule.round, found) };
                let back = back.with(back.amount.clamp(Decimal::ZERO, piece.paid.amount));
                let mut values = say::amounts(back, piece.paid.amount);
                values.insert("code", piece.code.to_owned());
                values.insert("percent", rule.refundable.0.normalize().to_string());
                (back, self.said(found, rule, Some(one), &values))
            }
            (None, None) => return Ok(()),
        };
        account.voucher = account.voucher.take().or(terms.filter(|_| back.amount > Decimal::ZERO));
        account.pots.push(Pot {
            passenger: one.passenger.id.clone(),
            ticket: one.ticket().to_owned(),
            segments: vec![one.segment.id.clone()],
            part: piece.part,
            form,
            left: back,
        });
        let about = About {
            kind: piece.kind,
            passenger: Some(&one.passenger.id),
            segments: vec![one.segment.id.clone()],
            code: Some(piece.code).filter(|code| !code.is_empty()),
        };
        account.lines.push(about.line(back, piece.paid.amount, form, said));
        Ok(())
    }

    /// In what form a part comes back, with the terms of a voucher.
    fn form(
        &self,
        account: &Account,
        one: &One<'_>,
        facts: &Facts,
        waived: Option<Form>,
    ) -> Result<(Form, Option<VoucherTerms>), Undecided> {
        if let Some(form) = waived {
            return Ok((form, None));
        }
        let slot = Slot::Form;
        let Some(found) = self.among(&slot, facts, one, false)? else { return Ok((Form::Original, None)) };
        let Some(rule) = found.held.file.form.get(found.ready.index) else { return Ok((Form::Original, None)) };
        let terms = (rule.form == Form::Voucher && account.voucher.is_none()).then(|| self.terms(found, rule, one));
        Ok((rule.form, terms))
    }

    fn terms(&self, found: Found<'_>, rule: &FormRule, one: &One<'_>) -> VoucherTerms {
        let until = rule.valid.and_then(|valid| {
            let from = match valid.from {
                ValidFrom::Issue => self.ask.booking.issued().date(),
                ValidFrom::Request => self.ask.request.at.to_zoned(found.held.zone.clone()).date(),
            };
            let span = jiff::Span::new().try_months(valid.months).and_then(|span| span.try_days(valid.days)).ok()?;
            from.checked_add(span).ok()
        });
        let values = until.map(|until| ("until", until.to_string())).into_iter().collect();
        VoucherTerms { until, said: self.said(found, rule, Some(one), &values) }
    }

    /// What flying a part of a ticket takes from the rest of its fare.
    pub(super) fn flown_in_part(&self, account: &mut Account) -> Result<(), Undecided> {
        let mut seen = Vec::new();
        for one in self.ones {
            let ticket = (one.passenger.id.as_str(), one.ticket());
            let flown: Vec<_> = one.passenger.coupons.iter().filter(|coupon| coupon.ticket == one.coupon.ticket).collect();
            let flown: Vec<_> = flown.into_iter().filter(|coupon| coupon.status == super::CouponState::Used).collect();
            if flown.is_empty() || seen.contains(&ticket) {
                continue;
            }
            seen.push(ticket);
            let whole = self
                .waivers(one)
                .iter()
                .any(|(_, waiver)| waiver.parts.as_ref().is_some_and(|words| parts(words).contains(&PartKind::Fare)));
            let Some(found) = (if whole { None } else { self.one(&Slot::Used, one, false)? }) else { continue };
            let Some(rule) = found.held.file.used.get(found.ready.index) else { continue };
            let currency = one.coupon.fare.money(self.ask.booking.currency).currency;
            let takes = match rule.value {
                UsedValue::Coupon => continue,
                UsedValue::None => Decimal::MAX,
                UsedValue::OneWay => {
                    let mut more = Decimal::ZERO;
                    for coupon in flown {
                        let one_way = coupon.one_way_fare.ok_or_else(|| Undecided::Missing {
                            rule: found.ready.id.clone(),
                            needs: "one_way_fare".to_owned(),
                            segment: coupon.segment.clone(),
                        })?;
                        more += one_way.money(currency).amount - coupon.fare.money(currency).amount;
                    }
                    more.max(Decimal::ZERO)
                }
            };
            let of = |pot: &Pot| pot.passenger == ticket.0 && pot.ticket == ticket.1;
            for (form, taken) in account.take(Money::new(takes, currency), &[PartKind::Fare], of) {
                let amount = Money::new(-taken, currency);
                let said = self.said(found, rule, Some(one), &say::amounts(amount, taken));
                let about = About { kind: LineKind::Used, passenger: Some(&one.passenger.id), segments: Vec::new(), code: None };
                account.lines.push(about.line(amount, taken, form, said));
            }
        }
        Ok(())
    }
}
