//! The demo's people and articles, and what every test asks of them.

use desk::demo::staff::PEOPLE;
use desk::help::search;
use desk::help::writing::{Draft, Manuscript, Seen, manuscript, send, start};
use desk::{Error, PgPool, Result};
use domain::help::{State, Text, Words};
use domain::locale::Locale::{self, En};
use domain::rights::{StaffMember, Viewer, Who};
use jiff::Timestamp;

/// The article most tests write.
pub const SLUG: &str = "bag-missing";

/// In the book of help.
pub const TEXT: Text<'_> = Text::help(SLUG);

pub fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

pub async fn demo(db: &PgPool) {
    desk::demo::staff::load(db, now()).await.unwrap();
    desk::demo::load_help(db, now()).await.unwrap();
}

/// Somebody of the demo: `samuel.okoye` and `agent` (Mei Chen) write for baggage, `petra.novak` answers for it.
pub fn staff(mailbox: &str) -> Viewer {
    let person = PEOPLE.iter().find(|person| person.mailbox == mailbox).unwrap();
    let departments = person.departments.iter().map(|id| (*id).to_owned()).collect();
    let member = StaffMember { id: person.id().to_string(), name: person.name.to_owned(), role: person.role, departments };
    Viewer { who: Who::Staff(member), ..Viewer::default() }
}

pub fn words(title: &str) -> Words {
    Words { title: title.to_owned(), summary: "Short.".to_owned(), synonyms: String::new(), body: "Long, see [help](/help).".to_owned() }
}

pub async fn read(db: &PgPool) -> Manuscript {
    manuscript(db, &staff("admin"), En, TEXT).await.unwrap()
}

pub fn draft(number: i32, edits: i32, words: &Words) -> Draft<'_> {
    Draft { locale: En, number, edits, words, follows: None }
}

pub fn seen(number: i32, edits: i32) -> Seen {
    Seen { locale: En, number, edits }
}

/// Version 2 of the original, by Samuel, waiting for review.
pub async fn waiting(db: &PgPool, title: &str) {
    let author = staff("samuel.okoye");
    start(db, &author, now(), TEXT, En).await.unwrap();
    send(db, &author, now(), TEXT, draft(2, 0, &words(title))).await.unwrap();
}

pub async fn state(db: &PgPool, locale: Locale, number: i32) -> State {
    read(db).await.version(locale, number).unwrap().state
}

pub fn sentence<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Conflict(key)) => key,
        Err(Error::Invalid(errors)) => errors[0].message,
        other => panic!("{other:?}"),
    }
}

pub async fn counts_agree(db: &PgPool) {
    let wrong: i64 = sqlx::query_scalar(
        "select count(*) from help_word w where articles <> case when term = ''
             then (select count(*) from article_version v where v.locale = w.locale and v.state = 'published')
             else (select count(*) from help_posting p where p.locale = w.locale and p.term = w.term) end",
    )
    .fetch_one(db)
    .await
    .unwrap();
    assert_eq!(wrong, 0, "words are counted as often as they are found");
}

pub async fn finds(db: &PgPool, asked: &str) -> bool {
    search(db, En, asked, 8).await.unwrap().iter().any(|hit| hit.slug == SLUG)
}
