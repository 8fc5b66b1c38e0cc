#![allow(clippy::unwrap_used)]
//! What a flight's reports come to, as a table.

use super::*;
use crate::flight::News;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000).unwrap() + SignedDuration::from_mins(minute)
}

/// Leaves at minute 0, arrives at minute 155.
fn schedule() -> Schedule {
    Schedule { departs: at(0), arrives: at(155) }
}

fn told(known: i64, news: News) -> Report {
    Report { told_at: None, known_at: at(known), news }
}

fn late_by(minutes: i64) -> News {
    News::Estimate { departs: at(minutes), arrives: Some(at(155 + minutes)), reason: Some(Reason::Inbound) }
}

#[test]
fn a_flight_without_news_goes_by_the_clock() {
    for (minute, phase, tone) in [
        (-600, Phase::Scheduled, Tone::Good),
        (-41, Phase::Scheduled, Tone::Good),
        (-40, Phase::Boarding, Tone::Good),
        (59, Phase::Boarding, Tone::Good),
        (60, Phase::NoNews, Tone::Rest),
        (6000, Phase::NoNews, Tone::Rest),
    ] {
        let state = fold(&schedule(), &[], at(minute));
        assert_eq!((state.phase, state.tone()), (phase, tone), "minute {minute}");
    }
}

#[test]
fn a_late_flight_from_news_to_gate() {
    let reports = [
        told(-90, late_by(60)),
        told(10, late_by(200)),
        told(200, News::OffBlock { at: at(200) }),
        told(216, News::Airborne { at: at(216), arrives: Some(at(345)) }),
        told(338, News::Landed { at: at(338) }),
        told(345, News::OnBlock { at: at(345) }),
    ];
    for (minute, phase, delay, tone) in [
        (-91, Phase::Scheduled, 0, Tone::Good),
        (-90, Phase::Delayed, 60, Tone::Changed),
        (9, Phase::Delayed, 60, Tone::Changed),
        (10, Phase::Delayed, 200, Tone::Changed),
        (160, Phase::Boarding, 200, Tone::Changed),
        (200, Phase::Taxiing, 200, Tone::Changed),
        (216, Phase::InTheAir, 190, Tone::Changed),
        (338, Phase::Landed, 190, Tone::Changed),
        (345, Phase::Arrived, 190, Tone::Changed),
    ] {
        let state = fold(&schedule(), &reports, at(minute));
        assert_eq!((state.phase, state.delay_minutes(), state.tone()), (phase, delay, tone), "minute {minute}");
    }
    let half = fold(&schedule(), &reports, at(216 + 64));
    assert!((half.progress - 64.0 / 129.0).abs() < 0.01, "{}", half.progress);
    assert_eq!(fold(&schedule(), &reports, at(337)).progress, 121.0 / 129.0);
    assert_eq!(fold(&schedule(), &reports, at(340)).progress, 1.0);
    assert_eq!(half.reason, Some(Reason::Inbound));
    assert_eq!(half.changed_at, Some(at(216)));
}

#[test]
fn cancelled_and_diverted_are_not_taken_back_by_later_movements() {
    let cancelled = [told(-300, News::Cancelled { reason: Some(Reason::Weather) }), told(-200, late_by(30))];
    let state = fold(&schedule(), &cancelled, at(0));
    assert_eq!((state.phase, state.tone(), state.progress), (Phase::Cancelled, Tone::Lost, 0.0));

    let diverted = [
        told(5, News::OffBlock { at: at(5) }),
        told(20, News::Airborne { at: at(20), arrives: None }),
        told(110, News::Diverted { to: "PIT".into(), arrives: Some(at(190)), reason: Some(Reason::Weather) }),
        told(182, News::Landed { at: at(182) }),
        told(190, News::OnBlock { at: at(190) }),
    ];
    assert_eq!(fold(&schedule(), &diverted, at(109)).phase, Phase::InTheAir);
    let state = fold(&schedule(), &diverted, at(500));
    assert_eq!((state.phase, state.diverted_to.as_deref(), state.arrival.actual), (Phase::Diverted, Some("PIT"), Some(at(190))));
}

#[test]
fn the_newest_gate_counts_and_small_delays_are_on_time() {
    let gates = [told(-75, News::Gate { gate: "C77".into() }), told(-30, News::Gate { gate: "C92".into() })];
    assert_eq!(fold(&schedule(), &gates, at(-31)).gate.as_deref(), Some("C77"));
    assert_eq!(fold(&schedule(), &gates, at(-30)).gate.as_deref(), Some("C92"));
    let state = fold(&schedule(), &[told(-100, late_by(14))], at(-90));
    assert_eq!((state.phase, state.is_late()), (Phase::Scheduled, false));
}

#[test]
fn reports_count_in_the_order_they_became_known() {
    let reports = [told(10, late_by(200)), told(-90, late_by(60))];
    assert_eq!(fold(&schedule(), &reports, at(20)).delay_minutes(), 200);
}

