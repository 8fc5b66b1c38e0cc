//! E-mail (RFC 5322, MIME): bytes as a mail server hands them over to what a case needs of them.
//!
//! Pure and total: whatever the bytes are, it ends, in time that grows with their number, and never panics.
//! Nothing read here is trusted; names and words come out as one can store and show them.

mod bounce;
mod clean;
mod html;
mod kind;
mod quoted;
mod text;
mod uuencode;

use domain::case::Reference;
use domain::contact::EmailAddress;
use domain::locale::Locale;
use mail_parser::{Address, HeaderName, Message, MessageParser, MessagePart, MimeHeaders};
use std::collections::HashSet;

/// Parts are counted by how often the bytes say "content-type"; nobody's letter has more. Nested deeper, taking
/// the tree apart again would need more stack than a thread has.
const PARTS: usize = 200;
/// Message-IDs followed back: the newest are the nearest.
const THREAD: usize = 40;
/// Characters of a Message-ID that is kept.
const ID_LONGEST: usize = 250;
/// Characters of a subject line.
const SUBJECT_LONGEST: usize = 120;
/// Attachments listed by name.
const FILES: usize = 50;

/// Who we are: how our own letters are recognised.
#[derive(Debug, Clone, Copy)]
pub struct Ours<'a> {
    /// The sender of our letters, folded: `care@landside.example`.
    pub address: &'a str,
    /// Where answers are asked for, folded, where that is another address: `cases@replies.example`.
    pub replies: Option<&'a str>,
}

impl Ours<'_> {
    /// Mail from there is our own.
    fn is(&self, address: &str) -> bool {
        self.address == address || self.replies == Some(address)
    }

    /// Mail is sent to us there: the domain of one of our addresses.
    fn receives_at(&self, domain: &str) -> bool {
        let of = |address: &str| address.rsplit_once('@').is_some_and(|(_, own)| domain.eq_ignore_ascii_case(own));
        of(self.address) || self.replies.is_some_and(of)
    }

    fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether it looks like the id of one of our letters: a UUID at our domain.
    fn wrote(&self, id: &str) -> bool {
        id.rsplit_once('@').is_some_and(|(local, domain)| {
            domain.eq_ignore_ascii_case(self.domain()) && local.len() == 36 && local.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
        })
    }
}

/// A message, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Its Message-ID without the brackets.
    pub message_id: Option<String>,
    /// What it answers, nearest first.
    pub thread: Vec<String>,
    /// Case references in the address it was sent to and in its subject, in this order.
    pub references: Vec<String>,
    /// Case and signature of the reply addresses of ours it was sent to; whether we wrote them is checked by who can.
    pub signed: Vec<(String, String)>,
    /// Who wrote it; `None` where the message names nobody, or more than one.
    pub from: Option<Sender>,
    /// One line, without "Re:" and our own reference.
    pub subject: String,
    /// The language it is written in, as far as one can tell.
    pub language: Locale,
    /// What was written.
    pub words: String,
    /// What was written beyond the length of an entry.
    pub rest: String,
    /// The earlier messages it quotes.
    pub earlier: String,
    /// What hangs on it.
    pub files: Vec<File>,
    /// So many more hung on it that are not even named.
    pub left_out: usize,
    /// What sort of message it is.
    pub kind: Kind,
}

/// Who wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Folded.
    pub address: String,
    /// As they call themselves; the address' left side where they do not.
    pub name: String,
}

/// An attachment, by what it says of itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct File {
    /// Its name without folders; empty where it has none.
    pub name: String,
    /// `image/jpeg`.
    pub kind: String,
    /// Its size, decoded.
    pub bytes: usize,
}

/// Sorts of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Somebody wrote it.
    Person,
    /// A program wrote it: out of office, a list, a report of something that is still under way.
    Automatic,
    /// It was ours.
    Loop,
    /// A letter of ours did not arrive.
    Bounce(Bounce),
    /// A letter of ours has arrived: its mail server says so.
    Delivered {
        /// Message-ID of our letter.
        original: Option<String>,
    },
}

/// What a mail server says of a letter it could not deliver (RFC 3464).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bounce {
    /// Message-ID of our letter.
    pub original: Option<String>,
    /// Whom it did not reach.
    pub recipient: Option<String>,
    /// `5.1.1`.
    pub status: Option<String>,
    /// The server's own words.
    pub diagnostic: String,
}

/// Reads a message. `None` where there is none in it: no header, no words.
#[must_use]
pub fn read(bytes: &[u8], ours: Ours<'_>) -> Option<Incoming> {
    let parser = MessageParser::default();
    let too_many = clean::count(bytes, b"content-type") > PARTS;
    let message = if too_many { parser.parse_headers(bytes) } else { parser.parse(bytes) }?;
    // every accessor of the parser counts on a first part
    if message.parts.is_empty() || message.headers().is_empty() {
        return None;
    }
    let text::Body { words, rest, earlier, mut files } = text::body(&message);
    let left_out = (message.attachments().count() + files.len()).saturating_sub(FILES);
    files.splice(0..0, attachments(&message));
    files.truncate(FILES);
    let id = message.message_id().map(|id| clean::line(id, ID_LONGEST)).filter(|id| !id.is_empty());
    let raw_subject = message.subject().unwrap_or_default();
    let subject = clean::subject(raw_subject, SUBJECT_LONGEST);
    let language = language(&message, &subject, &words);
    Some(Incoming {
        kind: kind::of(&message, id.as_deref(), ours),
        message_id: id,
        thread: thread(&message),
        references: references(&message, raw_subject, ours),
        signed: signed(&message, ours),
        from: sender(&message),
        subject,
        language,
        words,
        rest,
        earlier,
        files,
        left_out,
    })
}

