//! Messages that say the same: what is new today, what comes up often, and what one person said.
//!
//! What is new is found by counting: of the messages of a place (everywhere, a station, a route, a flight) so many of the last day are about
//! a theme, or share a telling word. Given how many were so in the weeks before, how often would chance alone make it so many? The count of
//! today, given the sum, is binomial with today's share of all messages of that place: a busy day, on which everything is said more often,
//! is nothing new. Days that differ more than chance makes them differ weigh less.
//!
//! As many are looked at, the answer is multiplied by how many: not only by those of which something was said today, as it is chance that
//! chose them, but by all whose sum is large enough that they could stand out at all (Tarone, Biometrics 1990). So on one quiet day of a
//! hundred, at most, something is said to be new that is not; and what nobody had said before need not be said often.

use super::pieces::is_han;
use super::{Mood, Theme};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The last day is compared with so many before it.
pub const DAYS: usize = 28;
/// Fewer than this are no cluster.
const FEWEST: usize = 3;
/// So likely by chance, among all that are looked at, and it is said to be new.
const BY_CHANCE: f64 = 0.01;
/// A place of which little is known is taken to be as all are: as much as so many messages.
const AS_ALL: f64 = 20.0;
/// However much days differ, they weigh no less than this: one bad day must not hide the next.
const UNEVEN: f64 = 2.0;
/// Words of a message that can be shared.
const TERMS: usize = 40;
/// A word that more of a hundred messages hold says nothing about what they share, where there are enough to tell.
const EVERYWHERE: (usize, usize) = (30, 50);
/// Words named.
const NAMED: usize = 3;
/// What comes up most often: so much of it.
const OFTEN: usize = 12;

/// Words that say nothing about what happened.
const EMPTY: &str = " the and was were for with that this there they them their have has had not but you your our are from all very just been would could when what which who how why will can did does \
 one out about into over after before again because more than then only also too even still get got went really some any much many its his her she him \
 flight flights airline airlines plane airport please thank thanks good bad great day today time hour hours minutes ";
/// Characters of which the same is true.
const EMPTY_HAN: &str =
    "的了是我你您他她它们在不没有很就都也还和与这那个一上下到说要会着吧吗呢啊被把给让为从对等又再已经只能可以后来去过时";

/// Where something was said about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// An airport one left from or came to.
    Station(String),
    /// From where to where.
    Route(String, String),
    /// `LD 408`.
    Flight(String),
}

/// What is known of a message.
#[derive(Debug, Clone)]
pub struct Said {
    /// Whole days before now: 0 for the last 24 hours. What is older than [`DAYS`] is left out.
    pub day: usize,
    /// What it is about.
    pub theme: Theme,
    /// How its writer feels.
    pub mood: Mood,
    /// Where.
    pub places: Vec<Place>,
    /// Its [`terms`].
    pub terms: Vec<String>,
}

/// What messages of a cluster share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// What they are about.
    Theme(Theme),
    /// A word.
    Term(String),
}

/// Messages of today that are more than they would be by chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// What was counted, and where; `None`: everywhere. Whatever else they share stands below.
    pub sort: Sort,
    /// Where it was counted.
    pub at: Option<Place>,
    /// How many there are today.
    pub today: usize,
    /// How many there were on a day before, on average.
    pub usual: f64,
    /// How likely chance makes it so many, or more, of anything that was looked at: from 0 to 1.
    pub chance: f64,
    /// What most of them are about.
    pub theme: Theme,
    /// The narrowest place at least four of five of them share.
    pub place: Option<Place>,
    /// Telling words at least half of them share, the most shared first.
    pub terms: Vec<String>,
}

/// What more than one person has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Common {
    /// What it is about.
    pub theme: Theme,
    /// The word they share.
    pub term: String,
    /// How many say it.
    pub count: usize,
    /// The narrowest place at least four of five of them share.
    pub place: Option<Place>,
}

