//! HTML made plain: lines where blocks are, what it quotes apart. Nothing of it is ever shown as HTML.

use mail_parser::decoders::html::html_to_text;

/// Elements that begin on a line of their own.
const BLOCKS: [&str; 19] = [
    "address",
    "article",
    "blockquote",
    "dd",
    "div",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "pre",
    "table",
    "tr",
    "ul",
];
/// Where mail programs begin to quote.
const QUOTES: [&str; 7] = [
    "<blockquote",
    "class=\"gmail_quote",
    "id=\"appendonsend\"",
    "id=\"divrplyfwdmsg\"",
    "class=\"yahoo_quoted",
    "class=\"moz-cite-prefix",
    "class=\"qqmailbgattachment",
];

/// The words and the quoted words.
pub(super) fn to_text(html: &str) -> (String, String) {
    let small = html.to_ascii_lowercase();
    let at = QUOTES.iter().filter_map(|mark| small.find(mark)).min();
    // from inside a tag back to where it begins
    let at = at.map(|at| {
        small
            .get(..at)
            .and_then(|before| before.rfind('<').filter(|open| before.get(*open..).is_some_and(|tag| !tag.contains('>'))))
            .unwrap_or(at)
    });
    let (own, quoted) = at.and_then(|at| html.split_at_checked(at)).unwrap_or((html, ""));
    (plain(own), plain(quoted))
}

fn plain(html: &str) -> String {
    let mut broken = String::with_capacity(html.len() + html.len() / 8);
    // a block that begins where another has just ended begins no second line
    let mut at_start = true;
    for (place, piece) in html.split('<').enumerate() {
        let name: String = piece.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        let name = if place > 0 { name.to_ascii_lowercase() } else { String::new() };
        let words = if place > 0 { piece.split_once('>').map_or("", |(_, words)| words) } else { piece };
        match name.as_str() {
            // `<br clear=all>` and `<p class=…>` are lines too, which the decoder does not know
            "br" | "p" => broken.extend(["<br>", words]),
            block => {
                if BLOCKS.contains(&block) && !at_start {
                    broken.push_str("<br>");
                }
                at_start |= BLOCKS.contains(&block);
                broken.extend([if place > 0 { "<" } else { "" }, piece]);
            }
        }
        at_start = (at_start || name == "br") && words.trim().is_empty();
    }
    html_to_text(&broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(html: &str) -> String {
        super::super::clean::lines(&to_text(html).0)
    }

    #[test]
    fn blocks_are_lines_and_scripts_are_nothing() {
        assert_eq!(
            lines(
                "<html><head><title>x</title></head><body><div>One</div><div>Two <b>bold</b></div><p class=x>Three<br clear=all>Four</p>"
            ),
            "One\nTwo bold\n\nThree\nFour"
        );
        assert_eq!(lines("<style>p{}</style>a &amp; b &lt;c&gt;<script>alert(1)</script>"), "a & b <c>");
        assert_eq!(lines("<<<>>><a"), ">>");
    }

    #[test]
    fn what_is_quoted_is_apart() {
        let (own, quoted) =
            to_text("<div>Thanks!</div><br><div class=\"gmail_quote\">On Monday Mei wrote:<blockquote>Your bag</blockquote></div>");
        assert_eq!(own.trim(), "Thanks!");
        assert!(quoted.contains("Mei wrote") && quoted.contains("Your bag"));
    }
}
