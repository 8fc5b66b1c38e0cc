//! Procedures beside the steps they belong to: what holds now, for who does the step.

use super::writing::stored_place;
use crate::{Error, Result};
use domain::case::Kind;
use domain::help::{Place, WorkStep};
use domain::locale::Locale;
use domain::rights::Viewer;
use jiff::Timestamp;
use sqlx::PgExecutor;

/// A procedure as it is read beside its step: exactly this version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// `close-case`.
    pub slug: String,
    /// Where it stands.
    pub place: Place,
    /// Department that answers for it, its id.
    pub owner: String,
    /// The language it is shown in: English where it has none in the one asked for.
    pub locale: Locale,
    /// Which version.
    pub number: i32,
    /// Title.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// Since when it holds.
    pub since: Option<Timestamp>,
    /// The English text has moved on since this was translated.
    pub outdated: bool,
}

/// What holds for a case of this kind in this department, or for any where they are not known yet; of several at one step the most
/// particular first. For staff.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn standing(
    db: impl PgExecutor<'_>,
    viewer: &Viewer,
    locale: Locale,
    kind: Option<Kind>,
    department: Option<&str>,
    steps: &[WorkStep],
) -> Result<Vec<Procedure>> {
    if viewer.staff().is_none() {
        return Err(Error::SignInFirst);
    }
    let steps: Vec<String> = steps.iter().map(|step| step.as_str().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select distinct on (p.slug) p.slug, p.step, p.kind, p.department, p.owner, v.locale, v.number, v.title, v.summary, v.body,
                  v.published_at as "since: jiff_sqlx::Timestamp",
                  (v.locale <> 'en' and coalesce(v.follows, 0) < original.number) as "outdated?"
           from procedure p
           join procedure_version v on v.slug = p.slug and v.state = 'published' and v.locale in ($1, 'en')
           left join procedure_version original on original.slug = p.slug and original.state = 'published' and original.locale = 'en'
           where p.step = any($2)
           order by p.slug, v.locale = $1 desc"#,
        locale.tag(),
        &steps,
    )
    .fetch_all(db)
    .await?;
    let rows = rows.into_iter().filter_map(|row| {
        let place = stored_place(&row.step, row.kind.as_deref(), row.department)?;
        Some(Procedure {
            slug: row.slug,
            place,
            owner: row.owner,
            locale: Locale::from_tag(&row.locale).unwrap_or_default(),
            number: row.number,
            title: row.title,
            summary: row.summary,
            body: row.body,
            since: row.since.map(jiff_sqlx::Timestamp::to_jiff),
            outdated: row.outdated.unwrap_or_default(),
        })
    });
    let mut found: Vec<Procedure> = rows.filter(|one| one.place.covers(kind, department)).collect();
    found.sort_by_key(|one| (one.place.step, std::cmp::Reverse(one.place.particular())));
    Ok(found)
}
