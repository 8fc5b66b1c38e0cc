//! Files written into the text itself, as programs of before MIME did.

use super::{File, clean};

/// The text without them, and what they were.
pub(super) fn split(text: &str) -> (String, Vec<File>) {
    let (mut left, mut files, mut open) = (String::with_capacity(text.len()), Vec::new(), None::<(File, String)>);
    for line in text.lines() {
        match &mut open {
            Some((file, taken)) => {
                taken.push_str(line);
                taken.push('\n');
                match line.bytes().next() {
                    _ if line.trim() == "end" => {
                        files.extend(open.take().map(|(file, _)| file));
                    }
                    // the first character counts the bytes of its line
                    Some(count @ b' '..=b'`') if line.len() <= 100 => file.bytes += usize::from((count - b' ') & 63),
                    None => {}
                    // not one after all: the words come back
                    Some(_) => left.push_str(&open.take().map(|(_, taken)| taken).unwrap_or_default()),
                }
            }
            None => match begin(line) {
                Some(file) => open = Some((file, format!("{line}\n"))),
                None => {
                    left.push_str(line);
                    left.push('\n');
                }
            },
        }
    }
    left.push_str(&open.map(|(_, taken)| taken).unwrap_or_default());
    (left, files)
}

/// `begin 644 bag.jpg`
fn begin(line: &str) -> Option<File> {
    let (mode, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let octal = (3..=4).contains(&mode.len()) && mode.bytes().all(|digit| (b'0'..=b'7').contains(&digit));
    octal.then(|| File { name: clean::file_name(name), kind: "application/octet-stream".to_owned(), bytes: 0 })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_file_in_the_text_is_a_file() {
        let (left, files) = split("See here\nbegin 644 ../bag.txt\n#0V%T\n`\nend\nBye");
        assert_eq!(left, "See here\nBye\n");
        assert_eq!((files.len(), files[0].name.as_str(), files[0].bytes), (1, "bag.txt", 3));
        let begun = "begin 644 with me\nplease, this is a sentence about it";
        assert_eq!(split(begun).0.trim_end(), begun);
    }
}
