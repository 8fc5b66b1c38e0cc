//! What somebody can be asked about: a flight they have taken, a case that was closed, a change of their trip. Read from what is kept
//! of it, with everything reports go by.

use super::answer::Current;
use super::stored;
use crate::Result;
use domain::contact::fold;
use domain::locale::Locale;
use domain::policy::HUB_ZONE;
use domain::rights::Viewer;
use domain::survey::{Facts, OPEN_FOR, Occasion};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody, and what happened.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) occasion: Occasion,
    /// Names what happened; nobody is asked twice about it.
    pub(super) cause: String,
    /// When it happened.
    pub(super) at: Timestamp,
    /// Folded address.
    pub(super) person: Option<String>,
    pub(super) locale: Locale,
    zone: Option<String>,
    facts: Facts,
    locator: Option<String>,
    case_id: Option<i64>,
    change_id: Option<Uuid>,
    flight: Option<(String, i32, Date)>,
    ends: Option<(String, String)>,
    department: Option<String>,
}

impl Subject {
    /// The time zone they are in.
    pub(super) fn zone(&self) -> TimeZone {
        let named = self.zone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
        named.or_else(|| TimeZone::get(HUB_ZONE).ok()).unwrap_or(TimeZone::UTC)
    }

    /// The same somebody, asked about a quarter instead of their last flight in it.
    pub(super) fn of_quarter(self, cause: String) -> Self {
        Self { occasion: Occasion::Quarter, cause, ..self }
    }

    /// The same thing, asked of this person of the booking instead of whom it is written to first.
    pub(super) fn told_by(mut self, fellow: Fellow) -> Self {
        self.facts.name = fellow.name;
        Self { person: fellow.person, ..self }
    }

    /// The same thing, asked of whoever has proved who they are: what one has begun to say of a trip, those who travel along neither read
    /// nor send. None where nobody knows which of the booking they are.
    pub(super) async fn asked_of(mut self, tx: &mut PgConnection, viewer: &Viewer) -> Result<Option<Self>> {
        let (Some(grants), Some(locator)) = (viewer.grants(), self.locator.clone()) else { return Ok(None) };
        if self.person.as_ref().is_some_and(|person| grants.contacts.contains(&fold(person))) {
            return Ok(Some(self));
        }
        let Some(fellow) = fellow(tx, &locator, &grants.contacts, &grants.passengers).await? else { return Ok(None) };
        self.cause = format!("{}:{}", self.cause, fellow.key);
        Ok(Some(self.told_by(fellow)))
    }
}

/// Somebody of a booking.
#[derive(Debug, Clone)]
pub(super) struct Fellow {
    /// Names them among those of the booking, and says nothing about them.
    key: String,
    /// The e-mail address they have proved, or are written to at.
    person: Option<String>,
    /// Given name.
    name: Option<String>,
}

/// Who of a booking has one of these addresses, or is one of these passengers.
pub(super) async fn fellow(tx: &mut PgConnection, locator: &str, addresses: &[String], passengers: &[String]) -> Result<Option<Fellow>> {
    let by_address = sqlx::query!(
        r#"select c.kind, c.address, md5(c.address) as "key!", p.given_name as "given_name?"
             from contact c
             left join lateral (select given_name from passenger where locator = c.locator and position = coalesce(c.passenger_position, position)
                                 order by position limit 1) p on true
            where c.locator = $1 and c.address = any($2) and not c.agency order by c.kind, c.passenger_position nulls first, c.id limit 1"#,
        locator,
        addresses,
    );
    if let Some(row) = by_address.fetch_optional(&mut *tx).await? {
        let person = Some(row.address).filter(|_| row.kind == "email");
        return Ok(Some(Fellow { key: row.key, person, name: row.given_name }));
    }
    let by_name = sqlx::query!(
        r#"select id, given_name from passenger where locator = $1 and id::text = any($2) order by position limit 1"#,
        locator,
        passengers,
    );
    let row = by_name.fetch_optional(tx).await?;
    Ok(row.map(|row| Fellow { key: row.id.to_string(), person: None, name: Some(row.given_name) }))
}

