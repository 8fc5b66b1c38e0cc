#![allow(clippy::unwrap_used)]

use super::*;
use crate::locale::Locale;
use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;
use std::collections::BTreeMap;

const SHIPPED: [&str; 4] = [
    include_str!("../../../../server/surveys/after-flight.toml"),
    include_str!("../../../../server/surveys/after-case.toml"),
    include_str!("../../../../server/surveys/after-change.toml"),
    include_str!("../../../../server/surveys/quarter.toml"),
];

fn form(text: &str) -> Form {
    toml::from_str(text).unwrap()
}

fn answers(given: &[(&str, Answer)]) -> Answers {
    given.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect()
}

fn asked<'a>(form: &'a Form, places: &[usize]) -> Vec<&'a str> {
    places.iter().map(|place| form.questions[*place].id.as_str()).collect()
}

fn picked(id: &str) -> Answer {
    Answer::Picked(vec![id.to_owned()])
}

#[test]
fn what_is_shipped_is_sound_and_short() {
    for text in SHIPPED {
        let form = form(text);
        assert_eq!(findings(&form), Vec::new(), "{}", form.title.en);
        let json = serde_json::to_value(&form).unwrap();
        assert_eq!(serde_json::from_value::<Form>(json).unwrap(), form);
        if form.layout == Layout::OneScreen {
            assert!((2..=4).contains(&screen(&form, &Facts::default(), &Answers::new()).len()));
        }
    }
}

#[test]
fn branches_go_by_answers_and_by_facts() {
    let form = form(SHIPPED[0]);
    let late = Facts { delay: Some(95), ..Facts::default() };
    let first = screen(&form, &late, &Answers::new());
    assert_eq!(asked(&form, &first), ["overall", "recommend", "words", "late"]);
    assert!(still_possible(&form, &late, &first));
    assert_eq!(asked(&form, &screen(&form, &Facts::default(), &Answers::new())), ["overall", "recommend", "words"]);
    let mut given = answers(&[
        ("overall", Answer::Number(2)),
        ("recommend", Answer::Passed),
        ("words", Answer::Words("!".into())),
        ("late", Answer::Passed),
    ]);
    assert_eq!(asked(&form, &screen(&form, &late, &given)), ["wrong"]);
    // happier after all: what went wrong is no longer asked, and what was said of it does not count
    given.insert("wrong".into(), picked("crew"));
    given.insert("overall".into(), Answer::Number(5));
    let end = walk(&form, &late, &given);
    assert_eq!(end.next, None);
    let counted: Vec<_> = end.counted(&form, &given).into_iter().map(|(place, _)| form.questions[place].id.as_str()).collect();
    assert_eq!(counted, ["overall", "recommend", "words", "late"]);

    let long = self::form(SHIPPED[3]);
    let base = [("recommend", Answer::Number(9)), ("points", Answer::Passed), ("matters", Answer::Passed)];
    let next = |facts: &Facts, more: &[(&str, Answer)]| {
        let given = answers(&[base.as_slice(), more].concat());
        screen(&long, facts, &given).first().map(|place| long.questions[*place].id.clone())
    };
    let gold = Facts { tier: Some("gold".into()), ..Facts::default() };
    assert_eq!(next(&gold, &[]).as_deref(), Some("member"));
    assert_eq!(next(&Facts::default(), &[]).as_deref(), Some("contact"));
    assert_eq!(next(&Facts::default(), &[("contact", picked("no"))]).as_deref(), Some("words"));
    assert_eq!(next(&Facts::default(), &[("contact", picked("yes"))]).as_deref(), Some("effort"));
}

#[test]
fn words_are_filled_from_the_trip_or_true_of_any() {
    let form = form(SHIPPED[0]);
    let facts = Facts { flight: Some("LD 2013".into()), ..Facts::default() };
    assert_eq!(form.title.said(Locale::En, &facts), "How was LD 2013?");
    assert_eq!(form.title.said(Locale::ZhCn, &Facts::default()), "您的航班 体验如何？");
    // what stands in a name stays a name
    let named = Words { en: "Dear {name}, {flight}".into(), zh: "x".into() };
    assert_eq!(named.said(Locale::En, &Facts { name: Some("{flight}".into()), ..facts }), "Dear {flight}, LD 2013");
    assert_eq!(Words { en: "{ticket}".into(), zh: String::new() }.unknown_gap().as_deref(), Some("ticket"));
    assert_eq!(Words { en: "{flight".into(), zh: String::new() }.unknown_gap(), None);
    assert_eq!(Words { en: "a { b".into(), zh: String::new() }.said(Locale::En, &Facts::default()), "a { b");
}

