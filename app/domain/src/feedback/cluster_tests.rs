//! An ordinary week, a busy Monday, and a belt that breaks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

/// Numbers nobody has chosen, the same each time.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }
}

const WORDS: [(&str, Theme); 8] = [
    ("We waited long in the line at check-in", Theme::Queue),
    ("An hour late and nobody told us why", Theme::Delay),
    ("My suitcase came out late on the belt", Theme::BagMissing),
    ("The seat was narrow and the screen dark", Theme::OnBoard),
    ("The website did not take my card", Theme::Booking),
    ("Crew seemed tired and short with us", Theme::Staff),
    ("登机口排队很久", Theme::Queue),
    ("The bag has a broken wheel", Theme::BagDamaged),
];

fn said(day: usize, words: &str, theme: Theme, station: &str) -> Said {
    let places = vec![Place::Station("EWR".into()), Place::Station(station.into()), Place::Route("EWR".into(), station.into())];
    Said { day, theme, mood: Mood::Negative, places, terms: terms(words) }
}

/// Four weeks, and a last day with so many messages.
fn weeks(seed: u64, today: usize) -> Vec<Said> {
    let mut drawn = Drawn(seed);
    let mut all = Vec::new();
    for day in 0..=DAYS {
        // on one day of seven three times as much is said as on the others, as always
        let messages = if day == 0 {
            today
        } else if day % 7 == 0 {
            60
        } else {
            20 + drawn.below(8)
        };
        for _ in 0..messages {
            let (words, theme) = WORDS[drawn.below(WORDS.len())];
            let station = ["ORD", "LAX", "SFO", "BOS"][drawn.below(4)];
            let mut one = said(day, words, theme, station);
            if drawn.below(4) == 0 {
                one.mood = Mood::Positive;
            }
            all.push(one);
        }
    }
    all
}

#[test]
fn a_belt_that_breaks_this_morning_stands_out_the_same_day() {
    for seed in 1..20 {
        let mut all = weeks(seed, 24);
        for words in [
            "The carousel stopped",
            "Carousel 4 broken, no one said a word",
            "We stood at a carousel that did not move",
            "carousel stopped, chaos",
        ] {
            all.push(said(0, words, Theme::BagMissing, "BOS"));
        }
        let found = unusual(&all);
        let belt = found.iter().find(|cluster| cluster.terms.contains(&"carousel".to_owned())).unwrap();
        assert_eq!((belt.today, belt.usual, belt.theme), (4, 0.0, Theme::BagMissing), "{seed}");
        assert_eq!(belt.place, Some(Place::Route("EWR".into(), "BOS".into())));
        assert!(belt.chance < 0.01);
        assert_eq!(found.len(), 1, "said once, not once for each way to count it: {found:?}");
    }
}

#[test]
fn a_word_that_is_often_said_stands_out_where_it_is_said_much_more() {
    let mut all = weeks(7, 24);
    all.extend((0..9).map(|_| said(0, "My suitcase came out late on the belt", Theme::BagMissing, "LAX")));
    let found = unusual(&all);
    assert!(
        found.first().is_some_and(|cluster| cluster.theme == Theme::BagMissing && cluster.today >= 9 && cluster.usual > 0.0),
        "{found:?}"
    );
}

#[test]
fn an_ordinary_day_and_an_ordinary_busy_monday_do_not_stand_out() {
    let alarms = |today: usize| (1..100).filter(|seed| !unusual(&weeks(*seed, today)).is_empty()).count();
    assert!(alarms(24) <= 2 && alarms(70) <= 2, "{} {}", alarms(24), alarms(70));
}

/// Four weeks and a day of an airline on which nothing is new: words as unevenly frequent as words are, at places as unevenly busy, more on
/// Mondays, on some days more about delays.
fn quiet(drawn: &mut Drawn) -> Vec<Said> {
    let mut all = Vec::new();
    for day in 0..=DAYS {
        let storm = drawn.below(6) == 0;
        for _ in 0..(if day % 7 == 0 { 34 } else { 14 }) + drawn.below(12) {
            let theme = Theme::ALL[if storm && drawn.below(3) == 0 { 1 } else { drawn.below(10) }];
            // of 1,000 words the tenth is said a tenth as often as the first
            let mut words = || 10_f64.powf(3.0 * drawn.below(10_000) as f64 / 10_000.0) as usize;
            let mut terms: Vec<String> = (0..6).map(|_| format!("word{}", words())).collect();
            terms.sort();
            terms.dedup();
            let station = format!("S{}", drawn.below(6) * drawn.below(5));
            let flight = format!("LD {station}{}", drawn.below(3));
            let places = vec![
                Place::Station("EWR".into()),
                Place::Station(station.clone()),
                Place::Route("EWR".into(), station),
                Place::Flight(flight),
            ];
            let mood = if drawn.below(4) == 0 { Mood::Positive } else { Mood::Negative };
            all.push(Said { day, theme, mood, places, terms });
        }
    }
    all
}

