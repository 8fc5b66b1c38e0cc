//! Bookings: each is new, its fare family known, its tags nobody else's.

use super::{Refused, refuse};
use crate::bookings::{self as store, NewBag, NewBooking, NewContact, NewExtra, NewPassenger, NewSeat, NewSegment, Source};
use crate::{Error, PgPool};
use domain::booking::{BookingState, ContactKind, SegmentStatus};
use jiff::Timestamp;
use rust_decimal::Decimal;
use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;
use wire::table::{self, Bad, Line, Read};

/// Brings in a table of bookings.
///
/// # Errors
/// As [`super::import`].
pub async fn bookings(db: &PgPool, now: Timestamp, bytes: &[u8]) -> Result<usize, Refused> {
    let Read { rows, mut bad } = table::bookings(bytes);
    let mut tx = db.begin().await?;
    bad.extend(faults(&mut tx, &rows).await?);
    refuse(bad)?;
    let beside: Vec<NewExtra> = rows.iter().flat_map(|line| extras(&line.row)).collect();
    let new: Vec<NewBooking> = rows.into_iter().map(|line| booking(line.row, now)).collect();
    store::insert(&mut tx, &new).await?;
    store::insert_extras(&mut tx, &beside).await?;
    tx.commit().await?;
    Ok(new.len())
}

/// What does not fit what is here.
async fn faults(db: &mut PgConnection, rows: &[Line<table::Booking>]) -> Result<Vec<Bad>, Error> {
    let fares: HashSet<String> = sqlx::query_scalar!("select id from fare_family").fetch_all(&mut *db).await?.into_iter().collect();
    let locators: Vec<String> = rows.iter().map(|line| line.row.locator.clone()).collect();
    let taken: HashSet<String> = sqlx::query_scalar!("select locator from booking where locator = any($1)", &locators)
        .fetch_all(&mut *db)
        .await?
        .into_iter()
        .collect();
    let tags: Vec<String> =
        rows.iter().flat_map(|line| &line.row.passengers).flat_map(|p| &p.tags).map(|tag| tag.bag().to_owned()).collect();
    let known: HashSet<String> = sqlx::query_scalar!(r#"select substr(tag, 2) as "bag!" from bag where substr(tag, 2) = any($1)"#, &tags)
        .fetch_all(db)
        .await?
        .into_iter()
        .collect();
    let mut bad = Vec::new();
    for Line { line, row } in rows {
        let mut complain = |column, reason| bad.push(Bad { line: *line, column: Some(column), reason });
        if taken.contains(&row.locator) {
            complain("locator", format!("a booking {} is here already", row.locator));
        }
        if !fares.contains(&row.fare_family) {
            complain("fare_family", format!("no fare family is called \"{}\"", row.fare_family));
        }
        let beside: Decimal = row.passengers.iter().flat_map(|passenger| &passenger.extras).map(|extra| extra.amount).sum();
        if beside > row.total {
            complain("extras", format!("they come to {beside}, more than the total of {}", row.total));
        }
        for tag in row.passengers.iter().flat_map(|passenger| &passenger.tags).filter(|tag| known.contains(tag.bag())) {
            complain("tags", format!("a bag {} is here already", tag.as_str()));
        }
    }
    Ok(bad)
}

fn booking(row: table::Booking, now: Timestamp) -> NewBooking {
    let last = row.segments.last().map(|segment| segment.destination.clone()).unwrap_or_default();
    let places = || (1_i16..).zip(&row.passengers);
    NewBooking {
        created_at: row.created_at.unwrap_or(now),
        state: if row.pay_by.is_some() { BookingState::Held } else { BookingState::Ticketed },
        pay_by: row.pay_by,
        point_of_sale: if row.agency.is_some() { "agency" } else { "import" }.to_owned(),
        source: Source::Imported,
        contacts: places().flat_map(|(place, passenger)| contacts(place, passenger, row.agency.is_some())).collect(),
        seats: places()
            .flat_map(|(place, passenger)| {
                passenger.seats.iter().map(move |(segment, seat, checked_in)| NewSeat {
                    segment: i16::try_from(segment + 1).unwrap_or(i16::MAX),
                    passenger: place,
                    seat: seat.clone(),
                    checked_in: *checked_in,
                })
            })
            .collect(),
        bags: places()
            .flat_map(|(place, passenger)| {
                let last = &last;
                passenger.tags.iter().map(move |tag| NewBag {
                    tag: tag.as_str().to_owned(),
                    passenger: place,
                    destination: last.clone(),
                    weight_kg: None,
                    accepted_at: None,
                })
            })
            .collect(),
        passengers: row.passengers.iter().map(passenger).collect(),
        segments: row.segments.into_iter().map(segment).collect(),
        locator: row.locator,
        agency: row.agency,
        fare_family: row.fare_family,
        total: row.total,
        currency: row.currency,
        language: row.language,
    }
}

fn extras(row: &table::Booking) -> Vec<NewExtra> {
    let of = |(place, passenger): (i16, &table::Passenger)| {
        let extra = |extra: &table::Extra| NewExtra {
            locator: row.locator.clone(),
            passenger: place,
            flight: extra
                .segment
                .and_then(|segment| row.segments.get(segment))
                .map(|flight| (flight.carrier.clone(), flight.number, flight.date, flight.origin.clone())),
            code: extra.code.clone(),
            amount: extra.amount,
        };
        passenger.extras.iter().map(extra).collect::<Vec<_>>()
    };
    (1_i16..).zip(&row.passengers).flat_map(of).collect()
}

fn contacts(place: i16, passenger: &table::Passenger, agency: bool) -> Vec<NewContact> {
    let kinds = [(ContactKind::Email, &passenger.email), (ContactKind::Phone, &passenger.phone)];
    kinds
        .into_iter()
        .filter_map(|(kind, address)| Some(NewContact { passenger: Some(place), kind, address: address.clone()?, agency }))
        .collect()
}

fn passenger(passenger: &table::Passenger) -> NewPassenger {
    NewPassenger {
        id: Uuid::new_v4(),
        family_name: passenger.family_name.clone(),
        given_name: passenger.given_name.clone(),
        kind: passenger.kind,
        birth_date: passenger.birth_date,
        ticket_number: passenger.ticket_number.clone(),
        tier: passenger.tier.clone(),
    }
}

fn segment(segment: table::Segment) -> NewSegment {
    NewSegment {
        carrier: segment.carrier,
        number: segment.number,
        flight_date: segment.date,
        origin: segment.origin,
        destination: segment.destination,
        cabin: segment.cabin,
        booking_class: segment.booking_class,
        bags_included: segment.bags_included,
        status: SegmentStatus::Confirmed,
    }
}
