//! What nobody would send: any bytes, any lines, and our own messages with a few bytes changed.

use super::{own::cases, round_trips};
use jiff::civil::date;
use proptest::prelude::*;
use wire::decode::{Format, decode};
use wire::number::Of;
use wire::schedule::{Series, Whole};
use wire::telegram::{Body, Telegram};
use wire::typeb::{split, text};

const FORMATS: &[Option<Format>] = &[
    None,
    Some(Format::Telegram(None)),
    Some(Format::ScheduleFile),
    Some(Format::Pass),
    Some(Format::Number(Of::Tag)),
    Some(Format::Number(Of::Ticket)),
    Some(Format::Number(Of::File)),
];

fn survives(bytes: &[u8]) {
    for parcel in split(&text(bytes)) {
        if let Ok(telegram) = Telegram::parse(&parcel, date(2026, 11, 21)) {
            assert_eq!(telegram.value.write(), parcel.text(), "written as it came");
            if let Body::Schedule(message) = &telegram.value.body {
                let periods: Vec<_> = message.submessages().into_iter().flat_map(|one| one.periods).collect();
                let days = |days: Series| days.within(date(2026, 11, 19), date(2027, 12, 31)).count();
                let most = periods.iter().filter_map(|period| period.series().ok()).map(days).max();
                assert!(most.unwrap_or_default() <= 408 && message.serial(date(2026, 11, 21)).is_none_or(|serial| serial.part < 1_000));
            }
        }
    }
    let plain = text(bytes);
    for after in [0, 3] {
        assert!(Whole::new(&plain, date(2026, 11, 21), after).count() <= plain.lines().count() + 1, "a leg a line, and a fault");
    }
    for &format in FORMATS {
        let _ = decode(bytes, format, date(2026, 11, 21));
        round_trips("random", bytes, format, date(2026, 11, 21));
    }
}

/// Bytes put in, taken out, written over, doubled and swapped.
fn mutated(bytes: &[u8], changes: &[(u8, usize, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (kind, place, byte) in changes {
        let place = place % (bytes.len() + 1);
        let end = (place + usize::from(*byte) % 30).min(bytes.len());
        match kind % 5 {
            0 => bytes.insert(place, *byte),
            1 => drop(bytes.drain(place..end)),
            2 => bytes.get_mut(place).into_iter().for_each(|old| *old = *byte),
            3 => bytes.truncate(place),
            _ => {
                let again = bytes[place..end].to_vec();
                bytes.splice(place..place, again);
            }
        }
    }
    bytes
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn any_lines_are_survived(lines in proptest::collection::vec(
        "(BSM|BPM|MVT|DIV|LDM|ASM|SSM|CAL|UTC|NEW|TIM|QU |\\.F/|\\.N/|\\.O/|\\.J/|\\.V/1L|AD|EA|DL|PX|SI|-|ENDBSM|//)?[ -~\u{410}-\u{42f}]{0,40}", 0..12)) {
        survives(lines.join("\n").as_bytes());
    }

    #[test]
    fn any_pass_is_survived(text in "M[1-4][A-Z/ ]{20}E[A-Z0-9 ]{30,36}[0-9A-F]{2}(>[0-9][0-3][0-9A-F])?[ -~\u{410}-\u{42f}]{0,200}(\\^[0-9A-F]{3})?\\PC{0,40}") {
        survives(text.as_bytes());
    }

    #[test]
    fn our_own_messages_with_bytes_changed_are_survived(
        case in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<u8>(), any::<usize>(), any::<u8>()), 1..6),
    ) {
        let cases = cases();
        survives(&mutated(&case.get(&cases).bytes, &changes));
    }
}

#[test]
fn what_would_grow_beyond_measure_is_refused() {
    let refused = |text: &str| decode(text.as_bytes(), None, date(2026, 11, 21)).into_iter().next().unwrap().unwrap_err().to_string();
    let head = "BSM\n.V/1LEWR\n.F/LD408/21NOV/ORD\n";
    assert_eq!(refused(&format!("{head}{}", ".N/0992123456999\n".repeat(6))), "line 5, .N: more than 999 tags in one message");
    assert_eq!(refused(&format!("{head}{}", ".P/A\n".repeat(2_000))), "line 1: longer than 2000 lines or 128 kB: no message");
    assert_eq!(refused(&format!("MVT\nLD408/21.N1.EWR\n{}", "A ".repeat(70_000))), "line 1: longer than 2000 lines or 128 kB: no message");
    let flights = format!("{head}{}{}", ".O/LD1/21NOV/ORD\n".repeat(900), ".N/0992123456001\n.P/A\n".repeat(500));
    let [Ok(read)] = &decode(flights.as_bytes(), None, date(2026, 11, 21))[..] else { panic!() };
    assert!(serde_json::to_string(read).unwrap().len() < 5_000_000);
}
