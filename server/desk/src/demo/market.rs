//! What the demo airline sells: cabins that others have filled more or less, and fares by route, family and how full they are.

use super::bookings::{BASIC, BUSINESS, FLEX, Fare, STANDARD};
use super::flights::{HOUSE, today};
use crate::Result;
use crate::changes::{Filing, file_fares, open_cabins};
use domain::money::{Currency, Money};
use jiff::{Timestamp, ToSpan};
use jiff_sqlx::ToSqlx;
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// Per cent of the cabin left, and what a seat costs then in per cent of the usual price.
const STEPS: [(i16, i16, u32); 4] = [(0, 40, 90), (1, 20, 110), (2, 8, 135), (3, 0, 175)];
/// What the United States take of a flight within the country, beside 7.5 % of the fare; and of one across the border.
const AT_HOME: [(&str, i64); 3] = [("ZP", 520), ("AY", 560), ("XF", 450)];
const ABROAD: [(&str, i64); 3] = [("US", 2340), ("AY", 560), ("XF", 450)];

/// Opens what is not for sale yet: flights rolled on or laid anew. Safe to run again.
///
/// # Errors
/// Those of the database.
pub async fn open(db: &mut PgConnection, now: Timestamp) -> Result<()> {
    let yesterday = today(now)?.checked_sub(1.day()).unwrap_or(today(now)?);
    if open_cabins(db, yesterday).await? > 0 {
        fill(db, now).await?;
        file(db).await?;
    }
    Ok(())
}

/// Others fly too: the nearer the day the fuller, each flight by its own chance, and some to the last seat.
async fn fill(db: &mut PgConnection, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update flight_cabin k
            set elsewhere = floor((seats - sold - held) * least(1, case when flight_date <= $1::date + 3 then 0.55 when flight_date <= $1::date + 14 then 0.4 else 0.2 end
                                                                   + 0.6 * (abs(hashtext(carrier || number || flight_date || cabin)) % 1000) / 1000.0))::integer
          where elsewhere = 0 and flight_date >= $1::date - 1
            and not exists (select from flight f where (f.carrier, f.number, f.flight_date, f.origin) = (k.carrier, k.number, k.flight_date, k.origin)
                               and f.source = 'scenario')",
        today(now)?.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Fares for every route that is flown.
async fn file(db: &mut PgConnection) -> Result<()> {
    let routes = sqlx::query!(
        r#"select f.origin, f.destination, coalesce(o.country <> d.country, true) as "abroad!",
                  avg(extract(epoch from f.scheduled_in - f.scheduled_out) / 60)::integer as "minutes!"
             from flight f left join airport o on o.iata = f.origin left join airport d on d.iata = f.destination
            where f.carrier = $1 group by 1, 2, 3"#,
        HOUSE,
    );
    let Some(currency) = Currency::parse("USD") else { return Ok(()) };
    let mut filings = Vec::new();
    for route in routes.fetch_all(&mut *db).await? {
        for fare in [BASIC, STANDARD, FLEX, BUSINESS] {
            for (step, from_left, percent) in STEPS {
                let amount = fare.filed(route.minutes.into(), percent);
                filings.push(Filing {
                    carrier: HOUSE.to_owned(),
                    origin: route.origin.clone(),
                    destination: route.destination.clone(),
                    family: fare.family.to_owned(),
                    step,
                    from_left,
                    fare: Money::new(amount, currency),
                    taxes: taxes(amount, route.abroad),
                });
            }
        }
    }
    file_fares(db, &filings).await
}

fn taxes(fare: Decimal, abroad: bool) -> Vec<(String, Decimal)> {
    let fixed = if abroad { ABROAD } else { AT_HOME };
    let share = (!abroad).then(|| ("US".to_owned(), (fare * Decimal::new(75, 3)).round_dp(2)));
    share.into_iter().chain(fixed.map(|(code, cents)| (code.to_owned(), Decimal::new(cents, 2)))).collect()
}

impl Fare {
    /// The fare of one seat over so many minutes, in per cent of the usual price and whole dollars.
    fn filed(self, minutes: i64, percent: u32) -> Decimal {
        (self.usual(minutes) * Decimal::from(percent) / Decimal::ONE_HUNDRED).round()
    }
}
