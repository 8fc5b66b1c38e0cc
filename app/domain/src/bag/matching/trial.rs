//! A set of bags missed and found, made up the same each time, with what happens to bags and to those who describe them: tags torn off or
//! misread, names half legible, colours seen by lamplight, brands misspelt, a list of contents in one language and a record in the other.

use super::{Among, Known, Match, Traits};
use crate::bag::description::{BagType, Colour, Contents, Description, Extra, Material};
use crate::booking::BagTag;
use crate::flight::Code;
use jiff::{Span, civil::date};

/// Families as passengers write them.
const NAMES: &str = "Okafor Rivera Lindqvist Haddad 王 李 张 刘 陈 杨 欧阳 Smith Johnson Williams Brown Garcia Martinez Davis Miller Wilson Moore Taylor \
    Anderson Thomas Jackson White Harris Martin Thompson Young Robinson Lewis Walker Hall Allen King Wright Scott Hill Green Adams Baker Nelson Carter \
    Mitchell Perez Roberts Turner Phillips Campbell Parker Evans Edwards Müller Schneider Fischer Weber Søndergaard Dubois Moreau Laurent Rossi Russo \
    Ferrari Nowak Kowalska Novák Horváth Papadopoulos Ivanova Петров Yılmaz Kaya Tanaka Suzuki Takahashi Kim Park Choi Nguyen Tran Patel Singh Sharma \
    Khan Ahmed Hussein Cohen Levy Silva Santos Oliveira Fernandez Lopez Gonzalez Murphy Kelly O’Brien Walsh Ryan";
/// Makers, invented.
const BRANDS: &str = "Norvik Halden Trollane Borealux Castelline Montero Viaggio Petrel Kestrel Alpenrad Quillon Sandpiper Wayfare Tundral Carrowell Ostrava \
    Lumeno Fjellbag Ardenne Rimsted Delmare Hartwood Sunvoy Tessaro Yonder";
/// Airports, the first of each journey the hub.
const AIRPORTS: &str = "ORD LAX SFO MIA BOS ATL DFW DEN SEA LHR FRA CDG PVG PEK HKG NRT";
/// Things in bags: sort, English, Chinese.
const THINGS: [(Contents, &str, &str); 34] = [
    (Contents::Shoes, "running shoes", "跑步鞋"),
    (Contents::Shoes, "brown sandals", "棕色凉鞋"),
    (Contents::Women, "red evening dress", "红色晚礼服"),
    (Contents::Women, "silk blouse", "真丝衬衫"),
    (Contents::Men, "grey suit", "灰色西装"),
    (Contents::Men, "striped tie", "条纹领带"),
    (Contents::Coats, "down jacket", "羽绒服"),
    (Contents::Coats, "raincoat", "雨衣"),
    (Contents::Children, "child pyjamas dinosaurs", "恐龙儿童睡衣"),
    (Contents::Toys, "teddy bear", "泰迪熊"),
    (Contents::Toys, "board game", "桌面游戏"),
    (Contents::Books, "cookery book", "烹饪书"),
    (Contents::Books, "novel in Spanish", "西班牙语小说"),
    (Contents::Computers, "laptop charger", "笔记本充电器"),
    (Contents::Phones, "power adapter", "电源适配器"),
    (Contents::Cameras, "tripod", "三脚架"),
    (Contents::Audio, "headphones", "耳机"),
    (Contents::Tools, "screwdriver set", "螺丝刀套装"),
    (Contents::Sport, "tennis racket", "网球拍"),
    (Contents::Sport, "swimming goggles", "游泳镜"),
    (Contents::Music, "violin strings", "小提琴弦"),
    (Contents::Medicine, "insulin", "胰岛素"),
    (Contents::Medicine, "knee bandage", "护膝绷带"),
    (Contents::Cosmetics, "blue washbag", "蓝色洗漱包"),
    (Contents::Cosmetics, "perfume", "香水"),
    (Contents::Glasses, "reading glasses", "老花镜"),
    (Contents::Food, "maple syrup", "枫糖浆"),
    (Contents::Food, "tea", "龙井茶叶"),
    (Contents::Gifts, "wedding present", "结婚礼物"),
    (Contents::Household, "frying pan", "平底锅"),
    (Contents::Linen, "beach towel", "沙滩毛巾"),
    (Contents::Art, "watercolours", "水彩颜料"),
    (Contents::Baby, "baby bottles", "婴儿奶瓶"),
    (Contents::Papers, "conference papers", "会议文件"),
];
/// What they are like, in both languages.
const LIKE: [(&str, &str); 14] = [
    ("green", "绿色"),
    ("old", "旧的"),
    ("new", "全新"),
    ("small", "小号"),
    ("large", "大号"),
    ("striped", "条纹"),
    ("yellow", "黄色"),
    ("leather", "真皮"),
    ("wooden", "木制"),
    ("pink", "粉色"),
    ("folding", "折叠"),
    ("torn", "破损"),
    ("signed", "签名"),
    ("waterproof", "防水"),
];
/// Ordinary sorts, the commoner more than once.
const KINDS: [&str; 16] = ["22", "22", "22", "22", "02", "02", "01", "23", "25", "25", "27", "29", "29", "26", "62", "73"];
/// Ordinary colours, the same.
const COLOURS: [&str; 16] = ["BK", "BK", "BK", "BK", "GY", "GY", "BU", "BU", "RD", "GN", "BN", "BE", "WT", "PU", "MC", "YW"];

