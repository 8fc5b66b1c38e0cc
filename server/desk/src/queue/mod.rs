//! The queue of the service office: cases by filter, the most pressing first, a page at a time.
//!
//! Open cases are sorted by `due`, anything with closed ones in it by what happened last. The inner query
//! finds the page in one index (order, rights and filters without touching a row), the outer one fetches
//! its fifty rows.

mod asked;
mod row;

pub use row::{Item, Last};

use crate::audit;
use crate::staff::skills;
use crate::{Error, PgPool, Result};
use asked::{Among, Asked};
use domain::queue::{Cursor, Filter, reach};
use domain::rights::Viewer;
use jiff::Timestamp;
use row::Row;
use serde_json::{Map, Value, json};
use sqlx::PgConnection;

/// Cases on a page.
pub const PAGE: usize = 50;
/// Counting ends here: more is said as "more than".
pub const COUNTED: i64 = 1_000;
/// The same for a search among open cases, which has to read each case it counts. One among closed cases too counts
/// only what does not fill a page.
pub const FOUND: i64 = 200;
/// A search among closed cases too looks at so many cases first,
pub const NEAR: i64 = 1_000;
/// then at so many, and at all of them only where its page is still not full.
pub const FAR: i64 = 20_000;

/// How many match; exact up to [`COUNTED`], or [`FOUND`] for a search among open cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// How many, as far as they were counted.
    pub cases: i64,
    /// There are more than that.
    pub more: bool,
    /// How many of those counted are late. Of open cases the late come first, so it is all of them or all counted.
    pub late: i64,
    /// When the one that waits longest was opened; only where all were counted.
    pub oldest: Option<Timestamp>,
}

impl Counts {
    /// More than a page shows.
    fn beyond_a_page() -> Self {
        Self { cases: i64::try_from(PAGE).unwrap_or(i64::MAX), more: true, ..Self::default() }
    }
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// At most [`PAGE`], in order.
    pub items: Vec<Item>,
    /// How many match in all.
    pub counts: Counts,
    /// The page before this one.
    pub before: Option<Cursor>,
    /// The page after this one.
    pub after: Option<Cursor>,
}

/// The cases that match, as far as the viewer may see: agents those of their departments and their own,
/// supervisors and administrators all, programs those of their token's departments. One list or search is one row of the
/// audit (I7).
///
/// # Errors
/// `SignInFirst` for anybody else; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer, now: Timestamp, filter: &Filter, from: Option<Cursor>) -> Result<Page> {
    let own = viewer.staff().map(|member| &member.id).or(viewer.machine().map(|machine| &machine.id));
    let (Some(reach), Some(own)) = (reach(viewer), own) else { return Err(Error::SignInFirst) };
    let mut tx = db.begin().await?;
    // a program answers for colleagues, and is none
    let skills = if filter.can && viewer.staff().is_some() { Some(skills(&mut *tx, viewer).await?) } else { None };
    let asked = Asked::new(filter, &reach, own, now).map(|asked| asked.answered_by(skills));
    let mut page = counted(&mut tx, asked.as_ref(), now, from).await?;
    if page.items.is_empty()
        && let Some(begun) = asked.and_then(Asked::begun)
    {
        page = counted(&mut tx, Some(&begun), now, from).await?;
    }
    let action = if filter.words.is_empty() { "list" } else { "search" };
    audit::look(&mut tx, viewer, now, action, "case", "", detail(filter, &page)).await?;
    tx.commit().await?;
    Ok(page)
}

/// A page with its counts.
async fn counted(tx: &mut PgConnection, asked: Option<&Asked<'_>>, now: Timestamp, from: Option<Cursor>) -> Result<Page> {
    let Some(asked) = asked else { return Ok(Page::default()) };
    let page = page(tx, asked, from).await?;
    let many = asked.searches() && !asked.in_order() && page.items.len() == PAGE && page.after.is_some();
    let counts = if many { Counts::beyond_a_page() } else { count(tx, asked, now).await? };
    Ok(Page { counts, ..page })
}

/// Query and count, as the audit keeps them.
fn detail(filter: &Filter, page: &Page) -> Value {
    let query: Map<String, Value> = filter.fields().into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect();
    json!({ "query": query, "count": page.counts.cases, "shown": page.items.len() })
}

async fn count(tx: &mut PgConnection, asked: &Asked<'_>, now: Timestamp) -> Result<Counts> {
    let most = if asked.searches() { FOUND } else { COUNTED };
    let (cases, late, oldest) = asked
        .count(now, most + 1)
        .build_query_as::<(i64, i64, Option<jiff_sqlx::Timestamp>)>()
        // planned for these very filters, not for any
        .persistent(false)
        .fetch_one(tx)
        .await?;
    let more = cases > most;
    Ok(Counts {
        cases: cases.min(most),
        more,
        // closed ones are counted in no order: late ones may lie beyond
        late: if more && !asked.in_order() { 0 } else { late.min(most) },
        oldest: oldest.filter(|_| !more).map(jiff_sqlx::Timestamp::to_jiff),
    })
}

/// A page of rows and one more. The order by time is one index, words are another, and either alone would read a
/// hundredth of the table for a word that is neither common nor rare. So a search looks at the next few cases one by one:
/// enough for a common word. Then among more of them, by both indexes. A rare word leaves few to be sorted among all.
async fn rows(tx: &mut PgConnection, asked: &Asked<'_>, from: Option<Cursor>) -> Result<Vec<Row>> {
    let full = |rows: &Vec<Row>| rows.len() > PAGE;
    if asked.searches() && !asked.in_order() {
        let rows = some(tx, asked, from, Among::Next(NEAR)).await?;
        if full(&rows) {
            return Ok(rows);
        }
        let mut reaches = asked.reaches(from, FAR);
        let until: Option<jiff_sqlx::Timestamp> = reaches.build_query_scalar().persistent(false).fetch_optional(&mut *tx).await?;
        if let Some(until) = until {
            let rows = some(tx, asked, from, Among::Until(until.to_jiff())).await?;
            if full(&rows) {
                return Ok(rows);
            }
        }
    }
    some(tx, asked, from, Among::All).await
}

async fn some(tx: &mut PgConnection, asked: &Asked<'_>, from: Option<Cursor>, among: Among) -> Result<Vec<Row>> {
    Ok(asked.page(from, PAGE + 1, among).build_query_as().persistent(false).fetch_all(tx).await?)
}

async fn page(tx: &mut PgConnection, asked: &Asked<'_>, from: Option<Cursor>) -> Result<Page> {
    let rows = rows(tx, asked, from).await?;
    let more = rows.len() > PAGE;
    let back = from.is_some_and(|from| from.back);
    let mut items = rows.into_iter().take(PAGE).map(Row::item).collect::<Result<Vec<Item>>>()?;
    if back {
        items.reverse();
    }
    let place = |item: Option<&Item>, back| item.map(|item| Cursor { at: asked.key(item), id: item.id, back });
    // there is a page on the side one came from, and one on the other side if a row was left over
    let before = place(items.first(), true).filter(|_| if back { more } else { from.is_some() });
    let after = place(items.last(), false).filter(|_| if back { true } else { more });
    Ok(Page { items, counts: Counts::default(), before, after })
}
