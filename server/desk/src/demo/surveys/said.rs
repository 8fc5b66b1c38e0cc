//! What they say: ratings that hang together, and words that fit them.

use super::Chance;
use domain::locale::Locale;
use domain::survey::Kind;

/// A row of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) question: &'static str,
    pub(super) item: &'static str,
    pub(super) kind: Kind,
    pub(super) number: Option<i16>,
    pub(super) words: Option<&'static str>,
    pub(super) touchpoint: Option<&'static str>,
}

/// Nothing in words: what each row begins as.
const PASSED: Said = Said { question: "words", item: "", kind: Kind::Text, number: None, words: None, touchpoint: None };

/// What their answers depend on.
pub(super) struct Scene<'a> {
    pub(super) language: Locale,
    /// Minutes late.
    pub(super) delay: i64,
    pub(super) station: &'a str,
    /// Days ago, of so many that are told of.
    pub(super) age: i64,
    pub(super) of: u32,
}

/// Good and bad words about a part of the journey, in both languages.
type Words = (&'static str, [&'static str; 2], [&'static str; 2]);

const WORDS: [Words; 7] = [
    (
        "baggage",
        ["Bags were on the belt when we got there.", "行李比我们先到转盘，很快。"],
        ["We waited fifty minutes at the belt and nobody said why.", "在转盘等了五十分钟行李，没有人解释原因。"],
    ),
    (
        "crew",
        ["The crew helped my mother to her seat without being asked.", "乘务员主动扶我母亲入座，很贴心。"],
        ["The person at the gate was rude to everybody who asked.", "登机口的工作人员对询问的旅客很不耐烦。"],
    ),
    (
        "punctuality",
        ["Left on time, landed early.", "准点起飞，提前到达。"],
        ["Two hours late and the first news came after one.", "晚点两小时，过了一小时才有通知。"],
    ),
    (
        "check-in",
        ["Bag drop took three minutes.", "托运行李只用了三分钟。"],
        ["Only two counters open at six in the morning, the queue went round the corner.", "早上六点只开了两个柜台，队伍排到拐角。"],
    ),
    (
        "on-board",
        ["Clean cabin and a seat that really reclines.", "客舱干净，座椅舒适。"],
        ["The screen at my seat did not work and the meal was cold.", "座位屏幕坏了，餐食也是凉的。"],
    ),
    (
        "boarding",
        ["Boarding by groups went quickly for once.", "分组登机井然有序，很快。"],
        ["We stood on the bridge for half an hour.", "在廊桥里站了半个小时。"],
    ),
    (
        "website",
        ["Found everything on the site, also on my phone.", "网站清楚好用，手机上也一样。"],
        ["The site asked for my reference three times.", "网站让我输入了三次订座编号。"],
    ),
];

fn in_language(language: Locale, words: [&'static str; 2]) -> &'static str {
    let [english, chinese] = words;
    if language == Locale::ZhCn { chinese } else { english }
}

fn rating(question: &'static str, number: i16, touchpoint: Option<&'static str>) -> Said {
    Said { question, kind: Kind::Rating, number: Some(number), touchpoint, ..PASSED }
}

/// From 1 to 5 around a mood of 0 to 100.
fn five(chance: &mut Chance, mood: i64) -> i16 {
    let told = mood + i64::from(chance.below(31)) - 15;
    match told {
        ..=18 => 1,
        19..=34 => 2,
        35..=52 => 3,
        53..=76 => 4,
        77.. => 5,
    }
}

/// From 0 to 10.
fn ten(chance: &mut Chance, mood: i64) -> i16 {
    let told = (mood + i64::from(chance.below(25)) - 6) / 9;
    i16::try_from(told.clamp(0, 10)).unwrap_or_default()
}

/// How the journey was: better lately, worse when late, and with the bags of one station a while ago.
fn mood(chance: &mut Chance, scene: &Scene<'_>) -> (i64, Option<&'static Words>) {
    let lately = (i64::from(scene.of) - scene.age).max(0) * 9 / i64::from(scene.of).max(1);
    let base = 64 + lately + i64::from(chance.below(30));
    let mut hits: Vec<(i64, &'static str)> = Vec::new();
    if scene.delay >= 30 {
        hits.push((12 + scene.delay / 6, "punctuality"));
    }
    if scene.station == "EWR" && scene.age > 60 && chance.percent(34) {
        hits.push((33, "baggage"));
    }
    for (percent, cost, part) in
        [(7, 26, "baggage"), (4, 40, "crew"), (6, 18, "check-in"), (7, 20, "on-board"), (4, 12, "boarding"), (2, 14, "website")]
    {
        if chance.percent(percent) {
            hits.push((cost, part));
        }
    }
    let worst = hits.iter().max().map(|(_, part)| *part);
    let about = WORDS.iter().find(|(part, ..)| Some(*part) == worst);
    (base - hits.iter().map(|(cost, _)| cost).sum::<i64>(), about)
}

pub(super) fn of_flight(chance: &mut Chance, scene: &Scene<'_>) -> Vec<Said> {
    let (mood, about) = mood(chance, scene);
    let overall = five(chance, mood);
    let recommend = chance.percent(92).then(|| ten(chance, mood));
    let mut all = vec![
        rating("overall", overall, None),
        Said { question: "recommend", kind: Kind::Recommendation, number: recommend, ..PASSED },
        Said { words: words(chance, scene.language, overall, about), ..PASSED },
    ];
    if scene.delay >= 30 {
        all.push(rating("late", five(chance, mood + 6), Some("punctuality")));
    }
    if overall <= 3 {
        let (part, ..) = about.unwrap_or(&WORDS[4]);
        all.push(Said { question: "wrong", item: part, kind: Kind::Many, ..PASSED });
    }
    all
}

/// Not everybody writes; who does mostly about what stood out.
fn words(chance: &mut Chance, language: Locale, overall: i16, about: Option<&'static Words>) -> Option<&'static str> {
    if !chance.percent(if overall <= 3 { 70 } else { 30 }) {
        return None;
    }
    let any = WORDS.get(chance.below(7) as usize);
    let (_, good, bad) = about.or(any)?;
    Some(in_language(language, if overall <= 3 { *bad } else { *any.map_or(good, |(_, good, _)| good) }))
}

pub(super) fn of_quarter(chance: &mut Chance, scene: &Scene<'_>) -> Vec<Said> {
    let (mood, about) = mood(chance, scene);
    let mut all = vec![Said { question: "recommend", kind: Kind::Recommendation, number: Some(ten(chance, mood)), ..PASSED }];
    for point in ["booking", "check-in", "boarding", "on-board", "crew", "punctuality", "baggage"] {
        // what stood out weighs on its own part most, and bags and people on the whole more than a queue does
        let own = if about.is_some_and(|(part, ..)| *part == point) { -28 } else { 0 };
        let with_the_whole = match point {
            "crew" | "baggage" => mood,
            "punctuality" | "on-board" => (mood + 70) / 2,
            _ => (mood + 3 * 74) / 4,
        };
        let number = Some(five(chance, with_the_whole + own));
        all.push(Said { question: "points", item: point, kind: Kind::Matrix, number, touchpoint: Some(point), ..PASSED });
    }
    let overall = if mood < 50 { 2 } else { 4 };
    all.push(Said { question: "contact", item: "no", kind: Kind::One, ..PASSED });
    all.push(Said { words: words(chance, scene.language, overall, about), ..PASSED });
    all
}

pub(super) fn of_case(chance: &mut Chance, language: Locale, department: &str) -> Vec<Said> {
    let mood = 66 + i64::from(chance.below(34)) - if department == "refunds" { 24 } else { 0 } - if chance.percent(15) { 40 } else { 0 };
    let (handling, solved) = (five(chance, mood), if mood > 52 { "yes" } else { "partly" });
    let effort = i16::try_from((mood / 14).clamp(1, 7)).unwrap_or(1);
    let mut all = vec![
        rating("handling", handling, Some("service")),
        Said { question: "effort", kind: Kind::Effort, number: Some(effort), touchpoint: Some("service"), ..PASSED },
        Said { question: "solved", item: solved, kind: Kind::One, ..PASSED },
    ];
    if solved == "partly" {
        let missing = ["The refund was promised for last week and has not come.", "说好上周退款，至今没有收到。"];
        all.push(Said { question: "missing", words: Some(in_language(language, missing)), ..PASSED });
    }
    all
}

pub(super) fn of_change(chance: &mut Chance, language: Locale) -> Vec<Said> {
    let mood = 58 + i64::from(chance.below(40)) - if chance.percent(18) { 35 } else { 0 };
    let (satisfied, effort) = (five(chance, mood), i16::try_from((mood / 14).clamp(1, 7)).unwrap_or(1));
    let mut all = vec![
        rating("satisfied", satisfied, Some("change")),
        Said { question: "effort", kind: Kind::Effort, number: Some(effort), touchpoint: Some("change"), ..PASSED },
    ];
    if effort <= 4 {
        all.push(Said { question: "hard", item: "price", kind: Kind::Many, ..PASSED });
    }
    if satisfied <= 3 {
        let words = ["I could not see what I get back before I had paid.", "付款之前看不到能退多少钱。"];
        all.push(Said { words: Some(in_language(language, words)), ..PASSED });
    }
    all
}