/// Numbers that look random and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default().checked_rem(sides).unwrap_or_default()
    }

    /// So often in a hundred.
    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.roll(of.len())).cloned()
    }

    fn word(&mut self, of: &'static str) -> String {
        let all: Vec<_> = of.split_whitespace().collect();
        self.one(&all).unwrap_or_default().to_owned()
    }

    /// One slip: a letter or digit left out, doubled, changed for its neighbour, or two that change places.
    fn slip(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let place = self.roll(letters.len().max(1));
        match self.roll(3) {
            0 if place + 1 < letters.len() => letters.swap(place, place + 1),
            1 if letters.len() > 3 => drop(letters.remove(place)),
            _ => {
                if let Some(letter) = letters.get_mut(place) {
                    *letter = if *letter == 'e' { 'a' } else { 'e' };
                }
            }
        }
        letters.into_iter().collect()
    }
}

/// Bags missed and found.
pub struct Trial {
    /// Bags missed.
    pub missed: Vec<Known>,
    /// Bags found.
    pub found: Vec<Known>,
    /// For each missed one the place of the found one that it is; none where nobody found it.
    pub truth: Vec<Option<usize>>,
}

/// What came of a trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// Of the pairs shown as the best, the share that are one bag.
    pub precision: f64,
    /// Of the bags missed and found, the share shown.
    pub recall: f64,
}

/// A trial of so many missed bags; four of five were found, and half as many again that nobody here misses.
#[must_use]
pub fn trial(missed: usize, seed: u64) -> Trial {
    let mut dice = Dice(seed | 1);
    let mut made = Trial { missed: Vec::new(), found: Vec::new(), truth: Vec::new() };
    for _ in 0..missed {
        let (bag, things) = bag(&mut dice);
        made.missed.push(told(&mut dice, &bag, &things));
        made.truth.push(dice.chance(80).then_some(made.found.len()));
        if made.truth.last().copied().flatten().is_some() {
            made.found.push(recorded(&mut dice, &bag, &things));
        }
        if dice.chance(50) {
            let (stray, things) = self::bag(&mut dice);
            made.found.push(recorded(&mut dice, &stray, &things));
        }
    }
    made
}

/// A thing, and what it is like, by their places in the lists.
type Thing = (usize, usize);

/// A bag as it is, and what is in it.
fn bag(dice: &mut Dice) -> (Known, Vec<Thing>) {
    let tag = format!("0{}{:06}", if dice.chance(80) { "992" } else { "016" }, dice.roll(400_000));
    let kind = dice.one(&KINDS).and_then(BagType::parse);
    let colour = dice.one(&COLOURS).and_then(Colour::parse);
    let material = if dice.chance(60) { dice.one(&[Material::Rigid, Material::Rigid, Material::Dual, Material::Leather]) } else { None };
    let extras = Extra::ALL.iter().copied().filter(|extra| dice.chance(if *extra < Extra::Lock { 70 } else { 15 })).collect();
    let mut things = Vec::new();
    for _ in 0..3 + dice.roll(5) {
        things.push((dice.roll(THINGS.len()), dice.roll(LIKE.len())));
    }
    things.sort_unstable();
    things.dedup();
    let known = Known {
        tags: BagTag::parse(&tag).into_iter().collect(),
        names: vec![dice.word(NAMES)],
        airports: Code::airport("EWR").into_iter().chain(Code::airport(&dice.word(AIRPORTS))).collect(),
        looks: colour.zip(kind).map(|(colour, kind)| Description::new(colour, kind, material, extras)),
        brand: dice.word(BRANDS),
        contents: Vec::new(),
        words: String::new(),
        day: date(2026, 11, 10).checked_add(Span::new().days(i64::try_from(dice.roll(5)).unwrap_or_default())).ok(),
    };
    (known, things)
}

/// As its owner tells it.
fn told(dice: &mut Dice, bag: &Known, things: &[Thing]) -> Known {
    let mut known = bag.clone();
    known.contents = sorts(things);
    known.words = words(dice, things);
    if dice.chance(15) {
        known.tags.clear();
    }
    if dice.chance(30) {
        known.brand.clear();
    } else if dice.chance(12) {
        known.brand = dice.slip(&known.brand);
    }
    known.looks = seen(dice, known.looks.as_ref());
    known
}

