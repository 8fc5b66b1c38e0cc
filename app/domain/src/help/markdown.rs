//! Articles are Markdown (`CommonMark` with tables); HTML in them is shown as text, so that no author can script a page.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// As HTML for the page: headings begin at level two, addresses of other sites stay words.
#[must_use]
pub fn to_html(text: &str) -> String {
    let mut outside = false;
    let events = parse(text).filter_map(move |event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Link { ref dest_url, .. }) if !is_ours(dest_url) => {
            outside = true;
            None
        }
        Event::End(TagEnd::Link) if outside => {
            outside = false;
            None
        }
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, id: _, .. }) => {
            Some(Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        event => Some(event),
    });
    let mut page = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut page, events);
    page
}

/// Only its words, for searching.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for event in parse(text) {
        match event {
            Event::Text(more) | Event::Code(more) => words.push_str(&more),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push('\n'),
            _ => {}
        }
    }
    words
}

/// Where its links lead, each once, in order.
#[must_use]
pub fn links(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for event in parse(text) {
        if let Event::Start(Tag::Link { dest_url, link_type, .. }) = event
            && link_type != LinkType::Email
            && !found.iter().any(|known| known.as_str() == &*dest_url)
        {
            found.push(dest_url.into_string());
        }
    }
    found
}

fn parse(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// An address on this site; `//host` and `/\host` are not.
fn is_ours(address: &CowStr<'_>) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\")
}

const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        HeadingLevel::H3 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_author_cannot_script_a_page() {
        let hostile = "# Hi\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) [y](//evil.example) [z](/help/a) ![i](http://evil.example/p.png) <b onclick=x>";
        let page = to_html(hostile);
        assert!(page.contains("<h2>Hi</h2>") && page.contains("<a href=\"/help/a\">z</a>"), "{page}");
        for bad in ["<script", "javascript:", "evil.example", "<img", "<b "] {
            assert!(!page.contains(bad), "{bad} in {page}");
        }
        assert_eq!(links("[a](/trip) [b](/trip) [c](/help/x)"), ["/trip", "/help/x"]);
        assert_eq!(plain("## Now\n\n- one\n- *two*").split_whitespace().collect::<Vec<_>>(), ["Now", "one", "two"]);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in ".{0,300}") {
            let page = to_html(&text);
            prop_assert!(!page.contains("<script") && !page.contains("<img"));
        }
    }
}
