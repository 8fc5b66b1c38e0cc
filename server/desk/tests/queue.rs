//! The queue over Postgres: rights, filters, paging, counts, the audit.
#![allow(clippy::cloned_ref_to_slice_refs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use desk::cases::{self, New};
use desk::queue::{self, COUNTED, FAR, PAGE, Page};
use desk::staff::{set_skills, skills};
use desk::{Error, PgPool};
use domain::case::{Kind, Status, Topic};
use domain::locale::Locale;
use domain::queue::{Cursor, Due, Filter, Owner, Skills, Standing};
use domain::rights::{Role, StaffMember, Viewer, Who};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-11-21T14:12:00Z".parse().unwrap()
}

fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

async fn staff(db: &PgPool, role: Role, departments: &[&str]) -> Viewer {
    let id = Uuid::now_v7();
    let departments: Vec<String> = departments.iter().map(ToString::to_string).collect();
    sqlx::query(
        "insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, 'Mei Chen', $3, $4, '', '')",
    )
    .bind(id)
    .bind(format!("{id}@landside.example"))
    .bind(role.as_str())
    .bind(&departments)
    .execute(db)
    .await
    .unwrap();
    Viewer { who: Who::Staff(StaffMember { id: id.to_string(), name: "Mei Chen".into(), role, departments }), ..Viewer::default() }
}

async fn ask(db: &PgPool, kind: Kind, topic: Topic, subject: &str, at: Timestamp) -> String {
    let viewer = desk::access::open(db, at, "test").await.unwrap().1;
    let new = New {
        kind,
        topic,
        subject: subject.into(),
        words: "We waited at belt 7. 行李没到。".into(),
        name: "王伟".into(),
        email: "wang@example.com".into(),
        language: if subject.is_ascii() { Locale::En } else { Locale::ZhCn },
        locator: None,
        flight: Some(("LD".into(), 402, "2026-11-21".parse().unwrap())),
        bag_tag: String::new(),
    };
    cases::open(db, &viewer, at, Uuid::new_v4(), new).await.unwrap().reference
}

async fn bag(db: &PgPool, subject: &str, at: Timestamp) -> String {
    ask(db, Kind::Baggage, Topic::BagMissing, subject, at).await
}

/// Many cases of one department, due and last heard of a minute apart, three at a time at the same instant.
/// Every seventh has the word `n0`, every eighth `even`, every three hundredth `seldom`.
async fn many(db: &PgPool, count: i32) {
    sqlx::query(
        "insert into case_file (reference, kind, topic, channel, language, subject, status, department, opened_at, reply_by, last_seq,
                last_public_seq, last_at, person_name, search)
         select 'LS-' || translate(upper(lpad(to_hex(i), 4, 'z')), '01', 'XY') || '-2222', 'baggage', 'bag_missing', 'web', 'en', 'case ' || i, 'new', 'baggage',
                $2, $2 + make_interval(mins => i - i % 3), 1, 1, $2 + make_interval(mins => i - i % 3), 'Wang',
                array_to_tsvector(array['case', 'n' || i % 7, case when i % 300 = 0 then 'seldom' else 'often' end, case when i % 8 = 0 then 'even' else 'odd' end])
           from generate_series(1, $1) i",
    )
    .bind(count)
    .bind(jiff_sqlx::ToSqlx::to_sqlx(now()))
    .execute(db)
    .await
    .unwrap();
}

async fn list(db: &PgPool, viewer: &Viewer, filter: &Filter) -> Page {
    queue::list(db, viewer, later(10), filter, None).await.unwrap()
}

fn references(page: &Page) -> Vec<String> {
    page.items.iter().map(|item| item.reference.clone()).collect()
}

fn searching(words: &str) -> Filter {
    Filter { words: words.into(), ..Filter::default() }
}