/// The telling words of a message, each once: Latin ones without case and plural, Chinese ones as pairs of characters.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |term: String| {
        if all.len() < TERMS && !all.contains(&term) {
            all.push(term);
        }
    };
    let lower = text.to_lowercase();
    let latin = |letter: char| letter.is_alphanumeric() && !is_han(letter);
    for word in lower.split(|letter: char| !latin(letter)) {
        let letters = word.chars().count();
        let figure = word.chars().all(|letter| letter.is_ascii_digit());
        if !(3..=24).contains(&letters) || figure || EMPTY.contains(&format!(" {word} ")) {
            continue;
        }
        let plural = letters > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
        add(word.strip_suffix('s').filter(|_| plural).unwrap_or(word).to_owned());
    }
    for run in lower.split(|letter: char| !is_han(letter) || EMPTY_HAN.contains(letter)) {
        let letters: Vec<char> = run.chars().collect();
        letters.windows(2).for_each(|pair| add(pair.iter().collect()));
    }
    all
}

type Key<'a> = (Option<&'a Place>, Sorted<'a>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Sorted<'a> {
    Theme(Theme),
    Term(&'a str),
}

fn places(said: &Said) -> impl Iterator<Item = Option<&Place>> {
    std::iter::once(None).chain(said.places.iter().map(Some))
}

fn sorts(said: &Said) -> impl Iterator<Item = Sorted<'_>> {
    std::iter::once(Sorted::Theme(said.theme)).chain(said.terms.iter().map(|term| Sorted::Term(term)))
}

fn keys(said: &Said) -> impl Iterator<Item = Key<'_>> {
    sorts(said).flat_map(move |sort| places(said).map(move |place| (place, sort)))
}

/// What is new in the last day: the least likely first. Praise is not looked at.
#[must_use]
pub fn unusual(messages: &[Said]) -> Vec<Cluster> {
    let mut of_place: HashMap<Option<&Place>, Vec<f64>> = HashMap::new();
    for said in messages.iter().filter(|said| said.day <= DAYS) {
        for place in places(said) {
            if let Some(count) = of_place.entry(place).or_insert_with(|| vec![0.0; DAYS + 1]).get_mut(said.day) {
                *count += 1.0;
            }
        }
    }
    let told = || messages.iter().enumerate().filter(|(_, said)| said.mood != Mood::Positive && said.day <= DAYS);
    let sums = sums(told().map(|(_, said)| said));
    let everywhere = of_place.get(&None).map_or(1.0, |days| days.first().copied().unwrap_or_default() / days.iter().sum::<f64>().max(1.0));
    let shares: HashMap<Option<&Place>, f64> = of_place.iter().map(|(place, days)| (*place, share(days, everywhere))).collect();
    let share_at = |place: &Option<&Place>| shares.get(place).copied().unwrap_or(everywhere);
    let tested = testable(sums.iter().map(|(key, sum)| share_at(&key.0).powf(f64::from(*sum))).collect());
    let mut today: BTreeMap<Key<'_>, BTreeSet<usize>> = BTreeMap::new();
    for (number, said) in told().filter(|(_, said)| said.day == 0) {
        keys(said).filter(|key| sums.contains_key(key)).for_each(|key| {
            today.entry(key).or_default().insert(number);
        });
    }
    today.retain(|_, of| of.len() >= FEWEST);
    let mut before: HashMap<Key<'_>, Vec<f64>> = today.keys().map(|key| (*key, vec![0.0; DAYS + 1])).collect();
    for (_, said) in told().filter(|(_, said)| said.day > 0) {
        for key in keys(said) {
            if let Some(count) = before.get_mut(&key).and_then(|days| days.get_mut(said.day)) {
                *count += 1.0;
            }
        }
    }
    let logs = logs_of_factorials(messages.len());
    let mut found: Vec<(f64, f64, Key<'_>, &BTreeSet<usize>)> = Vec::new();
    for (key, of) in &today {
        let (Some(days), Some(all)) = (before.get(key), of_place.get(&key.0)) else { continue };
        let uneven = unevenness(days, all);
        let earlier: f64 = days.iter().sum();
        let (now, then) = ((of.len() as f64 / uneven).floor() as usize, (earlier / uneven).ceil() as usize);
        let chance = (tail(&logs, now + then, share_at(&key.0), now) * tested).min(1.0);
        if chance <= BY_CHANCE {
            let looked_at = all.iter().skip(1).filter(|count| **count > 0.0).count().max(1) as f64;
            found.push((chance, earlier / looked_at, *key, of));
        }
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| other.3.len().cmp(&one.3.len())).then_with(|| one.2.cmp(&other.2)));
    let mut told: HashSet<usize> = HashSet::new();
    let mut clusters = Vec::new();
    for (chance, usual, (at, sort), of) in found {
        // said already in another way
        if of.iter().filter(|number| told.contains(number)).count() * 2 >= of.len() {
            continue;
        }
        told.extend(of);
        let theirs: Vec<&Said> = of.iter().filter_map(|number| messages.get(*number)).collect();
        clusters.push(Cluster {
            sort: match sort {
                Sorted::Theme(theme) => Sort::Theme(theme),
                Sorted::Term(term) => Sort::Term(term.to_owned()),
            },
            at: at.cloned(),
            today: of.len(),
            usual,
            chance,
            theme: theme_of(&theirs),
            place: place_of(&theirs),
            terms: shared(&theirs),
        });
    }
    clusters
}

