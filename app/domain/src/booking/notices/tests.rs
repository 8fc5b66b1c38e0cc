#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use proptest::prelude::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn rule() -> Rule {
    Rule::at(at("2026-11-21T00:00:00Z"))
}

/// By the clock of New York, whatever airports it is called between.
fn leg(position: i16, way: (&str, &str), departs: &str, arrives: &str) -> Leg {
    Leg {
        position,
        flight: format!("LD{position}00/2026-11-21"),
        origin: way.0.to_owned(),
        destination: way.1.to_owned(),
        departs: at(departs),
        from: zone("America/New_York"),
        arrives: at(arrives),
        left: false,
        arrived: false,
        off: false,
        diverted: false,
    }
}

const BOTH: Wishes = Wishes { reminders: true, word: true };
const REMINDERS: Wishes = Wishes { reminders: true, word: false };
const LONG_AGO: &str = "2026-01-01T00:00:00Z";

fn reminded(leg: &Leg, since: &str, now: &str) -> Option<String> {
    let all = notices(&rule(), std::slice::from_ref(leg), REMINDERS, at(since), at(now));
    all.first().map(|notice| notice.at.to_zoned(leg.from.clone()).strftime("%d %H:%M").to_string())
}

#[test]
fn a_reminder_comes_a_day_before_and_never_at_night() {
    let table = [
        // departs, asked, looked at, reminded by the clock there
        ("2026-11-21T17:00-05", LONG_AGO, LONG_AGO, Some("20 17:00")),
        // a day before half past ten in the evening is quiet: in the morning of the day itself
        ("2026-11-21T22:30-05", LONG_AGO, LONG_AGO, Some("21 08:00")),
        ("2026-11-22T05:00-05", LONG_AGO, LONG_AGO, Some("21 08:00")),
        ("2026-11-22T00:00-05", LONG_AGO, LONG_AGO, Some("21 08:00")),
        ("2026-11-21T21:00-05", LONG_AGO, LONG_AGO, Some("21 08:00")),
        ("2026-11-21T20:59-05", LONG_AGO, LONG_AGO, Some("20 20:59")),
        ("2026-11-21T08:00-05", LONG_AGO, LONG_AGO, Some("20 08:00")),
        // the clocks go back that night, and forward in March: eight is eight, and a day is 24 hours
        ("2026-11-01T22:00-05", LONG_AGO, LONG_AGO, Some("01 08:00")),
        ("2026-11-01T12:00-05", LONG_AGO, LONG_AGO, Some("31 13:00")),
        ("2027-03-14T12:00-04", LONG_AGO, LONG_AGO, Some("13 11:00")),
        ("2027-03-14T03:30-04", LONG_AGO, LONG_AGO, Some("13 08:00")),
        // asked for later than a day before: what they were sent then says it all
        ("2026-11-21T17:00-05", "2026-11-20T17:01-05", "2026-11-20T18:00-05", None),
        // nobody looked for hours: at once by day, in the morning by night, at once by night where the flight is near
        ("2026-11-21T17:00-05", LONG_AGO, "2026-11-20T19:30-05", Some("20 19:30")),
        ("2026-11-21T17:00-05", LONG_AGO, "2026-11-21T03:00-05", Some("21 08:00")),
        ("2026-11-21T09:00-05", LONG_AGO, "2026-11-21T03:00-05", Some("21 03:00")),
        // moved so much earlier that it is past
        ("2026-11-21T17:00-05", LONG_AGO, "2026-11-21T17:00-05", None),
    ];
    for (departs, since, now, expected) in table {
        let flight = leg(1, ("EWR", "ORD"), departs, "2027-03-20T00:00Z");
        assert_eq!(reminded(&flight, since, now).as_deref(), expected, "{departs} {since} {now}");
    }
}

/// Newark over Chicago to Denver, and back a week later.
fn there_and_back() -> Vec<Leg> {
    vec![
        leg(1, ("EWR", "ORD"), "2026-11-21T10:00-05", "2026-11-21T13:00-05"),
        leg(2, ("ORD", "DEN"), "2026-11-21T15:00-05", "2026-11-21T18:00-05"),
        leg(3, ("DEN", "EWR"), "2026-11-28T10:00-05", "2026-11-28T14:00-05"),
    ]
}

