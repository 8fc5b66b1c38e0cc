//! What is known of a bag's journey and of its report before anything is asked.

use super::places::{Places, places};
use super::read::Claim;
use super::{ground, shared};
use crate::bags::broken;
use crate::cases::CaseFile;
use crate::{Error, Result};
use domain::bag::{Damage, Problem, Stage as Reported};
use domain::case::{Kind, Topic};
use domain::claim::{BagKind, ClaimRules, Facts, Harm, Leg, Place};
use domain::fare::Number;
use domain::money::Currency;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use std::collections::BTreeSet;

/// How many days after its flight a bag can have been due: flights are late, and people are put on later ones.
const LATER: i64 = 3;
/// Of a bag whose flight nobody knows a claim can be so many years old; its law may bar it sooner.
const YEARS_BACK: i64 = 3;

/// What is known without asking.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    /// What the rules are asked, as far as it is known; the things are those claimed and accepted before.
    pub facts: Facts,
    /// The first and the last day on which the bag can have been due.
    pub due: (Date, Date),
    /// It counts as lost, whatever the day.
    pub lost: bool,
    /// What is broken, as it was reported.
    pub damage: Option<Damage>,
    /// Who travels on the booking, by place.
    pub party: Vec<(i16, String)>,
    /// What the journey is asked by, where there is no booking that says it.
    pub places: Option<Places>,
}

struct Journey {
    legs: Vec<Leg>,
    /// The day of each arrival, and whether it is that of the flight the case is about.
    arrivals: Vec<(bool, Date)>,
    currency: Option<Currency>,
    kg: Option<Number>,
    /// Of the last arrival: days are told there.
    zone: TimeZone,
}

/// What is known of the booking of a case about a bag.
///
/// # Errors
/// `NotFound` where it is about no bag, or about one of a booking we have no flight of; those of the database.
pub(super) async fn begun(tx: &mut PgConnection, now: Timestamp, rules: &ClaimRules, case: &CaseFile, claims: &[Claim]) -> Result<Begun> {
    let booking = shared::booking_of(tx, case.id).await?;
    let (journey, places) = match booking.as_deref() {
        _ if case.state.kind != Kind::Baggage => return Err(Error::NotFound),
        Some(locator) => (journey(tx, case, locator).await?, None),
        None if case.state.topic.of_a_loss() => (unbooked(tx, case).await?, Some(places(tx, case).await?)),
        None => return Err(Error::NotFound),
    };
    let (first, last) = match (journey.arrivals.iter().map(|(_, day)| *day).min(), journey.arrivals.iter().map(|(_, day)| *day).max()) {
        (Some(first), Some(last)) => (first, last),
        _ if places.is_some() => {
            let today = now.to_zoned(journey.zone.clone()).date();
            (today.checked_sub(YEARS_BACK.years()).unwrap_or(today), today)
        }
        _ => return Err(Error::NotFound),
    };
    let day_of = |at: Timestamp| at.to_zoned(journey.zone.clone()).date();
    let today = day_of(now);
    // the day of the flight the case is about, else of the last that has arrived
    let past = || journey.arrivals.iter().filter(|(_, day)| *day <= today);
    let meant = past().find(|(meant, _)| *meant).or_else(|| past().max_by_key(|(_, day)| *day));
    let topic = matches!(case.state.topic, Topic::BagDamaged | Topic::BagContents);
    let known = rules.currencies(today);
    let booked = journey.currency.filter(|currency| known.contains(currency));
    let dollar = Currency::parse("USD").filter(|currency| known.contains(currency));
    let currency = booked.or(dollar).or(known.first().copied()).ok_or_else(|| Error::Internal("no rate of any currency".to_owned()))?;
    let mut begun = Begun {
        facts: Facts {
            journey: journey.legs,
            bag: BagKind::Checked,
            harm: if topic { Harm::Damage } else { Harm::Delay },
            arrived: meant.map_or(if places.is_some() { last.min(today) } else { first.min(today) }, |(_, day)| *day),
            received: None,
            reported: Some(day_of(case.state.opened_at)),
            asked: today,
            at_home: false,
            our_fault: None,
            reckless: false,
            kg: journey.kg,
            declared: None,
            passengers: 1,
            people: BTreeSet::new(),
            currency,
            items: Vec::new(),
            paid: Vec::new(),
            settled: Vec::new(),
            beside: shared::beside(tx, case.id, booking.as_deref()).await?,
        },
        due: (first, last.checked_add(LATER.days()).unwrap_or(last)),
        lost: false,
        damage: None,
        party: Vec::new(),
        places,
    };
    reported(tx, case, &mut begun, day_of).await?;
    if let Some(locator) = booking.as_deref() {
        travellers(tx, case, locator, &mut begun).await?;
    }
    if let Some(found) = ground::of_case(tx, case.id).await? {
        begun.facts.ground(found.declared, found.blame);
    }
    // what was agreed about before is asked about with the rest once more, as settled: limits and days count for all of it
    shared::settled(tx, (case.id, booking.as_deref()), claims, &mut begun.facts).await?;
    Ok(begun)
}

