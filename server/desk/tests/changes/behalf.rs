//! Staff on a passenger's behalf: identified first, within limits, above them with a supervisor (CHG-4, CHG-8, OFF-2).

use super::common::{browser, count, staff, verified};
use super::scene::*;
use desk::access::identify;
use desk::cases::{self, New};
use desk::changes::{self, Confirmed, Stage, WaiverState};
use desk::{Error, PgPool};
use domain::booking::IdentityCheck;
use domain::case::{Actor, Channel, Event, Kind, Topic};
use domain::fare::{Ground, LineKind, STAFF_WAIVER, WaiverReason};
use domain::locale::Locale;
use domain::payment::State;
use domain::rights::{Grants, Role, Viewer, Who};
use uuid::Uuid;

const WHY: &str = "Her mother has died; certificate seen.";

async fn knows(db: &PgPool, viewer: &Viewer, check: IdentityCheck) {
    identify(db, viewer, now(), &locator(), Some(check), None).await.unwrap();
}

async fn mei(db: &PgPool) -> Viewer {
    let agent = staff(db, "Mei Chen", Role::Agent, &["flights"]).await;
    knows(db, &agent, IdentityCheck::CallBack).await;
    agent
}

const fn reason(reason: WaiverReason) -> Option<Ground> {
    Some(Ground::Reason { reason })
}

