//! A bag that was found is brought: when and where its owner chooses, handed over against their code (BAG-7).

use super::step::{Locked, Said, lock, told};
use crate::access::{self, network_key};
use crate::cases;
use crate::flights::airport;
use crate::{Error, PgPool, Result, audit};
use domain::bag::description::Description;
use domain::bag::{Pir, Stage, Window};
use domain::policy::{DELIVERIES_PER_NETWORK, DELIVERY_TRIES};
use domain::rights::Viewer;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use std::net::IpAddr;

/// How a step is called by which nothing but the hour of delivery changes.
pub const CHOSEN: &str = "window";

/// What is known of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivering {
    /// Windows that can be chosen now.
    pub offered: Vec<Window>,
    /// The one chosen.
    pub window: Option<Window>,
    /// Which address: `here` or `home`.
    pub to: String,
    /// Where they stay, and at home.
    pub addresses: [String; 2],
    /// What they tell the courier; for them alone.
    pub code: Option<String>,
}

/// What a courier takes along.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// `EWRLD12345`.
    pub pir: Pir,
    /// The bag's tag.
    pub tag: Option<String>,
    /// What it looks like.
    pub looks: Option<Description>,
    /// Brand and marks.
    pub marks: String,
    /// To whom.
    pub name: String,
    /// Where.
    pub address: String,
    /// Where they stay is good until then.
    pub until: Option<Date>,
    /// Their telephone.
    pub telephone: String,
    /// When.
    pub window: Option<Window>,
}

/// What can be chosen of a delivery, and what its owner has chosen. Whoever asks has the case open; the code is for its passenger.
///
/// # Errors
/// Those of the database.
pub async fn delivering(db: &PgPool, now: Timestamp, case: i64) -> Result<Delivering> {
    let row = sqlx::query!(
        "select stage, station, delivery_window, deliver_to, here, home, delivery_code from baggage_report where case_id = $1",
        case
    );
    let Some(row) = row.fetch_optional(db).await? else { return Ok(Delivering::default()) };
    let open = matches!(Stage::parse(&row.stage), Some(Stage::Found | Stage::OnItsWay));
    let offered = if open { Window::offered(now, &zone(db, &row.station).await?) } else { Vec::new() };
    let code = row.delivery_code.filter(|_| row.stage == Stage::OutForDelivery.as_str());
    Ok(Delivering {
        offered,
        window: row.delivery_window.as_deref().and_then(Window::parse),
        to: row.deliver_to.unwrap_or_default(),
        addresses: [row.here, row.home],
        code,
    })
}

async fn zone(db: &PgPool, station: &str) -> Result<TimeZone> {
    match airport(db, station).await {
        Ok(airport) => airport.time_zone(),
        Err(Error::NotFound) => Ok(TimeZone::UTC),
        Err(error) => Err(error),
    }
}

/// The passenger, or staff for them, chooses when and where the bag is brought; until a courier has it, as often as they like.
///
/// # Errors
/// `Invalid` for `window` and `to`; `Conflict` once it is on its way to them; those of a case.
pub async fn choose_window(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str, window: &str, to: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let mut file = cases::opened_by(&mut tx, viewer, reference).await?;
    let report = lock(&mut tx, file.id).await?;
    if !matches!(report.stage, Stage::Found | Stage::OnItsWay) {
        return Err(Error::Conflict("bag-window-late"));
    }
    let offered = Window::offered(now, &zone(db, &report.station).await?);
    let chosen = Window::parse(window).filter(|window| offered.contains(window));
    let chosen = chosen.ok_or_else(|| Error::invalid("window", "bag-window-missing"))?;
    let there = sqlx::query_scalar!(
        r#"select (case $2::text when 'here' then here when 'home' then home else '' end) <> '' as "there!" from baggage_report where id = $1"#,
        report.id,
        to
    );
    if !there.fetch_one(&mut *tx).await? {
        return Err(Error::invalid("to", "bag-window-address"));
    }
    sqlx::query!("update baggage_report set delivery_window = $2, deliver_to = $3 where id = $1", report.id, chosen.to_string(), to)
        .execute(&mut *tx)
        .await?;
    let (first, last) = chosen.part.hours();
    let words = format!("{} {first}:00–{last}:00", chosen.day);
    let airport = report.station.clone();
    let said = Said { stage: report.stage, named: Some(CHOSEN), airport: &airport, words: &words, day: None, by: None };
    told(&mut tx, &mut file, &report, now, said).await?;
    tx.commit().await?;
    Ok(())
}

