//! Help over Postgres: finding, reading, judging; what is published is what is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::help::{article, forget_misses, missed, opine, publish_due, search, shelves};
use desk::{Error, PgPool};
use domain::locale::Locale::{self, En, ZhCn};
use jiff::{SignedDuration, Timestamp};

fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

async fn found(db: &PgPool, locale: Locale, asked: &str) -> Vec<String> {
    search(db, locale, asked, 3).await.unwrap().into_iter().map(|hit| hit.slug).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn questions_find_their_articles_in_any_spelling(db: PgPool) {
    desk::demo::load_help(&db, now()).await.unwrap();
    let asked = [
        (En, "my bag did not arrive", "bag-missing"),
        (En, "lost luggage", "bag-missing"),
        (En, "lost lugage", "bag-missing"),
        (En, "wheelchiar", "wheelchair"),
        (En, "power ban", "power-banks"),
        (ZhCn, "行李没到", "bag-missing"),
        (ZhCn, "xingli meidao", "bag-missing"),
        (ZhCn, "充电宝能带吗", "power-banks"),
        (ZhCn, "輪椅", "wheelchair"),
        // readers of two languages type in either
        (En, "行李丢了", "bag-missing"),
        (En, "轮椅", "wheelchair"),
        (En, "xingli diu le", "bag-missing"),
        (ZhCn, "refund", "refund-how"),
        (ZhCn, "lost bag", "bag-missing"),
        (ZhCn, "wheelchiar", "wheelchair"),
        (En, "liquids over 100ml", "liquids"),
    ];
    for (locale, question, slug) in asked {
        let found = found(&db, locale, question).await;
        assert!(found.iter().any(|found| found == slug), "{question}: {found:?}");
    }
    for nothing in ["", "   ", "how do I", "% _ ' \\", "zzzzzzzz", "DEMO3B"] {
        for locale in Locale::ALL {
            assert_eq!(found(&db, locale, nothing).await, Vec::<String>::new(), "{nothing} {}", locale.tag());
        }
    }
    let hits = search(&db, En, "行李丢了", 3).await.unwrap();
    assert!(hits[0].title.is_ascii(), "told in the reader's language: {}", hits[0].title);
}

#[sqlx::test(migrations = "../migrations")]
async fn every_article_stands_on_a_shelf_in_each_language(db: PgPool) {
    desk::demo::load_help(&db, now()).await.unwrap();
    for locale in Locale::ALL {
        let shelves = shelves(&db, locale).await.unwrap();
        let all: Vec<_> = shelves.iter().flat_map(|shelf| &shelf.articles).collect();
        assert!(all.len() >= 60, "{}", all.len());
        for link in all {
            let article = article(&db, locale, &link.slug).await.unwrap();
            assert_eq!(article.locale, locale);
            assert!(article.action.is_some() && !article.related.is_empty(), "{}", link.slug);
        }
    }
    assert!(matches!(article(&db, En, "no-such-article").await, Err(Error::NotFound)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_due_version_replaces_the_one_before_in_page_and_search(db: PgPool) {
    desk::demo::load_help(&db, now()).await.unwrap();
    sqlx::query(
        "insert into article_version (slug, locale, number, title, summary, synonyms, body, state, written_at, publish_at)
         values ('liquids', 'en', 2, 'Quokkas in hand baggage', 'None.', '', 'None.', 'approved', $1, $1)",
    )
    .bind(jiff_sqlx::ToSqlx::to_sqlx(now()))
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(publish_due(&db, now() - SignedDuration::from_secs(1)).await.unwrap(), 0);
    assert!(found(&db, En, "quokka").await.is_empty());
    assert_eq!(publish_due(&db, now()).await.unwrap(), 1);
    assert_eq!(publish_due(&db, now()).await.unwrap(), 0);
    assert_eq!(found(&db, En, "quokka").await, ["liquids"]);
    assert_eq!(article(&db, En, "liquids").await.unwrap().number, 2);
    let wrong: i64 = sqlx::query_scalar(
        "select count(*) from help_word w where term <> '' and articles <> (select count(*) from help_posting p where p.locale = w.locale and p.term = w.term)",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(wrong, 0, "words are counted as often as they are found");
    let counted: i64 = sqlx::query_scalar(
        "select count(*) from help_word w where term = '' and articles <> (select count(*) from article_version v where v.locale = w.locale and v.state = 'published')",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(counted, 0, "articles are counted");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_translated_is_read_in_english(db: PgPool) {
    desk::demo::load_help(&db, now()).await.unwrap();
    sqlx::query("update article_version set state = 'withdrawn' where slug = 'liquids' and locale = 'zh-CN'").execute(&db).await.unwrap();
    assert_eq!(article(&db, ZhCn, "liquids").await.unwrap().locale, En);
}

#[sqlx::test(migrations = "../migrations")]
async fn readers_are_heard_and_misses_counted_without_names(db: PgPool) {
    desk::demo::load_help(&db, now()).await.unwrap();
    opine(&db, now(), En, "liquids", Some(false), " What about soup? ").await.unwrap();
    assert!(matches!(opine(&db, now(), En, "liquids", None, "").await, Err(Error::Invalid(_))));
    assert!(matches!(opine(&db, now(), En, "liquids", Some(true), &"x".repeat(1_001)).await, Err(Error::Invalid(_))));
    assert!(matches!(opine(&db, now(), En, "nothing", Some(true), "").await, Err(Error::NotFound)));
    let words: String = sqlx::query_scalar("select words from article_opinion where not helped").fetch_one(&db).await.unwrap();
    assert_eq!(words, "What about soup?");
    for asked in ["Zzyzx  qqqqq", "zzyzx qqqqq", "zzyzx DEMO2A qqqqq", "zzyzx a@b.example"] {
        found(&db, En, asked).await;
    }
    let kept = async || sqlx::query_as::<_, (String, i32)>("select asked, times from help_miss").fetch_all(&db).await.unwrap();
    assert_eq!(kept().await, [], "looking alone keeps nothing");
    for asked in ["Zzyzx  qqqqq", "zzyzx qqqqq", "zzyzx DEMO2A qqqqq", "zzyzx a@b.example", " ", "how do I"] {
        missed(&db, En, now(), asked).await.unwrap();
    }
    assert_eq!(kept().await, [("zzyzx qqqqq".to_owned(), 2)]);
    let day = |days: i64| now() + SignedDuration::from_hours(24 * days);
    assert_eq!(forget_misses(&db, day(89)).await.unwrap(), 0);
    assert_eq!(forget_misses(&db, day(90)).await.unwrap(), 1);
}
