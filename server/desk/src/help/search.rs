//! Finding articles: BM25 over the terms of `domain::help`, each part of the question answered by its best term.

use crate::{PgPool, Result};
use domain::help::{Part, Question, closest, deletions, synonyms_of};
use domain::locale::Locale;
use domain::policy::MISSES_KEPT_DAYS;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use std::collections::{BTreeMap, HashSet};

/// Longer questions are read to here, in characters.
const LONGEST: usize = 300;
/// Terms that are looked up: those that tell most.
const TERMS: i64 = 24;
/// Articles a term brings in: those it weighs most in. More would cost time and change no first page.
const CHAMPIONS: i64 = 300;
/// What scores less than this share of the best is noise.
const WORTH: f32 = 0.3;
/// How much an answer in the other language counts: readers of two languages type in either.
const OTHER: f32 = 0.6;
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

/// The articles that answer best, best first, told in the reader's language. The words of every language are looked
/// through, those of the reader's first. Nothing is kept of the question.
///
/// # Errors
/// Those of the database.
pub async fn search(db: &PgPool, locale: Locale, asked: &str, most: i64) -> Result<Vec<Hit>> {
    let asked: String = asked.chars().take(LONGEST).collect();
    let question = Question::read(&asked);
    if question.parts.is_empty() {
        return Ok(Vec::new());
    }
    let known = Known::read(db, &question).await?;
    let mut scores: BTreeMap<String, f32> = BTreeMap::new();
    for other in Locale::ALL {
        let question = in_language(db, other, &question, &known).await?;
        for (slug, score) in ranked(db, other, &question, most).await? {
            *scores.entry(slug).or_default() += if other == locale { score } else { score * OTHER };
        }
    }
    let best = scores.values().copied().fold(0.0, f32::max);
    scores.retain(|_, score| *score >= best * WORTH);
    told(db, locale, scores, most).await
}

/// Which of a question's terms articles hold, by language.
struct Known(HashSet<(String, String)>);

impl Known {
    async fn read(db: &PgPool, question: &Question) -> Result<Self> {
        let terms: Vec<String> = question.parts.iter().flat_map(|part| &part.terms).map(|(term, _)| term.clone()).collect();
        let rows = sqlx::query!("select locale, term from help_word where term = any($1) and articles > 0", &terms);
        Ok(Self(rows.fetch_all(db).await?.into_iter().map(|row| (row.locale, row.term)).collect()))
    }

    fn holds(&self, locale: Locale, term: &str) -> bool {
        self.0.contains(&(locale.tag().to_owned(), term.to_owned()))
    }

    fn anywhere(&self, term: &str) -> bool {
        Locale::ALL.iter().any(|locale| self.holds(*locale, term))
    }
}

/// The question as one language may answer it: pieces of codes nobody wrote are left out, words no language knows are
/// taken for misspelt, the last one also for not finished. Letters that spell Chinese are no misspelt word.
async fn in_language(db: &PgPool, locale: Locale, question: &Question, known: &Known) -> Result<Question> {
    let mut question = question.clone();
    question.parts.retain(|part| part.code.iter().all(|stem| known.holds(locale, stem)));
    let spelt = question.parts.iter().any(|part| part.terms.iter().any(|(term, _)| term.starts_with('~') && known.anywhere(term)));
    let last = question.parts.iter().rev().find_map(|part| part.typed.clone());
    let mut meant = Vec::new();
    for part in &mut question.parts {
        let Some(word) = part.typed.as_ref().filter(|word| !spelt && !known.anywhere(word)) else { continue };
        let close = corrected(db, locale, word).await?;
        meant.extend(close.iter().flat_map(|(term, _)| synonyms_of(term)));
        if Some(word) == last.as_ref() && word.chars().count() >= 3 {
            part.terms.extend(begun(db, locale, word).await?);
        }
        part.terms.extend(close);
    }
    question.parts.extend(meant);
    Ok(question)
}

async fn corrected(db: &PgPool, locale: Locale, word: &str) -> Result<Vec<(String, f32)>> {
    let near = sqlx::query_scalar!(
        "select term from help_word where locale = $1 and near && $2 and articles > 0 order by articles desc limit $3",
        locale.tag(),
        &deletions(word),
        CORRECTIONS,
    );
    let near = near.fetch_all(db).await?;
    Ok(closest(word, near.iter().map(String::as_str)).into_iter().map(|(term, weight)| (term.to_owned(), weight)).collect())
}

async fn begun(db: &PgPool, locale: Locale, word: &str) -> Result<Vec<(String, f32)>> {
    let begun = sqlx::query_scalar!(
        r"select term from help_word where locale = $1 and term like replace(replace($2, '\', '\\'), '_', '\_') || '_%' and articles > 0
          order by articles desc limit $3",
        locale.tag(),
        word,
        COMPLETIONS,
    );
    Ok(begun.fetch_all(db).await?.into_iter().map(|term| (term, 0.6)).collect())
}

async fn ranked(db: &PgPool, locale: Locale, question: &Question, most: i64) -> Result<Vec<(String, f32)>> {
    let (mut parts, mut terms, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (part, Part { terms: alternatives, .. }) in (0_i32..).zip(&question.parts) {
        for (term, weight) in alternatives {
            parts.push(part);
            terms.push(term.clone());
            weights.push(*weight);
        }
    }
    let found = sqlx::query!(
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
           )
           select slug as "slug!", sum(score)::real as "score!" from best group by slug order by sum(score) desc, slug limit $5"#,
        locale.tag(),
        &parts,
        &terms,
        &weights,
        most,
        TERMS,
        CHAMPIONS,
    );
    Ok(found.fetch_all(db).await?.into_iter().map(|row| (row.slug, row.score)).collect())
}

/// Titles and short answers as the reader gets them: in English where there is no translation.
async fn told(db: &PgPool, locale: Locale, scores: BTreeMap<String, f32>, most: i64) -> Result<Vec<Hit>> {
    let (slugs, scores): (Vec<String>, Vec<f32>) = scores.into_iter().unzip();
    let hits = sqlx::query_as!(
        Hit,
        r#"select v.slug as "slug!", v.title as "title!", v.summary as "summary!", found.score as "score!"
           from unnest($1::text[], $2::real[]) as found(slug, score)
           join lateral (select slug, title, summary from article_version
                         where slug = found.slug and state = 'published' and locale in ($3, 'en') order by locale = $3 desc limit 1) v on true
           order by found.score desc, v.slug limit $4"#,
        &slugs,
        &scores,
        locale.tag(),
        most,
    );
    Ok(hits.fetch_all(db).await?)
}

/// Counts, by day, a search at `/help` that found nothing, for those who write: unless it may name somebody (anything with
/// digits or `@`). Only for whole searches: neither words on their way into a case nor half a word.
///
/// # Errors
/// Those of the database.
pub async fn missed(db: &PgPool, locale: Locale, now: Timestamp, asked: &str) -> Result<()> {
    let asked: String = asked.chars().take(LONGEST).collect();
    if Question::read(&asked).parts.is_empty() {
        return Ok(());
    }
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

/// Forgets searches of long ago (`domain::policy::MISSES_KEPT_DAYS`).
///
/// # Errors
/// Those of the database.
pub async fn forget_misses(db: &PgPool, now: Timestamp) -> Result<u64> {
    let before = now.to_zoned(TimeZone::UTC).date().saturating_sub(MISSES_KEPT_DAYS.days());
    Ok(sqlx::query!("delete from help_miss where day <= $1", before.to_sqlx() as _).execute(db).await?.rows_affected())
}
