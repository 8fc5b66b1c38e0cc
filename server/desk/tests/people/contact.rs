use crate::support::{Browser, TICKET, booking, browser, count, later, now, sentence};
use desk::access::{change_contact, prove_by_ticket, send_code};
use desk::demo::staff::PASSWORD;
use desk::staff::{SignIn, sign_in};
use desk::{Error, PgPool};
use domain::booking::IdentityCheck;
use domain::locale::Locale;
use domain::rights::{Grants, Viewer};
use jiff::civil::{Date, date};

const NETWORK: &str = "203.0.113.9";
const BIRTH: Date = date(1980, 5, 4);

#[sqlx::test(migrations = "../migrations")]
async fn ticket_and_birth_date_identify_the_passenger(db: PgPool) {
    let passenger = booking(&db, "DEMO2A", &[]).await;
    let browser = browser(&db, "DEMO2A").await;
    let viewer = browser.viewer(&db, now()).await;
    for (ticket, born) in [(TICKET, date(1980, 5, 5)), ("9922400000018", BIRTH)] {
        assert_eq!(sentence(prove_by_ticket(&db, &viewer, now(), NETWORK, "DEMO2A", ticket, born).await), "ticket-wrong");
    }
    assert_eq!(sentence(prove_by_ticket(&db, &viewer, now(), NETWORK, "DEMO2A", "992", BIRTH).await), "ticket-shape");
    let token = prove_by_ticket(&db, &viewer, now(), NETWORK, "DEMO2A", "992-2400 000017", BIRTH).await.unwrap();
    assert_eq!(browser.viewer(&db, now()).await.grants(), Some(&Grants::default()), "the former token opens nothing");
    let viewer = Browser { token }.viewer(&db, now()).await;
    assert_eq!(viewer.grants().unwrap().passengers, [passenger.to_string()]);
    assert_eq!(viewer.grants().unwrap().verified_trips, ["DEMO2A"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_ticket_of_another_booking_proves_nothing_and_guessing_is_limited(db: PgPool) {
    booking(&db, "DEMO2A", &[]).await;
    booking(&db, "DEMO3B", &[]).await;
    let viewer = browser(&db, "DEMO2A").await.viewer(&db, now()).await;
    assert!(matches!(prove_by_ticket(&db, &viewer, now(), NETWORK, "DEMO3B", TICKET, BIRTH).await, Err(Error::NotFound)));
    for _ in 0..5 {
        assert_eq!(sentence(prove_by_ticket(&db, &viewer, now(), NETWORK, "DEMO2A", "9922400000099", BIRTH).await), "ticket-wrong");
    }
    let right_but_late = prove_by_ticket(&db, &viewer, later(1), NETWORK, "DEMO2A", TICKET, BIRTH).await;
    assert!(matches!(right_but_late, Err(Error::Limited { .. })));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_contact_is_logged_and_told_to_the_old_ones(db: PgPool) {
    booking(&db, "DEMO2A", &[("desk@agency.example", true), ("old@example.com", false), ("not an address", false)]).await;
    let browser = browser(&db, "DEMO2A").await;
    let viewer = browser.viewer(&db, now()).await;
    // name and locator alone do not reach the contact
    assert!(matches!(change_contact(&db, &viewer, now(), "DEMO2A", "new@example.com", None).await, Err(Error::NotFound)));
    let token = prove_by_ticket(&db, &viewer, now(), NETWORK, "DEMO2A", TICKET, BIRTH).await.unwrap();
    let viewer = Browser { token }.viewer(&db, now()).await;
    assert_eq!(sentence(change_contact(&db, &viewer, now(), "DEMO2A", "nowhere", None).await), "email-shape");
    change_contact(&db, &viewer, now(), "DEMO2A", " New@Example.com ", None).await.unwrap();

    let told: Vec<(String, String)> =
        sqlx::query_as("select recipient, letter->>'new' from outbox where kind = 'contact_changed' order by recipient")
            .fetch_all(&db)
            .await
            .unwrap();
    let masked = "n•••@e•••.com".to_owned();
    assert_eq!(told, [("desk@agency.example".to_owned(), masked.clone()), ("old@example.com".to_owned(), masked)]);
    let logged: serde_json::Value = sqlx::query_scalar("select detail from audit where action = 'contact_changed' and subject = 'DEMO2A'")
        .fetch_one(&db)
        .await
        .unwrap();
    assert!(!logged.to_string().contains("new@example.com") && logged["old"][1] == "o•••@e•••.com");
    // codes go to the new one, and only there
    let sent = send_code(&db, &viewer, now(), NETWORK, "DEMO2A", Locale::En).await.unwrap();
    assert_eq!(sent.to, "n•••@e•••.com");
    assert_eq!(count(&db, "select count(*) from contact where not agency").await, 1);
    assert_eq!(sentence(change_contact(&db, &viewer, now(), "DEMO2A", "new@example.com", None).await), "email-same");
}

#[sqlx::test(migrations = "../migrations")]
async fn contacts_change_three_times_a_day_at_most(db: PgPool) {
    booking(&db, "DEMO2A", &[]).await;
    let browser = browser(&db, "DEMO2A").await;
    let viewer = browser.viewer(&db, now()).await;
    let token = prove_by_ticket(&db, &viewer, now(), NETWORK, "DEMO2A", TICKET, BIRTH).await.unwrap();
    let viewer = Browser { token }.viewer(&db, now()).await;
    for address in ["a@example.com", "b@example.com", "c@example.com"] {
        change_contact(&db, &viewer, now(), "DEMO2A", address, None).await.unwrap();
    }
    assert!(matches!(change_contact(&db, &viewer, now(), "DEMO2A", "d@example.com", None).await, Err(Error::Limited { .. })));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_agent_says_how_they_checked_and_that_stays_on_record(db: PgPool) {
    booking(&db, "DEMO2A", &[]).await;
    desk::demo::staff::load(&db, now()).await.unwrap();
    let code = desk::demo::staff::current_code(now()).unwrap();
    let with = SignIn { email: "agent@landside.example", password: PASSWORD, code: &code, network: NETWORK, user_agent: "" };
    let (_, agent) = sign_in(&db, &Viewer::default(), now(), with).await.unwrap();
    let changed = change_contact(&db, &agent, now(), "DEMO2A", "new@example.com", None).await;
    assert_eq!(sentence(changed), "verify-how-missing");
    change_contact(&db, &agent, later(1), "DEMO2A", "new@example.com", Some(IdentityCheck::CallBack)).await.unwrap();
    let kept: Vec<(String, String, bool, Option<String>)> =
        sqlx::query_as("select action, subject, staff_id is not null and at is not null, detail->>'how' from audit where subject_kind = 'trip' order by id")
            .fetch_all(&db)
            .await
            .unwrap();
    let row = |action: &str, how: Option<&str>| (action.to_owned(), "DEMO2A".to_owned(), true, how.map(str::to_owned));
    assert_eq!(kept, [row("identity_checked", Some("call-back")), row("contact_changed", None)]);
}
