//! What everybody may read: you said, we did.

use super::effect::{Of, answers, counted};
use crate::{PgPool, Result};
use domain::feedback::Theme;
use domain::improvement::{Effect, Metric};
use domain::locale::Locale;
use jiff::{Timestamp, civil::Date};

/// So many are shown, the newest.
const SHOWN: i64 = 30;

/// An improvement as everybody reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// Its number.
    pub id: i64,
    /// Since when it stands there.
    pub at: Timestamp,
    /// What passengers said.
    pub said: String,
    /// What was done.
    pub did: String,
    /// In place since.
    pub effective: Option<Date>,
    /// What was compared, where, about what, and how it turned out.
    pub effect: Option<(Metric, Of, Effect)>,
}

/// What was made better because of what passengers said, the newest first. Anybody may read it; nobody's data is in it.
///
/// # Errors
/// Those of the database.
pub async fn published(db: &PgPool, locale: Locale) -> Result<Vec<Published>> {
    let rows = sqlx::query!(
        r#"select id, published_at as "at!", said_en as "said_en!", said_zh as "said_zh!", did_en as "did_en!", did_zh as "did_zh!", effective, metric,
                  station, theme, answers, counts
             from improvement where published_at is not null and state in ('done', 'closed') order by published_at desc, id desc limit $1"#,
        SHOWN,
    );
    let mut all = Vec::new();
    for row in rows.fetch_all(db).await? {
        let effective = row.effective.map(|day| day.to_jiff());
        let (metric, theme) = (row.metric.as_deref().and_then(Metric::parse), row.theme.as_deref().and_then(Theme::parse));
        let seen = metric.zip(row.counts).and_then(|(metric, counts)| Some((metric, counted(metric, counts)?)));
        let effect = seen.map(|(metric, seen)| (metric, Of { station: row.station, theme, answers: answers(row.answers.as_ref()) }, seen));
        let (said, did) = match locale {
            Locale::En => (row.said_en, row.did_en),
            Locale::ZhCn => (row.said_zh, row.did_zh),
        };
        all.push(Published { id: row.id, at: row.at.to_jiff(), said, did, effective, effect });
    }
    Ok(all)
}