#[test]
fn of_a_hundred_quiet_days_one_at_most_has_something_new() {
    let (mut drawn, days) = (Drawn(11), 120);
    let alarms = (0..days).filter(|_| !unusual(&quiet(&mut drawn)).is_empty()).count();
    assert!(alarms * 1_000 <= days * 15, "{alarms} of {days}");
}

#[test]
fn eight_who_say_the_same_on_a_quiet_day_stand_out_the_same_day() {
    let mut drawn = Drawn(12);
    for _ in 0..4 {
        let mut all = quiet(&mut drawn);
        all.extend((0..8).map(|n| said(0, ["The belt was broken", "Broken belt", "belt 4 stood still"][n % 3], Theme::BagMissing, "S4")));
        let found = unusual(&all);
        assert!(found.iter().any(|cluster| cluster.theme == Theme::BagMissing && cluster.today >= 8), "{found:?}");
    }
}

#[test]
fn only_what_could_stand_out_counts_as_looked_at() {
    assert!((testable(vec![]) - 1.0).abs() < 1e-9);
    assert!((testable(vec![0.5; 1_000]) - 1.0).abs() < 1e-9, "none could");
    assert!((testable(vec![1e-9; 1_000]) - 1_000.0).abs() < 1e-9, "all could");
    // a hundred that could, and a thousand that could not, once it is among a hundred
    let mixed = [vec![1e-9; 100], vec![0.002; 1_000]].concat();
    assert!((testable(mixed) - 100.0).abs() < 1e-9);
}

#[test]
fn a_belt_that_broke_two_weeks_ago_is_new_when_it_breaks_again() {
    let mut all = weeks(5, 24);
    for day in [14, 0] {
        all.extend((0..12).map(|_| said(day, "carousel stopped", Theme::BagMissing, "BOS")));
    }
    assert!(unusual(&all).iter().any(|cluster| cluster.terms.contains(&"carousel".to_owned())));
}

#[test]
fn nothing_and_little_is_nothing_new() {
    assert_eq!(unusual(&[]), []);
    let three: Vec<_> = (0..3).map(|_| said(0, "carousel stopped", Theme::BagMissing, "BOS")).collect();
    assert_eq!(unusual(&three), [], "with no days before there is nothing to compare with");
    let praise: Vec<_> = weeks(3, 24)
        .into_iter()
        .chain((0..9).map(|_| Said { mood: Mood::Positive, ..said(0, "lovely carousel", Theme::Staff, "BOS") }))
        .collect();
    assert_eq!(unusual(&praise), []);
}

#[test]
fn what_many_say_is_told_apart_from_what_one_says() {
    let mut all: Vec<_> = (0..5).map(|day| said(day, "The heating was off in row twelve", Theme::OnBoard, "ORD")).collect();
    all.push(said(3, "Somebody had painted the gate sign blue", Theme::Other, "ORD"));
    all.push(Said { mood: Mood::Positive, ..said(3, "Lovely heating", Theme::OnBoard, "ORD") });
    let (common, single) = common(&all);
    assert_eq!((common.len(), common[0].theme, common[0].count), (1, Theme::OnBoard, 5));
    assert_eq!(common[0].place, Some(Place::Route("EWR".into(), "ORD".into())));
    assert_eq!(single, [5]);
}

#[test]
fn telling_words() {
    for (text, expected) in [
        ("The BELTS at carousel 4 were broken!", vec!["belt", "carousel", "broken"]),
        ("行李转盘坏了", vec!["行李", "李转", "转盘", "盘坏"]),
        ("glass bus this", vec!["glass", "bus"]),
        ("", vec![]),
    ] {
        assert_eq!(terms(text), expected, "{text}");
    }
    assert!(terms(&"word ".repeat(100_000)).len() == 1);
}

#[test]
fn chance_adds_up() {
    let logs = logs_of_factorials(100);
    assert!((tail(&logs, 10, 0.5, 8) - 56.0 / 1024.0).abs() < 1e-12);
    assert!((tail(&logs, 3, 0.1, 3) - 0.001).abs() < 1e-12);
    for (n, p, least, expected) in [(5, 0.3, 0, 1.0), (5, 0.0, 1, 0.0), (5, 1.0, 5, 1.0), (0, 0.5, 1, 0.0)] {
        assert!((tail(&logs, n, p, least) - expected).abs() < 1e-12);
    }
}
