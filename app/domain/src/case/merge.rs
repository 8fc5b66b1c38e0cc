//! When a case may go on in another: nobody must come to read what is not theirs (I6).

use std::collections::BTreeSet;

/// What the rule looks at in each of the two.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Side {
    /// The folded address of whoever opened it.
    pub address: Option<String>,
    /// The passenger they were identified as.
    pub passenger: Option<String>,
    /// Addresses of those who were let in, folded.
    pub companions: BTreeSet<String>,
    /// Somebody still owes something.
    pub open: bool,
    /// It goes on in another case already.
    pub merged: bool,
    /// Others go on in it.
    pub joined: bool,
}

/// Why it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoMerge {
    /// Not opened by the same person, as far as is known.
    Opener,
    /// Somebody was let in to one of them only: they would read or write what is not theirs.
    Companions,
    /// One of them goes on elsewhere already, or others go on in the one that would end.
    Chain,
    /// The one that is to go on is closed.
    Closed,
}

impl NoMerge {
    /// Key of the sentence that says so.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opener => "case-merge-opener",
            Self::Companions => "case-merge-companions",
            Self::Chain => "case-merge-chain",
            Self::Closed => "case-merge-closed",
        }
    }
}

/// Whether `from` may go on in `into`.
///
/// # Errors
/// The first reason why not.
pub fn may_merge(from: &Side, into: &Side) -> Result<(), NoMerge> {
    if from.merged || into.merged || from.joined {
        return Err(NoMerge::Chain);
    }
    let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    // two people may share an address, but not a passport
    let two_people = from.passenger.is_some() && into.passenger.is_some() && from.passenger != into.passenger;
    if two_people || !(same(&from.passenger, &into.passenger) || same(&from.address, &into.address)) {
        return Err(NoMerge::Opener);
    }
    if from.companions != into.companions {
        return Err(NoMerge::Companions);
    }
    if into.open { Ok(()) } else { Err(NoMerge::Closed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(address: &str, passenger: &str) -> Side {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Side { address: some(address), passenger: some(passenger), open: true, ..Side::default() }
    }

    #[test]
    fn only_the_same_opener_goes_on_in_one() {
        for (from, into, may) in [
            (side("w@x", ""), side("w@x", ""), true),
            (side("w@x", ""), side("l@x", ""), false),
            (side("", ""), side("", ""), false),
            (side("w@x", "1"), side("l@x", "1"), true),
            (side("w@x", "1"), side("w@x", "2"), false),
            (side("w@x", "1"), side("w@x", ""), true),
            (side("w@x", "1"), side("", ""), false),
        ] {
            assert_eq!(may_merge(&from, &into).is_ok(), may, "{from:?} {into:?}");
        }
    }

    #[test]
    fn nobody_reads_what_they_were_not_let_in_to() {
        let one = side("w@x", "");
        let with = Side { companions: BTreeSet::from(["c@x".to_owned()]), ..one.clone() };
        assert_eq!(may_merge(&with, &one), Err(NoMerge::Companions));
        assert_eq!(may_merge(&one, &with), Err(NoMerge::Companions));
        assert_eq!(may_merge(&with, &with), Ok(()));
    }

    #[test]
    fn it_goes_on_in_an_open_case_and_in_no_chain() {
        let one = side("w@x", "");
        assert_eq!(may_merge(&one, &Side { open: false, ..one.clone() }), Err(NoMerge::Closed));
        assert_eq!(may_merge(&Side { open: false, ..one.clone() }, &one), Ok(()), "what is closed may belong to what is open");
        for (from, into) in [
            (Side { merged: true, ..one.clone() }, one.clone()),
            (one.clone(), Side { merged: true, ..one.clone() }),
            (Side { joined: true, ..one.clone() }, one.clone()),
        ] {
            assert_eq!(may_merge(&from, &into), Err(NoMerge::Chain));
        }
        assert_eq!(may_merge(&one, &Side { joined: true, ..one.clone() }), Ok(()), "a third may join");
    }
}
