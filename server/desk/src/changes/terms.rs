//! What a trip's fare allows and what it costs, as the rules that decide say it: nothing is held, and nothing written (CHG-1).

use super::market::Way;
use super::open::access;
use super::question::{Subject, glance, id, offer};
use super::{Action, Tariff};
use crate::bookings::Trip;
use crate::{PgPool, Result};
use domain::booking::coupon::Value;
use domain::fare::{Ask, Booking, Decision, LineKind, Offer, OfferSegment, Said};
use domain::rights::Viewer;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The rules' sentences on changing and cancelling what is left of a trip, each once. None where they give no answer.
///
/// # Errors
/// `NotFound` where the trip is not open to the viewer; those of the database.
pub async fn terms(db: &PgPool, viewer: &Viewer, now: Timestamp, trip: &Trip, tariff: &Tariff) -> Result<Vec<Said>> {
    access(viewer, &trip.locator)?;
    let mut connection = db.acquire().await?;
    let subject = glance(&mut connection, trip.clone()).await?;
    drop(connection);
    let booking = subject.booking();
    let open: Vec<i16> = subject.parts.iter().flat_map(|part| part.segments.clone()).collect();
    let way = Way { now, tariff, channel: "web" };
    let same = same_flights(&subject, &booking, &open);
    let mut said: Vec<Said> = Vec::new();
    for (action, offer) in [(Action::Change, same.as_ref()), (Action::Cancel, None)] {
        if open.is_empty() || (action == Action::Change && offer.is_none()) {
            continue;
        }
        let request = way.request(action, &[], &open);
        // rules that leave something open have nothing to say here; whoever asks for a price is told so
        let Ok(decision) = tariff.decide(Ask { booking: &booking, request: &request, offer }) else { continue };
        for one in sentences(decision) {
            if !said.iter().any(|known| known.text == one.text) {
                said.push(one);
            }
        }
    }
    Ok(said)
}

/// Whether it may be done, and what is charged for it.
fn sentences(decision: Decision) -> impl Iterator<Item = Said> {
    let fees = decision.lines.into_iter().filter(|line| line.kind == LineKind::Fee).map(|line| line.said);
    decision.because.into_iter().chain(fees)
}

/// The same flights again for the same price: what a change comes to that changes nothing else.
fn same_flights(subject: &Subject, booking: &Booking, open: &[i16]) -> Option<Offer> {
    let flights = booking.segments.iter().filter(|segment| open.iter().any(|position| id(*position) == segment.id));
    let segments = flights.map(|segment| OfferSegment {
        flight: segment.flight.clone(),
        origin: segment.origin.clone(),
        destination: segment.destination.clone(),
        departs: segment.departs.clone(),
        cabin: segment.cabin.clone(),
        family: segment.family.clone(),
    });
    let mut prices: BTreeMap<i16, Vec<Value>> = BTreeMap::new();
    for coupon in &subject.coupons {
        let among = open.iter().filter_map(|position| subject.segment(*position)).any(|segment| super::question::flies(coupon, segment));
        if among {
            prices.entry(coupon.passenger).or_default().push(coupon.value.clone());
        }
    }
    let segments: Vec<OfferSegment> = segments.collect();
    (!segments.is_empty() && !prices.is_empty()).then(|| offer(open, segments, &prices))
}
