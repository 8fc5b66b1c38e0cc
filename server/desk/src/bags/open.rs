//! The door: tag and family name.

use crate::access::{self, GrantKind, Proof};
use crate::flights::issuers;
use crate::{Error, FieldError, PgPool, Result};
use domain::booking::{BagTag, name};
use domain::policy::{BAGS_PER_NETWORK, BAGS_PER_TAG};
use domain::rights::Viewer;
use jiff::Timestamp;
use std::net::IpAddr;

/// Keys no name folds to, compared where there is no bag: a wrong tag takes the time of a wrong name.
const NOBODY: [&str; 4] = ["nobody:a", "nobody:bb", "nobody:ccc", "nobody:dddd"];

/// What a tag and a name lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// Its trace is open in this browser.
    Here(BagTag),
    /// Nothing of that tag and name is known here, and its number is one of another airline's: it may know more.
    Elsewhere(String),
}

/// Opens a bag's trace for this browser session: the tag may be typed as ten digits or as letters and six digits, in any
/// spacing, the name is the family name on the tag or of its passenger, in any script. `house` is the airline asked.
///
/// Wrong tag, wrong name and no such bag get one answer after the same work. Attempts are counted by network and by bag.
///
/// # Errors
/// `Invalid` for fields left empty or a tag no bag could have; `Invalid` on `family_name` with `bag-not-found` for every
/// kind of wrong; `Limited` with the wait; `NotFound` for a viewer without a session; those of the database.
pub async fn open_bag(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    address: IpAddr,
    house: &str,
    tag: &str,
    family_name: &str,
) -> Result<Opened> {
    let mut errors = Vec::new();
    if tag.trim().is_empty() {
        errors.push(FieldError::new("tag", "bag-tag-missing"));
    }
    if family_name.trim().is_empty() {
        errors.push(FieldError::new("family_name", "bag-name-missing"));
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let known = issuers(db).await?;
    let issuer = |carrier: &str| known.of(carrier).or_else(|| wire::airline::tag_issuer(carrier));
    let typed = tag;
    let tag = BagTag::parse_with(typed, issuer).map_err(|_| Error::invalid("tag", "bag-tag-wrong"))?;
    access::limit(db, &format!("bag-network:{}", access::network_key(address)), BAGS_PER_NETWORK, now).await?;
    let counter = format!("bag:{}", tag.bag());
    access::limit(db, &counter, BAGS_PER_TAG, now).await?;
    let mut keys = sqlx::query_scalar!(
        r#"select array(select unnest(keys) from bag_trace where bag = $1
                        union select unnest(p.family_keys) from bag_owner b
                               join passenger p on p.locator = b.locator and p.position = b.passenger_position
                              where b.bag = $1) as "keys!: Vec<String>""#,
        tag.bag()
    )
    .fetch_one(db)
    .await?;
    keys.extend(NOBODY.map(str::to_owned));
    if name::matches(family_name, &keys) {
        access::forgive(db, &counter).await?;
        access::grant_proof(db, viewer, now, GrantKind::Bag, tag.bag(), Proof::Name).await?;
        return Ok(Opened::Here(tag));
    }
    match elsewhere(db, &tag, typed, house).await? {
        Some(airline) => Ok(Opened::Elsewhere(airline)),
        None => Err(Error::invalid("family_name", "bag-not-found")),
    }
}

/// The airline whose number a tag begins with, unless it is the one asked. It says so by the number alone, whatever is known of the bag:
/// of several that share the number the one whose letters were typed, else all of them.
async fn elsewhere(db: &PgPool, tag: &BagTag, typed: &str, house: &str) -> Result<Option<String>> {
    let names = sqlx::query!("select iata, name from airline where numeric_code = $1 order by iata", tag.issuer()).fetch_all(db).await?;
    if names.iter().any(|airline| airline.iata == house) {
        return Ok(None);
    }
    let mut issuers: Vec<(String, String)> = names.into_iter().map(|airline| (airline.iata, airline.name)).collect();
    let listed = tag.issuer().parse().ok().into_iter().flat_map(wire::airline::with_number);
    for airline in listed {
        if !issuers.iter().any(|(iata, _)| *iata == airline.iata) {
            issuers.push((airline.iata.to_owned(), airline.name.to_owned()));
        }
    }
    let letters: String = typed.chars().filter(|c| c.is_ascii_alphanumeric()).take(2).collect::<String>().to_ascii_uppercase();
    if issuers.iter().any(|(iata, _)| *iata == letters) {
        issuers.retain(|(iata, _)| *iata == letters);
    }
    let names: Vec<String> = issuers.into_iter().map(|(_, name)| name).collect();
    Ok(Some(names.join(" / ")).filter(|names| !names.is_empty()))
}
