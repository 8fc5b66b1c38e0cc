//! Papers that go with a letter about a change: the receipt, and the passes of whoever is checked in (CHG-6, CHG-11). Made when it
//! leaves, as things stand then, and kept nowhere.

use app::words::{Lang, paper};
use desk::outbox::{Leased, Letter};
use desk::papers::{FlightName, papers, pass};
use desk::{PgPool, Result, changes};
use domain::booking::{Locator, SegmentStatus};
use domain::rights::Viewer;
use jiff::Timestamp;
use wire::paper::Paper;

/// A file of a letter.
pub(super) struct Enclosed {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub pdf: Vec<u8>,
}

/// What goes with a letter. One that cannot be made is left out: the words and their link are what was promised.
pub(super) async fn enclosed(db: &PgPool, leased: &Leased) -> Vec<Enclosed> {
    let (locator, passes) = match &leased.letter {
        Letter::TripReissued(reissue) => (&reissue.trip.locator, true),
        Letter::RefundLate { locator, .. } => (locator, false),
        _ => return Vec::new(),
    };
    let Ok(locator) = Locator::parse(locator) else { return Vec::new() };
    let (now, l) = (Timestamp::now(), Lang(leased.locale));
    let mut all = Vec::new();
    match receipt(db, now, l, &locator).await {
        Ok(made) => all.extend(written(made).await),
        Err(error) => tracing::warn!(%error, %locator, "a letter leaves without its receipt"),
    }
    if passes {
        match checked_in(db, now, l, &locator).await {
            Ok(made) => {
                for one in made {
                    all.extend(written(one).await);
                }
            }
            Err(error) => tracing::warn!(%error, %locator, "a letter leaves without its passes"),
        }
    }
    all
}

async fn receipt(db: &PgPool, now: Timestamp, l: Lang, locator: &Locator) -> Result<(String, Paper)> {
    let receipt = changes::receipt(db, &Viewer::system(), now, l.0, locator).await?;
    Ok((format!("receipt-{locator}.pdf"), paper::receipt(l, &receipt)))
}

/// The passes of everybody who is checked in on flights that have not left.
async fn checked_in(db: &PgPool, now: Timestamp, l: Lang, locator: &Locator) -> Result<Vec<(String, Paper)>> {
    let system = Viewer::system();
    let trip = papers(db, &system, now, l.0, locator).await?.trip;
    let mut all = Vec::new();
    for segment in &trip.segments {
        let left = segment.state.as_ref().is_none_or(|state| state.phase.has_left());
        let Some(origin) = domain::flight::Code::airport(&segment.origin.iata) else { continue };
        if segment.status != SegmentStatus::Confirmed || left {
            continue;
        }
        let flight = FlightName { designator: segment.designator, date: segment.flight_date, origin };
        for seat in segment.seats.iter().filter(|seat| seat.checked_in) {
            let found = pass(db, &system, now, l.0, locator, flight, seat.passenger).await?;
            if let Some(printed) = paper::pass(l, &found) {
                all.push((format!("boarding-pass-{}-{}.pdf", segment.designator, seat.passenger), printed));
            }
        }
    }
    Ok(all)
}

/// Setting type keeps a processor busy for some milliseconds: not one that sends others.
async fn written((name, paper): (String, Paper)) -> Option<Enclosed> {
    match tokio::task::spawn_blocking(move || paper.write()).await {
        Ok(Ok(pdf)) => Some(Enclosed { name, pdf }),
        Ok(Err(fault)) => {
            tracing::warn!(%fault, name, "a paper cannot be written");
            None
        }
        Err(error) => {
            tracing::warn!(%error, name, "a paper cannot be written");
            None
        }
    }
}
