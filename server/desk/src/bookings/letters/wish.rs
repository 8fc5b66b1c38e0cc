//! What a passenger asks for, and how it ends. Consent is theirs: nobody on the staff gives it for them.

use super::super::trip::{Trip, whole};
use super::WORDING;
use super::facts::legs;
use super::send::{self, To};
use crate::access::limit;
use crate::outbox::withdraw;
use crate::{Error, FieldError, PgPool, Result, audit};
use domain::booking::Locator;
use domain::booking::notices::{Told, Wishes};
use domain::contact::{Address, Way, fold, mask};
use domain::locale::Locale;
use domain::policy::ITINERARIES;
use domain::rights::{TripAccess, Viewer, trip_access};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Where to: one of the addresses they were offered.
    pub address: String,
    /// In which language.
    pub locale: Locale,
    /// What.
    pub wishes: Wishes,
}

/// Turns letters on, or has them otherwise from now on. When they are turned on the itinerary leaves at once; said again,
/// nothing does. Letters go to the booking's own contact or to an address this browser has proved, and to nobody else.
///
/// # Errors
/// `VerifyFirst` where only the name was shown; `NotFound` where the trip is not open, and for staff; `Invalid` for
/// `wishes` and `address`; those of the database.
pub async fn turn_on(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, wish: &Wish, texts: bool) -> Result<()> {
    may(viewer, locator)?;
    let mut tx = db.begin().await?;
    lock(&mut tx, locator).await?;
    let open = offered(&mut tx, viewer, locator, texts).await?;
    let found = open.iter().find(|offer| offer.address == fold(&wish.address));
    let missing = found.is_none().then(|| FieldError::new("address", "messages-address-missing"));
    let none = (!wish.wishes.any()).then(|| FieldError::new("wishes", "messages-wishes-missing"));
    let (Some(offer), None) = (found, &none) else { return Err(Error::Invalid(missing.into_iter().chain(none).collect())) };
    let stood = stands(&mut *tx, locator.as_str(), &offer.address).await?;
    let trip = whole(&mut tx, TripAccess::Staff, now, wish.locale, locator).await?;
    let told: Vec<Told> = legs(&trip).iter().map(|leg| Told::now(leg, now)).collect();
    let told = serde_json::to_value(told).map_err(|error| Error::Internal(error.to_string()))?;
    sqlx::query!(
        "insert into trip_subscription as s (locator, address, locale, reminders, word, wording, own, since, told, look_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $8)
         on conflict (locator, address) do update
            set locale = excluded.locale, reminders = excluded.reminders, word = excluded.word, wording = excluded.wording, own = excluded.own,
                since = case when s.off_at is null then s.since else excluded.since end,
                told = case when s.off_at is null then s.told else excluded.told end,
                off_at = null, look_at = excluded.look_at, changed_at = excluded.changed_at",
        locator.as_str(),
        offer.address,
        wish.locale.tag(),
        wish.wishes.reminders,
        wish.wishes.word,
        WORDING,
        offer.own,
        now.to_sqlx() as _,
        told,
    )
    .execute(&mut *tx)
    .await?;
    if !stood {
        let key = format!("trip-letter:{}", Uuid::now_v7());
        send::itinerary(&mut tx, now, &trip, To { address: &offer.address, locale: wish.locale }, key, true).await?;
    }
    let detail = json!({ "to": mask(&offer.address), "language": wish.locale.tag(), "reminders": wish.wishes.reminders, "word": wish.wishes.word,
                         "wording": WORDING });
    audit::record(&mut tx, viewer, now, "trip_letters_on", "trip", locator.as_str(), detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Turns letters to one address off. Twice is as good as once.
///
/// # Errors
/// As [`turn_on`].
pub async fn turn_off(db: &PgPool, viewer: &Viewer, now: Timestamp, locator: &Locator, address: &str, texts: bool) -> Result<()> {
    may(viewer, locator)?;
    let mut tx = db.begin().await?;
    lock(&mut tx, locator).await?;
    let address = fold(address);
    if !offered(&mut tx, viewer, locator, texts).await?.iter().any(|offer| offer.address == address) {
        return Err(Error::invalid("address", "messages-address-missing"));
    }
    end(&mut tx, viewer, now, locator.as_str(), &address).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends the itinerary as it stands now. The same form again sends nothing.
///
/// # Errors
/// As [`turn_on`]; `Limited`.
pub async fn send_itinerary(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    locator: &Locator,
    (address, locale): (&str, Locale),
    form: Uuid,
    texts: bool,
) -> Result<()> {
    may(viewer, locator)?;
    limit(db, &format!("itinerary:{locator}"), ITINERARIES, now).await?;
    let mut tx = db.begin().await?;
    lock(&mut tx, locator).await?;
    let address = fold(address);
    let open = offered(&mut tx, viewer, locator, texts).await?;
    let Some(offer) = open.iter().find(|offer| offer.address == address) else {
        return Err(Error::invalid("address", "messages-address-missing"));
    };
    let trip: Trip = whole(&mut tx, TripAccess::Staff, now, locale, locator).await?;
    let sent =
        send::itinerary(&mut tx, now, &trip, To { address: &offer.address, locale }, format!("itinerary:{locator}:{form}"), false).await?;
    if sent {
        let detail = json!({ "to": mask(&offer.address) });
        audit::record(&mut tx, viewer, now, "itinerary_sent", "trip", locator.as_str(), detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// An address somebody may have letters sent to.
pub(super) struct Offer {
    pub address: String,
    /// It is the booking's contact, rather than one they have proved besides.
    pub own: bool,
}

/// The booking's own contacts, those this browser has proved first; then what else it has proved.
pub(super) async fn offered(tx: &mut PgConnection, viewer: &Viewer, locator: &Locator, texts: bool) -> Result<Vec<Offer>> {
    let proved = viewer.grants().map(|grants| grants.contacts.clone()).unwrap_or_default();
    let own = sqlx::query_scalar!(
        "select address from contact where locator = $1 and not agency order by kind, passenger_position nulls first, id",
        locator.as_str(),
    );
    let usable =
        |address: &String| Address::parse(address).is_some_and(|read| read.as_str() == address) && (texts || Way::to(address) == Way::Mail);
    let mut all: Vec<Offer> = Vec::new();
    for (address, own) in
        own.fetch_all(tx).await?.into_iter().map(|address| (address, true)).chain(proved.iter().map(|address| (address.clone(), false)))
    {
        if usable(&address) && !all.iter().any(|offer| offer.address == address) {
            all.push(Offer { address, own });
        }
    }
    all.sort_by_key(|offer| !proved.contains(&offer.address));
    Ok(all)
}

/// The e-mail addresses of a booking's own people, as far as they can be written to.
pub(crate) async fn own_addresses(tx: &mut PgConnection, locator: &Locator) -> Result<Vec<String>> {
    let own = sqlx::query_scalar!(
        "select address from contact where locator = $1 and not agency and kind = 'email' order by passenger_position nulls first, id",
        locator.as_str()
    );
    let mut all: Vec<String> = own.fetch_all(tx).await?;
    all.retain(|address| Address::parse(address).is_some_and(|read| read.as_str() == address) && Way::to(address) == Way::Mail);
    Ok(all)
}

/// Where the way to pay is told: e-mail addresses, and mobile numbers of those who chose texts, or who are reached in no other way.
pub(crate) async fn pay_addresses(tx: &mut PgConnection, locator: &Locator) -> Result<Vec<String>> {
    let mut all = own_addresses(tx, locator).await?;
    let none = all.is_empty();
    let numbers = sqlx::query!(
        r#"select c.address, exists (select from trip_subscription s where s.locator = c.locator and s.address = c.address and s.off_at is null) as "chosen!"
             from contact c where c.locator = $1 and not c.agency and c.kind = 'phone' order by c.passenger_position nulls first, c.id"#,
        locator.as_str()
    );
    let numbers = numbers.fetch_all(tx).await?.into_iter().filter(|number| number.chosen || none).map(|number| number.address);
    all.extend(numbers.filter(|number| Address::parse(number).is_some_and(|read| read.as_str() == number) && Way::to(number) == Way::Text));
    Ok(all)
}

/// Only a passenger who has proved who they are.
pub(super) fn may(viewer: &Viewer, locator: &Locator) -> Result<()> {
    match trip_access(viewer, locator.as_str()) {
        Some(TripAccess::Verified) => Ok(()),
        Some(TripAccess::Itinerary) => Err(Error::VerifyFirst { locator: locator.to_string() }),
        Some(TripAccess::Staff) | None => Err(Error::NotFound),
    }
}

/// Two decisions about a trip at once follow each other.
async fn lock(tx: &mut PgConnection, locator: &Locator) -> Result<()> {
    sqlx::query_scalar!("select locator from booking where locator = $1 for update", locator.as_str()).fetch_one(tx).await?;
    Ok(())
}

/// Whether letters about a trip go to an address.
pub(crate) async fn stands(db: impl PgExecutor<'_>, locator: &str, address: &str) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from trip_subscription where locator = $1 and address = $2 and off_at is null) as "found!""#,
        locator,
        address,
    );
    Ok(found.fetch_one(db).await?)
}

/// Letters about a trip to an address end here, with those that have not left yet.
pub(crate) async fn end(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, locator: &str, address: &str) -> Result<()> {
    let ended = sqlx::query!(
        "update trip_subscription set off_at = $3, look_at = null, changed_at = $3 where locator = $1 and address = $2 and off_at is null",
        locator,
        address,
        now.to_sqlx() as _,
    );
    if ended.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(());
    }
    let waiting = sqlx::query_scalar!(
        "select dedupe_key from trip_letter where locator = $1 and address = $2 and what <> 'itinerary'",
        locator,
        address,
    );
    let waiting = waiting.fetch_all(&mut *tx).await?;
    withdraw(tx, now, &waiting).await?;
    audit::record(tx, viewer, now, "trip_letters_off", "trip", locator, json!({ "to": mask(address) })).await
}

/// The contact of a booking is another: whatever went to addresses that are no longer its own ends, and no link brings it back.
pub(crate) async fn contact_changed(tx: &mut PgConnection, viewer: &Viewer, now: Timestamp, locator: &str) -> Result<()> {
    let strangers = sqlx::query_scalar!(
        "select address from trip_subscription s
          where locator = $1 and not exists (select from contact c where c.locator = $1 and c.address = s.address and not c.agency)",
        locator,
    );
    for address in strangers.fetch_all(&mut *tx).await? {
        end(tx, viewer, now, locator, &address).await?;
        sqlx::query!("delete from trip_subscription where locator = $1 and address = $2", locator, address).execute(&mut *tx).await?;
    }
    Ok(())
}

/// The passengers themselves are on other flights now, and have been told: nothing of that is news, and what was written of flights that
/// are gone is forgotten, so that the new ones get their reminder.
pub(crate) async fn rebooked(tx: &mut PgConnection, now: Timestamp, locator: &Locator) -> Result<()> {
    let trip = whole(tx, TripAccess::Staff, now, Locale::En, locator).await?;
    let told: Vec<Told> = legs(&trip).iter().map(|leg| Told::now(leg, now)).collect();
    let told = serde_json::to_value(told).map_err(|error| Error::Internal(error.to_string()))?;
    sqlx::query!(
        "update trip_subscription set told = $2, look_at = $3, changed_at = $3 where locator = $1 and off_at is null",
        locator.as_str(),
        told,
        now.to_sqlx() as _,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("delete from trip_letter where locator = $1 and what in ('reminder', 'arrival', 'connection')", locator.as_str())
        .execute(tx)
        .await?;
    Ok(())
}

/// Whoever left by a link takes it back.
pub(crate) async fn resume(tx: &mut PgConnection, now: Timestamp, locator: &str, address: &str) -> Result<()> {
    let resumed = sqlx::query!(
        "update trip_subscription set off_at = null, look_at = $3, changed_at = $3 where locator = $1 and address = $2 and off_at is not null",
        locator,
        address,
        now.to_sqlx() as _,
    );
    if resumed.execute(&mut *tx).await?.rows_affected() > 0 {
        audit::record(tx, &Viewer::default(), now, "trip_letters_on", "trip", locator, json!({ "to": mask(address), "again": true }))
            .await?;
    }
    Ok(())
}
