//! What a report of surveys is about, as an address holds it: shared, kept in a register of findings, read back the same.

mod bias;
mod totals;

pub use bias::{Cell, Lean, leans};
pub use totals::{DETRACTOR, DISSATISFIED, PROMOTER, Totals, Touchpoint};

pub use crate::commitment::plausible;

use crate::rights::Departments;
use crate::survey::{Measure, Occasion, TOUCHPOINTS};
use jiff::{ToSpan, civil::Date};

/// What stands for "none given" among the values of a filter: no tier, no department.
pub const NONE: &str = "-";
/// The longest value read from an address, in letters.
const LONGEST: usize = 40;

/// What a figure is split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// From where to where.
    #[default]
    Route,
    /// Airports, at either end.
    Station,
    /// Flight numbers.
    Flight,
    /// What they were asked after.
    Occasion,
    /// Which questionnaire.
    Survey,
    /// How they answered.
    Channel,
    /// Tier of membership.
    Tier,
    /// Cabin flown in.
    Cabin,
    /// Department that had the case.
    Department,
    /// What the case was about.
    Kind,
    /// Language they answered in.
    Language,
}

impl Group {
    /// Every one, in the order offered.
    pub const ALL: [Self; 11] = [
        Self::Route,
        Self::Station,
        Self::Flight,
        Self::Occasion,
        Self::Survey,
        Self::Channel,
        Self::Tier,
        Self::Cabin,
        Self::Department,
        Self::Kind,
        Self::Language,
    ];

    /// The field of an address that filters by it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Station => "station",
            Self::Flight => "flight",
            Self::Occasion => "occasion",
            Self::Survey => "survey",
            Self::Channel => "channel",
            Self::Tier => "tier",
            Self::Cabin => "cabin",
            Self::Department => "department",
            Self::Kind => "kind",
            Self::Language => "language",
        }
    }

    /// Reads what [`Group::field`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.field() == text)
    }
}

/// Answers of which something was said: those behind one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A number of a measure between these, both included.
    Number(Measure, i16, i16),
    /// The touchpoint asked about was named as what went wrong; with none asked about, any.
    Named,
    /// Anything in words.
    Words,
}

impl Said {
    /// As an address holds it: `satisfaction.1-2`, `named`, `words`.
    #[must_use]
    pub fn to_text(self) -> String {
        match self {
            Self::Number(measure, least, most) => format!("{}.{least}-{most}", measure.as_str()),
            Self::Named => "named".to_owned(),
            Self::Words => "words".to_owned(),
        }
    }

    /// Reads what [`Said::to_text`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "named" => Some(Self::Named),
            "words" => Some(Self::Words),
            _ => {
                let (measure, range) = text.split_once('.')?;
                let measure = Measure::ALL.into_iter().find(|known| known.as_str() == measure)?;
                let (least, most) = range.split_once('-')?;
                Some(Self::Number(measure, least.parse().ok()?, most.parse().ok()?))
            }
        }
    }
}

/// Which answers. Empty fields do not filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The first day, at the hub.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// What they were asked after.
    pub occasion: Option<Occasion>,
    /// The part of the journey; none: the whole.
    pub touchpoint: Option<&'static str>,
    /// Values by what they are of, as [`Group`] has them; [`NONE`] where there is none. One a group at most.
    pub of: Vec<(Group, String)>,
    /// What the figures are split by.
    pub by: Group,
}

/// A day, or the first or last of a month: `2026-09-14`, `2026-09`.
fn day(text: &str, last: bool) -> Option<Date> {
    if let Ok(day) = text.parse::<Date>() {
        return plausible(day);
    }
    let (year, month) = text.split_once('-')?;
    let first = plausible(Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?)?;
    Some(if last { first.last_of_month() } else { first })
}

/// A value as it is kept, however it was typed: `ewr–ord`, `LD 408`.
fn typed(group: Group, text: String) -> String {
    match group {
        Group::Route | Group::Station | Group::Flight => text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if matches!(c, '–' | '—' | '－') { '-' } else { c.to_ascii_uppercase() })
            .collect(),
        _ => text,
    }
}

