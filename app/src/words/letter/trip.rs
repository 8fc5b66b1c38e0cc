//! The words of letters about a trip. Each end of a flight is told by its own clock, with how that stands to the world's.

use crate::ui::carrier;
use crate::words::{Lang, t, when::zone};
use desk::outbox::{Letter, LetterChange, LetterFlight, LetterPlace, Reissue, TripFacts};
use domain::booking::notices::News;
use domain::calendar::{self, Event};
use domain::money::Money;
use jiff::{SignedDuration, Timestamp};

/// Subject and text of a whole itinerary.
pub(super) fn itinerary(l: Lang, facts: &TripFacts, url: &str) -> (String, String) {
    let (from, to) = ends(facts);
    let date = facts.flights.first().map(|flight| day(l, flight.departs, &flight.from)).unwrap_or_default();
    let subject = t!(l, "letter-itinerary-subject", from = from, to = to, date = date, locator = facts.locator.clone());
    let lead = t!(l, "letter-itinerary-text", locator = facts.locator.clone());
    let off = facts.flights.iter().any(|flight| flight.off).then(|| t!(l, "letter-trip-off-then", within = within(l, facts)));
    (
        subject,
        body([
            vec![lead],
            off.into_iter().collect(),
            flights(l, facts),
            before(l, facts),
            vec![here(l, facts, url), documents(l, facts, url), contact(l, facts)],
        ]),
    )
}

/// Subject and text of a reminder.
pub(super) fn reminder(l: Lang, facts: &TripFacts, url: &str) -> (String, String) {
    let (_, to) = ends(facts);
    let (flight, when) = facts.flights.first().map(|flight| (flight.designator.clone(), leaves(l, flight))).unwrap_or_default();
    let subject = t!(l, "letter-reminder-subject", flight = flight, to = to.clone(), when = when);
    let lead = t!(l, "letter-reminder-text", to = to, locator = facts.locator.clone());
    let plans = t!(l, "letter-trip-plans");
    (subject, body([vec![lead], flights(l, facts), before(l, facts), vec![plans, here(l, facts, url), contact(l, facts)]]))
}

/// Subject and text where they change aircraft.
pub(super) fn connection(l: Lang, facts: &TripFacts, url: &str) -> (String, String) {
    let [landed, next] = facts.flights.as_slice() else { return (String::new(), String::new()) };
    let (city, flight, to) = (landed.to.city.clone(), next.designator.clone(), next.to.city.clone());
    let subject = t!(l, "letter-connection-subject", city = city.clone(), flight = flight.clone(), to = to.clone());
    let span = l.duration(next.departs.duration_since(landed.arrives));
    let lead = match facts.transfer.as_deref() {
        Some("missed") => t!(l, "letter-connection-missed", city = city, flight = flight, to = to, within = within(l, facts)),
        Some("tight") => t!(l, "letter-connection-tight", city = city, flight = flight, span = span),
        _ => t!(l, "letter-connection-text", city = city, flight = flight, to = to, span = span),
    };
    let missed = facts.transfer.as_deref() == Some("missed");
    let goes = if missed { Vec::new() } else { vec![described(l, next), t!(l, "letter-connection-gates")] };
    (subject, body([vec![lead], goes, vec![here(l, facts, url), contact(l, facts)]]))
}

/// Subject and text where they have arrived.
pub(super) fn arrival(l: Lang, facts: &TripFacts, url: &str) -> (String, String) {
    let Some(flight) = facts.flights.first() else { return (String::new(), String::new()) };
    let subject = t!(l, "letter-arrival-subject", city = flight.to.city.clone());
    let belt = match (&flight.belt, facts.bags) {
        (Some(belt), _) => Some(t!(l, "letter-arrival-belt", flight = flight.designator.clone(), belt = belt.clone())),
        (None, 1..) => Some(t!(l, "letter-arrival-bags", flight = flight.designator.clone())),
        (None, _) => None,
    };
    let bag = t!(l, "letter-arrival-missing", link = format!("{url}/cases/new?kind=baggage&locator={}", facts.locator));
    let word = t!(l, "letter-arrival-text", link = format!("{url}/cases/new?kind=feedback&locator={}", facts.locator));
    (subject, body([belt.into_iter().collect(), vec![bag, word, contact(l, facts)]]))
}

