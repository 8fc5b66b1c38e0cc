//! A small load generator: keep-alive connections that ask for one address as fast as they are answered.

use crate::report::Outcome;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// What one round gave.
#[derive(Debug, Default)]
pub(crate) struct Round {
    /// Time of each answer.
    pub(crate) times: Vec<Duration>,
    /// How long the round took.
    pub(crate) took: Duration,
}

/// Asks over so many connections for so long.
pub(crate) async fn round(host: &str, path: &str, cookie: &str, connections: usize, long: Duration) -> Outcome<Round> {
    let begun = Instant::now();
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let (host, request) = (host.to_owned(), request(host, path, cookie));
        asking.spawn(async move { ask_until(&host, &request, begun + long).await });
    }
    let mut times = Vec::new();
    while let Some(asked) = asking.join_next().await {
        times.extend(asked??);
    }
    Ok(Round { times, took: begun.elapsed() })
}

fn request(host: &str, path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\n\r\n")
}

async fn ask_until(host: &str, request: &str, end: Instant) -> Outcome<Vec<Duration>> {
    let mut stream = BufReader::new(TcpStream::connect(host).await?);
    let mut times = Vec::new();
    while Instant::now() < end {
        let begun = Instant::now();
        answer(&mut stream, request).await?;
        times.push(begun.elapsed());
    }
    Ok(times)
}

/// One page, whole.
pub(crate) async fn page(host: &str, path: &str, cookie: &str) -> Outcome<String> {
    let mut stream = BufReader::new(TcpStream::connect(host).await?);
    Ok(String::from_utf8(answer(&mut stream, &request(host, path, cookie)).await?)?)
}

/// Body of an answer with status 200 and a length; anything else is an error.
async fn answer(stream: &mut BufReader<TcpStream>, request: &str) -> Outcome<Vec<u8>> {
    let (status, body) = exchange(stream, request).await?;
    if status.contains(" 200 ") { Ok(body) } else { Err(status.into()) }
}

/// Status line, in small letters, and body of an answer that says its length.
pub(crate) async fn exchange(stream: &mut BufReader<TcpStream>, request: &str) -> Outcome<(String, Vec<u8>)> {
    stream.write_all(request.as_bytes()).await?;
    let (mut line, mut status, mut length) = (String::new(), String::new(), None);
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if status.is_empty() {
            status.clone_from(&header);
        }
        if let Some(value) = header.strip_prefix("content-length: ") {
            length = Some(value.parse::<usize>()?);
        }
    }
    let mut body = vec![0; length.ok_or_else(|| format!("no length: {status}"))?];
    stream.read_exact(&mut body).await?;
    Ok((status, body))
}
