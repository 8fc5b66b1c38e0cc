//! Files in a bucket: the portal against a running stand-in for S3, which goes away in between.

use crate::{Browser, Landside};
use desk::PgPool;
use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// moto's server, from `scripts/tools.sh test`.
struct Bucket {
    child: Child,
    port: u16,
}

impl Drop for Bucket {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let state = std::env::var_os("LANDSIDE_STATE").map_or_else(|| root.join(".landside"), PathBuf::from);
    let program = state.join("tools/moto/bin/moto_server");
    assert!(program.exists(), "{} is missing: `scripts/tools.sh test` installs it", program.display());
    program
}

impl Bucket {
    async fn start(port: Option<u16>) -> Self {
        let port = port.unwrap_or_else(|| TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port());
        let mut command = Command::new(program());
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let bucket = Self { child: command.spawn().unwrap(), port };
        let started = Instant::now();
        while bucket.ask("PUT", "/landside").await.is_none_or(|answer| !answer.contains(" 200 ")) {
            assert!(started.elapsed() < Duration::from_secs(60), "moto does not start");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bucket
    }

    /// The whole answer, head and body.
    async fn ask(&self, method: &str, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.ok()?;
        let request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.ok()?;
        Some(String::from_utf8_lossy(&answer).into_owned())
    }

    /// Names of what is in it.
    async fn objects(&self) -> Vec<String> {
        let list = self.ask("GET", "/landside?list-type=2").await.unwrap();
        list.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next()).map(str::to_owned).collect()
    }
}

/// A reply with a file, as a browser sends it.
async fn reply(browser: &Browser, address: &str, words: &str, name: &str, content: &str) -> crate::Answer {
    let body = format!(
        "--e\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\n{words}\r\n--e\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{content}\r\n--e--\r\n"
    );
    let cookie = browser.cookie();
    let request = format!(
        "POST {address}/replies HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: landside={cookie}\r\nsec-fetch-site: same-origin\r\nContent-Type: multipart/form-data; boundary=e\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    browser.raw(request.replace("landside=landside=", "landside=").as_bytes()).await
}

#[sqlx::test(migrations = "./migrations")]
async fn files_are_kept_in_a_bucket_and_the_words_without_one(db: PgPool) {
    let bucket = Bucket::start(None).await;
    let endpoint = format!("http://127.0.0.1:{}", bucket.port);
    let variables = [
        ("LANDSIDE_FILES", "s3://landside/portal"),
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("AWS_ACCESS_KEY_ID", "tests"),
        ("AWS_SECRET_ACCESS_KEY", "tests"),
        ("AWS_REGION", "us-east-1"),
    ];
    let portal = Landside::start_with(&db, None, &variables).await;
    let mut browser = portal.browser();
    let address = format!("/cases/{}", crate::case_of(&db, &mut browser).await);
    assert_eq!(reply(&browser, &address, "Please look", "list.csv", "a;b").await.status, 303);
    let objects = bucket.objects().await;
    assert!(objects.len() == 1 && objects[0].starts_with("portal/") && !objects[0].contains("list"), "{objects:?}");
    let id: uuid::Uuid = sqlx::query_scalar("select id from attachment where state = 'kept'").fetch_one(&db).await.unwrap();
    let file = format!("{address}/files/{id}/list.csv");
    let answer = browser.get(&file).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "a;b"));
    assert!(answer.header("content-disposition").starts_with("attachment"));

    // the bucket is away: words are taken without files, and nothing is said to be there that is not
    let port = bucket.port;
    drop(bucket);
    let answer = reply(&browser, &address, "And this one", "more.csv", "c;d").await;
    assert!(answer.status == 422 && answer.body.contains("could not be stored just now") && answer.body.contains("And this one"));
    assert_eq!(browser.get(&file).await.status, 503);
    assert_eq!(browser.post(&format!("{address}/replies"), &[("words", "Without it then")]).await.status, 303);

    // and comes back
    let bucket = Bucket::start(Some(port)).await;
    assert_eq!(reply(&browser, &address, "Once more", "more.csv", "c;d").await.status, 303);
    assert_eq!(bucket.objects().await.len(), 1);
}
