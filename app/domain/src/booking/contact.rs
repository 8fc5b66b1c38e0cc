//! Contacts of a booking: their canonical form, and whether anything can be sent there at all.

use super::{
    ContactKind,
    digits::{is_filler, plain},
};
use crate::contact::{self, EmailAddress};

/// The form under which a contact is stored and compared. E-mail as [`contact::fold`] has it; telephone
/// as `+` and digits, `00` at the start read as `+`.
#[must_use]
pub fn fold(kind: ContactKind, address: &str) -> String {
    match kind {
        ContactKind::Email => contact::fold(address),
        ContactKind::Phone => {
            let address = address.trim();
            let digits: String = address.chars().filter_map(plain).filter(char::is_ascii_digit).collect();
            match digits.strip_prefix("00") {
                Some(rest) if !address.starts_with(['+', '＋']) => format!("+{rest}"),
                _ if address.starts_with(['+', '＋']) => format!("+{digits}"),
                _ => digits,
            }
        }
    }
}

/// Whether a code or a message can be sent there: what some sales offices type (`REFUSED`, `n/a`) cannot be.
#[must_use]
pub fn is_usable(kind: ContactKind, address: &str) -> bool {
    match kind {
        ContactKind::Email => EmailAddress::parse(address).is_some(),
        ContactKind::Phone => {
            let noise = address.chars().any(|c| !is_filler(c) && !"+＋()".contains(c) && plain(c).is_none_or(|p| !p.is_ascii_digit()));
            // E.164 allows fifteen digits; national numbers have at least seven
            !noise && (7..=15).contains(&fold(kind, address).trim_start_matches('+').len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_has_one_form() {
        for typed in ["+1 (201) 555-0189", "001 201 555 0189", "＋1 201.555.0189"] {
            assert_eq!(fold(ContactKind::Phone, typed), "+12015550189", "{typed}");
        }
        assert_eq!(fold(ContactKind::Email, " Ada@Example.COM "), "ada@example.com");
    }

    #[test]
    fn what_sales_offices_type_is_no_address() {
        for typed in ["REFUSED", "n/a", "none@", "12345", "", "+", "NOT PROVIDED", "1234567890123456"] {
            assert!(!is_usable(ContactKind::Phone, typed) && !is_usable(ContactKind::Email, typed), "{typed}");
        }
        assert!(is_usable(ContactKind::Phone, "+1 (201) 555-0189"));
        assert!(is_usable(ContactKind::Email, "ada@example.com"));
    }

    proptest! {
        #[test]
        fn folding_is_settled_after_once(typed in "\\PC{0,60}") {
            for kind in [ContactKind::Email, ContactKind::Phone] {
                let once = fold(kind, &typed);
                prop_assert_eq!(fold(kind, &once), once.clone());
                let _ = is_usable(kind, &typed);
            }
        }
    }
}
