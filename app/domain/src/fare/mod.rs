//! Fare rules as data: what a change or cancellation costs, what comes back, and why.
//!
//! An airline writes its published policy as dated files (`docs/rules.md`); [`Rulebook`] holds them, checked; [`decide`] asks it about a
//! booking and answers with lines that add up, each with the rule, its legal source and a sentence in every language; [`check()`] finds
//! rules that contradict each other, leave something open or can never apply. No amount stands in code.

mod ask;
mod booking;
mod check;
mod condition;
mod decision;
mod evaluate;
mod facts;
mod rulebook;
mod rules;
mod value;
mod waive;
mod when;

pub use ask::{Ask, Offer, OfferPrice, OfferSegment, Request};
pub use booking::{Ancillary, Booking, Charged, Coupon, CouponState, Disruption, Issuer, Passenger, Price, Segment};
pub use check::{Finding, Kind as FindingKind, check};
pub use decision::{
    Applied, Claim, Decision, DueBy, Form, Handled, Line, LineKind, Outcome, Said, Source as SaidSource, Total, Undecided, VoucherTerms,
};
pub use evaluate::{Failed, Unfit, WaiverCode, decide, endorsements, waiver_codes, waiver_limit};
pub use rulebook::{Fault, Rulebook, Step};
pub use rules::*;
pub use value::{Length, Moment, Number, Percent, Text, Words};
pub use waive::{Ground, STAFF_WAIVER, Waive, WaiverReason, spared, worth};
pub use when::{Ahead, Bounds, Dates, Dim, New, Route, When};
