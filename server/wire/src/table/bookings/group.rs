//! Lines put together: the same locator is one booking, the same name and ticket one passenger.

use super::super::read::{Bad, Line, Read};
use super::Booking;
use super::line::{Entry, Head};
use std::collections::HashMap;

struct Group {
    line: u64,
    head: Head,
    booking: Booking,
}

/// Bookings in the order of their first lines.
pub(super) fn together(lines: Read<Entry>) -> Read<Booking> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_locator: HashMap<String, usize> = HashMap::new();
    let mut tag_lines: HashMap<String, u64> = HashMap::new();
    let Read { rows, mut bad } = lines;
    for Line { line, row } in rows {
        for tag in &row.tags {
            if let Some(before) = tag_lines.insert(tag.as_str().to_owned(), line) {
                bad.push(Bad { line, column: Some("tags"), reason: format!("{} stands on line {before} already", tag.as_str()) });
            }
        }
        let place = *by_locator.entry(row.head.locator.clone()).or_insert_with(|| {
            groups.push(Group { line, head: row.head.clone(), booking: empty(row.head.clone()) });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            bad.extend(group.take(line, row));
        }
    }
    Read { rows: groups.into_iter().map(|group| Line { line: group.line, row: group.booking }).collect(), bad }
}

fn empty(head: Head) -> Booking {
    Booking {
        locator: head.locator,
        created_at: head.created_at,
        pay_by: head.pay_by,
        fare_family: head.fare_family,
        total: head.total,
        currency: head.currency,
        language: head.language,
        agency: head.agency,
        passengers: Vec::new(),
        segments: Vec::new(),
    }
}

impl Group {
    /// Adds a line to the booking, or says why it does not fit.
    fn take(&mut self, line: u64, entry: Entry) -> Option<Bad> {
        if entry.head != self.head {
            return Some(Bad::line(
                line,
                format!("fare, total, currency, language, agency or date differ from line {} of the same booking", self.line),
            ));
        }
        let segments = &mut self.booking.segments;
        let same_flight = |s: &super::Segment| {
            (&s.carrier, s.number, s.date, &s.origin)
                == (&entry.segment.carrier, entry.segment.number, entry.segment.date, &entry.segment.origin)
        };
        let segment = segments.iter().position(same_flight).unwrap_or_else(|| {
            segments.push(entry.segment.clone());
            segments.len() - 1
        });
        let passengers = &mut self.booking.passengers;
        let same_person = |p: &super::Passenger| {
            (&p.family_name, &p.given_name, &p.ticket_number)
                == (&entry.passenger.family_name, &entry.passenger.given_name, &entry.passenger.ticket_number)
        };
        let passenger = passengers.iter().position(same_person).unwrap_or_else(|| {
            passengers.push(entry.passenger.clone());
            passengers.len() - 1
        });
        let passenger = passengers.get_mut(passenger)?;
        if passenger.seats.iter().any(|(place, _, _)| *place == segment) {
            return Some(Bad::line(
                line,
                "the same passenger stands on the same flight twice: give ticket numbers to tell namesakes apart",
            ));
        }
        passenger.seats.push((segment, entry.seat, entry.checked_in));
        passenger.tags.extend(entry.tags);
        let extra = |(code, amount, whole): (String, _, bool)| super::Extra { code, amount, segment: (!whole).then_some(segment) };
        passenger.extras.extend(entry.extras.into_iter().map(extra));
        None
    }
}
