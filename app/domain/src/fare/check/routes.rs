//! Routes as words: places that no condition tells apart are one, so that a world of airports becomes a handful of cases.

use crate::fare::condition::{Condition, OnRoute, Place, Places, Test};
use std::collections::{BTreeMap, BTreeSet};

/// A route between two kinds of places.
struct Case {
    from: Place,
    to: Place,
    domestic: bool,
}

/// Every kind of route that conditions tell apart.
pub(super) struct Routes(Vec<Case>);

impl Routes {
    /// The kinds that these conditions tell apart.
    pub(super) fn of(conditions: &[&Condition], airports: &BTreeMap<&String, &String>) -> Self {
        let routes: Vec<&OnRoute> =
            conditions.iter().filter_map(|condition| if let Test::Route(route) = &condition.test { Some(route) } else { None }).collect();
        let sets: Vec<&Places> = routes.iter().flat_map(|route| sets(route)).collect();
        let mut places: BTreeSet<Place> = BTreeSet::new();
        let elsewhere = || Place { airport: String::new(), country: String::new() };
        places.insert(elsewhere());
        for code in sets.iter().flat_map(|set| &set.codes) {
            let country = |country: &str| Place { airport: String::new(), country: country.to_owned() };
            match code.len() {
                2 => places.insert(country(code)),
                _ => {
                    let of = airports.get(code).map_or("", |country| country.as_str());
                    places.insert(country(of));
                    places.insert(Place { airport: code.clone(), country: of.to_owned() })
                }
            };
        }
        // one of each kind, and one more: for a route within a kind that crosses a border
        let mut kinds: BTreeMap<Vec<bool>, Vec<Place>> = BTreeMap::new();
        for place in places {
            kinds.entry(sets.iter().map(|set| set.has(&place)).collect()).or_default().push(place);
        }
        let mut cases = Vec::new();
        for from in kinds.values() {
            for to in kinds.values() {
                for domestic in [true, false] {
                    let pair =
                        from.iter().flat_map(|from| to.iter().map(move |to| (from, to))).find(|(from, to)| possible(from, to, domestic));
                    cases.extend(pair.map(|(from, to)| Case { from: from.clone(), to: to.clone(), domestic }));
                }
            }
        }
        Self(cases)
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether a kind of route is what a condition asks for.
    pub(super) fn has(&self, place: usize, route: &OnRoute) -> bool {
        self.0.get(place).is_some_and(|case| route.has(&case.from, &case.to, case.domestic))
    }

    /// A kind of route in words.
    pub(super) fn told(&self, place: usize) -> String {
        let named = |place: &Place| match (place.airport.as_str(), place.country.as_str()) {
            ("", "") => "elsewhere".to_owned(),
            ("", country) => country.to_owned(),
            (airport, _) => airport.to_owned(),
        };
        let Some(case) = self.0.get(place) else { return String::new() };
        let scope = if case.domestic { "domestic" } else { "international" };
        format!("such as {} to {} ({scope})", named(&case.from), named(&case.to))
    }
}

fn sets(route: &OnRoute) -> Vec<&Places> {
    let between = route.between.iter().flat_map(|(one, other)| [one, other]);
    route.from.iter().chain(&route.to).chain(&route.touches).chain(between).collect()
}

/// Whether a route between two places can be domestic, or cross a border. What no condition names is abroad from every country that one does.
fn possible(from: &Place, to: &Place, domestic: bool) -> bool {
    match (from.country.is_empty(), to.country.is_empty()) {
        (true, true) => true,
        (true, false) | (false, true) => !domestic,
        (false, false) => domestic == (from.country == to.country),
    }
}