fn told(legs: &[Leg], wishes: Wishes, since: &str, now: &str) -> Vec<(What, i16)> {
    notices(&rule(), legs, wishes, at(since), at(now)).into_iter().map(|notice| (notice.what, notice.position)).collect()
}

const ALL: [(What, i16); 5] = [(What::Reminder, 1), (What::Connection, 1), (What::Arrival, 2), (What::Reminder, 3), (What::Arrival, 3)];

#[test]
fn connections_are_one_journey_and_the_way_back_another() {
    let legs = there_and_back();
    assert_eq!(told(&legs, BOTH, LONG_AGO, LONG_AGO), ALL);
    assert_eq!(told(&legs, REMINDERS, LONG_AGO, LONG_AGO), [ALL[0], ALL[3]]);
    assert_eq!(told(&legs, Wishes::default(), LONG_AGO, LONG_AGO), []);
    assert_eq!((journey_of(&legs, 2), journey_of(&legs, 3), journey_of(&legs, 9)), (vec![1, 2], vec![3], vec![]));
    // out and home on one day is two journeys, however short the stay
    let day = [
        leg(1, ("EWR", "ORD"), "2026-11-21T08:00-05", "2026-11-21T11:00-05"),
        leg(2, ("ORD", "EWR"), "2026-11-21T17:00-05", "2026-11-21T20:00-05"),
    ];
    assert_eq!(told(&day, BOTH, LONG_AGO, LONG_AGO), [(What::Reminder, 1), (What::Reminder, 2), (What::Arrival, 1), (What::Arrival, 2)]);
    // asked for under way: what is past is past
    assert_eq!(told(&legs, BOTH, "2026-11-25T00:00Z", "2026-11-25T00:00Z"), ALL[3..]);
    assert_eq!(told(&legs, BOTH, LONG_AGO, "2026-12-05T00:00Z"), []);
}

#[test]
fn what_does_not_fly_is_not_reminded_of() {
    let mut legs = there_and_back();
    legs[0].off = true;
    // the rest of that journey hangs on it; the way back does not
    assert_eq!(told(&legs, BOTH, LONG_AGO, LONG_AGO), ALL[2..]);
    legs[0].off = false;
    legs[1].off = true;
    assert_eq!(told(&legs, BOTH, LONG_AGO, LONG_AGO), [ALL[0], ALL[3], ALL[4]]);
    legs[1].off = false;
    legs[1].diverted = true;
    assert_eq!(told(&legs, BOTH, LONG_AGO, LONG_AGO), [ALL[0], ALL[1], ALL[3], ALL[4]]);
    legs.iter_mut().for_each(|leg| leg.off = true);
    assert_eq!(told(&legs, BOTH, LONG_AGO, LONG_AGO), []);
}

#[test]
fn a_word_waits_until_the_landing_is_reported_at_any_hour_and_not_for_ever() {
    let mut legs = there_and_back();
    let due = |legs: &[Leg], now: &str| -> Vec<What> {
        let all = notices(&rule(), legs, BOTH, at(LONG_AGO), at(now));
        all.into_iter().filter(|notice| notice.at <= at(now) && notice.what != What::Reminder).map(|notice| notice.what).collect()
    };
    assert_eq!(due(&legs, "2026-11-21T13:30-05"), []);
    legs[0].left = true;
    legs[0].arrived = true;
    assert_eq!(due(&legs, "2026-11-21T12:58-05"), [What::Connection], "landed, not yet at the gate");
    assert_eq!(due(&legs, "2026-11-21T14:59-05"), [What::Connection]);
    assert_eq!(due(&legs, "2026-11-21T15:00-05"), [], "the next one has left");
    let mut late = leg(1, ("EWR", "ORD"), "2026-11-21T23:00-05", "2026-11-22T02:00-05");
    (late.left, late.arrived) = (true, true);
    assert_eq!(due(&[late.clone()], "2026-11-22T02:05-05"), [What::Arrival], "whoever has just landed is awake");
    assert_eq!(due(&[late], "2026-11-22T05:00-05"), []);
}

fn corrected(told: &Leg, leg: &Leg, before: i64, now: &str) -> Option<(News, String)> {
    let told = Told::now(told, at(now) - SignedDuration::from_mins(before));
    correction(&rule(), &told, leg, at(now)).map(|found| (found.news, found.at.to_zoned(leg.from.clone()).strftime("%d %H:%M").to_string()))
}

