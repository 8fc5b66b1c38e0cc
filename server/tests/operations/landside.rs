//! A real `landside serve` on its own port.

use crate::{browser::Browser, line::Line};
use desk::PgPool;
use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    time::{Duration, Instant},
};

pub struct Landside {
    child: Child,
    port: u16,
}

impl Drop for Landside {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Address of the test's database, or of the line to it.
fn address(db: &PgPool, line: Option<&Line>) -> String {
    let given = std::env::var("DATABASE_URL").unwrap();
    let options = db.connect_options();
    let name = options.get_database().unwrap();
    let (scheme, rest) = given.split_once("://").unwrap();
    let authority = rest.split(['/', '?']).next().unwrap();
    let (user, host) = authority.rsplit_once('@').map_or(("", authority), |(user, host)| (user, host));
    let host = line.map_or_else(|| host.to_owned(), |line| format!("127.0.0.1:{}", line.port));
    let at = if user.is_empty() { "" } else { "@" };
    format!("{scheme}://{user}{at}{host}/{name}")
}

/// A folder with the one file the server insists on.
fn site() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("landside-site-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("pkg")).unwrap();
    std::fs::write(folder.join("manifest.json"), "{}").unwrap();
    folder
}

fn command(db: &PgPool, line: Option<&Line>, port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landside"));
    command.arg("serve").env("DATABASE_URL", address(db, line)).env("PORT", port.to_string()).env("LANDSIDE_SITE", site());
    command.env("LANDSIDE_FILES", site().join("attachments"));
    for inherited in [
        "LANDSIDE_DEMO",
        "LANDSIDE_PUBLIC_URL",
        "LANDSIDE_SMTP_URL",
        "LANDSIDE_SMS_URL",
        "LANDSIDE_SMS_TOKEN",
        "LANDSIDE_PAYMENTS_URL",
        "LANDSIDE_RESERVATIONS_URL",
        "HOST",
    ] {
        command.env_remove(inherited);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// A port nobody listens on, below those the system hands out by itself, and another each time: two tests never get
/// the same one between finding and using it.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    loop {
        let process = u16::try_from(std::process::id() % 90).unwrap();
        let port = 10_000 + process * 110 + NEXT.fetch_add(1, Ordering::Relaxed) % 110;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

impl Landside {
    /// Starts it and waits until it is ready.
    pub async fn start(db: &PgPool, line: Option<&Line>) -> Self {
        Self::start_with(db, line, &[]).await
    }

    /// With these variables set.
    pub async fn start_with(db: &PgPool, line: Option<&Line>, variables: &[(&str, &str)]) -> Self {
        Self::begin(db, line, variables).ready().await
    }

    /// On this port, with these variables set.
    pub async fn start_at(db: &PgPool, port: u16, variables: &[(&str, &str)]) -> Self {
        Self::begin_at(db, None, port, variables).ready().await
    }

    async fn ready(self) -> Self {
        let mut portal = self;
        let started = Instant::now();
        let mut browser = portal.browser();
        while browser.try_get("/health/ready").await.is_none_or(|answer| answer.status != 200) {
            assert_eq!(portal.child.try_wait().unwrap(), None, "the server has ended");
            assert!(started.elapsed() < Duration::from_secs(30), "the server is not ready after 30 seconds");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        portal
    }

    /// Starts it and does not wait.
    pub fn begin(db: &PgPool, line: Option<&Line>, variables: &[(&str, &str)]) -> Self {
        Self::begin_at(db, line, free_port(), variables)
    }

    fn begin_at(db: &PgPool, line: Option<&Line>, port: u16, variables: &[(&str, &str)]) -> Self {
        let child = command(db, line, port).envs(variables.iter().copied()).stderr(Stdio::null()).spawn().unwrap();
        Self { child, port }
    }

    /// What it says when it will not start.
    pub async fn refusal(db: &PgPool, arguments: &[&str]) -> String {
        let mut command = command(db, None, free_port());
        command.args(arguments).stderr(Stdio::piped());
        if arguments.contains(&"--port") {
            command.env_remove("PORT");
        }
        let output = tokio::process::Command::from(command).kill_on_drop(true).output();
        let output = tokio::time::timeout(Duration::from_secs(20), output).await.expect("it refuses to start").unwrap();
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it in the middle of whatever it does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, as a service manager does.
    pub fn terminate(&self) {
        let status = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(status.success());
    }

    pub async fn ended(&mut self) -> ExitStatus {
        let asked = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(asked.elapsed() < Duration::from_secs(15), "it does not stop");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
