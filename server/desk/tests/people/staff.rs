use crate::support::{booking, browser, count, counting, later, now, sentence};
use desk::access::{self, Token};
use desk::demo::staff::{PASSWORD, current_code, load, people};
use desk::staff::{Overview, SignIn, end_session, everybody, overview, sessions, sign_in};
use desk::{Error, PgPool, audit};
use domain::rights::{Role, Viewer};
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::Ordering;
use uuid::Uuid;

const AGENT: &str = "agent@landside.example";

fn with<'a>(email: &'a str, password: &'a str, code: &'a str) -> SignIn<'a> {
    SignIn { email, password, code, network: "203.0.113.9", user_agent: "Firefox" }
}

async fn signed_in(db: &PgPool, email: &str, now: Timestamp) -> (Token, Viewer) {
    sign_in(db, &Viewer::default(), now, with(email, PASSWORD, &current_code(now).unwrap())).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn staff_sign_in_with_password_and_code_under_a_new_token(db: PgPool) {
    load(&db, now()).await.unwrap();
    load(&db, now()).await.unwrap();
    booking(&db, "DEMO2A", &[]).await;
    let before = browser(&db, "DEMO2A").await;
    let visitor = before.viewer(&db, now()).await;
    let code = current_code(now()).unwrap();
    let (token, viewer) = sign_in(&db, &visitor, now(), with(" Agent@Landside.example ", PASSWORD, &code)).await.unwrap();
    assert_eq!((viewer.staff().unwrap().name.as_str(), viewer.staff().unwrap().role), ("Mei Chen", Role::Agent));
    assert_eq!(access::find(&db, now(), &token.to_text()).await.unwrap().unwrap(), viewer);
    assert_eq!(access::find(&db, now(), &before.token.to_text()).await.unwrap(), None, "the former session has ended");
    assert_eq!(count(&db, "select count(*) from audit where action = 'sign_in' and staff_id is not null").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn everything_wrong_gets_one_answer_for_one_amount_of_work(db: PgPool) {
    load(&db, now()).await.unwrap();
    sqlx::query("update staff set active = false where email = 'lead@landside.example'").execute(&db).await.unwrap();
    let code = current_code(now()).unwrap();
    let mut work = Vec::new();
    let (statements, _guard) = counting();
    for attempt in [
        with("nobody@landside.example", PASSWORD, &code),
        with(AGENT, "landside-dem0", &code),
        with(AGENT, PASSWORD, "000000"),
        with(AGENT, PASSWORD, "not a code"),
        with("lead@landside.example", PASSWORD, &code),
        with("' or 1=1 --", PASSWORD, &code),
    ] {
        assert_eq!(sentence(sign_in(&db, &Viewer::default(), now(), attempt).await), "sign-in-wrong");
        work.push(statements.swap(0, Ordering::Relaxed));
    }
    assert!(work.iter().all(|statements| *statements == work[0]), "{work:?}");
    // each leaves its row, and nothing of what was typed at no account
    let failed =
        "select count(*) from audit where action = 'sign_in_failed' and staff_id is null and detail->>'account' = 'agent@landside.example'";
    assert_eq!(count(&db, failed).await, 3);
    assert_eq!(count(&db, "select count(*) from audit where action = 'sign_in_failed' and detail = '{}'").await, 3);
    let Err(Error::Invalid(missing)) = sign_in(&db, &Viewer::default(), now(), with(" ", "", "")).await else { panic!() };
    assert_eq!(missing.iter().map(|error| error.field).collect::<Vec<_>>(), ["email", "password", "code"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_is_good_once_even_at_once(db: PgPool) {
    load(&db, now()).await.unwrap();
    let code = current_code(now()).unwrap();
    let attempts: Vec<_> = (0..4)
        .map(|_| {
            let (db, code) = (db.clone(), code.clone());
            tokio::spawn(async move { sign_in(&db, &Viewer::default(), now(), with(AGENT, PASSWORD, &code)).await.is_ok() })
        })
        .collect();
    let mut signed_in = 0;
    for attempt in attempts {
        signed_in += usize::from(attempt.await.unwrap());
    }
    assert_eq!(signed_in, 1);
    // an older code is no better than a used one
    let old = current_code(now() - SignedDuration::from_secs(30)).unwrap();
    assert_eq!(sentence(sign_in(&db, &Viewer::default(), now(), with(AGENT, PASSWORD, &old)).await), "sign-in-wrong");
    // what the demo shows next does
    let next = people(&db, now()).await.unwrap()[0].1.clone();
    sign_in(&db, &Viewer::default(), now(), with(AGENT, PASSWORD, &next)).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn guessing_is_limited_and_success_forgives(db: PgPool) {
    load(&db, now()).await.unwrap();
    for _ in 0..9 {
        let _ = sign_in(&db, &Viewer::default(), now(), with(AGENT, "x", "000000")).await;
    }
    signed_in(&db, AGENT, now()).await;
    for _ in 0..10 {
        assert_eq!(sentence(sign_in(&db, &Viewer::default(), now(), with(AGENT, "x", "000000")).await), "sign-in-wrong");
    }
    let code = current_code(later(1)).unwrap();
    let Err(Error::Limited { retry_after }) = sign_in(&db, &Viewer::default(), later(1), with(AGENT, PASSWORD, &code)).await else {
        panic!()
    };
    assert_eq!(retry_after.as_mins(), 14);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_staff_session_ends_idle_or_after_a_shift_or_with_the_job(db: PgPool) {
    load(&db, now()).await.unwrap();
    let (token, _) = signed_in(&db, AGENT, now()).await;
    let token = token.to_text();
    for minute in (0..12 * 60).step_by(25) {
        assert!(access::find(&db, later(minute), &token).await.unwrap().is_some(), "{minute}");
    }
    assert!(access::find(&db, later(12 * 60), &token).await.unwrap().is_none(), "after twelve hours");
    let (token, _) = signed_in(&db, "lead@landside.example", now()).await;
    assert!(access::find(&db, later(29), &token.to_text()).await.unwrap().is_some());
    assert!(access::find(&db, later(59), &token.to_text()).await.unwrap().is_none(), "after half an hour's silence");
    let (token, _) = signed_in(&db, "admin@landside.example", now()).await;
    sqlx::query("update staff set active = false").execute(&db).await.unwrap();
    assert!(access::find(&db, now(), &token.to_text()).await.unwrap().is_none(), "no longer works here");
}

#[sqlx::test(migrations = "../migrations")]
async fn sessions_are_listed_and_ended_by_right(db: PgPool) {
    load(&db, now()).await.unwrap();
    let (agent_token, agent) = signed_in(&db, AGENT, now()).await;
    let (_, lead) = signed_in(&db, "lead@landside.example", now()).await;
    let name = |viewer: &Viewer| Uuid::parse_str(viewer.session_name.as_deref().unwrap()).unwrap();

    let own = sessions(&db, &agent, now()).await.unwrap();
    assert_eq!(own.iter().map(|session| (session.name, session.current)).collect::<Vec<_>>(), [(name(&agent), true)]);
    let all = sessions(&db, &lead, now()).await.unwrap();
    assert_eq!(all.iter().map(|session| session.name).collect::<Vec<_>>(), [name(&lead), name(&agent)]);

    assert!(matches!(end_session(&db, &agent, now(), name(&lead)).await, Err(Error::Forbidden)));
    assert!(matches!(end_session(&db, &Viewer::default(), now(), name(&lead)).await, Err(Error::SignInFirst)));
    assert!(matches!(sessions(&db, &Viewer::default(), now()).await, Err(Error::SignInFirst)));
    end_session(&db, &lead, now(), name(&agent)).await.unwrap();
    end_session(&db, &lead, now(), name(&agent)).await.unwrap();
    end_session(&db, &lead, now(), Uuid::new_v4()).await.unwrap();
    assert!(access::find(&db, now(), &agent_token.to_text()).await.unwrap().is_none());
    assert_eq!(count(&db, "select count(*) from audit where action = 'session_ended'").await, 1);
    // a passenger's session is nobody's to end from here
    let passenger = access::open(&db, now(), "").await.unwrap();
    end_session(&db, &lead, now(), name(&passenger.1)).await.unwrap();
    assert!(access::find(&db, now(), &passenger.0.to_text()).await.unwrap().is_some());
}

#[sqlx::test(migrations = "../migrations")]
async fn the_audit_is_for_administrators_and_counts_itself(db: PgPool) {
    load(&db, now()).await.unwrap();
    let (_, agent) = signed_in(&db, AGENT, now()).await;
    let (_, admin) = signed_in(&db, "admin@landside.example", now()).await;
    let mut tx = db.begin().await.unwrap();
    for n in 0..60 {
        audit::look(&mut tx, &agent, now(), "case", "case", &format!("LS-{n}"), serde_json::json!({})).await.unwrap();
    }
    audit::look(&mut tx, &Viewer::default(), now(), "case", "case", "LS-1", serde_json::json!({})).await.unwrap();
    tx.commit().await.unwrap();
    let filter = audit::Filter { subject_kind: "case".to_owned(), ..audit::Filter::default() };
    assert!(matches!(audit::list(&db, &agent, now(), &filter).await, Err(Error::Forbidden)));
    assert!(matches!(audit::list(&db, &Viewer::default(), now(), &filter).await, Err(Error::SignInFirst)));
    let first = audit::list(&db, &admin, now(), &filter).await.unwrap();
    assert_eq!((first.looks.len(), first.looks[0].subject.as_str(), first.looks[0].staff.as_deref()), (50, "LS-59", Some("Mei Chen")));
    let second = audit::list(&db, &admin, now(), &audit::Filter { before: first.next, ..filter.clone() }).await.unwrap();
    assert_eq!(
        (second.looks.len(), second.looks[9].subject.as_str(), second.next),
        (10, "LS-0", None),
        "a passenger's own look left nothing"
    );
    let one = audit::Filter { subject: "LS-7".to_owned(), staff: Uuid::parse_str(&agent.staff().unwrap().id).ok(), ..filter };
    assert_eq!(audit::list(&db, &admin, now(), &one).await.unwrap().looks.len(), 1);
    assert_eq!(count(&db, "select count(*) from audit where subject_kind = 'audit'").await, 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_first_page_counts_what_waits(db: PgPool) {
    load(&db, now()).await.unwrap();
    let (_, agent) = signed_in(&db, AGENT, now()).await;
    assert_eq!(overview(&db, &agent, now()).await.unwrap(), Overview::default());
    let case = "insert into case_file (reference, kind, topic, channel, language, subject, status, department, owner, opened_at, reply_by, last_seq, last_public_seq, last_at, person_name, search)
                values ($1, 'inquiry', 'seat', 'web', 'en', 'x', $2, $3, $4, now(), $5::text::timestamptz, 1, 1, now(), 'x', '')";
    let own = Uuid::parse_str(&agent.staff().unwrap().id).unwrap();
    for (reference, status, department, owner, reply_by) in [
        ("LS-2222-2222", "working", "flights", Some(own), "2026-11-21T11:59:00Z"),
        ("LS-2222-2223", "new", "service", None, "2026-11-21T12:00:00Z"),
        ("LS-2222-2224", "new", "baggage", None, "2026-11-21T12:59:00Z"),
        ("LS-2222-2225", "new", "refunds", None, "2026-11-21T11:00:00Z"),
        ("LS-2222-2226", "closed", "service", Some(own), "2026-11-21T11:00:00Z"),
    ] {
        sqlx::query(case).bind(reference).bind(status).bind(department).bind(owner).bind(reply_by).execute(&db).await.unwrap();
    }
    let counted = Overview { own: 1, unowned: 2, overdue: 1, due_soon: 1, follow_ups: 0, approvals: 0 };
    assert_eq!(overview(&db, &agent, now()).await.unwrap(), counted);
    assert!(everybody(&db, &agent).await.unwrap().iter().any(|(_, name)| name == "张岚"));
    assert!(matches!(overview(&db, &Viewer::default(), now()).await, Err(Error::SignInFirst)));
    assert!(matches!(everybody(&db, &Viewer::default()).await, Err(Error::SignInFirst)));
}
