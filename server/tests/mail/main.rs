//! Letters through a real SMTP server (`end2end/smtp-server.mjs`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod faults;
mod smtp;

use desk::PgPool;
use desk::outbox::{self, Letter, Promise};
use domain::contact::Way;
use domain::locale::Locale;
use domain::rights::{Departments, Machine, Role, Scope, StaffMember, Viewer, Who};
use jiff::Timestamp;
use server::config::MailConfig;
use server::mail::{Carrier, Post, deliver, deliver_due};
use smtp::{Smtp, config};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

async fn promised(db: &PgPool, to: &str, locale: Locale) {
    let letter = Letter::Code { locator: Some("DEMO2A".to_owned()) };
    let promise = Promise { key: to.to_owned(), to, locale, letter, secret: Some("123456".to_owned()), useless_after: None, case: None };
    let mut tx = db.begin().await.unwrap();
    outbox::promise(&mut tx, Timestamp::now(), &promise).await.unwrap();
    tx.commit().await.unwrap();
}

/// State, attempts, last error, secret of the only letter.
async fn state(db: &PgPool) -> (String, i32, Option<String>, Option<String>) {
    sqlx::query_as("select state, attempts, last_error, secret from outbox").fetch_one(db).await.unwrap()
}

async fn now_due(db: &PgPool) {
    sqlx::query("update outbox set next_attempt_at = now(), leased_until = now() - interval '1 second'").execute(db).await.unwrap();
}

fn header<'a>(raw: &'a str, name: &str) -> &'a str {
    raw.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_else(|| panic!("{name} in {raw}"))
}