/// Subject and text where an earlier letter is no longer true.
pub(super) fn change(l: Lang, facts: &TripFacts, url: &str) -> (String, String) {
    let (Some(flight), Some(change)) = (facts.flights.first(), &facts.change) else { return (String::new(), String::new()) };
    let (subject, says) = changed(l, facts, flight, change);
    let misses = change.misses.clone().map(|missed| t!(l, "letter-change-misses", flight = missed, within = within(l, facts)));
    let stands = (!matches!(change.news, News::Cancelled | News::Diverted)).then(|| described(l, flight));
    let stands = stands.into_iter().chain(misses).collect();
    (subject, body([vec![says], stands, vec![here(l, facts, url), contact(l, facts)]]))
}

/// Subject and text where a booking was not paid in time.
pub(super) fn lapsed(l: Lang, facts: &TripFacts, url: &str) -> (String, String) {
    let locator = facts.locator.clone();
    let subject = t!(l, "letter-lapsed-subject", locator = locator.clone());
    let again = t!(l, "letter-lapsed-again", link = format!("{url}/cases/new?kind=inquiry"));
    (subject, body([vec![t!(l, "letter-lapsed-text", locator = locator)], flights(l, facts), vec![again, contact(l, facts)]]))
}

/// Subject and text of the confirmation of a change or cancellation.
pub(super) fn reissued(l: Lang, reissue: &Reissue, url: &str) -> (String, String) {
    let (facts, locator) = (&reissue.trip, reissue.trip.locator.clone());
    let was = reissue.was.iter().map(|flight| {
        let (from, to) = (flight.from.clone(), flight.to.clone());
        t!(l, "letter-reissued-was", flight = flight.designator.clone(), date = l.date(flight.date), from = from, to = to)
    });
    let was = was.collect::<Vec<_>>().join("\n");
    let (subject, lead, now) = if reissue.action == "change" {
        let now = [vec![t!(l, "letter-reissued-now")], flights(l, facts), before(l, facts)].concat();
        (t!(l, "letter-reissued-subject", locator = locator.clone()), t!(l, "letter-reissued-text", locator = locator.clone()), now)
    } else {
        let subject = t!(l, "letter-cancelled-trip-subject", locator = locator.clone());
        let left = facts.flights.iter().filter(|flight| !flight.off).map(|flight| described(l, flight)).collect::<Vec<_>>();
        let left = if left.is_empty() { left } else { [vec![t!(l, "letter-reissued-left")], left].concat() };
        (subject, t!(l, "letter-cancelled-trip-text", locator = locator.clone()), left)
    };
    let divided = (reissue.asked_for != locator)
        .then(|| t!(l, "letter-reissued-divided", locator = locator.clone(), from = reissue.asked_for.clone()));
    let some = |money: &Money| !money.amount.is_zero();
    let paid = some(&reissue.paid).then(|| t!(l, "letter-reissued-paid", amount = l.money(reissue.paid)));
    let back = some(&reissue.back).then(|| match reissue.due_by {
        Some(by) => t!(l, "letter-reissued-back-by", amount = l.money(reissue.back), date = l.date(by)),
        None => t!(l, "letter-reissued-back", amount = l.money(reissue.back)),
    });
    let voucher = some(&reissue.voucher).then(|| t!(l, "letter-reissued-voucher", amount = l.money(reissue.voucher)));
    let none = (paid.is_none() && back.is_none() && voucher.is_none()).then(|| t!(l, "letter-reissued-free"));
    let link = t!(l, "letter-reissued-link", link = format!("{}/change/{}", trip_link(facts, url), reissue.change_id));
    let airlines = reissue.endorsed.join(if l.0 == domain::locale::Locale::ZhCn { "、" } else { ", " });
    let endorsed = (!airlines.is_empty()).then(|| t!(l, "letter-reissued-endorsed", airline = airlines));
    let by = reissue.by.clone().map(|by| t!(l, "letter-reissued-by", by = by));
    let money = [by, endorsed, divided, paid, back, voucher, none].into_iter().flatten().collect();
    (subject, body([vec![lead, was], now, money, vec![link, documents(l, facts, url), contact(l, facts)]]))
}

