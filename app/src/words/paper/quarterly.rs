//! The service report of a quarter, written from its figures (SUR-8): the same sentences on the page and on paper.

use crate::{
    pages::{
        desk::reports::words::{between, days, figure, measure, touchpoint},
        promises::{percent, promise},
    },
    ui::chart::Bar,
    words::{Lang, t},
};
use desk::reports::Quarter;
use domain::{
    case::Topic,
    report::{Filter, NONE, Totals, leans},
    statistic::{Estimate, difference, share},
    survey::{Measure, Occasion},
};
use wire::paper::{Format, Paper, Part, Table};

/// Stations and topics that are told.
const MOST: usize = 8;

/// A piece of the report, in the order it is read.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// What follows.
    Heading(String),
    /// Sentences, and the address of the figures they are written from.
    Text(String, String),
    /// Heads and rows; everything but the first column is a figure.
    Rows(String, Vec<String>, Vec<Vec<String>>),
    /// Bars: what they say, the heads of names and values, and the bars; the table that follows has their figures.
    Bars(String, [String; 2], Vec<Bar>),
}

/// The report, in one language.
#[must_use]
pub fn quarterly(l: Lang, told: &Quarter) -> Vec<Block> {
    let mut all = Vec::new();
    satisfaction(l, told, &mut all);
    touchpoints(l, told, &mut all);
    stations(l, told, &mut all);
    promises(l, told, &mut all);
    complaints(l, told, &mut all);
    all.push(Block::Heading(t!(l, "reports-who")));
    all.push(Block::Text(asked(l, told), address(told, "", "#asked")));
    all
}

/// Its title.
#[must_use]
pub fn quarterly_title(l: Lang, told: &Quarter) -> String {
    let first = told.days.0;
    t!(l, "quarterly-title", quarter = (first.month() + 2) / 3, year = first.year().to_string())
}

/// The page of a report within the quarter.
fn address(told: &Quarter, more: &str, place: &str) -> String {
    let filter = Filter::default().within(told.days.0, told.days.1);
    let fields: Vec<String> = filter.fields().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("/desk/reports?{}{more}{place}", fields.join("&"))
}

fn satisfaction(l: Lang, told: &Quarter, all: &mut Vec<Block>) {
    let (this, before) = (&told.report.totals, &told.before.totals);
    all.push(Block::Heading(t!(l, "quarterly-said")));
    let responses = t!(l, "quarterly-responses", days = days(l, told.days), count = this.responses, before = before.responses);
    all.push(Block::Text(responses, address(told, "", "")));
    for of in Measure::ALL {
        if let Some(sentence) = compared(l, &measure(l, of), of, this.of(of), before.of(of)) {
            all.push(Block::Text(sentence, address(told, "", "")));
        }
    }
    for (occasion, this, before) in &told.handling {
        let (name, about) = if *occasion == Occasion::Case { ("service", "&occasion=case") } else { ("change", "&occasion=change") };
        let what = t!(l, "reports-satisfaction-with", what = touchpoint(l, name));
        let of = Measure::Satisfaction;
        if let Some(sentence) = compared(l, &what, of, this.of(of), before.of(of)) {
            all.push(Block::Text(sentence, address(told, about, "")));
        }
    }
    let rows: Vec<Vec<String>> =
        told.report.months.iter().map(|(month, totals)| std::iter::once(l.month(*month)).chain(cells(totals)).collect()).collect();
    if !rows.is_empty() {
        all.push(Block::Rows(t!(l, "reports-months"), heads(l, t!(l, "reports-month")), rows));
    }
}

fn heads(l: Lang, first: String) -> Vec<String> {
    std::iter::once(first).chain(Measure::ALL.map(|of| measure(l, of))).chain([t!(l, "reports-answers")]).collect()
}

/// The three figures, and how many sent something in.
fn cells(totals: &Totals) -> Vec<String> {
    let figures = Measure::ALL.map(|of| shown(of, totals.of(of)));
    figures.into_iter().chain([totals.responses.to_string()]).collect()
}

fn shown(of: Measure, told: Option<Estimate>) -> String {
    told.filter(|told| !told.few()).map_or_else(|| "–".to_owned(), |told| figure(of, told.value))
}