#[sqlx::test(migrations = "../migrations")]
async fn agents_see_their_departments_and_what_they_have_themselves(db: PgPool) {
    let bag = bag(&db, "Two bags", now()).await;
    let money = ask(&db, Kind::Inquiry, Topic::Refund, "Money back", now()).await;
    let baggage = staff(&db, Role::Agent, &["baggage"]).await;
    let supervisor = staff(&db, Role::Supervisor, &[]).await;
    let administrator = staff(&db, Role::Administrator, &[]).await;
    assert_eq!(references(&list(&db, &baggage, &Filter::default()).await), [bag.clone()]);
    for viewer in [&supervisor, &administrator] {
        assert_eq!(references(&list(&db, viewer, &Filter::default()).await).len(), 2);
    }
    let elsewhere = Filter { department: Some("refunds".into()), ..Filter::default() };
    assert_eq!(references(&list(&db, &baggage, &elsewhere).await), [] as [String; 0]);
    assert_eq!(references(&list(&db, &baggage, &searching(&money)).await), [] as [String; 0]);
    let department: String =
        sqlx::query_scalar("select department from case_file where reference = $1").bind(&money).fetch_one(&db).await.unwrap();
    cases::hand_over(&db, &supervisor, now(), &money, &member_of(&db, &department).await).await.unwrap();
    sqlx::query("update case_file set owner = $1 where reference = $2")
        .bind(baggage.staff().unwrap().id.parse::<Uuid>().unwrap())
        .bind(&money)
        .execute(&db)
        .await
        .unwrap();
    let own = list(&db, &baggage, &Filter::default()).await;
    assert_eq!(references(&own).into_iter().collect::<HashSet<_>>(), HashSet::from([bag, money.clone()]));
    let mine = Filter { owner: Owner::Mine, ..Filter::default() };
    assert_eq!(references(&list(&db, &baggage, &mine).await), [money]);
    assert_eq!(references(&list(&db, &supervisor, &mine).await), [] as [String; 0]);
}

