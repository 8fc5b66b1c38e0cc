#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use crate::bag::description::Contents;
use crate::booking::BagTag;
use crate::flight::Code;

fn known(tag: &str, name: &str, airports: &str, looks: &str, brand: &str, words: &str) -> Traits {
    Traits::of(&Known {
        tags: BagTag::parse(tag).into_iter().collect(),
        names: Some(name.to_owned()).filter(|name| !name.is_empty()).into_iter().collect(),
        airports: airports.split_whitespace().filter_map(Code::airport).collect(),
        looks: looks.parse().ok(),
        brand: brand.to_owned(),
        contents: Vec::new(),
        words: words.to_owned(),
        day: None,
    })
}

fn compared(missed: &Traits, found: &Traits) -> Match {
    compare(missed, found, &Usual::among(std::slice::from_ref(found)))
}

#[test]
fn each_trait_is_told_by_itself() {
    use Evidence::*;
    let missed = known("0992123456", "王", "EWR PVG", "BK22RHW", "Norvik", "红色雨衣, running shoes");
    for (found, told) in [
        (known("0992123456", "", "", "", "", ""), TagSame),
        (known("2992123456", "", "", "", "", ""), TagRush),
        (known("0992123465", "", "", "", "", ""), TagNear),
        (known("0992999999", "", "", "", "", ""), TagOther),
        (known("", "WANG", "", "", "", ""), NameSame),
        (known("", "Rivera", "", "", "", ""), NameOther),
        (known("", "", "PVG", "", "", ""), RouteSame),
        (known("", "", "LHR", "", "", ""), RouteOther),
        (known("", "", "", "BK22", "", ""), KindSame),
        (known("", "", "", "BK02", "", ""), KindNear),
        (known("", "", "", "BK62", "", ""), KindOther),
        (known("", "", "", "GY22", "", ""), ColourNear),
        (known("", "", "", "YW22", "", ""), ColourOther),
        (known("", "", "", "BK22R", "", ""), MaterialSame),
        (known("", "", "", "BK22L", "", ""), MaterialOther),
        (known("", "", "", "", "NORVIK", ""), BrandSame),
        (known("", "", "", "", "Norwik", ""), BrandNear),
        (known("", "", "", "", "Halden", ""), BrandOther),
        (known("", "", "", "", "", "one shoe for a run"), WordsSame),
        (known("", "", "", "", "", "雨衣一件"), WordsSame),
    ] {
        let reasons = compared(&missed, &found).reasons;
        assert!(reasons.iter().any(|reason| reason.evidence == told), "{told:?}: {reasons:?}");
        assert_eq!(compared(&missed, &found).score, reasons.iter().map(|reason| reason.weight).sum::<i32>());
    }
    assert!(compared(&known("", "Okafor", "", "", "", ""), &known("", "Okafro", "", "", "", "")).reasons[0].evidence == NameNear);
    // nothing known says nothing
    assert_eq!(compared(&missed, &known("", "", "", "", "", "")), Match { score: 0, reasons: vec![] });
    let sorts = |contents: &[Contents]| Traits::of(&Known { contents: contents.to_vec(), ..Known::default() });
    let (shoes, coats) = (sorts(&[Contents::Shoes, Contents::Books]), sorts(&[Contents::Coats]));
    assert_eq!(compared(&shoes, &coats).reasons[0].evidence, ContentsOther);
    assert_eq!(compared(&shoes, &shoes).reasons[0].evidence, ContentsSame);
    let on = |day: &str| Traits::of(&Known { day: Some(day.parse().unwrap()), ..Known::default() });
    assert_eq!(compared(&on("2026-11-20"), &on("2026-11-18")).reasons[0].evidence, DayBefore);
    assert!(compared(&on("2026-11-20"), &on("2026-11-19")).reasons.is_empty());
}

