//! Lines, however they were ended.

use super::kind::{Family, Kind};

/// A line of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its place in the input, from 1.
    pub number: usize,
    /// What it says, without blanks around it.
    pub text: &'a str,
}

/// What stands behind `SI` where a line or a word of it begins free text: `SI`, `SI DEICING`, `SI: …`, `SI/`, `SI.`. Nobody reads on for elements.
#[must_use]
pub(crate) fn free_text(text: &str) -> Option<&str> {
    let behind = text.strip_prefix("SI")?;
    let begun = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    begun.then(|| behind.strip_prefix('-').unwrap_or_else(|| behind.trim_start().trim_start_matches([':', '.', '/'])).trim_start())
}

/// How line ends look in messages that went through a printer or a log.
const PRINTED: [&str; 6] = ["<CR><LF>", "<CRLF>", "<≡", "\\r\\n", "<LF>", "\\n"];

/// Line ends as `\n`: CR LF, CR alone, and the printed forms.
pub(super) fn unprint(text: &str) -> String {
    // control characters would stand between what is one line end without them
    let means = |c: &char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{1}'..='\u{3}');
    let mut plain = text.chars().filter(means).collect::<String>().replace("\r\n", "\n").replace('\r', "\n");
    for end in PRINTED {
        // a message that has line ends of its own may speak of others
        if !end.starts_with('\\') || !plain.trim().contains('\n') {
            plain = plain.replace(end, "\n");
        }
    }
    unfold(plain)
}

/// A log's single line, `BSM .V/1LEWR .F/… ENDBSM`, as the lines it was; also without the blanks, `BSM.V/1LEWR.F/…ENDBSM`.
fn unfold(text: String) -> String {
    if text.trim().contains('\n') {
        return text;
    }
    if text.contains(" .V/") {
        return text.replace(" .", "\n.").replace(" END", "\nEND");
    }
    let glued = text.split_once(".V/").and_then(|(before, _)| before.get(before.len().checked_sub(3)?..)).and_then(Kind::parse);
    let Some(kind) = glued.filter(|kind| kind.family == Family::Bag) else { return text };
    let bytes = text.as_bytes();
    let begins = |at: &usize| matches!(bytes.get(*at..), Some([b'.', letter, b'/', ..]) if letter.is_ascii_alphabetic());
    let end = text.rfind(&format!("END{}", kind.code));
    let mut lines = text.clone();
    // from behind, so that places before stay
    for at in (0..bytes.len()).rev().filter(|at| begins(at) || Some(*at) == end) {
        lines.insert(at, '\n');
    }
    lines
}

/// Without control characters and without blanks around it.
pub(super) fn bare(line: &str) -> String {
    let plain: String = line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !c.is_control()).collect();
    plain.trim().to_owned()
}

/// A message as it is written again: its lines, with no blanks around them, no empty ones, no control characters, without the
/// teleprinter's last line `NNNN`.
#[must_use]
pub fn normalise(text: &str) -> String {
    let plain = unprint(text);
    let lines: Vec<String> =
        plain.split(['\n', '\u{1}', '\u{2}', '\u{3}']).map(bare).filter(|line| !line.is_empty() && line != "NNNN").collect();
    lines.join("\n")
}
