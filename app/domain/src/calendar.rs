//! Calendar files (RFC 5545), as far as flights need them: written so that every calendar reads them, in UTC, because a
//! zone's rules may be other on the reader's telephone.

use jiff::{Timestamp, tz::TimeZone};

/// Longest line in octets, its end not counted (RFC 5545 §3.1).
const LONGEST: usize = 75;

/// Something with a beginning and an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same thing at all times: what comes later under it replaces what came before.
    pub uid: String,
    /// Grows with every version.
    pub sequence: i64,
    /// When this version was written.
    pub stamp: Timestamp,
    /// From.
    pub begins: Timestamp,
    /// To.
    pub ends: Timestamp,
    /// It does not take place.
    pub cancelled: bool,
    /// In a line.
    pub summary: String,
    /// All of it.
    pub description: String,
    /// Where it begins.
    pub place: String,
    /// Where more is found.
    pub url: String,
}

/// The file with these events, lines ended by CRLF.
#[must_use]
pub fn write(product: &str, events: &[Event]) -> String {
    let mut file = String::new();
    for (name, value) in
        [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", &text(product)), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    {
        line(&mut file, name, value);
    }
    for event in events {
        write_event(&mut file, event);
    }
    line(&mut file, "END", "VCALENDAR");
    file
}

fn write_event(file: &mut String, event: &Event) {
    let status = if event.cancelled { "CANCELLED" } else { "CONFIRMED" };
    for (name, value) in [
        ("BEGIN", "VEVENT".to_owned()),
        ("UID", text(&event.uid)),
        ("SEQUENCE", event.sequence.max(0).to_string()),
        ("DTSTAMP", utc(event.stamp)),
        ("DTSTART", utc(event.begins)),
        // an end before the beginning would be refused as a whole
        ("DTEND", utc(event.ends.max(event.begins))),
        ("STATUS", status.to_owned()),
        ("SUMMARY", text(&event.summary)),
        ("DESCRIPTION", text(&event.description)),
        ("LOCATION", text(&event.place)),
        ("URL", event.url.chars().filter(|c| !c.is_control()).collect()),
        ("END", "VEVENT".to_owned()),
    ] {
        line(file, name, &value);
    }
}

/// `20261122T141500Z`.
fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A value of type TEXT: what would end it is escaped, line ends become `\n`, what nobody sees is left out.
fn text(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.replace("\r\n", "\n").replace('\r', "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// One content line, folded: no piece is longer than it may be, and no letter is cut.
fn line(file: &mut String, name: &str, value: &str) {
    let mut room = LONGEST;
    for letter in name.chars().chain([':']).chain(value.chars()) {
        if letter.len_utf8() > room {
            file.push_str("\r\n ");
            room = LONGEST - 1;
        }
        room -= letter.len_utf8();
        file.push(letter);
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn event(description: &str) -> Event {
        Event {
            uid: "DEMO2A-1@air.example".to_owned(),
            sequence: 7,
            stamp: "2026-11-21T17:00:00Z".parse().unwrap(),
            begins: "2026-11-22T09:15:00-05:00".parse().unwrap(),
            ends: "2026-11-22T12:30:00-08:00".parse().unwrap(),
            cancelled: false,
            summary: "LD 474: Newark, NJ; San Francisco".to_owned(),
            description: description.to_owned(),
            place: "Newark (EWR)".to_owned(),
            url: "https://air.example/trip/DEMO2A".to_owned(),
        }
    }

    /// Lines as a reader puts them together again.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    fn unescaped(value: &str) -> String {
        let (mut words, mut letters) = (String::new(), value.chars());
        while let Some(letter) = letters.next() {
            match (letter, letter == '\\') {
                (_, true) => match letters.next() {
                    Some('n' | 'N') => words.push('\n'),
                    other => words.extend(other),
                },
                (letter, _) => words.push(letter),
            }
        }
        words
    }

    #[test]
    fn times_are_instants_and_words_are_escaped() {
        let lines = unfolded(&write("-//Landside//EN", &[event("Gate C92\nBring: passport; visa, \\ both")]));
        for wanted in [
            "DTSTART:20261122T141500Z",
            "DTEND:20261122T203000Z",
            "SEQUENCE:7",
            "STATUS:CONFIRMED",
            r"SUMMARY:LD 474: Newark\, NJ\; San Francisco",
            r"DESCRIPTION:Gate C92\nBring: passport\; visa\, \\ both",
        ] {
            assert!(lines.iter().any(|line| line == wanted), "{wanted} in {lines:#?}");
        }
        assert_eq!((lines.first().map(String::as_str), lines.last().map(String::as_str)), (Some("BEGIN:VCALENDAR"), Some("END:VCALENDAR")));
    }

    #[test]
    fn a_cancelled_flight_stays_under_its_name() {
        let off = Event { cancelled: true, sequence: 8, ..event("") };
        let lines = unfolded(&write("x", &[off]));
        assert!(lines.iter().any(|line| line == "STATUS:CANCELLED") && lines.iter().any(|line| line == "UID:DEMO2A-1@air.example"));
    }

    #[test]
    fn nobody_writes_a_line_of_their_own() {
        let forged =
            Event { url: "https://x\r\nATTACH:y".to_owned(), uid: "a\r\nMETHOD:REQUEST".to_owned(), ..event("a\r\nBEGIN:VALARM\rb\u{7}c") };
        let lines = unfolded(&write("x", &[forged]));
        assert!(
            !lines.iter().any(|line| line.starts_with("BEGIN:VALARM") || line.starts_with("METHOD:REQUEST") || line.starts_with("ATTACH"))
        );
        assert!(lines.iter().any(|line| line == r"DESCRIPTION:a\nBEGIN:VALARM\nbc"));
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_every_word_comes_back(words in "[\\PC\n]{0,300}", chinese in "[王伟纽瓦克，。\\\\;,]{0,120}") {
            let said = format!("{words}{chinese}");
            let file = write("x", &[event(&said)]);
            prop_assert!(file.ends_with("\r\n"));
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= LONGEST && !line.contains(['\r', '\n']), "{line:?}");
            }
            let lines = unfolded(&file);
            let description = lines.iter().find_map(|line| line.strip_prefix("DESCRIPTION:")).unwrap();
            let seen: String = said.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            prop_assert_eq!(unescaped(description), seen);
        }
    }
}