/// What comes up often, the most said first; and the messages (by their place in the list) that say what nobody else says. Praise is neither.
#[must_use]
pub fn common(messages: &[Said]) -> (Vec<Common>, Vec<usize>) {
    let told: Vec<(usize, &Said)> = messages.iter().enumerate().filter(|(_, said)| said.mood != Mood::Positive).collect();
    let mut holding: BTreeMap<(Theme, &str), BTreeSet<usize>> = BTreeMap::new();
    let mut of_term: HashMap<&str, usize> = HashMap::new();
    for (number, said) in &told {
        for term in &said.terms {
            holding.entry((said.theme, term)).or_default().insert(*number);
            *of_term.entry(term).or_default() += 1;
        }
    }
    let (percent, enough) = EVERYWHERE;
    let everywhere = |term: &str| told.len() >= enough && of_term.get(term).is_some_and(|count| count * 100 > told.len() * percent);
    holding.retain(|(_, term), of| of.len() >= FEWEST && !everywhere(term));
    let said_by_more: BTreeSet<usize> = holding.values().flatten().copied().collect();
    let single = told.iter().map(|(number, _)| *number).filter(|number| !said_by_more.contains(number)).collect();
    let mut all = Vec::new();
    // each message is counted with the largest of its groups that are left
    while all.len() < OFTEN
        && let Some(key) = holding.iter().max_by(|one, other| one.1.len().cmp(&other.1.len()).then(other.0.cmp(one.0))).map(|(key, _)| *key)
    {
        let Some(of) = holding.remove(&key).filter(|of| of.len() >= FEWEST) else { break };
        let theirs: Vec<&Said> = of.iter().filter_map(|number| messages.get(*number)).collect();
        all.push(Common { theme: key.0, term: key.1.to_owned(), count: of.len(), place: place_of(&theirs) });
        for (number, said) in of.iter().filter_map(|number| Some((*number, messages.get(*number)?))) {
            for term in &said.terms {
                if let Some(left) = holding.get_mut(&(said.theme, term.as_str())) {
                    left.remove(&number);
                }
            }
        }
    }
    (all, single)
}

/// How often each of what can be counted was said in all, today and before; only what was said often enough to be a cluster.
fn sums<'a>(told: impl Iterator<Item = &'a Said> + Clone) -> HashMap<Key<'a>, u32> {
    let counted = |keys: &mut dyn Iterator<Item = Key<'a>>| {
        let mut sums: HashMap<Key<'a>, u32> = HashMap::new();
        keys.for_each(|key| *sums.entry(key).or_default() += 1);
        sums.retain(|_, sum| *sum as usize >= FEWEST);
        sums
    };
    // what is said seldom everywhere is said seldom at each place, and that is most of it
    let anywhere = counted(&mut told.clone().flat_map(sorts).map(|sort| (None, sort)));
    let often = |said: &'a Said| keys(said).filter(|key| anywhere.contains_key(&(None, key.1))).collect::<Vec<_>>();
    counted(&mut told.flat_map(often))
}