/// A figure beside that of the quarter before, and whether they differ clearly.
fn compared(l: Lang, what: &str, of: Measure, this: Option<Estimate>, before: Option<Estimate>) -> Option<String> {
    let this = this?;
    if this.few() {
        return Some(t!(l, "quarterly-few", what = what.to_owned(), count = this.n));
    }
    let (value, sure) = (figure(of, this.value), between(l, of, &this));
    let first = t!(l, "quarterly-figure", what = what.to_owned(), value = value, sure = sure, count = this.n);
    let second = match before.filter(|before| !before.few()) {
        None => t!(l, "quarterly-no-before"),
        Some(before) => {
            let by = difference(before, this);
            let value = figure(of, before.value);
            match (by.clear(), by.value > 0.0) {
                (false, _) => t!(l, "quarterly-same", before = value),
                (true, true) => t!(l, "quarterly-better", before = value),
                (true, false) => t!(l, "quarterly-worse", before = value),
            }
        }
    };
    Some(joined(l, &[first, second]))
}

/// Sentences after each other; Han full stops bring their own space.
fn joined(l: Lang, sentences: &[String]) -> String {
    sentences.join(if l.0 == domain::locale::Locale::ZhCn { "" } else { " " })
}

fn touchpoints(l: Lang, told: &Quarter, all: &mut Vec<Block>) {
    let mut parts: Vec<_> =
        told.report.touchpoints.iter().filter_map(|(name, part)| Some((*name, part, part.index().filter(|index| !index.few())?))).collect();
    parts.sort_by(|one, other| one.2.value.total_cmp(&other.2.value));
    let (Some(worst), Some(best)) = (parts.first(), parts.last()) else { return };
    all.push(Block::Heading(t!(l, "reports-touchpoints")));
    let index = |told: &Estimate| format!("{:.1}", told.value);
    let (low, high) = (index(&worst.2), index(&best.2));
    // one part alone is neither best nor worst, and what may be chance is not called so
    let apart = difference(worst.2, best.2).clear();
    let mut sentences = match parts.len() {
        1 => vec![t!(l, "quarterly-touchpoint", what = touchpoint(l, best.0), value = high)],
        _ if apart => {
            vec![t!(l, "quarterly-touchpoints", worst = touchpoint(l, worst.0), low = low, best = touchpoint(l, best.0), high = high)]
        }
        _ => vec![t!(l, "quarterly-touchpoints-alike", low = low, high = high)],
    };
    let most = told.report.touchpoints.iter().map(|(_, part)| part.named).max().filter(|most| *most > 0);
    let named: Vec<_> = told.report.touchpoints.iter().filter(|(_, part)| Some(part.named) == most).collect();
    sentences.extend(match named.as_slice() {
        [] => None,
        [(name, part)] => Some(t!(l, "quarterly-named", what = touchpoint(l, name), count = part.named, of = told.report.complaining)),
        [(_, part), ..] => Some(t!(l, "quarterly-named-several", count = part.named, of = told.report.complaining)),
    });
    all.push(Block::Text(joined(l, &sentences), address(told, "", "#touchpoints")));
    let bars = parts.iter().map(|(name, _, index)| Bar {
        name: touchpoint(l, name),
        value: index.value,
        words: format!("{:.1}", index.value),
        signal: apart && *name == worst.0,
        href: None,
    });
    all.push(Block::Bars(t!(l, "quarterly-touchpoints-bars"), [t!(l, "reports-part"), t!(l, "reports-index")], bars.collect()));
    let before = |name: &str| {
        let part = told.before.touchpoints.iter().find(|(known, _)| *known == name);
        part.and_then(|(_, part)| part.index()).filter(|index| !index.few())
    };
    let rows = parts
        .iter()
        .map(|(name, part, index)| {
            let before = before(name).map_or_else(|| "–".to_owned(), |before| format!("{:.1}", before.value));
            let sure = between(l, Measure::Effort, index);
            vec![touchpoint(l, name), format!("{:.1}", index.value), sure, before, part.ratings.n.to_string(), part.named.to_string()]
        })
        .collect();
    let heads = vec![
        t!(l, "reports-part"),
        t!(l, "reports-index"),
        t!(l, "quarterly-interval"),
        t!(l, "quarterly-before"),
        t!(l, "reports-answers"),
        t!(l, "reports-named"),
    ];
    all.push(Block::Rows(t!(l, "reports-touchpoints"), heads, rows));
}

