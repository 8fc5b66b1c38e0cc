//! A person, a program, ourselves, or a mail server that could not deliver.

use super::{Kind, Ours, bounce};
use mail_parser::{HeaderName, Message};

/// A message that has gone through this many servers is going in circles.
const HOPS: usize = 50;

/// The raw values of a header, trimmed; those that are no text are left out.
pub(super) fn raw<'m>(message: &'m Message<'_>, name: &'m str) -> impl Iterator<Item = &'m str> {
    message.headers_raw().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

pub(super) fn of(message: &Message<'_>, id: Option<&str>, ours: Ours<'_>) -> Kind {
    let from = sole_address(message);
    if id.is_some_and(|id| ours.wrote(id))
        || from.as_deref().is_some_and(|from| ours.is(from))
        || raw(message, "X-Loop").any(|of| of.to_lowercase().contains(ours.address))
    {
        return Kind::Loop;
    }
    if let Some(bounce) = bounce::read(message, from.as_deref().unwrap_or_default(), ours) {
        return Kind::Bounce(bounce);
    }
    if let Some(original) = bounce::delivered(message, ours) {
        return Kind::Delivered { original };
    }
    if message.header_values(HeaderName::Received).count() > HOPS {
        return Kind::Loop;
    }
    if by_program(message) { Kind::Automatic } else { Kind::Person }
}

fn sole_address(message: &Message<'_>) -> Option<String> {
    message.from().and_then(|from| from.first()).and_then(|first| first.address()).map(domain::contact::fold)
}

/// RFC 3834 §2 and what programs of before and beside it say.
fn by_program(message: &Message<'_>) -> bool {
    let says =
        |name: &str, words: &[&str]| raw(message, name).any(|value| words.iter().any(|word| value.to_ascii_lowercase().contains(word)));
    let has = |name: &str| raw(message, name).next().is_some();
    raw(message, "Auto-Submitted").any(|value| !value.to_ascii_lowercase().starts_with("no"))
        || says("Precedence", &["bulk", "junk", "list", "auto_reply"])
        || says("X-Auto-Response-Suppress", &["all", "oof", "autoreply", "dr", "rn"])
        || ["X-Autoreply", "X-Autorespond", "X-Autoreply-From", "X-Mail-Autoreply", "X-Vacation"].into_iter().any(has)
        || is_report(message)
        // Postfix writes the empty sender by name unless it is told not to
        || raw(message, "Return-Path").any(|path| path == "<>" || path.eq_ignore_ascii_case("<MAILER-DAEMON>"))
}

/// A report that is no bounce: a receipt, a delay, a complaint.
fn is_report(message: &Message<'_>) -> bool {
    message.header(HeaderName::ContentType).and_then(|value| value.as_content_type()).is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart") && kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("report"))
    })
}