fn told(change: impl Fn(&mut Form)) -> Vec<What> {
    let mut form = form(SHIPPED[3]);
    change(&mut form);
    findings(&form).into_iter().map(|finding| finding.what).collect()
}

fn about(answer: &str) -> Test {
    Test { answer: Some(answer.into()), ..Test::default() }
}

#[test]
fn every_fault_is_found() {
    let jump = |to: &str| Jump { when: Vec::new(), to: to.into() };
    assert_eq!(told(|form| form.questions.clear()), [What::Empty]);
    assert_eq!(told(|form| form.questions[0].ask.zh.clear()), [What::Words(Locale::ZhCn)]);
    assert_eq!(told(|form| form.questions[2].options[1].words.en = " ".into()), [What::Words(Locale::En)]);
    assert_eq!(told(|form| form.lead.en = "{bag}".into()), [What::Gap("bag".into())]);
    assert_eq!(told(|form| form.questions[1].id = "Points!".into()), [What::Name("Points!".into())]);
    assert_eq!(told(|form| form.questions[1].id = "recommend".into()), [What::Twice("recommend".into())]);
    assert_eq!(told(|form| form.questions[1].options[0].id = "toilets".into()), [What::Touchpoint("toilets".into())]);
    assert_eq!(told(|form| form.questions[2].options.truncate(1)), [What::Options]);
    assert_eq!(told(|form| form.questions[0].when = vec![Test::default()]), [What::NoTest]);
    assert_eq!(told(|form| form.questions[5].when = vec![about("points2")]), [What::Unknown("points2".into())]);
    assert_eq!(told(|form| form.questions[5].when = vec![about("words")]), [What::Later("words".into())]);
    let gone = Test { is: vec!["maybe".into()], ..about("contact") };
    assert_eq!(told(|form| form.questions[6].when = vec![gone.clone()]), [What::Never("maybe".into())]);
    let beyond = Test { at_least: Some(11), ..about("recommend") };
    assert_eq!(told(|form| form.questions[6].when = vec![beyond.clone()]), [What::Never("recommend".into())]);
    assert_eq!(told(|form| form.questions[1].then = vec![jump("nowhere")]), [What::DeadEnd("nowhere".into())]);
    assert_eq!(told(|form| form.questions[5].then = vec![jump("points")]), [What::Loop("points".into())]);
    assert_eq!(told(|form| form.questions[5].then = vec![jump("effort")]), [What::Loop("effort".into())]);
    // jumped over by everybody; asked of nobody, because two conditions never hold together
    assert_eq!(told(|form| form.questions[4].then = vec![jump("words")]), [What::Unreachable, What::Unreachable]);
    let [low, high] = [Test { at_most: Some(4), ..about("recommend") }, Test { at_least: Some(8), ..about("recommend") }];
    assert_eq!(told(|form| form.questions[6].when = vec![low.clone(), high.clone()]), [What::Unreachable]);
    let gold = Test { fact: Some(Fact::Tier), is: vec!["gold".into()], ..Test::default() };
    let only_gold = told(|form| form.questions.iter_mut().for_each(|question| question.when = vec![gold.clone()]));
    assert_eq!(only_gold, [What::Nothing]);
    assert_eq!(told(|form| form.layout = Layout::OneScreen), []);
    let crowd = told(|form| {
        form.layout = Layout::OneScreen;
        form.questions[4].then.clear();
    });
    assert_eq!(crowd, [What::Crowded(6)]);
}

