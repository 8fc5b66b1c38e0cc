//! Pairs that may be one bag, as staff see them: from the bag on hand, and from the case of who misses it.

use super::super::on_hand::{OnHand, Waiting};
use super::weigh::reasons;
use crate::cases::reads;
use crate::{Error, PgPool, Result, audit};
use domain::bag::description::{Contents, Description};
use domain::bag::matching::{Likely, Reason};
use domain::bag::{Pir, Stage};
use domain::rights::{Viewer, may_keep_bags};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use sqlx::PgConnection;

/// What became of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// Nobody has decided.
    Open,
    /// It is the bag.
    Confirmed,
}

/// A bag somebody misses.
#[derive(Debug, Clone)]
pub struct Missed {
    /// `EWRLD12345`.
    pub pir: Pir,
    /// The reference of its case.
    pub case: String,
    /// Who misses it.
    pub name: String,
    /// Where it should have come, and when.
    pub station: String,
    /// The day.
    pub expected_on: Date,
    /// How far the report is.
    pub stage: Stage,
    /// Its tag; empty where its number is not known.
    pub tag: String,
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

/// A bag missed and a bag on hand that may be one.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The one that is missed.
    pub missed: Missed,
    /// The one on hand.
    pub found: Waiting,
    /// How likely; none where staff knew by themselves.
    pub likely: Option<Likely>,
    /// What speaks for it and against it, the most telling first.
    pub reasons: Vec<Reason>,
    /// What became of it.
    pub decided: Decided,
    /// Who decided.
    pub by: Option<String>,
}

/// A bag on hand with what it may be.
#[derive(Debug, Clone)]
pub struct Held {
    /// The bag.
    pub bag: Waiting,
    /// `held`, `matched`, `gone`.
    pub state: String,
    /// Whose it is, or may be: the likeliest first. Only of cases the viewer may read.
    pub pairs: Vec<Pair>,
}

/// A bag on hand and whose it may be. One look is one row of the audit (I7).
///
/// # Errors
/// `SignInFirst`, `Forbidden`, `NotFound`; those of the database.
pub async fn held(db: &PgPool, viewer: &Viewer, now: Timestamp, id: i64) -> Result<Held> {
    viewer.staff().ok_or(Error::SignInFirst)?;
    if !may_keep_bags(viewer) {
        return Err(Error::Forbidden);
    }
    let mut tx = db.begin().await?;
    let row = sqlx::query!(
        "select id, state, station, found_at, place, tag, name, descriptor, brand, marks, contents, inside from on_hand where id = $1",
        id
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let bag = OnHand {
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
    };
    let mut pairs = Vec::new();
    for pair in pairs_of(&mut tx, Some(id), None).await? {
        if reads(&mut tx, viewer, &pair.missed.case).await? {
            pairs.push(pair);
        }
    }
    audit::look(&mut tx, viewer, now, "list", "bag", "", json!({ "query": { "on_hand": id }, "count": pairs.len() })).await?;
    tx.commit().await?;
    Ok(Held { bag: Waiting { id: row.id, found_at: row.found_at.to_jiff(), bag, likely: None }, state: row.state, pairs })
}

/// Bags on hand that may be the one a case is about, the likeliest first; nothing for who does not look after bags. Whoever asks has
/// the case open.
///
/// # Errors
/// Those of the database.
pub async fn pairs_of_case(db: &PgPool, viewer: &Viewer, case: i64) -> Result<Vec<Pair>> {
    if !may_keep_bags(viewer) {
        return Ok(Vec::new());
    }
    let mut connection = db.acquire().await?;
    pairs_of(&mut connection, None, Some(case)).await
}

/// Pairs of a bag on hand, or of a case: those that can be decided, and the one that was.
async fn pairs_of(tx: &mut PgConnection, on_hand: Option<i64>, case: Option<i64>) -> Result<Vec<Pair>> {
    let rows = sqlx::query!(
        r#"select m.state, m.likely, m.reasons, s.name as "by?",
                  r.pir, coalesce(i.reference, f.reference) as "reference!", f.person_name, r.station as due_at, r.expected_on, r.stage, r.tag,
                  r.descriptor, r.brand, r.marks, r.contents, r.inside,
                  o.id, o.station, o.found_at, o.place, o.tag as found_tag, o.name, o.descriptor as found_looks, o.brand as found_brand,
                  o.marks as found_marks, o.contents as found_contents, o.inside as found_inside
             from bag_match m
             join baggage_report r on r.id = m.report_id
             join case_file f on f.id = r.case_id
             left join case_merge g on g.case_id = f.id
             left join case_file i on i.id = g.into_id
             join on_hand o on o.id = m.on_hand_id
             left join staff s on s.id = m.decided_by
            where ($1::bigint is null or m.on_hand_id = $1) and ($2::bigint is null or r.case_id = $2)
              and (m.state = 'confirmed' or m.state = 'proposed' and o.state = 'held' and r.stage in ('open', 'lost'))
            order by m.state = 'confirmed' desc, m.score desc, m.report_id, m.on_hand_id"#,
        on_hand,
        case
    );
    let mut pairs = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let unknown = |word: &str| Error::Internal(format!("unknown word in baggage_report: {word}"));
        let missed = Missed {
            pir: row.pir.parse().map_err(|()| unknown(&row.pir))?,
            case: row.reference,
            name: row.person_name,
            station: row.due_at,
            expected_on: row.expected_on.to_jiff(),
            stage: Stage::parse(&row.stage).ok_or_else(|| unknown(&row.stage))?,
            tag: row.tag.unwrap_or_default(),
            description: row.descriptor.as_deref().and_then(|looks| looks.parse().ok()),
            brand: row.brand,
            marks: row.marks,
            contents: row.contents.iter().filter_map(|sort| Contents::parse(sort)).collect(),
            inside: row.inside,
        };
        let bag = OnHand {
            key: None,
            station: row.station,
            place: row.place,
            tag: row.found_tag.unwrap_or_default(),
            name: row.name,
            description: row.found_looks.parse().ok(),
            brand: row.found_brand,
            marks: row.found_marks,
            contents: row.found_contents.iter().filter_map(|sort| Contents::parse(sort)).collect(),
            inside: row.found_inside,
        };
        let likely = row.likely.as_deref().and_then(Likely::parse);
        pairs.push(Pair {
            missed,
            found: Waiting { id: row.id, found_at: row.found_at.to_jiff(), bag, likely },
            likely,
            reasons: reasons(&row.reasons)?,
            decided: if row.state == "confirmed" { Decided::Confirmed } else { Decided::Open },
            by: row.by,
        });
    }
    Ok(pairs)
}
