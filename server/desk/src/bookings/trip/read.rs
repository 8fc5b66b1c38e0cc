//! The rows of one trip. Unknown words in the database are a fault of ours and say so.

use super::{Bag, Contact, Fare, Passenger, Place, Seat, Segment};
use crate::{Error, Result};
use domain::booking::{BagTag, BookingState, Cabin, ContactKind, Locator, PassengerKind, SegmentStatus};
use domain::contact::mask;
use domain::flight::{Designator, News, Report, Schedule, fold_as_booked};
use domain::locale::Locale;
use domain::rights::TripAccess;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::HashMap;

/// What stands once in a booking.
pub(super) struct Head {
    pub state: BookingState,
    pub agency: Option<String>,
    pub fare: Fare,
}

fn known<T>(value: Option<T>, word: &str) -> Result<T> {
    value.ok_or_else(|| Error::Internal(format!("unknown word in a booking: {word}")))
}

pub(super) async fn head(db: &mut PgConnection, locale: Locale, locator: &Locator) -> Result<Head> {
    let row = sqlx::query!(
        "select b.state, b.agency, f.name, f.conditions from booking b join fare_family f on f.id = b.fare_family where b.locator = $1",
        locator.as_str()
    )
    .fetch_one(db)
    .await?;
    let name = in_language(&row.name, locale).and_then(Value::as_str).unwrap_or_default().to_owned();
    let sentences = in_language(&row.conditions, locale).and_then(Value::as_array);
    let conditions = sentences.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    Ok(Head { state: known(BookingState::parse(&row.state), &row.state)?, agency: row.agency, fare: Fare { name, conditions } })
}

/// Reply-by promises of the day: about a disrupted flight, about anything else.
pub(super) async fn answered_within(db: &mut PgConnection, now: Timestamp) -> Result<(i32, i32)> {
    let minutes = sqlx::query!(
        r#"select (select reply_minutes from promise where kind = 'disruption' and valid_from <= $1::timestamptz::date order by valid_from desc limit 1) as "disruption!",
                  (select reply_minutes from promise where kind = 'inquiry' and valid_from <= $1::timestamptz::date order by valid_from desc limit 1) as "inquiry!""#,
        now.to_sqlx() as _,
    )
    .fetch_one(db)
    .await?;
    Ok((minutes.disruption, minutes.inquiry))
}

/// The text in the reader's language, else in English, else in whichever there is.
fn in_language(texts: &Value, locale: Locale) -> Option<&Value> {
    texts.get(locale.tag()).or_else(|| texts.get(Locale::En.tag())).or_else(|| texts.as_object()?.values().next())
}

pub(super) async fn passengers(db: &mut PgConnection, locator: &Locator, access: TripAccess) -> Result<Vec<Passenger>> {
    let rows = sqlx::query!(
        "select position, family_name, given_name, kind, tier, ticket_number, birth_date from passenger where locator = $1 order by position",
        locator.as_str()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Passenger {
                position: row.position,
                family_name: row.family_name,
                given_name: row.given_name,
                kind: known(PassengerKind::parse(&row.kind), &row.kind)?,
                tier: row.tier,
                ticket_number: row.ticket_number.filter(|_| access.shows_personal_data()),
                birth_date: row.birth_date.filter(|_| access == TripAccess::Staff).map(jiff_sqlx::Date::to_jiff),
            })
        })
        .collect()
}

pub(super) async fn contacts(db: &mut PgConnection, locator: &Locator, access: TripAccess) -> Result<Vec<Contact>> {
    let rows =
        sqlx::query!("select kind, address, agency from contact where locator = $1 order by agency, kind, address", locator.as_str())
            .fetch_all(db)
            .await?;
    rows.into_iter()
        .map(|row| {
            let address = if access.shows_personal_data() { row.address } else { mask(&row.address) };
            Ok(Contact { kind: known(ContactKind::parse(&row.kind), &row.kind)?, address, agency: row.agency })
        })
        .collect()
}

pub(super) async fn bags(db: &mut PgConnection, locale: Locale, locator: &Locator) -> Result<Vec<Bag>> {
    let rows = sqlx::query!(
        r#"select b.tag, b.passenger_position, b.destination, b.weight_kg, a.zone as "zone?", a.country as "country?",
                  coalesce(a.names -> $2 ->> 'city', a.city) as city, coalesce(a.names -> $2 ->> 'name', a.name) as name
             from bag b left join airport a on a.iata = b.destination
            where b.locator = $1 order by b.passenger_position, b.tag"#,
        locator.as_str(),
        locale.tag(),
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Bag {
                tag: known(BagTag::parse(&row.tag).ok(), &row.tag)?,
                passenger: row.passenger_position,
                destination: place(row.destination, [row.city, row.name, row.country, row.zone]),
                weight_kg: row.weight_kg,
            })
        })
        .collect()
}

fn place(iata: String, [city, name, country, zone]: [Option<String>; 4]) -> Place {
    let city = city.unwrap_or_else(|| iata.clone());
    Place {
        name: name.unwrap_or_default(),
        country: country.unwrap_or_default(),
        zone: zone.unwrap_or_else(|| "UTC".to_owned()),
        city,
        iata,
    }
}

