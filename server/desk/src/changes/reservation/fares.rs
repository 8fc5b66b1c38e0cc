//! What flights cost: fares as filed by route, family and how full the cabin is.

use crate::{Error, Result};
use domain::booking::coupon::{Tax, Value};
use domain::booking::options::Flight;
use domain::money::{Currency, Money};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use std::collections::HashMap;

/// A fare on its way into the database.
#[derive(Debug, Clone)]
pub struct Filing {
    /// Airline.
    pub carrier: String,
    /// Airport.
    pub origin: String,
    /// Airport.
    pub destination: String,
    /// Fare family.
    pub family: String,
    /// 0 is the cheapest.
    pub step: i16,
    /// It holds while at least this many per cent of the cabin are free.
    pub from_left: i16,
    /// Without taxes.
    pub fare: Money,
    /// Code and amount.
    pub taxes: Vec<(String, Decimal)>,
}

/// Files fares; what was filed for the same route, family, currency and step is replaced.
///
/// # Errors
/// Those of the database.
pub async fn file_fares(db: &mut PgConnection, filings: &[Filing]) -> Result<()> {
    let column = |of: fn(&Filing) -> String| filings.iter().map(of).collect::<Vec<_>>();
    let taxes = |filing: &Filing| {
        let all: Vec<_> = filing.taxes.iter().map(|(code, amount)| Tax { code: code.clone(), amount: *amount }).collect();
        serde_json::to_value(all).map_err(|error| Error::Internal(error.to_string()))
    };
    sqlx::query!(
        "insert into fare_filed (carrier, origin, destination, family, currency, step, from_left, fare, taxes)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::smallint[], $8::numeric[], $9::jsonb[])
         on conflict (carrier, origin, destination, family, currency, step) do update
            set from_left = excluded.from_left, fare = excluded.fare, taxes = excluded.taxes",
        &column(|f| f.carrier.clone()),
        &column(|f| f.origin.clone()),
        &column(|f| f.destination.clone()),
        &column(|f| f.family.clone()),
        &column(|f| f.fare.currency.to_string()),
        &filings.iter().map(|f| f.step).collect::<Vec<_>>(),
        &filings.iter().map(|f| f.from_left).collect::<Vec<_>>(),
        &filings.iter().map(|f| f.fare.amount).collect::<Vec<_>>(),
        &filings.iter().map(taxes).collect::<Result<Vec<_>>>()?,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The steps of a route: percent that must be left, and the fare; the cheapest first.
type Steps = Vec<(i16, Value)>;

/// Fares of some routes in one family and currency.
#[derive(Debug, Clone, Default)]
pub(in crate::changes) struct Fares(HashMap<(String, String), Steps>);

impl Fares {
    /// What an adult pays for a flight whose cabin has so many seats in all.
    pub(in crate::changes) fn of(&self, flight: &Flight, seats: u16) -> Option<&Value> {
        let steps = self.0.get(&(flight.origin.clone(), flight.destination.clone()))?;
        let left = u32::from(flight.left) * 100 / u32::from(seats.max(1));
        let holds = |(from_left, _): &&(i16, Value)| u32::try_from(*from_left).is_ok_and(|from_left| left >= from_left);
        steps.iter().find(holds).or_else(|| steps.last()).map(|(_, fare)| fare)
    }

    /// Its first step: what taxes of a route are read from, where a booking names none.
    pub(in crate::changes) fn first(&self, origin: &str, destination: &str) -> Option<&Value> {
        self.0.get(&(origin.to_owned(), destination.to_owned()))?.first().map(|(_, fare)| fare)
    }
}

/// Fares filed in a family and currency for every route between some airports.
pub(in crate::changes) async fn fares(
    db: &mut PgConnection,
    carrier: &str,
    family: &str,
    currency: Currency,
    airports: &[String],
) -> Result<Fares> {
    let rows = sqlx::query!(
        "select origin, destination, from_left, fare, taxes from fare_filed
          where carrier = $1 and family = $2 and currency = $3 and origin = any($4) and destination = any($4) order by origin, destination, step",
        carrier,
        family,
        currency.to_string(),
        airports,
    );
    let mut all: HashMap<(String, String), Steps> = HashMap::new();
    for row in rows.fetch_all(db).await? {
        let taxes = serde_json::from_value(row.taxes).map_err(|error| Error::Internal(error.to_string()))?;
        let filed = Value { fare: Money::new(row.fare, currency), taxes };
        all.entry((row.origin, row.destination)).or_default().push((row.from_left, filed));
    }
    Ok(Fares(all))
}