#[test]
fn answers_are_read_as_browsers_send_them() {
    let long = form(SHIPPED[3]);
    let take = |id: &str, sent: &[(&str, &str)]| {
        let question = &long.questions[long.place(id).unwrap()];
        read(question, "q1", |name| sent.iter().filter(|(field, _)| *field == name).map(|(_, value)| (*value).to_owned()).collect())
    };
    let tall = "行".repeat(LONGEST + 1);
    for (id, sent, expected) in [
        ("recommend", vec![("q1", "10")], Ok(Answer::Number(10))),
        ("recommend", vec![("q1", "11")], Err(Fault::Unknown)),
        ("recommend", vec![("q1", "1.5")], Err(Fault::Unknown)),
        ("recommend", vec![], Err(Fault::Missing)),
        ("effort", vec![("q1", "")], Ok(Answer::Passed)),
        ("contact", vec![("q1", "yes")], Ok(picked("yes"))),
        ("contact", vec![("q1", "yes"), ("q1", "no")], Err(Fault::Unknown)),
        ("contact", vec![("q1", "<script>")], Err(Fault::Unknown)),
        ("words", vec![("q1", " \u{202e}<b>😀</b> ")], Ok(Answer::Words("<b>😀</b>".into()))),
        ("words", vec![("q1", &tall)], Err(Fault::Long)),
        ("day", vec![("q1", "2026-02-30")], Err(Fault::Day)),
        ("day", vec![("q1", "2026-02-28")], Ok(Answer::Day(jiff::civil::date(2026, 2, 28)))),
        ("points", vec![("q1.booking", "4"), ("q1.crew", "")], Ok(Answer::Grid(BTreeMap::from([("booking".into(), 4)])))),
        ("points", vec![("q1.booking", "6")], Err(Fault::Unknown)),
        ("matters", vec![], Ok(Answer::Passed)),
        ("matters", vec![("q1.time", "1"), ("q1.price", "1"), ("q1.comfort", "3"), ("q1.help", "4")], Err(Fault::Order)),
        ("matters", vec![("q1.time", "1")], Err(Fault::Order)),
        (
            "matters",
            vec![("q1.time", "4"), ("q1.price", "2"), ("q1.comfort", "3"), ("q1.help", "1")],
            Ok(Answer::Ranked(["help", "price", "comfort", "time"].map(str::to_owned).to_vec())),
        ),
    ] {
        let got = take(id, &sent);
        assert_eq!(got, expected, "{id} {sent:?}");
        if let Ok(answer) = got {
            let kind = long.questions[long.place(id).unwrap()].kind;
            assert_eq!(Answer::from_parts(kind, answer.parts()), answer);
            let values = answer.values("q1");
            let values: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(take(id, &values), Ok(answer));
        }
    }
}

#[test]
fn nobody_is_asked_at_night_too_often_or_against_their_wish() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    for (now, then) in [
        ("2026-11-22T12:59:00Z", "2026-11-22T12:59:00Z"),
        ("2026-11-22T13:00:00Z", "2026-11-23T00:00:00Z"),
        ("2026-11-22T20:00:00Z", "2026-11-23T00:00:00Z"),
        ("2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z"),
    ] {
        assert_eq!(awake(at(now), &zone), at(then), "{now}");
    }
    let now = at("2026-11-22T12:00:00Z");
    let base = Ask { address: true, drawn: true, ..Ask::default() };
    for (ask, expected) in [
        (base, Invite::Yes),
        (Ask { address: false, ..base }, Invite::NoAddress),
        (Ask { left: true, ..base }, Invite::Left),
        (Ask { bounces: true, ..base }, Invite::Bounces),
        (Ask { drawn: false, ..base }, Invite::NotDrawn),
        (Ask { last: Some(at("2026-10-24T12:00:00Z")), ..base }, Invite::TooOften),
        (Ask { last: Some(at("2026-10-23T12:00:00Z")), ..base }, Invite::Yes),
    ] {
        assert_eq!(Invite::decide(&ask, now), expected, "{ask:?}");
    }
}

#[test]
fn as_many_are_asked_as_the_error_wants() {
    assert_eq!((sample(5, 0), sample(5, 100), sample(5, 1_000_000)), (0, 80, 385));
    assert_eq!((share(5, 0, 20), share(5, 100, 20), share(5, 100_000, 20)), (1_000, 1_000, 20));
    // what the last letters brought counts, within bounds, once there are enough of them
    assert_eq!(
        [(0, 0), (99, 99), (100, 0), (1_000, 123), (200, 200), (100, 400)].map(|(written, answered)| response(written, answered)),
        [20, 20, 5, 12, 60, 60]
    );
    assert_eq!((share(5, 100_000, 5), share(5, 100_000, 60)), (77, 7));
    assert_eq!((letters(5, 100, 20), letters(5, 1_000_000, 20), letters(5, 1_000_000, 0)), (100, 1_925, 38_500));
    let many = (0..20_000).filter(|n| drawn(&format!("flight:DEMO{n}"), 250)).count();
    assert!((4_700..5_300).contains(&many), "{many}");
    assert!((0..500).all(|n| drawn(&format!("case:{n}"), 1_000)));
}

