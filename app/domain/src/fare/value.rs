//! The small values a rule file is written in: numbers, percentages, lengths of time, days, lists of words, sentences.

use crate::locale::Locale;
use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// Declares how a value is read from text, and from a whole number where that means something.
macro_rules! read {
    ($name:ident, $expecting:literal, |$text:ident| $from_text:expr, |$whole:ident| $from_whole:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl<'de> de::Visitor<'de> for Visitor {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: de::Error>(self, $text: &str) -> Result<$name, E> {
                        $from_text.ok_or_else(|| E::custom(format!("\"{}\" is not {}", $text, $expecting)))
                    }
                    fn visit_i64<E: de::Error>(self, $whole: i64) -> Result<$name, E> {
                        $from_whole.ok_or_else(|| E::custom(format!("{} is not {}", $whole, $expecting)))
                    }
                    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<$name, E> {
                        self.visit_i64(i64::try_from(whole).map_err(|_| E::custom("a number too large"))?)
                    }
                    fn visit_f64<E: de::Error>(self, fraction: f64) -> Result<$name, E> {
                        Err(E::custom(format!("write {fraction} between quotation marks: a binary fraction is no exact amount")))
                    }
                    /// TOML hands its own dates over as a map of one.
                    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        match map.next_entry::<String, String>()? {
                            Some((_, text)) => self.visit_str(&text),
                            None => Err(de::Error::custom(concat!("expected ", $expecting))),
                        }
                    }
                }
                deserializer.deserialize_any(Visitor)
            }
        }
    };
}

