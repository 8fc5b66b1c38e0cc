//! What changed between two texts: line by line, and inside a changed line word by word.

use similar::{ChangeTag, TextDiff};

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Stands in both.
    Kept,
    /// Stood in the first only.
    Gone,
    /// Stands in the second only.
    New,
}

/// A line of either text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub fate: Fate,
    /// Its words in order; marked are those that differ from the line it was made of.
    pub parts: Vec<(bool, String)>,
}

/// Both texts as one, in the order of reading; what is gone stands before what is new.
#[must_use]
pub fn compare(before: &str, after: &str) -> Vec<Line> {
    let diff = TextDiff::from_lines(before, after);
    diff.ops()
        .iter()
        .flat_map(|op| diff.iter_inline_changes(op))
        .map(|change| {
            let fate = match change.tag() {
                ChangeTag::Equal => Fate::Kept,
                ChangeTag::Delete => Fate::Gone,
                ChangeTag::Insert => Fate::New,
            };
            let mut parts: Vec<(bool, String)> = Vec::new();
            for (marked, text) in change.iter_strings_lossy() {
                let text = text.trim_end_matches(['\n', '\r']);
                match parts.last_mut().filter(|(before, _)| *before == marked) {
                    _ if text.is_empty() => {}
                    Some((_, words)) => words.push_str(text),
                    None => parts.push((marked, text.to_owned())),
                }
            }
            Line { fate, parts }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(lines: &[Line], leaves_out: Fate) -> Vec<String> {
        let kept = lines.iter().filter(|line| line.fate != leaves_out);
        kept.map(|line| line.parts.iter().map(|(_, words)| words.as_str()).collect()).collect()
    }

    #[test]
    fn changed_words_are_marked_in_both_languages() {
        let english = compare("Go to the counter.\nBring your tag.\n", "Go to the counter.\nBring your receipt.\n");
        assert_eq!(english.iter().map(|line| line.fate).collect::<Vec<_>>(), [Fate::Kept, Fate::Gone, Fate::New]);
        let marked = |line: &Line| line.parts.iter().filter(|(marked, _)| *marked).map(|(_, words)| words.clone()).collect::<String>();
        assert!(marked(&english[1]).contains("tag") && !marked(&english[1]).contains("Bring"));
        let chinese = compare("请在柜台出示行李牌。", "请在柜台出示登机牌。");
        assert!(marked(&chinese[1]).contains("登") && !marked(&chinese[1]).contains("柜"), "{chinese:?}");
    }

    proptest! {
        #[test]
        fn each_text_can_be_read_out_of_it(before in "([a-c ]{0,6}\n){0,6}", after in "([a-c ]{0,6}\n){0,6}") {
            let lines = compare(&before, &after);
            prop_assert_eq!(side(&lines, Fate::New), before.lines().map(str::to_owned).collect::<Vec<_>>());
            prop_assert_eq!(side(&lines, Fate::Gone), after.lines().map(str::to_owned).collect::<Vec<_>>());
        }
    }
}
