//! Mail that comes in: threads, senders, loops, bounces, the same twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "cases/common.rs"]
#[allow(dead_code)]
mod common;
#[path = "../../wire/tests/mail/hostile.rs"]
mod hostile;

use common::{ADDRESS, agent, browser, count, later, now, opened, staff, store, verified};
use desk::cases::mail::{Outcome, Taken, accept, forget_raw, take};
use desk::cases::{self, CaseView};
use desk::outbox::{self, Before};
use desk::{Error, PgPool};
use domain::case::{Actor, Channel, Event, Status};
use domain::contact::Way;
use domain::delivery::Paces;
use domain::rights::{Departments, Machine, Role, Scope, Viewer};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use wire::mail::{Ours, read};

const OURS: Ours<'static> = Ours { address: "care@landside.example", replies: None };

fn postfix() -> Machine {
    let (id, departments) = (Uuid::nil().to_string(), Departments::These(Vec::new()));
    Machine { id, name: "postfix".into(), scopes: vec![Scope::IngestMail], departments, per_minute: 600 }
}

async fn bring(db: &PgPool, at: Timestamp, raw: &str) -> Result<Taken, Error> {
    let raw = raw.replace('\n', "\r\n").into_bytes();
    take(db, &store(), &postfix(), at, &raw, &read(&raw, OURS).unwrap()).await
}

fn letter(from: &str, subject: &str, more: &str, words: &str) -> String {
    format!("From: {from}\nTo: care@landside.example\nSubject: {subject}\n{more}Content-Type: text/plain; charset=utf-8\n\n{words}\n")
}

async fn desk_view(db: &PgPool, viewer: &Viewer, reference: &str) -> CaseView {
    cases::view(db, viewer, later(60), reference, false).await.unwrap()
}