fn stations(l: Lang, told: &Quarter, all: &mut Vec<Block>) {
    let mut rows: Vec<_> = told
        .report
        .rows
        .iter()
        .filter(|row| row.value != NONE)
        .filter_map(|row| Some((row, row.totals.satisfaction().filter(|told| !told.few())?)))
        .collect();
    rows.sort_by(|one, other| one.1.value.total_cmp(&other.1.value).then_with(|| one.0.value.cmp(&other.0.value)));
    let Some((lowest, satisfied)) = rows.first() else { return };
    all.push(Block::Heading(t!(l, "reports-by-value", what = t!(l, "reports-by-station"))));
    let of = Measure::Satisfaction;
    // beside everybody else's, so that a small station's chance is not told as its fault
    let apart = told.report.totals.satisfaction().is_some_and(|whole| difference(*satisfied, whole).clear());
    let (station, value, sure, count) = (lowest.value.clone(), figure(of, satisfied.value), between(l, of, satisfied), satisfied.n);
    let sentence = match rows.len() {
        1 => t!(l, "quarterly-station-only", station = station, value = value, sure = sure, count = count),
        _ if apart => t!(l, "quarterly-station", station = station, value = value, sure = sure, count = count),
        _ => t!(l, "quarterly-stations-alike", station = station, value = value, sure = sure, count = count),
    };
    all.push(Block::Text(sentence, address(told, "&by=station", "#values")));
    let bars = rows.iter().take(MOST).map(|(row, told)| Bar {
        name: row.value.clone(),
        value: told.value,
        words: figure(of, told.value),
        signal: apart && row.value == lowest.value,
        href: None,
    });
    all.push(Block::Bars(t!(l, "quarterly-stations-bars"), [t!(l, "reports-by-station"), measure(l, of)], bars.collect()));
    let lines = rows.iter().take(MOST).map(|(row, _)| std::iter::once(row.value.clone()).chain(cells(&row.totals)).collect()).collect();
    let head = t!(l, "reports-by-station");
    all.push(Block::Rows(t!(l, "reports-by-value", what = head.clone()), heads(l, head), lines));
}

fn promises(l: Lang, told: &Quarter, all: &mut Vec<Block>) {
    let judged: Vec<_> = told.promises.iter().filter(|(_, this, _)| this.judged > 0).collect();
    if judged.is_empty() {
        return;
    }
    all.push(Block::Heading(t!(l, "promises-title")));
    let reached = judged.iter().filter(|(one, this, _)| this.reached(one.target()) == Some(true)).count();
    let first = told.days.0;
    let source = format!("/promises?quarter={}-{}", first.year(), (first.month() + 2) / 3);
    all.push(Block::Text(t!(l, "quarterly-promises", count = judged.len(), reached = reached), source));
    let share = |tally: &domain::commitment::Tally| tally.share().map_or_else(|| "–".to_owned(), percent);
    let rows = judged
        .iter()
        .map(|(one, this, before)| {
            let (promised, target) = promise(l, *one);
            let kept = if this.reached(one.target()) == Some(true) { t!(l, "promises-reached") } else { t!(l, "promises-missed") };
            vec![format!("{promised} ({target})"), share(this), share(before), kept]
        })
        .collect();
    let heads = vec![t!(l, "promises-promise"), t!(l, "quarterly-this"), t!(l, "quarterly-before"), t!(l, "quarterly-goal")];
    all.push(Block::Rows(t!(l, "promises-title"), heads, rows));
}

fn complaints(l: Lang, told: &Quarter, all: &mut Vec<Block>) {
    let (this, before) = told.complaints.iter().fold((0, 0), |(this, before), (_, one, other)| (this + one, before + other));
    all.push(Block::Heading(t!(l, "quarterly-complaints")));
    let name = |topic: &str| Topic::parse(topic).map_or_else(|| topic.to_owned(), |topic| l.text(topic.key(), None));
    let mut sentences = vec![t!(l, "quarterly-complaints-count", count = this, before = before)];
    sentences.extend(match told.complaints.as_slice() {
        [(_, count, _), (_, other, _), ..] if count == other => (*count > 0).then(|| t!(l, "quarterly-complaints-several", count = *count)),
        [(topic, count, _), ..] if *count > 0 => Some(t!(l, "quarterly-complaints-most", topic = name(topic), count = *count)),
        _ => None,
    });
    all.push(Block::Text(joined(l, &sentences), format!("/desk/queue?state=any&kind=complaint&from={}&to={}", told.days.0, told.days.1)));
    let rows: Vec<Vec<String>> =
        told.complaints.iter().take(MOST).map(|(topic, this, before)| vec![name(topic), this.to_string(), before.to_string()]).collect();
    if !rows.is_empty() {
        all.push(Block::Rows(
            t!(l, "quarterly-complaints"),
            vec![t!(l, "quarterly-topic"), t!(l, "quarterly-this"), t!(l, "quarterly-before")],
            rows,
        ));
    }
}

