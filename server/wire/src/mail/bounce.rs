//! Delivery status notifications (RFC 3464), and those of servers that write them as they please.

use super::{Bounce, Ours, clean};
use mail_parser::{Message, MessagePart, MimeHeaders};

/// Characters of the server's own words.
const DIAGNOSTIC: usize = 300;

/// The bounce of one of our letters; `None` for anything else, also for reports of a delay or of success.
pub(super) fn read(message: &Message<'_>, from: &str, ours: Ours<'_>) -> Option<Bounce> {
    match message.parts.iter().find(|part| is(part, "message", &["delivery-status", "global-delivery-status"])) {
        Some(report) => {
            let mut bounce = report_of(text(report))?;
            bounce.original = original(message, ours);
            Some(bounce)
        }
        None => plain(message, from, ours),
    }
}

/// The letter of ours that a report says has arrived; nothing where any recipient was not reached, or not yet.
pub(super) fn delivered(message: &Message<'_>, ours: Ours<'_>) -> Option<Option<String>> {
    let report = message.parts.iter().find(|part| is(part, "message", &["delivery-status", "global-delivery-status"]))?;
    let words = clean::lines(clean::cut(text(report), 100_000).0);
    let actions = words.lines().filter_map(|line| line.split_once(':')).filter(|(name, _)| name.trim().eq_ignore_ascii_case("action"));
    let (mut count, mut all) = (0, true);
    for (_, action) in actions {
        count += 1;
        all &= action.trim().eq_ignore_ascii_case("delivered");
    }
    (count > 0 && all).then(|| original(message, ours))
}

fn is(part: &MessagePart<'_>, kind: &str, subtypes: &[&str]) -> bool {
    part.content_type().is_some_and(|found| {
        found.ctype().eq_ignore_ascii_case(kind)
            && found.subtype().is_some_and(|subtype| subtypes.iter().any(|known| subtype.eq_ignore_ascii_case(known)))
    })
}

fn text<'a>(part: &'a MessagePart<'_>) -> &'a str {
    if part.message().is_some_and(|inner| inner.parts.is_empty()) { "" } else { part.text_contents().unwrap_or_default() }
}

/// The first recipient that was not reached. `None` where every one was, or still may be.
fn report_of(report: &str) -> Option<Bounce> {
    let unfolded = clean::lines(clean::cut(report, 100_000).0).replace("\n ", " ");
    unfolded.split("\n\n").find_map(|group| {
        let field = |name: &str| {
            group.lines().find_map(|line| {
                line.split_once(':').filter(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
            })
        };
        field("Action").filter(|action| action.eq_ignore_ascii_case("failed"))?;
        // "rfc822; maria@example.com"
        let typed = |value: String| value.split_once(';').map_or(value.clone(), |(_, value)| value.trim().to_owned());
        let recipient = field("Original-Recipient").or_else(|| field("Final-Recipient")).map(typed);
        let status = field("Status").map(|status| clean::line(status.split_whitespace().next().unwrap_or_default(), 12));
        let diagnostic = clean::line(&field("Diagnostic-Code").map(typed).unwrap_or_default(), DIAGNOSTIC);
        Some(Bounce { original: None, recipient: recipient.map(|address| clean::line(&address, 254)), status, diagnostic })
    })
}

/// Without a report: from a mail system, about a letter of ours.
fn plain(message: &Message<'_>, from: &str, ours: Ours<'_>) -> Option<Bounce> {
    let local = from.split_once('@').map_or(from, |(local, _)| local);
    if !["mailer-daemon", "postmaster", "mail-daemon"].contains(&local) {
        return None;
    }
    let original = original(message, ours)?;
    let words = message.body_text(0).unwrap_or_default();
    // the line with the refusal's number says most
    let code = |line: &&str| line.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 3 && number.starts_with('5'));
    let diagnostic = words.lines().take(500).find(code).or_else(|| words.lines().find(|line| !line.trim().is_empty())).unwrap_or_default();
    Some(Bounce { original: Some(original), recipient: None, status: None, diagnostic: clean::line(diagnostic, DIAGNOSTIC) })
}

/// Our letter's id: in the copy that came back, in its headers, in what the report answers, anywhere in its words.
fn original(message: &Message<'_>, ours: Ours<'_>) -> Option<String> {
    let copies = message.parts.iter().filter_map(|part| part.message()).filter(|inner| !inner.parts.is_empty());
    let in_copy = copies.filter_map(|inner| inner.message_id()).find(|id| ours.wrote(id)).map(str::to_owned);
    let answered = || super::thread(message).into_iter().find(|id| ours.wrote(id));
    let in_words = || {
        message
            .parts
            .iter()
            .filter_map(|part| if part.is_multipart() { None } else { Some(text(part)) })
            .find_map(|words| id_in(words, ours))
    };
    in_copy.or_else(answered).or_else(in_words)
}

fn id_in(words: &str, ours: Ours<'_>) -> Option<String> {
    let words = clean::cut(words, 200_000).0;
    words.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ',' | ';')).find(|word| ours.wrote(word)).map(str::to_owned)
}