async fn waive(db: &PgPool, viewer: &Viewer, id: Uuid, ground: Option<Ground>) -> desk::Result<WaiverState> {
    changes::waive(db, viewer, now(), &locator(), id, (ground, WHY)).await
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_acts_for_somebody_they_have_not_identified(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let agent = staff(&db, "Mei Chen", Role::Agent, &["flights"]).await;
    let options = changes::options(&db, &agent, now(), Locale::En, &locator(), &tariff(), &wanted(&[1])).await.unwrap();
    assert!(!options.ways.is_empty(), "they may look");
    assert!(matches!(held(&db, &agent, &locator(), &[1], WANTED).await, Err(Error::VerifyFirst { .. })));
    let unsaid = identify(&db, &agent, now(), &locator(), None, None).await;
    assert!(matches!(unsaid, Err(Error::Invalid(fields)) if fields[0].field == "check"));
    let nowhere = domain::booking::Locator::parse("NNNNNN").unwrap();
    assert!(matches!(identify(&db, &agent, now(), &nowhere, Some(IdentityCheck::Ticket), None).await, Err(Error::NotFound)));
    knows(&db, &agent, IdentityCheck::Ticket).await;
    let id = held(&db, &agent, &locator(), &[1], WANTED).await.unwrap();
    assert!(shown(&db, &agent, id).await.proved);
    // a colleague's word is not one's own, it holds for a day, and administrators decide nothing
    let colleague = staff(&db, "Ana Lima", Role::Agent, &["flights"]).await;
    assert!(matches!(confirmed(&db, &colleague, now(), id).await, Err(Error::VerifyFirst { .. })));
    assert!(matches!(confirmed(&db, &agent, later(24 * 60), id).await, Err(Error::VerifyFirst { .. })));
    let admin = staff(&db, "Ada", Role::Administrator, &[]).await;
    assert!(matches!(identify(&db, &admin, now(), &locator(), Some(IdentityCheck::Ticket), None).await, Err(Error::Forbidden)));
    assert!(matches!(changes::release(&db, &admin, now(), &locator(), id).await, Err(Error::Forbidden)));
    assert!(matches!(changes::say(&db, &agent, now(), &locator(), id, true, "").await, Err(Error::Forbidden)));
    // whoever is no staff waives nothing
    let passenger = proved(&db, &["X4TE6N"]).await;
    assert!(matches!(waive(&db, &passenger, id, reason(WaiverReason::Goodwill)).await, Err(Error::Forbidden)));
    assert_eq!(count(&db, "select count(*) from audit where action = 'identity_checked' and subject = 'X4TE6N'").await, 1);
    desk::access::sweep(&db, later(24 * 60)).await.unwrap();
    assert_eq!(count(&db, "select count(*) from identity_check").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn within_the_limit_a_fee_is_waived_at_once_and_stands_in_the_archive(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let agent = mei(&db).await;
    let id = held(&db, &agent, &locator(), &[1], WANTED).await.unwrap();
    let may = changes::waivable(&db, &agent, now(), &locator(), id).await.unwrap();
    assert_eq!((may.left, may.codes.iter().map(|code| code.code.as_str()).collect::<Vec<_>>()), (Some(usd(10_000)), vec!["CARE-B"]));
    for (ground, why, field) in [(None, WHY, "ground"), (reason(WaiverReason::Illness), "  ", "why")] {
        let unsaid = changes::waive(&db, &agent, now(), &locator(), id, (ground, why)).await;
        assert!(matches!(unsaid, Err(Error::Invalid(fields)) if fields[0].field == field), "{field}");
    }
    let unknown = Some(Ground::Code { code: "NONE".into() });
    assert!(matches!(waive(&db, &agent, id, unknown).await, Err(Error::Conflict("waiver-nothing"))));
    assert_eq!(shown(&db, &agent, id).await.totals.to_pay, usd(7_500));
    assert_eq!(waive(&db, &agent, id, reason(WaiverReason::Bereavement)).await.unwrap(), WaiverState::Granted);
    assert!(matches!(waive(&db, &agent, id, reason(WaiverReason::Goodwill)).await, Err(Error::Conflict("waiver-there"))));
    let quoted = shown(&db, &agent, id).await;
    assert_eq!(quoted.totals.to_pay, usd(0));
    let fees: Vec<_> = quoted.decision.lines.iter().filter(|line| line.kind == LineKind::Fee).map(|line| line.money()).collect();
    assert_eq!(fees, [usd(-7_500), usd(7_500)], "line by line");
    // the passenger reads that it was waived and by whom, not what colleagues tell each other
    let passenger = proved(&db, &["X4TE6N"]).await;
    let (state, waiver) = shown(&db, &passenger, id).await.waiver.unwrap();
    assert_eq!((state, waiver.by.name.as_str(), waiver.why.as_str()), (WaiverState::Granted, "Mei Chen", ""));
    assert_eq!(confirmed(&db, &agent, now(), id).await.unwrap(), Confirmed::Done);
    let done = shown(&db, &agent, id).await;
    assert_eq!((done.stage, done.by.as_deref()), (Stage::Done, Some("Mei Chen")));
    assert_eq!(
        count(&db, "select count(*) from trip_change c join staff s on s.id::text = c.asked_by where c.identity_check = 'call-back'").await,
        1
    );
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'trip_reissued' and letter ->> 'by' = 'Mei Chen'").await, 1);
    assert_eq!(count(&db, "select count(*) from audit where action in ('fee_waived', 'trip_changed') and staff_id is not null").await, 2);
    assert_eq!(count(&db, "select count(*) from case_file where channel = 'phone' and status = 'closed' and owner is not null").await, 1);
    assert_eq!(count(&db, "select count(*) from session_grant").await, 0, "nothing is opened to a colleague");
    assert_eq!(changes::verify(&db).await.unwrap().1, [], "the rules of then give it again");
    verified(&db).await;
    seats_add_up(&db).await;
    // what was waived counts for the booking: the next fee is above what is left
    let back = changes::Wanted { date: "2026-11-28".parse().unwrap(), ..wanted(&[1]) };
    let again = (("LD408.2026-11-28.EWR"), Uuid::new_v4());
    let id = changes::hold(&db, &agent, now(), Locale::En, &locator(), &tariff(), &back, again).await.unwrap();
    let may = changes::waivable(&db, &agent, now(), &locator(), id).await.unwrap();
    assert_eq!(may.left, Some(usd(2_500)));
    assert_eq!(waive(&db, &agent, id, reason(WaiverReason::Goodwill)).await.unwrap(), WaiverState::Asked);
}

#[sqlx::test(migrations = "../migrations")]
async fn above_the_limit_one_supervisor_decides_and_never_on_their_own(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let agent = mei(&db).await;
    let lead = staff(&db, "Iris Vega", Role::Supervisor, &[]).await;
    let other = staff(&db, "Tom Weiss", Role::Supervisor, &[]).await;
    let id = held(&db, &agent, &locator(), &[1, 2], WANTED).await.unwrap();
    assert_eq!(waive(&db, &agent, id, reason(WaiverReason::OurMistake)).await.unwrap(), WaiverState::Asked);
    let waits = shown(&db, &agent, id).await;
    assert_eq!((waits.totals.to_pay, waits.expires_at), (usd(15_000), later(60)), "seats are kept, nothing is waived yet");
    assert!(matches!(confirmed(&db, &agent, now(), id).await, Err(Error::Conflict("waiver-waits"))));
    changes::extend(&db, &agent, now(), &locator(), id).await.unwrap();
    assert_eq!(shown(&db, &agent, id).await.expires_at, later(60), "not shorter by being kept longer");
    // taken back and asked again
    changes::take_back(&db, &agent, now(), &locator(), id).await.unwrap();
    assert!(shown(&db, &agent, id).await.waiver.is_none());
    assert_eq!(waive(&db, &agent, id, reason(WaiverReason::OurMistake)).await.unwrap(), WaiverState::Asked);
    assert!(matches!(changes::approvals(&db, &agent, now()).await, Err(Error::Forbidden)));
    assert_eq!(changes::approvals(&db, &lead, now()).await.unwrap(), [(locator(), id)]);
    assert_eq!(desk::staff::overview(&db, &lead, now()).await.unwrap().approvals, 1);
    assert_eq!(changes::approvals(&db, &lead, later(60)).await.unwrap(), [], "what has run out waits for nobody");
    assert!(matches!(changes::decide_waiver(&db, &agent, now(), id, true, "").await, Err(Error::Forbidden)));
    assert!(matches!(changes::decide_waiver(&db, &lead, now(), id, false, " ").await, Err(Error::Invalid(_))));
    assert!(matches!(changes::decide_waiver(&db, &lead, later(60), id, true, "").await, Err(Error::Conflict("change-expired"))));
    // what a supervisor asks for is another's to decide
    let own = |of: &Viewer| of.staff().unwrap().id.clone();
    let asked_by =
        |id: String| sqlx::query("update trip_change set waiver = jsonb_set(waiver, '{by,id}', to_jsonb($1::text))").bind(id).execute(&db);
    asked_by(own(&lead)).await.unwrap();
    assert!(matches!(changes::decide_waiver(&db, &lead, now(), id, true, "").await, Err(Error::Forbidden)));
    asked_by(own(&agent)).await.unwrap();
    let both = [lead, other].map(|viewer| {
        let db = db.clone();
        tokio::spawn(async move { changes::decide_waiver(&db, &viewer, now(), id, true, "Fine.").await })
    });
    let mut decided = 0;
    for one in both {
        match one.await.unwrap() {
            Ok(()) => decided += 1,
            Err(error) => assert!(matches!(error, Error::Conflict("waiver-decided")), "{error}"),
        }
    }
    assert_eq!(decided, 1, "of two at once one decides");
    let granted = shown(&db, &agent, id).await;
    assert_eq!(granted.totals.to_pay, usd(0));
    assert_eq!(granted.waiver.unwrap().1.decided.unwrap().words, "Fine.");
    assert_eq!(confirmed(&db, &agent, now(), id).await.unwrap(), Confirmed::Done);
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
    seats_add_up(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn refused_it_is_paid_by_the_passenger_in_their_own_time(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 2)).await;
    let (agent, lead) = (mei(&db).await, staff(&db, "Iris Vega", Role::Supervisor, &[]).await);
    let id = held(&db, &agent, &locator(), &[1, 2], WANTED).await.unwrap();
    assert_eq!(waive(&db, &agent, id, reason(WaiverReason::Goodwill)).await.unwrap(), WaiverState::Asked);
    changes::decide_waiver(&db, &lead, now(), id, false, "They were told of the fee.").await.unwrap();
    let refused = shown(&db, &agent, id).await;
    let (state, waiver) = refused.waiver.clone().unwrap();
    assert_eq!((state, waiver.decided.unwrap().words.as_str()), (WaiverState::Refused, "They were told of the fee."));
    assert!(shown(&db, &proved(&db, &["X4TE6N"]).await, id).await.waiver.is_none(), "passengers read nothing of it");
    assert_eq!(confirmed(&db, &agent, now(), id).await.unwrap(), Confirmed::Pay);
    assert_eq!(confirmed(&db, &agent, now(), id).await.unwrap(), Confirmed::Pay, "a double click");
    let paying = shown(&db, &agent, id).await;
    assert_eq!((paying.stage, paying.expires_at, paying.totals.to_pay), (Stage::Paying, later(60), usd(15_000)));
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'trip_to_pay' and recipient = 'ada@example.com'").await, 1);
    says(&db, &paying, State::Authorised).await;
    assert!(changes::settle(&db, now(), id).await.unwrap());
    let done = shown(&db, &agent, id).await;
    assert_eq!((done.stage, done.by.as_deref()), (Stage::Done, Some("Mei Chen")));
    assert_eq!(count(&db, "select count(*) from audit where action = 'trip_changed' and detail ->> 'staff' = 'Mei Chen'").await, 1);
    verified(&db).await;
    seats_add_up(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn cancelled_by_a_code_of_the_rules_and_said_in_the_case_they_came_from(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "standard", 1)).await;
    let grants = Grants { trips: vec!["X4TE6N".into()], ..Grants::default() };
    let passenger = Viewer { who: Who::Public(grants), ..browser(&db).await };
    let new = New {
        kind: Kind::Change,
        topic: Topic::NewFlight,
        subject: "I cannot fly".into(),
        words: "My mother has died.".into(),
        name: "Ada Okafor".into(),
        email: OWN.into(),
        language: Locale::En,
        locator: Some("X4TE6N".into()),
        flight: None,
        bag_tag: String::new(),
    };
    let reference = cases::open(&db, &passenger, now(), Uuid::new_v4(), new).await.unwrap().reference;
    let stranger = staff(&db, "Bo", Role::Agent, &["baggage"]).await;
    let seen = Some(IdentityCheck::Document);
    assert!(matches!(identify(&db, &stranger, now(), &locator(), seen, Some(&reference)).await, Err(Error::Forbidden)));
    let agent = staff(&db, "Mei Chen", Role::Agent, &["flights"]).await;
    booked(&db, booking("X4TE7N", "standard", 1)).await;
    let elsewhere = domain::booking::Locator::parse("X4TE7N").unwrap();
    assert!(matches!(identify(&db, &agent, now(), &elsewhere, seen, Some(&reference)).await, Err(Error::NotFound)));
    identify(&db, &agent, now(), &locator(), seen, Some(&reference)).await.unwrap();
    let whole = (&[1_i16] as &[i16], &[0_usize, 1] as &[usize]);
    let id = changes::quote_cancel(&db, &agent, now(), Locale::En, &locator(), &tariff(), whole, (false, Uuid::new_v4())).await.unwrap();
    let before = shown(&db, &agent, id).await.totals;
    let code = Some(Ground::Code { code: "CARE-B".into() });
    let state = waive(&db, &agent, id, code).await.unwrap();
    if state == WaiverState::Asked {
        let lead = staff(&db, "Iris Vega", Role::Supervisor, &[]).await;
        changes::decide_waiver(&db, &lead, now(), id, true, "").await.unwrap();
    }
    let after = shown(&db, &agent, id).await;
    assert!(after.totals.refund.amount > before.refund.amount && after.totals.refund.amount <= usd(19_350).amount);
    assert!(after.due_by.is_some(), "what comes back has its day, also where nothing came back before");
    assert!(!after.decision.lines.iter().any(|line| line.said.rule == STAFF_WAIVER), "the rule's own line says it");
    assert_eq!(confirmed(&db, &agent, now(), id).await.unwrap(), Confirmed::Done);
    let done = shown(&db, &agent, id).await;
    assert_eq!(done.case.as_deref(), Some(reference.as_str()));
    assert_eq!(done.refunds.iter().map(|refund| refund.amount).collect::<Vec<_>>(), [after.totals.refund]);
    let case = cases::view(&db, &agent, now(), &reference, true).await.unwrap();
    let said = case.entries.iter().any(|entry| {
        matches!((&entry.actor, &entry.event), (Actor::Staff(by), Event::Message { channel: Channel::Web, .. }) if by.name == "Mei Chen")
    });
    assert!(said, "{:?}", case.entries);
    assert_eq!(changes::verify(&db).await.unwrap().1, []);
    verified(&db).await;
    seats_add_up(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refund_late_by_law_is_taken_up_once_and_told(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let whole = (&[1_i16] as &[i16], &[0_usize, 1] as &[usize]);
    let id = changes::quote_cancel(&db, &viewer, now(), Locale::En, &locator(), &tariff(), whole, (false, Uuid::new_v4())).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    let due = shown(&db, &viewer, id).await.due_by.unwrap();
    let midnight = |days: i64| {
        let day = due.checked_add(jiff::Span::new().days(days)).unwrap();
        day.at(0, 0, 1, 0).to_zoned(jiff::tz::Offset::constant(-12).to_time_zone()).unwrap().timestamp()
    };
    assert_eq!(changes::refunds_late(&db, midnight(0)).await.unwrap(), 0, "its last day is not over");
    assert!(!shown(&db, &viewer, id).await.late);
    let late = midnight(1);
    let both = [(), ()].map(|()| {
        tokio::spawn({
            let db = db.clone();
            async move { changes::refunds_late(&db, late).await.unwrap() }
        })
    });
    let mut taken_up = 0;
    for one in both {
        taken_up += one.await.unwrap();
    }
    assert_eq!((taken_up, changes::refunds_late(&db, midnight(2)).await.unwrap()), (1, 0), "once, whoever looks");
    assert!(shown(&db, &viewer, id).await.late);
    let raised = "select count(*) from case_file where department = 'refunds' and status = 'escalated' and level = 2 and priority = 'high'
                   and reply_by is not null";
    assert_eq!(count(&db, raised).await, 1);
    assert_eq!(count(&db, "select count(*) from outbox where kind = 'refund_late' and recipient = 'ada@example.com'").await, 1);
    assert_eq!(count(&db, "select count(*) from audit where action = 'refund_late'").await, 1);
    verified(&db).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refund_that_arrived_is_not_late(db: PgPool) {
    world(&db).await;
    booked(&db, booking("X4TE6N", "flex", 1)).await;
    let viewer = proved(&db, &["X4TE6N"]).await;
    let whole = (&[1_i16] as &[i16], &[0_usize, 1] as &[usize]);
    let id = changes::quote_cancel(&db, &viewer, now(), Locale::En, &locator(), &tariff(), whole, (false, Uuid::new_v4())).await.unwrap();
    confirmed(&db, &viewer, now(), id).await.unwrap();
    sqlx::query("update payment set state = 'settled', todo = null where direction = 'refund'").execute(&db).await.unwrap();
    assert_eq!(changes::refunds_late(&db, later(60 * 24 * 60)).await.unwrap(), 0);
}
