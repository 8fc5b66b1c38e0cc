//! Two documents held side by side: the same elements, attributes and text, however they are written down.

/// A tag with its attributes in order of name, or text with its white space collapsed.
type Piece = String;

/// Where two documents first differ, in words; nothing where they do not.
pub(crate) fn difference(ours: &str, theirs: &str) -> Option<String> {
    let (ours, theirs) = (pieces(ours), pieces(theirs));
    let none = "the end".to_owned();
    let at = (0..ours.len().max(theirs.len())).find(|at| ours.get(*at) != theirs.get(*at))?;
    let piece = |of: &[Piece]| of.get(at).unwrap_or(&none).clone();
    Some(format!("piece {at} is {:?}, the peer's {:?}", piece(&ours), piece(&theirs)))
}

fn pieces(html: &str) -> Vec<Piece> {
    let (mut pieces, mut text, mut rest) = (Vec::new(), String::new(), html);
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (inside, after) = cut_tag(tag);
        rest = after;
        // Leptos parts neighbouring texts by an empty comment
        if inside != "!" {
            push_text(&mut pieces, &mut text);
            pieces.push(tag_of(inside));
        }
    }
    text.push_str(rest);
    push_text(&mut pieces, &mut text);
    pieces
}

fn push_text(pieces: &mut Vec<Piece>, text: &mut String) {
    let words = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    if !words.is_empty() {
        pieces.push(plain(&words));
    }
    text.clear();
}

/// Up to the `>` that stands in no quotes, and what follows it.
fn cut_tag(tag: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = tag.find(|c| {
        quoted ^= c == '"';
        c == '>' && !quoted
    });
    end.and_then(|end| Some((tag.get(..end)?, tag.get(end + 1..)?))).unwrap_or((tag, ""))
}

fn tag_of(inside: &str) -> Piece {
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"").and_then(|quoted| quoted.split_once('"')) {
            Some(found) => found,
            None => ("", after.trim_start_matches('=')),
        };
        rest = after;
        attributes.push(format!(" {attribute}=\"{}\"", settled(attribute, &plain(value))));
    }
    attributes.sort_unstable();
    format!("<{}{}>", name.to_ascii_lowercase(), attributes.concat())
}

/// What differs between any two answers: the nonce, a form's fresh key, the address itself.
fn settled(attribute: &str, value: &str) -> String {
    let uuid = value.len() == 36 && value.bytes().filter(|byte| *byte == b'-').count() == 4;
    match attribute {
        "nonce" => String::new(),
        "value" if uuid => String::new(),
        "class" => value.split_ascii_whitespace().collect::<Vec<_>>().join(" "),
        _ => value.replace("/peer?", "?"),
    }
}

fn plain(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    named.into_iter().fold(text.to_owned(), |text, (name, character)| text.replace(name, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_sees_counts() {
        let ours = "<!DOCTYPE html><p class=\"a  b\" id='x'>One<!> &amp; two<!----></p>\n<input value=\"\" hidden>";
        assert_eq!(difference(ours, "<!DOCTYPE html><p class=\"a b\" id='x'>One &amp; two</p><input hidden=\"\" value=\"\">"), None);
        assert!(difference("<p>One</p>", "<p>Two</p>").is_some_and(|words| words.contains("piece 1")));
        assert!(difference("<p>One</p>", "<p>One</p><p>").is_some());
        assert!(difference("<p lang=\"en\">", "<p>").is_some());
    }
}
