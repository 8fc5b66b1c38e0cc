//! The account while it is made: lines, and what is left in them for a fee to be taken from.

use super::super::decision::{Claim, Form, Line, VoucherTerms};
use super::super::rules::PartKind;
use crate::money::Money;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Money that comes back and from which fees may be taken.
#[derive(Debug)]
pub(super) struct Pot {
    pub passenger: String,
    pub ticket: String,
    pub segments: Vec<String>,
    pub part: PartKind,
    pub form: Form,
    pub left: Money,
}

/// Lines, pots, and what stands beside them.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub lines: Vec<Line>,
    pub pots: Vec<Pot>,
    pub claims: Vec<Claim>,
    pub voucher: Option<VoucherTerms>,
}

impl Account {
    /// Takes up to so much from pots of a currency, part by part in the order given; says what was taken in which form.
    pub(super) fn take(&mut self, wanted: Money, parts: &[PartKind], of: impl Fn(&Pot) -> bool) -> BTreeMap<Form, Decimal> {
        let mut taken = BTreeMap::new();
        let mut open = wanted.amount;
        for part in parts {
            let pots = self.pots.iter_mut().filter(|pot| pot.part == *part && pot.left.currency == wanted.currency);
            for pot in pots.filter(|pot| of(pot)) {
                let some = open.min(pot.left.amount).max(Decimal::ZERO);
                if some > Decimal::ZERO {
                    pot.left.amount -= some;
                    open -= some;
                    *taken.entry(pot.form).or_insert(Decimal::ZERO) += some;
                }
            }
        }
        taken
    }
}
