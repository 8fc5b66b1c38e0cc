//! A report about a bag: a case of its own, with the reference airlines share, tied to bag and trip (BAG-3).

use super::another::made_with;
use crate::access::{Identified, identified};
use crate::cases::{self, Begun, New, Opening};
use crate::files::Chosen;
use crate::{Error, PgPool, Result, audit};
use domain::bag::description::{Contents, Description};
use domain::bag::{Damage, Pir, Problem};
use domain::booking::{BagTag, IdentityCheck, Locator, name};
use domain::case::{Channel, Kind};
use domain::rights::{Viewer, Who, may_act_for_passengers, may_prove_trip, may_see_bag};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Reports about one bag are taken one after the other.
const ONE_BAG: i32 = 4_600;

/// What is told of a bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// What is wrong.
    pub problem: Problem,
    /// The airport where it came, or should have come.
    pub station: String,
    /// Its tag, where its number is known.
    pub tag: Option<BagTag>,
    /// The booking it was checked in with, for us: its case names it only to who has it open.
    pub booking: Option<String>,
    /// What it looks like.
    pub description: Option<Description>,
    /// What is broken.
    pub damage: Option<Damage>,
    /// The report of another bag it is made together with.
    pub beside: Option<Pir>,
    /// The maker's name on it.
    pub brand: String,
    /// What else is on it.
    pub marks: String,
    /// What is in it, by sort.
    pub contents: Vec<Contents>,
    /// What is in it, in words.
    pub inside: String,
    /// Where and when it was last seen, or what happened.
    pub seen: String,
    /// Where they stay now.
    pub here: String,
    /// Until when.
    pub here_until: Option<Date>,
    /// At home.
    pub home: String,
    /// For the courier.
    pub telephone: String,
    /// The day it came or should have come.
    pub expected_on: Date,
}

