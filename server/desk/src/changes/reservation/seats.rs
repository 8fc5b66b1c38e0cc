//! What is for sale in each cabin, what is held, and how seats move (I4).

use crate::{Error, Result};
use domain::booking::Cabin;
use domain::booking::options::Flight;
use domain::flight::{Code, Designator};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Seats of a flight nobody has told the seats of.
const SEATS: i32 = 150;
/// Seats of the cabin in front, at most: four rows of four.
const FRONT: i32 = 16;

/// The cabins of a flight of which only the seats are known, as it is opened for sale.
pub(crate) fn usual_cabins(seats: Option<i32>) -> [(Cabin, i32); 2] {
    let all = seats.unwrap_or(SEATS);
    let front = (all / 4).min(FRONT);
    [(Cabin::Business, front), (Cabin::Economy, all - front)]
}

/// Opens the cabins of flights of a day and later for sale, as far as they are not yet. Seats sold so far are counted.
///
/// # Errors
/// Those of the database.
pub async fn open_cabins(db: &mut PgConnection, from: Date) -> Result<u64> {
    // as in usual_cabins: a quarter of a small aircraft is the cabin in front
    let opened = sqlx::query!(
        "insert into flight_cabin (carrier, number, flight_date, origin, cabin, seats, sold)
         select f.carrier, f.number, f.flight_date, f.origin, c.cabin, greatest(c.seats, coalesce(s.sold, 0)), coalesce(s.sold, 0)
           from flight f
           cross join lateral (values ('business', least($2::integer, coalesce(f.seats, $3::integer) / 4)),
                                      ('economy', coalesce(f.seats, $3) - least($2, coalesce(f.seats, $3) / 4))) as c (cabin, seats)
           left join (select s.carrier, s.number, s.flight_date, s.origin, s.cabin, count(*)::integer as sold
                        from segment s join booking b using (locator) join passenger p using (locator)
                       where s.flight_date >= $1 and s.status = 'confirmed' and p.kind <> 'infant' and b.state in ('held', 'ticketed', 'changed')
                       group by 1, 2, 3, 4, 5) s
             on (s.carrier, s.number, s.flight_date, s.origin, s.cabin) = (f.carrier, f.number, f.flight_date, f.origin, c.cabin)
          where f.flight_date >= $1
            and not exists (select from flight_cabin k where (k.carrier, k.number, k.flight_date, k.origin, k.cabin)
                                                           = (f.carrier, f.number, f.flight_date, f.origin, c.cabin))
         on conflict do nothing",
        from.to_sqlx() as _,
        FRONT,
        SEATS,
    );
    Ok(opened.execute(db).await?.rows_affected())
}

/// A cabin of a flight as its aircraft has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fitted {
    /// Number, day and airport of departure.
    pub key: (Designator, Date, Code),
    /// Which.
    pub cabin: Cabin,
    /// Its seats.
    pub seats: i32,
}

/// Fits cabins to their aircraft: opened where they were not, never below what is sold, held and sold elsewhere. Answers with those in
/// which that is more than there are seats, by their places, and how many it is.
pub(crate) async fn fit_cabins(db: &mut PgConnection, wanted: &[Fitted]) -> Result<Vec<(usize, i32)>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let carriers: Vec<String> = wanted.iter().map(|one| one.key.0.carrier.to_string()).collect();
    let numbers: Vec<i32> = wanted.iter().map(|one| one.key.0.number()).collect();
    let dates: Vec<_> = wanted.iter().map(|one| one.key.1.to_sqlx()).collect();
    let origins: Vec<String> = wanted.iter().map(|one| one.key.2.to_string()).collect();
    let cabins: Vec<String> = wanted.iter().map(|one| one.cabin.as_str().to_owned()).collect();
    let seats: Vec<i32> = wanted.iter().map(|one| one.seats).collect();
    macro_rules! of_all {
        ($sql:literal) => {
            sqlx::query!($sql, &carriers, &numbers, &dates as _, &origins, &cabins, &seats)
        };
    }
    let opened = of_all!(
        "insert into flight_cabin (carrier, number, flight_date, origin, cabin, seats, sold)
         select w.carrier, w.number, w.flight_date, w.origin, w.cabin, greatest(w.seats, s.sold), s.sold
           from unnest($1::text[], $2::integer[], $3::date[], $4::text[], $5::text[], $6::integer[]) as w (carrier, number, flight_date, origin, cabin, seats)
           cross join lateral (select count(*)::integer as sold from segment s join booking b using (locator) join passenger p using (locator)
                                where (s.carrier, s.number, s.flight_date, s.origin, s.cabin) = (w.carrier, w.number, w.flight_date, w.origin, w.cabin)
                                  and s.status = 'confirmed' and p.kind <> 'infant' and b.state in ('held', 'ticketed', 'changed')) s
          where w.seats > 0 or w.cabin <> 'premium'
          order by 1, 2, 3, 4, 5
         on conflict do nothing"
    );
    opened.execute(&mut *db).await?;
    let over = of_all!(
        r#"with w as (select * from unnest($1::text[], $2::integer[], $3::date[], $4::text[], $5::text[], $6::integer[])
                               with ordinality as w (carrier, number, flight_date, origin, cabin, wanted, place)),
                rows as (select k.*, w.wanted, w.place from flight_cabin k join w using (carrier, number, flight_date, origin, cabin)
                          order by k.carrier, k.number, k.flight_date, k.origin, k.cabin for update of k),
                fitted as (
                  update flight_cabin k set seats = greatest(r.wanted, r.sold + r.held + r.elsewhere), fitted = r.wanted
                    from rows r
                   where (k.carrier, k.number, k.flight_date, k.origin, k.cabin) = (r.carrier, r.number, r.flight_date, r.origin, r.cabin)
                     and (k.seats <> greatest(r.wanted, r.sold + r.held + r.elsewhere) or k.fitted is distinct from r.wanted))
           select place as "place!", sold + held + elsewhere as "taken!" from rows where sold + held + elsewhere > wanted order by 1"#
    );
    let over = over.fetch_all(db).await?;
    Ok(over.into_iter().filter_map(|row| Some((usize::try_from(row.place - 1).ok()?, row.taken))).collect())
}

