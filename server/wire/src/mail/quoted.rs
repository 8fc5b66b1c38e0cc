//! Where somebody's words end and what they answer begins.

/// How mail programs introduce what they quote, in the languages our passengers' programs speak.
const WROTE: [&str; 10] = ["wrote:", "写道：", "写道:", "写道", "寫道：", "schrieb:", "a écrit :", "a écrit:", "escribió:", "ha scritto:"];
/// Lines that begin the copy of a message.
const COPIES: [&str; 6] = ["original message", "原始邮件", "原始郵件", "ursprüngliche nachricht", "message d'origine", "mensaje original"];
/// Two of these on neighbouring lines are the head of a copied message.
const HEADS: [&str; 16] = [
    "from:",
    "sent:",
    "date:",
    "to:",
    "subject:",
    "发件人",
    "发送时间",
    "收件人",
    "主题",
    "寄件者",
    "von:",
    "gesendet:",
    "de :",
    "de:",
    "envoyé",
    "enviado",
];

/// A signature is no longer than this, its mark included; what is longer is said.
const SIGNATURE: usize = 8;

/// The words, and the conversation quoted below them. Who answers between the lines of a quotation is not cut up:
/// there the quotation is part of what they say.
pub(super) fn split(text: &str) -> (String, String) {
    let lines: Vec<&str> = text.lines().collect();
    let mut tail = quoted_from(&lines, lines.len());
    // some programs put the signature below what they quote
    if let Some(signature) = lines.iter().rposition(|line| *line == "-- " || *line == "--").filter(|_| tail == lines.len()) {
        let above = quoted_from(&lines, signature);
        let quotes = lines.get(above..signature).is_some_and(|lines| lines.iter().any(|line| line.trim().starts_with('>')));
        if quotes && lines.len() - signature <= SIGNATURE {
            tail = above;
        }
    }
    let at = (0..lines.len()).find(|&place| copy_begins(&lines, place) || quote_begins(&lines, place, tail));
    let at = at.unwrap_or(tail);
    let join = |part: Option<&[&str]>| part.unwrap_or_default().join("\n").trim().to_owned();
    (join(lines.get(..at)), join(lines.get(at..)))
}

/// From here to `end` nothing is said: every line is quoted or empty.
fn quoted_from(lines: &[&str], end: usize) -> usize {
    let silent = |line: &&&str| line.trim().is_empty() || line.trim().starts_with('>');
    end - lines.get(..end).unwrap_or_default().iter().rev().take_while(silent).count()
}

fn line<'a>(lines: &[&'a str], place: usize) -> &'a str {
    lines.get(place).copied().unwrap_or_default().trim()
}

fn copy_begins(lines: &[&str], place: usize) -> bool {
    let here = line(lines, place);
    if here.len() > 200 {
        return false;
    }
    let small = here.to_lowercase();
    if here.starts_with("--") && COPIES.iter().any(|copy| small.contains(copy)) {
        return true;
    }
    let head = |place: usize| {
        let small = line(lines, place).trim_start_matches('*').to_lowercase();
        HEADS.iter().any(|head| small.starts_with(head))
    };
    ["from:", "发件人", "寄件者", "von:", "de :", "de:"].iter().any(|start| small.trim_start_matches('*').starts_with(start))
        && head(place + 1)
        && head(place + 2)
}

/// The line after the introduction of a quotation, where one begins here.
fn introduced(lines: &[&str], place: usize) -> Option<usize> {
    let here = line(lines, place);
    let introduces = |text: &str| text.len() <= 300 && WROTE.iter().any(|wrote| text.ends_with(wrote));
    if introduces(here) {
        return Some(place + 1);
    }
    // it is often broken into two lines
    let starts = here.len() <= 200 && ["On ", "在", "Am ", "Le ", "El "].iter().any(|start| here.starts_with(start));
    (starts && introduces(line(lines, place + 1))).then_some(place + 2)
}

/// A quotation is introduced here, and nothing is said any more but in it.
fn quote_begins(lines: &[&str], place: usize, tail: usize) -> bool {
    let blank = |between: &[&str]| between.iter().all(|line| line.trim().is_empty());
    tail < lines.len() && introduced(lines, place).is_some_and(|next| next <= tail && lines.get(next..tail).is_some_and(blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_programs() {
        for (text, own) in [
            ("Thanks!\n\nOn Mon, 3 Nov 2026 at 10:00, Mei <care@x.y> wrote:\n> Your bag\n>\n> is here", "Thanks!"),
            ("Thanks!\n\nOn Mon, 3 Nov 2026 at 10:00, Landside Air\n<care@x.y> wrote:\n\n> Your bag", "Thanks!"),
            ("谢谢\n\n在 2026年11月3日，Mei <care@x.y> 写道：\n> 您的行李", "谢谢"),
            ("谢谢\n\n------------------ 原始邮件 ------------------\n发件人: Mei\n您的行李", "谢谢"),
            ("Thanks\n\nFrom: Mei <care@x.y>\nSent: Monday\nTo: Ana\nSubject: Bag\n\nYour bag is here", "Thanks"),
            ("Thanks\n-----Original Message-----\nwhatever", "Thanks"),
            ("Visa 4242.\n\nOn Mon, 3 Nov 2026, Mei <care@x.y> wrote:\n> Which card?\n\n-- \nAna\nTel. 5", "Visa 4242."),
            ("> all\n> quoted", ""),
            ("", ""),
        ] {
            assert_eq!(split(text).0, own, "{text}");
        }
    }

    #[test]
    fn answers_between_the_lines_stay_where_they_are() {
        let text = "On Monday, Mei wrote:\n> Which belt?\n7.\n> Which colour?\nRed.";
        assert_eq!(split(text), (text.to_owned(), String::new()));
        let text = "On Monday, Mei wrote:\n> Which belt?\n-- \n7, the one\nnext to\nthe exit\nand not\nthe one\nyou\nhave\nsaid";
        assert_eq!(split(text), (text.to_owned(), String::new()));
        let text = "From: the beginning it was bad.\nNobody wrote:\nnot a word.";
        assert_eq!(split(text).0, text);
    }
}
