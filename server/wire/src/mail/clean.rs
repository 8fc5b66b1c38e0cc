//! Strangers' words made fit to be kept and shown.

use domain::case::Reference;
use mail_parser::ContentType;

/// How often `word` (small letters) stands in the bytes, in any case.
pub(super) fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| window.eq_ignore_ascii_case(word)).count()
}

/// Characters that show nothing and turn the order of others around, or end a header; NUL, which no column holds.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// One line of at most so many characters.
pub(super) fn line(text: &str, longest: usize) -> String {
    // what is looked at is bounded too: a header may be megabytes long
    let shown: String = text.chars().take(longest * 8).map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !hidden(*c)).collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    words.join(" ").chars().take(longest).collect::<String>().trim_end().to_owned()
}

/// Several lines: line ends made one, nothing hidden, no more than two empty lines at once.
pub(super) fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ends = 0;
    let mut after_return = false;
    for c in text.chars() {
        match c {
            '\n' if after_return => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                while out.ends_with([' ', '\t', '\u{a0}']) {
                    out.pop();
                }
                ends += 1;
                if ends <= 2 && !out.is_empty() {
                    out.push('\n');
                }
            }
            '\t' => out.push(' '),
            c if hidden(c) => {}
            c => {
                // a line of spaces is an empty one
                if c != ' ' && c != '\u{a0}' {
                    ends = 0;
                }
                out.push(c);
            }
        }
        after_return = c == '\r';
    }
    out.truncate(out.trim_end().len());
    out
}

/// A subject without what mail programs and we ourselves have put before and behind it.
pub(super) fn subject(text: &str, longest: usize) -> String {
    const BEFORE: [&str; 12] = ["re", "aw", "sv", "fw", "fwd", "wg", "tr", "回复", "回覆", "答复", "答覆", "转发"];
    let mut left = line(text, longest * 4);
    while let Some((first, rest)) = left.split_once([':', '：']) {
        let word =
            first.trim().trim_end_matches(|c: char| c == ']' || c == ')' || c.is_ascii_digit()).trim_end_matches(['[', '(']).to_lowercase();
        if !BEFORE.contains(&word.as_str()) {
            break;
        }
        left = rest.trim_start().to_owned();
    }
    for reference in references(&left) {
        for shape in [format!("({reference})"), format!("[{reference}]"), reference.to_string()] {
            left = left.replace(&shape, "");
        }
    }
    line(&left, longest)
}

/// Case references in a text.
pub(super) fn references(text: &str) -> Vec<Reference> {
    let head: String = text.chars().take(1000).collect();
    head.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| word.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("ls")) && word.len() >= 10)
        .filter_map(|word| Reference::parse(word).ok())
        .collect()
}

/// The last part of a path, of whichever system.
pub(super) fn file_name(text: &str) -> String {
    let tail = text.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or_default();
    let name = line(tail, 100);
    name.trim_start_matches(['.', '~', ' ']).to_owned()
}

/// `image/jpeg`, small, or what nobody knows.
pub(super) fn kind(content_type: Option<&ContentType<'_>>) -> String {
    let named = content_type.map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("x")).to_ascii_lowercase());
    let sound = |text: &String| text.len() <= 100 && text.chars().all(|c| c.is_ascii_alphanumeric() || "/.+-_".contains(c));
    named.filter(sound).unwrap_or_else(|| "application/octet-stream".to_owned())
}

/// At most so many characters, and what is left.
pub(super) fn cut(text: &str, longest: usize) -> (&str, &str) {
    let at = text.char_indices().nth(longest).map_or(text.len(), |(at, _)| at);
    text.split_at_checked(at).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_lose_what_programs_put_before_them() {
        for (text, left) in [
            ("Re: RE: AW: Fwd: My bag", "My bag"),
            ("Re[2]: 回复：答复: 我的行李", "我的行李"),
            ("Re: We have answered: My bag (LS-7K3M-9Q2F)", "We have answered: My bag"),
            ("My bag: gone", "My bag: gone"),
            ("Re:", ""),
            ("a\r\nBcc: x@y.z\u{202e}gpj.exe", "a Bcc: x@y.zgpj.exe"),
        ] {
            assert_eq!(subject(text, 120), left, "{text}");
        }
    }

    #[test]
    fn files_lose_their_folders() {
        for (text, left) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\bag.jpg", "bag.jpg"),
            ("..", ""),
            ("/", ""),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            (".htaccess", "htaccess"),
        ] {
            assert_eq!(file_name(text), left, "{text}");
        }
    }

    #[test]
    fn references_are_found_in_a_subject() {
        let found: Vec<String> =
            references("Re: x (LS-7K3M-9Q2F), ls7k3m9q2f and LS-7K3M-9Q2G, LSD").iter().map(ToString::to_string).collect();
        assert_eq!(found, ["LS-7K3M-9Q2F", "LS-7K3M-9Q2F"]);
    }
}