/// An exact number: `"19.50"` or `20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Number(pub Decimal);
read!(Number, "an amount such as \"19.50\" or 20", |text| Decimal::from_str_exact(text.trim()).ok().map(Number), |whole| Some(Number(
    Decimal::from(whole)
)));

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A share: `"12.5%"`, `"12.5"` or `20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub Decimal);
read!(
    Percent,
    "a percentage such as 20 or \"12.5\"",
    |text| Decimal::from_str_exact(text.trim().trim_end_matches('%').trim_end()).ok().map(Percent),
    |whole| Some(Percent(Decimal::from(whole)))
);

impl Percent {
    /// All of it.
    pub const ALL: Self = Self(Decimal::ONE_HUNDRED);
    /// None of it.
    pub const NONE: Self = Self(Decimal::ZERO);

    /// This share of an amount, not rounded.
    #[must_use]
    pub fn of(self, amount: Decimal) -> Decimal {
        amount.checked_mul(self.0).and_then(|product| product.checked_div(Decimal::ONE_HUNDRED)).unwrap_or(amount)
    }
}

/// A length of time in seconds: `"48h"`, `"7d"`, `"1d12h"`, `"90m"`, `"-2h"`. A day is 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub i64);
read!(Length, "a length of time such as \"48h\", \"7d\", \"1d12h\", \"90m\" or \"-2h\"", |text| length(text).map(Length), |whole| {
    (whole == 0).then_some(Length(0))
});

fn length(text: &str) -> Option<i64> {
    let (sign, mut rest) = match text.trim().strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim()),
    };
    let mut seconds = 0_i64;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, tail) = rest.split_at_checked(digits)?;
        let mut letters = tail.chars();
        let unit = match letters.next()? {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.parse::<i64>().ok()?.checked_mul(unit)?)?;
        rest = letters.as_str().trim_start();
    }
    Some(sign * seconds)
}

/// As a rule file writes it: `7d`, `1d12h`, `-2h`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = self.0.unsigned_abs();
        if left == 0 {
            return f.write_str("0h");
        }
        if self.0 < 0 {
            f.write_str("-")?;
        }
        for (seconds, unit) in [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")] {
            if left >= seconds {
                write!(f, "{}{unit}", left / seconds)?;
                left %= seconds;
            }
        }
        Ok(())
    }
}

/// A day, or a day with its hour, on the clock of the place that the rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// The whole day.
    Day(Date),
    /// From or until this minute.
    Hour(DateTime),
}
read!(Moment, "a day such as \"2026-03-01\" or a minute such as \"2026-03-01T12:00\"", |text| moment(text), |whole| {
    let _: i64 = whole;
    None
});

fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    Date::from_str(text).ok().filter(|_| text.len() == 10).map(Moment::Day).or_else(|| DateTime::from_str(text).ok().map(Moment::Hour))
}

/// Seconds a clock shows since 1970, whatever its zone: what days and hours of one place are compared by.
#[must_use]
pub fn clock(at: DateTime) -> i64 {
    at.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |at| at.timestamp().as_second())
}

impl Moment {
    /// First second of it.
    #[must_use]
    pub fn begins(self) -> i64 {
        match self {
            Self::Day(day) => clock(day.to_datetime(jiff::civil::Time::midnight())),
            Self::Hour(at) => clock(at),
        }
    }

    /// Last second before it is over: a day counts whole, an hour is where it ends.
    #[must_use]
    pub fn ends(self) -> i64 {
        match self {
            Self::Day(_) => self.begins() + 86_399,
            Self::Hour(at) => clock(at) - 1,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Hour(at) => at.fmt(f),
        }
    }
}

/// One word or several; all with `!` in front: everything but these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The words, without `!`.
    pub list: Vec<String>,
    /// Whether they are what is meant, or all others.
    pub but: bool,
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Words;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<Words, E> {
                words(vec![word.to_owned()]).map_err(E::custom)
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Words, A::Error> {
                let mut list = Vec::new();
                while let Some(word) = seq.next_element::<String>()? {
                    list.push(word);
                }
                words(list).map_err(de::Error::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

fn words(list: Vec<String>) -> Result<Words, &'static str> {
    let but = list.iter().filter(|word| word.starts_with('!')).count();
    if list.is_empty() {
        return Err("an empty list would never hold: leave the condition out, or name something");
    }
    if but > 0 && but < list.len() {
        return Err("either every word of a list has ! in front, or none");
    }
    let list = list.iter().map(|word| word.trim_start_matches('!').trim().to_owned()).collect();
    Ok(Words { list, but: but > 0 })
}

/// A sentence for the passenger in every language of the portal, by language tag. `{amount}` and other words in braces are filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// Languages of the portal it does not have.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let has = |tag: &str| self.0.get(tag).is_some_and(|words| !words.trim().is_empty());
        Locale::ALL.map(Locale::tag).into_iter().filter(|tag| !has(tag)).collect()
    }

    /// Fills each `{word}` in each language; words without a value are left as they are.
    #[must_use]
    pub fn filled(&self, values: &BTreeMap<&'static str, String>) -> Self {
        let fill = |words: &String| values.iter().fold(words.clone(), |words, (name, value)| words.replace(&format!("{{{name}}}"), value));
        Self(self.0.iter().map(|(tag, words)| (tag.clone(), fill(words))).collect())
    }

    /// The words in braces of a sentence; `Err` with a brace that is not closed.
    ///
    /// # Errors
    /// What is left behind a brace without its other half.
    pub fn slots(words: &str) -> Result<Vec<&str>, &str> {
        let (mut found, mut rest) = (Vec::new(), words);
        while let Some((_, behind)) = rest.split_once('{') {
            let Some((slot, after)) = behind.split_once('}') else { return Err(behind) };
            found.push(slot);
            rest = after;
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::{from_value, json};

    #[test]
    fn lengths_are_read_and_written() {
        for (text, seconds) in [("48h", 172_800), ("7d", 604_800), ("1d12h", 129_600), ("90m", 5_400), ("-2h", -7_200), ("0h", 0)] {
            assert_eq!(from_value::<Length>(json!(text)).unwrap(), Length(seconds), "{text}");
        }
        for bad in [json!("48"), json!("h"), json!(""), json!("-"), json!("2 weeks"), json!(48), json!("99999999999999999d")] {
            assert!(from_value::<Length>(bad.clone()).is_err(), "{bad}");
        }
        assert_eq!(from_value::<Length>(json!(0)).unwrap(), Length(0));
        for text in ["7d", "1d12h", "-2h", "0h", "1h30m"] {
            assert_eq!(Length(length(text).unwrap()).to_string(), text);
        }
    }

    #[test]
    fn amounts_are_exact() {
        assert_eq!(from_value::<Number>(json!("19.50")).unwrap().0.to_string(), "19.50");
        assert_eq!(from_value::<Number>(json!(20)).unwrap().0, Decimal::from(20));
        assert!(from_value::<Number>(json!(19.5)).unwrap_err().to_string().contains("quotation marks"));
        assert_eq!(from_value::<Percent>(json!("12.5%")).unwrap().of(Decimal::from(80)), Decimal::from(10));
    }

    #[test]
    fn days_are_whole_and_hours_end_where_they_stand() {
        let day = from_value::<Moment>(json!("2026-03-01")).unwrap();
        assert_eq!(day.ends() - day.begins(), 86_399);
        let noon = from_value::<Moment>(json!("2026-03-01T12:00")).unwrap();
        assert_eq!((noon.begins() - day.begins(), noon.ends() - day.begins()), (43_200, 43_199));
        assert!(from_value::<Moment>(json!("2026-02-30")).is_err());
        assert!(from_value::<Moment>(json!("March")).is_err());
    }

    #[test]
    fn lists_are_of_these_or_of_all_others() {
        let all = |value| from_value::<Words>(value).map(|words| (words.list.join(","), words.but)).map_err(|error| error.to_string());
        assert_eq!(all(json!("flex")), Ok(("flex".into(), false)));
        assert_eq!(all(json!(["!JP", "!KR"])), Ok(("JP,KR".into(), true)));
        assert!(all(json!(["!JP", "KR"])).unwrap_err().contains("every word"));
        assert!(all(json!([])).unwrap_err().contains("empty list"));
    }

    #[test]
    fn sentences_are_filled_in() {
        assert_eq!(Text::slots("{amount} of {fare}"), Ok(vec!["amount", "fare"]));
        assert!(Text::slots("{amount of").is_err());
        let text: Text = from_value(json!({"en": "{amount} less", "zh-CN": "扣除{amount}"})).unwrap();
        assert!(text.missing().is_empty());
        assert_eq!(text.filled(&BTreeMap::from([("amount", "CNY 5.00".to_owned())])).0["zh-CN"], "扣除CNY 5.00");
        assert_eq!(from_value::<Text>(json!({"en": "x"})).unwrap().missing(), ["zh-CN"]);
    }
}