fn changed(l: Lang, facts: &TripFacts, flight: &LetterFlight, change: &LetterChange) -> (String, String) {
    let (name, from, to) = (flight.designator.clone(), flight.from.city.clone(), flight.to.city.clone());
    let (when, was) = (leaves(l, flight), l.date_time(change.was, &zone(&flight.from.zone)));
    match change.news {
        News::Later => (
            t!(l, "letter-later-subject", flight = name.clone(), to = to.clone(), when = when),
            t!(l, "letter-later-text", flight = name, from = from, to = to, was = was),
        ),
        News::Earlier => (
            t!(l, "letter-earlier-subject", flight = name.clone(), to = to.clone(), when = when),
            t!(l, "letter-earlier-text", flight = name, from = from, to = to, was = was),
        ),
        News::Cancelled => (
            t!(l, "letter-cancelled-subject", flight = name.clone(), to = to.clone()),
            t!(l, "letter-cancelled-text", flight = name, from = from, to = to, was = was, within = within(l, facts)),
        ),
        News::Restored => (
            t!(l, "letter-restored-subject", flight = name.clone(), to = to.clone(), when = when),
            t!(l, "letter-restored-text", flight = name, from = from, to = to),
        ),
        News::Diverted => {
            let says = match change.instead.clone() {
                Some(instead) => t!(l, "letter-diverted-text", flight = name.clone(), instead = instead, to = to.clone()),
                None => t!(l, "letter-diverted-somewhere", flight = name.clone(), to = to.clone()),
            };
            (t!(l, "letter-diverted-subject", flight = name, to = to), says)
        }
        News::Another => (
            t!(l, "letter-another-subject", flight = name.clone(), to = to.clone(), when = when),
            t!(l, "letter-another-text", flight = name, from = from, to = to),
        ),
    }
}