fn running() -> (watch::Sender<bool>, watch::Receiver<bool>) {
    watch::channel(false)
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_letter_is_sent_once_with_its_fields_and_its_secret_forgotten(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "maria@example.com", Locale::ZhCn).await;
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 0);
    let (to, raw) = smtp.message().await;
    assert_eq!(to, "maria@example.com");
    let id: uuid::Uuid = sqlx::query_scalar("select id from outbox").fetch_one(&db).await.unwrap();
    assert_eq!(header(&raw, "Message-ID"), format!("<{id}@landside.example>"));
    assert_eq!(header(&raw, "From"), "\"Landside Air\" <care@landside.example>");
    assert_eq!(header(&raw, "To"), "maria@example.com");
    assert_eq!(header(&raw, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(&raw, "Content-Language"), "zh-CN");
    assert!(header(&raw, "Date").ends_with("+0000"));
    // RFC 2047: 您的验证码：123 456
    assert!(raw.contains("Subject: =?utf-8?b?5oKo55qE6aqM6K+B56CB77yaMTIz?= 456"), "{raw}");
    assert!(header(&raw, "Content-Type").starts_with("multipart/alternative"));
    let parts: Vec<&str> = raw.lines().filter(|line| line.starts_with("Content-Type: text/")).collect();
    assert_eq!(parts, ["Content-Type: text/plain; charset=utf-8", "Content-Type: text/html; charset=utf-8"]);
    // nobody can leave a code, and answers to it belong to no case
    assert!(!raw.contains("List-Unsubscribe") && !raw.contains("Reply-To"));
    assert!(smtp.is_silent().await);
    assert_eq!(state(&db).await, ("sent".to_owned(), 1, None, None));
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_worker_killed_before_it_could_note_it_sends_the_same_message_again(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    promised(&db, "maria@example.com", Locale::En).await;
    // leased by hand, sent, and then nothing more is heard of the worker
    let leased = outbox::lease(&db, Timestamp::now(), 1, Way::Mail, smtp.post().paces()).await.unwrap();
    let (worker, post) = (leased[0].clone(), smtp.post());
    let worker = tokio::spawn(async move {
        post.send(&worker).await.unwrap();
        std::future::pending::<()>().await;
    });
    let first = smtp.message().await;
    worker.abort();
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 0, "not while the lease holds");
    now_due(&db).await;
    assert_eq!(deliver_due(&db, &smtp.post(), &stopping).await.unwrap(), 1);
    let second = smtp.message().await;
    assert_eq!(header(&first.1, "Message-ID"), header(&second.1, "Message-ID"));
    assert_eq!(state(&db).await.0, "sent");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_conversation_by_mail_threads_on_both_sides(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    let first = "From: Ana Lima <ana@example.com>\r\nSubject: My cello\r\nMessage-ID: <first@example.com>\r\n\r\nMay it fly?\r\n";
    let reference = brought(&db, first).await.reference.unwrap();
    deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
    let (to, receipt) = smtp.message().await;
    assert_eq!((to.as_str(), header(&receipt, "In-Reply-To")), ("ana@example.com", "<first@example.com>"));

    let lead = StaffMember { id: uuid::Uuid::now_v7().to_string(), name: "Mei Chen".into(), role: Role::Supervisor, departments: vec![] };
    sqlx::query("insert into staff (id, email, name, role, password_hash, totp_secret) values ($1, 'mei@landside.example', 'Mei Chen', 'supervisor', '', '')")
        .bind(uuid::Uuid::parse_str(&lead.id).unwrap())
        .execute(&db)
        .await
        .unwrap();
    let mei = Viewer { who: Who::Staff(lead), ..Viewer::default() };
    desk::cases::reply(&db, &mei, Timestamp::now(), &reference, uuid::Uuid::new_v4(), "On a seat of its own.", false).await.unwrap();
    deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
    let (_, reply) = smtp.message().await;
    assert_eq!(header(&reply, "In-Reply-To"), header(&receipt, "Message-ID"), "the nearest");
    // long headers are folded
    let unfolded = reply.replace("\r\n ", " ");
    assert_eq!(header(&unfolded, "References"), format!("<first@example.com> {}", header(&receipt, "Message-ID")));

    // as a mail program answers: our id, a subject of its own, and what it quotes
    let answer = format!(
        "From: ana@example.com\r\nSubject: =?utf-8?q?Danke!?=\r\nMessage-ID: <second@example.com>\r\nIn-Reply-To: {}\r\n\r\nThank you.\r\n\r\nOn Saturday Mei wrote:\r\n> On a seat of its own.\r\n",
        header(&reply, "Message-ID"),
    );
    let taken = brought(&db, &answer).await;
    assert_eq!((taken.outcome.as_str(), taken.reference.as_ref()), ("message", Some(&reference)));

    // as one answers that keeps nothing but the address: it finds the case by its signature, and by no other
    let address = header(&unfolded, "Reply-To").rsplit_once('<').unwrap().1.trim_end_matches('>').to_owned();
    assert!(address.starts_with("cases+ls") && address.ends_with("@landside.example"), "{address}");
    let bare = |id: u8, to: &str| {
        format!("From: ana@example.com\r\nTo: {to}\r\nSubject: hello\r\nMessage-ID: <{id}@example.com>\r\n\r\nWords {id}.\r\n")
    };
    let taken = brought(&db, &bare(7, &address.to_uppercase())).await;
    assert_eq!((taken.outcome.as_str(), taken.reference.as_ref()), ("message", Some(&reference)));
    let forged = format!("cases+{}.aaaaaaaaaaaaaaaa@landside.example", reference.replace('-', "").to_lowercase());
    assert_eq!(brought(&db, &bare(8, &forged)).await.outcome, "case");
}

/// Takes a message in as the mail server brings it.
async fn brought(db: &PgPool, raw: &str) -> desk::cases::mail::Taken {
    let (id, departments) = (uuid::Uuid::nil().to_string(), Departments::These(Vec::new()));
    let machine = Machine { id, name: "postfix".into(), scopes: vec![Scope::IngestMail], departments, per_minute: 600 };
    let message = wire::mail::read(raw.as_bytes(), wire::mail::Ours { address: "care@landside.example", replies: None }).unwrap();
    let folder = std::env::temp_dir().join(format!("landside-mail-{}", std::process::id()));
    let store = desk::files::Store::folder(folder, domain::files::Limits::default()).unwrap();
    desk::cases::mail::take(db, &store, &machine, Timestamp::now(), raw.as_bytes(), &message).await.unwrap()
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_promise_wakes_the_worker_and_a_stop_lets_it_finish_the_letter_in_hand(db: PgPool) {
    let (mut smtp, (stop, stopping)) = (Smtp::start().await, running());
    let worker = tokio::spawn(deliver(db.clone(), smtp.post(), stopping));
    // let it look once and fall asleep: only the news of the promise wakes it before its ten seconds are over
    tokio::time::sleep(Duration::from_millis(300)).await;
    promised(&db, "slow@example.com", Locale::En).await;
    smtp.message().await;
    stop.send_replace(true);
    timeout(Duration::from_secs(8), worker).await.unwrap().unwrap();
    assert_eq!(state(&db).await.0, "sent");
}

#[test]
fn a_wrong_configuration_is_told_without_its_password() {
    let with = |url: &str, from: &str| Post::new(&MailConfig { mail_from: from.to_owned(), ..config(Some(url), "8/600") }, "".into()).err();
    let said = with("http://user:hunter2@host", "a@b.c").unwrap();
    assert!(said.contains("LANDSIDE_SMTP_URL") && !said.contains("hunter2"), "{said}");
    assert!(with("smtp://127.0.0.1", "nobody").unwrap().contains("LANDSIDE_MAIL_FROM"));
    let replies = MailConfig { mail_replies: Some("cases".to_owned()), ..config(None, "8/600") };
    assert!(Post::new(&replies, "".into()).err().unwrap().contains("LANDSIDE_MAIL_REPLIES"));
    assert!(Post::new(&config(None, "8/600"), "".into()).unwrap().is_none());
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn an_itinerary_brings_a_file_for_the_calendar_and_a_way_to_end_such_letters(db: PgPool) {
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    let place = |city, iata| serde_json::json!({ "city": city, "iata": iata, "zone": "America/New_York", "terminal": "C", "gate": "C92" });
    let flight = serde_json::json!({ "position": 1, "designator": "LD 474", "from": place("Newark", "EWR"), "to": place("Boston", "BOS"),
        "departs": "2026-11-28T14:15:00Z", "arrives": "2026-11-28T15:30:00Z", "seats": [], "belt": null, "off": false });
    let letter = serde_json::json!({ "kind": "trip_itinerary", "locator": "DEMO2A", "as_of": "2026-11-21T12:00:00Z", "flights": [flight],
        "bags_included": 1, "bags": 0, "abroad": false, "answered_within": 60, "wished": true });
    let letter: Letter = serde_json::from_value(letter).unwrap();
    let to = "maria@example.com";
    let promise = Promise { key: "itinerary".into(), to, locale: Locale::En, letter, secret: None, useless_after: None, case: None };
    let mut tx = db.begin().await.unwrap();
    outbox::promise(&mut tx, Timestamp::now(), &promise).await.unwrap();
    tx.commit().await.unwrap();
    deliver_due(&db, &smtp.post(), &stopping).await.unwrap();
    let (_, raw) = smtp.message().await;
    assert!(header(&raw, "Content-Type").starts_with("multipart/mixed"), "{raw}");
    let kind = raw.lines().find(|line| line.starts_with("Content-Type: text/calendar")).unwrap();
    assert!(kind.contains("method") && raw.contains("itinerary.ics") && raw.contains("BEGIN:VCALENDAR"), "{raw}");
    assert_eq!(header(&raw, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
}

#[sqlx::test(migrator = "desk::MIGRATIONS")]
async fn a_confirmation_brings_receipt_and_passes_and_its_flights_for_the_calendar(db: PgPool) {
    use desk::import::{Kind, import};
    let (mut smtp, (_stop, stopping)) = (Smtp::start().await, running());
    let now = Timestamp::now();
    let day = (now + jiff::SignedDuration::from_hours(72)).to_zoned(jiff::tz::TimeZone::UTC).date();
    let airports = "iata,name,city,country,zone,latitude,longitude\nEWR,Newark Liberty,Newark,US,America/New_York,40.69,-74.17\n\
                    ORD,O'Hare,Chicago,US,America/Chicago,41.98,-87.90\n";
    let flights = format!("carrier,number,date,origin,destination,departs,arrives,seats\nLD,408,{day},EWR,ORD,14:20,15:55,166\n");
    let bookings = format!(
        "locator,fare_family,total,currency,family_name,given_name,ticket_number,email,carrier,number,date,origin,destination,seat,checked_in\n\
         X4TE6N,flex,200.00,USD,Okafor,Ada,9922412345678,ada@example.com,LD,408,{day},EWR,ORD,14A,yes\n\
         X4TE6N,flex,200.00,USD,王,伟,9922412345679,,LD,408,{day},EWR,ORD,14B,no\n"
    );
    for (kind, table) in [(Kind::Airports, airports), (Kind::Flights, &flights), (Kind::Bookings, &bookings)] {
        import(&db, now, kind, table.as_bytes()).await.unwrap();
    }
    let money = serde_json::json!({ "amount": "0.00", "currency": "USD" });
    let letter = serde_json::json!({ "kind": "trip_reissued", "locator": "X4TE6N", "as_of": now, "flights": [], "bags_included": 1, "bags": 0,
        "abroad": false, "answered_within": 60, "wished": true, "action": "change", "was": [], "paid": money, "back": money, "voucher": money,
        "due_by": null, "change_id": uuid::Uuid::nil(), "asked_for": "X4TE6N" });
    let letter: Letter = serde_json::from_value(letter).unwrap();
    let late = serde_json::json!({ "kind": "refund_late", "reference": "LS-7K3M-9Q2F", "locator": "X4TE6N", "amount": money, "due_by": day, "reply_by": now });
    let late: Letter = serde_json::from_value(late).unwrap();
    let mut raws = Vec::new();
    // what is promised to a booking that is gone meanwhile leaves without papers
    for (key, letter, gone) in [("reissued", letter.clone(), false), ("late", late, false), ("gone", letter, true)] {
        if gone {
            sqlx::query("delete from booking").execute(&db).await.unwrap();
        }
        let promise =
            Promise { key: key.into(), to: "ada@example.com", locale: Locale::En, letter, secret: None, useless_after: None, case: None };
        let mut tx = db.begin().await.unwrap();
        outbox::promise(&mut tx, Timestamp::now(), &promise).await.unwrap();
        tx.commit().await.unwrap();
        deliver_due(&db, &smtp.post().with_papers(db.clone()), &stopping).await.unwrap();
        raws.push(smtp.message().await.1);
    }
    let files = |raw: &str| {
        let named =
            raw.lines().filter_map(|line| line.trim().split_once("filename=\"").map(|(_, name)| name.trim_end_matches('"').to_owned()));
        named.collect::<Vec<_>>()
    };
    assert_eq!(files(&raws[0]), ["itinerary.ics", "receipt-X4TE6N.pdf", "boarding-pass-LD408-1.pdf"], "whoever is checked in");
    assert_eq!(raws[0].matches("JVBERi0").count(), 2, "PDF, in base64");
    assert!(raws[0].contains("Content-Type: text/plain") && raws[0].contains("Content-Type: text/html"));
    assert_eq!((files(&raws[1]), files(&raws[2])), (vec!["receipt-X4TE6N.pdf".to_owned()], vec!["itinerary.ics".to_owned()]));
}
