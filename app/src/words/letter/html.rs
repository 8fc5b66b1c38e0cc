//! A letter as mail programs show it: one narrow column, every style inline, because most of them drop the rest. What they
//! do keep is asked for dark colours; those that turn colours round themselves find ink on paper and a button with both.

use super::Written;
use crate::ui::carrier;
use crate::words::Lang;

const INK: &str = "#161a21";
const QUIET: &str = "#4a4f59";
const SANS: &str = "-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',Helvetica,Arial,sans-serif";
const DARK: &str = "@media (prefers-color-scheme:dark){.ground{background:#12151c!important}.card{background:#1c202a!important;border-color:#3a4150!important}\
.ink{color:#f2f1ed!important}.quiet{color:#b9bdc7!important}.code{border-color:#5a6170!important}}";

/// The letter as a page of its own.
#[must_use]
pub fn html(l: Lang, written: &Written) -> String {
    let (name, mark, accent) = (carrier::name(l.0), carrier::mark(), carrier::accent());
    let title = escape(&written.subject);
    let mut paragraphs: Vec<&str> = written.body.split("\n-- \n").next().unwrap_or_default().trim_end().split("\n\n").collect();
    let signature = paragraphs.pop().map(escape).unwrap_or_default();
    let body: String = paragraphs.into_iter().map(|words| paragraph(written, words, &accent)).collect();
    let footer = written.footer.as_ref().map(|footer| {
        format!("<p class=\"quiet\" style=\"margin:12px 4px 0;font-size:13px;line-height:1.5;color:{QUIET}\">{}</p>", linked(footer))
    });
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>:root{{color-scheme:light dark}}{DARK}</style>\n</head>\n\
         <body class=\"ground\" style=\"margin:0;padding:0;background:#f7f6f3\">\n\
         <div class=\"ground\" style=\"padding:24px 12px;background:#f7f6f3;font-family:{SANS}\">\n\
         <div style=\"max-width:560px;margin:0 auto\">\n\
         <p class=\"ink\" style=\"margin:0 4px 12px;font-size:16px;font-weight:600;color:{INK}\">\
         <span style=\"display:inline-block;margin-right:8px;padding:2px 6px;border:2px solid {INK};border-radius:4px;background:{accent};color:{INK};font-size:13px\">{mark}</span>{name}</p>\n\
         <div class=\"card\" style=\"padding:28px;border:1px solid #dedcd5;border-radius:8px;background:#ffffff\">\n\
         <h1 class=\"ink\" style=\"margin:0 0 20px;font-size:22px;line-height:1.3;font-weight:600;color:{INK};overflow-wrap:anywhere\">{title}</h1>\n\
         {body}<p class=\"quiet\" style=\"margin:24px 0 0;font-size:15px;line-height:1.5;color:{QUIET}\">{signature}</p>\n</div>\n{footer}\n</div>\n</div>\n</body>\n</html>\n",
        lang = l.tag(),
        footer = footer.unwrap_or_default(),
    )
}

fn paragraph(written: &Written, words: &str, accent: &str) -> String {
    if written.code.as_deref() == Some(words.trim()) {
        return format!(
            "<p class=\"ink code\" style=\"margin:0 0 16px;padding:12px 16px;border:2px solid {INK};border-radius:6px;font-size:32px;line-height:1.2;\
             font-weight:600;letter-spacing:4px;color:{INK};text-align:center\">{}</p>\n",
            escape(words.trim())
        );
    }
    let (mut said, mut buttons) = (Vec::new(), String::new());
    for line in words.lines() {
        match (&written.act, line.starts_with("http")) {
            (Some(act), true) => buttons.push_str(&button(act, line.trim(), accent)),
            _ => said.push(linked(line)),
        }
    }
    format!("<p class=\"ink\" style=\"margin:0 0 16px;font-size:17px;line-height:1.5;color:{INK}\">{}</p>\n{buttons}", said.join("<br>"))
}

/// The act; below it its address, for whoever wants to see where it leads before following it.
fn button(act: &str, href: &str, accent: &str) -> String {
    let (act, href) = (escape(act), escape(href));
    format!(
        "<p style=\"margin:0 0 8px\"><a href=\"{href}\" style=\"display:inline-block;padding:13px 22px;border:2px solid {INK};border-radius:6px;\
         background:{accent};color:{INK};font-size:17px;font-weight:600;text-decoration:none\">{act}</a></p>\n\
         <p style=\"margin:0 0 20px;font-size:13px;line-height:1.4;overflow-wrap:anywhere;word-break:break-all\"><a class=\"quiet\" href=\"{href}\" style=\"color:{QUIET}\">{href}</a></p>\n"
    )
}

/// Words with the addresses in them as links; a space stands before each.
fn linked(words: &str) -> String {
    let part = |word: &str| {
        let text = escape(word);
        if word.starts_with("https://") || word.starts_with("http://") {
            format!("<a class=\"quiet\" href=\"{text}\" style=\"color:inherit;overflow-wrap:anywhere\">{text}</a>")
        } else {
            text
        }
    };
    words.split(' ').map(part).collect::<Vec<_>>().join(" ")
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::{tests::letters, write};
    use super::*;
    use domain::locale::Locale;

    #[test]
    fn every_letter_says_the_same_in_both_forms_and_carries_no_markup_of_others() {
        for locale in Locale::ALL {
            let l = Lang(locale);
            for letter in letters() {
                let written = write(l, &letter, Some("123456"), Some("leave"), "https://air.example");
                let page = html(l, &written);
                assert!(page.contains(&format!("lang=\"{}\"", l.tag())) && !page.contains("<script") && !page.contains("<b>"), "{page}");
                assert!(page.contains("href=\"https://air.example/unsubscribe/leave\""), "{page}");
                for word in written.body.split_whitespace().filter(|word| *word != "--") {
                    assert!(page.contains(&escape(word)), "{word} is missing in {page}");
                }
            }
        }
    }

    #[test]
    fn what_people_typed_stays_words() {
        let reply = desk::outbox::Letter::CaseReply {
            reference: "LS-7K3M-9Q2F".to_owned(),
            subject: "<b>\"Bag\"</b> & co".to_owned(),
            by: "<script>".to_owned(),
            asks: false,
            words: None,
        };
        let page = html(Lang(Locale::En), &write(Lang(Locale::En), &reply, None, None, "https://air.example"));
        assert!(page.contains("&lt;b&gt;&quot;Bag&quot;&lt;/b&gt; &amp; co") && page.contains("&lt;script&gt;"), "{page}");
    }
}
