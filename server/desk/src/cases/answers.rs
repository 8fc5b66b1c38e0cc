//! What the guided form has collected so far, read as a new case.

use super::draft::Draft;
use super::new::New;
use crate::FieldError;
use crate::flights::Issuers;
use domain::booking::BagTag;
use domain::case::{Kind, Topic};
use domain::flight::{Designator, FlightKey};
use domain::locale::Locale;
use jiff::civil::Date;

/// Reads the answers of the guided form (fields `kind`, `topic`, `about`, `flight`, `flight_date`, `bag_tag`,
/// `subject`, `words`, `name`, `email`) as a new case, with everything that is still wrong with it, field by
/// field in the order they are asked. `about` is `LOCATOR:LD408.2026-11-21`, `LOCATOR:` or `none`; `issuers` know the
/// carriers on bag tags.
#[must_use]
pub fn read_answers(answers: &Draft, issuers: &Issuers, language: Locale) -> (New, Vec<FieldError>) {
    let answer = |name: &str| answers.get(name).map(|value| value.trim().to_owned()).unwrap_or_default();
    let (kind, topic) = (Kind::parse(&answer("kind")), Topic::parse(&answer("topic")));
    let mut errors = Vec::new();
    if kind.is_none() {
        errors.push(FieldError::new("kind", "case-kind-missing"));
    }
    let about = answer("about");
    let (locator, flight) = match about.split_once(':') {
        Some((locator, flight)) => (Some(locator.to_owned()), flight.parse::<FlightKey>().ok().map(named)),
        None => (None, typed_flight(&answer("flight"), &answer("flight_date"), &mut errors)),
    };
    let mut new = New {
        kind: kind.unwrap_or(Kind::Inquiry),
        topic: topic.unwrap_or(Topic::Other),
        subject: answer("subject"),
        words: answer("words"),
        name: answer("name"),
        email: answer("email"),
        language,
        locator,
        flight,
        bag_tag: tag(answer("bag_tag"), issuers),
    };
    if topic.is_none() {
        errors.push(FieldError::new("topic", "case-topic-missing"));
    }
    errors.extend(new.tidy());
    (new, errors)
}

/// As it is stored, where it is a tag; else as typed, to be told of.
fn tag(typed: String, issuers: &Issuers) -> String {
    BagTag::parse_with(&typed, |carrier| issuers.of(carrier)).map_or(typed, String::from)
}

fn named(key: FlightKey) -> (String, i32, Date) {
    (key.designator.carrier.to_string(), key.designator.number(), key.date)
}

fn typed_flight(flight: &str, date: &str, errors: &mut Vec<FieldError>) -> Option<(String, i32, Date)> {
    if flight.is_empty() {
        return None;
    }
    let designator = flight.parse::<Designator>().ok();
    if designator.is_none() {
        errors.push(FieldError::new("flight", "case-flight-form"));
    }
    // nobody asks about a flight of another century, and a date column does not reach as far back as a date that can be typed
    let day = date.parse::<Date>().ok().filter(|day| (2000..2100).contains(&day.year()));
    if day.is_none() {
        errors.push(FieldError::new("flight_date", "case-flight-date-missing"));
    }
    Some(named(FlightKey { designator: designator?, date: day? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> Draft {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn fields(errors: &[FieldError]) -> Vec<&str> {
        errors.iter().map(|error| error.field).collect()
    }

    const WHOLE: [(&str, &str); 6] = [
        ("kind", "baggage"),
        ("topic", "bag-missing"),
        ("subject", "Bag"),
        ("words", "Gone"),
        ("name", "Wang"),
        ("email", "w@example.com"),
    ];

    #[test]
    fn nothing_answered_is_everything_missing() {
        let (_, errors) = read_answers(&Draft::new(), &Issuers::default(), Locale::En);
        assert_eq!(fields(&errors), ["kind", "topic", "words", "subject", "name", "email"]);
    }

    #[test]
    fn flights_come_from_the_booking_or_are_typed() {
        let issuers = Issuers::default();
        let with = |more: &[(&str, &str)]| read_answers(&answers(&[&WHOLE, more].concat()), &issuers, Locale::En);
        let day: Option<Date> = "2026-11-21".parse().ok();
        let expected = day.map(|day| ("LD".to_owned(), 408, day));
        let (new, errors) = with(&[("about", "DEMO5D:LD408.2026-11-21")]);
        assert_eq!((new.locator.as_deref(), new.flight, errors.len()), (Some("DEMO5D"), expected.clone(), 0));
        let (new, errors) = with(&[("about", "none"), ("flight", "ld 408"), ("flight_date", "2026-11-21")]);
        assert_eq!((new.locator, new.flight, errors.len()), (None, expected, 0));
        assert_eq!(fields(&with(&[("flight", "tomorrow")]).1), ["flight", "flight_date"]);
        assert_eq!(fields(&with(&[("bag_tag", "12")]).1), ["bag_tag"]);
        assert_eq!(fields(&with(&[("topic", "praise")]).1), ["topic"]);
    }

    #[test]
    fn a_bag_tag_is_taken_as_people_read_it() {
        let issuers = Issuers::from_iter([("LD".to_owned(), 992), ("B6".to_owned(), 279)]);
        let with = |tag: &str| read_answers(&answers(&[&WHOLE[..], &[("bag_tag", tag)]].concat()), &issuers, Locale::En);
        for typed in ["0992123456", "992123456", "LD123456", "ld 123456", "LD-123-456", " 0992 123 456 "] {
            let (new, errors) = with(typed);
            assert_eq!((new.bag_tag.as_str(), errors.len()), ("0992123456", 0), "{typed}");
        }
        assert_eq!(with("B6 000017").0.bag_tag, "0279000017");
        let (new, errors) = with("XX123456");
        assert_eq!((new.bag_tag.as_str(), fields(&errors)), ("XX123456", vec!["bag_tag"]));
    }
}
