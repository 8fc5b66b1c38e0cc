//! One server process: how soon it answers, what it holds at rest, what a stream costs.

use crate::report::{Outcome, line};
use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::sleep,
};

/// Kilobytes at rest.
const AT_REST: u64 = 60 * 1024;
/// Kilobytes a stream.
const A_STREAM: f64 = 10.0;

/// The server, ended when this goes.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the server on the database of the environment twice: the first start migrates and loads the demo.
pub(crate) async fn measure(program: &Path, port: u16, streams: usize) -> Outcome {
    // each stream is an open file of ours, too
    rlimit::increase_nofile_limit(u64::MAX)?;
    let (server, _) = start(program, port).await?;
    rest("resident, demo just loaded", &server).await?;
    drop(server);
    let (server, ready) = start(program, port).await?;
    line("cold start to ready", &format!("{} ms", ready.as_millis()), "≤ 1 s", ready <= Duration::from_secs(1));
    let rest = rest("resident at rest", &server).await?;
    let flight = a_flight().await?;
    let mut open = Vec::with_capacity(streams);
    for _ in 0..streams {
        open.push(stream(port, &flight).await?);
    }
    // long enough for each to have given a sign of life
    sleep(Duration::from_secs(25)).await;
    let each = resident(&server)?.saturating_sub(rest) as f64 / streams.max(1) as f64;
    line(&format!("{} open streams", open.len()), &format!("{each:.1} kB each"), "< 10 kB", each < A_STREAM);
    Ok(())
}

async fn rest(what: &str, server: &Server) -> Outcome<u64> {
    sleep(Duration::from_secs(3)).await;
    let rest = resident(server)?;
    line(what, &format!("{:.1} MB", rest as f64 / 1024.0), "≤ 60 MB", rest <= AT_REST);
    Ok(rest)
}

async fn start(program: &Path, port: u16) -> Outcome<(Server, Duration)> {
    let begun = Instant::now();
    let child = Command::new(program)
        .args(["serve", "--demo"])
        .env("PORT", port.to_string())
        .env("LANDSIDE_LOG", "error")
        .stdout(Stdio::null())
        .spawn()?;
    let server = Server(child);
    while begun.elapsed() < Duration::from_secs(120) {
        if ready(port).await.unwrap_or(false) {
            return Ok((server, begun.elapsed()));
        }
        sleep(Duration::from_millis(10)).await;
    }
    Err("the server did not get ready within two minutes".into())
}

async fn ask(port: u16, path: &str) -> Outcome<(TcpStream, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\naccept: */*\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = vec![0; 512];
    let read = stream.read(&mut head).await?;
    head.truncate(read);
    Ok((stream, String::from_utf8_lossy(&head).into_owned()))
}

async fn ready(port: u16) -> Outcome<bool> {
    Ok(ask(port, "/health/ready").await?.1.starts_with("HTTP/1.1 200"))
}

/// A flight of the demo to watch: `LD408/2026-11-21`.
async fn a_flight() -> Outcome<String> {
    let db = desk::PgPool::connect(&std::env::var("DATABASE_URL")?).await?;
    let sql = "select carrier || number || '/' || flight_date from flight where flight_date = current_date and carrier = 'LD' limit 1";
    Ok(sqlx::query_scalar(sql).fetch_one(&db).await?)
}

async fn stream(port: u16, flight: &str) -> Outcome<TcpStream> {
    let (stream, head) = ask(port, &format!("/live?flight={flight}")).await?;
    if head.contains(" 200 OK") {
        Ok(stream)
    } else {
        Err(format!("a stream was refused: {}", head.lines().next().unwrap_or_default()).into())
    }
}

/// Kilobytes the process holds.
fn resident(server: &Server) -> Outcome<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.0.id()))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.split_whitespace().nth(1).unwrap_or_default().parse()?)
}
