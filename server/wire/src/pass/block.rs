//! Which fields a boarding pass has, in their order.

use crate::fixed::Layout;

pub(super) const HEAD: Layout = &[("format", 1), ("number_of_legs", 1), ("name", 20), ("electronic_ticket", 1)];

pub(super) const LEG: Layout = &[
    ("pnr", 7),
    ("from", 3),
    ("to", 3),
    ("carrier", 3),
    ("flight", 5),
    ("day", 3),
    ("compartment", 1),
    ("seat", 4),
    ("sequence", 5),
    ("status", 1),
    ("size", 2),
];

/// How far the first leg must go: to the end of its day.
pub(super) const LEAST: usize = 24;

pub(super) const WHOLE_HEAD: Layout = &[("beginning", 1), ("version", 1), ("whole_size", 2)];

pub(super) const WHOLE: Layout = &[
    ("passenger_description", 1),
    ("checkin_source", 1),
    ("issuance_source", 1),
    ("issue_date", 4),
    ("document_type", 1),
    ("issuer", 3),
    ("tag_1", 13),
    ("tag_2", 13),
    ("tag_3", 13),
];

pub(super) const CONDITIONAL_SIZE: Layout = &[("conditional_size", 2)];

pub(super) const CONDITIONAL: Layout = &[
    ("airline_numeric", 3),
    ("document_number", 10),
    ("selectee", 1),
    ("document_verification", 1),
    ("marketing_carrier", 3),
    ("frequent_flyer_airline", 3),
    ("frequent_flyer_number", 16),
    ("id_ad", 1),
    ("free_bags", 3),
    ("fast_track", 1),
];

pub(super) const SECURITY: Layout = &[("caret", 1), ("security_type", 1), ("security_size", 2)];
