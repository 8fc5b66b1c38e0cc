//! Mail: messages a second in through `POST /ingest/mail`, and letters a second out to a mail server, each on a release
//! server and beside a floor measured in the same run.

use crate::{
    load,
    report::{Outcome, line},
    sink::Sink,
};
use desk::{
    PgPool, machines,
    outbox::{self, Leased, Letter, Promise},
};
use domain::{contact::Way, delivery::Paces, locale::Locale, rights::Scope};
use jiff::Timestamp;
use server::{
    config::MailConfig,
    mail::{Carrier, Post},
};
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::{io::BufReader, net::TcpStream, task::JoinSet, time::sleep};

/// Messages on their way in at once: as many as a process takes.
const AT_ONCE: usize = 8;
/// How long messages come in.
const LONG: Duration = Duration::from_secs(10);
/// Letters on their way out at once, as a worker has them.
const HANDS: usize = 32;
/// Least share of the rows a database takes bare that messages come in with.
const IN_SHARE: f64 = 0.03;
/// Least share of the letters a mail server takes from a loop without an outbox.
const OUT_SHARE: f64 = 0.15;
/// No mail system is spared.
const FULL_PACE: &str = "10000/1000000";

/// The server, ended when this goes.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Measures both ways. `letters` is how many leave.
pub(crate) async fn measure(database_url: &str, program: &Path, port: u16, letters: usize) -> Outcome {
    let db = PgPool::connect(database_url).await?;
    desk::MIGRATIONS.run(&db).await?;
    messages_in(&db, program, port).await?;
    sqlx::query("delete from outbox").execute(&db).await?;
    letters_out(&db, program, port, letters).await
}