/// Among how many the least likely has to be rare, given for each how unlikely it could be at most (all of them today).
fn testable(mut least: Vec<f64>) -> f64 {
    least.sort_by(f64::total_cmp);
    let could = |tested: usize| least.partition_point(|chance| *chance <= BY_CHANCE / tested as f64);
    (1..=least.len()).find(|tested| could(*tested) <= *tested).unwrap_or(1) as f64
}

/// The share of the last day, drawn towards what it is everywhere where little is known.
fn share(days: &[f64], everywhere: f64) -> f64 {
    let today = days.first().copied().unwrap_or_default();
    let all: f64 = days.iter().sum();
    (today + AS_ALL * everywhere) / (all + AS_ALL)
}

/// How much more the days before differ than chance makes them: 1 for not more.
fn unevenness(days: &[f64], all: &[f64]) -> f64 {
    let (sum, of): (f64, f64) = (days.iter().sum(), all.iter().skip(1).sum());
    if sum <= 0.0 || of <= 0.0 {
        return 1.0;
    }
    let looked_at = days.iter().zip(all).skip(1).filter(|(_, all)| **all > 0.0);
    let far = |(count, all): (&f64, &f64)| (count - all * sum / of).powi(2) / (all * sum / of);
    let (sum, days) = looked_at.map(far).fold((0.0, 0_u32), |(sum, days), far| (sum + far, days + 1));
    (sum / f64::from(days.saturating_sub(1).max(1))).clamp(1.0, UNEVEN)
}

/// ln 0!, ln 1!, … ln n!.
fn logs_of_factorials(n: usize) -> Vec<f64> {
    let mut sum = 0.0;
    std::iter::once(0.0)
        .chain((1..=n).map(|number| {
            sum += (number as f64).ln();
            sum
        }))
        .collect()
}

/// How likely at least `least` of `n` are so, if each is with probability `p`.
fn tail(logs: &[f64], n: usize, p: f64, least: usize) -> f64 {
    if least == 0 || p >= 1.0 {
        return 1.0;
    }
    if p <= 0.0 || least > n {
        return 0.0;
    }
    let log = |number: usize| logs.get(number).copied().unwrap_or_default();
    let one = |k: usize| log(n) - log(k) - log(n - k) + k as f64 * p.ln() + (n - k) as f64 * (-p).ln_1p();
    (least..=n).map(|k| one(k).exp()).sum::<f64>().min(1.0)
}

fn theme_of(of: &[&Said]) -> Theme {
    let mut counts: BTreeMap<Theme, usize> = BTreeMap::new();
    of.iter().for_each(|said| *counts.entry(said.theme).or_default() += 1);
    counts.into_iter().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0))).map_or(Theme::Other, |(theme, _)| theme)
}

fn place_of(of: &[&Said]) -> Option<Place> {
    let mut counts: BTreeMap<&Place, usize> = BTreeMap::new();
    of.iter().flat_map(|said| &said.places).for_each(|place| *counts.entry(place).or_default() += 1);
    // flights are the last of the order, and the narrowest
    counts
        .into_iter()
        .filter(|(_, count)| count * 5 >= of.len() * 4)
        .map(|(place, count)| (rank(place), count, place))
        .max()
        .map(|found| found.2.clone())
}

const fn rank(place: &Place) -> u8 {
    match place {
        Place::Station(_) => 0,
        Place::Route(..) => 1,
        Place::Flight(_) => 2,
    }
}

fn shared(of: &[&Said]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    of.iter().flat_map(|said| &said.terms).for_each(|term| *counts.entry(term).or_default() += 1);
    let mut all: Vec<(usize, &str)> =
        counts.into_iter().filter(|(_, count)| count * 2 >= of.len()).map(|(term, count)| (count, term)).collect();
    all.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    all.into_iter().take(NAMED).map(|(_, term)| term.to_owned()).collect()
}

#[cfg(test)]
#[path = "cluster_tests.rs"]
mod tests;