#[test]
fn what_was_told_is_corrected_where_it_matters() {
    let booked = leg(1, ("EWR", "ORD"), "2026-11-21T17:00-05", "2026-11-21T20:00-05");
    let moved = |minutes: i64| Leg { departs: booked.departs + SignedDuration::from_mins(minutes), ..booked.clone() };
    let noon = "2026-11-21T12:00-05";
    let at_noon = |news| Some((news, "21 12:00".to_owned()));
    for (minutes, told_before, expected) in [
        (0, 600, None),
        (14, 600, None),
        (15, 600, at_noon(News::Later)),
        (200, 600, at_noon(News::Later)),
        // a delay that grows is told now and then, one that shrinks at once
        (45, 29, None),
        (45, 30, at_noon(News::Later)),
        (-4, 600, None),
        (-5, 1, at_noon(News::Earlier)),
        (-90, 600, at_noon(News::Earlier)),
        // moved earlier than now
        (-320, 600, at_noon(News::Earlier)),
    ] {
        assert_eq!(corrected(&booked, &moved(minutes), told_before, noon), expected, "{minutes} {told_before}");
    }
    let off = Leg { off: true, ..booked.clone() };
    assert_eq!(corrected(&booked, &off, 1, noon), at_noon(News::Cancelled));
    assert_eq!(corrected(&off, &off, 600, noon), None, "told once");
    assert_eq!(corrected(&off, &booked, 1, noon), at_noon(News::Restored));
    let diverted = Leg { left: true, diverted: true, ..booked.clone() };
    assert_eq!(corrected(&booked, &diverted, 1, "2026-11-21T18:30-05"), Some((News::Diverted, "21 18:30".to_owned())));
    assert_eq!(corrected(&diverted, &diverted, 600, "2026-11-21T18:30-05"), None);
    assert_eq!(corrected(&booked, &Leg { left: true, ..moved(60) }, 600, "2026-11-21T18:30-05"), None, "they sit in it");
    assert_eq!(corrected(&booked, &Leg { flight: "LD9/2026-11-22".to_owned(), ..booked.clone() }, 1, noon), at_noon(News::Another));
    assert_eq!(corrected(&booked, &off, 600, "2026-11-22T02:01-05"), None, "long over");
}

#[test]
fn nobody_is_woken_by_a_correction_that_can_wait() {
    let booked = leg(1, ("EWR", "ORD"), "2026-11-21T17:00-05", "2026-11-21T20:00-05");
    let off = Leg { off: true, ..booked.clone() };
    assert_eq!(corrected(&booked, &off, 600, "2026-11-21T03:00-05"), Some((News::Cancelled, "21 08:00".to_owned())));
    let early = leg(1, ("EWR", "ORD"), "2026-11-21T09:00-05", "2026-11-21T12:00-05");
    let off = Leg { off: true, ..early.clone() };
    assert_eq!(corrected(&early, &off, 600, "2026-11-21T03:00-05"), Some((News::Cancelled, "21 03:00".to_owned())));
    // from the afternoon to the morning: the earlier of the two counts
    let to_morning = Leg { departs: early.departs, ..booked.clone() };
    assert_eq!(corrected(&booked, &to_morning, 600, "2026-11-21T03:00-05"), Some((News::Earlier, "21 03:00".to_owned())));
}

#[test]
fn a_trip_is_looked_at_as_often_as_its_flights_are_near() {
    let legs = there_and_back();
    let again = |now: &str| {
        let planned = notices(&rule(), &legs, BOTH, at(LONG_AGO), at(now));
        look_again(&legs, &[], &planned, at(now)).map(|next| next.duration_since(at(now)).as_mins())
    };
    assert_eq!(again("2026-11-01T00:00Z"), Some(60));
    assert_eq!(again("2026-11-19T00:00Z"), Some(10));
    assert_eq!(again("2026-11-20T14:55Z"), Some(5), "not later than what is due");
    assert_eq!(again("2026-11-21T12:00Z"), Some(1));
    assert_eq!(again("2026-11-24T00:00Z"), Some(60), "the way back is days away");
    assert_eq!(again("2026-11-29T12:00Z"), None);
}

