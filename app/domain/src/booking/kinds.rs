//! The closed lists a booking is described in. Each has the word it is stored under and the key of its
//! name in the locale files.

use serde::{Deserialize, Serialize};

/// Declares an enum stored as a word and named by a locale key.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal, $key:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word it is stored under.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads what `as_str` wrote.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// Key of its name in the locale files.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }
    };
}

words! {
    /// The cabin a seat is in.
    Cabin {
        /// Economy.
        Economy = "economy", "cabin-economy";
        /// Premium economy.
        Premium = "premium", "cabin-premium";
        /// Business.
        Business = "business", "cabin-business";
    }
}

words! {
    /// What a passenger counts as for the fare: at the age on the day of departure.
    PassengerKind {
        /// Twelve or older.
        Adult = "adult", "passenger-adult";
        /// Two to eleven.
        Child = "child", "passenger-child";
        /// Under two, without a seat of their own.
        Infant = "infant", "passenger-infant";
    }
}

words! {
    /// Where a booking stands with the reservation system.
    BookingState {
        /// Seats held, not paid.
        Held = "held", "booking-held";
        /// Paid, tickets issued.
        Ticketed = "ticketed", "booking-ticketed";
        /// Reissued after a change.
        Changed = "changed", "booking-changed";
        /// Money given back; nothing left to fly.
        Refunded = "refunded", "booking-refunded";
        /// Cancelled by the passenger or for want of payment.
        Cancelled = "cancelled", "booking-cancelled";
    }
}

words! {
    /// Where one flight of a booking stands.
    SegmentStatus {
        /// A seat is theirs.
        Confirmed = "confirmed", "segment-confirmed";
        /// Waiting for a seat.
        Waitlisted = "waitlisted", "segment-waitlisted";
        /// No longer part of the trip.
        Cancelled = "cancelled", "segment-cancelled";
        /// Used.
        Flown = "flown", "segment-flown";
    }
}

words! {
    /// How somebody can be reached.
    ContactKind {
        /// E-mail.
        Email = "email", "contact-email";
        /// Telephone.
        Phone = "phone", "contact-phone";
    }
}

/// What a passenger pays of an adult's fare, in per cent, as fares are filed (`CH25`, `IN90`: the discount).
#[must_use]
pub const fn fare_percent(kind: PassengerKind) -> u32 {
    match kind {
        PassengerKind::Adult => 100,
        PassengerKind::Child => 75,
        PassengerKind::Infant => 10,
    }
}

impl BookingState {
    /// Whether there is still something to fly.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Held | Self::Ticketed | Self::Changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        for cabin in Cabin::ALL {
            assert_eq!(Cabin::parse(cabin.as_str()), Some(*cabin));
            assert!(cabin.key().ends_with(cabin.as_str()));
        }
        for state in BookingState::ALL {
            assert_eq!(BookingState::parse(state.as_str()), Some(*state));
            assert!(state.key().ends_with(state.as_str()));
        }
        for status in SegmentStatus::ALL {
            assert_eq!(SegmentStatus::parse(status.as_str()), Some(*status));
        }
        for kind in PassengerKind::ALL {
            assert_eq!(PassengerKind::parse(kind.as_str()), Some(*kind));
        }
        assert_eq!(ContactKind::parse("fax"), None);
    }
}