/// Paragraphs, a blank line between them.
fn body<const N: usize>(parts: [Vec<String>; N]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn ends(facts: &TripFacts) -> (String, String) {
    let first = facts.flights.first().map(|flight| flight.from.city.clone()).unwrap_or_default();
    // there and back is a trip to where one turns round
    let back = |flight: &&LetterFlight| facts.flights.first().is_none_or(|first| first.from.iata != flight.to.iata);
    let last = facts.flights.iter().rev().find(back).map(|flight| flight.to.city.clone()).unwrap_or_default();
    (first, last)
}

fn flights(l: Lang, facts: &TripFacts) -> Vec<String> {
    facts.flights.iter().map(|flight| described(l, flight)).collect()
}

/// A flight in lines: name and day, the two ends by their own clocks, seats.
fn described(l: Lang, flight: &LetterFlight) -> String {
    let seats = (!flight.seats.is_empty()).then(|| t!(l, "letter-trip-seats", seats = flight.seats.join(", ")));
    let off = flight.off.then(|| t!(l, "letter-trip-off"));
    let name = [Some(flight.designator.clone()), Some(day(l, flight.departs, &flight.from)), off].into_iter().flatten();
    let name = name.collect::<Vec<_>>().join(" · ");
    let arrives = end(l, flight.arrives, &flight.to);
    let other_day = day(l, flight.arrives, &flight.to);
    let arrives = if other_day == day(l, flight.departs, &flight.from) { arrives } else { format!("{other_day} · {arrives}") };
    [Some(name), Some(end(l, flight.departs, &flight.from)), Some(arrives), seats].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// `09:15 Newark (EWR), local time, UTC−5 · Terminal C · gate C92`
fn end(l: Lang, at: Timestamp, place: &LetterPlace) -> String {
    let clock = zone(&place.zone);
    let (time, offset) = (l.time(at, &clock), l.offset(at, &clock));
    let says = t!(l, "letter-trip-end", time = time, city = place.city.clone(), code = place.iata.clone(), offset = offset);
    let terminal = place.terminal.clone().map(|terminal| t!(l, "trip-terminal", terminal = terminal));
    let gate = place.gate.clone().map(|gate| t!(l, "trip-gate", gate = gate));
    [Some(says), terminal, gate].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn day(l: Lang, at: Timestamp, place: &LetterPlace) -> String {
    l.date(at.to_zoned(zone(&place.zone)).date())
}

/// `22 Nov, 09:15`, by the clock where it leaves.
fn leaves(l: Lang, flight: &LetterFlight) -> String {
    l.date_time(flight.departs, &zone(&flight.from.zone))
}

fn within(l: Lang, facts: &TripFacts) -> String {
    l.duration(SignedDuration::from_mins(i64::from(facts.answered_within)))
}

/// What to have done, and with one, before one flies.
fn before(l: Lang, facts: &TripFacts) -> Vec<String> {
    let papers = if facts.abroad { t!(l, "letter-trip-papers-abroad") } else { t!(l, "letter-trip-papers") };
    let bags = t!(l, "letter-trip-bags", included = facts.bags_included, minutes = if facts.abroad { 60 } else { 45 });
    vec![t!(l, "letter-trip-check-in"), bags, papers]
}

/// Where receipt, passes and certificates are; they are shown after a code to the address.
fn documents(l: Lang, facts: &TripFacts, url: &str) -> String {
    t!(l, "letter-trip-documents", link = format!("{}/documents", trip_link(facts, url)))
}

fn here(l: Lang, facts: &TripFacts, url: &str) -> String {
    t!(l, "letter-trip-here", link = trip_link(facts, url))
}

pub(in crate::words) fn trip_link(facts: &TripFacts, url: &str) -> String {
    format!("{url}/trip/{}", facts.locator)
}

/// The contact that answers at any hour, in every letter: it is needed where there is no network.
fn contact(l: Lang, facts: &TripFacts) -> String {
    t!(l, "letter-trip-contact", telephone = carrier::telephone(), within = within(l, facts))
}

/// The file that goes with a letter, where one does.
pub(super) fn attached(l: Lang, letter: &Letter, url: &str) -> Option<String> {
    match letter {
        Letter::TripItinerary(facts) | Letter::TripReminder(facts) | Letter::TripChange(facts) => Some(calendar(l, facts, url)),
        Letter::TripReissued(reissue) => Some(calendar(l, &reissue.trip, url)),
        _ => None,
    }
    // where it lands instead, and when, is not what its timetable says
    .filter(|_| letter.trip().and_then(|facts| facts.change.as_ref()).is_none_or(|change| change.news != News::Diverted))
}

/// Versions are minutes from here on (2026): a number that grows and that a calendar can hold for four thousand years.
const VERSIONS_FROM: i64 = 1_767_225_600;

/// The flights as a calendar file: each goes under one name for good, so that a newer file replaces what an older one said.
#[must_use]
pub fn calendar(l: Lang, facts: &TripFacts, url: &str) -> String {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let event = |flight: &LetterFlight| {
        let (from, to) = (flight.from.city.clone(), flight.to.city.clone());
        let summary = t!(l, "calendar-flight", flight = flight.designator.clone(), from = from, to = to);
        let reference = t!(l, "calendar-reference", locator = facts.locator.clone());
        Event {
            uid: format!("{}-{}@{host}", facts.locator, flight.position),
            sequence: (facts.as_of.as_second() - VERSIONS_FROM) / 60,
            stamp: facts.as_of,
            begins: flight.departs,
            ends: flight.arrives,
            cancelled: flight.off,
            summary,
            description: [described(l, flight), reference, contact(l, facts)].join("\n\n"),
            place: place(l, &flight.from),
            url: trip_link(facts, url),
        }
    };
    let events: Vec<Event> = facts.flights.iter().map(event).collect();
    calendar::write(&format!("-//{}//Landside//{}", carrier::name(l.0), l.tag()), &events)
}

/// `Newark (EWR), Terminal C`
fn place(l: Lang, place: &LetterPlace) -> String {
    let terminal = place.terminal.clone().map(|terminal| t!(l, "trip-terminal", terminal = terminal));
    [Some(format!("{} ({})", place.city, place.iata)), terminal].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::super::{html, write};
    use super::*;
    use domain::locale::Locale;

    fn place(city: &str, iata: &str, zone: &str, gate: Option<&str>) -> LetterPlace {
        let terminal = gate.map(|gate| gate.chars().take(1).collect());
        LetterPlace { city: city.into(), iata: iata.into(), zone: zone.into(), terminal, gate: gate.map(str::to_owned) }
    }

    fn flight(position: i16, designator: &str, ends: [LetterPlace; 2], times: [&str; 2]) -> LetterFlight {
        let [from, to] = ends;
        let [departs, arrives] = times.map(|time| time.parse().unwrap());
        LetterFlight {
            position,
            designator: designator.into(),
            from,
            to,
            departs,
            arrives,
            seats: vec!["14A".into()],
            belt: None,
            off: false,
        }
    }

    /// Newark over Frankfurt to Delhi.
    pub(in crate::words) fn facts() -> TripFacts {
        let frankfurt = || place("Frankfurt", "FRA", "Europe/Berlin", Some("Z22"));
        let first = [place("Newark", "EWR", "America/New_York", Some("C92")), frankfurt()];
        let second = [frankfurt(), place("Delhi", "DEL", "Asia/Kolkata", None)];
        TripFacts {
            locator: "DEMO6E".into(),
            as_of: "2026-11-21T17:00:00Z".parse().unwrap(),
            flights: vec![
                flight(1, "LD 58", first, ["2026-11-25T23:30:00Z", "2026-11-26T07:05:00Z"]),
                flight(2, "LD 760", second, ["2026-11-26T12:00:00Z", "2026-11-26T19:40:00Z"]),
            ],
            bags_included: 2,
            bags: 1,
            abroad: true,
            answered_within: 60,
            wished: true,
            change: None,
            transfer: None,
        }
    }

    fn one(place: usize) -> TripFacts {
        let all = facts();
        TripFacts { flights: vec![all.flights[place].clone()], ..all }
    }

    pub(in crate::words) fn changes() -> Vec<TripFacts> {
        let news = [News::Later, News::Earlier, News::Cancelled, News::Restored, News::Diverted, News::Another];
        let change = |news| LetterChange {
            news,
            was: "2026-11-25T20:10:00Z".parse().unwrap(),
            instead: (news == News::Diverted).then(|| "Amsterdam".to_owned()),
            misses: (news == News::Later).then(|| "LD 760".to_owned()),
        };
        let mut all: Vec<TripFacts> = news.into_iter().map(|news| TripFacts { change: Some(change(news)), ..one(0) }).collect();
        let somewhere = LetterChange { instead: None, ..change(News::Diverted) };
        all.push(TripFacts { change: Some(somewhere), ..one(0) });
        all
    }

    pub(in crate::words) fn letters() -> Vec<Letter> {
        let with = |transfer: &str| TripFacts { transfer: Some(transfer.to_owned()), ..facts() };
        let mut belt = one(1);
        belt.flights[0].belt = Some("7".to_owned());
        let mut all =
            vec![Letter::TripItinerary(facts()), Letter::TripReminder(facts()), Letter::TripArrival(one(1)), Letter::TripArrival(belt)];
        all.extend(["holds", "tight", "missed"].map(|word| Letter::TripConnection(with(word))));
        all.extend(changes().into_iter().map(Letter::TripChange));
        all
    }

    #[test]
    fn each_end_is_told_by_its_own_clock_and_the_contact_is_in_every_letter() {
        let (l, url) = (Lang(Locale::En), "https://air.example");
        for letter in letters() {
            let written = write(l, &letter, None, Some("token"), url);
            assert!(written.body.contains(carrier::telephone()), "{}", written.body);
            assert!(written.footer.as_ref().unwrap().contains("https://air.example/unsubscribe/token"), "{:?}", written.footer);
            assert!(html(l, &written).contains("/unsubscribe/token"));
        }
        let (_, text) = itinerary(l, &facts(), url);
        for told in [
            "LD 58 · Wednesday 25 November\n18:30 Newark (EWR), local time, UTC−5 · Terminal C · gate C92\nThursday 26 November · 08:05 Frankfurt (FRA)",
            "Friday 27 November · 01:10 Delhi (DEL), local time, UTC+5:30",
            "Seat 14A",
            "passport",
        ] {
            assert!(text.contains(told), "{told} in {text}");
        }
    }

    #[test]
    fn a_newer_file_replaces_the_older_one() {
        let (l, url) = (Lang(Locale::ZhCn), "https://air.example");
        let first = write(l, &Letter::TripItinerary(facts()), None, None, url).calendar.unwrap();
        let mut later = changes().swap_remove(2);
        later.as_of += SignedDuration::from_mins(1);
        later.flights[0].off = true;
        let second = write(l, &Letter::TripChange(later), None, None, url).calendar.unwrap();
        for (file, number, state) in [(&first, "467580", "CONFIRMED"), (&second, "467581", "CANCELLED")] {
            let wanted = format!("UID:DEMO6E-1@air.example\r\nSEQUENCE:{number}\r\n");
            assert!(file.contains(&wanted) && file.contains(&format!("STATUS:{state}")), "{file}");
            assert!(file.contains("DTSTART:20261125T233000Z") && file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        }
        assert_eq!(first.matches("BEGIN:VEVENT").count(), 2);
    }
}