#[test]
fn what_was_told_before_counts_before_whenever_it_comes() {
    let late = Report { told_at: Some(at(-90)), ..told(12, late_by(60)) };
    let state = fold(&schedule(), &[told(10, late_by(200)), late], at(20));
    assert_eq!((state.delay_minutes(), state.changed_at), (200, Some(at(12))));
}

#[test]
fn an_arrival_alone_leaves_the_departure_as_it_is() {
    let state = fold(&schedule(), &[told(-90, late_by(60)), told(-80, News::Arrival { at: at(230), reason: None })], at(-70));
    assert_eq!((state.departure.best(), state.arrival.best(), state.phase), (at(60), at(230), Phase::Delayed));
}

#[test]
fn back_at_its_stand_it_has_not_left() {
    let flown = [told(5, News::OffBlock { at: at(5) }), told(20, News::Airborne { at: at(20), arrives: None })];
    let back = told(50, News::Returned { at: at(48) });
    let again = told(90, News::OffBlock { at: at(90) });
    for (name, reports, phase, departs) in [
        ("from the runway", vec![flown[0].clone(), back.clone()], Phase::Boarding, 48),
        ("from the air", vec![flown[0].clone(), flown[1].clone(), back.clone()], Phase::Boarding, 48),
        ("and tries again later", vec![flown[0].clone(), back.clone(), told(55, late_by(180))], Phase::Delayed, 180),
        ("and leaves", vec![flown[0].clone(), back, again], Phase::Taxiing, 90),
    ] {
        let state = fold(&schedule(), &reports, at(95));
        assert_eq!((state.phase, state.departure.best()), (phase, at(departs)), "{name}");
    }
}

#[test]
fn a_plan_that_moves_puts_older_estimates_aside_and_nothing_that_happened() {
    // the flight is planned at minute 0 by now; before, at minute -60
    let moved = |known, told: i64| {
        let plan = |departs: i64| News::Planned { departs: at(departs), arrives: at(departs + 155) };
        let report = |known_at, news| Report { told_at: Some(at(told)), known_at, news };
        [report(at(known), plan(-60)), report(at(known) + SignedDuration::from_micros(1), plan(0))]
    };
    let [before, after] = moved(-300, -300);
    for (name, reports, departs, phase) in [
        ("an estimate of before", vec![told(-400, late_by(90)), before.clone(), after.clone()], 0, Phase::Scheduled),
        ("one of after", vec![before.clone(), after.clone(), told(-200, late_by(90))], 90, Phase::Delayed),
        ("cancelled stays", vec![told(-400, News::Cancelled { reason: None }), before.clone(), after.clone()], 0, Phase::Cancelled),
        (
            "and taken back",
            vec![told(-400, News::Cancelled { reason: Some(Reason::Crew) }), told(-390, News::Reinstated)],
            0,
            Phase::Scheduled,
        ),
    ] {
        let state = fold(&schedule(), &reports, at(-100));
        assert_eq!((state.departure.best(), state.phase), (at(departs), phase), "{name}");
        assert!(state.reason.is_none() || state.is_late(), "{name}");
    }
    let gone = [told(-50, News::OffBlock { at: at(-50) }), before.clone(), after.clone()];
    assert_eq!(fold(&schedule(), &gone, at(-40)).departure.actual, Some(at(-50)));
    // whoever bought it before is owed the plan of before, whoever bought it since the new one
    let reports = [before, after];
    for (issued, planned, late, phase) in [(-900, -60, 60, Phase::Delayed), (-299, 0, 0, Phase::Scheduled)] {
        let state = fold_as_booked(&schedule(), &reports, at(issued), at(-250));
        assert_eq!((state.departure.planned, state.arrival.planned), (at(planned), at(planned + 155)));
        assert_eq!((state.delay_minutes(), state.phase), (late, phase));
    }
    assert_eq!(plan_at(&schedule(), &[], at(0)), schedule());
}

#[test]
fn a_flight_has_moved_or_is_silent_or_waits() {
    for (reports, minute, wanted) in [
        (vec![], 59, (false, false)),
        (vec![], 60, (false, true)),
        (vec![told(-90, late_by(60))], 119, (false, false)),
        (vec![told(-5, News::OffBlock { at: at(-5) })], 0, (true, false)),
        (vec![told(-5, News::OffBlock { at: at(-5) }), told(10, News::Returned { at: at(9) })], 20, (false, false)),
        (vec![told(-90, News::Cancelled { reason: None })], 0, (false, false)),
    ] {
        let state = fold(&schedule(), &reports, at(minute));
        assert_eq!((state.has_moved(), state.is_silent(at(minute))), wanted, "{reports:?} {minute}");
    }
}

#[test]
fn phases_have_words_and_an_order() {
    let mut keys: Vec<&str> = Phase::ALL.iter().map(|phase| phase.key()).collect();
    keys.dedup();
    assert_eq!(keys.len(), Phase::ALL.len());
    assert!(Phase::ALL.windows(2).all(|pair| pair.first().unwrap().step() <= pair.last().unwrap().step()));
}
