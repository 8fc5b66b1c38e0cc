//! Chinese by sound: the syllable of a character, and letters read as syllables.

use ::pinyin::ToPinyin;
use std::{collections::HashSet, sync::OnceLock};

/// The usual reading of a character, without tone, ü as v.
pub(super) fn of(c: char) -> Option<String> {
    c.to_pinyin().map(|reading| reading.plain().replace('ü', "v"))
}

/// Letters as the fewest syllables that spell all of them: `xingli` → xing li. None where they are no pinyin.
pub(super) fn syllables(letters: &str) -> Option<Vec<&str>> {
    /// The longest syllable: zhuang.
    const LONGEST: usize = 6;
    if letters.is_empty() || !letters.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    // fewest[n]: how many syllables spell the first n letters, and where the last of them begins
    let mut fewest: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
    for end in 1..=letters.len() {
        let best = (end.saturating_sub(LONGEST)..end)
            .filter(|&begin| letters.get(begin..end).is_some_and(|syllable| known().contains(syllable)))
            .filter_map(|begin| fewest.get(begin).copied().flatten().map(|(count, _)| (count + 1, begin)))
            .min();
        fewest.push(best);
    }
    let mut found = Vec::new();
    let mut end = letters.len();
    while end > 0 {
        let (_, begin) = fewest.get(end).copied().flatten()?;
        found.push(letters.get(begin..end)?);
        end = begin;
    }
    found.reverse();
    Some(found)
}

/// Every syllable some character has.
fn known() -> &'static HashSet<String> {
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| ('\u{4e00}'..='\u{9fff}').filter_map(of).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn letters_are_read_as_syllables() {
        assert_eq!(syllables("xinglidiule").unwrap(), ["xing", "li", "diu", "le"]);
        assert_eq!(syllables("tuipiao").unwrap(), ["tui", "piao"]);
        assert_eq!(syllables("luggage"), None);
        assert_eq!(syllables(""), None);
        assert_eq!(of('旅').as_deref(), Some("lv"));
    }
}