async fn newest_letter(db: &PgPool) -> Uuid {
    sqlx::query_scalar("select id from outbox order by id desc limit 1").fetch_one(db).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stranger_s_mail_opens_a_case_and_is_confirmed_with_a_way_back(db: PgPool) {
    let raw = letter("王伟 <New@Example.com>", "我的行李", "Message-ID: <1@example.com>\n", "行李没有到。");
    let taken = bring(&db, now(), &raw).await.unwrap();
    assert_eq!(taken.outcome, "case");
    let reference = taken.reference.clone().unwrap();
    let lead = staff(&db, "Tomás", Role::Supervisor, &[]).await;
    let case = desk_view(&db, &lead, &reference).await;
    assert_eq!((case.head.channel, case.head.department.id.as_str(), case.head.subject.as_str()), (Channel::Email, "service", "我的行李"));
    assert_eq!((case.head.person_name.as_str(), case.head.language.tag()), ("王伟", "zh-CN"));
    assert_eq!(case.staff.unwrap().address.as_deref(), Some("new@example.com"));
    let (to, kind, secret): (String, String, Option<String>) =
        sqlx::query_as("select recipient, kind, secret from outbox").fetch_one(&db).await.unwrap();
    assert_eq!((to.as_str(), kind.as_str()), ("new@example.com", "case_opened"));
    let back = browser(&db).await;
    assert_eq!(cases::redeem(&db, &back, later(1), &secret.unwrap()).await.unwrap(), reference);
    // the same message again: the same answer, nothing doubled
    assert_eq!(bring(&db, later(5), &raw).await.unwrap(), taken);
    assert_eq!((count(&db, "select count(*) from case_file").await, count(&db, "select count(*) from outbox").await), (1, 1));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_message_at_once_is_one_case(db: PgPool) {
    let raw = letter("a@example.com", "x", "Message-ID: <1@example.com>\n", "hello");
    let all: Vec<_> = (0..8)
        .map(|_| {
            let (db, raw) = (db.clone(), raw.clone());
            tokio::spawn(async move { bring(&db, now(), &raw).await.unwrap() })
        })
        .collect();
    let mut answers = Vec::new();
    for one in all {
        answers.push(one.await.unwrap());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    assert_eq!(count(&db, "select count(*) from case_file").await, 1);
    // another's message under the same id is another message
    let other = bring(&db, now(), &letter("b@example.com", "x", "Message-ID: <1@example.com>\n", "mine")).await.unwrap();
    assert_ne!(other.reference, answers[0].reference);
}

#[sqlx::test(migrations = "../migrations")]
async fn without_an_id_other_attachments_are_another_message(db: PgPool) {
    let mail = |photo: &str, more: &str| {
        format!(
            "From: a@example.com\nTo: care@landside.example\nSubject: photo\n{more}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n\
             --b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: text/plain; name=\"a.txt\"\n\
             Content-Disposition: attachment; filename=\"a.txt\"\n\n{photo}\n--b--\n"
        )
    };
    let first = bring(&db, now(), &mail("one", "")).await.unwrap();
    // the same message again, and one with as many other bytes under the same name
    assert_eq!(bring(&db, later(1), &mail("one", "")).await.unwrap(), first);
    let second = bring(&db, later(2), &mail("two", "")).await.unwrap();
    assert_ne!(second.reference, first.reference);
    // an id says it is the same
    let named = bring(&db, later(3), &mail("one", "Message-ID: <7@example.com>\n")).await.unwrap();
    assert_eq!(bring(&db, later(4), &mail("one", "Message-ID: <7@example.com>\n")).await.unwrap(), named);
    assert_eq!(count(&db, "select count(*) from case_file").await, 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn answers_thread_by_letter_by_message_and_by_reference_and_reopen(db: PgPool) {
    let ((reference, _), mei) = (opened(&db).await, agent(&db).await);
    cases::reply(&db, &mei, later(10), &reference, Uuid::new_v4(), "Which colour?", true).await.unwrap();
    let ours = newest_letter(&db).await;
    let answers = format!("Message-ID: <2@example.com>\nIn-Reply-To: <{ours}@landside.example>\n");
    let taken = bring(
        &db,
        later(20),
        &letter("Wang Wei <WANG@example.com>", "Re: bag", &answers, "Red.\n\nOn Saturday Mei wrote:\n> Which colour?"),
    )
    .await
    .unwrap();
    assert_eq!(taken, Taken { reference: Some(reference.clone()), outcome: "message".into() });
    let case = desk_view(&db, &mei, &reference).await;
    let entry = case.entries.last().unwrap();
    assert_eq!(entry.actor, Actor::Passenger("Wang Wei".into()));
    assert!(matches!(&entry.event, Event::Message { words, channel: Channel::Email, .. } if words == "Red."));
    assert_eq!(case.staff.as_ref().unwrap().status, Status::Working, "their answer to our question");
    let beside = case.mail.iter().find(|beside| beside.seq == entry.seq).unwrap();
    assert_eq!((beside.outcome, beside.earlier.contains("> Which colour?")), (Outcome::Passengers, true));
    // by their own message, and by reference in the subject
    let own = bring(&db, later(21), &letter(ADDRESS, "more", "References: <2@example.com>\n", "And it has wheels.")).await.unwrap();
    assert_eq!(own, taken);
    let named = bring(&db, later(22), &letter(ADDRESS, &format!("about {reference}"), "", "Two wheels.")).await.unwrap();
    assert_eq!(named, taken);
    // closed, and written to again: reopened with a new promise
    cases::reply(&db, &mei, later(30), &reference, Uuid::new_v4(), "Found.", false).await.unwrap();
    cases::close(&db, &mei, later(31), &reference, "It is settled.").await.unwrap();
    bring(&db, later(40), &letter(ADDRESS, &format!("Re: {reference}"), "", "Not mine.")).await.unwrap();
    let case = desk_view(&db, &mei, &reference).await;
    assert_eq!(case.staff.as_ref().unwrap().status, Status::Reopened);
    assert!(case.head.reply_by.is_some());
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn another_s_mail_is_held_until_staff_accept_it(db: PgPool) {
    let ((reference, passenger), mei) = (opened(&db).await, agent(&db).await);
    cases::reply(&db, &mei, later(10), &reference, Uuid::new_v4(), "Found.", false).await.unwrap();
    let taken =
        bring(&db, later(20), &letter("Eve <eve@evil.example>", &format!("Re: {reference}"), "", "Send it to me instead.")).await.unwrap();
    assert_eq!((taken.outcome.as_str(), taken.reference.as_deref()), ("held", Some(reference.as_str())));
    let theirs = desk_view(&db, &passenger, &reference).await;
    assert!(
        theirs.mail.is_empty() && !theirs.entries.iter().any(|entry| entry.event.words().is_some_and(|words| words.contains("instead"))),
        "I6"
    );
    let case = desk_view(&db, &mei, &reference).await;
    let beside = case.mail.iter().find(|beside| beside.outcome == Outcome::Held).unwrap();
    assert_eq!(beside.from.as_deref(), Some("Eve <eve@evil.example>"));
    assert!(case.head.reply_by.is_some(), "somebody has to look");
    assert_eq!(count(&db, "select count(*) from outbox where recipient = 'eve@evil.example'").await, 0);
    // who may not write in the case may not accept either
    for viewer in [
        passenger.clone(),
        Viewer::default(),
        staff(&db, "Li", Role::Agent, &["refunds"]).await,
        staff(&db, "Ada", Role::Administrator, &[]).await,
    ] {
        assert!(accept(&db, &viewer, later(21), &reference, beside.seq).await.is_err());
    }
    assert!(matches!(accept(&db, &mei, later(21), &reference, 1).await, Err(Error::NotFound)));
    let accepted = accept(&db, &mei, later(22), &reference, beside.seq).await.unwrap();
    assert_eq!(accept(&db, &mei, later(23), &reference, beside.seq).await.unwrap(), accepted, "once");
    let theirs = desk_view(&db, &passenger, &reference).await;
    assert_eq!(theirs.entries.last().unwrap().event.words(), Some("Send it to me instead."));
    assert!(theirs.mail.iter().all(|beside| beside.from.is_none() && beside.accepted_by.is_none()), "where it came from is for staff");
    let case = desk_view(&db, &mei, &reference).await;
    assert!(case.mail.iter().any(|beside| beside.accepted_by.as_deref() == Some("Mei Chen")));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_closed_case_a_stranger_writes_to_is_looked_at_again(db: PgPool) {
    let ((reference, _), mei) = (opened(&db).await, agent(&db).await);
    cases::reply(&db, &mei, later(10), &reference, Uuid::new_v4(), "Found.", false).await.unwrap();
    cases::close(&db, &mei, later(11), &reference, "It is settled.").await.unwrap();
    bring(&db, later(20), &letter("eve@evil.example", &reference, "", "Hello?")).await.unwrap();
    let case = desk_view(&db, &mei, &reference).await;
    assert_eq!((case.staff.unwrap().status, case.head.reply_by.is_some()), (Status::Reopened, true));
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn programs_are_noted_and_answered_by_nothing(db: PgPool) {
    let ((reference, _), mei) = (opened(&db).await, agent(&db).await);
    let ours = newest_letter(&db).await;
    let before = count(&db, "select count(*) from outbox").await;
    let away = format!("Auto-Submitted: auto-replied\nIn-Reply-To: <{ours}@landside.example>\n");
    assert_eq!(bring(&db, later(1), &letter(ADDRESS, "Out of office", &away, "I am away.")).await.unwrap().outcome, "automatic");
    let looped = format!("Message-ID: <{ours}@landside.example>\nReferences: <{ours}@landside.example>\n");
    assert_eq!(bring(&db, later(2), &letter(ADDRESS, "Fwd", &looped, "Our own words")).await.unwrap().outcome, "loop");
    let nowhere = bring(&db, later(3), &letter("list@example.com", "News", "Precedence: bulk\n", "Buy!")).await.unwrap();
    assert_eq!(nowhere, Taken { reference: None, outcome: "automatic".into() });
    assert_eq!(count(&db, "select count(*) from outbox").await, before, "nothing is written back");
    let case = desk_view(&db, &mei, &reference).await;
    assert_eq!(case.mail.iter().filter(|beside| beside.outcome == Outcome::Automatic).count(), 2);
    assert_eq!(case.staff.as_ref().unwrap().status, Status::New, "the case stays as it was");
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn one_sender_gets_a_few_confirmations_an_hour_and_every_case(db: PgPool) {
    for n in 0..8 {
        let taken = bring(&db, later(n), &letter("robot@example.com", &format!("Ticket {n}"), "", &format!("number {n}"))).await.unwrap();
        assert_eq!(taken.outcome, "case");
    }
    assert_eq!((count(&db, "select count(*) from case_file").await, count(&db, "select count(*) from outbox").await), (8, 5));
    bring(&db, later(90), &letter("robot@example.com", "Ticket 9", "", "number 9")).await.unwrap();
    assert_eq!(count(&db, "select count(*) from outbox").await, 6, "an hour later there is another");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_bounce_marks_its_letter_and_tells_staff(db: PgPool) {
    let ((reference, passenger), mei) = (opened(&db).await, agent(&db).await);
    cases::reply(&db, &mei, later(10), &reference, Uuid::new_v4(), "Found.", false).await.unwrap();
    let ours = newest_letter(&db).await;
    let bounce = |id: &str| {
        format!(
            "From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undelivered\nMessage-ID: <{id}@mx.example>\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n\n\
                 --r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {ADDRESS}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 User unknown\n\n\
                 --r\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{ours}@landside.example>\n--r--\n"
        )
    };
    let taken = bring(&db, later(20), &bounce("1")).await.unwrap();
    assert_eq!(taken, Taken { reference: Some(reference.clone()), outcome: "bounce".into() });
    let reason: String = sqlx::query_scalar("select bounce from outbox where id = $1").bind(ours).fetch_one(&db).await.unwrap();
    assert_eq!(reason, "5.1.1 550 User unknown");
    let case = desk_view(&db, &mei, &reference).await;
    let note = case.mail.iter().find(|beside| beside.outcome == Outcome::Bounce).unwrap();
    let entry = case.entries.iter().find(|entry| entry.seq == note.seq).unwrap();
    assert_eq!(entry.event.words(), Some("wang@example.com: 5.1.1 550 User unknown"));
    assert!(case.head.reply_by.is_some(), "they have not read our answer");
    assert!(desk_view(&db, &passenger, &reference).await.mail.is_empty());
    // a second one of the same letter changes nothing, nor one of a letter nobody wrote
    bring(&db, later(21), &bounce("2").replace("Undelivered", "Undelivered again")).await.unwrap();
    let none = bring(&db, later(22), &bounce("3").replace(&ours.to_string(), &Uuid::new_v4().to_string())).await.unwrap();
    assert_eq!(none.reference, None);
    assert_eq!(desk_view(&db, &mei, &reference).await.mail.len(), 1);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn our_letters_carry_the_conversation(db: PgPool) {
    let first = bring(&db, now(), &letter(ADDRESS, "Bag", "Message-ID: <1@example.com>\n", "Where is it?")).await.unwrap();
    let receipt = newest_letter(&db).await;
    let lead = staff(&db, "Tomás", Role::Supervisor, &[]).await;
    let reference = first.reference.unwrap();
    cases::reply(&db, &lead, later(10), &reference, Uuid::new_v4(), "In Newark.", false).await.unwrap();
    let paces = Paces::parse("8/600").unwrap();
    let leased = outbox::lease(&db, later(11), 10, Way::Mail, &paces).await.unwrap();
    let thread = |id: Uuid| leased.iter().find(|letter| letter.id == id).unwrap().thread.clone();
    assert_eq!(thread(receipt), [Before::Theirs("1@example.com".into())]);
    assert_eq!(thread(newest_letter(&db).await), [Before::Theirs("1@example.com".into()), Before::Ours(receipt)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_machine_needs_the_scope_and_a_message_a_sender(db: PgPool) {
    let raw = letter("a@example.com", "x", "", "hello").into_bytes();
    let other = Machine { scopes: vec![], ..postfix() };
    assert!(matches!(take(&db, &store(), &other, now(), &raw, &read(&raw, OURS).unwrap()).await, Err(Error::Forbidden)));
    assert!(matches!(bring(&db, now(), "Subject: x\n\nhello").await, Err(Error::Invalid(_))));
    assert_eq!(count(&db, "select count(*) from mail_in").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn messages_as_they_came_are_forgotten_in_time_and_their_words_are_not(db: PgPool) {
    bring(&db, now(), &letter("a@example.com", "x", "", "hello")).await.unwrap();
    bring(&db, now(), &letter("list@example.com", "News", "Precedence: bulk\n", "Buy!")).await.unwrap();
    let day = |days: i64| now() + SignedDuration::from_hours(24 * days);
    assert_eq!(forget_raw(&db, day(89)).await.unwrap(), 0);
    assert_eq!(forget_raw(&db, day(91)).await.unwrap(), 2);
    assert_eq!(forget_raw(&db, day(91)).await.unwrap(), 0);
    assert_eq!(count(&db, "select count(*) from mail_in where raw is null").await, 1);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn hostile_messages_are_taken_in_and_every_case_agrees_with_its_timeline(db: PgPool) {
    let (mut taken, mut refused) = (0, 0);
    // those of many megabytes have been parsed elsewhere; here it is what Postgres and the timeline say to the rest
    let store = store();
    for (name, raw) in hostile::messages().into_iter().filter(|(_, raw)| raw.len() < 2 << 20) {
        let Some(message) = read(&raw, OURS) else { continue };
        match take(&db, &store, &postfix(), now(), &raw, &message).await {
            Ok(answer) => {
                assert_eq!(take(&db, &store, &postfix(), now(), &raw, &message).await.unwrap(), answer, "{name}");
                taken += 1;
            }
            Err(Error::Invalid(_)) => refused += 1,
            Err(error) => panic!("{name}: {error}"),
        }
    }
    assert!(taken > 100 && refused > 5, "{taken} taken, {refused} refused");
    verified(&db).await;
}

/// A message with files: name, what it calls itself, content.
fn with_files(from: &str, subject: &str, files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut raw = format!(
        "From: {from}\r\nTo: care@landside.example\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the photo.\r\n"
    )
    .into_bytes();
    for (name, kind, content) in files {
        raw.extend(format!("--b\r\nContent-Type: {kind}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: binary\r\n\r\n").bytes());
        raw.extend(*content);
        raw.extend(b"\r\n");
    }
    raw.extend(b"--b--\r\n");
    raw
}

#[sqlx::test(migrations = "../migrations")]
async fn attachments_that_pass_are_kept_and_the_others_listed_with_the_reason(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let store = store();
    let table = "a;b\r\n1;2".as_bytes();
    let files: [(&str, &str, &[u8]); 3] = [
        ("../list.csv", "image/png", table),
        ("run.exe", "image/jpeg", b"MZ\x90 program"),
        ("x.heic", "image/heic", b"\0\0\0\x18ftypheic\0\0"),
    ];
    let subject = format!("Re: My bag ({reference})");
    let raw = with_files(ADDRESS, &subject, &files);
    for _ in 0..2 {
        let taken = take(&db, &store, &postfix(), later(1), &raw, &read(&raw, OURS).unwrap()).await.unwrap();
        assert_eq!(taken.outcome, "message");
    }
    let case = desk_view(&db, &passenger, &reference).await;
    let kept: Vec<_> = case.files.iter().map(|file| (file.seq, file.name.as_str(), file.kind.as_str())).collect();
    assert_eq!(kept, [(2, "list.csv", "csv")]);
    let listed: Vec<_> = case.mail[0].files.iter().map(|file| (file.file.name.as_str(), file.refused.map(|why| why.key()))).collect();
    assert_eq!(listed, [("run.exe", Some("file-program")), ("x.heic", Some("file-heic"))]);
    assert_eq!(count(&db, "select count(*) from attachment").await, 1);

    // held from somebody else: only staff see its file, until they accept it
    let raw = with_files("Else <else@example.com>", &subject, &files[..1]);
    let taken = take(&db, &store, &postfix(), later(2), &raw, &read(&raw, OURS).unwrap()).await.unwrap();
    assert_eq!(taken.outcome, "held");
    assert_eq!(desk_view(&db, &passenger, &reference).await.files.len(), 1);
    let agent = agent(&db).await;
    let held = desk_view(&db, &agent, &reference).await.files.last().unwrap().clone();
    assert!(matches!(desk::files::fetch(&db, &passenger, later(3), &reference, held.id, false).await, Err(Error::NotFound)));
    accept(&db, &agent, later(3), &reference, held.seq).await.unwrap();
    let seen = desk_view(&db, &passenger, &reference).await.files;
    assert_eq!(seen.len(), 2);
    let file = desk::files::fetch(&db, &passenger, later(4), &reference, seen[1].id, false).await.unwrap();
    assert_eq!(&file.bytes(&store).await.unwrap()[..], table);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn who_sends_more_files_than_are_taken_is_told_how_many_were_left_out(db: PgPool) {
    let (reference, passenger) = opened(&db).await;
    let names: Vec<String> = (0..63).map(|n| format!("list{n}.csv")).collect();
    let files: Vec<(&str, &str, &[u8])> = names.iter().map(|name| (name.as_str(), "text/csv", "a;b\r\n1;2".as_bytes())).collect();
    let raw = with_files(ADDRESS, &format!("Re: My bag ({reference})"), &files);
    let mail = read(&raw, OURS).unwrap();
    assert_eq!((mail.files.len(), mail.left_out), (50, 13));
    take(&db, &store(), &postfix(), later(1), &raw, &mail).await.unwrap();
    let case = desk_view(&db, &passenger, &reference).await;
    let left: usize =
        case.mail[0].files.iter().filter(|hanging| hanging.refused == Some(domain::files::Why::TooMany)).map(|one| one.count()).sum();
    assert_eq!((case.files.len(), left), (20, 43), "each is either here or counted");
}
