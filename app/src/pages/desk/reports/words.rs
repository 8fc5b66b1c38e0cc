//! What a report's figures, filters and values are called.

use crate::{
    outcome::encode,
    pages::desk::queue,
    words::{Lang, t},
};
use desk::cases::Department;
use domain::{
    booking::Cabin,
    locale::Locale,
    report::{Filter, Group, NONE},
    statistic::Estimate,
    survey::{Measure, Occasion},
};
use jiff::civil::Date;

/// The address of this area.
pub(super) const HERE: &str = "/desk/reports";

/// An address with a filter and more.
pub(super) fn address(path: &str, filter: &Filter, more: &[(&'static str, String)]) -> String {
    let fields = filter.fields().into_iter().chain(more.iter().cloned());
    let query = fields.map(|(name, value)| format!("{name}={}", encode(&value))).collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// What is measured.
pub(crate) fn measure(l: Lang, measure: Measure) -> String {
    match measure {
        Measure::Satisfaction => t!(l, "reports-satisfaction"),
        Measure::Recommendation => t!(l, "reports-recommendation"),
        Measure::Effort => t!(l, "reports-effort"),
    }
}

fn number(of: Measure, value: f64) -> String {
    match of {
        Measure::Satisfaction | Measure::Effort => format!("{value:.1}"),
        // never "-0"
        Measure::Recommendation => match value.round() as i64 {
            score @ 1.. => format!("+{score}"),
            0 => "0".to_owned(),
            score => format!("−{}", -score),
        },
    }
}

/// `84.2 %`, `+23`, `5.4`.
pub(crate) fn figure(of: Measure, value: f64) -> String {
    match of {
        Measure::Satisfaction => format!("{}\u{a0}%", number(of, value)),
        Measure::Recommendation | Measure::Effort => number(of, value),
    }
}

/// `between 81.9 and 86.3`.
pub(crate) fn between(l: Lang, of: Measure, told: &Estimate) -> String {
    t!(l, "reports-between", low = number(of, told.low), high = number(of, told.high))
}

/// A part of the journey by name; empty: the whole.
pub(crate) fn touchpoint(l: Lang, name: &str) -> String {
    match name {
        "booking" => t!(l, "touchpoint-booking"),
        "change" => t!(l, "touchpoint-change"),
        "check-in" => t!(l, "touchpoint-check-in"),
        "boarding" => t!(l, "touchpoint-boarding"),
        "on-board" => t!(l, "touchpoint-on-board"),
        "crew" => t!(l, "touchpoint-crew"),
        "punctuality" => t!(l, "touchpoint-punctuality"),
        "baggage" => t!(l, "touchpoint-baggage"),
        "service" => t!(l, "touchpoint-service"),
        "website" => t!(l, "touchpoint-website"),
        _ => t!(l, "touchpoint-whole"),
    }
}

/// What figures are split by.
pub(super) fn group(l: Lang, group: Group) -> String {
    match group {
        Group::Route => t!(l, "reports-by-route"),
        Group::Station => t!(l, "reports-by-station"),
        Group::Flight => t!(l, "reports-by-flight"),
        Group::Occasion => t!(l, "reports-by-occasion"),
        Group::Survey => t!(l, "reports-by-survey"),
        Group::Channel => t!(l, "reports-by-channel"),
        Group::Tier => t!(l, "reports-by-tier"),
        Group::Cabin => t!(l, "reports-by-cabin"),
        Group::Department => t!(l, "reports-by-department"),
        Group::Kind => t!(l, "reports-by-kind"),
        Group::Language => t!(l, "reports-by-language"),
    }
}

pub(super) fn occasion(l: Lang, occasion: Occasion) -> String {
    match occasion {
        Occasion::Flight => t!(l, "survey-occasion-flight"),
        Occasion::Case => t!(l, "survey-occasion-case"),
        Occasion::Change => t!(l, "survey-occasion-change"),
        Occasion::Quarter => t!(l, "survey-occasion-quarter"),
    }
}

fn tier(l: Lang, value: &str) -> Option<String> {
    Some(match value {
        "silver" => t!(l, "tier-silver"),
        "gold" => t!(l, "tier-gold"),
        "platinum" => t!(l, "tier-platinum"),
        _ => return None,
    })
}

fn channel(l: Lang, value: &str) -> Option<String> {
    Some(match value {
        "mail" => t!(l, "reports-channel-mail"),
        "page" => t!(l, "reports-channel-page"),
        "telephone" => t!(l, "reports-channel-telephone"),
        _ => return None,
    })
}

/// What a value of a group is called.
pub(crate) fn value(l: Lang, of: Group, value: &str, departments: &[Department]) -> String {
    if value == NONE {
        return t!(l, "reports-none-given");
    }
    let known = match of {
        Group::Route => Some(value.replacen('-', "–", 1)),
        Group::Occasion => Occasion::parse(value).map(|one| occasion(l, one)),
        Group::Channel => channel(l, value),
        Group::Tier => tier(l, value),
        Group::Cabin => Cabin::parse(value).map(|cabin| l.text(cabin.key(), None)),
        Group::Department => departments.iter().find(|one| one.id == value).map(|one| one.name(l.0).to_owned()),
        Group::Kind => queue::word(l, "kind", value),
        Group::Language => Locale::from_tag(value).map(|locale| locale.own_name().to_owned()),
        Group::Station | Group::Flight | Group::Survey => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// The values a group can be filtered by, where they are few and known.
pub(super) fn values(l: Lang, of: Group, departments: &[Department]) -> Vec<(String, String)> {
    let known: Vec<String> = match of {
        Group::Channel => ["mail", "page", "telephone"].map(str::to_owned).to_vec(),
        Group::Tier => ["silver", "gold", "platinum", NONE].map(str::to_owned).to_vec(),
        Group::Cabin => Cabin::ALL.iter().map(|cabin| cabin.as_str().to_owned()).collect(),
        Group::Department => departments.iter().map(|one| one.id.clone()).collect(),
        Group::Kind => domain::case::Kind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect(),
        Group::Language => Locale::ALL.iter().map(|locale| locale.tag().to_owned()).collect(),
        Group::Occasion => Occasion::ALL.iter().map(|occasion| occasion.as_str().to_owned()).collect(),
        Group::Route | Group::Station | Group::Flight | Group::Survey => Vec::new(),
    };
    known.into_iter().map(|one| (one.clone(), value(l, of, &one, departments))).collect()
}

/// The days of a report: `1 December 2025 – 22 November 2026`, or months where they are whole.
pub(crate) fn days(l: Lang, (from, to): (Date, Date)) -> String {
    let whole = from.day() == 1 && to == to.last_of_month();
    let (from_words, to_words) = if whole { (l.month(from), l.month(to)) } else { (l.date_with_year(from), l.date_with_year(to)) };
    if from_words == to_words { from_words } else { format!("{from_words} – {to_words}") }
}

/// What a filter leaves, in words.
pub(super) fn told(l: Lang, filter: &Filter, span: (Date, Date), departments: &[Department]) -> String {
    let mut parts = vec![days(l, span)];
    parts.extend(filter.occasion.map(|one| occasion(l, one)));
    parts.extend(filter.touchpoint.map(|name| touchpoint(l, name)));
    parts.extend(filter.of.iter().map(|(group, one)| value(l, *group, one, departments)));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_say_them() {
        for (of, value, told) in [
            (Measure::Satisfaction, 84.23, "84.2\u{a0}%"),
            (Measure::Recommendation, 22.7, "+23"),
            (Measure::Recommendation, -0.3, "0"),
            (Measure::Recommendation, -12.0, "−12"),
            (Measure::Effort, 5.44, "5.4"),
        ] {
            assert_eq!(figure(of, value), told);
        }
    }
}
