//! Every article with what it needs: text, translation, a fresh look; and what readers looked for in vain.

use super::{Helped, member};
use crate::{PgPool, Result};
use domain::help::{Book, Due, State, due};
use domain::locale::Locale;
use domain::policy::{ARTICLE_DOUBTS, ARTICLE_REVIEW_MONTHS, MISSES_SHOWN_DAYS};
use domain::rights::Viewer;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use std::collections::HashMap;

/// Articles on a page.
const PAGE: i64 = 100;
/// Searches without result that are shown.
const MISSES: i64 = 25;

/// What is wanted of an article for it to be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Anything.
    #[default]
    Any,
    /// It has a version in this state.
    Has(State),
    /// Its translation follows an original that has moved on.
    Outdated,
    /// It is to be read against the facts again.
    Due,
}

impl Standing {
    /// Every one, in the order offered.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let states = [State::Draft, State::Review, State::Approved, State::Published, State::Withdrawn].map(Self::Has);
        [Self::Any, Self::Due, Self::Outdated].into_iter().chain(states).collect()
    }

    /// As it stands in the address; empty filters nothing.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Has(state) => state.as_str(),
            Self::Outdated => "outdated",
            Self::Due => "due",
        }
    }

    /// Reads what [`Standing::as_str`] wrote; anything else filters nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::all().into_iter().find(|standing| standing.as_str() == text).unwrap_or_default()
    }
}

/// Which articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Of one department, by id.
    pub owner: Option<String>,
    /// In what standing.
    pub standing: Standing,
    /// From which page on, from 0.
    pub page: i64,
}

/// A page of articles, by department in the airline's order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// At most a hundred.
    pub articles: Vec<Listed>,
    /// There are more.
    pub more: bool,
    /// Searches that found nothing of late, the most frequent first.
    pub misses: Vec<Miss>,
}

/// An article in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// `bag-missing`.
    pub slug: String,
    /// Department id.
    pub owner: String,
    /// Its title, as far as it has one.
    pub title: String,
    /// When it was last read against the facts.
    pub reviewed_on: Date,
    /// Whether and why it is to be read again.
    pub due: Option<Due>,
    /// What readers said.
    pub helped: Helped,
    /// The newest words of a reader, and when.
    pub words: Option<(String, Timestamp)>,
    /// Each language it has words in.
    pub tongues: Vec<Tongue>,
}

/// An article in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tongue {
    /// The language.
    pub locale: Locale,
    /// What is read, by its number.
    pub published: Option<i32>,
    /// What is on its way, or was taken away where there is nothing else.
    pub other: Option<Kept>,
    /// The original has moved on since what is read, or on its way, was translated.
    pub outdated: bool,
}

/// A version that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub number: i32,
    /// Where it is.
    pub state: State,
    /// The hour it waits for.
    pub publish_at: Option<Timestamp>,
}

/// What was asked and found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// In which language.
    pub locale: Locale,
    /// What was typed.
    pub asked: String,
    /// How often.
    pub times: i64,
}

/// The articles, for staff.
///
/// # Errors
/// `SignInFirst`; those of the database.
pub async fn list(db: &PgPool, viewer: &Viewer, locale: Locale, now: Timestamp, filter: &Filter) -> Result<Page> {
    member(viewer)?;
    let today = now.to_zoned(TimeZone::UTC).date();
    let mut articles = articles(db, locale, today, filter).await?;
    let more = i64::try_from(articles.len()).is_ok_and(|found| found > PAGE);
    articles.truncate(usize::try_from(PAGE).unwrap_or_default());
    let slugs: Vec<String> = articles.iter().map(|article| article.slug.clone()).collect();
    let (mut tongues, mut words) = (tongues(db, Book::Help, &slugs).await?, newest_words(db, &slugs).await?);
    for article in &mut articles {
        article.tongues = tongues.remove(&article.slug).unwrap_or_default();
        article.words = words.remove(&article.slug);
    }
    Ok(Page { articles, more, misses: misses(db, today).await? })
}

