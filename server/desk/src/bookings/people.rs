//! Who is calling: passengers found while an agent talks to them.

use crate::flights::issuers;
use crate::{Error, PgPool, Result, audit};
use domain::booking::{BagTag, Locator, TicketNumber, name};
use domain::contact::EmailAddress;
use domain::locale::Locale;
use domain::rights::Viewer;
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use uuid::Uuid;

/// People shown; where there are more, another detail is asked for.
pub const MOST_PEOPLE: i64 = 20;
/// Telephone numbers are compared by their last digits: countries and trunks are written in many ways.
const PHONE_DIGITS: usize = 9;

/// A passenger somebody may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somebody {
    /// Row id.
    pub id: Uuid,
    /// Their booking.
    pub locator: String,
    /// Given and family name as the ticket has them.
    pub name: String,
    /// Where they are written to, unless it is an agency's: by e-mail, else by text message.
    pub email: Option<String>,
    /// The language of the booking.
    pub language: Locale,
    /// Their next flight, else their last: number, local date, origin and destination.
    pub flight: Option<(String, Date, String, String)>,
}

/// Passengers by locator, name in any script, e-mail address, telephone, bag tag or ticket; those who fly next come
/// first. One search is one row of the audit (I7).
///
/// # Errors
/// `SignInFirst` for anybody but staff; those of the database.
pub async fn find_people(db: &PgPool, viewer: &Viewer, now: Timestamp, asked: &str) -> Result<Vec<Somebody>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let asked: String = asked.trim().chars().take(100).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let known = issuers(db).await?;
    let tag = BagTag::parse_with(&asked, |carrier| known.of(carrier)).ok();
    let digits: String = asked.chars().filter(char::is_ascii_digit).collect();
    let phone = digits.len().checked_sub(PHONE_DIGITS).and_then(|from| digits.get(from..)).filter(|_| !asked.contains(char::is_alphabetic));
    let (locator, ticket, email) = (Locator::parse(&asked).ok(), TicketNumber::parse(&asked).ok(), EmailAddress::parse(&asked));
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"with hits as (
               select id from passenger where locator = $1
               union select id from passenger where family_keys && $2
               union select id from passenger where ticket_number = $3
               union select p.id from bag b join passenger p on p.locator = b.locator and p.position = b.passenger_position where b.tag = $4
               union select p.id from contact c join passenger p on p.locator = c.locator and p.position = coalesce(c.passenger_position, p.position)
                      where c.address = $5
               union select p.id from contact c join passenger p on p.locator = c.locator and p.position = coalesce(c.passenger_position, p.position)
                      where c.kind = 'phone' and right(regexp_replace(c.address, '[^0-9]', '', 'g'), 9) = $6)
           select p.id, p.locator, p.family_name, p.given_name, b.language,
                  (select c.address from contact c where c.locator = p.locator and not c.agency and (c.kind = 'email' or c.address like '+%')
                    order by c.kind, c.passenger_position nulls last limit 1) as email,
                  s.carrier as "carrier?", s.number as "number?", s.flight_date as "flight_date?: jiff_sqlx::Date", s.origin as "origin?", s.destination as "destination?"
             from hits join passenger p using (id) join booking b on b.locator = p.locator
             left join lateral (select carrier, number, flight_date, origin, destination from segment
                                 where locator = p.locator
                                 order by flight_date < $7::date, case when flight_date < $7::date then $7::date - flight_date else flight_date - $7::date end, position
                                 limit 1) s on true
            order by s.flight_date < $7::date, s.flight_date, p.locator, p.position
            limit $8"#,
        locator.as_ref().map(Locator::as_str),
        &name::keys(&asked, None),
        ticket.as_ref().map(TicketNumber::as_str),
        tag.as_ref().map(BagTag::as_str),
        email.as_ref().map(EmailAddress::as_str),
        phone,
        now.to_zoned(jiff::tz::TimeZone::UTC).date().to_sqlx() as _,
        MOST_PEOPLE,
    )
    .fetch_all(&mut *tx)
    .await?;
    let detail = json!({ "query": { "words": asked }, "count": rows.len() });
    audit::look(&mut tx, viewer, now, "search", "passenger", "", detail).await?;
    tx.commit().await?;
    let found = rows.into_iter().map(|row| Somebody {
        id: row.id,
        locator: row.locator,
        name: name::whole(&row.given_name, &row.family_name),
        email: row.email,
        language: Locale::from_tag(&row.language).unwrap_or_default(),
        flight: match (row.carrier, row.number, row.flight_date, row.origin, row.destination) {
            (Some(carrier), Some(number), Some(date), Some(origin), Some(destination)) => {
                Some((format!("{carrier} {number}"), date.to_jiff(), origin, destination))
            }
            _ => None,
        },
    });
    Ok(found.collect())
}
