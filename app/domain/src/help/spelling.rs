//! Misspelt words: candidates by deletions (SymSpell, Garbe 2012), the closest of them by distance.

/// The word and what is left of it after taking out any one letter: two words one slip apart share an entry.
#[must_use]
pub fn deletions(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut found = vec![word.to_owned()];
    if (4..=16).contains(&letters.len()) {
        for gap in 0..letters.len() {
            found.push(letters.iter().enumerate().filter(|(at, _)| *at != gap).map(|(_, c)| c).collect());
        }
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// What `word` was meant to be, of `known` with the most common first: the nearest two, one slip away in a short word and
/// at most two in a long one, each with how likely it is.
#[must_use]
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, f32)> {
    let farthest = if word.chars().count() >= 7 { 2 } else { 1 };
    let near =
        known.into_iter().map(|candidate| (strsim::osa_distance(word, candidate), candidate)).filter(|(slips, _)| *slips <= farthest);
    let mut near: Vec<(usize, &str)> = near.collect();
    // stable: among equals the most common stays first
    near.sort_by_key(|(slips, _)| *slips);
    let nearest = near.first().map_or(0, |(slips, _)| *slips);
    near.into_iter()
        .take_while(|(slips, _)| *slips == nearest)
        .take(2)
        .map(|(slips, candidate)| (candidate, if slips < 2 { 0.8 } else { 0.5 }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_away_shares_a_deletion() {
        for (typed, meant) in
            [("bagag", "baggag"), ("refnud", "refund"), ("delsy", "delay"), ("wheelchiar", "wheelchair"), ("cancell", "cancel")]
        {
            let (typed_rest, meant_rest) = (deletions(typed), deletions(meant));
            assert!(typed_rest.iter().any(|rest| meant_rest.contains(rest)), "{typed} {meant}");
            assert!(closest(typed, [meant]).len() == 1, "{typed} {meant}");
        }
        assert!(closest("gate", ["late", "refund"]).len() == 1);
        assert!(closest("seat", ["sport"]).is_empty());
    }
}
