//! The ticket number.

use super::digits::{Unreadable, digits};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A ticket (document) number: three digits of the airline and ten of the serial.
///
/// Length and digits are all that is checked. The often quoted check digit does not hold for real
/// documents, so a number is never refused for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TicketNumber(String);

impl TicketNumber {
    /// Reads a number as typed: `992-2412345678`, `992 2412 345 678`.
    ///
    /// # Errors
    /// [`Unreadable::Ticket`] for anything but thirteen digits.
    pub fn parse(typed: &str) -> Result<Self, Unreadable> {
        digits(typed, 13).map(Self).ok_or(Unreadable::Ticket)
    }

    /// Thirteen ASCII digits, as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As printed: `992-2412345678`.
impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (airline, serial) = self.0.split_at_checked(3).unwrap_or((&self.0, ""));
        write!(f, "{airline}-{serial}")
    }
}

impl TryFrom<String> for TicketNumber {
    type Error = Unreadable;

    fn try_from(typed: String) -> Result<Self, Unreadable> {
        Self::parse(&typed)
    }
}

impl From<TicketNumber> for String {
    fn from(ticket: TicketNumber) -> Self {
        ticket.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_numbers_are_taken_though_none_passes_the_check_digit_of_the_textbooks() {
        for real in ["2202364224106", "0742497067621", "0162476075898", "0017484425657", "7246349667917", "0162312703474"] {
            assert_eq!(TicketNumber::parse(real).unwrap().as_str(), real);
        }
        assert_eq!(TicketNumber::parse("992 2412-345 678").unwrap().to_string(), "992-2412345678");
        for typed in ["", "992241234567", "99224123456789", "LD92412345678", "ticket"] {
            assert_eq!(TicketNumber::parse(typed), Err(Unreadable::Ticket), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_again(serial in 0u64..10_000_000_000_000) {
            let ticket = TicketNumber::parse(&format!("{serial:013}")).unwrap();
            prop_assert_eq!(TicketNumber::parse(&ticket.to_string()), Ok(ticket));
        }

        #[test]
        fn reading_never_panics(typed in ".{0,40}") {
            let _ = TicketNumber::parse(&typed);
        }
    }
}
