//! When a case may go on in another: nobody must come to read what is not theirs (I6).

use super::{Act, Actor, Entry, Event, Status, fold};
use crate::locale::Locale;
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

/// Whoever opened a case, as far as letters are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opener {
    /// Their folded address.
    pub address: String,
    /// The passenger they were identified as.
    pub passenger: Option<String>,
    /// The language they wrote in.
    pub language: Locale,
}

/// Where one passenger is written to besides the address their case was opened with, and what is opened by proving it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// The folded address.
    pub address: String,
    /// The language used there.
    pub language: Locale,
}

/// The other addresses of whoever opened a case: those they gave in cases that go on in it. An address proves nothing by
/// itself, so it counts only where both cases were opened by the same identified passenger. Each address gets letters of
/// its own, with a link of its own; none names another.
#[must_use]
pub fn also_written_to(address: Option<&str>, passenger: Option<&str>, joined: impl IntoIterator<Item = Opener>) -> Vec<Also> {
    let mut also: Vec<Also> = Vec::new();
    for other in joined {
        let same = passenger.is_some() && other.passenger.as_deref() == passenger;
        let known = address == Some(other.address.as_str()) || also.iter().any(|one| one.address == other.address);
        if same && !known {
            also.push(Also { address: other.address, language: other.language });
        }
    }
    also
}

/// What the case that went on gets back once `from` is apart from it again: the reply-by it had, or that it was answered.
/// Nothing where the merge moved nothing, or where somebody has said or promised something in it since: that stands.
#[must_use]
pub fn gets_back(entries: &[Entry], from: &str) -> Vec<Event> {
    let joined = |entry: &Entry| matches!(&entry.event, Event::Note { act: Some(Act::Joined { from: other }), .. } if other == from);
    let Some((before, since)) = entries.iter().rposition(joined).and_then(|place| entries.split_at_checked(place)) else {
        return Vec::new();
    };
    let Some((joined, since)) = since.split_first() else { return Vec::new() };
    let moved = |entry: &&Entry| {
        entry.actor == Actor::System && entry.at == joined.at && matches!(entry.event, Event::Deadline { .. } | Event::Status { .. })
    };
    let own = since.iter().take_while(moved).count();
    let acted = since
        .iter()
        .skip(own)
        .any(|entry| matches!(entry.event, Event::Message { .. } | Event::Verdict { .. } | Event::Deadline { .. } | Event::Status { .. }));
    let (Ok(was), Ok(is)) = (fold(before), fold(entries)) else { return Vec::new() };
    if own == 0 || acted {
        return Vec::new();
    }
    match (was.reply_by, was.status) {
        (Some(reply_by), _) => vec![Event::Deadline { reply_by, words: String::new() }],
        // nothing is owed: only where somebody has it, or nobody would be responsible
        (None, to @ (Status::Answered | Status::Waiting)) if is.owner.is_some() => vec![Event::Status { to, level: None }],
        (None, _) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Channel, Kind, Person, Topic};
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
    fn letters_go_to_the_same_passenger_alone() {
        let opener = |address: &str, passenger: &str| Opener {
            address: address.to_owned(),
            passenger: (!passenger.is_empty()).then(|| passenger.to_owned()),
            language: Locale::En,
        };
        for (address, passenger, joined, also) in [
            (Some("w@x"), Some("1"), vec![opener("l@x", "1")], vec!["l@x"]),
            (Some("w@x"), Some("1"), vec![opener("w@x", "1"), opener("l@x", "1"), opener("l@x", "1")], vec!["l@x"]),
            (None, Some("1"), vec![opener("l@x", "1"), opener("m@x", "1")], vec!["l@x", "m@x"]),
            // somebody else, or nobody we know
            (Some("w@x"), Some("1"), vec![opener("l@x", "2"), opener("m@x", "")], vec![]),
            (Some("w@x"), None, vec![opener("l@x", ""), opener("m@x", "1")], vec![]),
        ] {
            let found = also_written_to(address, passenger, joined);
            assert_eq!(found.iter().map(|one| one.address.as_str()).collect::<Vec<_>>(), also);
        }
    }

    /// A case of Mei's, and what came after, a second apart.
    fn case(events: Vec<(Actor, Event)>) -> Vec<Entry> {
        let opened = Event::Opened {
            of: Kind::Baggage,
            topic: Topic::BagMissing,
            channel: Channel::Web,
            subject: "s".into(),
            words: "w".into(),
            department: "baggage".into(),
            reply_by: at(900),
        };
        let assigned = Event::Assignment { department: "baggage".into(), owner: Some(Person { id: "1".into(), name: "Mei".into() }) };
        let events = [(Actor::Passenger("W".into()), opened), (mei(), assigned)].into_iter().chain(events);
        // the two of one transaction are of one instant
        let mut second = 0;
        let mut entries: Vec<Entry> = Vec::new();
        for (seq, (actor, event)) in (1..).zip(events) {
            second += i64::from(actor != Actor::System);
            entries.push(Entry { seq, at: at(second), actor, event });
        }
        entries
    }

    fn at(second: i64) -> jiff::Timestamp {
        jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_secs(second)
    }

    fn mei() -> Actor {
        Actor::Staff(Person { id: "1".into(), name: "Mei".into() })
    }

    fn says(actor: Actor) -> (Actor, Event) {
        let reply_by = matches!(actor, Actor::Passenger(_)).then(|| at(700));
        (actor, Event::Message { words: "w".into(), channel: Channel::Web, asks: false, reply_by })
    }

    #[test]
    fn apart_again_the_other_case_owes_what_it_owed() {
        let joined = || (mei(), Act::Joined { from: "A".into() }.noted());
        let earlier = |second| (Actor::System, Event::Deadline { reply_by: at(second), words: String::new() });
        let reopened = || (Actor::System, Event::Status { to: Status::Reopened, level: None });
        let passenger = || Actor::Passenger("W".into());
        let own = Event::Deadline { reply_by: at(900), words: String::new() };
        for (what, events, back) in [
            ("nothing moved", vec![joined()], vec![]),
            ("an earlier promise came with it", vec![joined(), earlier(500)], vec![own.clone()]),
            ("arranging is no answer", vec![joined(), earlier(500), (mei(), Act::Back.noted())], vec![own]),
            (
                "it was answered",
                vec![says(mei()), joined(), earlier(500), reopened()],
                vec![Event::Status { to: Status::Answered, level: None }],
            ),
            ("the passenger wrote since", vec![joined(), earlier(500), says(passenger())], vec![]),
            ("it was answered since", vec![joined(), earlier(500), says(mei())], vec![]),
            ("another came since", vec![joined(), earlier(500), (mei(), Act::Joined { from: "B".into() }.noted()), earlier(400)], vec![]),
            ("it never went on there", vec![(mei(), Act::Joined { from: "B".into() }.noted()), earlier(400)], vec![]),
        ] {
            let mut entries = case(events);
            assert_eq!(gets_back(&entries, "A"), back, "{what}");
            // and what it gets back fits its timeline
            for event in back {
                let (seq, answered) = (entries.len(), matches!(event, Event::Status { .. }));
                entries.push(Entry { seq: i32::try_from(seq).unwrap_or_default() + 1, at: at(99), actor: mei(), event });
                assert_eq!(fold(&entries).map(|state| state.reply_by), Ok((!answered).then(|| at(900))), "{what}");
            }
        }
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