async fn member_of(db: &PgPool, department: &str) -> String {
    staff(db, Role::Agent, &[department]).await.staff().unwrap().id.clone()
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_but_staff_has_a_queue(db: PgPool) {
    let visitor = desk::access::open(&db, now(), "test").await.unwrap().1;
    for viewer in [visitor, Viewer::default(), Viewer::system()] {
        assert!(matches!(queue::list(&db, &viewer, now(), &Filter::default(), None).await, Err(Error::SignInFirst)));
    }
    let looks: i64 = sqlx::query_scalar("select count(*) from audit").fetch_one(&db).await.unwrap();
    assert_eq!(looks, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn each_filter_narrows(db: PgPool) {
    let viewer = staff(&db, Role::Supervisor, &["baggage"]).await;
    let old = bag(&db, "Old bag", later(-300)).await;
    let han = bag(&db, "行李延误", now()).await;
    let complaint = ask(&db, Kind::Complaint, Topic::Conduct, "Rude", now()).await;
    cases::take(&db, &viewer, now(), &han).await.unwrap();
    cases::close(&db, &viewer, now(), &han, "Done.").await.ok();
    let closed: String = sqlx::query_scalar("select status from case_file where reference = $1").bind(&han).fetch_one(&db).await.unwrap();
    assert_eq!(closed, "closed");
    let first = |filter: Filter| {
        let (db, viewer) = (db.clone(), viewer.clone());
        async move { references(&list(&db, &viewer, &filter).await) }
    };
    let all = Filter::default;
    assert_eq!(first(all()).await, [old.clone(), complaint.clone()]);
    assert_eq!(first(Filter { standing: Standing::In(Status::Closed), ..all() }).await, [han.clone()]);
    assert_eq!(first(Filter { standing: Standing::In(Status::Waiting), ..all() }).await.len(), 0);
    assert_eq!(first(Filter { standing: Standing::Any, ..all() }).await.len(), 3);
    assert_eq!(first(Filter { due: Due::Late, ..all() }).await, [old.clone()]);
    assert_eq!(first(Filter { due: Due::Today, ..all() }).await, [old.clone()]);
    assert_eq!(first(Filter { kind: Some(Kind::Complaint), ..all() }).await, [complaint.clone()]);
    assert_eq!(first(Filter { language: Some(Locale::ZhCn), standing: Standing::Any, ..all() }).await, [han.clone()]);
    assert_eq!(first(Filter { department: Some("baggage".into()), ..all() }).await, [old.clone()]);
    assert_eq!(first(Filter { owner: Owner::Nobody, ..all() }).await, [old, complaint]);
    assert_eq!(first(Filter { owner: Owner::Colleague("nobody at all".into()), ..all() }).await.len(), 0);
    assert_eq!(first(Filter { owner: Owner::Colleague(Uuid::nil().to_string()), ..all() }).await.len(), 0);
    let counts = list(&db, &viewer, &all()).await.counts;
    assert_eq!((counts.cases, counts.late, counts.more, counts.oldest), (2, 1, false, Some(later(-300))));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_search_finds_references_names_and_words_of_both_languages(db: PgPool) {
    let viewer = staff(&db, Role::Supervisor, &[]).await;
    let one = bag(&db, "Señor López lost a pram", now()).await;
    bag(&db, "Something else", later(1)).await;
    let lower = one.to_lowercase().replace('-', " ");
    for words in [one.as_str(), &lower, "lopez pram", "PRAM", "López"] {
        assert_eq!(references(&list(&db, &viewer, &searching(words)).await), [one.clone()], "{words}");
    }
    for words in ["行李", "王伟", "LD 402", "belt 7"] {
        assert_eq!(list(&db, &viewer, &searching(words)).await.items.len(), 2, "{words}");
    }
    // half typed, and whoever wrote
    for words in ["pra", "lost pra", one.get(3..7).unwrap(), "lop"] {
        assert_eq!(references(&list(&db, &viewer, &searching(words)).await), [one.clone()], "{words}");
    }
    assert_eq!(list(&db, &viewer, &searching(" Wang@Example.com")).await.items.len(), 2);
    assert_eq!(list(&db, &viewer, &searching("ang@example.com")).await.items.len(), 0);
    for words in ["pram bicycle", "' | !", "\\", "%", "'; drop table case_file; --"] {
        assert_eq!(list(&db, &viewer, &searching(words)).await.items.len(), 0, "{words}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn pages_join_without_gap_or_double_in_both_directions(db: PgPool) {
    many(&db, 237).await;
    let viewer = staff(&db, Role::Agent, &["baggage"]).await;
    for standing in [Standing::Open, Standing::Any] {
        let filter = Filter { standing, ..Filter::default() };
        let (mut seen, mut pages, mut from) = (Vec::new(), Vec::new(), None);
        loop {
            let page = queue::list(&db, &viewer, now(), &filter, from).await.unwrap();
            assert!(page.items.len() <= PAGE);
            seen.extend(page.items.iter().map(|item| item.id));
            let next = page.after;
            pages.push(page);
            // what arrives meanwhile before the place one has reached moves nothing
            bag(&db, "urgent", later(-3000)).await;
            let Some(next) = next else { break };
            from = Some(next);
        }
        let original: i64 = 237;
        let distinct: HashSet<i64> = seen.iter().copied().collect();
        assert_eq!(distinct.len(), seen.len(), "no case twice");
        assert!(i64::try_from(seen.len()).unwrap() >= original, "no case lost");
        assert!(pages[0].before.is_none());
        // and back again: each page before is the page one came from
        let last = pages.last().unwrap();
        let back = queue::list(&db, &viewer, now(), &filter, last.before).await.unwrap();
        assert_eq!(references(&back), references(&pages[pages.len() - 2]));
        assert!(back.after.is_some());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_search_misses_nothing_beyond_where_it_looks_first(db: PgPool) {
    let count = i32::try_from(FAR).unwrap() + 1_000;
    many(&db, count).await;
    let viewer = staff(&db, Role::Agent, &["baggage"]).await;
    // pages of the first are full among the next thousand, of the second among more; of the third only the first is
    for (words, pages) in [("n0 case", 3), ("n0 even", 3), ("seldom", 2)] {
        let filter = Filter { words: words.into(), standing: Standing::Any, ..Filter::default() };
        let of_all: Vec<i64> =
            sqlx::query_scalar("select id from case_file where search @@ to_tsquery('simple', $1) order by last_at desc, id desc limit $2")
                .bind(words.replace(' ', " & "))
                .bind(i64::try_from(pages * PAGE).unwrap())
                .fetch_all(&db)
                .await
                .unwrap();
        let (mut seen, mut last) = (Vec::new(), Page::default());
        for _ in 0..pages {
            last = queue::list(&db, &viewer, now(), &filter, last.after).await.unwrap();
            seen.push(last.items.iter().map(|item| item.id).collect::<Vec<_>>());
        }
        assert_eq!(seen.concat(), of_all);
        assert_eq!(last.after.is_none(), words == "seldom");
        for expected in seen.iter().rev().skip(1) {
            last = queue::list(&db, &viewer, now(), &filter, last.before).await.unwrap();
            assert_eq!(&last.items.iter().map(|item| item.id).collect::<Vec<_>>(), expected);
        }
        assert!(last.before.is_none());
    }
    // from the far end back, so far that the first look does not reach the beginning
    let filter = Filter { words: "seldom".into(), standing: Standing::Any, ..Filter::default() };
    let oldest: i64 = sqlx::query_scalar("select id from case_file order by last_at, id limit 1").fetch_one(&db).await.unwrap();
    let end = Cursor { at: Some(now()), id: oldest, back: true };
    let page = queue::list(&db, &viewer, now(), &filter, Some(end)).await.unwrap();
    let ids: Vec<i64> = page.items.iter().map(|item| item.id).collect();
    let oldest: Vec<i64> = sqlx::query_scalar(
        "select id from (select id, last_at from case_file where search @@ 'seldom' order by last_at, id limit $1) o order by last_at desc, id desc",
    )
    .bind(i64::try_from(PAGE).unwrap())
    .fetch_all(&db)
    .await
    .unwrap();
    assert_eq!(ids, oldest);
}

#[sqlx::test(migrations = "../migrations")]
async fn cases_without_a_deadline_come_last_and_can_be_paged_through(db: PgPool) {
    many(&db, 60).await;
    let viewer = staff(&db, Role::Supervisor, &[]).await;
    let owner = viewer.staff().unwrap().id.parse::<Uuid>().unwrap();
    sqlx::query("update case_file set reply_by = null, owner = $1 where subject in ('case 1', 'case 2')")
        .bind(owner)
        .execute(&db)
        .await
        .unwrap();
    let first = queue::list(&db, &viewer, now(), &Filter::default(), None).await.unwrap();
    let second = queue::list(&db, &viewer, now(), &Filter::default(), first.after).await.unwrap();
    assert_eq!(second.items.len(), 10);
    assert_eq!(second.items[8].reply_by, None);
    assert_eq!(second.items[9].reply_by, None);
    let end = Cursor { at: None, id: second.items[8].id, back: false };
    assert_eq!(queue::list(&db, &viewer, now(), &Filter::default(), Some(end)).await.unwrap().items, second.items[9..]);
    let back = Cursor { back: true, ..end };
    assert_eq!(queue::list(&db, &viewer, now(), &Filter::default(), Some(back)).await.unwrap().items.len(), PAGE);
}

#[sqlx::test(migrations = "../migrations")]
async fn counting_stops_where_it_would_get_slow(db: PgPool) {
    many(&db, i32::try_from(COUNTED).unwrap() + 5).await;
    let viewer = staff(&db, Role::Agent, &["baggage"]).await;
    let counts = queue::list(&db, &viewer, later(5), &Filter::default(), None).await.unwrap().counts;
    assert_eq!((counts.cases, counts.more, counts.oldest), (COUNTED, true, None));
    assert_eq!(counts.late, 5);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_list_or_search_is_one_row_of_the_audit(db: PgPool) {
    let viewer = staff(&db, Role::Agent, &["baggage"]).await;
    bag(&db, "Two bags", now()).await;
    list(&db, &viewer, &Filter::default()).await;
    list(&db, &viewer, &Filter { kind: Some(Kind::Baggage), ..searching("bags") }).await;
    let rows: Vec<(String, String, String, serde_json::Value)> =
        sqlx::query_as("select action, subject_kind, subject, detail from audit order by id").fetch_all(&db).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].0.as_str(), rows[0].1.as_str(), rows[0].2.as_str()), ("list", "case", ""));
    assert_eq!(rows[1].0, "search");
    assert_eq!(rows[1].3, serde_json::json!({ "query": { "kind": "baggage", "words": "bags" }, "count": 1, "shown": 1 }));
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_asks_for_what_they_can_answer_sees_their_languages_and_kinds(db: PgPool) {
    let (mei, lead) = (staff(&db, Role::Agent, &["baggage"]).await, staff(&db, Role::Supervisor, &[]).await);
    bag(&db, "Two bags", now()).await;
    bag(&db, "两件行李", later(1)).await;
    ask(&db, Kind::Complaint, Topic::Conduct, "Not kind", later(2)).await;
    let can = Filter { can: true, ..Filter::default() };
    let subjects = async |who: &Viewer, filter: &Filter| {
        list(&db, who, filter).await.items.into_iter().map(|item| item.subject).collect::<HashSet<String>>()
    };
    let these = |subjects: &[&str]| subjects.iter().map(ToString::to_string).collect::<HashSet<String>>();
    // English, as everybody begins, and every kind
    assert_eq!(subjects(&mei, &can).await, these(&["Two bags"]));
    assert_eq!(subjects(&lead, &can).await, these(&["Two bags", "Not kind"]));
    let say = async |who: &Viewer, languages: &[Locale], kinds: &[Kind]| {
        let skills = Skills { languages: languages.to_vec(), kinds: kinds.to_vec() };
        set_skills(&db, who, now(), &skills).await.map(|()| skills)
    };
    let said = say(&mei, &[Locale::En, Locale::ZhCn], &[]).await.unwrap();
    assert_eq!(skills(&db, &mei).await.unwrap(), said);
    assert_eq!(subjects(&mei, &can).await, these(&["Two bags", "两件行李"]));
    say(&lead, &[Locale::ZhCn, Locale::En], &[Kind::Complaint]).await.unwrap();
    assert_eq!(subjects(&lead, &can).await, these(&["Not kind"]));
    assert_eq!(subjects(&lead, &Filter::default()).await.len(), 3, "and everything without it");
    assert!(matches!(say(&mei, &[], &[]).await, Err(Error::Invalid(_))));
    assert!(matches!(say(&Viewer::default(), &[Locale::En], &[]).await, Err(Error::SignInFirst)));
    let audited: i64 = sqlx::query_scalar("select count(*) from audit where action = 'skills_changed'").fetch_one(&db).await.unwrap();
    assert_eq!(audited, 2);
}
