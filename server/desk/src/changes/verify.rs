//! Looking back: what is sold is what bookings say (I4), and the rules of then give the amounts of then (CHG-8).

use super::Tariff;
use super::quote::Question;
use crate::{PgPool, Result};
use domain::fare::{Ask, Decision};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Changes read at a time.
const AT_ONCE: i64 = 200;

/// Something that is not as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// A flight and cabin, or a change by its number.
    pub of: String,
    /// What differs.
    pub what: String,
}

/// Counts the seats of every cabin anew, and puts every change that was done to the rule files it was decided by. Answers with the number
/// of cabins and changes looked at, and with what differs.
///
/// # Errors
/// Those of the database.
pub async fn verify(db: &PgPool) -> Result<(usize, Vec<Difference>)> {
    let mut tx = db.begin().await?;
    sqlx::query("set local statement_timeout = '600s'").execute(&mut *tx).await?;
    let cabins = sqlx::query_scalar!(r#"select count(*) as "cabins!" from flight_cabin"#).fetch_one(&mut *tx).await?;
    let mut differences = seats(&mut tx).await?;
    let mut looked_at = usize::try_from(cabins).unwrap_or(0);
    let mut tariffs: HashMap<(Vec<String>, String), Tariff> = HashMap::new();
    let mut after = Uuid::nil();
    loop {
        let rows = sqlx::query!(
            "select id, asked, decision, rule_files from trip_change where state = 'done' and id > $1 order by id limit $2",
            after,
            AT_ONCE
        );
        let rows = rows.fetch_all(&mut *tx).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in rows {
            looked_at += 1;
            let policy = row.decision.pointer("/applied/0/policy").and_then(|policy| policy.as_str()).unwrap_or_default().to_owned();
            let key = (row.rule_files, policy);
            if !tariffs.contains_key(&key) {
                let of_then = Tariff::of_then(&mut tx, &key.0, Some(key.1.as_str()).filter(|policy| !policy.is_empty())).await?;
                tariffs.insert(key.clone(), of_then);
            }
            let again = tariffs.get(&key).and_then(|tariff| again(tariff, row.asked));
            let then = serde_json::from_value::<Decision>(row.decision).ok();
            if then.is_none() || again != then {
                differences
                    .push(Difference { of: row.id.to_string(), what: "the rules of then do not give the amounts of then".to_owned() });
            }
        }
    }
    Ok((looked_at, differences))
}

fn again(tariff: &Tariff, asked: serde_json::Value) -> Option<Decision> {
    let Question { booking, request, offer } = serde_json::from_value(asked).ok()?;
    tariff.decide(Ask { booking: &booking, request: &request, offer: offer.as_ref() }).ok()
}

async fn seats(tx: &mut PgConnection) -> Result<Vec<Difference>> {
    let rows = sqlx::query!(
        r#"with sold as (
               select s.carrier, s.number, s.flight_date, s.origin, s.cabin, count(*) as seats
                 from segment s join booking b using (locator) join passenger p using (locator)
                where s.status = 'confirmed' and p.kind <> 'infant' and b.state in ('held', 'ticketed', 'changed')
                group by 1, 2, 3, 4, 5),
             held as (
               select carrier, number, flight_date, origin, cabin, sum(seats) as seats from seat_hold group by 1, 2, 3, 4, 5)
           select k.carrier || k.number || '/' || k.flight_date || ' ' || k.origin || ' ' || k.cabin as "of!", k.sold, k.held,
                  coalesce(s.seats, 0) as "really_sold!", coalesce(h.seats, 0) as "really_held!"
             from flight_cabin k left join sold s using (carrier, number, flight_date, origin, cabin)
                                 left join held h using (carrier, number, flight_date, origin, cabin)
            where k.sold <> coalesce(s.seats, 0) or k.held <> coalesce(h.seats, 0)
            order by 1"#
    );
    let rows = rows.fetch_all(tx).await?;
    let told = |sold: i64, held: i64| format!("{sold} sold and {held} held");
    Ok(rows
        .into_iter()
        .map(|row| Difference {
            what: format!("{} are kept, bookings say {}", told(row.sold.into(), row.held.into()), told(row.really_sold, row.really_held)),
            of: row.of,
        })
        .collect())
}
