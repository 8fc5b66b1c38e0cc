//! What the questions of a report have collected so far, read as one.

use super::another::BESIDE;
use super::known::{Known, WITHOUT};
use super::report::Reported;
use crate::FieldError;
use crate::cases::{Draft, New};
use crate::flights::Airport;
use domain::bag::description::{BagType, Colour, Contents, Description, Extra, Material};
use domain::bag::{BrokenPart, Damage, Problem, Severity};
use domain::case::Kind;
use domain::flight::Designator;
use domain::locale::Locale;
use jiff::{ToSpan, civil::Date};

/// Characters of what is written in a line.
pub const LINE_LONGEST: usize = 120;
/// Characters of what is written in a box.
pub const BOX_LONGEST: usize = 800;
/// Somebody who reports a bag today can mean a flight of so many days ago.
const DAYS_BACK: i64 = 365;

/// Reads the answers, with everything that is still wrong, field by field in the order they are asked. `known` is the bag answered where it
/// is open here; `airports` are those a place typed may mean; `today` is where the service office is.
#[must_use]
pub fn read_report(
    answers: &Draft,
    known: Option<&Known>,
    airports: &[Airport],
    carrier: &str,
    today: Date,
    language: Locale,
) -> (Option<Reported>, New, Vec<FieldError>) {
    let answer = |name: &str| answers.get(name).map(|value| value.trim().to_owned()).unwrap_or_default();
    let mut errors = Vec::new();
    let problem = Problem::parse(&answer("problem"));
    if problem.is_none() {
        errors.push(FieldError::new("problem", "report-problem-missing"));
    }
    let on_board = problem == Some(Problem::LeftOnBoard);
    if !on_board && known.is_none() && answer("bag") != WITHOUT {
        let wrong = if answer("bag").is_empty() { "report-bag-missing" } else { "report-bag-again" };
        errors.push(FieldError::new("bag", wrong));
    }
    let known = known.filter(|_| !on_board);
    let flight = match known.and_then(|known| known.flight.clone()) {
        Some(flight) => Some(flight),
        None => typed_flight(&answer("flight"), &answer("flight_date"), carrier, today, &mut errors),
    };
    let station = match known.and_then(|known| known.station.clone()) {
        Some(station) => Some(station),
        None => typed_station(&answer("airport"), airports, &mut errors),
    };
    let description = if on_board { None } else { described(&answer, &mut errors) };
    let damage = if problem == Some(Problem::Damaged) { broken(&answer, &mut errors) } else { None };
    for (field, wrong) in [("inside", problem.is_some_and(says_what)), ("seen", true)] {
        if wrong && answer(field).is_empty() {
            errors.push(FieldError::new(field, if field == "seen" { "report-seen-missing" } else { "report-inside-missing" }));
        }
    }
    for (field, longest) in [
        ("brand", LINE_LONGEST),
        ("marks", BOX_LONGEST),
        ("inside", BOX_LONGEST),
        ("seen", BOX_LONGEST),
        ("here", BOX_LONGEST),
        ("home", BOX_LONGEST),
        ("telephone", LINE_LONGEST),
    ] {
        if answer(field).chars().count() > longest {
            errors.push(FieldError::new(field, "report-too-long"));
        }
    }
    let here_until = until(&answer("here_until"), &mut errors);
    if problem.is_some_and(Problem::searched) && answer("here").is_empty() && answer("home").is_empty() {
        errors.push(FieldError::new("here", "report-address-missing"));
    }
    let mut new = New {
        kind: Kind::Baggage,
        topic: problem.unwrap_or(Problem::Missing).topic(),
        // both are put into words once everything is known
        subject: "-".to_owned(),
        words: "-".to_owned(),
        name: answer("name"),
        email: answer("email"),
        language: Locale::from_tag(&answer("language")).unwrap_or(language),
        locator: known.and_then(|known| known.locator.clone()),
        flight: flight.clone(),
        bag_tag: String::new(),
    };
    errors.extend(new.tidy());
    let reported = problem.zip(station).map(|(problem, station)| Reported {
        problem,
        station,
        tag: known.map(|known| known.tag.clone()),
        booking: None,
        description,
        damage,
        beside: answer(BESIDE).parse().ok(),
        brand: answer("brand"),
        marks: answer("marks"),
        contents: answer("contents").split(',').filter_map(Contents::parse).collect(),
        inside: answer("inside"),
        seen: answer("seen"),
        here: answer("here"),
        here_until,
        home: answer("home"),
        telephone: answer("telephone"),
        expected_on: flight.map_or(today, |(_, _, day)| day),
    });
    (reported, new, errors)
}

/// Whether a report says in words what it is about: what was taken, what was left.
const fn says_what(problem: Problem) -> bool {
    matches!(problem, Problem::Pilfered | Problem::LeftOnBoard)
}

fn broken(answer: &impl Fn(&str) -> String, errors: &mut Vec<FieldError>) -> Option<Damage> {
    let parts: Vec<BrokenPart> = answer("part").split(',').filter_map(BrokenPart::parse).collect();
    if parts.is_empty() {
        errors.push(FieldError::new("part", "report-part-missing"));
    }
    let severity = Severity::parse(&answer("severity"));
    if severity.is_none() {
        errors.push(FieldError::new("severity", "report-severity-missing"));
    }
    Damage::new(parts, severity?)
}

fn described(answer: &impl Fn(&str) -> String, errors: &mut Vec<FieldError>) -> Option<Description> {
    let (kind, colour) = (BagType::parse(&answer("type")), Colour::parse(&answer("colour")));
    if kind.is_none() {
        errors.push(FieldError::new("type", "report-type-missing"));
    }
    if colour.is_none() {
        errors.push(FieldError::new("colour", "report-colour-missing"));
    }
    let extras = answer("extra").split(',').filter_map(Extra::parse).collect();
    Some(Description::new(colour?, kind?, Material::parse(&answer("material")), extras))
}

fn typed_flight(flight: &str, date: &str, carrier: &str, today: Date, errors: &mut Vec<FieldError>) -> Option<(String, i32, Date)> {
    // a bare number is one of ours
    let designator = flight.parse::<Designator>().or_else(|_| format!("{carrier}{flight}").parse()).ok();
    if designator.is_none() {
        errors.push(FieldError::new("flight", "report-flight-missing"));
    }
    // a bag is missed after its flight: where it flew, it may be tomorrow already
    let (first, last) = (today.checked_sub(DAYS_BACK.days()).ok()?, today.tomorrow().ok()?);
    let day = date.parse::<Date>().ok().filter(|day| (first..=last).contains(day));
    if day.is_none() {
        errors.push(FieldError::new("flight_date", "report-date-wrong"));
    }
    designator.zip(day).map(|(designator, day)| (designator.carrier.to_string(), designator.number(), day))
}

fn typed_station(typed: &str, airports: &[Airport], errors: &mut Vec<FieldError>) -> Option<String> {
    let code = typed.to_uppercase();
    let exact = airports.iter().find(|airport| airport.code == code);
    let found = exact.or_else(|| airports.iter().find(|airport| airport.answers_to(typed))).map(|airport| airport.code.clone());
    if found.is_none() {
        errors.push(FieldError::new("airport", if typed.is_empty() { "report-airport-missing" } else { "report-airport-unknown" }));
    }
    found
}

fn until(typed: &str, errors: &mut Vec<FieldError>) -> Option<Date> {
    let day = typed.parse::<Date>().ok().filter(|day| (2000..2100).contains(&day.year()));
    if day.is_none() && !typed.is_empty() {
        errors.push(FieldError::new("here_until", "report-date-wrong"));
    }
    day
}