fn some_answer(question: &Question, seed: u64) -> Answer {
    let pick = |all: usize| usize::try_from(seed).unwrap() % all.max(1);
    if !question.required && seed.is_multiple_of(5) {
        return Answer::Passed;
    }
    match question.kind {
        Kind::Text => Answer::Words("w".into()),
        Kind::Date => Answer::Day(jiff::civil::date(2026, 1, 1)),
        Kind::One | Kind::Many => picked(&question.options[pick(question.options.len())].id),
        Kind::Ranking => Answer::Ranked(question.options.iter().map(|option| option.id.clone()).collect()),
        Kind::Matrix => Answer::Grid(BTreeMap::from([(question.options[0].id.clone(), 1 + i64::try_from(pick(5)).unwrap())])),
        kind => Answer::Number(kind.scale().unwrap().0 + i64::try_from(pick(5)).unwrap()),
    }
}

/// A questionnaire of jumps and conditions at random, sound or not.
fn tangle(seeds: &[u64]) -> Form {
    let mut form = form(SHIPPED[1]);
    let model = form.questions.clone();
    form.layout = if seeds.first().is_some_and(|seed| seed.is_multiple_of(2)) { Layout::OneByOne } else { Layout::OneScreen };
    form.questions = seeds
        .iter()
        .enumerate()
        .map(|(place, seed)| {
            let mut question = model[usize::try_from(*seed).unwrap() % model.len()].clone();
            let other = |seed: u64| format!("n{}", seed % seeds.len() as u64);
            question.id = format!("n{place}");
            question.when = if seed.is_multiple_of(3) { vec![Test { at_most: Some(3), ..about(&other(seed / 3)) }] } else { Vec::new() };
            question.then = if seed.is_multiple_of(4) { vec![Jump { when: Vec::new(), to: other(seed / 7) }] } else { Vec::new() };
            question
        })
        .collect();
    form
}

proptest! {
    /// Whatever stands in a questionnaire and whatever is answered: it ends, goes forward only, asks nothing twice, and the questions
    /// of a page are the ones that come next.
    #[test]
    fn every_path_ends_and_never_goes_back(seeds in proptest::collection::vec(0_u64..10_000, 1..12), say in 0_u64..1_000, shipped in 0_usize..8) {
        let form = SHIPPED.get(shipped).map_or_else(|| tangle(&seeds), |text| form(text));
        let facts = Facts { delay: Some(i64::try_from(say).unwrap() % 90), tier: say.is_multiple_of(2).then(|| "gold".to_owned()), ..Facts::default() };
        let (mut given, mut before, mut pages) = (Answers::new(), Vec::new(), 0);
        loop {
            let shown = screen(&form, &facts, &given);
            let now = walk(&form, &facts, &given);
            prop_assert!(now.asked.windows(2).all(|pair| pair[0] < pair[1]));
            let kept = before.iter().filter(|place| now.asked.contains(place)).count();
            prop_assert_eq!(kept, before.len(), "what was asked stays asked while nothing is changed");
            if shown.is_empty() {
                prop_assert_eq!(now.next, None);
                break;
            }
            prop_assert_eq!(shown.first().copied(), now.next);
            for place in &shown {
                let question = &form.questions[*place];
                prop_assert!(given.insert(question.id.clone(), some_answer(question, say + *place as u64)).is_none(), "asked twice");
            }
            let after = walk(&form, &facts, &given);
            prop_assert!(shown.iter().all(|place| after.asked.contains(place)), "what was asked on a page counts");
            before = after.asked;
            before.retain(|place| given.contains_key(&form.questions[*place].id));
            pages += 1;
            prop_assert!(pages <= form.questions.len());
        }
        let end = walk(&form, &facts, &given);
        let counted = end.counted(&form, &given).len();
        prop_assert_eq!(counted, end.asked.len());
    }

    /// What is found sound has no question that cannot be met, and looking never panics.
    #[test]
    fn looking_for_faults_ends(seeds in proptest::collection::vec(0_u64..10_000, 0..10)) {
        let form = tangle(&seeds);
        let found = findings(&form);
        prop_assert_eq!(found.is_empty(), sound(&form));
    }
}

#[test]
fn a_draft_keeps_fields_of_questions_and_nothing_else() {
    for name in ["q1", "q40", "q3.boarding"] {
        assert!(is_field(name), "{name}");
    }
    let endless = format!("q1.{}", "x".repeat(61));
    for name in ["", "q", "q0", "q41", "place", "tell", "key", ".q1", endless.as_str()] {
        assert!(!is_field(name), "{name}");
    }
}