/// Counts anew what bookings that came in or went have sold, in the transaction that wrote them. What was sold elsewhere beyond the
/// seats stands: nothing more is sold then.
///
/// # Errors
/// Those of the database.
pub async fn recount(db: &mut PgConnection, flights: &[(String, i32, Date, String)]) -> Result<()> {
    let column = |of: fn(&(String, i32, Date, String)) -> String| flights.iter().map(of).collect::<Vec<_>>();
    sqlx::query!(
        "with touched as (select distinct * from unnest($1::text[], $2::integer[], $3::date[], $4::text[]) as t (carrier, number, flight_date, origin)),
              rows as (select k.* from flight_cabin k join touched using (carrier, number, flight_date, origin)
                        order by k.carrier, k.number, k.flight_date, k.origin, k.cabin for update of k),
              counted as (select r.carrier, r.number, r.flight_date, r.origin, r.cabin,
                                 (select count(*) from segment s join booking b using (locator) join passenger p using (locator)
                                   where (s.carrier, s.number, s.flight_date, s.origin, s.cabin) = (r.carrier, r.number, r.flight_date, r.origin, r.cabin)
                                     and s.status = 'confirmed' and p.kind <> 'infant' and b.state in ('held', 'ticketed', 'changed'))::integer as sold
                            from rows r)
         update flight_cabin k set sold = c.sold, seats = greatest(k.seats, c.sold + k.held + k.elsewhere)
           from counted c
          where (k.carrier, k.number, k.flight_date, k.origin, k.cabin) = (c.carrier, c.number, c.flight_date, c.origin, c.cabin)
            and k.sold <> c.sold",
        &column(|(carrier, ..)| carrier.clone()),
        &flights.iter().map(|(_, number, ..)| *number).collect::<Vec<_>>(),
        &flights.iter().map(|(_, _, date, _)| date.to_sqlx()).collect::<Vec<_>>() as _,
        &column(|(.., origin)| origin.clone()),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Cabins seats move in or out of: carrier, number, day, origin and cabin of each.
#[derive(Debug, Clone, Default)]
pub(in crate::changes) struct Cabins(Vec<(String, i32, Date, String, Cabin)>);

impl Cabins {
    pub(in crate::changes) fn add(&mut self, (carrier, number, date, origin): (&str, i32, Date, &str), cabin: Cabin) {
        self.0.push((carrier.to_owned(), number, date, origin.to_owned(), cabin));
    }

    pub(in crate::changes) fn of(flights: &[Flight], cabin: Cabin) -> Self {
        let mut cabins = Self::default();
        for flight in flights {
            let designator = flight.key.designator;
            cabins.add((designator.carrier.as_str(), designator.number(), flight.key.date, &flight.origin), cabin);
        }
        cabins
    }

    /// In the one order everybody takes the rows in: that of the table's key.
    fn sorted(&self) -> Vec<(String, i32, Date, String, Cabin)> {
        let mut all = self.0.clone();
        all.sort_by(|one, other| {
            let key = |(carrier, number, date, origin, cabin): &(String, i32, Date, String, Cabin)| {
                (carrier.clone(), *number, *date, origin.clone(), cabin.as_str())
            };
            key(one).cmp(&key(other))
        });
        all
    }

    /// Adds to what is sold and held in each. False where a cabin has not so many seats left, or is not there.
    async fn add_seats(&self, tx: &mut PgConnection, sold: i32, held: i32) -> Result<bool> {
        for (carrier, number, date, origin, cabin) in &self.sorted() {
            // one row after the other, always in this order; what does not fit is refused by the row itself
            let moved = sqlx::query!(
                "update flight_cabin set sold = greatest(0, sold + $6), held = greatest(0, held + $7)
                  where (carrier, number, flight_date, origin, cabin) = ($1, $2, $3, $4, $5) and sold + held + elsewhere + $6 + $7 <= seats",
                carrier,
                number,
                date.to_sqlx() as _,
                origin,
                cabin.as_str(),
                sold,
                held,
            );
            if moved.execute(&mut *tx).await?.rows_affected() == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Holds their rows in the common order, before any of them is written.
    async fn lock(&self, tx: &mut PgConnection) -> Result<()> {
        for (carrier, number, date, origin, cabin) in &self.sorted() {
            sqlx::query!(
                "select seats from flight_cabin where (carrier, number, flight_date, origin, cabin) = ($1, $2, $3, $4, $5) for update",
                carrier,
                number,
                date.to_sqlx() as _,
                origin,
                cabin.as_str(),
            )
            .fetch_optional(&mut *tx)
            .await?;
        }
        Ok(())
    }
}

/// Seats a change keeps for so many people.
#[derive(Debug, Clone, Copy)]
pub(in crate::changes) struct Hold<'a> {
    pub change: Uuid,
    pub flights: &'a [Flight],
    pub cabin: Cabin,
    pub people: i32,
    /// Changes that give way to this one: what they keep goes back.
    pub instead_of: &'a [Uuid],
}

/// Keeps seats for a change.
///
/// # Errors
/// `Conflict` where one of the flights has not so many left.
pub(in crate::changes) async fn hold(tx: &mut PgConnection, hold: Hold<'_>) -> Result<()> {
    let cabins = Cabins::of(hold.flights, hold.cabin);
    let mut given_up = Vec::new();
    for change in hold.instead_of {
        given_up.extend(held(tx, *change).await?);
    }
    Cabins(cabins.0.iter().cloned().chain(given_up.iter().flat_map(|(cabins, _)| cabins.0.clone())).collect()).lock(tx).await?;
    for (cabins, seats) in given_up {
        cabins.add_seats(tx, 0, -seats).await?;
    }
    if hold.people == 0 {
        return Ok(());
    }
    if !cabins.add_seats(tx, 0, hold.people).await? {
        return Err(Error::Conflict("change-seat-lost"));
    }
    for (carrier, number, date, origin, cabin) in &cabins.0 {
        sqlx::query!(
            "insert into seat_hold (change_id, carrier, number, flight_date, origin, cabin, seats) values ($1, $2, $3, $4, $5, $6, $7)",
            hold.change,
            carrier,
            number,
            date.to_sqlx() as _,
            origin,
            cabin.as_str(),
            hold.people,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// What a change keeps, no longer kept; the cabins are still to be told, in the common order. Where another system keeps it, too, it is
/// told in the same step; what it has done already it needs not be told.
async fn held(tx: &mut PgConnection, change: Uuid) -> Result<Vec<(Cabins, i32)>> {
    let rows = sqlx::query!(
        "with told as (update reservation_order set todo = 'release', attempts = 0, next_attempt_at = '-infinity'
                        where change_id = $1 and state in ('wanted', 'held') and (todo is null or todo = 'hold'))
         delete from seat_hold where change_id = $1 returning carrier, number, flight_date, origin, cabin, seats",
        change
    );
    let rows = rows.fetch_all(tx).await?;
    let one = |row: (String, i32, Date, String, String, i32)| {
        let (carrier, number, date, origin, cabin, seats) = row;
        let cabin = Cabin::parse(&cabin).ok_or_else(|| Error::Internal(format!("unknown cabin {cabin}")))?;
        Ok((Cabins(vec![(carrier, number, date, origin, cabin)]), seats))
    };
    rows.into_iter().map(|row| one((row.carrier, row.number, row.flight_date.to_jiff(), row.origin, row.cabin, row.seats))).collect()
}

/// Gives back what a change keeps.
pub(in crate::changes) async fn release(tx: &mut PgConnection, change: Uuid) -> Result<()> {
    let kept = held(tx, change).await?;
    Cabins(kept.iter().flat_map(|(cabins, _)| cabins.0.clone()).collect()).lock(tx).await?;
    for (cabins, seats) in kept {
        cabins.add_seats(tx, 0, -seats).await?;
    }
    Ok(())
}

/// People leave the seats of some flights and take those the change has kept. Without a hold seats are taken as they are.
///
/// # Errors
/// `Conflict` where the seats are not there.
pub(in crate::changes) async fn move_seats(tx: &mut PgConnection, change: Uuid, from: &Cabins, to: &Cabins, people: i32) -> Result<()> {
    let kept = held(tx, change).await?;
    let both = Cabins([from.0.clone(), to.0.clone(), kept.iter().flat_map(|(cabins, _)| cabins.0.clone()).collect()].concat());
    both.lock(tx).await?;
    from.add_seats(tx, -people, 0).await?;
    for (cabins, seats) in kept {
        cabins.add_seats(tx, 0, -seats).await?;
    }
    if to.add_seats(tx, people, 0).await? { Ok(()) } else { Err(Error::Conflict("change-seat-lost")) }
}