#[test]
fn a_tag_alone_is_enough_and_another_tag_speaks_against_any_look() {
    let missed = known("0992123456", "Rivera", "EWR", "BK22RHW", "Norvik", "running shoes");
    let likely = |found| compared(&missed, &found).score >= threshold(300);
    assert!(likely(known("2992123456", "", "", "", "", "")));
    assert!(!likely(known("0992555555", "", "EWR", "BK22RHW", "Norvik", "")));
    assert!(!likely(known("", "", "EWR", "BK22RHW", "Norvik", "")), "there are many black uprights");
    assert!(threshold(10) < threshold(1_000) && threshold(0) == threshold(10));
    let all = [known("", "", "", "GN22", "", ""), known("", "rivera", "EWR", "", "", ""), known("0992123456", "", "", "", "", "")];
    assert_eq!(Among::new(&all).candidates(&missed).iter().map(|(place, _)| *place).collect::<Vec<_>>(), [2, 1]);
}

/// The same check that `make bench` prints, on fewer bags.
#[test]
fn what_is_shown_is_right_nineteen_times_of_twenty() {
    for seed in [7, 42] {
        let made = trial::trial(220, seed);
        let scored = trial::score(&made);
        assert!(scored.precision >= 0.95 && scored.recall >= 0.80, "{scored:?}");
    }
    assert_eq!(trial::trial(20, 3).missed, trial::trial(20, 3).missed);
}

#[test]
fn what_is_one_slip_apart_is_found_by_a_key() {
    let shares = |one: &Traits, other: &Traits| one.keys().intersection(&other.keys()).next().is_some();
    let tag = |tag| known(tag, "", "", "", "", "");
    let name = |name| known("", name, "", "", "", "");
    let brand = |brand| known("", "", "", "", brand, "");
    for (one, other, found) in [
        (tag("0992123456"), tag("2992123456"), true),
        (tag("0992123456"), tag("0992123457"), true),
        (tag("0992123456"), tag("0992123465"), true),
        (tag("0992123456"), tag("0992123477"), false),
        (name("Okafor"), name("Okafro"), true),
        (name("Okafor"), name("Okaor"), true),
        (name("Wang"), name("王"), true),
        (name("Okafor"), name("Rivera"), false),
        (brand("Norvik"), brand("norwik"), true),
        (brand("Norvik"), brand("Halden"), false),
        (known("", "", "", "BK62", "", ""), known("", "", "", "RD62", "", ""), true),
        (known("", "", "", "BK22", "", ""), known("", "", "", "BK22", "", ""), false),
        (known("", "", "", "", "", "running shoes"), known("", "", "", "", "", "one shoe"), true),
    ] {
        assert_eq!(shares(&one, &other), found, "{one:?} {other:?}");
    }
    // hardly any pair that would be shown is lost by looking up
    let made = trial::trial(220, 7);
    let found: Vec<Traits> = made.found.iter().map(Traits::of).collect();
    let among = Among::new(&found);
    let (mut shown, mut lost) = (0, 0);
    for missed in made.missed.iter().map(Traits::of) {
        for (place, _) in among.candidates(&missed) {
            shown += 1;
            lost += i32::from(!shares(&missed, &found[place]));
        }
    }
    assert!(shown > 100 && lost * 50 <= shown, "{lost} of {shown}");
}

#[test]
fn a_sum_is_told_in_steps_and_everything_has_its_words() {
    let least = threshold(300);
    for (score, told) in [
        (least + 20, Some(Likely::Certain)),
        (least, Some(Likely::Likely)),
        (least - 1, Some(Likely::Possible)),
        (least - 10, Some(Likely::Possible)),
        (least - 11, None),
    ] {
        assert_eq!(Likely::of(score, 300), told, "{score}");
    }
    assert!(Likely::ALL.into_iter().all(|one| Likely::parse(one.as_str()) == Some(one)));
    assert!(Evidence::ALL.into_iter().all(|one| Evidence::parse(one.key()) == Some(one)));
    // counted in a store, words are as usual as counted in memory
    let (missed, found) = (known("", "", "", "", "", "violin strings"), known("", "", "", "", "", "strings of a violin"));
    let counted = Usual::counted(1, found.keys().into_iter().map(|key| (key, 1)));
    assert_eq!(compare(&missed, &found, &counted), compared(&missed, &found));
}
