//! What it knows before anybody has corrected anything: sentences written for it, and lists of words.

use super::{Mood, Theme};

/// Sentences: theme, mood, words; `-` where one of the two is not said.
const SENTENCES: [&str; 2] = [include_str!("examples/en.txt"), include_str!("examples/zh-CN.txt")];
/// Words by theme, and by mood.
const WORDS: &str = include_str!("examples/words.txt");
/// What ships weighs as much as so many corrections of the same: the first hundred of those, which come as they come, do not drown it.
pub(super) const WEIGHT: usize = 2;
/// How warm first answers are told ([`super::calibration`]): what makes held back examples of the project as sure as they are right, and
/// half as much again, as passengers write less plainly than whoever writes examples. A test works it out anew.
pub(super) const WARMTH_OF_THEMES: f32 = 4.5;
pub(super) const WARMTH_OF_MOODS: f32 = 8.5;

/// Something to learn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Example {
    pub text: &'static str,
    pub theme: Option<Theme>,
    pub mood: Option<Mood>,
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Sentences, and listed words as sentences of one word.
pub(super) fn examples() -> impl Iterator<Item = Example> {
    let sentences = SENTENCES.into_iter().flat_map(lines).filter_map(|line| {
        let (theme, rest) = line.split_once('|')?;
        let (mood, text) = rest.split_once('|')?;
        Some(Example { text, theme: Theme::parse(theme), mood: Mood::parse(mood) })
    });
    let themes = listed(Theme::parse).map(|(theme, text)| Example { text, theme: Some(theme), mood: None });
    let moods = listed(Mood::parse).map(|(mood, text)| Example { text, theme: None, mood: Some(mood) });
    themes.chain(moods).chain(sentences)
}

/// Words and what they stand for, of the lists with such a name.
fn listed<T: Copy + 'static>(read: fn(&str) -> Option<T>) -> impl Iterator<Item = (T, &'static str)> {
    lines(WORDS)
        .filter_map(|line| line.split_once(':'))
        .filter_map(move |(name, words)| Some((read(name)?, words)))
        .flat_map(|(what, words)| words.split(',').map(move |word| (what, word.trim())))
}

/// The theme most words of which a text holds, and `Other` where it holds none: what a list of words alone can do.
#[must_use]
pub fn theme_by_words(text: &str) -> Theme {
    most(text, Theme::parse, &Theme::ALL).unwrap_or(Theme::Other)
}

/// The mood most words of which a text holds, and `Neutral` where it holds none.
#[must_use]
pub fn mood_by_words(text: &str) -> Mood {
    most(text, Mood::parse, &Mood::ALL).unwrap_or(Mood::Neutral)
}

/// Whichever has most words in the text; of two with as many the first.
fn most<T: Copy + PartialEq + 'static>(text: &str, read: fn(&str) -> Option<T>, all: &[T]) -> Option<T> {
    let text = text.to_lowercase();
    let hits = |one: T| listed(read).filter(|(its, word)| *its == one && text.contains(word)).count();
    let counted = all.iter().map(|one| (hits(*one), *one)).filter(|(hits, _)| *hits > 0);
    counted.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, one)| one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_both_languages_know_every_theme() {
        for text in SENTENCES {
            for line in lines(text) {
                let mut parts = line.splitn(3, '|');
                let (theme, mood) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                assert!(theme == "-" || Theme::parse(theme).is_some(), "{line}");
                assert!(mood == "-" || Mood::parse(mood).is_some(), "{line}");
                assert!(parts.next().is_some_and(|text| text.trim().chars().count() >= 2), "{line}");
            }
            for theme in Theme::ALL {
                assert!(lines(text).filter(|line| line.starts_with(&format!("{}|", theme.as_str()))).count() >= 8, "{theme:?}");
            }
            for mood in Mood::ALL {
                assert!(lines(text).filter(|line| line.contains(&format!("|{}|", mood.as_str()))).count() >= 25, "{mood:?}");
            }
        }
        let known = |name: &str| Theme::parse(name).is_some() || Mood::parse(name).is_some();
        assert!(lines(WORDS).all(|line| line.split_once(':').is_some_and(|(name, _)| known(name))));
    }

    #[test]
    fn words_alone() {
        assert_eq!(theme_by_words("My LUGGAGE is lost"), Theme::BagMissing);
        assert_eq!(theme_by_words("航班取消了"), Theme::Cancellation);
        assert_eq!(theme_by_words("hm"), Theme::Other);
        assert_eq!(
            (mood_by_words("谢谢"), mood_by_words("the worst"), mood_by_words("hm")),
            (Mood::Positive, Mood::Negative, Mood::Neutral)
        );
    }
}
