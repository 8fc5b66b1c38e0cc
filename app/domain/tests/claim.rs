//! Compensation for bags: the rules of the demo airline asked about journeys, days and receipts of every kind.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use domain::claim::{
    Assessment, BagKind, Beside, ClaimRules, Facts, Harm, Item, ItemKind, Leg, LineKind, Outcome, Place, Undecided, assess, last_day,
};
use domain::fare::Number;
use domain::money::{Currency, Money};
use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static RULES: LazyLock<ClaimRules> = LazyLock::new(|| {
    let file = toml::from_str(include_str!("../../../server/rules/claims/landside-air.toml")).unwrap();
    ClaimRules::new(file).unwrap()
});

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

fn money(amount: &str, code: &str) -> Money {
    Money::new(amount.parse().unwrap(), currency(code))
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// `EWR/US PVG/CN EWR/US`
fn journey(places: &str) -> Vec<Leg> {
    let place = |text: &str| {
        let (airport, country) = text.split_once('/').unwrap();
        Place { airport: airport.to_owned(), country: country.to_owned() }
    };
    let all: Vec<_> = places.split(' ').map(place).collect();
    all.windows(2).map(|pair| Leg { from: pair[0].clone(), to: pair[1].clone() }).collect()
}

fn facts(places: &str, harm: Harm) -> Facts {
    Facts {
        journey: journey(places),
        bag: BagKind::Checked,
        harm,
        arrived: day("2026-11-10"),
        received: None,
        reported: Some(day("2026-11-12")),
        asked: day("2026-11-22"),
        at_home: false,
        our_fault: None,
        reckless: false,
        kg: None,
        declared: None,
        passengers: 1,
        people: BTreeSet::new(),
        currency: currency("USD"),
        items: Vec::new(),
        paid: Vec::new(),
        settled: Vec::new(),
        beside: Vec::new(),
    }
}

fn item(id: &str, kind: ItemKind, cost: Money, bought: Option<&str>, proved: bool) -> Item {
    Item { id: id.to_owned(), kind, cost, bought: bought.map(day), proved, settled: false }
}

fn told(facts: &Facts) -> Assessment {
    assess(&RULES, facts).unwrap()
}

fn kinds(told: &Assessment) -> Vec<(LineKind, String)> {
    told.lines.iter().map(|line| (line.kind, line.amount.to_string())).collect()
}

#[test]
fn a_journey_falls_under_one_law() {
    for (places, bag, regime) in [
        ("EWR/US ORD/US", BagKind::Checked, "us-domestic"),
        ("EWR/US SJU/PR", BagKind::Checked, "us-domestic"),
        // the law of the United States speaks of checked bags only
        ("EWR/US ORD/US", BagKind::CarryOn, "own"),
        ("PEK/CN PVG/CN", BagKind::CarryOn, "cn-domestic"),
        ("EWR/US LHR/GB", BagKind::Checked, "montreal"),
        // a domestic flight of an international journey
        ("ORD/US EWR/US PVG/CN", BagKind::Checked, "montreal"),
        ("PVG/CN HKG/HK", BagKind::Checked, "montreal"),
        // back to where it began, by way of a country that is no party
        ("EWR/US SGN/XX EWR/US", BagKind::Checked, "montreal"),
        // one way to a country that is no party, and from one
        ("EWR/US TPE/TW", BagKind::Checked, "own"),
        ("TPE/TW EWR/US", BagKind::Checked, "own"),
        ("TPE/TW EWR/US TPE/TW", BagKind::Checked, "own"),
    ] {
        let told = told(&Facts { bag, our_fault: Some(true), ..facts(places, Harm::Loss) });
        assert_eq!(told.regime.rule, regime, "{places} {bag:?}");
        assert!(told.regime.text.missing().is_empty() && !told.regime.source.title.is_empty());
    }
    assert_eq!(assess(&RULES, &facts("EWR/US QQQ/", Harm::Loss)), Err(Undecided::Country("QQQ".to_owned())));
    assert!(matches!(assess(&RULES, &Facts { journey: vec![], ..facts("EWR/US ORD/US", Harm::Loss) }), Err(Undecided::Country(_))));
}

#[test]
fn limits_go_by_the_day_of_arrival_and_the_rate_of_the_day_it_is_asked() {
    for (places, bag, arrived, code, limit) in [
        ("EWR/US ORD/US", BagKind::Checked, "2025-01-21", "USD", "USD 3800.00"),
        ("EWR/US ORD/US", BagKind::Checked, "2025-01-22", "USD", "USD 4700.00"),
        ("EWR/US LHR/GB", BagKind::Checked, "2024-12-27", "USD", "USD 1764.56"),
        ("EWR/US LHR/GB", BagKind::Checked, "2024-12-28", "USD", "USD 2081.03"),
        ("EWR/US NRT/JP", BagKind::Checked, "2026-11-10", "JPY", "JPY 315952"),
        ("PEK/CN PVG/CN", BagKind::Checked, "2026-11-10", "CNY", "CNY 2300.00"),
        ("PEK/CN PVG/CN", BagKind::CarryOn, "2026-11-10", "CNY", "CNY 3000.00"),
    ] {
        let asked = Facts {
            bag,
            arrived: day(arrived),
            reported: Some(day(arrived)),
            currency: currency(code),
            our_fault: Some(true),
            ..facts(places, Harm::Loss)
        };
        assert_eq!(told(&asked).limit.amount.to_string(), limit, "{places} {arrived}");
    }
    let convention = facts("EWR/US LHR/GB", Harm::Loss);
    let limit = told(&convention).limit;
    let rate = limit.rate.unwrap();
    assert_eq!((limit.sdr, rate.day, rate.per_sdr.0.to_string()), (Some(Decimal::from(1519)), day("2026-11-02"), "1.37".to_owned()));
    assert!(!rate.source.is_empty());
    // before the first rate there is none, and nothing is guessed
    assert_eq!(assess(&RULES, &Facts { asked: day("2023-12-31"), ..convention.clone() }), Err(Undecided::Rate(currency("USD"))));
    assert_eq!(told(&Facts { passengers: 2, ..convention.clone() }).limit.amount.to_string(), "USD 4162.06");
    assert_eq!(
        told(&Facts { kg: Some(Number(Decimal::from(31))), currency: currency("CNY"), ..facts("PEK/CN PVG/CN", Harm::Loss) })
            .limit
            .amount
            .to_string(),
        "CNY 3100.00"
    );
    // what was declared lifts the limit and never lowers it; the law of the United States knows nothing of it
    let declared = |sum: &str, places| told(&Facts { declared: Some(money(sum, "USD")), ..facts(places, Harm::Loss) }).limit;
    assert_eq!(declared("6000", "EWR/US LHR/GB").amount.to_string(), "USD 6000.00");
    assert_eq!(declared("6000", "EWR/US LHR/GB").said.rule, "declared");
    assert_eq!(declared("10", "EWR/US LHR/GB").said.rule, "montreal-1519");
    assert_eq!(declared("6000", "EWR/US ORD/US").said.rule, "us-4700");
}

#[test]
fn days_are_told_and_one_missed_is_not_paid() {
    let had =
        |reported: &str, harm| Facts { received: Some(day("2026-11-11")), reported: Some(day(reported)), ..facts("EWR/US LHR/GB", harm) };
    let days = |facts: &Facts| told(facts).deadlines.iter().map(|last| format!("{} {}", last.said.rule, last.day)).collect::<Vec<_>>();
    assert_eq!(days(&had("2026-11-12", Harm::Damage)), ["montreal-damage 2026-11-18", "montreal-court 2028-11-10"]);
    assert_eq!(days(&had("2026-11-12", Harm::Delay)), ["montreal-delay 2026-12-02", "montreal-court 2028-11-10"]);
    assert_eq!(days(&facts("EWR/US LHR/GB", Harm::Delay)), ["montreal-court 2028-11-10"]);
    for (reported, outcome) in [("2026-11-18", Outcome::Payable), ("2026-11-19", Outcome::Late)] {
        let told = told(&Facts { items: vec![item("a", ItemKind::Repair, money("50", "USD"), None, true)], ..had(reported, Harm::Damage) });
        assert_eq!((told.outcome, told.refused.is_some()), (outcome, outcome == Outcome::Late), "{reported}");
        assert_eq!(told.total.amount.is_zero(), outcome == Outcome::Late);
    }
    // what has to be claimed by a day is not met by having told us in time
    for (asked, outcome) in [("2026-12-25", Outcome::Payable), ("2026-12-26", Outcome::Late)] {
        let facts = Facts { asked: day(asked), ..facts("EWR/US ORD/US", Harm::Loss) };
        assert_eq!((told(&facts).outcome, last_day(&RULES, &facts).unwrap()), (outcome, Some(day("2026-12-25"))), "{asked}");
    }
    let untold = Facts { reported: None, ..had("2026-11-12", Harm::Damage) };
    assert_eq!(last_day(&RULES, &untold).unwrap(), Some(day("2026-11-18")));
    let carried = Facts { bag: BagKind::CarryOn, ..had("2026-11-12", Harm::Damage) };
    assert_eq!(told(&carried).outcome, Outcome::NoFault);
    assert_eq!(told(&Facts { our_fault: Some(true), ..carried }).outcome, Outcome::Payable);
    assert_eq!(RULES.lost_from(day("2026-11-10")), day("2026-12-01"));
}

#[test]
fn the_account_explains_itself() {
    use LineKind::*;
    let bought = |id, amount, day, proved| item(id, ItemKind::Interim, money(amount, "USD"), Some(day), proved);
    let late = Facts {
        items: vec![
            bought("shirt", "80", "2026-11-10", true),
            bought("shoes", "70", "2026-11-10", true),
            bought("soap", "10.01", "2026-11-11", false),
            bought("coat", "60", "2026-11-25", true),
        ],
        ..facts("EWR/US LHR/GB", Harm::Delay)
    };
    // nothing is needed any more once the bag is there
    let had = Facts { received: Some(day("2026-11-10")), ..late.clone() };
    assert_eq!(told(&had).lines.iter().filter(|line| line.kind == Outside).count(), 2);
    let answer = told(&late);
    let expected = [
        (Item, "USD 80.00"),
        (Item, "USD 70.00"),
        (Item, "USD 10.01"),
        (Unproved, "USD -5.00"),
        (Item, "USD 60.00"),
        (Outside, "USD -60.00"),
        (OverDay, "USD -50.00"),
    ];
    assert_eq!(kinds(&answer), expected.map(|(kind, amount)| (kind, amount.to_owned())));
    assert_eq!(answer.total.to_string(), "USD 105.01");
    let text = serde_json::to_string(&answer).unwrap();
    assert!(text.contains("Bought on another day") && text.contains("购买日期不在可报销期间内") && !text.contains("{until}"), "{text}");

    let lost = Facts {
        items: vec![
            item("case", ItemKind::Bag, money("200", "EUR"), Some("2025-12-01"), true),
            item("laptop", ItemKind::Electronics, money("2000", "USD"), Some("2025-01-01"), true),
            item("coat", ItemKind::Clothes, money("900", "USD"), None, false),
            item("medicine", ItemKind::Toiletries, money("1200", "USD"), None, true),
        ],
        paid: vec![money("105.01", "USD")],
        ..facts("EWR/US LHR/GB", Harm::Loss)
    };
    let answer = told(&lost);
    let expected = [
        (Item, "USD 232.20"),
        (Item, "USD 2000.00"),
        (Worn, "USD -1000.00"),
        (Item, "USD 900.00"),
        (Worn, "USD -675.00"),
        (Unproved, "USD -112.50"),
        (Item, "USD 1200.00"),
        (OverLimit, "USD -463.67"),
        (Before, "USD -105.01"),
    ];
    assert_eq!(kinds(&answer), expected.map(|(kind, amount)| (kind, amount.to_owned())));
    assert_eq!(answer.total.to_string(), "USD 1976.02");
    assert_eq!(assess(&RULES, &Facts { harm: Harm::Delay, ..lost.clone() }), Err(Undecided::StillComing("case".to_owned())));
    assert_eq!(assess(&RULES, &Facts { passengers: 0, ..lost.clone() }), Err(Undecided::Passengers));
    let odd = |amount: &str, code: &str| assess(&RULES, &Facts { paid: vec![money(amount, code)], ..lost.clone() });
    for (amount, code) in [("-1", "USD"), ("1.001", "USD"), ("1.5", "JPY"), ("999999999", "USD")] {
        assert_eq!(odd(amount, code), Err(Undecided::Amount(money(amount, code))));
    }
    assert_eq!(odd("5", "AED"), Err(Undecided::Rate(currency("AED"))));
}

/// A broken handle, then what was bought while the bag was late: two heads of loss under one limit.
#[test]
fn what_was_settled_stays_settled_and_leaves_the_rest_of_the_limit() {
    let settled = |id, kind, cost| Item { settled: true, ..item(id, kind, money(cost, "USD"), Some("2026-11-10"), true) };
    let shirt = item("shirt", ItemKind::Interim, money("80", "USD"), Some("2026-11-10"), true);
    let late = |agreed: Vec<Item>, paid: &str, places| Facts {
        items: agreed.into_iter().chain([shirt.clone()]).collect(),
        settled: vec![Beside { paid: money(paid, "USD"), bag: BagKind::Checked, people: BTreeSet::new(), same_bag: true }],
        ..facts(places, Harm::Delay)
    };
    let repair = || settled("handle", ItemKind::Repair, "300");
    for (places, agreed, paid, total) in [
        // in full, below what the rules said, and above it: the shirt is another head of loss
        ("EWR/US LHR/GB", vec![repair()], "300", "USD 80.00"),
        ("EWR/US LHR/GB", vec![repair()], "100", "USD 80.00"),
        ("EWR/US LHR/GB", vec![repair()], "500", "USD 80.00"),
        ("EWR/US ORD/US", vec![repair()], "300", "USD 80.00"),
        ("EWR/US TPE/TW", vec![repair()], "0", "USD 80.00"),
        // one limit for both: 2081.03, and 23 kilograms at a hundred yuan
        ("EWR/US LHR/GB", vec![settled("case", ItemKind::Toiletries, "9000")], "2050", "USD 31.03"),
        ("EWR/US LHR/GB", vec![settled("case", ItemKind::Toiletries, "9000")], "2081.03", "USD 0.00"),
        ("EWR/US LHR/GB", vec![settled("case", ItemKind::Toiletries, "9000")], "5000", "USD 0.00"),
        ("EWR/US ORD/US", vec![settled("case", ItemKind::Toiletries, "9000")], "4650", "USD 50.00"),
        ("PEK/CN PVG/CN", vec![settled("case", ItemKind::Toiletries, "9000")], "300", "USD 24.07"),
        // the days' most counts for both shirts together
        ("EWR/US LHR/GB", vec![settled("blouse", ItemKind::Interim, "60")], "20", "USD 40.00"),
    ] {
        let told = told(&late(agreed, paid, places));
        assert_eq!((told.outcome, told.total.to_string().as_str()), (Outcome::Payable, total), "{places} {paid}");
    }
    let cut = told(&late(vec![settled("case", ItemKind::Toiletries, "9000")], "2050", "EWR/US LHR/GB"));
    let last = cut.lines.last().unwrap();
    assert_eq!(
        (last.kind, last.said.rule.as_str(), cut.limit.taken.unwrap().amount.to_string().as_str()),
        (LineKind::OverLimit, "limit-shared", "USD 2050.00")
    );
    let words = format!("{:?}", last.said.text);
    assert!(words.contains("2081.03") && words.contains("2050.00"), "{words}");
}

#[test]
fn other_cases_of_the_booking_are_part_of_a_limit_that_is_each_passengers() {
    let beside = |paid: &str, bag, people: &[i16]| Beside {
        paid: money(paid, "USD"),
        bag,
        people: people.iter().copied().collect(),
        same_bag: false,
    };
    let left = |places, beside| {
        let told =
            told(&Facts { beside: vec![beside], people: [1].into(), kg: Some(Number(Decimal::from(23))), ..facts(places, Harm::Loss) });
        told.limit.left().to_string()
    };
    use BagKind::{CarryOn, Checked};
    assert_eq!(left("EWR/US LHR/GB", beside("81.03", Checked, &[1])), "2000.00");
    assert_eq!(left("EWR/US LHR/GB", beside("81.03", CarryOn, &[1])), "2000.00", "one limit for all baggage");
    assert_eq!(left("EWR/US LHR/GB", beside("81.03", Checked, &[2])), "2081.03", "somebody else's");
    assert_eq!(left("EWR/US ORD/US", beside("700", CarryOn, &[1])), "4700.00", "the law speaks of checked bags only");
    assert_eq!(left("PEK/CN PVG/CN", beside("100", Checked, &[1])), "324.07", "each bag has its weight");
    assert_eq!(left("PEK/CN PVG/CN", Beside { same_bag: true, ..beside("100", Checked, &[2]) }), "224.07", "the same bag has one");
    for (same_bag, expected) in [(false, "324.07"), (true, "224.07")] {
        let settled = vec![Beside { same_bag, ..beside("100", Checked, &[]) }];
        let went_on = Facts { settled, kg: Some(Number(Decimal::from(23))), ..facts("PEK/CN PVG/CN", Harm::Loss) };
        assert_eq!(told(&went_on).limit.left().to_string(), expected, "of a case that goes on here only what is the same bag's");
    }
    let by_weight =
        Facts { passengers: 3, kg: Some(Number(Decimal::from(23))), currency: currency("CNY"), ..facts("PEK/CN PVG/CN", Harm::Loss) };
    assert_eq!(told(&by_weight).limit.amount.to_string(), "CNY 2300.00", "a limit by weight is the bag's, whoever packed it");
}

#[test]
fn what_decides_a_claim_is_asked_where_it_counts() {
    use domain::claim::{declares, unlimits};
    let ring = item("ring", ItemKind::Toiletries, money("9000", "USD"), None, true);
    for (places, declared, unlimited) in
        [("EWR/US LHR/GB", true, true), ("EWR/US ORD/US", false, false), ("PEK/CN PVG/CN", true, true), ("EWR/US TPE/TW", true, true)]
    {
        let asked = Facts { reckless: true, items: vec![ring.clone()], ..facts(places, Harm::Loss) };
        assert_eq!((declares(&RULES, &asked), unlimits(&RULES, &asked)), (declared, unlimited), "{places}");
        let told = told(&asked);
        assert_eq!(told.total.to_string(), if unlimited { "USD 9000.00" } else { "USD 4700.00" }, "{places}");
        assert_eq!(told.limit.said.rule.starts_with("us-"), !unlimited);
    }
    assert!(!declares(&RULES, &Facts { bag: BagKind::CarryOn, ..facts("EWR/US LHR/GB", Harm::Loss) }));
}

prop_compose! {
    fn any_item(id: String)(
        kind in prop::sample::select(ItemKind::ALL),
        cents in 0_i64..400_000,
        code in prop::sample::select(&["USD", "EUR", "CNY", "JPY"][..]),
        ago in prop::option::of(-20_i64..2_000),
        proved in any::<bool>(),
    ) -> Item {
        let currency = currency(code);
        let cost = Money::new(if currency.digits() == 0 { Decimal::from(cents) } else { Decimal::new(cents, 2) }, currency);
        let bought = ago.map(|ago| day("2026-11-10").checked_sub(jiff::Span::new().days(ago)).unwrap());
        Item { id: id.clone(), kind, cost, bought, proved, settled: false }
    }
}

prop_compose! {
    fn any_claim()(
        places in prop::sample::select(&["EWR/US ORD/US", "PEK/CN PVG/CN", "EWR/US LHR/GB", "EWR/US TPE/TW", "ORD/US EWR/US PVG/CN"][..]),
        harm in prop::sample::select(Harm::ALL),
        carried in any::<bool>(),
        at_home in any::<bool>(),
        code in prop::sample::select(&["USD", "CNY", "JPY", "GBP"][..]),
        items in prop::collection::vec(any_item("item".to_owned()), 0..8),
        paid in prop::collection::vec(0_i64..300_000, 0..3),
        declared in prop::option::of(1_i64..1_000_000),
        passengers in 1_u32..4,
        reckless in prop::bool::weighted(0.1),
        (agreed, settled, beside) in (0_usize..4, prop::collection::vec(0_i64..200_000, 0..2), prop::collection::vec((0_i64..200_000, prop::collection::btree_set(1_i16..5, 0..3)), 0..3)),
    ) -> Facts {
        let mut items = items;
        items.iter_mut().take(agreed).for_each(|item| item.settled = true);
        items.retain(|item| harm != Harm::Delay || item.kind == ItemKind::Interim || item.settled);
        let bag = if carried { BagKind::CarryOn } else { BagKind::Checked };
        let euros = |cents: i64| Money::new(Decimal::new(cents, 2), currency("EUR"));
        Facts {
            harm,
            bag,
            our_fault: Some(true),
            reckless,
            at_home,
            currency: currency(code),
            items,
            paid: paid.into_iter().map(euros).collect(),
            settled: settled.into_iter().map(|cents| Beside { paid: euros(cents), bag, people: BTreeSet::new(), same_bag: true }).collect(),
            beside: beside.into_iter().map(|(cents, people)| Beside { paid: euros(cents), bag: BagKind::Checked, people, same_bag: false }).collect(),
            people: (1..=i16::try_from(passengers).unwrap()).collect(),
            declared: declared.map(|cents| Money::new(Decimal::new(cents, 2), currency("USD"))),
            passengers,
            ..facts(places, harm)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Never below nothing, never above the limit with what was paid before, the lines are the sum, every amount is one that can be paid,
    /// and every sentence is whole in every language.
    #[test]
    fn amounts_stay_between_nothing_and_the_limit(claim in any_claim()) {
        let told = told(&claim);
        let sum: Decimal = told.lines.iter().map(|line| line.amount.amount).sum();
        prop_assert_eq!(sum, told.total.amount);
        prop_assert!(told.total.amount >= Decimal::ZERO);
        prop_assert!(told.total.amount <= told.limit.amount.amount);
        let before: Decimal = told.lines.iter().filter(|line| line.kind == LineKind::Before).map(|line| -line.amount.amount).sum();
        prop_assert!(told.total.amount + before <= told.limit.left());
        let agreed = Facts { items: claim.items.iter().filter(|item| item.settled).cloned().collect(), ..claim.clone() };
        prop_assert!(assess(&RULES, &agreed).unwrap().total.amount.is_zero(), "what was agreed about is not proposed again");
        for line in &told.lines {
            prop_assert_eq!(line.amount.currency, claim.currency);
            prop_assert!(line.amount.amount.normalize().scale() <= claim.currency.digits());
            prop_assert!(line.said.text.missing().is_empty() && !line.said.rule.is_empty() && !line.said.source.title.is_empty());
            prop_assert!(line.said.text.0.values().all(|words| !words.contains('{')), "{:?}", line.said.text);
        }
        if claim.declared.is_none() && !claim.reckless {
            let without = Facts { items: Vec::new(), ..claim.clone() };
            prop_assert_eq!(assess(&RULES, &without).unwrap().limit, told.limit);
        }
    }

    /// One more receipt never makes it less, and a receipt never less than none.
    #[test]
    fn more_receipts_are_never_less(claim in any_claim(), more in any_item("more".to_owned()), place in 0_usize..8) {
        prop_assume!(claim.harm != Harm::Delay || more.kind == ItemKind::Interim);
        let before = told(&claim).total.amount;
        let mut longer = claim.clone();
        longer.items.insert(place.min(claim.items.len()), more);
        prop_assert!(told(&longer).total.amount >= before);
        let mut proved = claim.clone();
        proved.items.iter_mut().for_each(|item| item.proved = true);
        prop_assert!(told(&proved).total.amount >= before);
    }

    /// The same question has the same answer, and the answer comes back from its archive as it was.
    #[test]
    fn answers_are_the_same_again(claim in any_claim()) {
        let answer = told(&claim);
        let facts: Facts = serde_json::from_str(&serde_json::to_string(&claim).unwrap()).unwrap();
        prop_assert_eq!(&told(&facts), &answer);
        let kept: Assessment = serde_json::from_str(&serde_json::to_string(&answer).unwrap()).unwrap();
        prop_assert_eq!(kept, answer);
    }
}
