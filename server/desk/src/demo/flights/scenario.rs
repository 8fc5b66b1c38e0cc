//! The flights of the fixed people, laid anew each day so that what is told of them is true at any hour.

use super::{HOUSE, stands, today};
use crate::demo::people::{Leg, Scene};
use crate::flights::report;
use crate::{Error, Result};
use domain::flight::{News, Reason, Report, Schedule};
use domain::policy::HUB_ZONE;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// One flight of the scene. Times are minutes.
struct Part {
    number: i32,
    /// Days from the hub's today to the local date of departure.
    ahead: i64,
    origin: &'static str,
    destination: &'static str,
    /// Minutes of the local day.
    departs: i16,
    duration: i64,
    tail: &'static str,
    aircraft: (&'static str, i32),
    fate: Fate,
}

/// What happens to it.
enum Fate {
    /// Leaves and arrives this late.
    Late(i64),
    /// Known late since the hub's midnight.
    Announced(i64, Reason),
    /// Known cancelled since the hub's midnight.
    Cancelled(Reason),
}

const A320: (&str, i32) = ("Airbus A320", 150);
const NEXT_GENERATION: (&str, i32) = ("Boeing 737-800", 160);

/// `DEMO3B`'s aircraft is late from Boston; nobody of the cast is on that flight.
const INBOUND: Part = Part {
    number: 835,
    ahead: 0,
    origin: "BOS",
    destination: "EWR",
    departs: 17 * 60 + 50,
    duration: 90,
    tail: "N409LX",
    aircraft: A320,
    fate: Fate::Announced(205, Reason::Technical),
};

/// `DEMO2A`: tomorrow to San Francisco.
const TOMORROW: [Part; 1] = [Part {
    number: 474,
    ahead: 1,
    origin: "EWR",
    destination: "SFO",
    departs: 9 * 60 + 15,
    duration: 375,
    tail: "N474LX",
    aircraft: NEXT_GENERATION,
    fate: Fate::Late(-2),
}];

/// `DEMO3B`: to Chicago 3 h 20 late, so that the flight to Denver leaves without them.
const DELAYED: [Part; 2] = [
    Part {
        number: 409,
        ahead: 0,
        origin: "EWR",
        destination: "ORD",
        departs: 20 * 60 + 35,
        duration: 155,
        tail: "N409LX",
        aircraft: A320,
        fate: Fate::Announced(200, Reason::Inbound),
    },
    Part {
        number: 413,
        ahead: 0,
        origin: "ORD",
        destination: "DEN",
        departs: 23 * 60 + 5,
        duration: 160,
        tail: "N413LX",
        aircraft: NEXT_GENERATION,
        fate: Fate::Late(0),
    },
];

/// `DEMO4C`: tomorrow to San Francisco by way of Chicago, the first of the two cancelled.
const CANCELLED: [Part; 2] = [
    Part {
        number: 484,
        ahead: 1,
        origin: "EWR",
        destination: "ORD",
        departs: 8 * 60,
        duration: 160,
        tail: "N484LX",
        aircraft: A320,
        fate: Fate::Cancelled(Reason::Weather),
    },
    Part {
        number: 801,
        ahead: 1,
        origin: "ORD",
        destination: "SFO",
        departs: 10 * 60 + 55,
        duration: 290,
        tail: "N801LX",
        aircraft: NEXT_GENERATION,
        fate: Fate::Late(4),
    },
];

/// `DEMO5D`: landed yesterday from Shanghai.
const BAG: [Part; 1] = [Part {
    number: 93,
    ahead: -1,
    origin: "PVG",
    destination: "EWR",
    departs: 16 * 60 + 20,
    duration: 875,
    tail: "N493LX",
    aircraft: ("Boeing 777-200", 269),
    fate: Fate::Late(12),
}];

/// `DEMO6E`: in four days to Frankfurt.
const GOLD: [Part; 1] = [Part {
    number: 58,
    ahead: 4,
    origin: "EWR",
    destination: "FRA",
    departs: 18 * 60 + 30,
    duration: 455,
    tail: "N458LX",
    aircraft: ("Boeing 787-8", 219),
    fate: Fate::Late(0),
}];

/// Another airline's flight tomorrow, which takes `DEMO4C` where their tickets are endorsed to it.
const PARTNER: (&str, [Part; 1]) = (
    "AA",
    [Part {
        number: 7100,
        ahead: 1,
        origin: "EWR",
        destination: "SFO",
        departs: 9 * 60 + 30,
        duration: 370,
        tail: "N710AA",
        aircraft: A320,
        fate: Fate::Late(0),
    }],
);

/// Lays the flights of the fixed people on the hub's today, in the caller's transaction, and says which they are.
/// Run again it changes nothing within a day; on the next day it lays the next ones.
///
/// # Errors
/// Those of the database.
pub async fn scenario(db: &mut PgConnection, now: Timestamp) -> Result<Scene> {
    let today = today(now)?;
    lay(db, today, HOUSE, &[INBOUND]).await?;
    lay(db, today, PARTNER.0, &PARTNER.1).await?;
    Ok(Scene {
        tomorrow: lay(db, today, HOUSE, &TOMORROW).await?,
        delayed: lay(db, today, HOUSE, &DELAYED).await?,
        cancelled: lay(db, today, HOUSE, &CANCELLED).await?,
        bag: lay(db, today, HOUSE, &BAG).await?,
        gold: lay(db, today, HOUSE, &GOLD).await?,
    })
}

async fn lay(db: &mut PgConnection, today: Date, carrier: &str, parts: &[Part]) -> Result<Vec<Leg>> {
    let mut legs = Vec::with_capacity(parts.len());
    for part in parts {
        let zone = sqlx::query_scalar!("select zone from airport where iata = $1", part.origin).fetch_one(&mut *db).await?;
        let zone = TimeZone::get(&zone).map_err(|error| Error::Internal(error.to_string()))?;
        let date = today.checked_add(part.ahead.days()).map_err(|error| Error::Internal(error.to_string()))?;
        let departs = domain::flight::archive::local(date, part.departs, &zone);
        let schedule = Schedule { departs, arrives: departs + SignedDuration::from_mins(part.duration) };
        let id = flight(db, carrier, part, date, &schedule).await?;
        sqlx::query!("delete from flight_report where flight_id = $1", id).execute(&mut *db).await?;
        let told: Vec<(i64, Report)> = reports(part, &schedule, midnight(today)?).into_iter().map(|report| (id, report)).collect();
        report(db, &told).await?;
        legs.push(Leg {
            carrier: carrier.to_owned(),
            number: part.number,
            flight_date: date,
            origin: part.origin.to_owned(),
            destination: part.destination.to_owned(),
            leaves: departs,
        });
    }
    Ok(legs)
}

/// When the hub's day began.
fn midnight(today: Date) -> Result<Timestamp> {
    today.in_tz(HUB_ZONE).map(|clock| clock.timestamp()).map_err(|error| Error::Internal(error.to_string()))
}

async fn flight(db: &mut PgConnection, carrier: &str, part: &Part, date: Date, schedule: &Schedule) -> Result<i64> {
    let (terminal_out, gate_out) = stands::stand(part.origin, carrier, part.number, 0);
    let (terminal_in, gate_in) = stands::stand(part.destination, carrier, part.number, 0);
    let id = sqlx::query_scalar!(
        "insert into flight (carrier, number, flight_date, origin, destination, scheduled_out, scheduled_in, tail, aircraft, seats,
                             terminal_out, gate_out, terminal_in, gate_in, belt, source)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'scenario')
         on conflict (carrier, number, flight_date, origin) do update set destination = excluded.destination,
             scheduled_out = excluded.scheduled_out, scheduled_in = excluded.scheduled_in, tail = excluded.tail,
             aircraft = excluded.aircraft, seats = excluded.seats, source = excluded.source
         returning id",
        carrier,
        part.number,
        date.to_sqlx() as _,
        part.origin,
        part.destination,
        schedule.departs.to_sqlx() as _,
        schedule.arrives.to_sqlx() as _,
        part.tail,
        part.aircraft.0,
        part.aircraft.1,
        terminal_out,
        gate_out,
        terminal_in,
        gate_in,
        stands::belt(part.destination, part.number),
    );
    Ok(id.fetch_one(db).await?)
}

