//! What nobody would send: any bytes, any lines, and our own messages with a few bytes changed.

use super::{own::cases, round_trips};
use jiff::civil::date;
use proptest::prelude::*;
use wire::decode::{Format, decode};
use wire::number::Of;

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
    #![proptest_config(ProptestConfig::with_cases(400))]

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
