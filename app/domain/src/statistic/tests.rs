#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;

fn near(told: f64, expected: f64) -> bool {
    (told - expected).abs() < 0.000_6
}

/// Intervals as published: Wilson 1927 by Newcombe's tables (1998), the difference by his method 10.
#[test]
fn shares_and_their_difference_are_as_in_the_books() {
    for (hits, n, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (1, 1, 0.2065, 1.0),
        (56, 70, 0.6918, 0.8767),
        (48, 80, 0.4904, 0.7005),
    ] {
        let told = share(hits, n).unwrap();
        assert!(near(told.low, low) && near(told.high, high), "{hits} of {n}: {told:?}");
    }
    let told = difference(share(48, 80).unwrap(), share(56, 70).unwrap());
    assert!(near(told.value, 0.2) && near(told.low, 0.0524) && near(told.high, 0.3339) && told.clear() && told.n == 70, "{told:?}");
    assert!(!difference(share(5, 10).unwrap(), share(6, 10).unwrap()).clear());
}

#[test]
fn recommendation_is_by_points_of_a_hundred() {
    let told = recommendation(60, 25, 15).unwrap();
    // by hand: 60.75 and 15.75 of 103: middle 0.4369, spread 0.7427 - 0.1909
    assert!(near(told.value, 45.0) && (told.low - 29.34).abs() < 0.02 && (told.high - 58.03).abs() < 0.02, "{told:?}");
    let all = recommendation(4, 0, 0).unwrap();
    assert!(near(all.value, 100.0) && all.high <= 100.0 && all.low < 60.0, "{all:?}");
    assert_eq!(recommendation(0, 1, 0).unwrap().value, 0.0);
}

#[test]
fn a_mean_of_few_is_not_sure_of_itself() {
    let of = |numbers: &[i64]| {
        let mut moments = Moments::default();
        numbers.iter().for_each(|number| moments.add(*number, 1));
        mean(moments, (1, 7)).unwrap()
    };
    let one = of(&[7]);
    assert!(one.value == 7.0 && one.high == 7.0 && one.low < 3.0, "{one:?}");
    let same = of(&[6; 12]);
    assert!(same.value == 6.0 && same.low < 5.6 && same.high > 6.0, "{same:?}");
    // 4.5; with 1 and 7 beside them the middle is 4.4, the spread 3.64, of ten
    let mixed = of(&[2, 3, 4, 4, 5, 5, 6, 7]);
    assert!(mixed.value == 4.5 && near(mixed.low, 4.4 - Z * 0.364_f64.sqrt()), "{mixed:?}");
}

#[test]
fn nothing_answered_gives_no_figure() {
    assert_eq!((share(0, 0), recommendation(0, 0, 0), mean(Moments::default(), (1, 5))), (None, None, None));
    assert_eq!(recommendation(u64::MAX, 1, 0), None);
    assert_eq!(driver(&[]), Driver::TooFew(0));
}

#[test]
fn a_part_goes_together_with_the_whole_or_nothing_is_said() {
    let pair = |part, whole, count| Pair { part, whole, count };
    let Driver::Strength(straight) = driver(&[pair(1, 1, 20), pair(5, 5, 20)]) else { panic!("enough") };
    assert!(near(straight.value, 1.0) && straight.low > 0.99 && straight.n == 40, "{straight:?}");
    let Driver::Strength(against) = driver(&[pair(1, 5, 20), pair(5, 1, 20)]) else { panic!("enough") };
    assert!(near(against.value, -1.0));
    // phi of the table 30, 10, 10, 30 is 0.5; Fisher: tanh(0.5493 ± 0.2234)
    let Driver::Strength(half) = driver(&[pair(1, 1, 30), pair(1, 5, 10), pair(5, 1, 10), pair(5, 5, 30)]) else { panic!("enough") };
    assert!(near(half.value, 0.5) && near(half.low, 0.3147) && near(half.high, 0.6486), "{half:?}");
    assert_eq!(driver(&[pair(3, 1, 50), pair(3, 5, 50)]), Driver::NoSpread(100));
    assert_eq!(driver(&[pair(1, 1, 10), pair(5, 5, 19)]), Driver::TooFew(29));
}

/// Whatever is counted, a figure is a number between its bounds and its bounds are possible; more of the same makes it surer.
#[test]
fn every_figure_is_a_number_within_its_bounds() {
    let sound = |told: Estimate, least: f64, most: f64| {
        assert!(told.value.is_finite() && least <= told.low && told.low <= told.value, "{told:?}");
        assert!(told.value <= told.high && told.high <= most, "{told:?}");
    };
    let counts = [0, 1, 2, 3, 7, 10, 99, 100_000, u64::from(u32::MAX)];
    for one in counts {
        for other in counts {
            let (Some(some), Some(ten)) = (share(one, one + other), share(one * 10, (one + other) * 10)) else { continue };
            sound(some, 0.0, 1.0);
            assert!(ten.high - ten.low <= some.high - some.low);
            sound(difference(some, ten), -2.0, 2.0);
            for third in counts {
                sound(recommendation(one, other, third).unwrap(), -100.0, 100.0);
            }
            let mut moments = Moments::default();
            moments.add(1, one);
            moments.add(7, other);
            sound(mean(moments, (1, 7)).unwrap(), 1.0, 7.0);
            if let Driver::Strength(told) = driver(&[Pair { part: 1, whole: 2, count: one }, Pair { part: 4, whole: 1, count: other }]) {
                sound(told, -1.0, 1.0);
            }
        }
    }
}