async fn start(program: &Path, port: u16, smtp: Option<&str>) -> Outcome<Server> {
    let mut command = Command::new(program);
    command.arg("serve").env("PORT", port.to_string()).env("LANDSIDE_LOG", "error").env("LANDSIDE_MAIL_LIMITS", FULL_PACE);
    match smtp {
        Some(url) => command.env("LANDSIDE_SMTP_URL", url),
        None => command.env_remove("LANDSIDE_SMTP_URL"),
    };
    let server = Server(command.stdout(Stdio::null()).spawn()?);
    let begun = Instant::now();
    while load::page(&format!("127.0.0.1:{port}"), "/health/ready", "").await.is_err() {
        if begun.elapsed() > Duration::from_secs(60) {
            return Err("the server did not get ready within a minute".into());
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(server)
}

/// Every other message opens a case, the others answer in it.
async fn messages_in(db: &PgPool, program: &Path, port: u16) -> Outcome {
    let token = machines::create(db, Timestamp::now(), "bench", &[Scope::IngestMail]).await?;
    let floor = rows(db).await?;
    let _server = start(program, port, None).await?;
    let (begun, mut bringing) = (Instant::now(), JoinSet::new());
    for hand in 0..AT_ONCE {
        let token = token.clone();
        bringing.spawn(async move { bring(port, &token, hand, begun + LONG).await });
    }
    let mut taken = 0;
    while let Some(brought) = bringing.join_next().await {
        taken += brought??;
    }
    let rate = taken as f64 / begun.elapsed().as_secs_f64();
    let share = rate / floor;
    let budget = format!("≥ {IN_SHARE} of bare rows");
    line("messages in", &format!("{rate:.0} a second, {share:.2} of {floor:.0} rows"), &budget, share >= IN_SHARE);
    Ok(())
}

async fn bring(port: u16, token: &str, hand: usize, end: Instant) -> Outcome<usize> {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await?);
    let mut taken = 0;
    while Instant::now() < end {
        let (case, answers) = (taken / 2, taken % 2 == 1);
        let thread = if answers { format!("In-Reply-To: <{hand}-{case}-0@example.com>\r\n") } else { String::new() };
        let message = format!(
            "From: Wang Wei <wang{hand}-{case}@example.com>\r\nTo: care@landside.example\r\nSubject: Where is my suitcase?\r\n\
             Message-ID: <{hand}-{case}-{}@example.com>\r\n{thread}Content-Type: text/plain; charset=utf-8\r\n\r\n\
             We waited at belt 7 and nothing came. It is red, and our names are on it.\r\n\r\nOn Saturday Mei wrote:\r\n> Which colour is it?\r\n",
            taken % 2
        );
        let request = format!(
            "POST /ingest/mail HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {token}\r\ncontent-type: message/rfc822\r\n\
             content-length: {}\r\n\r\n{message}",
            message.len()
        );
        let (status, body) = load::exchange(&mut stream, &request).await?;
        if !(status.contains(" 200 ") || status.contains(" 201 ")) {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
        }
        taken += 1;
    }
    Ok(taken)
}

/// Rows a second, one a commit, over as many connections: less than this no message can cost.
async fn rows(db: &PgPool) -> Outcome<f64> {
    sqlx::query("create table bare (id bigint generated always as identity primary key, words text)").execute(db).await?;
    let (begun, mut writing) = (Instant::now(), JoinSet::new());
    for _ in 0..AT_ONCE {
        let db = db.clone();
        writing.spawn(async move {
            let mut written = 0_usize;
            while begun.elapsed() < Duration::from_secs(3) {
                sqlx::query("insert into bare (words) values ('We waited at belt 7 and nothing came.')").execute(&db).await?;
                written += 1;
            }
            Ok::<_, sqlx::Error>(written)
        });
    }
    let mut written = 0;
    while let Some(one) = writing.join_next().await {
        written += one??;
    }
    Ok(written as f64 / begun.elapsed().as_secs_f64())
}

/// Letters to two hundred mail systems.
async fn letters_out(db: &PgPool, program: &Path, port: u16, letters: usize) -> Outcome {
    let sink = Sink::open().await?;
    let floor = without_outbox(&sink, letters).await?;
    for batch in (0..letters).collect::<Vec<_>>().chunks(500) {
        let mut tx = db.begin().await?;
        for n in batch {
            let to = format!("wang{n}@mail{}.example", n % 200);
            let promise = Promise {
                key: format!("bench:{n}"),
                to: &to,
                locale: Locale::En,
                letter: reply(),
                secret: Some("0".repeat(64)),
                useless_after: None,
                case: None,
            };
            outbox::promise(&mut tx, Timestamp::now(), &promise).await?;
        }
        tx.commit().await?;
    }
    let _server = start(program, port, Some(&sink.url)).await?;
    let (begun, before) = (Instant::now(), sink.taken());
    while sink.taken() < floor.1 + letters {
        if begun.elapsed() > Duration::from_secs(300) {
            return Err("the letters did not leave within five minutes".into());
        }
        sleep(Duration::from_millis(5)).await;
    }
    let rate = (sink.taken() - before) as f64 / begun.elapsed().as_secs_f64();
    let share = rate / floor.0;
    let budget = format!("≥ {OUT_SHARE} of a bare loop");
    line("letters out", &format!("{rate:.0} a second, {share:.2} of {:.0} bare", floor.0), &budget, share >= OUT_SHARE);
    Ok(())
}

fn reply() -> Letter {
    Letter::CaseReply {
        reference: "LS-7K3M-9Q2F".to_owned(),
        subject: "Where is my suitcase?".to_owned(),
        by: "Mei Chen".to_owned(),
        asks: false,
        words: None,
    }
}

/// The same letters, put into words and handed over, with nothing kept and nothing noted: rate, and how many.
async fn without_outbox(sink: &Sink, letters: usize) -> Outcome<(f64, usize)> {
    let config = MailConfig {
        smtp_url: Some(sink.url.clone()),
        mail_from: "Landside Air <care@landside.example>".to_owned(),
        mail_replies: None,
        mail_limits: Paces::parse(FULL_PACE).ok_or("no pace")?,
        sms_url: None,
        sms_token: None,
        sms_from: String::new(),
        sms_limits: Paces::parse(FULL_PACE).ok_or("no pace")?,
    };
    let post = Post::new(&config, "https://air.example".into())?.ok_or("no mail server")?;
    debug_assert_eq!(Post::WAY, Way::Mail);
    let (begun, mut hands) = (Instant::now(), JoinSet::new());
    for hand in 0..HANDS {
        let post = post.clone();
        hands.spawn(async move {
            for n in (hand..letters).step_by(HANDS) {
                let leased = Leased {
                    id: uuid::Uuid::now_v7(),
                    to: format!("wang{n}@mail{}.example", n % 200),
                    locale: Locale::En,
                    letter: reply(),
                    secret: Some("0".repeat(64)),
                    created_at: Timestamp::now(),
                    thread: Vec::new(),
                    reply_tag: None,
                    leave: None,
                };
                post.send(&leased).await.map_err(|refusal| refusal.said)?;
            }
            Ok::<_, String>(())
        });
    }
    while let Some(done) = hands.join_next().await {
        done??;
    }
    Ok((letters as f64 / begun.elapsed().as_secs_f64(), letters))
}
