#![allow(clippy::unwrap_used)]
use super::*;
use crate::case::Channel;
use proptest::prelude::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn mei() -> Person {
    Person { id: "mei".into(), name: "Mei Chen".into() }
}

fn entry(seq: i32, actor: Actor, event: Event) -> Entry {
    Entry { seq, at: at(seq.into()), actor, event }
}

fn acts(acts: &[Act]) -> Vec<Entry> {
    let note = |(place, act): (usize, &Act)| entry(i32::try_from(place).unwrap() + 2, Actor::Staff(mei()), act.clone().noted());
    acts.iter().enumerate().map(note).collect()
}

fn message(actor: Actor) -> Entry {
    let reply_by = matches!(actor, Actor::Passenger(_)).then(|| at(999));
    entry(50, actor, Event::Message { words: "Hello?".into(), channel: Channel::Web, asks: false, reply_by })
}

#[test]
fn a_tag_is_taken_as_people_type_it() {
    for (typed, kept) in [
        ("VIP", Some("vip")),
        (" #Snow Storm ", Some("snow-storm")),
        ("雪 天", Some("雪-天")),
        ("ÉTÉ_2026", Some("été_2026")),
        ("", None),
        ("#", None),
        ("--", None),
        ("a,b", None),
        ("<b>", None),
        ("a234567890123456789012345", None),
    ] {
        assert_eq!(tag(typed).as_deref(), kept, "{typed:?}");
    }
}

#[test]
fn waiting_ends_and_lies_ahead() {
    let now = at(0);
    assert!(may_wait_until(at(1), now));
    assert!(may_wait_until(now + SignedDuration::from_hours(24 * 366), now));
    for wrong in [now, at(-1), now + SignedDuration::from_hours(24 * 367), Timestamp::MAX, Timestamp::MIN] {
        assert!(!may_wait_until(wrong, now), "{wrong}");
    }
}

#[test]
fn a_case_put_aside_comes_back_when_the_passenger_writes_and_not_before() {
    let aside = acts(&[Act::Aside { until: at(5000) }]);
    let after = |more: Entry| Arranged::of(aside.iter().chain([&more])).is_aside(at(100));
    assert!(Arranged::of(&aside).is_aside(at(4999)));
    assert!(!Arranged::of(&aside).is_aside(at(5000)), "its time has come");
    assert!(!after(message(Actor::Passenger("Wang".into()))));
    assert!(after(message(Actor::Staff(mei()))), "our own word is no reason");
    assert!(after(entry(50, Actor::Staff(mei()), Event::Note { words: "x".into(), act: None })));
    assert!(!after(entry(50, Actor::Staff(mei()), Act::Back.noted())));
    assert!(!after(entry(50, Actor::Staff(mei()), Event::Assignment { department: "baggage".into(), owner: None })), "others have it now");
    assert!(!after(entry(50, Actor::System, Act::Reminded { id: "1".into() }.noted())));
    let not_yet = Event::Verdict { answered: false, reply_by: Some(at(9)) };
    assert!(!after(entry(50, Actor::Passenger("Wang".into()), not_yet)));
    for (to, aside) in [(Status::Closed, false), (Status::Reopened, false), (Status::Escalated, true)] {
        assert_eq!(after(entry(50, Actor::Staff(mei()), Event::Status { to, level: None })), aside, "{to:?}");
    }
}

#[test]
fn a_follow_up_lives_from_its_plan_to_its_end() {
    let planned = |id: &str| Act::Planned { id: id.into(), due: at(900), owner: mei(), from: None };
    let arranged = Arranged::of(&acts(&[planned("1"), planned("2"), Act::Reminded { id: "1".into() }]));
    let told: Vec<_> = arranged.follow_ups.iter().map(|one| (one.id.as_str(), one.reminded)).collect();
    assert_eq!(told, [("1", true), ("2", false)]);
    let settled = Arranged::of(&acts(&[planned("1"), planned("2"), Act::Settled { id: "1".into(), sent: true }]));
    assert_eq!(settled.follow_ups.len(), 1);
}

proptest! {
    /// Tags and links are sets: what was done last with a word counts, whoever else did what in between.
    #[test]
    fn what_was_done_last_with_a_word_counts(steps in proptest::collection::vec((0_u8..4, any::<bool>()), 0..40)) {
        let made: Vec<Act> = steps.iter().map(|(word, on)| {
            let tag = format!("t{word}");
            if *on { Act::Tagged { tag } } else { Act::Untagged { tag } }
        }).collect();
        let arranged = Arranged::of(&acts(&made));
        for word in 0..4 {
            let last = steps.iter().rev().find(|(one, _)| *one == word).is_some_and(|(_, on)| *on);
            prop_assert_eq!(arranged.tags.contains(&format!("t{word}")), last);
        }
    }

    #[test]
    fn a_tag_kept_is_the_same_typed_again(typed in ".{0,40}") {
        if let Some(kept) = tag(&typed) {
            prop_assert_eq!(tag(&kept), Some(kept.clone()));
            prop_assert!(kept.chars().count() <= TAG_LONGEST);
        }
    }

    #[test]
    fn any_act_survives_its_data(second in 0_i64..1_000_000, word in "[a-z]{1,8}") {
        for act in [Act::Tagged { tag: word.clone() }, Act::Aside { until: at(second) }, Act::Planned { id: word.clone(), due: at(second), owner: mei(), from: None }] {
            let event = act.noted();
            let json = serde_json::to_value(&event).unwrap();
            prop_assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
        }
    }
}
