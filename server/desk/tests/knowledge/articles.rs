//! Articles as a whole: new ones, translations, the list and what it says each needs.

use crate::common::{SLUG, TEXT, demo, draft, now, read, seen, sentence, staff, waiting, words};
use desk::help::writing::{
    Draft, Facts, Fault, Filter, NewArticle, Seen, Standing, approve, create, faults, list, manuscript, save, send, set_facts, start,
};
use desk::help::{article, missed, opine};
use desk::{Error, PgPool};
use domain::help::{Due, State, Text, Words};
use domain::locale::Locale::{En, ZhCn};
use jiff::{SignedDuration, Timestamp};

#[sqlx::test(migrations = "../migrations")]
async fn translations_know_when_the_original_has_moved(db: PgPool) {
    demo(&db).await;
    let outdated = |standing| Filter { standing, ..Filter::default() };
    assert!(list(&db, &staff("agent"), En, now(), &outdated(Standing::Outdated)).await.unwrap().articles.is_empty());
    waiting(&db, "The bag has moved on").await;
    approve(&db, &staff("petra.novak"), now(), TEXT, seen(2, 1), None, false).await.unwrap();
    let page = list(&db, &staff("agent"), En, now(), &outdated(Standing::Outdated)).await.unwrap();
    assert_eq!(page.articles.iter().map(|article| article.slug.as_str()).collect::<Vec<_>>(), [SLUG]);
    assert!(page.articles[0].tongues.iter().any(|tongue| tongue.locale == ZhCn && tongue.outdated));

    let translator = staff("agent");
    start(&db, &translator, now(), TEXT, ZhCn).await.unwrap();
    let chinese = |edits, follows, words| Draft { locale: ZhCn, number: 2, edits, words, follows };
    let words = words("行李未到");
    save(&db, &translator, now(), TEXT, chinese(0, None, &words)).await.unwrap();
    let begun = read(&db).await;
    assert!(begun.moved_original(begun.open(ZhCn).unwrap()).is_some(), "nobody has said that it renders the new one");
    assert_eq!(sentence(save(&db, &translator, now(), TEXT, chinese(1, Some(7), &words)).await), "knowledge-moved-on");
    send(&db, &translator, now(), TEXT, chinese(1, Some(2), &words)).await.unwrap();
    approve(&db, &staff("petra.novak"), now(), TEXT, Seen { locale: ZhCn, number: 2, edits: 2 }, None, false).await.unwrap();
    let done = read(&db).await;
    assert!(done.moved_original(done.published(ZhCn).unwrap()).is_none());
    assert!(list(&db, &translator, En, now(), &outdated(Standing::Outdated)).await.unwrap().articles.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_article_is_whole_before_it_is_sent(db: PgPool) {
    demo(&db).await;
    const DRONES: Text<'_> = Text::help("drones");
    let author = staff("samuel.okoye");
    let new = |slug| NewArticle { slug, owner: "baggage", action: "ask baggage bag-missing" };
    for (slug, expected) in [("Drones", "knowledge-slug-wrong"), ("new", "knowledge-slug-wrong"), (SLUG, "knowledge-slug-taken")] {
        assert_eq!(sentence(create(&db, &author, now(), new(slug)).await), expected, "{slug}");
    }
    assert_eq!(sentence(create(&db, &author, now(), NewArticle { owner: "x", ..new("drones") }).await), "knowledge-owner-missing");
    assert_eq!(sentence(create(&db, &author, now(), NewArticle { action: "fly", ..new("drones") }).await), "knowledge-action-missing");
    create(&db, &author, now(), new("drones")).await.unwrap();
    let empty = Words::default();
    let Err(Error::Invalid(errors)) = send(&db, &author, now(), DRONES, draft(1, 0, &empty)).await else { panic!() };
    assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["title", "summary", "body"]);
    let long = Words { title: "x".repeat(121), body: "x".repeat(20_001), ..Words::default() };
    let Err(Error::Invalid(errors)) = save(&db, &author, now(), DRONES, draft(1, 0, &long)).await else { panic!() };
    assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["title", "body"]);

    let broken =
        Words { body: "[a](/help/nothing) [b](/desk) [c](https://example.org) [d](/help/drones) [e](/trip)".to_owned(), ..words("Drones") };
    assert_eq!(sentence(send(&db, &author, now(), DRONES, draft(1, 0, &broken)).await), "knowledge-links-broken");
    let found = faults(&db, DRONES, &broken.body).await.unwrap();
    let expected = [
        Fault::NoArticle("/help/nothing".to_owned()),
        Fault::NoPage("/desk".to_owned()),
        Fault::Elsewhere("https://example.org".to_owned()),
    ];
    assert_eq!(found, expected);
    let unsaved = manuscript(&db, &author, En, DRONES).await.unwrap();
    assert_eq!(unsaved.open(En).map(|version| (version.edits, version.state)), Some((0, State::Draft)), "what is refused is not half kept");

    // while nothing is read its author may change what it leads to
    let facts = Facts { edits: 0, owner: "baggage", action: "trip", related: "liquids, power-banks", reviewed_on: "2026-11-20" };
    set_facts(&db, &author, now(), "drones", facts).await.unwrap();
    assert_eq!(sentence(set_facts(&db, &author, now(), "drones", facts).await), "knowledge-facts-edited");
    for (wrong, expected) in [
        (Facts { owner: "x", ..facts }, "knowledge-owner-missing"),
        (Facts { action: "", ..facts }, "knowledge-action-missing"),
        (Facts { related: "liquids nothing", ..facts }, "knowledge-related-unknown"),
        (Facts { related: "drones", ..facts }, "knowledge-related-unknown"),
        (Facts { reviewed_on: "2027-01-01", ..facts }, "knowledge-reviewed-wrong"),
        (Facts { reviewed_on: "yesterday", ..facts }, "knowledge-reviewed-wrong"),
    ] {
        assert_eq!(sentence(set_facts(&db, &author, now(), "drones", Facts { edits: 1, ..wrong }).await), expected);
    }
    send(&db, &author, now(), DRONES, draft(1, 0, &words("Drones"))).await.unwrap();
    let unchecked = approve(&db, &staff("petra.novak"), now(), DRONES, seen(1, 1), None, false).await;
    assert_eq!(sentence(unchecked), "knowledge-checked-first", "its readers are told when somebody last checked it");
    approve(&db, &staff("petra.novak"), now(), DRONES, seen(1, 1), None, true).await.unwrap();
    assert_eq!(article(&db, ZhCn, "drones").await.unwrap().related.len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_list_says_what_each_article_needs(db: PgPool) {
    demo(&db).await;
    for (helped, said) in [(true, ""), (false, "What about soup?"), (false, "And jam?")] {
        opine(&db, now(), En, "liquids", Some(helped), said).await.unwrap();
    }
    missed(&db, ZhCn, now(), "zzyzx qqqqq").await.unwrap();
    missed(&db, En, now() - SignedDuration::from_hours(24 * 31), "xyzzy qqqqq").await.unwrap();
    let reader = staff("agent");
    let ask = async |filter: Filter, at: Timestamp| list(&db, &reader, En, at, &filter).await.unwrap();
    let all = ask(Filter::default(), now()).await;
    assert!(all.articles.len() >= 60 && !all.more);
    assert_eq!(all.misses.iter().map(|miss| (miss.asked.as_str(), miss.times)).collect::<Vec<_>>(), [("zzyzx qqqqq", 1)]);
    let liquids = all.articles.iter().find(|article| article.slug == "liquids").unwrap();
    assert_eq!((liquids.helped.share(), liquids.words.as_ref().map(|(words, _)| words.as_str())), (Some(33), Some("And jam?")));
    assert_eq!(
        liquids.tongues.iter().map(|tongue| (tongue.locale, tongue.published)).collect::<Vec<_>>(),
        [(En, Some(1)), (ZhCn, Some(1))]
    );
    assert!(liquids.due.is_none());
    let later = now() + SignedDuration::from_hours(24);
    for _ in 0..3 {
        opine(&db, later, En, "liquids", Some(false), "").await.unwrap();
        opine(&db, later, En, "power-banks", Some(true), "").await.unwrap();
    }
    sqlx::query("update article set reviewed_on = '2025-11-22' where slug = 'wheelchair'").execute(&db).await.unwrap();
    sqlx::query("update article set reviewed_on = '2026-11-19' where slug <> 'wheelchair'").execute(&db).await.unwrap();
    let due = ask(Filter { standing: Standing::Due, ..Filter::default() }, later).await;
    let mut found: Vec<_> = due.articles.iter().map(|article| (article.slug.as_str(), article.due)).collect();
    found.sort_unstable_by_key(|(slug, _)| *slug);
    assert_eq!(found, [("liquids", Some(Due::Doubt)), ("wheelchair", Some(Due::Age))]);

    let baggage = ask(Filter { owner: Some("baggage".to_owned()), ..Filter::default() }, now()).await;
    assert!(!baggage.articles.is_empty() && baggage.articles.iter().all(|article| article.owner == "baggage"));
    waiting(&db, "A bag").await;
    for standing in Standing::all() {
        assert_eq!(Standing::parse(standing.as_str()), standing);
        ask(Filter { standing, ..Filter::default() }, now()).await;
    }
    let review = ask(Filter { standing: Standing::Has(State::Review), ..Filter::default() }, now()).await;
    assert_eq!(review.articles.iter().map(|article| article.slug.as_str()).collect::<Vec<_>>(), [SLUG]);
    let beyond = ask(Filter { page: 9, ..Filter::default() }, now()).await;
    assert!(beyond.articles.is_empty());
}
