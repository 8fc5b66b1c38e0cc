//! What staff waive: how it changes an account, which codes there are for a request, and how far their own word goes.

use super::super::ask::{Ask, Request};
use super::super::booking::Booking;
use super::super::decision::{Form, Line, LineKind, Said, Source, Undecided};
use super::super::rulebook::{Rulebook, Slot};
use super::super::value::Text;
use super::super::waive::{STAFF_WAIVER, Waive};
use super::account::Account;
use super::amount::fixed;
use super::{About, Deciding, Failed, named, put};
use crate::money::Money;
use crate::rights;
use jiff::Timestamp;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A code staff may name for a request, and what its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverCode {
    /// The code.
    pub code: String,
    /// It allows what the rules refuse.
    pub permits: bool,
    /// The rule's sentence and where it stands written.
    pub said: Said,
}

/// Every fee that was taken is given back by a line beside it, in the form it was taken in: the sum is that without fees, so no more
/// comes back than was paid, and differences in fare and taxes stay as they are.
pub(super) fn fees(account: &mut Account) {
    let taken = account.lines.iter().filter(|line| line.kind == LineKind::Fee && line.amount < Decimal::ZERO);
    let back = |line: &Line| Line {
        amount: -line.amount,
        said: Said {
            rule: STAFF_WAIVER.to_owned(),
            version: line.said.version.clone(),
            source: Source { title: String::new(), article: None, url: None },
            text: Text::default(),
        },
        ..line.clone()
    };
    let back: Vec<Line> = taken.map(back).collect();
    account.lines.extend(back);
}

impl Deciding<'_, '_> {
    /// A line for each flight that may be changed or cancelled only because staff named a code: nothing moves by it, and it says why.
    pub(super) fn permitted_by_code(&self, account: &mut Account) -> Result<(), Undecided> {
        let Some(code) = self.ask.request.waive.as_ref().and_then(Waive::code) else { return Ok(()) };
        for one in self.ones {
            let permits: Vec<_> = self.waivers(one).into_iter().filter(|(_, waiver)| waiver.permits).collect();
            let Some((found, waiver)) = permits.iter().find(|(_, waiver)| waiver.code.is_some()) else { continue };
            let permit = self.one(&Slot::Permit, one, false)?;
            let allowed = permit.and_then(|found| found.held.file.permit.get(found.ready.index)).is_some_and(|permit| permit.allowed);
            if allowed || permits.iter().any(|(_, waiver)| waiver.code.is_none()) {
                continue;
            }
            let about = About {
                kind: LineKind::Permit,
                passenger: Some(&one.passenger.id),
                segments: vec![one.segment.id.clone()],
                code: Some(code),
            };
            let nothing = Money::new(Decimal::ZERO, self.ask.booking.currency);
            let said = self.said(*found, *waiver, Some(one), &BTreeMap::new());
            account.lines.push(about.line(nothing, Decimal::ZERO, Form::Original, said));
        }
        Ok(())
    }
}

/// The codes whose waivers hold for a request, each once.
///
/// # Errors
/// As [`super::decide`].
pub fn waiver_codes(book: &Rulebook, policy: Option<&str>, ask: Ask<'_>) -> Result<Vec<WaiverCode>, Failed> {
    put(book, policy, ask, |deciding| Ok(codes(&deciding)))
}

fn codes(deciding: &Deciding<'_, '_>) -> Vec<WaiverCode> {
    let Deciding { ask, does, ones, force } = *deciding;
    let mut codes: Vec<WaiverCode> = Vec::new();
    for one in ones {
        for found in force.all(&Slot::Waiver, &one.facts) {
            let Some(waiver) = found.held.file.waiver.get(found.ready.index) else { continue };
            let Some(code) = waiver.code.clone().filter(|code| !codes.iter().any(|known| known.code == *code)) else { continue };
            // its sentence with the amounts of the day, as it will stand in the account
            let request = Request { waive: Some(Waive::Code { code: code.clone() }), ..ask.request.clone() };
            let asked = Ask { request: &request, ..ask };
            let said = Deciding { ask: asked, does, ones, force }.said(found, waiver, Some(one), &BTreeMap::new());
            codes.push(WaiverCode { code, permits: waiver.permits, said });
        }
    }
    codes
}

/// How much of a booking staff of a role may waive by themselves, in the currency it was sold in; none where everything has to be
/// approved.
#[must_use]
pub fn waiver_limit(book: &Rulebook, policy: Option<&str>, booking: &Booking, at: Timestamp, role: rights::Role) -> Option<Money> {
    let force = book.in_force(named(book, policy).ok()?, booking, at).ok()?;
    let limit = |file: &super::super::rules::RuleFile| {
        let limit = file.staff_waivers.of(role).filter(|limit| !limit.is_empty())?;
        fixed(limit, booking.currency, file)
    };
    let amount = force.held.iter().find_map(|held| limit(&held.file))?;
    Some(Money::new(amount, booking.currency).tidy())
}
