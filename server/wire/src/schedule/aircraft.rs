//! Aircraft and their seats as schedules write them.

/// Part of an aircraft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// First: F, A, P, R.
    First,
    /// Business: C, J, D, I, Z.
    Business,
    /// Premium economy: W, S, E.
    Premium,
    /// Economy: Y and all others.
    Economy,
}

/// Reads `C6Y174`, `J16Y150`, `.Y180`: seats of each part, those written twice added up. None where it says no seats.
#[must_use]
pub fn seats(text: &str) -> Vec<(Class, u16)> {
    let mut all: Vec<(Class, u16)> = Vec::new();
    let mut rest = text.trim_start_matches('.');
    while let Some(letter) = rest.chars().next().filter(char::is_ascii_uppercase) {
        let after = rest.get(1..).unwrap_or_default();
        let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, next) = after.split_at_checked(end).unwrap_or_default();
        let Some(seats) = crate::calendar::digits::<u16>(number, 1..=3) else { break };
        let class = match letter {
            'F' | 'A' | 'P' | 'R' => Class::First,
            'C' | 'J' | 'D' | 'I' | 'Z' => Class::Business,
            'W' | 'S' | 'E' => Class::Premium,
            _ => Class::Economy,
        };
        match all.iter_mut().find(|one| one.0 == class) {
            Some(one) => one.1 = one.1.saturating_add(seats),
            None => all.push((class, seats)),
        }
        rest = next;
    }
    all
}

/// What passengers know a type by; none where the code is not among those that carry most of them.
#[must_use]
pub fn aircraft(code: &str) -> Option<&'static str> {
    Some(match code {
        "221" => "Airbus A220-100",
        "223" => "Airbus A220-300",
        "318" => "Airbus A318",
        "319" | "32D" => "Airbus A319",
        "31N" => "Airbus A319neo",
        "320" | "32A" | "32S" => "Airbus A320",
        "32N" => "Airbus A320neo",
        "321" | "32B" => "Airbus A321",
        "32Q" => "Airbus A321neo",
        "332" => "Airbus A330-200",
        "333" => "Airbus A330-300",
        "339" => "Airbus A330-900neo",
        "359" => "Airbus A350-900",
        "351" => "Airbus A350-1000",
        "388" => "Airbus A380-800",
        "717" => "Boeing 717",
        "73G" | "73W" => "Boeing 737-700",
        "738" | "73H" => "Boeing 737-800",
        "739" | "73J" => "Boeing 737-900",
        "7M7" => "Boeing 737 MAX 7",
        "7M8" => "Boeing 737 MAX 8",
        "7M9" => "Boeing 737 MAX 9",
        "744" => "Boeing 747-400",
        "748" | "74H" => "Boeing 747-8",
        "752" | "75W" => "Boeing 757-200",
        "753" => "Boeing 757-300",
        "763" | "76W" => "Boeing 767-300",
        "764" => "Boeing 767-400",
        "772" => "Boeing 777-200",
        "77L" => "Boeing 777-200LR",
        "773" => "Boeing 777-300",
        "77W" => "Boeing 777-300ER",
        "788" => "Boeing 787-8",
        "789" => "Boeing 787-9",
        "781" => "Boeing 787-10",
        "AT4" | "AT5" => "ATR 42",
        "AT7" | "ATR" => "ATR 72",
        "CR2" => "Bombardier CRJ200",
        "CR7" => "Bombardier CRJ700",
        "CR9" => "Bombardier CRJ900",
        "DH4" => "De Havilland Dash 8-400",
        "E70" => "Embraer 170",
        "E75" | "E7W" => "Embraer 175",
        "E90" => "Embraer 190",
        "E95" => "Embraer 195",
        "290" => "Embraer E190-E2",
        "295" => "Embraer E195-E2",
        "919" => "Comac C919",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_read_part_by_part() {
        for (text, read) in [
            ("C6Y174", vec![(Class::Business, 6), (Class::Economy, 174)]),
            ("F8J30W24Y200", vec![(Class::First, 8), (Class::Business, 30), (Class::Premium, 24), (Class::Economy, 200)]),
            (".Y180", vec![(Class::Economy, 180)]),
            ("Y120M30", vec![(Class::Economy, 150)]),
            ("Y150LL4", vec![(Class::Economy, 150)]),
            ("VV1", vec![]),
            ("Y99999", vec![]),
            ("", vec![]),
            ("Ÿ12", vec![]),
        ] {
            assert_eq!(seats(text), read, "{text}");
        }
    }
}