/// The one mailbox of the one From line. Two of them are a trick: who shows the first and who checks the second
/// would not see the same person.
fn sender(message: &Message<'_>) -> Option<Sender> {
    let mut found: Option<Sender> = None;
    for address in message.header_values(HeaderName::From).filter_map(|value| value.as_address()).flat_map(Address::iter) {
        let Some(folded) = address.address().and_then(EmailAddress::parse) else { continue };
        let folded = folded.as_str().to_owned();
        match &found {
            Some(first) if first.address != folded => return None,
            Some(_) => {}
            None => {
                let name = clean::line(address.name().unwrap_or_default(), 80);
                let local = folded.split_once('@').map_or("", |(local, _)| local).to_owned();
                found = Some(Sender { name: if name.is_empty() { local } else { name }, address: folded });
            }
        }
    }
    found
}

fn thread(message: &Message<'_>) -> Vec<String> {
    let ids = |name: HeaderName<'static>| -> Vec<String> {
        let mut ids = Vec::new();
        for value in message.header_values(name) {
            if let Some(list) = value.as_text_list() {
                ids.extend(list.iter().map(|id| clean::line(id, ID_LONGEST)));
            } else if let Some(id) = value.as_text() {
                ids.push(clean::line(id, ID_LONGEST));
            }
        }
        ids.reverse();
        ids
    };
    let (mut seen, mut thread) = (HashSet::new(), ids(HeaderName::InReplyTo));
    thread.extend(ids(HeaderName::References));
    thread.retain(|id| !id.is_empty() && seen.insert(id.clone()));
    thread.truncate(THREAD);
    thread
}

/// What stands behind the plus in addresses of ours the message was sent to; mail servers add theirs where it was a copy.
fn tags<'m>(message: &'m Message<'_>, ours: Ours<'m>) -> impl Iterator<Item = &'m str> {
    let named = [HeaderName::To, HeaderName::Cc].into_iter().flat_map(|name| message.header_values(name));
    let listed = named.filter_map(|value| value.as_address()).flat_map(Address::iter).take(100).filter_map(|address| address.address());
    let added = ["Delivered-To", "X-Original-To"].into_iter().flat_map(|name| kind::raw(message, name)).take(10);
    listed.chain(added).filter_map(move |address| {
        let (local, domain) = address.trim_matches(['<', '>']).rsplit_once('@')?;
        let (_, tag) = local.split_once('+').filter(|_| ours.receives_at(domain))?;
        Some(tag)
    })
}

/// `cases+ls7k3m9q2f.SIGNATURE@…`.
fn signed(message: &Message<'_>, ours: Ours<'_>) -> Vec<(String, String)> {
    let signed = tags(message, ours).filter_map(|tag| {
        let (reference, mark) = tag.split_once('.')?;
        Some((Reference::parse(reference).ok()?.to_string(), clean::line(mark, 32)))
    });
    signed.take(5).collect()
}

/// `care+ls7k3m9q2f@…` and `Re: … (LS-7K3M-9Q2F)`.
fn references(message: &Message<'_>, subject: &str, ours: Ours<'_>) -> Vec<String> {
    let tags = tags(message, ours).filter_map(|tag| Reference::parse(tag).ok());
    let named = clean::references(subject);
    let mut found: Vec<String> = Vec::new();
    for reference in tags.chain(named).map(|reference| reference.to_string()) {
        if !found.contains(&reference) && found.len() < 5 {
            found.push(reference);
        }
    }
    found
}

fn attachments(message: &Message<'_>) -> Vec<File> {
    message
        .attachments()
        .take(FILES)
        .map(|part| File { name: file_name(part), kind: clean::kind(part.content_type()), bytes: size(part) })
        .collect()
}

/// What hangs on a message, byte for byte, in the order of [`Incoming::files`]; `None` for messages that are forwarded.
/// Files written into the text itself come after these in that list, and are not among them.
#[must_use]
pub fn contents(bytes: &[u8]) -> Vec<Option<Vec<u8>>> {
    if clean::count(bytes, b"content-type") > PARTS {
        return Vec::new();
    }
    let Some(message) = MessageParser::default().parse(bytes).filter(|message| !message.parts.is_empty()) else { return Vec::new() };
    message.attachments().take(FILES).map(|part| part.message().is_none().then(|| part.contents().to_vec())).collect()
}

fn size(part: &MessagePart<'_>) -> usize {
    match part.message() {
        Some(inner) if inner.parts.is_empty() => 0,
        _ => part.len(),
    }
}

fn file_name(part: &MessagePart<'_>) -> String {
    let own = part.attachment_name().map(clean::file_name).unwrap_or_default();
    match part.message() {
        // a forwarded message goes by its subject
        Some(inner) if own.is_empty() && !inner.parts.is_empty() => clean::line(inner.subject().unwrap_or_default(), 100),
        _ => own,
    }
}

/// What the message says of itself, or what its letters look like.
fn language(message: &Message<'_>, subject: &str, words: &str) -> Locale {
    let said = kind::raw(message, "Content-Language").next().and_then(Locale::from_tag);
    let (mut han, mut kana, mut other) = (0_usize, 0_usize, 0_usize);
    for letter in subject.chars().chain(words.chars().take(2000)).filter(|c| c.is_alphabetic()) {
        match letter {
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' => han += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            _ => other += 1,
        }
    }
    // mail programs say the language of their menus; Han letters are written by people, and among kana by Japanese
    if han * 5 > other && kana * 10 < han {
        Locale::ZhCn
    } else if other + kana > 0 {
        Locale::En
    } else {
        said.unwrap_or_default()
    }
}