/// A report about to be made, with the case it is.
#[derive(Debug, Clone)]
pub struct Filing {
    /// What is told.
    pub reported: Reported,
    /// The case: name, address, language, words; its subject gets the reference.
    pub new: New,
    /// What was staged for it.
    pub files: Chosen,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filed {
    /// It is open: the reference of its case.
    Open(String),
    /// The same bag is reported already.
    Already {
        /// Under this reference.
        pir: Pir,
        /// Its case, where the viewer may see it.
        case: Option<String>,
    },
}

/// Makes a report; `house` is the airline it is made to. Staff make it for a passenger: where it is about a booking, for one they have
/// identified. The same `key` again answers with the case of the first time, another report of the same bag with the one that is open.
///
/// # Errors
/// `Invalid` names each field (those of [`New`], and `bag` where the bag is not open here); `NotFound` for a booking not opened here or no
/// session; `Forbidden` and `VerifyFirst` for staff; those of the database.
pub async fn file(db: &PgPool, viewer: &Viewer, now: Timestamp, key: Uuid, house: &str, filing: Filing) -> Result<Filed> {
    let Filing { mut reported, mut new, files } = filing;
    new.kind = Kind::Baggage;
    new.topic = reported.problem.topic();
    new.bag_tag = reported.tag.as_ref().map(|tag| tag.as_str().to_owned()).unwrap_or_default();
    let mut tx = db.begin().await?;
    let booked = match &reported.tag {
        Some(tag) => {
            sqlx::query_scalar!("select locator from bag where substr(tag, 2) = $1 limit 1", tag.bag()).fetch_optional(&mut *tx).await?
        }
        None => None,
    };
    reported.booking = new.locator.clone().or(booked);
    let by = allowed(&mut tx, viewer, now, &reported, &mut new).await?;
    if let Some(first) = reported.beside.take() {
        reported.beside = made_with(&mut tx, viewer, first.as_str()).await?;
    }
    if let Some(tag) = &reported.tag {
        // whoever reports the same bag waits here, and then finds it reported
        sqlx::query!("select pg_advisory_xact_lock($1, hashtext($2))", ONE_BAG, tag.bag()).execute(&mut *tx).await?;
        let open = sqlx::query!(
            "select r.pir, f.reference from baggage_report r join case_file f on f.id = r.case_id
              where r.bag = $1 and r.problem = $2 and r.stage in ('open', 'found', 'on-its-way', 'out-for-delivery')",
            tag.bag(),
            reported.problem.as_str(),
        );
        if let Some(open) = open.fetch_optional(&mut *tx).await? {
            // pressed twice: the first press, which has just been done, is the answer
            if let Some(reference) = cases::opened_with(db, viewer, key).await? {
                return Ok(Filed::Open(reference));
            }
            let pir = open.pir.parse().map_err(|()| Error::Internal(format!("no reference of a report: {}", open.pir)))?;
            let case = cases::reads(&mut tx, viewer, &open.reference).await?.then_some(open.reference);
            return Ok(Filed::Already { pir, case });
        }
    }
    let pir = number(&mut tx, &reported.station, house).await?;
    new.subject = format!("{} · {pir}", new.subject);
    let person = new.name.clone();
    let begun = cases::begin(&mut tx, viewer, now, key, Opening { new, files }, by.as_ref()).await?;
    let file = match begun {
        Begun::First(file) => file,
        // the number it would have had goes back with everything else
        Begun::Again(reference) => return Ok(Filed::Open(reference)),
    };
    let flight = file.flight.as_ref().map(|(carrier, number, date)| (carrier.as_str(), *number, *date));
    store(&mut tx, now, &pir, file.id, &person, &reported, flight).await?;
    audit::look(&mut tx, viewer, now, "bag_reported", "case", &file.reference, json!({ "pir": pir.as_str() })).await?;
    cases::settle(&mut tx, key, &file.reference).await?;
    tx.commit().await?;
    Ok(Filed::Open(file.reference))
}

/// Judges whether the viewer may report this bag, in a case about this booking. Answers with whom staff act for.
async fn allowed(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, reported: &Reported, new: &mut New) -> Result<Option<Identified>> {
    match &viewer.who {
        Who::Public(_) => {
            if new.locator.as_ref().is_some_and(|locator| !may_prove_trip(viewer, locator)) {
                return Err(Error::NotFound);
            }
            let open = new.locator.as_deref().into_iter().collect::<Vec<_>>();
            if reported.tag.as_ref().is_some_and(|tag| !may_see_bag(viewer, tag.bag(), &open)) {
                return Err(Error::invalid("bag", "report-bag-again"));
            }
            Ok(None)
        }
        Who::Staff(_) if may_act_for_passengers(viewer) => {
            new.locator.clone_from(&reported.booking);
            let Some(locator) = new.locator.as_deref() else { return Ok(None) };
            let locator = Locator::parse(locator).map_err(|_| Error::NotFound)?;
            let known = identified(tx, viewer, now, &locator).await?;
            known.map(Some).ok_or_else(|| Error::VerifyFirst { locator: locator.to_string() })
        }
        Who::Staff(_) | Who::Machine(_) | Who::System => Err(Error::Forbidden),
    }
}

/// How staff spoke with whom they report for: face to face where they have seen a document.
pub(crate) fn spoken(by: Option<&Identified>) -> Channel {
    if by.is_some_and(|by| by.how == IdentityCheck::Document) { Channel::Counter } else { Channel::Phone }
}

/// The next reference of a station; numbers come round again after a hundred thousand, those in use are passed over.
async fn number(tx: &mut PgConnection, station: &str, house: &str) -> Result<Pir> {
    for _ in 0..100 {
        let last = sqlx::query_scalar!(
            "insert into baggage_number (station, carrier, last) values ($1, $2, 10001)
             on conflict (station, carrier) do update set last = (baggage_number.last + 1) % 100000 returning last",
            station,
            house,
        );
        let last = last.fetch_one(&mut *tx).await?;
        let pir = Pir::new(station, house, u32::try_from(last).unwrap_or_default());
        let pir = pir.ok_or_else(|| Error::invalid("airport", "report-airport-unknown"))?;
        let used = sqlx::query_scalar!(r#"select exists (select from baggage_report where pir = $1) as "used!""#, pir.as_str());
        if !used.fetch_one(&mut *tx).await? {
            return Ok(pir);
        }
    }
    Err(Error::Internal(format!("no free reference at {station}")))
}

async fn store(
    tx: &mut PgConnection,
    now: Timestamp,
    pir: &Pir,
    case: i64,
    person: &str,
    reported: &Reported,
    flight: Option<(&str, i32, Date)>,
) -> Result<()> {
    let passenger = sqlx::query_scalar!(
        r#"select p.family_keys from bag b join passenger p on p.locator = b.locator and p.position = b.passenger_position
            where substr(b.tag, 2) = $1 limit 1"#,
        reported.tag.as_ref().map(BagTag::bag),
    );
    let keys = passenger
        .fetch_optional(&mut *tx)
        .await?
        .unwrap_or_else(|| person.split_whitespace().next_back().map_or_else(Vec::new, |family| name::keys(family, None)));
    let contents: Vec<String> = reported.contents.iter().map(|sort| sort.as_str().to_owned()).collect();
    let broken = reported.damage.iter().flat_map(|damage| &damage.parts);
    let parts: Vec<String> = broken.map(|part| part.as_str().to_owned()).collect();
    sqlx::query!(
        "insert into baggage_report (pir, case_id, problem, station, tag, locator, carrier, number, flight_date, family_keys, descriptor, brand,
                marks, contents, inside, seen, here, here_until, home, telephone, expected_on, opened_at, told_at, look_at,
                damage_parts, damage_severity, beside)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $22, $22::timestamptz + interval '1 day',
                $23, $24, $25)",
        pir.as_str(),
        case,
        reported.problem.as_str(),
        reported.station,
        reported.tag.as_ref().map(BagTag::as_str),
        reported.booking,
        flight.map(|(carrier, _, _)| carrier),
        flight.map(|(_, number, _)| number),
        flight.map(|(_, _, date)| date.to_sqlx()) as _,
        &keys,
        reported.description.as_ref().map(ToString::to_string),
        reported.brand,
        reported.marks,
        &contents,
        reported.inside,
        reported.seen,
        reported.here,
        reported.here_until.map(ToSqlx::to_sqlx) as _,
        reported.home,
        reported.telephone,
        reported.expected_on.to_sqlx() as _,
        now.to_sqlx() as _,
        &parts,
        reported.damage.as_ref().map(|damage| damage.severity.as_str()),
        reported.beside.as_ref().map(Pir::as_str),
    )
    .execute(tx)
    .await?;
    Ok(())
}