fn asked(l: Lang, told: &Quarter) -> String {
    let asked = &told.report.asked;
    let unasked = (asked.unasked > 0).then(|| t!(l, "reports-unasked", count = asked.unasked));
    let Some(rate) = share(asked.answered, asked.asked) else {
        return unasked.unwrap_or_else(|| t!(l, "quarterly-nobody-asked"));
    };
    let rate = figure(Measure::Satisfaction, rate.value * 100.0);
    let mut sentences = vec![t!(l, "reports-rate", asked = asked.asked, answered = asked.answered, share = rate)];
    sentences.extend(asked.open.then(|| t!(l, "reports-rate-open")));
    sentences.extend(unasked);
    let leaning = if leans(&asked.cells).is_empty() { t!(l, "reports-lean-none") } else { t!(l, "quarterly-leans") };
    sentences.extend([t!(l, "reports-bias"), leaning, t!(l, "reports-sure")]);
    joined(l, &sentences)
}

/// The paper, in one language. The same figures give the same bytes.
#[must_use]
pub fn written(l: Lang, told: &Quarter) -> Paper {
    let title = quarterly_title(l, told);
    let mut paper = super::paper(l, title.clone(), &title, Format::Letter);
    paper.push(Part::Title(title));
    for block in quarterly(l, told) {
        paper.push(match block {
            Block::Heading(words) => Part::Heading(words),
            Block::Text(words, _) => Part::Text(words),
            Block::Bars(finding, _, bars) => {
                Part::Bars(finding, bars.into_iter().map(|bar| (bar.name, bar.value as f32, bar.words, bar.signal)).collect())
            }
            Block::Rows(summary, heads, rows) => {
                let others = heads.len().saturating_sub(1).max(1) as f32;
                let widths = std::iter::once(0.34).chain(std::iter::repeat(0.66 / others));
                Part::Table(Table { summary, heads: heads.into_iter().zip(widths).collect(), figures_from: 1, rows, sum: false })
            }
        });
    }
    paper
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use desk::reports::Report;
    use domain::{
        commitment::{Commitment, Tally},
        locale::Locale,
    };
    use jiff::civil::date;

    fn quarter() -> Quarter {
        let mut totals = Totals { responses: 300, ..Totals::default() };
        totals.add(Some(5), Some(10), Some(6), 240);
        totals.add(Some(2), Some(3), Some(2), 60);
        let report =
            Report { days: (date(2026, 7, 1), date(2026, 9, 30)), months: vec![(date(2026, 7, 1), totals)], totals, ..Report::default() };
        let mut worse = Totals { responses: 300, ..Totals::default() };
        worse.add(Some(5), Some(10), Some(6), 150);
        worse.add(Some(2), Some(3), Some(2), 150);
        Quarter {
            days: report.days,
            days_before: (date(2026, 4, 1), date(2026, 6, 30)),
            before: Report { totals: worse, ..Report::default() },
            report,
            handling: vec![(Occasion::Case, Totals::default(), totals)],
            promises: vec![(Commitment::Pages, Tally { kept: 999, judged: 1000 }, Tally::default())],
            complaints: vec![("conduct".to_owned(), 3, 9)],
        }
    }

    #[test]
    fn every_sentence_has_its_source_and_no_key_stands_where_words_should() {
        for locale in Locale::ALL {
            let blocks = quarterly(Lang(locale), &quarter());
            for block in &blocks {
                if let Block::Text(words, source) = block {
                    assert!(source.starts_with('/') && !words.contains("quarterly-") && !words.contains("reports-"), "{words} {source}");
                }
            }
            let told = format!("{blocks:?}");
            assert!(told.contains("80.0\\u{a0}%") && told.contains("50.0\\u{a0}%"), "{told}");
        }
        let told = format!("{:?}", quarterly(Lang(Locale::En), &quarter()));
        assert!(told.contains("clearly better now") && told.contains("3 complaints reached us, 9 in the quarter before"), "{told}");
    }

    #[test]
    fn the_same_figures_give_the_same_bytes() {
        for locale in Locale::ALL {
            let [one, other] = [(); 2].map(|()| written(Lang(locale), &quarter()).write().unwrap());
            assert!(one == other && one.starts_with(b"%PDF"));
        }
    }
}
