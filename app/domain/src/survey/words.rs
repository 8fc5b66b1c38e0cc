//! Words of a questionnaire, with gaps that the trip fills: "How was {flight}?"

use super::Facts;
use crate::locale::Locale;
use serde::{Deserialize, Serialize};

/// The same words in every language of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// English.
    #[serde(default)]
    pub en: String,
    /// Simplified Chinese.
    #[serde(default, rename = "zh-CN")]
    pub zh: String,
}

impl Words {
    /// In one language, gaps open.
    #[must_use]
    pub fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::ZhCn => &self.zh,
        }
    }

    /// The same, to be written to.
    pub fn of_mut(&mut self, locale: Locale) -> &mut String {
        match locale {
            Locale::En => &mut self.en,
            Locale::ZhCn => &mut self.zh,
        }
    }

    /// Whether there is nothing in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Locale::ALL.into_iter().all(|locale| self.of(locale).trim().is_empty())
    }

    /// The languages it is missing in.
    pub fn missing(&self) -> impl Iterator<Item = Locale> + '_ {
        Locale::ALL.into_iter().filter(|locale| self.of(*locale).trim().is_empty())
    }

    /// As somebody reads it: gaps filled from the trip, or with words that are true of any.
    #[must_use]
    pub fn said(&self, locale: Locale, facts: &Facts) -> String {
        let (mut said, mut rest) = (String::new(), self.of(locale));
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let gap = after.split_once('}').and_then(|(inside, behind)| Some((Gap::parse(inside)?, behind)));
            rest = match gap {
                Some((gap, behind)) => {
                    said.push_str(gap.filled(locale, facts));
                    behind
                }
                None => {
                    said.push('{');
                    after
                }
            };
        }
        said + rest
    }

    /// The first thing in braces that is no gap.
    #[must_use]
    pub fn unknown_gap(&self) -> Option<String> {
        Locale::ALL.into_iter().find_map(|locale| {
            let mut rest = self.of(locale);
            while let Some((_, after)) = rest.split_once('{') {
                let (inside, behind) = after.split_once('}').unwrap_or((after, ""));
                if Gap::parse(inside).is_none() {
                    return Some(inside.chars().take(40).collect());
                }
                rest = behind;
            }
            None
        })
    }
}

/// What is put into words of a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Whoever is asked.
    Name,
    /// "LD 2013".
    Flight,
    /// "EWR–LHR".
    Route,
    /// The reference of a case.
    Reference,
}

impl Gap {
    /// Every gap.
    pub const ALL: [Self; 4] = [Self::Name, Self::Flight, Self::Route, Self::Reference];

    /// As written between braces.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Flight => "flight",
            Self::Route => "route",
            Self::Reference => "reference",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gap| gap.as_str() == text)
    }

    fn filled(self, locale: Locale, facts: &Facts) -> &str {
        let known = match self {
            Self::Name => &facts.name,
            Self::Flight => &facts.flight,
            Self::Route => &facts.route,
            Self::Reference => &facts.reference,
        };
        known.as_deref().filter(|known| !known.is_empty()).unwrap_or(match (self, locale) {
            (Self::Name, Locale::En) => "traveller",
            (Self::Name, Locale::ZhCn) => "旅客",
            (Self::Flight, Locale::En) => "your flight",
            (Self::Flight, Locale::ZhCn) => "您的航班",
            (Self::Route, Locale::En) => "your journey",
            (Self::Route, Locale::ZhCn) => "您的行程",
            (Self::Reference, Locale::En) => "your case",
            (Self::Reference, Locale::ZhCn) => "您的事项",
        })
    }
}