impl Filter {
    /// Reads the fields of an address; what cannot be read does not filter.
    #[must_use]
    pub fn read(field: impl Fn(&str) -> Option<String>) -> Self {
        let field = |name: &str| {
            let text = field(name)?.trim().to_owned();
            let fits = !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
            fits.then_some(text)
        };
        let quarter = field("quarter").and_then(|text| quarter(&text));
        let of = Group::ALL.into_iter().filter(|group| *group != Group::Occasion);
        Self {
            from: field("from").and_then(|text| day(&text, false)).or(quarter.map(|(from, _)| from)),
            to: field("to").and_then(|text| day(&text, true)).or(quarter.map(|(_, to)| to)),
            occasion: field("occasion").and_then(|text| Occasion::parse(&text)),
            touchpoint: field("touchpoint").and_then(|text| TOUCHPOINTS.into_iter().find(|known| *known == text)),
            of: of.filter_map(|group| Some((group, typed(group, field(group.field())?)))).collect(),
            by: field("by").and_then(|text| Group::parse(&text)).unwrap_or_default(),
        }
    }

    /// Its fields as an address holds them, in one order; [`Filter::read`] gives the same filter back.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let month = |day: Date, whole: bool| if whole { day.strftime("%Y-%m").to_string() } else { day.to_string() };
        let mut all = Vec::new();
        if let Some(from) = self.from {
            all.push(("from", month(from, from.day() == 1)));
        }
        if let Some(to) = self.to {
            all.push(("to", month(to, to == to.last_of_month())));
        }
        if let Some(occasion) = self.occasion {
            all.push(("occasion", occasion.as_str().to_owned()));
        }
        if let Some(touchpoint) = self.touchpoint {
            all.push(("touchpoint", touchpoint.to_owned()));
        }
        all.extend(self.of.iter().map(|(group, value)| (group.field(), value.clone())));
        if self.by != Group::default() {
            all.push(("by", self.by.field().to_owned()));
        }
        all
    }

    /// The value it filters a group by.
    #[must_use]
    pub fn value(&self, group: Group) -> Option<&str> {
        if group == Group::Occasion {
            return self.occasion.map(Occasion::as_str);
        }
        self.of.iter().find(|(of, _)| *of == group).map(|(_, value)| value.as_str())
    }

    /// The same, of one value of a group only.
    #[must_use]
    pub fn with(&self, group: Group, value: &str) -> Self {
        let mut narrowed = self.clone();
        if group == Group::Occasion {
            narrowed.occasion = Occasion::parse(value);
            return narrowed;
        }
        // flights have two stations: one more narrows it to those between them
        let value = match self.value(group) {
            Some(before) if group == Group::Station && before != value => format!("{before},{value}"),
            _ => value.to_owned(),
        };
        narrowed.of.retain(|(of, _)| *of != group);
        narrowed.of.push((group, value));
        let place = |group: Group| Group::ALL.iter().position(|known| *known == group);
        narrowed.of.sort_by_key(|(of, _)| place(*of));
        narrowed
    }

    /// As whoever sees this far means it: who only sees what was said of the cases of some departments asks about cases.
    #[must_use]
    pub fn seen_by(mut self, reach: &Departments) -> Self {
        if let Departments::These(_) = reach {
            self.occasion = Some(Occasion::Case);
        }
        self
    }

    /// The same within other days.
    #[must_use]
    pub fn within(&self, from: Date, to: Date) -> Self {
        Self { from: Some(from), to: Some(to), ..self.clone() }
    }

    /// The part of the journey it is of; empty: the whole.
    #[must_use]
    pub fn about(&self) -> &'static str {
        self.touchpoint.unwrap_or_default()
    }

    /// What its satisfaction is of where that is not the whole: cases and changes are asked about themselves. Empty: the whole, as it is
    /// published.
    #[must_use]
    pub fn own(&self) -> &'static str {
        let case = [Group::Department, Group::Kind].into_iter().any(|group| self.value(group).is_some_and(|value| value != NONE));
        match (self.touchpoint, self.occasion) {
            (None, Some(occasion)) => occasion.about(),
            (None, None) if case => Occasion::Case.about(),
            _ => "",
        }
    }

    /// Its first and last day: the twelve months that end today where it says nothing. Never the wrong way round.
    #[must_use]
    pub fn days(&self, today: Date) -> (Date, Date) {
        let to = self.to.unwrap_or(today);
        let from = self.from.unwrap_or_else(|| to.first_of_month().checked_sub(11.months()).unwrap_or(Date::MIN));
        (from.min(to), to)
    }
}