#[test]
fn a_flight_nothing_is_known_of_yet_is_looked_for_until_its_day_is_over() {
    let awaited = ["2026-12-20".parse().unwrap(), "2026-12-27".parse().unwrap()];
    let again = |legs: &[Leg], now: &str| look_again(legs, &awaited, &[], at(now)).map(|next| next.duration_since(at(now)).as_hours());
    assert_eq!(again(&[], "2026-11-21T12:00Z"), Some(24));
    assert_eq!(again(&[], "2026-12-17T12:00Z"), Some(1));
    assert_eq!(again(&[], "2026-12-21T12:00Z"), Some(1), "there it is still the day before");
    assert_eq!(again(&[], "2026-12-22T12:00Z"), Some(24), "the way back");
    assert_eq!(again(&[], "2026-12-28T23:00Z"), Some(1));
    assert_eq!(again(&[], "2026-12-29T00:00Z"), None);
    assert_eq!(again(&there_and_back(), "2026-11-29T12:00Z"), Some(24), "those that are known are behind them");
    assert_eq!(look_again(&[], &[], &[], at("2026-11-21T12:00Z")), None);
}

proptest! {
    #[test]
    fn nobody_is_woken_but_for_a_flight_that_is_near(minutes in 0_i64..60 * 24 * 400, asked in 0_i64..60 * 24 * 400, looked in 0_i64..60 * 24 * 3, place in 0_usize..6) {
        let names = ["America/New_York", "Asia/Tokyo", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"];
        let start = at("2026-03-01T00:00:00Z");
        let departs = start + SignedDuration::from_mins(minutes);
        let since = start + SignedDuration::from_mins(asked);
        let now = since + SignedDuration::from_mins(looked);
        let zone = zone(names[place]);
        let arrives = departs + SignedDuration::from_hours(6);
        let legs = [Leg { departs, arrives, from: zone.clone(), ..leg(1, ("AAA", "BBB"), LONG_AGO, LONG_AGO) }];
        let rule = rule();
        let planned = notices(&rule, &legs, BOTH, since, now);
        for notice in &planned {
            prop_assert!(notice.at >= since && notice.at >= now && notice.at <= notice.until, "{notice:?}");
            if notice.what == What::Reminder {
                let hour = notice.at.to_zoned(zone.clone()).hour();
                // by the end of the quiet hours at most this is left
                let near = departs.duration_since(notice.at) < SignedDuration::from_hours(16);
                prop_assert!((8..21).contains(&hour) || near, "{notice:?} {hour}");
                prop_assert!(notice.at < departs && departs.duration_since(notice.at) <= rule.before);
            }
        }
        prop_assert!(planned.len() <= 2);
    }

    /// However often somebody looks, and whatever moves meanwhile: what is due once is due once, and the last word is the true one.
    #[test]
    fn each_is_due_once_and_the_last_word_is_true(moves in proptest::collection::vec((0_i64..90, -600_i64..600, proptest::bool::weighted(0.1)), 1..60)) {
        let rule = rule();
        let start = at("2026-11-20T00:00:00Z");
        let booked = leg(1, ("EWR", "ORD"), "2026-11-22T15:00Z", "2026-11-22T18:00Z");
        let (mut now, mut sent, mut told) = (start, Vec::new(), Told::now(&booked, start));
        let mut latest = booked.clone();
        for (pause, moved, off) in moves {
            now += SignedDuration::from_mins(pause);
            latest = Leg { departs: booked.departs + SignedDuration::from_mins(moved), arrives: booked.arrives + SignedDuration::from_mins(moved), off, ..booked.clone() };
            for notice in notices(&rule, std::slice::from_ref(&latest), REMINDERS, start, now) {
                if notice.at <= now && !sent.contains(&notice.what) {
                    sent.push(notice.what);
                    told = Told::now(&latest, now);
                }
            }
            if correction(&rule, &told, &latest, now).is_some_and(|found| found.at <= now) {
                told = Told::now(&latest, now);
            }
        }
        prop_assert!(sent.len() <= 1);
        // after the night and the calm, nothing that matters is left untold
        let morning = now + SignedDuration::from_hours(12);
        if let Some(found) = correction(&rule, &told, &latest, morning) {
            if found.at <= morning { told = Told::now(&latest, morning); }
            prop_assert!(correction(&rule, &told, &latest, found.at.max(morning)).is_none() || found.at > morning);
        }
    }
}
