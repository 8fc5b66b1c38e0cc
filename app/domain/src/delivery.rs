//! How messages leave: how fast to each mail system, and what it means when one does not arrive.

use crate::contact::fold;

/// How fast messages may leave to one mail system, from all processes together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// On their way at the same time.
    pub at_once: i32,
    /// Handed over in a minute.
    pub per_minute: i32,
}

impl Pace {
    /// Reads `8/600`.
    fn parse(text: &str) -> Option<Self> {
        let (at_once, per_minute) = text.trim().split_once('/')?;
        let number = |text: &str| text.trim().parse::<i32>().ok().filter(|number| (1..=1_000_000).contains(number));
        Some(Self { at_once: number(at_once)?, per_minute: number(per_minute)? })
    }
}

/// The pace for each mail system, by the domain of the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paces {
    /// For those without one of their own.
    pub otherwise: Pace,
    /// Domain and pace.
    pub own: Vec<(String, Pace)>,
}

impl Paces {
    /// Reads `8/600, gmail.com=4/120`: so many at once, so many a minute. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (mut otherwise, mut own) = (None, Vec::new());
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some((domain, pace)) => own.push((fold(domain), Pace::parse(pace)?)),
                None if otherwise.is_some() => return None,
                None => otherwise = Some(Pace::parse(part)?),
            }
        }
        Some(Self { otherwise: otherwise?, own })
    }
}

/// Why a message did not arrive, as far as its reader can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such mailbox or number.
    NoSuchAddress,
    /// There is no such domain, or nothing that takes mail for it.
    NoSuchDomain,
    /// The mailbox is full.
    MailboxFull,
    /// The other side does not take mail from us: spam filters, lists, policies.
    Refused,
    /// They have asked not to be written to.
    Unwanted,
    /// It could not be handed over for so long that it was given up.
    GivenUp,
    /// Something else.
    Other,
}

/// What stands in the outbox where somebody has opted out.
pub const OPTED_OUT: &str = "opted out";
/// What stands there where something newer says it better, or where its reader has ended it before it left.
pub const OVERTAKEN: &str = "overtaken before it was sent";
/// What stands there after the last attempt.
pub const TOO_MANY_ATTEMPTS: &str = "too many attempts";

impl Trouble {
    /// Every trouble.
    pub const ALL: [Self; 7] =
        [Self::NoSuchAddress, Self::NoSuchDomain, Self::MailboxFull, Self::Refused, Self::Unwanted, Self::GivenUp, Self::Other];

    /// Key of the reason in the locale files: "the mailbox is full".
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoSuchAddress => "trouble-no-address",
            Self::NoSuchDomain => "trouble-no-domain",
            Self::MailboxFull => "trouble-full",
            Self::Refused => "trouble-refused",
            Self::Unwanted => "trouble-unwanted",
            Self::GivenUp => "trouble-given-up",
            Self::Other => "trouble-other",
        }
    }

    /// Key of what staff can do about it.
    #[must_use]
    pub const fn advice_key(self) -> &'static str {
        match self {
            Self::NoSuchAddress | Self::NoSuchDomain => "trouble-do-address",
            Self::MailboxFull | Self::GivenUp | Self::Other => "trouble-do-otherwise",
            Self::Refused => "trouble-do-operator",
            Self::Unwanted => "trouble-do-unwanted",
        }
    }

    /// Reads what a mail server or a provider said: by its enhanced status (RFC 3463), else by its words, else by its number.
    #[must_use]
    pub fn of(said: &str) -> Self {
        let said = said.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
        if has(&[OPTED_OUT]) {
            return Self::Unwanted;
        }
        if let Some(known) = enhanced(&said).and_then(by_status) {
            return known;
        }
        if has(&["quota", "mailbox full", "mailbox is full", "over quota", "insufficient storage"]) {
            Self::MailboxFull
        } else if has(&["domain not found", "no such domain", "host not found", "no mx"]) {
            Self::NoSuchDomain
        } else if has(&["spam", "blocked", "blacklist", "block list", "policy", "dmarc"]) {
            Self::Refused
        } else if has(&["no such", "unknown", "does not exist", "not found", "invalid recipient", "unallocated", "not an address"]) {
            Self::NoSuchAddress
        } else if has(&[TOO_MANY_ATTEMPTS, "ran out"]) {
            Self::GivenUp
        } else {
            let number = said.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 3 && digits.starts_with(['4', '5']));
            match number {
                Some("550" | "551" | "553") => Self::NoSuchAddress,
                Some("552" | "452") => Self::MailboxFull,
                Some("554" | "521") => Self::Refused,
                _ => Self::Other,
            }
        }
    }
}

/// `(1, 1)` of `5.1.1`; only of refusals.
fn enhanced(said: &str) -> Option<(u16, u16)> {
    said.split(|c: char| !c.is_ascii_digit() && c != '.').find_map(|word| {
        let mut parts = word.trim_matches('.').split('.');
        let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
        (matches!(class, "4" | "5") && parts.next().is_none()).then_some((subject.parse().ok()?, detail.parse().ok()?))
    })
}

const fn by_status(status: (u16, u16)) -> Option<Trouble> {
    match status {
        (1, 2) | (4, 4) => Some(Trouble::NoSuchDomain),
        (1, _) => Some(Trouble::NoSuchAddress),
        (2, 1) => Some(Trouble::NoSuchAddress),
        (2, 2) => Some(Trouble::MailboxFull),
        (4, 7) => Some(Trouble::GivenUp),
        (7, _) => Some(Trouble::Refused),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn paces_are_read_as_operators_write_them() {
        let paces = Paces::parse(" 8/600, GMail.com=4/120 ,qq.com = 1/30,").unwrap();
        assert_eq!(paces.otherwise, Pace { at_once: 8, per_minute: 600 });
        let own = |at_once, per_minute| Pace { at_once, per_minute };
        assert_eq!(paces.own, [("gmail.com".to_owned(), own(4, 120)), ("qq.com".to_owned(), own(1, 30))]);
        for wrong in ["", "8", "8/0", "0/8", "8/600,9/700", "gmail.com=4/120", "8/600,gmail.com=x", "-1/5"] {
            assert_eq!(Paces::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_mail_servers_say_is_understood() {
        use Trouble::*;
        for (said, trouble) in [
            ("5.1.1 550 5.1.1 <a@b.c>: Recipient address rejected: User unknown", NoSuchAddress),
            ("permanent error (550): No such user here", NoSuchAddress),
            ("552-5.2.2 The email account that you tried to reach is over quota", MailboxFull),
            ("452 4.2.2 Mailbox full", MailboxFull),
            ("permanent error (552): no", MailboxFull),
            ("5.4.4 Host or domain name not found", NoSuchDomain),
            ("550 5.1.2 bad destination", NoSuchDomain),
            ("554 5.7.1 Message rejected as spam by content filter", Refused),
            ("550-5.7.26 unauthenticated mail is prohibited", Refused),
            ("4.4.7 delivery time expired", GivenUp),
            (TOO_MANY_ATTEMPTS, GivenUp),
            (OPTED_OUT, Unwanted),
            ("422 unknown number", NoSuchAddress),
            ("10.0.0.1 is fine", Other),
            ("", Other),
        ] {
            assert_eq!(Trouble::of(said), trouble, "{said:?}");
        }
    }
}