/// Writes an invitation down; none where somebody was invited for the same already.
pub(super) async fn invite(
    tx: &mut PgConnection,
    now: Timestamp,
    subject: &Subject,
    current: &Current,
    send_at: Option<Timestamp>,
) -> Result<Option<Uuid>> {
    let id = Uuid::now_v7();
    let (carrier, number, date) =
        subject.flight.clone().map_or((None, None, None), |(carrier, number, date)| (Some(carrier), Some(number), Some(date)));
    let (origin, destination) = subject.ends.clone().unzip();
    let zone = subject.zone();
    let written = sqlx::query!(
        "insert into survey_invitation (id, survey, version, occasion, cause, person, locale, facts, created_at, send_at, expires_at, locator,
                                        case_id, change_id, carrier, number, flight_date, origin, destination, tier, cabin, department,
                                        case_kind, delay, zone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
         on conflict (cause) do nothing",
        id,
        current.survey,
        current.version,
        subject.occasion.as_str(),
        subject.cause,
        subject.person.as_deref().map(fold),
        subject.locale.tag(),
        stored(&subject.facts)?,
        now.to_sqlx() as _,
        send_at.map(ToSqlx::to_sqlx) as _,
        (send_at.unwrap_or(now) + OPEN_FOR).to_sqlx() as _,
        subject.locator,
        subject.case_id,
        subject.change_id,
        carrier,
        number,
        date.map(ToSqlx::to_sqlx) as _,
        origin,
        destination,
        subject.facts.tier,
        subject.facts.cabin,
        subject.department,
        subject.facts.case,
        subject.facts.delay.and_then(|minutes| i32::try_from(minutes).ok()),
        zone.iana_name(),
    );
    Ok((written.execute(tx).await?.rows_affected() > 0).then_some(id))
}

/// The flight of a booking that landed last, since an instant.
pub(super) async fn flown(tx: &mut PgConnection, now: Timestamp, since: Timestamp, locator: &str) -> Result<Option<Subject>> {
    let row = sqlx::query!(
        r#"select s.carrier, s.number, s.flight_date, s.origin, s.destination, s.cabin, b.language, r.at as "at!", f.scheduled_in,
                  a.zone as "zone?", p.given_name as "given_name?", c.address as "address?",
                  (select t.tier from passenger t where t.locator = b.locator and t.tier is not null order by t.position limit 1) as tier
             from segment s
             join booking b on b.locator = s.locator
             join flight f on f.carrier = s.carrier and f.number = s.number and f.flight_date = s.flight_date and f.origin = s.origin
             join flight_report r on r.flight_id = f.id and r.kind in ('landed', 'on_block') and r.known_at <= $2 and r.known_at > $3 and r.at is not null
             left join airport a on a.iata = s.destination
             left join lateral (select given_name from passenger where locator = b.locator order by position limit 1) p on true
             left join lateral (select address from contact where locator = b.locator and kind = 'email' and not agency
                                 order by passenger_position nulls first, id limit 1) c on true
            where s.locator = $1 and s.status in ('confirmed', 'flown')
              -- who goes on from there within a day is asked at the end
              and not exists (select from segment n where n.locator = s.locator and n.position > s.position
                                 and n.flight_date <= s.flight_date + 1 and n.status in ('confirmed', 'flown'))
            order by r.known_at desc, (r.kind = 'on_block') desc limit 1"#,
        locator,
        now.to_sqlx() as _,
        since.to_sqlx() as _,
    );
    let Some(row) = row.fetch_optional(tx).await? else { return Ok(None) };
    let (date, at) = (row.flight_date.to_jiff(), row.at.to_jiff());
    let facts = Facts {
        name: row.given_name,
        flight: Some(format!("{} {}", row.carrier, row.number)),
        route: Some(format!("{}–{}", row.origin, row.destination)),
        tier: row.tier,
        cabin: Some(row.cabin),
        delay: Some(at.duration_since(row.scheduled_in.to_jiff()).as_mins()),
        ..Facts::default()
    };
    Ok(Some(Subject {
        occasion: Occasion::Flight,
        cause: format!("flight:{}{}:{date}:{locator}", row.carrier, row.number),
        at,
        person: row.address,
        locale: Locale::from_tag(&row.language).unwrap_or_default(),
        zone: row.zone,
        facts,
        locator: Some(locator.to_owned()),
        case_id: None,
        change_id: None,
        flight: Some((row.carrier, row.number, date)),
        ends: Some((row.origin, row.destination)),
        department: None,
    }))
}

