//! The questionnaires that come with the portal, as files of the project.

use super::stored;
use crate::{Error, PgPool, Result};
use domain::survey::{Form, Occasion};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use wire::rules::{Written, survey};

const SHIPPED: [(&str, Occasion, &str); 4] = [
    ("after-flight", Occasion::Flight, include_str!("../../../surveys/after-flight.toml")),
    ("after-case", Occasion::Case, include_str!("../../../surveys/after-case.toml")),
    ("after-change", Occasion::Change, include_str!("../../../surveys/after-change.toml")),
    ("quarter", Occasion::Quarter, include_str!("../../../surveys/quarter.toml")),
];

/// Puts down those that are not there yet: published in the demo, elsewhere as drafts, because nobody is asked anything before an
/// airline wants it. Any number of processes may do so at once.
///
/// # Errors
/// Those of the database.
pub async fn ship(db: &PgPool, now: Timestamp, published: bool) -> Result<u64> {
    let mut tx = db.begin().await?;
    let mut shipped = 0;
    for (id, occasion, text) in SHIPPED {
        let new = sqlx::query!(
            "insert into survey (id, occasion, created_at) values ($1, $2, $3) on conflict do nothing",
            id,
            occasion.as_str(),
            now.to_sqlx() as _,
        );
        if new.execute(&mut *tx).await?.rows_affected() == 0 {
            continue;
        }
        let form = read(id, text)?;
        sqlx::query!(
            "insert into survey_version (survey, number, state, form, changed_at, published_at)
             values ($1, 1, $2, $3, $4, case when $5 then $4::timestamptz end)",
            id,
            if published { "published" } else { "draft" },
            stored(&form)?,
            now.to_sqlx() as _,
            published,
        )
        .execute(&mut *tx)
        .await?;
        shipped += 1;
    }
    tx.commit().await?;
    Ok(shipped)
}

/// As it comes with the portal; none: it does not.
pub(super) fn shipped(id: &str) -> Result<Option<Form>> {
    let found = SHIPPED.into_iter().find(|(own, ..)| *own == id);
    found.map(|(id, _, text)| read(id, text)).transpose()
}

fn read(id: &str, text: &str) -> Result<Form> {
    let written = Written { name: format!("{id}.toml"), text: text.to_owned() };
    survey(&written).map_err(|bad| Error::Internal(format!("{bad:?}")))
}