/// The first and last day of a quarter: `2026-3`.
#[must_use]
pub fn quarter(text: &str) -> Option<(Date, Date)> {
    let (year, number) = text.split_once('-')?;
    let number: i8 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
    let first = plausible(Date::new(year.parse().ok()?, number * 3 - 2, 1).ok()?)?;
    Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    fn read(query: &str) -> Filter {
        let fields: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Filter::read(|name| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    fn written(filter: &Filter) -> String {
        filter.fields().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    #[test]
    fn an_address_is_read_and_written_back() {
        for address in [
            "",
            "from=2026-09&to=2026-11&station=EWR",
            "from=2026-09-14&to=2026-11-02&occasion=case&department=baggage&by=kind",
            "touchpoint=crew&route=EWR-ORD&flight=LD408&survey=after-flight&channel=mail&tier=-&cabin=economy&language=zh-CN&by=station",
        ] {
            assert_eq!(written(&read(address)), address);
        }
        assert_eq!(written(&read("quarter=2026-3")), "from=2026-07&to=2026-09");
        let long =
            format!("station={}&tier=\u{7}&from=yesterday&to=2026-13&occasion=birth&touchpoint=food&by=moon&route= ", "E".repeat(41));
        assert_eq!(read(&long), Filter::default());
    }

    #[test]
    fn days_are_a_year_to_today_and_never_the_wrong_way_round() {
        let today = date(2026, 11, 22);
        for (address, from, to) in [
            ("", date(2025, 12, 1), today),
            ("to=2026-03", date(2025, 4, 1), date(2026, 3, 31)),
            ("from=2026-09&to=2026-02", date(2026, 2, 28), date(2026, 2, 28)),
            ("from=2024-02-29&to=2024-02", date(2024, 2, 29), date(2024, 2, 29)),
            ("quarter=2027-1", date(2027, 1, 1), date(2027, 3, 31)),
        ] {
            assert_eq!(read(address).days(today), (from, to), "{address}");
        }
        assert_eq!((quarter("2026-5"), quarter("x"), quarter("99999-1"), quarter("1999-4")), (None, None, None, None));
        for wild in ["from=-009999-01-01", "from=-005000-01", "to=9999-12-31", "from=+002200-01-01"] {
            assert_eq!(read(wild), Filter::default(), "{wild}");
        }
    }

    #[test]
    fn what_it_is_about_goes_with_the_occasion() {
        for (address, about, own) in [
            ("", "", ""),
            ("occasion=case", "", "service"),
            ("occasion=change", "", "change"),
            ("department=baggage", "", "service"),
            ("department=-", "", ""),
            ("occasion=flight&kind=complaint", "", ""),
            ("occasion=case&touchpoint=crew", "crew", ""),
        ] {
            assert_eq!((read(address).about(), read(address).own()), (about, own), "{address}");
        }
        let typed = read("station=ewr&flight=ld 408&route=ewr–ord&tier=Gold");
        assert_eq!(written(&typed), "route=EWR-ORD&station=EWR&flight=LD408&tier=Gold");
        assert_eq!(read("station=EWR").with(Group::Station, "ORD").value(Group::Station), Some("EWR,ORD"));
        assert_eq!(read("station=EWR").with(Group::Station, "EWR").value(Group::Station), Some("EWR"));
        let narrowed = read("by=tier&cabin=first").with(Group::Tier, "gold").with(Group::Occasion, "flight").with(Group::Cabin, NONE);
        assert_eq!(written(&narrowed), "occasion=flight&tier=gold&cabin=-&by=tier");
        assert_eq!(narrowed.value(Group::Occasion), Some("flight"));
    }

    #[test]
    fn what_was_said_is_read_and_written_back() {
        for text in ["satisfaction.1-2", "recommendation.0-6", "effort.6-7", "named", "words"] {
            assert_eq!(Said::parse(text).unwrap().to_text(), text);
        }
        for bad in ["", "satisfaction", "joy.1-2", "effort.1", "effort.a-b", "effort.-1-2"] {
            assert_eq!(Said::parse(bad), None, "{bad}");
        }
    }
}
