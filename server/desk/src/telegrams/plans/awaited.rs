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

/// Any flight of a number on days of operation; where some of the days are known, one more of them.
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
    /// How many of the days are known already.
    known: u16,
}

impl Awaited {
    pub(super) fn new(flight: Designator, series: Series, mode: Mode, horizon: Horizon) -> Self {
        let single = series.to == Some(series.from);
        let since = if single { series.from } else { series.from.max(horizon.first) };
        let to = series.to.map_or(horizon.last, |to| to.min(horizon.last));
        // the same weeks, counted from near enough
        let weeks = since.since((Unit::Day, series.from)).map_or(0, |span| i64::from(span.get_days()) / 14);
        let from = series.from.saturating_add((weeks * 14).days());
        Self { flight, from, since, to, days: series.days, every: series.every, utc: mode == Mode::Utc, known: 0 }
    }

    /// The rest of these days, where so many are known.
    pub(super) fn beyond(self, known: usize) -> Self {
        Self { known: u16::try_from(known).unwrap_or(u16::MAX), ..self }
    }

    /// Reads what it writes.
    pub(in crate::telegrams) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix(FLIGHTS)?.split('/');
        let flight = parts.next()?.parse().ok()?;
        let mut day = || parts.next()?.parse::<Date>().ok();
        let (from, since, to) = (day()?, day()?, day()?);
        let days = Weekdays::parse(parts.next()?)?;
        let every = parts.next()?.parse().ok()?;
        let utc = parts.next()? == "utc";
        // written where some are known only
        let known = parts.next().and_then(|known| known.parse().ok()).unwrap_or_default();
        Some(Self { flight, from, since, to, days, every, utc, known })
    }

    /// For staff.
    pub(in crate::telegrams) fn sentence(&self) -> String {
        if self.from == self.to {
            return format!("flight {}/{} is not known here yet", self.flight, self.to);
        }
        let Self { flight, since, to, days, .. } = self;
        match self.known {
            0 => format!("no flight {flight} from {since} to {to} on days {days} is known here yet"),
            1 => format!(
                "done for the one day from {since} to {to} on days {days} on which flight {flight} is known here; the others are waited for"
            ),
            known => format!(
                "done for the {known} days from {since} to {to} on days {days} on which flight {flight} is known here; the others are waited for"
            ),
        }
    }
}

/// What a message waits for, as it is stored.
impl fmt::Display for Awaited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { flight, from, since, to, days, every, utc, known } = self;
        write!(f, "{FLIGHTS}{flight}/{from}/{since}/{to}/{days}/{every}/{}", if *utc { "utc" } else { "local" })?;
        if *known == 0 { Ok(()) } else { write!(f, "/{known}") }
    }
}

/// Of these, those that are still waited for.
pub(in crate::telegrams) async fn unknown(tx: &mut PgConnection, awaited: &HashSet<Awaited>) -> Result<HashSet<Awaited>> {
    let all: Vec<Awaited> = awaited.iter().copied().collect();
    let column = |of: fn(&Awaited) -> Date| all.iter().map(|one| of(one).to_sqlx()).collect::<Vec<_>>();
    let missing = sqlx::query_scalar!(
        r#"select wanted.place as "place!"
             from unnest($1::text[], $2::integer[], $3::date[], $4::date[], $5::date[], $6::text[], $7::integer[], $8::boolean[],
                         $9::integer[])
                  with ordinality as wanted (carrier, number, first, since, last, days, every, utc, known, place)
            where wanted.known >= (
                select count(distinct d.day) from flight f
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
        &all.iter().map(|one| i32::from(one.known)).collect::<Vec<_>>(),
    );
    let missing = missing.fetch_all(tx).await?;
    Ok(missing.into_iter().filter_map(|place| all.get(usize::try_from(place - 1).ok()?).copied()).collect())
}
