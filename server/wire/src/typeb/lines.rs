//! Lines, however they were ended.

/// A line of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its place in the input, from 1.
    pub number: usize,
    /// What it says, without blanks around it.
    pub text: &'a str,
}

/// How line ends look in messages that went through a printer or a log.
const PRINTED: [&str; 6] = ["<CR><LF>", "<CRLF>", "<≡", "\\r\\n", "<LF>", "\\n"];

/// Line ends as `\n`: CR LF, CR alone, and the printed forms.
pub(super) fn unprint(text: &str) -> String {
    let mut plain = text.replace("\r\n", "\n").replace('\r', "\n");
    for end in PRINTED {
        // a message that has line ends of its own may speak of others
        if !end.starts_with('\\') || !plain.trim().contains('\n') {
            plain = plain.replace(end, "\n");
        }
    }
    unfold(plain)
}

/// A log's single line, `BSM .V/1LEWR .F/… ENDBSM`, as the lines it was.
fn unfold(text: String) -> String {
    let folded = !text.trim().contains('\n') && text.contains(" .V/");
    if folded { text.replace(" .", "\n.").replace(" END", "\nEND") } else { text }
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
