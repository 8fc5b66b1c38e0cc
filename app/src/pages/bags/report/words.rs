//! What is told of a bag, name by value: on the page that checks it, and as the first words of its case.

use super::Step;
use crate::pages::trip::change::listed;
use crate::words::{Lang, t};
use desk::bags::Reported;
use domain::bag::Damage;
use domain::bag::description::Description;
use jiff::civil::Date;

/// A flight by airline, number and local date.
pub type Flown = (String, i32, Date);

/// The bag by the chart, in words: "Black · Upright suitcase with zip · Hard shell, Wheels".
#[must_use]
pub fn described(l: Lang, bag: &Description) -> String {
    let more = bag.material.map(|material| material.key()).into_iter().chain(bag.extras().iter().map(|extra| extra.key()));
    let more: Vec<String> = more.map(|key| l.text(key, None)).collect();
    let parts = [l.text(bag.colour.key(), None), l.text(bag.kind.key(), None), listed(l, &more)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What is broken: "Wheels, Handle · Badly damaged".
#[must_use]
pub fn broken(l: Lang, damage: &Damage) -> String {
    let parts = listed(l, &damage.parts.iter().map(|part| l.text(part.key(), None)).collect::<Vec<_>>());
    let [severity, _] = damage.severity.keys();
    format!("{parts} · {}", l.text(severity, None))
}

/// Every answer that says something, with the question it answers.
#[must_use]
pub fn rows(l: Lang, told: &Reported, flight: Option<&Flown>) -> Vec<(Step, String, String)> {
    let flight = flight.map(|(carrier, number, date)| format!("{carrier} {number} · {}", l.date_with_year(*date))).unwrap_or_default();
    let tag = told.tag.as_ref().map_or_else(|| t!(l, "report-no-tag"), ToString::to_string);
    let contents = listed(l, &told.contents.iter().map(|sort| l.text(sort.key(), None)).collect::<Vec<_>>());
    let here = match told.here_until {
        Some(day) if !told.here.is_empty() => format!("{}\n{}", told.here, t!(l, "report-until", day = l.date_with_year(day))),
        _ => told.here.clone(),
    };
    let looks = told.description.as_ref().map(|bag| described(l, bag)).unwrap_or_default();
    let code = told.description.as_ref().map(ToString::to_string).unwrap_or_default();
    let damage = told.damage.as_ref().map(|damage| broken(l, damage)).unwrap_or_default();
    let beside = told.beside.as_ref().map(ToString::to_string).unwrap_or_default();
    let [problem, _] = told.problem.keys();
    let on_board = told.description.is_none();
    [
        (Step::Problem, t!(l, "report-row-problem"), l.text(problem, None)),
        (Step::Problem, t!(l, "report-row-beside"), beside),
        (Step::Bag, t!(l, "bags-tag"), if on_board { String::new() } else { tag }),
        (Step::Arrival, t!(l, "report-row-flight"), flight),
        (Step::Arrival, t!(l, "report-airport"), told.station.clone()),
        (Step::Type, t!(l, "report-row-looks"), if on_board { String::new() } else { format!("{looks} ({code})") }),
        (Step::Damage, t!(l, "report-row-damage"), damage),
        (Step::Brand, t!(l, "report-maker"), told.brand.clone()),
        (Step::Brand, t!(l, "report-marks"), told.marks.clone()),
        (Step::Contents, t!(l, "report-row-contents"), contents),
        (Step::Contents, t!(l, "report-inside"), told.inside.clone()),
        (Step::Seen, t!(l, "report-row-seen"), told.seen.clone()),
        (Step::Address, t!(l, "report-here"), here),
        (Step::Address, t!(l, "report-home"), told.home.clone()),
        (Step::Address, t!(l, "report-telephone"), told.telephone.clone()),
    ]
    .into_iter()
    .filter(|(_, _, said)| !said.is_empty())
    .collect()
}

/// The case's subject and first words, in the language its passenger is answered in.
#[must_use]
pub fn of_case(l: Lang, told: &Reported, flight: Option<&Flown>) -> (String, String) {
    let [problem, _] = told.problem.keys();
    let subject = match &told.tag {
        Some(tag) => format!("{} ({tag})", l.text(problem, None)),
        None => l.text(problem, None),
    };
    let lines = rows(l, told, flight).into_iter().map(|(_, name, said)| t!(l, "report-line", name = name, said = said));
    (subject, lines.collect::<Vec<_>>().join("\n"))
}