fn reports(part: &Part, schedule: &Schedule, midnight: Timestamp) -> Vec<Report> {
    let mins = SignedDuration::from_mins;
    let late = match part.fate {
        Fate::Cancelled(reason) => {
            return vec![Report { told_at: None, known_at: midnight, news: News::Cancelled { reason: Some(reason) } }];
        }
        Fate::Late(late) | Fate::Announced(late, _) => mins(late),
    };
    let (out, stands) = (schedule.departs + late, schedule.arrives + late);
    let (off, on) = (out + mins(16), stands - mins(7));
    let moves = [
        Report { told_at: None, known_at: out, news: News::OffBlock { at: out } },
        Report { told_at: None, known_at: off, news: News::Airborne { at: off, arrives: Some(stands) } },
        Report { told_at: None, known_at: on, news: News::Landed { at: on } },
        Report { told_at: None, known_at: stands, news: News::OnBlock { at: stands } },
    ];
    let announced = match part.fate {
        Fate::Announced(_, reason) => Some(Report {
            told_at: None,
            known_at: midnight,
            news: News::Estimate { departs: out, arrives: Some(stands), reason: Some(reason) },
        }),
        Fate::Late(_) | Fate::Cancelled(_) => None,
    };
    announced.into_iter().chain(moves).collect()
}
