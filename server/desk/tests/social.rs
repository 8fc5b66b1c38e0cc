//! Social networks: a thread is one case, answers wait for their connector, and what everybody reads is known before it leaves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::cases::social::{self, Delivery, Post};
use desk::cases::{self, How};
use desk::{Error, PgPool, Result};
use domain::case::{Channel, Stage};
use domain::contact::Way;
use domain::delivery::Paces;
use domain::locale::Locale;
use domain::rights::{Departments, Machine, Role, Scope, StaffMember, Viewer, Who};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn connector() -> Viewer {
    let (id, departments) = (Uuid::now_v7().to_string(), Departments::These(Vec::new()));
    Viewer::from(Machine { id, name: "connector".into(), scopes: vec![Scope::SocialWrite], departments, per_minute: 600 })
}

async fn agent(db: &PgPool) -> Viewer {
    let id = Uuid::now_v7();
    sqlx::query("insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, 'mei@landside.example', 'Mei Chen', 'agent', '{service}', '', '')")
        .bind(id)
        .execute(db)
        .await
        .unwrap();
    let member = StaffMember { id: id.to_string(), name: "Mei Chen".into(), role: Role::Agent, departments: vec!["service".into()] };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

fn post(message: &str, thread: &str, words: &str) -> Post {
    Post {
        network: "mastodon".into(),
        thread_id: thread.into(),
        message_id: message.into(),
        handle: "@ana".into(),
        name: "Ana".into(),
        link: format!("https://social.example/@ana/{message}"),
        words: words.into(),
        language: Locale::En,
        public: true,
        at: now(),
    }
}

async fn count(db: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<&'static str> {
    match result.unwrap_err() {
        Error::Forbidden => vec!["forbidden"],
        Error::NotFound => vec!["not found"],
        Error::Invalid(errors) => errors.iter().map(|error| error.message).collect(),
        Error::Conflict(sentence) => vec![sentence],
        other => panic!("{other:?}"),
    }
}

const KNOWS: How = How { asks: false, reopens: false, public: true, personal: false };

#[sqlx::test(migrations = "../migrations")]
async fn a_thread_is_one_case_and_a_message_one_entry(db: PgPool) {
    let (connector, agent) = (connector(), agent(&db).await);
    let first = social::take(&db, &connector, now(), post("1", "t", "Where is my bag?\nI wait.")).await.unwrap();
    assert_eq!(first.seq, 1);
    for _ in 0..2 {
        assert_eq!(social::take(&db, &connector, later(1), post("1", "t", "Where is my bag?")).await.unwrap(), first);
    }
    let second = social::take(&db, &connector, later(2), post("2", "t", "Anybody?")).await.unwrap();
    assert_eq!((&second.reference, second.seq), (&first.reference, 2));
    let other = social::take(&db, &connector, later(3), post("3", "u", "Seats?")).await.unwrap();
    assert_ne!(other.reference, first.reference);
    assert_eq!(refused(social::take(&db, &connector, later(4), post("2", "u", "Anybody?")).await), ["social-other-thread"]);
    assert_eq!(refused(social::take(&db, &agent, now(), post("9", "v", "x")).await), ["forbidden"]);

    let case = cases::view(&db, &agent, later(5), &first.reference, false).await.unwrap();
    assert_eq!(
        (case.head.channel, case.head.person_name.as_str(), case.head.subject.as_str()),
        (Channel::Social, "Ana (@ana)", "Where is my bag?")
    );
    assert!(case.head.locator.is_none() && case.staff.unwrap().address.is_none(), "nobody has identified them");
    assert_eq!(
        case.there.iter().map(|there| there.link.as_deref().unwrap()).collect::<Vec<_>>(),
        ["https://social.example/@ana/1", "https://social.example/@ana/2"]
    );
    assert_eq!(count(&db, "select count(*) from outbox").await, 0, "there is no address to write to");
    assert_eq!(cases::verify(&db).await.unwrap().1, []);
}

#[sqlx::test(migrations = "../migrations")]
async fn messages_that_begin_a_thread_at_once_are_one_case(db: PgPool) {
    let mut tasks = tokio::task::JoinSet::new();
    for place in 0..20 {
        let (db, connector) = (db.clone(), connector());
        // each message twice, from two processes of the connector
        tasks.spawn(async move { social::take(&db, &connector, now(), post(&(place / 2).to_string(), "t", "Hello?")).await.unwrap() });
    }
    let taken = tasks.join_all().await;
    assert!(taken.iter().all(|posted| posted.reference == taken[0].reference));
    assert_eq!(count(&db, "select count(*) from case_file").await, 1);
    assert_eq!(count(&db, "select count(*) from case_entry").await, 10);
    assert_eq!(cases::verify(&db).await.unwrap().1, []);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_everybody_reads_is_known_before_it_leaves(db: PgPool) {
    let (connector, agent) = (connector(), agent(&db).await);
    let reference = social::take(&db, &connector, now(), post("1", "t", "Where is my bag?")).await.unwrap().reference;
    let reply = async |words: &str, how: How| cases::reply(&db, &agent, later(5), &reference, Uuid::new_v4(), words, how).await;
    assert_eq!(refused(reply("We look for it.", How::default()).await), ["case-public-missing"]);
    assert_eq!(refused(reply("Booking DEMO5D, we know.", KNOWS).await), ["case-public-personal"]);
    assert_eq!(refused(reply("Booking DEMO5D, we know.", How::default()).await), ["case-public-personal", "case-public-missing"]);
    assert_eq!(count(&db, "select count(*) from outbox").await, 0);
    reply("We look for it.", KNOWS).await.unwrap();
    reply("Ours is +1 201 555 0142, as on our site.", How { personal: true, ..KNOWS }).await.unwrap();
    let waiting = social::waiting(&db, &connector, later(6), None).await.unwrap();
    assert_eq!(waiting.answers.len(), 2);
    assert_eq!(social::waiting(&db, &connector, later(6), Some(waiting.answers[0].id)).await.unwrap().answers, waiting.answers[1..]);
    // the mail worker has nothing to do with it
    let paces = Paces::parse("8/600").unwrap();
    assert!(desk::outbox::lease(&db, later(600), 10, Way::Mail, &paces).await.unwrap().is_empty());

    // in a private conversation nothing is asked
    let mut private = post("2", "p", "Hello");
    private.public = false;
    let reference = social::take(&db, &connector, now(), private).await.unwrap().reference;
    cases::reply(&db, &agent, later(7), &reference, Uuid::new_v4(), "Your booking DEMO5D is fine.", false).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn the_connector_says_what_became_of_an_answer(db: PgPool) {
    let (connector, agent) = (connector(), agent(&db).await);
    let reference = social::take(&db, &connector, now(), post("1", "t", "Where is my bag?")).await.unwrap().reference;
    for words in ["We look for it.", "We found it."] {
        cases::reply(&db, &agent, later(5), &reference, Uuid::new_v4(), words, KNOWS).await.unwrap();
    }
    let ids: Vec<Uuid> = social::waiting(&db, &connector, later(6), None).await.unwrap().answers.iter().map(|waiting| waiting.id).collect();
    for _ in 0..2 {
        social::delivered(&db, &connector, later(7), ids[0], "ours-1", "https://social.example/ours/1").await.unwrap();
        social::refused(&db, &connector, later(7), ids[1], "Too long").await.unwrap();
    }
    assert_eq!(refused(social::refused(&db, &connector, later(8), ids[0], "x").await), ["social-said-otherwise"]);
    assert_eq!(refused(social::delivered(&db, &connector, later(8), ids[1], "x", "").await), ["social-said-otherwise"]);
    assert_eq!(refused(social::delivered(&db, &connector, later(8), Uuid::now_v7(), "x", "").await), ["not found"]);
    assert!(social::waiting(&db, &connector, later(8), None).await.unwrap().answers.is_empty());
    // the network tells of our own post as of any other
    let own = social::take(&db, &connector, later(9), post("ours-1", "t", "We look for it.")).await.unwrap();
    assert_eq!(own.reference, reference);

    let case = cases::view(&db, &agent, later(9), &reference, false).await.unwrap();
    let deliveries: Vec<Delivery> = case.there.iter().filter_map(|there| there.delivery.clone()).collect();
    assert_eq!(deliveries, [Delivery::There, Delivery::Refused("Too long".into())]);
    assert!(case.head.reply_by.is_some(), "nobody has read the second answer: it is due again");
    assert_eq!(case.head.stage, Stage::Answered);
    assert_eq!(case.entries.iter().filter(|entry| entry.event.words() == Some("mastodon: Too long")).count(), 1);
    assert_eq!(cases::verify(&db).await.unwrap().1, []);
}
