//! Which bags have news: for the pages that watch them.

use crate::{PgPool, Result};
use domain::booking::BagTag;
use domain::rights::{Viewer, may_see_bag};

/// Of these tags those the viewer may see, each as it was asked for with its version, which grows with each change.
///
/// # Errors
/// Those of the database.
pub async fn versions(db: &PgPool, viewer: &Viewer, tags: &[String]) -> Result<Vec<(String, i64)>> {
    let asked: Vec<(&String, BagTag)> = tags.iter().filter_map(|text| Some((text, BagTag::parse(text).ok()?))).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let bags: Vec<String> = asked.iter().map(|(_, tag)| tag.bag().to_owned()).collect();
    let rows = sqlx::query!(
        r#"select w.bag as "bag!", t.version as "version?", t.locator as "traced?", b.locator as "booked?"
             from unnest($1::text[]) as w (bag) left join bag_trace t on t.bag = w.bag left join bag_owner b on b.bag = w.bag"#,
        &bags
    );
    let rows = rows.fetch_all(db).await?;
    Ok(asked
        .into_iter()
        .filter_map(|(text, tag)| {
            let row = rows.iter().find(|row| row.bag == tag.bag())?;
            let locators: Vec<&str> = [&row.traced, &row.booked].into_iter().filter_map(|locator| locator.as_deref()).collect();
            may_see_bag(viewer, tag.bag(), &locators).then(|| (text.clone(), row.version.unwrap_or(0)))
        })
        .collect())
}

/// The versions of these bags, by their tags as they are watched.
///
/// # Errors
/// Those of the database.
pub async fn changed(db: &PgPool, tags: &[String]) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
        r#"select w.tag as "tag!", t.version from unnest($1::text[]) as w (tag) join bag_trace t on t.bag = substr(w.tag, 2)"#,
        tags
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.tag, row.version)).collect())
}
