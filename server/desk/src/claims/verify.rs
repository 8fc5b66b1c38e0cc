//! Looking back: the rules of then give the amounts of then.

use super::ClaimBook;
use crate::{PgPool, Result};
use domain::claim::{Assessment, Facts, assess};
use std::collections::HashMap;
use uuid::Uuid;

/// Claims read at a time.
const AT_ONCE: i64 = 200;

/// Puts every claim to the rule file it was decided by. Answers with how many, and with those that come out otherwise.
///
/// # Errors
/// Those of the database.
pub async fn verify(db: &PgPool) -> Result<(usize, Vec<Uuid>)> {
    let mut tx = db.begin().await?;
    let (mut looked_at, mut differ, mut after) = (0, Vec::new(), Uuid::nil());
    let mut books: HashMap<String, ClaimBook> = HashMap::new();
    loop {
        let rows = sqlx::query!("select id, facts, assessment, rule_file from claim where id > $1 order by id limit $2", after, AT_ONCE);
        let rows = rows.fetch_all(&mut *tx).await?;
        let Some(last) = rows.last() else { return Ok((looked_at, differ)) };
        after = last.id;
        for row in rows {
            looked_at += 1;
            if !books.contains_key(&row.rule_file) {
                books.insert(row.rule_file.clone(), ClaimBook::of_then(&mut tx, &row.rule_file).await?);
            }
            let facts = serde_json::from_value::<Facts>(row.facts).ok();
            let then = serde_json::from_value::<Assessment>(row.assessment).ok();
            let again = books.get(&row.rule_file).zip(facts).and_then(|(book, facts)| assess(&book.rules, &facts).ok());
            if then.is_none() || again != then {
                differ.push(row.id);
            }
        }
    }
}
