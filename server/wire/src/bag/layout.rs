//! Which slots an element has, in their order: the table of RP 1745.

/// What a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Flight,
    Day,
    Time,
    Airport,
    Plates,
    Number,
}

pub(super) type Slots = &'static [(&'static str, Holds)];

use Holds::{Airport, Day, Flight, Number, Plates, Text, Time};

const ROUTE: Slots = &[("flight", Flight), ("date", Day), ("airport", Airport), ("class", Text)];
const ONE_TEXT: Slots = &[("text", Text)];

/// The elements, by their letter. `.G` has no names here: senders differ, and none is published.
const ELEMENTS: [(&str, Slots); 25] = [
    ("A", &[("reference", Text), ("message", Text), ("status", Text)]),
    ("B", &[("status", Text), ("tags", Plates)]),
    ("C", &[("group", Text)]),
    ("D", &[("counter", Text), ("place", Text), ("date", Day), ("time", Time), ("carriage", Text), ("transport", Text)]),
    ("E", &[("exception", Text)]),
    ("F", ROUTE),
    ("G", &[]),
    ("H", &[("terminal", Text), ("bay", Text), ("gate", Text)]),
    ("I", ROUTE),
    ("J", &[("code", Text), ("agent", Text), ("scanner", Text), ("date", Day), ("time", Time), ("reading_place", Text), ("sent_to", Text)]),
    ("K", ONE_TEXT),
    ("L", &[("locator", Text)]),
    ("M", &[("tags", Plates), ("code", Text), ("rfid", Text)]),
    ("N", &[("tags", Plates)]),
    ("O", ROUTE),
    ("P", &[("surname", Text), ("given_name", Text)]),
    ("Q", &[("sequence", Number)]),
    ("R", ONE_TEXT),
    (
        "S",
        &[
            ("load", Text),
            ("seat", Text),
            ("status", Text),
            ("sequence", Text),
            ("security_number", Text),
            ("profile", Text),
            ("transport", Text),
            ("tag_status", Text),
        ],
    ),
    ("T", &[("printer", Text)]),
    ("U", &[("container", Text), ("compartment", Text), ("type", Text), ("class", Text), ("destination", Airport), ("sealed", Text)]),
    ("V", &[("version", Text), ("part", Text), ("reference", Text), ("acknowledge", Text), ("encryption", Text)]),
    ("W", &[("unit", Text), ("pieces", Number), ("weight", Number)]),
    ("X", &[("instruction", Text), ("result", Text), ("reason", Text), ("method", Text), ("autograph", Text), ("text", Text)]),
    ("Y", &[("number", Text), ("tier", Text)]),
];

/// The slots of an element; `None` where nobody knows the letter.
pub(super) fn slots(letter: &str) -> Option<Slots> {
    ELEMENTS.iter().find_map(|(known, slots)| known.eq_ignore_ascii_case(letter).then_some(*slots))
}
