//! Procedures: how a step of the work is done. Which one stands beside which step is decided here.

use crate::case::Kind;

/// The two books of the house: both are written, approved and kept by versions alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Book {
    /// What passengers read before they ask.
    Help,
    /// How colleagues do a step of their work; for staff alone.
    Procedures,
}

impl Book {
    /// As stored, and in the audit.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Procedures => "procedure",
        }
    }

    /// Reads what [`Book::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Help, Self::Procedures].into_iter().find(|book| book.as_str() == text)
    }

    /// Where it is written.
    #[must_use]
    pub const fn address(self) -> &'static str {
        match self {
            Self::Help => "/desk/knowledge",
            Self::Procedures => "/desk/procedures",
        }
    }

    /// The book an address of [`Book::address`] belongs to.
    #[must_use]
    pub fn at(path: &str) -> Self {
        if path.starts_with(Self::Procedures.address()) { Self::Procedures } else { Self::Help }
    }
}

/// A text by its book and its name there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// Which book.
    pub book: Book,
    /// `bag-missing`.
    pub slug: &'a str,
}

impl<'a> Text<'a> {
    /// An article.
    #[must_use]
    pub const fn help(slug: &'a str) -> Self {
        Self { book: Book::Help, slug }
    }

    /// A procedure.
    #[must_use]
    pub const fn procedure(slug: &'a str) -> Self {
        Self { book: Book::Procedures, slug }
    }
}

/// The steps of the work that have a form of their own, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkStep {
    /// Writing down a call or a visit.
    Record,
    /// Making sure who asks.
    Identity,
    /// Taking a case in hand.
    Take,
    /// Topic, priority, deadline.
    Sort,
    /// Answering, or asking back.
    Answer,
    /// Later: putting aside, coming back on a day.
    Later,
    /// Cases that belong together.
    Together,
    /// Handing over to a colleague.
    HandOver,
    /// Passing on to another department.
    Transfer,
    /// Raising to the next level.
    Raise,
    /// Closing.
    Close,
}

impl WorkStep {
    /// Every step.
    pub const ALL: [Self; 11] = [
        Self::Record,
        Self::Identity,
        Self::Take,
        Self::Sort,
        Self::Answer,
        Self::Later,
        Self::Together,
        Self::HandOver,
        Self::Transfer,
        Self::Raise,
        Self::Close,
    ];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Identity => "identity",
            Self::Take => "take",
            Self::Sort => "sort",
            Self::Answer => "answer",
            Self::Later => "later",
            Self::Together => "together",
            Self::HandOver => "hand-over",
            Self::Transfer => "transfer",
            Self::Raise => "raise",
            Self::Close => "close",
        }
    }

    /// Reads what [`WorkStep::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }

    /// Key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Record => "procedure-step-record",
            Self::Identity => "procedure-step-identity",
            Self::Take => "procedure-step-take",
            Self::Sort => "procedure-step-sort",
            Self::Answer => "procedure-step-answer",
            Self::Later => "procedure-step-later",
            Self::Together => "procedure-step-together",
            Self::HandOver => "procedure-step-hand-over",
            Self::Transfer => "procedure-step-transfer",
            Self::Raise => "procedure-step-raise",
            Self::Close => "procedure-step-close",
        }
    }
}

/// Where a procedure stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Beside which step.
    pub step: WorkStep,
    /// For which kind of case; none: for all.
    pub kind: Option<Kind>,
    /// In which department, by id; none: in all.
    pub department: Option<String>,
}

impl Place {
    /// Whether it stands there for a case of this kind in this department; where one of the two is not known yet, it may.
    #[must_use]
    pub fn covers(&self, kind: Option<Kind>, department: Option<&str>) -> bool {
        let here = |own: Option<&str>, theirs: Option<&str>| own.is_none() || theirs.is_none() || own == theirs;
        here(self.kind.map(Kind::as_str), kind.map(Kind::as_str)) && here(self.department.as_deref(), department)
    }

    /// How particular it is: of several at one step the most particular is read first.
    #[must_use]
    pub fn particular(&self) -> u8 {
        u8::from(self.kind.is_some()) + u8::from(self.department.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_books_are_read_as_they_are_written() {
        assert!(WorkStep::ALL.into_iter().all(|step| WorkStep::parse(step.as_str()) == Some(step)));
        assert_eq!(WorkStep::parse("dance"), None);
        assert_eq!((Book::parse("help"), Book::parse("procedure"), Book::parse("x")), (Some(Book::Help), Some(Book::Procedures), None));
        assert_eq!((Book::at("/desk/procedures/x/en"), Book::at("/desk/knowledge")), (Book::Procedures, Book::Help));
    }

    #[test]
    fn a_procedure_stands_where_it_belongs() {
        let place = |kind, department: Option<&str>| Place { step: WorkStep::Answer, kind, department: department.map(str::to_owned) };
        let (all, bags, there) = (place(None, None), place(Some(Kind::Baggage), None), place(None, Some("refunds")));
        let both = place(Some(Kind::Change), Some("refunds"));
        let covering = |kind, department| [&all, &bags, &there, &both].map(|place| place.covers(kind, department));
        assert_eq!(covering(Some(Kind::Baggage), Some("baggage")), [true, true, false, false]);
        assert_eq!(covering(Some(Kind::Change), Some("refunds")), [true, false, true, true]);
        assert_eq!(covering(Some(Kind::Inquiry), Some("refunds")), [true, false, true, false]);
        assert_eq!(covering(None, None), [true; 4], "nothing is known yet");
        assert_eq!([&all, &bags, &there, &both].map(Place::particular), [0, 1, 1, 2]);
    }
}