/// Who travels, and whose bag it is where that is known.
async fn travellers(tx: &mut PgConnection, case: &CaseFile, locator: &str, begun: &mut Begun) -> Result<()> {
    let rows = sqlx::query!(
        r#"select p.position, p.given_name || ' ' || p.family_name as "name!",
                  exists (select from bag g where g.locator = p.locator and g.passenger_position = p.position and substr(g.tag, 2) = substr($2, 2)) as "theirs!"
             from passenger p where p.locator = $1 order by p.position"#,
        locator,
        case.bag_tag,
    );
    let rows = rows.fetch_all(tx).await?;
    // of who travels alone everything paid for the booking is theirs
    if rows.len() > 1 {
        begun.facts.people = rows.iter().filter(|row| row.theirs).map(|row| row.position).collect();
        // who reported by tag and name does not learn who else is on the booking
        if case.locator.is_some() {
            begun.party = rows.into_iter().map(|row| (row.position, row.name)).collect();
        }
    }
    Ok(())
}

/// What the report about the bag says, where there is one.
async fn reported(tx: &mut PgConnection, case: &CaseFile, begun: &mut Begun, day_of: impl Fn(Timestamp) -> Date) -> Result<()> {
    let row = sqlx::query!(
        "select problem, stage, expected_on, delivered_at, damage_parts, damage_severity from baggage_report where case_id = $1",
        case.id
    );
    let Some(row) = row.fetch_optional(tx).await? else { return Ok(()) };
    let problem = Problem::parse(&row.problem);
    begun.damage = broken(&row.damage_parts, row.damage_severity.as_deref());
    begun.lost = Reported::parse(&row.stage) == Some(Reported::Lost);
    begun.facts.harm = match problem {
        Some(Problem::Damaged | Problem::Pilfered) => Harm::Damage,
        _ if begun.lost => Harm::Loss,
        _ => Harm::Delay,
    };
    if problem == Some(Problem::LeftOnBoard) {
        begun.facts.bag = BagKind::CarryOn;
    }
    let due = row.expected_on.to_jiff();
    begun.due = (due.checked_sub(1.day()).unwrap_or(due), due.checked_add(LATER.days()).unwrap_or(due));
    begun.facts.arrived = due.min(begun.facts.asked);
    begun.facts.received = row.delivered_at.map(|at| day_of(at.to_jiff())).filter(|_| begun.facts.harm != Harm::Damage);
    Ok(())
}

/// Without a booking: the day of the flight, and the zone of the airport where the bag was to come.
async fn unbooked(tx: &mut PgConnection, case: &CaseFile) -> Result<Journey> {
    let zone =
        sqlx::query_scalar!("select a.zone from baggage_report r join airport a on a.iata = r.station where r.case_id = $1", case.id);
    let zone = zone.fetch_optional(tx).await?.and_then(|zone| TimeZone::get(&zone).ok()).unwrap_or(TimeZone::UTC);
    let arrivals = case.flight.iter().map(|(_, _, day)| (true, *day)).collect();
    Ok(Journey { legs: Vec::new(), arrivals, currency: None, kg: None, zone })
}

async fn journey(tx: &mut PgConnection, case: &CaseFile, locator: &str) -> Result<Journey> {
    let rows = sqlx::query!(
        r#"select s.carrier, s.number, s.flight_date, s.origin, s.destination, coalesce(o.country, '') as "from!", coalesce(d.country, '') as "to!",
                  coalesce(d.zone, 'UTC') as "zone!", f.scheduled_in as "scheduled_in?", b.currency,
                  (select max(g.weight_kg) from bag g where g.locator = s.locator and ($2::text is null or substr(g.tag, 2) = substr($2, 2))) as kg
             from segment s join booking b using (locator)
             left join airport o on o.iata = s.origin left join airport d on d.iata = s.destination
             left join flight f on (f.carrier, f.number, f.flight_date, f.origin) = (s.carrier, s.number, s.flight_date, s.origin)
            where s.locator = $1 and s.status <> 'cancelled' order by s.position"#,
        locator,
        case.bag_tag,
    );
    let mut journey = Journey { legs: Vec::new(), arrivals: Vec::new(), currency: None, kg: None, zone: TimeZone::UTC };
    for row in rows.fetch_all(tx).await? {
        let place = |airport: &str, country: &str| Place { airport: airport.to_owned(), country: country.to_owned() };
        journey.legs.push(Leg { from: place(&row.origin, &row.from), to: place(&row.destination, &row.to) });
        journey.currency = Currency::parse(&row.currency);
        journey.kg = row.kg.map(|kg| Number(Decimal::from(kg)));
        journey.zone = TimeZone::get(&row.zone).unwrap_or(TimeZone::UTC);
        let day = row.scheduled_in.map_or_else(|| row.flight_date.to_jiff(), |at| at.to_jiff().to_zoned(journey.zone.clone()).date());
        let flight = (row.carrier.as_str(), row.number, row.flight_date.to_jiff());
        let meant = case.flight.as_ref().is_some_and(|(carrier, number, date)| (carrier.as_str(), *number, *date) == flight);
        journey.arrivals.push((meant, day));
    }
    Ok(journey)
}