async fn articles(db: &PgPool, locale: Locale, today: Date, filter: &Filter) -> Result<Vec<Listed>> {
    let rows = sqlx::query!(
        r#"select a.slug, a.owner, a.reviewed_on as "reviewed_on: jiff_sqlx::Date", coalesce(named.title, a.slug) as "title!",
                  said.yes as "yes!", said.no as "no!", since.yes as "yes_since!", since.no as "no_since!"
           from article a
           join department d on d.id = a.owner
           left join lateral (
               select title from article_version where slug = a.slug and title <> ''
               order by state = 'published' desc, locale = $3 desc, locale = 'en' desc, number desc limit 1
           ) named on true
           cross join lateral (
               select count(*) filter (where helped) as yes, count(*) filter (where not helped) as no from article_opinion where slug = a.slug
           ) said
           cross join lateral (
               select count(*) filter (where helped) as yes, count(*) filter (where not helped) as no from article_opinion
               where slug = a.slug and given_at >= a.reviewed_on + 1
           ) since
           where ($1::text is null or a.owner = $1)
             and case $2
                 when '' then true
                 when 'due' then a.reviewed_on <= $4 or (since.yes + since.no >= $5 and since.no > since.yes)
                 when 'outdated' then exists (
                     select from article_version t join article_version o on o.slug = t.slug and o.locale = 'en' and o.state = 'published'
                     where t.slug = a.slug and t.locale <> 'en' and t.state = 'published' and coalesce(t.follows, 0) < o.number)
                 when 'withdrawn' then exists (
                     select from article_version v where v.slug = a.slug and v.state = 'withdrawn' and not exists (
                         select from article_version o where o.slug = v.slug and o.locale = v.locale
                             and o.state in ('draft', 'review', 'approved', 'published')))
                 else exists (select from article_version v where v.slug = a.slug and v.state = $2)
             end
           order by d.position, coalesce(named.title, a.slug) collate "C", a.slug limit $6 offset $7"#,
        filter.owner,
        filter.standing.as_str(),
        locale.tag(),
        today.saturating_sub(ARTICLE_REVIEW_MONTHS.months()).to_sqlx() as _,
        ARTICLE_DOUBTS,
        PAGE + 1,
        filter.page.clamp(0, 100_000) * PAGE,
    );
    let rows = rows.fetch_all(db).await?.into_iter().map(|row| Listed {
        due: due(row.reviewed_on.to_jiff(), today, row.yes_since, row.no_since),
        slug: row.slug,
        owner: row.owner,
        title: row.title,
        reviewed_on: row.reviewed_on.to_jiff(),
        helped: Helped { yes: row.yes, no: row.no },
        words: None,
        tongues: Vec::new(),
    });
    Ok(rows.collect())
}

/// The languages of each article, the original first.
pub(super) async fn tongues(db: &PgPool, book: Book, slugs: &[String]) -> Result<HashMap<String, Vec<Tongue>>> {
    let rows = sqlx::query!(
        r#"select v.slug, v.locale, v.number, v.state, v.publish_at as "publish_at: jiff_sqlx::Timestamp",
                  (v.locale <> 'en' and v.state <> 'withdrawn' and coalesce(v.follows, 0) < o.number) as "outdated?"
           from text_version v
           left join text_version o on o.book = $2 and o.slug = v.slug and o.locale = 'en' and o.state = 'published'
           where v.book = $2 and v.slug = any($1) and v.state <> 'replaced' order by v.slug, v.locale, v.number"#,
        slugs,
        book.as_str(),
    )
    .fetch_all(db)
    .await?;
    let mut found: HashMap<String, Vec<Tongue>> = HashMap::new();
    for row in rows {
        let (Some(locale), Some(state)) = (Locale::from_tag(&row.locale), State::parse(&row.state)) else { continue };
        let tongues = found.entry(row.slug).or_default();
        if tongues.last().is_none_or(|tongue| tongue.locale != locale) {
            tongues.push(Tongue { locale, published: None, other: None, outdated: false });
        }
        let Some(tongue) = tongues.last_mut() else { continue };
        if state == State::Published {
            tongue.published = Some(row.number);
        } else {
            tongue.other = Some(Kept { number: row.number, state, publish_at: row.publish_at.map(jiff_sqlx::Timestamp::to_jiff) });
        }
        // what is read counts, and only without it what is on its way
        if state == State::Published || (tongue.published.is_none() && state.is_open()) {
            tongue.outdated = row.outdated.unwrap_or_default();
        }
    }
    for tongue in found.values_mut().flatten() {
        let alive = |kept: &Kept| kept.state.is_open() || (tongue.published.is_none() && kept.state == State::Withdrawn);
        tongue.other = tongue.other.take().filter(alive);
    }
    Ok(found)
}

async fn newest_words(db: &PgPool, slugs: &[String]) -> Result<HashMap<String, (String, Timestamp)>> {
    let rows = sqlx::query!(
        r#"select distinct on (slug) slug, words, given_at as "given_at: jiff_sqlx::Timestamp" from article_opinion
           where slug = any($1) and words <> '' order by slug, given_at desc, id desc"#,
        slugs
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.slug, (row.words, row.given_at.to_jiff()))).collect())
}

async fn misses(db: &PgPool, today: Date) -> Result<Vec<Miss>> {
    let rows = sqlx::query!(
        r#"select locale, asked, sum(times) as "times!" from help_miss where day > $1 group by locale, asked order by 3 desc, asked limit $2"#,
        today.saturating_sub(MISSES_SHOWN_DAYS.days()).to_sqlx() as _,
        MISSES
    );
    let missed = rows.fetch_all(db).await?.into_iter().map(|row| Miss {
        locale: Locale::from_tag(&row.locale).unwrap_or_default(),
        asked: row.asked,
        times: row.times,
    });
    Ok(missed.collect())
}
