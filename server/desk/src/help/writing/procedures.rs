//! Every procedure with what it needs, in the order of the work.

use super::list::{Filter, Standing, Tongue, tongues};
use super::member;
use super::read::stored_place;
use crate::{PgPool, Result};
use domain::help::{Book, Place, State, review_by};
use domain::locale::Locale;
use domain::policy::ARTICLE_REVIEW_MONTHS;
use domain::rights::Viewer;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;

/// A procedure in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedProcedure {
    /// `close-case`.
    pub slug: String,
    /// Department that answers for it, its id.
    pub owner: String,
    /// Its title, as far as it has one.
    pub title: String,
    /// Where it stands.
    pub place: Place,
    /// When it was last checked.
    pub reviewed_on: Date,
    /// Whether it is to be checked again.
    pub due: bool,
    /// Each language it has words in.
    pub tongues: Vec<Tongue>,
}

/// The procedures, for staff; few enough for one page.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn procedures(db: &PgPool, viewer: &Viewer, locale: Locale, now: Timestamp, filter: &Filter) -> Result<Vec<ListedProcedure>> {
    member(viewer)?;
    let today = now.to_zoned(TimeZone::UTC).date();
    let rows = sqlx::query!(
        r#"select p.slug, p.owner, p.step, p.kind, p.department, p.reviewed_on as "reviewed_on: jiff_sqlx::Date",
                  coalesce(named.title, p.slug) as "title!"
           from procedure p
           left join lateral (
               select title from procedure_version where slug = p.slug and title <> ''
               order by state = 'published' desc, locale = $3 desc, locale = 'en' desc, number desc limit 1
           ) named on true
           where ($1::text is null or p.owner = $1) and ($2 <> 'due' or p.reviewed_on <= $4)
           order by coalesce(named.title, p.slug) collate "C", p.slug"#,
        filter.owner,
        filter.standing.as_str(),
        locale.tag(),
        today.saturating_sub(ARTICLE_REVIEW_MONTHS.months()).to_sqlx() as _,
    )
    .fetch_all(db)
    .await?;
    let slugs: Vec<String> = rows.iter().map(|row| row.slug.clone()).collect();
    let mut tongues = tongues(db, Book::Procedures, &slugs).await?;
    let rows = rows.into_iter().filter_map(|row| {
        let reviewed_on = row.reviewed_on.to_jiff();
        let place = stored_place(&row.step, row.kind.as_deref(), row.department)?;
        let tongues = tongues.remove(&row.slug).unwrap_or_default();
        let due = review_by(reviewed_on) <= today;
        Some(ListedProcedure { slug: row.slug, owner: row.owner, title: row.title, place, reviewed_on, due, tongues })
    });
    let mut found: Vec<ListedProcedure> = rows.filter(|one| stands(filter.standing, &one.tongues)).collect();
    found.sort_by_key(|one| (one.place.step, one.place.particular()));
    Ok(found)
}

/// Whether one of its languages is in that standing.
fn stands(standing: Standing, tongues: &[Tongue]) -> bool {
    let state = |tongue: &Tongue| tongue.other.as_ref().map(|kept| kept.state);
    match standing {
        Standing::Any | Standing::Due => true,
        Standing::Outdated => tongues.iter().any(|tongue| tongue.outdated),
        Standing::Has(State::Published) => tongues.iter().any(|tongue| tongue.published.is_some()),
        Standing::Has(wanted) => tongues.iter().any(|tongue| state(tongue) == Some(wanted)),
    }
}
