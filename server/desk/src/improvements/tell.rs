//! Telling those whose words led to it: once, if they asked for it, while they are awake. Whoever complained asks for it in what they answer about
//! that complaint.

use crate::outbox::{Letter, Promise, promise};
use crate::{PgPool, Result};
use domain::locale::Locale;
use domain::policy::HUB_ZONE;
use domain::survey::awake;
use jiff::{Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;

/// Letters written in one transaction.
const AT_ONCE: i64 = 500;

/// Writes to those who want to hear what became of their words, of what is published: how many letters. Any number of processes share the work.
///
/// # Errors
/// Those of the database.
pub async fn tell_due(db: &PgPool, now: Timestamp) -> Result<u64> {
    let mut tx = db.begin().await?;
    let rows = sqlx::query!(
        r#"select w.improvement, i.person as "person!", md5(i.person) as "name!", coalesce(i.answer_locale, i.locale) as "locale!", i.zone,
                  m.said_en as "said_en!", m.said_zh as "said_zh!", m.did_en as "did_en!", m.did_zh as "did_zh!"
             from improvement_word w join improvement m on m.id = w.improvement and m.published_at is not null and m.state in ('done', 'closed')
             join feedback f on f.id = w.feedback
             join survey_invitation i on (i.id = f.invitation or i.case_id = f.case_id) and i.done_at is not null and i.tell and i.person is not null
            where w.told_at is null and not f.forgotten order by w.improvement, w.feedback limit $1
              for update of w skip locked for share of i skip locked"#,
        AT_ONCE,
    );
    let mut letters = 0;
    for row in rows.fetch_all(&mut *tx).await? {
        let zone = TimeZone::get(row.zone.as_deref().unwrap_or(HUB_ZONE)).unwrap_or(TimeZone::UTC);
        if awake(now, &zone) > now {
            continue;
        }
        // whoever said it twice is told once
        let told = sqlx::query!(
            r#"with theirs as (select w.feedback, w.told_at from improvement_word w join feedback f on f.id = w.feedback
                                 join survey_invitation i on i.id = f.invitation or i.case_id = f.case_id
                                where w.improvement = $1 and i.person = $2),
                    now as (update improvement_word w set told_at = $3 from theirs
                             where w.improvement = $1 and w.feedback = theirs.feedback and w.told_at is null returning 1)
               select exists (select from theirs where told_at is not null) as "before!", exists (select from now) as "now!""#,
            row.improvement,
            row.person,
            now.to_sqlx() as _,
        );
        let told = told.fetch_one(&mut *tx).await?;
        if told.before || !told.now {
            continue;
        }
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        let (said, did) = match locale {
            Locale::En => (row.said_en, row.did_en),
            Locale::ZhCn => (row.said_zh, row.did_zh),
        };
        let (key, letter) = (format!("improvement:{}:{}", row.improvement, row.name), Letter::Improved { said, did });
        promise(&mut tx, now, &Promise { key, to: &row.person, locale, letter, secret: None, useless_after: None, case: None }).await?;
        letters += 1;
    }
    tx.commit().await?;
    Ok(letters)
}