pub(super) async fn segments(db: &mut PgConnection, locale: Locale, locator: &Locator, now: Timestamp) -> Result<Vec<Segment>> {
    let mut seats = seats(db, locator).await?;
    let rows = sqlx::query!(
        r#"select s.position, s.carrier, s.number, s.flight_date, s.origin, s.destination, s.cabin, s.bags_included, s.status,
                  coalesce(b.issued_at, b.created_at) as "issued!", f.id as "flight_id?", f.scheduled_out as "scheduled_out?", f.scheduled_in as "scheduled_in?", f.aircraft as "aircraft?",
                  f.terminal_out, f.gate_out, f.terminal_in, f.belt, o.zone as "origin_zone?", d.zone as "destination_zone?", o.country as "origin_country?", d.country as "destination_country?",
                  coalesce(o.names -> $2 ->> 'city', o.city) as origin_city, coalesce(o.names -> $2 ->> 'name', o.name) as origin_name,
                  coalesce(d.names -> $2 ->> 'city', d.city) as destination_city, coalesce(d.names -> $2 ->> 'name', d.name) as destination_name
             from segment s
             join booking b on b.locator = s.locator
             left join flight f on (f.carrier, f.number, f.flight_date, f.origin) = (s.carrier, s.number, s.flight_date, s.origin)
             left join airport o on o.iata = s.origin
             left join airport d on d.iata = s.destination
            where s.locator = $1 order by s.position"#,
        locator.as_str(),
        locale.tag(),
    )
    .fetch_all(&mut *db)
    .await?;
    let flights: Vec<i64> = rows.iter().filter_map(|row| row.flight_id).collect();
    let mut reports = reports(db, &flights).await?;
    let mut segments: Vec<Segment> = rows
        .into_iter()
        .map(|row| {
            let schedule = row
                .scheduled_out
                .zip(row.scheduled_in)
                .map(|(departs, arrives)| Schedule { departs: departs.to_jiff(), arrives: arrives.to_jiff() });
            let known_of_it = row.flight_id.and_then(|id| reports.remove(&id)).unwrap_or_default();
            let state = schedule.map(|schedule| fold_as_booked(&schedule, &known_of_it, row.issued.to_jiff(), now));
            Ok(Segment {
                position: row.position,
                designator: known(Designator::new(&row.carrier, row.number), &row.carrier)?,
                flight_date: row.flight_date.to_jiff(),
                origin: place(row.origin, [row.origin_city, row.origin_name, row.origin_country, row.origin_zone]),
                destination: place(
                    row.destination,
                    [row.destination_city, row.destination_name, row.destination_country, row.destination_zone],
                ),
                terminal_out: row.terminal_out,
                gate_out: state.as_ref().and_then(|state| state.gate.clone()).or(row.gate_out),
                terminal_in: row.terminal_in,
                belt: row.belt,
                aircraft: row.aircraft,
                cabin: known(Cabin::parse(&row.cabin), &row.cabin)?,
                bags_included: row.bags_included,
                status: known(SegmentStatus::parse(&row.status), &row.status)?,
                seats: seats.remove(&row.position).unwrap_or_default(),
                instead: None,
                state,
            })
        })
        .collect::<Result<_>>()?;
    for segment in &mut segments {
        if let Some(code) = segment.state.as_ref().and_then(|state| state.diverted_to.as_deref()) {
            segment.instead = Some(airport(db, locale, code).await?);
        }
    }
    Ok(segments)
}

/// Airports by their codes, as far as they are known, in the reader's language.
pub(crate) async fn places(db: &mut PgConnection, locale: Locale, codes: &[String]) -> Result<HashMap<String, Place>> {
    let rows = sqlx::query!(
        r#"select iata, coalesce(names -> $2 ->> 'city', city) as "city?", coalesce(names -> $2 ->> 'name', name) as "name?", country as "country?", zone as "zone?"
             from airport where iata = any($1)"#,
        codes,
        locale.tag(),
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.iata.clone(), place(row.iata, [row.city, row.name, row.country, row.zone]))).collect())
}

/// An airport by its code; one that is not known goes by its code alone.
async fn airport(db: &mut PgConnection, locale: Locale, code: &str) -> Result<Place> {
    let row = sqlx::query!(
        r#"select coalesce(names -> $2 ->> 'city', city) as "city?", coalesce(names -> $2 ->> 'name', name) as "name?", country as "country?", zone as "zone?"
             from airport where iata = $1"#,
        code,
        locale.tag(),
    );
    let known = row.fetch_optional(db).await?.map_or([const { None }; 4], |row| [row.city, row.name, row.country, row.zone]);
    Ok(place(code.to_owned(), known))
}

async fn seats(db: &mut PgConnection, locator: &Locator) -> Result<HashMap<i16, Vec<Seat>>> {
    let rows = sqlx::query!(
        "select segment_position, passenger_position, seat, checked_in from seat where locator = $1 order by segment_position, passenger_position",
        locator.as_str()
    )
    .fetch_all(db)
    .await?;
    let mut all: HashMap<i16, Vec<Seat>> = HashMap::new();
    for row in rows {
        all.entry(row.segment_position).or_default().push(Seat {
            passenger: row.passenger_position,
            seat: row.seat,
            checked_in: row.checked_in,
        });
    }
    Ok(all)
}

/// What was reported of flights, by their row ids, in the order it became known.
pub(crate) async fn reports(db: &mut PgConnection, flights: &[i64]) -> Result<HashMap<i64, Vec<Report>>> {
    let rows = sqlx::query!(
        "select flight_id, known_at, kind, at, at_in, place, reason, told_at from flight_report where flight_id = any($1) order by known_at",
        flights
    )
    .fetch_all(db)
    .await?;
    let mut all: HashMap<i64, Vec<Report>> = HashMap::new();
    for row in rows {
        let (at, at_in) = (row.at.map(jiff_sqlx::Timestamp::to_jiff), row.at_in.map(jiff_sqlx::Timestamp::to_jiff));
        if let Some(news) = News::from_parts(&row.kind, at, at_in, row.place, row.reason.as_deref()) {
            let told_at = row.told_at.map(jiff_sqlx::Timestamp::to_jiff);
            all.entry(row.flight_id).or_default().push(Report { known_at: row.known_at.to_jiff(), told_at, news });
        }
    }
    Ok(all)
}
