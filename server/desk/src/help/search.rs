//! Finding articles: BM25 over the terms of `domain::help`, each part of the question answered by its best term.

use crate::{PgPool, Result};
use domain::help::{Part, Question, closest, deletions, synonyms_of};
use domain::locale::Locale;
use jiff::{Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use std::collections::{HashMap, HashSet};

/// Longer questions are read to here, in characters.
const LONGEST: usize = 300;
/// Terms that are looked up: those that tell most.
const TERMS: i64 = 24;
/// Articles a term brings in: those it weighs most in. More would cost time and change no first page.
const CHAMPIONS: i64 = 300;
/// What scores less than this share of the best is noise.
const WORTH: f32 = 0.3;
/// Words a word begun may become.
const COMPLETIONS: i64 = 12;
/// Words a misspelt word may have been.
const CORRECTIONS: i64 = 40;

/// An article found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// `bag-missing`.
    pub slug: String,
    /// Title.
    pub title: String,
    /// The short answer.
    pub summary: String,
    /// How well it answers: comparable within one search only.
    pub score: f32,
}

/// The articles that answer best, best first, in the reader's language. What finds nothing is counted by day
/// for those who write, unless it may name somebody (anything with digits or `@`).
///
/// # Errors
/// Those of the database.
pub async fn search(db: &PgPool, locale: Locale, now: Timestamp, asked: &str, most: i64) -> Result<Vec<Hit>> {
    let asked: String = asked.chars().take(LONGEST).collect();
    let mut question = Question::read(&asked);
    if question.parts.is_empty() {
        return Ok(Vec::new());
    }
    complete(db, locale, &mut question).await?;
    let mut hits = ranked(db, locale, &question, most).await?;
    let best = hits.first().map_or(0.0, |hit| hit.score);
    hits.retain(|hit| hit.score >= best * WORTH);
    if hits.is_empty() {
        missed(db, locale, now, &asked).await?;
    }
    Ok(hits)
}

async fn ranked(db: &PgPool, locale: Locale, question: &Question, most: i64) -> Result<Vec<Hit>> {
    let (mut parts, mut terms, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (part, Part { terms: alternatives, .. }) in (0_i32..).zip(&question.parts) {
        for (term, weight) in alternatives {
            parts.push(part);
            terms.push(term.clone());
            weights.push(*weight);
        }
    }
    let hits = sqlx::query_as!(
        Hit,
        r#"with total as (
               select articles::real as articles from help_word where locale = $1 and term = ''
           ), asked as (
               select part, term, max(weight) as weight from unnest($2::int[], $3::text[], $4::real[]) as asked(part, term, weight) group by part, term
           ), known as (
               select part, w.term, asked.weight * ln(1 + (total.articles - w.articles + 0.5) / (w.articles + 0.5)) as weight
               from asked join help_word w on w.locale = $1 and w.term = asked.term
               cross join total
               where w.articles > 0
               order by 3 desc limit $6
           ), best as (
               select p.slug, known.part, max(p.weight * known.weight) as score
               from known cross join lateral (
                   select slug, weight from help_posting where locale = $1 and term = known.term order by weight desc limit $7
               ) p
               group by p.slug, known.part
           ), found as (
               select slug, sum(score) as score from best group by slug order by sum(score) desc, slug limit $5
           )
           select v.slug, v.title, v.summary, found.score::real as "score!"
           from found join article_version v on v.slug = found.slug and v.locale = $1 and v.state = 'published'
           order by found.score desc, v.slug"#,
        locale.tag(),
        &parts,
        &terms,
        &weights,
        most,
        TERMS,
        CHAMPIONS,
    );
    Ok(hits.fetch_all(db).await?)
}

/// Words nobody wrote are taken for misspelt, the last one also for not finished.
async fn complete(db: &PgPool, locale: Locale, question: &mut Question) -> Result<()> {
    let typed: Vec<String> = question.parts.iter().filter_map(|part| part.typed.clone()).collect();
    if typed.is_empty() {
        return Ok(());
    }
    let known =
        sqlx::query_scalar!("select term from help_word where locale = $1 and term = any($2) and articles > 0", locale.tag(), &typed);
    let known: HashSet<String> = known.fetch_all(db).await?.into_iter().collect();
    let last = typed.last().cloned().unwrap_or_default();
    let mut others: HashMap<String, Vec<(String, f32)>> = HashMap::new();
    for word in typed.into_iter().filter(|word| !known.contains(word)) {
        let near = sqlx::query_scalar!(
            "select term from help_word where locale = $1 and near && $2 and articles > 0 order by articles desc limit $3",
            locale.tag(),
            &deletions(&word),
            CORRECTIONS,
        );
        let near = near.fetch_all(db).await?;
        let close: Vec<(String, f32)> =
            closest(&word, near.iter().map(String::as_str)).into_iter().map(|(term, weight)| (term.to_owned(), weight)).collect();
        question.parts.extend(close.iter().flat_map(|(term, _)| synonyms_of(term)));
        others.insert(word, close);
    }
    if last.chars().count() >= 3 {
        let begun = sqlx::query_scalar!(
            r"select term from help_word where locale = $1 and term like replace(replace($2, '\', '\\'), '_', '\_') || '_%' and articles > 0
              order by articles desc limit $3",
            locale.tag(),
            last,
            COMPLETIONS,
        );
        let begun = begun.fetch_all(db).await?;
        others.entry(last).or_default().extend(begun.into_iter().map(|term| (term, 0.6)));
    }
    for part in &mut question.parts {
        if let Some(more) = part.typed.as_ref().and_then(|word| others.get(word)) {
            part.terms.extend(more.iter().cloned());
        }
    }
    Ok(())
}

async fn missed(db: &PgPool, locale: Locale, now: Timestamp, asked: &str) -> Result<()> {
    let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if asked.chars().any(|c| c.is_numeric() || c == '@' || c.is_control()) {
        return Ok(());
    }
    sqlx::query!(
        "insert into help_miss as m (locale, asked, day, times) values ($1, $2, $3, 1) on conflict (locale, asked, day) do update set times = m.times + 1",
        locale.tag(),
        asked,
        now.to_zoned(TimeZone::UTC).date().to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
