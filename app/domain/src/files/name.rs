//! Names of files: any script is kept; what hides, reorders or leads elsewhere is not.

use super::Kind;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Letters of a name, as people count them.
const LONGEST: usize = 80;
/// Bytes of a name: one letter may be made of any number of marks.
const LONGEST_BYTES: usize = 240;
/// Letters of an ending, beyond which a dot is a dot.
const ENDING: usize = 8;

/// The name a file is shown and saved under, with the ending of what it is. A name of nothing is "file".
#[must_use]
pub fn shown(given: &str, kind: Kind) -> String {
    let clean = clean(given);
    let (stem, ending) = split(&clean);
    let fits = |ending: &str| kind.endings().contains(&ending.to_ascii_lowercase().as_str());
    // a picture is made anew, so its former ending says nothing; any other stays visible
    let stem = if fits(ending) || is_picture(ending) { stem } else { clean.as_str() };
    let ending = if fits(ending) { ending.to_ascii_lowercase() } else { kind.endings().first().copied().unwrap_or("bin").to_owned() };
    let stem = cut(stem);
    let stem = stem.trim_matches(['.', ' ', '~']);
    format!("{}.{ending}", if stem.is_empty() { "file" } else { stem })
}

/// Whether the name says that it is something else. Pictures are made anew, so that their names matter to nobody.
#[must_use]
pub fn misleads(given: &str, kind: Kind) -> bool {
    let clean = clean(given);
    let (_, ending) = split(&clean);
    let ending = ending.to_ascii_lowercase();
    let as_text = matches!(kind, Kind::Text | Kind::Csv) && matches!(ending.as_str(), "txt" | "csv" | "text" | "log" | "md" | "tsv");
    !kind.is_picture() && !ending.is_empty() && !as_text && !kind.endings().contains(&ending.as_str())
}

/// One line without folders and without what nobody sees.
fn clean(given: &str) -> String {
    let tail = given.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or_default();
    let seen: String = tail
        .chars()
        .take(1000)
        .nfc()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !hidden(*c))
        .collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ").trim_start_matches(['.', '~']).trim_end_matches(['.', ' ']).to_owned()
}

/// Controls, and characters that show nothing or turn the order of others around. Joiners stay: scripts and emoji need them.
const fn hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e0000}'..='\u{e007f}')
}

/// Stem and ending; a dot without a short word behind it ends nothing.
fn split(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= ENDING && !ending.is_empty() && ending.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            (stem, ending)
        }
        _ => (name, ""),
    }
}

fn is_picture(ending: &str) -> bool {
    matches!(ending.to_ascii_lowercase().as_str(), "jpg" | "jpeg" | "jpe" | "jfif" | "png" | "webp" | "gif")
}

fn cut(stem: &str) -> String {
    let mut out = String::new();
    for letter in stem.graphemes(true).take(LONGEST) {
        if out.len() + letter.len() > LONGEST_BYTES {
            break;
        }
        out.push_str(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_script_and_lose_what_hides() {
        for (given, kind, name) in [
            ("Koffer vorn.JPG", Kind::Jpeg, "Koffer vorn.jpg"),
            ("行李箱 破损.png", Kind::Png, "行李箱 破损.png"),
            ("صورة الحقيبة.jpeg", Kind::Jpeg, "صورة الحقيبة.jpeg"),
            ("👨‍👩‍👧 trip.webp", Kind::Jpeg, "👨‍👩‍👧 trip.jpg"),
            ("../../etc/passwd", Kind::Text, "passwd.txt"),
            ("C:\\Users\\me\\bag.gif", Kind::Png, "bag.png"),
            ("a\u{202e}gpj.exe", Kind::Jpeg, "agpj.exe.jpg"),
            ("a\0b\r\nSet-Cookie: x.pdf", Kind::Pdf, "ab Set-Cookie_ x.pdf"),
            ("receipt.pdf.exe", Kind::Pdf, "receipt.pdf.exe.pdf"),
            ("e\u{301}te\u{301}.txt", Kind::Text, "été.txt"),
            (".htaccess", Kind::Text, "htaccess.txt"),
            ("…", Kind::Pdf, "….pdf"),
            ("...", Kind::Pdf, "file.pdf"),
            ("", Kind::Jpeg, "file.jpg"),
            ("a\tb  c.csv", Kind::Csv, "a b c.csv"),
            ("v1.2 final", Kind::Pdf, "v1.2 final.pdf"),
            ("\"><script>.jpg", Kind::Jpeg, "___script_.jpg"),
        ] {
            assert_eq!(shown(given, kind), name, "{given:?}");
        }
    }

    #[test]
    fn long_names_are_cut_between_letters() {
        let family = "👨‍👩‍👧‍👦".repeat(100);
        let name = shown(&format!("{family}.pdf"), Kind::Pdf);
        assert!(name.len() <= LONGEST_BYTES + 4 && name.ends_with("👨‍👩‍👧‍👦.pdf"), "{name}");
        assert_eq!(shown(&"行".repeat(500), Kind::Pdf).chars().count(), LONGEST + 4);
        assert!(shown(&format!("e{}", "\u{301}".repeat(5000)), Kind::Pdf).len() <= LONGEST_BYTES + 8);
    }

    #[test]
    fn a_name_may_not_say_something_else() {
        for (given, kind, wrong) in [
            ("receipt.pdf", Kind::Pdf, false),
            ("receipt", Kind::Pdf, false),
            ("receipt.exe", Kind::Pdf, true),
            ("receipt.pdf.exe", Kind::Pdf, true),
            ("page.html", Kind::Text, true),
            ("run.js", Kind::Text, true),
            ("notes.txt", Kind::Csv, false),
            ("list.csv", Kind::Text, false),
            ("photo.exe", Kind::Jpeg, false),
            ("table.docx", Kind::Xlsx, true),
        ] {
            assert_eq!(misleads(given, kind), wrong, "{given}");
        }
    }
}
