//! A questionnaire as data.

use super::{Test, Words};
use serde::{Deserialize, Serialize};

/// The version of the format this program reads.
pub const FORMAT: u32 = 1;
/// Where a jump leads that ends the questions.
pub const END: &str = "end";
/// What of a journey something is asked about; reports go by these.
pub const TOUCHPOINTS: [&str; 10] =
    ["booking", "change", "check-in", "boarding", "on-board", "crew", "punctuality", "baggage", "service", "website"];

/// The question that asks which of [`TOUCHPOINTS`] went wrong, by its id: what is picked there is counted as that, and nowhere else.
pub const WRONG: &str = "wrong";

/// What a survey is asked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// A flight has landed.
    Flight,
    /// A case was closed.
    Case,
    /// A trip was changed or cancelled.
    Change,
    /// A quarter: whoever has flown in it.
    Quarter,
}

impl Occasion {
    /// Every occasion.
    pub const ALL: [Self; 4] = [Self::Flight, Self::Case, Self::Change, Self::Quarter];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flight => "flight",
            Self::Case => "case",
            Self::Change => "change",
            Self::Quarter => "quarter",
        }
    }

    /// The part of the journey that is what it asks about; empty: the whole.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Case => "service",
            Self::Change => "change",
            Self::Flight | Self::Quarter => "",
        }
    }

    /// Reads what [`Occasion::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.as_str() == text)
    }
}

/// How the questions stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A question a page.
    #[default]
    OneByOne,
    /// All that can be asked at once: for two to four of them.
    OneScreen,
}

impl Layout {
    /// As in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OneByOne => "one-by-one",
            Self::OneScreen => "one-screen",
        }
    }

    /// Reads what [`Layout::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::OneByOne, Self::OneScreen].into_iter().find(|layout| layout.as_str() == text)
    }
}

/// How something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// From 1, very poor, to 5, very good.
    Rating,
    /// From 0 to 10: how likely they are to recommend us.
    Recommendation,
    /// From 1 to 7: how far they agree that it was easy.
    Effort,
    /// One of several.
    One,
    /// Any of several.
    Many,
    /// In their own words.
    Text,
    /// Several put in order.
    Ranking,
    /// A rating of 1 to 5 for each of several points of the journey.
    Matrix,
    /// A day.
    Date,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] =
        [Self::Rating, Self::Recommendation, Self::Effort, Self::One, Self::Many, Self::Text, Self::Ranking, Self::Matrix, Self::Date];

    /// As in files and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rating => "rating",
            Self::Recommendation => "recommendation",
            Self::Effort => "effort",
            Self::One => "one",
            Self::Many => "many",
            Self::Text => "text",
            Self::Ranking => "ranking",
            Self::Matrix => "matrix",
            Self::Date => "date",
        }
    }

    /// Reads what [`Kind::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The lowest and highest number that can be answered.
    #[must_use]
    pub const fn scale(self) -> Option<(i64, i64)> {
        match self {
            Self::Rating | Self::Matrix => Some((1, 5)),
            Self::Recommendation => Some((0, 10)),
            Self::Effort => Some((1, 7)),
            Self::One | Self::Many | Self::Text | Self::Ranking | Self::Date => None,
        }
    }

    /// Whether there is something to choose from.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::One | Self::Many | Self::Ranking | Self::Matrix)
    }

    /// What its numbers are counted as.
    #[must_use]
    pub const fn measure(self) -> Option<Measure> {
        match self {
            Self::Rating | Self::Matrix => Some(Measure::Satisfaction),
            Self::Recommendation => Some(Measure::Recommendation),
            Self::Effort => Some(Measure::Effort),
            Self::One | Self::Many | Self::Text | Self::Ranking | Self::Date => None,
        }
    }
}

/// What reports count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// 1 to 5.
    Satisfaction,
    /// 0 to 10.
    Recommendation,
    /// 1 to 7.
    Effort,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 3] = [Self::Satisfaction, Self::Recommendation, Self::Effort];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satisfaction => "satisfaction",
            Self::Recommendation => "recommendation",
            Self::Effort => "effort",
        }
    }

    /// Its lowest and highest number.
    #[must_use]
    pub const fn scale(self) -> (i64, i64) {
        match self {
            Self::Satisfaction => (1, 5),
            Self::Recommendation => (0, 10),
            Self::Effort => (1, 7),
        }
    }
}

/// Something to choose, to rank, or to rate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// As stored; of a matrix, a touchpoint.
    pub id: String,
    /// What is read.
    pub words: Words,
}

/// Where it goes on after a question, if not with the next one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jump {
    /// When all of these hold; none: always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Test>,
    /// A later question, or [`END`].
    pub to: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in tests, jumps and reports; the same in every version that asks the same.
    pub id: String,
    /// How it is asked.
    pub kind: Kind,
    /// Nobody goes on without an answer.
    #[serde(default)]
    pub required: bool,
    /// The question.
    pub ask: Words,
    /// A sentence beneath it.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub hint: Words,
    /// What there is to choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Item>,
    /// The part of the journey it is about; none: all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    /// It is asked only when all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Test>,
    /// The first of these that holds says where it goes on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<Jump>,
}

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// [`FORMAT`].
    pub format: u32,
    /// What it is called, also by those who answer.
    pub title: Words,
    /// One sentence before the first question.
    pub lead: Words,
    /// What is said when it has been sent.
    pub thanks: Words,
    /// How the questions stand on the page.
    #[serde(default)]
    pub layout: Layout,
    /// In order.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

impl Form {
    /// Where a question stands.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }
}