/// As somebody at a station writes it down.
fn recorded(dice: &mut Dice, bag: &Known, things: &[Thing]) -> Known {
    let mut known = bag.clone();
    match dice.roll(100) {
        0..45 => known.tags.clear(),
        45..55 => {
            let misread = known.tags.first().map(|tag| tag.as_str().to_owned()).map(|digits| {
                let place = 4 + dice.roll(6);
                digits
                    .char_indices()
                    .map(|(at, c)| if at == place { char::from(b'0' + u8::try_from(dice.roll(10)).unwrap_or_default()) } else { c })
                    .collect::<String>()
            });
            known.tags = misread.and_then(|digits| BagTag::parse(&digits).ok()).into_iter().collect();
        }
        55..65 => {
            let again = known.tags.first().map(|tag| format!("2{}", tag.bag()));
            known.tags = again.and_then(|digits| BagTag::parse(&digits).ok()).into_iter().collect();
        }
        _ => {}
    }
    match dice.roll(100) {
        0..50 => known.names.clear(),
        50..62 => known.names = known.names.iter().map(|name| dice.slip(name)).collect(),
        _ => {}
    }
    // it stands where it was left or where it should have come, one in ten somewhere else
    let somewhere = if dice.chance(10) { Code::airport(&dice.word(AIRPORTS)) } else { dice.one(&known.airports) };
    known.airports = somewhere.into_iter().collect();
    if dice.chance(25) {
        known.brand.clear();
    } else if dice.chance(12) {
        known.brand = dice.slip(&known.brand);
    }
    known.looks = seen(dice, known.looks.as_ref());
    let looked: Vec<Thing> = things.iter().copied().filter(|_| dice.chance(65)).collect();
    if dice.chance(85) {
        known.contents = sorts(&looked);
        known.words = words(dice, &looked);
    }
    known.day = known.day.and_then(|day| day.checked_add(Span::new().days(i64::try_from(dice.roll(4)).unwrap_or_default())).ok());
    known
}

/// One in seven takes a colour or a sort for another that is near, one in thirty for any.
fn seen(dice: &mut Dice, looks: Option<&Description>) -> Option<Description> {
    let looks = looks?;
    let colour = match dice.roll(100) {
        0..14 => dice.one(&Colour::ALL.into_iter().filter(|other| other.near(looks.colour)).collect::<Vec<_>>()),
        14..17 => dice.one(&Colour::ALL),
        _ => None,
    };
    let kinds: Vec<_> = BagType::all().collect();
    let kind = match dice.roll(100) {
        0..14 => dice.one(&kinds.iter().copied().filter(|other| other.near(looks.kind)).collect::<Vec<_>>()),
        14..17 => dice.one(&kinds),
        _ => None,
    };
    let extras = looks.extras().iter().copied().filter(|_| dice.chance(80)).collect();
    let material = looks.material.filter(|_| dice.chance(75));
    Some(Description::new(colour.unwrap_or(looks.colour), kind.unwrap_or(looks.kind), material, extras))
}

fn sorts(things: &[Thing]) -> Vec<Contents> {
    let mut all = Vec::new();
    for (sort, ..) in things.iter().filter_map(|(thing, _)| THINGS.get(*thing)) {
        if !all.contains(sort) {
            all.push(*sort);
        }
    }
    all
}

/// In the language of whoever writes, some of it misspelt.
fn words(dice: &mut Dice, things: &[Thing]) -> String {
    let chinese = dice.chance(35);
    let mut all = Vec::new();
    for (thing, like) in things {
        let (Some((_, english, words)), Some((english_like, like))) = (THINGS.get(*thing), LIKE.get(*like)) else { continue };
        let (name, like) = if chinese { (words, like) } else { (english, english_like) };
        let name = if dice.chance(8) { dice.slip(name) } else { (*name).to_owned() };
        all.push(match (dice.chance(70), chinese) {
            (false, _) => name,
            (true, true) => format!("{like}{name}"),
            (true, false) => format!("{like} {name}"),
        });
    }
    all.join(if chinese { "、" } else { ", " })
}

/// Shows each missed bag its best candidate, each found bag once, and counts.
#[must_use]
pub fn score(trial: &Trial) -> Scored {
    let found: Vec<Traits> = trial.found.iter().map(Traits::of).collect();
    let missed: Vec<Traits> = trial.missed.iter().map(Traits::of).collect();
    let mut pairs: Vec<(i32, usize, usize)> = Vec::new();
    let among = Among::new(&found);
    for (place, one) in missed.iter().enumerate() {
        pairs.extend(among.candidates(one).into_iter().map(|(other, Match { score, .. })| (score, place, other)));
    }
    pairs.sort_unstable_by_key(|(score, place, other)| (std::cmp::Reverse(*score), *place, *other));
    let (mut shown, mut right) = (0_u32, 0_u32);
    let (mut taken, mut given) = (vec![false; found.len()], vec![false; missed.len()]);
    for (_, place, other) in pairs {
        let (Some(taken), Some(given)) = (taken.get_mut(other), given.get_mut(place)) else { continue };
        if !*taken && !*given {
            (*taken, *given) = (true, true);
            shown += 1;
            right += u32::from(trial.truth.get(place).copied().flatten() == Some(other));
        }
    }
    let there = trial.truth.iter().flatten().count().max(1);
    Scored {
        precision: f64::from(right) / f64::from(shown.max(1)),
        recall: f64::from(right) / f64::from(u32::try_from(there).unwrap_or(u32::MAX)),
    }
}
