//! Money between two processes, each with its own book (`landside sandbox payments`): refusals, silence, messages repeated,
//! late, lost and forged, either side killed at every step. In the end both books say the same.

pub mod scene;

use crate::count;
use desk::{PgPool, payments::sign};
use domain::{
    money::Money,
    payment::{Direction, Reason, State},
};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use scene::{SECRET, Scene, usd};
use serde_json::json;

/// A booking of USD 600.00, paid before the provider's book began.
async fn booked(db: &PgPool) {
    sqlx::query(
        "insert into payment (id, key, locator, direction, amount, currency, state, provider_ref, before, created_at, updated_at)
         values (gen_random_uuid(), 'LG-X4TE6N', 'X4TE6N', 'charge', 600, 'USD', 'captured', 'LG-X4TE6N', true, '2026-10-01', '2026-10-01')",
    )
    .execute(db)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "./migrations")]
async fn from_the_page_to_the_money_and_back(db: PgPool) {
    let scene = Scene::with(&db, &[]).await;
    booked(&db).await;
    // a form of ours may be answered by its page, and by no other
    let policy = scene.portal.browser().get("/cases").await.header("content-security-policy").to_owned();
    assert!(policy.contains(&format!("form-action 'self' http://127.0.0.1:{};", scene.bank_port)), "{policy}");

    let charge = scene.planned("quote-1", 12_050).await;
    let page = scene.page(&charge).await;
    let shown = scene.provider().get(&page).await;
    assert!(shown.body.contains("lang=\"zh-CN\"") && shown.body.contains("USD 120.50") && shown.body.contains("X4TE6N"), "{}", shown.body);
    let english = page.replace("zh-CN", "en");
    let empty = scene.provider().post(&english, &[("number", "4242 4242 4242 4241"), ("expiry", "13/39"), ("cvc", "12")]).await;
    assert_eq!((empty.status, empty.body.matches("aria-invalid").count()), (422, 3), "{}", empty.body);
    assert!(empty.body.contains("4242 4242 4242 4241") && empty.body.contains("Error: Pay by card"));
    // the bank says no, and may be asked again with another card
    let declined = scene.pay(&english, "4000 0000 0000 9995").await;
    assert_eq!((declined.status, declined.body.contains("not enough money")), (402, true));
    scene.until(&charge, State::Declined).await;
    assert_eq!(scene.find(&charge).await.reason, Some(Reason::InsufficientFunds));
    assert_eq!(scene.pay(&english, "4000000000000002").await.status, 402);
    let step = scene.pay(&english, "4000000000003220").await;
    assert!(step.status == 200 && step.body.contains("•••• 3220") && !step.body.contains("4000000000003220"), "{}", step.body);
    assert_eq!(scene.provider().post(&english, &[("means", "•••• 3220"), ("code", "123456")]).await.status, 422);
    assert_eq!(scene.provider().post(&english, &[("means", "•••• 3220"), ("refuse", "yes"), ("code", "")]).await.status, 402);
    let paid = scene.provider().post(&english, &[("means", "•••• 3220"), ("code", "000000")]).await;
    assert_eq!(
        (paid.status, paid.header("location")),
        (303, format!("http://127.0.0.1:{}/trip/X4TE6N?paid=1", scene.portal.port()).as_str())
    );
    scene.until(&charge, State::Authorised).await;
    let held = scene.find(&charge).await;
    assert_eq!((held.means.as_deref(), held.reason), (Some("•••• 3220"), None));
    assert!(scene.provider().get(&english).await.body.contains("This has been paid"));
    assert_eq!(scene.pay(&english, "4242424242424242").await.status, 409, "nobody pays twice");

    scene.capture(&charge).await;
    scene.until(&charge, State::Captured).await;
    // back to both charges; the first part to the newer one
    let parts = scene.refund("refund-1", 20_000).await;
    assert_eq!(parts.iter().map(|part| part.amount).collect::<Vec<_>>(), [usd(12_050), usd(7_950)]);
    for part in &parts {
        scene.until(part, State::Settled).await;
    }
    // the provider gives back no more than it took, whatever it is asked
    let more = json!({ "reference": "X4TE6N", "of": "LG-X4TE6N", "of_amount": usd(99_999_900), "amount": usd(52_051) });
    let refused = scene.ask("POST", "/refunds", "stranger", &more.to_string()).await;
    assert_eq!((refused.status, refused.body.as_str()), (422, r#"{"error":"too_much"}"#));
    assert_eq!(scene.provider().get("/payments/x").await.status, 401);
    scene.agree().await;
    // an account that takes nothing back
    let charge = scene.planned("quote-2", 500).await;
    assert_eq!(scene.pay(&scene.page(&charge).await, "4000000000005126").await.status, 303);
    scene.until(&charge, State::Authorised).await;
    scene.capture(&charge).await;
    scene.until(&charge, State::Captured).await;
    let back = scene.refund("refund-2", 500).await.remove(0);
    scene.until(&back, State::Failed).await;
    assert_eq!(scene.find(&back).await.reason, Some(Reason::AccountClosed));
    assert!(scene.provider().get("/").await.body.contains("5 in the book"));
}

/// Whatever is killed, and however often it is asked: one page, one payout, and where it goes is said once.
#[sqlx::test(migrations = "./migrations")]
async fn what_is_owed_is_paid_out_once(db: PgPool) {
    let mut scene = Scene::with(&db, &["--lost", "100"]).await;
    // planned while the provider is away
    scene.bank.kill().unwrap();
    scene.bank.wait().unwrap();
    let owed = scene.owed("claim:1:1", 50_000).await;
    assert_eq!(scene.owed("claim:1:1", 50_000).await.id, owed.id);
    scene.kill_portal().await;
    scene.back().await;
    let page = scene.page(&owed).await;
    let shown = scene.provider().get(&page).await;
    assert!(shown.body.contains("USD 500.00") && shown.body.contains("LS-7K3M-9Q2F"), "{}", shown.body);
    for wrong in ["", "12", "DE<script>12345678"] {
        assert_eq!(scene.provider().post(&page, &[("account", wrong)]).await.status, 422, "{wrong}");
    }
    scene.kill_bank().await;
    let told = scene.provider().post(&page, &[("account", "DE00 1234 5678 9012")]).await;
    let home = format!("http://127.0.0.1:{}/cases/LS-7K3M-9Q2F/claim", scene.portal.port());
    assert_eq!((told.status, told.header("location")), (303, home.as_str()));
    assert_eq!(scene.provider().post(&page, &[("account", "DE00 9999 9999 9999")]).await.status, 409, "nobody leads it elsewhere");
    scene.kill_portal().await;
    scene.until(&owed, State::Settled).await;
    assert_eq!(scene.find(&owed).await.means.as_deref(), Some("•••• 9012"));
    scene.agree().await;
    // an account that is closed
    let owed = scene.owed("claim:2:1", 100).await;
    let page = scene.page(&owed).await;
    assert_eq!(scene.provider().post(&page, &[("account", "0000 0000 0000")]).await.status, 303);
    scene.until(&owed, State::Failed).await;
    assert_eq!(scene.find(&owed).await.reason, Some(Reason::AccountClosed));
    // the same key for another amount moves nothing
    let other = json!({ "reference": "LS-7K3M-9Q2F", "amount": usd(999), "return_to": "http://x", "lang": "en" });
    let refused = scene.ask("POST", "/payouts", &owed.id.to_string(), &other.to_string()).await;
    assert_eq!((refused.status, refused.body.as_str()), (422, r#"{"error":"key_used"}"#));
    scene.agree().await;
}

#[sqlx::test(migrations = "./migrations")]
async fn a_bank_that_answers_late_or_never(db: PgPool) {
    let scene = Scene::with(&db, &["--lost", "100"]).await;
    let (late, never) = (scene.planned("late", 100).await, scene.planned("never", 100).await);
    assert_eq!(scene.pay(&scene.page(&late).await, "4000000000000259").await.status, 303);
    let again = scene.pay(&scene.page(&late).await, "4242424242424242").await;
    assert!(again.status == 409 && again.body.contains("银行尚未答复"), "{}", again.body);
    assert_eq!(scene.pay(&scene.page(&never).await, "4000000000000119").await.status, 303);
    // no message ever comes: the books are compared
    scene.until(&late, State::Authorised).await;
    assert_eq!(scene.find(&never).await.state, State::Opened);
    assert!(count(&db, "select count(*) from payment_event where mended = 'taken'").await > 0);
    let metrics = scene.portal.browser().get("/metrics").await.body;
    assert!(metrics.contains("landside_payment_mismatches_total{mend=\"taken\"}"), "{metrics}");
    // nobody takes the one, nobody pays the other: both are let go
    sqlx::query("update payment set authorised_at = now() - interval '31 minutes', expires_at = now() - interval '3 minutes'")
        .execute(&db)
        .await
        .unwrap();
    scene.until(&late, State::Voided).await;
    scene.until(&never, State::Voided).await;
    scene.agree().await;
    assert_eq!(scene.pay(&scene.page(&never).await, "4242424242424242").await.status, 409);
}

#[sqlx::test(migrations = "./migrations")]
async fn messages_are_believed_only_when_signed_and_count_once(db: PgPool) {
    let scene = Scene::with(&db, &["--lost", "100"]).await;
    let charge = scene.planned("quote-1", 100).await;
    scene.page(&charge).await;
    let body = |id: &str, key: &str, state: &str, amount: Money| {
        let statement =
            json!({ "key": key, "id": "pay_1", "type": "charge", "state": state, "amount": amount, "at": "2026-11-21T14:12:00Z" });
        json!({ "id": id, "payment": statement }).to_string()
    };
    let send = async |signature: &str, body: &str| {
        let answer = scene.portal.browser().send("POST", "/ingest/payments", &[("payment-signature", signature)], body).await;
        (answer.status, answer.body)
    };
    let key = charge.id.to_string();
    let declined = body("evt-1", &key, "declined", usd(100));
    let now = Timestamp::now();
    for (signature, why) in [
        (String::new(), "none"),
        ("t=1,v1=00".to_owned(), "old and wrong"),
        (sign("guessed", declined.as_bytes(), now), "another secret"),
        (sign(SECRET, b"other", now), "another body"),
        (sign(SECRET, declined.as_bytes(), now - SignedDuration::from_mins(6)), "played back later"),
        (sign(SECRET, declined.as_bytes(), now + SignedDuration::from_mins(6)), "from the future"),
    ] {
        assert_eq!(send(&signature, &declined).await.0, 401, "{why}");
    }
    assert_eq!(scene.find(&charge).await.state, State::Opened);
    let signed = async |body: &str| send(&sign(SECRET, body.as_bytes(), Timestamp::now()), body).await;
    assert_eq!(signed(&declined).await, (200, r#"{"outcome":"changed"}"#.to_owned()));
    assert_eq!(signed(&declined).await, (200, r#"{"outcome":"again"}"#.to_owned()));
    assert_eq!(scene.find(&charge).await.state, State::Declined);
    let opened = body("evt-0", &key, "opened", usd(100));
    assert_eq!(signed(&opened).await, (200, r#"{"outcome":"nothing"}"#.to_owned()), "late");
    let stranger = body("evt-2", "0199f3a0-0000-7000-8000-000000000000", "captured", usd(100));
    assert_eq!(signed(&stranger).await, (202, r#"{"outcome":"unknown"}"#.to_owned()));
    assert_eq!(signed(&stranger).await, (200, r#"{"outcome":"again"}"#.to_owned()));
    let dearer = body("evt-3", &key, "captured", usd(101));
    assert_eq!(signed(&dearer).await, (200, r#"{"outcome":"differs"}"#.to_owned()));
    for broken in [
        "",
        "{}",
        "[]",
        "{\"id\":\"x\",\"payment\":null}",
        &body("evt-4", &key, "settled", usd(100)),
        &body("", &key, "captured", usd(100)),
    ] {
        assert_eq!(signed(broken).await.0, 400, "{broken}");
    }
    assert_eq!(scene.find(&charge).await.state, State::Declined);
    assert_eq!(count(&db, "select count(*) from payment_event where source = 'message'").await, 4);
}

/// Half of all answers go wrong and half of all messages, too; many at the same time.
#[sqlx::test(migrations = "./migrations")]
async fn through_whatever_goes_wrong_money_moves_once(db: PgPool) {
    let faults = ["--broken", "25", "--silent", "25", "--lost", "30", "--twice", "50", "--late", "50", "--latency", "20"];
    let scene = Scene::with(&db, &faults).await;
    booked(&db).await;
    let mut charges = Vec::new();
    for n in 0..8 {
        charges.push(scene.planned(&format!("quote-{n}"), 1_000 + n).await);
    }
    for charge in &charges {
        assert_eq!(scene.pay(&scene.page(charge).await, "4242424242424242").await.status, 303);
    }
    for charge in &charges {
        scene.until(charge, State::Authorised).await;
        scene.capture(charge).await;
    }
    let refunds = scene.refund("refund-1", 30_000).await;
    assert_eq!(refunds.len(), 9, "all of the changes, and part of the booking");
    for payment in charges.iter().chain(&refunds) {
        scene.until(payment, if payment.direction == Direction::Charge { State::Captured } else { State::Settled }).await;
    }
    scene.agree().await;
}

/// Either process ends in the middle of each step, and goes on.
#[sqlx::test(migrations = "./migrations")]
async fn killed_at_every_step_both_books_agree_in_the_end(db: PgPool) {
    let mut scene = Scene::with(&db, &["--lost", "50", "--latency", "30"]).await;
    booked(&db).await;
    for round in 0..2 {
        for step in 0..5 {
            let name = format!("{}-{step}", if round == 0 { "portal" } else { "bank" });
            let charge = scene.planned(&name, 2_000 + step).await;
            if step == 0 {
                kill(&mut scene, round).await;
            }
            let page = scene.page(&charge).await;
            if step == 1 {
                kill(&mut scene, round).await;
            }
            assert_eq!(scene.pay(&page, "4242424242424242").await.status, 303);
            if step == 2 {
                kill(&mut scene, round).await;
            }
            scene.until(&charge, State::Authorised).await;
            scene.capture(&charge).await;
            if step == 3 {
                kill(&mut scene, round).await;
            }
            scene.until(&charge, State::Captured).await;
            let refunds = scene.refund(&format!("back-{name}"), 2_500).await;
            if step == 4 {
                kill(&mut scene, round).await;
            }
            for refund in &refunds {
                scene.until(refund, State::Settled).await;
            }
        }
    }
    scene.agree().await;
    let sums: (Decimal, Decimal) = sqlx::query_as(
        "select sum(amount) filter (where direction = 'charge'), sum(amount) filter (where direction = 'refund') from payment where not before",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(sums, (Decimal::new(20_020, 2), Decimal::new(25_000, 2)), "each once");
    // a line cut off in the middle never happened, and the book goes on
    scene.bank.kill().unwrap();
    scene.bank.wait().unwrap();
    let mut text = std::fs::read(&scene.book).unwrap();
    text.extend_from_slice(b"{\"key\":\"cut o");
    std::fs::write(&scene.book, text).unwrap();
    scene.kill_bank().await;
    let charge = scene.planned("after", 700).await;
    assert_eq!(scene.pay(&scene.page(&charge).await, "4242424242424242").await.status, 303);
    scene.kill_bank().await;
    scene.until(&charge, State::Authorised).await;
    scene.agree().await;
}

async fn kill(scene: &mut Scene, round: i32) {
    if round == 0 { scene.kill_portal().await } else { scene.kill_bank().await }
}
