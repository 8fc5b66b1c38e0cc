//! Bags that a trip's flight left without: told on the trip, too, before anybody lands.

use crate::flights::load;
use crate::{PgPool, Result};
use domain::bag::{FlightNow, Standing, Trace, What, standing};
use domain::booking::{BagTag, Locator};
use jiff::Timestamp;

/// The bags of a booking whose flight left without them. Whoever asks has the trip open.
///
/// # Errors
/// Those of the database.
pub async fn left_behind(db: &PgPool, now: Timestamp, locator: &Locator) -> Result<Vec<BagTag>> {
    let rows = sqlx::query!(
        r#"select t.tag, t.state, f.id,
                  exists (select from bag_scan s where s.carrier = f.carrier and s.number = f.number and s.flight_date = f.flight_date
                             and s.what = 'loaded') as "tells_holds!"
             from bag_owner b
             join bag_trace t on t.bag = b.bag and t.ended_at is null
             join flight f on f.carrier = t.carrier and f.number = t.number and f.flight_date = t.flight_date and f.destination = coalesce(t.towards, f.destination)
            where b.locator = $1 and t.state in ('accepted', 'sorted', 'transferred', 'offloaded', 'not_seen')
            order by t.tag limit 20"#,
        locator.as_str()
    );
    let rows = rows.fetch_all(db).await?;
    let flights = load(db, now, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let left = rows.iter().filter_map(|row| {
        let state = &flights.iter().find(|flight| flight.id == row.id)?.state;
        let departs = state.departure.best();
        let flight =
            FlightNow { departs, left: state.phase.has_left() && departs <= now, landed: false, tells_holds: row.tells_holds, last: true };
        let trace = Trace { state: row.state.as_deref().and_then(What::parse), ..Trace::default() };
        let tag = BagTag::parse(&row.tag).ok()?;
        (standing(&trace, Some(flight), now) == Standing::LeftBehind).then_some(tag)
    });
    Ok(left.collect())
}
