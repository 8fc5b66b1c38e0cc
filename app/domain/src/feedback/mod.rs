//! What passengers say in words: which theme it is about and how they feel, found by a model that runs in the process, begins with
//! examples of the project's own and learns from every correction (SUR-3).
//!
//! [`Classifier`] holds two [`Learner`]s, one for [`Theme`]s and one for [`Mood`]s. Both say which words decided. What they learn they
//! learn at once; the same corrections in the same order give the same answers.

mod calibration;
mod certainty;
mod cluster;
mod curve;
mod learner;
mod pieces;
mod score;
mod start;

pub use certainty::{Certainty, Rated, UNSURE};
pub use cluster::{Cluster, Common, DAYS, Place, Said, Sort, common, terms, unusual};
pub use curve::{Curve, LOOKED_AT, Learned, moods, themes};
pub use learner::{Learner, Verdict};
pub use pieces::marked;
pub use score::{Score, calibration_error, score};
pub use start::{mood_by_words, theme_by_words};

use serde::{Deserialize, Serialize};

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Getting an answer or help: telephone, counter, rebooking, refund.
    Service,
    /// It went late.
    Delay,
    /// It did not go.
    Cancellation,
    /// A bag that is not there.
    BagMissing,
    /// A bag that is broken or opened.
    BagDamaged,
    /// On board: seat, food, air, screen, cleanliness.
    OnBoard,
    /// Booking, website, application, check-in, payment, miles.
    Booking,
    /// How crew and ground staff behaved.
    Staff,
    /// Lines and crowds.
    Queue,
    /// None of these, or not said.
    Other,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 10] = [
        Self::Service,
        Self::Delay,
        Self::Cancellation,
        Self::BagMissing,
        Self::BagDamaged,
        Self::OnBoard,
        Self::Booking,
        Self::Staff,
        Self::Queue,
        Self::Other,
    ];

    /// As stored, and as files name it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Delay => "delay",
            Self::Cancellation => "cancellation",
            Self::BagMissing => "bag-missing",
            Self::BagDamaged => "bag-damaged",
            Self::OnBoard => "on-board",
            Self::Booking => "booking",
            Self::Staff => "staff",
            Self::Queue => "queue",
            Self::Other => "other",
        }
    }

    /// The label of the public collection of airline messages that means the same (`docs/feedback.md`).
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Service => "Customer Service Issue",
            Self::Delay => "Late Flight",
            Self::Cancellation => "Cancelled Flight",
            Self::BagMissing => "Lost Luggage",
            Self::BagDamaged => "Damaged Luggage",
            Self::OnBoard => "Bad Flight",
            Self::Booking => "Flight Booking Problems",
            Self::Staff => "Flight Attendant Complaints",
            Self::Queue => "longlines",
            Self::Other => "Can't Tell",
        }
    }

    fn class(self) -> Option<usize> {
        Self::ALL.iter().position(|known| *known == self)
    }

    /// Reads its own name or that label, in any case.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        Self::ALL.into_iter().find(|theme| word.eq_ignore_ascii_case(theme.as_str()) || word.eq_ignore_ascii_case(theme.label()))
    }
}

/// How somebody feels about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mood {
    /// They complain.
    Negative,
    /// They ask or tell.
    Neutral,
    /// They praise or thank.
    Positive,
}

impl Mood {
    /// Every mood.
    pub const ALL: [Self; 3] = [Self::Negative, Self::Neutral, Self::Positive];

    /// As stored, and as files name it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Neutral => "neutral",
            Self::Positive => "positive",
        }
    }

    fn class(self) -> Option<usize> {
        Self::ALL.iter().position(|known| *known == self)
    }

    /// Reads it, in any case.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mood| word.trim().eq_ignore_ascii_case(mood.as_str()))
    }
}

/// Corrections learned again by a process that begins: at least so many of the newest, and at most twice as many, however many there are.
const LEARNED_AGAIN: i64 = 5_000;

/// The last correction that is not learned any more once there are `generation` of them. What is learned depends on their number alone, so
/// that every process knows the same, whenever it began.
#[must_use]
pub const fn forgotten_until(generation: i64) -> i64 {
    let before = generation / LEARNED_AGAIN - 1;
    if before > 0 { before * LEARNED_AGAIN } else { 0 }
}

