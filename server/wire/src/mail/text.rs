//! The words of a message: the plain part, or the other one made plain; what it quotes split off.

use super::{File, clean, html, quoted, uuencode};
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

/// Characters of an entry's words; what is longer is shown folded.
const WORDS: usize = 10_000;
/// Characters of each fold; beyond it only the message as it came has them.
const FOLD: usize = 100_000;
/// Bytes of a text that are read at all.
const READ: usize = 2_000_000;

/// What was written.
pub(super) struct Body {
    pub(super) words: String,
    pub(super) rest: String,
    pub(super) earlier: String,
    /// Files written into the text itself.
    pub(super) files: Vec<File>,
}

pub(super) fn body(message: &Message<'_>) -> Body {
    let (mut plain, mut quoted_html) = (String::new(), String::new());
    for part in message.text_bodies().take(20) {
        let (own, earlier) = match &part.body {
            PartType::Text(text) => (decoded(message, part, text), String::new()),
            PartType::Html(text) => html::to_text(bounded(text)),
            PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) | PartType::Multipart(_) => continue,
        };
        if plain.len() + own.len() <= READ {
            plain.push_str(&own);
            plain.push('\n');
            quoted_html.push_str(&earlier);
        }
    }
    let (plain, files) = uuencode::split(&plain);
    let (own, earlier) = quoted::split(&clean::lines(&plain));
    // who only quotes or forwards means what is quoted
    let (own, earlier) = match (own.is_empty(), earlier.is_empty()) {
        (true, false) => (earlier, clean::lines(&quoted_html)),
        (true, true) => (clean::lines(&quoted_html), String::new()),
        (false, _) => (own, clean::lines(&format!("{earlier}\n{quoted_html}"))),
    };
    let (words, rest) = clean::cut(&own, WORDS);
    Body { words: words.to_owned(), rest: clean::cut(rest, FOLD).0.to_owned(), earlier: clean::cut(&earlier, FOLD).0.to_owned(), files }
}

fn bounded(text: &str) -> &str {
    let mut end = READ.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The text, read again where it was sent as eight bits under no name or under one they cannot have: as UTF-8, or as
/// GB 18030, which is what old Chinese programs do.
fn decoded(message: &Message<'_>, part: &MessagePart<'_>, text: &str) -> String {
    let text = bounded(text);
    let claims = part.content_type().and_then(|kind| kind.attribute("charset")).unwrap_or_default().to_ascii_lowercase();
    let doubtful = match claims.as_str() {
        "us-ascii" | "ascii" => !text.is_ascii(),
        "" | "utf-8" | "utf8" => text.contains('\u{fffd}'),
        _ => false,
    };
    if part.encoding != Encoding::None || !doubtful {
        return text.to_owned();
    }
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let raw = raw.get(..READ).unwrap_or(raw);
    if let Ok(again) = std::str::from_utf8(raw) {
        return again.to_owned();
    }
    let again = mail_parser::decoders::charsets::map::charset_decoder(b"gb18030").map(|decode| decode(raw));
    again.filter(|again| !again.contains('\u{fffd}')).unwrap_or_else(|| text.to_owned())
}
