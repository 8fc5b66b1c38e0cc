//! Letters about a trip over Postgres: by consent, to nobody else, once, and true.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod scene;

use desk::bookings::letters::{self, of_trip, release, send_itinerary, turn_off, turn_on};
use desk::outbox::{self, Letter, List};
use desk::{Error, PgPool, access, telegrams};
use domain::booking::notices::{News, Wishes};
use domain::locale::Locale;
use domain::rights::{Departments, Machine, Scope, Viewer};
use jiff::SignedDuration;
use scene::{BESIDE, BOTH, OWN, acts, ada, agent, at, delivered, kinds, locator, on, report, scene, seen, stranger, waiting, wish};
use uuid::Uuid;

#[sqlx::test(migrations = "../migrations")]
async fn letters_go_to_nobody_but_whoever_proved_to_be_the_reader(db: PgPool) {
    scene(&db).await;
    let now = at("21 12:00");
    let ask = async |viewer: &Viewer, address: &str, wishes| turn_on(&db, viewer, now, &locator(), &wish(address, wishes), false).await;
    // whoever found a boarding pass knows name and reference
    assert!(matches!(ask(&stranger(), "stranger@example.com", BOTH).await, Err(Error::VerifyFirst { locator }) if locator == "X4TE6N"));
    assert!(matches!(ask(&stranger(), OWN, BOTH).await, Err(Error::VerifyFirst { .. })));
    assert!(matches!(ask(&Viewer::default(), OWN, BOTH).await, Err(Error::NotFound)));
    assert!(matches!(ask(&agent(), OWN, BOTH).await, Err(Error::NotFound)), "consent is the passenger's");
    let form = Uuid::new_v4();
    for viewer in [stranger(), Viewer::default(), agent()] {
        assert!(send_itinerary(&db, &viewer, now, &locator(), (OWN, Locale::En), form, false).await.is_err());
        assert!(turn_off(&db, &viewer, now, &locator(), OWN, false).await.is_err());
    }
    for address in ["stranger@example.com", "desk@agency.example", "", "+12015550189"] {
        assert!(matches!(ask(&ada(), address, BOTH).await, Err(Error::Invalid(errors)) if errors[0].field == "address"), "{address}");
        let sent = send_itinerary(&db, &ada(), now, &locator(), (address, Locale::En), form, false).await;
        assert!(matches!(sent, Err(Error::Invalid(errors)) if errors[0].field == "address"), "{address}");
    }
    assert!(matches!(ask(&ada(), OWN, Wishes::default()).await, Err(Error::Invalid(errors)) if errors[0].field == "wishes"));
    assert!(kinds(&db).await.is_empty() && acts(&db).await.is_empty());
    // the number of the booking, where texts leave the house; an address proved besides
    turn_on(&db, &ada(), now, &locator(), &wish("+12015550189", BOTH), true).await.unwrap();
    ask(&ada(), BESIDE, BOTH).await.unwrap();
    assert_eq!(kinds(&db).await, ["trip_itinerary", "trip_itinerary"]);
    assert_eq!(acts(&db).await, ["trip_letters_on", "trip_letters_on"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_learns_nothing_and_staff_see_masks(db: PgPool) {
    scene(&db).await;
    let now = at("21 12:00");
    on(&db, now, OWN, BOTH).await.unwrap();
    let told = async |viewer: Viewer| of_trip(&db, &viewer, now, &seen(&db, &viewer, now).await, false).await.unwrap();
    assert_eq!(told(stranger()).await, letters::TripLetters::default());
    let theirs = told(ada()).await;
    assert_eq!(theirs.choices.iter().map(|choice| choice.address.as_str()).collect::<Vec<_>>(), [OWN, BESIDE]);
    assert!(theirs.choices[0].on.is_some() && theirs.choices[1].on.is_none() && theirs.standing.is_empty());
    let planned: Vec<(&str, String)> =
        theirs.choices[0].planned.iter().map(|notice| (notice.what.as_str(), notice.at.to_string())).collect();
    assert_eq!(
        planned,
        [
            ("reminder", "2026-11-27T19:20:00Z".to_owned()),
            ("connection", "2026-11-28T21:55:00Z".to_owned()),
            ("arrival", "2026-11-29T01:40:00Z".to_owned())
        ]
    );
    let staff = told(agent()).await;
    assert!(staff.choices.is_empty());
    assert_eq!((staff.standing.len(), staff.sent.len()), (1, 1));
    assert_eq!((staff.standing[0].to.as_str(), staff.sent[0].to.as_str()), ("a•••@e•••.com", "a•••@e•••.com"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_itinerary_leaves_once_for_each_request(db: PgPool) {
    scene(&db).await;
    let now = at("21 12:00");
    for _ in 0..3 {
        on(&db, now, OWN, BOTH).await.unwrap();
    }
    on(&db, now, OWN, Wishes { reminders: true, word: false }).await.unwrap();
    assert_eq!(kinds(&db).await, ["trip_itinerary"]);
    // two presses of one button at once, and another day's
    let form = Uuid::new_v4();
    let press = async || send_itinerary(&db, &ada(), now, &locator(), (OWN, Locale::ZhCn), form, false).await;
    let (one, two) = tokio::join!(press(), press());
    one.unwrap();
    two.unwrap();
    assert_eq!(kinds(&db).await.len(), 2);
    let letters = delivered(&db, now).await;
    let asked = letters.iter().find(|letter| letter.locale == Locale::ZhCn).unwrap();
    assert_eq!(asked.letter.list(), None, "asked for once: no list to leave");
    assert_eq!(asked.letter.trip().unwrap().flights[0].from.city, "纽瓦克");
    assert_eq!(asked.letter.trip().unwrap().flights.len(), 2);
    for _ in 0..3 {
        send_itinerary(&db, &ada(), now, &locator(), (OWN, Locale::En), Uuid::new_v4(), false).await.unwrap();
    }
    let limited = send_itinerary(&db, &ada(), now, &locator(), (OWN, Locale::En), Uuid::new_v4(), false).await;
    assert!(matches!(limited, Err(Error::Limited { .. })), "{limited:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn each_letter_is_promised_once_by_any_number_of_workers(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, BOTH).await.unwrap();
    on(&db, at("21 12:00"), BESIDE, BOTH).await.unwrap();
    assert_eq!(release(&db, at("27 19:19")).await.unwrap(), 0);
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { release(&db, at("27 19:20")).await.unwrap() })
        })
        .collect();
    let mut sent = 0;
    for worker in workers {
        sent += worker.await.unwrap();
    }
    assert_eq!(sent, 2, "one for each of the two");
    for minute in 21..30 {
        release(&db, at(&format!("27 19:{minute}"))).await.unwrap();
    }
    assert_eq!(kinds(&db).await.iter().filter(|kind| *kind == "trip_reminder").count(), 2);
    let reminder = delivered(&db, at("27 19:30")).await.into_iter().find(|letter| letter.letter.kind() == "trip_reminder").unwrap();
    assert_eq!(reminder.letter.list(), Some(List::Trip));
    let facts = reminder.letter.trip().unwrap();
    assert_eq!((facts.flights.len(), facts.flights[0].from.gate.as_deref(), facts.bags_included), (2, Some("C92"), 1));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_cannot_be_promised_is_not_written_down_either(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, BOTH).await.unwrap();
    sqlx::raw_sql(
        "create function no() returns trigger language plpgsql as $$ begin raise exception 'killed here'; end $$;
         create trigger no before insert on outbox for each row when (new.kind = 'trip_reminder') execute function no()",
    )
    .execute(&db)
    .await
    .unwrap();
    assert_eq!(release(&db, at("27 19:20")).await.unwrap(), 0);
    let rows: i64 = sqlx::query_scalar("select count(*) from trip_letter where what = 'reminder'").fetch_one(&db).await.unwrap();
    assert_eq!(rows, 0, "row and promise are one commit");
    sqlx::raw_sql("drop trigger no on outbox").execute(&db).await.unwrap();
    assert_eq!(release(&db, at("27 19:21")).await.unwrap(), 0, "left alone for a while, so that it holds up nobody");
    assert_eq!(release(&db, at("27 19:30")).await.unwrap(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_flight_that_moves_takes_its_letters_along(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, BOTH).await.unwrap();
    delivered(&db, at("21 12:00")).await;
    // a day later, known two days before: told, and reminded a day before the new time
    report(&db, 408, at("26 15:00"), "estimate", Some(at("29 19:20"))).await;
    assert_eq!(release(&db, at("26 16:00")).await.unwrap(), 1);
    let told = delivered(&db, at("26 16:00")).await;
    let change = told[0].letter.trip().unwrap().change.clone().unwrap();
    assert_eq!((change.news, change.was, change.misses.as_deref()), (News::Later, at("28 19:20"), Some("LD 412")));
    assert_eq!(release(&db, at("27 19:30")).await.unwrap(), 0);
    assert_eq!(release(&db, at("28 19:20")).await.unwrap(), 1);
    assert_eq!(kinds(&db).await, ["trip_itinerary", "trip_change", "trip_reminder"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_known_yet_or_does_not_stand_just_now_is_looked_at_again(db: PgPool) {
    scene(&db).await;
    // the flights come into the portal a week after she asked, and two days before they leave
    let known = async |difference: i32| {
        sqlx::query("update flight set number = number + $1").bind(difference).execute(&db).await.unwrap();
    };
    known(1000).await;
    on(&db, at("16 12:00"), OWN, BOTH).await.unwrap();
    for hour in ["16 12:01", "17 12:02", "18 12:03"] {
        release(&db, at(hour)).await.unwrap();
    }
    known(-1000).await;
    // and the booking does not stand for a moment
    let state = async |state: &str| {
        sqlx::query("update booking set state = $1").bind(state).execute(&db).await.unwrap();
    };
    state("cancelled").await;
    assert_eq!(release(&db, at("20 12:00")).await.unwrap(), 0);
    state("ticketed").await;
    release(&db, at("21 12:01")).await.unwrap();
    assert_eq!(release(&db, at("27 19:20")).await.unwrap(), 1);
    assert_eq!(kinds(&db).await.iter().filter(|kind| *kind == "trip_reminder").count(), 1);
    // never to be known: in the end nobody looks any more
    known(1000).await;
    release(&db, at("29 12:00")).await.unwrap();
    release(&db, at("30 12:00")).await.unwrap();
    let open: i64 = sqlx::query_scalar("select count(*) from trip_subscription where look_at is not null").fetch_one(&db).await.unwrap();
    assert_eq!(open, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_told_is_corrected_once_and_what_waits_is_taken_back(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, BOTH).await.unwrap();
    delivered(&db, at("21 12:00")).await;
    assert_eq!(release(&db, at("27 19:20")).await.unwrap(), 1);
    // the mail server was away: the reminder is still here when the flight is cancelled
    report(&db, 408, at("27 20:00"), "cancelled", None).await;
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { release(&db, at("27 20:01")).await.unwrap() })
        })
        .collect();
    let mut sent = 0;
    for worker in workers {
        sent += worker.await.unwrap();
    }
    assert_eq!(sent, 1);
    assert_eq!(waiting(&db).await, ["trip_change"], "nobody is reminded of a flight that does not go");
    assert_eq!(release(&db, at("27 20:02")).await.unwrap(), 0);
    let left = delivered(&db, at("27 20:02")).await;
    assert_eq!(left[0].letter.trip().unwrap().change.as_ref().unwrap().news, News::Cancelled);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_plan_that_moves_is_told_like_any_other_change(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, BOTH).await.unwrap();
    delivered(&db, at("21 12:00")).await;
    let sender = Machine {
        id: Uuid::nil().to_string(),
        name: "EWR".into(),
        scopes: vec![Scope::IngestMessages],
        departments: Departments::These(Vec::new()),
        per_minute: 600,
    };
    for (clock, message, news) in [
        ("22 12:00", "ASM\nUTC\nRPL\nLD408/28NOV26\nJ 738 .Y180\nEWR1920 ORD2155", None),
        ("22 13:00", "SSM\nLT\nTIM\nLD408\n28NOV26 28NOV26 6\nEWR1500 ORD1635", Some(News::Later)),
        ("22 14:00", "ASM\nUTC\nCNL\nLD408/28NOV26", Some(News::Cancelled)),
        ("22 15:00", "ASM\nUTC\nRIN\nLD408/28NOV26", Some(News::Restored)),
    ] {
        telegrams::take(&db, &sender, at(clock), &[message.to_owned()]).await.unwrap();
        while telegrams::work(&db, at(clock)).await.unwrap() > 0 {}
        let later = at(clock) + SignedDuration::from_mins(59);
        release(&db, later).await.unwrap();
        let told: Vec<Option<News>> = delivered(&db, later)
            .await
            .into_iter()
            .filter_map(|leased| match leased.letter {
                Letter::TripChange(facts) => Some(facts.change.map(|change| change.news)),
                _ => None,
            })
            .collect();
        assert_eq!(told, news.map(Some).into_iter().collect::<Vec<_>>(), "{message}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn on_the_way_they_hear_where_to_go_and_at_the_end_that_we_are_there(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, Wishes { reminders: false, word: true }).await.unwrap();
    delivered(&db, at("21 12:00")).await;
    assert_eq!(release(&db, at("28 22:10")).await.unwrap(), 0, "nobody has reported a landing");
    report(&db, 408, at("28 19:20"), "off_block", Some(at("28 19:20"))).await;
    report(&db, 408, at("28 21:50"), "landed", Some(at("28 21:50"))).await;
    assert_eq!(release(&db, at("28 22:11")).await.unwrap(), 1);
    assert_eq!(release(&db, at("28 22:12")).await.unwrap(), 0);
    let mut letters = delivered(&db, at("28 22:12")).await;
    report(&db, 412, at("28 23:00"), "off_block", Some(at("28 23:00"))).await;
    report(&db, 412, at("29 01:30"), "landed", Some(at("29 01:30"))).await;
    assert_eq!(release(&db, at("29 01:35")).await.unwrap(), 1);
    letters.extend(delivered(&db, at("29 01:35")).await);
    let word = letters
        .iter()
        .find_map(|letter| matches!(&letter.letter, Letter::TripConnection(_)).then(|| letter.letter.trip().unwrap()))
        .unwrap();
    assert_eq!((word.transfer.as_deref(), word.flights[1].from.gate.as_deref()), (Some("holds"), Some("B7")));
    let arrival =
        letters.iter().find_map(|letter| matches!(&letter.letter, Letter::TripArrival(_)).then(|| letter.letter.trip().unwrap())).unwrap();
    assert_eq!(arrival.flights[0].belt.as_deref(), Some("4"));
    // behind them nothing is looked at any more, and in the end forgotten
    release(&db, at("29 09:00")).await.unwrap();
    let open: i64 = sqlx::query_scalar("select count(*) from trip_subscription where look_at is not null").fetch_one(&db).await.unwrap();
    assert_eq!(open, 0);
    assert_eq!(letters::forget(&db, at("29 09:00") + SignedDuration::from_hours(24 * 89)).await.unwrap(), 0);
    assert_eq!(letters::forget(&db, at("29 09:00") + SignedDuration::from_hours(24 * 90)).await.unwrap(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn one_click_in_any_letter_ends_them_and_takes_back_what_waits(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, BOTH).await.unwrap();
    let token = delivered(&db, at("21 12:00")).await[0].leave.clone().unwrap();
    release(&db, at("27 19:20")).await.unwrap();
    let found = outbox::subscription(&db, &token).await.unwrap();
    assert_eq!((found.list, found.trip.as_deref(), found.left), (List::Trip, Some("X4TE6N"), false));
    for _ in 0..2 {
        outbox::unsubscribe(&db, at("27 19:25"), &token, true).await.unwrap();
    }
    assert!(outbox::subscription(&db, &token).await.unwrap().left);
    assert!(waiting(&db).await.is_empty(), "the reminder had not left yet");
    report(&db, 408, at("27 20:00"), "cancelled", None).await;
    assert_eq!(release(&db, at("27 20:01")).await.unwrap(), 0);
    assert_eq!(acts(&db).await, ["trip_letters_on", "trip_letters_off"]);
    // by mistake: back again, and what happened meanwhile is told
    outbox::unsubscribe(&db, at("27 20:05"), &token, false).await.unwrap();
    assert_eq!(release(&db, at("27 20:06")).await.unwrap(), 1);
    assert_eq!(waiting(&db).await, ["trip_change"]);
    turn_off(&db, &ada(), at("27 20:10"), &locator(), OWN, false).await.unwrap();
    assert!(waiting(&db).await.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn with_the_contact_go_its_letters_and_no_link_brings_them_back(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, BOTH).await.unwrap();
    on(&db, at("21 12:00"), BESIDE, BOTH).await.unwrap();
    let tokens: Vec<String> = delivered(&db, at("21 12:00")).await.into_iter().filter_map(|letter| letter.leave).collect();
    assert_eq!(tokens.len(), 2);
    access::change_contact(&db, &ada(), at("22 12:00"), "X4TE6N", "new@example.com", None).await.unwrap();
    for token in &tokens {
        outbox::unsubscribe(&db, at("22 12:01"), token, false).await.unwrap();
        assert!(outbox::subscription(&db, token).await.unwrap().left);
    }
    assert_eq!(release(&db, at("27 19:20")).await.unwrap(), 0);
    // as well where somebody else changes it, beside us
    sqlx::query("update contact set address = 'ada@example.com' where address = 'new@example.com'").execute(&db).await.unwrap();
    on(&db, at("27 12:00"), OWN, BOTH).await.unwrap();
    delivered(&db, at("27 12:00")).await;
    sqlx::query("delete from contact where address = 'ada@example.com'").execute(&db).await.unwrap();
    assert_eq!(release(&db, at("27 19:20")).await.unwrap(), 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_booking_that_is_void_or_gone_is_not_written_about(db: PgPool) {
    scene(&db).await;
    on(&db, at("21 12:00"), OWN, BOTH).await.unwrap();
    delivered(&db, at("21 12:00")).await;
    sqlx::query("update booking set state = 'refunded'").execute(&db).await.unwrap();
    assert_eq!(release(&db, at("27 19:20")).await.unwrap(), 0);
    on(&db, at("27 19:25"), OWN, BOTH).await.unwrap();
    sqlx::query("delete from booking").execute(&db).await.unwrap();
    assert_eq!(release(&db, at("27 19:30")).await.unwrap(), 0);
    let left: i64 = sqlx::query_scalar("select count(*) from trip_subscription").fetch_one(&db).await.unwrap();
    assert_eq!(left, 0);
}
