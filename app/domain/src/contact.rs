//! Addresses people can be reached at: read, folded, compared, masked.

mod phone;

pub use phone::PhoneNumber;

/// An e-mail address, folded to the form in which addresses are compared and stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads what somebody typed: surrounding spaces go, letters become small.
    ///
    /// Checks the shape only (RFC 5321 lengths, one `@`, a dotted domain, nothing that could end a mail
    /// header); whether anybody reads it is proved by a code. `None` where it cannot be an address.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let (local, domain) = folded.split_once('@')?;
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"".contains(c);
        let dotted = domain.split('.').count() >= 2 && domain.split('.').all(|label| !label.is_empty() && label.len() <= 63);
        let sound = !local.is_empty() && local.len() <= 64 && folded.len() <= 254 && dotted && !domain.contains('@');
        (sound && !folded.contains(forbidden)).then_some(Self(folded))
    }

    /// The folded address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How words travel to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// By e-mail.
    Mail,
    /// By text message.
    Text,
}

impl Way {
    /// The way to an address as it is stored: only those of e-mail have an `@`.
    #[must_use]
    pub fn to(address: &str) -> Self {
        if address.contains('@') { Self::Mail } else { Self::Text }
    }
}

/// Where somebody can be written to: by e-mail or, at a mobile number, by text message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// E-mail.
    Email(EmailAddress),
    /// A number that can be texted.
    Phone(PhoneNumber),
}

impl Address {
    /// Reads what somebody typed; `None` where it can be neither.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        match Way::to(typed) {
            Way::Mail => EmailAddress::parse(typed).map(Self::Email),
            Way::Text => PhoneNumber::parse(typed).map(Self::Phone),
        }
    }

    /// As it is stored and compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(address) => address.as_str(),
            Self::Phone(number) => number.as_str(),
        }
    }
}

/// The form in which addresses are compared: no surrounding space, small letters.
#[must_use]
pub fn fold(address: &str) -> String {
    address.trim().to_lowercase()
}

/// An address as it may be shown to somebody who has not proved it: `m•••@g•••.com`, `••• 42`.
#[must_use]
pub fn mask(address: &str) -> String {
    let Some((local, domain)) = address.split_once('@') else {
        let digits: Vec<char> = address.chars().filter(char::is_ascii_digit).collect();
        let tail: String = digits.iter().skip(digits.len().saturating_sub(2)).collect();
        return format!("••• {tail}");
    };
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    let ending = domain.rsplit_once('.').map_or("", |(_, ending)| ending);
    format!("{}•••@{}•••.{ending}", first(local), first(domain))
}

/// Whether a name is nothing but the part of an address before its `@`: a greeting with it sounds like a machine's.
#[must_use]
pub fn is_beginning(name: &str, address: Option<&str>) -> bool {
    let local = address.and_then(|address| address.split_once('@')).map(|(local, _)| local);
    local.is_some_and(|local| local.eq_ignore_ascii_case(name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_is_folded() {
        assert_eq!(EmailAddress::parse("  Maria.Rivera@Example.COM ").as_ref().map(EmailAddress::as_str), Some("maria.rivera@example.com"));
        assert!(EmailAddress::parse("王伟@例子.公司").is_some());
    }

    #[test]
    fn what_cannot_be_an_address_is_not() {
        let long = format!("{}@example.com", "a".repeat(65));
        for typed in ["", "a", "@", "a@", "@b.c", "a@b", "a@b..c", "a@b@c.d", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "a,b@c.d", "<a@b.c>", &long]
        {
            assert_eq!(EmailAddress::parse(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn an_address_is_of_one_way_or_none() {
        let read = |typed| Address::parse(typed).map(|address| (Way::to(address.as_str()), address.as_str().to_owned()));
        assert_eq!(read(" Ada@Example.com "), Some((Way::Mail, "ada@example.com".to_owned())));
        assert_eq!(read("+1 (201) 555-0142"), Some((Way::Text, "+12015550142".to_owned())));
        assert_eq!((read("201 555 0142"), read("ada@"), read("")), (None, None, None));
    }

    #[test]
    fn a_mask_keeps_what_the_owner_recognises() {
        assert_eq!(mask("maria.rivera@gmail.com"), "m•••@g•••.com");
        assert_eq!(mask("+1 201 555 0142"), "••• 42");
        assert_eq!(mask(""), "••• ");
    }

    proptest! {
        #[test]
        fn reading_anything_ends_and_is_stable(typed in "\\PC{0,80}") {
            if let Some(address) = EmailAddress::parse(&typed) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Some(address));
            }
        }

        #[test]
        fn a_mask_tells_two_letters_and_the_ending(local in "[a-z]{2,20}", domain in "[a-z]{2,20}", other in "[a-z]{1,20}") {
            let address = format!("{local}@{domain}.com");
            let alike = format!("{}{other}@{}{other}.com", &local[..1], &domain[..1]);
            prop_assert_eq!(mask(&address), mask(&alike));
        }
    }

    #[test]
    fn a_name_is_more_than_the_beginning_of_an_address() {
        assert!(is_beginning("nosubject", Some("NoSubject@example.com")) && is_beginning(" ana.lima ", Some("ana.lima@example.com")));
        for (name, address) in [("Ana Lima", Some("ana.lima@example.com")), ("Ana", None), ("", None), ("Ana", Some("+12015550142"))] {
            assert!(!is_beginning(name, address), "{name}");
        }
    }
}
