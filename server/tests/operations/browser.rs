//! As much of a browser as these tests need: a connection a request, one cookie jar, forms, streams.

use crate::landside::Landside;
use std::time::Duration;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines},
    net::TcpStream,
    time::timeout,
};

const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct Browser {
    port: u16,
    cookie: String,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Browser {
    pub fn new(port: u16) -> Self {
        Self { port, cookie: String::new() }
    }

    /// The same cookies at another process.
    pub fn at(&self, portal: &Landside) -> Self {
        Self { port: portal.port(), cookie: self.cookie.clone() }
    }

    /// A browser that holds this session.
    pub fn with_session(port: u16, token: &str) -> Self {
        Self { port, cookie: format!("landside={token}") }
    }

    /// The session's cookie.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", path, &[("sec-fetch-site", "same-origin")], &body).await
    }

    pub async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.try_send(method, path, headers, body).await.expect("an answer")
    }

    /// `None` where the connection breaks before an answer.
    pub async fn try_post(&mut self, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.try_send("POST", path, &[("sec-fetch-site", "same-origin")], &body).await
    }

    /// Sends these bytes, which may be no HTTP at all; the status of the answer, 0 where there is none.
    pub async fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let _ = stream.write_all(bytes).await;
        let mut answer = Vec::new();
        let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("an answer in time");
        let text = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_default();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Answer { status, headers, body: body.to_owned() }
    }

    /// Sends a form, or asks for a page, and does not read the answer.
    pub async fn sent(&self, method: &str, path: &str, body: &str) -> Option<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.ok()?;
        let request = self.request(method, path, &[("sec-fetch-site", "same-origin")], body);
        stream.write_all(request.as_bytes()).await.ok()?;
        Some(stream)
    }

    pub async fn try_get(&mut self, path: &str) -> Option<Answer> {
        self.try_send("GET", path, &[], "").await
    }

    async fn try_send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.ok()?;
        // a server that refuses a large body may close before all of it is written
        let _ = stream.write_all(self.request(method, path, headers, body).as_bytes()).await;
        let mut bytes = Vec::new();
        let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("an answer in time");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> =
            lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        if let Some((_, cookie)) = headers.iter().find(|(name, value)| name == "set-cookie" && value.starts_with("landside=")) {
            self.cookie = cookie.split(';').next()?.to_owned();
        }
        Some(Answer { status, headers, body: body.to_owned() })
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
        let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\ncookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n{more}\r\n{body}",
            self.port,
            self.cookie,
            body.len()
        )
    }

    /// Opens a live stream.
    pub async fn stream(&mut self, path: &str) -> News {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        stream.write_all(self.request("GET", path, &[], "").as_bytes()).await.unwrap();
        News(BufReader::new(stream).lines())
    }
}

/// A live stream's news, one after another.
pub struct News(Lines<BufReader<TcpStream>>);

impl News {
    pub async fn next(&mut self) -> String {
        loop {
            let line = timeout(PATIENCE, self.0.next_line()).await.expect("news in time").unwrap().expect("the stream goes on");
            if let Some(news) = line.strip_prefix("data: ") {
                return news.to_owned();
            }
        }
    }

    /// Waits until the server ends the stream.
    pub async fn ends(&mut self) {
        while timeout(PATIENCE, self.0.next_line()).await.expect("an end in time").unwrap_or(None).is_some() {}
    }
}
