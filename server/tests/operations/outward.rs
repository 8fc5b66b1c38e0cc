//! Letters of a process that is killed in the middle, and mail programs that leave a list for their reader.

use crate::{Landside, count, smtp::Smtp, until};
use desk::PgPool;
use desk::outbox::{self, Letter, Promise};
use domain::{contact::Way, delivery::Paces, locale::Locale};
use jiff::Timestamp;

async fn promised(db: &PgPool, to: &str, letter: Letter) {
    let promise =
        Promise { key: to.to_owned(), to, locale: Locale::En, letter, secret: Some("secret".to_owned()), useless_after: None, case: None };
    let mut tx = db.begin().await.unwrap();
    outbox::promise(&mut tx, Timestamp::now(), &promise).await.unwrap();
    tx.commit().await.unwrap();
}

fn message_id(raw: &str) -> &str {
    raw.lines().find(|line| line.starts_with("Message-ID:")).unwrap()
}

#[sqlx::test(migrations = "./migrations")]
async fn killed_between_sending_and_noting_it_the_next_process_sends_the_same_message(db: PgPool) {
    let mut smtp = Smtp::start().await;
    let url = smtp.url.clone();
    let mail = [("LANDSIDE_SMTP_URL", url.as_str())];
    let mut portal = Landside::start_with(&db, None, &mail).await;
    // the mail server has the message and takes five seconds to say so
    promised(&db, "stall@example.com", Letter::Code { locator: None }).await;
    let first = smtp.message().await;
    portal.kill();
    assert_eq!(count(&db, "select count(*) from outbox where state = 'queued' and leased_until > now()").await, 1);
    // a minute later
    sqlx::query("update outbox set leased_until = now()").execute(&db).await.unwrap();
    let _next = Landside::start_with(&db, None, &mail).await;
    let second = smtp.message().await;
    assert_eq!(message_id(&first.1), message_id(&second.1));
    until("it is noted", async || count(&db, "select count(*) from outbox where state = 'sent' and secret is null").await == 1).await;
}

#[sqlx::test(migrations = "./migrations")]
async fn a_mail_program_leaves_with_one_click(db: PgPool) {
    let letter = Letter::CaseInvitation { reference: "LS-7K3M-9Q2F".to_owned(), by: "Wang Wei".to_owned() };
    promised(&db, "ben@example.com", letter).await;
    let leased = outbox::lease(&db, Timestamp::now(), 1, Way::Mail, &Paces::parse("8/600").unwrap()).await.unwrap();
    let portal = Landside::start(&db, None).await;
    let path = format!("/unsubscribe/{}", leased[0].leave.as_ref().unwrap());
    let mut browser = portal.browser();
    assert_eq!(browser.get(&path).await.status, 200);
    assert_eq!(browser.get("/unsubscribe/nothing").await.status, 404);
    assert_eq!(count(&db, "select count(*) from opt_out").await, 0, "scanners follow links");
    // as RFC 8058 says: no cookie, a body of either type, no redirect
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    for (kind, body) in
        [("multipart/form-data; boundary=x", multipart), ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click")]
    {
        sqlx::query("delete from opt_out").execute(&db).await.unwrap();
        let length = body.len();
        let head =
            format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n");
        let answer = portal.browser().raw(format!("{head}{body}").as_bytes()).await;
        assert_eq!(answer.status, 200, "{kind}");
        assert_eq!(
            count(&db, "select count(*) from opt_out where address = 'ben@example.com' and list = 'invitations'").await,
            1,
            "{kind}"
        );
    }
    let page = browser.get(&path).await;
    assert!(page.body.contains("b•••@e•••.com") && page.body.contains("/again"), "{}", page.body);
    assert_eq!(browser.post(&format!("{path}/again"), &[]).await.status, 303);
    assert_eq!(count(&db, "select count(*) from opt_out").await, 0);
}
