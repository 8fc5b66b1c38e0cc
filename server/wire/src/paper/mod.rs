//! Papers people keep and print: what stands on them in reading order, written as PDF.
//!
//! Tagged for screen readers (PDF/UA-1), with the letters it uses of one typeface, so that it reads the same everywhere and its words
//! can be searched and copied. What has no letter in that typeface is shown as an empty square.

mod code;
mod draw;
mod face;
mod flow;
#[cfg(test)]
mod tests;

pub use code::{Code, EDGE};

/// A paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Its title, as the window that shows it has it.
    pub title: String,
    /// Language of everything that has none of its own: `en`.
    pub language: &'static str,
    /// Who issues it.
    pub issuer: String,
    /// Its size.
    pub format: Format,
    /// What stands on it, in reading order, each with its language where that is another.
    pub parts: Vec<(Part, Option<&'static str>)>,
    /// What stands small at the foot of each page; `{page}` and `{pages}` in it become numbers.
    pub foot: String,
}

/// How large it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A letter: A4.
    Letter,
    /// What fits a wallet once folded: 86 by 155 mm.
    Card,
}

/// One thing on a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// What it is: once, on top.
    Title(String),
    /// What follows.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that may be small.
    Small(String),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// Large words with a small one above each: gate, seat, time.
    Large(Vec<(String, String)>),
    /// Rows below heads.
    Table(Table),
    /// Bars beneath each other: what they say, then name, value from zero up, its words, and whether it is the one spoken of.
    Bars(String, Vec<(String, f32, String, bool)>),
    /// A code to be scanned, its side in millimetres, and what to say of it.
    Code(Code, f32, String),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it is about.
    pub summary: String,
    /// Heads, each with the share of the width its column takes.
    pub heads: Vec<(String, f32)>,
    /// Columns from here on hold figures: they end at the right.
    pub figures_from: usize,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// The last row is the sum of the others.
    pub sum: bool,
}

impl Paper {
    /// The next thing on it.
    pub fn push(&mut self, part: Part) {
        self.parts.push((part, None));
    }

    /// The next thing on it, in a language of its own.
    pub fn push_in(&mut self, language: &'static str, part: Part) {
        self.parts.push((part, Some(language)));
    }

    /// The paper as PDF.
    ///
    /// # Errors
    /// What is wrong with it, for the log: nothing a reader could do something about.
    pub fn write(&self) -> Result<Vec<u8>, String> {
        let face = face::Face::load()?;
        draw::draw(self, &flow::flow(self, &face), &face)
    }
}

impl Format {
    /// Width and height in points.
    const fn size(self) -> (f32, f32) {
        match self {
            Self::Letter => (595.276, 841.89),
            Self::Card => (243.78, 439.37),
        }
    }

    /// What is left free at each side.
    const fn margin(self) -> f32 {
        match self {
            Self::Letter => 56.7,
            Self::Card => 17.0,
        }
    }
}
