#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
use super::*;
use crate::case::{BagStep, InvitationStep, Notice};
use jiff::SignedDuration;
use proptest::prelude::*;

fn at(minute: i32) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_mins(i64::from(minute))
}

fn mei() -> Person {
    Person { id: "mei".into(), name: "Mei Chen".into() }
}

fn opened() -> Entry {
    Entry {
        seq: 1,
        at: at(0),
        actor: Actor::Passenger("Wang Wei".into()),
        event: Event::Opened {
            of: Kind::Baggage,
            topic: Topic::BagMissing,
            channel: Channel::Web,
            subject: "Two bags".into(),
            words: "Both missing".into(),
            department: "baggage".into(),
            reply_by: at(240),
        },
    }
}

fn passenger(event: Event) -> (Actor, Event) {
    (Actor::Passenger("Wang Wei".into()), event)
}

fn staff(event: Event) -> (Actor, Event) {
    (Actor::Staff(mei()), event)
}

fn timeline(steps: Vec<(Actor, Event)>) -> Vec<Entry> {
    let rest = steps.into_iter().zip(2..).map(|((actor, event), seq)| Entry { seq, at: at(seq), actor, event });
    std::iter::once(opened()).chain(rest).collect()
}

fn reply(asks: bool) -> Event {
    Event::Message { words: "…".into(), channel: Channel::Web, asks, reply_by: None }
}

fn take() -> Event {
    Event::Assignment { department: "baggage".into(), owner: Some(mei()) }
}

#[test]
fn the_life_of_a_case() {
    let mut steps = vec![staff(take())];
    assert_eq!(fold(&timeline(steps.clone())).unwrap().status, Status::Working);
    steps.push(staff(reply(true)));
    let waiting = fold(&timeline(steps.clone())).unwrap();
    assert_eq!((waiting.status, waiting.reply_by), (Status::Waiting, None));
    steps.push(passenger(Event::Message { words: "yes".into(), channel: Channel::Web, asks: false, reply_by: Some(at(300)) }));
    let working = fold(&timeline(steps.clone())).unwrap();
    assert_eq!((working.status, working.reply_by), (Status::Working, Some(at(300))));
    steps.push(staff(reply(false)));
    steps.push(passenger(Event::Verdict { answered: false, reply_by: Some(at(400)) }));
    assert_eq!(fold(&timeline(steps.clone())).unwrap().status, Status::Reopened);
    steps.push(staff(reply(false)));
    steps.push(passenger(Event::Verdict { answered: true, reply_by: None }));
    let closed = fold(&timeline(steps.clone())).unwrap();
    assert_eq!((closed.status, closed.reply_by, closed.closed_at), (Status::Closed, None, Some(at(8))));
    steps.push(passenger(Event::Message { words: "again".into(), channel: Channel::Web, asks: false, reply_by: Some(at(500)) }));
    let again = fold(&timeline(steps)).unwrap();
    assert_eq!((again.status, again.closed_at), (Status::Reopened, None));
}

#[test]
fn nobody_responsible_is_refused() {
    // answered without an owner: neither a person nor a deadline would be left
    assert_eq!(fold(&timeline(vec![staff(reply(false))])), Err(FoldError::Nobody));
    let dropped = Event::Assignment { department: "baggage".into(), owner: None };
    assert_eq!(fold(&timeline(vec![staff(take()), staff(reply(false)), staff(dropped)])), Err(FoldError::Nobody));
}

#[test]
fn gaps_second_openings_and_wrong_hands_are_refused() {
    assert_eq!(fold(&[]), Err(FoldError::Empty));
    let mut entries = timeline(vec![staff(take()), staff(reply(false))]);
    entries[2].seq = 4;
    assert_eq!(fold(&entries), Err(FoldError::Gap { expected: 3, found: 4 }));
    assert_eq!(fold(&timeline(vec![(Actor::System, opened().event)])), Err(FoldError::OpenedAgain(2)));
    assert_eq!(fold(&entries[1..2]), Err(FoldError::NotOpened));
    assert_eq!(fold(&timeline(vec![passenger(Event::Note { words: "x".into(), act: None })])), Err(FoldError::Actor(2)));
    assert_eq!(fold(&timeline(vec![staff(Event::Verdict { answered: true, reply_by: None })])), Err(FoldError::Actor(2)));
}

#[test]
fn a_verdict_needs_an_answer() {
    let early = passenger(Event::Verdict { answered: false, reply_by: Some(at(9)) });
    assert_eq!(fold(&timeline(vec![early])), Err(FoldError::Transition { from: Status::New, to: Status::Reopened }));
}

fn any_step() -> impl Strategy<Value = (Actor, Event)> {
    let status = (0usize..8).prop_map(|i| Event::Status { to: Status::ALL[i], level: None });
    let event = prop_oneof![
        (any::<bool>(), proptest::option::of(0i32..900)).prop_map(|(asks, by)| Event::Message {
            words: "w".into(),
            channel: Channel::Web,
            asks,
            reply_by: by.map(at)
        }),
        Just(Event::Note { words: "n".into(), act: None }),
        status,
        any::<bool>().prop_map(|owned| Event::Assignment { department: "service".into(), owner: owned.then(mei) }),
        (0i32..900).prop_map(|by| Event::Deadline { reply_by: at(by), words: String::new() }),
        Just(Event::Triage { topic: Some(Topic::Other), priority: Some(Priority::High) }),
        (any::<bool>(), proptest::option::of(0i32..900)).prop_map(|(answered, by)| Event::Verdict { answered, reply_by: by.map(at) }),
        Just(Event::Notice { what: Notice::Bag { tag: "0992123456".into(), airport: "EWR".into(), step: BagStep::Traced, report: None } }),
        Just(Event::Invitation { step: InvitationStep::Sent, address: "m•••@example.com".into() }),
    ];
    let actor = prop_oneof![Just(Actor::Passenger("Wang Wei".into())), Just(Actor::Staff(mei())), Just(Actor::System)];
    (actor, event)
}

proptest! {
    #[test]
    fn folding_equals_applying_one_by_one_and_keeps_the_invariants(steps in proptest::collection::vec(any_step(), 0..40)) {
        let mut kept = vec![opened()];
        let mut state = State::open(&kept[0]).unwrap();
        for (actor, event) in steps {
            let entry = Entry { seq: state.last_seq + 1, at: at(state.last_seq), actor, event };
            if let Ok(next) = state.apply(&entry) {
                prop_assert!(next.status == state.status || state.status.may_become(next.status), "{:?} to {:?}", state.status, next.status);
                prop_assert!(next.is_somebodys());
                prop_assert_eq!(next.closed_at.is_some(), next.status == Status::Closed);
                prop_assert_eq!(next.last_public_seq == next.last_seq, entry.audience() == Audience::Everyone);
                kept.push(entry);
                state = next;
            }
        }
        prop_assert_eq!(fold(&kept).unwrap(), state);
    }

    #[test]
    fn an_event_survives_storage((_, event) in any_step()) {
        let text = serde_json::to_string(&event).unwrap();
        prop_assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }
}