/// Both questions together.
#[derive(Debug, Clone)]
pub struct Classifier {
    themes: Learner,
    moods: Learner,
}

impl Default for Classifier {
    fn default() -> Self {
        Self::new()
    }
}

impl Classifier {
    /// As it ships: taught by the examples of the project.
    #[must_use]
    pub fn new() -> Self {
        let mut themes = Learner::new(Theme::ALL.len(), start::WARMTH_OF_THEMES);
        let mut moods = Learner::new(Mood::ALL.len(), start::WARMTH_OF_MOODS);
        for example in std::iter::repeat_n((), start::WEIGHT).flat_map(|()| start::examples()) {
            if let Some(class) = example.theme.and_then(Theme::class) {
                themes.learn(example.text, class);
            }
            if let Some(class) = example.mood.and_then(Mood::class) {
                moods.learn(example.text, class);
            }
        }
        Self { themes, moods }
    }

    /// What a message is about, and the words that say so.
    #[must_use]
    pub fn theme(&self, text: &str) -> (Theme, Verdict) {
        let verdict = self.themes.classify(text, &[]);
        // where no word speaks for anything, nothing is said
        let theme = Theme::ALL.get(verdict.class).copied().filter(|_| !verdict.words.is_empty());
        (theme.unwrap_or(Theme::Other), verdict)
    }

    /// How its writer feels, with what they gave beside their words, and the words that say so.
    #[must_use]
    pub fn mood(&self, text: &str, rated: Option<Rated>) -> (Mood, Verdict) {
        let verdict = self.moods.classify(text, &rated.map(Rated::prior).unwrap_or([1.0; 3]));
        // whoever gave a figure said something by it, where no word does
        let mood = Mood::ALL.get(verdict.class).copied().filter(|_| !verdict.words.is_empty() || rated.is_some());
        (mood.unwrap_or(Mood::Neutral), verdict)
    }

    /// Somebody says what it is about.
    pub fn learn_theme(&mut self, text: &str, theme: Theme) {
        if let Some(class) = theme.class() {
            self.themes.corrected(text, class);
        }
    }

