//! The sample of a quarter: of those who have flown in it, in the first weeks of the next.

use super::invite::{Reason, answered, asking, consider, write_due};
use super::subject::fellow;
use crate::{PgPool, Result};
use domain::survey::{Occasion, letters};
use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// The sample is asked in the first days of the next quarter.
const ASKED_FOR: i32 = 14;
/// A landing of the last evening is known soon after.
const KNOWN_BY: SignedDuration = SignedDuration::from_hours(24);

/// Three months, by the calendar in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quarter {
    first: Date,
    /// The day after its last.
    until: Date,
}

impl Quarter {
    /// The quarter before an instant, in the first so many days of the next.
    pub(super) fn before(now: Timestamp, days: i32) -> Option<Self> {
        let today = now.to_zoned(TimeZone::UTC).date();
        let until = today.with().month(today.month() - (today.month() - 1) % 3).day(1).build().ok()?;
        if (today - until).get_days() >= days {
            return None;
        }
        Some(Self { first: until.checked_sub(jiff::Span::new().months(3)).ok()?, until })
    }

    /// Its first instant.
    pub(super) fn begin(self) -> Timestamp {
        instant(self.first)
    }

    /// When its last landing is known.
    pub(super) fn end(self) -> Timestamp {
        instant(self.until) + KNOWN_BY
    }

    /// What being asked about it begins with: `quarter:2026-4:`.
    fn prefix(self) -> String {
        format!("quarter:{}-{}:", self.first.year(), (self.first.month() + 2) / 3)
    }

    /// What it is kept under that somebody was asked about it.
    pub(super) async fn cause(self, db: &mut PgConnection, address: &str) -> Result<String> {
        let cause = sqlx::query_scalar!(r#"select $1::text || md5($2) as "cause!""#, self.prefix(), address);
        Ok(cause.fetch_one(db).await?)
    }
}

fn instant(day: Date) -> Timestamp {
    day.to_datetime(time(0, 0, 0, 0)).to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |at| at.timestamp())
}

/// The sample of a quarter: in its first two weeks, of those who have flown in the one before, each under their own address. Once a day is
/// enough.
///
/// # Errors
/// Those of the database.
pub async fn invite_quarter(db: &PgPool, now: Timestamp) -> Result<u64> {
    let Some((current, _)) = asking(db, Occasion::Quarter).await? else { return Ok(0) };
    let Some(quarter) = Quarter::before(now, ASKED_FOR) else { return Ok(0) };
    let prefix = quarter.prefix();
    let flown = sqlx::query_scalar!(
        r#"select count(distinct c.address) as "count!" from segment s join booking b on b.locator = s.locator and b.source = 'imported'
             join contact c on c.locator = s.locator and c.kind = 'email' and not c.agency
            where s.flight_date >= $1 and s.flight_date < $2 and s.status in ('confirmed', 'flown')"#,
        quarter.first.to_sqlx() as _,
        quarter.until.to_sqlx() as _,
    );
    let flown = u64::try_from(flown.fetch_one(db).await?).unwrap_or_default();
    // asked once in three months: what became of the letters of the quarter before
    let response = answered(db, now, &current, 2).await?;
    let needed = letters(u32::from(current.error.unsigned_abs()), flown, response);
    let asked = sqlx::query_scalar!(
        r#"select count(*) as "count!" from survey_cause where occasion = 'quarter' and outcome = 'invited' and starts_with(cause, $1)"#,
        prefix
    );
    let asked = u64::try_from(asked.fetch_one(db).await?).unwrap_or_default();
    let left = i64::try_from(needed.saturating_sub(asked)).unwrap_or_default();
    // in an order nobody has chosen, the same one every day
    let people = sqlx::query!(
        r#"select c.address, min(s.locator) as "locator!", $1 || md5(c.address) as "cause!"
             from segment s join booking b on b.locator = s.locator and b.source = 'imported'
             join contact c on c.locator = s.locator and c.kind = 'email' and not c.agency
            where s.flight_date >= $2 and s.flight_date < $3 and s.status in ('confirmed', 'flown')
              and not exists (select from survey_cause k where k.cause = $1 || md5(c.address))
            group by c.address order by md5($1 || c.address) limit $4"#,
        prefix,
        quarter.first.to_sqlx() as _,
        quarter.until.to_sqlx() as _,
        left,
    );
    for person in people.fetch_all(db).await? {
        let found = fellow(&mut *db.acquire().await?, &person.locator, std::slice::from_ref(&person.address), &[]).await?;
        if let Some(fellow) = found {
            consider(db, now, &current, &person.cause, Reason::Quarter(quarter, person.locator, fellow), 1_000).await?;
        }
    }
    write_due(db, now).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_quarter_before_is_asked_in_the_first_two_weeks() {
        let all = [
            (date(2027, 1, 1), Some(("quarter:2026-4:", date(2026, 10, 1), date(2027, 1, 1)))),
            (date(2027, 1, 14), Some(("quarter:2026-4:", date(2026, 10, 1), date(2027, 1, 1)))),
            (date(2027, 1, 15), None),
            (date(2026, 11, 22), None),
            (date(2026, 7, 3), Some(("quarter:2026-2:", date(2026, 4, 1), date(2026, 7, 1)))),
        ];
        for (today, expected) in all {
            let found = Quarter::before(instant(today), ASKED_FOR);
            let found = found.map(|quarter| (quarter.prefix(), quarter.first, quarter.until));
            assert_eq!(found, expected.map(|(name, from, until)| (name.to_owned(), from, until)), "{today}");
        }
    }
}
