//! Bags found without their owner: recorded by whoever looks after bags, listed until somebody's report is theirs.

use super::of_case::airport_of;
use crate::flights::issuers;
use crate::{Error, FieldError, PgPool, Result, audit};
use domain::bag::description::{Contents, Description};
use domain::bag::matching::Likely;
use domain::booking::BagTag;
use domain::rights::{Viewer, may_keep_bags};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use uuid::Uuid;

/// Bags listed.
const MOST: i64 = 200;
/// Characters of a line, and of a box.
const LONGEST: [usize; 2] = [120, 800];

/// A bag as it is written down.
#[derive(Debug, Clone, Default)]
pub struct OnHand {
    /// Of the form it was written down in: sent twice, it is one bag.
    pub key: Option<Uuid>,
    /// Three letters of the airport.
    pub station: String,
    /// Where it was found.
    pub place: String,
    /// Its tag as typed; empty where there is none.
    pub tag: String,
    /// The name on it.
    pub name: String,
    /// What it looks like.
    pub description: Option<Description>,
    /// The maker's name on it.
    pub brand: String,
    /// What else is on it.
    pub marks: String,
    /// What is in it, by sort.
    pub contents: Vec<Contents>,
    /// What is in it, in words.
    pub inside: String,
}

/// A bag that waits for its owner.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Row id.
    pub id: i64,
    /// When it was found.
    pub found_at: Timestamp,
    /// As written down.
    pub bag: OnHand,
    /// How likely somebody's report is about it, as far as nobody has decided.
    pub likely: Option<Likely>,
}

/// Writes a bag down, once for each form. Answers with its number.
///
/// # Errors
/// `Forbidden` for who does not look after bags; `Invalid` for `airport`, `tag`, `type`, and what is too long; those of the database.
pub async fn record_on_hand(db: &PgPool, viewer: &Viewer, now: Timestamp, bag: OnHand) -> Result<i64> {
    let member = viewer.staff().ok_or(Error::SignInFirst)?;
    if !may_keep_bags(viewer) {
        return Err(Error::Forbidden);
    }
    let mut errors = Vec::new();
    let issuers = issuers(db).await?;
    let issuer = |carrier: &str| issuers.of(carrier).or_else(|| wire::airline::tag_issuer(carrier));
    let tag = match BagTag::parse_with(&bag.tag, issuer) {
        Ok(tag) => Some(tag),
        Err(_) if bag.tag.trim().is_empty() => None,
        Err(_) => {
            errors.push(FieldError::new("tag", "bag-tag-wrong"));
            None
        }
    };
    if bag.description.is_none() {
        errors.push(FieldError::new("type", "on-hand-looks"));
    }
    let [line, long] = LONGEST;
    for (field, said, longest) in [
        ("place", &bag.place, line),
        ("name", &bag.name, line),
        ("brand", &bag.brand, line),
        ("marks", &bag.marks, long),
        ("inside", &bag.inside, long),
    ] {
        if said.chars().count() > longest {
            errors.push(FieldError::new(field, "report-too-long"));
        }
    }
    let mut tx = db.begin().await?;
    let station = airport_of(&mut tx, &bag.station, "").await;
    if !matches!(&station, Ok(code) if !code.is_empty()) {
        errors.push(FieldError::new("airport", "report-airport-unknown"));
    }
    let (true, Ok(station), Some(description)) = (errors.is_empty(), station, &bag.description) else { return Err(Error::Invalid(errors)) };
    let contents: Vec<String> = bag.contents.iter().map(|sort| sort.as_str().to_owned()).collect();
    let id = sqlx::query_scalar!(
        "insert into on_hand (station, found_at, place, tag, name, descriptor, brand, marks, contents, inside, recorded_by, recorded_at, key)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $2, $12) on conflict (key) do nothing returning id",
        station,
        now.to_sqlx() as _,
        bag.place.trim(),
        tag.as_ref().map(BagTag::as_str),
        bag.name.trim(),
        description.to_string(),
        bag.brand.trim(),
        bag.marks.trim(),
        &contents,
        bag.inside.trim(),
        Uuid::parse_str(&member.id).map_err(|error| Error::Internal(error.to_string()))?,
        bag.key,
    );
    let Some(id) = id.fetch_optional(&mut *tx).await? else {
        return Ok(sqlx::query_scalar!("select id from on_hand where key = $1", bag.key).fetch_one(&mut *tx).await?);
    };
    audit::record(
        &mut tx,
        viewer,
        now,
        "bag_on_hand",
        "bag",
        tag.as_ref().map(BagTag::as_str).unwrap_or_default(),
        json!({ "number": id }),
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Bags that wait for their owners, the latest first. One look is one row of the audit (I7).
///
/// # Errors
/// `SignInFirst`, `Forbidden`; those of the database.
pub async fn on_hand(db: &PgPool, viewer: &Viewer, now: Timestamp) -> Result<Vec<Waiting>> {
    viewer.staff().ok_or(Error::SignInFirst)?;
    if !may_keep_bags(viewer) {
        return Err(Error::Forbidden);
    }
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"select id, station, found_at, place, tag, name, descriptor, brand, marks, contents, inside,
                  (select m.likely from bag_match m join baggage_report r on r.id = m.report_id
                    where m.on_hand_id = on_hand.id and m.state = 'proposed' and r.stage in ('open', 'lost')
                    order by m.score desc limit 1) as "likely?"
             from on_hand where state = 'held' order by found_at desc, id desc limit $1"#,
        MOST
    );
    let rows = rows.fetch_all(&mut *tx).await?;
    audit::look(&mut tx, viewer, now, "list", "bag", "", json!({ "query": { "state": "held" }, "count": rows.len() })).await?;
    tx.commit().await?;
    let bag = rows.into_iter().map(|row| Waiting {
        id: row.id,
        found_at: row.found_at.to_jiff(),
        likely: row.likely.as_deref().and_then(Likely::parse),
        bag: OnHand {
            key: None,
            station: row.station,
            place: row.place,
            tag: row.tag.unwrap_or_default(),
            name: row.name,
            description: row.descriptor.parse().ok(),
            brand: row.brand,
            marks: row.marks,
            contents: row.contents.iter().filter_map(|sort| Contents::parse(sort)).collect(),
            inside: row.inside,
        },
    });
    Ok(bag.collect())
}