/// The code its owner tells the courier: made when the bag goes out, another one each time.
pub(super) async fn with_code(tx: &mut PgConnection, report: &Locked) -> Result<()> {
    let code = format!("{:06}", rand::random::<u32>() % 1_000_000);
    sqlx::query!("update baggage_report set delivery_code = $2 where id = $1", report.id, code).execute(tx).await?;
    Ok(())
}

/// The courier has handed the bag over, and says the code they were told. A reference nobody has and a code that is wrong get one answer; pressed
/// twice, the bag is delivered once.
///
/// # Errors
/// `Invalid` for `reference` and `code`; `Limited`; those of the database.
pub async fn hand_over(db: &PgPool, viewer: &Viewer, now: Timestamp, address: IpAddr, reference: &str, code: &str) -> Result<Pir> {
    let pir: Pir = reference.parse().map_err(|()| Error::invalid("reference", "bag-delivery-reference"))?;
    access::limit(db, &format!("delivery-network:{}", network_key(address)), DELIVERIES_PER_NETWORK, now).await?;
    access::limit(db, &format!("delivery:{pir}"), DELIVERY_TRIES, now).await?;
    let wrong = || Error::invalid("code", "bag-delivery-wrong");
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let case = sqlx::query_scalar!("select case_id from baggage_report where pir = $1", pir.as_str()).fetch_optional(db).await?;
    let mut tx = db.begin().await?;
    let case = case.ok_or_else(wrong)?;
    let mut file = cases::locked(&mut tx, case).await?;
    let report = lock(&mut tx, case).await?;
    let known = sqlx::query_scalar!("select delivery_code from baggage_report where id = $1", report.id).fetch_one(&mut *tx).await?;
    match report.stage {
        _ if known.as_deref() != Some(code.as_str()) => return Err(wrong()),
        Stage::OutForDelivery => {}
        Stage::Delivered => return Ok(pir),
        _ => return Err(wrong()),
    }
    let at = now.to_sqlx();
    sqlx::query!("update baggage_report set delivered_at = $2 where id = $1", report.id, at as _).execute(&mut *tx).await?;
    sqlx::query!("update on_hand set state = 'gone' where report_id = $1 and state = 'matched'", report.id).execute(&mut *tx).await?;
    let airport = report.station.clone();
    let said = Said { stage: Stage::Delivered, named: None, airport: &airport, words: "", day: None, by: None };
    told(&mut tx, &mut file, &report, now, said).await?;
    // did that do: their opinion is asked in the case
    cases::done_with(&mut tx, &mut file, now).await?;
    audit::look(&mut tx, viewer, now, "bag_delivered", "case", &file.reference, json!({ "pir": report.pir })).await?;
    tx.commit().await?;
    access::forgive(db, &format!("delivery:{pir}")).await?;
    Ok(pir)
}

/// What a courier takes along, for staff who work on the case.
///
/// # Errors
/// `NotFound` where the case is about no bag; those of a case.
pub async fn courier_sheet(db: &PgPool, viewer: &Viewer, now: Timestamp, reference: &str) -> Result<Sheet> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let mut tx = db.begin().await?;
    let file = cases::opened_by(&mut tx, viewer, reference).await?;
    let row = sqlx::query!(
        "select pir, tag, descriptor, brand, marks, here, here_until, home, telephone, deliver_to, delivery_window
           from baggage_report where case_id = $1",
        file.id
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    audit::look(&mut tx, viewer, now, "case", "case", &file.reference, json!({ "courier": row.pir })).await?;
    tx.commit().await?;
    let home = row.deliver_to.as_deref() == Some("home") || row.here.is_empty();
    Ok(Sheet {
        pir: row.pir.parse().map_err(|()| Error::Internal(format!("no reference of a report: {}", row.pir)))?,
        tag: row.tag,
        looks: row.descriptor.as_deref().and_then(|looks| looks.parse().ok()),
        marks: [row.brand, row.marks].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        name: file.person_name,
        address: if home { row.home } else { row.here },
        until: row.here_until.map(jiff_sqlx::Date::to_jiff).filter(|_| !home),
        telephone: row.telephone,
        window: row.delivery_window.as_deref().and_then(Window::parse),
    })
}