    /// Somebody says how its writer feels.
    pub fn learn_mood(&mut self, text: &str, mood: Mood) {
        if let Some(class) = mood.class() {
            self.moods.corrected(text, class);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_ships_knowing_the_plain_cases() {
        let classifier = Classifier::new();
        for (text, theme, mood) in [
            ("My suitcase never arrived in Chicago and nobody knows where it is", Theme::BagMissing, Mood::Negative),
            ("The handle of my bag is broken and a wheel is missing", Theme::BagDamaged, Mood::Negative),
            ("Three hours late again, we sat on the runway", Theme::Delay, Mood::Negative),
            ("You cancelled my flight an hour before departure", Theme::Cancellation, Mood::Negative),
            ("航班又延误了四个小时，没有任何解释", Theme::Delay, Mood::Negative),
            ("我的行李没有到，转盘上找不到", Theme::BagMissing, Mood::Negative),
            ("箱子被摔坏了，轮子掉了", Theme::BagDamaged, Mood::Negative),
            ("排队排了两个小时，只开了一个柜台", Theme::Queue, Mood::Negative),
        ] {
            assert_eq!((classifier.theme(text).0, classifier.mood(text, None).0), (theme, mood), "{text}");
        }
        assert_eq!(classifier.mood("Thank you, what a wonderful crew!", None).0, Mood::Positive);
        assert_eq!(classifier.mood("谢谢你们，服务非常好！", None).0, Mood::Positive);
        assert_eq!(classifier.mood("Which terminal does flight 12 leave from?", None).0, Mood::Neutral);
        assert_eq!(classifier.mood("请问可以带多少行李？", None).0, Mood::Neutral);
    }

    #[test]
    fn praise_is_no_complaint_and_nothing_is_certain() {
        let classifier = Classifier::new();
        for (text, rated, mood) in [
            ("The crew were lovely, thank you", None, Some(Mood::Positive)),
            ("Left on time, landed early.", None, Some(Mood::Positive)),
            ("The crew helped my mother to her seat without being asked.", Some(Rated::High), Some(Mood::Positive)),
            ("Bags were on the belt when we got there.", Some(Rated::High), Some(Mood::Positive)),
            ("Clean cabin and a seat that really reclines.", None, Some(Mood::Positive)),
            ("Boarding by groups went quickly for once.", None, Some(Mood::Positive)),
            ("Found everything on the site, also on my phone.", None, Some(Mood::Positive)),
            ("行李比我们先到转盘，很快。", None, Some(Mood::Positive)),
            ("乘务员主动扶我母亲入座，很贴心。", None, Some(Mood::Positive)),
            ("准点起飞，提前到达。", None, Some(Mood::Positive)),
            ("客舱干净，座椅舒适。", None, Some(Mood::Positive)),
            ("分组登机井然有序，很快。", None, Some(Mood::Positive)),
            ("The screen at my seat did not work and the meal was cold.", Some(Rated::High), Some(Mood::Negative)),
            ("We waited fifty minutes at the belt and nobody said why.", None, Some(Mood::Negative)),
            ("登机口的工作人员对询问的旅客很不耐烦。", None, Some(Mood::Negative)),
            ("在廊桥里站了半个小时。", Some(Rated::Low), Some(Mood::Negative)),
            ("Which terminal does flight 12 leave from?", Some(Rated::High), Some(Mood::Neutral)),
            ("请问可以带多少行李？", Some(Rated::Low), Some(Mood::Neutral)),
            // words that leave it open, without a figure: whatever it says, it says as a guess
            ("Bags were on the belt when we got there.", None, None),
        ] {
            let ((_, about), (said, feels)) = (classifier.theme(text), classifier.mood(text, rated));
            assert!(mood.is_none_or(|mood| said == mood), "{text}: {said:?} {}", feels.sure);
            assert!(mood.is_some() || Certainty::of(feels.sure) == Certainty::Guess, "{text}: {said:?} {}", feels.sure);
            assert!(about.sure <= 0.97 && feels.sure <= 0.97, "{text}: {} {}", about.sure, feels.sure);
        }
    }

    #[test]
    fn what_says_nothing_is_no_complaint() {
        let classifier = Classifier::new();
        for text in ["", " - , . "] {
            assert_eq!((classifier.theme(text).0, classifier.mood(text, None).0), (Theme::Other, Mood::Neutral), "{text}");
        }
    }

    #[test]
    fn it_says_which_words_decided() {
        let (theme, verdict) = Classifier::new().theme("Hello, my suitcase never arrived");
        assert_eq!(theme, Theme::BagMissing);
        assert!(verdict.words.iter().any(|word| ["suitcase", "arrived", "never"].contains(&word.as_str())), "{:?}", verdict.words);
        assert!(!verdict.words.iter().any(|word| word == "hello"), "{:?}", verdict.words);
    }

    #[test]
    fn it_learns_a_word_nobody_had_written() {
        let mut classifier = Classifier::new();
        for _ in 0..3 {
            classifier.learn_theme("the zorbulator at gate four", Theme::Queue);
        }
        let (theme, verdict) = classifier.theme("zorbulator");
        assert_eq!((theme, verdict.words), (Theme::Queue, vec!["zorbulator".to_owned()]));
    }

    #[test]
    fn what_is_learned_again_is_bounded_and_goes_by_the_number_alone() {
        for (generation, until) in
            [(0, 0), (4_999, 0), (9_999, 0), (10_000, 5_000), (14_999, 5_000), (15_000, 10_000), (1_000_000, 995_000)]
        {
            assert_eq!(forgotten_until(generation), until, "{generation}");
            assert!(generation - until < 2 * LEARNED_AGAIN);
        }
    }

    #[test]
    fn labels_read_back() {
        for theme in Theme::ALL {
            assert_eq!((Theme::parse(theme.as_str()), Theme::parse(theme.label())), (Some(theme), Some(theme)));
        }
        assert_eq!((Theme::parse("Weather"), Mood::parse("Positive")), (None, Some(Mood::Positive)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_words_have_an_answer(text in ".{0,400}") {
            let mut learner = Learner::new(3, 8.0);
            learner.learn(&text, 1);
            let verdict = learner.classify(&text, &[]);
            prop_assert!(verdict.class < 3 && (0.0..=1.0).contains(&verdict.sure));
        }
    }
}
