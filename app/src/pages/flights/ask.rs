//! What is asked of `/flights`, read from its address.

use crate::{form::Typed, ui::carrier};
use desk::FieldError;
use desk::flights::{Airport, Direction, Turn};
use domain::flight::Designator;
use jiff::civil::Date;
use leptos_router::params::ParamsMap;

/// Longest answer that is read.
const LONGEST: usize = 60;

/// The three ways to look up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Number,
    Route,
    Board(Direction),
}

/// The question as it stands in the address.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub way: Way,
    pub typed: Typed,
}

impl Ask {
    /// Which form is meant follows from the fields that are there.
    pub(super) fn read(query: &ParamsMap) -> Self {
        let way = match query.get("board").as_deref() {
            Some("arrivals") => Way::Board(Direction::Arrivals),
            Some(_) => Way::Board(Direction::Departures),
            None if query.get("by").as_deref() == Some("route") || query.get("from").is_some() => Way::Route,
            None => Way::Number,
        };
        let fields = ["flight", "date", "from", "to", "airport", "after", "before"];
        let read = |name: &str| Some((name.to_owned(), query.get(name)?.trim().chars().take(LONGEST).collect()));
        Self { way, typed: Typed { values: fields.iter().filter_map(|name| read(name)).collect(), ..Typed::default() } }
    }

    /// Whether anything is asked, or only the form is wanted.
    pub(super) fn asks(&self) -> bool {
        let given = |name| self.typed.value_opt(name).is_some();
        match self.way {
            Way::Number => given("flight"),
            Way::Route => given("from") || given("to"),
            Way::Board(_) => given("airport"),
        }
    }

    fn wrong(&mut self, field: &'static str, message: &'static str) {
        self.typed.errors.push(FieldError::new(field, message));
    }

    /// The flight number; what is wrong with it is noted.
    pub(super) fn designator(&mut self) -> Option<Designator> {
        let typed = self.typed.value("flight");
        if typed.is_empty() {
            self.wrong("flight", "flights-number-missing");
            return None;
        }
        // a bare number is one of ours
        let designator = typed.parse().or_else(|_| format!("{}{typed}", carrier::mark()).parse()).ok();
        if designator.is_none() {
            self.wrong("flight", "flights-number-wrong");
        }
        designator
    }

    /// The date, today where none is given; what is wrong with it is noted.
    pub(super) fn date(&mut self, today: Date) -> Option<Date> {
        let typed = self.typed.value("date");
        if typed.is_empty() {
            return Some(today);
        }
        let date = typed.parse::<Date>().ok().filter(|date| (2000..2100).contains(&date.year()));
        if date.is_none() {
            self.wrong("date", "flights-date-wrong");
        }
        date
    }

    /// The airports somebody may mean by what stands in a field; what is wrong with it is noted.
    pub(super) fn places<'a>(&mut self, field: &'static str, airports: &'a [Airport]) -> Vec<&'a Airport> {
        let typed = self.typed.value(field);
        let found: Vec<&Airport> = airports.iter().filter(|airport| airport.answers_to(&typed)).collect();
        if typed.is_empty() {
            self.wrong(field, "flights-place-missing");
        } else if found.is_empty() {
            self.wrong(field, "flights-place-unknown");
        }
        found
    }

    /// From and to are two places.
    pub(super) fn apart(&mut self, from: &[&Airport], to: &[&Airport]) {
        if from.iter().any(|airport| to.contains(airport)) {
            self.wrong("to", "flights-same-place");
        }
    }

    /// The page of the board: a place given out with it, else the day asked for, else the page around now. What is wrong
    /// with the day is noted.
    pub(super) fn turn(&mut self, today: Date) -> Option<Turn> {
        let place = |name: &str| self.typed.value(name).parse().ok();
        let given = place("after").map(Turn::After).or_else(|| place("before").map(Turn::Before));
        if given.is_some() {
            return given;
        }
        let date = self.date(today)?;
        Some(if date == today { Turn::Now } else { Turn::On(date) })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ask(pairs: &[(&'static str, &str)]) -> Ask {
        let mut query = ParamsMap::new();
        for (name, value) in pairs {
            query.insert(*name, (*value).to_owned());
        }
        Ask::read(&query)
    }

    #[test]
    fn the_fields_say_which_form_is_meant() {
        assert_eq!(ask(&[]).way, Way::Number);
        assert_eq!(ask(&[("by", "route")]).way, Way::Route);
        assert_eq!(ask(&[("from", "EWR"), ("to", "ORD")]).way, Way::Route);
        assert_eq!(ask(&[("board", "arrivals")]).way, Way::Board(Direction::Arrivals));
        assert_eq!(ask(&[("board", "??")]).way, Way::Board(Direction::Departures));
        assert!(!ask(&[("date", "2026-11-21")]).asks());
    }

    #[test]
    fn bad_input_is_named_and_kept() {
        let mut bad = ask(&[("flight", " LD 99999 "), ("date", "soon")]);
        assert_eq!(bad.designator(), None);
        assert_eq!(bad.date(Date::constant(2026, 11, 21)), None);
        assert_eq!(bad.typed.errors.len(), 2);
        assert_eq!(bad.typed.value("flight"), "LD 99999");
        let mut empty = ask(&[("flight", ""), ("from", ""), ("date", "")]);
        assert_eq!(empty.designator(), None);
        assert!(empty.places("from", &[]).is_empty());
        assert_eq!(empty.date(Date::constant(2026, 11, 21)), Some(Date::constant(2026, 11, 21)));
        let today = Date::constant(2026, 11, 21);
        assert_eq!(ask(&[("airport", "EWR"), ("after", "'; drop table")]).turn(today), Some(Turn::Now));
        assert_eq!(ask(&[("airport", "EWR"), ("date", "2026-11-22")]).turn(today), Some(Turn::On(Date::constant(2026, 11, 22))));
        assert_eq!(ask(&[("airport", "EWR"), ("date", "soon")]).turn(today), None);
    }

    #[test]
    fn a_bare_number_is_one_of_the_house() {
        for typed in ["408", " 0408 ", "ＬＤ４０８", "ld 408"] {
            assert_eq!(ask(&[("flight", typed)]).designator(), "LD408".parse().ok(), "{typed}");
        }
    }
}