/// A case that is closed.
pub(super) async fn closed(tx: &mut PgConnection, case: i64) -> Result<Option<Subject>> {
    let row = sqlx::query!(
        r#"select f.reference, f.kind, f.department, f.language, f.person_name, f.opener_address, f.locator, f.carrier, f.number, f.flight_date,
                  f.closed_at as "closed_at!", s.origin as "origin?", s.destination as "destination?", s.cabin as "cabin?",
                  (select t.tier from passenger t where t.locator = f.locator and t.tier is not null order by t.position limit 1) as tier
             from case_file f
             left join lateral (select origin, destination, cabin from segment where locator = f.locator
                                 order by (carrier = f.carrier and number = f.number and flight_date = f.flight_date) desc nulls last, position limit 1) s on true
            where f.id = $1 and f.status = 'closed' and f.closed_at is not null"#,
        case,
    );
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(None) };
    let zone = zone_at(tx, row.locator.as_deref(), row.closed_at.to_jiff()).await?;
    let flight = row.carrier.zip(row.number).zip(row.flight_date).map(|((carrier, number), date)| (carrier, number, date.to_jiff()));
    let facts = Facts {
        name: Some(row.person_name).filter(|name| !name.is_empty()),
        flight: flight.as_ref().map(|(carrier, number, _)| format!("{carrier} {number}")),
        reference: Some(row.reference.clone()),
        route: row.origin.as_ref().zip(row.destination.as_ref()).map(|(from, to)| format!("{from}–{to}")),
        tier: row.tier,
        cabin: row.cabin,
        case: Some(row.kind),
        ..Facts::default()
    };
    Ok(Some(Subject {
        occasion: Occasion::Case,
        cause: format!("case:{}", row.reference),
        at: row.closed_at.to_jiff(),
        // an address of a mobile number gets no letter with a button to leave
        person: row.opener_address.filter(|address| address.contains('@')),
        locale: Locale::from_tag(&row.language).unwrap_or_default(),
        zone,
        facts,
        locator: row.locator,
        case_id: Some(case),
        change_id: None,
        flight,
        ends: row.origin.zip(row.destination),
        department: Some(row.department),
    }))
}

/// Where somebody is by their booking: where they landed last, else where they begin.
async fn zone_at(tx: &mut PgConnection, locator: Option<&str>, at: Timestamp) -> Result<Option<String>> {
    let zone = sqlx::query_scalar!(
        "select a.zone from segment n
           left join flight g on g.carrier = n.carrier and g.number = n.number and g.flight_date = n.flight_date and g.origin = n.origin
                             and n.status in ('confirmed', 'flown') and g.scheduled_in <= $2
           join airport a on a.iata = case when g.id is null then n.origin else n.destination end
          where n.locator = $1 order by g.scheduled_in desc nulls last, n.position limit 1",
        locator,
        at.to_sqlx() as _,
    );
    Ok(zone.fetch_optional(tx).await?)
}

/// A change or cancellation that is done.
pub(super) async fn changed(tx: &mut PgConnection, change: Uuid) -> Result<Option<Subject>> {
    let row = sqlx::query!(
        r#"select t.action, t.done_at as "done_at!", b.locator, b.language, p.given_name as "given_name?", c.address as "address?",
                  s.carrier as "carrier?", s.number as "number?", s.flight_date as "flight_date?", s.origin as "origin?",
                  s.destination as "destination?", s.cabin as "cabin?",
                  (select m.tier from passenger m where m.locator = b.locator and m.tier is not null order by m.position limit 1) as tier
             from trip_change t
             join booking b on b.locator = coalesce(t.became, t.locator)
             left join lateral (select given_name from passenger where locator = b.locator order by position limit 1) p on true
             left join lateral (select address from contact where locator = b.locator and kind = 'email' and not agency
                                 order by passenger_position nulls first, id limit 1) c on true
             left join lateral (select * from segment where locator = b.locator order by position limit 1) s on true
            where t.id = $1 and t.state = 'done' and t.done_at is not null"#,
        change,
    );
    let Some(row) = row.fetch_optional(&mut *tx).await? else { return Ok(None) };
    let zone = zone_at(tx, Some(&row.locator), row.done_at.to_jiff()).await?;
    let flight = row.carrier.zip(row.number).zip(row.flight_date).map(|((carrier, number), date)| (carrier, number, date.to_jiff()));
    let facts = Facts {
        name: row.given_name,
        flight: flight.as_ref().map(|(carrier, number, _)| format!("{carrier} {number}")),
        route: row.origin.as_ref().zip(row.destination.as_ref()).map(|(from, to)| format!("{from}–{to}")),
        tier: row.tier,
        cabin: row.cabin,
        change: Some(row.action),
        ..Facts::default()
    };
    Ok(Some(Subject {
        occasion: Occasion::Change,
        cause: format!("change:{change}"),
        at: row.done_at.to_jiff(),
        person: row.address,
        locale: Locale::from_tag(&row.language).unwrap_or_default(),
        zone,
        facts,
        locator: Some(row.locator),
        case_id: None,
        change_id: Some(change),
        flight,
        ends: row.origin.zip(row.destination),
        department: None,
    }))
}
