//! Help: how often the right article is among the first three, and how long finding takes among ten thousand.

use crate::report::{Outcome, line, milliseconds, percentile};
use desk::{PgPool, help::search};
use domain::locale::Locale;
use jiff::Timestamp;
use std::time::Instant;

/// Least share of questions whose article is among the first three.
const RECALL: f64 = 0.90;
/// Longest p95 of a search, in milliseconds.
const P95: f64 = 20.0;
/// Questions as passengers type them and the articles that answer, written by somebody who had not read the articles.
const QUESTIONS: [(Locale, &str); 2] =
    [(Locale::En, include_str!("questions/en.tsv")), (Locale::ZhCn, include_str!("questions/zh-CN.tsv"))];

pub(crate) async fn measure(database_url: &str, articles: i32, show: bool) -> Outcome {
    let db = PgPool::connect(database_url).await?;
    desk::MIGRATIONS.run(&db).await?;
    desk::demo::load_help(&db, Timestamp::now()).await?;
    analyze(&db).await?;
    for (locale, questions) in QUESTIONS {
        let (mut right, mut all) = (0_u32, 0_u32);
        for (question, answers) in questions.lines().filter_map(|line| line.split_once('\t')) {
            let hits = search(&db, locale, question, 3).await?;
            let found = answers.split(',').any(|slug| hits.iter().any(|hit| hit.slug == slug.trim()));
            all += 1;
            right += u32::from(found);
            if show && !found {
                println!("  {question} → {answers}, found {:?}", hits.iter().map(|hit| hit.slug.as_str()).collect::<Vec<_>>());
            }
        }
        let recall = f64::from(right) / f64::from(all.max(1));
        line(&format!("help: recall@3 of {all} questions ({})", locale.tag()), &format!("{recall:.3}"), "≥ 0.90", recall >= RECALL);
    }
    multiply(&db, articles).await?;
    for (locale, questions) in QUESTIONS {
        let mut times = Vec::new();
        for (question, _) in questions.lines().filter_map(|line| line.split_once('\t')) {
            let begun = Instant::now();
            search(&db, locale, question, 8).await?;
            times.push(begun.elapsed());
        }
        let p95 = milliseconds(percentile(&mut times, 0.95));
        line(&format!("help: search of {articles} articles ({})", locale.tag()), &format!("p95 {p95:.1} ms"), "≤ 20 ms", p95 <= P95);
    }
    Ok(())
}

/// Each article again under other addresses, so that every word is as common as it is in the originals.
async fn multiply(db: &PgPool, articles: i32) -> Outcome {
    let there: i64 = sqlx::query_scalar("select count(*) from article").fetch_one(db).await?;
    let copies = articles / i32::try_from(there.max(1))? + 1;
    for statement in [
        "insert into article select slug || '-' || n, owner, action, related, reviewed_on from article, generate_series(2, $1) n",
        "insert into article_version (slug, locale, number, title, summary, synonyms, body, state, written_at)
         select slug || '-' || n, locale, number, title, summary, synonyms, body, state, written_at from article_version, generate_series(2, $1) n",
        "insert into help_posting select locale, term, slug || '-' || n, weight * (0.5 + random() / 2) from help_posting, generate_series(2, $1) n",
        "update help_word set articles = articles * $1",
    ] {
        sqlx::query(statement).bind(copies).execute(db).await?;
    }
    analyze(db).await
}

async fn analyze(db: &PgPool) -> Outcome {
    sqlx::query("vacuum analyze article, article_version, help_posting, help_word").execute(db).await?;
    Ok(())
}
