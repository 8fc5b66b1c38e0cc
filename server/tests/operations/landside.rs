//! A real `landside serve` on its own port.

use crate::{browser::Browser, line::Line};
use desk::PgPool;
use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
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
    for inherited in ["LANDSIDE_DEMO", "LANDSIDE_PUBLIC_URL", "LANDSIDE_SMTP_URL", "HOST"] {
        command.env_remove(inherited);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Landside {
    /// Starts it and waits until it is ready.
    pub async fn start(db: &PgPool, line: Option<&Line>) -> Self {
        let port = free_port();
        let child = command(db, line, port).stderr(Stdio::null()).spawn().unwrap();
        let portal = Self { child, port };
        let started = Instant::now();
        let mut browser = portal.browser();
        while browser.try_get("/health/ready").await.is_none_or(|answer| answer.status != 200) {
            assert!(started.elapsed() < Duration::from_secs(30), "the server is not ready after 30 seconds");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        portal
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
