//! Terminals, gates and belts as a demo needs them: the same for the same flight every day, near enough to where
//! the airlines really are.

/// Terminal and gate of a flight at an airport. `turn` picks another gate of the same pier.
pub(super) fn stand(airport: &str, carrier: &str, number: i32, turn: i32) -> (Option<&'static str>, String) {
    let (terminal, pier, first, count) = pier(airport, carrier);
    let place = (number.wrapping_mul(31) + i32::from(airport.bytes().next_back().unwrap_or(0)) + turn * 7).rem_euclid(count);
    (terminal, format!("{pier}{}", first + place))
}

/// Terminal, letter of its gates, first gate, number of gates.
fn pier(airport: &str, carrier: &str) -> (Option<&'static str>, &'static str, i32, i32) {
    match (airport, carrier) {
        ("EWR", "LD") => (Some("C"), "C", 70, 60),
        ("EWR", "EV" | "OO" | "YV") => (Some("A"), "A", 20, 10),
        ("EWR", _) => (Some("A"), "A", 1, 19),
        ("JFK", "B6" | "HA") => (Some("5"), "", 1, 30),
        ("JFK", "AA" | "MQ") => (Some("8"), "", 1, 40),
        ("JFK", "DL" | "9E" | "EV") => (Some("4"), "B", 20, 36),
        ("JFK", _) => (Some("7"), "", 1, 12),
        ("LGA", "DL" | "9E" | "EV") => (Some("C"), "", 60, 36),
        ("LGA", _) => (Some("B"), "", 11, 44),
        ("ORD", "LD") => (Some("1"), "C", 1, 31),
        ("ORD", "AA" | "MQ") => (Some("3"), "H", 1, 18),
        ("ORD", _) => (Some("2"), "E", 1, 17),
        ("SFO", "LD") => (Some("3"), "F", 1, 22),
        ("LAX", "LD") => (Some("7"), "", 70, 17),
        ("LAX", "DL") => (Some("3"), "", 30, 9),
        ("LAX", "AA") => (Some("4"), "", 40, 9),
        ("IAH", _) => (Some("C"), "C", 1, 45),
        ("BOS", "LD") => (Some("B"), "B", 20, 18),
        ("BOS", _) => (Some("C"), "C", 8, 34),
        ("DEN", _) => (None, "B", 15, 45),
        ("IAD", _) => (None, "C", 1, 28),
        ("ATL", _) => (None, "B", 1, 36),
        ("LHR", _) => (Some("2"), "B", 32, 16),
        ("FRA", _) => (Some("1"), "Z", 50, 19),
        ("CDG", _) => (Some("1"), "", 50, 20),
        ("ZRH", _) => (None, "E", 16, 50),
        ("MAD", _) => (Some("1"), "B", 20, 12),
        ("GRU", _) => (Some("3"), "", 301, 20),
        ("NRT", _) => (Some("1"), "", 31, 18),
        ("ICN", _) => (Some("1"), "", 10, 40),
        ("PEK", _) => (Some("3"), "E", 10, 26),
        ("PVG", _) => (Some("2"), "D", 60, 28),
        ("HKG", _) => (Some("1"), "", 21, 50),
        _ => (None, "B", 1, 24),
    }
}

/// Belt on which the bags of a flight come out.
pub(super) fn belt(airport: &str, number: i32) -> String {
    let belts = if matches!(airport, "EWR" | "JFK" | "ORD" | "LAX" | "LHR" | "PVG" | "PEK") { 14 } else { 6 };
    (number.wrapping_mul(17).rem_euclid(belts) + 1).to_string()
}
