//! Flights a change of plan waits for.

use super::Horizon;
use crate::Result;
use domain::flight::Designator;
use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use std::collections::HashSet;
use std::fmt;
use wire::schedule::{Mode, Series, Weekdays};

/// What stands before it where it is stored.
const FLIGHTS: &str = "flights:";

/// Any flight of a number on days of operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::telegrams) struct Awaited {
    flight: Designator,
    /// The days counted from here, those before `since` left out.
    from: Date,
    since: Date,
    to: Date,
    days: Weekdays,
    every: u8,
    utc: bool,
}

impl Awaited {
    pub(super) fn new(flight: Designator, series: Series, mode: Mode, horizon: Horizon) -> Self {
        let single = series.to == Some(series.from);
        let since = if single { series.from } else { series.from.max(horizon.first) };
        let to = series.to.map_or(horizon.last, |to| to.min(horizon.last));
        // the same weeks, counted from near enough
        let weeks = since.since((Unit::Day, series.from)).map_or(0, |span| i64::from(span.get_days()) / 14);
        let from = series.from.saturating_add((weeks * 14).days());
        Self { flight, from, since, to, days: series.days, every: series.every, utc: mode == Mode::Utc }
    }

    /// Reads what it writes.
    pub(in crate::telegrams) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix(FLIGHTS)?.split('/');
        let flight = parts.next()?.parse().ok()?;
        let mut day = || parts.next()?.parse::<Date>().ok();
        let (from, since, to) = (day()?, day()?, day()?);
        let days = Weekdays::parse(parts.next()?)?;
        let every = parts.next()?.parse().ok()?;
        Some(Self { flight, from, since, to, days, every, utc: parts.next()? == "utc" })
    }

    /// For staff.
    pub(in crate::telegrams) fn sentence(&self) -> String {
        if self.from == self.to {
            return format!("flight {}/{} is not known here yet", self.flight, self.to);
        }
        format!("no flight {} from {} to {} on days {} is known here yet", self.flight, self.since, self.to, self.days)
    }
}

/// What a message waits for, as it is stored.
impl fmt::Display for Awaited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { flight, from, since, to, days, every, utc } = self;
        write!(f, "{FLIGHTS}{flight}/{from}/{since}/{to}/{days}/{every}/{}", if *utc { "utc" } else { "local" })
    }
}

/// Of these, those that are still waited for.
pub(in crate::telegrams) async fn unknown(tx: &mut PgConnection, awaited: &HashSet<Awaited>) -> Result<HashSet<Awaited>> {
    let all: Vec<Awaited> = awaited.iter().copied().collect();
    let column = |of: fn(&Awaited) -> Date| all.iter().map(|one| of(one).to_sqlx()).collect::<Vec<_>>();
    let missing = sqlx::query_scalar!(
        r#"select wanted.place as "place!"
             from unnest($1::text[], $2::integer[], $3::date[], $4::date[], $5::date[], $6::text[], $7::integer[], $8::boolean[])
                  with ordinality as wanted (carrier, number, first, since, last, days, every, utc, place)
            where not exists (
                select from flight f
                 cross join lateral (
                         select case when wanted.utc then coalesce((f.plan #>> '{day,utc}')::date, (f.scheduled_out at time zone 'UTC')::date)
                                     else coalesce((f.plan #>> '{day,local}')::date, f.flight_date) end as day) d
                 where f.carrier = wanted.carrier and f.number = wanted.number
                   and f.flight_date between wanted.since - 4 and wanted.last + 4 and d.day between wanted.since and wanted.last
                   and strpos(wanted.days, extract(isodow from d.day)::text) > 0 and (d.day - wanted.first) / 7 % wanted.every = 0)"#,
        &all.iter().map(|one| one.flight.carrier.to_string()).collect::<Vec<_>>(),
        &all.iter().map(|one| one.flight.number()).collect::<Vec<_>>(),
        &column(|one| one.from) as _,
        &column(|one| one.since) as _,
        &column(|one| one.to) as _,
        &all.iter().map(|one| one.days.to_string()).collect::<Vec<_>>(),
        &all.iter().map(|one| i32::from(one.every.max(1))).collect::<Vec<_>>(),
        &all.iter().map(|one| one.utc).collect::<Vec<_>>(),
    );
    let missing = missing.fetch_all(tx).await?;
    Ok(missing.into_iter().filter_map(|place| all.get(usize::try_from(place - 1).ok()?).copied()).collect())
}
